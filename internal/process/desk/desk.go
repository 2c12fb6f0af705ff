// Package desk shows what is spread over many capabilities on one page: what
// waits for a unit, everything about one subject, whom a campaign has not
// visited yet, what a reference is called.
//
// It reads every table and writes none; it decides nothing. Who may see which
// part is told to it (Sight), because one page crosses several permissions.
package desk

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Sight is which capabilities the reader may see.
type Sight struct {
	Ledger, Visits, Leads, Cases, Outreach bool
	Tables                                 bool // judges the tables of others
}

// Sees reports whether the reader may know of records of a kind, by the first
// word of their references. What no permission stands before is seen.
func (s Sight) Sees(kind string) bool {
	switch kind {
	case "subject", "import", "list", "pair", "permit", "mark":
		return s.Ledger
	case "visit", "notice", "rectification", "signage", "plan", "run", "action":
		return s.Visits
	case "lead", "referral":
		return s.Leads
	case "case", "exhibit", "decision", "step", "transfer", "writ":
		return s.Cases
	case "outreach", "commitment":
		return s.Outreach
	}
	return true
}

// collect reads all rows of a query and closes them.
func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("desk: reading: %w", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("desk: reading: %w", err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("desk: reading: %w", err)
	}
	return out, nil
}

func text(rows *sql.Rows) (s string, err error) { return s, rows.Scan(&s) }

// some is how many ids one question asks for.
const some = 200

// among asks query, whose %s stands for the ids, in runs; the home is $1.
func among(ctx context.Context, tx *store.Tx, query string, ids []string, row func(*sql.Rows) error) error {
	for len(ids) > 0 {
		n := min(some, len(ids))
		marks, args := make([]string, n), []any{tx.Actor.Home}
		for i, id := range ids[:n] {
			marks[i] = "$" + strconv.Itoa(i+2)
			args = append(args, id)
		}
		rows, err := tx.Query(ctx, fmt.Sprintf(query, strings.Join(marks, ", ")), args...)
		if _, err := collect(rows, err, func(r *sql.Rows) (struct{}, error) { return struct{}{}, row(r) }); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}
