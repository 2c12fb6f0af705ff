package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"example.org/zhiye/internal/pure/draw"
)

func init() {
	children["draw"] = drawing
	children["draw-verify"] = verifying
}

func pool(n int) []byte {
	var b bytes.Buffer
	b.WriteString("id,stratum\n")
	for i := range n {
		fmt.Fprintf(&b, "510000-S%09d,%c\n", i, 'A'+i%3)
	}
	return b.Bytes()
}

func officers(n int) []byte {
	var b bytes.Buffer
	b.WriteString(draw.OfficersHeading + "\n")
	for i := range n {
		fmt.Fprintf(&b, "P%05d,%s,2024-01-01,2027-12-31,510000-S%09d\n", i, []string{"market", "forestry"}[i%2], i)
	}
	return b.Bytes()
}

const plan = `{"id":"p","date":"2026-12-01","strata":{"A":{"rate":"0.02"},"B":{"rate":"0.02"},"C":{"rate":"0.02"}},"team":{"size":2,"organs":{"market":1,"forestry":1}}}`

// drawing draws 2 % of n objects and teams for them, on one core; the result
// carries everything a check needs.
func drawing(_ context.Context, t task) (measure, error) {
	runtime.GOMAXPROCS(1)
	objects, people := pool(t.N), officers(200)
	began := time.Now()
	var b draw.Basis
	var err error
	if b.Plan, err = draw.ParsePlan([]byte(plan)); err != nil {
		return nil, err
	}
	if b.Pool, err = draw.ParsePool(bytes.NewReader(objects)); err != nil {
		return nil, err
	}
	if b.Officers, err = draw.ParseOfficers(bytes.NewReader(people)); err != nil {
		return nil, err
	}
	r, err := draw.Run(b, map[string]draw.Hash{"market": {1}, "forestry": {2}}, nil)
	if err != nil {
		return nil, err
	}
	out := r.Bytes()
	took := time.Since(began).Seconds()
	return measure{"time": took}, os.WriteFile(filepath.Join(t.Dir, "draw.json"), out, 0o600)
}

func verifying(_ context.Context, t task) (measure, error) {
	runtime.GOMAXPROCS(1)
	objects, people := pool(t.N), officers(200)
	out, err := os.ReadFile(filepath.Join(t.Dir, "draw.json"))
	if err != nil {
		return nil, err
	}
	began := time.Now()
	e := draw.Evidence{Draw: out}
	if e.Pool, err = draw.ParsePool(bytes.NewReader(objects)); err != nil {
		return nil, err
	}
	if e.Officers, err = draw.ParseOfficers(bytes.NewReader(people)); err != nil {
		return nil, err
	}
	found, err := draw.Verify(e)
	if err == nil && len(found) > 0 {
		err = fmt.Errorf("the draw does not hold: %v", found[0])
	}
	return measure{"time": time.Since(began).Seconds()}, err
}

func draws(s *stage) (lines []string, err error) {
	n := s.size(10_000_000)
	dir, err := s.fresh("draw")
	if err != nil {
		return nil, err
	}
	scale := float64(n) / 1e7
	for _, w := range []struct{ child, name string }{{"draw", "draw 2 %% of %s subjects with teams and proof, one core"}, {"draw-verify", "verify that draw, one core"}} {
		m, err := s.child(w.child, task{Dir: dir, N: n}, false)
		if err != nil {
			return nil, err
		}
		name := w.name
		if w.child == "draw" {
			name = fmt.Sprintf(w.name, count(n))
		}
		lines = append(lines, line(name, fmt.Sprintf("%.1f s", m["time"]), "", 0, "≤ 15 s for 10 M, aim 5 s", m["time"] <= 15*scale))
	}
	return lines, nil
}
