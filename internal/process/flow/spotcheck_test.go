package flow_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/ledger"
)

// drawing is a county about to draw: two bureaus, a campaign with a published
// plan, breeding sites, and two shops that were ordered to put something right.
type drawing struct {
	t                *testing.T
	db               *store.DB
	market, forestry store.Actor
	people           map[string]org.Person
	sites, shops     []registry.Subject
}

func (w *drawing) day(day string) {
	d, err := time.Parse(time.DateOnly, day)
	w.check(err)
	w.db.Now = func() time.Time { return d.Add(2 * time.Hour) }
}

func (w *drawing) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *drawing) act(by store.Actor, fn func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	w.check(w.db.Act(w.t.Context(), by, func(tx *store.Tx) error { return fn(w.t.Context(), tx) }))
}

func (w *drawing) look(fn func(ctx context.Context, tx *store.Tx) error) error {
	return w.db.Look(w.t.Context(), w.market, func(tx *store.Tx) error { return fn(w.t.Context(), tx) })
}

func drawingCounty(t *testing.T, db *store.DB) *drawing {
	t.Helper()
	w := &drawing{t: t, db: db, people: map[string]org.Person{}}
	w.market = store.Actor{ID: "person:cao", Department: "market", Home: "360402"}
	w.forestry = store.Actor{ID: "person:shu", Department: "forestry", Home: "360402"}
	w.day("2026-06-01")
	for _, who := range []string{"陈立 市场监督管理局 140001", "赵平 市场监督管理局 140002", "林森 林业局 150001", "吴用 林业局 150002"} {
		f := strings.Fields(who)
		w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
			in, err := org.Admit(ctx, tx, org.Arrival{Name: f[0], Unit: f[1], Certificates: []org.Certificate{{Number: f[2], To: "2028-12-31"}}})
			w.people[f[0]] = in.Person
			if f[1] == "林业局" {
				w.forestry.Unit = in.Unit.ID
			} else {
				w.market.Unit = in.Unit.ID
			}
			return err
		})
	}
	w.campaign()
	for _, name := range strings.Fields("鹿苑 蛙场 龟鳖园 竹鼠社 雉鸡场 蜂场") {
		w.sites = append(w.sites, w.add(ledger.Subject{Venue: ledger.Breeding, Name: "濂溪" + name, Address: "高垅乡1号", TownCode: "360402201000"}))
	}
	for _, name := range strings.Fields("一号 二号 三号") {
		w.shops = append(w.shops, w.add(ledger.Subject{Venue: ledger.Shop, Name: name + "花鸟店", Address: "长虹大道12号", TownCode: "360402001000"}))
	}
	return w
}

func (w *drawing) add(s ledger.Subject) (made registry.Subject) {
	w.t.Helper()
	w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
		made, err = registry.Add(ctx, tx, s, []ledger.Key{ledger.Key("na\t" + s.Name)}, nil)
		return err
	})
	return made
}

// campaign is published, and a plan of special inspections with it.
func (w *drawing) campaign() {
	w.t.Helper()
	c, err := campaign.FromTemplate("wildlife", 2026)
	w.check(err)
	c.ID = "lianxi-2026"
	units := map[string]string{"market": w.market.Unit, "forestry": w.forestry.Unit}
	for i := range c.Organs {
		o := &c.Organs[i]
		if o.Role != campaign.Office && units[o.Unit] != "" {
			o.Unit = units[o.Unit]
		}
		o.Contact = "person:" + o.Unit
	}
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
		c, err := campaign.Prepare(ctx, tx, c)
		if err == nil {
			_, err = campaign.Publish(ctx, tx, c.ID, c.Version)
		}
		return err
	})
	var p inspection.Plan
	w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
		p, err = inspection.DraftPlan(ctx, tx, inspection.Plan{
			Campaign: c.ID, Number: "濂检计〔2026〕1号", Title: "野生动物专项检查计划", Scope: "人工繁育场所和商户",
			Items: []string{"A05", "W01", "W02"}, Organs: []string{w.market.Unit, w.forestry.Unit}, From: "2026-06-10", To: "2026-11-30", Cap: 2,
		})
		return err
	})
	w.act(w.forestry, func(ctx context.Context, tx *store.Tx) (err error) {
		if p, err = inspection.ReviewPlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Text: "合法"}); err != nil {
			return err
		}
		if p, err = inspection.ApprovePlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Name: "濂溪区人民政府", Text: "讨论通过"}); err != nil {
			return err
		}
		_, err = inspection.PublishPlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Text: "区政府网站"})
		return err
	})
}

// draft is a draw of half the breeding sites, and of both shops to be
// re-checked, for a day in July or one that is named.
func (w *drawing) draft(days ...string) (d spotcheck.Draw) {
	w.t.Helper()
	date, deadline := "2026-07-10", "2026-07-05"
	for _, day := range days {
		date, deadline = day, day
	}
	w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
		d, err = spotcheck.Draft(ctx, tx, spotcheck.Draw{
			Title: "人工繁育场所联合抽查", Campaign: "lianxi-2026", VisitPlan: "濂检计〔2026〕1号", Item: "W02", Date: date, Deadline: deadline,
			Strata: []spotcheck.Stratum{
				{Name: "复查", Subjects: []string{w.shops[0].ID, w.shops[1].ID}, Quota: draw.Quota{Rate: "1"}},
				{Name: "人工繁育场所", Venue: "breeding", Quota: draw.Quota{Rate: "0.5"}},
			},
			Team:   draw.Team{Size: 2, Organs: map[string]int64{"market": 1, "forestry": 1}},
			Shares: []spotcheck.Share{{Unit: w.market.Unit}, {Unit: w.forestry.Unit}},
		})
		return err
	})
	return d
}

func (w *drawing) freeze(d spotcheck.Draw) (spotcheck.Draw, error) {
	err := w.db.Act(w.t.Context(), w.market, func(tx *store.Tx) (err error) {
		d, err = flow.FreezeDraw(w.t.Context(), tx, d.ID, d.Version)
		return err
	})
	return d, err
}

// run takes a frozen draw to its end: each officer acts for his own unit.
func (w *drawing) run(id string) (d spotcheck.Draw) {
	w.t.Helper()
	shares := map[string]string{w.market.Unit: strings.Repeat("01", 32), w.forestry.Unit: strings.Repeat("ab", 32)}
	for _, by := range []store.Actor{w.market, w.forestry} {
		h, err := draw.ParseHash(shares[by.Unit])
		w.check(err)
		w.act(by, func(ctx context.Context, tx *store.Tx) error {
			_, err := spotcheck.Commit(ctx, tx, id, by.Unit, draw.Commitment(h).String())
			return err
		})
	}
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error { _, err := spotcheck.Announce(ctx, tx, id); return err })
	for _, by := range []store.Actor{w.market, w.forestry} {
		w.act(by, func(ctx context.Context, tx *store.Tx) (err error) {
			d, err = spotcheck.Reveal(ctx, tx, id, by.Unit, shares[by.Unit])
			return err
		})
	}
	return d
}

func (w *drawing) visits(id string) (out []flow.DrawnVisit) {
	w.t.Helper()
	w.check(w.look(func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = flow.DrawnVisits(ctx, tx, id)
		return err
	}))
	return out
}

// TestFromTheLedgerToTheVisit: the pool comes from the ledger, the draw runs,
// and what was drawn waits to be visited until it is.
func TestFromTheLedgerToTheVisit(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		w := drawingCounty(t, db)
		d := w.draft()
		w.check(w.look(func(ctx context.Context, tx *store.Tx) error {
			seen, err := flow.PreviewDraw(ctx, tx, d.ID)
			if seen.Objects != 8 || seen.Strata[0].Size != 2 || seen.Strata[1].Size != 6 || seen.Strata[1].Take != 3 || seen.Officers != 4 {
				t.Errorf("foreseen: %+v", seen)
			}
			return err
		}))
		d, err := w.freeze(d)
		w.check(err)
		if d = w.run(d.ID); d.State != spotcheck.Done || d.Drawn != 5 {
			t.Fatalf("%s, %d drawn", d.State, d.Drawn)
		}
		w.day("2026-07-10")
		todo := w.visits(d.ID)
		if len(todo) != 5 || todo[0].Visit != "" || len(todo[0].Team) != 2 || todo[0].Entry.Title == "" || len(todo[0].Entry.Organs) != 2 {
			t.Fatalf("%+v", todo)
		}
		e := todo[0].Entry
		e.Results = []string{"01"}
		var v inspection.Visit
		w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
			v, _, err = flow.RecordVisit(ctx, tx, e)
			return err
		})
		todo = w.visits(d.ID)
		if todo[0].Visit != v.ID || todo[1].Visit != "" || v.Origin != "draw" {
			t.Errorf("visited %q, recorded %q as %s", todo[0].Visit, v.ID, v.Origin)
		}
		w.check(w.look(func(ctx context.Context, tx *store.Tx) error {
			s, err := flow.DrawSheet(ctx, tx, d.ID)
			if err == nil && (len(s.Drawn) != 5 || s.Drawn[0].Name != todo[0].Entry.Title) {
				t.Errorf("%+v", s.Drawn)
			}
			return err
		}))
		again := w.draft("2026-07-12")
		if _, err := w.freeze(again); !errors.Is(err, spotcheck.ErrNear) {
			t.Errorf("drawn again while four were not visited: %v", err)
		}
		for _, left := range todo[1:] {
			left.Entry.Results = []string{"01"}
			w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
				_, _, err := flow.RecordVisit(ctx, tx, left.Entry)
				return err
			})
		}
		if _, err := w.freeze(again); err != nil {
			t.Errorf("drawn again when all were visited: %v", err)
		}
	})
}

// TestAnObjectBelongsToTheFirstStratum that claims it, and closed ones to none.
func TestAnObjectBelongsToTheFirstStratum(t *testing.T) {
	w := drawingCounty(t, storetest.SQLite(t, flow.Parts()...))
	d := w.draft()
	w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
		d.Strata[0].Subjects = append(d.Strata[0].Subjects, w.sites[0].ID)
		d.Strata = append(d.Strata, spotcheck.Stratum{Name: "其余", Quota: draw.Quota{Rate: "0"}})
		d, err = spotcheck.Revise(ctx, tx, d)
		return err
	})
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
		_, err := registry.Close(ctx, tx, w.sites[1].ID, w.sites[1].Version, "已搬走")
		return err
	})
	d, err := w.freeze(d)
	w.check(err)
	for i, want := range []int64{3, 4, 1} {
		if d.Strata[i].Size != want {
			t.Errorf("%s: %d objects, want %d", d.Strata[i].Name, d.Strata[i].Size, want)
		}
	}
}

// TestNoStrangersInAPool: a list names subjects that stand in the ledger.
func TestNoStrangersInAPool(t *testing.T) {
	w := drawingCounty(t, storetest.SQLite(t, flow.Parts()...))
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
		_, err := registry.Close(ctx, tx, w.shops[2].ID, w.shops[2].Version, "已搬走")
		return err
	})
	for name, id := range map[string]string{"unknown": "x", "closed": w.shops[2].ID} {
		d := w.draft()
		w.act(w.market, func(ctx context.Context, tx *store.Tx) (err error) {
			d.Strata[0].Subjects = []string{id}
			d, err = spotcheck.Revise(ctx, tx, d)
			return err
		})
		if _, err := w.freeze(d); !errors.Is(err, spotcheck.ErrSubject) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestARecusalSurvivesAMerge: who keeps away from a shop keeps away from the
// one it was merged into, in the draw and so at the door.
func TestARecusalSurvivesAMerge(t *testing.T) {
	w := drawingCounty(t, storetest.SQLite(t, flow.Parts()...))
	site, twin := w.sites[0].ID, w.sites[1].ID
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
		_, _, err := org.Recuse(ctx, tx, org.Recusal{Person: w.people["吴用"].ID, Subject: twin})
		return err
	})
	w.act(w.market, func(ctx context.Context, tx *store.Tx) error {
		a, b := min(site, twin), max(site, twin)
		if _, err := tx.Exec(ctx, `INSERT INTO registry_pair (home, a, b, kind, state, import) VALUES ($1, $2, $3, 'name', 'open', '')`, tx.Actor.Home, a, b); err != nil {
			return err
		}
		site, twin = a, b
		return registry.Decide(ctx, tx, a, b, "merged", "同一户")
	})
	d, err := w.freeze(w.draft())
	w.check(err)
	if d.Excluded.Recusals != 1 || d.Objects != 7 {
		t.Fatalf("%+v of %d objects", d.Excluded, d.Objects)
	}
	w.check(w.look(func(ctx context.Context, tx *store.Tx) error {
		b, err := spotcheck.File(ctx, tx, d.ID, spotcheck.OfficersFile)
		if err != nil {
			return err
		}
		list, err := draw.ParseOfficers(bytes.NewReader(b))
		if err == nil && !slices.ContainsFunc(list.All(), func(o draw.Officer) bool { return slices.Equal(o.Recused, []string{site}) }) {
			t.Errorf("officers.csv:\n%s", b)
		}
		return err
	}))
}

// TestAPoolIsNotTakenBack: an import whose subjects may be drawn stays.
func TestAPoolIsNotTakenBack(t *testing.T) {
	w := drawingCounty(t, storetest.SQLite(t, flow.Parts()...))
	out := take(t, w.db, november, inOrder[1])
	d, err := w.freeze(w.draft())
	w.check(err)
	if d.Strata[1].Size <= int64(len(w.sites)) {
		t.Fatalf("the import brought no breeding sites: %+v", d.Strata)
	}
	if err := flow.UndoImport(t.Context(), w.db, registrar, out.ID); !errors.Is(err, registry.ErrInUse) {
		t.Errorf("undone although its subjects may be drawn: %v", err)
	}
}
