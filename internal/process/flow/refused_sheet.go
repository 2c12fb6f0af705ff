package flow

import (
	"io"
	"slices"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/sheet"
)

// ErrNoneRefused is returned where no row was set aside.
var ErrNoneRefused = fault.New(fault.NotFound, "import.none_refused", "这次导入没有被退回的行，无需下载错误表")

// WithHeads puts the headings of their sheets before the refused rows; a
// heading has no reason.
func WithHeads(files []ledger.FileReport, refused []Refused) []Refused {
	var out []Refused
	for _, f := range files {
		for _, s := range f.Sheets {
			ofSheet := func(r Refused) bool { return r.File == f.File && r.Sheet == s.Sheet }
			if !slices.ContainsFunc(refused, ofSheet) {
				continue
			}
			for i, h := range s.Head {
				out = append(out, Refused{File: f.File, Sheet: s.Sheet, Row: s.HeadingRow - len(s.Head) + 1 + i, Cells: h})
			}
			for _, r := range refused {
				if ofSheet(r) {
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// RefusedBook writes the workbook of the rows that an import set aside, a sheet
// for each it read. Mended, it is imported like any other.
func RefusedBook(w io.Writer, rows []Refused) error {
	if len(rows) == 0 {
		return ErrNoneRefused
	}
	book := sheet.Sheaf{Title: "未导入的行"}
	for len(rows) > 0 {
		n := slices.IndexFunc(rows, func(r Refused) bool { return r.File != rows[0].File || r.Sheet != rows[0].Sheet })
		if n < 0 {
			n = len(rows)
		}
		book.Papers = append(book.Papers, refusedPaper(rows[:n], book.Papers))
		rows = rows[n:]
	}
	return sheet.Write(w, book)
}

func refusedPaper(rows []Refused, before []sheet.Paper) sheet.Paper {
	name := rows[0].Sheet
	if name == "" { // delimited text has no sheets
		name = "未导入的行"
	}
	for slices.ContainsFunc(before, func(p sheet.Paper) bool { return p.Name == name }) {
		name += "′"
	}
	var head [][]sheet.Cell
	for len(rows) > 0 && rows[0].Text == "" {
		head, rows = append(head, cells(rows[0].Cells)), rows[1:]
	}
	return sheet.RefusedPaper(name, head, func(yield func(sheet.Refused) bool) {
		for _, r := range rows {
			if !yield(sheet.Refused{Cells: cells(r.Cells), Why: []sheet.Reason{{Column: -1, Text: r.Text}}}) {
				return
			}
		}
	})
}

func cells(texts []string) []sheet.Cell {
	out := make([]sheet.Cell, len(texts))
	for i, s := range texts {
		out[i] = sheet.Cell{Text: s, Kind: sheet.Text}
	}
	return out
}
