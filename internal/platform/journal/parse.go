package journal

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/ref"
)

var errBody = errors.New("journal: not a canonical body")

// Parse reads a body. It takes only what encode writes, so that an entry has
// one form of bytes and a replay of millions is quick.
func Parse(body string) (e Entry, err error) {
	p := parser{rest: body}
	at := int64(0)
	p.lit(`{"act":`)
	e.Act = p.text()
	p.lit(`,"at":`)
	at = p.int()
	p.lit(`,"by":`)
	e.By = p.text()
	p.lit(`,"campaign":`)
	e.Campaign = p.text()
	p.lit(`,"day":`)
	e.Day = p.text()
	p.lit(`,"departments":`)
	e.Departments = p.list()
	p.lit(`,"facts":`)
	e.Facts = p.facts()
	p.lit(`,"home":`)
	e.Home = p.text()
	p.lit(`,"region":`)
	e.Region = p.text()
	p.lit(`,"reverses":`)
	e.Reverses = p.int()
	p.lit(`,"seq":`)
	e.Seq = p.int()
	p.lit(`,"subject":`)
	e.Subject = ref.Ref(p.text())
	p.lit(`,"unit":`)
	e.Unit = p.text()
	p.lit(`,"verb":`)
	e.Verb = p.text()
	p.lit(`}`)
	if p.bad || p.rest != "" {
		return Entry{}, fmt.Errorf("%w: %.80q", errBody, body)
	}
	e.At = time.UnixMicro(at).UTC()
	return e, nil
}

// parser eats a body from the left; once bad, it stays bad.
type parser struct {
	rest string
	bad  bool
}

func (p *parser) lit(s string) {
	if rest, ok := strings.CutPrefix(p.rest, s); ok && !p.bad {
		p.rest = rest
		return
	}
	p.bad = true
}

func (p *parser) try(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	if ok && !p.bad {
		p.rest = rest
	}
	return ok && !p.bad
}

func (p *parser) int() int64 {
	n := 0
	for n < len(p.rest) && (p.rest[n] == '-' && n == 0 || p.rest[n] >= '0' && p.rest[n] <= '9') {
		n++
	}
	i, err := strconv.ParseInt(p.rest[:n], 10, 64)
	if err != nil || strconv.FormatInt(i, 10) != p.rest[:n] {
		p.bad = true
	}
	p.rest = p.rest[n:]
	return i
}

func (p *parser) text() string {
	p.lit(`"`)
	end := strings.IndexAny(p.rest, `"\`)
	if end < 0 || p.bad {
		p.bad = true
		return ""
	}
	s := p.rest[:end]
	if p.rest[end] == '"' {
		p.rest = p.rest[end+1:]
		p.bad = p.bad || !plain(s)
		return s
	}
	return p.escaped()
}

// escaped reads a string with backslashes in it, the rare case.
func (p *parser) escaped() string {
	var b strings.Builder
	for !p.bad {
		end := strings.IndexAny(p.rest, `"\`)
		if end < 0 || end+1 >= len(p.rest) && p.rest[end] == '\\' {
			break
		}
		p.bad = !plain(p.rest[:end])
		b.WriteString(p.rest[:end])
		if p.rest[end] == '"' {
			p.rest = p.rest[end+1:]
			return b.String()
		}
		c := p.rest[end+1]
		p.rest = p.rest[end+2:]
		switch i := strings.IndexByte(`btnfr"\`, c); {
		case i >= 0:
			b.WriteByte("\b\t\n\f\r\"\\"[i])
		case c == 'u' && len(p.rest) >= 4:
			b.WriteByte(p.control())
		default:
			p.bad = true
		}
	}
	p.bad = true
	return ""
}

// control reads the four digits of a control character without short form.
func (p *parser) control() byte {
	c, err := strconv.ParseUint(p.rest[:4], 16, 8)
	if err != nil || c >= ' ' || strings.IndexByte("\b\t\n\f\r", byte(c)) >= 0 || strings.ToLower(p.rest[:4]) != p.rest[:4] {
		p.bad = true
	}
	p.rest = p.rest[4:]
	return byte(c)
}

// plain reports text that encode leaves as it is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' {
			return false
		}
	}
	return utf8.ValidString(s)
}

func (p *parser) list() []string {
	out := []string{}
	p.lit(`[`)
	for !p.bad && !p.try(`]`) {
		if len(out) > 0 {
			p.lit(`,`)
		}
		out = append(out, p.text())
	}
	return out
}

func (p *parser) facts() map[string]any {
	out := map[string]any{}
	last := ""
	p.lit(`{`)
	for !p.bad && !p.try(`}`) {
		if len(out) > 0 {
			p.lit(`,`)
		}
		name := p.text()
		p.lit(`:`)
		p.bad = p.bad || len(out) > 0 && name <= last
		last, out[name] = name, p.value()
	}
	return out
}

func (p *parser) value() any {
	switch {
	case p.try(`true`):
		return true
	case p.try(`false`):
		return false
	case strings.HasPrefix(p.rest, `"`):
		return p.text()
	case strings.HasPrefix(p.rest, `[`):
		return p.list()
	}
	return p.int()
}
