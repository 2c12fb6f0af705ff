package world_test

import (
	"testing"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/test/world"
)

// interim are the district's interim figures, which the county must come to.
var interim = map[string]string{
	"B01": "17", "B02": "1", "B03": "1", "B04": "0", "B05": "4791", "B06": "2137", "B07": "461", "B08": "14", "B09": "0",
	"B10": "0", "B11": "0", "B12": "0", "B13": "7422", "C01": "782", "D06": "2", "B16": "7422", "B17": "7436",
}

func TestTheCountyComesToTheInterimFigures(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		began := time.Now()
		tal := county(t, db)
		if d := time.Since(began); d > time.Minute {
			t.Errorf("the county took %v to make", d)
		}
		table, err := report.Make(t.Context(), tal, world.Home, report.Asked{Campaign: world.Campaign, From: "2026-06-01", To: "2026-11-15"})
		if err != nil {
			t.Fatal(err)
		}
		for code, want := range interim {
			if n, err := table.Cell(code, report.Value); err != nil || string(n) != want {
				t.Errorf("%s is %s (%v), want %s", code, n, err, want)
			}
		}
		for _, c := range table.Checks {
			if !c.OK {
				t.Errorf("%s does not hold: %s", c.Code, c.Text)
			}
		}
		checkEveryCell(t, tal, table)
	})
}

func county(t *testing.T, db *store.DB) *tally.Tally {
	t.Helper()
	guard, err := auth.New(db, auth.Policy{Memory: 64, Passes: 1})
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w, err := world.Make(t.Context(), db, blobs, guard, func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	err = db.Look(t.Context(), store.Actor{ID: "job:test", Home: world.Home}, func(tx *store.Tx) error {
		found, err := spotcheck.Verify(t.Context(), tx, w.Draw)
		if len(found) > 0 {
			t.Errorf("the draw does not verify: %v", found)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	b, err := data.Files.ReadFile("indicator/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := journal.Describe(db.Verbs())
	if err != nil {
		t.Fatal(err)
	}
	set, err := indicator.Load(b, facts)
	if err != nil {
		t.Fatal(err)
	}
	return tally.New(db, set)
}

// checkEveryCell drills every sum and finds postings that add up to it, and
// recounts the county from nothing.
func checkEveryCell(t *testing.T, tal *tally.Tally, table report.Table) {
	t.Helper()
	for _, r := range table.Rows {
		opened, err := report.Drill(t.Context(), tal, world.Home, r.Code, report.Asked{Campaign: world.Campaign, From: table.From, To: table.To}, report.Reader{})
		if err != nil {
			t.Errorf("%s does not open: %v", r.Code, err)
			continue
		}
		if got := shown(tal.Set(), r.Code, opened.Sum); r.Code != "B18" && got != string(r.Value) {
			t.Errorf("%s opens into postings of %s, the table says %s", r.Code, got, r.Value)
		}
	}
	re, err := tal.Recount(t.Context(), world.Home)
	if err != nil || len(re.Differences) > 0 {
		t.Errorf("recount: %v, %v", re.Differences, err)
	}
}

// shown is a sum in the smallest unit as the table prints it.
func shown(set *indicator.Set, code string, sum int64) string {
	for _, r := range set.Rows(indicator.Sums{Value: map[string]int64{code: sum}}) {
		if r.Code == code {
			return r.Value.String()
		}
	}
	return ""
}
