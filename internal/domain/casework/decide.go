package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Decision is what was decided about one party. Gates that law opens or shuts
// are told as data: whether a hearing was waived or held, who reviewed.
type Decision struct {
	ID             string `json:"id"`
	Case           string `json:"case"`
	Party          string `json:"party"`
	Number         string `json:"number"`
	Kind           string `json:"kind"` // penalty, none (不予处罚), unfounded (违法事实不成立)
	Text           string `json:"text"`
	FineFen        int64  `json:"fine_fen"`
	ConfiscatedFen int64  `json:"confiscated_fen"`
	Closure        bool   `json:"closure"`           // 责令停业、关闭场所
	Revoked        int64  `json:"revoked"`           // licences, approvals and marks taken away
	Hearing        string `json:"hearing,omitempty"` // waived or held; empty where none was due
	Review         string `json:"review,omitempty"`  // who reviewed its legality
	DecidedOn      string `json:"decided_on"`
	ServedOn       string `json:"served_on,omitempty"`
	PaidFen        int64  `json:"paid_fen"`
	PublishedOn    string `json:"published_on,omitempty"`
	Annulled       string `json:"annulled,omitempty"` // why it stands no more
}

// Due is what the party has to pay, in fen.
func (d Decision) Due() int64 { return d.FineFen + d.ConfiscatedFen }

// Publishable reports whether it must be published: a penalty that is more
// than a warning (市场监督管理行政处罚信息公示规定第二条).
func (d Decision) Publishable() bool {
	return d.Kind == "penalty" && (d.Due() > 0 || d.Closure || d.Revoked > 0)
}

// What a person can do something about.
var (
	ErrDecision  = fault.New(fault.NotFound, "case.decision", "没有这份决定，或已被撤销，请核对")
	ErrKind      = fault.New(fault.Invalid, "case.kind", "决定种类只能是处罚、不予处罚或违法事实不成立，后两种不得有罚没")
	ErrText      = fault.New(fault.Invalid, "case.text", "决定内容或文号为空，请填写")
	ErrDecided   = fault.New(fault.Conflict, "case.decided", "这个当事人已有决定，要改请先撤销原决定")
	ErrHearing   = fault.New(fault.Invalid, "case.hearing", "责令关闭、吊销须先告知听证权利，请记录放弃听证或已听证（行政处罚法第六十三条）")
	ErrReview    = fault.New(fault.Invalid, "case.review", "经过听证的案件未经法制审核，请填写审核人（行政处罚法第五十八条）")
	ErrCrime     = fault.New(fault.Conflict, "case.crime", "涉嫌犯罪移送尚未了结，不得以行政处罚代替移送（国务院令第310号第十一条），请先办结移送")
	ErrUnserved  = fault.New(fault.Conflict, "case.unserved", "处罚决定尚未送达，请先登记送达")
	ErrUnpaid    = fault.New(fault.Conflict, "case.unpaid", "罚没款未缴清，请登记缴款，或写明终结执行的理由")
	ErrUndecided = fault.New(fault.Conflict, "case.undecided", "还有当事人没有决定，请逐一作出决定")
)

// Decide records a decision about one party of an investigated case; the first
// takes the case to decided.
func Decide(ctx context.Context, tx *store.Tx, version int64, d Decision) (Decision, error) {
	if err := d.check(); err != nil {
		return Decision{}, err
	}
	_, err := change(ctx, tx, d.Case, version, func(c *Case) (err error) {
		if d.DecidedOn, err = pastDay(tx, d.DecidedOn); err != nil {
			return err
		}
		if err := decidable(ctx, tx, *c, d); err != nil {
			return err
		}
		d.ID, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled = tx.ID(), "", 0, "", ""
		if c.State, c.DecidedOn = Decided, d.DecidedOn; d.Kind == "penalty" {
			c.ExecutedOn = ""
		}
		if err := insertDecision(ctx, tx, d); err != nil {
			return err
		}
		return decided(ctx, tx, *c, d)
	})
	return d, err
}

func (d Decision) check() error {
	switch {
	case d.FineFen < 0 || d.ConfiscatedFen < 0 || d.Revoked < 0:
		return ErrMoney
	case d.Kind != "penalty" && (d.Kind != "none" && d.Kind != "unfounded" || d.Due() > 0 || d.Closure || d.Revoked > 0):
		return ErrKind
	case strings.TrimSpace(d.Text) == "" || strings.TrimSpace(d.Number) == "":
		return ErrText
	case (d.Closure || d.Revoked > 0) && d.Hearing != "waived" && d.Hearing != "held":
		return ErrHearing
	case d.Hearing == "held" && d.Review == "":
		return ErrReview
	}
	return cmp.Or(ErrLong.Over(200, d.Number), ErrLong.Over(20_000, d.Text))
}

// decidable checks the case behind a decision.
func decidable(ctx context.Context, tx *store.Tx, c Case, d Decision) error {
	if c.State != Investigating && c.State != Decided {
		return ErrState.With(string(c.State))
	}
	if len(c.Officers) < 2 {
		return ErrOfficers
	}
	if d.DecidedOn < c.FiledOn {
		return ErrDay.With(d.DecidedOn)
	}
	if t, err := lastTransfer(ctx, tx, c.ID); err != nil || t.binding() {
		return fallback(err, ErrCrime)
	}
	ps, err := undecided(ctx, tx, c.ID)
	if err != nil || slices.ContainsFunc(ps, func(p Party) bool { return p.ID == d.Party }) {
		return err
	}
	known, _, err := party(ctx, tx, d.Party)
	if err != nil || known.Case != c.ID {
		return fallback(err, ErrParty)
	}
	return ErrDecided
}

// decided notes a decision and sets its clocks: seven working days to serve it
// (行政处罚法第六十一条), twenty to publish it.
func decided(ctx context.Context, tx *store.Tx, c Case, d Decision) error {
	rest, err := undecided(ctx, tx, c.ID)
	if err == nil && len(rest) == 0 {
		err = finish(ctx, tx, c.ID, c.ID)
	}
	if err != nil {
		return err
	}
	if err := start(ctx, tx, c.ID, d.ID, ClockDelivery, midnight(d.DecidedOn)); err != nil {
		return err
	}
	if d.Publishable() {
		if err := start(ctx, tx, c.ID, publication(d.ID), ClockPublication, midnight(d.DecidedOn)); err != nil {
			return err
		}
	}
	m, err := markOf(ctx, tx, d.Party)
	if err != nil {
		return err
	}
	if d.Kind != "penalty" {
		return note(tx, c, "case.decided", DecisionFacts{d.Kind, m, d.ID}, d.DecidedOn)
	}
	return note(tx, c, "penalty.decided", Penalty{d.FineFen, d.ConfiscatedFen, d.Closure, d.Revoked, m, d.ID}, d.DecidedOn)
}

// undecided are the standing parties of a case without a standing decision.
func undecided(ctx context.Context, tx *store.Tx, id string) ([]Party, error) {
	ps, err := Parties(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	ds, err := Decisions(ctx, tx, id)
	return slices.DeleteFunc(ps, func(p Party) bool {
		return p.Dropped != "" || slices.ContainsFunc(ds, func(d Decision) bool { return d.Party == p.ID && d.Annulled == "" })
	}), err
}

// Serve records the day a decision was served; a money penalty is then due
// within fifteen days (行政处罚法第六十七条).
func Serve(ctx context.Context, tx *store.Tx, id, on string) (Decision, error) {
	return settle(ctx, tx, id, func(c Case, d *Decision) (err error) {
		if d.ServedOn != "" {
			return ErrDecided
		}
		if d.ServedOn, err = pastDay(tx, on); err != nil || d.ServedOn < d.DecidedOn {
			return fallback(err, ErrDay.With(on))
		}
		if err := finish(ctx, tx, c.ID, d.ID); err != nil {
			return err
		}
		if d.Due() > 0 {
			if err := start(ctx, tx, c.ID, d.ID, ClockPayment, midnight(d.ServedOn)); err != nil {
				return err
			}
		}
		return noteDecision(ctx, tx, c, *d, "penalty.served", d.ServedOn)
	})
}

// Pay records money received for a decision, in fen; a negative amount takes a
// mistaken one back.
func Pay(ctx context.Context, tx *store.Tx, id string, fen int64) (Decision, error) {
	return settle(ctx, tx, id, func(c Case, d *Decision) error {
		if d.ServedOn == "" {
			return ErrUnserved
		}
		if d.PaidFen += fen; fen == 0 || d.PaidFen < 0 || d.PaidFen > 2*d.Due() { // late fees never exceed the fine, 行政处罚法第七十二条
			return ErrMoney
		}
		if d.PaidFen >= d.Due() {
			if err := finish(ctx, tx, c.ID, d.ID); err != nil {
				return err
			}
		}
		return note(tx, c, "penalty.paid", Paid{fen, d.ID}, "")
	})
}

// Annul takes a decision back, whether mistaken or set aside; its figures are
// reversed, the clock of the decision runs on, and the case is open for another.
// A published one must be taken off within three working days.
func Annul(ctx context.Context, tx *store.Tx, version int64, id, reason string) (Decision, error) {
	d, err := decision(ctx, tx, id)
	if err != nil {
		return Decision{}, err
	}
	if d.Annulled = strings.TrimSpace(reason); d.Annulled == "" {
		return Decision{}, ErrReason
	}
	_, err = change(ctx, tx, d.Case, version, func(c *Case) error {
		if c.State != Decided && c.State != Executed {
			return ErrState.With(string(c.State))
		}
		ds, err := Decisions(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		c.State, c.ExecutedOn = Decided, ""
		if !slices.ContainsFunc(ds, func(o Decision) bool { return o.Annulled == "" && o.ID != id }) {
			c.State, c.DecidedOn = Investigating, ""
		}
		if err := again(ctx, tx, c.ID); err != nil {
			return err
		}
		for _, verb := range []string{"penalty.decided", "case.decided"} {
			if err := takeBack(ctx, tx, *c, verb, about("decision", id)); err != nil {
				return err
			}
		}
		if err := endDecision(ctx, tx, *c, d); err != nil {
			return err
		}
		return noteDecision(ctx, tx, *c, d, "penalty.annulled", "")
	})
	return d, err
}

// endDecision stops the clocks of an annulled decision; those of the case and
// of what was published begin again.
func endDecision(ctx context.Context, tx *store.Tx, c Case, d Decision) error {
	for _, subject := range []string{d.ID, publication(d.ID)} {
		if err := finish(ctx, tx, c.ID, subject); err != nil {
			return err
		}
	}
	if d.PublishedOn != "" {
		if err := start(ctx, tx, c.ID, publication(d.ID), ClockUnpublication, tx.Now); err != nil {
			return err
		}
	}
	return updateDecision(ctx, tx, d)
}

// Execute says that all penalties of a case are carried out: paid in full, or
// ended for a reason (终结执行).
func Execute(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Decided {
			return ErrState.With(string(c.State))
		}
		if ps, err := undecided(ctx, tx, id); err != nil || len(ps) > 0 {
			return fallback(err, ErrUndecided)
		}
		ds, err := Decisions(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, d := range ds {
			switch {
			case d.Annulled != "" || d.Kind != "penalty":
			case d.ServedOn == "":
				return ErrUnserved.With(d.Number)
			case d.PaidFen < d.Due() && strings.TrimSpace(reason) == "":
				return ErrUnpaid.With(d.Number)
			}
			if err := finish(ctx, tx, id, d.ID); err != nil {
				return err
			}
		}
		c.State, c.ExecutedOn, c.Reason = Executed, tx.Today(), strings.TrimSpace(reason)
		return note(tx, *c, "case.executed", Moved{}, "")
	})
}

// fallback is err, or what to say when there was none.
func fallback(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
