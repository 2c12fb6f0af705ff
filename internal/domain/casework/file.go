package casework

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// File opens a case of the actor's unit from c's Origin, Title, Facts,
// Violation, Officers, Region, Campaign and FiledOn (today when empty, a week ago
// at the earliest); word is what the unit prints before the number. Filing an
// origin again with the same words returns the case it made, with others
// ErrFiled. The case counts for the actor's department. From filing ninety days run to the decision
// (行政处罚法第六十条).
func File(ctx context.Context, tx *store.Tx, c Case, word string) (Case, error) {
	if err := c.check(); err != nil {
		return Case{}, err
	}
	if strings.TrimSpace(word) == "" {
		return Case{}, ErrWord
	}
	if err := ErrLong.Over(200, word); err != nil {
		return Case{}, err
	}
	if old, err := ByOrigin(ctx, tx, c.Origin); err == nil && !c.repeats(old) {
		return Case{}, ErrFiled.Against(old)
	} else if !errors.Is(err, ErrNotFound) {
		return old, err
	}
	var err error
	if c.FiledOn, err = docket.Past(tx, c.FiledOn); err != nil {
		return Case{}, err
	}
	if c.FiledOn < string(calendar.Day(tx.Today()).Add(-week)) {
		return Case{}, ErrBackdated.With(c.FiledOn)
	}
	if c.Number, err = number(ctx, tx, word, c.FiledOn[:4]); err != nil {
		return Case{}, err
	}
	c.ID, c.State, c.Version, c.ValueFen = tx.ID(), Filed, 1, -1
	c.Unit, c.CreatedAt, c.UpdatedAt = tx.Actor.Unit, tx.Now, tx.Now
	c.Outcome, c.Reason, c.Basis, c.DecidedOn, c.ExecutedOn, c.ClosedOn, c.ExposedOn = "", "", "", "", "", "", ""
	c.Department = tx.Actor.Department
	if c.Region == "" {
		c.Region = tx.Actor.Home + "000000"
	}
	if err := insert(ctx, tx, c); err != nil {
		return Case{}, err
	}
	if err := docket.Start(ctx, tx, c.ID, c.ID, docket.ClockDecision, docket.Midnight(c.FiledOn)); err != nil {
		return Case{}, err
	}
	return c, note(tx, c, "case.filed", FiledFacts{c.Violation, string(c.Origin)}, c.FiledOn)
}

// week is how many days a filing may be entered late.
const week = 7

// repeats reports whether c says what the case says that its origin made.
func (c Case) repeats(old Case) bool {
	return c.Title == old.Title && c.Facts == old.Facts && c.Violation == old.Violation && c.Campaign == old.Campaign &&
		slices.Equal(c.Officers, old.Officers) && (c.Region == "" || c.Region == old.Region) && (c.FiledOn == "" || c.FiledOn == old.FiledOn)
}

// number draws the next number of a word and year. It is part of the act, so
// an act that does not happen leaves no gap.
func number(ctx context.Context, tx *store.Tx, word, year string) (string, error) {
	y, err := strconv.ParseInt(year, 10, 64)
	if err != nil {
		return "", ErrDay
	}
	var n int64
	err = tx.Row(ctx, `INSERT INTO casework_number (home, word, year, last) VALUES ($1, $2, $3, 1)
		ON CONFLICT (home, word, year) DO UPDATE SET last = casework_number.last + 1 RETURNING last`,
		tx.Actor.Home, word, y).Scan(&n)
	return fmt.Sprintf("%s〔%d〕%d号", word, y, n), wrap("numbering", err)
}

func (c Case) check() error {
	v, err := strconv.Atoi(strings.TrimPrefix(c.Violation, "V"))
	switch {
	case strings.TrimSpace(c.Title) == "":
		return ErrTitle
	case !c.Origin.Valid():
		return ErrOrigin
	case err != nil || len(c.Violation) != 3 || c.Violation[0] != 'V' || v < 1 || v > 24:
		return ErrViolation
	}
	return c.short()
}

// short refuses texts that nobody reads.
func (c Case) short() error {
	return cmp.Or(ErrLong.Over(200, c.Title, string(c.Origin)), ErrLong.Over(2000, c.Reason, c.Basis), ErrLong.Over(20_000, c.Facts))
}

// Edit changes title, facts and violation of a case that has not ended.
func Edit(ctx context.Context, tx *store.Tx, in Case) (Case, error) {
	return change(ctx, tx, in.ID, in.Version, func(c *Case) error {
		if c.Ended() {
			return ErrState.With(string(c.State))
		}
		var fields []string
		for _, f := range []struct {
			name     string
			old, new *string
		}{{"title", &c.Title, &in.Title}, {"facts", &c.Facts, &in.Facts}, {"violation", &c.Violation, &in.Violation}} {
			if *f.old != *f.new {
				fields = append(fields, f.name)
			}
			*f.old = *f.new
		}
		if err := c.check(); err != nil {
			return err
		}
		return note(tx, *c, "case.edited", Edited{fields}, "")
	})
}

// Assign says who investigates the case; two at least once it is under way.
func Assign(ctx context.Context, tx *store.Tx, id string, version int64, officers []string) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.Ended() {
			return ErrState.With(string(c.State))
		}
		officers = slices.Compact(slices.Sorted(slices.Values(officers)))
		if len(officers) == 0 || c.State != Filed && len(officers) < 2 {
			return ErrOfficers
		}
		c.Officers = officers
		return note(tx, *c, "case.assigned", Assigned{officers, "assign"}, "")
	})
}

// Investigate begins the investigation: not fewer than two officers
// (行政处罚法第四十二条).
func Investigate(ctx context.Context, tx *store.Tx, id string, version int64) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Filed {
			return ErrState.With(string(c.State))
		}
		if len(c.Officers) < 2 {
			return ErrOfficers
		}
		c.State = Investigating
		return note(tx, *c, "case.investigated", Assigned{c.Officers, "investigate"}, "")
	})
}

// Value records what the case is worth, in fen, and on what basis. A
// revaluation reverses the earlier entry, so the value counts once.
func Value(ctx context.Context, tx *store.Tx, id string, version, fen int64, basis string) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		switch {
		case c.State == Withdrawn:
			return ErrState.With(string(c.State))
		case fen < 0:
			return ErrMoney
		case strings.TrimSpace(basis) == "":
			return ErrBasis
		}
		if err := takeBack(ctx, tx, *c, "case.valued", docket.All); err != nil {
			return err
		}
		c.ValueFen, c.Basis = fen, basis
		return note(tx, *c, "case.valued", Valued{fen}, "")
	})
}

// Withdraw takes back a case filed by mistake: nothing decided, no exhibit
// held, nothing gone to the police. What it added to the figures is reversed;
// its number stays used.
func Withdraw(ctx context.Context, tx *store.Tx, id string, version int64, reason string, st Standing) (Case, error) {
	return change(ctx, tx, id, version, func(c *Case) error {
		if c.State != Filed && c.State != Investigating {
			return ErrState.With(string(c.State))
		}
		if c.Reason = strings.TrimSpace(reason); c.Reason == "" {
			return ErrReason
		}
		if why := st.encumbered(); len(why) > 0 {
			return why[0]
		}
		for _, verb := range []string{"case.valued", "case.filed"} {
			if err := takeBack(ctx, tx, *c, verb, docket.All); err != nil {
				return err
			}
		}
		c.State = Withdrawn
		if err := docket.FinishAll(ctx, tx, c.ID); err != nil {
			return err
		}
		return note(tx, *c, "case.withdrawn", Moved{Cause: "mistake"}, "")
	})
}
