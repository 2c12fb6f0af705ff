// Package queue keeps work that outlasts a request, and does it: imports,
// exports, recounts.
//
//	waiting ──▶ running ──▶ done
//	   │  ▲        ├──────▶ failed      with words for who asked
//	   │  └────────┤                    the process stopped or died: it is begun anew
//	   └───────────┴──────▶ cancelled   by who asked, between two steps
//
// A job is asked for inside a transaction (Add) and so is there exactly if the
// rest of it is. The same thing asked for twice while it lives is one job, and
// so is one request sent twice. It runs as who asked; whether he still may is
// for the work to ask again. Work is told to stop through its context and takes
// back or keeps what it did by its own rules; a job whose process died is begun
// anew by the next, so work must bear being begun again: the number of the
// attempt tells it. After three deaths it is begun only to take back.
//
// The package knows neither what a kind does nor where files lie: it keeps
// their digests, and forgets a job a week after its end.
package queue

import (
	"embed"
	"encoding/json"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's table; it notes nothing.
var Part = store.Part{Name: "queue", Schema: schema}

// State is where a job stands.
type State string

// The states of a job.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Kept is how long an ended job and its files stay.
const Kept = 7 * 24 * time.Hour

// Job is one piece of work.
type Job struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Title     string    `json:"title" doc:"what it works on"`
	By        string    `json:"by"`
	State     State     `json:"state"`
	Done      int64     `json:"done"`
	Total     int64     `json:"total" doc:"0 while nobody knows"`
	Word      string    `json:"word" doc:"what done and total count"`
	Attempt   int64     `json:"attempt" doc:"over 1 where the program stopped in its midst and began it anew"`
	Stopping  bool      `json:"stopping,omitempty" doc:"cancelled; it ends with its present step"`
	AskedAt   time.Time `json:"asked_at"`
	StartedAt time.Time `json:"started_at,omitzero"`
	EndedAt   time.Time `json:"ended_at,omitzero"`
	Result    *Result   `json:"result,omitempty"`
	Trouble   *Trouble  `json:"trouble,omitempty"`

	actor   store.Actor
	args    json.RawMessage
	givenUp bool // it has killed its process thrice
}

// Ended reports whether nothing more comes of the job.
func (j Job) Ended() bool { return j.State != Waiting && j.State != Running }

// Result is what a job has made: a record, a file, numbers to be told.
type Result struct {
	Ref    ref.Ref          `json:"ref,omitempty"`
	File   *File            `json:"file,omitempty"`
	Counts map[string]int64 `json:"counts,omitempty"`
}

// File is a file a job works on or has made; its bytes lie under the digest.
type File struct {
	Name   string `json:"name"`
	Type   string `json:"type,omitempty"`
	Digest string `json:"digest"`
	Size   int64  `json:"size"`
}

// Trouble is why a job failed, in words for who asked.
type Trouble struct {
	Code   string `json:"code"`
	Text   string `json:"text"`
	Detail string `json:"detail,omitempty"`
}

// Order asks for a job.
type Order struct {
	Kind  string // one that a pool works on
	Title string
	Args  any    // JSON; what the work needs to know
	Files []File // kept for the job
	Lane  string // jobs of one lane of a home run one after the other; may be empty
	Word  string // what its progress counts
	Once  string // the request's Idempotency-Key; may be empty
}

// The faults of jobs.
var (
	ErrNotFound = fault.New(fault.NotFound, "job.not_found", "没有这项任务，可能已超过七天被清理；请重新办理")
	ErrEnded    = fault.New(fault.Conflict, "job.ended", "这项任务已经结束，不能取消；请查看结果")
	ErrNoResult = fault.New(fault.NotFound, "job.no_result", "这项任务没有可下载的结果；请查看任务状态")
	ErrReused   = fault.New(fault.Conflict, "request.key_reused", "同一请求编号被用于两个不同的请求；请刷新页面后重试")
	ErrDied     = fault.New(fault.Internal, "job.died", "程序三次在办理这项任务时中断，已停止重试；请把任务编号告诉管理员")
)
