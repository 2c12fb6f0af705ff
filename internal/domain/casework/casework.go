// Package casework keeps cases (案件) from filing to their end, with their
// parties.
//
//	filed ─▶ investigating ─▶ decided ─▶ executed ─▶ closed ─▶ published
//	  │            │ ◀─Unsettle──┘ └───no penalty─────▶│
//	  └────────────┴── terminated, referred, transferred ──▶ closed ──Reopen──▶ back
//	Withdraw ends a case filed by mistake, before anything was decided.
//
// One decided on the spot (简易程序) goes from filed to decided. A case does not
// close over an exhibit that is still held, nor while a crime is on its way to
// the police: what else stands is asked by package flow and handed in as a
// Standing. Its clock lies in package docket.
//
// It does not know the steps before a decision (procedure), decisions and their
// execution (decision), exhibits or transfers; it knows its origin, officers
// and subjects as references.
package casework

import (
	"embed"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "casework", Schema: schema, Verbs: verbs}

// Ref names a case in other packages; everything that happens in a case, to
// its exhibits and transfers too, is noted about it.
func Ref(id string) ref.Ref { return ref.Of("case", id) }

// State is where a case stands.
type State string

// The states of a case.
const (
	Filed         State = "filed"
	Investigating State = "investigating"
	Decided       State = "decided"
	Executed      State = "executed"
	Closed        State = "closed"
	Published     State = "published"
	Withdrawn     State = "withdrawn"
)

// Case is a filed case.
type Case struct {
	ID         string    `json:"id"`
	Origin     ref.Ref   `json:"origin"` // unique, so one lead makes one case
	Number     string    `json:"number"` // 立案号: given once, not reused when the case is withdrawn
	Title      string    `json:"title"`
	Facts      string    `json:"facts"`
	Violation  string    `json:"violation"` // V01 … V24
	Unit       string    `json:"unit"`
	Officers   []string  `json:"officers"` // persons; two before it is investigated
	Department string    `json:"department"`
	Region     string    `json:"region"` // 12 digits
	Campaign   string    `json:"campaign,omitempty"`
	State      State     `json:"state"`
	Complex    bool      `json:"complex"` // 情节复杂或重大: reviewed and discussed before it is decided
	Outcome    string    `json:"outcome,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	ValueFen   int64     `json:"value_fen"` // -1 while nobody valued it
	Basis      string    `json:"basis,omitempty"`
	FiledOn    string    `json:"filed_on"`
	DecidedOn  string    `json:"decided_on,omitempty"`
	ExecutedOn string    `json:"executed_on,omitempty"`
	ClosedOn   string    `json:"closed_on,omitempty"`
	ExposedOn  string    `json:"exposed_on,omitempty"`
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
	UpdatedAt  time.Time `json:"updated_at"`
}

// Ended reports whether nobody is to work on the case any more.
func (c Case) Ended() bool { return c.State == Closed || c.State == Published || c.State == Withdrawn }

// File is the case as what hangs on it knows it.
func (c Case) File() docket.File {
	return docket.File{ID: c.ID, Unit: c.Unit, Department: c.Department, Region: c.Region, Campaign: c.Campaign,
		FiledOn: c.FiledOn, Officers: c.Officers, Ended: c.Ended()}
}

// What a person can do something about.
var (
	ErrNotFound  = fault.New(fault.NotFound, "case.not_found", "没有这个案件，请核对编号")
	ErrMoved     = fault.New(fault.Conflict, "case.moved", "案件已被他人改动，请对照最新内容后重试")
	ErrState     = docket.ErrEnded
	ErrNotYours  = fault.New(fault.Forbidden, "case.not_yours", "案件由其他单位承办，请由承办单位办理")
	ErrFiled     = fault.New(fault.Conflict, "case.filed", "这个来源已经立案，内容与本次填写的不同；请打开已立案件核对")
	ErrBackdated = fault.New(fault.Invalid, "case.backdated", "立案日期早于今天七天以上，请填写实际立案的日期")
	ErrLong      = fault.New(fault.Invalid, "case.long", "文字过长，请精简：案由和名称 200 字以内，理由 2000 字以内，事实和决定内容 20000 字以内")
	ErrTitle     = fault.New(fault.Invalid, "case.title", "案由为空，请填写当事人与违法行为")
	ErrOrigin    = fault.New(fault.Invalid, "case.origin", "案件来源缺失，请选择线索或来文")
	ErrWord      = fault.New(fault.Invalid, "case.word", "机关代字为空，请先在单位设置中填写立案文书代字")
	ErrViolation = fault.New(fault.Invalid, "case.violation", "违法行为代码不在V01至V24之内，请重新选择")
	ErrReason    = fault.New(fault.Invalid, "case.reason", "理由为空，请写明理由")
	ErrDay       = docket.ErrDay
	ErrOfficers  = fault.New(fault.Invalid, "case.officers", "执法人员不足两名，请补足（行政处罚法第四十二条）")
	ErrMoney     = fault.New(fault.Invalid, "case.money", "金额为负或超出应有范围，请按分核对")
	ErrBasis     = fault.New(fault.Invalid, "case.basis", "案值依据为空，请写明评估标准、销赃数额或价格认定文书")
	ErrTo        = fault.New(fault.Invalid, "case.to", "接收人为空或就是移交人，请另选")
	ErrOutcome   = fault.New(fault.Invalid, "case.outcome", "结案方式与案件进度不符，请重新选择")
)
