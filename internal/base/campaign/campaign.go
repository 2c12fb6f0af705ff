// Package campaign keeps campaigns (专项行动): who takes part with what duty,
// in which stages, by which counting rules, until when what is reported, and
// which legal items may be inspected. Beside them lie the records of running
// one: meetings, issued documents, dispatches, supervisions.
//
//	draft ──Publish──▶ published ──Close──▶ closed
//
// Everything about a campaign is data; nothing here knows a year or a county.
// Every capability asks Open whether its act may count. The frozen ledger of a
// campaign (its denominator) is kept by registry, the definitions of its
// figures by tally.
package campaign

import (
	"embed"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "campaign", Schema: schema, Verbs: store.Verbs{
	"campaign.drafted":      Turned{},
	"campaign.revised":      Turned{},
	"campaign.published":    Turned{},
	"campaign.closed":       Turned{},
	"document.issued":       Issued{},
	"document.acknowledged": Acknowledged{},
	"meeting.held":          Held{},
	"followup.done":         Done{},
	"dispatch.recorded":     Dispatched{},
	"supervision.recorded":  Supervised{},
}}

// State is where a campaign stands.
type State string

// The life of a campaign.
const (
	Draft     State = "draft"
	Published State = "published"
	Closed    State = "closed"
)

// Campaign is one campaign of a home. Days are YYYY-MM-DD and inclusive.
type Campaign struct {
	ID     string `json:"id"` // lower-case letters, digits, hyphens: "lianxi-2026"
	Title  string `json:"title"`
	Number string `json:"number"` // of the notice it runs under: 濂市监字〔2026〕12号
	From   string `json:"from"`
	To     string `json:"to"`
	State  State  `json:"state"`
	Terms
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Terms are what a campaign agrees on. They come from a template and are
// edited until it is published.
type Terms struct {
	Template   string     `json:"template"`   // the template they came from
	Indicators string     `json:"indicators"` // the template of its figures
	Organs     []Organ    `json:"organs"`
	Stages     []Stage    `json:"stages"`
	Counting   Counting   `json:"counting"`
	Deadlines  []Deadline `json:"deadlines"`
	Remind     []int      `json:"remind"` // days before a deadline: 3, 1, 0
	Items      []Item     `json:"items"`
}

// Role is what an organ is to the campaign.
type Role string

// Roles. An office is a coordinating body of the government (议事协调机构), which
// may not inspect anybody itself: 国办发〔2024〕54号.
const (
	Lead     Role = "lead"
	Member   Role = "member"
	Township Role = "township"
	Office   Role = "office"
)

// Organ is a unit that takes part.
type Organ struct {
	Unit        string   `json:"unit"` // unit id; in a template a placeholder
	Name        string   `json:"name"`
	Aliases     []string `json:"aliases,omitempty"`
	Role        Role     `json:"role"`
	Departments []string `json:"departments"` // whose powers it exercises and for whom its acts count
	Duties      []string `json:"duties"`
	Contact     string   `json:"contact,omitempty"` // "person:…"
}

// Stage is a span of the campaign.
type Stage struct {
	Title string `json:"title"`
	From  string `json:"from"`
	To    string `json:"to"`
	Work  string `json:"work"`
}

// Counting fixes one reading of ambiguous figures for the whole campaign.
type Counting struct {
	PersonCount string `json:"person_count"` // officer_day or per_visit
	CaseWord    string `json:"case_word"`    // 件 or 起
	JointOwner  string `json:"joint_owner"`  // the department that reports a joint visit upward
}

// The two readings of 人次.
const (
	OfficerDay = "officer_day" // a person once per day and action
	PerVisit   = "per_visit"   // a person once per visit
)

// Item is a legal item of inspection (检查事项).
type Item struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Source      string   `json:"source"`      // the list it stands on: 总局抽查清单
	Departments []string `json:"departments"` // whose item it is
	Basis       string   `json:"basis"`       // statute and article
	Key         bool     `json:"key"`         // 重点事项
	Cap         int64    `json:"cap"`         // planned visits of one enterprise a year; 0 for none
}

// Faults of a campaign.
var (
	ErrNotFound = fault.New(fault.NotFound, "campaign.not_found", "专项行动不存在，请核对编号")
	ErrExists   = fault.New(fault.Conflict, "campaign.exists", "专项行动编号已被使用，请换一个编号")
	ErrMoved    = fault.New(fault.Conflict, "campaign.moved", "专项行动已被他人修改，请对照后重新保存")
	ErrState    = fault.New(fault.Conflict, "campaign.state", "专项行动当前状态不允许此操作，请刷新后查看状态")
	ErrDraft    = fault.New(fault.Conflict, "campaign.not_published", "专项行动尚未发布，请先发布")
	ErrClosed   = fault.New(fault.Conflict, "campaign.closed", "专项行动已结束，不能再登记；更正请用调整")
	ErrOutside  = fault.New(fault.Invalid, "campaign.outside", "日期不在专项行动期间内，请核对日期")
	ErrContact  = fault.New(fault.Invalid, "campaign.contact", "下列机关没有联络员，请补充后再发布")
	ErrID       = fault.New(fault.Invalid, "campaign.id", "专项行动编号只能用小写字母、数字和连字符，请修改")
	ErrTitle    = fault.New(fault.Invalid, "campaign.title", "名称不能为空，请填写")
	ErrDay      = fault.New(fault.Invalid, "campaign.day", "日期不正确，请按 2026-07-15 的格式填写，且不早于开始日期")
	ErrOrgan    = fault.New(fault.Invalid, "campaign.organ", "参加机关的单位和名称不能为空或重复，请修改")
	ErrRole     = fault.New(fault.Invalid, "campaign.role", "议事协调机构只能以办公室身份参加专项行动，请修改其角色")
	ErrItem     = fault.New(fault.Invalid, "campaign.item", "检查事项的编码和名称不能为空或重复，请修改")
	ErrCounting = fault.New(fault.Invalid, "campaign.counting", "人次口径只能选“人·天”或“每次检查”；发布后不能再改口径")
	ErrDeadline = fault.New(fault.Invalid, "campaign.deadline", "报送期限设置不正确，请检查周期、日期和时间")
)

// Turned are the facts of a campaign's own verbs.
type Turned struct {
	State string `json:"state"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Organ finds a participant by unit id, name or alias; by department only when
// exactly one bureau exercises it.
func (c Campaign) Organ(key string) (Organ, bool) {
	key = strings.TrimSpace(key)
	var bureaus []Organ
	for _, o := range c.Organs {
		if key != "" && (o.Unit == key || o.Name == key || slices.Contains(o.Aliases, key)) {
			return o, true
		}
		if (o.Role == Lead || o.Role == Member) && slices.Contains(o.Departments, key) {
			bureaus = append(bureaus, o)
		}
	}
	if len(bureaus) == 1 {
		return bureaus[0], true
	}
	return Organ{}, false
}

// Item finds a legal item by code or name.
func (c Campaign) Item(key string) (Item, bool) {
	key = strings.TrimSpace(key)
	i := slices.IndexFunc(c.Items, func(it Item) bool { return key != "" && (it.Code == key || it.Name == key) })
	if i < 0 {
		return Item{}, false
	}
	return c.Items[i], true
}

// Covers reports whether day lies in the campaign.
func (c Campaign) Covers(day string) bool { return c.From <= day && day <= c.To }

// Accepts says whether an act of that day may count for the campaign.
func (c Campaign) Accepts(day string) error {
	switch {
	case c.State == Draft:
		return ErrDraft
	case c.State == Closed:
		return ErrClosed
	case !c.Covers(day):
		return ErrOutside.With(c.From + " 至 " + c.To)
	}
	return nil
}
