package casework_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// deeds are what is done at the desk, in the words of the tables below.
var deeds = map[string]func(*desk, context.Context, *store.Tx, casework.Case) error{
	"investigate": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Investigate(ctx, tx, c.ID, c.Version))
	},
	"send one officer away": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Assign(ctx, tx, c.ID, c.Version, []string{"person:li"}))
	},
	"edit": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		c.Violation = "V07"
		return last(casework.Edit(ctx, tx, c))
	},
	"edit badly": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		c.Violation = "V99"
		return last(casework.Edit(ctx, tx, c))
	},
	"name zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.party(ctx, tx, "zhang")
	},
	"name the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.party(ctx, tx, "shop")
	},
	"drop the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.DropParty(ctx, tx, d.named["shop"], "与本案无关"))
	},
	"value": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 120_000, "价格认定书"))
	},
	"revalue": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 90_000, "复核"))
	},
	"fine zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "penalty", FineFen: 200_000, ConfiscatedFen: 50_000})
	},
	"warn zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "penalty"})
	},
	"spare zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "none"})
	},
	"fine and spare": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "none", FineFen: 1})
	},
	"close the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true})
	},
	"close the shop unreviewed": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true, Hearing: "held"})
	},
	"close the shop after a hearing": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true, Hearing: "held", Review: "person:law"})
	},
	"annul": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Annul(ctx, tx, c.Version, d.named["fined zhang"], "复议撤销"))
	},
	"serve": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Serve(ctx, tx, d.named["fined zhang"], ""))
	},
	"pay": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Pay(ctx, tx, d.named["fined zhang"], 250_000))
	},
	"pay half": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Pay(ctx, tx, d.named["fined zhang"], 100_000))
	},
	"execute": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Execute(ctx, tx, c.ID, c.Version, ""))
	},
	"give up collecting": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Execute(ctx, tx, c.ID, c.Version, "终结执行"))
	},
	"close":              closing("penalty", ""),
	"close unfined":      closing("none", ""),
	"terminate":          closing("terminated", "违法行为人死亡"),
	"terminate silently": closing("terminated", ""),
	"close as crime":     closing("transferred", "移送公安"),
	"reopen": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Reopen(ctx, tx, c.ID, c.Version, "发现新事实"))
	},
	"publish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Publish(ctx, tx, d.named["fined zhang"]))
	},
	"unpublish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Unpublish(ctx, tx, d.named["fined zhang"]))
	},
	"expose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, false))
	},
	"unexpose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, true))
	},
	"blacklist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Blacklist(ctx, tx, d.named["zhang"], false))
	},
	"unlist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Blacklist(ctx, tx, d.named["zhang"], true))
	},
	"withdraw": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Withdraw(ctx, tx, c.ID, c.Version, "重复立案"))
	},
	"seize birds": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.seize(ctx, tx, birds())
	},
	"release some": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "release", Count: 4})
	},
	"release rest": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "rescue", Count: 6})
	},
	"release many": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "release", Count: 11})
	},
	"form a team": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, "person:li", "person:chen")
	},
	"form alone": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, "person:li", "person:li")
	},
	"drop the team": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.advance(ctx, tx, casework.Step{Do: "drop", Words: "误操作"})
	},
}

func closing(outcome, reason string) func(*desk, context.Context, *store.Tx, casework.Case) error {
	return func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Close(ctx, tx, c.ID, c.Version, outcome, reason))
	}
}

func last[T any](_ T, err error) error { return err }

func (d *desk) party(ctx context.Context, tx *store.Tx, who string) error {
	p := casework.Party{Case: d.id, Kind: "person", Name: sealed.New("张三"), Paper: sealed.New("36040219800101001X")}
	if who == "shop" {
		p = casework.Party{Case: d.id, Kind: "org", Name: sealed.New("三味鸟店"), Subject: "subject:1"}
	}
	p, err := casework.AddParty(ctx, tx, p)
	d.named[who] = p.ID
	return err
}

func (d *desk) decide(ctx context.Context, tx *store.Tx, c casework.Case, who string, in casework.Decision) error {
	in.Case, in.Party, in.Number, in.Text = d.id, d.named[who], "濂溪市监罚〔2026〕1号", "决定如下"
	out, err := casework.Decide(ctx, tx, c.Version, in)
	if err == nil {
		d.named["fined "+who] = out.ID
	}
	return err
}

func birds() casework.Exhibit {
	return casework.Exhibit{Class: "animal", Name: "画眉", Measure: "seizure", Count: 10, Protection: "national2", Alive: true, Custodian: "person:li", Place: "救护站"}
}

func (d *desk) seize(ctx context.Context, tx *store.Tx, x casework.Exhibit) error {
	x.Case = d.id
	x, err := casework.Seize(ctx, tx, x)
	d.named["exhibit"] = x.ID
	return err
}

func (d *desk) dispose(ctx context.Context, tx *store.Tx, in casework.Disposal) error {
	x, err := casework.GetExhibit(ctx, tx, d.named["exhibit"])
	if err != nil {
		return err
	}
	in.Exhibit, in.Place, in.Approver = x.ID, "莲花洞", "person:head"
	out, err := casework.Dispose(ctx, tx, x.Version, in)
	d.named["disposal"] = out.ID
	return err
}

func (d *desk) form(ctx context.Context, tx *store.Tx, team ...string) error {
	t, err := casework.Form(ctx, tx, d.id, team, time.Time{})
	d.named["transfer"] = t.ID
	return err
}

func (d *desk) advance(ctx context.Context, tx *store.Tx, s casework.Step) error {
	t, err := casework.GetTransfer(ctx, tx, d.named["transfer"])
	if err != nil {
		return err
	}
	return last(casework.Advance(ctx, tx, t.ID, t.Version, s))
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
			mine, _, err3 := casework.List(ctx, tx, casework.Filter{Officer: "person:zhou", State: casework.Investigating}, casework.Page{})
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
