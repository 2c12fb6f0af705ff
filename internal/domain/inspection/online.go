package inspection

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Look is an online check (网上检查) of one shop, site or platform.
type Look struct {
	Target   string   `json:"target"` // subject id, or the monitor's id of what is no subject
	Kind     string   `json:"kind"`   // shop, site or platform
	Title    string   `json:"title"`
	Region   string   `json:"region"` // 12 digits; empty for the home as a whole
	Result   string   `json:"result,omitempty"`
	Text     string   `json:"text,omitempty"`
	Evidence []string `json:"evidence,omitempty"` // blobs, sha256
}

// Check is a recorded online check. One target counts once in a run.
type Check struct {
	Look
	Campaign string `json:"campaign"`
	Run      string `json:"run"`
	Day      string `json:"day"`
	Unit     string `json:"unit"`
	By       string `json:"by"`
	State    string `json:"state"` // recorded or withdrawn
	Reason   string `json:"reason,omitempty"`
}

// Run is a round of online checks: the monitor's run, or what somebody looked
// through on one day.
type Run struct {
	ID       string `json:"id"` // empty: the day is the run, so that a target counts once a day
	Campaign string `json:"campaign"`
	Day      string `json:"day"`
}

// Online are the facts of online.checked: one entry for up to 1000 targets of
// a kind and region.
type Online struct {
	Count   int64    `json:"count"`
	Kind    string   `json:"kind"`
	Targets []string `json:"targets"`
	Run     string   `json:"run"`
}

// The sizes of an act of online checks, and of one entry.
const (
	MaxLooks  = 5000
	perOnline = 1000
)

// Faults of online checks.
var (
	ErrTarget        = fault.New(fault.Invalid, "inspection.target", "网上检查须写明检查对象，类别只能是网店、网站或平台，请修改")
	ErrCheckNotFound = fault.New(fault.NotFound, "inspection.check", "没有这条网上检查记录，请核对")
)

var lookKinds = []string{"shop", "site", "platform"}

// CheckOnline records online checks, one or many, and tells how many were new:
// a target already checked in the run is passed over.
func CheckOnline(ctx context.Context, tx *store.Tx, r Run, looks []Look) (int, error) {
	r, err := checkRun(ctx, tx, r, looks)
	if err != nil {
		return 0, err
	}
	fresh, err := unseen(ctx, tx, r, looks)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	rows := make([][]any, len(fresh))
	for i, c := range fresh {
		rows[i] = []any{tx.Actor.Home, c.Run, c.Target, c.Campaign, c.Kind, c.Day, c.State, pack(c)}
	}
	if err := tx.Many(ctx, `
		INSERT INTO inspection_check (home, run, target, campaign, kind, day, state, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, rows); err != nil {
		return 0, wrap("recording online checks", err)
	}
	return len(fresh), noteOnline(tx, r, fresh)
}

func checkRun(ctx context.Context, tx *store.Tx, r Run, looks []Look) (Run, error) {
	switch {
	case len(looks) > MaxLooks:
		return r, ErrTooMany.With(fmt.Sprintf("最多 %d 条", MaxLooks))
	case !isDay(r.Day):
		return r, ErrDay.With(r.Day)
	case r.Day > tx.Today():
		return r, ErrFuture.With(r.Day)
	}
	for i, l := range looks {
		if strings.TrimSpace(l.Target) == "" || !slices.Contains(lookKinds, l.Kind) {
			return r, ErrTarget.With(fmt.Sprintf("第 %d 条", i+1))
		}
		if err := short([]string{l.Target, l.Title, l.Result}, "", l.Text); err != nil {
			return r, err
		}
	}
	if _, err := campaign.Open(ctx, tx, r.Campaign, r.Day); err != nil {
		return r, err
	}
	if r.ID == "" {
		r.ID = r.Campaign + "/" + r.Day
	}
	return r, nil
}

func unseen(ctx context.Context, tx *store.Tx, r Run, looks []Look) ([]Check, error) {
	var out []Check
	seen := map[string]bool{}
	for _, l := range looks {
		if seen[l.Target] {
			continue
		}
		seen[l.Target] = true
		var one int64
		err := tx.Row(ctx, `SELECT 1 FROM inspection_check WHERE home = $1 AND run = $2 AND target = $3`, tx.Actor.Home, r.ID, l.Target).Scan(&one)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			out = append(out, Check{Look: l, Campaign: r.Campaign, Run: r.ID, Day: r.Day, Unit: tx.Actor.Unit, By: tx.Actor.ID, State: Standing})
		case err != nil:
			return nil, wrap("looking for online checks", err)
		}
	}
	return out, nil
}

// noteOnline notes checks by kind and region, up to 1000 an entry.
func noteOnline(tx *store.Tx, r Run, checks []Check) error {
	groups := map[[2]string][]string{}
	var order [][2]string
	for _, c := range checks {
		key := [2]string{c.Kind, c.Region}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], c.Target)
	}
	for _, key := range order {
		for chunk := range slices.Chunk(groups[key], perOnline) {
			if err := tx.Note(store.Note{
				Verb: "online.checked", Subject: ref.Of("run", r.ID), Day: r.Day, Region: key[1], Campaign: r.Campaign,
				Facts: Online{int64(len(chunk)), key[0], chunk, r.ID},
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// WithdrawCheck takes one online check back: the entry that counted it is
// reversed and noted again without it.
func WithdrawCheck(ctx context.Context, tx *store.Tx, run, target, reason string) (Check, error) {
	c, err := find[Check](tx.Row(ctx, `
		SELECT body FROM inspection_check WHERE home = $1 AND run = $2 AND target = $3`, tx.Actor.Home, run, target), ErrCheckNotFound)
	switch {
	case err != nil:
		return c, err
	case own(tx, c.Unit) != nil:
		return c, ErrNotYours
	case c.State != Standing:
		return c, ErrWithdrawn
	case strings.TrimSpace(reason) == "":
		return c, ErrReason
	}
	if err := short(nil, reason, ""); err != nil {
		return c, err
	}
	c.State, c.Reason = Withdrawn, strings.TrimSpace(reason)
	if _, err := tx.Exec(ctx, `UPDATE inspection_check SET state = $4, body = $5 WHERE home = $1 AND run = $2 AND target = $3`,
		tx.Actor.Home, run, target, c.State, pack(c)); err != nil {
		return c, wrap("withdrawing an online check", err)
	}
	return c, without(ctx, tx, c)
}

func without(ctx context.Context, tx *store.Tx, c Check) error {
	es, err := journal.Of(ctx, tx, ref.Of("run", c.Run))
	if err != nil {
		return err
	}
	taken := map[int64]bool{}
	for _, e := range slices.Backward(es) {
		taken[e.Reverses] = true
		targets, _ := e.Facts["targets"].([]string)
		if e.Reverses != 0 || taken[e.Seq] || !slices.Contains(targets, c.Target) {
			continue
		}
		n := store.Note{
			Verb: e.Verb, Subject: e.Subject, Day: e.Day, Region: e.Region, Campaign: e.Campaign, Departments: e.Departments,
			Facts: Online{int64(len(targets)), c.Kind, targets, c.Run}, Reverses: e.Seq,
		}
		if err := tx.Note(n); err != nil {
			return err
		}
		rest := slices.DeleteFunc(slices.Clone(targets), func(t string) bool { return t == c.Target })
		if n.Facts, n.Reverses = (Online{int64(len(rest)), c.Kind, rest, c.Run}), 0; len(rest) == 0 {
			return nil
		}
		return tx.Note(n)
	}
	return fmt.Errorf("inspection: no entry counts %s in %s", c.Target, c.Run)
}

// CheckFilter chooses online checks; empty fields choose all.
type CheckFilter struct {
	Campaign string `query:"campaign" json:"campaign,omitempty"`
	Kind     string `query:"kind" json:"kind,omitempty"`
	State    string `query:"state" json:"state,omitempty"`
	From     string `query:"from" json:"from,omitempty"`
	To       string `query:"to" json:"to,omitempty"`
	Target   string `query:"target" json:"target,omitempty"`
}

// Checks lists online checks of a run (or all), by run and target, and the key
// of the next page.
func Checks(ctx context.Context, tx *store.Tx, run string, f CheckFilter, p store.Page) ([]Check, string, error) {
	w := in(tx.Actor.Home).and("run = $%d", run).and("campaign = $%d", f.Campaign).and("kind = $%d", f.Kind).and("state = $%d", f.State).
		and("day >= $%d", f.From).and("day <= $%d", f.To).and("target = $%d", f.Target)
	if r, t, ok := strings.Cut(p.After, "\n"); ok {
		w.args = append(w.args, r, t)
		fmt.Fprintf(&w.text, " AND (run, target) > ($%d, $%d)", len(w.args)-1, len(w.args))
	}
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT body FROM inspection_check WHERE %s ORDER BY run, target LIMIT %d`, w.text.String(), p.Size()+1), w.args...)
	return page(rows, err, p.Size(), func(c Check) string { return c.Run + "\n" + c.Target })
}
