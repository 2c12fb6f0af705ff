// Package money counts in fen (分), never in floating point, and writes what
// tables and documents print: yuan, 万元 with two decimals, kilograms, per cent.
// Everything that is rounded is rounded once, half away from zero (四舍五入), at
// the end: sums are summed in fen and grams.
//
// It has no state. It does not know what a fine may be (law) nor which cells
// add up (indicator).
package money

import (
	"math"
	"math/bits"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// Faults of this package.
var (
	ErrAmount   = fault.New(fault.Invalid, "money.amount", "金额不是数字或超过两位小数；请填写如“12.34元”或“1.5万元”")
	ErrOverflow = fault.New(fault.Invalid, "money.overflow", "金额过大，无法计算；请检查数字和单位")
)

// Fen is an amount in 1/100 yuan; it may be negative (an adjustment).
type Fen int64

// Largest and smallest amounts that are ever accepted or returned. The smallest
// int64 is left out so that every amount can be negated.
const (
	Max Fen = math.MaxInt64
	Min Fen = -math.MaxInt64
)

// Add is f + g, or ErrOverflow.
func (f Fen) Add(g Fen) (Fen, error) {
	s := f + g
	if (g > 0) != (s > f) && g != 0 || s < Min {
		return 0, ErrOverflow
	}
	return s, nil
}

// Times is f × n, or ErrOverflow.
func (f Fen) Times(n int64) (Fen, error) { return f.Scale(n, 1) }

// Scale is f × num ÷ den in 128 bits, half away from zero: a coefficient of 0.8
// is Scale(4, 5), 加处 3% is Scale(3, 100). A den of 0 is ErrOverflow.
func (f Fen) Scale(num, den int64) (Fen, error) {
	q, ok := mulDiv(int64(f), num, den)
	if !ok {
		return 0, ErrOverflow
	}
	return Fen(q), nil
}

// Sum adds amounts, or returns ErrOverflow.
func Sum(amounts ...Fen) (sum Fen, err error) {
	for _, a := range amounts {
		if sum, err = sum.Add(a); err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// String is yuan with two decimals and no unit: "-1234.50".
func (f Fen) String() string { return decimal(int64(f), 2) }

// Yuan is String with its unit: "1234.50元".
func (f Fen) Yuan() string { return f.String() + "元" }

// Wan is 万元 with two decimals, without the unit, half away from zero, as
// statistical tables print it: 1,234,550 fen are "1.23".
func (f Fen) Wan() string { return decimal(round(int64(f), 10_000), 2) }

// Kilograms writes grams as kilograms with two decimals, half away from zero.
func Kilograms(grams int64) string { return decimal(round(grams, 10), 2) }

// Percent is part ÷ whole in per cent with two decimals, half away from zero,
// without the sign. ok is false where whole is 0: a ratio without a base is not
// a number and prints as "—".
func Percent(part, whole int64) (text string, ok bool) {
	q, ok := mulDiv(part, 10_000, whole)
	if !ok {
		return "", false
	}
	return decimal(q, 2), true
}

// mulDiv is a × b ÷ c, half away from zero; false on overflow and where c is 0.
func mulDiv(a, b, c int64) (int64, bool) {
	if c == 0 {
		return 0, false
	}
	d := abs(c)
	hi, lo := bits.Mul64(abs(a), abs(b))
	if hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if q > math.MaxInt64 {
		return 0, false
	}
	if r >= d-r { // 2r ≥ d without overflowing
		q++
	}
	if q > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) != (c < 0) {
		return -int64(q), true
	}
	return int64(q), true
}

func abs(n int64) uint64 {
	if n < 0 {
		return -uint64(n) // of the smallest int64 too
	}
	return uint64(n)
}

// round is n ÷ by, half away from zero.
func round(n, by int64) int64 {
	q, _ := mulDiv(n, 1, by) // cannot fail: by > 1
	return q
}

// decimal writes n ÷ 10^places.
func decimal(n int64, places int) string {
	digits := strconv.FormatUint(abs(n), 10)
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	text := digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	if n < 0 {
		return "-" + text
	}
	return text
}
