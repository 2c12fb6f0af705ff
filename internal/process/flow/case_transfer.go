package flow

import (
	"context"
	"slices"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
)

// FormTransfer appoints the special team of a case that looks like a crime:
// people in service.
func FormTransfer(ctx context.Context, tx *store.Tx, id string, team []string, at time.Time) (transfer.Transfer, error) {
	f, err := file(ctx, tx, id)
	if err != nil {
		return transfer.Transfer{}, err
	}
	for _, p := range team {
		if err := serving(ctx, tx, p); err != nil {
			return transfer.Transfer{}, err
		}
	}
	return transfer.Form(ctx, tx, f, team, at)
}

// AttachPaper adds a paper to a transfer of a case of the actor's unit.
func AttachPaper(ctx context.Context, tx *store.Tx, id string, version int64, d transfer.Document) (transfer.Transfer, error) {
	f, err := transferred(ctx, tx, id)
	if err != nil {
		return transfer.Transfer{}, err
	}
	return transfer.Attach(ctx, tx, f, id, version, d)
}

// AdvanceTransfer takes the next step of a transfer; where the police file,
// they file against every party of the case.
func AdvanceTransfer(ctx context.Context, tx *store.Tx, id string, version int64, s transfer.Step) (transfer.Transfer, error) {
	f, err := transferred(ctx, tx, id)
	if err != nil {
		return transfer.Transfer{}, err
	}
	if s.Do == "file" {
		ps, err := casework.Parties(ctx, tx, f.ID)
		if err != nil {
			return transfer.Transfer{}, err
		}
		for _, p := range ps {
			if p.Dropped == "" && !slices.Contains(s.Marks, p.Mark) {
				s.Marks = append(s.Marks, p.Mark)
			}
		}
	}
	return transfer.Advance(ctx, tx, f, id, version, s)
}

// transferred is the file a transfer belongs to.
func transferred(ctx context.Context, tx *store.Tx, id string) (docket.File, error) {
	t, err := transfer.Get(ctx, tx, id)
	if err != nil {
		return docket.File{}, err
	}
	return file(ctx, tx, t.Case)
}

// FileReferral files a case from a letter of police, procurator or court
// (反向移送). Words that c leaves empty are the letter's.
func FileReferral(ctx context.Context, tx *store.Tx, id string, version int64, c casework.Case, word string) (casework.Case, error) {
	r, err := transfer.FileReferral(ctx, tx, id, version)
	if err != nil {
		return casework.Case{}, err
	}
	if err := certified(ctx, tx, c.Officers, c.FiledOn); err != nil {
		return casework.Case{}, err
	}
	if err := open(ctx, tx, c.Campaign, c.FiledOn); err != nil {
		return casework.Case{}, err
	}
	c.Origin = transfer.ReferralRef(id)
	if c.Title == "" {
		c.Title = r.Title
	}
	if c.Facts == "" {
		c.Facts = r.Facts
	}
	return casework.File(ctx, tx, c, word)
}
