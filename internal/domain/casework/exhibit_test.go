package casework_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

func TestUnitsOfExhibits(t *testing.T) {
	good := casework.Exhibit{Name: "x", Measure: "confiscation", Protection: "sanyou", Custodian: "person:li", Place: "库房"}
	for name, c := range map[string]struct {
		class, unit  string
		count, grams int64
		alive        bool
		want         error
	}{
		"snakes in 条":                {"animal", "条", 3, 0, true, nil},
		"birds, unit unsaid":         {"animal", "", 3, 0, false, nil},
		"birds by weight":            {"animal", "克", 3, 0, false, casework.ErrClass},
		"half a bird":                {"animal", "只", 0, 500, false, casework.ErrQuantity},
		"horns by piece":             {"product_count", "根", 2, 0, false, nil},
		"pangolin scales in grams":   {"product_weight", "", 0, 2500, false, nil},
		"scales counted and weighed": {"product_weight", "克", 1, 2500, false, casework.ErrQuantity},
		"a living horn":              {"product_count", "根", 2, 0, true, casework.ErrClass},
		"nets":                       {"tool", "张", 4, 0, false, nil},
		"no net":                     {"tool", "张", 0, 0, false, casework.ErrQuantity},
		"something":                  {"thing", "件", 1, 0, false, casework.ErrClass},
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, storetest.SQLite(t, part...))
			d.file("lead:1")
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
	d.file("lead:1")
	for want, spoil := range map[error]func(*casework.Exhibit){
		casework.ErrProtection: func(x *casework.Exhibit) { x.Protection = "" },
		casework.ErrCustody:    func(x *casework.Exhibit) { x.Place = "" },
		casework.ErrMeasure:    func(x *casework.Exhibit) { x.Measure = "" },
		casework.ErrDay:        func(x *casework.Exhibit) { x.SeizedOn = "2026-03-03" },
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
		d.file("lead:1")
		d.do("seize birds")
		x := d.exhibit()
		x.Count, x.Protection = 12, "sanyou"
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(casework.Amend(ctx, tx, x)) })
		x = d.exhibit()
		x.Name = "画眉（成体）"
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(casework.Amend(ctx, tx, x)) })
		if got := d.quantities("exhibit.seized"); !slices.Equal(got, []string{"12 sanyou"}) {
			t.Errorf("seized %v, want 12 sanyou", got)
		}
		d.do("release some")
		x = d.exhibit()
		for want, do := range map[error]func(ctx context.Context, tx *store.Tx) error{
			casework.ErrGone: func(ctx context.Context, tx *store.Tx) error { return last(casework.Amend(ctx, tx, x)) },
			casework.ErrMoved: func(ctx context.Context, tx *store.Tx) error {
				return last(casework.Move(ctx, tx, x.ID, 1, "person:zhou", "库房"))
			},
			casework.ErrCustody: func(ctx context.Context, tx *store.Tx) error {
				return last(casework.Move(ctx, tx, x.ID, x.Version, "", "库房"))
			},
		} {
			if err := d.act(li, do); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(casework.Undispose(ctx, tx, d.named["disposal"], "误录"))
		})
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return last(casework.Undispose(ctx, tx, d.named["disposal"], "误录"))
		}); !errors.Is(err, casework.ErrDisposal) {
			t.Errorf("taken back twice: %v", err)
		}
		if got := d.exhibit(); got.HeldCount != 12 || len(d.standing("exhibit.disposed")) != 0 {
			t.Errorf("%d held, %v disposed", got.HeldCount, d.standing("exhibit.disposed"))
		}
		x = d.exhibit()
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(casework.Unseize(ctx, tx, x.ID, x.Version, "非涉案"))
		})
		if got := d.quantities("exhibit.seized"); len(got) != 0 {
			t.Errorf("seized %v after it was withdrawn", got)
		}
	})
}

func TestTheDeadAreNotReleased(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		x := birds()
		x.Alive = false
		d.must(func(ctx context.Context, tx *store.Tx) error { return d.seize(ctx, tx, x) })
		for way, want := range map[string]error{"release": casework.ErrDead, "rescue": casework.ErrDead, "sell": casework.ErrWay, "destroy": nil} {
			err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
				return d.dispose(ctx, tx, casework.Disposal{Way: way, Count: 1})
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

func (d *desk) exhibit() (x casework.Exhibit) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		x, err = casework.GetExhibit(ctx, tx, d.named["exhibit"])
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
