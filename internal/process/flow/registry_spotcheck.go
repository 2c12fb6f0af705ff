package flow

import (
	"context"
	"errors"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
)

// PreviewDraw says what freezing a draft would give, without writing it.
func PreviewDraw(ctx context.Context, tx *store.Tx, id string) (spotcheck.Draw, error) {
	g, err := drawGround(ctx, tx, id)
	if err != nil {
		return spotcheck.Draw{}, err
	}
	return spotcheck.Preview(ctx, tx, id, g)
}

// FreezeDraw fixes the pool from the ledger as it stands, and the officers as
// they serve on the day of the visits.
func FreezeDraw(ctx context.Context, tx *store.Tx, id string, version int64) (spotcheck.Draw, error) {
	g, err := drawGround(ctx, tx, id)
	if err != nil {
		return spotcheck.Draw{}, err
	}
	return spotcheck.Freeze(ctx, tx, id, version, g)
}

// drawGround gathers the pool, stratum by stratum, and the officers.
func drawGround(ctx context.Context, tx *store.Tx, id string) (g spotcheck.Ground, err error) {
	d, err := spotcheck.Get(ctx, tx, id)
	if err != nil {
		return g, err
	}
	claimed := map[string]bool{}
	for _, s := range d.Strata {
		found, err := stratum(ctx, tx, s)
		if err != nil {
			return g, err
		}
		for _, subject := range found {
			if !claimed[subject] {
				claimed[subject] = true
				g.Objects = append(g.Objects, spotcheck.Object{Subject: subject, Stratum: s.Name})
			}
		}
	}
	if g.Heeded, err = heeded(ctx, tx, d); err != nil {
		return g, err
	}
	if g.Officers, err = org.Officers(ctx, tx, d.Date); err != nil {
		return g, err
	}
	for i := range g.Officers {
		if err := recusedFrom(ctx, tx, &g.Officers[i], claimed); err != nil {
			return g, err
		}
	}
	return g, nil
}

// stratum lists the open subjects that a stratum names or its rule finds.
func stratum(ctx context.Context, tx *store.Tx, s spotcheck.Stratum) ([]string, error) {
	if len(s.Subjects) > 0 {
		return listed(ctx, tx, s.Subjects)
	}
	var ids []string
	f := registry.Filter{Venue: s.Venue, Grade: s.Grade, Region: s.Region, Online: s.Online}
	for p := (store.Page{Limit: 100}); ; {
		subjects, next, err := registry.List(ctx, tx, f, p)
		if err != nil {
			return nil, err
		}
		for _, s := range subjects {
			ids = append(ids, s.ID)
		}
		if p.After = next; next == "" {
			return ids, nil
		}
	}
}

func listed(ctx context.Context, tx *store.Tx, ids []string) ([]string, error) {
	for _, id := range ids {
		s, err := registry.Get(ctx, tx, id)
		if errors.Is(err, registry.ErrNotFound) || err == nil && s.State != registry.Open {
			return nil, spotcheck.ErrSubject.With(id)
		}
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// recusedFrom turns recusals from subjects that have been merged since into
// recusals from those they were merged into.
func recusedFrom(ctx context.Context, tx *store.Tx, o *org.Officer, pool map[string]bool) error {
	for i, id := range o.Recused {
		if pool[id] {
			continue
		}
		s, err := standing(ctx, tx, id)
		if err != nil && !errors.Is(err, registry.ErrNotFound) {
			return err
		}
		o.Recused[i] = s.ID
	}
	return nil
}
