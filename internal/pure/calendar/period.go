package calendar

import "time"

// Unit is what a period is counted in.
type Unit string

// Units of periods.
const (
	WorkingDay  Unit = "working_day"  // 《行政处罚法》第八十五条：二日、三日、五日、七日是工作日
	CalendarDay Unit = "calendar_day" // longer periods in days
	Month       Unit = "month"
	Hour        Unit = "hour" // runs through nights, holidays and pauses
)

// Period is a length of time that the law, or an order, gives for something.
type Period struct {
	Number int  `json:"number"`
	Unit   Unit `json:"unit"`
	// Internal is a date set inside the organ: it stays where it falls. A
	// statutory one moves from a holiday to the next working day.
	Internal bool `json:"internal,omitempty"`
}

// Days is a period the law gives in 日: up to seven of them are working days,
// more are calendar days (《行政处罚法》第八十五条).
func Days(n int) Period {
	switch n {
	case 2, 3, 5, 7:
		return Period{Number: n, Unit: WorkingDay}
	}
	return Period{Number: n, Unit: CalendarDay}
}

// Pause is time that does not count, its first and last day included: 检测,
// 检验, 检疫, 鉴定, 听证, 公告 (《行政强制法》第二十五条第三款). Without a To it
// goes on; one that ends before it begins stops nothing.
type Pause struct {
	From   Day    `json:"from"`
	To     Day    `json:"to,omitempty"`
	Reason string `json:"reason"`
}

// Deadline is when a period ends.
type Deadline struct {
	Last        Day       `json:"last,omitempty"`        // the last day in time; "" while stopped
	At          time.Time `json:"at,omitzero"`           // the first moment that is late
	Provisional bool      `json:"provisional,omitempty"` // counted in a year whose holidays are not known
	Stopped     bool      `json:"stopped,omitempty"`     // a pause goes on
	Left        int       `json:"left,omitempty"`        // while stopped: units still to come (days, for months)
}

// Late says whether now is too late. What is stopped is never late.
func (d Deadline) Late(now time.Time) bool { return !d.Stopped && !now.Before(d.At) }

// Due is when a period that began at start ends. The day of the start is not
// counted, nor are pauses; a last day that is a holiday moves to the next
// working day unless the period is internal. Hours run to the minute.
func (c *Calendar) Due(p Period, start time.Time, pauses ...Pause) Deadline {
	if p.Unit == Hour {
		end := start.In(Beijing).Add(time.Duration(p.Number) * time.Hour)
		return Deadline{Last: DayOf(end), At: end}
	}
	w := walk{c: c, p: p, day: DayOf(start).number(), left: p.Number}
	if p.Unit == Month {
		w.left = at(w.day).AddMonths(p.Number).number() - w.day
	}
	if !w.run(stops(pauses)) {
		return Deadline{Stopped: true, Left: w.left, Provisional: w.blind}
	}
	if !p.Internal {
		w.see()
		w.day = c.step(w.day, 1)
		w.see()
	}
	d := at(w.day)
	return Deadline{Last: d, At: d.End(), Provisional: w.blind}
}

// walk counts a period day by day.
type walk struct {
	c     *Calendar
	p     Period
	day   int
	left  int  // days still to count
	blind bool // a day was judged whose year is not loaded
}

// stop is a pause in numbers of days.
type stop struct{ from, to int }

func stops(pauses []Pause) (out []stop) {
	for _, p := range pauses {
		s := stop{p.From.number(), last + 1} // without an end: beyond all days
		if p.To != "" {
			s.to = p.To.number()
		}
		if p.From != "" {
			out = append(out, s)
		}
	}
	return out
}

// run counts to the last day; false where a pause without an end is met first.
func (w *walk) run(stops []stop) bool {
	for w.left > 0 && w.day < last {
		w.day++
		if to := after(stops, w.day); to > last {
			return false
		} else if to > w.day {
			w.day = to - 1 // the day after the pause comes next
			continue
		}
		if w.p.Unit == WorkingDay {
			w.see()
			if !w.c.works(w.day) {
				continue
			}
		}
		w.left--
	}
	return true
}

// after is the first day from n on that no pause holds.
func after(stops []stop, n int) int {
	for moved := true; moved; {
		moved = false
		for _, s := range stops {
			if s.from <= n && n <= s.to {
				n, moved = s.to+1, true
			}
		}
	}
	return n
}

func (w *walk) see() { w.blind = w.blind || !w.c.Loaded(at(w.day)) }
