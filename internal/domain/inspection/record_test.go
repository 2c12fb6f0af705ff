package inspection_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

func TestRecord(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		p := county(t, db)
		v := record(t, db, lawful())
		es := entries(t, db, v.Ref())
		if len(es) != 1 || es[0].Day != "2026-07-01" || es[0].Region != "360402001000" || es[0].Campaign != "lianxi-2026" || !slices.Equal(es[0].Departments, []string{"market"}) {
			t.Fatalf("entries %+v", es)
		}
		f := es[0].Facts
		if f["entity"] != "wang" || f["venue"] != "catering" || f["plan"] != p.ID || f["origin"] != "plan" || f["problem"] != false || f["online"] != false {
			t.Errorf("facts %v", f)
		}
		if days := f["officer_days"].([]string); !slices.Equal(days, []string{v.Officers[0] + "/2026-07-01/", v.Officers[1] + "/2026-07-01/"}) || !strings.HasPrefix(days[0], "person:") {
			t.Errorf("officer days %v", days)
		}
	})
}

func TestRecordManyMarksCells(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		bad, online := lawful(), lawful()
		bad.Row, bad.Subject, bad.Officers = 3, "li", []string{"140001", "140003"}
		online.Row, online.Subject, online.Venue = 4, "shop1", "online_shop"
		batch := []inspection.Entry{lawful(), bad, online, lawful()}
		rs := act(t, db, chen, func(tx *store.Tx) ([]inspection.RowResult, error) {
			return inspection.RecordMany(t.Context(), tx, batch)
		})
		var states []string
		for _, r := range rs {
			states = append(states, r.State)
		}
		if got := strings.Join(states, " "); got != "recorded refused recorded known" || rs[3].Visit != rs[0].Visit {
			t.Errorf("states %s", got)
		}
		if r := rs[1]; r.Row != 3 || len(r.Refused) != 1 || r.Refused[0].Field != "officers" || r.Refused[0].Detail != "140003" {
			t.Errorf("row 3: %+v", r)
		}
		// Again, from another hand, in other words: nothing is written, so a look may do it.
		batch[0].Officers = []string{"赣D140002", look(t, db, func(tx *store.Tx) (string, error) {
			p, err := org.PersonCertified(t.Context(), tx, "140001")
			return "person:" + p.ID, err
		})}
		again := look(t, db, func(tx *store.Tx) ([]inspection.RowResult, error) {
			return inspection.RecordMany(t.Context(), tx, batch)
		})
		for i, want := range []string{"known", "refused", "known", "known"} {
			if again[i].State != want || again[i].Visit != rs[i].Visit {
				t.Errorf("again, row %d: %+v", i, again[i])
			}
		}
		_, err := try(t, db, chen, func(tx *store.Tx) (any, error) {
			return inspection.RecordMany(t.Context(), tx, make([]inspection.Entry, inspection.MaxRows+1))
		})
		if !errors.Is(err, inspection.ErrTooMany) {
			t.Errorf("a heap of rows: %v", err)
		}
	})
}

func TestRefusalIsAFault(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		e := lawful()
		e.Organs = []string{"office"}
		_, err := try(t, db, chen, func(tx *store.Tx) (inspection.Visit, error) {
			v, _, err := inspection.Record(t.Context(), tx, e)
			return v, err
		})
		if f := fault.Of(err); f.Kind != fault.Forbidden || f.Code != "inspection.office" {
			t.Errorf("got %v", err)
		}
	})
}

func TestCorrectAndWithdraw(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		v := record(t, db, lawful())
		correct := func(c inspection.Change, e inspection.Entry) (inspection.Visit, error) {
			return try(t, db, chen, func(tx *store.Tx) (inspection.Visit, error) { return inspection.Correct(t.Context(), tx, c, e) })
		}
		e := lawful()
		e.Day, e.Results = "2026-06-30", []string{"09"}
		w, err := correct(inspection.Change{ID: v.ID, Version: v.Version, Reason: "日期和结果填错"}, e)
		if err != nil || !w.Problem || w.Version != 2 {
			t.Fatalf("corrected: %+v, %v", w, err)
		}
		es := entries(t, db, v.Ref())
		if len(es) != 3 || es[1].Reverses != es[0].Seq || es[1].Day != "2026-07-01" || es[2].Day != "2026-06-30" || es[2].Facts["problem"] != true {
			t.Errorf("entries %+v", es)
		}
		if past := look(t, db, func(tx *store.Tx) ([]inspection.Visit, error) { return inspection.Past(t.Context(), tx, v.ID) }); len(past) != 1 || past[0].Day != "2026-07-01" {
			t.Errorf("past %+v", past)
		}
		if again := look(t, db, func(tx *store.Tx) (inspection.Visit, error) { // writes nothing
			v, _, err := inspection.Record(t.Context(), tx, lawful())
			return v, err
		}); again.ID != v.ID {
			t.Error("importing the uncorrected row made a second visit")
		}
		if _, err := correct(inspection.Change{ID: v.ID, Version: 1, Reason: "晚了"}, e); !errors.Is(err, inspection.ErrMoved) || fault.Of(err).Theirs == nil {
			t.Errorf("an old version: %v", err)
		}
		if _, err := correct(inspection.Change{ID: v.ID, Version: 2}, e); !errors.Is(err, inspection.ErrReason) {
			t.Errorf("no reason: %v", err)
		}
		other := lawful()
		other.Subject = "li"
		record(t, db, other)
		if _, err := correct(inspection.Change{ID: v.ID, Version: 2, Reason: "x"}, other); !errors.Is(err, inspection.ErrTwin) {
			t.Errorf("two visits became one: %v", err)
		}
		withdraw := func(version int64) error {
			_, err := try(t, db, chen, func(tx *store.Tx) (inspection.Visit, error) {
				return inspection.Withdraw(t.Context(), tx, inspection.Change{ID: v.ID, Version: version, Reason: "重复"})
			})
			return err
		}
		if err := errors.Join(withdraw(2)); err != nil {
			t.Fatal(err)
		}
		if es := entries(t, db, v.Ref()); sum(es, "visit.recorded") != 0 || sum(es, "visit.withdrawn") != 1 {
			t.Errorf("withdrawn: %+v", es)
		}
		if err := withdraw(3); !errors.Is(err, inspection.ErrWithdrawn) {
			t.Errorf("withdrawn twice: %v", err)
		}
		if _, err := correct(inspection.Change{ID: v.ID, Version: 3, Reason: "确有其事"}, e); err != nil {
			t.Fatal(err)
		}
		if es := entries(t, db, v.Ref()); sum(es, "visit.recorded") != 1 {
			t.Errorf("restored: %+v", es)
		}
	})
}

// TestJoin follows one action through its organs: noted once, and taken back
// when only one organ is left.
func TestJoin(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		e := lawful()
		e.Action = "花鸟市场联合行动"
		v := record(t, db, e)
		joint := func() []journal.Entry { return entries(t, db, ref.Of("action", e.Action)) }
		if len(joint()) != 0 {
			t.Fatal("one organ is no joint action")
		}
		second := e
		second.Subject, second.Organs, second.Officers = "li", []string{"林业局"}, []string{"150001", "150002"}
		w := record(t, db, second)
		third := second
		third.Subject = "zhou"
		record(t, db, third)
		if es := joint(); len(es) != 1 || !slices.Equal(es[0].Facts["organs"].([]string), []string{"forestry", "market"}) {
			t.Errorf("joint: %+v", es)
		}
		for _, x := range []inspection.Visit{v} { // the only visit of market regulation goes
			act(t, db, chen, func(tx *store.Tx) (inspection.Visit, error) {
				return inspection.Withdraw(t.Context(), tx, inspection.Change{ID: x.ID, Version: x.Version, Reason: "误录"})
			})
		}
		if es := joint(); sum(es, "action.joined") != 0 {
			t.Errorf("still joint: %+v", es)
		}
		w = act(t, db, lin, func(tx *store.Tx) (inspection.Visit, error) {
			return inspection.Join(t.Context(), tx, inspection.Change{ID: w.ID, Version: w.Version}, inspection.Entry{
				Organs: []string{"市场监管局"}, Officers: []string{"140001"}, Results: []string{"09"},
			})
		})
		if !slices.Equal(w.Organs, []string{"forestry", "market"}) || !slices.Equal(w.Departments, []string{"forestry", "market"}) || len(w.Names) != 3 || !slices.Equal(w.Results, []string{"09"}) {
			t.Errorf("joined: %+v", w)
		}
		if es := joint(); sum(es, "action.joined") != 1 {
			t.Errorf("joint again: %+v", es)
		}
		if es := entries(t, db, w.Ref()); sum(es, "visit.recorded") != 1 {
			t.Errorf("a joint visit is one visit: %+v", es)
		}
	})
}

func TestJointVisitIsAnAction(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		e := lawful()
		e.Organs, e.Officers = []string{"林业局", "市场监管局"}, []string{"150001", "140001"}
		v := record(t, db, e)
		e.Subject = "li"
		if w := record(t, db, e); w.Action != v.Action || v.Action == "" {
			t.Errorf("actions %q and %q", v.Action, w.Action)
		}
		if es := entries(t, db, ref.Of("action", v.Action)); len(es) != 1 {
			t.Errorf("noted %d times", len(es))
		}
	})
}

func TestCapWarns(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		p := county(t, db)
		var counts []int
		for _, day := range []string{"2026-06-28", "2026-06-29", "2026-06-30"} {
			e := lawful()
			e.Day = day
			ws := act(t, db, chen, func(tx *store.Tx) ([]inspection.Warning, error) {
				_, ws, err := inspection.Record(t.Context(), tx, e)
				return ws, err
			})
			counts = append(counts, len(ws))
		}
		if !slices.Equal(counts, []int{0, 0, 1}) {
			t.Errorf("warnings %v: the cap is two", counts)
		}
		ws := look(t, db, func(tx *store.Tx) ([]inspection.Warning, error) {
			return inspection.Frequency(t.Context(), tx, p.ID, "W02", "2026-08-01", []string{"wang", "li"})
		})
		if len(ws) != 1 || ws[0].Subject != "wang" || ws[0].Count != 4 || ws[0].Cap != 2 {
			t.Errorf("planning: %+v", ws)
		}
		e := lawful()
		e.Plan, e.Origin, e.Source = "", "complaint", "12315-7"
		if ws := act(t, db, chen, func(tx *store.Tx) ([]inspection.Warning, error) {
			_, ws, err := inspection.Record(t.Context(), tx, e)
			return ws, err
		}); len(ws) != 0 {
			t.Errorf("a complaint is answered however often: %v", ws)
		}
	})
}

func TestList(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		for i, venue := range []string{"catering", "shop", "catering", "platform", "catering"} {
			e := lawful()
			e.Subject, e.Venue, e.Title = fmt.Sprint("s", i), venue, fmt.Sprintf("农家%d号", i)
			switch i {
			case 1:
				e.Title = "农家1%_店"
			case 2:
				e.Title = `农家"A&B"`
			}
			if i == 2 {
				e.Results = []string{"09"}
			}
			db.Now = func() time.Time { return time.Date(2026, 7, 1, 2, 0, i, 0, time.UTC) }
			record(t, db, e)
		}
		list := func(f inspection.Filter, p store.Page) (ids []string, next string) {
			vs := look(t, db, func(tx *store.Tx) (vs []inspection.Visit, err error) {
				vs, next, err = inspection.List(t.Context(), tx, f, p)
				return vs, err
			})
			for _, v := range vs {
				ids = append(ids, v.Subject)
			}
			return ids, next
		}
		for name, x := range map[string]struct {
			f    inspection.Filter
			want []string
		}{
			"all":      {inspection.Filter{}, []string{"s4", "s3", "s2", "s1", "s0"}},
			"catering": {inspection.Filter{Venue: "catering"}, []string{"s4", "s2", "s0"}},
			"problems": {inspection.Filter{Problem: true}, []string{"s2"}},
			"organ":    {inspection.Filter{Organ: "forestry"}, nil},
			"township": {inspection.Filter{Region: "360402001", Organ: "market", From: "2026-07-01", To: "2026-07-01"}, []string{"s4", "s3", "s2", "s1", "s0"}},
			"later":    {inspection.Filter{From: "2026-07-02"}, nil},
			"named":    {inspection.Filter{Name: " 1%_店 "}, []string{"s1"}},
			"letters":  {inspection.Filter{Name: "a&b"}, []string{"s2"}},
			"in part":  {inspection.Filter{Name: "农家", To: "2026-07-01"}, []string{"s4", "s3", "s2", "s1", "s0"}},
			"signs":    {inspection.Filter{Name: "%"}, []string{"s1"}},
			"beyond":   {inspection.Filter{Name: "catering"}, nil},
			"nobody":   {inspection.Filter{Name: "无此店"}, nil},
		} {
			if got, _ := list(x.f, store.Page{}); !slices.Equal(got, x.want) {
				t.Errorf("%s: %v, want %v", name, got, x.want)
			}
		}
		first, next := list(inspection.Filter{Name: "农家"}, store.Page{Limit: 3})
		rest, end := list(inspection.Filter{Name: "农家"}, store.Page{Limit: 3, After: next})
		if !slices.Equal(append(first, rest...), []string{"s4", "s3", "s2", "s1", "s0"}) || end != "" {
			t.Errorf("pages %v %v, then %q", first, rest, end)
		}
	})
}

// TestDemonstration records the visits of the demonstration county; it must
// not take long.
func TestDemonstration(t *testing.T) {
	if testing.Short() {
		t.Skip("7,400 visits")
	}
	db := storetest.SQLite(t, parts...)
	county(t, db)
	begin := time.Now()
	fillCounty(t, db, 7400)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("7,400 visits took %s", took)
	} else {
		t.Logf("7,400 visits took %s", took)
	}
}

func fillCounty(t testing.TB, db *store.DB, n int) {
	t.Helper()
	all := make([]inspection.Entry, n)
	for i := range all {
		all[i] = lawful()
		all[i].Subject = fmt.Sprint("subject", i)
	}
	for chunk := range slices.Chunk(all, inspection.MaxRows) {
		rs := act(t, db, chen, func(tx *store.Tx) ([]inspection.RowResult, error) {
			return inspection.RecordMany(context.Background(), tx, chunk)
		})
		for _, r := range rs {
			if r.State != inspection.RowRecorded {
				t.Fatalf("%+v", r)
			}
		}
	}
}
