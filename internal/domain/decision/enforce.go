package decision

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Step is something done to have a decision carried out: a plan of payment, a
// demand (催告), an application to the court, its ruling, or the filing of a
// decision made on the spot.
type Step struct {
	ID       string  `json:"id"`
	Decision string  `json:"decision"`
	Kind     string  `json:"kind"` // plan, demand, apply, ruling, archive
	On       string  `json:"on"`
	Number   string  `json:"number"`             // of its document
	Approver string  `json:"approver,omitempty"` // of plan and application
	Words    string  `json:"words,omitempty"`    // why, or what the court ruled
	File     ref.Ref `json:"file,omitempty"`     // "blob:…"
	Terms    []Term  `json:"terms,omitempty"`    // of a plan
	Late     bool    `json:"late,omitempty"`     // its clock had run out
}

// What a person can do something about.
var (
	ErrNumber    = fault.New(fault.Invalid, "decision.number", "文书号为空，请填写")
	ErrNotDue    = fault.New(fault.Conflict, "decision.not_due", "没有到期未缴的款项，不能催告")
	ErrUndemand  = fault.New(fault.Conflict, "decision.undemanded", "尚未催告，请先制作并送达催告书（行政强制法第五十四条）")
	ErrDemanded  = fault.New(fault.Conflict, "decision.demanded", "催告书送达未满十日，请届满后再申请（行政强制法第五十四条）")
	ErrWindow    = fault.New(fault.Conflict, "decision.window", "申请复议、提起诉讼的期限未满，请届满后再申请强制执行（行政强制法第五十三条）")
	ErrContested = fault.New(fault.Conflict, "decision.contested", "复议或诉讼尚未办结，请等结果后再办")
	ErrApplied   = fault.New(fault.Conflict, "decision.applied", "尚未申请强制执行，不能登记法院裁定")
	ErrArchive   = fault.New(fault.Conflict, "decision.archive", "只有简易程序的决定要报备案，且只备案一次，请核对")
)

// Demand records that a demand was served on a party who is overdue; ten days
// later the court can be asked (行政强制法第五十四条).
func Demand(ctx context.Context, tx *store.Tx, f docket.File, id string, s Step) (Step, error) {
	s.Kind = "demand"
	return s, step(ctx, tx, f, id, &s, func(d *Decision) error {
		a, err := account(ctx, tx, *d, s.On)
		if err != nil {
			return err
		}
		if !a.Overdue {
			return ErrNotDue
		}
		return docket.Start(ctx, tx, f.ID, d.ID+"/demand", docket.ClockDemand, docket.Midnight(s.On))
	})
}

// Apply records that the court was asked to enforce a decision, signed by the
// head of the organ (行政强制法第五十五条). It is late after three months, and
// stays so.
func Apply(ctx context.Context, tx *store.Tx, f docket.File, id string, s Step) (Step, error) {
	s.Kind = "apply"
	return s, step(ctx, tx, f, id, &s, func(d *Decision) error {
		if s.Approver == "" || !f.Apart(s.Approver) {
			return ErrApproval
		}
		if err := enforceable(ctx, tx, *d, s.On); err != nil {
			return err
		}
		if err := docket.Finish(ctx, tx, f.ID, d.ID+"/demand"); err != nil {
			return err
		}
		var err error
		s.Late, err = docket.FinishAt(ctx, tx, f.ID, court(d.ID), docket.Midnight(s.On))
		return err
	})
}

// enforceable says whether the court can be asked on a day.
func enforceable(ctx context.Context, tx *store.Tx, d Decision, on string) error {
	a, err := account(ctx, tx, d, on)
	if err != nil {
		return err
	}
	if !a.Overdue {
		return ErrNotDue
	}
	ss, err := Steps(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	demand := ""
	for _, s := range ss {
		if s.Kind == "demand" {
			demand = s.On
		}
	}
	if demand == "" {
		return ErrUndemand
	}
	if last, err := lastDay("L26", demand); err != nil || on <= string(last) {
		return or(err, ErrDemanded.With(string(last)))
	}
	rs, err := Remedies(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	for _, r := range rs {
		if r.EndedOn == "" {
			return ErrContested
		}
	}
	if end, err := remediable(d); err != nil || len(rs) == 0 && on <= string(end) {
		return or(err, ErrWindow.With(string(end)))
	}
	return nil
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// Rule records what the court ruled on an application.
func Rule(ctx context.Context, tx *store.Tx, f docket.File, id string, s Step) (Step, error) {
	s.Kind = "ruling"
	return s, step(ctx, tx, f, id, &s, func(d *Decision) error {
		ss, err := Steps(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		open := false
		for _, o := range ss {
			open = o.Kind == "apply" || open && o.Kind != "ruling"
		}
		switch {
		case !open:
			return ErrApplied
		case strings.TrimSpace(s.Words) == "":
			return ErrReason
		}
		return nil
	})
}

// Archive records that a decision made on the spot was filed with the organ
// (行政处罚法第五十二条第三款).
func Archive(ctx context.Context, tx *store.Tx, f docket.File, id string, s Step) (Step, error) {
	s.Kind = "archive"
	return s, step(ctx, tx, f, id, &s, func(d *Decision) error {
		ss, err := Steps(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		for _, o := range ss {
			if o.Kind == "archive" {
				return ErrArchive
			}
		}
		if !d.Summary {
			return ErrArchive
		}
		s.Late, err = docket.FinishAt(ctx, tx, f.ID, archive(d.ID), docket.Midnight(s.On))
		return err
	})
}

var stepped = map[string]string{
	"plan": "penalty.planned", "demand": "penalty.demanded", "apply": "penalty.applied", "ruling": "penalty.ruled", "archive": "penalty.archived",
}

// step records a step of a standing decision, after its own rule.
func step(ctx context.Context, tx *store.Tx, f docket.File, id string, s *Step, rule func(*Decision) error) error {
	_, err := settle(ctx, tx, f, id, func(d *Decision) (err error) {
		if s.On, err = docket.Past(tx, s.On); err != nil {
			return err
		}
		if s.On < d.DecidedOn {
			return docket.ErrDay.With(s.On)
		}
		if s.Number = strings.TrimSpace(s.Number); s.Number == "" {
			return ErrNumber
		}
		if errors.Join(ErrLong.Over(200, s.Number), ErrLong.Over(2000, s.Words)) != nil {
			return ErrLong
		}
		if s.ID, s.Decision, s.Late = tx.ID(), id, false; s.Kind != "plan" {
			s.Terms = nil
		}
		if err := rule(d); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO decision_step (home, `+stepColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			tx.Actor.Home, s.ID, s.Decision, s.Kind, s.On, s.Number, s.Approver, s.Words, string(s.File), store.Pack(s.Terms), store.Flag(s.Late)); err != nil {
			return wrap("taking a step", err)
		}
		return f.Note(tx, stepped[s.Kind], Stepped{id, s.Late}, s.On)
	})
	return err
}

const stepColumns = `id, decision, kind, on_day, number, approver, words, file, terms, late`

// Steps are what was done to have a decision carried out, oldest first.
func Steps(ctx context.Context, tx *store.Tx, id string) ([]Step, error) {
	rs, err := tx.Query(ctx, `SELECT `+stepColumns+` FROM decision_step WHERE home = $1 AND decision = $2 ORDER BY id`, tx.Actor.Home, id)
	return store.Collect(rs, err, func(r store.Scanner) (s Step, err error) {
		var late int64
		var terms string
		if err = r.Scan(&s.ID, &s.Decision, &s.Kind, &s.On, &s.Number, &s.Approver, &s.Words, &s.File, &terms, &late); err != nil {
			return s, err
		}
		s.Late = late == 1
		return s, json.Unmarshal([]byte(terms), &s.Terms)
	})
}
