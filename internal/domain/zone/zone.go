// Package zone keeps where and when hunting or fishing is banned (禁猎区、禁猎期、
// 禁渔区、禁渔期), and the tools a notice bans there (野生动物保护法2022 art. 20, 24),
// each with the notice that says so.
//
//	draft ──Enact──▶ in force ──Repeal──▶ repealed
//	  └──Withdraw──▶ withdrawn
//
// A place and a day are answered with the notices that ban, with those that what
// was asked does not decide, or with "no notice held here": never with
// "allowed", because only what somebody entered is known. What is in force is
// not edited: an answer given from it must stand; it is repealed, and replaced.
//
// Areas are WGS84. The package holds no boundaries of divisions, so a place is
// compared with polygons and a division with divisions.
package zone

import (
	"embed"
	"encoding/json"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/geo"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/species"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "zone", Schema: schema, Verbs: store.Verbs{
	"zone.drafted": Drawn{}, "zone.revised": Drawn{}, "zone.enacted": Drawn{}, "zone.repealed": Drawn{}, "zone.withdrawn": Drawn{},
}}

// Drawn are the facts of everything that happens to a zone.
type Drawn struct {
	Field string   `json:"field"`
	Bans  []string `json:"bans"`
	From  string   `json:"from"`
	To    string   `json:"to"`
}

// State is where a zone stands.
type State string

// The states of a zone.
const (
	Draft     State = "draft"
	InForce   State = "in_force"
	Repealed  State = "repealed"
	Withdrawn State = "withdrawn" // a draft that came to nothing
)

// Ban is what a notice declares: a closed area, a closed period, banned tools.
// A place closed for part of the year may be both of the first.
type Ban string

// The kinds of bans.
const (
	Area   Ban = "area"   // 禁猎区、禁渔区
	Period Ban = "period" // 禁猎期、禁渔期
	Tools  Ban = "tools"  // 禁用工具、方法
)

// Notice is the document that declares a zone, or ends it.
type Notice struct {
	Issuer string   `json:"issuer"`
	Number string   `json:"number"` // as printed; no form is assumed
	Day    string   `json:"day"`    // of issue, YYYY-MM-DD
	Photos []string `json:"photos"` // digests; one at least
}

// Season is a span of every year, both days included, MM-DD. It may cross the
// new year: 11-01 to 02-28.
type Season struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Scope is which animals a zone protects: all of its field, or any of the
// classes, 纲 and species named.
type Scope struct {
	All     bool            `json:"all"`
	Classes []species.Class `json:"classes,omitempty"`
	Groups  []string        `json:"groups,omitempty"` // 纲: 鸟纲
	Names   []string        `json:"names,omitempty"`  // names of list entries
}

// Zone is one closed area or period, or a list of banned tools.
type Zone struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Field      string          `json:"field"` // hunt (land animals) or fish
	Bans       []Ban           `json:"bans"`
	Area       json.RawMessage `json:"area,omitempty"`      // GeoJSON; kept as a MultiPolygon in WGS84
	Datum      geo.Datum       `json:"datum,omitempty"`     // of Area as it comes in: wgs84, cgcs2000, gcj02
	Divisions  []string        `json:"divisions,omitempty"` // or whole divisions, 12 digits
	Scope      Scope           `json:"scope"`
	Tools      []string        `json:"tools,omitempty"`
	Seasons    []Season        `json:"seasons,omitempty"` // none: all year
	From       string          `json:"from"`              // first day in force
	To         string          `json:"to,omitempty"`      // last day in force
	Notice     Notice          `json:"notice"`
	Replaces   string          `json:"replaces,omitempty"` // the zone whose place it took
	State      State           `json:"state"`
	RepealedOn string          `json:"repealed_on,omitempty"` // first day no longer in force
	Repeal     Notice          `json:"repeal,omitzero"`       // the document that ended it
	Reason     string          `json:"reason,omitempty"`
	Warnings   []string        `json:"warnings,omitempty"` // what was odd about the area
	Unit       string          `json:"unit"`
	Version    int64           `json:"version"`
	CreatedAt  time.Time       `json:"created_at"`
	UpdatedAt  time.Time       `json:"updated_at"`
}

// Ref names the zone in other packages.
func (z Zone) Ref() ref.Ref { return ref.Of("zone", z.ID) }

// What a person can do something about.
var (
	ErrNotFound = fault.New(fault.NotFound, "zone.not_found", "没有这个禁猎（渔）区、期，请核对编号")
	ErrMoved    = fault.New(fault.Conflict, "zone.moved", "内容已被他人改动，请对照最新内容后重试")
	ErrState    = fault.New(fault.Conflict, "zone.state", "当前状态不允许这一步：已生效的不能修改，请废止后另行录入")
	ErrNotYours = fault.New(fault.Forbidden, "zone.not_yours", "草稿由其他单位录入，请由录入单位修改")
	ErrTitle    = fault.New(fault.Invalid, "zone.title", "名称为空，请写明何处禁猎（渔）")
	ErrLong     = fault.New(fault.Invalid, "zone.long", "文字过长或条目过多，请精简：名称和文号 200 字以内，理由 2000 字以内，工具、物种、区划各 500 项以内")
	ErrField    = fault.New(fault.Invalid, "zone.field", "类别只能是禁猎（hunt）或禁渔（fish），请重新选择")
	ErrBans     = fault.New(fault.Invalid, "zone.bans", "禁止内容为空或不认识，请在禁猎区、禁猎期、禁用工具中至少选择一项")
	ErrShape    = fault.New(fault.Invalid, "zone.shape", "范围须且只须一种：画出边界，或选择整个行政区划")
	ErrDivision = fault.New(fault.Invalid, "zone.division", "区划既不在本辖区之内，也不是本辖区的上级，请重新选择")
	ErrScope    = fault.New(fault.Invalid, "zone.scope", "保护对象为空或不认识，请选择全部、保护级别、纲，或写明物种")
	ErrSpecies  = fault.New(fault.Invalid, "zone.species", "物种名称在名录中找不到或不止一种，请写名录中的名称")
	ErrTools    = fault.New(fault.Invalid, "zone.tools", "选择了禁用工具，但没有写明是哪些，请填写")
	ErrSeason   = fault.New(fault.Invalid, "zone.season", "起止月日不正确，请按 03-01 的格式填写；宣布禁猎（渔）期的须至少填写一段，全年为 01-01 至 12-31")
	ErrDay      = fault.New(fault.Invalid, "zone.day", "日期不正确，或止日早于起日，请按年-月-日改正")
	ErrNotice   = fault.New(fault.Invalid, "zone.notice", "依据文件不全，请填写发布机关、文号、日期，并上传文件照片")
	ErrReason   = fault.New(fault.Invalid, "zone.reason", "理由为空，请写明理由")
	ErrWhere    = fault.New(fault.Invalid, "zone.where", "地点缺失，请给出经纬度或区划代码")
)
