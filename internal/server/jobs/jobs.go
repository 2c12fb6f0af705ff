// Package jobs does what the queue wakes: imports and their undoing, exports of
// lists, recounts. It translates, like its neighbours: what is done is flow's,
// export's and tally's to decide.
//
// A job runs as who asked, and only while he still may: the permission is asked
// for again when it begins. What an earlier attempt of the same job has left
// half done is taken back first, whoever may what by then.
package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/export"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/fault"
)

// Deps is what jobs work with. Spool keeps their files: what was sent to be
// imported, what was made to be fetched.
type Deps struct {
	DB    *store.DB
	Auth  *auth.Guard
	Tally *tally.Tally
	Spool *blob.Disk
}

// The kinds of jobs.
const (
	ReadImport  = "import.read"
	JudgeImport = "import.judge" // everything but writing
	UndoImport  = "import.undo"
	ExportList  = "list.export"
	Recount     = "tally.recount"
)

// ErrGone is returned where a file that was sent is no longer there, as after a
// restore from a backup.
var ErrGone = fault.New(fault.NotFound, "job.files_gone", "待处理的文件已不在服务器上，请重新选择文件并提交")

// Permissions are what a list's export asks for; the ledger as a whole is more
// than a look at it.
var Permissions = map[string]string{"subjects": "registry.export", "visits": "visit.read", "leads": "lead.read", "cases": "case.read"}

// Works is who does which kind.
func Works(d Deps) map[string]queue.Work {
	return map[string]queue.Work{
		ReadImport: d.readImport, JudgeImport: d.judgeImport, UndoImport: d.undoImport,
		ExportList: d.exportList, Recount: d.recount,
	}
}

// Sweep forgets jobs that ended a week ago, and the files nobody needs.
func Sweep(ctx context.Context, db *store.DB, spool *blob.Disk) error {
	if err := queue.Sweep(ctx, db); err != nil {
		return err
	}
	until := time.Now().Add(-time.Hour) // what was stored since may be a job's in a moment
	held, err := queue.Held(ctx, db)
	if err != nil {
		return err
	}
	return spool.Prune(until, func(home string, g blob.Digest) bool { return held[home][string(g)] })
}

// may asks whether who asked still may, for the post he asked from.
func (d Deps) may(ctx context.Context, r *queue.Run, permission string) error {
	by := r.Actor()
	p, err := d.Auth.Standing(ctx, by)
	if err != nil {
		return err
	}
	return p.May(permission, by.Home)
}

// exported is what an export is asked with; Filter is the list's own.
type exported struct {
	export.Ask
	Name string `json:"name"`
}

// Export orders the workbook of a list.
func Export(list string, filter any, columns []string) (o queue.Order, err error) {
	f, err := json.Marshal(filter)
	if err != nil {
		return o, fmt.Errorf("jobs: ordering an export: %w", err)
	}
	a := exported{export.Ask{List: list, Filter: f, Columns: columns}, export.Name(list)}
	return queue.Order{Kind: ExportList, Title: a.Name, Args: a, Word: "行"}, export.Check(a.Ask)
}

// largest is more than any workbook of a million rows.
const largest = 1 << 30

func (d Deps) exportList(ctx context.Context, r *queue.Run) (out queue.Result, err error) {
	var a exported
	if err := r.Args(&a); err != nil {
		return out, err
	}
	if err := d.may(ctx, r, Permissions[a.List]); err != nil {
		return out, err
	}
	var made export.Made
	f, err := d.put(r, func(w io.Writer) (err error) {
		made, err = export.Write(ctx, d.DB, r.Actor(), a.Ask, w, r.Progress)
		return err
	})
	if err != nil {
		return out, err
	}
	f.Name = a.Name + "-" + r.AskedAt.In(beijing).Format("20060102-1504") + ".xlsx"
	f.Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	return queue.Result{File: &f, Counts: map[string]int64{"rows": made.Rows}}, nil
}

var beijing = time.FixedZone("CST", 8*3600)

// put keeps what make writes as a file of the job's.
func (d Deps) put(r *queue.Run, make func(io.Writer) error) (f queue.File, err error) {
	in, out := io.Pipe()
	w := &counting{w: out}
	made := newDone(func() error {
		err := make(w)
		out.CloseWithError(err)
		return err
	})
	g, err := d.Spool.Put(r.Actor().Home, in, largest)
	in.CloseWithError(err) // a full disk ends the making too
	if wrong := <-made; wrong != nil && !errors.Is(wrong, io.ErrClosedPipe) {
		return f, wrong // what went wrong, before what came of it
	}
	return queue.File{Digest: string(g), Size: w.n}, err
}

// newDone runs do beside the caller, who waits for its error.
func newDone(do func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	return done
}

type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// putJSON keeps a value as a file of the job's.
func (d Deps) putJSON(r *queue.Run, name string, v any) (*queue.File, error) {
	f, err := d.put(r, func(w io.Writer) error { return json.NewEncoder(w).Encode(v) })
	f.Name, f.Type = name, "application/json"
	return &f, err
}

// RecountOrder orders a recount of the home's figures.
func RecountOrder() queue.Order { return queue.Order{Kind: Recount, Word: "格", Lane: "tally"} }

func (d Deps) recount(ctx context.Context, r *queue.Run) (out queue.Result, err error) {
	if err := d.may(ctx, r, "journal.check"); err != nil {
		return out, err
	}
	c, err := d.Tally.Recount(ctx, r.Actor().Home)
	if err != nil {
		return out, err
	}
	out.Counts = map[string]int64{"entries": c.Entries, "postings": c.Postings, "cells": int64(c.Cells), "differences": int64(len(c.Differences))}
	if len(c.Differences) > 0 {
		out.File, err = d.putJSON(r, "重算不符.json", c)
	}
	return out, err
}

// open opens the files of a job; the caller calls done.
func (d Deps) open(home string, files []queue.File) (opened []*os.File, done func(), err error) {
	done = func() {
		for _, f := range opened {
			_ = f.Close() // only read
		}
	}
	for _, f := range files {
		o, err := d.Spool.File(home, blob.Digest(f.Digest))
		if errors.Is(err, blob.ErrNotFound) {
			err = ErrGone.With(f.Name)
		}
		if err != nil {
			done()
			return nil, func() {}, err
		}
		opened = append(opened, o)
	}
	return opened, done, nil
}

// titled joins names to a title that fits on a line.
func titled(names []string) string {
	s := strings.Join(names, "、")
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}
