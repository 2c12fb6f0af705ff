package flow

import (
	"context"
	"errors"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// ErrSuccessor is returned when somebody with open work leaves and nobody is
// named to take it.
var ErrSuccessor = fault.New(fault.Invalid, "post.successor", "离岗人员尚有未办结的线索或案件，请指定接手人")

// Left is what became of somebody's post and open work.
type Left struct {
	org.Departure
	Leads int `json:"leads"` // handed over
	Cases int `json:"cases"` // handed over
}

// Leave ends a person's post; open leads and cases go to the successor in the
// same act, so that nothing is left lying.
func Leave(ctx context.Context, tx *store.Tx, person, unit, day, successor string) (Left, error) {
	var out Left
	var err error
	if out.Departure, err = org.Leave(ctx, tx, person, unit, day); err != nil {
		return out, err
	}
	if _, err := auth.Vacate(ctx, tx, person, unit); err != nil {
		return out, err
	}
	if out.Last {
		if err := closeAccount(ctx, tx, person); err != nil {
			return out, err
		}
	}
	if successor == "" {
		return out, idle(ctx, tx, person)
	}
	if _, err := org.GetPerson(ctx, tx, successor); err != nil {
		return out, err
	}
	if out.Leads, err = lead.HandOver(ctx, tx, person, successor); err != nil {
		return out, err
	}
	out.Cases, err = casework.HandOver(ctx, tx, person, successor)
	return out, err
}

// closeAccount lets who holds no post any more sign in no more.
func closeAccount(ctx context.Context, tx *store.Tx, person string) error {
	a, err := auth.AccountOf(ctx, tx, person)
	if errors.Is(err, auth.ErrNotFound) {
		return nil
	}
	if err == nil {
		_, err = auth.Disable(ctx, tx, a.ID, "离岗")
	}
	return err
}

// idle is nil where a person has no open work.
func idle(ctx context.Context, tx *store.Tx, person string) error {
	leads, err := lead.Held(ctx, tx, person)
	if err != nil {
		return err
	}
	cases, err := casework.Held(ctx, tx, person)
	if err != nil {
		return err
	}
	if leads+cases > 0 {
		return ErrSuccessor
	}
	return nil
}
