package casework

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// What a person can do something about.
var (
	ErrExhibits    = fault.New(fault.Conflict, "case.exhibits", "还有涉案物品未处置，请先逐件处置")
	ErrPublished   = fault.New(fault.Conflict, "case.published", "已经公示、曝光或列入，不能重复")
	ErrUnpublished = fault.New(fault.Conflict, "case.unpublished", "没有公示、曝光或列入，无从撤下")
	ErrWarning     = fault.New(fault.Invalid, "case.warning", "不予处罚和仅警告的决定不公示，无须办理")
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

// Close ends a case with an outcome: penalty, none, terminated, referred or
// transferred; the last three with a reason.
func Close(ctx context.Context, tx *store.Tx, id string, version int64, outcome, reason string) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		c.Outcome, c.Reason = outcome, strings.TrimSpace(reason)
		if why, err := Obstacles(ctx, tx, *c); err != nil || len(why) > 0 {
			return fallback(err, first(why))
		}
		c.State, c.ClosedOn = Closed, tx.Today()
		if err := finish(ctx, tx, id, id); err != nil {
			return err
		}
		if done, err := published(ctx, tx, id); err != nil {
			return err
		} else if done {
			c.State = Published
		}
		return note(tx, *c, "case.closed", ClosedFacts{c.Violation, outcome}, "")
	})
}

func first(why []*fault.Fault) error {
	if len(why) == 0 {
		return nil
	}
	return why[0]
}

// Obstacles are all reasons why a case cannot close with the Outcome and
// Reason it carries; none when it can.
func Obstacles(ctx context.Context, tx *store.Tx, c Case) ([]*fault.Fault, error) {
	var why []*fault.Fault
	if from, ok := outcomes[c.Outcome]; !ok {
		why = append(why, ErrOutcome)
	} else if !slices.Contains(from, c.State) {
		why = append(why, ErrState.With(string(c.State)))
	}
	if c.Outcome != "penalty" && c.Outcome != "none" && c.Reason == "" {
		why = append(why, ErrReason)
	}
	t, err := lastTransfer(ctx, tx, c.ID)
	if err != nil {
		return nil, err
	}
	if c.Outcome == "transferred" && t.State != Handed {
		why = append(why, ErrOutcome.With("transfer"))
	}
	if t.binding() && (c.Outcome != "transferred" || t.State != Handed) {
		why = append(why, ErrCrime)
	}
	held, err := heldExhibits(ctx, tx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range held {
		why = append(why, ErrExhibits.With(x.Name))
	}
	if c.Outcome != "none" {
		return why, nil
	}
	more, err := unpunished(ctx, tx, c.ID)
	return append(why, more...), err
}

// unpunished says what speaks against closing without a penalty.
func unpunished(ctx context.Context, tx *store.Tx, id string) (why []*fault.Fault, err error) {
	ps, err := undecided(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if len(ps) > 0 {
		why = append(why, ErrUndecided)
	}
	ds, err := Decisions(ctx, tx, id)
	for _, d := range ds {
		if d.Annulled == "" && d.Kind == "penalty" {
			why = append(why, ErrOutcome.With(d.Number))
		}
	}
	return why, err
}

// Reopen brings a closed case back to where it stood; its closing is reversed.
func Reopen(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Closed && c.State != Published {
			return ErrState.With(string(c.State))
		}
		if strings.TrimSpace(reason) == "" {
			return ErrReason
		}
		if err := takeBack(ctx, tx, *c, "case.closed", all); err != nil {
			return err
		}
		ds, err := Decisions(ctx, tx, id)
		if err != nil {
			return err
		}
		switch {
		case c.ExecutedOn != "":
			c.State = Executed
		case slices.ContainsFunc(ds, func(d Decision) bool { return d.Annulled == "" }):
			c.State = Decided
		case len(c.Officers) >= 2:
			c.State = Investigating
		default:
			c.State = Filed
		}
		if c.State == Filed || c.State == Investigating {
			if err := again(ctx, tx, id); err != nil {
				return err
			}
		}
		c.Outcome, c.ClosedOn, c.Reason = "", "", strings.TrimSpace(reason)
		return note(tx, *c, "case.reopened", Moved{}, "")
	})
}

// Publish records that a penalty was published, within twenty working days of
// its decision (市场监督管理行政处罚信息公示规定). A closed case whose
// penalties are all published is published.
func Publish(ctx context.Context, tx *store.Tx, id string) (Decision, error) {
	return show(ctx, tx, id, func(c Case, d *Decision) error {
		if !d.Publishable() {
			return ErrWarning
		}
		if d.PublishedOn != "" {
			return ErrPublished
		}
		d.PublishedOn = tx.Today()
		return noteDecision(ctx, tx, c, *d, "penalty.published", "")
	})
}

// Unpublish takes a published penalty off again and reverses its figure; an
// annulled one must come off within three working days.
func Unpublish(ctx context.Context, tx *store.Tx, id string) (Decision, error) {
	return show(ctx, tx, id, func(c Case, d *Decision) error {
		if d.PublishedOn == "" {
			return ErrUnpublished
		}
		d.PublishedOn = ""
		if err := takeBack(ctx, tx, c, "penalty.published", about("decision", id)); err != nil {
			return err
		}
		return noteDecision(ctx, tx, c, *d, "penalty.unpublished", "")
	})
}

// show edits when a decision is seen by the public, an annulled one too, and
// lets the case's state follow.
func show(ctx context.Context, tx *store.Tx, id string, edit func(Case, *Decision) error) (Decision, error) {
	d, err := found(scanDecision(tx.Row(ctx, `SELECT `+decisionColumns+` FROM casework_decision WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrDecision)
	if err != nil {
		return Decision{}, err
	}
	c, err := mine(ctx, tx, d.Case)
	if err != nil {
		return Decision{}, err
	}
	if err := edit(c, &d); err != nil {
		return Decision{}, err
	}
	if err := updateDecision(ctx, tx, d); err != nil {
		return Decision{}, err
	}
	if err := finish(ctx, tx, c.ID, publication(id)); err != nil {
		return Decision{}, err
	}
	if c.State != Closed && c.State != Published {
		return d, nil
	}
	done, err := published(ctx, tx, c.ID)
	if err != nil {
		return Decision{}, err
	}
	if c.State = Closed; done {
		c.State = Published
	}
	return d, update(ctx, tx, &c)
}

// published reports whether there are penalties to publish and all of them are.
func published(ctx context.Context, tx *store.Tx, id string) (bool, error) {
	ds, err := Decisions(ctx, tx, id)
	n := 0
	for _, d := range ds {
		if d.Annulled == "" && d.Publishable() {
			if n++; d.PublishedOn == "" {
				return false, err
			}
		}
	}
	return n > 0, err
}

// publication names the clock of a decision's publication apart from that of
// its serving and payment.
func publication(decision string) string { return decision + "/publication" }

// Expose records that the case was made known as a typical one (曝光典型案例);
// undo takes a mistaken record back.
func Expose(ctx context.Context, tx *store.Tx, id string, version int64, undo bool) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		switch {
		case undo && c.ExposedOn == "":
			return ErrUnpublished
		case undo:
			c.ExposedOn = ""
			return takeBack(ctx, tx, *c, "case.exposed", all)
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
func Blacklist(ctx context.Context, tx *store.Tx, id string, undo bool) (Party, error) {
	p, err := found(scanParty(tx.Row(ctx, `SELECT `+partyColumns+` FROM casework_party WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrParty)
	if err != nil {
		return Party{}, err
	}
	c, err := mine(ctx, tx, p.Case)
	if err != nil {
		return Party{}, err
	}
	ds, err := Decisions(ctx, tx, p.Case)
	switch {
	case err != nil:
		return Party{}, err
	case undo && p.ListedOn == "":
		return Party{}, ErrUnpublished
	case undo:
		p.ListedOn = ""
		if err := takeBack(ctx, tx, c, "credit.listed", about("party", p.Mark)); err != nil {
			return Party{}, err
		}
		return p, saveParty(ctx, tx, c, p, "party.edited")
	case p.ListedOn != "":
		return Party{}, ErrPublished
	case !slices.ContainsFunc(ds, func(d Decision) bool { return d.Party == id && d.Annulled == "" && d.Kind == "penalty" }):
		return Party{}, ErrPenalty
	}
	p.ListedOn = tx.Today()
	return p, saveParty(ctx, tx, c, p, "credit.listed")
}
