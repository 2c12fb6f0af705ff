package world

import (
	"context"
	"crypto/rand"
	"fmt"

	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/draw"
)

// draw draws whom the next stage visits: half of the breeding sites, and some
// of those whose problems were put right. The two bureaus make their shares
// apart, as their officers would in two sessions.
func (w *World) draw(ctx context.Context) error {
	w.at("2026-11-16", 9, 0)
	again, err := w.found(ctx, "02", 12)
	if err != nil {
		return err
	}
	subjects := make([]string, len(again))
	for i, v := range again {
		subjects[i] = v.Subject
	}
	var d spotcheck.Draw
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) (err error) {
		d, err = spotcheck.Draft(ctx, tx, spotcheck.Draw{
			Title: "12 月人工繁育场所和整改回访双随机抽查", Campaign: Campaign, VisitPlan: w.planned, Item: "W01", Date: "2026-12-01", Deadline: "2026-11-20",
			Strata: []spotcheck.Stratum{
				{Name: "人工繁育场所", Venue: "breeding", Quota: draw.Quota{Rate: "0.5"}},
				{Name: "整改回访", Subjects: subjects, Quota: draw.Quota{Count: new(int64(4))}},
			},
			Team:   draw.Team{Size: 2, Organs: map[string]int64{"market": 1, "forestry": 1}},
			Shares: []spotcheck.Share{{Unit: w.units[Market]}, {Unit: w.units[Forestry]}},
		})
		if err != nil {
			return err
		}
		d, err = flow.FreezeDraw(ctx, tx, d.ID, d.Version)
		return err
	}); err != nil {
		return fmt.Errorf("freezing: %w", err)
	}
	w.Draw = d.ID
	if err := w.shares(ctx); err != nil {
		return err
	}
	return w.look(ctx, w.files)
}

// shares commits, announces and reveals.
func (w *World) shares(ctx context.Context) error {
	share := map[string]draw.Hash{}
	for _, who := range []string{"market", "forestry"} {
		var secret draw.Hash
		rand.Read(secret[:])
		share[who] = secret
		if err := w.act(ctx, who, func(ctx context.Context, tx *store.Tx) error {
			_, err := spotcheck.Commit(ctx, tx, w.Draw, w.actors[who].Unit, draw.Commitment(share[who]).String())
			return err
		}); err != nil {
			return fmt.Errorf("committing: %w", err)
		}
	}
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		_, err := spotcheck.Announce(ctx, tx, w.Draw)
		return err
	}); err != nil {
		return fmt.Errorf("announcing: %w", err)
	}
	w.at("2026-11-18", 9, 0)
	for _, who := range []string{"forestry", "market"} {
		if err := w.act(ctx, who, func(ctx context.Context, tx *store.Tx) error {
			_, err := spotcheck.Reveal(ctx, tx, w.Draw, w.actors[who].Unit, share[who].String())
			return err
		}); err != nil {
			return fmt.Errorf("revealing: %w", err)
		}
	}
	return nil
}

// files keeps what `zhiye draw verify` reads.
func (w *World) files(ctx context.Context, tx *store.Tx) error {
	w.Files = map[string][]byte{}
	for _, name := range spotcheck.FileNames {
		b, err := spotcheck.File(ctx, tx, w.Draw, name)
		if err != nil {
			return err
		}
		w.Files[name] = b
	}
	return nil
}
