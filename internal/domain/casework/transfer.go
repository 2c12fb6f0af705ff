package casework

import (
	"slices"
	"time"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// TransferState is where a criminal transfer stands
// (行政执法机关移送涉嫌犯罪案件的规定, 国务院令第310号).
//
//	formed ─report▶ reported ─approve▶ approved ─send▶ sent ─receive▶ received
//	                   └─reject▶ rejected ─report▶       └recall▶ approved
//	received ─relay▶ relayed ─receive▶ received        (not their jurisdiction)
//	received ─file▶ filed ─hand▶ handed
//	received ─refuse▶ refused ─appeal▶ appealed ─uphold▶ upheld ─petition▶ petitioned
//	appealed, petitioned ─file▶ filed      refused, upheld, petitioned, handed ─return▶ returned
//	formed ─drop▶ dropped
type TransferState string

// The states of a transfer.
const (
	Formed     TransferState = "formed"     // 专案组成立
	Reported   TransferState = "reported"   // 书面报告
	Approved   TransferState = "approved"   // 正职负责人批准
	Rejected   TransferState = "rejected"   // 不批准, with the reason
	SentOut    TransferState = "sent"       // 移送公安
	Received   TransferState = "received"   // 公安签回执
	Relayed    TransferState = "relayed"    // 管辖不符, 转送
	FiledByPol TransferState = "filed"      // 公安立案
	Handed     TransferState = "handed"     // 物品材料移交
	Refused    TransferState = "refused"    // 公安不予立案
	Appealed   TransferState = "appealed"   // 提请复议
	Upheld     TransferState = "upheld"     // 维持不立案
	Petitioned TransferState = "petitioned" // 建议立案监督
	Returned   TransferState = "returned"   // 依法行政处罚
	Dropped    TransferState = "dropped"    // formed by mistake
)

// Transfer is a case's way to the police.
type Transfer struct {
	ID        string        `json:"id"`
	Case      string        `json:"case"`
	State     TransferState `json:"state"`
	Team      []string      `json:"team"` // the special team, two persons at least
	Recipient string        `json:"recipient"`
	Documents []Document    `json:"documents"`
	Steps     []Step        `json:"steps"` // what was done, in order
	Version   int64         `json:"version"`
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
	ErrTime      = fault.New(fault.Invalid, "transfer.time", "办理时间早于上一步或晚于现在，请改正")
)

// rule is what a step needs and does.
type rule struct {
	from  []TransferState
	to    TransferState
	verb  string
	words bool   // a number or reason must be given
	clock string // what begins to run; whatever ran before is done
}

// rules is the whole way to the police and back; nobody edits it.
var rules = map[string]rule{
	"report":   {[]TransferState{Formed, Rejected}, Reported, "transfer.reported", true, ClockApproval},
	"approve":  {[]TransferState{Reported}, Approved, "transfer.approved", false, ClockSending},
	"reject":   {[]TransferState{Reported}, Rejected, "transfer.rejected", true, ""},
	"send":     {[]TransferState{Approved}, SentOut, "transfer.sent", true, ""},
	"recall":   {[]TransferState{SentOut}, Approved, "transfer.recalled", true, ""},
	"receive":  {[]TransferState{SentOut, Relayed}, Received, "transfer.received", true, ClockPolice},
	"relay":    {[]TransferState{Received}, Relayed, "transfer.relayed", true, ""},
	"file":     {[]TransferState{Received, Appealed, Petitioned}, FiledByPol, "transfer.filed", true, ClockHanding},
	"refuse":   {[]TransferState{Received}, Refused, "transfer.refused", true, ClockAppeal},
	"hand":     {[]TransferState{FiledByPol}, Handed, "transfer.handed", true, ""},
	"appeal":   {[]TransferState{Refused}, Appealed, "transfer.appealed", true, ClockAnswer},
	"uphold":   {[]TransferState{Appealed}, Upheld, "transfer.upheld", true, ClockPetition},
	"petition": {[]TransferState{Upheld}, Petitioned, "transfer.petitioned", true, ""},
	"return":   {[]TransferState{Refused, Upheld, Petitioned, Handed}, Returned, "transfer.returned", true, ""},
	"drop":     {[]TransferState{Formed}, Dropped, "transfer.dropped", true, ""},
}

// binding reports whether the crime is on its way: no penalty may stand in for
// it and the case stays open.
func (t Transfer) binding() bool {
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
