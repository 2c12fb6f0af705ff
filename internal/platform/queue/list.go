package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// shown is how many jobs a list shows.
const shown = 50

const columns = `id, home, kind, title, actor, unit, department, args, state, progress, total, word, attempt, stopping, asked_at, started_at, ended_at, result, trouble`

// Get returns a job of the actor.
func Get(ctx context.Context, tx *store.Tx, id string) (Job, error) {
	j, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM queue_job WHERE home = $1 AND actor = $2 AND id = $3`, tx.Actor.Home, tx.Actor.ID, id))
	if errors.Is(err, sql.ErrNoRows) {
		return j, ErrNotFound
	}
	if err != nil {
		return j, fmt.Errorf("queue: getting: %w", err)
	}
	return j, nil
}

// Mine lists the actor's last jobs, newest first.
func Mine(ctx context.Context, tx *store.Tx) ([]Job, error) {
	return all(tx.Query(ctx, `SELECT `+columns+` FROM queue_job WHERE home = $1 AND actor = $2 ORDER BY id DESC LIMIT $3`,
		tx.Actor.Home, tx.Actor.ID, shown))
}

// States lists the home's last jobs, newest first, for who runs the program:
// what they are and how they stand, not what they are about.
func States(ctx context.Context, tx *store.Tx) ([]Job, error) {
	js, err := all(tx.Query(ctx, `SELECT `+columns+` FROM queue_job WHERE home = $1 ORDER BY id DESC LIMIT $2`, tx.Actor.Home, shown))
	for i := range js {
		js[i].Title, js[i].Result, js[i].args = "", nil, nil
		if t := js[i].Trouble; t != nil {
			t.Detail = ""
		}
	}
	return js, err
}

func all(rows *sql.Rows, err error) ([]Job, error) {
	if err != nil {
		return nil, fmt.Errorf("queue: listing: %w", err)
	}
	defer rows.Close()
	out := []Job{}
	for rows.Next() {
		j, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("queue: listing: %w", err)
		}
		out = append(out, j)
	}
	return out, rows.Err()
}

func scan(row interface{ Scan(...any) error }) (j Job, err error) {
	var args, result, trouble string
	var stopping, asked, started, ended int64
	a := &j.actor
	if err := row.Scan(&j.ID, &a.Home, &j.Kind, &j.Title, &a.ID, &a.Unit, &a.Department, &args, &j.State, &j.Done, &j.Total, &j.Word,
		&j.Attempt, &stopping, &asked, &started, &ended, &result, &trouble); err != nil {
		return Job{}, err
	}
	j.By, j.args, j.Stopping = a.ID, json.RawMessage(args), stopping != 0 && j.State == Running
	j.givenUp = stopping == 2
	j.AskedAt, j.StartedAt, j.EndedAt = moment(asked), moment(started), moment(ended)
	if result != "" {
		err = json.Unmarshal([]byte(result), &j.Result)
	}
	if trouble != "" {
		err = errors.Join(err, json.Unmarshal([]byte(trouble), &j.Trouble))
	}
	return j, err
}

func moment(micro int64) time.Time {
	if micro == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}

// Sweep forgets jobs that ended longer than Kept ago.
func Sweep(ctx context.Context, db *store.DB) error {
	return db.Keep(ctx, keeper(""), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM queue_job WHERE ended_at > 0 AND ended_at < $1`, tx.Now.Add(-Kept).UnixMicro()); err != nil {
			return fmt.Errorf("queue: sweeping: %w", err)
		}
		return nil
	})
}

// Held are the digests of all files kept for jobs, by home.
func Held(ctx context.Context, db *store.DB) (map[string]map[string]bool, error) {
	held := map[string]map[string]bool{}
	err := db.Look(ctx, keeper(""), func(tx *store.Tx) error {
		clear(held)
		rows, err := tx.Query(ctx, `SELECT home, files FROM queue_job WHERE files <> ''`)
		if err != nil {
			return fmt.Errorf("queue: listing files: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var home, files string
			if err := rows.Scan(&home, &files); err != nil {
				return fmt.Errorf("queue: listing files: %w", err)
			}
			if held[home] == nil {
				held[home] = map[string]bool{}
			}
			for _, f := range strings.Fields(files) {
				held[home][f] = true
			}
		}
		return rows.Err()
	})
	return held, err
}

// keeper is who keeps the queue.
func keeper(home string) store.Actor { return store.Actor{ID: "job:queue", Home: home} }
