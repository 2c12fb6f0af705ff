package lead

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Raise opens a lead from l's Source, Channel, Title, Facts, Subject, Goods,
// Region and Campaign; RaisedOn defaults to today. It counts for the actor's
// department. Raising the same source again returns the lead it made.
func Raise(ctx context.Context, tx *store.Tx, l Lead) (Lead, error) {
	if err := l.check(); err != nil {
		return Lead{}, err
	}
	l.ID, l.State, l.Version = tx.ID(), Open, 1
	l.Unit, l.Officer, l.Finding, l.Reason, l.Twin, l.Extended = "", "", "", "", "", ""
	l.CreatedAt, l.UpdatedAt = tx.Now, tx.Now
	if l.RaisedOn == "" {
		l.RaisedOn = tx.Today()
	}
	l.Department = tx.Actor.Department
	if l.Region == "" {
		l.Region = tx.Actor.Home + "000000"
	}
	if !calendar.Day(l.RaisedOn).Valid() || l.RaisedOn > tx.Today() {
		return Lead{}, ErrDay.With(l.RaisedOn)
	}
	var err error
	if l.Due, err = l.verifyBy(); err != nil {
		return Lead{}, err
	}
	if fresh, err := insert(ctx, tx, l); err != nil {
		return Lead{}, err
	} else if !fresh {
		return BySource(ctx, tx, l.Source)
	}
	return l, note(tx, l, "lead.raised", Raised{l.Channel, string(l.Source)})
}

func (l Lead) check() error {
	switch {
	case strings.TrimSpace(l.Title) == "":
		return ErrTitle
	case !l.Source.Valid():
		return ErrSource
	case !slices.Contains(Channels, l.Channel):
		return ErrChannel
	case l.Region != "" && len(l.Region) != 12:
		return ErrRegion
	}
	return l.short()
}

// short refuses texts that nobody reads.
func (l Lead) short() error {
	return cmp.Or(ErrLong.Over(200, slices.Concat(l.Goods, []string{l.Title, string(l.Source), string(l.Subject)})...),
		ErrLong.Over(2000, l.Reason), ErrLong.Over(20_000, l.Facts, l.Finding))
}

// Edit changes the words of a lead: title, facts, subject, goods and region.
func Edit(ctx context.Context, tx *store.Tx, in Lead) (Lead, error) {
	return change(ctx, tx, in.ID, in.Version, func(l *Lead) error {
		if l.Ended() {
			return ErrState.With(string(l.State))
		}
		fields := l.differs(in)
		l.Title, l.Facts, l.Subject, l.Goods = strings.TrimSpace(in.Title), in.Facts, in.Subject, in.Goods
		if in.Region != "" {
			l.Region = in.Region
		}
		if err := l.check(); err != nil {
			return err
		}
		return note(tx, *l, "lead.edited", Edited{fields})
	})
}

func (l Lead) differs(in Lead) (fields []string) {
	for _, f := range []struct {
		name string
		same bool
	}{
		{"title", l.Title == in.Title}, {"facts", l.Facts == in.Facts}, {"subject", l.Subject == in.Subject},
		{"goods", slices.Equal(l.Goods, in.Goods)}, {"region", in.Region == "" || l.Region == in.Region},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// Take gives an open lead to the actor and his unit.
func Take(ctx context.Context, tx *store.Tx, id string, version int64) (Lead, error) {
	return move(ctx, tx, id, version, Taken, func(l *Lead) error {
		if l.State != Open {
			return ErrState.With(string(l.State))
		}
		l.Unit, l.Officer = tx.Actor.Unit, tx.Actor.ID
		return note(tx, *l, "lead.taken", Assigned{l.Unit, l.Officer, "", "take"})
	})
}

// Verify records what the unit found out; the clock of verification stops.
func Verify(ctx context.Context, tx *store.Tx, id string, version int64, finding string) (Lead, error) {
	return move(ctx, tx, id, version, Verified, func(l *Lead) error {
		if l.State != Taken {
			return ErrState.With(string(l.State))
		}
		if l.Finding = strings.TrimSpace(finding); l.Finding == "" {
			return ErrFinding
		}
		return note(tx, *l, "lead.verified", Moved{From: string(Taken)})
	})
}

// Extend gives verification fifteen working days more, once, when approver, who
// is not the officer on it, allowed it.
func Extend(ctx context.Context, tx *store.Tx, id string, version int64, approver string) (Lead, error) {
	return change(ctx, tx, id, version, func(l *Lead) error {
		switch {
		case l.State != Open && l.State != Taken:
			return ErrState.With(string(l.State))
		case l.Extended != "":
			return ErrExtended
		case approver == "" || approver == l.Officer:
			return ErrApprover
		}
		var err error
		l.Extended = approver
		if l.Due, err = l.verifyBy(); err != nil {
			return err
		}
		return note(tx, *l, "lead.extended", Extended{approver, l.Due})
	})
}

// verifyBy is the last day of verification (L10), by the edition in force when
// the lead came in.
func (l Lead) verifyBy() (string, error) {
	day := calendar.Day(l.RaisedOn)
	limit, err := calendar.LimitOn("L10", day)
	if err != nil {
		return "", err
	}
	period := limit.Period()
	if l.Extended != "" {
		period = limit.Extended()
	}
	return string(calendar.National().Due(period, day.Start()).Last), nil
}

// File marks a verified lead as having become a case.
func File(ctx context.Context, tx *store.Tx, id string, version int64) (Lead, error) {
	return move(ctx, tx, id, version, Filed, func(l *Lead) error {
		return note(tx, *l, "lead.filed", Moved{From: string(Verified)})
	})
}

// Dismiss ends a lead without a case; the law wants a reason.
func Dismiss(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Lead, error) {
	return move(ctx, tx, id, version, Dismissed, func(l *Lead) error {
		from := l.State
		if l.Reason = strings.TrimSpace(reason); l.Reason == "" {
			return ErrReason
		}
		return note(tx, *l, "lead.dismissed", Moved{From: string(from)})
	})
}

// Reopen brings a lead back that was dismissed, or whose case was withdrawn,
// to where it stood before.
func Reopen(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Lead, error) {
	return change(ctx, tx, id, version, func(l *Lead) error {
		if l.State != Dismissed && l.State != Filed {
			return ErrState.With(string(l.State))
		}
		from := l.State
		if l.Reason = strings.TrimSpace(reason); l.Reason == "" {
			return ErrReason
		}
		l.State = l.before()
		return note(tx, *l, "lead.reopened", Moved{From: string(from)})
	})
}

// before is where an ended lead stood when it ended.
func (l Lead) before() State {
	switch {
	case l.Finding != "":
		return Verified
	case l.Officer != "":
		return Taken
	}
	return Open
}

// Withdraw takes back a lead that should never have been raised; its entry in
// the journal, and with it its figures, are reversed.
func Withdraw(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Lead, error) {
	return move(ctx, tx, id, version, Withdrawn, func(l *Lead) error {
		from := l.State
		if l.Reason = strings.TrimSpace(reason); l.Reason == "" {
			return ErrReason
		}
		return reverse(ctx, tx, *l, "lead.withdrawn", Moved{From: string(from)}, "lead.raised")
	})
}

// move takes the lead to a state its life allows; fill sees it as it was.
func move(ctx context.Context, tx *store.Tx, id string, version int64, to State, fill func(*Lead) error) (Lead, error) {
	return change(ctx, tx, id, version, func(l *Lead) error {
		if !slices.Contains(next[l.State], to) {
			return ErrState.With(string(l.State))
		}
		if err := fill(l); err != nil {
			return err
		}
		l.State = to
		return nil
	})
}

// change edits a lead of the actor's unit, or one that nobody has yet.
func change(ctx context.Context, tx *store.Tx, id string, version int64, edit func(*Lead) error) (Lead, error) {
	l, err := current(ctx, tx, id, version)
	if err != nil {
		return Lead{}, err
	}
	if l.Unit != "" && l.Unit != tx.Actor.Unit {
		return Lead{}, ErrNotYours
	}
	if err := edit(&l); err != nil {
		return Lead{}, err
	}
	if err := l.short(); err != nil {
		return Lead{}, err
	}
	return l, update(ctx, tx, &l)
}

// current is the lead, if it still is as the caller saw it.
func current(ctx context.Context, tx *store.Tx, id string, version int64) (Lead, error) {
	l, err := Get(ctx, tx, id)
	if err != nil {
		return Lead{}, err
	}
	if l.Version != version {
		return Lead{}, ErrMoved.Against(l)
	}
	return l, nil
}
