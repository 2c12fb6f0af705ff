package campaign

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
)

const columns = `id, title, number, from_day, to_day, state, terms, version, created_at, updated_at`

const maxPage = 100

// Filter chooses campaigns; an empty field chooses all.
type Filter struct {
	State State `json:"state" query:"state"`
}

// Get returns the campaign, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Campaign, error) {
	c, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM campaign WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Campaign{}, ErrNotFound.With(id)
	}
	return c, wrap("getting", err)
}

// List returns the home's campaigns in the order of their ids; there are few,
// and After pages on from the last id.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Campaign, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+columns+` FROM campaign
		WHERE home = $1 AND id > $2 AND ($3 = '' OR state = $3) ORDER BY id LIMIT $4`,
		tx.Actor.Home, p.After, string(f.State), p.Size())
	return collect(rows, err, func() (Campaign, error) { return scan(rows) })
}

func insert(ctx context.Context, tx *store.Tx, c Campaign) error {
	terms, err := json.Marshal(c.Terms)
	if err != nil {
		return wrap("encoding", err)
	}
	var id string
	err = tx.Row(ctx, `
		INSERT INTO campaign (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (home, id) DO NOTHING RETURNING id`,
		tx.Actor.Home, c.ID, c.Title, c.Number, c.From, c.To, string(c.State), string(terms), c.Version,
		c.CreatedAt.UnixMicro(), c.UpdatedAt.UnixMicro()).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrExists.With(c.ID)
	}
	return wrap("inserting", err)
}

func update(ctx context.Context, tx *store.Tx, c Campaign) error {
	terms, err := json.Marshal(c.Terms)
	if err != nil {
		return wrap("encoding", err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE campaign SET title = $3, number = $4, from_day = $5, to_day = $6, state = $7, terms = $8, version = $9, updated_at = $10
		WHERE home = $1 AND id = $2`,
		tx.Actor.Home, c.ID, c.Title, c.Number, c.From, c.To, string(c.State), string(terms), c.Version, c.UpdatedAt.UnixMicro())
	return wrap("updating", err)
}

func scan(row interface{ Scan(...any) error }) (c Campaign, err error) {
	var terms string
	var created, updated int64
	if err = row.Scan(&c.ID, &c.Title, &c.Number, &c.From, &c.To, &c.State, &terms, &c.Version, &created, &updated); err != nil {
		return c, err
	}
	c.CreatedAt, c.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return c, json.Unmarshal([]byte(terms), &c.Terms)
}

func collect[T any](rows *sql.Rows, err error, read func() (T, error)) ([]T, error) {
	if err != nil {
		return nil, wrap("listing", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := read()
		if err != nil {
			return nil, wrap("listing", err)
		}
		out = append(out, v)
	}
	return out, wrap("listing", rows.Err())
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("campaign: %s: %w", doing, err)
}
