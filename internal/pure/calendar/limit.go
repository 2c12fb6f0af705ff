package calendar

import (
	"strconv"
	"sync"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/fault"
)

// ErrLimit says that no limit of that name was in force.
var ErrLimit = fault.New(fault.NotFound, "calendar.limit", "没有这一项期限，或当日尚未施行；请核对期限编号和日期")

// Limit is a period some rule sets for a step, L01, L02, … An id has one edition
// in force on a day.
type Limit struct {
	ID        string `json:"id"`
	Event     string `json:"event"` // what is to be done in time
	Number    int    `json:"number"`
	Unit      Unit   `json:"unit"`
	Extension int    `json:"extension,omitempty"` // how much it can be extended by, with approval
	Law       string `json:"law"`
	From      Day    `json:"from,omitempty"` // in force since; "" longer than our table knows
	To        Day    `json:"to,omitempty"`   // last day in force; "" still
	Verified  bool   `json:"verified"`       // false: not compared with the text of the rule, shown as 未核定
	Note      string `json:"note,omitempty"`
}

// Period is the limit as a length of time.
func (l Limit) Period() Period { return Period{Number: l.Number, Unit: l.Unit} }

// Extended is the limit after an approved extension.
func (l Limit) Extended() Period { return Period{Number: l.Number + l.Extension, Unit: l.Unit} }

func (l Limit) in(d Day) bool { return l.From <= d && (l.To == "" || d <= l.To) }

// LimitOn is the limit of an id as in force on a day, or ErrLimit.
func LimitOn(id string, on Day) (Limit, error) {
	for _, l := range limits() {
		if l.ID == id && l.in(on) {
			return l, nil
		}
	}
	return Limit{}, ErrLimit.With(id)
}

// LimitsOn are all limits in force on a day, in the order of the table.
func LimitsOn(on Day) (out []Limit) {
	for _, l := range limits() {
		if l.in(on) {
			out = append(out, l)
		}
	}
	return out
}

var limits = sync.OnceValue(func() (out []Limit) {
	for _, r := range data.MustRows("limits.csv") {
		out = append(out, Limit{
			ID: r[0], Event: r[1], Number: must(r[2]), Unit: Unit(r[3]), Extension: must(r[4]), Law: r[5],
			From: Day(r[6]), To: Day(r[7]), Verified: r[8] == "yes", Note: r[9],
		})
	}
	return out
})

func must(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}
