// Package jcs reads strict JSON and writes its canonical form (RFC 8785), so
// that two programs that mean the same object hash the same bytes.
//
// It knows null, booleans, strings, integers, lists and objects. Fractions are
// refused on the way in and cannot be said on the way out: what is hashed here
// counts things. It does not map JSON to structs; who reads a Value says what
// belongs in it.
package jcs

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// MaxInt is the largest integer every JSON reader keeps exactly: 2^53 − 1.
const MaxInt = 1<<53 - 1

// Value is a JSON value: one of String, Int, Bool, Null, List, Object and Raw.
type Value interface {
	// Append adds the canonical bytes to dst.
	Append(dst []byte) []byte
}

// String is text; it must be valid UTF-8.
type String string

// Int is an integer between −MaxInt and MaxInt.
type Int int64

// Bool is true or false.
type Bool bool

// Null is the absent value.
type Null struct{}

// List keeps its order.
type List []Value

// Object is written in the order of its keys' UTF-16 code units.
type Object map[string]Value

// Raw is a value that is canonical already; it is written as it stands.
type Raw []byte

// Append adds the number without sign or zeros it does not need.
func (i Int) Append(dst []byte) []byte { return strconv.AppendInt(dst, int64(i), 10) }

// Append adds true or false.
func (b Bool) Append(dst []byte) []byte { return strconv.AppendBool(dst, bool(b)) }

// Append adds null.
func (Null) Append(dst []byte) []byte { return append(dst, "null"...) }

// Append adds the bytes as they are.
func (r Raw) Append(dst []byte) []byte { return append(dst, r...) }

// Append adds the items without white space.
func (l List) Append(dst []byte) []byte {
	dst = append(dst, '[')
	for i, v := range l {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = v.Append(dst)
	}
	return append(dst, ']')
}

// Append adds the members sorted by key, without white space.
func (o Object) Append(dst []byte) []byte {
	dst = append(dst, '{')
	for i, k := range slices.SortedFunc(maps.Keys(o), Compare) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(String(k).Append(dst), ':')
		dst = o[k].Append(dst)
	}
	return append(dst, '}')
}

// Append adds the text in quotes. RFC 8785 §3.2.2.2: only the quote, the
// backslash and U+0000 to U+001F are escaped, each in its shortest form.
func (s String) Append(dst []byte) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		if e := short[c]; e != 0 {
			dst = append(dst, '\\', e)
		} else {
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		from = i + 1
	}
	return append(append(dst, s[from:]...), '"')
}

// short are the two-character escapes.
var short = [256]byte{'"': '"', '\\': '\\', '\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r'}

// Compare orders keys by UTF-16 code units, as RFC 8785 §3.2.3 demands: the
// surrogates of a character beyond U+FFFF come before U+E000.
func Compare(a, b string) int {
	for a != "" && b != "" {
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		if x != y {
			return cmp.Compare(units(x), units(y))
		}
		a, b = a[n:], b[m:]
	}
	return cmp.Compare(len(a), len(b))
}

// units are the one or two UTF-16 code units of a character, first one high.
func units(r rune) uint32 {
	if r < 0x10000 {
		return uint32(r) << 16
	}
	r -= 0x10000
	return (0xd800+uint32(r>>10))<<16 | (0xdc00 + uint32(r&0x3ff))
}
