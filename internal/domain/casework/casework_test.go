package casework_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	wu   = store.Actor{ID: "person:wu", Unit: "unit:west", Department: "forestry", Home: "360402"}
	part = []store.Part{docket.Part, casework.Part}
)

const word = "濂溪市监案"

// desk is a home with one case on it, and a clock that a test can move.
type desk struct {
	t   *testing.T
	db  *store.DB
	now time.Time
	id  string // of the case
}

// each sits down at a desk on Monday 2 March 2026, ten in the morning.
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

func (d *desk) file(origin ref.Ref) {
	d.t.Helper()
	if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
		c, err := casework.File(ctx, tx, casework.Case{Origin: origin, Title: "张某非法出售画眉案", Violation: "V08",
			Officers: []string{"person:li", "person:chen"}, Region: "360402100000", Campaign: "spring"}, word)
		d.id = c.ID
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) current() (c casework.Case) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) { c, err = casework.Get(ctx, tx, d.id); return err })
	return c
}

func TestNumbersHaveNoGaps(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.withdraw()
		lost := errors.New("the line broke")
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			_, err := casework.File(ctx, tx, casework.Case{Origin: "lead:9", Title: "x", Violation: "V01"}, word)
			return errors.Join(err, lost)
		}); !errors.Is(err, lost) {
			t.Fatal(err)
		}
		var again casework.Case
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			c, err := casework.File(ctx, tx, casework.Case{Origin: "lead:2", Title: "x", Violation: "V01"}, word)
			if err != nil {
				return err
			}
			d.id = c.ID
			again, err = casework.File(ctx, tx, casework.Case{Origin: "lead:2", Title: "x", Violation: "V01"}, word)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return last(casework.File(ctx, tx, casework.Case{Origin: "lead:2", Title: "y", Violation: "V01"}, word))
		}); !errors.Is(err, casework.ErrFiled) || fault.Of(err).Theirs == nil {
			t.Errorf("another case of one origin: %v", err)
		}
		if c := d.current(); c.Number != word+"〔2026〕2号" || again.ID != c.ID {
			t.Errorf("the second case is %s, and again %s", c.Number, again.Number)
		}
	})
}

func TestWhatIsNoCase(t *testing.T) {
	d := sit(t, storetest.SQLite(t, part...))
	for want, c := range map[error]casework.Case{
		casework.ErrTitle:     {Origin: "lead:1", Violation: "V01"},
		casework.ErrOrigin:    {Title: "x", Violation: "V01"},
		casework.ErrViolation: {Origin: "lead:1", Title: "x", Violation: "V25"},
		casework.ErrLong:      {Origin: "lead:1", Title: strings.Repeat("长", 201), Violation: "V01"},
		casework.ErrBackdated: {Origin: "lead:1", Title: "x", Violation: "V01", FiledOn: "2025-03-03"},
		casework.ErrDay:       {Origin: "lead:1", Title: "x", Violation: "V01", FiledOn: "2026-03-03"},
	} {
		err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(casework.File(ctx, tx, c, word)) })
		if !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestOnlyItsUnitAndOnlyWhatItSaw(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		c := d.current()
		if err := d.act(wu, func(ctx context.Context, tx *store.Tx) error {
			return last(casework.Investigate(ctx, tx, c.ID, c.Version))
		}); !errors.Is(err, casework.ErrNotYours) {
			t.Errorf("another unit: %v", err)
		}
		edit := func(ctx context.Context, tx *store.Tx) error {
			c.Violation = "V07"
			return last(casework.Edit(ctx, tx, c))
		}
		if err := d.act(li, edit); err != nil {
			t.Fatal(err)
		}
		err := d.act(li, edit)
		if theirs, ok := fault.Of(err).Theirs.(casework.Case); !errors.Is(err, casework.ErrMoved) || !ok || theirs.Violation != "V07" {
			t.Errorf("edited what had moved: %v", err)
		}
	})
}

func TestAPartyIsOneInAllCases(t *testing.T) {
	each(t, func(d *desk) {
		marks := map[string]string{}
		for _, origin := range []ref.Ref{"lead:1", "lead:2"} {
			d.file(origin)
			for _, p := range []casework.Party{
				{Case: d.id, Kind: "person", Name: sealed.New("张三"), Paper: sealed.New("36040219800101001X")},
				{Case: d.id, Kind: "org", Name: sealed.New("三味鸟店"), Subject: "subject:1"},
			} {
				if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(casework.AddParty(ctx, tx, p)) }); err != nil {
					t.Fatal(err)
				}
			}
			d.look(func(ctx context.Context, tx *store.Tx) error {
				ps, err := casework.Parties(ctx, tx, d.id)
				for _, p := range ps {
					if before, ok := marks[p.Kind]; ok && before != p.Mark {
						t.Errorf("%s has two marks", p.Kind)
					}
					if marks[p.Kind] = p.Mark; fmt.Sprint(p.Name) != sealed.Mask {
						t.Errorf("the name shows: %v", p.Name)
					}
				}
				return err
			})
		}
		if marks["person"] == marks["org"] {
			t.Error("two parties have one mark")
		}
	})
}

func (d *desk) withdraw() {
	d.t.Helper()
	c := d.current()
	if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
		return last(casework.Withdraw(ctx, tx, c.ID, c.Version, "重复立案", casework.Standing{}))
	}); err != nil {
		d.t.Fatal(err)
	}
}

func last[T any](_ T, err error) error { return err }

// TestWhatStandsInTheWay: every reason is told, and the first refuses.
func TestWhatStandsInTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		state   casework.State
		outcome string
		reason  string
		st      casework.Standing
		want    []error
	}{
		"paid and empty":          {casework.Executed, "penalty", "", casework.Standing{}, nil},
		"not carried out":         {casework.Decided, "penalty", "", casework.Standing{}, []error{casework.ErrState}},
		"a bird is held":          {casework.Executed, "penalty", "", casework.Standing{Exhibits: []string{"画眉", "网"}}, []error{casework.ErrExhibits, casework.ErrExhibits}},
		"a crime is on its way":   {casework.Investigating, "terminated", "死亡", casework.Standing{Crime: true}, []error{casework.ErrCrime}},
		"not handed over yet":     {casework.Investigating, "transferred", "移送", casework.Standing{Crime: true}, []error{casework.ErrOutcome, casework.ErrCrime}},
		"handed over":             {casework.Investigating, "transferred", "移送", casework.Standing{Crime: true, Handed: true}, nil},
		"spared, but one was not": {casework.Decided, "none", "", casework.Standing{Undecided: true, Penalties: []string{"1号"}}, []error{casework.ErrUndecided, casework.ErrOutcome}},
		"no reason":               {casework.Filed, "referred", "", casework.Standing{}, []error{casework.ErrReason}},
		"no such way":             {casework.Filed, "lost", "x", casework.Standing{}, []error{casework.ErrOutcome}},
	} {
		why := casework.Obstacles(casework.Case{State: c.state, Outcome: c.outcome, Reason: c.reason}, c.st)
		ok := len(why) == len(c.want)
		for i := range min(len(why), len(c.want)) {
			ok = ok && errors.Is(why[i], c.want[i])
		}
		if !ok {
			t.Errorf("%s: %v, want %v", name, why, c.want)
		}
	}
}
