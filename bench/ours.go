package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/pprof"
	"sync/atomic"
	"time"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
)

func init() {
	children["import"] = importing
	children["list"] = listing
	children["act"] = acting
	children["search"] = searching
}

var clerk = store.Actor{ID: "person:bench", Unit: "unit", Department: "market", Home: home}

func open(ctx context.Context, t task) (*store.DB, error) {
	url := t.URL
	if url == "" {
		url = filepath.Join(t.Dir, "zhiye.db")
	}
	db, err := store.Open(ctx, url, flow.Parts()...)
	if err == nil {
		journal.Attach(db)
	}
	return db, err
}

func importing(ctx context.Context, t task) (measure, error) {
	db, err := open(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var in []flow.File
	for _, path := range t.Files {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		in = append(in, flow.File{Name: filepath.Base(path), Bytes: f, Size: info.Size()})
	}
	began, used := time.Now(), spent()
	out, err := flow.ImportLedgers(ctx, db, clerk, flow.Import{AsOf: "2026-11-01"}, in)
	took, used := time.Since(began).Seconds(), spent()-used
	if err != nil {
		return nil, err
	}
	if path := os.Getenv("BENCH_HEAP"); path != "" { // for who looks where the memory is
		f, err := os.Create(path)
		if err != nil {
			return nil, err
		}
		pprof.WriteHeapProfile(f)
	}
	if out.Totals.Entities != t.N {
		return nil, fmt.Errorf("%d subjects, not %d", out.Totals.Entities, t.N)
	}
	return measure{"time": took, "rate": float64(t.N) / took, "each": used / float64(t.N) * 1e6}, nil
}

// listing reads pages of one township, sorted by name, from anywhere in it.
func listing(ctx context.Context, t task) (measure, error) {
	db, err := open(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var regions []string
	err = db.Look(ctx, clerk, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT DISTINCT region FROM registry_subject WHERE home = $1`, home)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r string
			if err := rows.Scan(&r); err != nil {
				return err
			}
			regions = append(regions, r)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	var seen atomic.Int64
	used := spent()
	each, whole, err := crowd(t.Clients, t.N, func(_, i int) error {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		f := registry.Filter{Region: regions[r.IntN(len(regions))]}
		p := store.Page{Limit: 50, After: string(family[r.IntN(len(family))]) + "\t"}
		return db.Look(ctx, clerk, func(tx *store.Tx) error {
			found, _, err := registry.List(ctx, tx, f, p)
			seen.Add(int64(len(found)))
			return err
		})
	})
	if err == nil && seen.Load() == 0 {
		err = errors.New("the lists are empty")
	}
	return measure{"p50": at(.5, each), "p99": at(.99, each), "rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6, "rows": float64(seen.Load())}, err
}

// acting raises leads: one act, one row, one entry each.
func acting(ctx context.Context, t task) (measure, error) {
	db, err := open(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	act := func(client, i int) error {
		by := clerk
		by.Home = fmt.Sprint(360402 + client%t.Homes)
		return db.Act(ctx, by, func(tx *store.Tx) error {
			_, err := lead.Raise(ctx, tx, lead.Lead{
				Source: ref.Of("document", fmt.Sprintf("%d-%d-%d", t.Clients, time.Now().UnixNano(), i)), Channel: "own",
				Title: "长虹大道有人出售野生鸟类", Facts: "店内笼养画眉三只，未见专用标识，现场询问来源不详。", Department: "market",
			})
			return err
		})
	}
	if _, _, err := crowd(t.Clients, 2*t.Clients, act); err != nil { // warm
		return nil, err
	}
	used := spent()
	each, whole, err := crowd(t.Clients, t.N, act)
	return measure{"rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6, "p50": at(.5, each), "p99": at(.99, each)}, err
}

// searching looks for two characters of a name.
func searching(ctx context.Context, t task) (measure, error) {
	db, err := open(ctx, t)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found := 0
	used := spent()
	each, whole, err := crowd(1, t.N, func(_, i int) error {
		return db.Look(ctx, clerk, func(tx *store.Tx) error {
			refs, err := search.Find(ctx, tx, "subject", word(i), 200)
			found += len(refs)
			return err
		})
	})
	if err == nil && found == 0 {
		err = errors.New("nothing was found")
	}
	return measure{"p50": at(.5, each), "p99": at(.99, each), "rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6}, err
}

// word is two characters that names hold: of a person or of a trade.
func word(i int) string {
	r := rand.New(rand.NewPCG(9, uint64(i)))
	if i%2 == 0 {
		return string(family[r.IntN(len(family))]) + string(given[r.IntN(len(given))])
	}
	return string([]rune(trades[r.IntN(len(trades))])[:2])
}
