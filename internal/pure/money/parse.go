package money

import "strings"

// units are what an amount may be counted in, as powers of ten of a fen; the
// longer word comes first.
var units = []struct {
	word  string
	power int
}{{"亿元", 10}, {"万元", 6}, {"千元", 5}, {"百元", 4}, {"亿", 10}, {"万", 6}, {"圆", 2}, {"元", 2}, {"角", 1}, {"分", 0}}

// spellings brings full-width digits and signs to ASCII and drops what only
// decorates an amount. A thousands separator is decoration only where it stands
// after every third digit; see group.
var spellings = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "，", ",", "－", "-", "−", "-", "＋", "+", "￥", "", "¥", "", "人民币", "", "整", "",
	" ", "", "\u3000", "", "\u00a0", "", "\t", "",
)

// Parse reads an amount as people write it: "12.34元", "￥1,234.50", "1.5万元",
// "-3" (yuan where no unit is given). A fraction of a fen, or words that are no
// number, are ErrAmount; nothing is guessed or rounded.
func Parse(s string) (Fen, error) {
	text, power := spellings.Replace(s), 2
	for _, u := range units {
		if rest, ok := strings.CutSuffix(text, u.word); ok {
			text, power = rest, u.power
			break
		}
	}
	neg := strings.HasPrefix(text, "-")
	text = strings.TrimPrefix(text, "-")
	if !neg {
		text = strings.TrimPrefix(text, "+")
	}
	n, err := fixed(text, power)
	if neg {
		n = -n
	}
	if err != nil {
		return 0, fail(err, s)
	}
	return Fen(n), nil
}

// fixed reads unsigned decimal digits as a whole number of 10^-power.
func fixed(text string, power int) (int64, error) {
	whole, frac, dotted := strings.Cut(text, ".")
	whole, ok := group(whole)
	if !ok || whole == "" || dotted && frac == "" {
		return 0, ErrAmount
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > power {
		return 0, ErrAmount
	}
	var n int64
	for _, r := range whole + frac + strings.Repeat("0", power-len(frac)) {
		if r < '0' || r > '9' {
			return 0, ErrAmount
		}
		d := int64(r - '0')
		if n > (int64(Max)-d)/10 {
			return 0, ErrOverflow
		}
		n = n*10 + d
	}
	return n, nil
}

// group removes thousands separators, and says whether they stood where they should.
func group(s string) (string, bool) {
	parts := strings.Split(s, ",")
	for i, p := range parts {
		if len(parts) > 1 && (i == 0 && (len(p) == 0 || len(p) > 3) || i > 0 && len(p) != 3) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func fail(err error, s string) error {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	if err == ErrOverflow {
		return ErrOverflow.With(s)
	}
	return ErrAmount.With(s)
}
