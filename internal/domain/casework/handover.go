package casework

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Form appoints the special team that looks at a suspected crime. A case has
// one transfer under way at most. At is when it was appointed; now when zero.
func Form(ctx context.Context, tx *store.Tx, id string, team []string, at time.Time) (Transfer, error) {
	c, err := open(ctx, tx, id)
	if err != nil {
		return Transfer{}, err
	}
	team = slices.Compact(slices.Sorted(slices.Values(team)))
	if len(team) < 2 || slices.Contains(team, "") {
		return Transfer{}, ErrTeam
	}
	if at.IsZero() {
		at = tx.Now
	}
	if at.After(tx.Now) || at.Before(midnight(c.FiledOn)) {
		return Transfer{}, ErrTime
	}
	last, err := lastTransfer(ctx, tx, id)
	if err != nil || last.binding() {
		return Transfer{}, fallback(err, ErrUnderway)
	}
	t := Transfer{ID: tx.ID(), Case: id, State: Formed, Team: team, Documents: []Document{}, Version: 1,
		Steps: []Step{{Do: "form", By: tx.Actor.ID, At: at.UTC()}}}
	if _, err := tx.Exec(ctx, `INSERT INTO casework_transfer (home, `+transferColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.Actor.Home, t.ID, t.Case, t.State, pack(t.Team), t.Recipient, pack(t.Documents), pack(t.Steps), t.Version); err != nil {
		return Transfer{}, wrap("forming a team", err)
	}
	return t, note(tx, c, "transfer.formed", Stepped{Transfer: t.ID}, "")
}

// Attach adds a paper to a transfer that was not sent yet, or replaces the one
// of its kind.
func Attach(ctx context.Context, tx *store.Tx, id string, version int64, d Document) (Transfer, error) {
	return carry(ctx, tx, id, version, func(c Case, t *Transfer) error {
		if !slices.Contains([]TransferState{Formed, Reported, Approved, Rejected}, t.State) {
			return ErrGate.With(string(t.State))
		}
		if !slices.Contains(Papers, d.Kind) || !d.File.Valid() && (d.Kind != "other" || d.None == "") {
			return ErrPaper
		}
		t.Documents = slices.DeleteFunc(t.Documents, func(o Document) bool { return o.Kind == d.Kind })
		t.Documents = append(t.Documents, d)
		return note(tx, c, "transfer.documented", Stepped{Transfer: t.ID}, "")
	})
}

// Advance takes the next step of a transfer; the actor took it. Nothing can be left out: each
// step is open only from the states its rule names. A step taken after its
// clock ran out is late, and stays so.
func Advance(ctx context.Context, tx *store.Tx, id string, version int64, s Step) (Transfer, error) {
	r, ok := rules[s.Do]
	if !ok {
		return Transfer{}, ErrStep.With(s.Do)
	}
	if s.At.IsZero() {
		s.At = tx.Now
	}
	s.By, s.Words = tx.Actor.ID, strings.TrimSpace(s.Words)
	return carry(ctx, tx, id, version, func(c Case, t *Transfer) (err error) {
		if err := t.check(s, r, tx.Now); err != nil {
			return err
		}
		if s.Late, err = finishAt(ctx, tx, c.ID, t.ID, s.At); err != nil {
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
		return noteStep(ctx, tx, c, *t, s)
	})
}

// clocks starts what a step sets running. The hours to send run from the
// approval even when the letter was recalled; whether a relay was in time is
// known only when it is told.
func clocks(ctx context.Context, tx *store.Tx, t *Transfer, s *Step, r rule) (err error) {
	switch s.Do {
	case "recall":
		at, _ := t.last("approve")
		return start(ctx, tx, t.Case, t.ID, ClockSending, at)
	case "relay":
		at, _ := t.last("receive")
		if err := start(ctx, tx, t.Case, t.ID, ClockRelay, at); err != nil {
			return err
		}
		s.Late, err = finishAt(ctx, tx, t.Case, t.ID, s.At)
		return err
	}
	if r.clock == "" {
		return nil
	}
	return start(ctx, tx, t.Case, t.ID, r.clock, s.At)
}

func noteStep(ctx context.Context, tx *store.Tx, c Case, t Transfer, s Step) error {
	on := day(s.At)
	switch s.Do {
	case "send":
		return note(tx, c, "transfer.sent", Sent{t.Recipient, t.ID, s.Late}, on)
	case "recall":
		if err := takeBack(ctx, tx, c, "transfer.sent", about("transfer", t.ID)); err != nil {
			return err
		}
	case "file":
		ps, err := Parties(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		var marks []string
		for _, p := range ps {
			if p.Dropped == "" && !slices.Contains(marks, p.Mark) {
				marks = append(marks, p.Mark)
			}
		}
		return note(tx, c, "transfer.filed", PoliceFiled{marks, t.ID, s.Late}, on)
	}
	return note(tx, c, rules[s.Do].verb, Stepped{t.ID, s.Late}, on)
}

// carry edits a transfer of an open case of the actor's unit.
func carry(ctx context.Context, tx *store.Tx, id string, version int64, edit func(Case, *Transfer) error) (Transfer, error) {
	t, err := GetTransfer(ctx, tx, id)
	if err != nil {
		return Transfer{}, err
	}
	c, err := mine(ctx, tx, t.Case)
	if err != nil {
		return Transfer{}, err
	}
	if t.Version != version {
		return Transfer{}, ErrMoved.Against(t)
	}
	if err := edit(c, &t); err != nil {
		return Transfer{}, err
	}
	err = tx.Row(ctx, `UPDATE casework_transfer SET state = $4, team = $5, recipient = $6, documents = $7, steps = $8, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, id, version, t.State, pack(t.Team), t.Recipient, pack(t.Documents), pack(t.Steps)).Scan(&t.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return Transfer{}, ErrMoved
	}
	return t, wrap("carrying a transfer", err)
}

const transferColumns = `id, file, state, team, recipient, documents, steps, version`

// GetTransfer returns a transfer, or ErrTransfer.
func GetTransfer(ctx context.Context, tx *store.Tx, id string) (Transfer, error) {
	return found(scanTransfer(tx.Row(ctx, `SELECT `+transferColumns+` FROM casework_transfer WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrTransfer)
}

// Transfers are the transfers of a case, oldest first.
func Transfers(ctx context.Context, tx *store.Tx, id string) ([]Transfer, error) {
	rs, err := tx.Query(ctx, `SELECT `+transferColumns+` FROM casework_transfer WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, id)
	return collect(rs, err, scanTransfer)
}

// lastTransfer is the latest one, or the zero Transfer.
func lastTransfer(ctx context.Context, tx *store.Tx, id string) (Transfer, error) {
	ts, err := Transfers(ctx, tx, id)
	if err != nil || len(ts) == 0 {
		return Transfer{}, err
	}
	return ts[len(ts)-1], nil
}

func scanTransfer(r row) (t Transfer, err error) {
	var team, documents, steps string
	if err = r.Scan(&t.ID, &t.Case, &t.State, &team, &t.Recipient, &documents, &steps, &t.Version); err != nil {
		return t, err
	}
	return t, errors.Join(json.Unmarshal([]byte(team), &t.Team), json.Unmarshal([]byte(documents), &t.Documents), json.Unmarshal([]byte(steps), &t.Steps))
}

// unencumbered says whether a case can be withdrawn: nothing held, nobody told.
func unencumbered(ctx context.Context, tx *store.Tx, c Case) error {
	if held, err := heldExhibits(ctx, tx, c.ID); err != nil || len(held) > 0 {
		return fallback(err, ErrExhibits)
	}
	if t, err := lastTransfer(ctx, tx, c.ID); err != nil || t.binding() {
		return fallback(err, ErrCrime)
	}
	return nil
}
