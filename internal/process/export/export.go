// Package export writes lists as workbooks: all rows that a list's filter finds,
// in its order, with the words a person reads instead of codes.
//
//	ask ──page by page, by key──▶ rows ──▶ xlsx, with a sheet that says whence
//
// A workbook is as of a journal position. While rows fit into one look it is
// exact; a longer export goes on in further looks, for an open reader would let
// the log grow, and says between which positions it was read. Every export is
// noted: who took how many rows of which list away.
//
// It decides nothing about who may; the filters are the lists' own.
package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
)

// Part is the verb an export is noted by.
var Part = store.Part{Name: "export", Verbs: store.Verbs{"list.exported": Exported{}}}

// Exported are the facts of list.exported.
type Exported struct {
	List string `json:"list"`
	Rows int64  `json:"rows"`
}

// Ask says what is exported.
type Ask struct {
	List    string          `json:"list"`    // subjects, visits, leads, cases
	Filter  json.RawMessage `json:"filter"`  // the Filter of the list's package
	Columns []string        `json:"columns"` // which, in order; all where empty
}

// Made is what an export came to.
type Made struct {
	Rows     int64
	From, To int64 // the journal positions it was read between
}

// The faults of exports.
var (
	ErrList   = fault.New(fault.Invalid, "export.list", "没有这种列表可以导出，请从列表页面上导出")
	ErrColumn = fault.New(fault.Invalid, "export.column", "列表里没有这一列，请在列设置中重新选择")
)

// span is how long one look reads before the next takes over.
const span = 5 * time.Second

// Name is what the workbook of a list is called, without its ending.
func Name(list string) string { return titles[list] }

// Check refuses an ask that cannot be met, before it becomes a job.
func Check(a Ask) error {
	l, ok := lists[a.List]
	if !ok {
		return ErrList.With(a.List)
	}
	return l.check(a.Columns)
}

// Write writes the workbook of an ask to w as its actor sees the list, and notes
// it. Progress hears of rows, and of how many where that is known.
func Write(ctx context.Context, db *store.DB, by store.Actor, a Ask, w io.Writer, progress func(rows, of int64)) (Made, error) {
	if err := Check(a); err != nil {
		return Made{}, err
	}
	r := &reading{ctx: ctx, db: db, by: by, ask: a, progress: progress, regions: region.All()}
	err := db.Look(ctx, by, func(tx *store.Tx) (err error) {
		if r.people, err = org.Names(ctx, tx); err != nil {
			return err
		}
		at, err := journal.At(ctx, tx)
		r.made.From = at.Seq
		if err == nil {
			r.of, err = lists[a.List].count(ctx, tx, a.Filter)
		}
		return err
	})
	if err != nil {
		return Made{}, err
	}
	head, widths := lists[a.List].head(a.Columns)
	book := sheet.Sheaf{Title: titles[a.List], Papers: []sheet.Paper{
		{Name: titles[a.List], Widths: widths, HeadFrom: 1, HeadTo: 1, Wide: true, Rows: r.rows(head)},
		{Name: "说明", Widths: []float64{16, 60}, Rows: r.about},
	}}
	if err := sheet.Write(w, book); err != nil {
		return Made{}, err
	}
	if r.err != nil {
		return Made{}, r.err
	}
	return r.made, db.Act(ctx, by, func(tx *store.Tx) error {
		return tx.Note(store.Note{Verb: "list.exported", Subject: ref.Of("list", a.List), Facts: Exported{a.List, r.made.Rows}})
	})
}

// reading is an export in progress.
type reading struct {
	ctx      context.Context
	db       *store.DB
	by       store.Actor
	ask      Ask
	progress func(rows, of int64)
	people   map[string]string // and units, by id
	regions  *region.Tree
	of       int64
	made     Made
	err      error // why rows ended too soon
}

func (r *reading) rows(head []sheet.Datum) func(yield func([]sheet.Datum) bool) {
	return func(yield func([]sheet.Datum) bool) {
		if !yield(head) {
			return
		}
		for after, more := "", true; more && r.err == nil; {
			r.err = r.db.Look(r.ctx, r.by, func(tx *store.Tx) (err error) {
				after, more, err = r.look(tx, after, yield)
				return err
			})
		}
	}
}

// look reads pages for a span of time, and says where the next look goes on.
func (r *reading) look(tx *store.Tx, after string, yield func([]sheet.Datum) bool) (next string, more bool, err error) {
	at, err := journal.At(r.ctx, tx)
	if err != nil {
		return "", false, err
	}
	r.made.To = at.Seq
	for end := time.Now().Add(span); ; {
		rows, next, err := lists[r.ask.List].page(r, tx, store.Page{After: after, Limit: 100})
		if err != nil {
			return "", false, err
		}
		for _, row := range rows {
			if r.made.Rows++; !yield(row) {
				return "", false, nil
			}
		}
		r.progress(r.made.Rows, max(r.of, r.made.Rows))
		if next == "" || time.Now().After(end) {
			return next, next != "", nil
		}
		after = next
	}
}

// about says where the rows come from; it is written after them.
func (r *reading) about(yield func([]sheet.Datum) bool) {
	position := "第 " + strconv.FormatInt(r.made.To, 10) + " 条"
	if r.made.From != r.made.To {
		position = fmt.Sprintf("第 %d 条至第 %d 条之间（导出期间另有记录写入，相关行可能是改动前或改动后的内容）", r.made.From, r.made.To)
	}
	filter := string(r.ask.Filter)
	if filter == "" || filter == "null" {
		filter = "{}"
	}
	for _, line := range [][2]string{
		{"列表", titles[r.ask.List]}, {"辖区", r.regions.Name(region.Code(r.by.Home + "000000"))},
		{"导出人", r.people[r.by.ID[max(0, slices.Index([]byte(r.by.ID), ':')+1):]] + " " + r.people[r.by.Unit]},
		{"导出时间", r.db.Now().In(beijing).Format("2006-01-02 15:04")}, {"行数", strconv.FormatInt(r.made.Rows, 10)},
		{"截至日志", position}, {"筛选条件", filter},
	} {
		if !yield([]sheet.Datum{sheet.Words(line[0], bold), sheet.Words(line[1], plain)}) {
			return
		}
	}
}

var (
	beijing = time.FixedZone("CST", 8*3600)
	bold    = sheet.Look{Bold: true}
	plain   = sheet.Look{}
)
