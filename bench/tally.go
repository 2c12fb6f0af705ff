package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"

	"golang.org/x/mod/sumdb/note"
)

func init() {
	children["year"] = year
	children["read"] = reading
	children["recount"] = recounting
	children["check"] = checking
}

func counting(ctx context.Context, t task) (*store.DB, *tally.Tally, error) {
	db, err := open(ctx, t)
	if err != nil {
		return nil, nil, err
	}
	b, err := data.Bytes("indicator/default.yaml")
	if err != nil {
		return nil, nil, err
	}
	facts, err := journal.Describe(db.Verbs())
	if err != nil {
		return nil, nil, err
	}
	set, err := indicator.Load(b, facts)
	return db, tally.New(db, set), err
}

// year notes n entries of every kind that is counted, spread over a year,
// fourteen townships and four departments, and posts them.
func year(ctx context.Context, t task) (measure, error) {
	db, tal, err := counting(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	r := rand.New(rand.NewPCG(3, 4))
	began := time.Now()
	for done := 0; done < t.N; done += 1000 {
		notes := make([]store.Note, min(1000, t.N-done))
		for i := range notes {
			notes[i] = happened(r, done+i)
		}
		err := db.Act(ctx, clerk, func(tx *store.Tx) error {
			for _, n := range notes {
				if err := tx.Note(n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	noted := time.Since(began).Seconds()
	began = time.Now()
	if err := tal.Follow(ctx, home); err != nil {
		return nil, err
	}
	m := measure{"noted": float64(t.N) / noted, "posted": float64(t.N) / time.Since(began).Seconds()}
	return m, db.Look(ctx, clerk, func(tx *store.Tx) error {
		var cells float64
		err := tx.Row(ctx, `SELECT count(*) FROM tally_total WHERE home = $1`, home).Scan(&cells)
		m["cells"] = cells
		return err
	})
}

var (
	departments = [][]string{{"market"}, {"market"}, {"forestry"}, {"agriculture"}, {"police"}, {"market", "forestry"}}
	venues      = []string{"market_agri", "market_bird", "mall", "shop", "catering", "food", "pharmacy", "vet", "pet", "breeding", "toolshop", "logistics", "online_shop"}
	channels    = []string{"visit", "draw", "complaint", "tip", "transfer", "media", "own", "monitor"}
	classes     = []string{"animal", "product_count", "product_weight", "tool"}
)

// happened is the i-th thing that was done, at random.
func happened(r *rand.Rand, i int) store.Note {
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(365)).Format(time.DateOnly)
	entity := fmt.Sprintf("s%06d", r.IntN(100_000))
	n := store.Note{
		Subject: ref.Of("thing", fmt.Sprint(i)), Day: day, Region: fmt.Sprintf("360402%03d000", 1+r.IntN(14)),
		Campaign: "c1", Departments: departments[r.IntN(len(departments))],
	}
	switch k := r.IntN(100); {
	case k < 60:
		venue := pick(venues)
		officer := fmt.Sprintf("o%03d", r.IntN(300))
		n.Verb, n.Facts = "visit.recorded", inspection.Recorded{
			Entity: entity, Venue: venue, Online: venue == "online_shop", Origin: pick([]string{"plan", "draw", "lead"}), Organs: n.Departments,
			Officers: []string{officer}, OfficerDays: []string{officer + "/" + day + "/a1"}, Action: "a1", Results: []string{}, Problem: k < 6,
		}
	case k < 66:
		n.Verb, n.Facts = "rectification.ordered", inspection.Ordered{Kind: "correct", Entity: entity}
	case k < 76:
		n.Verb, n.Facts = "lead.raised", lead.Raised{Channel: pick(channels), Source: fmt.Sprint("document:", i)}
	case k < 80:
		n.Verb, n.Facts = "case.filed", casework.FiledFacts{Violation: fmt.Sprintf("V%02d", 1+r.IntN(12)), Origin: "lead"}
	case k < 83:
		n.Verb, n.Facts = "penalty.decided", decision.Penalty{FineFen: r.Int64N(5_000_000), ConfiscatedFen: r.Int64N(100_000), Party: entity}
	case k < 86:
		n.Verb, n.Facts = "case.closed", casework.ClosedFacts{Violation: fmt.Sprintf("V%02d", 1+r.IntN(12)), Outcome: "penalty"}
	case k < 90:
		n.Verb, n.Facts = "exhibit.seized", exhibit.Seized{Class: pick(classes), Count: 1 + r.Int64N(20), Grams: r.Int64N(5000), Protection: "sanyou"}
	case k < 98:
		n.Verb, n.Facts = "outreach.held", outreach.Held{Kind: pick([]string{"event", "leaflet", "poster", "media", "training"}), Quantity: r.Int64N(200), People: r.Int64N(100)}
	default:
		n.Verb, n.Facts = "registry.opened", registry.Counted{Count: 1, Venue: pick(venues)}
	}
	return n
}

// reading reads the table of the whole year, of a department and of a township.
func reading(ctx context.Context, t task) (measure, error) {
	db, tal, err := counting(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows := 0
	each, _, err := crowd(1, t.N, func(_, i int) error {
		q := tally.Query{Campaign: "c1", First: "2026-01-01", From: "2026-01-01", To: "2026-12-31"}
		f, err := tal.Read(ctx, home, q)
		if err != nil {
			return err
		}
		rows = len(tal.Set().Rows(indicator.Sums{Value: f.Value, Cumulative: f.Cumulative}))
		return nil
	})
	return measure{"p50": at(.5, each), "p99": at(.99, each), "rows": float64(rows)}, err
}

func recounting(ctx context.Context, t task) (measure, error) {
	db, tal, err := counting(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	began := time.Now()
	r, err := tal.Recount(ctx, home)
	if err == nil && len(r.Differences) > 0 {
		err = fmt.Errorf("the recount differs in %d cells", len(r.Differences))
	}
	if err == nil && r.Entries != int64(t.N) {
		err = fmt.Errorf("%d entries were recounted, not %d", r.Entries, t.N)
	}
	return measure{"time": time.Since(began).Seconds(), "cells": float64(r.Cells)}, err
}

func checking(ctx context.Context, t task) (measure, error) {
	db, _, err := counting(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	_, public, err := note.GenerateKey(nil, "bench")
	if err != nil {
		return nil, err
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	found, err := journal.Check(ctx, db, home, v)
	if err == nil && len(found) > 0 {
		err = errors.New(found[0].Text)
	}
	return measure{"time": time.Since(began).Seconds()}, err
}

func table(s *stage) (lines []string, err error) {
	n := s.size(1_000_000)
	made, err := s.year(n)
	if err != nil {
		return nil, err
	}
	if lines, err = s.read(n, made); err != nil {
		return nil, err
	}
	scale := float64(n) / 1e6
	for _, w := range []struct {
		child, name, bound string
		limit              float64
	}{
		{"recount", "recount of %s entries", "≤ 20 s a million, aim 10 s", 20}, {"check", "verify the journal of %s entries", "≤ 10 s a million, aim 4 s", 10},
	} {
		m, err := s.child(w.child, task{Dir: s.path("year"), N: n}, false)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line(fmt.Sprintf(w.name, count(n)), fmt.Sprintf("%.1f s, %.1f s CPU, %.0f MB", m["time"], m["cpu"], m["rss"]), "", 0, w.bound, m["time"] <= w.limit*scale))
	}
	if !s.full {
		return lines, nil
	}
	if made, err = s.year(5 * n); err != nil {
		return nil, err
	}
	more, err := s.read(5*n, made)
	return append(lines, more...), err
}

// year makes the journal of a year, once.
func (s *stage) year(n int) (measure, error) {
	dir, err := s.fresh("year")
	if err != nil {
		return nil, err
	}
	return s.once("year", task{Dir: dir, N: n})
}

func (s *stage) read(n int, made measure) ([]string, error) {
	read, err := s.child("read", task{Dir: s.path("year"), N: 100}, false)
	if err != nil {
		return nil, err
	}
	return []string{line(fmt.Sprintf("table of %.0f indicators over a year, from %.2f M cells of %s entries", read["rows"], made["cells"]/1e6, count(n)),
		fmt.Sprintf("p50 %.1f ms, p99 %.1f ms", read["p50"], read["p99"]), fmt.Sprintf("(noting %.0f entries/s, posting %.0f/s)", made["noted"], made["posted"]),
		0, "≤ 20 ms, aim 8 ms", read["p50"] <= 20)}, nil
}
