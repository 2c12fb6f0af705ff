// Package uscc reads registration numbers of organisations: unified social
// credit codes (统一社会信用代码, GB 32100-2015) and the 15-digit numbers they
// replaced, as they stand in ledgers.
//
//	cell ──split──▶ pieces ──normalise──▶ strong │ weak │ old │ unusable
//
// A wrong check digit makes a code weak and is a warning, never a refusal:
// codes that fail it have been issued. A code is never repaired: an O made a 0
// may be the code of somebody else. Whether two codes are one subject is for
// the ledger and the registry to say; here nothing is looked up.
package uscc

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Kind says how far a code can be trusted.
type Kind string

// Kinds of usable codes; the zero Kind is no code at all.
const (
	Strong Kind = "strong" // 18 characters of the alphabet, check digit correct
	Weak   Kind = "weak"   // 18 characters of the alphabet, check digit wrong
	Old    Kind = "old"    // 15 digits, registered before 2015-10-01
)

// Code is a code as read, upper case, without decoration. Two are the same
// party's where their values are equal, weak ones included.
type Code struct {
	Value string `json:"value"`
	Kind  Kind   `json:"kind"`
}

// alphabet is that of GB 32100: the Latin capitals without I, O, S, V and Z.
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// One reads exactly one code, allowing for what people write around it: words
// in Chinese, colons, dashes, dots, apostrophes, spaces, full-width and small
// letters. ok is false where no usable code remains.
func One(s string) (c Code, ok bool) {
	v := strings.Map(bare, squeeze(s))
	switch len(v) {
	case 15:
		return Code{v, Old}, digits(v)
	case 18:
		check, ok := Digit(v[:17])
		if !ok || strings.IndexByte(alphabet, v[17]) < 0 {
			return Code{}, false
		}
		if v[17] == check {
			return Code{v, Strong}, true
		}
		return Code{v, Weak}, true
	}
	return Code{}, false
}

// Digit is the check character that makes 17 characters a code: weights
// 3^(i-1) mod 31, and 31 less their sum mod 31, itself mod 31. ok is false where
// first17 is not 17 characters of the alphabet.
func Digit(first17 string) (check byte, ok bool) {
	if len(first17) != 17 {
		return 0, false
	}
	sum, weight := 0, 1
	for i := range 17 {
		n := strings.IndexByte(alphabet, first17[i])
		if n < 0 {
			return 0, false
		}
		sum += n * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31], true
}

// Region is the six-digit division of the organ that registered the party, not
// of where it is now: parties move and keep their code.
func (c Code) Region() string {
	switch c.Kind {
	case Strong, Weak:
		return c.Value[2:8]
	case Old:
		return c.Value[:6]
	}
	return ""
}

// classes are the first two characters, as far as they are known to us.
var classes = map[string]string{
	"11": "机关", "12": "事业单位", "51": "社会团体", "52": "民办非企业单位", "53": "基金会",
	"91": "企业", "92": "个体工商户", "93": "农民专业合作社",
}

// Class is what kind of party an 18-character code is of, "" where its first
// two characters do not say.
func (c Code) Class() string {
	if c.Kind != Strong && c.Kind != Weak {
		return ""
	}
	return classes[c.Value[:2]]
}

// squeeze is NFKC without white space, control and format characters.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// bare drops what may stand around a code and raises small letters.
func bare(r rune) rune {
	if unicode.Is(unicode.Han, r) || strings.ContainsRune(":-‐‑‒–—−.·•'’‘`", r) {
		return -1
	}
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
