package registry

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

// Later is what chunks of a big import leave to be written together: by what
// keys new records are found, and under what headings they are listed. Both
// fall anywhere in their tables; written sorted they touch a page once and not
// for every row. They are derived from the records, and what was not finished
// goes with its import.
type Later struct {
	finds  finds
	listed listings
}

// Take takes from a chunk what can wait; Store then writes the rest.
func (l *Later) Take(c *Chunk) {
	l.finds = append(l.finds, c.finds...)
	l.listed.take(&c.listed)
	c.finds = nil
}

// Len is how many subjects wait.
func (l *Later) Len() int { return len(l.listed.rows) }

// run is how many rows are written at once, some 50 ms of the writer's time.
const run = 10_000

// Write writes what waits.
func (l *Later) Write(ctx context.Context, db *store.DB, by store.Actor) error {
	l.finds.sort()
	for part := range slices.Chunk(l.finds, run) {
		if err := db.Keep(ctx, by, func(tx *store.Tx) error { return part.write(ctx, tx) }); err != nil {
			return err
		}
	}
	if err := l.list(ctx, db, by); err != nil {
		return fmt.Errorf("registry: listing: %w", err)
	}
	l.finds, l.listed.names, l.listed.rows = l.finds[:0], l.listed.names[:0], l.listed.rows[:0]
	return nil
}

func (l *Later) list(ctx context.Context, db *store.DB, by store.Actor) error {
	if len(l.listed.rows) <= run {
		return db.Keep(ctx, by, func(tx *store.Tx) error { return l.listed.span(ctx, tx) })
	}
	return l.listed.write(by.Home, func(rows [][]any) error {
		return db.Keep(ctx, by, func(tx *store.Tx) error { return tx.Many(ctx, list, rows) })
	})
}

// finds lead from the keys a run of rows has taught to the records that hold
// them.
type finds [][2]int64 // hash, ord

func (f finds) sort() {
	slices.SortFunc(f, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
}

func (f finds) write(ctx context.Context, tx *store.Tx) error {
	rows := make([][]any, len(f))
	for i, x := range f {
		rows[i] = []any{tx.Actor.Home, x[0], x[1]}
	}
	if err := tx.Many(ctx, `INSERT INTO registry_find (home, hash, ord) VALUES ($1, $2, $3) ON CONFLICT (home, hash, ord) DO NOTHING`, rows); err != nil {
		return fmt.Errorf("registry: writing finds: %w", err)
	}
	return nil
}
