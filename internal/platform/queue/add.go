package queue

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Add asks for a job in the transaction it belongs to, on behalf of its actor,
// and returns it, or the one that was asked for already. A pool finds it within
// two seconds of the commit; Ask has it looked for at once.
func Add(ctx context.Context, tx *store.Tx, o Order) (Job, error) {
	args, err := json.Marshal(o.Args)
	if err != nil {
		return Job{}, fmt.Errorf("queue: adding: %w", err)
	}
	sum := sha256.Sum256(append([]byte(o.Kind+"\n"), args...))
	key := hex.EncodeToString(sum[:])
	if j, err := known(ctx, tx, o, key); !errors.Is(err, ErrNotFound) {
		return j, err
	}
	var files []string
	for _, f := range o.Files {
		files = append(files, f.Digest)
	}
	a := tx.Actor
	if _, err := tx.Exec(ctx, `
		INSERT INTO queue_job (id, home, kind, title, actor, unit, department, args, key, once, lane, state, progress, total, word,
			attempt, deaths, worker, stopping, beat_at, asked_at, started_at, ended_at, files, result, trouble)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', 0, 0, $12, 0, 0, '', 0, 0, $13, 0, 0, $14, '', '')
		ON CONFLICT DO NOTHING`,
		tx.ID(), a.Home, o.Kind, o.Title, a.ID, a.Unit, a.Department, string(args), key, o.Once, o.Lane, o.Word,
		tx.Now.UnixMicro(), strings.Join(files, " ")); err != nil {
		return Job{}, fmt.Errorf("queue: adding: %w", err)
	}
	return known(ctx, tx, o, key)
}

// known finds the job of an order: the one of the same request, or the one that
// lives and does the same.
func known(ctx context.Context, tx *store.Tx, o Order, key string) (Job, error) {
	var id, had string
	err := tx.Row(ctx, `SELECT id, key FROM queue_job WHERE home = $1 AND actor = $2 AND once = $3 AND once <> ''`,
		tx.Actor.Home, tx.Actor.ID, o.Once).Scan(&id, &had)
	if err == nil && had != key {
		return Job{}, ErrReused
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.Row(ctx, `SELECT id FROM queue_job WHERE home = $1 AND actor = $2 AND key = $3 AND state IN ('waiting', 'running')`,
			tx.Actor.Home, tx.Actor.ID, key).Scan(&id)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, ErrNotFound
	}
	if err != nil {
		return Job{}, fmt.Errorf("queue: adding: %w", err)
	}
	return Get(ctx, tx, id)
}
