package zone

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/geo"
)

// Filter chooses zones; empty fields choose all.
type Filter struct {
	State State  `query:"state" json:"state,omitempty"`
	Field string `query:"field" json:"field,omitempty"`
	Day   string `query:"day" json:"day,omitempty" doc:"in force on this day, YYYY-MM-DD"`
}

// List returns zones, newest first, and where the next page begins; empty when
// this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Zone, string, error) {
	cond, args := []string{"home = $1"}, []any{tx.Actor.Home}
	for _, c := range []struct{ cond, value string }{
		{"state = $%d", string(f.State)}, {"field = $%d", f.Field},
		{"state IN ('in_force', 'repealed') AND first_day <= $%[1]d AND last_day >= $%[1]d", f.Day}, {"id < $%d", p.After},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.cond, len(args)))
		}
	}
	n := p.Size()
	zs, err := collect(tx.Query(ctx, fmt.Sprintf(`SELECT body FROM zone WHERE %s ORDER BY id DESC LIMIT %d`, strings.Join(cond, " AND "), n+1), args...))
	if err != nil || len(zs) <= n {
		return zs, "", err
	}
	return zs[:n], zs[n-1].ID, nil
}

// Get returns the zone, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Zone, error) {
	z, err := scan(tx.Row(ctx, `SELECT body FROM zone WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Zone{}, ErrNotFound
	}
	return z, wrap("getting", err)
}

// row gives the columns that a zone is found by.
func (z Zone) row(home string) ([]any, error) {
	shape, box := "division", geo.Box{}
	if len(z.Area) > 0 {
		var a geo.Area
		if err := json.Unmarshal(z.Area, &a); err != nil {
			return nil, wrap("reading an area", err)
		}
		shape, box = "polygon", a.Box()
	}
	last := z.To
	if last == "" {
		last = string(calendar.Forever)
	}
	if z.RepealedOn != "" {
		last = min(last, string(calendar.Day(z.RepealedOn).Add(-1)))
	}
	body, err := json.Marshal(z)
	if err != nil {
		return nil, wrap("packing", err)
	}
	return []any{home, z.ID, z.State, z.Field, shape, z.From, last, box.West, box.South, box.East, box.North, string(body), z.Version}, nil
}

func insert(ctx context.Context, tx *store.Tx, z Zone) error {
	row, err := z.row(tx.Actor.Home)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO zone (home, id, state, field, shape, first_day, last_day, west, south, east, north, body, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, row...); err != nil {
		return wrap("inserting", err)
	}
	return divide(ctx, tx, z)
}

func update(ctx context.Context, tx *store.Tx, z Zone) error {
	row, err := z.row(tx.Actor.Home)
	if err != nil {
		return err
	}
	err = tx.Row(ctx, `UPDATE zone SET state = $3, field = $4, shape = $5, first_day = $6, last_day = $7, west = $8, south = $9, east = $10, north = $11,
		body = $12, version = $13 WHERE home = $1 AND id = $2 AND version = $13 - 1 RETURNING version`, row...).Scan(&z.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	if err != nil {
		return wrap("updating", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM zone_division WHERE home = $1 AND zone = $2`, tx.Actor.Home, z.ID); err != nil {
		return wrap("updating", err)
	}
	return divide(ctx, tx, z)
}

func divide(ctx context.Context, tx *store.Tx, z Zone) error {
	rows := make([][]any, len(z.Divisions))
	for i, d := range z.Divisions {
		rows[i] = []any{tx.Actor.Home, d, z.ID}
	}
	return wrap("naming divisions", tx.Many(ctx, `INSERT INTO zone_division (home, code, zone) VALUES ($1, $2, $3)`, rows))
}

func scan(r interface{ Scan(...any) error }) (z Zone, err error) {
	var body string
	if err = r.Scan(&body); err != nil {
		return z, err
	}
	return z, json.Unmarshal([]byte(body), &z)
}

func collect(rows *sql.Rows, err error) ([]Zone, error) {
	if err != nil {
		return nil, wrap("reading", err)
	}
	defer rows.Close()
	out := []Zone{}
	for rows.Next() {
		z, err := scan(rows)
		if err != nil {
			return nil, wrap("reading", err)
		}
		out = append(out, z)
	}
	return out, wrap("reading", rows.Err())
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("zone: %s: %w", doing, err)
}
