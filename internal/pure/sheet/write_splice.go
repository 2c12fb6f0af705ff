package sheet

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// splicer walks a worksheet beside the sorted targets and notes what to change.
type splicer struct {
	body    []byte
	todo    []target // not placed yet, in order
	all     []target
	edits   []edit
	prefix  string
	row     int // where it stands, from 1; 0 before the first
	col     int // from 0
	inRow   bool
	cell    int    // where the open cell begins
	style   string // of the open cell
	formula bool   // the open cell has one
	value   int    // where the open v begins; -1 for none
	values  []edit // v elements of the open cell
	pending *target
}

func fillEdits(body []byte, targets []target) ([]edit, error) {
	s := &splicer{body: body, todo: targets, all: targets, value: -1}
	err := eachElement(body, func(t xml.Token, from, to int) error {
		switch t := t.(type) {
		case xml.StartElement:
			return s.start(t, from, to)
		case xml.EndElement:
			return s.end(t, from, to)
		}
		return nil
	})
	if err == nil && len(s.todo) > 0 {
		err = ErrBroken.With("工作表没有数据区")
	}
	return s.edits, err
}

func (s *splicer) start(t xml.StartElement, from, to int) error {
	switch t.Name.Local {
	case "sheetData":
		s.prefix = colon(t.Name.Space)
		if closed(s.body, to) {
			if len(s.todo) > 0 {
				s.edits = append(s.edits, edit{from, to, "<" + s.prefix + "sheetData>" + s.rowsBefore(0) + "</" + s.prefix + "sheetData>"})
			}
		}
	case "row":
		s.openRow(t, from, to)
	case "c":
		s.openCell(t, from)
	case "f":
		s.formula = s.formula || s.inRow
	case "v":
		s.value = from
	case "mergeCell":
		return s.merged(attribute(t, "ref"))
	}
	return nil
}

func (s *splicer) openRow(t xml.StartElement, from, to int) {
	s.row++
	if n, err := strconv.Atoi(attribute(t, "r")); err == nil {
		s.row = n
	}
	s.inRow, s.col = true, -1
	if text := s.rowsBefore(s.row); text != "" {
		s.edits = append(s.edits, edit{from, from, text})
	}
	if closed(s.body, to) && len(s.todo) > 0 && s.todo[0].row == s.row {
		open := string(bytes.TrimSuffix(s.body[from:to], []byte("/>")))
		s.edits = append(s.edits, edit{from, to, open + ">" + s.cellsBefore(1<<30) + "</" + s.prefix + "row>"})
	}
}

func (s *splicer) openCell(t xml.StartElement, from int) {
	s.col++
	if col, _, ok := parseRef([]byte(attribute(t, "r"))); ok {
		s.col = col
	}
	if text := s.cellsBefore(s.col); text != "" {
		s.edits = append(s.edits, edit{from, from, text})
	}
	s.cell, s.style, s.formula, s.values, s.pending = from, attribute(t, "s"), false, s.values[:0], nil
	if len(s.todo) > 0 && s.todo[0].row == s.row && s.todo[0].col == s.col {
		s.pending, s.todo = &s.todo[0], s.todo[1:]
	}
}

func (s *splicer) end(t xml.EndElement, from, to int) error {
	switch t.Name.Local {
	case "v":
		if s.value >= 0 {
			s.values = append(s.values, edit{s.value, to, ""})
		}
		s.value = -1
	case "c":
		if s.pending != nil {
			if s.formula {
				return ErrComputed.With(s.pending.Sheet + "!" + s.pending.Cell)
			}
			s.edits = append(s.edits, edit{s.cell, to, s.pending.element(s.prefix, s.style)})
		} else if s.formula {
			s.edits = append(s.edits, s.values...)
		}
		s.pending = nil
	case "row":
		if text := s.cellsBefore(1 << 30); text != "" {
			s.edits = append(s.edits, edit{from, from, text})
		}
		s.inRow = false
	case "sheetData":
		if text := s.rowsBefore(0); text != "" {
			s.edits = append(s.edits, edit{from, from, text})
		}
	}
	return nil
}

// cellsBefore are the targets of this row left of col that have no cell yet.
func (s *splicer) cellsBefore(col int) (text string) {
	for len(s.todo) > 0 && s.todo[0].row == s.row && s.todo[0].col < col {
		text += s.todo[0].element(s.prefix, "")
		s.todo = s.todo[1:]
	}
	return text
}

// rowsBefore are the targets in rows above row that have no row yet; 0 is the end.
func (s *splicer) rowsBefore(row int) (text string) {
	for len(s.todo) > 0 && (row == 0 || s.todo[0].row < row) {
		n := s.todo[0].row
		text += "<" + s.prefix + `row r="` + strconv.Itoa(n) + `">`
		for len(s.todo) > 0 && s.todo[0].row == n {
			text += s.todo[0].element(s.prefix, "")
			s.todo = s.todo[1:]
		}
		text += "</" + s.prefix + "row>"
	}
	return text
}

// merged refuses targets that a merge covers.
func (s *splicer) merged(ref string) error {
	m, ok := parseSpan([]byte(ref))
	if !ok {
		return nil
	}
	for _, t := range s.all {
		if t.row >= m.top && t.row <= m.bottom && t.col >= m.left && t.col <= m.right && (t.row != m.top || t.col != m.left) {
			return ErrMerged.With(t.Sheet + "!" + t.Cell + "，合并区域 " + ref)
		}
	}
	return nil
}

// closed says whether the tag that ends at to is empty in itself.
func closed(body []byte, to int) bool { return to >= 2 && body[to-2] == '/' }
