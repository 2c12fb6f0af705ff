package indicator

import (
	"fmt"
	"math/bits"
	"regexp"
	"strconv"

	"example.org/zhiye/internal/pure/money"
)

// measure is the smallest unit a row is counted in.
type measure uint8

const (
	ones measure = iota
	fen
	grams
	percent
)

func measureOf(unit string) measure {
	switch unit {
	case "万元":
		return fen
	case "公斤", "千克":
		return grams
	case "%":
		return percent
	}
	return ones
}

// Number is what a cell prints: an integer, or two decimals (万元, 公斤, %), half
// up from the smallest unit. The zero Number is one that cannot be told: a ratio
// without a base. In JSON it is an integer, a decimal string, or null.
type Number struct {
	text    string
	decimal bool
}

// String is the number as the table prints it.
func (n Number) String() string {
	if n.text == "" {
		return "—"
	}
	return n.text
}

// MarshalJSON writes an integer, a decimal string, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case n.text == "":
		return []byte("null"), nil
	case n.decimal:
		return []byte(`"` + n.text + `"`), nil
	}
	return []byte(n.text), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(b []byte) error {
	switch text := string(b); {
	case text == "null":
		*n = Number{}
	case wholeForm.MatchString(text):
		*n = Number{text, false}
	case decimalForm.MatchString(text):
		*n = Number{text[1 : len(text)-1], true}
	default:
		return fmt.Errorf("indicator: %s is not a cell's number", text)
	}
	return nil
}

var (
	wholeForm   = regexp.MustCompile(`^-?[0-9]{1,19}$`)
	decimalForm = regexp.MustCompile(`^"-?[0-9]{1,19}\.[0-9]{2}"$`)
)

func (m measure) number(n int64) Number {
	switch m {
	case fen:
		return Number{money.Fen(n).Wan(), true}
	case grams:
		return Number{money.Kilograms(n), true}
	}
	return Number{text: strconv.FormatInt(n, 10)}
}

// InUnit prints an amount of the smallest unit as a cell of that unit does: fen
// as 万元, grams as 公斤, both with two decimals.
func InUnit(unit string, n int64) string { return measureOf(unit).number(n).String() }

// Sums are what the cells are made of, by posted code, in the smallest unit.
// Under Paper(code) stands the part of it that comes from paper counts. A row
// that is computed may be given too, as in a table that others sent; then the
// given number stands and the checks compare it.
type Sums struct {
	Value      map[string]int64 // of the period
	Cumulative map[string]int64 // since the campaign's first day
	Frozen     map[string]int64 // Value as it was submitted; nil before that
}

// Paper is the code under which the paper part of a row is summed.
func Paper(code string) string { return code + "/paper" }

// Row is one line of the table.
type Row struct {
	Code            string `json:"code"`
	Group           string `json:"group"`
	Name            string `json:"name"`
	NameEN          string `json:"name_en,omitempty"`
	Unit            string `json:"unit"`
	Value           Number `json:"value"`
	Cumulative      Number `json:"cumulative"`
	Adjustment      Number `json:"adjustment"` // 调整数: Value less what was submitted
	Paper           Number `json:"paper,omitzero"`
	PaperCumulative Number `json:"paper_cumulative,omitzero"` // the parts from 汇总登记, where there are any
	Later           bool   `json:"later,omitempty"`           // nothing notes it yet: its 0 says nothing
}

// Rows is the table: every row in order, computed and in its own unit.
// Everything is added in the smallest unit and rounded once.
func (s *Set) Rows(sums Sums) []Row {
	out := make([]Row, len(s.items))
	for i, it := range s.items {
		out[i] = Row{
			Code: it.Code, Group: it.group(), Name: it.Name.ZH, NameEN: it.Name.EN, Unit: s.word(it.Unit),
			Value: s.number(it, sums.Value), Cumulative: s.number(it, sums.Cumulative), Adjustment: s.adjustment(it, sums),
			Paper: s.onPaper(it, sums.Value), PaperCumulative: s.onPaper(it, sums.Cumulative), Later: it.Later,
		}
	}
	return out
}

func (s *Set) number(it *item, sums map[string]int64) Number {
	if it.kind != ratio {
		return it.measure.number(s.amount(it, sums))
	}
	part, whole := s.fraction(it, sums)
	text, ok := money.Percent(part, whole)
	return Number{text, ok}
}

func (s *Set) fraction(it *item, sums map[string]int64) (part, whole int64) {
	return s.amount(s.byCode[it.Ratio[0]], sums), s.amount(s.byCode[it.Ratio[1]], sums)
}

// amount is a row in its smallest unit: as given, or as its parts come to.
func (s *Set) amount(it *item, sums map[string]int64) (n int64) {
	if it.kind != formula {
		return sums[s.chosen(it).Code]
	}
	if n, given := sums[it.Code]; given {
		return n
	}
	for _, p := range s.chosenParts(it.parts) {
		n += p.Sign * sums[p.Code]
	}
	return n
}

// adjustment is what has changed since the figure was submitted. Of a ratio it
// is the difference of the exact ratios, in percentage points.
func (s *Set) adjustment(it *item, sums Sums) Number {
	if sums.Frozen == nil {
		if it.kind == ratio {
			return Number{"0.00", true}
		}
		return it.measure.number(0)
	}
	if it.kind != ratio {
		return it.measure.number(s.amount(it, sums.Value) - s.amount(it, sums.Frozen))
	}
	a, b := s.fraction(it, sums.Value)
	c, d := s.fraction(it, sums.Frozen)
	ad, ok1 := times(a, d)
	cb, ok2 := times(c, b)
	bd, ok3 := times(b, d)
	text, ok := money.Percent(ad-cb, bd)
	if !ok1 || !ok2 || !ok3 || !ok {
		return Number{}
	}
	return Number{text, true}
}

// times multiplies two counts; ok is false beyond 62 bits, so that two products
// can be subtracted.
func times(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	return a * b, hi == 0 && lo < 1<<62
}

// onPaper is the part of a row that comes from paper counts; the zero Number
// where there is none.
func (s *Set) onPaper(it *item, sums map[string]int64) Number {
	parts, _ := s.Parts(it.Code)
	n, any := int64(0), false
	for _, p := range parts {
		m := sums[Paper(p.Code)]
		n, any = n+p.Sign*m, any || m != 0
	}
	if !any || it.kind == ratio {
		return Number{}
	}
	return it.measure.number(n)
}
