// Package calendar knows days in Beijing, which of them are worked, when a
// statutory period ends and when a report falls due.
//
//	start ──count (start day left out; pauses do not count)──▶ last day ──on a holiday──▶ next working day
//	                          └─ a pause without an end: stopped
//
// Holidays and make-up days (调休) come from the yearly notice of the State
// Council's office, loaded as data; past the years loaded, deadlines are counted
// by weekends and say that they are provisional. The limits themselves are data
// too ([LimitOn]). It never asks what day it is, and reminds nobody: jobs do.
package calendar

import (
	"fmt"
	"strings"
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// ErrDay says that a text is no day.
var ErrDay = fault.New(fault.Invalid, "calendar.day", "日期不正确；请填写如2026-02-28的真实日期")

// Beijing is the time of every act. China has kept no summer time since 1991.
var Beijing = time.FixedZone("UTC+8", 8*60*60)

// Day is a day in Beijing, YYYY-MM-DD, or "" where there is none. Days compare
// with < and == as strings, "" before all.
type Day string

// First and Forever are the days beyond which arithmetic stays; Forever is also
// 长期, a validity without end.
const (
	First   Day = "0001-01-01"
	Forever Day = "9999-12-31"
)

// DayOf is the day in Beijing at a moment.
func DayOf(t time.Time) Day { return at(number(t.In(Beijing).Date())) }

// Date is the day of a year, month and day of the month; ErrDay where there is
// no such day (30 February).
func Date(year int, month time.Month, day int) (Day, error) {
	return Parse(fmt.Sprintf("%04d-%02d-%02d", year, int(month), day))
}

// Parse reads YYYY-MM-DD and nothing else.
func Parse(s string) (Day, error) {
	if !Day(s).Valid() {
		return "", ErrDay.With(strings.ToValidUTF8(s[:min(len(s), 20)], ""))
	}
	return Day(s), nil
}

// Valid says whether d is a day that exists, in its form.
func (d Day) Valid() bool {
	if len(d) != len(First) || d[4] != '-' || d[7] != '-' || d < First {
		return false
	}
	t, err := time.Parse(time.DateOnly, string(d))
	return err == nil && t.Format(time.DateOnly) == string(d)
}

// Add is n days later, n before where negative; it stays within [First] and
// [Forever]. The zero Day stays as it is.
func (d Day) Add(n int) Day {
	if d == "" {
		return ""
	}
	return at(max(d.number(), first) + min(max(n, -last), last))
}

// Sub is the days from e to d: 1 where d is the day after e. Both are valid.
func (d Day) Sub(e Day) int { return d.number() - e.number() }

// AddMonths is the same day of the month n months later, or the month's last
// where it has no such day (《民法典》第二百零二条).
func (d Day) AddMonths(n int) Day {
	y, m, day := d.date()
	months := y*12 + int(m) - 1 + n
	switch y, m := months/12, time.Month(months%12+1); {
	case months < 12:
		return First
	case y > 9999:
		return Forever
	default:
		return at(number(y, m, min(day, length(y, m))))
	}
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return weekday(d.number()) }

// Start is 0:00 in Beijing, the first moment of the day.
func (d Day) Start() time.Time {
	y, m, day := d.date()
	return time.Date(y, m, day, 0, 0, 0, 0, Beijing)
}

// End is 24:00 in Beijing: the first moment that is no longer of the day.
func (d Day) End() time.Time { return d.Start().AddDate(0, 0, 1) }

// Year is the calendar year.
func (d Day) Year() int {
	y, _, _ := d.date()
	return y
}

// Month is the month, YYYY-MM.
func (d Day) Month() string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// Days are counted from 1970-01-01; first and last are those of First and Forever.
var first, last = First.number(), Forever.number()

const secondsOfDay = 24 * 60 * 60

func number(y int, m time.Month, d int) int {
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

func (d Day) number() int { return number(d.date()) }

// date takes the digits apart; of what is not valid it makes some day.
func (d Day) date() (int, time.Month, int) {
	if len(d) != len(First) {
		return 1, time.January, 1
	}
	n := func(s Day) (n int) {
		for i := range len(s) {
			n = n*10 + int(s[i]-'0')
		}
		return n
	}
	return n(d[:4]), time.Month(n(d[5:7])), n(d[8:])
}

func at(n int) Day {
	n = min(max(n, first), last)
	return Day(time.Unix(int64(n)*secondsOfDay, 0).UTC().Format(time.DateOnly))
}

// weekday: 1970-01-01 was a Thursday.
func weekday(n int) time.Weekday { return time.Weekday(((n+4)%7 + 7) % 7) }

func length(y int, m time.Month) int { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day() }
