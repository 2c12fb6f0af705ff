package doc

import "slices"

// Lines and edges of tables in a PDF, as the docx has them.
const (
	cellSize = 12.0
	cellHigh = 16.0
	cellSide = 4.25
	cellRow  = 19.85
	thin     = 0.5
)

// placed is a cell with its place in the grid.
type placed struct {
	Cell
	x, wide float64
	lines   []set
	deep    int // rows it covers
}

// table sets a ruled table; its head repeats on each page, and rows that are
// merged stay together.
func (s *setter) table(t Table) {
	total := 0.0
	for _, w := range t.Widths {
		total += w * ptmm
	}
	left := (s.measure() - total) / 2
	grid := func(rows [][]Cell, head bool) (out [][]placed) {
		for _, r := range rows {
			out = append(out, s.place(t, r, left, head))
		}
		return out
	}
	head, rows := grid(t.Head, true), grid(t.Rows, false)
	first := true
	for len(rows) > 0 {
		n := together(rows)
		block := rows[:n]
		rows = rows[n:]
		need := high(block)
		if first {
			need += high(head)
		}
		if s.page == nil || s.y+need > s.low+0.5 && (n > 1 || !t.Split || !long(block[0]) || s.low-s.y < 6*cellHigh) {
			s.turn()
			first = true
		}
		if first {
			s.rows(head)
			first = false
		}
		s.fitted(block, head)
	}
}

// long reports whether a row is worth breaking: most of a page, or more.
func long(row []placed) bool {
	return slices.ContainsFunc(row, func(c placed) bool { return len(c.lines) > 20 })
}

// fitted sets rows; one that is higher than what is left goes on overleaf.
func (s *setter) fitted(block [][]placed, head [][]placed) {
	for len(block) == 1 && s.y+high(block) > s.low+0.5 {
		n := int((s.low - s.y - 4) / cellHigh)
		if n < 1 {
			s.turn()
			s.rows(head)
			continue
		}
		part, rest := make([]placed, len(block[0])), make([]placed, len(block[0]))
		for i, c := range block[0] {
			part[i], rest[i] = c, c
			part[i].High, rest[i].High = 0, 0
			k := min(n, len(c.lines))
			part[i].lines, rest[i].lines = c.lines[:k], c.lines[k:]
		}
		s.rows([][]placed{part})
		s.turn()
		s.rows(head)
		block = [][]placed{rest}
	}
	s.rows(block)
}

// place finds where the cells of a row stand and breaks their texts.
func (s *setter) place(t Table, row []Cell, left float64, head bool) (out []placed) {
	at := 0
	for _, c := range row {
		p := placed{Cell: c, x: left, deep: 1}
		for i := range at {
			p.x += t.Widths[i] * ptmm
		}
		end := min(at+max(c.Span, 1), len(t.Widths))
		for i := at; i < end; i++ {
			p.wide += t.Widths[i] * ptmm
		}
		at = end
		p.Bold = c.Bold || head
		if !c.Up {
			p.lines = s.broken(c.Text, p.fit(), p.wide-2*cellSide)
		}
		out = append(out, p)
	}
	return out
}

func (p placed) fit() fit { return fit{size: cellSize, bold: p.Bold} }

// together is how many rows are merged with the first.
func together(rows [][]placed) int {
	n := 1
	for n < len(rows) && anyUp(rows[n]) {
		n++
	}
	return n
}

func anyUp(row []placed) bool {
	for _, c := range row {
		if c.Up {
			return true
		}
	}
	return false
}

func rowHigh(row []placed) float64 {
	most := cellRow
	for _, c := range row {
		if c.Down { // its text has the rows below, too
			continue
		}
		most = max(most, float64(len(c.lines))*cellHigh+4, c.High*ptmm)
	}
	return most
}

func high(rows [][]placed) (sum float64) {
	for _, r := range rows {
		sum += rowHigh(r)
	}
	return sum
}

// rows draws rows at the current place.
func (s *setter) rows(rows [][]placed) {
	top := s.y
	for i, row := range rows {
		for j, c := range row {
			if c.Up {
				continue
			}
			tall := rowHigh(row)
			for k := i + 1; c.Down && k < len(rows) && j < len(rows[k]) && rows[k][j].Up; k++ {
				tall += rowHigh(rows[k])
			}
			s.cell(c, top, tall)
		}
		top += rowHigh(row)
	}
	s.y = top
}

func (s *setter) cell(c placed, top, tall float64) {
	x := s.x + c.x
	s.page.Rule(x, top, x+c.wide, top, thin)
	s.page.Rule(x, top+tall, x+c.wide, top+tall, thin)
	s.page.Rule(x, top, x, top+tall, thin)
	s.page.Rule(x+c.wide, top, x+c.wide, top+tall, thin)
	y := top + (tall-float64(len(c.lines))*cellHigh)/2
	for _, l := range c.lines {
		at := x + cellSide
		switch c.Align {
		case Centre:
			at = x + (c.wide-l.width())/2
		case Right:
			at = x + c.wide - cellSide - l.width()
		}
		f := c.fit()
		f.centre = true // cells are not spread
		s.draw(at, y+cellHigh/2, l, f)
		y += cellHigh
	}
}
