package flow_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
)

// desk is a case at which something is done.
type desk struct {
	*county
	id    string            // of the case
	named map[string]string // ids of parties, decisions, exhibits, transfers by the words of the tables
}

// eachDesk sits down at a new case in both databases.
func eachDesk(t *testing.T, fn func(d *desk)) {
	t.Helper()
	each(t, func(c *county) { fn(&desk{county: c, named: map[string]string{}}) })
}

func (d *desk) act(fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.try(d.market, fn)
}

// open files a case from a letter.
func (d *desk) open() {
	d.t.Helper()
	d.n++
	d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
		c, err := flow.OpenCase(ctx, tx, casework.Case{Origin: ref.Ref(fmt.Sprintf("letter:%d", d.n)), Title: "张三非法出售画眉案", Violation: "V08",
			Officers: []string{d.market.ID, d.second}}, "濂市监立")
		d.id = c.ID
		return err
	})
}

// standing are the facts of the case's entries of a verb that nothing reversed.
func (d *desk) standing(verb string) (out []map[string]any) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), d.market, func(tx *store.Tx) error {
		es, err := journal.Of(d.t.Context(), tx, casework.Ref(d.id))
		var undone []int64
		for _, e := range slices.Backward(es) {
			if e.Verb == verb && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
				out = append(out, e.Facts)
			}
			undone = append(undone, e.Reverses)
		}
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return out
}

// A step is one deed and what must come of it.
type step struct {
	do    string
	state casework.State
	err   error
}

// begun is how most lives begin.
var begun = []step{{"name zhang", casework.Filed, nil}, {"investigate", casework.Investigating, nil}}

func then(before []step, more ...step) []step { return append(slices.Clone(before), more...) }

func TestLivesOfCases(t *testing.T) {
	fined := then(begun, step{"fine zhang", casework.Decided, nil})
	executed := then(fined, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil})
	for name, steps := range map[string][]step{
		"fined and published":        then(executed, step{"close", casework.Closed, nil}, step{"publish", casework.Published, nil}),
		"published before closing":   then(fined, step{"publish", casework.Decided, nil}, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil}, step{"close", casework.Published, nil}),
		"published once":             then(executed, step{"publish", casework.Executed, nil}, step{"publish", casework.Executed, casework.ErrPublished}, step{"unpublish", casework.Executed, nil}, step{"unpublish", casework.Executed, casework.ErrUnpublished}),
		"a warning is not":           then(begun, step{"warn zhang", casework.Decided, nil}, step{"publish", casework.Decided, decision.ErrWarning}),
		"two officers":               {{"send one officer away", casework.Filed, nil}, {"investigate", casework.Filed, casework.ErrOfficers}},
		"two officers all along":     then(begun, step{"send one officer away", casework.Investigating, casework.ErrOfficers}),
		"not decided uninvestigated": {{"name zhang", casework.Filed, nil}, {"fine zhang", casework.Filed, casework.ErrState}},
		"decided once":               then(fined, step{"fine zhang", casework.Decided, decision.ErrDecided}),
		"decided for somebody":       {{"investigate", casework.Investigating, nil}, {"fine zhang", casework.Investigating, casework.ErrParty}},
		"no fine while sparing":      then(begun, step{"fine and spare", casework.Investigating, decision.ErrKind}),
		"spared":                     then(begun, step{"spare zhang", casework.Decided, nil}, step{"close unfined", casework.Closed, nil}),
		"fined is not spared":        then(fined, step{"close unfined", casework.Decided, casework.ErrOutcome}),
		"closure wants a hearing":    then(begun, step{"name the shop", casework.Investigating, nil}, step{"close the shop", casework.Investigating, procedure.ErrRequest}),
		"a hearing wants a review":   then(begun, step{"name the shop", casework.Investigating, nil}, step{"close the shop unreviewed", casework.Investigating, procedure.ErrReview}, step{"close the shop after a hearing", casework.Decided, nil}),
		"every party decided":        then(fined, step{"name the shop", casework.Decided, nil}, step{"execute", casework.Decided, casework.ErrUndecided}, step{"drop the shop", casework.Decided, nil}, step{"serve", casework.Decided, nil}, step{"pay", casework.Decided, nil}, step{"execute", casework.Executed, nil}),
		"served before paid":         then(fined, step{"pay", casework.Decided, decision.ErrUnserved}, step{"execute", casework.Decided, decision.ErrUnserved}),
		"paid in full":               then(fined, step{"serve", casework.Decided, nil}, step{"pay half", casework.Decided, nil}, step{"execute", casework.Decided, decision.ErrUnpaid}, step{"give up collecting", casework.Executed, nil}),
		"not closed unexecuted":      then(fined, step{"close", casework.Decided, casework.ErrState}),
		"annulled":                   then(executed, step{"annul", casework.Investigating, nil}, step{"spare zhang", casework.Decided, nil}, step{"close unfined", casework.Closed, nil}),
		"one of two annulled":        then(fined, step{"name the shop", casework.Decided, nil}, step{"close the shop after a hearing", casework.Decided, nil}, step{"annul", casework.Decided, nil}, step{"execute", casework.Decided, casework.ErrUndecided}, step{"spare zhang", casework.Decided, nil}),
		"not annulled when closed":   then(executed, step{"close", casework.Closed, nil}, step{"annul", casework.Closed, casework.ErrState}),
		"terminated":                 {{"terminate silently", casework.Filed, casework.ErrReason}, {"terminate", casework.Closed, nil}, {"edit", casework.Closed, casework.ErrState}},
		"reopened":                   then(executed, step{"close", casework.Closed, nil}, step{"reopen", casework.Executed, nil}, step{"close", casework.Closed, nil}),
		"reopened undecided":         then(begun, step{"terminate", casework.Closed, nil}, step{"reopen", casework.Investigating, nil}),
		"withdrawn":                  {{"withdraw", casework.Withdrawn, nil}, {"reopen", casework.Withdrawn, casework.ErrState}},
		"not withdrawn decided":      then(fined, step{"withdraw", casework.Decided, casework.ErrState}),
		"not over an open exhibit":   then(begun, step{"seize birds", casework.Investigating, nil}, step{"terminate", casework.Investigating, casework.ErrExhibits}, step{"withdraw", casework.Investigating, casework.ErrExhibits}, step{"release some", casework.Investigating, nil}, step{"terminate", casework.Investigating, casework.ErrExhibits}, step{"release many", casework.Investigating, exhibit.ErrQuantity}, step{"release rest", casework.Investigating, nil}, step{"terminate", casework.Closed, nil}),
		"no fine for a crime":        then(begun, step{"form alone", casework.Investigating, transfer.ErrTeam}, step{"form a team", casework.Investigating, nil}, step{"form a team", casework.Investigating, transfer.ErrUnderway}, step{"fine zhang", casework.Investigating, casework.ErrCrime}, step{"terminate", casework.Investigating, casework.ErrCrime}, step{"close as crime", casework.Investigating, casework.ErrOutcome}),
		"edited":                     {{"edit", casework.Filed, nil}, {"edit badly", casework.Filed, casework.ErrViolation}},
		"exposed":                    then(fined, step{"expose", casework.Decided, nil}, step{"expose", casework.Decided, casework.ErrPublished}, step{"unexpose", casework.Decided, nil}, step{"unexpose", casework.Decided, casework.ErrUnpublished}),
		"not exposed undecided":      {{"expose", casework.Filed, casework.ErrState}},
		"blacklisted":                then(begun, step{"blacklist", casework.Investigating, casework.ErrPenalty}, step{"fine zhang", casework.Decided, nil}, step{"blacklist", casework.Decided, nil}, step{"blacklist", casework.Decided, casework.ErrPublished}, step{"unlist", casework.Decided, nil}),
	} {
		t.Run(name, func(t *testing.T) {
			eachDesk(t, func(d *desk) {
				d.open()
				d.live(steps)
			})
		})
	}
}

func (d *desk) live(steps []step) {
	d.t.Helper()
	for _, s := range steps {
		c := d.reread(d.id)
		err := d.act(func(ctx context.Context, tx *store.Tx) error { return deeds[s.do](d, ctx, tx, c) })
		if !errors.Is(err, s.err) {
			d.t.Fatalf("%s: got %v, want %v", s.do, err, s.err)
		}
		if got := d.reread(d.id); got.State != s.state {
			d.t.Fatalf("%s: state %s, want %s", s.do, got.State, s.state)
		}
	}
}

func (d *desk) deeds(names ...string) {
	d.t.Helper()
	for _, name := range names {
		c := d.reread(d.id)
		if err := d.act(func(ctx context.Context, tx *store.Tx) error { return deeds[name](d, ctx, tx, c) }); err != nil {
			d.t.Fatalf("%s: %v", name, err)
		}
	}
}

// TestWhatCountsOfCases looks at the entries that stand after corrections.
func TestWhatCountsOfCases(t *testing.T) {
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
			eachDesk(t, func(d *desk) {
				d.open()
				d.deeds(c.do...)
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
