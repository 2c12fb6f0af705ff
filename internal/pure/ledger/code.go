package ledger

import (
	"regexp"
	"strings"
	"unicode"

	"example.org/zhiye/internal/pure/sheet"
)

// readCodes is what a code cell holds.
type readCodes struct {
	codes     []Code
	given     bool // something other than a placeholder stands there
	precision bool // digits were lost in a number
}

var scientific = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)

// codesIn reads a code cell. What is unusable stays unusable: an O is never made
// a 0, for the next subject may hold that code.
func codesIn(c sheet.Cell) readCodes {
	joined := S(c.Text)
	r := readCodes{given: !absent(joined)}
	if !r.given {
		return r
	}
	if scientific.MatchString(joined) || c.Kind == sheet.Number && len(digits(joined)) >= 16 {
		r.precision = true
		return r
	}
	if n := runes(joined); n == 15 || n == 18 {
		r.add(joined)
		return r
	}
	for _, piece := range split(c.Text) {
		r.add(S(piece))
	}
	return r
}

func (r *readCodes) add(piece string) {
	code, ok := ParseCode(piece)
	if !ok {
		return
	}
	for _, have := range r.codes {
		if have == code {
			return
		}
	}
	r.codes = append(r.codes, code)
}

// ParseCode reads one code and says how far to trust it; ok is false for what is no code.
func ParseCode(s string) (code Code, ok bool) {
	v := strings.Map(func(c rune) rune {
		switch {
		case unicode.Is(unicode.Han, c), strings.ContainsRune(":：-–—‐‑−.·•'’‘`", c):
			return -1
		}
		return unicode.ToUpper(c)
	}, S(s))
	switch len(v) {
	case 15:
		return Code{v, Old}, digits(v) == v
	case 18:
		ok, good := checkUSCC(v)
		if good {
			return Code{v, Strong}, ok
		}
		return Code{v, Weak}, ok
	}
	return Code{}, false
}

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// checkUSCC checks alphabet and check digit of GB 32100-2015.
func checkUSCC(v string) (alphabet, check bool) {
	sum, weight := 0, 1
	for i := range 17 {
		n := strings.IndexByte(usccAlphabet, v[i])
		if n < 0 {
			return false, false
		}
		sum += n * weight
		weight = weight * 3 % 31
	}
	last := strings.IndexByte(usccAlphabet, v[17])
	return last >= 0, last == (31-sum%31)%31
}

// conflict says whether two sets of codes cannot be one subject: both hold a
// strong code and they differ, or both an old one and they differ.
func conflict(a, b []Code) bool {
	return differ(a, b, Strong) || differ(a, b, Old)
}

func differ(a, b []Code, kind CodeKind) bool {
	both := false
	for _, x := range a {
		for _, y := range b {
			if x.Kind != kind || y.Kind != kind {
				continue
			}
			if x.Value == y.Value {
				return false
			}
			both = true
		}
	}
	return both
}

func hasStrong(codes []Code) bool {
	for _, c := range codes {
		if c.Kind == Strong {
			return true
		}
	}
	return false
}
