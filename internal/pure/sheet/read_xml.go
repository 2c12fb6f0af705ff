package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// token is what a scanner found.
type token uint8

const (
	tokStart token = iota + 1
	tokEnd
	tokText
)

// scanner pulls tokens from the XML of a workbook. It knows no namespaces (the
// prefix of a name is dropped), keeps no tree, and refuses every document type
// declaration and every entity beyond the five of XML: what cannot be declared
// cannot expand or fetch. Slices it hands out live until the next call.
type scanner struct {
	r       *bufio.Reader
	name    []byte
	attrs   []byte
	text    []byte
	closed  bool // the start tag closed itself
	inTag   bool
	raw     bool // text came from CDATA
	scratch []byte
	long    []byte
}

const maxToken = 1 << 20

func newScanner(r io.Reader) (*scanner, error) {
	s := &scanner{r: bufio.NewReaderSize(r, 64<<10)}
	head, err := s.r.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		_, err = s.r.Discard(3)
		return s, err
	}
	if len(head) > 1 && (head[0] >= 0xfe || head[0] == 0 || head[1] == 0) {
		return nil, ErrBroken.With("XML 不是 UTF-8")
	}
	return s, nil
}

// until returns the bytes up to and without delim.
func (s *scanner) until(delim byte) ([]byte, error) {
	b, err := s.r.ReadSlice(delim)
	if err == nil {
		return b[:len(b)-1], nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		return b, err
	}
	s.long = append(s.long[:0], b...)
	for {
		b, err = s.r.ReadSlice(delim)
		s.long = append(s.long, b...)
		switch {
		case err == nil:
			return s.long[:len(s.long)-1], nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return s.long, err
		case len(s.long) > maxToken:
			return nil, ErrLongCell
		}
	}
}

// next returns the next token, or io.EOF.
func (s *scanner) next() (token, error) {
	for {
		if !s.inTag {
			b, err := s.until('<')
			if err == io.EOF {
				return 0, io.EOF
			}
			if err != nil {
				return 0, err
			}
			s.inTag = true
			if len(b) > 0 {
				s.text, s.raw = b, false
				return tokText, nil
			}
		}
		t, err := s.tag()
		if err != nil || t != 0 {
			return t, err
		}
	}
}

// tag reads what follows a '<'; 0 means it was nothing to speak of.
func (s *scanner) tag() (token, error) {
	b, err := s.until('>')
	if err != nil {
		return 0, broken(err)
	}
	s.inTag = false
	switch {
	case len(b) == 0:
		return 0, ErrBroken.With("XML 语法错误")
	case b[0] == '/':
		s.name = local(bytes.TrimRight(b[1:], " \t\r\n"))
		return tokEnd, nil
	case b[0] == '?':
		if b, err = s.rest(b, "?"); err == nil && foreignEncoding(b) {
			err = ErrBroken.With("XML 不是 UTF-8")
		}
		return 0, err
	case bytes.HasPrefix(b, []byte("!--")):
		if len(b) < 5 {
			b = append([]byte(nil), b...)
			b = append(b, '>')
		}
		_, err = s.rest(b, "--")
		return 0, err
	case bytes.HasPrefix(b, []byte("![CDATA[")):
		b, err = s.rest(b, "]]")
		if err != nil {
			return 0, err
		}
		s.text, s.raw = b[8:len(b)-2], true
		return tokText, nil
	case b[0] == '!':
		return 0, ErrDTD
	}
	return s.start(b)
}

// foreignEncoding says whether an XML declaration names another encoding than UTF-8.
func foreignEncoding(b []byte) bool {
	b = bytes.ToLower(b)
	return bytes.HasPrefix(b, []byte("?xml ")) && bytes.Contains(b, []byte("encoding")) && !bytes.Contains(b, []byte("utf-8"))
}

// rest reads on until the piece ends with tail (before its '>').
func (s *scanner) rest(b []byte, tail string) ([]byte, error) {
	if bytes.HasSuffix(b, []byte(tail)) {
		return b, nil
	}
	s.scratch = append(s.scratch[:0], b...)
	for !bytes.HasSuffix(s.scratch, []byte(tail)) {
		s.scratch = append(s.scratch, '>')
		b, err := s.until('>')
		if err != nil {
			return nil, broken(err)
		}
		if s.scratch = append(s.scratch, b...); len(s.scratch) > maxToken {
			return nil, ErrLongCell
		}
	}
	return s.scratch, nil
}

func (s *scanner) start(b []byte) (token, error) {
	if openQuote(b) {
		s.scratch = append(s.scratch[:0], b...)
		for openQuote(s.scratch) {
			s.scratch = append(s.scratch, '>')
			more, err := s.until('>')
			if err != nil {
				return 0, broken(err)
			}
			if s.scratch = append(s.scratch, more...); len(s.scratch) > 64<<10 {
				return 0, ErrBroken.With("XML 属性过长")
			}
		}
		b = s.scratch
	}
	s.closed = len(b) > 0 && b[len(b)-1] == '/'
	if s.closed {
		b = b[:len(b)-1]
	}
	end := bytes.IndexAny(b, " \t\r\n")
	if end < 0 {
		s.name, s.attrs = local(b), nil
		return tokStart, nil
	}
	s.name, s.attrs = local(b[:end]), b[end:]
	return tokStart, nil
}

// openQuote says whether a tag was cut inside an attribute's value.
func openQuote(b []byte) bool {
	if bytes.Count(b, []byte{'"'})%2 == 0 && bytes.IndexByte(b, '\'') < 0 {
		return false
	}
	var q byte
	for _, c := range b {
		switch {
		case q == 0 && (c == '"' || c == '\''):
			q = c
		case c == q:
			q = 0
		}
	}
	return q != 0
}

// attr returns an attribute's value; the prefix of its name counts when given.
func (s *scanner) attr(name string) ([]byte, bool) {
	b := s.attrs
	for {
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil, false
		}
		key := bytes.TrimSpace(b[:eq])
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 {
			return nil, false
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil, false
		}
		if string(key) == name {
			return b[1 : end+1], true
		}
		b = b[end+2:]
	}
}

// str returns an attribute as text, its entities resolved.
func (s *scanner) str(name string) (string, error) {
	v, _ := s.attr(name)
	b, err := unescape(nil, v)
	return string(b), err
}

// appendText appends the current text token to dst, its entities resolved.
func (s *scanner) appendText(dst []byte) ([]byte, error) {
	if s.raw {
		return append(dst, s.text...), nil
	}
	return unescape(dst, s.text)
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func broken(err error) error {
	if err == io.EOF {
		return ErrBroken.With("XML 不完整")
	}
	return err
}

// unescape resolves the five entities and character references; any other
// entity would need a declaration, and declarations are refused.
func unescape(dst, src []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(src, '&')
		if i < 0 {
			return append(dst, src...), nil
		}
		dst = append(dst, src[:i]...)
		src = src[i+1:]
		end := bytes.IndexByte(src, ';')
		if end < 0 || end > 12 {
			return nil, ErrDTD
		}
		switch name := string(src[:end]); name {
		case "amp":
			dst = append(dst, '&')
		case "lt":
			dst = append(dst, '<')
		case "gt":
			dst = append(dst, '>')
		case "quot":
			dst = append(dst, '"')
		case "apos":
			dst = append(dst, '\'')
		default:
			c, ok := charRef(name)
			if !ok {
				return nil, ErrDTD
			}
			dst = utf8.AppendRune(dst, c)
		}
		src = src[end+1:]
	}
}

func charRef(name string) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n > 0 && n <= utf8.MaxRune
}
