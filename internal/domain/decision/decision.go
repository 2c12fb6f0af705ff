// Package decision keeps what was decided about one party of a case (处理决定):
// how it was served, paid and enforced, published, and what review or a court
// made of it.
//
//	Decide ─▶ decided ─Serve▶ served ─Pay▶ paid
//	   │         │               ├─Plan: deferred or by instalments
//	   │         │               └─Demand ─Apply▶ with the court ─Rule▶ ruled
//	   │         ├─Publish▶ published ─Unpublish▶ withdrawn
//	   │         └─Contest▶ contested ─End▶ upheld, changed, annulled …
//	   └─Annul▶ annulled: its figures are reversed
//
// Every party gets its own decision. Money is counted in fen; the surcharge of
// three per cent a day is read from the payments and never exceeds the fine
// (行政处罚法第七十二条). The published text is redacted and frozen.
//
// It does not know cases, parties or gates: package flow asks for them first,
// and hands on the file, the party's mark and the range that was assessed.
package decision

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "decision", Schema: schema, Verbs: verbs}

// Ref names a decision in other packages.
func Ref(id string) ref.Ref { return ref.Of("decision", id) }

// Decision is what was decided about one party.
type Decision struct {
	ID              string `json:"id"`
	Case            string `json:"case"`
	Party           string `json:"party"`
	Mark            string `json:"mark"`       // of the party, opaque
	PartyKind       string `json:"party_kind"` // person or org
	Number          string `json:"number"`
	Kind            string `json:"kind"` // penalty, none (不予处罚), unfounded (违法事实不成立)
	Text            string `json:"text"`
	FineFen         int64  `json:"fine_fen"`
	ConfiscatedFen  int64  `json:"confiscated_fen"`
	Closure         bool   `json:"closure"` // 责令停业、关闭场所
	Revoked         int64  `json:"revoked"` // licences, approvals and marks taken away
	Summary         bool   `json:"summary"` // decided on the spot (行政处罚法第五十一条)
	Range           *Range `json:"range,omitempty"`
	Deviation       string `json:"deviation,omitempty"`        // one of Deviations
	DeviationReason string `json:"deviation_reason,omitempty"` // why
	Hearing         string `json:"hearing,omitempty"`          // waived or held; empty where none was due
	Review          string `json:"review,omitempty"`           // who reviewed its legality
	DecidedOn       string `json:"decided_on"`
	ServedOn        string `json:"served_on,omitempty"`
	PaidFen         int64  `json:"paid_fen"`
	PublishedOn     string `json:"published_on,omitempty"`
	Annulled        string `json:"annulled,omitempty"` // why it stands no more
	Replaces        string `json:"replaces,omitempty"` // the decision that review or a court changed into this
}

// Range is the fine that law allows, as it was assessed; in fen.
type Range struct {
	MinFen int64  `json:"min_fen"`
	MaxFen int64  `json:"max_fen"`
	Basis  string `json:"basis"` // the assessment and its edition
}

// Deviations are lenient (从轻, within the range), mitigated (减轻, below it) and
// severe (从重, within the range).
var Deviations = []string{"lenient", "mitigated", "severe"}

// Due is what the party has to pay, in fen, without surcharge.
func (d Decision) Due() int64 { return d.FineFen + d.ConfiscatedFen }

// Standing reports whether the decision has not been annulled.
func (d Decision) Standing() bool { return d.Annulled == "" }

// Publishable reports whether it must be published: a penalty that is more
// than a warning (市场监督管理行政处罚信息公示规定第二条).
func (d Decision) Publishable() bool {
	return d.Kind == "penalty" && (d.Due() > 0 || d.Closure || d.Revoked > 0)
}

// What a person can do something about.
var (
	ErrDecision  = fault.New(fault.NotFound, "case.decision", "没有这份决定，或已被撤销，请核对")
	ErrKind      = fault.New(fault.Invalid, "case.kind", "决定种类只能是处罚、不予处罚或违法事实不成立，后两种不得有罚没")
	ErrMoney     = fault.New(fault.Invalid, "decision.money", "金额为负或超出应有范围，请按分核对")
	ErrText      = fault.New(fault.Invalid, "case.text", "决定内容或文号为空，请填写")
	ErrLong      = fault.New(fault.Invalid, "decision.long", "文字过长，请精简：文号和机关名称 200 字以内，理由 2000 字以内，决定和公示内容 20000 字以内")
	ErrDecided   = fault.New(fault.Conflict, "case.decided", "这个当事人已有决定，要改请先撤销原决定")
	ErrAbove     = fault.New(fault.Invalid, "decision.above", "罚款高于本案评估的法定上限；从重也须在幅度之内，事实或货值有变请先重新评估")
	ErrBelow     = fault.New(fault.Invalid, "decision.below", "罚款低于本案评估的法定下限，请选择“减轻”并写明事实和依据（行政处罚法第三十二条）")
	ErrDeviation = fault.New(fault.Invalid, "decision.deviation", "裁量情节不符：从轻、从重须在幅度内，减轻须低于下限，三者都要写明理由")
	ErrSummary   = fault.New(fault.Invalid, "decision.summary", "不适用简易程序：只限警告，或对公民二百元以下、对单位三千元以下罚款，不含没收、吊销、责令关闭；请转普通程序（行政处罚法第五十一条）")
	ErrUnserved  = fault.New(fault.Conflict, "case.unserved", "处罚决定尚未送达，请先登记送达")
	ErrServed    = fault.New(fault.Conflict, "decision.served", "决定已经登记送达，不能重复")
	ErrUnpaid    = fault.New(fault.Conflict, "case.unpaid", "罚没款未缴清，请登记缴款，或写明终结执行的理由")
	ErrReason    = fault.New(fault.Invalid, "decision.reason", "理由为空，请写明理由")
)

// the most that is fined on the spot, in fen (行政处罚法第五十一条).
var spot = map[string]int64{"person": 200_00, "org": 3_000_00}

// Check says what a decision lacks in itself.
func (d Decision) Check() error {
	switch {
	case d.FineFen < 0 || d.ConfiscatedFen < 0 || d.Revoked < 0 || d.FineFen > most || d.ConfiscatedFen > most:
		return ErrMoney
	case d.Kind != "penalty" && (d.Kind != "none" && d.Kind != "unfounded" || d.Due() > 0 || d.Closure || d.Revoked > 0):
		return ErrKind
	case strings.TrimSpace(d.Text) == "" || strings.TrimSpace(d.Number) == "":
		return ErrText
	case d.Summary && (d.Kind != "penalty" || d.FineFen > spot[d.PartyKind] || d.ConfiscatedFen > 0 || d.Closure || d.Revoked > 0):
		return ErrSummary
	}
	return cmp.Or(d.ranged(), ErrLong.Over(200, d.Number), ErrLong.Over(2000, d.DeviationReason), ErrLong.Over(20_000, d.Text))
}

// most is more than any fine; three per cent of it for every day of a life
// still fits.
const most = 1_000_000_000_000_00

// ranged holds a fine against the range that was assessed. None is imposed
// above it, not even a severe one; below it only a mitigated one, and each
// deviation is reasoned.
func (d Decision) ranged() error {
	reason := strings.TrimSpace(d.DeviationReason) != ""
	switch {
	case d.Kind != "penalty":
		return nil
	case d.Deviation != "" && (!slices.Contains(Deviations, d.Deviation) || !reason):
		return ErrDeviation
	case d.Range == nil:
		return nil
	case d.FineFen > d.Range.MaxFen:
		return ErrAbove
	case d.FineFen < d.Range.MinFen && d.Deviation != "mitigated":
		return ErrBelow
	case d.FineFen >= d.Range.MinFen && d.Deviation == "mitigated":
		return ErrDeviation
	}
	return nil
}

// The facts of the package's verbs. Parties are opaque marks, never names.
type (
	Penalty struct { // penalty.decided
		FineFen        int64  `json:"fine_fen"`
		ConfiscatedFen int64  `json:"confiscated_fen"`
		Closure        bool   `json:"closure"`
		Revoked        int64  `json:"revoked"`
		Party          string `json:"party"`
		Decision       string `json:"decision"`
	}
	Facts struct { // case.decided (no penalty), penalty.served, penalty.published, penalty.unpublished, penalty.annulled
		Kind     string `json:"kind"`
		Party    string `json:"party"`
		Decision string `json:"decision"`
	}
	Paid struct { // penalty.paid
		AmountFen int64  `json:"amount_fen"`
		Decision  string `json:"decision"`
	}
	Stepped struct { // penalty.planned, penalty.demanded, penalty.applied, penalty.ruled, penalty.archived
		Decision string `json:"decision"`
		Late     bool   `json:"late"`
	}
	Contested struct { // remedy.received, remedy.ended
		Decision string `json:"decision"`
		Kind     string `json:"kind"`
		Result   string `json:"result"`
	}
)

var verbs = store.Verbs{
	"case.decided": Facts{}, "penalty.decided": Penalty{}, "penalty.served": Facts{}, "penalty.paid": Paid{}, "penalty.annulled": Facts{},
	"penalty.published": Facts{}, "penalty.unpublished": Facts{},
	"penalty.planned": Stepped{}, "penalty.demanded": Stepped{}, "penalty.applied": Stepped{}, "penalty.ruled": Stepped{}, "penalty.archived": Stepped{},
	"remedy.received": Contested{}, "remedy.ended": Contested{},
}

func (d Decision) facts() Facts { return Facts{d.Kind, d.Mark, d.ID} }

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("decision: %s: %w", doing, err)
}
