package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
)

const (
	deaths  = 3                // how often a process may die over a job
	silence = 30 * time.Second // without a sign of life after which a process is taken for dead
)

var errNone = errors.New("queue: nothing waits")

// free is the condition under which a waiting job may run: none of its lane does.
const free = `state = 'waiting' AND NOT EXISTS (SELECT 1 FROM queue_job AS r
	WHERE r.state = 'running' AND r.lane <> '' AND r.home = queue_job.home AND r.lane = queue_job.lane)`

// claim takes the job that waits longest, or returns errNone.
func (p *Pool) claim(ctx context.Context) (j Job, err error) {
	var id string
	err = p.db.Look(ctx, keeper(""), func(tx *store.Tx) error {
		return tx.Row(ctx, `SELECT id FROM queue_job WHERE `+free+` ORDER BY asked_at, id LIMIT 1`).Scan(&id)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return j, errNone
	}
	if err != nil {
		return j, fmt.Errorf("queue: looking: %w", err)
	}
	err = p.db.Keep(ctx, keeper(""), func(tx *store.Tx) (err error) {
		j, err = scan(tx.Row(ctx, `
			UPDATE queue_job SET state = 'running', worker = $2, beat_at = $3, started_at = $3, attempt = attempt + 1, progress = 0
			WHERE id = $1 AND `+free+` RETURNING `+columns, id, p.name, tx.Now.UnixMicro()))
		return err
	})
	if errors.Is(err, sql.ErrNoRows) || taken(err) {
		return j, errNone
	}
	if err != nil {
		return j, fmt.Errorf("queue: claiming: %w", err)
	}
	return j, nil
}

// taken reports that another process has begun a job of the lane at the same
// moment; only PostgreSQL has several.
func taken(err error) bool {
	pg, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err)
	return ok && pg.SQLState() == "23505"
}

// sign writes a run's progress as a sign of life. It reports whether who asked
// wants it stopped, and errLost where the job is another's by now.
func (p *Pool) sign(ctx context.Context, r *Run, done, total int64) (stop bool, err error) {
	var stopping int64
	err = p.db.Keep(ctx, keeper(r.actor.Home), func(tx *store.Tx) error {
		return tx.Row(ctx, `
			UPDATE queue_job SET beat_at = $4, progress = $5, total = $6
			WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 'running' RETURNING stopping`,
			r.ID, p.name, r.Attempt, tx.Now.UnixMicro(), done, total).Scan(&stopping)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return false, errLost
	}
	if err != nil {
		return false, fmt.Errorf("queue: signing: %w", err)
	}
	return stopping != 0, nil
}

// outcome is how a run ended.
type outcome struct {
	state   State
	result  *Result
	trouble *Trouble
}

// settle writes how a run ended.
func (p *Pool) settle(ctx context.Context, r *Run, o outcome) error {
	result, file, err := o.packed()
	if err != nil {
		return err
	}
	trouble := ""
	if o.trouble != nil {
		b, err := json.Marshal(o.trouble)
		if err != nil {
			return fmt.Errorf("queue: settling: %w", err)
		}
		trouble = string(b)
	}
	done, total := r.progress()
	return p.db.Keep(ctx, keeper(r.actor.Home), func(tx *store.Tx) error {
		ended := tx.Now.UnixMicro()
		if o.state == Waiting {
			ended = 0
		}
		if _, err := tx.Exec(ctx, `
			UPDATE queue_job SET state = $4, worker = '', ended_at = $5, progress = $6, total = $7, result = $8, trouble = $9, files = files || $10
			WHERE id = $1 AND worker = $2 AND attempt = $3 AND state = 'running'`,
			r.ID, p.name, r.Attempt, string(o.state), ended, done, total, result, trouble, file); err != nil {
			return fmt.Errorf("queue: settling: %w", err)
		}
		return nil
	})
}

func (o outcome) packed() (result, file string, err error) {
	if o.result == nil {
		return "", "", nil
	}
	b, err := json.Marshal(o.result)
	if err != nil {
		return "", "", fmt.Errorf("queue: settling: %w", err)
	}
	if o.result.File != nil {
		file = " " + o.result.File.Digest
	}
	return string(b), file, nil
}

// revive lets jobs be begun anew whose process is gone: at the start those of
// this process's name (on SQLite all, for one process holds the file), later
// those that give no sign of life.
func (p *Pool) revive(ctx context.Context, start bool) error {
	died, err := json.Marshal(Trouble{Code: ErrDied.Code, Text: ErrDied.Text})
	if err != nil {
		return fmt.Errorf("queue: reviving: %w", err)
	}
	mine := p.name // whose jobs are dead at once
	if !start {
		mine = ""
	}
	return p.db.Keep(ctx, keeper(""), func(tx *store.Tx) error {
		dead := tx.Now.Add(-silence).UnixMicro()
		if start && tx.Dialect() == store.SQLite {
			dead = tx.Now.UnixMicro() + 1
		}
		const gone = ` WHERE state = 'running' AND (worker = $1 AND worker <> '' OR worker <> $3 AND beat_at < $2)`
		if _, err := tx.Exec(ctx, `UPDATE queue_job SET state = 'failed', worker = '', deaths = deaths + 1, ended_at = $4, trouble = $5`+gone+` AND deaths >= $6`,
			mine, dead, p.others(start), tx.Now.UnixMicro(), string(died), deaths); err != nil { // even of taking it back
			return fmt.Errorf("queue: reviving: %w", err)
		}
		if _, err := tx.Exec(ctx, `UPDATE queue_job SET state = 'waiting', worker = '', deaths = deaths + 1,
			stopping = CASE WHEN deaths >= $4 THEN 2 ELSE stopping END`+gone, mine, dead, p.others(start), deaths-1); err != nil {
			return fmt.Errorf("queue: reviving: %w", err)
		}
		return nil
	})
}

// others is the worker whose silence means nothing: this process, while it runs,
// knows better what it runs.
func (p *Pool) others(start bool) string {
	if start {
		return ""
	}
	return p.name
}
