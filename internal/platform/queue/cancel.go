package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Cancel stops a job of the actor's: one that waits at once, one that runs with
// its present step.
func (p *Pool) Cancel(ctx context.Context, by store.Actor, id string) (j Job, err error) {
	err = p.db.Keep(ctx, by, func(tx *store.Tx) (err error) {
		j, err = scan(tx.Row(ctx, `
			UPDATE queue_job SET stopping = 1,
				ended_at = CASE WHEN state = 'waiting' AND attempt = 0 THEN $4 ELSE ended_at END,
				state = CASE WHEN state = 'waiting' AND attempt = 0 THEN 'cancelled' ELSE state END
			WHERE home = $1 AND actor = $2 AND id = $3 AND state IN ('waiting', 'running') RETURNING `+columns,
			by.Home, by.ID, id, tx.Now.UnixMicro()))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := Get(ctx, tx, id); err != nil {
			return err
		}
		return ErrEnded
	})
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrEnded) {
		return Job{}, err
	}
	if err != nil {
		return Job{}, fmt.Errorf("queue: cancelling: %w", err)
	}
	p.mu.Lock()
	if r := p.runs[id]; r != nil {
		r.cancel(errCancelled)
	}
	p.mu.Unlock()
	p.tell(by)
	return j, nil
}

// Await returns a job of the actor's once it has ended, or as it stands after
// limit.
func (p *Pool) Await(ctx context.Context, by store.Actor, id string, limit time.Duration) (j Job, err error) {
	changed, forget := p.Listen(by)
	defer forget()
	over := time.After(limit)
	for {
		err = p.db.Look(ctx, by, func(tx *store.Tx) (err error) {
			j, err = Get(ctx, tx, id)
			return err
		})
		if err != nil || j.Ended() {
			return j, err
		}
		select {
		case <-changed:
		case <-over:
			return j, nil
		case <-p.stop:
			return j, nil
		case <-ctx.Done():
			return j, nil // who asked has left; the job goes on
		}
	}
}

// ear is somebody who wants to hear of his jobs.
type ear struct {
	who     store.Actor
	changed chan struct{}
}

// Listen tells when a job of the actor's may have moved in this process, until
// forget is called. Of what other processes do it does not hear.
func (p *Pool) Listen(by store.Actor) (changed <-chan struct{}, forget func()) {
	e := &ear{by, make(chan struct{}, 1)}
	p.mu.Lock()
	p.ears[e] = true
	p.mu.Unlock()
	return e.changed, func() {
		p.mu.Lock()
		delete(p.ears, e)
		p.mu.Unlock()
	}
}

// tell lets everybody know who listens for the actor.
func (p *Pool) tell(who store.Actor) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for e := range p.ears {
		if e.who.ID == who.ID && e.who.Home == who.Home {
			select {
			case e.changed <- struct{}{}:
			default:
			}
		}
	}
}
