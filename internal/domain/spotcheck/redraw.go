package spotcheck

import (
	"context"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Redraw asks for a draw to take the place of one that is drawn or has lapsed.
// It is a new record under the same terms, and waits for another's approval.
func Redraw(ctx context.Context, tx *store.Tx, id, reason string) (Draw, error) {
	old, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	if old.State != Done && old.State != Lapsed || old.Cause == Declined {
		return Draw{}, ErrState.With(string(old.State))
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Draw{}, ErrReason
	}
	switch waits, err := pending(ctx, tx, id); {
	case err != nil:
		return Draw{}, err
	case waits:
		return Draw{}, ErrPending
	}
	d := old.terms()
	d.ID, d.State, d.Drafter, d.Version, d.CreatedAt, d.UpdatedAt = tx.ID(), Requested, tx.Actor.ID, 1, tx.Now, tx.Now
	d.Redraws, d.RedrawReason, d.Requester = old.ID, reason, tx.Actor.ID
	for i, s := range old.Shares {
		d.Shares[i].Department = s.Department
	}
	if err := insert(ctx, tx, d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.requested", Again{old.ID, d.Requester})
}

// Approve lets a requested redraw begin, by another person than who asked: the
// new record may be drafted on, the old one stays as it was and says which
// draw took its place.
func Approve(ctx context.Context, tx *store.Tx, id string) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	switch {
	case d.State != Requested:
		return Draw{}, ErrState.With(string(d.State))
	case d.Requester == tx.Actor.ID:
		return Draw{}, ErrSelf
	}
	old, err := Get(ctx, tx, d.Redraws)
	if err != nil {
		return Draw{}, err
	}
	old.State, old.RedrawnBy = Redrawn, d.ID
	d.State, d.Approver = Drafted, tx.Actor.ID
	if err := update(ctx, tx, &old); err != nil {
		return Draw{}, err
	}
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.redrawn", Again{old.ID, d.Requester})
}

// Decline ends a requested redraw; the draw it was to replace stays as it is.
func Decline(ctx context.Context, tx *store.Tx, id, reason string) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	if d.State != Requested {
		return Draw{}, ErrState.With(string(d.State))
	}
	return d.end(ctx, tx, reason, Ended{Declined, []string{}})
}
