package casework

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Filter chooses cases; empty fields choose all.
type Filter struct {
	State     State  `query:"state" json:"state,omitempty"`
	Violation string `query:"violation" json:"violation,omitempty"`
	Unit      string `query:"unit" json:"unit,omitempty"`
	Officer   string `query:"officer" json:"officer,omitempty"`
	Region    string `query:"region" json:"region,omitempty"`
	Campaign  string `query:"campaign" json:"campaign,omitempty"`
}

// List returns cases without their officers, newest first, and where the next
// page begins; empty when this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Case, string, error) {
	cond, args := []string{"home = $1"}, []any{tx.Actor.Home}
	for _, c := range []struct{ cond, value string }{
		{"state = $%d", string(f.State)}, {"violation = $%d", f.Violation}, {"unit = $%d", f.Unit}, {"region = $%d", f.Region},
		{"campaign = $%d", f.Campaign}, {"id < $%d", p.After},
		{"id IN (SELECT file FROM casework_officer WHERE home = $1 AND person = $%d)", f.Officer},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.cond, len(args)))
		}
	}
	n := p.Size()
	args = append(args, n+1)
	rs, err := tx.Query(ctx, fmt.Sprintf(`SELECT `+columns+` FROM casework_case WHERE %s ORDER BY id DESC LIMIT $%d`,
		strings.Join(cond, " AND "), len(args)), args...)
	out, err := store.Collect(rs, err, scan)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

// HandOver gives the open cases of one person to another and returns their
// ids: who leaves hands over open work.
func HandOver(ctx context.Context, tx *store.Tx, from, to string) (ids []string, err error) {
	if to == "" || to == from {
		return nil, ErrTo
	}
	f, page := Filter{Officer: from}, store.Page{Limit: 100}
	for {
		cs, after, err := List(ctx, tx, f, page)
		if err != nil {
			return nil, err
		}
		for _, c := range cs {
			if c.Ended() {
				continue
			}
			if err := handCase(ctx, tx, c.ID, from, to); err != nil {
				return nil, err
			}
			ids = append(ids, c.ID)
		}
		if page.After = after; after == "" {
			return ids, nil
		}
	}
}

func handCase(ctx context.Context, tx *store.Tx, id, from, to string) error {
	c, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	c.Officers = instead(c.Officers, from, to)
	if c.State != Filed && len(c.Officers) < 2 {
		return ErrOfficers.With(c.Number)
	}
	if err := note(tx, c, "case.assigned", Assigned{c.Officers, "handover"}, ""); err != nil {
		return err
	}
	if err := staff(ctx, tx, c); err != nil {
		return err
	}
	return update(ctx, tx, &c)
}

// instead puts one person in the place of another.
func instead(people []string, from, to string) []string {
	out := slices.DeleteFunc(slices.Clone(people), func(p string) bool { return p == from })
	return slices.Compact(slices.Sorted(slices.Values(append(out, to))))
}

// Held counts the open cases of a person.
func Held(ctx context.Context, tx *store.Tx, officer string) (n int, err error) {
	err = tx.Row(ctx, `SELECT count(*) FROM casework_case AS c JOIN casework_officer AS o ON o.home = c.home AND o.file = c.id
		WHERE c.home = $1 AND o.person = $2 AND c.state NOT IN ('closed', 'published', 'withdrawn')`, tx.Actor.Home, officer).Scan(&n)
	return n, wrap("counting", err)
}
