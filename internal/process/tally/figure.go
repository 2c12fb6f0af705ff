package tally

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
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
	if f.Value, err = t.sum(ctx, tx, q, q.From); err != nil {
		return f, err
	}
	if f.Cumulative = maps.Clone(f.Value); q.From != q.First {
		if f.Cumulative, err = t.sum(ctx, tx, q, q.First); err != nil {
			return f, err
		}
	}
	stocks, err := t.stock(ctx, tx, q)
	for code, n := range stocks {
		f.Value[code], f.Cumulative[code] = n, n
	}
	return f, err
}

// inScope is the beginning of the totals' key: all cells of a table stand in one.
const inScope = `FROM tally_total AS t WHERE t.home = $1 AND t.campaign = $2 AND t.department = $3 AND t.region = $4 AND t.indicator = c.code`

// sum adds up the days from–To; a distinct key is counted on its first live
// day there, the one whose prev lies before from. Cells that have a prev are
// many where keys come again every week: from the first day of a campaign on
// hardly any prev lies before it, and the key finds those few; a later window
// has few days, and the index over days finds its cells.
func (t *Tally) sum(ctx context.Context, tx *store.Tx, q Query, from string) (map[string]int64, error) {
	args := []any{tx.Actor.Home, q.Campaign, cmp.Or(q.Department, All), cmp.Or(q.Region, All), from, q.To}
	out, err := add(ctx, tx, t.lists.posted, `SELECT sum(t.amount) `+inScope+` AND t.prev = '' AND t.day >= $5 AND t.day <= $6`, args...)
	if err != nil {
		return nil, err
	}
	linked := `t.prev <> ''`
	if from == q.First {
		linked = `t.prev > ''`
	}
	again, err := add(ctx, tx, t.lists.distinct, `SELECT sum(t.amount) `+inScope+` AND `+linked+` AND t.prev < $5 AND t.day >= $5 AND t.day <= $6`, args...)
	for code, n := range again {
		out[code] += n
	}
	return out, err
}

// stock adds up everything until To: what is there belongs to no campaign.
func (t *Tally) stock(ctx context.Context, tx *store.Tx, q Query) (map[string]int64, error) {
	return add(ctx, tx, t.lists.stock, `SELECT sum(t.amount) `+inScope+` AND t.prev = '' AND t.day <= $5`,
		tx.Actor.Home, "", All, cmp.Or(q.Region, All), q.To)
}

// lists are the codes that totals stand under, each list as SQL: a table of
// them lets every code's cells be found by themselves, and lie together.
type lists struct{ posted, distinct, stock string }

func listsOf(set *indicator.Set) (l lists) {
	var posted, distinct, stock []string
	for _, code := range set.Posts() {
		switch {
		case set.Stock(code):
			stock = append(stock, code)
		case set.Distinct(code):
			distinct = append(distinct, code)
			posted = append(posted, code)
		default:
			posted = append(posted, code, indicator.Paper(code))
		}
	}
	return lists{listed(posted), listed(distinct), listed(stock)}
}

func listed(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	quoted := make([]string, len(codes))
	for i, c := range codes {
		quoted[i] = "('" + strings.ReplaceAll(c, "'", "''") + "')"
	}
	return strings.Join(quoted, ", ")
}

// add runs a sum for every code of a list; codes without cells are left out.
func add(ctx context.Context, tx *store.Tx, codes, sum string, args ...any) (map[string]int64, error) {
	out := map[string]int64{}
	if codes == "" {
		return out, nil
	}
	rows, err := tx.Query(ctx, `WITH c (code) AS (VALUES `+codes+`) SELECT c.code, (`+sum+`) FROM c`, args...)
	if err != nil {
		return nil, fmt.Errorf("tally: adding up: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		var n sql.NullInt64
		if err := rows.Scan(&code, &n); err != nil {
			return nil, fmt.Errorf("tally: adding up: %w", err)
		}
		if n.Valid {
			out[code] = n.Int64
		}
	}
	return out, rows.Err()
}
