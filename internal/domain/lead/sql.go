package lead

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

const columns = `id, source, channel, title, facts, subject, goods, region, campaign, department, raised_on,
	state, unit, officer, finding, reason, twin, due, extended, version, created_at, updated_at`

// Get returns the lead, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Lead, error) {
	return one(tx.Row(ctx, `SELECT `+columns+` FROM lead WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
}

// BySource returns the lead a source made, or ErrNotFound.
func BySource(ctx context.Context, tx *store.Tx, source ref.Ref) (Lead, error) {
	return one(tx.Row(ctx, `SELECT `+columns+` FROM lead WHERE home = $1 AND source = $2`, tx.Actor.Home, string(source)))
}

// insert reports false where the source has made a lead already.
func insert(ctx context.Context, tx *store.Tx, l Lead) (fresh bool, err error) {
	goods, err := json.Marshal(l.Goods)
	if err != nil {
		return false, wrap("packing goods", err)
	}
	res, err := tx.Exec(ctx, `INSERT INTO lead (home, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
		ON CONFLICT (home, source) DO NOTHING`,
		tx.Actor.Home, l.ID, string(l.Source), l.Channel, l.Title, l.Facts, string(l.Subject), string(goods), l.Region,
		l.Campaign, l.Department, l.RaisedOn, l.State, l.Unit, l.Officer, l.Finding, l.Reason, l.Twin, l.Due, l.Extended,
		l.Version, l.CreatedAt.UnixMicro(), l.UpdatedAt.UnixMicro())
	if err != nil {
		return false, wrap("inserting", err)
	}
	n, err := res.RowsAffected()
	return n > 0, wrap("inserting", err)
}

// update writes what may change and moves the version on.
func update(ctx context.Context, tx *store.Tx, l *Lead) error {
	goods, err := json.Marshal(l.Goods)
	if err != nil {
		return wrap("packing goods", err)
	}
	l.UpdatedAt = tx.Now
	err = tx.Row(ctx, `UPDATE lead SET title = $4, facts = $5, subject = $6, goods = $7, region = $8, department = $9,
		state = $10, unit = $11, officer = $12, finding = $13, reason = $14, twin = $15, due = $16, extended = $17,
		updated_at = $18, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, l.ID, l.Version, l.Title, l.Facts, string(l.Subject), string(goods), l.Region, l.Department,
		l.State, l.Unit, l.Officer, l.Finding, l.Reason, l.Twin, l.Due, l.Extended, l.UpdatedAt.UnixMicro()).Scan(&l.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	return wrap("updating", err)
}

type row interface{ Scan(...any) error }

func one(r row) (Lead, error) {
	l, err := scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		return Lead{}, ErrNotFound
	}
	return l, wrap("getting", err)
}

func scan(r row) (l Lead, err error) {
	var created, updated int64
	var goods string
	if err = r.Scan(&l.ID, &l.Source, &l.Channel, &l.Title, &l.Facts, &l.Subject, &goods, &l.Region, &l.Campaign,
		&l.Department, &l.RaisedOn, &l.State, &l.Unit, &l.Officer, &l.Finding, &l.Reason, &l.Twin, &l.Due, &l.Extended,
		&l.Version, &created, &updated); err != nil {
		return l, err
	}
	l.CreatedAt, l.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return l, json.Unmarshal([]byte(goods), &l.Goods)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("lead: %s: %w", doing, err)
}
