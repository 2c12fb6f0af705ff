package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// bearings gathers what else stands in a case: what is held, whether a crime is
// on its way, who has no decision, and what the public sees.
func bearings(ctx context.Context, tx *store.Tx, id string) (st casework.Standing, err error) {
	held, err := exhibit.Held(ctx, tx, id)
	if err != nil {
		return st, err
	}
	for _, x := range held {
		st.Exhibits = append(st.Exhibits, x.Name)
	}
	t, err := transfer.Last(ctx, tx, id)
	if err != nil {
		return st, err
	}
	st.Crime, st.Handed = t.Binding(), t.State == transfer.Handed
	ps, err := undecided(ctx, tx, id)
	if err != nil {
		return st, err
	}
	ds, err := decision.Of(ctx, tx, id)
	if err != nil {
		return st, err
	}
	st.Undecided = len(ps) > 0
	for _, d := range ds {
		if st.Decided = st.Decided || d.Standing(); d.Standing() && d.Kind == "penalty" {
			st.Penalties = append(st.Penalties, d.Number)
		}
	}
	st.Shown, err = decision.Shown(ctx, tx, id)
	return st, err
}

// undecided are the standing parties of a case without a standing decision.
func undecided(ctx context.Context, tx *store.Tx, id string) ([]casework.Party, error) {
	ps, err := casework.Parties(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	ds, err := decision.Of(ctx, tx, id)
	return slices.DeleteFunc(ps, func(p casework.Party) bool {
		return p.Dropped != "" || slices.ContainsFunc(ds, func(d decision.Decision) bool { return d.Party == p.ID && d.Standing() })
	}), err
}

// partyOf is a standing party of a case.
func partyOf(ctx context.Context, tx *store.Tx, file, id string) (casework.Party, error) {
	p, err := casework.GetParty(ctx, tx, id)
	if err == nil && (p.Case != file || p.Dropped != "") {
		err = casework.ErrParty
	}
	return p, err
}

// DecideCase records a decision about one party of an investigated case, when
// no crime is on its way and no step before it is missing. What the steps say of
// hearing and review is written into it; the range comes from the assessment.
func DecideCase(ctx context.Context, tx *store.Tx, version int64, d decision.Decision) (decision.Decision, error) {
	d.Summary = false
	c, d, err := decidable(ctx, tx, version, d)
	if err != nil {
		return decision.Decision{}, err
	}
	a, err := assessed(ctx, tx, c, d)
	if err != nil {
		return decision.Decision{}, err
	}
	if d.Range = a.Range; d.Check() != nil {
		return decision.Decision{}, d.Check()
	}
	f, why, err := gates(ctx, tx, c, d)
	if err != nil || len(why) > 0 {
		return decision.Decision{}, or(err, first(why))
	}
	d.Hearing, d.Review = f.Hearing, f.Review
	return settle(ctx, tx, c, d)
}

// Missing are the steps that a decision still wants, all of them.
func Missing(ctx context.Context, tx *store.Tx, d decision.Decision) ([]*fault.Fault, error) {
	c, err := casework.Get(ctx, tx, d.Case)
	if err != nil {
		return nil, err
	}
	p, err := partyOf(ctx, tx, c.ID, d.Party)
	if err != nil {
		return nil, err
	}
	d.PartyKind, d.DecidedOn = p.Kind, cmp.Or(d.DecidedOn, tx.Today())
	_, why, err := gates(ctx, tx, c, d)
	return why, err
}

// Assessed is what the assessment of a case says for a decision.
type Assessed struct {
	Range   *decision.Range // nil where it is not known
	Hearing bool            // the party may ask for a hearing, whatever the amounts
	Review  bool            // legal review and collective discussion are due
}

// assessed is what is known of the range and the gates of a penalty: from the
// latest assessment attached to the case, whose applying violation is the one
// that is fined (行政处罚法第二十九条). Without one, or where it leaves the range
// open, the range is what the officer states.
func assessed(ctx context.Context, tx *store.Tx, c casework.Case, d decision.Decision) (Assessed, error) {
	a, err := assessment.Latest(ctx, tx, casework.Ref(c.ID))
	if errors.Is(err, assessment.ErrNotFound) {
		return Assessed{Range: d.Range}, nil
	}
	if err != nil {
		return Assessed{}, err
	}
	out := Assessed{Range: d.Range, Review: len(a.Review) > 0}
	for _, v := range a.Output.Violations {
		if out.Hearing = out.Hearing || v.Hearing; v.Applies && v.Fine.MinFen != nil && v.Fine.MaxFen != nil {
			out.Range = &decision.Range{MinFen: *v.Fine.MinFen, MaxFen: *v.Fine.MaxFen, Basis: fmt.Sprintf("法律评估第%d版 %s（%s版）", a.N, v.Code, v.Edition)}
		}
	}
	return out, nil
}

// DecideSummary records a decision made and served on the spot (简易程序,
// 行政处罚法第五十一条、第五十二条) by two officers. What the party was told and
// answered is kept as steps: it is told and heard there too (第四十四条).
func DecideSummary(ctx context.Context, tx *store.Tx, version int64, d decision.Decision, heard procedure.Step) (decision.Decision, error) {
	d.Summary, d.Hearing, d.Review = true, "", ""
	c, d, err := decidable(ctx, tx, version, d)
	if err != nil {
		return decision.Decision{}, err
	}
	if err := certified(ctx, tx, c.Officers, d.DecidedOn); err != nil {
		return decision.Decision{}, err
	}
	notice := procedure.Step{Kind: procedure.Notice, Party: d.Party, By: c.Officers[0], On: d.DecidedOn, Number: d.Number, Words: "当场口头告知",
		Proposal: &procedure.Proposal{FineFen: d.FineFen}}
	heard.Kind, heard.Party, heard.By, heard.On, heard.Number = procedure.Statement, d.Party, c.Officers[0], d.DecidedOn, d.Number
	for _, s := range []procedure.Step{notice, heard} {
		if _, err := procedure.Record(ctx, tx, c.File(), s); err != nil {
			return decision.Decision{}, err
		}
	}
	if d, err = settle(ctx, tx, c, d); err != nil {
		return decision.Decision{}, err
	}
	return decision.Serve(ctx, tx, c.File(), d.ID, d.DecidedOn)
}

// decidable is the case behind a decision, as the caller saw it, and the
// decision with what the case knows of its party.
func decidable(ctx context.Context, tx *store.Tx, version int64, d decision.Decision) (casework.Case, decision.Decision, error) {
	c, err := casework.At(ctx, tx, d.Case, version)
	if err != nil {
		return c, d, err
	}
	p, err := partyOf(ctx, tx, c.ID, d.Party)
	if err != nil {
		return c, d, err
	}
	if d.DecidedOn, err = docket.Past(tx, d.DecidedOn); err != nil {
		return c, d, err
	}
	d.Mark, d.PartyKind, d.Replaces = p.Mark, p.Kind, ""
	t, err := transfer.Last(ctx, tx, c.ID)
	switch {
	case err != nil:
		return c, d, err
	case d.Check() != nil:
		return c, d, d.Check()
	case c.Decidable(d.Summary) != nil:
		return c, d, c.Decidable(d.Summary)
	case t.Binding():
		return c, d, casework.ErrCrime
	}
	return c, d, nil
}

// gates says which steps are missing before a decision.
func gates(ctx context.Context, tx *store.Tx, c casework.Case, d decision.Decision) (procedure.Findings, []*fault.Fault, error) {
	steps, err := procedure.Of(ctx, tx, c.ID)
	if err != nil {
		return procedure.Findings{}, nil, err
	}
	a, err := assessed(ctx, tx, c, d)
	if err != nil {
		return procedure.Findings{}, nil, err
	}
	return procedure.Missing(steps, procedure.Matter{
		Party: d.Party, Person: d.PartyKind == "person", Penalty: d.Kind == "penalty", Complex: c.Complex || a.Review, Heavy: a.Hearing, On: d.DecidedOn,
		Proposal: procedure.Proposal{FineFen: d.FineFen, ConfiscatedFen: d.ConfiscatedFen, Closure: d.Closure, Revoked: d.Revoked},
	})
}

// settle keeps a decision and lets the case follow.
func settle(ctx context.Context, tx *store.Tx, c casework.Case, d decision.Decision) (decision.Decision, error) {
	d, err := decision.Decide(ctx, tx, c.File(), d)
	if err != nil {
		return decision.Decision{}, err
	}
	rest, err := undecided(ctx, tx, c.ID)
	if err != nil {
		return decision.Decision{}, err
	}
	_, err = casework.Settle(ctx, tx, c, d.DecidedOn, d.Kind == "penalty", len(rest) == 0)
	return d, err
}

// AnnulDecision takes a decision back, and opens the case for another.
func AnnulDecision(ctx context.Context, tx *store.Tx, version int64, id, reason string) (decision.Decision, error) {
	d, err := decision.Get(ctx, tx, id)
	if err != nil {
		return decision.Decision{}, err
	}
	c, err := casework.At(ctx, tx, d.Case, version)
	if err != nil {
		return decision.Decision{}, err
	}
	return fell(ctx, tx, c, id, reason)
}

func fell(ctx context.Context, tx *store.Tx, c casework.Case, id, reason string) (decision.Decision, error) {
	d, err := decision.Annul(ctx, tx, c.File(), id, reason)
	if err != nil {
		return decision.Decision{}, err
	}
	st, err := bearings(ctx, tx, c.ID)
	if err != nil {
		return decision.Decision{}, err
	}
	_, err = casework.Unsettle(ctx, tx, c, st.Decided)
	return d, err
}

// ExecuteCase says that all penalties of a case are carried out.
func ExecuteCase(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (casework.Case, error) {
	st, err := bearings(ctx, tx, id)
	if err != nil {
		return casework.Case{}, err
	}
	c, err := casework.Execute(ctx, tx, id, version, reason, st)
	if err != nil {
		return casework.Case{}, err
	}
	return c, decision.Done(ctx, tx, c.File(), reason)
}

// CloseCase ends a case, over no open exhibit and no crime on its way; in
// carries ID, Version, Outcome and Reason.
func CloseCase(ctx context.Context, tx *store.Tx, in casework.Case) (casework.Case, error) {
	st, err := bearings(ctx, tx, in.ID)
	if err != nil {
		return casework.Case{}, err
	}
	return casework.Close(ctx, tx, in, st)
}

// Obstacles are all reasons why a case cannot close with an outcome.
func Obstacles(ctx context.Context, tx *store.Tx, id, outcome, reason string) ([]*fault.Fault, error) {
	c, err := casework.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	st, err := bearings(ctx, tx, id)
	c.Outcome, c.Reason = outcome, reason
	return casework.Obstacles(c, st), err
}

// ReopenCase brings a closed case back to where it stood.
func ReopenCase(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (casework.Case, error) {
	st, err := bearings(ctx, tx, id)
	if err != nil {
		return casework.Case{}, err
	}
	return casework.Reopen(ctx, tx, id, version, reason, st)
}

// WithdrawCase takes back a case filed by mistake.
func WithdrawCase(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (casework.Case, error) {
	st, err := bearings(ctx, tx, id)
	if err != nil {
		return casework.Case{}, err
	}
	return casework.Withdraw(ctx, tx, id, version, reason, st)
}

// DropParty takes a party out of a case, unless a decision stands about it.
func DropParty(ctx context.Context, tx *store.Tx, id, reason string) (casework.Party, error) {
	decided, _, err := punished(ctx, tx, id)
	if err != nil {
		return casework.Party{}, err
	}
	return casework.DropParty(ctx, tx, id, reason, decided)
}

// Blacklist puts a punished party on the list of serious violators, or undoes
// it.
func Blacklist(ctx context.Context, tx *store.Tx, id string, undo bool) (casework.Party, error) {
	_, fined, err := punished(ctx, tx, id)
	if err != nil {
		return casework.Party{}, err
	}
	return casework.Blacklist(ctx, tx, id, undo, fined)
}

// punished says whether a decision, and whether a penalty, stands about a party.
func punished(ctx context.Context, tx *store.Tx, id string) (decided, fined bool, err error) {
	p, err := casework.GetParty(ctx, tx, id)
	if err != nil {
		return false, false, err
	}
	ds, err := decision.Of(ctx, tx, p.Case)
	for _, d := range ds {
		if d.Party == id && d.Standing() {
			decided, fined = true, fined || d.Kind == "penalty"
		}
	}
	return decided, fined, err
}

// PartyHistory are the days of penalties that stand against the same party in
// this home, within the twenty-four months before a day.
func PartyHistory(ctx context.Context, tx *store.Tx, id, before string) ([]string, error) {
	p, err := casework.GetParty(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	return decision.History(ctx, tx, p.Mark, cmp.Or(before, tx.Today()))
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func first(why []*fault.Fault) error {
	if len(why) == 0 {
		return nil
	}
	return why[0]
}
