package tally

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/indicator"
)

// posting is one entry's part in one indicator.
type posting struct {
	entry          int64
	indicator, key string
	campaign, day  string
	region         string
	departments    string // ",market,forestry,"
	amount         int64
	paper          bool
}

// cell is where an amount is added up.
type cell struct {
	campaign, department, region, day, prev, indicator string
}

// book is the work of one run: what it posts and what that adds to totals.
type book struct {
	set      *indicator.Set
	postings []posting
	byEntry  map[int64][]posting
	totals   map[cell]int64
}

func newBook(set *indicator.Set) *book {
	return &book{set: set, byEntry: map[int64][]posting{}, totals: map[cell]int64{}}
}

// enter posts the entries in order, then adds up.
func (b *book) enter(ctx context.Context, tx *store.Tx, entries []journal.Entry) error {
	for _, e := range entries {
		ps, err := b.post(ctx, tx, e)
		if err != nil {
			return err
		}
		if len(ps) > 0 {
			b.byEntry[e.Seq] = ps
			b.postings = append(b.postings, ps...)
		}
	}
	b.sums()
	return b.links(ctx, tx)
}

func (b *book) post(ctx context.Context, tx *store.Tx, e journal.Entry) ([]posting, error) {
	if e.Reverses > 0 {
		return b.reverse(ctx, tx, e)
	}
	return postings(b.set, e)
}

// postings applies the definitions to an entry.
func postings(set *indicator.Set, e journal.Entry) ([]posting, error) {
	ps, err := set.Post(event(e))
	if err != nil {
		return nil, fmt.Errorf("tally: posting entry %d: %w", e.Seq, err)
	}
	out := make([]posting, 0, len(ps))
	for _, p := range ps {
		campaign := e.Campaign
		if set.Stock(p.Indicator) {
			campaign = "" // a stock is the home's, whoever runs a campaign in it
		} else if campaign == "" {
			continue
		}
		out = append(out, posting{
			entry: e.Seq, indicator: p.Indicator, key: p.Key, campaign: campaign, day: e.Day, region: e.Region,
			departments: departments(e.Departments), amount: p.Amount, paper: p.Paper,
		})
	}
	return out, nil
}

func departments(list []string) string {
	if len(list) == 0 {
		return ","
	}
	list = slices.Compact(slices.Sorted(slices.Values(list)))
	return "," + strings.Join(list, ",") + ","
}

func event(e journal.Entry) indicator.Event {
	return indicator.Event{
		Seq: e.Seq, Verb: e.Verb, Subject: string(e.Subject), Day: e.Day, Region: e.Region, Campaign: e.Campaign,
		Unit: e.Unit, By: e.By, Departments: e.Departments, Facts: e.Facts, Reverses: e.Reverses,
	}
}

// reverse negates the postings of the entry that e takes back: day, region,
// campaign and departments are theirs.
func (b *book) reverse(ctx context.Context, tx *store.Tx, e journal.Entry) ([]posting, error) {
	old, here := b.byEntry[e.Reverses]
	if !here {
		var err error
		if old, err = ofEntry(ctx, tx, e.Reverses); err != nil {
			return nil, err
		}
	}
	out := make([]posting, len(old))
	for i, p := range old {
		p.entry, p.amount = e.Seq, -p.amount
		out[i] = p
	}
	return out, nil
}

// scopes are the totals a posting stands in: every department it counts for
// and all of them, its township and all of them.
func scopes(p posting, fn func(department, region string)) {
	for _, d := range append(strings.FieldsFunc(p.departments, comma), All) {
		fn(d, p.region)
		fn(d, All)
	}
}

func comma(r rune) bool { return r == ',' }

func (b *book) sums() {
	for _, p := range b.postings {
		if p.key != "" {
			continue
		}
		scopes(p, func(department, region string) {
			c := cell{p.campaign, department, region, p.day, "", p.indicator}
			b.totals[c] += p.amount
			if p.paper {
				c.indicator = indicator.Paper(p.indicator)
				b.totals[c] += p.amount
			}
		})
	}
}
