package report

import (
	"context"
	"fmt"
	"slices"

	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"
)

// Reader is who opens a figure: how its records are called there, and which
// kinds of records ("visit", "case") that reader may see. Where Name is nil
// nothing is named, where Sees is nil everything is seen.
type Reader struct {
	Name func(context.Context, *store.Tx, []ref.Ref) (map[ref.Ref]string, error)
	Sees func(kind string) bool
}

// Opened is a cell taken apart: what it means, and the postings it is the sum
// of, exact at a position of the journal. The amounts are in the smallest unit;
// Sum adds them up, and is nothing for a ratio, which adds up to nothing. Lines
// of records that the reader may not see stay, without saying whose they are, so
// that the figure reconciles for everybody; Hidden counts them.
type Opened struct {
	Definition indicator.Story  `json:"definition"`
	At         journal.Position `json:"at"`
	Lines      []tally.Line     `json:"lines"`
	Sum        int64            `json:"sum"`
	Paper      int64            `json:"paper,omitempty"` // the part of Sum from 汇总登记
	Hidden     int64            `json:"hidden"`
	Before     *Before          `json:"before,omitempty"` // the cell as it was last submitted
}

// Before is a cell as it was submitted: lines of later entries than Seq are
// what has changed since.
type Before struct {
	Submission string `json:"submission"`
	Round      int64  `json:"round"`
	State      string `json:"state"`
	Seq        int64  `json:"seq"`
	Day        string `json:"day"`
	Value      Number `json:"value"`
}

// Drill opens a cell, read as the campaign counts, for a reader.
func Drill(ctx context.Context, t *tally.Tally, home, code string, a Asked, r Reader) (Opened, error) {
	var out Opened
	err := t.Exact(ctx, home, func(tx *store.Tx, at journal.Position) error {
		set, q, err := asked(ctx, tx, t, a)
		if err != nil {
			return err
		}
		o := Opened{At: at}
		o.Definition, _ = set.Story(code)
		if o.Lines, err = t.Lines(ctx, tx, set, code, q); err != nil {
			return err
		}
		for _, l := range o.Lines {
			if len(o.Definition.Ratio) > 0 {
				continue
			}
			if o.Sum += l.Amount; l.Subject.Kind() == "count" {
				o.Paper += l.Amount
			}
		}
		cells, s, err := submitted(ctx, tx, q)
		if err != nil {
			return err
		}
		o.Before = before(set, code, cells, s)
		o.Hidden = r.hide(o.Lines)
		out = o
		return r.title(ctx, tx, o.Lines)
	})
	return out, err
}

func before(set *indicator.Set, code string, cells map[string]int64, s submission.Submission) *Before {
	if cells == nil {
		return nil
	}
	b := &Before{Submission: s.ID, Round: s.Round, State: s.State, Seq: s.Seq, Day: string(calendar.DayOf(s.SubmittedAt))}
	rows := set.Rows(indicator.Sums{Value: cells})
	if i := slices.IndexFunc(rows, func(r indicator.Row) bool { return r.Code == code }); i >= 0 {
		b.Value = told(rows[i].Value)
	}
	return b
}

// hide takes from lines whose records they are, where the reader may not know.
func (r Reader) hide(lines []tally.Line) (hidden int64) {
	for i := range lines {
		if l := &lines[i]; r.Sees != nil && !r.Sees(l.Subject.Kind()) {
			l.Subject, l.Key, l.Hidden = "", "", true
			hidden++
		}
	}
	return hidden
}

func (r Reader) title(ctx context.Context, tx *store.Tx, lines []tally.Line) error {
	if r.Name == nil {
		return nil
	}
	refs := make([]ref.Ref, 0, len(lines))
	for _, l := range lines {
		if !l.Hidden {
			refs = append(refs, l.Subject)
		}
	}
	slices.Sort(refs)
	titles, err := r.Name(ctx, tx, slices.Compact(refs))
	if err != nil {
		return fmt.Errorf("report: naming lines: %w", err)
	}
	for i := range lines {
		lines[i].Title = titles[lines[i].Subject]
	}
	return nil
}
