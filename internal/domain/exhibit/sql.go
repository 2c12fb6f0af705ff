package exhibit

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

const columns = `id, file, class, name, measure, unit, count, grams, held_count, held_grams, protection, alive,
	custodian, place, photos, approver, paper, seized_on, withdrawn, version`

// Get returns an exhibit, or ErrExhibit.
func Get(ctx context.Context, tx *store.Tx, id string) (Exhibit, error) {
	return store.One(tx.Row(ctx, `SELECT `+columns+` FROM exhibit WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrExhibit, scan)
}

// Of are the exhibits of a case, the withdrawn ones too.
func Of(ctx context.Context, tx *store.Tx, file string) ([]Exhibit, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM exhibit WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, file)
	return store.Collect(rs, err, scan)
}

// Held are the exhibits of a case that are still to be disposed of.
func Held(ctx context.Context, tx *store.Tx, file string) ([]Exhibit, error) {
	xs, err := Of(ctx, tx, file)
	return slices.DeleteFunc(xs, func(x Exhibit) bool { return !x.Held() }), err
}

// InCustody are the exhibits that a person holds.
func InCustody(ctx context.Context, tx *store.Tx, person string) ([]Exhibit, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM exhibit WHERE home = $1 AND custodian = $2 ORDER BY id`, tx.Actor.Home, person)
	xs, err := store.Collect(rs, err, scan)
	return slices.DeleteFunc(xs, func(x Exhibit) bool { return !x.Held() }), err
}

func insert(ctx context.Context, tx *store.Tx, x Exhibit) error {
	_, err := tx.Exec(ctx, `INSERT INTO exhibit (home, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
		tx.Actor.Home, x.ID, x.Case, x.Class, x.Name, x.Measure, x.Unit, x.Count, x.Grams, x.HeldCount, x.HeldGrams, x.Protection,
		store.Flag(x.Alive), x.Custodian, x.Place, store.Pack(x.Photos), x.Approver, x.Paper, x.SeizedOn, x.Withdrawn, x.Version)
	return wrap("seizing", err)
}

func update(ctx context.Context, tx *store.Tx, x *Exhibit) error {
	err := tx.Row(ctx, `UPDATE exhibit SET class = $4, name = $5, unit = $6, count = $7, grams = $8, held_count = $9, held_grams = $10,
		protection = $11, alive = $12, custodian = $13, place = $14, measure = $15, approver = $16, paper = $17, withdrawn = $18, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, x.ID, x.Version, x.Class, x.Name, x.Unit, x.Count, x.Grams, x.HeldCount, x.HeldGrams, x.Protection, store.Flag(x.Alive),
		x.Custodian, x.Place, x.Measure, x.Approver, x.Paper, x.Withdrawn).Scan(&x.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	return wrap("keeping", err)
}

func scan(r store.Scanner) (x Exhibit, err error) {
	var alive int64
	var photos string
	if err = r.Scan(&x.ID, &x.Case, &x.Class, &x.Name, &x.Measure, &x.Unit, &x.Count, &x.Grams, &x.HeldCount, &x.HeldGrams, &x.Protection,
		&alive, &x.Custodian, &x.Place, &photos, &x.Approver, &x.Paper, &x.SeizedOn, &x.Withdrawn, &x.Version); err != nil {
		return x, err
	}
	x.Alive = alive == 1
	return x, json.Unmarshal([]byte(photos), &x.Photos)
}
