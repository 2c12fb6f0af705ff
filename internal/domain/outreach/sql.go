package outreach

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

const columns = `id, kind, title, place, quantity, people, photos, author, department, unit, region, campaign, held_on, withdrawn, version, created_at`

// Filter chooses activities; empty fields choose all that stand.
type Filter struct {
	Kind     string `query:"kind" json:"kind,omitempty"`
	Unit     string `query:"unit" json:"unit,omitempty"`
	Region   string `query:"region" json:"region,omitempty"`
	Campaign string `query:"campaign" json:"campaign,omitempty"`
	From     string `query:"from" json:"from,omitempty"` // held on this day or later
	To       string `query:"to" json:"to,omitempty"`     // held on this day or before
}

// List returns activities, newest first, and where the next page begins; empty
// when this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Activity, string, error) {
	cond, args := []string{"home = $1 AND withdrawn = ''"}, []any{tx.Actor.Home}
	for _, c := range []struct{ cond, value string }{
		{"kind =", f.Kind}, {"unit =", f.Unit}, {"region =", f.Region}, {"campaign =", f.Campaign},
		{"held_on >=", f.From}, {"held_on <=", f.To}, {"id <", p.After},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf("%s $%d", c.cond, len(args)))
		}
	}
	n := p.Size()
	args = append(args, n+1)
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT `+columns+` FROM outreach WHERE %s ORDER BY id DESC LIMIT $%d`, strings.Join(cond, " AND "), len(args)), args...)
	if err != nil {
		return nil, "", wrap("listing", err)
	}
	defer rows.Close()
	out := []Activity{}
	for rows.Next() {
		a, err := scan(rows)
		if err != nil {
			return nil, "", wrap("listing", err)
		}
		out = append(out, a)
	}
	if len(out) > n {
		return out[:n], out[n-1].ID, rows.Err()
	}
	return out, "", wrap("listing", rows.Err())
}

// Coverage counts the subjects that signed in a campaign.
func Coverage(ctx context.Context, tx *store.Tx, campaign string) (n int64, err error) {
	err = tx.Row(ctx, `SELECT COUNT(DISTINCT entity) FROM outreach_commitment WHERE home = $1 AND campaign = $2 AND withdrawn = ''`,
		tx.Actor.Home, campaign).Scan(&n)
	return n, wrap("counting commitments", err)
}

// Get returns an activity, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Activity, error) {
	a, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM outreach WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	return a, missing("getting", err)
}

func insert(ctx context.Context, tx *store.Tx, a Activity) error {
	photos, err := json.Marshal(a.Photos)
	if err != nil {
		return wrap("packing photos", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO outreach (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		tx.Actor.Home, a.ID, a.Kind, a.Title, a.Place, a.Quantity, a.People, string(photos), a.Author, a.Department, a.Unit, a.Region,
		a.Campaign, a.HeldOn, a.Withdrawn, a.Version, a.CreatedAt.UnixMicro())
	return wrap("inserting", err)
}

func update(ctx context.Context, tx *store.Tx, a *Activity) error {
	photos, err := json.Marshal(a.Photos)
	if err != nil {
		return wrap("packing photos", err)
	}
	err = tx.Row(ctx, `UPDATE outreach SET kind = $4, title = $5, place = $6, quantity = $7, people = $8, photos = $9, region = $10, held_on = $11,
		withdrawn = $12, version = version + 1 WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, a.ID, a.Version, a.Kind, a.Title, a.Place, a.Quantity, a.People, string(photos), a.Region, a.HeldOn, a.Withdrawn).Scan(&a.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	return wrap("updating", err)
}

func scan(r interface{ Scan(...any) error }) (a Activity, err error) {
	var photos string
	var created int64
	if err = r.Scan(&a.ID, &a.Kind, &a.Title, &a.Place, &a.Quantity, &a.People, &photos, &a.Author, &a.Department, &a.Unit, &a.Region,
		&a.Campaign, &a.HeldOn, &a.Withdrawn, &a.Version, &created); err != nil {
		return a, err
	}
	a.CreatedAt = time.UnixMicro(created).UTC()
	return a, json.Unmarshal([]byte(photos), &a.Photos)
}

const commitmentColumns = `id, entity, campaign, photo, author, department, region, signed_on, withdrawn, created_at`

func insertCommitment(ctx context.Context, tx *store.Tx, c Commitment) error {
	_, err := tx.Exec(ctx, `INSERT INTO outreach_commitment (home, `+commitmentColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.Actor.Home, c.ID, string(c.Entity), c.Campaign, c.Photo, c.Author, c.Department, c.Region, c.SignedOn, c.Withdrawn, c.CreatedAt.UnixMicro())
	return wrap("signing", err)
}

// signed is the standing commitment of a subject in a campaign.
func signed(ctx context.Context, tx *store.Tx, campaign string, entity ref.Ref) (c Commitment, err error) {
	var created int64
	err = tx.Row(ctx, `SELECT `+commitmentColumns+` FROM outreach_commitment WHERE home = $1 AND campaign = $2 AND entity = $3 AND withdrawn = ''`,
		tx.Actor.Home, campaign, string(entity)).Scan(&c.ID, &c.Entity, &c.Campaign, &c.Photo, &c.Author, &c.Department, &c.Region,
		&c.SignedOn, &c.Withdrawn, &created)
	c.CreatedAt = time.UnixMicro(created).UTC()
	return c, missing("getting a commitment", err)
}

// missing makes a missing row the fault that says so.
func missing(doing string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return wrap(doing, err)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("outreach: %s: %w", doing, err)
}
