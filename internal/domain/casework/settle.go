package casework

import (
	"context"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
)

// Decidable refuses a case in which nothing can be decided now; summary says
// that it is decided on the spot. Either way by two officers
// (行政处罚法第四十二条).
func (c Case) Decidable(summary bool) error {
	switch {
	case summary && c.State != Filed && c.State != Decided, !summary && c.State != Investigating && c.State != Decided:
		return ErrState.With(string(c.State))
	case len(c.Officers) < 2:
		return ErrOfficers
	}
	return nil
}

// Settle takes a case to decided, after a decision about one party; with
// complete, every party has one and the clock of the decision stops.
func Settle(ctx context.Context, tx *store.Tx, c Case, day string, penalty, complete bool) (Case, error) {
	if c.State, c.DecidedOn = Decided, day; penalty {
		c.ExecutedOn = ""
	}
	if complete {
		if err := docket.Finish(ctx, tx, c.ID, c.ID); err != nil {
			return Case{}, err
		}
	}
	return c, update(ctx, tx, &c)
}

// Unsettle takes a case back after a decision was annulled: the clock of the
// decision runs on, and without another decision it is under investigation
// again. The decision's verb notes it.
func Unsettle(ctx context.Context, tx *store.Tx, c Case, decided bool) (Case, error) {
	if c.State != Decided && c.State != Executed {
		return Case{}, ErrState.With(string(c.State))
	}
	if c.State, c.ExecutedOn = Decided, ""; !decided {
		c.State, c.DecidedOn = Investigating, ""
	}
	if err := resume(ctx, tx, c.ID); err != nil {
		return Case{}, err
	}
	return c, update(ctx, tx, &c)
}

// Execute says that all penalties of a case are carried out, or that collecting
// ended for a reason (终结执行).
func Execute(ctx context.Context, tx *store.Tx, id string, version int64, reason string, st Standing) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Decided {
			return ErrState.With(string(c.State))
		}
		if st.Undecided {
			return ErrUndecided
		}
		c.State, c.ExecutedOn, c.Reason = Executed, tx.Today(), strings.TrimSpace(reason)
		return note(tx, *c, "case.executed", Moved{}, "")
	})
}

// Weigh says whether a case is complicated or grave (情节复杂或者重大违法行为): it is
// then reviewed and discussed before a penalty (行政处罚法第五十七条、第五十八条).
func Weigh(ctx context.Context, tx *store.Tx, id string, version int64, complex bool) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.Ended() {
			return ErrState.With(string(c.State))
		}
		c.Complex = complex
		return note(tx, *c, "case.edited", Edited{[]string{"complex"}}, "")
	})
}
