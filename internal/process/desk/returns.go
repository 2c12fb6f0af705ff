package desk

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Row is a day by which something is reported, and what has come in for it.
type Row struct {
	Code    string `json:"code"`
	Title   string `json:"title"`
	Day     string `json:"day"`
	At      string `json:"at,omitempty"`
	Working int    `json:"working"` // working days until then; negative when it is over
	Cells   []Cell `json:"cells"`
}

// Cell is one department's table for a day: missing, which is not nil, or how
// its last round stands.
type Cell struct {
	Department string `json:"department"` // "*" for the joint table
	State      string `json:"state" enum:"missing,submitted,returned,received"`
	Nil        bool   `json:"nil,omitempty"`
	Late       bool   `json:"late,omitempty"` // missing after the day, or first handed in after it
	Submission string `json:"submission,omitempty"`
	From       string `json:"from,omitempty"`
	To         string `json:"to,omitempty"`
	Round      int64  `json:"round,omitempty"`
	On         string `json:"on,omitempty"`  // the day it was handed in
	Due        string `json:"due,omitempty"` // of a returned one
}

// ahead is how many days of deadlines to come are shown.
const ahead = 45

// Returns tells of each deadline of a campaign who has handed in: the departments
// that receive it each want their own table or the joint one. A table answers a
// monthly deadline by the month its period ends in, a weekly one by the seven
// days before, a single one by the 31 days before.
func Returns(ctx context.Context, tx *store.Tx, id string) ([]Row, error) {
	c, err := campaign.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	in, err := handed(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	today := tx.Today()
	every := map[string]string{}
	for _, d := range c.Deadlines {
		every[d.Code] = d.Every
	}
	out := []Row{}
	for _, r := range campaign.Counted(c.Schedule(c.From, string(calendar.Day(today).Add(ahead))), today) {
		row := Row{Code: r.Code, Title: r.Title, Day: r.Day, At: r.At, Working: r.Working, Cells: []Cell{}}
		to := r.To
		if len(to) == 0 {
			to = []string{joint}
		}
		for _, d := range to {
			row.Cells = append(row.Cells, cellFor(in, every[r.Code], r.Day, today, d))
		}
		out = append(out, row)
	}
	return out, nil
}

// joint is the department of the table of all departments.
const joint = "*"

// cellFor is the department's latest table for a day, or the joint one.
func cellFor(in []Cell, every, day, today, department string) Cell {
	for _, own := range []string{department, joint} {
		for _, c := range in { // the newest first
			if c.Department == own && answers(every, day, c.To) {
				c.Late = firstOf(in, c).On > day
				c.Department = department
				return c
			}
		}
	}
	return Cell{Department: department, State: "missing", Late: today > day}
}

// firstOf is the first round of a cell's table: who corrects a returned one in
// time was not late.
func firstOf(in []Cell, c Cell) Cell {
	for _, x := range in {
		if x.Round == 1 && x.Department == c.Department && x.From == c.From && x.To == c.To {
			return x
		}
	}
	return c
}

// answers reports whether a period that ends on to is that of a deadline.
func answers(every, day, to string) bool {
	switch every {
	case calendar.Monthly:
		return to[:7] == day[:7]
	case calendar.Weekly:
		return to <= day && to > string(calendar.Day(day).Add(-7))
	}
	return to <= day && to > string(calendar.Day(day).Add(-31))
}

// handed are the submissions of a campaign, the newest first.
func handed(ctx context.Context, tx *store.Tx, id string) ([]Cell, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, period_from, period_to, department, round, nil, state, due, received_on, submitted_at FROM submission
		WHERE home = $1 AND campaign = $2 ORDER BY submitted_at, id`, tx.Actor.Home, id)
	out, err := collect(rows, err, func(r *sql.Rows) (c Cell, err error) {
		var none, at int64
		var received string
		err = r.Scan(&c.Submission, &c.From, &c.To, &c.Department, &c.Round, &none, &c.State, &c.Due, &received, &at)
		c.Nil, c.On = none == 1, string(calendar.DayOf(time.UnixMicro(at)))
		if c.State == "submitted" && received != "" {
			c.State = "received"
		}
		return c, err
	})
	slices.Reverse(out)
	return out, err
}
