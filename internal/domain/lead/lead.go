// Package lead keeps leads (线索): things worth looking into, from wherever
// they came, until a unit files a case, hands them on or says why not.
//
//	open ──Take──▶ taken ──Verify──▶ verified ──File──▶ filed (became a case)
//	  │              │                  ├──TransferOut──▶ transferred ──Refused/Recall──▶ back
//	  └──────────────┴─────Dismiss──────┴──▶ dismissed ──Reopen──▶ back
//	Merge ends a twin, Withdraw a lead raised by mistake; Return gives a taken
//	lead back to the pool.
//
// One source makes one lead, however often the button is pressed. A lead is to
// be verified within fifteen working days, and fifteen more when somebody
// approved them (市场监督管理行政处罚程序规定第十八条).
//
// A lead knows its source and its subject only as references. That it becomes
// a case, and that letters travel to other organs, is arranged by package flow.
package lead

import (
	"embed"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "lead", Schema: schema, Verbs: verbs}

// Ref names a lead in other packages.
func Ref(id string) ref.Ref { return ref.Of("lead", id) }

// State is where a lead stands.
type State string

// The states of a lead.
const (
	Open        State = "open"
	Taken       State = "taken"
	Verified    State = "verified"
	Filed       State = "filed"
	Transferred State = "transferred"
	Dismissed   State = "dismissed"
	Merged      State = "merged"
	Withdrawn   State = "withdrawn"
)

// Channels are the ways leads come in.
var Channels = []string{"visit", "draw", "complaint", "tip", "transfer", "media", "own", "monitor"}

// Lead is something worth looking into.
type Lead struct {
	ID         string    `json:"id"`
	Source     ref.Ref   `json:"source"`  // unique; a media report or own discovery names its document
	Channel    string    `json:"channel"` // one of Channels
	Title      string    `json:"title"`
	Facts      string    `json:"facts"`
	Subject    ref.Ref   `json:"subject,omitempty"` // whom it is about, of the registry
	Goods      []string  `json:"goods,omitempty"`   // species and goods in the words of the source
	Region     string    `json:"region"`            // 12 digits
	Campaign   string    `json:"campaign,omitempty"`
	Department string    `json:"department"`
	RaisedOn   string    `json:"raised_on"` // YYYY-MM-DD
	State      State     `json:"state"`
	Unit       string    `json:"unit,omitempty"`
	Officer    string    `json:"officer,omitempty"`
	Finding    string    `json:"finding,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	Twin       string    `json:"twin,omitempty"` // the lead it was merged into
	Due        string    `json:"due"`            // last day of verification, YYYY-MM-DD
	Extended   string    `json:"extended,omitempty"`
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
	UpdatedAt  time.Time `json:"updated_at"`
}

// next is the whole life of a lead.
var next = map[State][]State{
	Open:        {Taken, Dismissed, Merged, Withdrawn},
	Taken:       {Open, Verified, Dismissed, Merged, Withdrawn},
	Verified:    {Filed, Transferred, Dismissed, Merged, Withdrawn},
	Filed:       {Verified},
	Transferred: {Verified},
	Dismissed:   {Open, Taken, Verified, Withdrawn},
}

// Ended reports whether nobody is to work on the lead any more.
func (l Lead) Ended() bool { return l.State != Open && l.State != Taken && l.State != Verified }

// What a person can do something about.
var (
	ErrNotFound = fault.New(fault.NotFound, "lead.not_found", "没有这条线索，请核对编号")
	ErrTitle    = fault.New(fault.Invalid, "lead.title", "线索标题为空，请写明何处何事")
	ErrLong     = fault.New(fault.Invalid, "lead.long", "文字过长，请精简：标题和名称 200 字以内，理由 2000 字以内，事实和核查情况 20000 字以内")
	ErrSource   = fault.New(fault.Invalid, "lead.source", "线索来源缺失，请选择来源记录或来源文书")
	ErrChannel  = fault.New(fault.Invalid, "lead.channel", "线索渠道不在目录内，请从检查、抽查、投诉、举报、移送、媒体、自行发现、监测中选择")
	ErrRegion   = fault.New(fault.Invalid, "lead.region", "发生地区划代码不是12位，请选择到乡镇（街道）")
	ErrDay      = fault.New(fault.Invalid, "lead.day", "发现日期不是有效的年-月-日或晚于今天，请改正")
	ErrReason   = fault.New(fault.Invalid, "lead.reason", "理由为空，请写明理由")
	ErrFinding  = fault.New(fault.Invalid, "lead.finding", "核查结论为空，请写明核查情况")
	ErrApprover = fault.New(fault.Invalid, "lead.approver", "延长核查期限未经批准，请填写批准人（不得是承办人本人）")
	ErrExtended = fault.New(fault.Conflict, "lead.extended", "核查期限已延长过一次，不能再延长")
	ErrMoved    = fault.New(fault.Conflict, "lead.moved", "线索已被他人改动，请对照最新内容后重试")
	ErrState    = fault.New(fault.Conflict, "lead.state", "线索当前状态不允许这一步，请刷新后查看")
	ErrNotYours = fault.New(fault.Forbidden, "lead.not_yours", "线索由其他单位承办，请由承办单位办理或先改派")
	ErrTwin     = fault.New(fault.Invalid, "lead.twin", "被并入的线索不能是它自己或已办结的线索，请另选")
	ErrTo       = fault.New(fault.Invalid, "lead.to", "接收人或接收单位为空，请选择")
)
