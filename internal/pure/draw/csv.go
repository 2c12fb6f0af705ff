package draw

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/fault"
)

// maxName is how many bytes an id, stratum, organ or unit may have.
const maxName = 64

// badName says what is wrong with an id, stratum, organ or unit, or "".
func badName(s string) string {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x20, c == 0x7f:
			return "含有控制字符"
		case c == ';':
			return "含有分号"
		case c >= 0x80:
			ascii = false
		}
	}
	switch {
	case s == "":
		return "为空"
	case len(s) > maxName:
		return "超过 64 字节"
	case !ascii && !utf8.ValidString(s):
		return "不是 UTF-8 文字"
	case !ascii && strings.ContainsFunc(s, unicode.IsControl):
		return "含有控制字符"
	}
	return ""
}

// breach is a rule broken by a list, in words for whoever made it.
type breach string

func (b breach) Error() string { return string(b) }

// listFault makes a breach the list's fault; other errors are the disk's.
func listFault(f *fault.Fault, err error) error {
	if b, ok := errors.AsType[breach](err); ok {
		return f.With(string(b))
	}
	return fmt.Errorf("draw: reading a list: %w", err)
}

// lines reads strict csv (RFC 4180) line by line. A record is a line: what may
// stand in a cell here has no line breaks.
type lines struct {
	in    *bufio.Scanner
	n     int      // line number of cells, from 1
	cells [][]byte // of this line, valid until the next
	buf   []byte   // unquoted cells
	wide  int      // cells each line must have
}

// maxLine bounds one line: an officer recused from millions of objects.
const maxLine = 1 << 30

// readLines begins after the heading, which must stand exactly so.
func readLines(r io.Reader, heading string) (*lines, error) {
	l := &lines{in: bufio.NewScanner(r), wide: strings.Count(heading, ",") + 1}
	l.in.Buffer(make([]byte, 1<<18), maxLine)
	if !l.in.Scan() {
		if err := l.in.Err(); err != nil {
			return nil, err
		}
		return nil, breach("文件是空的，第一行应为 " + heading)
	}
	l.n = 1
	if got := l.in.Bytes(); string(got) != heading {
		if bytes.HasPrefix(got, []byte("\ufeff")) {
			return nil, breach("文件开头有 BOM，请另存为不带 BOM 的 UTF-8")
		}
		return nil, breach("第一行应为 " + heading)
	}
	return l, nil
}

// next reads a line into cells; false at the end.
func (l *lines) next() (bool, error) {
	if !l.in.Scan() {
		return false, l.in.Err()
	}
	l.n++
	if !l.split(l.in.Bytes()) {
		return false, l.wrong("引号用法不合 RFC 4180")
	}
	if len(l.cells) != l.wide {
		return false, l.wrong(fmt.Sprintf("应有 %d 列，实有 %d 列", l.wide, len(l.cells)))
	}
	return true, nil
}

func (l *lines) wrong(what string) error { return breach(fmt.Sprintf("第 %d 行：%s", l.n, what)) }

// split cuts a line into cells; false if quotes stand where they must not.
func (l *lines) split(line []byte) bool {
	l.cells = l.cells[:0]
	if bytes.IndexByte(line, '"') >= 0 {
		return l.unquote(line)
	}
	for {
		i := bytes.IndexByte(line, ',')
		if i < 0 {
			l.cells = append(l.cells, line)
			return true
		}
		l.cells, line = append(l.cells, line[:i]), line[i+1:]
	}
}

func (l *lines) unquote(line []byte) bool {
	l.buf = make([]byte, 0, len(line)) // cells point into it: it must not grow
	for {
		from := len(l.buf)
		rest, ok := l.cell(line)
		if !ok {
			return false
		}
		l.cells = append(l.cells, l.buf[from:])
		if len(rest) == 0 {
			return true
		}
		if rest[0] != ',' {
			return false
		}
		line = rest[1:]
	}
}

// cell adds one cell to buf and returns what follows it.
func (l *lines) cell(line []byte) (rest []byte, ok bool) {
	if len(line) == 0 || line[0] != '"' {
		i := bytes.IndexByte(line, ',')
		if i < 0 {
			i = len(line)
		}
		l.buf = append(l.buf, line[:i]...)
		return line[i:], bytes.IndexByte(line[:i], '"') < 0
	}
	for line = line[1:]; ; line = line[2:] {
		i := bytes.IndexByte(line, '"')
		if i < 0 {
			return nil, false
		}
		l.buf = append(l.buf, line[:i]...)
		if line = line[i:]; len(line) < 2 || line[1] != '"' {
			return line[1:], true
		}
		l.buf = append(l.buf, '"')
	}
}
