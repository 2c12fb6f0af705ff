package journal

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// ErrNotFound is returned for an entry that does not exist.
var ErrNotFound = fault.New(fault.NotFound, "journal.not_found", "日志里没有这一条，请核对编号")

// Position is how far a home's journal reaches, and the root of its tree there.
type Position struct {
	Seq  int64  `json:"seq"`
	Root string `json:"root"` // base64
}

// At returns the position of the actor's home.
func At(ctx context.Context, tx *store.Tx) (Position, error) {
	var seq int64
	var raw []byte
	err := tx.Row(ctx, `SELECT seq, edge FROM journal_head WHERE home = $1`, tx.Actor.Home).Scan(&seq, &raw)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Position{}, fmt.Errorf("journal: reading the head: %w", err)
	}
	e, err := parseEdge(raw, seq)
	if err != nil {
		return Position{}, err
	}
	root := e.root()
	return Position{seq, base64.StdEncoding.EncodeToString(root[:])}, nil
}

// Run returns up to limit entries after seq, in order.
func Run(ctx context.Context, tx *store.Tx, after int64, limit int) ([]Entry, error) {
	return entries(tx.Query(ctx, `
		SELECT body FROM journal_entry WHERE home = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
		tx.Actor.Home, after, limit))
}

// Of returns what was done to a subject, oldest first.
func Of(ctx context.Context, tx *store.Tx, subject ref.Ref) ([]Entry, error) {
	return entries(tx.Query(ctx, `
		SELECT body FROM journal_entry WHERE home = $1 AND subject = $2 ORDER BY seq`,
		tx.Actor.Home, string(subject)))
}

// Get returns one entry.
func Get(ctx context.Context, tx *store.Tx, seq int64) (Entry, error) {
	es, err := Run(ctx, tx, seq-1, 1)
	if err != nil {
		return Entry{}, err
	}
	if len(es) == 0 || es[0].Seq != seq {
		return Entry{}, ErrNotFound
	}
	return es[0], nil
}

// Homes lists the homes that have a journal, or had one when it was signed.
func Homes(ctx context.Context, tx *store.Tx) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT home FROM journal_head UNION SELECT home FROM journal_checkpoint ORDER BY home`)
	return collect(rows, err, func(s string) (string, error) { return s, nil })
}

func entries(rows *sql.Rows, err error) ([]Entry, error) { return collect(rows, err, Parse) }

// collect reads rows of one text each.
func collect[T any](rows *sql.Rows, err error, parse func(string) (T, error)) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("journal: reading: %w", err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("journal: reading: %w", err)
		}
		v, err := parse(s)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
