package jcs

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/fault"
)

// ErrSyntax is input that is not strict JSON; its detail says where.
var ErrSyntax = fault.New(fault.Invalid, "jcs.syntax", "JSON 无法读取，请检查所示位置")

// deep is how far lists and objects may nest.
const deep = 64

// Parse reads one JSON value and nothing after it. Beyond the grammar it
// refuses what readers understand differently (RFC 7493): a key that stands
// twice, text that is not UTF-8, lone surrogates, fractions, integers beyond
// MaxInt.
func Parse(raw []byte) (Value, error) {
	p := parser{text: string(raw)}
	v, err := p.value(0)
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Fields checks a whole object like Parse, but returns the bytes of its
// members as they stand, so that a long list need not be held in memory.
func Fields(raw []byte) (map[string][]byte, error) {
	p, fields := parser{text: string(raw), skim: true}, map[string][]byte{}
	p.space()
	if !p.take('{') {
		return nil, p.wrong("应为对象，以 { 开头")
	}
	err := p.members(func(key string) error {
		p.space()
		from := p.at
		_, err := p.value(1)
		fields[key] = raw[from:p.at]
		return err
	})
	if err == nil {
		err = p.end()
	}
	return fields, err
}

type parser struct {
	text string
	at   int
	skim bool // check lists, but do not keep them
}

func (p *parser) wrong(what string) error {
	return ErrSyntax.With(fmt.Sprintf("第 %d 字节：%s", p.at+1, what))
}

func (p *parser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n\r", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *parser) take(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) end() error {
	if p.space(); p.at < len(p.text) {
		return p.wrong("末尾有多余内容")
	}
	return nil
}

func (p *parser) value(depth int) (Value, error) {
	p.space()
	switch {
	case depth > deep:
		return nil, p.wrong("嵌套过深")
	case p.at == len(p.text):
		return nil, p.wrong("内容不完整")
	case p.take('{'):
		return p.object(depth)
	case p.take('['):
		return p.list(depth)
	case p.take('"'):
		s, err := p.string()
		return String(s), err
	case p.text[p.at] == '-' || digit(p.text[p.at]):
		return p.integer()
	}
	return p.word()
}

func (p *parser) object(depth int) (Value, error) {
	o := Object{}
	err := p.members(func(key string) error {
		v, err := p.value(depth + 1)
		if !p.skim {
			o[key] = v
		}
		return err
	})
	return o, err
}

// members reads what follows a brace; each is called at the member's value.
func (p *parser) members(each func(key string) error) error {
	if p.space(); p.take('}') {
		return nil
	}
	for seen := map[string]bool{}; ; {
		if p.space(); !p.take('"') {
			return p.wrong("应为带引号的键")
		}
		key, err := p.string()
		if err != nil {
			return err
		}
		if seen[key] {
			return p.wrong("键“" + key + "”重复")
		}
		seen[key] = true
		if p.space(); !p.take(':') {
			return p.wrong("键后应为冒号")
		}
		if err := each(key); err != nil {
			return err
		}
		if p.space(); p.take('}') {
			return nil
		}
		if !p.take(',') {
			return p.wrong("应为逗号或 }")
		}
	}
}

func (p *parser) list(depth int) (Value, error) {
	l := List{}
	if p.space(); p.take(']') {
		return l, nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if !p.skim {
			l = append(l, v)
		}
		if p.space(); p.take(']') {
			return l, nil
		}
		if !p.take(',') {
			return nil, p.wrong("应为逗号或 ]")
		}
	}
}

func (p *parser) word() (Value, error) {
	for word, v := range map[string]Value{"true": Bool(true), "false": Bool(false), "null": Null{}} {
		if strings.HasPrefix(p.text[p.at:], word) {
			p.at += len(word)
			return v, nil
		}
	}
	return nil, p.wrong("不是 JSON 值")
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func (p *parser) integer() (Value, error) {
	from := p.at
	p.take('-')
	first := p.at
	for p.at < len(p.text) && digit(p.text[p.at]) {
		p.at++
	}
	switch digits := p.text[first:p.at]; {
	case digits == "", len(digits) > 1 && digits[0] == '0':
		return nil, p.wrong("数字写法不对")
	case p.at < len(p.text) && strings.IndexByte(".eE", p.text[p.at]) >= 0:
		return nil, p.wrong("只接受整数")
	}
	n, err := strconv.ParseInt(p.text[from:p.at], 10, 64)
	if err != nil || n > MaxInt || n < -MaxInt {
		return nil, p.wrong("整数超出范围")
	}
	return Int(n), nil
}

// string reads what follows a quote. Without escapes it is a part of the
// input and copies nothing.
func (p *parser) string() (string, error) {
	from, ascii := p.at, true
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			s := p.text[from:p.at]
			if !ascii && !utf8.ValidString(s) {
				return "", p.wrong("不是 UTF-8 文字")
			}
			p.at++
			return s, nil
		case c == '\\':
			return p.escaped(from)
		case c < 0x20:
			return "", p.wrong("字符串里有控制字符")
		case c >= 0x80:
			ascii = false
		}
	}
	return "", p.wrong("字符串没有结束")
}

// escaped reads on from the first escape of the string begun at from.
func (p *parser) escaped(from int) (string, error) {
	out := []byte(p.text[from:p.at])
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			if !utf8.Valid(out) {
				return "", p.wrong("不是 UTF-8 文字")
			}
			p.at++
			return string(out), nil
		case c == '\\':
			r, ok := p.escape()
			if !ok {
				return "", p.wrong("转义写法不对")
			}
			out = utf8.AppendRune(out, r)
		case c < 0x20:
			return "", p.wrong("字符串里有控制字符")
		default:
			out = append(out, c)
			p.at++
		}
	}
	return "", p.wrong("字符串没有结束")
}

// escape reads one escape, or two that make a surrogate pair.
func (p *parser) escape() (rune, bool) {
	if p.at+1 >= len(p.text) {
		return 0, false
	}
	c := p.text[p.at+1]
	if c != 'u' {
		i := strings.IndexByte(`"\/bfnrt`, c)
		if i < 0 {
			return 0, false
		}
		p.at += 2
		return rune("\"\\/\b\f\n\r\t"[i]), true
	}
	r, ok := p.unit()
	if !ok || !utf16.IsSurrogate(r) {
		return r, ok
	}
	low, ok := p.unit()
	r = utf16.DecodeRune(r, low)
	return r, ok && r != utf8.RuneError
}

// unit reads \uXXXX.
func (p *parser) unit() (rune, bool) {
	rest := p.text[p.at:]
	if len(rest) < 6 || rest[0] != '\\' || rest[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(rest[2:6], 16, 16)
	if err != nil {
		return 0, false
	}
	p.at += 6
	return rune(n), true
}
