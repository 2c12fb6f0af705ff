package casework

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

const columns = `id, origin, number, title, facts, violation, unit, department, region, campaign, state, complex, outcome, reason,
	value_fen, basis, filed_on, decided_on, executed_on, closed_on, exposed_on, version, created_at, updated_at`

// Get returns the case with its officers, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Case, error) {
	return one(ctx, tx, `SELECT `+columns+` FROM casework_case WHERE home = $1 AND id = $2`, id)
}

// ByOrigin returns the case an origin made, or ErrNotFound.
func ByOrigin(ctx context.Context, tx *store.Tx, origin ref.Ref) (Case, error) {
	return one(ctx, tx, `SELECT `+columns+` FROM casework_case WHERE home = $1 AND origin = $2`, string(origin))
}

func one(ctx context.Context, tx *store.Tx, query, key string) (Case, error) {
	c, err := store.One(tx.Row(ctx, query, tx.Actor.Home, key), ErrNotFound, scan)
	if err != nil {
		return Case{}, err
	}
	rs, err := tx.Query(ctx, `SELECT person FROM casework_officer WHERE home = $1 AND file = $2 ORDER BY person`, tx.Actor.Home, c.ID)
	c.Officers, err = store.Collect(rs, err, word)
	return c, err
}

func insert(ctx context.Context, tx *store.Tx, c Case) error {
	if _, err := tx.Exec(ctx, `INSERT INTO casework_case (home, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
		tx.Actor.Home, c.ID, string(c.Origin), c.Number, c.Title, c.Facts, c.Violation, c.Unit, c.Department, c.Region, c.Campaign,
		c.State, store.Flag(c.Complex), c.Outcome, c.Reason, c.ValueFen, c.Basis, c.FiledOn, c.DecidedOn, c.ExecutedOn, c.ClosedOn, c.ExposedOn,
		c.Version, c.CreatedAt.UnixMicro(), c.UpdatedAt.UnixMicro()); err != nil {
		return wrap("inserting", err)
	}
	return staff(ctx, tx, c)
}

// staff writes who is on the case.
func staff(ctx context.Context, tx *store.Tx, c Case) error {
	if _, err := tx.Exec(ctx, `DELETE FROM casework_officer WHERE home = $1 AND file = $2`, tx.Actor.Home, c.ID); err != nil {
		return wrap("staffing", err)
	}
	out := make([][]any, len(c.Officers))
	for i, p := range c.Officers {
		out[i] = []any{tx.Actor.Home, c.ID, p}
	}
	return wrap("staffing", tx.Many(ctx, `INSERT INTO casework_officer (home, file, person) VALUES ($1, $2, $3)`, out))
}

func update(ctx context.Context, tx *store.Tx, c *Case) error {
	c.UpdatedAt = tx.Now
	err := tx.Row(ctx, `UPDATE casework_case SET title = $4, facts = $5, violation = $6, state = $7, outcome = $8, reason = $9,
		value_fen = $10, basis = $11, decided_on = $12, executed_on = $13, closed_on = $14, exposed_on = $15, updated_at = $16, complex = $17,
		version = version + 1 WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, c.ID, c.Version, c.Title, c.Facts, c.Violation, c.State, c.Outcome, c.Reason, c.ValueFen, c.Basis,
		c.DecidedOn, c.ExecutedOn, c.ClosedOn, c.ExposedOn, c.UpdatedAt.UnixMicro(), store.Flag(c.Complex)).Scan(&c.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	return wrap("updating", err)
}

// change edits a case of the actor's unit, if it still is as the caller saw it.
func change(ctx context.Context, tx *store.Tx, id string, version int64, edit func(*Case) error) (Case, error) {
	c, err := At(ctx, tx, id, version)
	if err != nil {
		return Case{}, err
	}
	before := strings.Join(c.Officers, " ")
	if err := edit(&c); err != nil {
		return Case{}, err
	}
	if err := c.short(); err != nil {
		return Case{}, err
	}
	if strings.Join(c.Officers, " ") != before {
		if err := staff(ctx, tx, c); err != nil {
			return Case{}, err
		}
	}
	return c, update(ctx, tx, &c)
}

// At is a case of the actor's unit, if it still is as the caller saw it.
func At(ctx context.Context, tx *store.Tx, id string, version int64) (Case, error) {
	c, err := Mine(ctx, tx, id)
	if err == nil && c.Version != version {
		return Case{}, ErrMoved.Against(c)
	}
	return c, err
}

// Mine is a case of the actor's unit.
func Mine(ctx context.Context, tx *store.Tx, id string) (Case, error) {
	c, err := Get(ctx, tx, id)
	if err == nil && c.Unit != tx.Actor.Unit {
		return Case{}, ErrNotYours
	}
	return c, err
}

func scan(r store.Scanner) (c Case, err error) {
	var created, updated, complex int64
	err = r.Scan(&c.ID, &c.Origin, &c.Number, &c.Title, &c.Facts, &c.Violation, &c.Unit, &c.Department, &c.Region, &c.Campaign,
		&c.State, &complex, &c.Outcome, &c.Reason, &c.ValueFen, &c.Basis, &c.FiledOn, &c.DecidedOn, &c.ExecutedOn, &c.ClosedOn, &c.ExposedOn,
		&c.Version, &created, &updated)
	c.CreatedAt, c.UpdatedAt = store.Moment(created), store.Moment(updated)
	c.Complex = complex == 1
	return c, err
}

func word(r store.Scanner) (s string, err error) { err = r.Scan(&s); return s, err }

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("casework: %s: %w", doing, err)
}
