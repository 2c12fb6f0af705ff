package queue_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

var (
	zhang = store.Actor{ID: "person:zhang", Unit: "u1", Department: "market", Home: "360402"}
	li    = store.Actor{ID: "person:li", Unit: "u2", Department: "forestry", Home: "360402"}
)

type count struct{ N int64 }

// shop is a queue with people and works.
type shop struct {
	*testing.T
	db   *store.DB
	pool *queue.Pool
}

func each(t *testing.T, works map[string]queue.Work, fn func(s *shop)) {
	storetest.Each(t, []store.Part{queue.Part}, func(t *testing.T, db *store.DB) {
		s := &shop{t, db, queue.New(db, "here", 2, works)}
		s.must(s.pool.Start(t.Context()))
		t.Cleanup(func() { s.stop(s.pool) })
		fn(s)
	})
}

func (s *shop) stop(p *queue.Pool) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	s.must(p.Stop(ctx))
}

func (s *shop) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *shop) ask(by store.Actor, o queue.Order) queue.Job {
	s.Helper()
	j, err := s.pool.Ask(s.Context(), by, o)
	s.must(err)
	return j
}

// becomes waits for a job to get into a state.
func (s *shop) becomes(by store.Actor, id string, want queue.State) (j queue.Job) {
	s.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		s.must(s.db.Look(s.Context(), by, func(tx *store.Tx) (err error) {
			j, err = queue.Get(s.Context(), tx, id)
			return err
		}))
		if j.State == want {
			return j
		}
	}
	s.Fatalf("the job is %s, not %s: %+v", j.State, want, j.Trouble)
	return j
}

var errRows = fault.New(fault.Invalid, "test.rows", "第 3 行不对，请改正")

func TestAJobIsDoneForWhoAsked(t *testing.T) {
	each(t, map[string]queue.Work{
		"good": func(_ context.Context, r *queue.Run) (queue.Result, error) {
			var c count
			err := r.Args(&c)
			r.Progress(c.N, c.N)
			return queue.Result{Ref: ref.Of("import", r.Actor().Unit), Counts: map[string]int64{"created": c.N}, File: &queue.File{Name: "a.xlsx", Digest: "ff", Size: 7}}, err
		},
		"bad": func(context.Context, *queue.Run) (queue.Result, error) { return queue.Result{}, errRows.With("3") },
		"ours": func(context.Context, *queue.Run) (queue.Result, error) {
			return queue.Result{}, errors.New("secret path")
		},
		"panic": func(context.Context, *queue.Run) (queue.Result, error) { panic("at the disco") },
	}, func(s *shop) {
		id := s.ask(zhang, queue.Order{Kind: "good", Title: "三个文件", Args: count{9}, Word: "行", Files: []queue.File{{Digest: "ee"}}}).ID
		j := s.becomes(zhang, id, queue.Done)
		if j.Done != 9 || j.Total != 9 || j.Word != "行" || j.Title != "三个文件" || j.By != zhang.ID || j.Attempt != 1 || j.StartedAt.IsZero() || j.EndedAt.IsZero() {
			s.Errorf("done as %+v", j)
		}
		if j.Result == nil || j.Result.Ref != "import:u1" || j.Result.Counts["created"] != 9 || j.Result.File.Digest != "ff" {
			s.Errorf("result %+v", j.Result)
		}
		held, err := queue.Held(t.Context(), s.db)
		if s.must(err); !held[zhang.Home]["ee"] || !held[zhang.Home]["ff"] {
			s.Errorf("held %v", held)
		}
		for kind, code := range map[string]string{"bad": "test.rows", "ours": "internal", "panic": "internal"} {
			j := s.becomes(zhang, s.ask(zhang, queue.Order{Kind: kind}).ID, queue.Failed)
			if j.Trouble == nil || j.Trouble.Code != code || j.Trouble.Text == "" || (j.Trouble.Detail == "3") != (kind == "bad") {
				s.Errorf("%s: %+v", kind, j.Trouble)
			}
		}
		if _, err := s.pool.Ask(t.Context(), zhang, queue.Order{Kind: "nobody"}); err == nil {
			s.Error("a job was taken that nobody works on")
		}
		s.must(s.db.Look(t.Context(), li, func(tx *store.Tx) error {
			if _, err := queue.Get(t.Context(), tx, id); !errors.Is(err, queue.ErrNotFound) {
				s.Errorf("another sees it: %v", err)
			}
			if mine, err := queue.Mine(t.Context(), tx); err != nil || len(mine) != 0 {
				s.Errorf("another lists %v, %v", mine, err)
			}
			all, err := queue.States(t.Context(), tx)
			if err != nil || len(all) != 4 || all[3].Title != "" || all[3].Result != nil || all[3].State != queue.Done {
				s.Errorf("the administrator sees %+v, %v", all, err)
			}
			return nil
		}))
	})
}

// gate is work that waits to be let through, and counts who is inside.
type gate struct {
	let            chan struct{}
	inside, begun  atomic.Int64
	highest, ended atomic.Int64
}

func newGate() *gate { return &gate{let: make(chan struct{})} }

func (g *gate) work(ctx context.Context, r *queue.Run) (queue.Result, error) {
	g.begun.Add(1)
	g.highest.Store(max(g.highest.Load(), g.inside.Add(1)))
	defer g.ended.Add(1)
	defer g.inside.Add(-1)
	r.Progress(1, 2)
	select {
	case <-g.let:
		return queue.Result{}, nil
	case <-ctx.Done():
		return queue.Result{}, ctx.Err()
	}
}

func TestAskedTwiceItIsOneJob(t *testing.T) {
	g := newGate()
	each(t, map[string]queue.Work{"import": func(ctx context.Context, r *queue.Run) (queue.Result, error) { return g.work(ctx, r) }}, func(s *shop) {
		*g = gate{let: make(chan struct{})}
		first := s.ask(zhang, queue.Order{Kind: "import", Args: count{1}, Once: "k1"})
		s.becomes(zhang, first.ID, queue.Running)
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				o := queue.Order{Kind: "import", Args: count{1}}
				if i%2 == 0 {
					o.Once = "k1"
				}
				if j, err := s.pool.Ask(t.Context(), zhang, o); err != nil || j.ID != first.ID {
					s.Errorf("asked again: %s, %v", j.ID, err)
				}
			})
		}
		wg.Wait()
		if _, err := s.pool.Ask(t.Context(), zhang, queue.Order{Kind: "import", Args: count{2}, Once: "k1"}); !errors.Is(err, queue.ErrReused) {
			s.Errorf("one key for two requests: %v", err)
		}
		if j := s.ask(li, queue.Order{Kind: "import", Args: count{1}, Once: "k1"}); j.ID == first.ID {
			s.Error("what another asks for is not the same")
		}
		close(g.let)
		s.becomes(zhang, first.ID, queue.Done)
		if j := s.ask(zhang, queue.Order{Kind: "import", Args: count{1}, Once: "k1"}); j.ID != first.ID {
			s.Error("a request sent again after its job has ended made another")
		}
		if j := s.ask(zhang, queue.Order{Kind: "import", Args: count{1}}); j.ID == first.ID {
			s.Error("the same asked anew, later, is a new job")
		}
	})
}

func TestOneLaneOneAfterTheOther(t *testing.T) {
	g := newGate()
	each(t, map[string]queue.Work{"import": func(ctx context.Context, r *queue.Run) (queue.Result, error) { return g.work(ctx, r) }}, func(s *shop) {
		*g = gate{let: make(chan struct{})}
		a := s.ask(zhang, queue.Order{Kind: "import", Args: count{1}, Lane: "import"})
		b := s.ask(li, queue.Order{Kind: "import", Args: count{2}, Lane: "import"})
		s.becomes(zhang, a.ID, queue.Running)
		elsewhere := store.Actor{ID: "person:wang", Home: "360403"}
		c := s.ask(elsewhere, queue.Order{Kind: "import", Args: count{3}, Lane: "import"})
		s.becomes(elsewhere, c.ID, queue.Running)
		if j := s.becomes(li, b.ID, queue.Waiting); j.Attempt != 0 {
			s.Errorf("the second began: %+v", j)
		}
		close(g.let)
		s.becomes(li, b.ID, queue.Done)
		if g.highest.Load() != 2 {
			s.Errorf("%d at once", g.highest.Load())
		}
	})
}

func TestAJobIsCancelled(t *testing.T) {
	g := newGate()
	each(t, map[string]queue.Work{"import": func(ctx context.Context, r *queue.Run) (queue.Result, error) { return g.work(ctx, r) }}, func(s *shop) {
		*g = gate{let: make(chan struct{})}
		runs := s.ask(zhang, queue.Order{Kind: "import", Args: count{1}, Lane: "import"})
		waits := s.ask(zhang, queue.Order{Kind: "import", Args: count{2}, Lane: "import"})
		s.becomes(zhang, runs.ID, queue.Running)
		if _, err := s.pool.Cancel(t.Context(), li, runs.ID); !errors.Is(err, queue.ErrNotFound) {
			s.Errorf("another cancels it: %v", err)
		}
		if j, err := s.pool.Cancel(t.Context(), zhang, waits.ID); err != nil || j.State != queue.Cancelled || j.EndedAt.IsZero() {
			s.Errorf("cancelled while it waits: %+v, %v", j, err)
		}
		changed, forget := s.pool.Listen(zhang)
		defer forget()
		if j, err := s.pool.Cancel(t.Context(), zhang, runs.ID); err != nil || !j.Stopping {
			s.Errorf("cancelled while it runs: %+v, %v", j, err)
		}
		<-changed
		if j := s.becomes(zhang, runs.ID, queue.Cancelled); j.Done != 1 || j.Total != 2 {
			s.Errorf("cancelled at %+v", j)
		}
		if _, err := s.pool.Cancel(t.Context(), zhang, runs.ID); !errors.Is(err, queue.ErrEnded) {
			s.Errorf("cancelled once more: %v", err)
		}
		if n := g.begun.Load(); n != 1 {
			s.Errorf("%d were begun", n)
		}
	})
}

func TestWhatAStopCutsShortIsBegunAnew(t *testing.T) {
	g := newGate()
	works := map[string]queue.Work{"import": func(ctx context.Context, r *queue.Run) (queue.Result, error) { return g.work(ctx, r) }}
	each(t, works, func(s *shop) {
		*g = gate{let: make(chan struct{})}
		id := s.ask(zhang, queue.Order{Kind: "import"}).ID
		s.becomes(zhang, id, queue.Running)
		s.stop(s.pool)
		if j := s.becomes(zhang, id, queue.Waiting); j.Attempt != 1 || g.ended.Load() != 1 {
			s.Errorf("stopped as %+v", j)
		}
		close(g.let)
		next := queue.New(s.db, "here", 2, works)
		s.must(next.Start(t.Context()))
		defer s.stop(next)
		if j := s.becomes(zhang, id, queue.Done); j.Attempt != 2 {
			s.Errorf("done as %+v", j)
		}
	})
}

// TestTheDeadAreSucceeded starts a pool of the same name beside one that holds
// a job: to the second, the first is a process that died.
func TestTheDeadAreSucceeded(t *testing.T) {
	var lost atomic.Int64
	works := map[string]queue.Work{"import": func(ctx context.Context, r *queue.Run) (queue.Result, error) {
		<-ctx.Done()
		lost.Add(1)
		return queue.Result{}, ctx.Err()
	}}
	each(t, works, func(s *shop) {
		lost.Store(0)
		id := s.ask(zhang, queue.Order{Kind: "import"}).ID
		s.becomes(zhang, id, queue.Running)
		for n := int64(2); n <= 4; n++ {
			next := queue.New(s.db, "here", 1, works)
			s.must(next.Start(t.Context()))
			defer s.stop(next)
			if n == 4 {
				break
			}
			for end := time.Now().Add(10 * time.Second); s.becomes(zhang, id, queue.Running).Attempt != n && time.Now().Before(end); {
				time.Sleep(10 * time.Millisecond)
			}
		}
		if j := s.becomes(zhang, id, queue.Failed); j.Attempt != 4 || j.Trouble == nil || j.Trouble.Code != queue.ErrDied.Code {
			s.Errorf("after three deaths: %+v %+v", j, j.Trouble)
		}
		for end := time.Now().Add(10 * time.Second); lost.Load() < 4; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				s.Fatalf("%d of the four have let go", lost.Load())
			}
		}
	})
}

func TestAWeekLaterItIsForgotten(t *testing.T) {
	each(t, map[string]queue.Work{"x": func(context.Context, *queue.Run) (queue.Result, error) { return queue.Result{}, nil }}, func(s *shop) {
		id := s.ask(zhang, queue.Order{Kind: "x"}).ID
		s.becomes(zhang, id, queue.Done)
		s.must(queue.Sweep(t.Context(), s.db))
		s.becomes(zhang, id, queue.Done)
		s.db.Now = func() time.Time { return time.Now().Add(queue.Kept + time.Hour) }
		s.must(queue.Sweep(t.Context(), s.db))
		s.must(s.db.Look(t.Context(), zhang, func(tx *store.Tx) error {
			if _, err := queue.Get(t.Context(), tx, id); !errors.Is(err, queue.ErrNotFound) {
				s.Errorf("still there: %v", err)
			}
			return nil
		}))
	})
}

func TestAddedInAnActItIsThereWithTheAct(t *testing.T) {
	each(t, map[string]queue.Work{"x": func(context.Context, *queue.Run) (queue.Result, error) { return queue.Result{}, nil }}, func(s *shop) {
		no := errors.New("given up")
		var id string
		err := s.db.Keep(t.Context(), zhang, func(tx *store.Tx) error {
			j, err := queue.Add(t.Context(), tx, queue.Order{Kind: "x"})
			id = j.ID
			return errors.Join(err, no)
		})
		if !errors.Is(err, no) {
			s.Fatal(err)
		}
		s.must(s.db.Look(t.Context(), zhang, func(tx *store.Tx) error {
			if _, err := queue.Get(t.Context(), tx, id); !errors.Is(err, queue.ErrNotFound) {
				s.Errorf("the transaction was given up, the job stays: %v", err)
			}
			return nil
		}))
		s.must(s.db.Keep(t.Context(), zhang, func(tx *store.Tx) error { // nobody wakes the pool
			j, err := queue.Add(t.Context(), tx, queue.Order{Kind: "x"})
			id = j.ID
			return err
		}))
		s.becomes(zhang, id, queue.Done)
	})
}
