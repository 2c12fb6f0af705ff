package exhibit_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	file = docket.File{ID: "1", Unit: "unit:east", Department: "market", Region: "360402100000", FiledOn: "2026-03-02", Officers: []string{"person:li", "person:chen"}}
	part = []store.Part{docket.Part, exhibit.Part}
)

// desk has a case and an exhibit of it, from Monday 2 March 2026, ten in the
// morning.
type desk struct {
	t            *testing.T
	db           *store.DB
	now          time.Time
	id, disposal string
}

func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) { fn(sit(t, db)) })
}

func sit(t *testing.T, db *store.DB) *desk {
	d := &desk{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	db.Now = func() time.Time { d.now = d.now.Add(time.Microsecond); return d.now }
	return d
}

func (d *desk) act(by store.Actor, fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.db.Act(d.t.Context(), by, func(tx *store.Tx) error { return fn(d.t.Context(), tx) })
}

func (d *desk) look(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) }); err != nil {
		d.t.Fatal(err)
	}
}

func birds() exhibit.Exhibit {
	return exhibit.Exhibit{Class: "animal", Name: "画眉", Measure: "seizure", Count: 10, Protection: "national2", Alive: true, Custodian: "person:li", Place: "救护站"}
}

func (d *desk) seize(ctx context.Context, tx *store.Tx, x exhibit.Exhibit) error {
	x, err := exhibit.Seize(ctx, tx, file, x)
	d.id = x.ID
	return err
}

func (d *desk) dispose(ctx context.Context, tx *store.Tx, in exhibit.Disposal) error {
	x, err := exhibit.Get(ctx, tx, d.id)
	if err != nil {
		return err
	}
	in.Exhibit, in.Place = x.ID, "莲花洞"
	if in.Approver == "" {
		in.Approver = "person:head"
	}
	out, err := exhibit.Dispose(ctx, tx, file, x.Version, in)
	d.disposal = out.ID
	return err
}

func last[T any](_ T, err error) error { return err }

// standing are the facts of the case's entries of a verb that nothing reversed.
func (d *desk) standing(verb string) (out []map[string]any) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) error {
		es, err := journal.Of(ctx, tx, file.Ref())
		var undone []int64
		for _, e := range slices.Backward(es) {
			if e.Verb == verb && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
				out = append(out, e.Facts)
			}
			undone = append(undone, e.Reverses)
		}
		return err
	})
	return out
}

// clocks are the running clocks by kind, with their last day.
func (d *desk) clocks() map[string]string {
	out := map[string]string{}
	d.look(func(ctx context.Context, tx *store.Tx) error {
		ks, err := docket.Clocks(ctx, tx, file.ID)
		for _, k := range ks {
			if k.DoneAt.IsZero() {
				out[k.Kind] = string(k.Last)
			}
		}
		return err
	})
	return out
}

func TestUnitsOfExhibits(t *testing.T) {
	good := exhibit.Exhibit{Name: "x", Measure: "confiscation", Protection: "sanyou", Custodian: "person:li", Place: "库房"}
	for name, c := range map[string]struct {
		class, unit  string
		count, grams int64
		alive        bool
		want         error
	}{
		"snakes in 条":                {"animal", "条", 3, 0, true, nil},
		"birds, unit unsaid":         {"animal", "", 3, 0, false, nil},
		"birds by weight":            {"animal", "克", 3, 0, false, exhibit.ErrClass},
		"half a bird":                {"animal", "只", 0, 500, false, exhibit.ErrQuantity},
		"horns by piece":             {"product_count", "根", 2, 0, false, nil},
		"pangolin scales in grams":   {"product_weight", "", 0, 2500, false, nil},
		"scales counted and weighed": {"product_weight", "克", 1, 2500, false, exhibit.ErrQuantity},
		"a living horn":              {"product_count", "根", 2, 0, true, exhibit.ErrClass},
		"nets":                       {"tool", "张", 4, 0, false, nil},
		"no net":                     {"tool", "张", 0, 0, false, exhibit.ErrQuantity},
		"something":                  {"thing", "件", 1, 0, false, exhibit.ErrClass},
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, storetest.SQLite(t, part...))
			x := good
			x.Class, x.Unit, x.Count, x.Grams, x.Alive = c.class, c.unit, c.count, c.grams, c.alive
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, x) }); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestWhatIsMissingOfAnExhibit(t *testing.T) {
	d := sit(t, storetest.SQLite(t, part...))
	for want, spoil := range map[error]func(*exhibit.Exhibit){
		exhibit.ErrProtection: func(x *exhibit.Exhibit) { x.Protection = "" },
		exhibit.ErrCustody:    func(x *exhibit.Exhibit) { x.Place = "" },
		exhibit.ErrMeasure:    func(x *exhibit.Exhibit) { x.Measure = "" },
		docket.ErrDay:         func(x *exhibit.Exhibit) { x.SeizedOn = "2026-03-03" },
	} {
		x := birds()
		spoil(&x)
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, x) }); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestAnExhibitIsCorrectedOnItsDay(t *testing.T) {
	each(t, func(d *desk) {
		d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, birds()) })
		x := d.exhibit()
		x.Count, x.Protection = 12, "sanyou"
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(exhibit.Amend(ctx, tx, file, x)) })
		x = d.exhibit()
		x.Name = "画眉（成体）"
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(exhibit.Amend(ctx, tx, file, x)) })
		if got := d.quantities("exhibit.seized"); !slices.Equal(got, []string{"12 sanyou"}) {
			t.Errorf("seized %v, want 12 sanyou", got)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return d.dispose(ctx, tx, exhibit.Disposal{Way: "release", Count: 4})
		})
		x = d.exhibit()
		for want, do := range map[error]func(ctx context.Context, tx *store.Tx) error{
			exhibit.ErrGone: func(ctx context.Context, tx *store.Tx) error { return last(exhibit.Amend(ctx, tx, file, x)) },
			exhibit.ErrMoved: func(ctx context.Context, tx *store.Tx) error {
				return last(exhibit.Move(ctx, tx, file, exhibit.Exhibit{ID: x.ID, Version: 1, Custodian: "person:zhou", Place: "库房"}))
			},
			exhibit.ErrCustody: func(ctx context.Context, tx *store.Tx) error {
				return last(exhibit.Move(ctx, tx, file, exhibit.Exhibit{ID: x.ID, Version: x.Version, Place: "库房"}))
			},
		} {
			if err := d.act(li, do); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(exhibit.Undispose(ctx, tx, file, d.disposal, "误录"))
		})
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return last(exhibit.Undispose(ctx, tx, file, d.disposal, "误录"))
		}); !errors.Is(err, exhibit.ErrDisposal) {
			t.Errorf("taken back twice: %v", err)
		}
		if got := d.exhibit(); got.HeldCount != 12 || len(d.standing("exhibit.disposed")) != 0 {
			t.Errorf("%d held, %v disposed", got.HeldCount, d.standing("exhibit.disposed"))
		}
		x = d.exhibit()
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(exhibit.Unseize(ctx, tx, file, exhibit.Exhibit{ID: x.ID, Version: x.Version, Withdrawn: "非涉案"}))
		})
		if got := d.quantities("exhibit.seized"); len(got) != 0 {
			t.Errorf("seized %v after it was withdrawn", got)
		}
	})
}

func TestTheDeadAreNotReleased(t *testing.T) {
	each(t, func(d *desk) {
		x := birds()
		x.Alive = false
		d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, x) })
		for way, want := range map[string]error{"release": exhibit.ErrDead, "rescue": exhibit.ErrDead, "sell": exhibit.ErrWay, "destroy": nil} {
			err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
				return d.dispose(ctx, tx, exhibit.Disposal{Way: way, Count: 1})
			})
			if !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", way, err, want)
			}
		}
	})
}

func (d *desk) must(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.act(li, fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) exhibit() (x exhibit.Exhibit) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		x, err = exhibit.Get(ctx, tx, d.id)
		return err
	})
	return x
}

func (d *desk) quantities(verb string) (out []string) {
	for _, f := range d.standing(verb) {
		out = append(out, fmt.Sprint(f["count"], " ", f["protection"]))
	}
	return out
}

// TestMeasures: preservation wants its approval, a seizure on the spot gets
// twenty-four hours for it, and each measure has its period.
func TestMeasures(t *testing.T) {
	each(t, func(d *desk) {
		kept := birds()
		kept.Measure = "preservation"
		for approver, want := range map[string]error{"": exhibit.ErrApproval, "person:chen": exhibit.ErrApproval} {
			kept.Approver = approver
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, kept) }); !errors.Is(err, want) {
				t.Errorf("preserved as %q approved: %v", approver, err)
			}
		}
		kept.Approver, kept.Paper = "person:head", "先登1号"
		d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, kept) })
		if got := d.clocks(); len(got) != 1 || got[docket.ClockPreservation] != "2026-03-11" {
			t.Errorf("preserved until %v", got)
		}
		turn := func(measure, approver string) error {
			x := d.exhibit()
			return d.act(li, func(ctx context.Context, tx *store.Tx) error {
				return last(exhibit.Turn(ctx, tx, file, exhibit.Exhibit{ID: x.ID, Version: x.Version, Measure: measure, Approver: approver, Paper: "扣1号"}))
			})
		}
		if err := turn("seizure", "person:li"); !errors.Is(err, exhibit.ErrApproval) {
			t.Errorf("approved by who seized: %v", err)
		}
		if err := turn("surrender", "person:head"); !errors.Is(err, exhibit.ErrTurn) {
			t.Errorf("turned into a surrender: %v", err)
		}
		d.now = d.now.AddDate(0, 0, 10) // 12 March: a day late
		if err := turn("seizure", "person:head"); err != nil {
			t.Fatal(err)
		}
		if f := d.standing("exhibit.turned"); len(f) != 1 || f[0]["late"] != true {
			t.Errorf("turned %v, want late", f)
		}
		if got := d.clocks(); len(got) != 1 || got[docket.ClockSeizure] != "2026-04-13" { // the thirtieth day is a Saturday
			t.Errorf("seized until %v", got)
		}
		if err := turn("confiscation", "person:head"); err != nil {
			t.Fatal(err)
		}
		if got := d.clocks(); len(got) != 0 {
			t.Errorf("confiscated, and yet run %v", got)
		}
		if err := turn("seizure", "person:head"); !errors.Is(err, exhibit.ErrTurn) {
			t.Errorf("turned back: %v", err)
		}
	})
}

func TestASeizureOnTheSpotIsApprovedInADay(t *testing.T) {
	for hours, late := range map[time.Duration]bool{23 * time.Hour: false, 25 * time.Hour: true} {
		each(t, func(d *desk) {
			d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, birds()) })
			d.now = d.now.Add(hours)
			x := d.exhibit()
			approve := func(ctx context.Context, tx *store.Tx) error {
				return last(exhibit.Approve(ctx, tx, file, exhibit.Exhibit{ID: x.ID, Version: x.Version, Approver: "person:head", Paper: "扣2号"}))
			}
			d.must(approve)
			if f := d.standing("exhibit.approved"); len(f) != 1 || f[0]["late"] != late {
				t.Errorf("%v later %v", hours, f)
			}
			if got := d.clocks(); len(got) != 1 || got[docket.ClockSeizure] != "2026-04-01" {
				t.Errorf("run %v", got)
			}
			x.Version++
			if err := d.act(li, approve); !errors.Is(err, exhibit.ErrApproved) {
				t.Errorf("approved twice: %v", err)
			}
		})
	}
}

// TestTheClockFollowsWhatIsHeld: it stops with the last of it, and runs on when
// the record of that was mistaken.
func TestTheClockFollowsWhatIsHeld(t *testing.T) {
	each(t, func(d *desk) {
		x := birds()
		x.Approver = "person:head"
		d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, x) })
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return d.dispose(ctx, tx, exhibit.Disposal{Way: "release", Count: 1, Approver: "person:chen"})
		}); !errors.Is(err, exhibit.ErrReceiver) {
			t.Errorf("approved by who handles the case: %v", err)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return d.dispose(ctx, tx, exhibit.Disposal{Way: "release", Count: 10})
		})
		if got := d.clocks(); len(got) != 0 {
			t.Errorf("all released, and yet run %v", got)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(exhibit.Undispose(ctx, tx, file, d.disposal, "误录"))
		})
		if got := d.clocks(); got[docket.ClockSeizure] != "2026-04-01" {
			t.Errorf("held again, and run %v", got)
		}
	})
}

func TestAnEndedCaseIsLeftAlone(t *testing.T) {
	d := sit(t, storetest.SQLite(t, part...))
	ended, other := file, file
	ended.Ended, other.ID = true, "2"
	if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(exhibit.Seize(ctx, tx, ended, birds())) }); !errors.Is(err, docket.ErrEnded) {
		t.Errorf("seized in an ended case: %v", err)
	}
	d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, birds()) })
	x := d.exhibit()
	for f, want := range map[*docket.File]error{&ended: docket.ErrEnded, &other: exhibit.ErrExhibit} {
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(exhibit.Move(ctx, tx, *f, x)) }); !errors.Is(err, want) {
			t.Errorf("moved: %v, want %v", err, want)
		}
	}
}
