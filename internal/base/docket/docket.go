// Package docket keeps what everything in a case file (案卷) stands on: whose
// file it is, the entries noted about it, and its statutory clocks.
//
//	started ─▶ running ──finished──▶ done (kept, with whether it was late)
//	              │ ▲
//	           Stop │ Resume        only clocks that law lets stand still
//
// Case, exhibits, decision, execution and transfer each set clocks running and
// know nothing of each other; that is why the clocks lie below them. How long a
// clock runs says the edition of the statutory limit in force when it began,
// and nobody edits it.
//
// It does not know what a case is: who may act on one is asked of package
// casework, and package flow hands the answer on as a File.
package docket

import (
	"context"
	"embed"
	"fmt"
	"slices"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's table and verbs.
var Part = store.Part{Name: "docket", Schema: schema, Verbs: store.Verbs{
	"clock.paused": Timed{}, "clock.resumed": Timed{}, "clock.extended": Timed{},
}}

// Timed are the facts of clock.paused, clock.resumed and clock.extended.
type Timed struct {
	Clock string `json:"clock"`
	Kind  string `json:"kind"`
	Cause string `json:"cause"`
}

// File is a case as what hangs on it needs to know it; whoever holds one may
// act on the case.
type File struct {
	ID         string
	Unit       string
	Department string
	Region     string
	Campaign   string
	FiledOn    string
	Officers   []string // who handle it: none of them approves or reviews in it
	Ended      bool     // nobody works on it any more
}

// ErrEnded is returned where a case that has ended would be worked on.
var ErrEnded = fault.New(fault.Conflict, "case.state", "案件当前状态不允许这一步，请刷新后查看")

// Ref names the case of the file; everything that happens in it is noted about
// the case.
func (f File) Ref() ref.Ref { return ref.Of("case", f.ID) }

// Open refuses a file that has ended.
func (f File) Open() error {
	if f.Ended {
		return ErrEnded
	}
	return nil
}

// Apart reports whether a person has no hand in the case.
func (f File) Apart(person string) bool { return !slices.Contains(f.Officers, person) }

// Note writes an entry about the case; day is today when empty.
func (f File) Note(tx *store.Tx, verb string, facts any, day string) error {
	return tx.Note(store.Note{
		Verb: verb, Subject: f.Ref(), Day: day, Region: f.Region, Campaign: f.Campaign,
		Departments: []string{f.Department}, Facts: facts,
	})
}

// All matches every entry.
func All(map[string]any) bool { return true }

// About matches entries that carry the id of a part of the case.
func About(field, id string) func(map[string]any) bool {
	return func(facts map[string]any) bool { return facts[field] == id }
}

// TakeBack reverses the case's standing entries of a verb that match; empty is
// the zero value of the verb's facts. A reversing entry lies on the day of what
// it reverses, so that the figure of that day is corrected, and counts nothing
// itself.
func (f File) TakeBack(ctx context.Context, tx *store.Tx, verb string, empty any, match func(map[string]any) bool) error {
	es, err := journal.Of(ctx, tx, f.Ref())
	if err != nil {
		return err
	}
	var undone []int64
	for _, e := range slices.Backward(es) {
		if e.Reverses != 0 {
			undone = append(undone, e.Reverses)
			continue
		}
		if e.Verb != verb || !match(e.Facts) || slices.Contains(undone, e.Seq) {
			continue
		}
		if err := tx.Note(store.Note{
			Verb: verb, Subject: f.Ref(), Day: e.Day, Region: e.Region, Campaign: e.Campaign,
			Departments: e.Departments, Facts: empty, Reverses: e.Seq,
		}); err != nil {
			return err
		}
	}
	return nil
}

// ErrDay is returned for a day that is none, or has not come.
var ErrDay = fault.New(fault.Invalid, "case.day", "日期不是有效的年-月-日或晚于今天，请改正")

// Past is a day that was, or today when empty.
func Past(tx *store.Tx, day string) (string, error) {
	if day == "" {
		return tx.Today(), nil
	}
	if !calendar.Day(day).Valid() || day > tx.Today() {
		return "", ErrDay.With(day)
	}
	return day, nil
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("docket: %s: %w", doing, err)
}
