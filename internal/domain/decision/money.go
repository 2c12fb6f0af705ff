package decision

import (
	"context"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// Account is how a decision's money stands at the end of a day, in fen.
type Account struct {
	On           string    `json:"on"`
	DueFen       int64     `json:"due_fen"`       // fine and confiscated money
	SurchargeFen int64     `json:"surcharge_fen"` // 加处罚款
	PaidFen      int64     `json:"paid_fen"`
	OwedFen      int64     `json:"owed_fen"` // what is still to be paid, with the surcharge
	Overdue      bool      `json:"overdue"`  // a term has passed that is not paid
	NextOn       string    `json:"next_on,omitempty"`
	Terms        []Term    `json:"terms"`
	Payments     []Payment `json:"payments"`
}

// What a person can do something about.
var (
	ErrTerms    = fault.New(fault.Invalid, "decision.terms", "分期（暂缓）计划不符：各期日期须递增且不早于今天，金额大于零，合计须等于未缴的罚没款")
	ErrApproval = fault.New(fault.Invalid, "decision.approval", "暂缓、分期缴纳和申请强制执行须经负责人批准，批准人不得是办案人员，文书号不得为空，请补全（行政处罚法第六十六条）")
	ErrSpot     = fault.New(fault.Invalid, "decision.spot", "不能当场收缴：只限简易程序一百元以下罚款，或写明不当场收缴事后难以执行的理由（行政处罚法第六十八条）")
)

// Pay records money received for a decision; a negative amount takes a
// mistaken one back. Reason says why officers collected more than a hundred
// yuan on the spot (行政处罚法第六十八条第二项).
func Pay(ctx context.Context, tx *store.Tx, f docket.File, id string, p Payment, reason string) (Decision, error) {
	return settle(ctx, tx, f, id, func(d *Decision) (err error) {
		if d.ServedOn == "" {
			return ErrUnserved
		}
		if p.PaidOn, err = docket.Past(tx, p.PaidOn); err != nil {
			return err
		}
		if p.PaidOn < d.ServedOn {
			return docket.ErrDay.With(p.PaidOn)
		}
		if p.OnSpot && (!d.Summary || p.Fen > 100_00 && strings.TrimSpace(reason) == "") {
			return ErrSpot
		}
		if p.Fen == 0 || p.Fen > most || p.Fen < -most {
			return ErrMoney
		}
		if d.PaidFen += p.Fen; d.PaidFen < 0 || d.PaidFen > d.Due()+d.FineFen { // 加处罚款不超过罚款
			return ErrMoney
		}
		if err := ErrLong.Over(200, p.Receipt); err != nil {
			return err
		}
		p.ID = tx.ID()
		if _, err := tx.Exec(ctx, `INSERT INTO decision_payment (home, id, decision, fen, paid_on, receipt, on_spot) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			tx.Actor.Home, p.ID, id, p.Fen, p.PaidOn, p.Receipt, store.Flag(p.OnSpot)); err != nil {
			return wrap("paying", err)
		}
		if err := f.Note(tx, "penalty.paid", Paid{p.Fen, id}, ""); err != nil {
			return err
		}
		return paidUp(ctx, tx, *d, p)
	})
}

// paidUp lets the clocks follow a payment: they stop with the last fen, run
// again when it was mistaken, and point to the next term of a plan.
func paidUp(ctx context.Context, tx *store.Tx, d Decision, p Payment) error {
	all, err := payments(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	on := p.PaidOn // an earlier payment may be entered later: what had grown by the last still is owed
	for _, o := range all {
		on = max(on, o.PaidOn)
	}
	a, err := account(ctx, tx, d, on)
	if err != nil {
		return err
	}
	if a.OwedFen <= 0 {
		for _, subject := range []string{d.ID, court(d.ID)} {
			if err := docket.Finish(ctx, tx, d.Case, subject); err != nil {
				return err
			}
		}
		return nil
	}
	if p.Fen < 0 {
		if err := docket.Again(ctx, tx, d.Case, d.ID, docket.ClockPayment); err != nil {
			return err
		}
		if err := docket.Again(ctx, tx, d.Case, court(d.ID), docket.ClockCourt); err != nil {
			return err
		}
	}
	if len(a.Terms) > 1 && a.NextOn != "" {
		return docket.Until(ctx, tx, d.Case, d.ID, docket.ClockPayment, a.NextOn)
	}
	return nil
}

// AccountOn is how the money of a decision stands at the end of a day.
func AccountOn(ctx context.Context, tx *store.Tx, id, on string) (Account, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	return account(ctx, tx, d, on)
}

func account(ctx context.Context, tx *store.Tx, d Decision, on string) (Account, error) {
	a := Account{On: on, DueFen: d.Due(), PaidFen: d.PaidFen, OwedFen: max(0, d.Due()-d.PaidFen), Terms: []Term{}}
	var err error
	if a.Payments, err = payments(ctx, tx, d.ID); err != nil || d.ServedOn == "" || d.Due() == 0 {
		return a, err
	}
	plans, err := schedules(ctx, tx, d)
	if err != nil {
		return a, err
	}
	rs, err := Remedies(ctx, tx, d.ID)
	if err != nil {
		return a, err
	}
	var stays []Span
	for _, r := range rs {
		stays = append(stays, Span{r.ReceivedOn, r.EndedOn})
	}
	a.Terms = plans[len(plans)-1].Terms
	a.SurchargeFen = grown(d.FineFen, plans, a.Payments, stays, on)
	a.OwedFen = max(0, d.Due()+a.SurchargeFen-d.PaidFen)
	var due int64
	for _, t := range a.Terms {
		if due += t.Fen; due > d.PaidFen {
			a.NextOn, a.Overdue = t.DueOn, t.DueOn < on
			break
		}
	}
	return a, nil
}

// schedules are when the money is due: in one sum fifteen days after service,
// then by each plan from the day it was approved. What was paid before a plan
// was made is its first term.
func schedules(ctx context.Context, tx *store.Tx, d Decision) ([]Step, error) {
	last, err := lastDay("L17", d.ServedOn)
	if err != nil {
		return nil, err
	}
	out := []Step{{Terms: []Term{{string(last), d.Due()}}}}
	ss, err := Steps(ctx, tx, d.ID)
	for _, s := range ss {
		if s.Kind == "plan" {
			out = append(out, s)
		}
	}
	return out, err
}

// grown is the surcharge under one schedule after another: a plan forgives
// nothing that had grown before it.
func grown(fine int64, plans []Step, paid []Payment, stays []Span, on string) (fen int64) {
	for i, p := range plans {
		end := on
		if i+1 < len(plans) {
			end = min(on, plans[i+1].On)
		}
		fen += Surcharge(fine, p.Terms, paid, stays, end)
		if p.On != "" {
			fen -= Surcharge(fine, p.Terms, paid, stays, min(on, p.On))
		}
	}
	return min(fen, fine)
}

// Plan lets a party in need pay later, or by instalments, as the head of the
// organ approved (行政处罚法第六十六条第二款). Terms are of what is still unpaid.
// The time to ask the court begins when the last has passed (第七十二条第二款).
func Plan(ctx context.Context, tx *store.Tx, f docket.File, id string, s Step) (Step, error) {
	s.Kind = "plan"
	return s, step(ctx, tx, f, id, &s, func(d *Decision) error {
		if d.ServedOn == "" {
			return ErrUnserved
		}
		if s.Approver == "" || !f.Apart(s.Approver) || s.Number == "" {
			return ErrApproval
		}
		if strings.TrimSpace(s.Words) == "" {
			return ErrReason
		}
		var sum int64
		before := string(calendar.Day(tx.Today()).Add(-1))
		for _, t := range s.Terms {
			if !calendar.Day(t.DueOn).Valid() || t.DueOn <= before || t.Fen <= 0 || t.Fen > most {
				return ErrTerms.With(t.DueOn)
			}
			sum, before = sum+t.Fen, t.DueOn
		}
		if len(s.Terms) == 0 || len(s.Terms) > 60 || sum != d.Due()-d.PaidFen {
			return ErrTerms
		}
		if err := docket.Until(ctx, tx, f.ID, d.ID, docket.ClockPayment, s.Terms[0].DueOn); err != nil {
			return err
		}
		end, err := remediable(*d)
		if err != nil {
			return err
		}
		if err := docket.Finish(ctx, tx, f.ID, court(d.ID)); err != nil {
			return err
		}
		if err := docket.Start(ctx, tx, f.ID, court(d.ID), docket.ClockCourt, max(end, calendar.Day(before)).Start()); err != nil {
			return err
		}
		if d.PaidFen > 0 { // what came in already was in time or late as it was
			s.Terms = append([]Term{{tx.Today(), d.PaidFen}}, s.Terms...)
		}
		return nil
	})
}

func payments(ctx context.Context, tx *store.Tx, id string) ([]Payment, error) {
	rs, err := tx.Query(ctx, `SELECT id, fen, paid_on, receipt, on_spot FROM decision_payment WHERE home = $1 AND decision = $2 ORDER BY id`, tx.Actor.Home, id)
	return store.Collect(rs, err, func(r store.Scanner) (p Payment, err error) {
		var spot int64
		err = r.Scan(&p.ID, &p.Fen, &p.PaidOn, &p.Receipt, &spot)
		p.OnSpot = spot == 1
		return p, err
	})
}
