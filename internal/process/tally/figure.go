package tally

import (
	"cmp"
	"context"
	"fmt"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// ErrMoving is returned when the journal keeps moving faster than it can be
// read; nothing is wrong, the next try may find a quiet moment.
var ErrMoving = fault.New(fault.Busy, "tally.moving", "数据正在大量写入，暂时算不出一张准确的表；请稍后重试")

// Query says which figures: of a campaign, over days, for whom and where.
type Query struct {
	Campaign   string
	First      string // the campaign's first day; the cumulative column begins here
	From, To   string // inclusive Beijing days
	Department string // empty for all
	Region     string // a township; empty for all
}

// Figures are sums at one position of the journal.
type Figures struct {
	At         journal.Position
	Value      map[string]int64 // by code, over From–To; a stock as it stands on To
	Cumulative map[string]int64 // by code, over First–To
}

// exactly is how often figures are read again before giving up on a journal
// that moves between following and reading.
const exactly = 5

// Read returns the figures, exact at the position they carry.
func (t *Tally) Read(ctx context.Context, home string, q Query) (f Figures, err error) {
	err = t.Exact(ctx, home, func(tx *store.Tx, at journal.Position) (err error) {
		f, err = t.Figures(ctx, tx, q)
		f.At = at
		return err
	})
	return f, err
}

// Exact runs fn over a moment in which everything noted is posted.
func (t *Tally) Exact(ctx context.Context, home string, fn func(*store.Tx, journal.Position) error) error {
	for range exactly {
		if err := t.Follow(ctx, home); err != nil {
			return err
		}
		exact := false
		err := t.db.Look(ctx, actorOf(home), func(tx *store.Tx) error {
			p, err := at(ctx, tx)
			if err != nil {
				return err
			}
			head, err := journal.At(ctx, tx)
			if err != nil || head.Seq != p.seq {
				return err
			}
			exact = true
			return fn(tx, head)
		})
		if err != nil || exact {
			return err
		}
	}
	return ErrMoving
}

// Figures reads the figures within a moment that Exact has opened.
func (t *Tally) Figures(ctx context.Context, tx *store.Tx, q Query) (f Figures, err error) {
	if f.Value, err = sum(ctx, tx, q, q.From); err != nil {
		return f, err
	}
	if f.Cumulative, err = sum(ctx, tx, q, q.First); err != nil {
		return f, err
	}
	stocks, err := stock(ctx, tx, q)
	for code, n := range stocks {
		f.Value[code], f.Cumulative[code] = n, n
	}
	return f, err
}

// sum adds up the days from–To; a distinct key is counted on its first live
// day there, the one whose prev lies before from.
func sum(ctx context.Context, tx *store.Tx, q Query, from string) (map[string]int64, error) {
	return add(ctx, tx, `
		SELECT indicator, sum(amount) FROM tally_total
		WHERE home = $1 AND campaign = $2 AND department = $3 AND region = $4 AND day >= $5 AND day <= $6 AND prev < $5
		GROUP BY indicator`,
		tx.Actor.Home, q.Campaign, cmp.Or(q.Department, All), cmp.Or(q.Region, All), from, q.To)
}

// stock adds up everything until To: what is there belongs to no campaign.
func stock(ctx context.Context, tx *store.Tx, q Query) (map[string]int64, error) {
	return add(ctx, tx, `
		SELECT indicator, sum(amount) FROM tally_total
		WHERE home = $1 AND campaign = '' AND department = $2 AND region = $3 AND day <= $4
		GROUP BY indicator`,
		tx.Actor.Home, All, cmp.Or(q.Region, All), q.To)
}

func add(ctx context.Context, tx *store.Tx, query string, args ...any) (map[string]int64, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("tally: adding up: %w", err)
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var code string
		var n int64
		if err := rows.Scan(&code, &n); err != nil {
			return nil, fmt.Errorf("tally: adding up: %w", err)
		}
		out[code] = n
	}
	return out, rows.Err()
}
