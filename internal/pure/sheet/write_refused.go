package sheet

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
)

// Refused is a row that was not taken in: its cells as they came, and why.
type Refused struct {
	Cells []Cell
	Why   []Reason
}

// Reason is one thing wrong with a row. Column is from 0; -1 is the whole row.
type Reason struct {
	Column int
	Text   string
}

// refusedHead is the column that WriteRefused adds; who reads such a workbook
// again passes over it.
const refusedHead = "错误原因"

var (
	plainLook = Look{Ruled: true}
	redLook   = Look{Ruled: true, Fill: "FFC7CE"}
	headLook  = Look{Ruled: true, Bold: true, Fill: "E7EEF7", Align: "center"}
	whyLook   = Look{Ruled: true, Wrap: true}
)

// WriteRefused writes the workbook of refused rows: the columns as they came and
// 错误原因 behind them, with the cells to mend in red. Mended, it can be imported
// as it is.
func WriteRefused(w io.Writer, head [][]Cell, rows iter.Seq[Refused]) error {
	return Write(w, Sheaf{Title: refusedTitle, Papers: []Paper{RefusedPaper(refusedTitle, head, rows)}})
}

const refusedTitle = "未导入的行"

// RefusedPaper is one sheet of such a workbook: refused rows of sheets with
// unlike headings stand apart.
func RefusedPaper(name string, head [][]Cell, rows iter.Seq[Refused]) Paper {
	columns := 0
	for _, h := range head {
		columns = max(columns, len(h))
	}
	p := Paper{Name: name, HeadFrom: 1, HeadTo: len(head), Wide: true}
	for range columns {
		p.Widths = append(p.Widths, 16)
	}
	p.Widths = append(p.Widths, 60)
	p.Rows = func(yield func([]Datum) bool) {
		for i, h := range head {
			row := data(h, columns, headLook)
			why := Datum{Look: headLook}
			if i == len(head)-1 {
				why = Words(refusedHead, headLook)
			}
			if !yield(append(row, why)) {
				return
			}
		}
		for r := range rows {
			if !yield(refusedRow(r, columns)) {
				return
			}
		}
	}
	return p
}

func data(cells []Cell, columns int, look Look) []Datum {
	row := make([]Datum, columns)
	for i := range row {
		row[i].Look = look
		if i < len(cells) {
			row[i].Kind, row[i].Text = cells[i].Kind, cells[i].Text
		}
	}
	return row
}

func refusedRow(r Refused, columns int) []Datum {
	row := data(r.Cells, columns, plainLook)
	why := make([]string, 0, len(r.Why))
	for _, reason := range r.Why {
		why = append(why, reason.Text)
		if reason.Column >= 0 && reason.Column < columns {
			row[reason.Column].Look = redLook
		}
	}
	return append(row, Words(strings.Join(why, "；"), whyLook))
}

// WriteCSV writes rows as delimited text that spreadsheets open as it is: UTF-8
// with its mark, CRLF. Text that would be taken for a formula is led by an
// apostrophe.
func WriteCSV(w io.Writer, rows iter.Seq[[]Datum]) error {
	b := bufio.NewWriterSize(w, 64<<10)
	b.WriteString("\ufeff")
	for row := range rows {
		for i, d := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(field(d))
		}
		b.WriteString("\r\n")
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("sheet: writing delimited text: %w", err)
	}
	return nil
}

func field(d Datum) string {
	s := d.Text
	if d.Kind == Number && decimalShape.MatchString(s) {
		return s
	}
	if s = strings.ReplaceAll(s, "\x00", ""); risky(s) {
		s = "'" + s
	}
	if strings.ContainsAny(s, ",\"\r\n\t") || s != strings.TrimSpace(s) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
