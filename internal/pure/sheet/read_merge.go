package sheet

import "bytes"

// span is one merged range, columns and rows from 0 and 1.
type span struct{ top, bottom, left, right int }

func parseSpan(ref []byte) (span, bool) {
	a, b, ok := bytes.Cut(ref, []byte{':'})
	if !ok {
		return span{}, false
	}
	left, top, ok1 := parseRef(a)
	right, bottom, ok2 := parseRef(b)
	return span{top, bottom, left, right}, ok1 && ok2 && left <= right && top <= bottom
}

// parseRef reads "BC23" as column 54 (from 0) and row 23.
func parseRef(b []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(b) && i < 4; i++ {
		c := b[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	for _, c := range b[i:] {
		if c < '0' || c > '9' || row > 1<<24 {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return col - 1, row, col > 0 && row > 0
}

// fill carries the value of a vertical merge down its first column.
type fill struct {
	merges []span
	next   int
	live   []filled // at most one per column
}

type filled struct {
	span
	cell Cell
}

// apply marks where merges begin in row and fills what they cover.
func (f *fill) apply(row *Row) {
	for f.next < len(f.merges) && f.merges[f.next].top <= row.Number {
		m := f.merges[f.next]
		f.next++
		if m.left >= maxCols {
			continue
		}
		var cell Cell
		if m.top == row.Number && m.left < len(row.Cells) {
			if m.right > m.left {
				row.Cells[m.left].Span = int16(min(m.right, maxCols) - m.left + 1)
			}
			cell = row.Cells[m.left]
		}
		if m.bottom > m.top && m.bottom >= row.Number {
			f.put(filled{m, cell})
		}
	}
	keep := f.live[:0]
	for _, l := range f.live {
		if l.bottom < row.Number {
			continue
		}
		keep = append(keep, l)
		if l.top < row.Number && l.cell.Text != "" {
			row.grow(l.left)
			if c := &row.Cells[l.left]; c.Text == "" {
				*c = Cell{Text: l.cell.Text, Kind: l.cell.Kind, Filled: true}
			}
		}
	}
	f.live = keep
}

func (f *fill) put(l filled) {
	for i := range f.live {
		if f.live[i].left == l.left {
			f.live[i] = l
			return
		}
	}
	f.live = append(f.live, l)
}

// grow makes sure the row has column c.
func (r *Row) grow(c int) {
	for len(r.Cells) <= c {
		r.Cells = append(r.Cells, Cell{})
	}
}
