// Package ledger reads the ledgers that bureaus keep of whom they watch: which
// row of a sheet is data, what its columns mean, which division it belongs to,
// and which rows speak of one and the same subject.
//
//	sheet.Row ─▶ classify ─▶ judge ─▶ identify ─▶ Row
//	             blank        sample     code        created
//	             subtotal     no name    form        merged_code, merged_na, merged
//	             note         foreign    shop        detail, dup_exact
//	             header       no key                 rejected, foreign
//	             data
//
// It keeps nothing itself: what has been seen lives behind the [Index], so that a
// registry can answer for what its tables hold and an import repeated changes
// nothing. It decides; whoever receives the Rows stores them. Twins are shown,
// never merged, and no code is ever repaired.
//
// The rules are the same for every county. What is local (the own division, its
// townships, its neighbours) comes in as a [Place].
package ledger

import (
	"fmt"
	"hash/maphash"

	"example.org/zhiye/internal/pure/sheet"
)

// Options say where and when a ledger is read.
type Options struct {
	Place *Place
	AsOf  Date         // certificates that ended before this day are expired
	Known []LabelBatch // batches of earlier imports, for overlapping numbers
}

// Importer reads files one after another into one Index. It is not safe for
// concurrent use.
type Importer struct {
	place  *Place
	asOf   Date
	index  Index
	ranges labelRanges
	pairs  map[[2]Handle]bool
	seed   maphash.Seed
	found  []Handle
}

// New prepares an import.
func New(o Options, index Index) *Importer {

	im := &Importer{
		place: o.Place, asOf: o.AsOf, index: index, ranges: labelRanges{},
		pairs: map[[2]Handle]bool{}, seed: maphash.MakeSeed(),
	}
	for i := range o.Known {
		im.ranges.add(&o.Known[i])
	}
	return im
}

// Pairs is how many suspected pairs this import has shown so far.
func (im *Importer) Pairs() int { return len(im.pairs) }

// File reads every sheet of a book; sink receives the data rows in order. An
// error of sink or of the index stops the import.
func (im *Importer) File(name string, book *sheet.Book, sink func(*Row) error) (FileReport, error) {
	report := FileReport{File: name, Sheets: []SheetReport{}}
	for _, s := range book.Sheets {
		t := &table{im: im, book: book, file: name, sink: sink}
		t.report = SheetReport{
			Sheet: s.Name, Status: Imported, Encoding: book.Encoding,
			Rejected: map[string]int{}, Warnings: map[string]int{},
		}
		if s.Hidden {
			t.report.Status = SkippedHidden
		} else if err := t.read(s); err != nil {
			return report, fmt.Errorf("ledger: reading %s!%s: %w", name, s.Name, err)
		}
		report.Sheets = append(report.Sheets, t.report)
	}
	return report, nil
}
