package valuation

import "example.org/zhiye/internal/pure/fault"

// ErrQuantity is the fault of a quantity that is no positive plain number.
var ErrQuantity = fault.New(fault.Invalid, "valuation.quantity",
	"数量（qty）不是大于零的数字，或小数超过六位；请填写如“2”或“0.4”")

// Quantity counts millionths of its unit: 0.4 kg is 400,000.
type Quantity int64

// One is one whole unit.
const One Quantity = 1_000_000

// ParseQuantity reads a plain decimal of at most six places, greater than zero.
func ParseQuantity(s string) (Quantity, error) { return 0, ErrQuantity.With(s) }
