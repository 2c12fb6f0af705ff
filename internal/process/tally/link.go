package tally

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

// thing is a key of a distinct indicator in a campaign.
type thing struct{ campaign, indicator, key string }

// scope is a department and a township a thing is counted in.
type scope struct{ department, region string }

// days is how often a thing was posted in a scope, by day.
type days map[scope]map[string]int64

// add puts a posting into the days of its scopes.
func (d days) add(p posting) {
	scopes(p, func(department, region string) {
		s := scope{department, region}
		if d[s] == nil {
			d[s] = map[string]int64{}
		}
		d[s][p.day] += p.amount
	})
}

// links are the cells a thing stands in: every live day, linked to the one
// before it.
func (d days) links(t thing, fn func(cell)) {
	for s, counts := range d {
		live := make([]string, 0, len(counts))
		for day, n := range counts {
			if n > 0 {
				live = append(live, day)
			}
		}
		slices.Sort(live)
		prev := ""
		for _, day := range live {
			fn(cell{t.campaign, s.department, s.region, day, prev, t.indicator})
			prev = day
		}
	}
}

// links moves the links of every thing posted in this run: those it had are
// taken away, those it has now are added, and what did not change cancels.
func (b *book) links(ctx context.Context, tx *store.Tx) error {
	now := map[thing][]posting{}
	for _, p := range b.postings {
		if p.key != "" {
			t := thing{p.campaign, p.indicator, p.key}
			now[t] = append(now[t], p)
		}
	}
	before, err := ofThings(ctx, tx, now)
	if err != nil {
		return err
	}
	for t, ps := range now {
		d := days{}
		for _, p := range before[t] {
			d.add(p)
		}
		d.links(t, func(c cell) { b.totals[c]-- })
		for _, p := range ps {
			d.add(p)
		}
		d.links(t, func(c cell) { b.totals[c]++ })
	}
	return nil
}
