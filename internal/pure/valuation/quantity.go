package valuation

import (
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// ErrQuantity is the fault of a quantity that is no positive plain number.
var ErrQuantity = fault.New(fault.Invalid, "valuation.quantity",
	"数量（qty）须大于零、不超过六位小数；请填写如“2”或“0.4”")

// Quantity counts millionths of its unit: 0.4 kg is 400,000.
type Quantity int64

// One is one whole unit.
const One Quantity = 1_000_000

// places are the decimals a Quantity holds.
const places = 6

// ParseQuantity reads a plain decimal of at most six places that is greater than
// zero. Signs, exponents, blanks, separators and anything the machine cannot
// hold are ErrQuantity: a quantity is counted or weighed, never derived.
func ParseQuantity(s string) (Quantity, error) {
	whole, part, dot := strings.Cut(s, ".")
	if dot && part == "" || len(part) > places || !digits(whole) || !digits(part) && dot {
		return 0, ErrQuantity.With(shown(s))
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
	if err != nil || n <= 0 {
		return 0, ErrQuantity.With(shown(s))
	}
	return Quantity(n), nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// shown is what a fault repeats of an entry: not a page of it.
func shown(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// String is the shortest plain decimal: "0.4".
func (q Quantity) String() string {
	text := strconv.FormatInt(int64(q), 10)
	sign := ""
	if q < 0 {
		sign, text = "-", text[1:]
	}
	if len(text) <= places {
		text = strings.Repeat("0", places+1-len(text)) + text
	}
	point := len(text) - places
	return sign + strings.TrimSuffix(strings.TrimRight(text[:point]+"."+text[point:], "0"), ".")
}

// Whole says whether q counts whole things.
func (q Quantity) Whole() bool { return q%One == 0 }

// Grams reads a weight in grams (unit kg or g), half away from zero to the
// microgram; false for units that do not weigh and for what is too heavy.
func (q Quantity) Grams(unit string) (Quantity, bool) {
	switch unit {
	case "g":
		return q, true
	case "kg":
		return q * 1000, q < 1<<63/1000-1
	}
	return 0, false
}
