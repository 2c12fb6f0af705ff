// Package journal keeps what was done: one append-only, gapless, hashed list
// of entries in every home.
//
// An act notes what it did (store.Tx.Note); on its way out the notes become
// entries. The bytes that are hashed are the entry's body, canonical JSON; the
// leaves form an RFC 6962 tree whose edge lies in the home's head row, so that
// appending reads nothing but that row. Checkpoints are signed roots.
//
// Audit trail, statistics and history are readings of the journal. It never
// holds personal data, and it knows nothing of what its verbs mean.
package journal

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the journal's tables; it notes nothing itself.
var Part = store.Part{Name: "journal", Schema: schema}

// Entry is one thing that was done.
type Entry struct {
	Home        string         `json:"home"`
	Seq         int64          `json:"seq"` // 1, 2, 3 … without gaps in its home
	Act         string         `json:"act"` // entries of one act share it
	At          time.Time      `json:"at"`
	By          string         `json:"by"`
	Unit        string         `json:"unit"`
	Verb        string         `json:"verb"`
	Subject     ref.Ref        `json:"subject"`
	Day         string         `json:"day"`    // the local day it happened on
	Region      string         `json:"region"` // 12 digits
	Campaign    string         `json:"campaign"`
	Departments []string       `json:"departments"` // whom it counts for
	Facts       map[string]any `json:"facts"`       // string, int64, bool or []string
	Reverses    int64          `json:"reverses"`    // the entry it takes back, or 0
}

// Attach makes db note its acts in the journal.
func Attach(db *store.DB) { db.Attach(keeper{}) }

type keeper struct{}

// head is the end of one home's journal while an act holds it.
type head struct {
	seq  int64
	edge edge
}

// Lock takes the head row: acts of one home queue here, where they have not
// queued before.
func (keeper) Lock(ctx context.Context, tx *store.Tx) (store.Head, error) {
	var h head
	var raw []byte
	query := `SELECT seq, edge FROM journal_head WHERE home = $1`
	if !tx.Alone() {
		query += ` FOR UPDATE`
	}
	err := tx.First(ctx, query, []any{tx.Actor.Home}, &h.seq, &raw)
	if errors.Is(err, sql.ErrNoRows) && !tx.Alone() { // the home's first act; another may be before this one
		err = tx.Row(ctx, `
			INSERT INTO journal_head (home, seq, edge) VALUES ($1, 0, $2)
			ON CONFLICT (home) DO UPDATE SET seq = journal_head.seq
			RETURNING seq, edge`, tx.Actor.Home, []byte{}).Scan(&h.seq, &raw)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	h.edge, err = parseEdge(raw, h.seq)
	return &h, err
}

// Append writes the act's notes as entries and moves the head behind them.
func (h *head) Append(ctx context.Context, tx *store.Tx, notes []store.Note) error {
	act := tx.ID()
	rows := make([][]any, len(notes))
	for i, n := range notes {
		body, err := encode(tx, n, act, h.seq+1)
		if err != nil {
			return err
		}
		leaf := h.edge.push(body, h.seq)
		h.seq++
		rows[i] = []any{tx.Actor.Home, h.seq, tx.Now.UnixMicro(), tx.Actor.ID, n.Verb, string(n.Subject), n.Day, n.Reverses, leaf, string(body)}
	}
	if err := tx.Last(ctx, `
		INSERT INTO journal_entry (home, seq, at, actor, verb, subject, day, reverses, hash, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, rows); err != nil {
		return err
	}
	return tx.Last(ctx, `
		INSERT INTO journal_head (home, seq, edge) VALUES ($1, $2, $3)
		ON CONFLICT (home) DO UPDATE SET seq = excluded.seq, edge = excluded.edge`, [][]any{{tx.Actor.Home, h.seq, h.edge.bytes()}})
}
