package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"example.org/zhiye/internal/pure/money"
	"pgregory.net/rapid"
)

func TestTables(t *testing.T) {
	for _, c := range []struct {
		what      string
		got, want string
	}{
		{"元两位小数", money.Fen(123450).String(), "1234.50"},
		{"不足一元", money.Fen(5).Yuan(), "0.05元"},
		{"负数", money.Fen(-5).String(), "-0.05"},
		{"零", money.Fen(0).Wan(), "0.00"},
		{"万元四舍", money.Fen(1_234_999).Wan(), "1.23"},
		{"万元五入", money.Fen(1_235_000).Wan(), "1.24"},
		{"万元，差一分不入", money.Fen(4_999).Wan(), "0.00"},
		{"万元，五十元入", money.Fen(5_000).Wan(), "0.01"},
		{"万元，调减", money.Fen(-1_235_000).Wan(), "-1.24"},
		{"最大", money.Max.String(), "92233720368547758.07"},
		{"最小", money.Min.String(), "-92233720368547758.07"},
		{"公斤", money.Kilograms(1_234), "1.23"},
		{"公斤五入", money.Kilograms(1_235), "1.24"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
		ok          bool
	}{
		{1, 3, "33.33", true},
		{2, 3, "66.67", true},
		{7389, 7389, "100.00", true},
		{1, 80_000, "0.00", true},
		{1, 20_000, "0.01", true},
		{-1, 3, "-33.33", true},
		{3, 0, "", false},
		{0, 0, "", false},
		{math.MaxInt64, 1, "", false},
		{math.MaxInt64, 5_000, "", false}, // rounds up past 64 bits
	} {
		if got, ok := money.Percent(c.part, c.whole); got != c.want || ok != c.ok {
			t.Errorf("%d/%d: %s %v, want %s %v", c.part, c.whole, got, ok, c.want, c.ok)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want money.Fen
		err  error
	}{
		{"12.34元", 1234, nil},
		{"12.3", 1230, nil},
		{"-3", -300, nil},
		{"￥1,234.50", 123450, nil},
		{"１２．３４ 元", 1234, nil},
		{"人民币500元整", 50000, nil},
		{"1.5万元", 1_500_000, nil},
		{"1.234567万", 1_234_567, nil},
		{"2亿元", 20_000_000_000, nil},
		{"7角", 70, nil},
		{"9分", 9, nil},
		{"1.230000", 123, nil},
		{"0.5分", 0, money.ErrAmount},
		{"12.345元", 0, money.ErrAmount},
		{"12,34", 0, money.ErrAmount},
		{",123", 0, money.ErrAmount},
		{"1,2345", 0, money.ErrAmount},
		{"--3", 0, money.ErrAmount},
		{"+-3", 0, money.ErrAmount},
		{"1e5", 0, money.ErrAmount},
		{"5.", 0, money.ErrAmount},
		{"", 0, money.ErrAmount},
		{"元", 0, money.ErrAmount},
		{"约三百元", 0, money.ErrAmount},
		{"99999999999999999999元", 0, money.ErrOverflow},
	} {
		if got, err := money.Parse(c.text); got != c.want || !errors.Is(err, c.err) || c.err == nil && err != nil {
			t.Errorf("%q: %d %v, want %d %v", c.text, got, err, c.want, c.err)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := money.Fen(rapid.Int64Min(int64(money.Min)).Draw(t, "fen"))
		if got, err := money.Parse(f.Yuan()); err != nil || got != f {
			t.Fatalf("%s: %d, %v", f.Yuan(), got, err)
		}
	})
}

// big is the same arithmetic without a limit.
func TestArithmeticNeverWraps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := money.Fen(rapid.Int64Min(int64(money.Min)).Draw(t, "f"))
		g := rapid.Int64Min(int64(money.Min)).Draw(t, "g")
		d := rapid.Int64Min(int64(money.Min)).Draw(t, "d")
		sum := new(big.Int).Add(big.NewInt(int64(f)), big.NewInt(g))
		got, err := f.Add(money.Fen(g))
		check(t, "sum", got, err, sum)
		scaled, err := f.Scale(g, d)
		if d == 0 {
			if err == nil {
				t.Fatal("divided by nothing")
			}
			return
		}
		check(t, "scale", scaled, err, halfAway(new(big.Int).Mul(big.NewInt(int64(f)), big.NewInt(g)), big.NewInt(d)))
	})
}

func check(t *rapid.T, what string, got money.Fen, err error, want *big.Int) {
	fits := want.CmpAbs(big.NewInt(math.MaxInt64)) <= 0
	if fits != (err == nil) || fits && want.Int64() != int64(got) {
		t.Fatalf("%s: %d %v, want %s", what, got, err, want)
	}
}

// halfAway is n ÷ d, half away from zero: (2|n| + |d|) ÷ 2|d|, with the sign.
func halfAway(n, d *big.Int) *big.Int {
	two := big.NewInt(2)
	num := new(big.Int).Add(new(big.Int).Mul(two, new(big.Int).Abs(n)), new(big.Int).Abs(d))
	q := num.Quo(num, new(big.Int).Mul(two, new(big.Int).Abs(d)))
	if n.Sign()*d.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"12.34元", "￥1,234.50", "-0.01万元", "９亿", "1e9", "..", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := money.Parse(s); err == nil {
			if again, err := money.Parse(got.String()); err != nil || again != got {
				t.Errorf("%q read as %d, read again as %d, %v", s, got, again, err)
			}
		}
	})
}
