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
	out, err := collect(rs, err, scan)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

// HandOver gives the open cases of one person to another, the exhibits in his
// custody and his places in special teams too, and says how many cases there
// were: who leaves hands over open work.
func HandOver(ctx context.Context, tx *store.Tx, from, to string) (int, error) {
	if to == "" || to == from {
		return 0, ErrTo
	}
	n, f, page := 0, Filter{Officer: from}, store.Page{Limit: 100}
	for {
		cs, after, err := List(ctx, tx, f, page)
		if err != nil {
			return 0, err
		}
		for _, c := range cs {
			if c.Ended() {
				continue
			}
			if err := handCase(ctx, tx, c.ID, from, to); err != nil {
				return 0, err
			}
			n++
		}
		if page.After = after; after == "" {
			return n, handExhibits(ctx, tx, from, to)
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
	t, err := lastTransfer(ctx, tx, id)
	if err != nil {
		return err
	}
	if t.binding() && slices.Contains(t.Team, from) {
		if t.Team = instead(t.Team, from, to); len(t.Team) < 2 {
			return ErrTeam.With(c.Number)
		}
		if _, err := tx.Exec(ctx, `UPDATE casework_transfer SET team = $3, version = version + 1 WHERE home = $1 AND id = $2`,
			tx.Actor.Home, t.ID, pack(t.Team)); err != nil {
			return wrap("handing over a team", err)
		}
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

func handExhibits(ctx context.Context, tx *store.Tx, from, to string) error {
	rs, err := tx.Query(ctx, `SELECT `+exhibitColumns+` FROM casework_exhibit WHERE home = $1 AND custodian = $2 ORDER BY id`, tx.Actor.Home, from)
	xs, err := collect(rs, err, scanExhibit)
	if err != nil {
		return err
	}
	for _, x := range xs {
		if !x.Held() {
			continue
		}
		c, err := Get(ctx, tx, x.Case)
		if err != nil {
			return err
		}
		if err := note(tx, c, "exhibit.moved", Custody{x.ID, to}, ""); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE casework_exhibit SET custodian = $3, version = version + 1 WHERE home = $1 AND id = $2`, tx.Actor.Home, x.ID, to); err != nil {
			return wrap("handing over an exhibit", err)
		}
	}
	return nil
}

// Held counts the open cases of a person.
func Held(ctx context.Context, tx *store.Tx, officer string) (n int, err error) {
	err = tx.Row(ctx, `SELECT count(*) FROM casework_case AS c JOIN casework_officer AS o ON o.home = c.home AND o.file = c.id
		WHERE c.home = $1 AND o.person = $2 AND c.state NOT IN ('closed', 'published', 'withdrawn')`, tx.Actor.Home, officer).Scan(&n)
	return n, wrap("counting", err)
}
