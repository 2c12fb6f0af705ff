package outreach

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Hold records an activity; the actor is its author, and HeldOn is today when
// empty. For which department it counts has been decided by who knows the
// campaign.
func Hold(ctx context.Context, tx *store.Tx, a Activity) (Activity, error) {
	if err := a.check(); err != nil {
		return Activity{}, err
	}
	var err error
	if a.HeldOn, err = pastDay(tx, a.HeldOn); err != nil {
		return Activity{}, err
	}
	a.ID, a.Author, a.Unit, a.Withdrawn, a.Version, a.CreatedAt = tx.ID(), tx.Actor.ID, tx.Actor.Unit, "", 1, tx.Now
	a.Department, a.Region = defaults(tx, a.Department, a.Region)
	if err := insert(ctx, tx, a); err != nil {
		return Activity{}, err
	}
	return a, tx.Note(a.note("outreach.held", a.facts()))
}

func (a Activity) note(verb string, facts any) store.Note {
	return store.Note{Verb: verb, Subject: Ref(a.ID), Day: a.HeldOn, Region: a.Region, Campaign: a.Campaign, Departments: []string{a.Department}, Facts: facts}
}

// Amend corrects an activity; where a number, the kind or the day is another,
// the earlier entry is reversed and the right one noted.
func Amend(ctx context.Context, tx *store.Tx, in Activity) (Activity, error) {
	return change(ctx, tx, in.ID, in.Version, func(a *Activity) (err error) {
		was := *a
		a.Kind, a.Title, a.Place, a.Quantity, a.People, a.Photos = in.Kind, in.Title, in.Place, in.Quantity, in.People, in.Photos
		if in.Region != "" {
			a.Region = in.Region
		}
		if a.HeldOn, err = pastDay(tx, in.HeldOn); err != nil {
			return err
		}
		if err := a.check(); err != nil {
			return err
		}
		if a.facts() == was.facts() && a.HeldOn == was.HeldOn && a.Region == was.Region {
			n := a.note("outreach.amended", Amended{[]string{"words"}})
			n.Day = tx.Today()
			return tx.Note(n)
		}
		if err := reverse(ctx, tx, Ref(a.ID), "outreach.held", "outreach.withdrawn", Held{}); err != nil {
			return err
		}
		return tx.Note(a.note("outreach.held", a.facts()))
	})
}

// Withdraw takes an activity back that was recorded by mistake.
func Withdraw(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Activity, error) {
	return change(ctx, tx, id, version, func(a *Activity) error {
		if a.Withdrawn = strings.TrimSpace(reason); a.Withdrawn == "" {
			return ErrReason
		}
		if err := ErrLong.Over(2000, reason); err != nil {
			return err
		}
		return reverse(ctx, tx, Ref(id), "outreach.held", "outreach.withdrawn", Held{})
	})
}

// Sign records the commitment of a subject; a second one of the same subject
// in the same campaign is the first.
func Sign(ctx context.Context, tx *store.Tx, c Commitment) (Commitment, error) {
	switch {
	case !c.Entity.Valid():
		return Commitment{}, ErrEntity
	case c.Photo == "":
		return Commitment{}, ErrPhoto
	case c.Region != "" && len(c.Region) != 12:
		return Commitment{}, ErrRegion
	}
	if old, err := signed(ctx, tx, c.Campaign, c.Entity); !errors.Is(err, ErrNotFound) {
		return old, err
	}
	var err error
	if c.SignedOn, err = pastDay(tx, c.SignedOn); err != nil {
		return Commitment{}, err
	}
	c.ID, c.Author, c.Withdrawn, c.CreatedAt = tx.ID(), tx.Actor.ID, "", tx.Now
	c.Department, c.Region = defaults(tx, c.Department, c.Region)
	if err := insertCommitment(ctx, tx, c); err != nil {
		return Commitment{}, err
	}
	return c, tx.Note(store.Note{Verb: "commitment.signed", Subject: ref.Of("commitment", c.ID), Day: c.SignedOn, Region: c.Region,
		Campaign: c.Campaign, Departments: []string{c.Department}, Facts: Signed{string(c.Entity)}})
}

// Revoke takes a commitment back that the actor's unit recorded by mistake.
func Revoke(ctx context.Context, tx *store.Tx, id, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return ErrReason
	}
	if err := ErrLong.Over(2000, reason); err != nil {
		return err
	}
	var entity string
	if err := tx.Row(ctx, `UPDATE outreach_commitment SET withdrawn = $3 WHERE home = $1 AND id = $2 AND withdrawn = '' RETURNING entity`,
		tx.Actor.Home, id, reason).Scan(&entity); err != nil {
		return missing("revoking", err)
	}
	return reverse(ctx, tx, ref.Of("commitment", id), "commitment.signed", "commitment.revoked", Signed{entity})
}

// change edits a standing activity of the actor's unit.
func change(ctx context.Context, tx *store.Tx, id string, version int64, edit func(*Activity) error) (Activity, error) {
	a, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Activity{}, err
	case a.Withdrawn != "":
		return Activity{}, ErrNotFound
	case a.Unit != tx.Actor.Unit:
		return Activity{}, ErrNotYours
	case a.Version != version:
		return Activity{}, ErrMoved.Against(a)
	}
	if err := edit(&a); err != nil {
		return Activity{}, err
	}
	return a, update(ctx, tx, &a)
}

// reverse takes back the last standing entry of a verb about a subject, on the
// day that entry lies on; an entry of another unit stands.
func reverse(ctx context.Context, tx *store.Tx, subject ref.Ref, verb, undo string, facts any) error {
	es, err := journal.Of(ctx, tx, subject)
	if err != nil {
		return err
	}
	var undone []int64
	for _, e := range slices.Backward(es) {
		if e.Verb == verb && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
			if e.Unit != tx.Actor.Unit {
				return ErrNotYours
			}
			return tx.Note(store.Note{Verb: undo, Subject: subject, Day: e.Day, Region: e.Region, Campaign: e.Campaign,
				Departments: e.Departments, Facts: facts, Reverses: e.Seq})
		}
		undone = append(undone, e.Reverses)
	}
	return ErrNotFound
}

func defaults(tx *store.Tx, department, region string) (string, string) {
	return cmp.Or(department, tx.Actor.Department), cmp.Or(region, tx.Actor.Home+"000000")
}

// pastDay is a day that was, or today when empty.
func pastDay(tx *store.Tx, day string) (string, error) {
	if day == "" {
		return tx.Today(), nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil || day > tx.Today() {
		return "", ErrDay.With(day)
	}
	return day, nil
}
