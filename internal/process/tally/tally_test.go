package tally_test

import (
	stdcontext "context"
	"maps"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"
)

func context(tb) stdcontext.Context { return stdcontext.Background() }

// want says which cells a window must show; others of the codes asked are nought.
type want map[string]int64

func (w want) check(t *testing.T, what string, got map[string]int64) {
	t.Helper()
	for code, n := range w {
		if got[code] != n {
			t.Errorf("%s: %s is %d, want %d", what, code, got[code], n)
		}
	}
}

func TestFiguresOfVisits(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		note(t, db, chen, visit("wang", "2026-07-01"))
		note(t, db, chen, visit("wang", "2026-07-20"))
		note(t, db, chen, visit("hua", "2026-07-20", func(n *store.Note, f *inspection.Recorded) {
			n.Region, f.Venue, f.Problem, f.Origin = wuli, "market_agri", true, "draw"
		}))
		note(t, db, chen, visit("net", "2026-07-21", func(_ *store.Note, f *inspection.Recorded) { f.Venue, f.Online = "online_shop", true }))
		for name, c := range map[string]struct {
			q tally.Query
			want
		}{
			"all":          {days(), want{"B01": 1, "B06": 2, "B14": 1, "B16": 2, "B19": 1, "C03": 1, "A04": 6}},
			"first half":   {days("2026-07-01", "2026-07-15"), want{"B01": 0, "B06": 1, "B16": 1, "A04": 2}},
			"second half":  {days("2026-07-16", "2026-07-31"), want{"B01": 1, "B06": 1, "B16": 2, "A04": 4}},
			"a day":        {days("2026-07-20", "2026-07-20"), want{"B06": 1, "B16": 2, "A04": 2}},
			"another year": {days("2027-01-01", "2027-12-31"), want{"B01": 0, "B06": 0, "B16": 0, "A04": 0}},
			"one township": {at(days(), wuli), want{"B01": 1, "B06": 0, "B16": 1, "A04": 2}},
			"the other":    {at(days(), shili), want{"B01": 0, "B06": 2, "B16": 1, "A04": 4 + 2}},
			"nobody's":     {of(days(), "police"), want{"B01": 0, "B06": 0, "B16": 0}},
			"other campaign": {tally.Query{Campaign: "other", First: "2026-01-01", From: "2026-01-01", To: "2026-12-31"},
				want{"B01": 0, "B06": 0, "B16": 0}},
		} {
			c.check(t, name, read(t, tal, chen, c.q).Value)
		}
		f := read(t, tal, chen, days("2026-07-16", "2026-07-31"))
		want{"B06": 2, "B16": 2, "A04": 6}.check(t, "cumulative", f.Cumulative)
	})
}

func at(q tally.Query, region string) tally.Query     { q.Region = region; return q }
func of(q tally.Query, department string) tally.Query { q.Department = department; return q }

// TestWhatComesLateMovesTheFirstDay: a subject visited on the 10th counts there
// until a visit of the 5th is told, and again when that one is taken back.
func TestWhatComesLateMovesTheFirstDay(t *testing.T) {
	early, late := days("2026-07-01", "2026-07-07"), days("2026-07-08", "2026-07-31")
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		shows := func(when string, first, second int64) {
			t.Helper()
			want{"B16": first}.check(t, when+", first week", read(t, tal, chen, early).Value)
			want{"B16": second}.check(t, when+", afterwards", read(t, tal, chen, late).Value)
			want{"B16": max(first, second)}.check(t, when+", both", read(t, tal, chen, days("2026-07-01", "2026-07-31")).Value)
		}
		tenth := note(t, db, chen, visit("wang", "2026-07-10"))
		shows("one visit", 0, 1)
		fifth := note(t, db, chen, visit("wang", "2026-07-05"))
		shows("told late", 1, 1)
		note(t, db, chen, back(visit("wang", "2026-07-05"), fifth))
		shows("taken back", 0, 1)
		note(t, db, chen, back(visit("wang", "2026-07-10"), tenth))
		shows("both taken back", 0, 0)
		again := note(t, db, chen, visit("wang", "2026-07-05"))
		shows("told again", 1, 0)
		note(t, db, chen, visit("wang", "2026-07-05", func(n *store.Note, f *inspection.Recorded) { f.Item = "another" }))
		note(t, db, chen, back(visit("wang", "2026-07-05"), again))
		shows("twice that day, one taken back", 1, 0)
	})
}

// TestJointVisitCountsOnceInAllAndOnceForEach: one visit, two bureaus.
func TestJointVisitCountsOnceInAllAndOnceForEach(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		joint := visit("hua", "2026-07-20", func(n *store.Note, f *inspection.Recorded) {
			n.Departments, f.Organs = []string{"market", "forestry"}, []string{"market", "forestry"}
		})
		seq := note(t, db, chen, joint)
		note(t, db, chen, visit("wang", "2026-07-20"))
		want{"B06": 2, "B15": 1, "B16": 2, "A04": 2}.check(t, "all", read(t, tal, chen, days()).Value)
		want{"B06": 2, "B15": 1, "B16": 2}.check(t, "market", read(t, tal, chen, of(days(), "market")).Value)
		want{"B06": 1, "B15": 1, "B16": 1}.check(t, "forestry", read(t, tal, chen, of(days(), "forestry")).Value)
		joint.Departments = []string{"market"} // what the reversing entry says does not matter
		note(t, db, chen, back(joint, seq))
		want{"B06": 0, "B15": 0, "B16": 0}.check(t, "forestry, taken back", read(t, tal, chen, of(days(), "forestry")).Value)
	})
}

// TestStockStandsWhoeverRunsACampaign: the ledger is the home's.
func TestStockStandsWhoeverRunsACampaign(t *testing.T) {
	subjects := func(verb, day, region string, n int64, online bool) store.Note {
		return store.Note{Verb: verb, Subject: ref.Of("import", day), Day: day, Region: region, Facts: registry.Counted{Count: n, Venue: "shop", Online: online}}
	}
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		note(t, db, chen, subjects("registry.opened", "2026-05-12", shili, 10, false))
		note(t, db, chen, subjects("registry.opened", "2026-05-12", wuli, 4, false))
		note(t, db, chen, subjects("registry.opened", "2026-05-12", wuli, 90, true))
		note(t, db, chen, subjects("registry.closed", "2026-07-10", shili, 3, false))
		want{"B17": 14}.check(t, "before", read(t, tal, chen, days("2026-07-01", "2026-07-09")).Value)
		want{"B17": 11}.check(t, "after", read(t, tal, chen, days("2026-07-01", "2026-07-10")).Value)
		want{"B17": 7}.check(t, "a township", read(t, tal, chen, at(days(), shili)).Value)
		want{"B17": 11}.check(t, "a bureau's table", read(t, tal, chen, of(days(), "forestry")).Value)
		q := days()
		q.Campaign = "another"
		want{"B17": 11}.check(t, "another campaign", read(t, tal, chen, q).Value)
	})
}

// TestPaperCountsAreShownApart: they add to their cell, and their part is known.
func TestPaperCountsAreShownApart(t *testing.T) {
	paper := store.Note{Verb: "count.registered", Subject: "count:1", Day: "2026-07-03", Region: shili, Campaign: campaign,
		Departments: []string{"market"}, Facts: submission.Counted{Code: "B06", Quantity: 7, Document: "巡查登记表"}}
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		note(t, db, chen, visit("wang", "2026-07-01"))
		seq := note(t, db, chen, paper)
		want{"B06": 8, indicator.Paper("B06"): 7, "B16": 1}.check(t, "registered", read(t, tal, chen, days()).Value)
		gone := back(paper, seq)
		gone.Verb = "count.withdrawn"
		note(t, db, chen, gone)
		want{"B06": 1, indicator.Paper("B06"): 0}.check(t, "withdrawn", read(t, tal, chen, days()).Value)
	})
}

// TestDrillYieldsTheRecordsBehindACell: lines add up, say what they counted and
// which part they belong to.
func TestDrillYieldsTheRecordsBehindACell(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		note(t, db, chen, visit("wang", "2026-07-01"))
		seq := note(t, db, chen, visit("li", "2026-07-02"))
		note(t, db, chen, visit("wang", "2026-07-03"))
		note(t, db, chen, back(visit("li", "2026-07-02"), seq))
		for code, c := range map[string]struct {
			lines []string
			sum   int64
		}{
			"B06": {[]string{"visit:wang2026-07-01", "visit:li2026-07-02", "visit:li2026-07-02", "visit:wang2026-07-03"}, 2},
			"B13": {[]string{"visit:wang2026-07-01", "visit:li2026-07-02", "visit:li2026-07-02", "visit:wang2026-07-03"}, 2},
			"B16": {[]string{"visit:wang2026-07-01"}, 1},
			"B18": {[]string{"visit:wang2026-07-01"}, 1},
			"B01": {[]string{}, 0},
		} {
			lines := drill(t, tal, chen, code, days())
			var subjects []string
			sum := int64(0)
			for _, l := range lines {
				subjects, sum = append(subjects, string(l.Subject)), sum+l.Amount
				if code == "B16" && l.Key != "wang" || code == "B13" && l.Code != "B06" {
					t.Errorf("%s: %+v does not say what it counted", code, l)
				}
			}
			if strings.Join(subjects, " ") != strings.Join(c.lines, " ") || sum != c.sum {
				t.Errorf("%s opens into %v (%d), want %v (%d)", code, subjects, sum, c.lines, c.sum)
			}
		}
	})
}

func drill(t tb, tal *tally.Tally, by store.Actor, code string, q tally.Query) (lines []tally.Line) {
	t.Helper()
	err := tal.Exact(context(t), by.Home, func(tx *store.Tx, _ journal.Position) (err error) {
		lines, err = tal.Lines(context(t), tx, tal.Set(), code, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestChangedDefinitionsCountEverythingAnew: figures of two definitions never
// stand in one table.
func TestChangedDefinitionsCountEverythingAnew(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		seq := note(t, db, chen, visit("wang", "2026-07-01"))
		want{"B06": 1, "B01": 0}.check(t, "as before", read(t, tal, chen, days()).Value)
		other := tally.New(db, template(t, db, strings.NewReplacer(`facts.venue == "market_agri"`, `facts.venue == "catering"`, `version: "2026.1"`, `version: "2026.2"`)))
		note(t, db, chen, visit("li", "2026-07-02"))
		want{"B06": 2, "B01": 2}.check(t, "by the new ones", read(t, other, chen, days()).Value)
		note(t, db, chen, back(visit("wang", "2026-07-01"), seq))
		want{"B06": 1, "B01": 1}.check(t, "taken back", read(t, other, chen, days()).Value)
		sound(t, other, home)
	})
}

// TestTamperingIsFound: a total or a posting changed behind the program's back.
func TestTamperingIsFound(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		for i := range 3 {
			note(t, db, chen, visit("wang", "2026-07-0"+string(rune('1'+i))))
		}
		note(t, db, chen, store.Note{Verb: "visit.withdrawn", Subject: "visit:x", Facts: inspection.Taken{}})
		sound(t, tal, home)
		tamper := func(stmt string) {
			t.Helper()
			err := db.Keep(context(t), chen, func(tx *store.Tx) error {
				_, err := tx.Exec(context(t), stmt, home)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		tamper(`UPDATE tally_total SET amount = amount + 1 WHERE home = $1 AND department = '*' AND region = '*' AND indicator = 'B06' AND day = '2026-07-02'`)
		r, err := tal.Recount(context(t), home)
		if err != nil || len(r.Differences) != 1 {
			t.Fatalf("recount says %+v, %v", r.Differences, err)
		}
		if d := r.Differences[0]; d.Indicator != "B06" || d.Day != "2026-07-02" || d.Kept != 2 || d.Recounted != 1 {
			t.Errorf("recount names %+v", d)
		}
		tamper(`UPDATE tally_total SET amount = amount - 1 WHERE home = $1 AND department = '*' AND region = '*' AND indicator = 'B06' AND day = '2026-07-02'`)
		sound(t, tal, home)
		tamper(`UPDATE tally_posting SET entry = 4 WHERE home = $1 AND indicator = 'B06' AND entry = 2`)
		a, err := tal.Audit(context(t), home)
		if err != nil || a.Posting == nil || a.Posting.Entry != 2 {
			t.Errorf("audit says %+v, %v", a.Posting, err)
		}
	})
}

func sound(t tb, tal *tally.Tally, home string) {
	t.Helper()
	a, err := tal.Audit(context(t), home)
	if err != nil || len(a.Differences) > 0 || a.Posting != nil {
		t.Fatalf("audit: %+v, %+v, %v", a.Differences, a.Posting, err)
	}
}

// TestJournalPutBackFromACopy: where the journal is shorter than what was
// posted, everything is posted anew.
func TestJournalPutBackFromACopy(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, tal *tally.Tally) {
		note(t, db, chen, visit("wang", "2026-07-01"))
		before := read(t, tal, chen, days())
		err := db.Keep(context(t), chen, func(tx *store.Tx) error {
			_, err := tx.Exec(context(t), `UPDATE tally_position SET seq = 99 WHERE home = $1`, home)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if after := read(t, tal, chen, days()); !maps.Equal(before.Value, after.Value) || after.At != before.At {
			t.Errorf("%v became %v", before, after)
		}
		sound(t, tal, home)
	})
}
