package casework_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	wu   = store.Actor{ID: "person:wu", Unit: "unit:west", Department: "forestry", Home: "360402"}
	part = []store.Part{casework.Part}
)

const word = "濂溪市监案"

// desk is a home with one case on it, and a clock that a test can move.
type desk struct {
	t     *testing.T
	db    *store.DB
	now   time.Time
	id    string            // of the case
	named map[string]string // ids of parties, decisions, exhibits, transfers by the words of the tables
}

// each sits down at a desk on Monday 2 March 2026, ten in the morning.
func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) { fn(sit(t, db)) })
}

func sit(t *testing.T, db *store.DB) *desk {
	d := &desk{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), named: map[string]string{}}
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

// standing are the facts of the case's entries of a verb that nothing reversed.
func (d *desk) standing(verb string) (out []map[string]any) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) error {
		es, err := journal.Of(ctx, tx, casework.Ref(d.id))
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

// A step is one deed and what must come of it.
type step struct {
	do    string
	state casework.State
	err   error
}

// opened is how most lives begin.
var opened = []step{{"name zhang", casework.Filed, nil}, {"investigate", casework.Investigating, nil}}

func then(before []step, more ...step) []step { return append(slices.Clone(before), more...) }

func TestLife(t *testing.T) {
	fined := then(opened, step{"fine zhang", casework.Decided, nil})
	executed := then(fined, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil})
	for name, steps := range map[string][]step{
		"fined and published":        then(executed, step{"close", casework.Closed, nil}, step{"publish", casework.Published, nil}),
		"published before closing":   then(fined, step{"publish", casework.Decided, nil}, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil}, step{"close", casework.Published, nil}),
		"published once":             then(executed, step{"publish", casework.Executed, nil}, step{"publish", casework.Executed, casework.ErrPublished}, step{"unpublish", casework.Executed, nil}, step{"unpublish", casework.Executed, casework.ErrUnpublished}),
		"a warning is not":           then(opened, step{"warn zhang", casework.Decided, nil}, step{"publish", casework.Decided, casework.ErrWarning}),
		"two officers":               {{"send one officer away", casework.Filed, nil}, {"investigate", casework.Filed, casework.ErrOfficers}},
		"two officers all along":     then(opened, step{"send one officer away", casework.Investigating, casework.ErrOfficers}),
		"not decided uninvestigated": {{"name zhang", casework.Filed, nil}, {"fine zhang", casework.Filed, casework.ErrState}},
		"decided once":               then(fined, step{"fine zhang", casework.Decided, casework.ErrDecided}),
		"decided for somebody":       {{"investigate", casework.Investigating, nil}, {"fine zhang", casework.Investigating, casework.ErrParty}},
		"no fine while sparing":      then(opened, step{"fine and spare", casework.Investigating, casework.ErrKind}),
		"spared":                     then(opened, step{"spare zhang", casework.Decided, nil}, step{"close unfined", casework.Closed, nil}),
		"fined is not spared":        then(fined, step{"close unfined", casework.Decided, casework.ErrOutcome}),
		"closure wants a hearing":    then(opened, step{"name the shop", casework.Investigating, nil}, step{"close the shop", casework.Investigating, casework.ErrHearing}),
		"a hearing wants a review":   then(opened, step{"name the shop", casework.Investigating, nil}, step{"close the shop unreviewed", casework.Investigating, casework.ErrReview}, step{"close the shop after a hearing", casework.Decided, nil}),
		"every party decided":        then(fined, step{"name the shop", casework.Decided, nil}, step{"execute", casework.Decided, casework.ErrUndecided}, step{"drop the shop", casework.Decided, nil}, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil}),
		"served before paid":         then(fined, step{"pay", casework.Decided, casework.ErrUnserved}, step{"execute", casework.Decided, casework.ErrUnserved}),
		"paid in full":               then(fined, step{"serve", casework.Decided, nil}, step{"pay half", casework.Decided, nil}, step{"execute", casework.Decided, casework.ErrUnpaid}, step{"give up collecting", casework.Executed, nil}),
		"not closed unexecuted":      then(fined, step{"close", casework.Decided, casework.ErrState}),
		"annulled":                   then(executed, step{"annul", casework.Investigating, nil}, step{"spare zhang", casework.Decided, nil}, step{"close unfined", casework.Closed, nil}),
		"one of two annulled":        then(fined, step{"name the shop", casework.Decided, nil}, step{"close the shop after a hearing", casework.Decided, nil}, step{"annul", casework.Decided, nil}, step{"execute", casework.Decided, casework.ErrUndecided}, step{"spare zhang", casework.Decided, nil}),
		"not annulled when closed":   then(executed, step{"close", casework.Closed, nil}, step{"annul", casework.Closed, casework.ErrState}),
		"terminated":                 {{"terminate silently", casework.Filed, casework.ErrReason}, {"terminate", casework.Closed, nil}, {"edit", casework.Closed, casework.ErrState}},
		"reopened":                   then(executed, step{"close", casework.Closed, nil}, step{"reopen", casework.Executed, nil}, step{"close", casework.Closed, nil}),
		"reopened undecided":         then(opened, step{"terminate", casework.Closed, nil}, step{"reopen", casework.Investigating, nil}),
		"withdrawn":                  {{"withdraw", casework.Withdrawn, nil}, {"reopen", casework.Withdrawn, casework.ErrState}},
		"not withdrawn decided":      then(fined, step{"withdraw", casework.Decided, casework.ErrState}),
		"not over an open exhibit":   then(opened, step{"seize birds", casework.Investigating, nil}, step{"terminate", casework.Investigating, casework.ErrExhibits}, step{"withdraw", casework.Investigating, casework.ErrExhibits}, step{"release some", casework.Investigating, nil}, step{"terminate", casework.Investigating, casework.ErrExhibits}, step{"release many", casework.Investigating, casework.ErrQuantity}, step{"release rest", casework.Investigating, nil}, step{"terminate", casework.Closed, nil}),
		"no fine for a crime":        then(opened, step{"form alone", casework.Investigating, casework.ErrTeam}, step{"form a team", casework.Investigating, nil}, step{"form a team", casework.Investigating, casework.ErrUnderway}, step{"fine zhang", casework.Investigating, casework.ErrCrime}, step{"terminate", casework.Investigating, casework.ErrCrime}, step{"close as crime", casework.Investigating, casework.ErrOutcome}),
		"edited":                     {{"edit", casework.Filed, nil}, {"edit badly", casework.Filed, casework.ErrViolation}},
		"exposed":                    then(fined, step{"expose", casework.Decided, nil}, step{"expose", casework.Decided, casework.ErrPublished}, step{"unexpose", casework.Decided, nil}, step{"unexpose", casework.Decided, casework.ErrUnpublished}),
		"not exposed undecided":      {{"expose", casework.Filed, casework.ErrState}},
		"blacklisted":                then(opened, step{"blacklist", casework.Investigating, casework.ErrPenalty}, step{"fine zhang", casework.Decided, nil}, step{"blacklist", casework.Decided, nil}, step{"blacklist", casework.Decided, casework.ErrPublished}, step{"unlist", casework.Decided, nil}),
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(d *desk) {
				d.file("lead:1")
				d.live(steps)
			})
		})
	}
}

func (d *desk) live(steps []step) {
	d.t.Helper()
	for _, s := range steps {
		c := d.current()
		err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return deeds[s.do](d, ctx, tx, c) })
		if !errors.Is(err, s.err) {
			d.t.Fatalf("%s: got %v, want %v", s.do, err, s.err)
		}
		if got := d.current(); got.State != s.state {
			d.t.Fatalf("%s: state %s, want %s", s.do, got.State, s.state)
		}
	}
}

func (d *desk) do(names ...string) {
	d.t.Helper()
	for _, name := range names {
		c := d.current()
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return deeds[name](d, ctx, tx, c) }); err != nil {
			d.t.Fatalf("%s: %v", name, err)
		}
	}
}

// TestWhatCounts looks at the entries that stand after corrections.
func TestWhatCounts(t *testing.T) {
	for name, c := range map[string]struct {
		do   []string
		verb string
		want []string
	}{
		"a revaluation counts once":   {[]string{"value", "revalue"}, "case.valued", []string{"map[value_fen:90000]"}},
		"a withdrawn case not at all": {[]string{"value", "withdraw"}, "case.filed", nil},
		"nor its value":               {[]string{"value", "withdraw"}, "case.valued", nil},
		"an annulled fine not":        {[]string{"name zhang", "investigate", "fine zhang", "annul"}, "penalty.decided", nil},
		"a reopened case not":         {[]string{"terminate", "reopen"}, "case.closed", nil},
		"closed again once":           {[]string{"terminate", "reopen", "terminate"}, "case.closed", []string{"map[outcome:terminated violation:V08]"}},
		"closed under what it became": {[]string{"edit", "terminate"}, "case.closed", []string{"map[outcome:terminated violation:V07]"}},
		"unpublished not":             {[]string{"name zhang", "investigate", "fine zhang", "publish", "unpublish"}, "penalty.published", nil},
		"unlisted not":                {[]string{"name zhang", "investigate", "fine zhang", "blacklist", "unlist"}, "credit.listed", nil},
		"unexposed not":               {[]string{"name zhang", "investigate", "fine zhang", "expose", "unexpose"}, "case.exposed", nil},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(d *desk) {
				d.file("lead:1")
				d.do(c.do...)
				var got []string
				for _, f := range d.standing(c.verb) {
					got = append(got, fmt.Sprint(f))
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%s stands %v, want %v", c.verb, got, c.want)
				}
			})
		})
	}
}

func TestNumbersHaveNoGaps(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("withdraw")
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
		if err := d.act(wu, func(ctx context.Context, tx *store.Tx) error { return deeds["investigate"](d, ctx, tx, c) }); !errors.Is(err, casework.ErrNotYours) {
			t.Errorf("another unit: %v", err)
		}
		d.do("edit")
		err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return deeds["edit"](d, ctx, tx, c) })
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
			d.do("name zhang", "name the shop")
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

func TestWhoLeavesHandsOver(t *testing.T) {
	each(t, func(d *desk) {
		d.file("lead:1")
		d.do("investigate", "seize birds", "form a team")
		hand := func(to string) (n int, err error) {
			err = d.act(li, func(ctx context.Context, tx *store.Tx) (err error) {
				n, err = casework.HandOver(ctx, tx, "person:li", to)
				return err
			})
			return n, err
		}
		if _, err := hand("person:chen"); !errors.Is(err, casework.ErrOfficers) {
			t.Errorf("two officers became one: %v", err)
		}
		if n, err := hand("person:zhou"); n != 1 || err != nil {
			t.Fatalf("%d cases, %v", n, err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			x, err := casework.GetExhibit(ctx, tx, d.named["exhibit"])
			tr, err2 := casework.GetTransfer(ctx, tx, d.named["transfer"])
			mine, _, err3 := casework.List(ctx, tx, casework.Filter{Officer: "person:zhou", State: casework.Investigating}, store.Page{})
			if x.Custodian != "person:zhou" || !slices.Equal(tr.Team, []string{"person:chen", "person:zhou"}) || len(mine) != 1 {
				t.Errorf("custodian %s, team %v, %d cases", x.Custodian, tr.Team, len(mine))
			}
			return errors.Join(err, err2, err3)
		})
		if got := d.current().Officers; !slices.Equal(got, []string{"person:chen", "person:zhou"}) {
			t.Errorf("officers %v", got)
		}
	})
}
