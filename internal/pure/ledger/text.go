package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/uscc"

	"golang.org/x/text/unicode/norm"
)

// S is how cells are compared: NFKC, then without white space, control and
// format characters (zero-width marks, byte order marks, bidi overrides).
func S(x string) string {
	if plain(x) {
		return x
	}
	if !norm.NFKC.IsNormalString(x) {
		x = norm.NFKC.String(x)
	}
	return strings.Map(func(c rune) rune {
		if unseen(c) {
			return -1
		}
		return c
	}, x)
}

// plain spares the tables: printable ASCII and common ideographs are their own S.
func plain(x string) bool {
	for _, c := range x {
		if !(c > ' ' && c < 0x7f || c >= 0x4e00 && c <= 0x9fff) {
			return false
		}
	}
	return true
}

func unseen(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsControl(c) || unicode.Is(unicode.Cf, c)
}

// Clean is how text is kept: nothing invisible, one space where a space parts
// letters, none beside ideographs (九江 市濂溪区 is a slip of the space bar).
func Clean(x string) string {
	if plain(x) {
		return x
	}
	var b strings.Builder
	var last rune
	space := false
	for _, c := range x {
		switch {
		case unicode.IsSpace(c):
			space = true
			continue
		case unseen(c):
			continue
		}
		if space && last != 0 && !unicode.Is(unicode.Han, last) && !unicode.Is(unicode.Han, c) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		last, space = c, false
	}
	return b.String()
}

// absent says whether S-text says nothing: empty or a word for none.
func absent(s string) bool { return s == "" || len(s) <= 12 && uscc.Absent(s) }

var quotes = strings.NewReplacer("“", "", "”", "", "\"", "", "'", "", "‘", "", "’", "", "`", "",
	"「", "", "」", "", "『", "", "』", "", "《", "", "》", "")

// NormName is the form of a name that identity compares.
func NormName(name string) string { return quotes.Replace(strings.ToUpper(S(name))) }

var addressMarks = func() *strings.Replacer {
	var pairs []string
	for _, dash := range "–—‐‑‒―−─" {
		pairs = append(pairs, string(dash), "-")
	}
	for _, mark := range ",。.、;:()[]【】“”\"'‘’`「」『』《》#" {
		pairs = append(pairs, string(mark), "")
	}
	return strings.NewReplacer(pairs...)
}()

// NormAddress is the form of an address that identity compares.
func (p *Place) NormAddress(address string) string {
	a := addressMarks.Replace(strings.ToUpper(S(address)))
	a = p.trimOwn(a)
	if t, n := p.townPrefix(a); t != nil {
		return a[n:]
	}
	return a
}

// typeWords are the endings that say what a shop is; longest first.
var typeWords = byLength("商贸有限公司 有限责任公司 有限公司 生活超市 便民超市 便利店 超市 购物广场 商行 经营部 批发部 烟酒店 " +
	"副食店 水果店 食品店 粮油店 熟食店 水产店 土特产店 餐饮店 餐馆 酒家 土菜馆 早餐店 烧烤店 农家乐 饭店 大药房 药店 药房 " +
	"鸟店 花卉店 五金店 茶行 种养专业合作社 养殖专业合作社 养殖场 水族馆 玉器店 古玩店")

func byLength(words string) []string {
	w := strings.Fields(words)
	for i := range w {
		for j := i; j > 0 && len(w[j]) > len(w[j-1]); j-- {
			w[j], w[j-1] = w[j-1], w[j]
		}
	}
	return w
}

// core is what remains of a normalised name without brackets, own place names
// in front and one type word at the end: 九江亮箭商行 and 亮箭经营部 share 亮箭.
func (p *Place) core(n string) string {
	n = p.trimNames(dropBrackets(n))
	for _, w := range typeWords {
		if c, ok := strings.CutSuffix(n, w); ok {
			return c
		}
	}
	return n
}

func dropBrackets(s string) string {
	if !strings.ContainsAny(s, "([【") {
		return s
	}
	depth := 0
	return strings.Map(func(c rune) rune {
		switch c {
		case '(', '[', '【':
			depth++
			return -1
		case ')', ']', '】':
			depth = max(depth-1, 0)
			return -1
		}
		if depth > 0 {
			return -1
		}
		return c
	}, s)
}

// digits keeps the decimal digits of S-text.
func digits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// split cuts a cell that lists several values; line breaks count only here,
// because S would join what they part.
func split(x string) []string {
	return strings.FieldsFunc(x, func(c rune) bool {
		return strings.ContainsRune("\n\r/／、,，;；|｜", c)
	})
}
