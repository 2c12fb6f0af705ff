package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errStopped = errors.New("sheet: the reader stopped")

// rowReader turns the tokens of a worksheet into rows. Blank rows cost nothing:
// they are counted, never kept or yielded.
type rowReader struct {
	s       *scanner
	strings *sharedStrings
	fill    fill
	check   bool // only look: decode, yield nothing, note the merges
	merges  []span
	seen    int // rows with content, while looking
	row     Row
	content bool

	col     int
	kind    string
	formula bool
	value   []byte // <v>
	inline  []byte // <is>
}

// what of the cell the text at hand belongs to
const (
	nowhere = iota
	inValue
	inFormula
	inInline
)

func (r *rowReader) read(f *zip.File, yield func(*Row, error) bool) error {
	rc, err := openPart(f)
	if err != nil {
		return err
	}
	defer rc.Close()
	if r.s, err = newScanner(rc); err != nil {
		return err
	}
	return r.run(yield)
}

func (r *rowReader) merge() error {
	ref, _ := r.s.attr("ref")
	if m, ok := parseSpan(ref); ok {
		r.merges = append(r.merges, m)
	}
	if len(r.merges) > maxMerges {
		return ErrManyMerges
	}
	return nil
}

func (r *rowReader) run(yield func(*Row, error) bool) error {
	where, inCell, phonetic := nowhere, false, false
	for {
		t, err := r.s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		name := r.s.name
		switch t {
		case tokText:
			err = r.text(where, phonetic)
		case tokStart:
			switch {
			case string(name) == "row":
				err = r.startRow()
			case string(name) == "mergeCell":
				err = r.merge()
			case string(name) == "c":
				err = r.startCell()
				inCell = !r.s.closed
			case !inCell:
			case string(name) == "v" && !r.s.closed:
				where = inValue
			case string(name) == "f":
				r.formula = true
				if !r.s.closed {
					where = inFormula
				}
			case string(name) == "t" && !r.s.closed:
				where = inInline
			case string(name) == "rPh":
				phonetic = !r.s.closed
			}
		case tokEnd:
			switch string(name) {
			case "v", "f", "t":
				where = nowhere
			case "rPh":
				phonetic = false
			case "c":
				inCell, where = false, nowhere
				err = r.endCell()
			case "row":
				err = r.endRow(yield)
			case "sheetData":
				if !r.check {
					return nil
				}
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *rowReader) text(where int, phonetic bool) (err error) {
	switch where {
	case inValue:
		r.value, err = r.s.appendText(r.value)
	case inInline:
		if !phonetic {
			r.inline, err = r.s.appendText(r.inline)
		}
	}
	if len(r.value) > maxRunes*utf8.UTFMax || len(r.inline) > maxRunes*utf8.UTFMax {
		return ErrLongCell
	}
	return err
}

func (r *rowReader) startRow() error {
	n := r.row.Number + 1
	if v, ok := r.s.attr("r"); ok {
		given, err := strconv.Atoi(string(v))
		if err != nil || given < n {
			return ErrBroken.With("行号错乱")
		}
		n = given
	}
	if n > 1<<20 {
		return ErrBroken.With("行号超过 1,048,576")
	}
	h, _ := r.s.attr("hidden")
	clear(r.row.Cells)
	r.row = Row{Number: n, Hidden: string(h) == "1" || string(h) == "true", Cells: r.row.Cells[:0]}
	r.col, r.content = -1, false
	return nil
}

func (r *rowReader) startCell() error {
	r.col++
	if v, ok := r.s.attr("r"); ok {
		col, _, ok := parseRef(v)
		if !ok {
			return ErrBroken.With("单元格位置错乱")
		}
		r.col = col
	}
	kind, _ := r.s.attr("t")
	r.kind, r.formula = kindName(kind), false
	r.value, r.inline = r.value[:0], r.inline[:0]
	return nil
}

// kindName spares an allocation per cell.
func kindName(b []byte) string {
	for _, k := range [...]string{"s", "n", "str", "inlineStr", "b", "e", "d"} {
		if string(b) == k {
			return k
		}
	}
	return "n"
}

func (r *rowReader) endCell() error {
	text, kind, err := r.decode()
	if err != nil || text == "" && !r.formula {
		return err
	}
	if text == "" {
		kind = Empty
	}
	switch {
	case utf8.RuneCountInString(text) > maxRunes:
		return ErrLongCell
	case !utf8.ValidString(text):
		return ErrBroken.With("文字不是 UTF-8")
	}
	if r.col >= maxCols {
		return ErrManyCols
	}
	r.row.grow(r.col)
	r.row.Cells[r.col] = Cell{Text: text, Kind: kind, Formula: r.formula}
	r.content = r.content || text != ""
	return nil
}

func (r *rowReader) decode() (string, Kind, error) {
	switch r.kind {
	case "s":
		if len(r.value) == 0 {
			return "", Empty, nil
		}
		i, err := strconv.Atoi(string(bytes.TrimSpace(r.value)))
		b, ok := r.strings.get(i)
		if err != nil || !ok {
			return "", 0, ErrBroken.With("共享字符串缺失")
		}
		return string(b), Text, nil
	case "inlineStr":
		return string(unx(r.inline)), Text, nil
	case "str":
		return string(unx(r.value)), Text, nil
	case "b":
		if string(r.value) == "1" {
			return "TRUE", Bool, nil
		}
		return "FALSE", Bool, nil
	case "e":
		return string(r.value), Error, nil
	case "d":
		return string(r.value), Day, nil
	}
	if len(r.value) == 0 {
		return "", Empty, nil
	}
	return number(string(bytes.TrimSpace(r.value))), Number, nil
}

// number writes a stored number without exponent: 1.9900000007E10 is a phone.
func number(v string) string {
	if !strings.ContainsAny(v, "eE") {
		return v
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f > 1e40 || f < -1e40 {
		return v
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func (r *rowReader) endRow(yield func(*Row, error) bool) error {
	if r.content && r.check {
		r.seen++
	}
	if !r.content || r.check {
		return nil
	}
	r.fill.apply(&r.row)
	if !yield(&r.row, nil) {
		return errStopped
	}
	return nil
}
