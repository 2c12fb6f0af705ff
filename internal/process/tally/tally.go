// Package tally turns journal entries into figures.
//
//	entry ──definition──▶ postings ──▶ totals ──▶ cell
//
// It follows the journal by its own position: Follow posts what has come since,
// in runs, and every figure is read after following, so that a table is exact
// at the journal position it prints. A faulty definition stops a table, never
// an officer.
//
// A posting is one entry's part in one indicator. Totals add postings up by
// department, township and day. A distinct indicator counts a key once in any
// window: the key's live days are linked, each to the one before (prev), and
// the window holds the days whose prev lies before it. A reversing entry
// negates the postings of the entry it names, whatever definitions say now.
//
// Everything here is derived: Recount replays the journal from nothing by
// another way and must agree to the last unit.
package tally

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"sync"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/indicator"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the derived tables; tally notes nothing.
var Part = store.Part{Name: "tally", Schema: schema}

// All is the department or township of a total over all of them.
const All = "*"

// run is how many entries are posted in one transaction.
const run = 1000

// Tally keeps the figures of a database by one set of definitions.
type Tally struct {
	db    *store.DB
	set   *indicator.Set
	lists lists
	homes sync.Map // home → *sync.Mutex: one follower a home
}

// New returns the tally of db by set.
func New(db *store.DB, set *indicator.Set) *Tally {
	return &Tally{db: db, set: set, lists: listsOf(set)}
}

// Set is the definitions in force.
func (t *Tally) Set() *indicator.Set { return t.set }

// position is how far a home is posted.
type position struct {
	seq         int64
	root        string
	definitions string
}

func actorOf(home string) store.Actor { return store.Actor{ID: "job:tally", Home: home} }

// Follow posts the entries that have come since, until the home's journal is
// read to its end.
func (t *Tally) Follow(ctx context.Context, home string) error {
	m, _ := t.homes.LoadOrStore(home, &sync.Mutex{})
	m.(*sync.Mutex).Lock()
	defer m.(*sync.Mutex).Unlock()
	for {
		behind, err := t.behind(ctx, home)
		if err != nil || !behind {
			return err
		}
		if err := t.db.Keep(ctx, actorOf(home), func(tx *store.Tx) error { return t.post(ctx, tx) }); err != nil {
			return fmt.Errorf("tally: following: %w", err)
		}
	}
}

func (t *Tally) behind(ctx context.Context, home string) (behind bool, err error) {
	err = t.db.Look(ctx, actorOf(home), func(tx *store.Tx) error {
		p, err := at(ctx, tx)
		if err != nil {
			return err
		}
		head, err := journal.At(ctx, tx)
		behind = p.seq != head.Seq || p.definitions != t.set.Version() && head.Seq > 0
		return err
	})
	return behind, err
}

func at(ctx context.Context, tx *store.Tx) (p position, err error) {
	err = tx.Row(ctx, `SELECT seq, root, definitions FROM tally_position WHERE home = $1`, tx.Actor.Home).
		Scan(&p.seq, &p.root, &p.definitions)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, fmt.Errorf("tally: reading the position: %w", err)
	}
	return p, nil
}

// lock takes the position of the home; followers in two processes queue here.
func lock(ctx context.Context, tx *store.Tx) (p position, err error) {
	err = tx.Row(ctx, `
		INSERT INTO tally_position (home, seq, root, definitions) VALUES ($1, 0, '', '')
		ON CONFLICT (home) DO UPDATE SET seq = tally_position.seq
		RETURNING seq, root, definitions`, tx.Actor.Home).Scan(&p.seq, &p.root, &p.definitions)
	if err != nil {
		return p, fmt.Errorf("tally: taking the position: %w", err)
	}
	return p, nil
}

// post posts one run. After the definitions have changed it begins again at
// the first entry: figures of two definitions never stand in one table. So it
// does where the journal is shorter than what was posted: an older copy of it
// was put back.
func (t *Tally) post(ctx context.Context, tx *store.Tx) error {
	p, err := lock(ctx, tx)
	if err != nil {
		return err
	}
	head, err := journal.At(ctx, tx)
	if err != nil {
		return err
	}
	if p.definitions != t.set.Version() || p.seq > head.Seq {
		if p, err = begin(ctx, tx, t.set.Version()); err != nil {
			return err
		}
	}
	entries, err := journal.Run(ctx, tx, p.seq, run)
	if err != nil || len(entries) == 0 {
		return err
	}
	b := newBook(t.set)
	if err := b.enter(ctx, tx, entries); err != nil {
		return err
	}
	if err := b.write(ctx, tx); err != nil {
		return err
	}
	return advance(ctx, tx, entries[len(entries)-1].Seq)
}

func begin(ctx context.Context, tx *store.Tx, version string) (position, error) {
	for _, stmt := range []string{
		`DELETE FROM tally_posting WHERE home = $1`,
		`DELETE FROM tally_total WHERE home = $1`,
	} {
		if _, err := tx.Exec(ctx, stmt, tx.Actor.Home); err != nil {
			return position{}, err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE tally_position SET seq = 0, root = '', definitions = $2 WHERE home = $1`, tx.Actor.Home, version)
	return position{definitions: version}, err
}

// advance moves the position; at the journal's head it keeps the root.
func advance(ctx context.Context, tx *store.Tx, seq int64) error {
	head, err := journal.At(ctx, tx)
	if err != nil {
		return err
	}
	root := ""
	if head.Seq == seq {
		root = head.Root
	}
	_, err = tx.Exec(ctx, `UPDATE tally_position SET seq = $2, root = $3 WHERE home = $1`, tx.Actor.Home, seq, root)
	return err
}
