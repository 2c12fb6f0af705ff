package api

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// ErrKeyReused is returned when one Idempotency-Key comes with two requests.
var ErrKeyReused = fault.New(fault.Conflict, "request.key_reused", "同一请求编号被用于两个不同的请求；请刷新页面后重试")

// once lets an act sent twice under one key happen once: the second gets the
// first one's answer. Answer and act are written together.
func once[I, O any](o op, do verb[I, O]) verb[I, O] {
	return func(ctx context.Context, tx *store.Tx, in *I) (out O, err error) {
		key := key(ctx)
		if key == "" {
			return do(ctx, tx, in)
		}
		digest, err := fingerprint(o, in)
		if err != nil {
			return out, err
		}
		known, err := answered(ctx, tx, key, digest, &out)
		if err != nil || known {
			return out, err
		}
		if out, err = do(ctx, tx, in); err != nil || !tx.Noted() {
			return out, err
		}
		return out, answer(ctx, tx, key, digest, out)
	}
}

func fingerprint(o op, in any) (string, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("api: fingerprinting: %w", err)
	}
	sum := sha256.Sum256(append([]byte(o.id+"\n"), b...))
	return hex.EncodeToString(sum[:]), nil
}

func answered(ctx context.Context, tx *store.Tx, key, digest string, out any) (bool, error) {
	var had, text string
	err := tx.Row(ctx, `SELECT digest, answer FROM api_answer WHERE home = $1 AND actor = $2 AND key = $3`,
		tx.Actor.Home, tx.Actor.ID, key).Scan(&had, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("api: reading an answer: %w", err)
	case had != digest:
		return false, ErrKeyReused
	}
	return true, json.Unmarshal([]byte(text), out)
}

func answer(ctx context.Context, tx *store.Tx, key, digest string, out any) error {
	b, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("api: keeping an answer: %w", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO api_answer (home, actor, key, digest, at, answer) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Actor.Home, tx.Actor.ID, key, digest, tx.Now.UnixMicro(), string(b))
	if err != nil {
		return fmt.Errorf("api: keeping an answer: %w", err)
	}
	return nil
}

// keep is how long an answer waits for a request to be sent again: a telephone
// may be without signal for some days.
const keep = 14 * 24 * time.Hour

// Sweep forgets the answers of a home that nobody will ask for any more.
func Sweep(ctx context.Context, db *store.DB, home string) error {
	return db.Keep(ctx, store.Actor{ID: "job:api", Home: home}, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM api_answer WHERE home = $1 AND at < $2`, home, tx.Now.Add(-keep).UnixMicro()); err != nil {
			return fmt.Errorf("api: forgetting answers: %w", err)
		}
		return nil
	})
}
