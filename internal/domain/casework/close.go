package casework

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Standing is what else stands in a case, as package flow found it.
type Standing struct {
	Exhibits  []string // names of what is still held
	Crime     bool     // a transfer binds: no penalty may stand in for it
	Handed    bool     // the police filed and took everything over
	Undecided bool     // a party has no decision
	Decided   bool     // a decision stands
	Penalties []string // numbers of the penalties that stand
	Shown     bool     // all penalties that must be published are
}

// What a person can do something about.
var (
	ErrExhibits    = fault.New(fault.Conflict, "case.exhibits", "还有涉案物品未处置，请先逐件处置")
	ErrCrime       = fault.New(fault.Conflict, "case.crime", "涉嫌犯罪移送尚未了结，不得以行政处罚代替移送（国务院令第310号第十一条），请先办结移送")
	ErrUndecided   = fault.New(fault.Conflict, "case.undecided", "还有当事人没有决定，请逐一作出决定")
	ErrPublished   = fault.New(fault.Conflict, "case.published", "已经公示、曝光或列入，不能重复")
	ErrUnpublished = fault.New(fault.Conflict, "case.unpublished", "没有公示、曝光或列入，无从撤下")
	ErrPenalty     = fault.New(fault.Conflict, "case.penalty", "当事人没有已作出的处罚决定，不能列入")
)

// outcomes are the ways a case closes, and from which states: fined and
// carried out, decided without a penalty, ended before a decision, or gone to
// the police or another organ.
var outcomes = map[string][]State{
	"penalty":     {Executed},
	"none":        {Decided},
	"terminated":  {Filed, Investigating},
	"referred":    {Filed, Investigating},
	"transferred": {Filed, Investigating, Decided, Executed},
}

// encumbered says why a case cannot be taken back: something is held, or
// somebody was told.
func (s Standing) encumbered() (why []*fault.Fault) {
	if len(s.Exhibits) > 0 {
		why = append(why, ErrExhibits.With(s.Exhibits[0]))
	}
	if s.Crime {
		why = append(why, ErrCrime)
	}
	return why
}

// Close ends a case with the Outcome and Reason that c carries in the version
// read: penalty, none, terminated, referred or transferred; the last three with
// a reason.
func Close(ctx context.Context, tx *store.Tx, in Case, st Standing) (Case, error) {
	return change(ctx, tx, in.ID, in.Version, func(c *Case) error {
		c.Outcome, c.Reason = in.Outcome, strings.TrimSpace(in.Reason)
		if why := Obstacles(*c, st); len(why) > 0 {
			return why[0]
		}
		if c.State, c.ClosedOn = Closed, tx.Today(); st.Shown {
			c.State = Published
		}
		if err := docket.Finish(ctx, tx, c.ID, c.ID); err != nil {
			return err
		}
		return note(tx, *c, "case.closed", ClosedFacts{c.Violation, c.Outcome}, "")
	})
}

// Obstacles are all reasons why a case cannot close with the Outcome and
// Reason it carries; none when it can.
func Obstacles(c Case, st Standing) []*fault.Fault {
	var why []*fault.Fault
	if from, ok := outcomes[c.Outcome]; !ok {
		why = append(why, ErrOutcome)
	} else if !slices.Contains(from, c.State) {
		why = append(why, ErrState.With(string(c.State)))
	}
	if c.Outcome != "penalty" && c.Outcome != "none" && c.Reason == "" {
		why = append(why, ErrReason)
	}
	if c.Outcome == "transferred" && !st.Handed {
		why = append(why, ErrOutcome.With("transfer"))
	}
	if st.Crime && (c.Outcome != "transferred" || !st.Handed) {
		why = append(why, ErrCrime)
	}
	for _, name := range st.Exhibits {
		why = append(why, ErrExhibits.With(name))
	}
	if c.Outcome != "none" {
		return why
	}
	if st.Undecided {
		why = append(why, ErrUndecided)
	}
	for _, number := range st.Penalties {
		why = append(why, ErrOutcome.With(number))
	}
	return why
}

// Reopen brings a closed case back to where it stood; its closing is reversed.
func Reopen(ctx context.Context, tx *store.Tx, id string, version int64, reason string, st Standing) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Closed && c.State != Published {
			return ErrState.With(string(c.State))
		}
		if strings.TrimSpace(reason) == "" {
			return ErrReason
		}
		if err := takeBack(ctx, tx, *c, "case.closed", docket.All); err != nil {
			return err
		}
		switch {
		case c.ExecutedOn != "":
			c.State = Executed
		case st.Decided:
			c.State = Decided
		case len(c.Officers) >= 2:
			c.State = Investigating
		default:
			c.State = Filed
		}
		if c.State == Filed || c.State == Investigating {
			if err := resume(ctx, tx, id); err != nil {
				return err
			}
		}
		c.Outcome, c.ClosedOn, c.Reason = "", "", strings.TrimSpace(reason)
		return note(tx, *c, "case.reopened", Moved{}, "")
	})
}

// resume lets the clock of the decision run on.
func resume(ctx context.Context, tx *store.Tx, id string) error {
	return docket.Again(ctx, tx, id, id, docket.ClockDecision)
}

// Show lets the state of a closed case follow what the public sees of it.
func Show(ctx context.Context, tx *store.Tx, id string, all bool) error {
	c, err := Mine(ctx, tx, id)
	if err != nil || c.State != Closed && c.State != Published {
		return err
	}
	if c.State = Closed; all {
		c.State = Published
	}
	return update(ctx, tx, &c)
}

// Expose records that the case was made known as a typical one (曝光典型案例);
// undo takes a mistaken record back.
func Expose(ctx context.Context, tx *store.Tx, id string, version int64, undo bool) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		switch {
		case undo && c.ExposedOn == "":
			return ErrUnpublished
		case undo:
			c.ExposedOn = ""
			return takeBack(ctx, tx, *c, "case.exposed", docket.All)
		case c.State != Decided && c.State != Executed && c.State != Closed && c.State != Published:
			return ErrState.With(string(c.State))
		case c.ExposedOn != "":
			return ErrPublished
		}
		c.ExposedOn = tx.Today()
		return note(tx, *c, "case.exposed", Exposed{c.Violation}, "")
	})
}

// Blacklist records that a punished party was put on the list of serious
// violators (市场监督管理严重违法失信名单管理办法); undo takes it back.
func Blacklist(ctx context.Context, tx *store.Tx, id string, undo, punished bool) (Party, error) {
	p, err := GetParty(ctx, tx, id)
	if err != nil {
		return Party{}, err
	}
	c, err := Mine(ctx, tx, p.Case)
	switch {
	case err != nil:
		return Party{}, err
	case undo && p.ListedOn == "":
		return Party{}, ErrUnpublished
	case undo:
		p.ListedOn = ""
		if err := takeBack(ctx, tx, c, "credit.listed", docket.About("party", p.Mark)); err != nil {
			return Party{}, err
		}
		return p, saveParty(ctx, tx, c, p, "party.edited")
	case p.ListedOn != "":
		return Party{}, ErrPublished
	case !punished:
		return Party{}, ErrPenalty
	}
	p.ListedOn = tx.Today()
	return p, saveParty(ctx, tx, c, p, "credit.listed")
}
