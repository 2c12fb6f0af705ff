package decision

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// The clocks of a decision that run apart from those of serving and payment.
func publication(id string) string { return id + "/publication" }
func court(id string) string       { return id + "/court" }
func archive(id string) string     { return id + "/archive" }

// Decide records a decision about a party that has none standing, and sets its
// clocks: seven working days to serve it (行政处罚法第六十一条), twenty to publish
// it. One made on the spot is served with it and then filed (第五十二条).
func Decide(ctx context.Context, tx *store.Tx, f docket.File, d Decision) (Decision, error) {
	if err := f.Open(); err != nil {
		return Decision{}, err
	}
	if err := d.Check(); err != nil {
		return Decision{}, err
	}
	var err error
	if d.DecidedOn, err = docket.Past(tx, d.DecidedOn); err != nil {
		return Decision{}, err
	}
	if d.DecidedOn < f.FiledOn {
		return Decision{}, docket.ErrDay.With(d.DecidedOn)
	}
	ds, err := Of(ctx, tx, f.ID)
	if err != nil {
		return Decision{}, err
	}
	if slices.ContainsFunc(ds, func(o Decision) bool { return o.Party == d.Party && o.Standing() }) {
		return Decision{}, ErrDecided
	}
	d.ID, d.Case, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled = tx.ID(), f.ID, "", 0, "", ""
	if err := insert(ctx, tx, d); err != nil {
		return Decision{}, err
	}
	return d, begin(ctx, tx, f, d)
}

// begin notes a decision and sets its clocks.
func begin(ctx context.Context, tx *store.Tx, f docket.File, d Decision) error {
	at := docket.Midnight(d.DecidedOn)
	kinds := map[string]string{d.ID: docket.ClockDelivery}
	if d.Publishable() {
		kinds[publication(d.ID)] = docket.ClockPublication
	}
	if d.Summary {
		kinds[archive(d.ID)] = docket.ClockArchive
	}
	for _, subject := range []string{d.ID, publication(d.ID), archive(d.ID)} {
		if kind := kinds[subject]; kind != "" {
			if err := docket.Start(ctx, tx, f.ID, subject, kind, at); err != nil {
				return err
			}
		}
	}
	if d.Kind != "penalty" {
		return f.Note(tx, "case.decided", d.facts(), d.DecidedOn)
	}
	return f.Note(tx, "penalty.decided", Penalty{d.FineFen, d.ConfiscatedFen, d.Closure, d.Revoked, d.Mark, d.ID}, d.DecidedOn)
}

// Serve records the day a decision was served; a money penalty is then due
// within fifteen days (行政处罚法第六十七条), and the court can be asked within
// three months after the time for review and suit (行政强制法第五十三条).
func Serve(ctx context.Context, tx *store.Tx, f docket.File, id, on string) (Decision, error) {
	return settle(ctx, tx, f, id, func(d *Decision) (err error) {
		if d.ServedOn != "" {
			return ErrServed
		}
		if d.ServedOn, err = docket.Past(tx, on); err != nil {
			return err
		}
		if d.ServedOn < d.DecidedOn {
			return docket.ErrDay.With(on)
		}
		if err := docket.Finish(ctx, tx, f.ID, d.ID); err != nil {
			return err
		}
		if d.Due() > 0 {
			if err := docket.Start(ctx, tx, f.ID, d.ID, docket.ClockPayment, docket.Midnight(d.ServedOn)); err != nil {
				return err
			}
			end, err := remediable(*d)
			if err != nil {
				return err
			}
			if err := docket.Start(ctx, tx, f.ID, court(d.ID), docket.ClockCourt, end.Start()); err != nil {
				return err
			}
		}
		return f.Note(tx, "penalty.served", d.facts(), d.ServedOn)
	})
}

// remediable is the last day on which the party may still go to court: six
// months, the longer of the two remedies.
func remediable(d Decision) (calendar.Day, error) {
	return lastDay("L24", d.ServedOn)
}

// lastDay is the last day of a statutory limit that began on a day.
func lastDay(limit, from string) (calendar.Day, error) {
	l, err := calendar.LimitOn(limit, calendar.Day(from))
	if err != nil {
		return "", err
	}
	return calendar.National().Due(l.Period(), docket.Midnight(from)).Last, nil
}

// Annul takes a decision back, whether mistaken or set aside; its figures are
// reversed. A published one must be taken off within three working days
// (行政处罚法第四十八条).
func Annul(ctx context.Context, tx *store.Tx, f docket.File, id, reason string) (Decision, error) {
	return settle(ctx, tx, f, id, func(d *Decision) error {
		if d.Annulled = strings.TrimSpace(reason); d.Annulled == "" {
			return ErrReason
		}
		if err := ErrLong.Over(2000, d.Annulled); err != nil {
			return err
		}
		if err := f.TakeBack(ctx, tx, "penalty.decided", Penalty{}, docket.About("decision", id)); err != nil {
			return err
		}
		if err := f.TakeBack(ctx, tx, "case.decided", Facts{}, docket.About("decision", id)); err != nil {
			return err
		}
		for _, subject := range []string{d.ID, publication(d.ID), court(d.ID), archive(d.ID)} {
			if err := docket.Finish(ctx, tx, f.ID, subject); err != nil {
				return err
			}
		}
		if d.PublishedOn != "" {
			if err := docket.Start(ctx, tx, f.ID, publication(d.ID), docket.ClockUnpublication, tx.Now); err != nil {
				return err
			}
		}
		return f.Note(tx, "penalty.annulled", d.facts(), "")
	})
}

// Done says whether all standing penalties of a case are carried out: served,
// and paid in full unless collecting was given up for a reason (终结执行). Their
// clocks stop.
func Done(ctx context.Context, tx *store.Tx, f docket.File, reason string) error {
	ds, err := Of(ctx, tx, f.ID)
	if err != nil {
		return err
	}
	for _, d := range ds {
		switch {
		case !d.Standing() || d.Kind != "penalty":
			continue
		case d.ServedOn == "":
			return ErrUnserved.With(d.Number)
		}
		if a, err := account(ctx, tx, d, tx.Today()); err != nil {
			return err
		} else if a.OwedFen > 0 && strings.TrimSpace(reason) == "" {
			return ErrUnpaid.With(d.Number)
		}
		for _, subject := range []string{d.ID, court(d.ID)} {
			if err := docket.Finish(ctx, tx, f.ID, subject); err != nil {
				return err
			}
		}
	}
	return nil
}
