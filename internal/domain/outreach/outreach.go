// Package outreach keeps what was done to tell people (宣传教育): events held,
// leaflets handed out, posters hung, broadcasts, trainings; and the commitments
// (承诺书) that subjects signed.
//
//	held ──Withdraw──▶ withdrawn      signed ──Revoke──▶ withdrawn
//
// Each is an act with a place, a quantity, an author and a photo; a correction
// reverses what it corrects. A subject signs once in a campaign. Counts without
// a record behind them (汇总登记) are in package submission.
package outreach

import (
	"embed"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "outreach", Schema: schema, Verbs: store.Verbs{
	"outreach.held": Held{}, "outreach.amended": Amended{}, "outreach.withdrawn": Held{},
	"commitment.signed": Signed{}, "commitment.revoked": Signed{},
}}

// Held is noted for an activity; quantity and people as Activity has them.
type Held struct {
	Kind     string `json:"kind"`
	Quantity int64  `json:"quantity"`
	People   int64  `json:"people"`
}

// Amended is noted when words of an activity changed, but no number.
type Amended struct {
	Fields []string `json:"fields"`
}

// Signed is noted when a subject signed a commitment.
type Signed struct {
	Entity string `json:"entity"`
}

// Ref names an activity in other packages.
func Ref(id string) ref.Ref { return ref.Of("outreach", id) }

// Activity is one thing done to tell people.
type Activity struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"` // event, leaflet, poster, media, training
	Title      string    `json:"title"`
	Place      string    `json:"place"`
	Quantity   int64     `json:"quantity"` // events and trainings held, copies handed out, pieces hung, times broadcast
	People     int64     `json:"people"`   // who came, or was trained
	Photos     []string  `json:"photos"`   // "blob:…"; one at least
	Author     string    `json:"author"`
	Department string    `json:"department"`
	Unit       string    `json:"unit"`
	Region     string    `json:"region"` // 12 digits
	Campaign   string    `json:"campaign,omitempty"`
	HeldOn     string    `json:"held_on"`
	Withdrawn  string    `json:"withdrawn,omitempty"`
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
}

// Commitment is what a subject signed.
type Commitment struct {
	ID         string    `json:"id"`
	Entity     ref.Ref   `json:"entity"` // "subject:…", once in a campaign
	Campaign   string    `json:"campaign,omitempty"`
	Photo      string    `json:"photo"` // "blob:…" of the signed paper
	Author     string    `json:"author"`
	Department string    `json:"department"`
	Region     string    `json:"region"`
	SignedOn   string    `json:"signed_on"`
	Withdrawn  string    `json:"withdrawn,omitempty"`
	CreatedAt  time.Time `json:"created_at"`
}

// What a person can do something about.
var (
	ErrNotFound = fault.New(fault.NotFound, "outreach.not_found", "没有这条记录，或已撤回，请核对编号")
	ErrKind     = fault.New(fault.Invalid, "outreach.kind", "宣传类别不在目录内，请从活动、资料、张贴、刊播、培训中选择")
	ErrTitle    = fault.New(fault.Invalid, "outreach.title", "名称或地点为空，请填写")
	ErrLong     = fault.New(fault.Invalid, "outreach.long", "文字过长，请精简：名称和地点 200 字以内，理由 2000 字以内")
	ErrQuantity = fault.New(fault.Invalid, "outreach.quantity", "数量须大于零，人数不得为负，请改正")
	ErrPhoto    = fault.New(fault.Invalid, "outreach.photo", "没有照片，请至少上传一张现场照片或文书照片")
	ErrDay      = fault.New(fault.Invalid, "outreach.day", "日期不是有效的年-月-日或晚于今天，请改正")
	ErrReason   = fault.New(fault.Invalid, "outreach.reason", "理由为空，请写明理由")
	ErrMoved    = fault.New(fault.Conflict, "outreach.moved", "记录已被他人改动，请对照最新内容后重试")
	ErrEntity   = fault.New(fault.Invalid, "outreach.entity", "签订主体缺失，请从台账中选择")
	ErrRegion   = fault.New(fault.Invalid, "outreach.region", "区划代码不是12位，请选择到乡镇（街道）")
	ErrNotYours = fault.New(fault.Forbidden, "outreach.not_yours", "记录由其他单位登记，请由登记单位改动")
)

var kinds = []string{"event", "leaflet", "poster", "media", "training"}

func (a Activity) check() error {
	switch {
	case !slices.Contains(kinds, a.Kind):
		return ErrKind
	case strings.TrimSpace(a.Title) == "" || strings.TrimSpace(a.Place) == "":
		return ErrTitle
	case a.Quantity <= 0 || a.People < 0:
		return ErrQuantity
	case len(a.Photos) == 0:
		return ErrPhoto
	case a.Region != "" && len(a.Region) != 12:
		return ErrRegion
	}
	return ErrLong.Over(200, a.Title, a.Place)
}

func (a Activity) facts() Held { return Held{a.Kind, a.Quantity, a.People} }
