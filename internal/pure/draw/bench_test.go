package draw_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"example.org/zhiye/internal/pure/draw"
)

// bigPool is n objects in three strata; shuffled, because a pool need not come
// in order.
func bigPool(n int, shuffled bool) []byte {
	order := rand.New(rand.NewPCG(1, 2)).Perm(n)
	var b bytes.Buffer
	b.WriteString("id,stratum\n")
	for i := range n {
		if shuffled {
			i = order[i]
		}
		fmt.Fprintf(&b, "510000-S%09d,%c\n", i, 'A'+i%3)
	}
	return b.Bytes()
}

func bigOfficers(n int) []byte {
	var b bytes.Buffer
	b.WriteString(draw.OfficersHeading + "\n")
	for i := range n {
		fmt.Fprintf(&b, "P%05d,%s,2024-01-01,2027-12-31,510000-S%09d\n", i, []string{"market", "forestry"}[i%2], i)
	}
	return b.Bytes()
}

// BenchmarkDraw reads both lists, draws and verifies: 2 % of ten million with
// teams of two. Run it with -benchtime 1x -cpu 1.
func BenchmarkDraw(b *testing.B) {
	for _, c := range []struct {
		name     string
		shuffled bool
		rate     string
		officers int
	}{
		{"sorted/30 in 10k/200 officers", false, "0.00003", 200},
		{"sorted/2%/200 officers", false, "0.02", 200},
		{"shuffled/2%/200 officers", true, "0.02", 200},
		{"shuffled/0.1%/5000 officers", true, "0.001", 5000},
	} {
		pool, officers := bigPool(10_000_000, c.shuffled), bigOfficers(c.officers)
		q := fmt.Sprintf(`{"rate":%q}`, c.rate)
		plan := []byte(`{"id":"p","date":"2026-12-01","strata":{"A":` + q + `,"B":` + q + `,"C":` + q + `},"team":{"size":2,"organs":{"market":1,"forestry":1}}}`)
		var out []byte
		b.Run(c.name+"/run", func(b *testing.B) {
			for b.Loop() {
				out = bigRun(b, plan, pool, officers)
			}
		})
		b.Run(c.name+"/verify", func(b *testing.B) {
			for b.Loop() {
				e := draw.Evidence{Pool: must(draw.ParsePool(bytes.NewReader(pool))), Officers: must(draw.ParseOfficers(bytes.NewReader(officers))), Draw: out}
				if found, err := draw.Verify(e); err != nil || len(found) > 0 {
					b.Fatal(found, err)
				}
			}
		})
	}
}

func bigRun(b *testing.B, plan, pool, officers []byte) []byte {
	basis := draw.Basis{Plan: must(draw.ParsePlan(plan)), Pool: must(draw.ParsePool(bytes.NewReader(pool))), Officers: must(draw.ParseOfficers(bytes.NewReader(officers)))}
	r, err := draw.Run(basis, map[string]draw.Hash{"market": {1}, "forestry": {2}}, nil)
	if err != nil {
		b.Fatal(err)
	}
	return r.Bytes()
}

// BenchmarkPool parses, sorts and hashes ten million objects.
func BenchmarkPool(b *testing.B) {
	for _, shuffled := range []bool{false, true} {
		pool := bigPool(10_000_000, shuffled)
		b.Run(fmt.Sprintf("shuffled=%v", shuffled), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				must(draw.ParsePool(bytes.NewReader(pool)))
			}
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
