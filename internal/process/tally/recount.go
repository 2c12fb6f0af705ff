package tally

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
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

// count is a recount in progress. A year of a county has millions of cells: it
// keeps names as numbers, and looks at texts again only to say what differs.
type count struct {
	t        *Tally
	names    names
	days     names
	who      map[string][]uint32 // departments as a posting has them → theirs and All
	cells    map[place]int64
	seen     []sighting
	taken    map[int64]bool      // entries that a later one reverses
	kept     map[int64][]posting // their postings
	postings int64
	audit    bool        // compare postings too
	wrong    *Misposting // the first that disagrees
}

// place is a cell in numbers.
type place struct{ campaign, department, region, day, prev, indicator uint32 }

// sighting is how often a posting saw a thing in a scope on a day.
type sighting struct {
	key, indicator, campaign, department, region, day uint32
	n                                                 int64
}

func newCount(t *Tally) *count {
	return &count{
		t: t, names: newNames(), days: newNames(), who: map[string][]uint32{}, cells: map[place]int64{},
		taken: map[int64]bool{}, kept: map[int64][]posting{},
	}
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
	at := place{campaign: c.names.of(p.campaign), day: c.days.of(p.day), indicator: c.names.of(p.indicator)}
	region, all := c.names.of(p.region), c.names.of(All)
	for _, at.department = range c.counting(p.departments) {
		for _, at.region = range [2]uint32{region, all} {
			if p.key != "" {
				c.seen = append(c.seen, sighting{c.names.of(p.key), at.indicator, at.campaign, at.department, at.region, at.day, p.amount})
				continue
			}
			c.cells[at] += p.amount
			if p.paper {
				paper := at
				paper.indicator = c.names.of(indicator.Paper(p.indicator))
				c.cells[paper] += p.amount
			}
		}
	}
}

// counting are the departments that a posting counts for, and all of them.
func (c *count) counting(departments string) []uint32 {
	if known, ok := c.who[departments]; ok {
		return known
	}
	var out []uint32
	for _, d := range append(strings.FieldsFunc(departments, comma), All) {
		out = append(out, c.names.of(d))
	}
	c.who[strings.Clone(departments)] = out
	return out
}

// close links the days of every thing: sorted, a scope's days lie together.
func (c *count) close() {
	rank := c.days.ranks()
	slices.SortFunc(c.seen, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.campaign, b.campaign),
			cmp.Compare(a.department, b.department), cmp.Compare(a.region, b.region), cmp.Compare(rank[a.day], rank[b.day]))
	})
	var scope sighting
	prev := uint32(0)
	for i := 0; i < len(c.seen); {
		s := c.seen[i]
		n := s.n
		for i++; i < len(c.seen) && c.seen[i].same(s) && c.seen[i].day == s.day; i++ {
			n += c.seen[i].n
		}
		if !s.same(scope) {
			scope, prev = s, 0
		}
		if n > 0 {
			c.cells[place{s.campaign, s.department, s.region, s.day, prev, s.indicator}]++
			prev = s.day
		}
	}
	c.seen = nil
}

// same reports one thing in one scope.
func (s sighting) same(o sighting) bool {
	s.day, s.n = o.day, o.n
	return s == o
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
		var f [6]sql.RawBytes
		for rows.Next() {
			var kept int64
			if err := rows.Scan(&f[0], &f[1], &f[2], &f[3], &f[4], &f[5], &kept); err != nil {
				return err
			}
			k := place{c.names.at(f[0]), c.names.at(f[1]), c.names.at(f[2]), c.days.at(f[3]), c.days.at(f[4]), c.names.at(f[5])}
			if kept != c.cells[k] {
				out = append(out, c.differ(k, kept, c.cells[k]))
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
			out = append(out, c.differ(k, 0, n))
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return out, nil
}

func (c *count) differ(k place, kept, recounted int64) Difference {
	n, d := c.names.texts, c.days.texts
	return Difference{n[k.campaign], n[k.department], n[k.region], d[k.day], d[k.prev], n[k.indicator], kept, recounted}
}
