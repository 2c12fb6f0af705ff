package spotcheck

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

// Commit takes the actor's unit's commitment, SHA-256 of its share in hex. It
// cannot be changed afterwards; the share stays where it was made.
func Commit(ctx context.Context, tx *store.Tx, id, unit, commitment string) (Draw, error) {
	d, s, err := acting(ctx, tx, id, unit, Frozen)
	if err != nil {
		return Draw{}, err
	}
	h, err := draw.ParseHash(commitment)
	switch {
	case err != nil:
		return Draw{}, ErrHex
	case s.Commitment != "":
		return Draw{}, ErrCommitted
	case slices.ContainsFunc(d.Shares, func(o Share) bool { return o.Commitment == h.String() }):
		return Draw{}, ErrSame
	}
	s.Commitment, s.CommittedBy, s.CommittedAt = h.String(), tx.Actor.ID, tx.Now
	if err := writeShare(ctx, tx, d.ID, *s, ""); err != nil {
		return Draw{}, err
	}
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.committed", Committed{unit, s.Commitment})
}

// Announce fixes the bytes of the announcement, once every unit has committed.
// Shares are taken from then on, and not before.
func Announce(ctx context.Context, tx *store.Tx, id string) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	if err := d.ready(tx, Frozen); err != nil {
		return Draw{}, err
	}
	commitments := map[string]draw.Hash{}
	for _, s := range d.Shares {
		if s.Commitment == "" {
			return Draw{}, ErrUnready.With(s.Unit)
		}
		if commitments[s.Unit], err = draw.ParseHash(s.Commitment); err != nil {
			return Draw{}, err
		}
	}
	basis, err := basis(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	a, err := draw.Announce(basis, commitments)
	if err != nil {
		return Draw{}, err
	}
	d.State, d.AnnouncedAt, d.Announcement = Announced, tx.Now, digest(a.Bytes())
	if err := writeFile(ctx, tx, id, AnnouncementFile, a.Bytes()); err != nil {
		return Draw{}, err
	}
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.announced", Published{d.Announcement})
}

// Reveal takes the share that the actor's unit committed to. With the last one
// the draw runs, in the same act.
func Reveal(ctx context.Context, tx *store.Tx, id, unit, share string) (Draw, error) {
	d, s, err := acting(ctx, tx, id, unit, Announced)
	if err != nil {
		return Draw{}, err
	}
	h, err := draw.ParseHash(share)
	switch {
	case err != nil:
		return Draw{}, ErrHex
	case !s.RevealedAt.IsZero():
		return Draw{}, ErrRevealed
	case draw.Commitment(h).String() != s.Commitment:
		return Draw{}, ErrShare
	}
	s.RevealedBy, s.RevealedAt = tx.Actor.ID, tx.Now
	if err := writeShare(ctx, tx, id, *s, h.String()); err != nil {
		return Draw{}, err
	}
	if err := note(tx, d, "draw.revealed", Committed{unit, s.Commitment}); err != nil {
		return Draw{}, err
	}
	if len(d.missing()) > 0 {
		return d, update(ctx, tx, &d)
	}
	return d.run(ctx, tx)
}

// run draws from the frozen bytes and keeps what comes out, byte for byte.
func (d Draw) run(ctx context.Context, tx *store.Tx) (Draw, error) {
	shares, err := revealed(ctx, tx, d.ID)
	if err != nil {
		return Draw{}, err
	}
	b, err := basis(ctx, tx, d.ID)
	if err != nil {
		return Draw{}, err
	}
	announced, err := readFile(ctx, tx, d.ID, AnnouncementFile)
	if err != nil {
		return Draw{}, err
	}
	r, err := draw.Run(b, shares, announced)
	if err != nil {
		return Draw{}, err
	}
	d.State, d.DrawnAt, d.Drawn = Done, tx.Now, int64(len(r.Drawn))
	d.Result, d.Seed = digest(r.Bytes()), r.Seed.String()
	for i := range d.Shares {
		d.Shares[i].Share = shares[d.Shares[i].Unit].String()
	}
	if err := writeFile(ctx, tx, d.ID, DrawFile, r.Bytes()); err != nil {
		return Draw{}, err
	}
	if err := assign(ctx, tx, d.ID, r.Drawn); err != nil {
		return Draw{}, err
	}
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.done", Outcome{d.Result, d.Seed, d.Drawn})
}

// acting finds the draw in a state and the share of the unit that the actor
// serves. Nobody acts for two units of one draw, whatever posts he holds.
func acting(ctx context.Context, tx *store.Tx, id, unit string, in State) (Draw, *Share, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, nil, err
	}
	if err := d.ready(tx, in); err != nil {
		return Draw{}, nil, err
	}
	i := slices.IndexFunc(d.Shares, func(s Share) bool { return s.Unit == unit })
	if i < 0 || tx.Actor.Unit != unit {
		return Draw{}, nil, ErrNotYours
	}
	for j, o := range d.Shares {
		if j != i && (o.CommittedBy == tx.Actor.ID || o.RevealedBy == tx.Actor.ID) {
			return Draw{}, nil, ErrTwoUnits
		}
	}
	return d, &d.Shares[i], nil
}

// ready says whether a step of the draw may be taken now.
func (d Draw) ready(tx *store.Tx, in State) error {
	if d.State != in {
		return ErrState.With(string(d.State))
	}
	if tx.Today() > d.Deadline {
		return ErrLate.With(d.Deadline)
	}
	return nil
}

// missing are the units that have not done their part of the current step.
func (d Draw) missing() []string {
	out := []string{}
	for _, s := range d.Shares {
		if d.State == Announced && s.RevealedAt.IsZero() || d.State == Frozen && s.Commitment == "" {
			out = append(out, s.Unit)
		}
	}
	return out
}

// Lapse ends a draw without a result, for everyone to see. Before the
// announcement whoever keeps it may give it up; after it only a unit that has
// not revealed can refuse, or the deadline has passed.
func Lapse(ctx context.Context, tx *store.Tx, id, reason string) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	cause, units, err := d.lapse(tx)
	if err != nil {
		return Draw{}, err
	}
	return d.end(ctx, tx, reason, Ended{cause, units})
}

func (d Draw) end(ctx context.Context, tx *store.Tx, reason string, e Ended) (Draw, error) {
	if d.Reason = strings.TrimSpace(reason); d.Reason == "" {
		return Draw{}, ErrReason
	}
	d.State, d.Cause = Lapsed, e.Cause
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.lapsed", e)
}

// lapse says for which cause the actor may end the draw, and whose fault it is.
func (d Draw) lapse(tx *store.Tx) (cause string, units []string, err error) {
	open, missing := d.State == Frozen || d.State == Announced, d.missing()
	switch {
	case open && tx.Today() > d.Deadline:
		return Late, missing, nil
	case open && slices.Contains(missing, tx.Actor.Unit) && (d.State == Announced || tx.Actor.ID != d.Drafter):
		return Refused, []string{tx.Actor.Unit}, nil
	case d.State == Drafted, d.State == Frozen:
		return Dropped, []string{}, nil
	case d.State == Announced:
		return "", nil, ErrEarly
	}
	return "", nil, ErrState.With(string(d.State))
}

func digest(b []byte) string { return draw.Hash(sha256.Sum256(b)).String() }
