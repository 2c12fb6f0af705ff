package flow

import (
	"context"
	"errors"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/transfer"
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
	if out.Leads, err = lead.HandOver(ctx, tx, named(person), named(successor)); err != nil {
		return out, err
	}
	out.Cases, err = handCases(ctx, tx, named(person), named(successor))
	return out, err
}

// named names a person as leads and cases do.
func named(person string) string { return org.Person{ID: person}.Ref() }

// handCases gives the open cases of one person to another, his places in
// special teams and the exhibits in his custody too.
func handCases(ctx context.Context, tx *store.Tx, from, to string) (int, error) {
	ids, err := casework.HandOver(ctx, tx, from, to)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := transfer.Hand(ctx, tx, id, from, to); err != nil {
			return 0, err
		}
	}
	xs, err := exhibit.InCustody(ctx, tx, from)
	if err != nil {
		return 0, err
	}
	for _, x := range xs {
		c, err := casework.Get(ctx, tx, x.Case)
		if err != nil {
			return 0, err
		}
		if err := exhibit.Hand(ctx, tx, c.File(), x.ID, to); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
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
	leads, err := lead.Held(ctx, tx, named(person))
	if err != nil {
		return err
	}
	cases, err := casework.Held(ctx, tx, named(person))
	if err != nil {
		return err
	}
	if leads+cases > 0 {
		return ErrSuccessor
	}
	return nil
}
