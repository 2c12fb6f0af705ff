// Package sheet turns workbooks and delimited text into rows of cells, and back.
//
// Reading: [Open] looks at the bytes before anything parses them, refuses whole
// what is hostile or broken, and yields rows one by one in bounded memory:
//
//	bytes ──guard──▶ Book ──Rows──▶ Row, Row, …
//	          └────▶ a fault: what is wrong and how to mend it
//
// Cells carry raw values, never what a format would display: a phone number
// shown as 1.99E+10 is read as 19900000001. Formulas are never calculated; their
// cached value is read and the cell says so. Nothing a file points to is opened.
//
// The package does not know what a ledger is, which row is a heading, or what a
// column means; package ledger does.
package sheet

import (
	"io"
	"iter"
)

// Kind says how a value was stored.
type Kind uint8

// Kinds of cells.
const (
	Empty  Kind = iota
	Text        // also every cell of delimited text
	Number      // Text is decimal, without exponent
	Bool        // Text is TRUE or FALSE
	Error       // Text is #N/A and the like
	Day         // Text is an ISO 8601 date
)

// Cell is one raw value.
type Cell struct {
	Text    string
	Kind    Kind
	Formula bool  // Text is the cached value of a formula
	Filled  bool  // the cell is empty itself; Text comes from the vertical merge above
	Span    int16 // columns of the merge that begins here, 0 where none does
}

// Row is one row with something in it. The stream reuses it; Clone what is kept.
type Row struct {
	Number int    // physical row from 1; delimited text: the record's number
	Hidden bool   // hidden rows are rows
	Cells  []Cell // by column from 0; for a workbook up to the last cell with content
}

// Cell returns the cell of column c from 0, or the empty one.
func (r *Row) Cell(c int) Cell {
	if c < 0 || c >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[c]
}

// Clone copies r out of the stream.
func (r *Row) Clone() *Row {
	c := *r
	c.Cells = append([]Cell(nil), r.Cells...)
	return &c
}

// Sheet is one sheet of a Book.
type Sheet struct {
	Name   string // "" for delimited text
	Hidden bool   // hidden or very hidden
	Rows   int    // that have content, of a sheet that is not hidden; Open has seen them
	part   string
}

// Book is an opened file.
type Book struct {
	Sheets        []Sheet
	ExternalLinks bool   // it points to other workbooks; they are never opened
	Date1904      bool   // its day numbers count from 1904
	Delimited     bool   // csv or tsv: the number of fields matters
	Encoding      string // of delimited text: utf8, utf8bom, gb18030, utf16le, utf16be

	rows func(s Sheet) iter.Seq2[*Row, error]
}

// Rows streams the rows of a sheet that have content, in order. A fault ends the
// stream; rows already yielded must then be forgotten, for a file is refused whole.
func (b *Book) Rows(s Sheet) iter.Seq2[*Row, error] { return b.rows(s) }

// Open guards and opens the bytes of a file. name is only compared with what the
// bytes are: a file that is not what its name says is refused. r must stay
// readable while rows are streamed.
func Open(name string, r io.ReaderAt, size int64) (*Book, error) {
	kind, err := sniff(name, r, size)
	if err != nil {
		return nil, err
	}
	if kind == zipped {
		return openXLSX(r, size)
	}
	return openCSV(r, size)
}
