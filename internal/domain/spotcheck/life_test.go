package spotcheck_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/draw"
)

// TestLife: who does what with a draw, where it stands, or why not. A line is
// "who does: state" or "who does: state, refused because".
func TestLife(t *testing.T) {
	faults := map[string]error{
		"state": spotcheck.ErrState, "moved": spotcheck.ErrMoved, "hex": spotcheck.ErrHex, "not yours": spotcheck.ErrNotYours,
		"two units": spotcheck.ErrTwoUnits, "committed": spotcheck.ErrCommitted, "same": spotcheck.ErrSame, "unready": spotcheck.ErrUnready,
		"revealed": spotcheck.ErrRevealed, "share": spotcheck.ErrShare, "late": spotcheck.ErrLate, "early": spotcheck.ErrEarly,
		"reason": spotcheck.ErrReason, "date": spotcheck.ErrDate,
	}
	for name, life := range map[string]string{
		"drawn": `keeper revises: drafted
			keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			wu reveals: announced
			li reveals: drawn`,
		"moved": `keeper revises: drafted
			keeper revises an old version: drafted, moved
			keeper freezes an old version: drafted, moved`,
		"each step in its turn": `li commits: drafted, state
			keeper announces: drafted, state
			li reveals: drafted, state
			keeper approves: drafted, state
			keeper asks for another: drafted, state
			keeper freezes: frozen
			keeper freezes: frozen, state
			keeper revises: frozen, state
			li reveals: frozen, state
			keeper announces: frozen, unready
			li commits: frozen
			keeper announces: frozen, unready
			wu reveals: frozen, state
			wu commits: frozen
			keeper announces: announced
			keeper announces: announced, state
			wu commits: announced, state
			keeper freezes: announced, state
			keeper asks for another: announced, state`,
		"a commitment stands": `keeper freezes: frozen
			li commits: frozen
			li commits to another: frozen, committed
			keeper commits: frozen, committed
			wu commits a word: frozen, hex
			wu commits what market did: frozen, same`,
		"each unit for itself": `keeper freezes: frozen
			li commits for forestry: frozen, not yours
			other commits: frozen, not yours
			li commits: frozen
			double commits: frozen, two units
			wu commits: frozen
			keeper announces: announced
			double reveals: announced, two units
			li reveals for forestry: announced, not yours
			other reveals: announced, not yours`,
		"a colleague may reveal": `keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			keeper reveals: announced
			keeper2 reveals: announced, two units
			boss reveals: drawn`,
		"the share committed to, once": `keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			li reveals another: announced, share
			li reveals a word: announced, hex
			li reveals: announced
			li reveals: announced, revealed
			li reveals another: announced, revealed`,
		"given up in time": `keeper ends it silently: drafted, reason
			keeper ends it: lapsed
			keeper ends it: lapsed, state
			keeper freezes: lapsed, state`,
		"given up while frozen": `keeper freezes: frozen
			keeper ends it: lapsed`,
		"a unit refuses to commit": `keeper freezes: frozen
			wu ends it: lapsed
			wu commits: lapsed, state`,
		"a unit refuses to reveal": `keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			li reveals: announced
			li ends it: announced, early
			keeper ends it: announced, early
			other ends it: announced, early
			wu ends it: lapsed
			wu reveals: lapsed, state`,
		"the deadline passes": `keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			li reveals: announced
			day 2026-11-28: announced
			other ends it: announced, early
			day 2026-11-29: announced
			wu reveals: announced, late
			other ends it: lapsed`,
		"no commitment after the deadline": `keeper freezes: frozen
			li commits: frozen
			day 2026-11-29: frozen
			wu commits: frozen, late
			keeper announces: frozen, late
			keeper ends it: lapsed`,
		"not frozen after its day": `day 2026-12-02: drafted
			keeper freezes: drafted, date
			keeper postpones: drafted
			keeper freezes: frozen`,
		"no end to what is drawn": `keeper freezes: frozen
			li commits: frozen
			wu commits: frozen
			keeper announces: announced
			wu reveals: announced
			li reveals: drawn
			li reveals: drawn, state
			keeper ends it: drawn, state
			keeper asks silently: drawn, reason`,
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
				w := county(t, db)
				w.draft(w.terms())
				for line := range strings.Lines(life) {
					what, comes, _ := strings.Cut(strings.TrimSpace(line), ": ")
					state, why, _ := strings.Cut(comes, ", ")
					if why != "" && faults[why] == nil {
						t.Fatalf("no fault %q", why)
					}
					who, do, _ := strings.Cut(what, " ")
					if err := w.step(who, do); !errors.Is(err, faults[why]) {
						t.Fatalf("%s: got %v, want %v", what, err, faults[why])
					}
					if got := w.get(w.id).State; got != spotcheck.State(state) {
						t.Fatalf("%s: %s, want %s", what, got, state)
					}
				}
			})
		})
	}
}

// TestWhyItLapsed: the cause and the units that did not do their part.
func TestWhyItLapsed(t *testing.T) {
	announced := []string{"keeper freezes", "li commits", "wu commits", "keeper announces", "li reveals"}
	for name, c := range map[string]struct {
		steps []string
		cause string
		units string // that the journal names
	}{
		"given up":          {[]string{"keeper freezes", "keeper ends it"}, spotcheck.Dropped, ""},
		"refused to commit": {[]string{"keeper freezes", "wu ends it"}, spotcheck.Refused, "forestry"},
		"refused to reveal": {append(announced, "wu ends it"), spotcheck.Refused, "forestry"},
		"late to reveal":    {append(announced, "day 2026-11-29", "keeper ends it"), spotcheck.Late, "forestry"},
		"both late":         {[]string{"keeper freezes", "day 2026-11-29", "other ends it"}, spotcheck.Late, "forestry market"},
	} {
		t.Run(name, func(t *testing.T) {
			w := county(t, storetest.SQLite(t, parts...))
			w.draft(w.terms())
			w.steps(c.steps...)
			d := w.get(w.id)
			if d.Cause != c.cause || d.Reason != "另有安排" {
				t.Errorf("cause %q, reason %q", d.Cause, d.Reason)
			}
			entries := w.entries()
			facts := fmt.Sprint(entries[len(entries)-1].Facts)
			for unit, id := range map[string]string{"market": w.market, "forestry": w.forestry} {
				if named := strings.Contains(facts, id); named != strings.Contains(c.units, unit) {
					t.Errorf("%s named: %v in %s", unit, named, facts)
				}
			}
		})
	}
}

func TestWhatIsNoPlan(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	for name, c := range map[string]struct {
		spoil func(*spotcheck.Draw)
		want  error
	}{
		"no title":            {func(d *spotcheck.Draw) { d.Title = " " }, spotcheck.ErrTitle},
		"no date":             {func(d *spotcheck.Draw) { d.Date = "下周" }, spotcheck.ErrDate},
		"a past date":         {func(d *spotcheck.Draw) { d.Date, d.Deadline = "2026-11-24", "" }, spotcheck.ErrDate},
		"a past deadline":     {func(d *spotcheck.Draw) { d.Deadline = "2026-11-24" }, spotcheck.ErrDeadline},
		"a deadline after it": {func(d *spotcheck.Draw) { d.Deadline = "2026-12-02" }, spotcheck.ErrDeadline},
		"no strata":           {func(d *spotcheck.Draw) { d.Strata = nil }, spotcheck.ErrStrata},
		"a stratum twice":     {func(d *spotcheck.Draw) { d.Strata[1].Name = "复查" }, spotcheck.ErrStrata},
		"rule and list":       {func(d *spotcheck.Draw) { d.Strata[0].Grade = "D" }, spotcheck.ErrStrata},
		"a formula":           {func(d *spotcheck.Draw) { d.Strata[1].Name = "=HYPERLINK(1)" }, spotcheck.ErrStratum},
		"a name of two lines": {func(d *spotcheck.Draw) { d.Strata[1].Name = "甲\n乙" }, spotcheck.ErrStratum},
		"a list without choice": {func(d *spotcheck.Draw) {
			d.Strata[0] = spotcheck.Stratum{Name: "点名", Subjects: []string{"a", "b"}, Quota: draw.Quota{Count: new(int64(2))}}
		}, spotcheck.ErrChoice},
		"a list of one, rated": {func(d *spotcheck.Draw) {
			d.Strata[0] = spotcheck.Stratum{Name: "点名", Subjects: []string{"a"}, Quota: draw.Quota{Rate: "0.1"}}
		}, spotcheck.ErrChoice},
		"a list, all openly": {func(d *spotcheck.Draw) {
			d.Strata[0] = spotcheck.Stratum{Name: "点名", Subjects: []string{"a", "b"}, Quota: draw.Quota{Rate: "1"}}
		}, nil},
		"one officer":          {func(d *spotcheck.Draw) { d.Team.Size = 1 }, spotcheck.ErrTeam},
		"an organ of no kind":  {func(d *spotcheck.Draw) { d.Team.Organs = map[string]int64{"林业": 1} }, spotcheck.ErrTeam},
		"one unit":             {func(d *spotcheck.Draw) { d.Shares = d.Shares[:1] }, spotcheck.ErrUnits},
		"one unit twice":       {func(d *spotcheck.Draw) { d.Shares[1] = d.Shares[0] }, spotcheck.ErrUnits},
		"a unit nobody knows":  {func(d *spotcheck.Draw) { d.Shares[1].Unit = "x" }, spotcheck.ErrUnits},
		"the algorithm's rate": {func(d *spotcheck.Draw) { d.Strata[1].Quota.Rate = "1.5" }, errPlan},
		"the algorithm's team": {func(d *spotcheck.Draw) { d.Team.Organs = map[string]int64{"market": 3} }, errPlan},
	} {
		t.Run(name, func(t *testing.T) {
			d := w.terms()
			c.spoil(&d)
			if err := w.act(w.keeper, func(ctx context.Context, tx *store.Tx) error { return last(spotcheck.Draft(ctx, tx, d)) }); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
