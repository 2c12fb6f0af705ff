package spotcheck_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/draw"
)

var errPlan = draw.ErrPlan

// journal is all that was noted of the draw at hand, a line an entry.
func (w *world) journal() string {
	w.t.Helper()
	var b strings.Builder
	for _, e := range w.entries() {
		fmt.Fprintln(&b, e.Verb, e.Facts)
	}
	return b.String()
}

func (w *world) entries() []journal.Entry {
	w.t.Helper()
	d := w.get(w.id)
	return look(w, func(ctx context.Context, tx *store.Tx) ([]journal.Entry, error) { return journal.Of(ctx, tx, d.Ref()) })
}

var toTheEnd = []string{"keeper freezes", "li commits", "wu commits", "keeper announces", "wu reveals", "li reveals"}

// TestNobodyChose: the files of a draw verify without the program that made
// them, and one byte changed does not.
func TestNobodyChose(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		w.draft(w.terms())
		w.steps(toTheEnd...)
		d := w.get(w.id)
		if found := look(w, func(ctx context.Context, tx *store.Tx) ([]draw.Finding, error) {
			return spotcheck.Verify(ctx, tx, w.id)
		}); len(found) > 0 {
			t.Errorf("verifying: %v", found)
		}
		if found := w.verify(t, func(string, []byte) {}); len(found) > 0 {
			t.Errorf("verifying the files: %v", found)
		}
		for _, name := range []string{spotcheck.PoolFile, spotcheck.OfficersFile, spotcheck.AnnouncementFile, spotcheck.DrawFile} {
			found := w.verify(t, func(file string, b []byte) {
				if i := bytes.LastIndexByte(b, '1'); file == name {
					b[i] = '2'
				}
			})
			if len(found) == 0 {
				t.Errorf("%s changed, and nobody saw it", name)
			}
		}
		drawn := look(w, func(ctx context.Context, tx *store.Tx) ([]spotcheck.Assignment, error) {
			return spotcheck.Drawn(ctx, tx, w.id)
		})
		if d.Drawn != 4 || len(drawn) != 4 {
			t.Fatalf("drawn %d, %d teams", d.Drawn, len(drawn))
		}
		taken := map[string]int64{}
		for i, a := range drawn {
			taken[a.Stratum]++
			if a.Place != int64(i+1) || len(a.Team) != 2 || a.Team[0].Unit == a.Team[1].Unit || !strings.HasPrefix(a.Team[0].Person, "person:") {
				t.Errorf("%+v", a)
			}
			if a.Subject == "S3" && slices.ContainsFunc(a.Team, func(m spotcheck.Member) bool { return m.Tail == "0002" && m.Unit == w.forestry }) {
				t.Errorf("recused and sent: %+v", a)
			}
		}
		for _, s := range d.Strata {
			if s.Take != taken[s.Name] {
				t.Errorf("%s: %d foretold, %d drawn", s.Name, s.Take, taken[s.Name])
			}
		}
	})
}

func (w *world) verify(t *testing.T, change func(file string, b []byte)) []draw.Finding {
	t.Helper()
	files := map[string][]byte{}
	for _, name := range spotcheck.FileNames {
		files[name] = w.file(w.id, name)
		change(name, files[name])
	}
	pool, err := draw.ParsePool(bytes.NewReader(files[spotcheck.PoolFile]))
	officers, err2 := draw.ParseOfficers(bytes.NewReader(files[spotcheck.OfficersFile]))
	if err := errors.Join(err, err2); err != nil {
		return []draw.Finding{{Text: err.Error()}}
	}
	found, err := draw.Verify(draw.Evidence{Pool: pool, Officers: officers, Draw: files[spotcheck.DrawFile], Announcement: files[spotcheck.AnnouncementFile]})
	if err != nil {
		return []draw.Finding{{Text: err.Error()}}
	}
	return found
}

// TestTheFirstShareIsNotSeen: between the two revelations nobody who asks, nor
// the journal, learns the first share; and no name is ever noted or exported.
func TestTheFirstShareIsNotSeen(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	w.draft(w.terms())
	w.steps(toTheEnd[:5]...)
	d := w.get(w.id)
	seen := fmt.Sprintf("%+v %s", d, w.journal())
	if strings.Contains(seen, shares["forestry"]) {
		t.Error("the first share is to be seen before the second")
	}
	if !strings.Contains(seen, commitment(shares["forestry"])) || !strings.Contains(seen, d.Announcement) || d.Announcement == "" {
		t.Error("the commitment or the announcement is not noted")
	}
	w.steps("li reveals")
	d = w.get(w.id)
	for _, s := range d.Shares {
		if s.Share != shares[s.Department] {
			t.Errorf("%s is not shown after the draw", s.Department)
		}
	}
	public := w.journal()
	for _, name := range spotcheck.FileNames {
		public += string(w.file(w.id, name))
	}
	for _, a := range officers {
		if strings.Contains(public, a.Name) || strings.Contains(public, a.Certificates[0].Number) {
			t.Errorf("%s is named", a.Name)
		}
	}
	if !strings.Contains(public, d.Seed) || !strings.Contains(public, d.Result) {
		t.Error("the outcome is not noted")
	}
}

// TestWhoMayBeSent: certificates, organs and recusals decide; each who is kept
// out is counted.
func TestWhoMayBeSent(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	w.draft(w.terms())
	w.steps("keeper freezes")
	d := w.get(w.id)
	if want := (spotcheck.Excluded{Uncertified: 1, Elsewhere: 1, Unsettled: 1, Recusals: 1}); d.Excluded != want || d.Officers != 4 {
		t.Errorf("%+v, %d officers", d.Excluded, d.Officers)
	}
	list, err := draw.ParseOfficers(bytes.NewReader(w.file(w.id, spotcheck.OfficersFile)))
	must(t, err)
	recused := 0
	for _, o := range list.All() {
		recused += len(o.Recused)
		if o.ValidTo < d.Date {
			t.Errorf("%+v", o)
		}
	}
	if recused != 1 {
		t.Errorf("%d recusals published: those from objects outside the pool are nobody's business", recused)
	}
}

func TestWhatCannotBeFrozen(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*world, *spotcheck.Draw)
		want  error
	}{
		"an empty pool":      {func(w *world, _ *spotcheck.Draw) { w.objects = nil }, spotcheck.ErrEmpty},
		"an object twice":    {func(w *world, _ *spotcheck.Draw) { w.objects = append(w.objects, w.objects[0]) }, draw.ErrPool},
		"too large teams":    {func(_ *world, d *spotcheck.Draw) { d.Team.Size = 5 }, spotcheck.ErrThin},
		"an organ too small": {func(_ *world, d *spotcheck.Draw) { d.Team = draw.Team{Size: 3, Organs: map[string]int64{"market": 3}} }, spotcheck.ErrThin},
		"recused from one": {func(_ *world, d *spotcheck.Draw) {
			d.Team = draw.Team{Size: 3, Organs: map[string]int64{"market": 1, "forestry": 2}}
		}, spotcheck.ErrThin},
	} {
		t.Run(name, func(t *testing.T) {
			w := county(t, storetest.SQLite(t, parts...))
			d := w.terms()
			c.spoil(w, &d)
			w.draft(d)
			if err := w.step("keeper", "freezes"); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			err := w.db.Look(t.Context(), w.keeper, func(tx *store.Tx) error {
				g, err := w.ground(t.Context(), tx, d)
				if err != nil {
					return err
				}
				return last(spotcheck.Preview(t.Context(), tx, w.id, g))
			})
			if !errors.Is(err, c.want) {
				t.Errorf("foreseen %v, want %v", err, c.want)
			}
			if got := w.get(w.id); got.State != spotcheck.Drafted || got.PoolRoot != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}

// TestShareOfAStratum: how many are foretold is how many the algorithm draws.
func TestShareOfAStratum(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	for n, c := range []struct {
		quota draw.Quota
		size  int
		want  int64
	}{
		{draw.Quota{Rate: "0.1"}, 412, 42}, {draw.Quota{Rate: "0.1"}, 410, 41}, {draw.Quota{Rate: "0.02"}, 1, 1}, {draw.Quota{Rate: "1"}, 7, 7},
		{draw.Quota{Rate: "0"}, 7, 0}, {draw.Quota{Rate: "0.000000001"}, 7, 1}, {draw.Quota{Count: count(30)}, 7, 7}, {draw.Quota{Count: count(3)}, 7, 3},
	} {
		w.day("2026-11-25")
		d := w.terms()
		d.Date = fmt.Sprintf("2026-12-%02d", n+1) // one day is not drawn for twice, nor one object within four weeks
		d.Strata = []spotcheck.Stratum{{Name: "A", Quota: c.quota}}
		w.objects = nil
		for i := range c.size {
			w.objects = append(w.objects, spotcheck.Object{Subject: fmt.Sprintf("S%d-%d", n, i), Stratum: "A"})
		}
		w.draft(d)
		w.steps(toTheEnd...)
		if got := w.get(w.id); got.Strata[0].Take != c.want || got.Drawn != c.want || got.Strata[0].Size != int64(c.size) {
			t.Errorf("%+v of %d: foretold %d, drawn %d, want %d", c.quota, c.size, got.Strata[0].Take, got.Drawn, c.want)
		}
	}
}

// TestRedraw: a new record that another person approves; the old one keeps
// every byte and says what took its place.
func TestRedraw(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		w.draft(w.terms())
		w.steps(toTheEnd...)
		old, bytesBefore := w.id, w.file(w.id, spotcheck.DrawFile)
		var next spotcheck.Draw
		must(t, w.act(w.keeper, func(ctx context.Context, tx *store.Tx) (err error) {
			next, err = spotcheck.Redraw(ctx, tx, old, "对象库漏录")
			return err
		}))
		if err := w.step("wu", "asks for another"); !errors.Is(err, spotcheck.ErrPending) {
			t.Errorf("a second request: %v", err)
		}
		if got := w.get(old); got.State != spotcheck.Done {
			t.Errorf("not approved, but %s", got.State)
		}
		w.id = next.ID
		for _, do := range []string{"freezes", "revises"} {
			if err := w.step("keeper", do); !errors.Is(err, spotcheck.ErrState) {
				t.Errorf("%s before approval: %v", do, err)
			}
		}
		if err := w.step("keeper", "approves"); !errors.Is(err, spotcheck.ErrSelf) {
			t.Errorf("approved by who asked: %v", err)
		}
		w.steps("boss approves")
		w.steps(toTheEnd...)
		before, after := w.get(old), w.get(next.ID)
		if before.State != spotcheck.Redrawn || before.RedrawnBy != next.ID || !bytes.Equal(w.file(old, spotcheck.DrawFile), bytesBefore) {
			t.Errorf("the old one: %+v", before)
		}
		if after.Redraws != old || after.Requester != w.keeper.ID || after.Approver != w.boss.ID || after.RedrawReason != "对象库漏录" {
			t.Errorf("the new one: %+v", after)
		}
		if after.Seed == before.Seed {
			t.Error("two draws have one seed")
		}
		w.id = old
		if err := w.step("keeper", "asks for another"); !errors.Is(err, spotcheck.ErrState) {
			t.Errorf("redrawn twice: %v", err)
		}
	})
}

// TestADeclinedRedraw leaves the old draw as it was, to be asked for again.
func TestADeclinedRedraw(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	w.draft(w.terms())
	w.steps("keeper freezes", "keeper ends it", "keeper asks for another")
	old := w.id
	all := look(w, func(ctx context.Context, tx *store.Tx) ([]spotcheck.Draw, error) {
		ds, _, err := spotcheck.List(ctx, tx, spotcheck.Filter{State: spotcheck.Requested}, store.Page{})
		return ds, err
	})
	if len(all) != 1 || all[0].Redraws != old {
		t.Fatalf("%+v", all)
	}
	w.id = all[0].ID
	if err := w.step("keeper", "ends it"); !errors.Is(err, spotcheck.ErrState) {
		t.Errorf("a request was ended like a draw: %v", err)
	}
	w.steps("boss declines")
	if err := w.step("boss", "declines"); !errors.Is(err, spotcheck.ErrState) {
		t.Errorf("declined twice: %v", err)
	}
	if d := w.get(w.id); d.Cause != spotcheck.Declined {
		t.Errorf("cause %s", d.Cause)
	}
	if err := w.step("keeper", "asks for another"); !errors.Is(err, spotcheck.ErrState) {
		t.Errorf("a declined request was redrawn: %v", err)
	}
	w.id = old
	w.steps("keeper asks for another")
}

func TestList(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		var ids []string
		for range 3 {
			w.draft(w.terms())
			ids = append(ids, w.id)
		}
		w.steps("keeper freezes")
		w.day("2026-11-29")
		for name, c := range map[string]struct {
			f    spotcheck.Filter
			want []string
		}{
			"all":           {spotcheck.Filter{}, []string{ids[2], ids[1], ids[0]}},
			"frozen":        {spotcheck.Filter{State: spotcheck.Frozen}, ids[2:]},
			"too late":      {spotcheck.Filter{Late: "2026-11-29"}, ids[2:]},
			"not late yet":  {spotcheck.Filter{Late: "2026-11-28"}, nil},
			"of a campaign": {spotcheck.Filter{Campaign: "lianxi-2026"}, nil},
		} {
			var got []string
			for p := (store.Page{Limit: 2}); ; {
				must(t, db.Look(t.Context(), w.keeper, func(tx *store.Tx) error {
					ds, next, err := spotcheck.List(t.Context(), tx, c.f, p)
					for _, d := range ds {
						got = append(got, d.ID)
						if len(d.Shares) != 2 {
							t.Errorf("%d shares", len(d.Shares))
						}
					}
					p.After = next
					return err
				}))
				if p.After == "" {
					break
				}
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
		if err := db.Look(t.Context(), w.keeper, func(tx *store.Tx) error { return last(spotcheck.File(t.Context(), tx, w.id, spotcheck.DrawFile)) }); !errors.Is(err, spotcheck.ErrNoFile) {
			t.Errorf("a file that is not there: %v", err)
		}
		if err := db.Look(t.Context(), w.keeper, func(tx *store.Tx) error { return last(spotcheck.Verify(t.Context(), tx, w.id)) }); !errors.Is(err, spotcheck.ErrUnverified) {
			t.Errorf("verified before it was drawn: %v", err)
		}
	})
}

// TestConcerns: what is drawn or may be drawn must not vanish from the ledger.
func TestConcerns(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		concerns := func(ids ...string) bool {
			return look(w, func(ctx context.Context, tx *store.Tx) (bool, error) { return spotcheck.Concerns(ctx, tx, ids) })
		}
		w.draft(w.terms())
		if concerns("S1") {
			t.Error("a draft keeps nothing")
		}
		w.steps("keeper freezes")
		if !concerns("Q1", "S1", "T1") || concerns("Q1", "T1") || concerns() {
			t.Error("a frozen pool keeps its objects and no others")
		}
		w.steps(toTheEnd[1:]...)
		drawn := look(w, func(ctx context.Context, tx *store.Tx) ([]spotcheck.Assignment, error) {
			return spotcheck.Drawn(ctx, tx, w.id)
		})
		kept := 0
		for _, o := range w.objects {
			if concerns(o.Subject) {
				kept++
			}
		}
		if kept != len(drawn) || !concerns(drawn[0].Subject) {
			t.Errorf("%d kept, %d drawn", kept, len(drawn))
		}
	})
}

// TestTwoPosts: who serves in both bureaus is one officer.
func TestTwoPosts(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	must(t, w.act(w.keeper, func(ctx context.Context, tx *store.Tx) error {
		a := arrival("林森", "市场监督管理局", "150001", "2030-12-31")
		return last(org.Admit(ctx, tx, a))
	}))
	w.draft(w.terms())
	w.steps(toTheEnd...)
	if d := w.get(w.id); d.Officers != 4 {
		t.Errorf("%d officers", d.Officers)
	}
}

// TestNobodyDrawsUntilItPleases: what was announced for a day is drawn again in
// the open or not at all, whatever the new draft calls it.
func TestNobodyDrawsUntilItPleases(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		w.draft(w.terms())
		w.steps(toTheEnd...)
		draft := func(d spotcheck.Draw) error {
			return w.act(w.keeper, func(ctx context.Context, tx *store.Tx) error {
				made, err := spotcheck.Draft(ctx, tx, d)
				w.id = made.ID
				return err
			})
		}
		if err := draft(w.terms()); !errors.Is(err, spotcheck.ErrRedraw) {
			t.Errorf("the same again: %v", err)
		}
		named := w.terms()
		named.Strata = []spotcheck.Stratum{{Name: "另一层", Subjects: []string{w.objects[0].Subject, "x", "y"}, Quota: draw.Quota{Rate: "0.1"}}}
		if err := draft(named); !errors.Is(err, spotcheck.ErrRedraw) {
			t.Errorf("one of the same objects: %v", err)
		}
		ruled := w.terms()
		ruled.Strata = []spotcheck.Stratum{{Name: "又一层", Venue: "breeding", Quota: draw.Quota{Rate: "0.1"}}}
		must(t, draft(ruled))
		for i := range w.objects {
			w.objects[i].Stratum = "又一层"
		}
		if err := w.step("keeper", "freezes"); !errors.Is(err, spotcheck.ErrRedraw) {
			t.Errorf("the same objects by another rule: %v", err)
		}
		later := w.terms()
		later.Date = "2026-12-02"
		if err := draft(later); err != nil {
			t.Errorf("another day: %v", err)
		}
	})
}

// TestTheDayAfterIsNoWayOut: who does not like what was drawn cannot draw again
// for a day or two later; only what was carried out, or four weeks, makes room.
func TestTheDayAfterIsNoWayOut(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		w := county(t, db)
		w.draft(w.terms())
		w.steps(toTheEnd...)
		first := w.id
		again := func(name, date string) {
			d := w.terms()
			d.Title, d.Date = name, date
			d.Strata = d.Strata[1:]
			d.Strata[0].Name, d.Strata[0].Quota = "养殖场", draw.Quota{Rate: "0.4"}
			w.draft(d)
		}
		whole := w.objects
		w.objects = nil
		for _, o := range whole[1:6] {
			w.objects = append(w.objects, spotcheck.Object{Subject: o.Subject, Stratum: "养殖场"})
		}
		again("次日再抽", "2026-12-02")
		if err := w.step("keeper", "freezes"); !errors.Is(err, spotcheck.ErrNear) {
			t.Errorf("the day after: %v", err)
		}
		again("提前再抽", "2026-11-30")
		if err := w.step("keeper", "freezes"); !errors.Is(err, spotcheck.ErrNear) {
			t.Errorf("the day before: %v", err)
		}
		again("四周后", "2026-12-29")
		if err := w.step("keeper", "freezes"); err != nil {
			t.Errorf("four weeks later: %v", err)
		}
		again("又一次", "2026-12-28")
		w.heeded = map[string]bool{first: true}
		if err := w.step("keeper", "freezes"); !errors.Is(err, spotcheck.ErrNear) {
			t.Errorf("beside one that is frozen: %v", err)
		}
		again("查完再抽", "2026-12-01")
		if err := w.step("keeper", "freezes"); !errors.Is(err, spotcheck.ErrRedraw) {
			t.Errorf("the same day, although carried out: %v", err)
		}
		again("查完次日", "2026-11-30")
		if err := w.step("keeper", "freezes"); err != nil {
			t.Errorf("once it was carried out: %v", err)
		}
	})
}
