package zone

import (
	"context"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Create drafts a zone; it bans nothing until it is enacted.
func Create(ctx context.Context, tx *store.Tx, z Zone) (Zone, error) {
	if err := z.settle(tx.Actor.Home); err != nil {
		return Zone{}, err
	}
	if z.Replaces != "" {
		if _, err := Get(ctx, tx, z.Replaces); err != nil {
			return Zone{}, err
		}
	}
	z.ID, z.State, z.Unit, z.Version, z.CreatedAt, z.UpdatedAt = tx.ID(), Draft, tx.Actor.Unit, 1, tx.Now, tx.Now
	z.RepealedOn, z.Repeal, z.Reason = "", Notice{}, ""
	if err := insert(ctx, tx, z); err != nil {
		return Zone{}, err
	}
	return z, note(tx, z, "zone.drafted")
}

// Revise changes a draft of the actor's unit.
func Revise(ctx context.Context, tx *store.Tx, in Zone) (Zone, error) {
	return change(ctx, tx, in.ID, in.Version, "zone.revised", func(z *Zone) error {
		if z.Unit != tx.Actor.Unit {
			return ErrNotYours
		}
		if z.State != Draft {
			return ErrState
		}
		if len(in.Area) == 0 && len(in.Divisions) == 0 { // the drawing need not be sent again
			in.Area, in.Datum, in.Divisions = z.Area, z.Datum, z.Divisions
		}
		in.ID, in.State, in.Unit, in.Version, in.CreatedAt, in.UpdatedAt = z.ID, z.State, z.Unit, z.Version, z.CreatedAt, z.UpdatedAt
		in.Replaces, in.RepealedOn, in.Repeal, in.Reason = z.Replaces, "", Notice{}, ""
		*z = in
		return z.settle(tx.Actor.Home)
	})
}

// Enact puts a draft in force from its first day on, which may be past: a notice
// is entered when somebody gets to it. It must name its notice, which the actor
// has before him. A zone it replaces ends the day before.
func Enact(ctx context.Context, tx *store.Tx, id string, version int64) (Zone, error) {
	z, err := change(ctx, tx, id, version, "zone.enacted", func(z *Zone) error {
		if z.State != Draft {
			return ErrState
		}
		z.State = InForce
		return z.Notice.complete(tx.Today())
	})
	if err != nil || z.Replaces == "" {
		return z, err
	}
	old, err := Get(ctx, tx, z.Replaces)
	if err != nil || old.State != InForce {
		return z, err
	}
	_, err = Repeal(ctx, tx, old.ID, old.Version, Ending{z.From, "由《" + z.Title + "》代替", z.Notice})
	return z, err
}

// Ending says when a zone ends, why, and by which document.
type Ending struct {
	Day    string `json:"day" doc:"the first day on which it is no longer in force"`
	Reason string `json:"reason"`
	Notice Notice `json:"notice"`
}

// Repeal ends a zone that is in force: for days before e.Day it still answers.
func Repeal(ctx context.Context, tx *store.Tx, id string, version int64, e Ending) (Zone, error) {
	return change(ctx, tx, id, version, "zone.repealed", func(z *Zone) error {
		switch {
		case z.State != InForce:
			return ErrState
		case !calendar.Day(e.Day).Valid():
			return ErrDay.With(e.Day)
		case strings.TrimSpace(e.Reason) == "":
			return ErrReason
		}
		z.State, z.RepealedOn, z.Reason, z.Repeal = Repealed, e.Day, strings.TrimSpace(e.Reason), e.Notice
		if err := ErrLong.Over(2000, e.Reason); err != nil {
			return err
		}
		return e.Notice.complete(tx.Today())
	})
}

// Withdraw ends a draft that comes to nothing.
func Withdraw(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Zone, error) {
	return change(ctx, tx, id, version, "zone.withdrawn", func(z *Zone) error {
		if z.Unit != tx.Actor.Unit {
			return ErrNotYours
		}
		if z.State != Draft {
			return ErrState
		}
		if z.Reason = strings.TrimSpace(reason); z.Reason == "" {
			return ErrReason
		}
		z.State = Withdrawn
		return ErrLong.Over(2000, reason)
	})
}

func change(ctx context.Context, tx *store.Tx, id string, version int64, verb string, edit func(*Zone) error) (Zone, error) {
	z, err := Get(ctx, tx, id)
	if err != nil {
		return Zone{}, err
	}
	if z.Version != version {
		return Zone{}, ErrMoved.Against(z)
	}
	if err := edit(&z); err != nil {
		return Zone{}, err
	}
	z.Version, z.UpdatedAt = z.Version+1, tx.Now
	if err := update(ctx, tx, z); err != nil {
		return Zone{}, err
	}
	return z, note(tx, z, verb)
}

func note(tx *store.Tx, z Zone, verb string) error {
	f := Drawn{Field: z.Field, From: z.From, To: z.To, Bans: make([]string, len(z.Bans))}
	for i, b := range z.Bans {
		f.Bans[i] = string(b)
	}
	return tx.Note(store.Note{Verb: verb, Subject: z.Ref(), Facts: f})
}
