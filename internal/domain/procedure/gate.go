package procedure

import (
	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// Matter is a penalty about to be decided, or any other decision.
type Matter struct {
	Party    string
	Person   bool // a natural person
	Penalty  bool // false: no penalty, or facts that do not hold
	Complex  bool // 情节复杂或重大
	Heavy    bool // the assessment calls for a hearing whatever the amounts
	On       string
	Proposal Proposal // what is to be decided
}

// What is missing before a decision, named for the step that is to be taken.
var (
	ErrApproval   = fault.New(fault.Conflict, "procedure.approval", "尚未批准立案，请先由本单位负责人（非办案人员）办理立案审批")
	ErrNotice     = fault.New(fault.Conflict, "procedure.notice", "尚未向当事人告知拟处罚的内容、事实、理由、依据和权利，请先送达行政处罚告知书（行政处罚法第四十四条）")
	ErrHeavier    = fault.New(fault.Conflict, "procedure.heavier", "决定重于告知的内容，请重新告知并听取陈述申辩（行政处罚法第四十四条、第四十五条）")
	ErrStatement  = fault.New(fault.Conflict, "procedure.statement", "陈述申辩期未满（告知后五个工作日），请登记当事人的陈述申辩或其明确放弃，或等期满再决定（行政处罚法第六十二条）")
	ErrRight      = fault.New(fault.Conflict, "procedure.right", "这一处罚应当告知听证权利，而告知书未告知，请重新告知（行政处罚法第六十三条）")
	ErrRequest    = fault.New(fault.Conflict, "procedure.request", "要求听证的期限未满（告知后五个工作日），请等期满，或登记当事人放弃听证（行政处罚法第六十四条）")
	ErrHearing    = fault.New(fault.Conflict, "procedure.hearing", "当事人要求听证，尚未举行，请先通知并举行听证，或登记其放弃（行政处罚法第六十三条）")
	ErrReview     = fault.New(fault.Conflict, "procedure.review", "未经法制审核或审核未通过，请由审核人员（非办案人员）审核；经过听证的在听证后审核（行政处罚法第五十八条）")
	ErrDiscussion = fault.New(fault.Conflict, "procedure.discussion", "情节复杂或重大违法行为的处罚未经负责人集体讨论，请先登记讨论记录（行政处罚法第五十七条）")
)

// The amounts from which a fine, or what is confiscated, is a large one, in
// fen. They are remembered from 市场监督管理行政处罚听证办法 and were not compared
// with its text; a province may have set others.
const (
	largePerson = 10_000_00
	largeOrg    = 100_000_00
)

// HearingDue reports whether the party may ask for a hearing
// (行政处罚法第六十三条).
func (m Matter) HearingDue() bool {
	large := int64(largeOrg)
	if m.Person {
		large = largePerson
	}
	p := m.Proposal
	return m.Penalty && (m.Heavy || p.Closure || p.Revoked > 0 || p.FineFen >= large || p.ConfiscatedFen >= large)
}

// Grave reports whether a penalty is reviewed and discussed before it is
// decided (行政处罚法第五十七条第二款、第五十八条).
func (m Matter) Grave() bool { return m.Penalty && (m.Complex || m.HearingDue()) }

// Findings are what the steps say for the decision.
type Findings struct {
	Hearing string // waived or held; empty where none was due
	Review  string // who reviewed
}

// Approved reports whether filing was approved.
func Approved(steps []Step) bool { return view(steps, "").approval.Result == "approved" }

// Missing are all steps that a decision still wants, in their order; and what
// those that are there say for it.
func Missing(steps []Step, m Matter) (out Findings, why []*fault.Fault, err error) {
	at := view(steps, m.Party)
	if at.approval.Result != "approved" || at.approval.On > m.On {
		why = append(why, ErrApproval)
	}
	if !m.Penalty {
		return out, why, nil
	}
	if at.notice.ID == "" || at.notice.On > m.On {
		return out, append(why, ErrNotice), nil
	}
	last, err := answerBy(at.notice.On)
	if err != nil {
		return out, nil, err
	}
	if m.Proposal.exceeds(*at.notice.Proposal) {
		why = append(why, ErrHeavier)
	}
	if m.On <= last && at.statement.ID == "" {
		why = append(why, ErrStatement.With(last))
	}
	if m.HearingDue() || at.request.Result == "asked" {
		missing := at.hearing(m, last)
		if missing != nil {
			why = append(why, missing)
		}
		if out.Hearing = "waived"; at.heard.Result == "held" {
			out.Hearing = "held"
		}
	}
	heardOn := ""
	if at.heard.Result == "held" {
		heardOn = at.heard.On
	}
	within := func(s Step) bool { return s.On >= heardOn && s.On <= m.On }
	if at.review.Result == "passed" && within(at.review) {
		out.Review = at.review.By
	} else if m.Grave() || at.review.Result == "returned" || heardOn != "" {
		why = append(why, ErrReview)
	}
	if (m.Grave() || heardOn != "") && (at.discussion.Result != "agreed" || !within(at.discussion)) {
		why = append(why, ErrDiscussion)
	}
	return out, why, nil
}

// hearing says what is missing of a hearing that may be asked for until last.
func (v sight) hearing(m Matter, last string) *fault.Fault {
	switch {
	case !v.notice.Proposal.Hearing:
		return ErrRight
	case v.request.Result == "waived" || v.heard.ID != "":
		return nil
	case v.request.Result == "asked":
		return ErrHearing
	case m.On <= last:
		return ErrRequest.With(last)
	}
	return nil
}

// sight is the latest standing step of each kind, as it concerns a party; a
// new notice leaves what came before it behind.
type sight struct {
	approval, notice, statement, request, summons, heard, review, discussion Step
}

func view(steps []Step, party string) (v sight) {
	for _, s := range steps {
		if s.Withdrawn != "" || s.Party != "" && s.Party != party {
			continue
		}
		switch s.Kind {
		case Approval:
			v.approval = s
		case Notice:
			v.notice, v.statement, v.request, v.summons, v.heard = s, Step{}, Step{}, Step{}, Step{}
		case Statement:
			v.statement = s
		case Request:
			v.request = s
		case Summons:
			v.summons = s
		case Hearing:
			v.heard = s
		case Review:
			v.review = s
		case Discussion:
			v.discussion = s
		}
	}
	return v
}

// answerBy is the last day on which a party may answer a notice of a day.
func answerBy(day string) (string, error) {
	l, err := calendar.LimitOn("L14", calendar.Day(day))
	if err != nil {
		return "", err
	}
	return string(calendar.National().Due(l.Period(), docket.Midnight(day)).Last), nil
}
