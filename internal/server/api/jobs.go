package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/server/jobs"

	"github.com/danielgtaylor/huma/v2"
)

// jobs registers work that outlasts its request: who asked for it follows it,
// cancels it and fetches what came of it; nobody else does.
func (s *server) jobs() {
	look(s, "/jobs", "list-jobs", "self.manage", func(ctx context.Context, tx *store.Tx, _ *struct{}) (list[queue.Job], error) {
		js, err := queue.Mine(ctx, tx)
		return list[queue.Job]{Items: js}, err
	})
	look(s, "/jobs/states", "list-job-states", "settings.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (list[queue.Job], error) {
		js, err := queue.States(ctx, tx)
		return list[queue.Job]{Items: js}, err
	})
	look(s, "/jobs/{id}", "read-job", "self.manage", func(ctx context.Context, tx *store.Tx, in *byID) (queue.Job, error) {
		return queue.Get(ctx, tx, in.ID)
	})
	handle(s, op{method: http.MethodPost, path: "/jobs/{id}/cancel", id: "cancel-job", permission: "self.manage"},
		func(ctx context.Context, in *byID) (queue.Job, error) {
			return s.Queue.Cancel(ctx, actor(ctx), in.ID)
		})
	files(s, op{method: http.MethodGet, path: "/jobs/{id}/result", id: "fetch-job-result", permission: "self.manage"}, s.jobResult)
	s.watch()
	s.exports()
	handle(s, op{method: http.MethodPost, path: "/tally/recount", id: "recount-tally", permission: "journal.check", status: http.StatusAccepted},
		func(ctx context.Context, _ *struct{}) (queue.Job, error) {
			return s.ask(ctx, jobs.RecountOrder())
		})
}

// soon is how long a request waits for its job: what is short answers at once.
const soon = 1500 * time.Millisecond

// ask gives a job to the queue, once for one Idempotency-Key, and returns it as
// it stands a moment later.
func (s *server) ask(ctx context.Context, o queue.Order) (queue.Job, error) {
	o.Once = key(ctx)
	j, err := s.Queue.Ask(context.WithoutCancel(ctx), actor(ctx), o) // whoever asked need not wait with the page open
	if err != nil {
		return j, err
	}
	return s.Queue.Await(ctx, actor(ctx), j.ID, soon)
}

func (s *server) jobResult(ctx context.Context, in *byID) (d download, err error) {
	var j queue.Job
	err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		j, err = queue.Get(ctx, tx, in.ID)
		return err
	})
	if err != nil {
		return d, err
	}
	if j.Result == nil || j.Result.File == nil {
		return d, queue.ErrNoResult
	}
	f := j.Result.File
	b, err := s.Spool.Get(actor(ctx).Home, blob.Digest(f.Digest))
	return download{f.Name, f.Type, b}, err
}

// chosen are the columns of a view, in their order.
type chosen struct {
	Columns []string `json:"columns,omitempty" maxItems:"40" doc:"keys of the columns, in order; all where empty"`
}

// exports registers the workbooks of lists, each with its list's own filter.
func (s *server) exports() {
	type subjects struct {
		registry.Filter
		Body chosen
	}
	exporting(s, "subjects", "/subjects/export", func(in *subjects) (any, []string) { return in.Filter, in.Body.Columns })
	type leads struct {
		lead.Filter
		Body chosen
	}
	exporting(s, "leads", "/leads/export", func(in *leads) (any, []string) { return in.Filter, in.Body.Columns })
	type cases struct {
		casework.Filter
		Body chosen
	}
	exporting(s, "cases", "/cases/export", func(in *cases) (any, []string) { return in.Filter, in.Body.Columns })
	type visits struct {
		Campaign string `path:"campaign"`
		inspection.Filter
		Body chosen
	}
	exporting(s, "visits", "/campaigns/{campaign}/visits/export", func(in *visits) (any, []string) {
		in.Filter.Campaign = in.Campaign
		return in.Filter, in.Body.Columns
	})
}

func exporting[I any](s *server, list, path string, of func(*I) (filter any, columns []string)) {
	o := op{method: http.MethodPost, path: path, id: "export-" + list, permission: jobs.Permissions[list], status: http.StatusAccepted}
	handle(s, o, func(ctx context.Context, in *I) (queue.Job, error) {
		filter, columns := of(in)
		order, err := jobs.Export(list, filter, columns)
		if err != nil {
			return queue.Job{}, err
		}
		return s.ask(ctx, order)
	})
}

// A stream of events ends by itself: before the server's patience does, so that
// a session that has ended hears nothing more, and when nothing lives any more.
const (
	streams = 4 * time.Minute
	breath  = 250 * time.Millisecond // between two events
	checks  = 10 * time.Second       // for what other processes have done, and so that proxies keep the line
	recent  = 10 * time.Minute       // ended jobs that are still told of
)

// watch registers the stream of the actor's jobs as they move.
func (s *server) watch() {
	o := s.operation(op{method: http.MethodGet, path: "/jobs/events", id: "watch-jobs", permission: "self.manage"})
	o.Responses = map[string]*huma.Response{"200": {
		Description: "events named jobs, whose data is a list of jobs as list-jobs has them; ends when none lives",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: "string"}}},
	}}
	huma.Register(s.api, o, func(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			c.SetHeader("Content-Type", "text/event-stream")
			c.SetHeader("X-Accel-Buffering", "no") // a proxy passes it on as it comes
			w, ok := c.BodyWriter().(http.ResponseWriter)
			if !ok {
				return
			}
			if err := s.tell(ctx, w); err != nil && ctx.Err() == nil {
				problem(ctx, err) // logged; the page asks again by itself
			}
		}}, nil
	})
}

// tell writes the actor's jobs whenever they have moved.
func (s *server) tell(ctx context.Context, w http.ResponseWriter) error {
	changed, forget := s.Queue.Listen(actor(ctx))
	defer forget()
	flush := http.NewResponseController(w)
	defer func() { _ = flush.SetWriteDeadline(time.Time{}) }() // the connection goes on to other requests
	for end := time.Now().Add(streams); time.Now().Before(end); {
		_ = flush.SetWriteDeadline(time.Now().Add(2 * checks)) // who does not read is not written to for ever; a recorder has no deadline
		live, err := s.event(ctx, w)
		if err != nil || !live {
			return err
		}
		if err := flush.Flush(); err != nil {
			return fmt.Errorf("api: telling of jobs: %w", err)
		}
		select {
		case <-changed:
			time.Sleep(breath)
		case <-time.After(checks):
		case <-s.Queue.Stopping():
			return nil
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

// event writes one event, and reports whether a job lives.
func (s *server) event(ctx context.Context, w http.ResponseWriter) (live bool, err error) {
	told := []queue.Job{}
	err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) error {
		all, err := queue.Mine(ctx, tx)
		for _, j := range all {
			if !j.Ended() || tx.Now.Sub(j.EndedAt) < recent {
				told = append(told, j)
				live = live || !j.Ended()
			}
		}
		return err
	})
	if err != nil {
		return false, err
	}
	b, err := json.Marshal(told)
	if err != nil {
		return false, fmt.Errorf("api: telling of jobs: %w", err)
	}
	if _, err := fmt.Fprintf(w, "retry: 2000\nevent: jobs\ndata: %s\n\n", b); err != nil {
		return false, fmt.Errorf("api: telling of jobs: %w", err)
	}
	return live, nil
}
