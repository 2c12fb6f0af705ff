// Package region knows the administrative divisions (行政区划) of the country as a
// dated tree: nation, province, city, county, township, by the 12-digit codes of
// the statistics office, with what they were called before and until when.
//
//	100000 nation ─ 36 province ─ 3604 city ─ 360402 county ─ 360402100 township ─ 360402100201 village
//
// The tree comes from the embedded tables and is read when first asked; the
// 41,000 townships only when a township is. An administrator's newer table is
// read with [Read]. It keeps no boundaries and reads no addresses: the ledger
// takes the names it needs from [Tree.Around].
package region

import (
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// ErrCode says that a text is no division code.
var ErrCode = fault.New(fault.Invalid, "region.code", "区划代码不正确；请填写6位或12位统计用区划代码，如360402")

// Level is the rank of a division; a greater level lies within a smaller one.
type Level uint8

// Levels, from the whole to the parts. The zero Level is no division.
const (
	Nation Level = iota + 1
	Province
	City
	County
	Township
	Village
)

// String is the word of the statistics office for a level.
func (l Level) String() string {
	if l < Nation || l > Village {
		return ""
	}
	return [...]string{"国", "省", "地", "县", "乡", "村"}[l-1]
}

// widths are the digits that tell a division of each level.
var widths = [...]int{Nation: 0, Province: 2, City: 4, County: 6, Township: 9, Village: 12}

// Code is a 12-digit division code. Codes sort so that a division stands before
// what lies in it; the zero Code is none.
type Code string

// China is the code of the whole, whose home is 100000.
const China Code = "100000000000"

// Parse reads 2, 4, 6, 9 or 12 digits; the rest is filled with zeros. It checks
// the form, not that such a division exists (see [Tree.Find]): a table newer
// than ours may hold it.
func Parse(s string) (Code, error) {
	switch len(s) {
	case 2, 4, 6, 9, 12:
	default:
		return "", ErrCode.With(short(s))
	}
	c := Code(s + "000000000000"[len(s):])
	if strings.Trim(s, "0123456789") != "" || s[:2] < "11" && c != China || !c.stepwise() {
		return "", ErrCode.With(short(s))
	}
	return c, nil
}

// stepwise says that no part is zero above one that is not, except where a city
// without counties (东莞, 儋州) holds townships itself.
func (c Code) stepwise() bool {
	if c[2:4] == "00" && c[4:] != "00000000" {
		return false
	}
	return c[6:9] != "000" || c[9:] == "000"
}

func short(s string) string {
	if len(s) > 20 {
		return strings.ToValidUTF8(s[:20], "") + "…"
	}
	return s
}

// Valid says whether c is a well-formed code.
func (c Code) Valid() bool {
	_, err := Parse(string(c))
	return len(c) == 12 && err == nil
}

// Level is the rank c has by its digits; 0 where c is not well formed.
func (c Code) Level() Level {
	switch {
	case len(c) != 12:
		return 0
	case c == China:
		return Nation
	case c[9:] != "000":
		return Village
	case c[6:9] != "000":
		return Township
	case c[4:6] != "00":
		return County
	case c[2:4] != "00":
		return City
	}
	return Province
}

// Home is the six digits that rows of this division are kept under: of the
// county for a township, its own for a county, city or province.
func (c Code) Home() string {
	if len(c) < 6 {
		return ""
	}
	return string(c[:6])
}

// Parent is the division c lies in by its digits: a township of 东莞 lies in the
// city, a province in [China], and China in none ("").
func (c Code) Parent() Code {
	l := c.Level()
	if l <= Nation {
		return ""
	}
	if l == Province {
		return China
	}
	return c.cut(l - 1)
}

// cut keeps the digits of a level and fills with zeros.
func (c Code) cut(l Level) Code {
	w := widths[l]
	return c[:w] + Code("000000000000"[w:])
}

// In is the division of level l that holds c, c itself included; "" where c is
// of a higher rank. In County, a township of 东莞 lies in the city.
func (c Code) In(l Level) Code {
	switch {
	case l < Nation || c.Level() < l:
		return ""
	case l == Nation:
		return China
	}
	return c.cut(l)
}

// Contains says whether d is c or lies in it.
func (c Code) Contains(d Code) bool {
	if len(d) != 12 || len(c) != 12 {
		return false
	}
	return c == China || strings.HasPrefix(string(d), c.Prefix())
}

// Prefix is the digits that all codes in c begin with; "" for [China].
func (c Code) Prefix() string { return string(c[:widths[c.Level()]]) }
