package campaign

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Deadline is a day by which something is reported, once or again and again.
// These are days of the calendar: holidays do not move them, unlike statutory
// periods.
type Deadline struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	calendar.Recurrence
	To    []string `json:"to"`              // departments that receive it, each with its own receipt
	Forms []string `json:"forms,omitempty"` // paper, electronic
	Off   bool     `json:"off,omitempty"`   // kept, but not asked for
}

// Reminder tells someone what is due.
type Reminder struct {
	Campaign string   `json:"campaign"`
	Kind     string   `json:"kind"` // deadline or followup
	Code     string   `json:"code"` // of the deadline, or the record's id
	Title    string   `json:"title"`
	Unit     string   `json:"unit,omitempty"` // whose it is; empty for every organ
	To       []string `json:"to,omitempty"`   // departments that receive it
	Day      string   `json:"day"`
	At       string   `json:"at,omitempty"`
	Left     int      `json:"left"`    // days until then; negative when overdue
	Working  int      `json:"working"` // working days until then, likewise
	Step     int      `json:"step"`    // the reminder it belongs to: 3, 1, 0; send once, when Left == Step
}

// Schedule lists the campaign's deadlines from … to (both included) in order.
// Recurring ones end with the campaign, single ones stand by themselves.
func (c Campaign) Schedule(from, to string) (out []Reminder) {
	for _, d := range c.Deadlines {
		lo, hi := from, to
		if d.Every != calendar.Once {
			lo, hi = max(from, c.From), min(to, c.To)
		}
		for _, day := range d.Between(calendar.Day(lo), calendar.Day(hi)) {
			if !d.Off {
				out = append(out, Reminder{Campaign: c.ID, Kind: "deadline", Code: d.Code, Title: d.Title, To: d.To, Day: string(day), At: d.At})
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
	open, err := List(ctx, tx, Filter{State: Published}, store.Page{Limit: maxPage})
	if err != nil {
		return nil, err
	}
	var out []Reminder
	for _, c := range open {
		for _, r := range c.Schedule(day, string(calendar.Day(day).Add(c.horizon()))) {
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

// horizon is how many days ahead the first reminder looks.
func (c Campaign) horizon() (days int) {
	for _, s := range c.Remind {
		days = max(days, s)
	}
	return days
}

// Counted fills in how many days are left of each on a day.
func Counted(rs []Reminder, day string) []Reminder {
	for i := range rs {
		rs[i].count(day)
	}
	return rs
}

func (r *Reminder) count(day string) {
	r.Left = calendar.Day(r.Day).Sub(calendar.Day(day))
	r.Working = calendar.National().Working(calendar.Day(day), calendar.Day(r.Day))
}

// weigh fills in how many days are left and which reminder that is; false
// when it is too early for the first.
func (r *Reminder) weigh(day string, steps []int) bool {
	r.count(day)
	r.Step = -1
	for _, s := range steps {
		if s >= r.Left && (r.Step < 0 || s < r.Step) {
			r.Step = s
		}
	}
	return r.Step >= 0
}
