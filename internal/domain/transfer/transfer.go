// Package transfer keeps the way of a suspected crime to the police
// (行刑衔接移送), and letters by which police, procurators and courts send a matter
// back for an administrative penalty (反向移送).
//
//	formed ─report▶ reported ─approve▶ approved ─send▶ sent ─receive▶ received
//	                   └─reject▶ rejected ─report▶       └recall▶ approved
//	received ─relay▶ relayed ─receive▶ received        (not their jurisdiction)
//	received ─file▶ filed ─hand▶ handed
//	received ─refuse▶ refused ─appeal▶ appealed ─uphold▶ upheld ─petition▶ petitioned
//	appealed, petitioned ─file▶ filed      refused, upheld, petitioned, handed ─return▶ returned
//	formed ─drop▶ dropped
//
// The order is that of 国务院令第310号 and nobody edits it; its hours and days run
// in package docket and are red lines. A penalty never stands in for the
// transfer (第十一条): package flow asks Binding before anything is decided or
// closed. It does not know the penal articles, cases or parties.
package transfer

import (
	"embed"
	"fmt"
	"slices"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "transfer", Schema: schema, Verbs: verbs}

// State is where a criminal transfer stands.
type State string

// The states of a transfer.
const (
	Formed     State = "formed"     // 专案组成立
	Reported   State = "reported"   // 书面报告
	Approved   State = "approved"   // 正职负责人批准
	Rejected   State = "rejected"   // 不批准, with the reason
	SentOut    State = "sent"       // 移送公安
	Received   State = "received"   // 公安签回执
	Relayed    State = "relayed"    // 管辖不符, 转送
	FiledByPol State = "filed"      // 公安立案
	Handed     State = "handed"     // 物品材料移交
	Refused    State = "refused"    // 公安不予立案
	Appealed   State = "appealed"   // 提请复议
	Upheld     State = "upheld"     // 维持不立案
	Petitioned State = "petitioned" // 建议立案监督
	Returned   State = "returned"   // 依法行政处罚
	Dropped    State = "dropped"    // formed by mistake
)

// Transfer is a case's way to the police.
type Transfer struct {
	ID        string     `json:"id"`
	Case      string     `json:"case"`
	State     State      `json:"state"`
	Team      []string   `json:"team"` // the special team, two persons at least
	Recipient string     `json:"recipient"`
	Documents []Document `json:"documents"`
	Steps     []Step     `json:"steps"` // what was done, in order
	Version   int64      `json:"version"`
}

// Document is one of the papers that go with a transfer.
type Document struct {
	Kind string  `json:"kind"` // one of Papers
	File ref.Ref `json:"file,omitempty"`
	None string  `json:"none,omitempty"` // of other materials only: the statement that there are none
}

// Papers are what must be complete before a case is sent (国务院令第310号第六
// 条): 移送书, 调查报告, 涉案物品清单, 检验报告或鉴定结论, 其他材料.
var Papers = []string{"letter", "report", "inventory", "opinion", "other"}

// Step is one thing done on the way.
type Step struct {
	Do    string    `json:"do"`           // report, approve, reject, send …
	By    string    `json:"by"`           // who decided or signed; the actor when empty
	At    time.Time `json:"at,omitzero"`  // when it happened; now when zero
	Words string    `json:"words"`        // number of the report, receipt or notice, or the reason
	Late  bool      `json:"late"`         // its clock had run out
	To    string    `json:"to,omitempty"` // the police organ that it is sent or relayed to

	Marks []string `json:"-"` // whom the police file against, opaque; package flow fills it in
}

// What a person can do something about.
var (
	ErrTransfer  = fault.New(fault.NotFound, "transfer.not_found", "没有这次移送，请核对编号")
	ErrUnderway  = fault.New(fault.Conflict, "transfer.underway", "案件已有移送在办，不能再次启动")
	ErrTeam      = fault.New(fault.Invalid, "transfer.team", "专案组不足两人，请指定两名以上行政执法人员（国务院令第310号第五条）")
	ErrGate      = fault.New(fault.Conflict, "transfer.gate", "移送当前环节不能办这一步，请按顺序办理")
	ErrStep      = fault.New(fault.Invalid, "transfer.step", "移送步骤不在目录内，请重新选择")
	ErrWords     = fault.New(fault.Invalid, "transfer.words", "文号、回执号或理由为空，请填写")
	ErrApprover  = fault.New(fault.Invalid, "transfer.approver", "决定人须为本机关正职负责人或主持工作的负责人，不得是专案组成员，请改正")
	ErrPapers    = fault.New(fault.Invalid, "transfer.papers", "移送材料不全，请补齐移送书、调查报告、物品清单、检验报告或鉴定结论、其他材料")
	ErrPaper     = fault.New(fault.Invalid, "transfer.paper", "材料种类不在目录内或没有附件；只有其他材料可以说明没有")
	ErrRecipient = fault.New(fault.Invalid, "transfer.recipient", "接收的公安机关为空，请填写")
	ErrMoved     = fault.New(fault.Conflict, "transfer.moved", "移送已被他人改动，请对照最新内容后重试")
	ErrLong      = fault.New(fault.Invalid, "transfer.long", "文字过长，请精简：机关名称 200 字以内，文号和理由 2000 字以内，案情 20000 字以内")
	ErrTime      = fault.New(fault.Invalid, "transfer.time", "办理时间早于上一步或晚于现在，请改正")
)

// rule is what a step needs and does.
type rule struct {
	from  []State
	to    State
	verb  string
	words bool   // a number or reason must be given
	clock string // what begins to run; whatever ran before is done
}

// rules is the whole way to the police and back; nobody edits it.
var rules = map[string]rule{
	"report":   {[]State{Formed, Rejected}, Reported, "transfer.reported", true, docket.ClockApproval},
	"approve":  {[]State{Reported}, Approved, "transfer.approved", false, docket.ClockSending},
	"reject":   {[]State{Reported}, Rejected, "transfer.rejected", true, ""},
	"send":     {[]State{Approved}, SentOut, "transfer.sent", true, ""},
	"recall":   {[]State{SentOut}, Approved, "transfer.recalled", true, ""},
	"receive":  {[]State{SentOut, Relayed}, Received, "transfer.received", true, docket.ClockPolice},
	"relay":    {[]State{Received}, Relayed, "transfer.relayed", true, ""},
	"file":     {[]State{Received, Appealed, Petitioned}, FiledByPol, "transfer.filed", true, docket.ClockHanding},
	"refuse":   {[]State{Received}, Refused, "transfer.refused", true, docket.ClockAppeal},
	"hand":     {[]State{FiledByPol}, Handed, "transfer.handed", true, ""},
	"appeal":   {[]State{Refused}, Appealed, "transfer.appealed", true, docket.ClockAnswer},
	"uphold":   {[]State{Appealed}, Upheld, "transfer.upheld", true, docket.ClockPetition},
	"petition": {[]State{Upheld}, Petitioned, "transfer.petitioned", true, ""},
	"return":   {[]State{Refused, Upheld, Petitioned, Handed}, Returned, "transfer.returned", true, ""},
	"drop":     {[]State{Formed}, Dropped, "transfer.dropped", true, ""},
}

// Binding reports whether the crime is on its way: no penalty may stand in for
// it and the case stays open.
func (t Transfer) Binding() bool {
	return t.ID != "" && t.State != Rejected && t.State != Returned && t.State != Dropped
}

// Missing are the papers that are not there yet.
func (t Transfer) Missing() []string {
	return slices.DeleteFunc(slices.Clone(Papers), func(kind string) bool {
		return slices.ContainsFunc(t.Documents, func(d Document) bool { return d.Kind == kind })
	})
}

// last is when the latest step of a name was done.
func (t Transfer) last(do string) (time.Time, bool) {
	for _, s := range slices.Backward(t.Steps) {
		if s.Do == do {
			return s.At, true
		}
	}
	return time.Time{}, false
}

// check says whether a step may be taken now.
func (t Transfer) check(s Step, r rule, now time.Time) error {
	switch {
	case !slices.Contains(r.from, t.State):
		return ErrGate.With(string(t.State))
	case r.words && s.Words == "":
		return ErrWords
	case ErrLong.Over(2000, s.Words, s.To) != nil:
		return ErrLong
	case s.At.After(now) || len(t.Steps) > 0 && s.At.Before(t.Steps[len(t.Steps)-1].At):
		return ErrTime
	case (s.Do == "approve" || s.Do == "reject") && slices.Contains(t.Team, s.By):
		return ErrApprover
	case (s.Do == "send" || s.Do == "relay") && s.To == "":
		return ErrRecipient
	}
	if missing := t.Missing(); s.Do == "send" && len(missing) > 0 {
		return ErrPapers.With(missing[0])
	}
	return nil
}

// The facts of the package's verbs; parties are opaque marks, never names.
type (
	Sent struct { // transfer.sent
		Recipient string `json:"recipient"`
		Transfer  string `json:"transfer"`
		Late      bool   `json:"late"`
	}
	PoliceFiled struct { // transfer.filed
		Parties  []string `json:"parties"`
		Transfer string   `json:"transfer"`
		Late     bool     `json:"late"`
	}
	Stepped struct { // every other step of a transfer
		Transfer string `json:"transfer"`
		Late     bool   `json:"late"` // its clock had run out
	}
)

var verbs = store.Verbs{
	"transfer.formed": Stepped{}, "transfer.documented": Stepped{}, "transfer.dropped": Stepped{},
	"transfer.reported": Stepped{}, "transfer.approved": Stepped{}, "transfer.rejected": Stepped{},
	"transfer.sent": Sent{}, "transfer.recalled": Stepped{}, "transfer.received": Stepped{}, "transfer.relayed": Stepped{},
	"transfer.filed": PoliceFiled{}, "transfer.refused": Stepped{}, "transfer.handed": Stepped{},
	"transfer.appealed": Stepped{}, "transfer.upheld": Stepped{}, "transfer.petitioned": Stepped{}, "transfer.returned": Stepped{},
	"referral.received": ReferralFacts{}, "referral.settled": ReferralFacts{},
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("transfer: %s: %w", doing, err)
}
