package lead

import (
	"context"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Assign gives a lead that is not ended to an officer of a unit, whoever had
// it before; that the actor may order so is asked at the door.
func Assign(ctx context.Context, tx *store.Tx, in Lead, cause string) (Lead, error) {
	l, err := current(ctx, tx, in.ID, in.Version)
	if err != nil {
		return Lead{}, err
	}
	if l.Ended() {
		return Lead{}, ErrState.With(string(l.State))
	}
	if in.Unit == "" || in.Officer == "" {
		return Lead{}, ErrTo
	}
	return assign(ctx, tx, l, in, cause)
}

func assign(ctx context.Context, tx *store.Tx, l, to Lead, cause string) (Lead, error) {
	from := l.Officer
	l.Unit, l.Officer = to.Unit, to.Officer
	if l.State == Open {
		l.State = Taken
	}
	if err := note(tx, l, "lead.assigned", Assigned{l.Unit, l.Officer, from, cause}); err != nil {
		return Lead{}, err
	}
	return l, update(ctx, tx, &l)
}

// Return gives a taken lead back to the pool, with the reason.
func Return(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Lead, error) {
	return move(ctx, tx, id, version, Open, func(l *Lead) error {
		if l.State != Taken {
			return ErrState.With(string(l.State))
		}
		if l.Reason = strings.TrimSpace(reason); l.Reason == "" {
			return ErrReason
		}
		l.Unit, l.Officer = "", ""
		return note(tx, *l, "lead.returned", Moved{From: string(Taken)})
	})
}

// HandOver gives every open lead of one person to another and says how many:
// who leaves hands over open work.
func HandOver(ctx context.Context, tx *store.Tx, from, to string) (int, error) {
	if to == "" || to == from {
		return 0, ErrTo
	}
	n, f := 0, Filter{Officer: from}
	for page := (store.Page{Limit: 100}); ; {
		ls, after, err := List(ctx, tx, f, page)
		if err != nil {
			return 0, err
		}
		for _, l := range ls {
			if l.Ended() {
				continue
			}
			if _, err := assign(ctx, tx, l, Lead{Unit: l.Unit, Officer: to}, "handover"); err != nil {
				return 0, err
			}
			n++
		}
		if page.After = after; after == "" {
			return n, nil
		}
	}
}

// Merge ends a twin in favour of the lead it repeats. One thing found twice
// counts once, so the twin's entry is reversed; not so where it was handed to
// us: the sender has counted it, and we did receive it.
func Merge(ctx context.Context, tx *store.Tx, id string, version int64, into string) (Lead, error) {
	other, err := Get(ctx, tx, into)
	if err != nil {
		return Lead{}, err
	}
	if into == id || other.State == Merged || other.State == Withdrawn {
		return Lead{}, ErrTwin
	}
	return move(ctx, tx, id, version, Merged, func(l *Lead) error {
		l.Twin = into
		if l.Channel == "transfer" {
			return note(tx, *l, "lead.merged", Joined{into})
		}
		return reverse(ctx, tx, *l, "lead.merged", Joined{into}, "lead.raised")
	})
}

// Held counts the open leads of a person.
func Held(ctx context.Context, tx *store.Tx, officer string) (n int, err error) {
	err = tx.Row(ctx, `SELECT count(*) FROM lead WHERE home = $1 AND officer = $2 AND state IN ('open', 'taken', 'verified')`,
		tx.Actor.Home, officer).Scan(&n)
	return n, wrap("counting", err)
}
