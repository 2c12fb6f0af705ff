package draw_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/draw"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// county is a believable draw: two strata by rate, one by number, one planned
// but empty; an expired certificate, recusals.
func county() scene {
	s := scene{
		id: "2026-冬季-01", date: "2026-12-01", size: 3, organs: map[string]int{"market": 1, "forestry": 1},
		strata: map[string]quota{"A": {"0.02", -1}, "market_bird": {"1", -1}, "C": {count: 5}, "planned": {"0.5", -1}},
		shares: map[string][32]byte{"market": {1}, "forestry": {2}, "公众": {3}},
	}
	for i := range 230 {
		s.pool = append(s.pool, object{fmt.Sprintf("S%04d", i), "A"})
	}
	for i := range 7 {
		s.pool = append(s.pool, object{fmt.Sprintf("花鸟-%d,“%d号”", i, i), "market_bird"})
	}
	for i := range 40 {
		s.pool = append(s.pool, object{fmt.Sprintf("c/%d", 97*i%41), "C"})
	}
	for i := range 9 {
		organ := []string{"market", "forestry", "police"}[i%3]
		s.officers = append(s.officers, officer{fmt.Sprintf("P%02d", i), organ, "2024-01-01", "2027-12-31", nil})
	}
	s.officers[0].to = "2026-11-30"
	s.officers[1].recused = []string{"S0001", "c/1", "S0001", "unknown"}
	s.officers[4].from = "2026-12-01"
	return s
}

func (s scene) basis(t testing.TB) draw.Basis {
	t.Helper()
	plan, err := draw.ParsePlan([]byte(s.plan()))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := draw.ParsePool(strings.NewReader(s.poolCSV("\n")))
	if err != nil {
		t.Fatal(err)
	}
	officers, err := draw.ParseOfficers(strings.NewReader(s.officersCSV("\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return draw.Basis{Plan: plan, Pool: pool, Officers: officers}
}

func (s scene) hashes() map[string]draw.Hash {
	m := map[string]draw.Hash{}
	for u, share := range s.shares {
		m[u] = share
	}
	return m
}

func commitments(shares map[string]draw.Hash) map[string]draw.Hash {
	m := maps.Clone(shares)
	for u, s := range m {
		m[u] = draw.Commitment(s)
	}
	return m
}

// TestKnownAnswer compares with files that the reference in this package wrote,
// not the program.
func TestKnownAnswer(t *testing.T) {
	s := county()
	s.ann = strings.Trim(refHex(refHash([]byte(s.announcement()))), `"`)
	b := s.basis(t)
	a, err := draw.Announce(b, commitments(s.hashes()))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "announcement.json", a.Bytes(), s.announcement())
	r, err := draw.Run(b, s.hashes(), a.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "draw.json", r.Bytes(), s.result())
}

func golden(t *testing.T, name string, got []byte, reference string) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, []byte(reference), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// TestAgainstReference draws believable and odd scenes twice.
func TestAgainstReference(t *testing.T) {
	nobody, drawn := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		s := anyScene(rt)
		b := s.basis(t)
		a, err := draw.Announce(b, commitments(s.hashes()))
		if err != nil {
			rt.Fatal(err)
		}
		if string(a.Bytes()) != s.announcement() {
			rt.Fatalf("announcement: got %s want %s", a.Bytes(), s.announcement())
		}
		r, err := draw.Run(b, s.hashes(), nil)
		want := s.result()
		if want == "" {
			if nobody++; !errors.Is(err, draw.ErrNobody) {
				rt.Fatalf("nobody is left, but %v", err)
			}
			return
		}
		if drawn++; err != nil || string(r.Bytes()) != want {
			rt.Fatalf("%v: got %s want %s", err, r.Bytes(), want)
		}
		found, err := draw.Verify(draw.Evidence{Pool: b.Pool, Officers: b.Officers, Draw: []byte(want)})
		if err != nil || len(found) > 0 {
			rt.Fatalf("a true draw does not verify: %v %v", found, err)
		}
	})
	if nobody == 0 || drawn == 0 {
		t.Errorf("%d scenes without, %d with a result: one kind was not tried", nobody, drawn)
	}
}

func anyScene(t *rapid.T) scene {
	name := rapid.StringMatching(`[ -:<-~\x{e000}\x{4e00}-\x{4e05}\x{1f600}]{1,5}|prefix-prefix-[a-c]{0,12}`)
	names := func(label string, low, high int) []string {
		return rapid.SliceOfNDistinct(name, low, high, rapid.ID[string]).Draw(t, label)
	}
	s := scene{id: name.Draw(t, "id"), date: "2026-12-01", strata: map[string]quota{}, organs: map[string]int{}, shares: map[string][32]byte{}}
	strata := names("strata", 1, 4)
	for _, n := range strata {
		q := quota{rapid.SampledFrom([]string{"0", "1", "0.5", "0.02", "0.333333333", "1.0", "0.000000001", "1.000000000"}).Draw(t, "rate"), -1}
		if rapid.Bool().Draw(t, "by count") {
			q.count = rapid.Int64Range(0, 12).Draw(t, "count")
		}
		s.strata[n] = q
	}
	for _, id := range names("pool", 0, 40) {
		s.pool = append(s.pool, object{id, rapid.SampledFrom(strata).Draw(t, "stratum")})
	}
	organs := names("organs", 1, 3)
	for _, o := range organs {
		s.organs[o] = rapid.IntRange(0, 2).Draw(t, "quota")
		s.size += s.organs[o]
	}
	if s.size == 0 {
		s.organs[organs[0]], s.size = 1, 1
	}
	s.size += rapid.IntRange(0, 2).Draw(t, "fill")
	for _, id := range names("officers", 0, 25) {
		s.officers = append(s.officers, s.anyOfficer(t, id, append(organs, "elsewhere")))
	}
	for i, u := range names("units", 2, 4) {
		s.shares[u] = [32]byte{byte(i), byte(rapid.IntRange(0, 255).Draw(t, "share"))}
	}
	return s
}

func (s scene) anyOfficer(t *rapid.T, id string, organs []string) officer {
	o := officer{id, rapid.SampledFrom(organs).Draw(t, "organ"), "2026-01-01", "2026-12-31", nil}
	o.from = rapid.SampledFrom([]string{o.from, o.from, o.from, "2026-12-01", "2026-12-02"}).Draw(t, "from")
	o.to = rapid.SampledFrom([]string{o.to, o.to, o.to, "2026-12-01", "2026-11-30"}).Draw(t, "to")
	for range rapid.IntRange(0, 4).Draw(t, "recusals") {
		if len(s.pool) > 0 {
			o.recused = append(o.recused, rapid.SampledFrom(s.pool).Draw(t, "object").id)
		}
	}
	return o
}

// TestOrderOfListsCannotMatter shuffles pool and officers.
func TestOrderOfListsCannotMatter(t *testing.T) {
	s := county()
	want := s.result()
	slices.Reverse(s.pool)
	slices.Reverse(s.officers)
	r, err := draw.Run(s.basis(t), s.hashes(), nil)
	if err != nil || string(r.Bytes()) != want {
		t.Errorf("another order, another draw (%v)", err)
	}
}

func TestLoadIsEven(t *testing.T) {
	s := county()
	s.strata["A"] = quota{"1", -1}
	r, err := draw.Run(s.basis(t), s.hashes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	load := map[string]int{}
	for _, d := range r.Drawn {
		for _, o := range d.Team {
			load[o]++
		}
	}
	if len(load) != 5 || load["P00"] != 0 {
		t.Fatalf("sent were %v; P00 has no valid certificate, police is not named", load)
	}
	counts := slices.Sorted(maps.Values(load))
	if lo, hi := counts[0], counts[len(counts)-1]; hi-lo > 1 {
		t.Errorf("load between %d and %d", lo, hi)
	}
}

func TestBytesAreAlsoOrdinaryJSON(t *testing.T) {
	r, err := draw.Run(county().basis(t), county().hashes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var back draw.Result
	if err := json.Unmarshal(r.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Bytes(), r.Bytes()) {
		t.Error("the struct's tags and its bytes say different things")
	}
}
