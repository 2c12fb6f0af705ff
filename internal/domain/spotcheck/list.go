package spotcheck

import (
	"context"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Filter chooses draws; empty fields choose all.
type Filter struct {
	State    State  `query:"state" json:"state,omitempty"`
	Campaign string `query:"campaign" json:"campaign,omitempty"`
	Late     string `query:"late" json:"late,omitempty" doc:"still open although the deadline was before this day"`
}

// List returns draws, newest first, and where the next page begins; empty when
// this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Draw, string, error) {
	where, args := f.where(tx.Actor.Home)
	if p.After != "" {
		args = append(args, p.After)
		where += fmt.Sprintf(" AND id < $%d", len(args))
	}
	n := p.Size()
	args = append(args, n+1)
	out, err := query(ctx, tx, fmt.Sprintf(`SELECT `+columns+` FROM spotcheck_draw WHERE %s ORDER BY id DESC LIMIT $%d`, where, len(args)), args)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(out) > n {
		out, next = out[:n], out[n-1].ID
	}
	return out, next, fillShares(ctx, tx, out)
}

func query(ctx context.Context, tx *store.Tx, statement string, args []any) ([]Draw, error) {
	rows, err := tx.Query(ctx, statement, args...)
	if err != nil {
		return nil, wrap("listing", err)
	}
	defer rows.Close()
	out := []Draw{}
	for rows.Next() {
		d, err := scan(rows)
		if err != nil {
			return nil, wrap("listing", err)
		}
		out = append(out, d)
	}
	return out, wrap("listing", rows.Err())
}

// pending says whether a redraw of the draw waits for approval.
func pending(ctx context.Context, tx *store.Tx, id string) (bool, error) {
	var n int64
	err := tx.Row(ctx, `SELECT count(*) FROM spotcheck_draw WHERE home = $1 AND redraws = $2 AND state = 'requested'`, tx.Actor.Home, id).Scan(&n)
	return n > 0, wrap("looking for a request", err)
}

func (f Filter) where(home string) (string, []any) {
	cond, args := []string{"home = $1"}, []any{home}
	for _, c := range []struct{ is, value string }{
		{"state = $%d", string(f.State)}, {"campaign = $%d", f.Campaign}, {"state IN ('frozen', 'announced') AND deadline < $%d", f.Late},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.is, len(args)))
		}
	}
	return strings.Join(cond, " AND "), args
}
