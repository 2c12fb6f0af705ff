package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// openCSV reads the text before it gives a row away: for its encoding, its separator
// and its faults.
func openCSV(r io.ReaderAt, size int64) (*Book, error) {
	enc, err := detect(r, size)
	if err != nil {
		return nil, err
	}
	sep, err := separator(decoder(r, size, enc))
	if err != nil {
		return nil, err
	}
	guard := enc != "utf8" && enc != "utf8bom"
	check := &csvReader{r: newLines(decoder(r, size, enc)), sep: sep, guard: guard, check: true}
	if err := check.run(nil); err != nil {
		return nil, err
	}
	b := &Book{Sheets: []Sheet{{Rows: check.row.Number}}, Delimited: true, Encoding: enc}
	b.rows = func(Sheet) iter.Seq2[*Row, error] {
		return func(yield func(*Row, error) bool) {
			c := &csvReader{r: newLines(decoder(r, size, enc)), sep: sep, guard: guard}
			if err := c.run(yield); err != nil && err != errStopped {
				yield(nil, err)
			}
		}
	}
	return b, nil
}

// detect finds the encoding: by its mark, or UTF-8 where every byte fits, or GB18030.
func detect(r io.ReaderAt, size int64) (string, error) {
	head := make([]byte, min(size, 3))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", fmt.Errorf("sheet: reading the mark: %w", err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf16le", nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf16be", nil
	}
	valid, err := scanText(io.NewSectionReader(r, 0, size))
	switch {
	case err != nil:
		return "", err
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if !valid {
			return "", ErrEncoding.With("标明是 UTF-8 却有乱码")
		}
		return "utf8bom", nil
	case valid:
		return "utf8", nil
	}
	return "gb18030", nil
}

// scanText refuses NUL and says whether the whole is UTF-8.
func scanText(r io.Reader) (bool, error) {
	buf := make([]byte, 64<<10)
	keep, valid := 0, true
	for {
		n, err := r.Read(buf[keep:])
		b := buf[:keep+n]
		if bytes.IndexByte(b, 0) >= 0 {
			return false, ErrNUL
		}
		if keep = 0; valid {
			whole := b
			if err == nil {
				whole = b[:lastRune(b)]
			}
			valid = utf8.Valid(whole)
			keep = copy(buf, b[len(whole):])
		}
		if err == io.EOF {
			return valid, nil
		}
		if err != nil {
			return false, fmt.Errorf("sheet: reading text: %w", err)
		}
	}
}

// lastRune is where a rune cut at the end of b begins, or len(b).
func lastRune(b []byte) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if utf8.FullRune(b[i:]) {
				return len(b)
			}
			return i
		}
	}
	return len(b)
}

func decoder(r io.ReaderAt, size int64, enc string) io.Reader {
	s := io.NewSectionReader(r, 0, size)
	switch enc {
	case "utf8bom":
		return io.NewSectionReader(r, 3, size-3)
	case "gb18030":
		return transform.NewReader(s, simplifiedchinese.GB18030.NewDecoder())
	case "utf16le":
		return transform.NewReader(s, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case "utf16be":
		return transform.NewReader(s, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	}
	return s
}

// separator takes the one that divides the first lines most, and most evenly.
func separator(r io.Reader) (byte, error) {
	l := newLines(r)
	counts := map[byte]map[int]int{',': {}, '\t': {}, ';': {}}
	for range 20 {
		line, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, err
		}
		for sep, by := range counts {
			by[countOutside(line, sep)]++
		}
	}
	best, score := byte(','), 0
	for _, sep := range []byte{',', '\t', ';'} {
		for n, lines := range counts[sep] {
			if n*lines*lines > score {
				best, score = sep, n*lines*lines
			}
		}
	}
	return best, nil
}

func countOutside(line []byte, sep byte) int {
	n, quoted := 0, false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		} else if c == sep && !quoted {
			n++
		}
	}
	return n
}

// lines yields physical lines under the limit of length.
type lines struct {
	r    *bufio.Reader
	long []byte
	n    int
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReaderSize(r, 64<<10)} }

// next returns a line without its end; it lives until the next call.
func (l *lines) next() ([]byte, error) {
	b, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.long = append(l.long[:0], b...)
		for errors.Is(err, bufio.ErrBufferFull) {
			b, err = l.r.ReadSlice('\n')
			if l.long = append(l.long, b...); len(l.long) > maxLine {
				return nil, ErrLongLine.With(lineNo(l.n + 1))
			}
		}
		b = l.long
	}
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("sheet: reading a line: %w", err)
	}
	if err == io.EOF && len(b) == 0 {
		return nil, io.EOF
	}
	l.n++
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, ErrNUL.With(lineNo(l.n))
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r")), nil
}

func lineNo(n int) string { return "第 " + strconv.Itoa(n) + " 行" }

// csvReader reads records strictly: a quote stands around a field or doubled
// inside one. Guessing past a stray quote would swallow the lines behind it.
type csvReader struct {
	r      *lines
	sep    byte
	guard  bool // decoded text: a replacement character means it is none
	check  bool // only look: a file is refused whole or not at all
	row    Row
	fields int
	field  []byte
}

func (c *csvReader) run(yield func(*Row, error) bool) error {
	for {
		line, err := c.r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(line) == 0 { // an empty line is no record
			continue
		}
		c.row = Row{Number: c.row.Number + 1, Cells: c.row.Cells[:0]}
		c.fields = 0
		if err := c.record(line); err != nil {
			return err
		}
		if !c.check && !c.blank() && !yield(&c.row, nil) {
			return errStopped
		}
	}
}

func (c *csvReader) blank() bool {
	for i := range c.row.Cells {
		if c.row.Cells[i].Text != "" {
			return false
		}
	}
	return true
}

func (c *csvReader) record(line []byte) error {
	for {
		if len(line) == 0 || line[0] != '"' {
			end := bytes.IndexByte(line, c.sep)
			field := line
			if end >= 0 {
				field = line[:end]
			}
			if bytes.IndexByte(field, '"') >= 0 {
				return ErrQuote.With(lineNo(c.r.n))
			}
			if err := c.put(field); err != nil {
				return err
			}
			if end < 0 {
				return nil
			}
			line = line[end+1:]
			continue
		}
		rest, last, err := c.quoted(line[1:])
		if err != nil {
			return err
		}
		if err := c.put(c.field); err != nil {
			return err
		}
		if last {
			return nil
		}
		line = rest
	}
}

// quoted reads on over line ends until the field's closing quote. A fault names
// the line where the field began: that is where to look for the missing quote.
func (c *csvReader) quoted(line []byte) (rest []byte, last bool, err error) {
	began := c.r.n
	c.field = c.field[:0]
	for {
		i := bytes.IndexByte(line, '"')
		if i < 0 {
			c.field = append(append(c.field, line...), '\n')
			if len(c.field) > maxRunes*utf8.UTFMax {
				return nil, false, ErrQuote.With(lineNo(began))
			}
			line, err = c.r.next()
			if err == io.EOF {
				return nil, false, ErrQuote.With(lineNo(began))
			}
			if err != nil {
				return nil, false, err
			}
			continue
		}
		c.field = append(c.field, line[:i]...)
		line = line[i+1:]
		switch {
		case len(line) == 0:
			return nil, true, nil
		case line[0] == '"':
			c.field = append(c.field, '"')
			line = line[1:]
		case line[0] == c.sep:
			return line[1:], false, nil
		default:
			return nil, false, ErrQuote.With(lineNo(began))
		}
	}
}

func (c *csvReader) put(b []byte) error {
	if utf8.RuneCount(b) > maxRunes {
		return ErrLongCell.With(lineNo(c.r.n))
	}
	if c.guard && bytes.Contains(b, []byte("\uFFFD")) {
		return ErrEncoding.With(lineNo(c.r.n))
	}
	if c.fields++; c.fields > maxCols {
		return ErrManyCols.With(lineNo(c.r.n))
	}
	if c.check {
		return nil
	}
	kind := Text
	if len(b) == 0 {
		kind = Empty
	}
	c.row.Cells = append(c.row.Cells, Cell{Text: string(b), Kind: kind})
	return nil
}
