package registry

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
)

const columns = `id, venue, name, address, region, code, grade, body, state, reason, into_id, import, version, created_at, updated_at`

func scan(row interface{ Scan(...any) error }) (Subject, error) {
	var s Subject
	var venue, name, address, grade, body string
	var created, updated int64
	err := row.Scan(&s.ID, &venue, &name, &address, &s.Region, &s.Code, &grade, &body, &s.State, &s.Reason, &s.Into, &s.Import, &s.Version, &created, &updated)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal([]byte(body), &s.Subject); err != nil {
		return s, fmt.Errorf("registry: reading %s: %w", s.ID, err)
	}
	s.Venue, s.Name, s.Address, s.Grade = ledger.Venue(venue), name, address, grade
	s.CreatedAt, s.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return s, nil
}

// bodyOf is what the columns do not hold of a subject, JSON.
func bodyOf(s *ledger.Subject) (string, error) {
	b, err := json.Marshal(struct {
		*ledger.Subject
		Venue   string `json:"venue,omitempty"` // these four are columns
		Name    string `json:"name,omitempty"`
		Address string `json:"address,omitempty"`
		Grade   string `json:"grade,omitempty"`
	}{Subject: s})
	return string(b), err
}

// Get returns the subject, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Subject, error) {
	s, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM registry_subject WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Subject{}, ErrNotFound.With(id)
	}
	if err != nil {
		return Subject{}, fmt.Errorf("registry: getting: %w", err)
	}
	return s, nil
}

func update(ctx context.Context, tx *store.Tx, s *Subject) error {
	body, err := bodyOf(&s.Subject)
	if err != nil {
		return fmt.Errorf("registry: updating: %w", err)
	}
	if len(s.Codes) > 0 {
		s.Code = best(s.Codes)
	}
	res, err := tx.Exec(ctx, `
		UPDATE registry_subject SET name = $3, address = $4, region = $5, code = $6, grade = $7, body = $8, state = $9, reason = $10,
		  into_id = $11, version = version + 1, updated_at = $12
		WHERE home = $1 AND id = $2 AND version = $13`,
		tx.Actor.Home, s.ID, s.Name, s.Address, s.Region, s.Code, s.Grade, body, string(s.State), s.Reason, s.Into, tx.Now.UnixMicro(), s.Version)
	if err != nil {
		return fmt.Errorf("registry: updating: %w", err)
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return ErrMoved
	}
	s.Version++
	s.UpdatedAt = tx.Now
	return search.Put(ctx, tx, search.Doc{Ref: s.Ref(), Text: words(&s.Subject)})
}

func pair(ctx context.Context, tx *store.Tx, a, b string) (p Pair, err error) {
	err = tx.Row(ctx, `SELECT kind, state, reason FROM registry_pair WHERE home = $1 AND a = $2 AND b = $3`, tx.Actor.Home, a, b).
		Scan(&p.Kind, &p.State, &p.Reason)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrPair
	}
	if err != nil {
		return p, fmt.Errorf("registry: getting a pair: %w", err)
	}
	if p.A, err = Get(ctx, tx, a); err != nil {
		return p, err
	}
	p.B, err = Get(ctx, tx, b)
	return p, err
}

// Pairs lists suspected pairs in a state, up to 200.
func Pairs(ctx context.Context, tx *store.Tx, state string) ([]Pair, error) {
	ids, err := texts(tx.Query(ctx, `SELECT a || ' ' || b FROM registry_pair WHERE home = $1 AND state = $2 ORDER BY a, b LIMIT 200`, tx.Actor.Home, state))
	if err != nil {
		return nil, err
	}
	out := make([]Pair, len(ids))
	for i, ab := range ids {
		var a, b string
		if _, err := fmt.Sscan(ab, &a, &b); err != nil {
			return nil, fmt.Errorf("registry: listing pairs: %w", err)
		}
		if out[i], err = pair(ctx, tx, a, b); err != nil {
			return nil, err
		}
	}
	return out, nil
}
