package flow

import (
	"context"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/platform/store"
)

// file is a case of the actor's unit as its parts need to know it.
func file(ctx context.Context, tx *store.Tx, id string) (docket.File, error) {
	c, err := casework.Mine(ctx, tx, id)
	return c.File(), err
}

// SeizeExhibit records something taken in a case. Who approved the measure is
// a head of the organ.
func SeizeExhibit(ctx context.Context, tx *store.Tx, x exhibit.Exhibit) (exhibit.Exhibit, error) {
	f, err := file(ctx, tx, x.Case)
	if err != nil {
		return exhibit.Exhibit{}, err
	}
	if x.Approver != "" {
		if err := entitled(ctx, tx, f, x.Approver, "case.decide"); err != nil {
			return exhibit.Exhibit{}, err
		}
	}
	return exhibit.Seize(ctx, tx, f, x)
}

// ExhibitVerb is something done to an exhibit of a file.
type ExhibitVerb func(context.Context, *store.Tx, docket.File, exhibit.Exhibit) (exhibit.Exhibit, error)

// KeepExhibit amends, moves or takes back an exhibit of a case of the actor's
// unit; in carries its ID, Version and what changes.
func KeepExhibit(ctx context.Context, tx *store.Tx, in exhibit.Exhibit, do ExhibitVerb) (exhibit.Exhibit, error) {
	f, err := exhibited(ctx, tx, in.ID)
	if err != nil {
		return exhibit.Exhibit{}, err
	}
	return do(ctx, tx, f, in)
}

// MeasureExhibit approves or turns the measure an exhibit is held under, as a
// head of the organ decided.
func MeasureExhibit(ctx context.Context, tx *store.Tx, in exhibit.Exhibit, do ExhibitVerb) (exhibit.Exhibit, error) {
	f, err := exhibited(ctx, tx, in.ID)
	if err != nil {
		return exhibit.Exhibit{}, err
	}
	if err := entitled(ctx, tx, f, in.Approver, "case.decide"); err != nil {
		return exhibit.Exhibit{}, err
	}
	return do(ctx, tx, f, in)
}

// exhibited is the file an exhibit belongs to.
func exhibited(ctx context.Context, tx *store.Tx, id string) (docket.File, error) {
	x, err := exhibit.Get(ctx, tx, id)
	if err != nil {
		return docket.File{}, err
	}
	return file(ctx, tx, x.Case)
}

// DisposeExhibit records that a part of an exhibit left custody, as a head of
// the organ approved.
func DisposeExhibit(ctx context.Context, tx *store.Tx, version int64, d exhibit.Disposal) (exhibit.Disposal, error) {
	f, err := exhibited(ctx, tx, d.Exhibit)
	if err != nil {
		return exhibit.Disposal{}, err
	}
	if d.Approver == "" {
		return exhibit.Disposal{}, exhibit.ErrReceiver
	}
	if err := entitled(ctx, tx, f, d.Approver, "case.decide"); err != nil {
		return exhibit.Disposal{}, err
	}
	return exhibit.Dispose(ctx, tx, f, version, d)
}

// UndisposeExhibit takes back a mistaken record of a disposal.
func UndisposeExhibit(ctx context.Context, tx *store.Tx, id, reason string) (exhibit.Exhibit, error) {
	d, err := exhibit.GetDisposal(ctx, tx, id)
	if err != nil {
		return exhibit.Exhibit{}, err
	}
	f, err := exhibited(ctx, tx, d.Exhibit)
	if err != nil {
		return exhibit.Exhibit{}, err
	}
	return exhibit.Undispose(ctx, tx, f, id, reason)
}
