package exhibit

import (
	"context"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
)

// clockOf is the period each measure runs under.
var clockOf = map[string]string{Preservation: docket.ClockPreservation, Seizure: docket.ClockSeizure}

// approval names the clock of a measure's approval apart from the measure's.
func approval(id string) string { return id + "/measure" }

// Seize records an exhibit. Registered preservation wants its approval first
// (行政处罚法第五十六条); a seizure without one was made on the spot and is to be
// approved within twenty-four hours (行政强制法第十九条).
func Seize(ctx context.Context, tx *store.Tx, f docket.File, x Exhibit) (Exhibit, error) {
	if err := f.Open(); err != nil {
		return Exhibit{}, err
	}
	if x.Unit == "" && len(units[x.Class]) > 0 {
		x.Unit = units[x.Class][0]
	}
	if err := x.check(); err != nil {
		return Exhibit{}, err
	}
	if x.Approver != "" && !f.Apart(x.Approver) || x.Approver == "" && x.Measure == Preservation {
		return Exhibit{}, ErrApproval
	}
	var err error
	if x.SeizedOn, err = docket.Past(tx, x.SeizedOn); err != nil {
		return Exhibit{}, err
	}
	x.ID, x.Case, x.HeldCount, x.HeldGrams, x.Withdrawn, x.Version = tx.ID(), f.ID, x.Count, x.Grams, "", 1
	if err := insert(ctx, tx, x); err != nil {
		return Exhibit{}, err
	}
	if kind := clockOf[x.Measure]; kind != "" {
		if err := docket.Start(ctx, tx, f.ID, x.ID, kind, docket.Midnight(x.SeizedOn)); err != nil {
			return Exhibit{}, err
		}
	}
	if x.Measure == Seizure && x.Approver == "" {
		at := tx.Now // the hour of an earlier day is not known; the whole day is given
		if x.SeizedOn != tx.Today() {
			at = docket.Midnight(x.SeizedOn).AddDate(0, 0, 1)
		}
		if err := docket.Start(ctx, tx, f.ID, approval(x.ID), docket.ClockMeasure, at); err != nil {
			return Exhibit{}, err
		}
	}
	return x, f.Note(tx, "exhibit.seized", x.seized(), x.SeizedOn)
}

// Approve records who approved a measure taken on the spot, and under which
// number (行政强制法第十九条).
func Approve(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, f, in, func(x *Exhibit) error {
		switch {
		case x.Approver != "":
			return ErrApproved
		case in.Approver == "" || !f.Apart(in.Approver) || strings.TrimSpace(in.Paper) == "":
			return ErrApproval
		}
		x.Approver, x.Paper = in.Approver, strings.TrimSpace(in.Paper)
		late, err := docket.FinishAt(ctx, tx, f.ID, approval(x.ID), tx.Now)
		if err != nil {
			return err
		}
		return f.Note(tx, "exhibit.approved", Measured{x.ID, x.Measure, x.Approver, late}, "")
	})
}

// Turn changes the measure something is held under: what was preserved is
// seized or confiscated, what was seized is confiscated. The earlier period
// ends, and its being late stays. In carries Measure, Approver and Paper.
func Turn(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, f, in, func(x *Exhibit) error {
		switch {
		case x.Measure != Preservation && x.Measure != Seizure, in.Measure != Confiscation && (x.Measure != Preservation || in.Measure != Seizure):
			return ErrTurn
		case in.Approver == "" || !f.Apart(in.Approver) || strings.TrimSpace(in.Paper) == "":
			return ErrApproval
		}
		x.Measure, x.Approver, x.Paper = in.Measure, in.Approver, strings.TrimSpace(in.Paper)
		late, err := docket.FinishAt(ctx, tx, f.ID, x.ID, tx.Now)
		if err != nil {
			return err
		}
		if err := docket.Finish(ctx, tx, f.ID, approval(x.ID)); err != nil {
			return err
		}
		if kind := clockOf[x.Measure]; kind != "" {
			if err := docket.Start(ctx, tx, f.ID, x.ID, kind, tx.Now); err != nil {
				return err
			}
		}
		return f.Note(tx, "exhibit.turned", Measured{x.ID, x.Measure, x.Approver, late}, "")
	})
}

// Amend corrects a record of an exhibit that nothing was disposed of yet; the
// earlier entry is reversed and the right one noted on the same day.
func Amend(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, f, in, func(x *Exhibit) error {
		if !x.whole() {
			return ErrGone
		}
		was := x.seized()
		x.Class, x.Name, x.Unit, x.Protection, x.Alive = in.Class, in.Name, in.Unit, in.Protection, in.Alive
		x.Count, x.Grams, x.HeldCount, x.HeldGrams = in.Count, in.Grams, in.Count, in.Grams
		if err := x.check(); err != nil {
			return err
		}
		if x.seized() == was {
			return f.Note(tx, "exhibit.amended", Edited{[]string{x.ID}}, "")
		}
		if err := f.TakeBack(ctx, tx, "exhibit.seized", Seized{}, docket.About("exhibit", x.ID)); err != nil {
			return err
		}
		return f.Note(tx, "exhibit.seized", x.seized(), x.SeizedOn)
	})
}

// Unseize takes back the record of an exhibit that was none; in carries ID,
// Version and, in Withdrawn, the reason.
func Unseize(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, f, in, func(x *Exhibit) error {
		if !x.whole() {
			return ErrGone
		}
		if x.Withdrawn = strings.TrimSpace(in.Withdrawn); x.Withdrawn == "" {
			return ErrReason
		}
		if err := rest(ctx, tx, *x); err != nil {
			return err
		}
		return f.TakeBack(ctx, tx, "exhibit.seized", Seized{}, docket.About("exhibit", x.ID))
	})
}

// rest stops the clocks of what is no longer held.
func rest(ctx context.Context, tx *store.Tx, x Exhibit) error {
	if err := docket.Finish(ctx, tx, x.Case, x.ID); err != nil {
		return err
	}
	return docket.Finish(ctx, tx, x.Case, approval(x.ID))
}

// Move hands an exhibit to another custodian or place; the journal is its
// chain of custody.
func Move(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, f, in, func(x *Exhibit) error {
		x.Custodian, x.Place = in.Custodian, in.Place
		if err := x.check(); err != nil {
			return err
		}
		return f.Note(tx, "exhibit.moved", Custody{x.ID, x.Custodian}, "")
	})
}

// Hand gives an exhibit to the successor of a custodian who leaves, whatever
// became of the case.
func Hand(ctx context.Context, tx *store.Tx, f docket.File, id, to string) error {
	if err := f.Note(tx, "exhibit.moved", Custody{id, to}, ""); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE exhibit SET custodian = $3, version = version + 1 WHERE home = $1 AND id = $2`, tx.Actor.Home, id, to)
	return wrap("handing over", err)
}

// keep edits an exhibit of an open file, if it still is as the caller saw it.
func keep(ctx context.Context, tx *store.Tx, f docket.File, in Exhibit, edit func(*Exhibit) error) (Exhibit, error) {
	x, err := Get(ctx, tx, in.ID)
	switch {
	case err != nil:
		return Exhibit{}, err
	case x.Case != f.ID || x.Withdrawn != "":
		return Exhibit{}, ErrExhibit
	case f.Ended:
		return Exhibit{}, docket.ErrEnded
	case x.Version != in.Version:
		return Exhibit{}, ErrMoved.Against(x)
	}
	if err := edit(&x); err != nil {
		return Exhibit{}, err
	}
	if err := ErrLong.Over(200, x.Paper); err != nil {
		return Exhibit{}, err
	}
	return x, update(ctx, tx, &x)
}
