package transfer

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Form appoints the special team that looks at a suspected crime. A case has
// one transfer under way at most. At is when it was appointed; now when zero.
func Form(ctx context.Context, tx *store.Tx, f docket.File, team []string, at time.Time) (Transfer, error) {
	if err := f.Open(); err != nil {
		return Transfer{}, err
	}
	team = slices.Compact(slices.Sorted(slices.Values(team)))
	if len(team) < 2 || slices.Contains(team, "") {
		return Transfer{}, ErrTeam
	}
	if at.IsZero() {
		at = tx.Now
	}
	if at.After(tx.Now) || at.Before(docket.Midnight(f.FiledOn)) {
		return Transfer{}, ErrTime
	}
	last, err := Last(ctx, tx, f.ID)
	if err != nil {
		return Transfer{}, err
	}
	if last.Binding() {
		return Transfer{}, ErrUnderway
	}
	t := Transfer{ID: tx.ID(), Case: f.ID, State: Formed, Team: team, Documents: []Document{}, Version: 1,
		Steps: []Step{{Do: "form", By: tx.Actor.ID, At: at.UTC()}}}
	if _, err := tx.Exec(ctx, `INSERT INTO transfer (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.Actor.Home, t.ID, t.Case, t.State, store.Pack(t.Team), t.Recipient, store.Pack(t.Documents), store.Pack(t.Steps), t.Version); err != nil {
		return Transfer{}, wrap("forming a team", err)
	}
	return t, f.Note(tx, "transfer.formed", Stepped{Transfer: t.ID}, "")
}

// Attach adds a paper to a transfer that was not sent yet, or replaces the one
// of its kind.
func Attach(ctx context.Context, tx *store.Tx, f docket.File, id string, version int64, d Document) (Transfer, error) {
	return carry(ctx, tx, f, id, version, func(t *Transfer) error {
		if !slices.Contains([]State{Formed, Reported, Approved, Rejected}, t.State) {
			return ErrGate.With(string(t.State))
		}
		if !slices.Contains(Papers, d.Kind) || !d.File.Valid() && (d.Kind != "other" || d.None == "") {
			return ErrPaper
		}
		t.Documents = slices.DeleteFunc(t.Documents, func(o Document) bool { return o.Kind == d.Kind })
		t.Documents = append(t.Documents, d)
		return f.Note(tx, "transfer.documented", Stepped{Transfer: t.ID}, "")
	})
}

// Advance takes the next step of a transfer; the actor took it. Nothing can be left out: each
// step is open only from the states its rule names. A step taken after its
// clock ran out is late, and stays so.
func Advance(ctx context.Context, tx *store.Tx, f docket.File, id string, version int64, s Step) (Transfer, error) {
	r, ok := rules[s.Do]
	if !ok {
		return Transfer{}, ErrStep.With(s.Do)
	}
	if s.At.IsZero() {
		s.At = tx.Now
	}
	s.By, s.Words = tx.Actor.ID, strings.TrimSpace(s.Words)
	return carry(ctx, tx, f, id, version, func(t *Transfer) (err error) {
		if err := t.check(s, r, tx.Now); err != nil {
			return err
		}
		if s.Late, err = docket.FinishAt(ctx, tx, f.ID, t.ID, s.At); err != nil {
			return err
		}
		if err := clocks(ctx, tx, t, &s, r); err != nil {
			return err
		}
		t.State = r.to
		t.Steps = append(t.Steps, s)
		if s.To != "" {
			t.Recipient = s.To
		}
		return noteStep(ctx, tx, f, *t, s)
	})
}

// clocks starts what a step sets running. The hours to send run from the
// approval even when the letter was recalled; whether a relay was in time is
// known only when it is told.
func clocks(ctx context.Context, tx *store.Tx, t *Transfer, s *Step, r rule) (err error) {
	switch s.Do {
	case "recall":
		at, _ := t.last("approve")
		return docket.Start(ctx, tx, t.Case, t.ID, docket.ClockSending, at)
	case "relay":
		at, _ := t.last("receive")
		if err := docket.Start(ctx, tx, t.Case, t.ID, docket.ClockRelay, at); err != nil {
			return err
		}
		s.Late, err = docket.FinishAt(ctx, tx, t.Case, t.ID, s.At)
		return err
	}
	if r.clock == "" {
		return nil
	}
	return docket.Start(ctx, tx, t.Case, t.ID, r.clock, s.At)
}

func noteStep(ctx context.Context, tx *store.Tx, f docket.File, t Transfer, s Step) error {
	on := string(calendar.DayOf(s.At))
	switch s.Do {
	case "send":
		return f.Note(tx, "transfer.sent", Sent{t.Recipient, t.ID, s.Late}, on)
	case "recall":
		if err := f.TakeBack(ctx, tx, "transfer.sent", Sent{}, docket.About("transfer", t.ID)); err != nil {
			return err
		}
	case "file":
		return f.Note(tx, "transfer.filed", PoliceFiled{s.Marks, t.ID, s.Late}, on)
	}
	return f.Note(tx, rules[s.Do].verb, Stepped{t.ID, s.Late}, on)
}

// carry edits a transfer of the file, if it still is as the caller saw it.
func carry(ctx context.Context, tx *store.Tx, f docket.File, id string, version int64, edit func(*Transfer) error) (Transfer, error) {
	t, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Transfer{}, err
	case t.Case != f.ID:
		return Transfer{}, ErrTransfer
	case t.Version != version:
		return Transfer{}, ErrMoved.Against(t)
	}
	if err := edit(&t); err != nil {
		return Transfer{}, err
	}
	err = tx.Row(ctx, `UPDATE transfer SET state = $4, team = $5, recipient = $6, documents = $7, steps = $8, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, id, version, t.State, store.Pack(t.Team), t.Recipient, store.Pack(t.Documents), store.Pack(t.Steps)).Scan(&t.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return Transfer{}, ErrMoved
	}
	return t, wrap("carrying a transfer", err)
}

// Hand puts a successor in the place of a member who leaves, while the
// transfer binds.
func Hand(ctx context.Context, tx *store.Tx, file, from, to string) error {
	t, err := Last(ctx, tx, file)
	if err != nil || !t.Binding() || !slices.Contains(t.Team, from) {
		return err
	}
	team := slices.DeleteFunc(slices.Clone(t.Team), func(p string) bool { return p == from })
	if t.Team = slices.Compact(slices.Sorted(slices.Values(append(team, to)))); len(t.Team) < 2 {
		return ErrTeam
	}
	_, err = tx.Exec(ctx, `UPDATE transfer SET team = $3, version = version + 1 WHERE home = $1 AND id = $2`, tx.Actor.Home, t.ID, store.Pack(t.Team))
	return wrap("handing over a team", err)
}

const columns = `id, file, state, team, recipient, documents, steps, version`

// Get returns a transfer, or ErrTransfer.
func Get(ctx context.Context, tx *store.Tx, id string) (Transfer, error) {
	return store.One(tx.Row(ctx, `SELECT `+columns+` FROM transfer WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrTransfer, scan)
}

// Of are the transfers of a case, oldest first.
func Of(ctx context.Context, tx *store.Tx, file string) ([]Transfer, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM transfer WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, file)
	return store.Collect(rs, err, scan)
}

// Last is the latest transfer of a case, or the zero Transfer.
func Last(ctx context.Context, tx *store.Tx, file string) (Transfer, error) {
	ts, err := Of(ctx, tx, file)
	if err != nil || len(ts) == 0 {
		return Transfer{}, err
	}
	return ts[len(ts)-1], nil
}

func scan(r store.Scanner) (t Transfer, err error) {
	var team, documents, steps string
	if err = r.Scan(&t.ID, &t.Case, &t.State, &team, &t.Recipient, &documents, &steps, &t.Version); err != nil {
		return t, err
	}
	return t, errors.Join(json.Unmarshal([]byte(team), &t.Team), json.Unmarshal([]byte(documents), &t.Documents), json.Unmarshal([]byte(steps), &t.Steps))
}
