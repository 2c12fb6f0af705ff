package tally_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"

	"pgregory.net/rapid"
)

// TestEveryWindowEqualsANaiveCount notes and takes back at random, in any order
// of days, and holds every figure against a count over the list of what was
// done. Each trial has a home of its own in one database.
func TestEveryWindowEqualsANaiveCount(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		var homes atomic.Int64
		rapid.Check(t, func(r *rapid.T) {
			w := &trial{db: db, tal: tal, by: chen}
			w.by.Home = fmt.Sprintf("%06d", 400000+homes.Add(1))
			for range rapid.IntRange(1, 25).Draw(r, "acts") {
				w.act(r)
				if rapid.IntRange(0, 3).Draw(r, "follow") == 0 {
					if err := tal.Follow(context(r), w.by.Home); err != nil {
						r.Fatal(err)
					}
				}
			}
			w.compare(r)
			sound(r, tal, w.by.Home)
		})
	})
}

// trial is a home and everything that was done in it.
type trial struct {
	db   *store.DB
	tal  *tally.Tally
	by   store.Actor
	done []deed
}

// deed is a note and whether a later one takes it back.
type deed struct {
	store.Note
	seq   int64
	taken bool
}

// act notes something new, or takes one of the standing deeds back.
func (w *trial) act(r *rapid.T) {
	var standing []int
	for i, d := range w.done {
		if !d.taken {
			standing = append(standing, i)
		}
	}
	if len(standing) > 0 && rapid.IntRange(0, 2).Draw(r, "take back") == 0 {
		i := rapid.SampledFrom(standing).Draw(r, "which")
		w.done[i].taken = true
		note(r, w.db, w.by, back(w.done[i].Note, w.done[i].seq))
		return
	}
	n := anything(r)
	n.Region = w.in(n.Region)
	w.done = append(w.done, deed{Note: n, seq: note(r, w.db, w.by, n)})
}

// in is a township of the trial's own home.
func (w *trial) in(region string) string {
	if region == "" {
		return ""
	}
	return w.by.Home + region[6:]
}

var (
	someDays        = []string{"2026-07-01", "2026-07-02", "2026-07-05", "2026-07-09"}
	someDepartments = [][]string{{"market"}, {"forestry"}, {"market", "forestry"}, {"police"}}
)

// anything draws a note of one of the verbs that make each kind of posting.
func anything(r *rapid.T) store.Note {
	n := store.Note{
		Day: rapid.SampledFrom(someDays).Draw(r, "day"), Region: rapid.SampledFrom([]string{shili, wuli}).Draw(r, "region"),
		Campaign: rapid.SampledFrom([]string{campaign, campaign, "other"}).Draw(r, "campaign"), Departments: rapid.SampledFrom(someDepartments).Draw(r, "departments"),
	}
	thing := func(kind string) string {
		return rapid.SampledFrom([]string{kind + "1", kind + "2", kind + "3"}).Draw(r, kind)
	}
	count := func() int64 { return rapid.Int64Range(1, 5).Draw(r, "count") }
	switch rapid.IntRange(0, 5).Draw(r, "verb") {
	case 0, 1, 2:
		n.Verb, n.Subject = "visit.recorded", ref.Of("visit", "1")
		f := inspection.Recorded{Entity: thing("subject"), Venue: rapid.SampledFrom([]string{"catering", "shop", "online_shop"}).Draw(r, "venue"),
			Problem: rapid.Bool().Draw(r, "problem"), Organs: n.Departments, OfficerDays: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 3, rapid.ID).Draw(r, "officers")}
		f.Online, f.Officers = f.Venue == "online_shop", f.OfficerDays
		n.Facts = f
	case 3:
		n.Verb, n.Subject = "count.registered", ref.Of("count", "1")
		n.Facts = submission.Counted{Code: rapid.SampledFrom([]string{"B05", "B06", "E10"}).Draw(r, "code"), Quantity: count()}
	case 4:
		n.Verb, n.Subject, n.Campaign = rapid.SampledFrom([]string{"registry.opened", "registry.closed"}).Draw(r, "stock"), ref.Of("import", "1"), ""
		n.Facts = registry.Counted{Count: count(), Online: rapid.IntRange(0, 3).Draw(r, "online") == 0}
	default:
		n.Verb, n.Subject = "penalty.decided", ref.Of("case", "1")
		n.Facts = decision.Penalty{FineFen: count() * 100, ConfiscatedFen: count(), Closure: rapid.Bool().Draw(r, "closure"), Party: thing("party")}
	}
	return n
}

// windows are questions of every shape: days × bureau × township.
func windows() (out []tally.Query) {
	for _, c := range []string{campaign, "other"} {
		for i, from := range someDays {
			for _, to := range someDays[i:] {
				for _, d := range []string{"", "market", "forestry"} {
					for _, region := range []string{"", wuli} {
						out = append(out, tally.Query{Campaign: c, First: "2026-07-02", From: from, To: to, Department: d, Region: region})
					}
				}
			}
		}
	}
	return out
}

// compare holds the figures and their drills against the naive count.
func (w *trial) compare(r *rapid.T) {
	all := windows()
	for range 6 {
		q := rapid.SampledFrom(all).Draw(r, "window")
		q.Region = w.in(q.Region)
		f := read(r, w.tal, w.by, q)
		naive, paper := w.count(r, q, q.From)
		cumulative, _ := w.count(r, q, q.First)
		for _, code := range w.tal.Set().Posts() {
			if f.Value[code] != naive[code] {
				r.Errorf("%+v: %s is %d, counted %d", q, code, f.Value[code], naive[code])
			}
			if f.Cumulative[code] != cumulative[code] {
				r.Errorf("%+v: %s is %d cumulatively, counted %d", q, code, f.Cumulative[code], cumulative[code])
			}
			if p := f.Value[indicator.Paper(code)]; p != paper[code] {
				r.Errorf("%+v: the paper part of %s is %d, counted %d", q, code, p, paper[code])
			}
		}
		for _, code := range []string{"B05", "B06", "B16", "B17", "B19", "A04", "E10", "E15"} {
			sum := int64(0)
			for _, l := range drill(r, w.tal, w.by, code, q) {
				sum += l.Amount
			}
			if sum != f.Value[code] {
				r.Errorf("%+v: %s is %d and opens into %d", q, code, f.Value[code], sum)
			}
		}
	}
}

// count goes through what stands and looks at each: no totals, no links, no
// reversals, which simply are not there.
func (w *trial) count(r *rapid.T, q tally.Query, from string) (sums, paper map[string]int64) {
	set := w.tal.Set()
	sums, paper = map[string]int64{}, map[string]int64{}
	seen := map[[2]string]bool{}
	for _, d := range w.done {
		if d.taken || q.Region != "" && d.Region != q.Region || d.Day > q.To {
			continue
		}
		ps, err := set.Post(event(r, d.Note))
		if err != nil {
			r.Fatal(err)
		}
		for _, p := range ps {
			if !set.Stock(p.Indicator) && (d.Campaign != q.Campaign || d.Day < from || q.Department != "" && !slices.Contains(d.Departments, q.Department)) {
				continue
			}
			if key := [2]string{p.Indicator, p.Key}; p.Key != "" {
				if seen[key] {
					continue
				}
				seen[key] = true
			}
			sums[p.Indicator] += p.Amount
			if p.Paper {
				paper[p.Indicator] += p.Amount
			}
		}
	}
	return sums, paper
}

// event is a note as definitions see it.
func event(r *rapid.T, n store.Note) indicator.Event {
	facts := map[string]any{}
	for name, v := range flat(n.Facts) {
		facts[name] = v
	}
	return indicator.Event{Verb: n.Verb, Subject: string(n.Subject), Day: n.Day, Region: n.Region, Campaign: n.Campaign, Departments: n.Departments, Facts: facts}
}
