package draw

import (
	"errors"
	"math/bits"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/jcs"
)

// Quota is how many objects of a stratum are drawn: a share of them or a number.
// Exactly one of the two is given.
type Quota struct {
	Rate  string `json:"rate,omitempty"`  // decimal, 0 to 1, at most nine decimals
	Count *int64 `json:"count,omitempty"` // at most the stratum's size is drawn
}

var (
	errRate  = errors.New("的 rate 应为 0 到 1、至多九位小数的数字串，如 \"0.02\"")
	errCount = errors.New("的 count 应为非负整数")
	errBoth  = errors.New("应恰有 rate 与 count 之一")
)

const billion = 1_000_000_000

func (q Quota) check() error {
	if (q.Rate == "") == (q.Count == nil) {
		if q.Count == nil {
			return errRate // "" was given as a rate, or nothing was
		}
		return errBoth
	}
	if q.Count != nil {
		if *q.Count < 0 || *q.Count > jcs.MaxInt {
			return errCount
		}
		return nil
	}
	if _, ok := billionths(q.Rate); !ok {
		return errRate
	}
	return nil
}

// of is how many of n objects are drawn: ceil(rate × n), exactly, or count.
func (q Quota) of(n int) int {
	if q.Count != nil {
		return int(min(*q.Count, int64(n)))
	}
	rate, _ := billionths(q.Rate)
	hi, lo := bits.Mul64(rate, uint64(n))
	lo, carry := bits.Add64(lo, billion-1, 0)
	ceil, _ := bits.Div64(hi+carry, lo, billion)
	return int(ceil)
}

func (q Quota) value() jcs.Value {
	if q.Count != nil {
		return jcs.Object{"count": jcs.Int(*q.Count)}
	}
	return jcs.Object{"rate": jcs.String(q.Rate)}
}

// billionths reads "0.02" as 20,000,000, and says whether it is such a number.
func billionths(s string) (uint64, bool) {
	whole, decimals, dotted := strings.Cut(s, ".")
	if whole != "0" && whole != "1" || dotted && decimals == "" || len(decimals) > 9 || strings.Trim(decimals, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+decimals+"000000000"[len(decimals):], 10, 64)
	return n, err == nil && n <= billion
}
