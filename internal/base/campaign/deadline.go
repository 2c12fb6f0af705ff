package campaign

import (
	"context"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Deadline is a day by which something is reported. These are days of the
// calendar: holidays do not move them, unlike statutory periods.
type Deadline struct {
	Code    string   `json:"code"`
	Title   string   `json:"title"`
	Every   string   `json:"every"`             // once, month or week
	On      string   `json:"on,omitempty"`      // once: the day
	Day     int      `json:"day,omitempty"`     // month: its day; a shorter month has it on its last
	Weekday int      `json:"weekday,omitempty"` // week: 1 for Monday … 7 for Sunday
	At      string   `json:"at,omitempty"`      // "10:00"; empty for the end of the day
	To      []string `json:"to"`                // departments that receive it, each with its own receipt
	Forms   []string `json:"forms,omitempty"`   // paper, electronic
	Off     bool     `json:"off,omitempty"`     // kept, but not asked for
}

// The cadences of a deadline.
const (
	Once    = "once"
	Monthly = "month"
	Weekly  = "week"
)

func (d Deadline) valid() bool {
	if _, err := time.Parse("15:04", d.At); d.At != "" && err != nil {
		return false
	}
	switch d.Every {
	case Once:
		return isDay(d.On)
	case Monthly:
		return d.Day >= 1 && d.Day <= 31
	case Weekly:
		return d.Weekday >= 1 && d.Weekday <= 7
	}
	return false
}

// Days are the days from … to (both included) the deadline falls on.
func (d Deadline) Days(from, to string) (days []string) {
	first, err := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil || !d.valid() {
		return nil
	}
	for t := first; !t.After(last); t = t.AddDate(0, 0, 1) {
		if d.falls(t) {
			days = append(days, t.Format(time.DateOnly))
		}
	}
	return days
}

func (d Deadline) falls(t time.Time) bool {
	switch d.Every {
	case Once:
		return t.Format(time.DateOnly) == d.On
	case Monthly:
		length := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return t.Day() == min(d.Day, length)
	}
	return int(t.Weekday()) == d.Weekday%7
}

// Reminder tells someone what is due.
type Reminder struct {
	Campaign string   `json:"campaign"`
	Kind     string   `json:"kind"` // deadline, followup or receipt
	Code     string   `json:"code"` // of the deadline, or the record's id
	Title    string   `json:"title"`
	Unit     string   `json:"unit,omitempty"` // whose it is; empty for every organ
	To       []string `json:"to,omitempty"`   // departments that receive it
	Day      string   `json:"day"`
	At       string   `json:"at,omitempty"`
	Left     int      `json:"left"` // days until then; negative when overdue
	Step     int      `json:"step"` // the reminder it belongs to: 3, 1, 0; send once, when Left == Step
}

// Schedule lists the campaign's deadlines from … to (both included) in order.
// Recurring ones end with the campaign, single ones stand by themselves.
func (c Campaign) Schedule(from, to string) (out []Reminder) {
	for _, d := range c.Deadlines {
		lo, hi := from, to
		if d.Every != Once {
			lo, hi = max(from, c.From), min(to, c.To)
		}
		for _, day := range d.Days(lo, hi) {
			if !d.Off {
				out = append(out, Reminder{Campaign: c.ID, Kind: "deadline", Code: d.Code, Title: d.Title, To: d.To, Day: day, At: d.At})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Reminder) int { return strings.Compare(a.Day+a.At, b.Day+b.At) })
	return out
}

// Due is what the published campaigns of the home ask for on a day: deadlines
// within their reminders (T-3, T-1, T-0), and open follow-ups of meetings, late
// ones too. Whether a report has been handed in is known to submission.
func Due(ctx context.Context, tx *store.Tx, day string) ([]Reminder, error) {
	if !isDay(day) {
		return nil, ErrDay.With(day)
	}
	open, err := List(ctx, tx, Filter{State: Published}, Page{Limit: maxPage})
	if err != nil {
		return nil, err
	}
	var out []Reminder
	for _, c := range open {
		for _, r := range c.Schedule(day, plus(day, slices.Max(append([]int{0}, c.Remind...)))) {
			if r.weigh(day, c.Remind) {
				out = append(out, r)
			}
		}
		ups, err := followUps(ctx, tx, c, day)
		if err != nil {
			return nil, err
		}
		out = append(out, ups...)
	}
	return out, nil
}

// weigh fills in how many days are left and which reminder that is; false
// when it is too early for the first.
func (r *Reminder) weigh(day string, steps []int) bool {
	r.Left = between(day, r.Day)
	r.Step = -1
	for _, s := range steps {
		if s >= r.Left && (r.Step < 0 || s < r.Step) {
			r.Step = s
		}
	}
	return r.Step >= 0
}

func plus(day string, n int) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

func between(from, to string) int {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24)
}
