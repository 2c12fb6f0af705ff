// Package procedure keeps the steps that law wants before a penalty is decided
// (处罚前程序), and says which of them is still missing.
//
//	approval ─▶ (investigation) ─▶ notice ─▶ statement ─▶ review ─▶ discussion ─▶ decision
//	立案审批                        告知    │ 陈述申辩     法制审核     集体讨论
//	                                       └▶ request ─▶ summons ─▶ hearing
//	                                          要求听证     听证通知     听证
//
// Each step has somebody who took it, a day and a document. Who approves,
// presides or reviews has no hand in the case. A mistaken record is withdrawn
// with a reason and stays to be read. What a step means for others, the period
// that stands still during a hearing and the decision itself, is arranged by
// package flow, which also looks up the people.
//
// It does not know cases, parties or fines by law: flow says what is proposed,
// and whether the assessment calls for a hearing.
package procedure

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's table and verbs.
var Part = store.Part{Name: "procedure", Schema: schema, Verbs: verbs}

// The kinds of steps.
const (
	Approval   = "approval"   // 立案审批: approved or refused
	Notice     = "notice"     // 行政处罚告知, with what is proposed
	Statement  = "statement"  // 陈述申辩: made or waived
	Request    = "request"    // 要求听证: asked or waived
	Summons    = "summons"    // 听证通知
	Hearing    = "hearing"    // 听证: held or abandoned
	Review     = "review"     // 法制审核: passed or returned
	Discussion = "discussion" // 集体讨论: agreed or returned
)

// results are what each kind may end in.
var results = map[string][]string{
	Approval: {"approved", "refused"}, Notice: {""}, Statement: {"made", "waived"}, Request: {"asked", "waived"}, Summons: {""},
	Hearing: {"held", "abandoned"}, Review: {"passed", "returned"}, Discussion: {"agreed", "returned"},
}

// ofParty are the kinds that concern one party.
var ofParty = []string{Notice, Statement, Request, Summons, Hearing}

// apart are the kinds whose person must have no hand in the case
// (行政处罚法第五十八条、第六十四条第四项).
var apart = []string{Approval, Summons, Hearing, Review, Discussion}

// Step is one of them, as it was taken.
type Step struct {
	ID        string    `json:"id"`
	Case      string    `json:"case"`
	Party     string    `json:"party,omitempty"`
	Kind      string    `json:"kind"`
	Result    string    `json:"result,omitempty"`
	By        string    `json:"by"`               // "person:…" who approved, gave notice, presides, reviewed or chaired
	People    []string  `json:"people,omitempty"` // discussion: who took part
	On        string    `json:"on"`
	Number    string    `json:"number,omitempty"`   // of its document
	Words     string    `json:"words,omitempty"`    // opinion, statement, conclusion
	Answer    string    `json:"answer,omitempty"`   // statement: what was made of it (复核意见)
	File      ref.Ref   `json:"file,omitempty"`     // "blob:…" of the document
	Proposal  *Proposal `json:"proposal,omitempty"` // notice
	HeldOn    string    `json:"held_on,omitempty"`  // summons: the day of the hearing
	Recorder  string    `json:"recorder"`           // whose account recorded it
	Late      bool      `json:"late,omitempty"`     // approval: after the time to decide on filing
	Withdrawn string    `json:"withdrawn,omitempty"`
}

// Proposal is the penalty that a notice announces, in fen.
type Proposal struct {
	FineFen        int64 `json:"fine_fen"`
	ConfiscatedFen int64 `json:"confiscated_fen"`
	Closure        bool  `json:"closure"`
	Revoked        int64 `json:"revoked"`
	Hearing        bool  `json:"hearing"` // the right to a hearing was told
}

// exceeds reports whether p is heavier than what was announced.
func (p Proposal) exceeds(announced Proposal) bool {
	return p.FineFen > announced.FineFen || p.ConfiscatedFen > announced.ConfiscatedFen || p.Closure && !announced.Closure || p.Revoked > announced.Revoked
}

// What a person can do something about.
var (
	ErrStep      = fault.New(fault.NotFound, "procedure.not_found", "没有这条程序记录，或已撤回，请核对")
	ErrKind      = fault.New(fault.Invalid, "procedure.kind", "程序步骤或结果不在目录内，请重新选择")
	ErrParty     = fault.New(fault.Invalid, "procedure.party", "告知、陈述申辩和听证须指明当事人，请选择")
	ErrBy        = fault.New(fault.Invalid, "procedure.by", "经办人为空，或就是本案办案人员；审批、审核、主持听证、集体讨论须由其他人员办理，请另选")
	ErrNumber    = fault.New(fault.Invalid, "procedure.number", "文书号为空；代他人登记或送达当事人的步骤须填写文书号")
	ErrWords     = fault.New(fault.Invalid, "procedure.words", "意见为空，请写明审核、讨论意见，或不同意的理由")
	ErrAnswer    = fault.New(fault.Invalid, "procedure.answer", "当事人作了陈述申辩，请写明内容和复核意见（行政处罚法第四十五条）")
	ErrProposal  = fault.New(fault.Invalid, "procedure.proposal", "告知书没有拟作处罚的内容，或金额为负，请填写（行政处罚法第四十四条）")
	ErrPeople    = fault.New(fault.Invalid, "procedure.people", "集体讨论的参加人员不足两名，请补全（行政处罚法第五十七条）")
	ErrTooSoon   = fault.New(fault.Invalid, "procedure.too_soon", "听证日期距通知不足七个工作日，请另定日期（行政处罚法第六十四条）")
	ErrTooLate   = fault.New(fault.Invalid, "procedure.too_late", "要求听证已超过告知后五个工作日；确需举行的请重新告知（行政处罚法第六十四条）")
	ErrOrder     = fault.New(fault.Conflict, "procedure.order", "缺少前一步：陈述申辩、要求听证须先告知，通知听证须先有要求，举行听证须先通知，请按顺序登记")
	ErrLong      = fault.New(fault.Invalid, "procedure.long", "文字过长，请精简：文书号 200 字以内，意见 20000 字以内")
	ErrReason    = fault.New(fault.Invalid, "procedure.reason", "理由为空，请写明理由")
	ErrAgain     = fault.New(fault.Conflict, "procedure.again", "立案已经批准，不必重复审批")
	ErrDecidedOn = fault.New(fault.Conflict, "procedure.decided", "当事人已有决定，不能撤回这一步；请先撤销决定")
)

// Told are the facts of the package's verbs.
type Told struct {
	Step   string `json:"step"`
	Kind   string `json:"kind"`
	Result string `json:"result"`
	Late   bool   `json:"late"`
}

var verbs = store.Verbs{"procedure.recorded": Told{}, "procedure.withdrawn": Told{}}

// check says what a record lacks in itself.
func (s Step) check(f docket.File, actor string) error {
	switch {
	case !slices.Contains(results[s.Kind], s.Result):
		return ErrKind.With(s.Kind + " " + s.Result)
	case slices.Contains(ofParty, s.Kind) && s.Party == "":
		return ErrParty
	case !strings.HasPrefix(s.By, "person:") || slices.Contains(apart, s.Kind) && !f.Apart(s.By):
		return ErrBy
	case (s.By != actor || slices.Contains([]string{Notice, Summons, Hearing, Discussion}, s.Kind)) && s.Number == "":
		return ErrNumber
	case s.Kind == Statement && s.Result == "made" && (s.Words == "" || s.Answer == ""):
		return ErrAnswer
	case (s.Kind == Review || s.Kind == Discussion || s.Result == "refused") && s.Words == "":
		return ErrWords
	case s.Kind == Discussion && (len(s.People) < 2 || slices.Contains(s.People, "")):
		return ErrPeople
	case s.Kind == Notice && !s.Proposal.sound():
		return ErrProposal
	case ErrLong.Over(200, s.Number) != nil || ErrLong.Over(20_000, s.Words, s.Answer) != nil || len(s.People) > 100:
		return ErrLong
	}
	return nil
}

// sound reports whether something is proposed; a warning is a proposal without
// money.
func (p *Proposal) sound() bool {
	return p != nil && p.FineFen >= 0 && p.ConfiscatedFen >= 0 && p.Revoked >= 0
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("procedure: %s: %w", doing, err)
}
