package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Work does one kind of job. It returns soon after ctx ends, with an error, and
// by then has taken back what must not stay half done.
type Work func(ctx context.Context, r *Run) (Result, error)

// Run is a job being worked on.
type Run struct {
	Job
	done, total atomic.Int64
	cancel      context.CancelCauseFunc
}

// Actor is who asked, for the post he asked from.
func (r *Run) Actor() store.Actor { return r.actor }

// Args reads what the order said.
func (r *Run) Args(into any) error {
	if err := json.Unmarshal(r.args, into); err != nil {
		return fmt.Errorf("queue: reading the arguments of %s: %w", r.Kind, err)
	}
	return nil
}

// Progress tells how much is done of how much; total is 0 while nobody knows.
// It costs nothing and may be called for every row.
func (r *Run) Progress(done, total int64) {
	r.done.Store(done)
	r.total.Store(total)
}

func (r *Run) progress() (done, total int64) { return r.done.Load(), r.total.Load() }

// Why a run's context ended.
var (
	errCancelled = errors.New("queue: cancelled by who asked")
	errStopping  = errors.New("queue: the program stops")
	errLost      = errors.New("queue: another process has taken the job over")
)

const (
	poll  = 2 * time.Second        // how soon a job is found that nobody woke the pool for
	step  = 400 * time.Millisecond // how often progress is written
	quiet = 4 * time.Second        // how often a sign of life is, without progress
	grace = 3 * time.Second        // for runs to end by themselves when the program stops
)

// Pool works jobs off, a few at a time.
type Pool struct {
	db    *store.DB
	name  string
	works map[string]Work
	slots chan struct{}
	wake  chan struct{}
	stop  chan struct{}
	ended sync.Once
	busy  sync.WaitGroup

	mu   sync.Mutex
	runs map[string]*Run
	ears map[*ear]bool
}

// New makes a pool that runs many jobs at once. Name tells this process from
// others that work on the same database, and is the same after a restart.
func New(db *store.DB, name string, many int, works map[string]Work) *Pool {
	return &Pool{
		db: db, name: name, works: works, slots: make(chan struct{}, many), wake: make(chan struct{}, 1), stop: make(chan struct{}),
		runs: map[string]*Run{}, ears: map[*ear]bool{},
	}
}

// Start takes up what an end of the program has left and begins to work.
func (p *Pool) Start(ctx context.Context) error {
	if err := p.revive(ctx, true); err != nil {
		return err
	}
	p.busy.Go(p.serve)
	return nil
}

// Stop takes up nothing more, gives what runs a moment to end and then tells it
// to; what was cut short waits for the next start. It returns when all have
// ended, or with ctx.
func (p *Pool) Stop(ctx context.Context) error {
	p.ended.Do(func() { close(p.stop) })
	all := make(chan struct{})
	go func() {
		p.busy.Wait()
		close(all)
	}()
	select {
	case <-all:
		return nil
	case <-time.After(grace):
	case <-ctx.Done():
	}
	p.mu.Lock()
	for _, r := range p.runs {
		r.cancel(errStopping)
	}
	p.mu.Unlock()
	select {
	case <-all:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("queue: jobs still run: %w", ctx.Err())
	}
}

// Stopping is closed when the pool is told to stop: who only waits for news of
// jobs should wait no longer.
func (p *Pool) Stopping() <-chan struct{} { return p.stop }

// Ask adds a job by itself and has it begun at once.
func (p *Pool) Ask(ctx context.Context, by store.Actor, o Order) (j Job, err error) {
	if _, ok := p.works[o.Kind]; !ok {
		return j, fmt.Errorf("queue: nobody works on %q", o.Kind)
	}
	err = p.db.Keep(ctx, by, func(tx *store.Tx) (err error) {
		j, err = Add(ctx, tx, o)
		return err
	})
	p.Wake()
	return j, err
}

// Wake has the pool look for jobs now.
func (p *Pool) Wake() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// serve gives waiting jobs to free hands.
func (p *Pool) serve() {
	checked := time.Now()
	for {
		select {
		case p.slots <- struct{}{}:
		case <-p.stop:
			return
		}
		j, err := p.claim(context.Background())
		if err == nil {
			p.busy.Go(func() {
				defer p.Wake()
				defer func() { <-p.slots }()
				p.work(j)
			})
			continue
		}
		<-p.slots
		if !errors.Is(err, errNone) && !errors.Is(err, store.ErrClosing) {
			slog.Error("looking for jobs", "err", err)
		}
		if time.Since(checked) > silence {
			checked = time.Now()
			if err := p.revive(context.Background(), false); err != nil {
				slog.Error("looking after jobs", "err", err)
			}
		}
		select {
		case <-p.wake:
		case <-time.After(poll):
		case <-p.stop:
			return
		}
	}
}

// work runs one job to its end.
func (p *Pool) work(j Job) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	r := &Run{Job: j, cancel: cancel}
	if j.givenUp {
		cancel(ErrDied)
	}
	if j.Stopping { // cancelled while its process was dead: it may have something to take back
		cancel(errCancelled)
	}
	p.enter(r)
	defer p.leave(r)
	beating, still := context.WithCancel(ctx)
	var beat sync.WaitGroup
	beat.Go(func() { p.beat(beating, r) })
	result, err := p.perform(ctx, r)
	still()
	beat.Wait()
	o, mine := judge(result, err, context.Cause(ctx))
	if !mine {
		return
	}
	if o.state == Failed && fault.Of(err).Kind == fault.Internal {
		slog.Error("job failed", "job", j.ID, "kind", j.Kind, "err", err)
	}
	if err := p.settle(context.Background(), r, o); err != nil { // the next start finds it
		slog.Error("settling a job", "job", j.ID, "err", err)
	}
}

// perform calls the work; a panic in it is this job's end alone.
func (p *Pool) perform(ctx context.Context, r *Run) (result Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("queue: %s panicked: %v\n%s", r.Kind, v, debug.Stack())
		}
	}()
	do, ok := p.works[r.Kind]
	if !ok {
		return result, fmt.Errorf("queue: nobody works on %q", r.Kind)
	}
	return do(ctx, r)
}

// judge says how a run ended, and whether that is ours to say.
func judge(result Result, err, cause error) (o outcome, mine bool) {
	switch {
	case errors.Is(cause, errLost):
		return o, false
	case err == nil:
		return outcome{state: Done, result: &result}, true
	case errors.Is(cause, errStopping):
		return outcome{state: Waiting}, true
	case errors.Is(cause, errCancelled):
		return outcome{state: Cancelled}, true
	}
	if errors.Is(cause, ErrDied) {
		err = ErrDied
	}
	f := fault.Of(err)
	t := Trouble{Code: f.Code, Text: f.Text, Detail: f.Detail}
	if f.Kind == fault.Internal {
		t.Detail = ""
	}
	return outcome{state: Failed, trouble: &t}, true
}

// beat writes progress and signs of life until ctx ends.
func (p *Pool) beat(ctx context.Context, r *Run) {
	every := time.NewTicker(step)
	defer every.Stop()
	last, was, of := time.Now(), int64(0), int64(0)
	for {
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
		done, total := r.progress()
		if done == was && total == of && time.Since(last) < quiet {
			continue
		}
		stop, err := p.sign(ctx, r, done, total)
		switch {
		case errors.Is(err, errLost):
			r.cancel(errLost)
		case err != nil && ctx.Err() == nil:
			slog.Warn("signing for a job", "job", r.ID, "err", err)
		case stop:
			r.cancel(errCancelled)
		}
		last, was, of = time.Now(), done, total
		p.tell(r.actor)
	}
}

func (p *Pool) enter(r *Run) {
	p.mu.Lock()
	p.runs[r.ID] = r
	p.mu.Unlock()
	p.tell(r.actor)
}

func (p *Pool) leave(r *Run) {
	p.mu.Lock()
	delete(p.runs, r.ID)
	p.mu.Unlock()
	p.tell(r.actor)
}
