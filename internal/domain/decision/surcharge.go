package decision

import (
	"slices"

	"example.org/zhiye/internal/pure/calendar"
)

// Term is a part of what is due, and the last day on which it is paid in time.
type Term struct {
	DueOn string `json:"due_on"`
	Fen   int64  `json:"fen"`
}

// Payment is money received; a negative one takes a mistaken one back.
type Payment struct {
	ID      string `json:"id"`
	Fen     int64  `json:"amount_fen"`
	PaidOn  string `json:"paid_on"`
	Receipt string `json:"receipt,omitempty"` // number of the bank's or the fiscal receipt
	OnSpot  bool   `json:"on_spot,omitempty"` // collected by the officers (行政处罚法第六十八条)
}

// Span is from a day to a day, both included; To empty goes on.
type Span struct{ From, To string }

func (s Span) holds(day string) bool { return s.From <= day && (s.To == "" || day <= s.To) }

// Surcharge is the additional fine (加处罚款) that has grown by the end of a day,
// in fen: for every day after a term three per cent of the fine then due and
// unpaid, together never more than the fine (行政处罚法第七十二条第一款第一项). What
// is paid counts from the day after, and for the fine before anything else.
// Days of review or suit do not count (第七十三条第三款). Fractions of a fen are
// added up exactly and dropped at the end.
func Surcharge(fine int64, terms []Term, paid []Payment, stays []Span, on string) int64 {
	var hundredths int64 // of a fen
	for _, s := range segments(terms, paid, stays, on) {
		if slices.ContainsFunc(stays, func(x Span) bool { return x.holds(s.From) }) {
			continue
		}
		days := int64(calendar.Day(s.To).Sub(calendar.Day(s.From))) + 1
		// a payment taken back under an earlier day leaves the whole fine unpaid, not more
		if base := min(fine, owed(terms, s.From)) - max(0, received(paid, s.From)); base > 0 {
			if days >= 100*fine/(3*base)+1 { // more would only be capped
				return fine
			}
			if hundredths += 3 * base * days; hundredths/100 >= fine {
				return fine
			}
		}
	}
	return hundredths / 100
}

// owed is what has fallen due before a day.
func owed(terms []Term, day string) (fen int64) {
	for _, t := range terms {
		if t.DueOn < day {
			fen += t.Fen
		}
	}
	return fen
}

// received is what was paid before a day.
func received(paid []Payment, day string) (fen int64) {
	for _, p := range paid {
		if p.PaidOn < day {
			fen += p.Fen
		}
	}
	return fen
}

// segments cuts the time from the first late day to a day where anything
// changes: a term falls due, money comes in, a stay begins or ends.
func segments(terms []Term, paid []Payment, stays []Span, on string) (out []Span) {
	if len(terms) == 0 {
		return nil
	}
	var cuts []string
	for _, t := range terms {
		cuts = append(cuts, next(t.DueOn))
	}
	first := slices.Min(cuts)
	for _, p := range paid {
		cuts = append(cuts, next(p.PaidOn))
	}
	for _, s := range stays {
		if cuts = append(cuts, s.From); s.To != "" {
			cuts = append(cuts, next(s.To))
		}
	}
	slices.Sort(cuts)
	cuts = slices.DeleteFunc(slices.Compact(cuts), func(c string) bool { return c < first || c > on })
	for i, c := range cuts {
		end := on
		if i+1 < len(cuts) {
			end = string(calendar.Day(cuts[i+1]).Add(-1))
		}
		out = append(out, Span{c, end})
	}
	return out
}

func next(day string) string { return string(calendar.Day(day).Add(1)) }
