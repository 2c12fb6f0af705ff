package doc

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// clean drops what XML 1.0 cannot carry (§2.2: control characters, U+FFFE,
// broken UTF-8), and the marks that turn reading direction round: with those a
// number could be printed other than it is stored.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n':
			return r
		case r < 0x20, r == 0x7f, r == 0xfffe, r == 0xffff, r == utf8.RuneError:
			return -1
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f:
			return -1
		}
		return r
	}, s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// esc is s fit for an attribute or an element.
func esc(s string) string { return escaper.Replace(clean(s)) }

// words is s as the children of a run: breaks and tabs are elements there.
func words(s string) string {
	var b strings.Builder
	for i, line := range strings.Split(clean(s), "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				b.WriteString("<w:tab/>")
			}
			if part != "" {
				b.WriteString(`<w:t xml:space="preserve">` + escaper.Replace(part) + `</w:t>`)
			}
		}
	}
	return b.String()
}

// short is s within the 64 characters that Word allows a control's title.
func short(s string) string {
	if r := []rune(s); len(r) > 64 {
		return string(r[:63]) + "…"
	}
	return s
}

var digits = []rune("零一二三四五六七八九")

// numeral is n, 1 to 99, in Chinese.
func numeral(n int) string {
	tens, ones := n/10, n%10
	s := ""
	if tens > 1 {
		s = string(digits[tens])
	}
	if tens > 0 {
		s += "十"
	}
	if ones > 0 || n == 0 {
		s += string(digits[ones])
	}
	return s
}

// ordinal is the number before a heading: GB/T 9704-2012 §7.3.3.
func ordinal(level, n int) string {
	switch level {
	case 1:
		return numeral(n) + "、"
	case 2:
		return "（" + numeral(n) + "）"
	case 3:
		return fmt.Sprintf("%d.", n)
	}
	return fmt.Sprintf("（%d）", n)
}
