package tally

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/indicator"
)

// Difference is a total that the recount finds otherwise.
type Difference struct {
	Campaign   string `json:"campaign"`
	Department string `json:"department"`
	Region     string `json:"region"`
	Day        string `json:"day"`
	Prev       string `json:"prev,omitempty"`
	Indicator  string `json:"indicator"`
	Kept       int64  `json:"kept"`
	Recounted  int64  `json:"recounted"`
}

// Recounted is the outcome of a recount.
type Recounted struct {
	At          journal.Position `json:"at"`
	Entries     int64            `json:"entries"`
	Postings    int64            `json:"postings"`
	Cells       int              `json:"cells"`
	Differences []Difference     `json:"differences"`
}

// Recount replays the home's journal from nothing and compares every total. It
// shares the definitions with posting, and nothing else: sums are added as
// they come, a distinct key's days are kept and linked once, at the end.
func (t *Tally) Recount(ctx context.Context, home string) (Recounted, error) {
	return newCount(t).recount(ctx, home)
}

func (c *count) recount(ctx context.Context, home string) (r Recounted, err error) {
	if err := c.t.Follow(ctx, home); err != nil {
		return r, err
	}
	if r.At, err = c.target(ctx, home); err != nil {
		return r, err
	}
	if err := c.replay(ctx, home, r.At.Seq); err != nil {
		return r, err
	}
	c.close()
	r.Entries, r.Postings, r.Cells = r.At.Seq, c.postings, len(c.cells)
	r.Differences, err = c.compare(ctx, home)
	return r, err
}

// count is a recount in progress.
type count struct {
	t        *Tally
	cells    map[cell]int64
	seen     map[thing]map[string]int64 // thing → "department\tregion\tday" → how often
	taken    map[int64]bool             // entries that a later one reverses
	kept     map[int64][]posting        // their postings
	postings int64
	audit    bool        // compare postings too
	wrong    *Misposting // the first that disagrees
}

func newCount(t *Tally) *count {
	return &count{t: t, cells: map[cell]int64{}, seen: map[thing]map[string]int64{}, taken: map[int64]bool{}, kept: map[int64][]posting{}}
}

// target is the position to recount to, and which entries are reversed on the
// way there.
func (c *count) target(ctx context.Context, home string) (at journal.Position, err error) {
	err = c.t.db.Look(ctx, actorOf(home), func(tx *store.Tx) error {
		p, err := position0(ctx, tx)
		if err != nil {
			return err
		}
		at = p
		rows, err := tx.Query(ctx, `SELECT reverses FROM journal_entry WHERE home = $1 AND reverses > 0 AND seq <= $2`, home, p.Seq)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var seq int64
			if err := rows.Scan(&seq); err != nil {
				return err
			}
			c.taken[seq] = true
		}
		return rows.Err()
	})
	if err != nil {
		return at, fmt.Errorf("tally: recounting: %w", err)
	}
	return at, nil
}

func position0(ctx context.Context, tx *store.Tx) (journal.Position, error) {
	p, err := at(ctx, tx)
	return journal.Position{Seq: p.seq, Root: p.root}, err
}

func (c *count) replay(ctx context.Context, home string, last int64) error {
	for after := int64(0); after < last; {
		var entries []journal.Entry
		err := c.t.db.Look(ctx, actorOf(home), func(tx *store.Tx) (err error) {
			entries, err = journal.Run(ctx, tx, after, int(min(run, last-after)))
			return err
		})
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return fmt.Errorf("tally: recounting: the journal of %s ends at %d, before %d", home, after, last)
		}
		var made []posting
		for _, e := range entries {
			ps, err := c.entry(e)
			if err != nil {
				return err
			}
			if c.audit {
				made = append(made, ps...)
			}
		}
		reached := entries[len(entries)-1].Seq
		if err := c.check(ctx, home, after, reached, made); err != nil {
			return err
		}
		after = reached
	}
	return nil
}

func (c *count) entry(e journal.Entry) ([]posting, error) {
	ps := slices.Clone(c.kept[e.Reverses])
	for i := range ps {
		ps[i].entry, ps[i].amount = e.Seq, -ps[i].amount
	}
	if e.Reverses == 0 {
		var err error
		if ps, err = postings(c.t.set, e); err != nil {
			return nil, err
		}
	}
	if c.taken[e.Seq] {
		c.kept[e.Seq] = ps
	}
	c.postings += int64(len(ps))
	for _, p := range ps {
		c.add(p)
	}
	return ps, nil
}

func (c *count) add(p posting) {
	who := append(strings.FieldsFunc(p.departments, comma), All)
	for _, d := range who {
		for _, r := range [2]string{p.region, All} {
			if p.key != "" {
				c.see(thing{p.campaign, p.indicator, p.key}, d+"\t"+r+"\t"+p.day, p.amount)
				continue
			}
			c.cells[cell{p.campaign, d, r, p.day, "", p.indicator}] += p.amount
			if p.paper {
				c.cells[cell{p.campaign, d, r, p.day, "", indicator.Paper(p.indicator)}] += p.amount
			}
		}
	}
}

func (c *count) see(t thing, where string, n int64) {
	if c.seen[t] == nil {
		c.seen[t] = map[string]int64{}
	}
	c.seen[t][where] += n
}

// close links the days of every thing: sorted, a scope's days lie together.
func (c *count) close() {
	for t, where := range c.seen {
		live := make([]string, 0, len(where))
		for w, n := range where {
			if n > 0 {
				live = append(live, w)
			}
		}
		sort.Strings(live)
		last := [3]string{}
		for _, w := range live {
			f := [3]string(strings.SplitN(w, "\t", 3))
			prev := ""
			if f[0] == last[0] && f[1] == last[1] {
				prev = last[2]
			}
			c.cells[cell{t.campaign, f[0], f[1], f[2], prev, t.indicator}]++
			last = f
		}
	}
	c.seen = nil
}

// compare takes every kept total off the recounted ones; what is left on
// either side is a difference.
func (c *count) compare(ctx context.Context, home string) ([]Difference, error) {
	out := []Difference{}
	err := c.t.db.Look(ctx, actorOf(home), func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `
			SELECT campaign, department, region, day, prev, indicator, amount FROM tally_total WHERE home = $1`, home)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var k cell
			var kept int64
			if err := rows.Scan(&k.campaign, &k.department, &k.region, &k.day, &k.prev, &k.indicator, &kept); err != nil {
				return err
			}
			if kept != c.cells[k] {
				out = append(out, differ(k, kept, c.cells[k]))
			}
			delete(c.cells, k)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("tally: comparing: %w", err)
	}
	for k, n := range c.cells {
		if n != 0 {
			out = append(out, differ(k, 0, n))
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return out, nil
}

func differ(k cell, kept, recounted int64) Difference {
	return Difference{k.campaign, k.department, k.region, k.day, k.prev, k.indicator, kept, recounted}
}
