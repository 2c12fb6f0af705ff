package submission

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
)

// Submit freezes a table: s says campaign, period, department, cells,
// definitions, journal position and whether it is a nil return. A period is
// submitted once, and again only after it was returned. Only a unit with a
// department may submit: the joint table, or its department's.
func Submit(ctx context.Context, tx *store.Tx, s Submission) (Submission, error) {
	if err := s.check(); err != nil {
		return Submission{}, err
	}
	if d := tx.Actor.Department; d == "" || s.Department != joint && s.Department != d {
		return Submission{}, ErrUnit
	}
	if err := ErrLong.Over(2000, s.Remark); err != nil {
		return Submission{}, err
	}
	at, err := journal.At(ctx, tx)
	if err != nil {
		return Submission{}, err
	}
	if s.Seq > at.Seq || s.Seq == at.Seq && s.Root != at.Root {
		return Submission{}, ErrPosition
	}
	last, err := Latest(ctx, tx, s)
	if err == nil && last.Stands() {
		return Submission{}, ErrSubmitted.Against(last)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Submission{}, err
	}
	s.ID, s.Round, s.State, s.Reason = tx.ID(), last.Round+1, "submitted", ""
	s.Author, s.Unit, s.SubmittedAt = tx.Actor.ID, tx.Actor.Unit, tx.Now
	if err := insert(ctx, tx, s); err != nil {
		return Submission{}, err
	}
	return s, tx.Note(s.note("table.submitted"))
}

// joint is the department of the table of all departments.
const joint = "*"

func (s Submission) check() error {
	from, err := time.Parse(time.DateOnly, s.From)
	to, err2 := time.Parse(time.DateOnly, s.To)
	switch {
	case err != nil || err2 != nil || to.Before(from) || s.Campaign == "" || s.Department == "":
		return ErrPeriod
	case !json.Valid(s.Cells) || s.Definitions == "" || s.Seq < 0 || s.Root == "":
		return ErrCells
	}
	return nil
}

func (s Submission) note(verb string) store.Note {
	sum := sha256.Sum256(s.Cells)
	return store.Note{Verb: verb, Subject: Ref(s.ID), Campaign: s.Campaign, Facts: Frozen{
		s.From, s.To, s.Department, s.Round, s.Definitions, s.Seq, s.Root, hex.EncodeToString(sum[:]), s.Nil}}
}

const columns = `id, campaign, period_from, period_to, department, round, cells, definitions, seq, root, nil, state, reason, author, unit, submitted_at, marks, due, receiver, received_on, remark`

// Get returns a submission, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Submission, error) {
	return one(tx.Row(ctx, `SELECT `+columns+` FROM submission WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
}

// Latest is the last round of the campaign, period and department that s
// names, or ErrNotFound: missing, which is not nil.
func Latest(ctx context.Context, tx *store.Tx, s Submission) (Submission, error) {
	return one(tx.Row(ctx, `SELECT `+columns+` FROM submission
		WHERE home = $1 AND campaign = $2 AND period_from = $3 AND period_to = $4 AND department = $5 ORDER BY round DESC LIMIT 1`,
		tx.Actor.Home, s.Campaign, s.From, s.To, s.Department))
}

// Missing are those of the departments that have no standing submission of a
// period; a nil return stands.
func Missing(ctx context.Context, tx *store.Tx, s Submission, departments []string) ([]string, error) {
	out := []string{}
	for _, d := range departments {
		s.Department = d
		last, err := Latest(ctx, tx, s)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		if err != nil || !last.Stands() {
			out = append(out, d)
		}
	}
	return out, nil
}

// Filter chooses submissions; empty fields choose all.
type Filter struct {
	Campaign   string `query:"campaign" json:"campaign,omitempty"`
	Department string `query:"department" json:"department,omitempty"`
	State      string `query:"state" json:"state,omitempty"`
	From       string `query:"from" json:"from,omitempty"` // periods that begin on this day
	To         string `query:"to" json:"to,omitempty"`     // and end on this one
}

// List returns submissions, newest first, and where the next page begins;
// empty when this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Submission, string, error) {
	state, more := f.State, []string{}
	switch state { // a received one is a submitted one that was locked
	case "received":
		state, more = "submitted", []string{"received_on <> ''"}
	case "submitted":
		more = []string{"received_on = ''"}
	}
	tail, args, n := where(tx.Actor.Home, p, [][2]string{{"campaign", f.Campaign}, {"department", f.Department}, {"state", state},
		{"period_from", f.From}, {"period_to", f.To}}, more...)
	rows, err := tx.Query(ctx, `SELECT `+columns+` FROM submission `+tail, args...)
	out, err := collect(rows, err, scan)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

// where writes the tail of a list's statement; the limit is one more than asked.
func where(home string, p store.Page, equal [][2]string, more ...string) (string, []any, int) {
	cond, args := append([]string{"home = $1"}, more...), []any{home}
	for _, e := range equal {
		if e[1] != "" {
			args = append(args, e[1])
			cond = append(cond, fmt.Sprintf("%s = $%d", e[0], len(args)))
		}
	}
	if p.After != "" {
		args = append(args, p.After)
		cond = append(cond, fmt.Sprintf("id < $%d", len(args)))
	}
	n := p.Size()
	args = append(args, n+1)
	return fmt.Sprintf("WHERE %s ORDER BY id DESC LIMIT $%d", strings.Join(cond, " AND "), len(args)), args, n
}

func insert(ctx context.Context, tx *store.Tx, s Submission) error {
	nilReturn := 0
	if s.Nil {
		nilReturn = 1
	}
	_, err := tx.Exec(ctx, `INSERT INTO submission (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '[]', '', '', '', $18)`,
		tx.Actor.Home, s.ID, s.Campaign, s.From, s.To, s.Department, s.Round, string(s.Cells), s.Definitions, s.Seq, s.Root, nilReturn,
		s.State, s.Reason, s.Author, s.Unit, s.SubmittedAt.UnixMicro(), s.Remark)
	return wrap("submitting", err)
}

type row interface{ Scan(...any) error }

func one(r row) (Submission, error) {
	s, err := scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		return Submission{}, ErrNotFound
	}
	return s, wrap("getting", err)
}

func scan(r row) (s Submission, err error) {
	var nilReturn, at int64
	var cells, marks string
	err = r.Scan(&s.ID, &s.Campaign, &s.From, &s.To, &s.Department, &s.Round, &cells, &s.Definitions, &s.Seq, &s.Root, &nilReturn,
		&s.State, &s.Reason, &s.Author, &s.Unit, &at, &marks, &s.Due, &s.Receiver, &s.ReceivedOn, &s.Remark)
	if err == nil {
		err = json.Unmarshal([]byte(marks), &s.Marks)
	}
	if s.State == "submitted" && s.ReceivedOn != "" {
		s.State = "received"
	}
	s.Cells, s.Nil, s.SubmittedAt = json.RawMessage(cells), nilReturn == 1, time.UnixMicro(at).UTC()
	return s, err
}

func collect[T any](rows *sql.Rows, err error, scan func(row) (T, error)) ([]T, error) {
	if err != nil {
		return nil, wrap("listing", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, wrap("listing", err)
		}
		out = append(out, v)
	}
	return slices.Clip(out), wrap("listing", rows.Err())
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("submission: %s: %w", doing, err)
}
