package procedure

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ref"
)

// asking names the clock within which a party may ask for a hearing.
func asking(party string) string { return party + "/hearing" }

// Record keeps a step of an open case, when the steps before it are there. Who
// is not named took it himself. A notice that tells of the right to a hearing
// sets five working days running (行政处罚法第六十四条第一项); a hearing that was
// asked for stops the clock of the decision until it is over.
func Record(ctx context.Context, tx *store.Tx, f docket.File, s Step) (Step, error) {
	if err := f.Open(); err != nil {
		return Step{}, err
	}
	if s.By == "" {
		s.By = tx.Actor.ID
	}
	s.Number, s.Words, s.Answer = strings.TrimSpace(s.Number), strings.TrimSpace(s.Words), strings.TrimSpace(s.Answer)
	s.People = slices.Compact(slices.Sorted(slices.Values(s.People)))
	if !slices.Contains(ofParty, s.Kind) {
		s.Party = ""
	}
	if s.Kind != Notice {
		s.Proposal = nil
	}
	s.Late = s.Late && s.Kind == Approval
	if err := s.check(f, tx.Actor.ID); err != nil {
		return Step{}, err
	}
	var err error
	if s.On, err = docket.Past(tx, s.On); err != nil {
		return Step{}, err
	}
	if s.On < f.FiledOn && s.Kind != Approval {
		return Step{}, docket.ErrDay.With(s.On)
	}
	before, err := Of(ctx, tx, f.ID)
	if err != nil {
		return Step{}, err
	}
	if err := s.follows(before); err != nil {
		return Step{}, err
	}
	s.ID, s.Case, s.Recorder, s.Withdrawn = tx.ID(), f.ID, tx.Actor.ID, ""
	if err := insert(ctx, tx, s, len(before)+1); err != nil {
		return Step{}, err
	}
	if err := clocks(ctx, tx, f, s); err != nil {
		return Step{}, err
	}
	return s, f.Note(tx, "procedure.recorded", Told{s.ID, s.Kind, s.Result, s.Late}, s.On)
}

// follows says whether a step may come after those before it.
func (s *Step) follows(before []Step) error {
	at := view(before, s.Party)
	switch s.Kind {
	case Approval:
		if at.approval.Result == "approved" {
			return ErrAgain
		}
		return nil
	case Statement, Request:
		if at.notice.ID == "" || s.On < at.notice.On {
			return ErrOrder
		}
		if s.Kind == Request && s.Result == "asked" {
			last, err := answerBy(at.notice.On)
			if err != nil || s.On > last {
				return or(err, ErrTooLate.With(last))
			}
		}
	case Summons:
		if at.request.Result != "asked" || s.On < at.request.On {
			return ErrOrder
		}
		if !calendar.Day(s.HeldOn).Valid() {
			return docket.ErrDay.With(s.HeldOn)
		}
		l, err := calendar.LimitOn("L15", calendar.Day(s.On))
		if err != nil {
			return err
		}
		if last := calendar.National().Due(l.Period(), docket.Midnight(s.On)).Last; s.HeldOn <= string(last) {
			return ErrTooSoon.With(string(last))
		}
		return nil
	case Hearing:
		if at.request.Result != "asked" || s.Result == "held" && (at.summons.ID == "" || s.On < at.summons.HeldOn) {
			return ErrOrder
		}
	}
	s.HeldOn = ""
	return nil
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// clocks lets the periods follow a step.
func clocks(ctx context.Context, tx *store.Tx, f docket.File, s Step) error {
	switch {
	case s.Kind == Notice && s.Proposal.Hearing:
		if err := docket.Finish(ctx, tx, f.ID, asking(s.Party)); err != nil {
			return err
		}
		return docket.Start(ctx, tx, f.ID, asking(s.Party), docket.ClockHearing, docket.Midnight(s.On))
	case s.Kind == Request:
		if err := docket.Finish(ctx, tx, f.ID, asking(s.Party)); err != nil || s.Result != "asked" {
			return err
		}
		return docket.Hold(ctx, tx, f, s.On, "hearing")
	case s.Kind == Hearing:
		return docket.Release(ctx, tx, f, s.On, "hearing")
	}
	return nil
}

// Withdraw takes back a record made by mistake; decided says that a decision
// rests on it.
func Withdraw(ctx context.Context, tx *store.Tx, f docket.File, id, reason string, decided bool) (Step, error) {
	s, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Step{}, err
	case s.Case != f.ID || s.Withdrawn != "":
		return Step{}, ErrStep
	case f.Ended:
		return Step{}, docket.ErrEnded
	case decided:
		return Step{}, ErrDecidedOn
	}
	if s.Withdrawn = strings.TrimSpace(reason); s.Withdrawn == "" {
		return Step{}, ErrReason
	}
	if err := ErrLong.Over(2000, s.Withdrawn); err != nil {
		return Step{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE procedure SET withdrawn = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, id, s.Withdrawn); err != nil {
		return Step{}, wrap("withdrawing", err)
	}
	if s.Kind == Notice {
		if err := docket.Finish(ctx, tx, f.ID, asking(s.Party)); err != nil {
			return Step{}, err
		}
	}
	if s.Kind == Request && s.Result == "asked" {
		if err := docket.Release(ctx, tx, f, tx.Today(), "hearing"); err != nil {
			return Step{}, err
		}
	}
	return s, f.Note(tx, "procedure.withdrawn", Told{s.ID, s.Kind, s.Result, s.Late}, "")
}

const columns = `id, file, party, kind, result, person, people, on_day, number, words, answer, scan, proposal, held_on, recorder, late, withdrawn`

// Get returns a step, or ErrStep.
func Get(ctx context.Context, tx *store.Tx, id string) (Step, error) {
	return store.One(tx.Row(ctx, `SELECT `+columns+` FROM procedure WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrStep, scan)
}

// Of are the steps of a case as they were recorded, the withdrawn ones too.
func Of(ctx context.Context, tx *store.Tx, file string) ([]Step, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM procedure WHERE home = $1 AND file = $2 ORDER BY seq`, tx.Actor.Home, file)
	return store.Collect(rs, err, scan)
}

func insert(ctx context.Context, tx *store.Tx, s Step, seq int) error {
	_, err := tx.Exec(ctx, `INSERT INTO procedure (home, `+columns+`, seq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		tx.Actor.Home, s.ID, s.Case, s.Party, s.Kind, s.Result, s.By, store.Pack(s.People), s.On, s.Number, s.Words, s.Answer, string(s.File),
		store.Pack(s.Proposal), s.HeldOn, s.Recorder, store.Flag(s.Late), s.Withdrawn, seq)
	return wrap("recording", err)
}

func scan(r store.Scanner) (s Step, err error) {
	var people, proposal, file string
	var late int64
	if err = r.Scan(&s.ID, &s.Case, &s.Party, &s.Kind, &s.Result, &s.By, &people, &s.On, &s.Number, &s.Words, &s.Answer, &file, &proposal,
		&s.HeldOn, &s.Recorder, &late, &s.Withdrawn); err != nil {
		return s, err
	}
	s.File, s.Late = ref.Ref(file), late == 1
	return s, errors.Join(json.Unmarshal([]byte(people), &s.People), json.Unmarshal([]byte(proposal), &s.Proposal))
}
