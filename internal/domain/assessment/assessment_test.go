package assessment_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/ref"
)

var li = store.Actor{ID: "person:li", Unit: "unit:market", Department: "market", Home: "360402"}

// stall is what an officer types at a stall: 穿山甲甲片 2 公斤、无专用标识、出售.
func stall(t *testing.T, qty json.Number) (c law.Case, out law.Assessment) {
	t.Helper()
	c = law.Case{ID: "lead:1", Act: "sell", ActDate: "2026-06-01", Region: "360402", Items: []law.Item{
		{Name: "穿山甲甲片", Qty: qty, Unit: "kg", Part: "scale", Origin: "unknown", Permit: "none", Marking: "none", Provenance: "none"}}}
	out, err := law.Assess(c, "2026-11-25")
	if err != nil {
		t.Fatal(err)
	}
	return c, out
}

func made(t *testing.T, db *store.DB, a assessment.Assessment, after int64) (out assessment.Assessment, err error) {
	t.Helper()
	err = db.Act(t.Context(), li, func(tx *store.Tx) error {
		out, err = assessment.Make(t.Context(), tx, a, after, store.Note{Region: "360402100000", Campaign: "spring"})
		return err
	})
	return out, err
}

func TestWhatWasAdvisedStaysAsItWasGiven(t *testing.T) {
	storetest.Each(t, []store.Part{assessment.Part}, func(t *testing.T, db *store.DB) {
		first := assessment.Assessment{Holder: "lead:1", Basis: []assessment.Basis{{Key: "items[0].permit", Text: "现场未出示"}}}
		first.Input, first.Output = stall(t, "2")
		a, err := made(t, db, first, 0)
		if err != nil {
			t.Fatal(err)
		}
		if a.N != 1 || len(a.Output.Violations) == 0 || a.Digest == "" || len(a.Editions.Lists) == 0 || !slices.Contains(a.Editions.Laws, "2022") {
			t.Errorf("made %+v", a)
		}
		if _, err := made(t, db, first, 0); !errors.Is(err, assessment.ErrMoved) {
			t.Errorf("two officers at once: %v", err)
		}
		if _, err := made(t, db, first, 1); !errors.Is(err, assessment.ErrWhy) {
			t.Errorf("again without a reason: %v", err)
		}
		second := first
		second.Why = "复秤为 2.5 公斤"
		second.Input, second.Output = stall(t, "2.5")
		b, err := made(t, db, second, 1)
		if err != nil || b.N != 2 || b.Digest == a.Digest {
			t.Fatalf("%+v %v", b, err)
		}
		var all []assessment.Assessment
		var es []journal.Entry
		if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) {
			if all, err = assessment.Of(t.Context(), tx, "lead:1"); err != nil {
				return err
			}
			last, err := assessment.Latest(t.Context(), tx, "lead:1")
			if err != nil || last.ID != b.ID {
				t.Errorf("the latest is %s %v", last.ID, err)
			}
			if _, err := assessment.Latest(t.Context(), tx, "lead:2"); !errors.Is(err, assessment.ErrNotFound) {
				t.Errorf("of another: %v", err)
			}
			es, err = journal.Of(t.Context(), tx, ref.Ref("lead:1"))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if len(all) != 2 || all[0].ID != b.ID || !same(all[1], a) {
			t.Errorf("kept %d; the first is\n%s, was\n%s", len(all), text(all[1]), text(a))
		}
		if len(es) != 2 || es[0].Verb != "assessment.made" || es[0].Region != "360402100000" || es[0].Facts["advice"] != a.Output.Criminal.Advice ||
			!slices.Contains(es[0].Facts["codes"].([]string), "V07") || es[0].Facts["n"] != int64(1) {
			t.Errorf("noted %+v", es)
		}
		if law, animal := assessment.Now(); a.Editions.Law != law || a.Editions.Animal != animal || law == animal {
			t.Errorf("editions %+v", a.Editions)
		}
	})
}

func text(v any) string { b, _ := json.Marshal(v); return string(b) }

func same(a, b assessment.Assessment) bool { return bytes.Equal([]byte(text(a)), []byte(text(b))) }

func TestOnlyVisitsLeadsAndCasesAreAssessed(t *testing.T) {
	db := storetest.SQLite(t, assessment.Part)
	for _, holder := range []ref.Ref{"", "subject:1", "lead:", "lead"} {
		a := assessment.Assessment{Holder: holder}
		a.Input, a.Output = stall(t, "2")
		if _, err := made(t, db, a, 0); !errors.Is(err, assessment.ErrHolder) {
			t.Errorf("%q: %v", holder, err)
		}
	}
	long := assessment.Assessment{Holder: "lead:1", Why: strings.Repeat("因", 2001)}
	long.Input, long.Output = stall(t, "2")
	if _, err := made(t, db, long, 0); !errors.Is(err, assessment.ErrWhy) {
		t.Errorf("a page of reasons: %v", err)
	}
}
