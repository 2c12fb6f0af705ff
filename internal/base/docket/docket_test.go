package docket_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	file = docket.File{ID: "1", Unit: "unit:east", Department: "market", Region: "360402100000", FiledOn: "2026-03-02", Officers: []string{"person:li", "person:chen"}}
	part = []store.Part{docket.Part}
)

// desk watches a file from Monday 2 March 2026, ten in the morning.
type desk struct {
	t   *testing.T
	db  *store.DB
	now time.Time
}

func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		d := &desk{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
		db.Now = func() time.Time { d.now = d.now.Add(time.Microsecond); return d.now }
		fn(d)
	})
}

func (d *desk) act(fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.db.Act(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) })
}

func (d *desk) look(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) }); err != nil {
		d.t.Fatal(err)
	}
}

// must does something that notes nothing by itself.
func (d *desk) must(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.act(func(ctx context.Context, tx *store.Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		return file.Note(tx, "clock.resumed", docket.Timed{}, "")
	}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) start(kind string) {
	d.t.Helper()
	d.must(func(ctx context.Context, tx *store.Tx) error {
		return docket.Start(ctx, tx, file.ID, file.ID, kind, docket.Midnight("2026-03-02"))
	})
}

func last[T any](_ T, err error) error { return err }

// clock is the latest clock of a kind.
func (d *desk) clock(kind string) (k docket.Clock) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) error {
		ks, err := docket.Clocks(ctx, tx, file.ID)
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

// TestEveryKindHasItsLimit: what runs from 2 March 2026, and until when. Qingming
// is off from 4 to 6 April.
func TestEveryKindHasItsLimit(t *testing.T) {
	for kind, want := range map[string]string{
		docket.ClockDecision: "2026-06-01", docket.ClockDelivery: "2026-03-11", docket.ClockPayment: "2026-03-17", docket.ClockPublication: "2026-03-30",
		docket.ClockUnpublication: "2026-03-05", docket.ClockPreservation: "2026-03-11", docket.ClockSeizure: "2026-04-01", docket.ClockApproval: "2026-03-05",
		docket.ClockSending: "2026-03-03", docket.ClockRelay: "2026-03-03", docket.ClockPolice: "2026-03-05", docket.ClockHanding: "2026-03-05",
		docket.ClockAppeal: "2026-03-05", docket.ClockAnswer: "2026-03-05", docket.ClockPetition: "2026-03-05", docket.ClockMeasure: "2026-03-03",
		docket.ClockHearing: "2026-03-09", docket.ClockArchive: "2026-03-11", docket.ClockDemand: "2026-03-12", docket.ClockCourt: "2026-06-02",
	} {
		t.Run(kind, func(t *testing.T) {
			each(t, func(d *desk) {
				d.start(kind)
				if got := d.clock(kind); string(got.Last) != want || got.Provisional {
					t.Errorf("ends on %s (provisional %v), want %s", got.Last, got.Provisional, want)
				}
			})
		})
	}
}

// TestOnlyItsFile: a clock is wound by who may act on its case.
func TestOnlyItsFile(t *testing.T) {
	each(t, func(d *desk) {
		d.start(docket.ClockDecision)
		k := d.clock(docket.ClockDecision)
		other := file
		other.ID = "2"
		if err := d.act(func(ctx context.Context, tx *store.Tx) error {
			return last(docket.Stop(ctx, tx, other, k.ID, "", "hearing"))
		}); !errors.Is(err, docket.ErrClock) {
			t.Errorf("stopped from another case: %v", err)
		}
	})
}

// TestHoldAndRelease: the clock of the decision stands still for one reason, and
// is released from that one only.
func TestHoldAndRelease(t *testing.T) {
	each(t, func(d *desk) {
		d.start(docket.ClockDecision)
		hold := func(ctx context.Context, tx *store.Tx) error {
			return docket.Hold(ctx, tx, file, "2026-03-02", "hearing")
		}
		release := func(on, reason string) {
			d.must(func(ctx context.Context, tx *store.Tx) error { return docket.Release(ctx, tx, file, on, reason) })
		}
		d.must(hold)
		d.must(hold) // it stands still already
		d.now = d.now.AddDate(0, 0, 10)
		release("2026-03-12", "testing")
		if !d.clock(docket.ClockDecision).Paused() {
			t.Error("released from what it does not stand still for")
		}
		release("2026-03-12", "hearing")
		if k := d.clock(docket.ClockDecision); k.Paused() || k.Last != "2026-06-09" {
			t.Errorf("runs until %s", k.Last)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return docket.Hold(ctx, tx, file, "2026-03-12", "hearing")
		})
		release("2026-03-12", "hearing")
		if k := d.clock(docket.ClockDecision); k.Paused() || len(k.Pauses) != 1 {
			t.Errorf("a hearing over on its first day: %+v", k.Pauses)
		}
	})
}

func TestAClockStandsStill(t *testing.T) {
	each(t, func(d *desk) {
		d.start(docket.ClockDecision)
		k := d.clock(docket.ClockDecision)
		wind := func(fn func(ctx context.Context, tx *store.Tx) (docket.Clock, error)) (out docket.Clock, err error) {
			err = d.act(func(ctx context.Context, tx *store.Tx) (err error) { out, err = fn(ctx, tx); return err })
			return out, err
		}
		stop := func(from, reason string) (docket.Clock, error) {
			return wind(func(ctx context.Context, tx *store.Tx) (docket.Clock, error) {
				return docket.Stop(ctx, tx, file, k.ID, from, reason)
			})
		}
		resume := func(on string) (docket.Clock, error) {
			return wind(func(ctx context.Context, tx *store.Tx) (docket.Clock, error) {
				return docket.Resume(ctx, tx, file, k.ID, on)
			})
		}
		d.now = d.now.AddDate(0, 0, 18) // 20 March
		if _, err := stop("2026-03-10", "holiday"); !errors.Is(err, docket.ErrPause) {
			t.Errorf("stopped for a holiday: %v", err)
		}
		if _, err := stop("2026-03-21", "appraisal"); !errors.Is(err, docket.ErrDay) {
			t.Errorf("stopped tomorrow: %v", err)
		}
		if _, err := resume(""); !errors.Is(err, docket.ErrPause) {
			t.Errorf("resumed what ran: %v", err)
		}
		stopped, err := stop("2026-03-10", "appraisal")
		if err != nil || !stopped.DueAt.IsZero() || stopped.Overdue(d.now.AddDate(1, 0, 0)) {
			t.Fatalf("stopped: %+v, %v", stopped, err)
		}
		if _, err := stop("2026-03-11", "testing"); !errors.Is(err, docket.ErrPause) {
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

func TestMoreTimeIsApproved(t *testing.T) {
	each(t, func(d *desk) {
		d.start(docket.ClockDecision)
		k := d.clock(docket.ClockDecision)
		for _, c := range []struct {
			e    docket.Extension
			want error
			last string
		}{
			{docket.Extension{Days: 30}, docket.ErrExtension, ""},
			{docket.Extension{Days: 30, Approver: "person:li"}, docket.ErrExtension, ""},
			{docket.Extension{Days: 31, Approver: "person:head"}, docket.ErrExtension, ""},
			{docket.Extension{Days: 30, Approver: "person:head"}, nil, "2026-06-30"},
			{docket.Extension{Days: 30, Approver: "person:head"}, docket.ErrExtension, ""},
			{docket.Extension{Days: 20, Approver: "person:head", Record: "document:7"}, nil, "2026-07-20"},
		} {
			var got docket.Clock
			err := d.act(func(ctx context.Context, tx *store.Tx) (err error) {
				got, err = docket.Extend(ctx, tx, file, k.ID, c.e)
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
		d.start(docket.ClockApproval)
		k := d.clock(docket.ClockApproval)
		for name, fn := range map[string]func(ctx context.Context, tx *store.Tx) error{
			"stop": func(ctx context.Context, tx *store.Tx) error {
				return last(docket.Stop(ctx, tx, file, k.ID, "", "hearing"))
			},
			"extend": func(ctx context.Context, tx *store.Tx) error {
				return last(docket.Extend(ctx, tx, file, k.ID, docket.Extension{Days: 1, Approver: "person:head"}))
			},
		} {
			if err := d.act(fn); !errors.Is(err, docket.ErrRedLine) {
				t.Errorf("%s: got %v, want ErrRedLine", name, err)
			}
		}
	})
}

func (d *desk) running(by time.Time) (ks []docket.Clock) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		ks, err = docket.Running(ctx, tx, by)
		return err
	})
	return ks
}
