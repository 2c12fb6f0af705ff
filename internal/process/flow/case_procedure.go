package flow

import (
	"cmp"
	"context"
	"slices"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// rights are what the person of a step must be entitled to.
var rights = map[string]string{procedure.Approval: "case.decide", procedure.Review: "case.review", procedure.Discussion: "case.decide"}

// RecordStep keeps a step before a decision, after it has looked up everybody
// it names: who approves, reviews or chairs carries the right to it and has no
// hand in the case, who presides or takes part is in service.
func RecordStep(ctx context.Context, tx *store.Tx, s procedure.Step) (procedure.Step, error) {
	f, err := file(ctx, tx, s.Case)
	if err != nil {
		return procedure.Step{}, err
	}
	if s.By == "" {
		s.By = tx.Actor.ID
	}
	if err := known(ctx, tx, f, s); err != nil {
		return procedure.Step{}, err
	}
	if s.Late, err = tardy(ctx, tx, s); err != nil {
		return procedure.Step{}, err
	}
	if s.Party != "" {
		if _, err := partyOf(ctx, tx, f.ID, s.Party); err != nil {
			return procedure.Step{}, err
		}
	}
	return procedure.Record(ctx, tx, f, s)
}

func known(ctx context.Context, tx *store.Tx, f docket.File, s procedure.Step) error {
	if right := rights[s.Kind]; right != "" {
		if err := entitled(ctx, tx, f, s.By, right); err != nil {
			return err
		}
	} else if err := serving(ctx, tx, s.By); err != nil {
		return err
	}
	for _, p := range s.People {
		if err := serving(ctx, tx, p); err != nil {
			return err
		}
	}
	return nil
}

// tardy reports whether an approval comes after the time to decide on filing:
// that of verifying the lead, or fifteen working days from a letter
// (市场监督管理行政处罚程序规定第十八条). Of other papers nobody knows when they came.
func tardy(ctx context.Context, tx *store.Tx, s procedure.Step) (bool, error) {
	if s.Kind != procedure.Approval {
		return false, nil
	}
	c, err := casework.Get(ctx, tx, s.Case)
	if err != nil {
		return false, err
	}
	on := cmp.Or(s.On, tx.Today())
	switch c.Origin.Kind() {
	case "lead":
		l, err := lead.Get(ctx, tx, c.Origin.ID())
		return l.Due != "" && on > l.Due, err
	case "referral":
		r, err := transfer.GetReferral(ctx, tx, c.Origin.ID())
		if err != nil {
			return false, err
		}
		limit, err := calendar.LimitOn("L10", calendar.Day(r.ReceivedOn))
		return on > string(calendar.National().Due(limit.Period(), docket.Midnight(r.ReceivedOn)).Last), err
	}
	return false, nil
}

// WithdrawStep takes back a step that was recorded by mistake, and on which no
// decision rests.
func WithdrawStep(ctx context.Context, tx *store.Tx, id, reason string) (procedure.Step, error) {
	s, err := procedure.Get(ctx, tx, id)
	if err != nil {
		return procedure.Step{}, err
	}
	f, err := file(ctx, tx, s.Case)
	if err != nil {
		return procedure.Step{}, err
	}
	ds, err := decision.Of(ctx, tx, f.ID)
	if err != nil {
		return procedure.Step{}, err
	}
	rests := slices.ContainsFunc(ds, func(d decision.Decision) bool { return d.Standing() && (s.Party == "" || s.Party == d.Party) })
	return procedure.Withdraw(ctx, tx, f, id, reason, rests)
}

// InvestigateCase begins an investigation after its filing was approved.
func InvestigateCase(ctx context.Context, tx *store.Tx, id string, version int64) (casework.Case, error) {
	steps, err := procedure.Of(ctx, tx, id)
	if err != nil {
		return casework.Case{}, err
	}
	if _, err := casework.At(ctx, tx, id, version); err != nil {
		return casework.Case{}, err
	}
	if !procedure.Approved(steps) {
		return casework.Case{}, procedure.ErrApproval
	}
	return casework.Investigate(ctx, tx, id, version)
}
