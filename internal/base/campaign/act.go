package campaign

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Prepare keeps a new campaign as a draft; Template's is a good beginning.
func Prepare(ctx context.Context, tx *store.Tx, c Campaign) (Campaign, error) {
	c.Title, c.Number = strings.TrimSpace(c.Title), strings.TrimSpace(c.Number)
	c.State, c.Version, c.CreatedAt, c.UpdatedAt = Draft, 1, tx.Now, tx.Now
	if err := check(c); err != nil {
		return Campaign{}, err
	}
	if err := insert(ctx, tx, c); err != nil {
		return Campaign{}, err
	}
	return c, note(tx, "campaign.drafted", c)
}

// Revise replaces title, number, days and terms; version is the one that was
// edited. Once published, the counting rules and items that may already be in
// use stay.
func Revise(ctx context.Context, tx *store.Tx, c Campaign, version int64) (Campaign, error) {
	return move(ctx, tx, c.ID, version, "campaign.revised", func(old *Campaign) error {
		if err := mayBecome(*old, c); err != nil {
			return err
		}
		old.Title, old.Number = strings.TrimSpace(c.Title), strings.TrimSpace(c.Number)
		old.From, old.To, old.Terms = c.From, c.To, c.Terms
		if old.State == Published {
			return cmp.Or(check(*old), old.answered(ctx, tx))
		}
		return check(*old)
	})
}

// Publish opens a draft for acts. Every organ needs somebody who answers for
// it, its Contact or one that org knows; ErrContact lists the organs that have
// nobody.
func Publish(ctx context.Context, tx *store.Tx, id string, version int64) (Campaign, error) {
	return move(ctx, tx, id, version, "campaign.published", func(c *Campaign) error {
		if c.State != Draft {
			return ErrState
		}
		c.State = Published
		return c.answered(ctx, tx)
	})
}

// answered says which organs nobody answers for.
func (c Campaign) answered(ctx context.Context, tx *store.Tx) error {
	mute := []string{}
	for _, o := range c.Organs {
		known, err := o.answers(ctx, tx)
		if err != nil {
			return err
		}
		if !known {
			mute = append(mute, o.Name)
		}
	}
	if len(mute) > 0 {
		return ErrContact.With(strings.Join(mute, "、"))
	}
	return nil
}

// answers reports whether somebody answers for the organ. A unit that only
// coordinates may take part as the office and as nothing else.
func (o Organ) answers(ctx context.Context, tx *store.Tx) (bool, error) {
	u, err := org.GetUnit(ctx, tx, o.Unit)
	if err != nil && !errors.Is(err, org.ErrNotFound) {
		return false, err
	}
	if u.Kind == org.Coordination && o.Role != Office {
		return false, ErrRole.With(o.Name)
	}
	if o.Contact != "" {
		return true, nil
	}
	cs, err := org.Contacts(ctx, tx, o.Unit)
	return len(cs) > 0, err
}

// Close ends a published campaign; what was recorded stays and may still be
// corrected by reversing entries.
func Close(ctx context.Context, tx *store.Tx, id string, version int64) (Campaign, error) {
	return move(ctx, tx, id, version, "campaign.closed", func(c *Campaign) error {
		if c.State != Published {
			return ErrState
		}
		c.State = Closed
		return nil
	})
}

// Open returns the campaign when an act of that day may count for it;
// ErrNotFound, ErrDraft, ErrClosed or ErrOutside otherwise.
func Open(ctx context.Context, tx *store.Tx, id, day string) (Campaign, error) {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return Campaign{}, err
	}
	return c, c.Accepts(day)
}

// Steers reports whether the actor's unit, or one it is part of, is an office or
// a lead of the campaign, or the home's coordinating office: those judge what
// others report.
func Steers(ctx context.Context, tx *store.Tx, id string) (bool, error) {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return false, err
	}
	for unit := tx.Actor.Unit; unit != ""; {
		if slices.ContainsFunc(c.Organs, func(o Organ) bool { return o.Unit == unit && (o.Role == Office || o.Role == Lead) }) {
			return true, nil
		}
		u, err := org.GetUnit(ctx, tx, unit)
		if errors.Is(err, org.ErrNotFound) {
			return false, nil
		}
		if err != nil || u.Kind == org.Coordination {
			return err == nil, err
		}
		unit = u.Parent
	}
	return false, nil
}

// move reads the campaign at version, lets change fill it in and notes verb.
func move(ctx context.Context, tx *store.Tx, id string, version int64, verb string, change func(*Campaign) error) (Campaign, error) {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return Campaign{}, err
	}
	if c.Version != version {
		return Campaign{}, ErrMoved.Against(c)
	}
	c.Organs = slices.Clone(c.Organs)
	if err := change(&c); err != nil {
		return Campaign{}, err
	}
	c.Version, c.UpdatedAt = version+1, tx.Now
	if err := update(ctx, tx, c); err != nil {
		return Campaign{}, err
	}
	return c, note(tx, verb, c)
}

func note(tx *store.Tx, verb string, c Campaign) error {
	return tx.Note(store.Note{
		Verb: verb, Subject: ref.Of("campaign", c.ID), Campaign: c.ID,
		Facts: Turned{State: string(c.State), From: c.From, To: c.To},
	})
}
