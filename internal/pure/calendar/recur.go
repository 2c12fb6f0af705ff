package calendar

import (
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// ErrRecurrence says that a recurrence cannot happen.
var ErrRecurrence = fault.New(fault.Invalid, "calendar.recurrence",
	"报送时间不正确；每月填1至31日，每周填1（周一）至7（周日），一次性填日期，时间如10:00")

// How often a report is due.
const (
	Monthly = "month"
	Weekly  = "week"
	Once    = "once"
)

// Recurrence is when a report falls due: every month on a day, every week on a
// weekday, or once. Such dates are set inside the organs and are not moved by
// holidays; statutory ones are [Period]s.
type Recurrence struct {
	Every   string `json:"every"`
	Day     int    `json:"day,omitempty"`     // month: 1–31; a month without that day has its last (the 29th in February)
	Weekday int    `json:"weekday,omitempty"` // week: 1 Monday – 7 Sunday
	On      Day    `json:"on,omitempty"`      // once
	At      string `json:"at,omitempty"`      // HH:MM in Beijing; "" the end of the day
}

// Check is ErrRecurrence where r names no days or no time of day.
func (r Recurrence) Check() error {
	ok := false
	switch r.Every {
	case Monthly:
		ok = r.Day >= 1 && r.Day <= 31
	case Weekly:
		ok = r.Weekday >= 1 && r.Weekday <= 7
	case Once:
		ok = r.On.Valid()
	}
	if _, _, timed := r.clock(); !ok || !timed && r.At != "" {
		return ErrRecurrence
	}
	return nil
}

// Next is the first due day after a day; "" where there is none.
func (r Recurrence) Next(after Day) Day {
	if r.Check() != nil || after >= Forever {
		return ""
	}
	switch r.Every {
	case Monthly:
		y, m, _ := after.date()
		if d := r.in(y, m); d > after {
			return d
		}
		y, m, _ = after.AddMonths(1).date()
		if d := r.in(y, m); d > after {
			return d
		}
		return ""
	case Weekly:
		ahead := (r.Weekday - int(after.Weekday()) + 7) % 7
		if ahead == 0 {
			ahead = 7
		}
		return after.Add(ahead)
	}
	if r.On > after {
		return r.On
	}
	return ""
}

// in is the due day of a month.
func (r Recurrence) in(y int, m time.Month) Day { return at(number(y, m, min(r.Day, length(y, m)))) }

// Between are the due days from a day to another, both included.
func (r Recurrence) Between(from, to Day) (days []Day) {
	for d := r.Next(from.Add(-1)); d != "" && d <= to; d = r.Next(d) {
		days = append(days, d)
	}
	return days
}

// Deadline is until when what is due on a day can be handed in.
func (r Recurrence) Deadline(due Day) Deadline {
	h, m, timed := r.clock()
	if !timed {
		return Deadline{Last: due, At: due.End()}
	}
	return Deadline{Last: due, At: due.Start().Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute)}
}

// clock reads At; false where there is none or it is no time of day.
func (r Recurrence) clock() (h, m int, ok bool) {
	t, err := time.Parse("15:04", r.At)
	if err != nil || len(r.At) != len("15:04") {
		return 0, 0, false
	}
	return t.Hour(), t.Minute(), true
}
