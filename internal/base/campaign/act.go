package campaign

import (
	"context"
	"slices"
	"strings"

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
		return check(*old)
	})
}

// Reach says whether a unit has a contact person; base/org answers.
type Reach func(ctx context.Context, tx *store.Tx, unit string) (bool, error)

// Publish opens a draft for acts. Every organ needs somebody who answers for
// it: its Contact, or one that reach knows (nil knows none); ErrContact lists
// the organs that have nobody.
func Publish(ctx context.Context, tx *store.Tx, id string, version int64, reach Reach) (Campaign, error) {
	return move(ctx, tx, id, version, "campaign.published", func(c *Campaign) error {
		if c.State != Draft {
			return ErrState
		}
		mute, err := unreachable(ctx, tx, *c, reach)
		if err != nil {
			return err
		}
		if len(mute) > 0 {
			return ErrContact.With(strings.Join(mute, "、"))
		}
		c.State = Published
		return nil
	})
}

func unreachable(ctx context.Context, tx *store.Tx, c Campaign, reach Reach) (names []string, err error) {
	for _, o := range c.Organs {
		known := o.Contact != ""
		if !known && reach != nil {
			if known, err = reach(ctx, tx, o.Unit); err != nil {
				return nil, err
			}
		}
		if !known {
			names = append(names, o.Name)
		}
	}
	return names, nil
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
