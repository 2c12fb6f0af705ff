package casework_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
)

// clock is the latest clock of a kind.
func (d *desk) clock(kind string) (k casework.Clock) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) error {
		ks, err := casework.Clocks(ctx, tx, d.id)
		for _, c := range ks {
			if c.Kind == kind {
				k = c
			}
		}
		return err
	})
	if k.ID == "" {
		d.t.Fatalf("no %s clock runs", kind)
	}
	return k
}

// TestLengthsOfClocks files on 2 March 2026. Qingming is off from 4 to 6
// April, Labour Day from 1 to 5 May, and the Saturday 9 May is worked.
func TestLengthsOfClocks(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("name zhang", "investigate", "seize birds")
		d.now = d.now.AddDate(0, 0, 30) // 1 April
		d.do("fine zhang")
		d.now = d.now.AddDate(0, 0, 1) // 2 April
		d.do("serve")
		for kind, want := range map[string]string{
			casework.ClockDecision:    "2026-06-01", // ninety days end on Sunday 31 May
			casework.ClockSeizure:     "2026-04-01", // thirty days
			casework.ClockDelivery:    "2026-04-13", // seven working days over Qingming
			casework.ClockPublication: "2026-04-30", // twenty working days over Qingming
			casework.ClockPayment:     "2026-04-17", // fifteen days
		} {
			if got := d.clock(kind); string(got.Last) != want || got.Provisional {
				t.Errorf("%s ends on %s (provisional %v), want %s", kind, got.Last, got.Provisional, want)
			}
		}
		for kind, done := range map[string]bool{casework.ClockDecision: true, casework.ClockDelivery: true, casework.ClockPayment: false, casework.ClockPublication: false} {
			if got := d.clock(kind); got.DoneAt.IsZero() == done {
				t.Errorf("%s: done at %v, want done %v", kind, got.DoneAt, done)
			}
		}
		d.do("publish", "pay")
		if k := d.clock(casework.ClockPublication); k.DoneAt.IsZero() || k.Overdue(d.now) {
			t.Errorf("published in time, and yet %+v", k)
		}
	})
}

func TestAClockStandsStill(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		k := d.clock(casework.ClockDecision)
		wind := func(fn func(ctx context.Context, tx *store.Tx) (casework.Clock, error)) (out casework.Clock, err error) {
			err = d.act(li, func(ctx context.Context, tx *store.Tx) (err error) { out, err = fn(ctx, tx); return err })
			return out, err
		}
		stop := func(from, reason string) (casework.Clock, error) {
			return wind(func(ctx context.Context, tx *store.Tx) (casework.Clock, error) {
				return casework.Stop(ctx, tx, k.ID, from, reason)
			})
		}
		resume := func(on string) (casework.Clock, error) {
			return wind(func(ctx context.Context, tx *store.Tx) (casework.Clock, error) {
				return casework.Resume(ctx, tx, k.ID, on)
			})
		}
		d.now = d.now.AddDate(0, 0, 18) // 20 March
		if _, err := stop("2026-03-10", "holiday"); !errors.Is(err, casework.ErrPause) {
			t.Errorf("stopped for a holiday: %v", err)
		}
		if _, err := stop("2026-03-21", "appraisal"); !errors.Is(err, casework.ErrDay) {
			t.Errorf("stopped tomorrow: %v", err)
		}
		if _, err := resume(""); !errors.Is(err, casework.ErrPause) {
			t.Errorf("resumed what ran: %v", err)
		}
		stopped, err := stop("2026-03-10", "appraisal")
		if err != nil || !stopped.DueAt.IsZero() || stopped.Overdue(d.now.AddDate(1, 0, 0)) {
			t.Fatalf("stopped: %+v, %v", stopped, err)
		}
		if _, err := stop("2026-03-11", "testing"); !errors.Is(err, casework.ErrPause) {
			t.Errorf("stopped twice: %v", err)
		}
		if ks := d.running(d.now.AddDate(1, 0, 0)); len(ks) != 0 {
			t.Errorf("a stopped clock runs out: %v", ks)
		}
		back, err := resume("2026-03-20") // ten days, 10 to 19 March, do not count
		if err != nil || back.Last != "2026-06-10" {
			t.Errorf("resumed until %s, %v; want 2026-06-10", back.Last, err)
		}
		if ks := d.running(d.now.AddDate(1, 0, 0)); len(ks) != 1 {
			t.Errorf("%d clocks run, want 1", len(ks))
		}
	})
}

func TestAReopenedCaseIsDueAsBefore(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("investigate", "terminate")
		if k := d.clock(casework.ClockDecision); k.DoneAt.IsZero() {
			t.Error("closed, and its clock runs")
		}
		d.do("reopen")
		if k := d.clock(casework.ClockDecision); !k.DoneAt.IsZero() || k.Last != "2026-06-01" {
			t.Errorf("reopened, due %s, done at %v", k.Last, k.DoneAt)
		}
	})
}

func TestMoreTimeIsApproved(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("name zhang", "investigate", "fine zhang", "annul") // the clock of the decision runs on
		k := d.clock(casework.ClockDecision)
		for _, c := range []struct {
			e    casework.Extension
			want error
			last string
		}{
			{casework.Extension{Days: 30}, casework.ErrExtension, ""},
			{casework.Extension{Days: 30, Approver: "person:li"}, casework.ErrExtension, ""},
			{casework.Extension{Days: 31, Approver: "person:head"}, casework.ErrExtension, ""},
			{casework.Extension{Days: 30, Approver: "person:head"}, nil, "2026-06-30"},
			{casework.Extension{Days: 30, Approver: "person:head"}, casework.ErrExtension, ""},
			{casework.Extension{Days: 20, Approver: "person:head", Record: "document:7"}, nil, "2026-07-20"},
		} {
			var got casework.Clock
			err := d.act(li, func(ctx context.Context, tx *store.Tx) (err error) {
				got, err = casework.Extend(ctx, tx, k.ID, c.e)
				return err
			})
			if !errors.Is(err, c.want) || err == nil && string(got.Last) != c.last {
				t.Errorf("%+v: until %s, %v; want %s, %v", c.e, got.Last, err, c.last, c.want)
			}
		}
	})
}

func TestRedLinesAreNobodysToMove(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("name zhang", "investigate", "form a team")
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return d.advance(ctx, tx, casework.Step{Do: "report", Words: "报告1号"})
		})
		k := d.clock(casework.ClockApproval)
		for name, fn := range map[string]func(ctx context.Context, tx *store.Tx) error{
			"stop": func(ctx context.Context, tx *store.Tx) error {
				return last(casework.Stop(ctx, tx, k.ID, "", "hearing"))
			},
			"extend": func(ctx context.Context, tx *store.Tx) error {
				return last(casework.Extend(ctx, tx, k.ID, casework.Extension{Days: 1, Approver: "person:head"}))
			},
		} {
			if err := d.act(li, fn); !errors.Is(err, casework.ErrRedLine) {
				t.Errorf("%s: got %v, want ErrRedLine", name, err)
			}
		}
	})
}

func (d *desk) running(by time.Time) (ks []casework.Clock) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		ks, err = casework.Running(ctx, tx, by)
		return err
	})
	return ks
}
