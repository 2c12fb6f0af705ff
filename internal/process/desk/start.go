package desk

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/platform/store"
)

// Step is one of the first things a home does with the program, and whether its
// records say that it has been done. Nobody ticks it off.
type Step struct {
	Code string `json:"code" enum:"ledger,people,draw,visit,report"`
	Done bool   `json:"done"`
}

// beginnings in their order, each with the rows that show it to be done.
var beginnings = []struct {
	code, rows string
	least      int64
}{
	{"ledger", `SELECT id FROM registry_subject WHERE home = $1`, 1},
	{"people", `SELECT DISTINCT person FROM org_certificate WHERE home = $1 AND revoked_on = '' AND valid_to <> ''`, 2},
	{"draw", `SELECT id FROM spotcheck_draw WHERE home = $1 AND state = 'drawn'`, 1},
	{"visit", `SELECT id FROM inspection_visit WHERE home = $1 AND state = 'recorded'`, 1},
	{"report", `SELECT id FROM submission WHERE home = $1`, 1},
}

// Started returns the first steps of the actor's home: a ledger, two officers
// with certificates, a draw, a visit, a table handed in.
func Started(ctx context.Context, tx *store.Tx) ([]Step, error) {
	out := make([]Step, len(beginnings))
	for i, s := range beginnings {
		var n int64
		query := fmt.Sprintf(`SELECT count(*) FROM (%s LIMIT %d) AS found`, s.rows, s.least)
		if err := tx.Row(ctx, query, tx.Actor.Home).Scan(&n); err != nil {
			return nil, fmt.Errorf("desk: looking for %s: %w", s.code, err)
		}
		out[i] = Step{s.code, n >= s.least}
	}
	return out, nil
}
