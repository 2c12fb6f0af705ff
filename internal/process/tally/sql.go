package tally

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

const columns = `entry, indicator, key, campaign, day, region, departments, amount, paper`

func scan(rows *sql.Rows, err error) ([]posting, error) {
	if err != nil {
		return nil, fmt.Errorf("tally: reading postings: %w", err)
	}
	defer rows.Close()
	var out []posting
	for rows.Next() {
		var p posting
		var paper int64
		if err := rows.Scan(&p.entry, &p.indicator, &p.key, &p.campaign, &p.day, &p.region, &p.departments, &p.amount, &paper); err != nil {
			return nil, fmt.Errorf("tally: reading postings: %w", err)
		}
		p.paper = paper > 0
		out = append(out, p)
	}
	return out, rows.Err()
}

func ofEntry(ctx context.Context, tx *store.Tx, seq int64) ([]posting, error) {
	return scan(tx.Query(ctx, `SELECT `+columns+` FROM tally_posting WHERE home = $1 AND entry = $2`, tx.Actor.Home, seq))
}

// some is how many keys one statement asks for; SQLite binds many parameters
// in more than linear time.
const some = 40

// ofThings reads the earlier postings of the things, a statement for some keys
// of one indicator.
func ofThings(ctx context.Context, tx *store.Tx, things map[thing][]posting) (map[thing][]posting, error) {
	keys := map[thing][]string{} // campaign and indicator → keys
	for t := range things {
		g := thing{t.campaign, t.indicator, ""}
		keys[g] = append(keys[g], t.key)
	}
	out := map[thing][]posting{}
	for g, list := range keys {
		for len(list) > 0 {
			n := min(some, len(list))
			ps, err := ofKeys(ctx, tx, g, list[:n])
			if err != nil {
				return nil, err
			}
			for _, p := range ps {
				t := thing{p.campaign, p.indicator, p.key}
				out[t] = append(out[t], p)
			}
			list = list[n:]
		}
	}
	return out, nil
}

// ofKeys always asks for the same number of keys, so that one prepared
// statement serves; the last key stands in for those that are missing.
func ofKeys(ctx context.Context, tx *store.Tx, g thing, keys []string) ([]posting, error) {
	args := []any{tx.Actor.Home, g.campaign, g.indicator}
	for i := range some {
		args = append(args, keys[min(i, len(keys)-1)])
	}
	return scan(tx.Query(ctx, `SELECT `+columns+` FROM tally_posting
		WHERE home = $1 AND campaign = $2 AND indicator = $3 AND key <> '' AND key IN (`+numbered(4, some)+`)`, args...))
}

func numbered(from, n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(names, ", ")
}

// write stores the run's postings and adds its totals.
func (b *book) write(ctx context.Context, tx *store.Tx) error {
	rows := make([][]any, len(b.postings))
	for i, p := range b.postings {
		paper := int64(0)
		if p.paper {
			paper = 1
		}
		rows[i] = []any{tx.Actor.Home, p.entry, p.indicator, p.key, p.campaign, p.day, p.region, p.departments, p.amount, paper}
	}
	if err := tx.Many(ctx, `
		INSERT INTO tally_posting (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, rows); err != nil {
		return fmt.Errorf("tally: writing postings: %w", err)
	}
	rows = rows[:0]
	for c, n := range b.totals {
		if n != 0 {
			rows = append(rows, []any{tx.Actor.Home, c.campaign, c.department, c.region, c.day, c.prev, c.indicator, n})
		}
	}
	if err := tx.Many(ctx, `
		INSERT INTO tally_total (home, campaign, department, region, day, prev, indicator, amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (home, campaign, department, region, indicator, prev, day) DO UPDATE SET amount = tally_total.amount + excluded.amount`, rows); err != nil {
		return fmt.Errorf("tally: adding up: %w", err)
	}
	return nil
}
