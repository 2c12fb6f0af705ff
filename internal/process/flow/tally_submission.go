package flow

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
)

// Why a table cannot be submitted as asked.
var (
	ErrHard   = fault.New(fault.Invalid, "submission.hard_check", "统计表有硬性勾稽不通过，不能报送；请先核对下列各项")
	ErrNotNil = fault.New(fault.Invalid, "submission.not_nil", "本期有数字，不能按零报告报送；请取消零报告后再报")
	ErrNil    = fault.New(fault.Invalid, "submission.nil", "本期各项都是零；确认无误的，请按零报告报送")
)

// Period says which table is submitted, and whether as a nil return (零报告).
type Period struct {
	Campaign   string `json:"campaign"`
	From       string `json:"from"`
	To         string `json:"to"`
	Department string `json:"department"` // empty for the joint table
	Nil        bool   `json:"nil"`
}

// Freeze computes a table and returns it ready to be submitted: its sums by
// posted code in the smallest unit, the definitions, the journal position they
// are exact at. A broken hard check is refused, and so is a nil return that is
// none: a stock that stands does not make a period one in which something was
// done.
func Freeze(ctx context.Context, t *tally.Tally, home string, p Period) (s submission.Submission, err error) {
	err = t.Exact(ctx, home, func(tx *store.Tx, at journal.Position) error {
		c, err := campaign.Get(ctx, tx, p.Campaign)
		if err != nil {
			return err
		}
		set, err := t.Set().Under(c.Counting.Choices())
		if err != nil {
			return err
		}
		f, err := t.Figures(ctx, tx, tally.Query{Campaign: c.ID, First: c.From, From: p.From, To: p.To, Department: p.Department})
		if err != nil {
			return err
		}
		if err := submittable(set, f, p.Nil); err != nil {
			return err
		}
		cells, err := json.Marshal(f.Value)
		if err != nil {
			return fmt.Errorf("flow: freezing: %w", err)
		}
		s = submission.Submission{
			Campaign: c.ID, From: p.From, To: p.To, Department: cmp.Or(p.Department, tally.All), Cells: cells,
			Definitions: set.Version(), Seq: at.Seq, Root: at.Root, Nil: p.Nil,
		}
		return nil
	})
	return s, err
}

func submittable(set *indicator.Set, f tally.Figures, asNil bool) error {
	var broken []string
	for _, c := range set.Checks(indicator.Sums{Value: f.Value, Cumulative: f.Cumulative}) {
		if c.Hard && !c.OK {
			broken = append(broken, c.Code+" "+c.Text)
		}
	}
	if len(broken) > 0 {
		return ErrHard.With(strings.Join(broken, "；"))
	}
	something := false
	for code, n := range f.Value {
		something = something || n != 0 && !set.Stock(code)
	}
	switch {
	case asNil && something:
		return ErrNotNil
	case !asNil && !something:
		return ErrNil
	}
	return nil
}

// SubmitTable freezes a table and submits it in one act; the caller signs a
// checkpoint of the journal after it.
func SubmitTable(ctx context.Context, db *store.DB, t *tally.Tally, by store.Actor, p Period) (submission.Submission, error) {
	s, err := Freeze(ctx, t, by.Home, p)
	if err != nil {
		return s, err
	}
	err = db.Act(ctx, by, func(tx *store.Tx) (err error) {
		s, err = submission.Submit(ctx, tx, s)
		return err
	})
	return s, err
}

// ReturnTable sends a submission back: by who steers its campaign, or by a unit
// above the one that submitted it.
func ReturnTable(ctx context.Context, tx *store.Tx, id, reason string, marks ...submission.Mark) (submission.Submission, error) {
	if err := judges(ctx, tx, id); err != nil {
		return submission.Submission{}, err
	}
	return submission.Return(ctx, tx, id, reason, marks...)
}

// ReceiveTable takes a submission as it is, by those who may return it.
func ReceiveTable(ctx context.Context, tx *store.Tx, id string) (submission.Submission, error) {
	if err := judges(ctx, tx, id); err != nil {
		return submission.Submission{}, err
	}
	return submission.Receive(ctx, tx, id)
}

// judges refuses those who may not say whether a submission is right.
func judges(ctx context.Context, tx *store.Tx, id string) error {
	s, err := submission.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	may, err := campaign.Steers(ctx, tx, s.Campaign)
	if err == nil && !may {
		may, err = above(ctx, tx, s.Unit)
	}
	if err == nil && !may {
		err = submission.ErrAbove
	}
	return err
}

// above reports whether a unit is part of the actor's, and not the same.
func above(ctx context.Context, tx *store.Tx, unit string) (bool, error) {
	for {
		u, err := org.GetUnit(ctx, tx, unit)
		if err != nil || u.Parent == "" {
			return false, err
		}
		if unit = u.Parent; unit == tx.Actor.Unit {
			return true, nil
		}
	}
}
