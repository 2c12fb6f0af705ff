package flow

import (
	"context"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
)

// OnClock stops, resumes or otherwise winds a clock of a case of the actor's
// unit.
func OnClock(ctx context.Context, tx *store.Tx, id string, do func(docket.File) (docket.Clock, error)) (docket.Clock, error) {
	k, err := docket.Get(ctx, tx, id)
	if err != nil {
		return docket.Clock{}, err
	}
	f, err := file(ctx, tx, k.Case)
	if err != nil {
		return docket.Clock{}, err
	}
	return do(f)
}

// ExtendClock gives a clock more time, as a head of the organ approved who has
// no hand in the case.
func ExtendClock(ctx context.Context, tx *store.Tx, id string, e docket.Extension) (docket.Clock, error) {
	return OnClock(ctx, tx, id, func(f docket.File) (docket.Clock, error) {
		if e.Approver == "" {
			return docket.Clock{}, docket.ErrExtension
		}
		if err := entitled(ctx, tx, f, e.Approver, "case.decide"); err != nil {
			return docket.Clock{}, err
		}
		return docket.Extend(ctx, tx, f, id, e)
	})
}
