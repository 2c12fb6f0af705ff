package desk

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ref"
)

// Task is one thing that waits for somebody.
type Task struct {
	Ref   ref.Ref `json:"ref"`
	Title string  `json:"title"`
	Kind  string  `json:"kind"`           // state of a lead or of a table, kind of a clock, an order or a document
	Due   string  `json:"due"`            // last day in time
	Late  bool    `json:"late"`           // the day is over
	By    string  `json:"by,omitempty"`   // the person whose it is
	Mine  bool    `json:"mine,omitempty"` // it is the reader's

	Working int      `json:"working"`         // working days until Due; negative when it is over
	For     string   `json:"for,omitempty"`   // the department of a table
	On      string   `json:"on,omitempty"`    // the day of a document
	Waits   []string `json:"waits,omitempty"` // the units that have not acknowledged it

	Campaign string `json:"campaign,omitempty"` // of a table
}

// Worklist is what waits for the actor's unit today.
type Worklist struct {
	Day       string              `json:"day"`
	Leads     []Task              `json:"leads"`     // not ended, of the unit or of nobody yet
	Clocks    []Task              `json:"clocks"`    // statutory periods of the unit's cases that end within a week
	Orders    []Task              `json:"orders"`    // rectifications not found done, due within three days or late
	Unread    []Task              `json:"unread"`    // documents the unit has been sent and not acknowledged
	Review    []Task              `json:"review"`    // tables that wait for the reader to receive or return them
	Sent      []Task              `json:"sent"`      // documents of the unit that others have not acknowledged
	Returned  []Task              `json:"returned"`  // tables of the unit that came back and were not handed in again
	Deadlines []campaign.Reminder `json:"deadlines"` // reports at T-3, T-1, T-0, and follow-ups of meetings
	Pairs     int64               `json:"pairs"`     // suspected twins of the ledger nobody has decided
	Recusals  int64               `json:"recusals"`  // whose words nobody has settled
}

// shown is how many tasks of a kind a worklist shows.
const shown = 100

// Waiting returns the worklist of the actor's unit.
func Waiting(ctx context.Context, tx *store.Tx, see Sight) (w Worklist, err error) {
	w = Worklist{Day: tx.Today(), Leads: []Task{}, Clocks: []Task{}, Orders: []Task{}}
	if see.Leads {
		if w.Leads, err = leads(ctx, tx); err != nil {
			return w, err
		}
	}
	if see.Cases {
		if w.Clocks, err = clocks(ctx, tx); err != nil {
			return w, err
		}
	}
	if see.Visits {
		if w.Orders, err = orders(ctx, tx); err != nil {
			return w, err
		}
	}
	if w.Sent, w.Unread, err = letters(ctx, tx); err != nil {
		return w, err
	}
	if w.Review, w.Returned, err = judged(ctx, tx, see); err != nil {
		return w, err
	}
	if w.Deadlines, err = deadlines(ctx, tx); err != nil {
		return w, err
	}
	for _, tasks := range [][]Task{w.Leads, w.Clocks, w.Orders, w.Returned} {
		count(tasks, w.Day)
	}
	err = tx.Row(ctx, `SELECT (SELECT count(*) FROM registry_pair WHERE home = $1 AND state = 'open'),
		(SELECT count(*) FROM org_recusal WHERE home = $1 AND subject = '' AND lifted_at = 0)`, tx.Actor.Home).Scan(&w.Pairs, &w.Recusals)
	return w, err
}

// count fills in the working days that are left of each.
func count(tasks []Task, today string) {
	for i := range tasks {
		if t := &tasks[i]; t.Due != "" {
			t.Working = calendar.National().Working(calendar.Day(today), calendar.Day(t.Due))
		}
	}
}

func leads(ctx context.Context, tx *store.Tx) ([]Task, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, title, state, due, officer FROM lead
		WHERE home = $1 AND state IN ('open', 'taken', 'verified') AND (unit = $2 OR unit = '' AND ($3 = '' OR department = '' OR department = $3))
		ORDER BY due, id LIMIT $4`, tx.Actor.Home, tx.Actor.Unit, tx.Actor.Department, shown)
	return collect(rows, err, func(r *sql.Rows) (t Task, err error) {
		var id string
		err = r.Scan(&id, &t.Title, &t.Kind, &t.Due, &t.By)
		t.Ref, t.Mine = ref.Of("lead", id), t.By != "" && t.By == tx.Actor.ID
		t.Late = t.Kind != "verified" && t.Due != "" && t.Due < tx.Today()
		return t, err
	})
}

func clocks(ctx context.Context, tx *store.Tx) ([]Task, error) {
	rows, err := tx.Query(ctx, `
		SELECT k.id, k.number, c.kind, c.last_day, c.due_at,
		  coalesce((SELECT min(o.person) FROM casework_officer AS o WHERE o.home = k.home AND o.file = k.id AND o.person = $4), '')
		FROM docket_clock AS c JOIN casework_case AS k ON k.home = c.home AND k.id = c.file
		WHERE c.home = $1 AND c.done_at = 0 AND c.due_at > 0 AND c.due_at < $2 AND k.unit = $3
		ORDER BY c.due_at, c.id LIMIT $5`,
		tx.Actor.Home, tx.Now.Add(7*24*time.Hour).UnixMicro(), tx.Actor.Unit, tx.Actor.ID, shown)
	return collect(rows, err, func(r *sql.Rows) (t Task, err error) {
		var id string
		var due int64
		err = r.Scan(&id, &t.Title, &t.Kind, &t.Due, &due, &t.By)
		t.Ref, t.Mine, t.Late = ref.Of("case", id), t.By != "", due <= tx.Now.UnixMicro()
		return t, err
	})
}

func orders(ctx context.Context, tx *store.Tx) ([]Task, error) {
	soon := tx.Now.Add(3*24*time.Hour + 8*time.Hour).Format(time.DateOnly) // in Beijing
	rows, err := tx.Query(ctx, `
		SELECT id, body, due FROM inspection_order WHERE home = $1 AND state = 'open' AND due <= $2 AND unit = $3 ORDER BY due, id LIMIT $4`,
		tx.Actor.Home, soon, tx.Actor.Unit, shown)
	return collect(rows, err, func(r *sql.Rows) (t Task, err error) {
		var id, s string
		if err := r.Scan(&id, &s, &t.Due); err != nil {
			return t, err
		}
		var body struct{ Title, Kind, By string }
		err = json.Unmarshal([]byte(s), &body)
		t.Ref, t.Title, t.Kind, t.By = ref.Of("rectification", id), body.Title, body.Kind, body.By
		t.Mine, t.Late = t.By == tx.Actor.ID, t.Due < tx.Today()
		return t, err
	})
}

// deadlines are the reminders of the home that are the unit's own or everybody's;
// whether a report has been handed in is told by its submissions.
func deadlines(ctx context.Context, tx *store.Tx) ([]campaign.Reminder, error) {
	all, err := campaign.Due(ctx, tx, tx.Today())
	out := []campaign.Reminder{}
	for _, r := range all {
		if r.Unit == "" || r.Unit == tx.Actor.Unit {
			out = append(out, r)
		}
	}
	return out, err
}
