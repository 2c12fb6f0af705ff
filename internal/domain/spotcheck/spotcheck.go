// Package spotcheck keeps random draws (双随机抽查) as records: how the pool was
// chosen, which units gave shares and when, what was published, what came out.
//
//	drafted ──Freeze──▶ frozen ──Commit, Commit, Announce──▶ announced ──Reveal, Reveal──▶ drawn
//	   └──────────────────┴──────────────Lapse────────────────┴──▶ lapsed
//	drawn, lapsed ──Redraw──▶ a new record: requested ──Approve──▶ drafted
//	                                            └──Decline──▶ lapsed
//	   └──(the new one is approved)──▶ redrawn, otherwise as it was
//
// A share is made in a browser of the unit that gives it. The server sees its
// SHA-256 first; shares themselves are taken only after both commitments have
// been announced, so there is no moment at which anything here knows one share
// and may still choose another. A unit that does not reveal makes the draw
// lapse for everyone to see: its share cannot be replaced.
//
// What is frozen is kept as bytes, and the bytes go out as they are (Files):
// whoever has them verifies the draw without this program. Officers stand in
// them under aliases made for one draw; the aliases are kept here.
//
// The algorithm is package draw's. The pool and the recusals are brought by
// flow, which asks the registry; visits are made by inspection.
//
// 国办发〔2015〕58号 (双随机、一公开).
package spotcheck

import (
	"embed"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "spotcheck", Schema: schema, Verbs: verbs}

// State is where a draw stands.
type State string

// The states of a draw.
const (
	Requested State = "requested" // a redraw that nobody has approved yet
	Drafted   State = "drafted"
	Frozen    State = "frozen"
	Announced State = "announced"
	Done      State = "drawn"
	Lapsed    State = "lapsed"
	Redrawn   State = "redrawn" // another draw took its place
)

// Why a draw lapsed.
const (
	Dropped  = "dropped"  // given up before anything was announced
	Refused  = "refused"  // by a unit that was to give a share
	Late     = "late"     // the deadline passed
	Declined = "declined" // a redraw that was not allowed
)

// Draw is one draw.
type Draw struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Campaign  string    `json:"campaign"`             // empty for an ordinary draw
	VisitPlan string    `json:"visit_plan,omitempty"` // the inspection plan the visits will stand on
	Item      string    `json:"item,omitempty"`       // the legal item they will be about
	Date      string    `json:"date"`                 // of the visits; certificates must be valid then
	Deadline  string    `json:"deadline"`             // last day for commitments and shares
	Strata    []Stratum `json:"strata"`
	Team      draw.Team `json:"team"` // organs are departments: market, forestry
	Shares    []Share   `json:"shares"`
	State     State     `json:"state"`

	Objects      int64    `json:"objects"`  // in the frozen pool
	Officers     int64    `json:"officers"` // who may be sent
	Drawn        int64    `json:"drawn"`
	Excluded     Excluded `json:"excluded"`
	PlanDigest   string   `json:"plan_digest,omitempty"`
	PoolRoot     string   `json:"pool_root,omitempty"`
	OfficersRoot string   `json:"officers_root,omitempty"`
	Announcement string   `json:"announcement,omitempty"` // SHA-256 of announcement.json
	Result       string   `json:"result,omitempty"`       // SHA-256 of draw.json
	Seed         string   `json:"seed,omitempty"`

	Cause        string `json:"cause,omitempty"`  // why it lapsed: dropped, refused, late, declined
	Reason       string `json:"reason,omitempty"` // the same in words
	Redraws      string `json:"redraws,omitempty"`
	RedrawnBy    string `json:"redrawn_by,omitempty"`
	RedrawReason string `json:"redraw_reason,omitempty"`
	Requester    string `json:"requester,omitempty"`
	Approver     string `json:"approver,omitempty"`

	Drafter     string    `json:"drafter"`
	Version     int64     `json:"version"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
	FrozenAt    time.Time `json:"frozen_at,omitzero"`
	AnnouncedAt time.Time `json:"announced_at,omitzero"`
	DrawnAt     time.Time `json:"drawn_at,omitzero"`
}

// Ref names the draw in other packages; a visit it led to has it as source.
func (d Draw) Ref() ref.Ref { return ref.Of("draw", d.ID) }

// Stratum is a part of the pool and how many of it are drawn: the subjects
// listed, or those that the rule finds. An object belongs to the first stratum
// that claims it.
type Stratum struct {
	Name     string     `json:"name"`
	Venue    string     `json:"venue,omitempty"`    // the rule; an empty field does not narrow
	Grade    string     `json:"grade,omitempty"`    // credit class, A to D
	Region   string     `json:"region,omitempty"`   // township, 12 digits
	Online   string     `json:"online,omitempty"`   // yes or no
	Subjects []string   `json:"subjects,omitempty"` // instead of a rule
	Quota    draw.Quota `json:"quota"`
	Size     int64      `json:"size" required:"false"` // objects in the frozen pool
	Take     int64      `json:"take" required:"false"` // how many of them are drawn
}

// Share is what one unit contributes. The share itself shows only after the
// draw: who reveals last shall not see the other's.
type Share struct {
	Unit        string    `json:"unit"`
	Department  string    `json:"department" required:"false"`
	Commitment  string    `json:"commitment,omitempty"` // SHA-256 of the share
	CommittedBy string    `json:"committed_by,omitempty"`
	CommittedAt time.Time `json:"committed_at,omitzero"`
	Share       string    `json:"share,omitempty"`
	RevealedBy  string    `json:"revealed_by,omitempty"`
	RevealedAt  time.Time `json:"revealed_at,omitzero"`
}

// Excluded counts who was kept out of the draw and why.
type Excluded struct {
	Uncertified int64 `json:"uncertified"` // no certificate valid on the visit date
	Elsewhere   int64 `json:"elsewhere"`   // serves in no organ of the plan
	Unsettled   int64 `json:"unsettled"`   // declared an interest that nobody has matched with the ledger yet
	Recusals    int64 `json:"recusals"`    // pairs of an officer in the draw and an object of the pool
}

// What a person can do something about.
var (
	ErrNotFound   = fault.New(fault.NotFound, "draw.not_found", "没有这次抽查，请核对编号")
	ErrTitle      = fault.New(fault.Invalid, "draw.title", "抽查名称为空，请填写")
	ErrDate       = fault.New(fault.Invalid, "draw.date", "检查日期不正确，请填写不早于今天的日期，如 2026-12-01")
	ErrDeadline   = fault.New(fault.Invalid, "draw.deadline", "份额期限不正确，应不早于今天、不晚于检查日期")
	ErrStrata     = fault.New(fault.Invalid, "draw.strata", "分层有误，请至少设一层，名称不重复，并写明规则或对象名单之一")
	ErrTeam       = fault.New(fault.Invalid, "draw.team", "检查小组有误，每组不少于两人，参加机关应为部门代码")
	ErrUnits      = fault.New(fault.Invalid, "draw.units", "贡献份额的单位不足，应有两个以上不同部门的单位")
	ErrSubject    = fault.New(fault.Invalid, "draw.subject", "名单中的对象不在台账内或已注销，请从台账中重新选择")
	ErrEmpty      = fault.New(fault.Conflict, "draw.empty", "对象库为空，没有可抽的对象；请放宽分层规则或先导入台账")
	ErrThin       = fault.New(fault.Conflict, "draw.thin", "人员不足，有对象组不成检查小组；请增补持证人员、核对回避申报或减少每组人数")
	ErrState      = fault.New(fault.Conflict, "draw.state", "抽查当前状态不允许这一步，请刷新后查看")
	ErrMoved      = fault.New(fault.Conflict, "draw.moved", "抽查方案已被他人修改，请对照最新内容后重试")
	ErrHex        = fault.New(fault.Invalid, "draw.hex", "份额或承诺值应为 64 位十六进制数，请重新生成")
	ErrNotYours   = fault.New(fault.Forbidden, "draw.not_yours", "份额由贡献单位的人员办理，请由该单位人员登录后提交")
	ErrTwoUnits   = fault.New(fault.Forbidden, "draw.two_units", "同一人不能为两个单位提交份额，请由另一单位的其他人员办理")
	ErrCommitted  = fault.New(fault.Conflict, "draw.committed", "本单位已提交承诺，不能更换")
	ErrSame       = fault.New(fault.Invalid, "draw.same", "承诺值与另一单位相同，请重新生成本单位的份额")
	ErrUnready    = fault.New(fault.Conflict, "draw.unready", "还有单位未提交承诺，不能公告；请等各单位提交")
	ErrRevealed   = fault.New(fault.Conflict, "draw.revealed", "本单位已公开份额，无需再次提交")
	ErrShare      = fault.New(fault.Invalid, "draw.share", "份额与公告的承诺不符，请提交当初生成的份额")
	ErrLate       = fault.New(fault.Conflict, "draw.late", "提交份额的期限已过，本次抽查作废；请申请重新抽取")
	ErrEarly      = fault.New(fault.Forbidden, "draw.early", "公告之后，只有尚未公开份额的单位可以拒绝，或等期限届满；请联系该单位")
	ErrReason     = fault.New(fault.Invalid, "draw.reason", "理由为空，请写明理由")
	ErrPending    = fault.New(fault.Conflict, "draw.pending", "已有一份重新抽取的申请待批准，请先处理")
	ErrSelf       = fault.New(fault.Forbidden, "draw.self", "申请人不能批准自己的申请，请由其他负责人批准")
	ErrNoFile     = fault.New(fault.NotFound, "draw.no_file", "这份文件尚未生成，或名称有误；请在相应步骤完成后下载")
	ErrUnverified = fault.New(fault.Conflict, "draw.unverified", "抽查尚未抽出结果，无从验证")
)
