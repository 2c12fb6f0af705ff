package submission

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Mark points at a cell that wants correction, and says what is wrong there.
type Mark struct {
	Code   string `json:"code"`                                              // indicator
	Reason string `json:"reason" enum:"missing,logic,evidence,format,other"` // 数据缺失、逻辑不符、佐证不足、格式不符、其他
	Text   string `json:"text,omitempty"`
}

var (
	codeForm = regexp.MustCompile(`^[A-Z][0-9]{2}$`)
	reasons  = []string{"missing", "logic", "evidence", "format", "other"}
)

// correction is how many working days a returned table has.
const correction = 2

// Stands reports whether the period has been handed in by this one.
func (s Submission) Stands() bool { return s.State == "submitted" || s.State == "received" }

// Return sends a submission back to be submitted again within two working days,
// with the reason and the cells it is about; nobody returns what he submitted
// himself. The returned one stays as it was.
func Return(ctx context.Context, tx *store.Tx, id, reason string, marks ...Mark) (Submission, error) {
	s, err := reviewed(ctx, tx, id)
	if err != nil {
		return Submission{}, err
	}
	if s.Reason = strings.TrimSpace(reason); s.Reason == "" {
		return Submission{}, ErrReason
	}
	if err := ErrLong.Over(2000, s.Reason); err != nil {
		return Submission{}, err
	}
	if s.Marks, err = checked(marks); err != nil {
		return Submission{}, err
	}
	packed, err := json.Marshal(s.Marks)
	if err != nil {
		return Submission{}, wrap("returning", err)
	}
	s.State, s.Due = "returned", string(calendar.National().AddWorking(calendar.Day(tx.Today()), correction))
	if _, err := tx.Exec(ctx, `UPDATE submission SET state = $3, reason = $4, marks = $5, due = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, s.State, s.Reason, string(packed), s.Due); err != nil {
		return Submission{}, wrap("returning", err)
	}
	return s, tx.Note(s.note("table.returned"))
}

func checked(marks []Mark) ([]Mark, error) {
	if len(marks) > 100 {
		return nil, ErrMark
	}
	out := make([]Mark, len(marks))
	for i, m := range marks {
		m.Text = strings.TrimSpace(m.Text)
		if !codeForm.MatchString(m.Code) || !slices.Contains(reasons, m.Reason) || len([]rune(m.Text)) > 500 {
			return nil, ErrMark.With(m.Code)
		}
		out[i] = m
	}
	return out, nil
}

// Receive takes a submission as it is: it is locked, and what changes later is an
// adjustment. Nobody receives what he submitted himself.
func Receive(ctx context.Context, tx *store.Tx, id string) (Submission, error) {
	s, err := reviewed(ctx, tx, id)
	if err != nil {
		return Submission{}, err
	}
	s.State, s.Receiver, s.ReceivedOn = "received", tx.Actor.ID, tx.Today()
	if _, err := tx.Exec(ctx, `UPDATE submission SET receiver = $3, received_on = $4 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, s.Receiver, s.ReceivedOn); err != nil {
		return Submission{}, wrap("receiving", err)
	}
	return s, tx.Note(s.note("table.received"))
}

// reviewed is a submission that may be judged by the actor.
func reviewed(ctx context.Context, tx *store.Tx, id string) (Submission, error) {
	s, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return s, err
	case s.State == "received":
		return s, ErrReceived
	case s.State != "submitted":
		return s, ErrReturned
	case s.Author == tx.Actor.ID:
		return s, ErrOwn
	}
	return s, nil
}

// Before is the round before a submission, or ErrNotFound where it was the first.
func Before(ctx context.Context, tx *store.Tx, s Submission) (Submission, error) {
	return one(tx.Row(ctx, `SELECT `+columns+` FROM submission
		WHERE home = $1 AND campaign = $2 AND period_from = $3 AND period_to = $4 AND department = $5 AND round = $6`,
		tx.Actor.Home, s.Campaign, s.From, s.To, s.Department, s.Round-1))
}
