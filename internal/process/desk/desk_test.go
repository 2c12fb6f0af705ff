package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/test/world"
)

var everything = desk.Sight{Visits: true, Leads: true, Cases: true, Outreach: true}

// TestACountyOnOnePage looks at a believable county half a year into its
// campaign; the parts share it because making it takes seconds.
func TestACountyOnOnePage(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		guard, err := auth.New(db, auth.Policy{Memory: 64, Passes: 1, Floor: -1})
		if err != nil {
			t.Fatal(err)
		}
		blobs, err := blob.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := world.Make(t.Context(), db, blobs, guard, nil); err != nil {
			t.Fatal(err)
		}
		db.Now = func() time.Time { return time.Date(2027, 2, 10, 2, 0, 0, 0, time.UTC) } // shortly before the law wants a decision
		look := func(fn func(context.Context, *store.Tx) error) {
			t.Helper()
			by := market(t, db)
			if err := db.Look(t.Context(), by, func(tx *store.Tx) error { return fn(t.Context(), tx) }); err != nil {
				t.Error(err)
			}
		}
		t.Run("what waits", func(t *testing.T) { look(func(ctx context.Context, tx *store.Tx) error { return waits(t, ctx, tx) }) })
		t.Run("the first steps", func(t *testing.T) { look(func(ctx context.Context, tx *store.Tx) error { return started(t, ctx, tx) }) })
		t.Run("a dossier", func(t *testing.T) { look(func(ctx context.Context, tx *store.Tx) error { return dossier(t, ctx, tx) }) })
		t.Run("coverage", func(t *testing.T) {
			look(func(ctx context.Context, tx *store.Tx) error { return coverage(t, ctx, tx) })
		})
		t.Run("titles", func(t *testing.T) { look(func(ctx context.Context, tx *store.Tx) error { return titles(t, ctx, tx) }) })
		t.Run("search", func(t *testing.T) { look(func(ctx context.Context, tx *store.Tx) error { return search(t, ctx, tx) }) })
		t.Run("against the journal", func(t *testing.T) { compared(t, db) })
		t.Run("papers", func(t *testing.T) { papered(t, db, market(t, db)) })
		t.Run("a withdrawn visit covers nobody", func(t *testing.T) { withdrawn(t, db, market(t, db)) })
	})
}

// papered: what a ledger names and what was read from the paper is one paper,
// with what it has left.
func papered(t *testing.T, db *store.DB, by store.Actor) {
	var subject, number string
	err := db.Act(t.Context(), by, func(tx *store.Tx) error {
		if err := tx.Row(t.Context(), `SELECT subject, number FROM registry_permit WHERE home = $1 ORDER BY number LIMIT 1`, by.Home).Scan(&subject, &number); err != nil {
			return err
		}
		for _, p := range []permit.Permit{
			{Kind: permit.Breeding, Number: strings.ToLower(number), To: "2026-12-31"}, {Kind: permit.Quarantine, Number: "检 9"},
		} {
			p.Issuer, p.Holder, p.From, p.Lines = "江西省林业局", ref.Of("subject", subject), "2026-01-01", []permit.Line{{Name: "梅花鹿", Qty: "40", Unit: "头"}}
			made, err := permit.Register(t.Context(), tx, p)
			if err != nil {
				return err
			}
			if _, err := permit.Move(t.Context(), tx, permit.Movement{Permit: made.ID, Line: 1, Way: "out", Qty: "15", Text: "售出"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Look(t.Context(), by, func(tx *store.Tx) error {
		d, err := desk.Open(t.Context(), tx, subject, desk.Sight{})
		same := 0
		for _, p := range d.Permits {
			switch {
			case strings.EqualFold(p.Number, number):
				if same++; !p.Ledger || p.Permit == "" || p.Standing != permit.Expired || p.Balances[0].Left != "25" {
					t.Errorf("the ledger's %+v", p)
				}
			case p.Number == "检 9":
				if same++; p.Ledger || p.Standing != permit.Valid {
					t.Errorf("the other %+v", p)
				}
			case !p.Ledger || p.Permit != "":
				t.Errorf("nobody registered %+v", p)
			}
		}
		if same != 2 {
			t.Errorf("%d papers: %+v", same, d.Permits)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func withdrawn(t *testing.T, db *store.DB, by store.Actor) {
	covered := func() (n int64) {
		t.Helper()
		err := db.Look(t.Context(), by, func(tx *store.Tx) error {
			c, err := desk.Covered(t.Context(), tx, world.Campaign)
			n = c.Visited
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, taken := covered(), 0
	err := db.Act(t.Context(), by, func(tx *store.Tx) error {
		vs, _, err := inspection.List(t.Context(), tx, inspection.Filter{Campaign: world.Campaign, State: inspection.Standing}, store.Page{Limit: 1})
		if err != nil {
			return err
		}
		all, _, err := inspection.List(t.Context(), tx, inspection.Filter{Subject: vs[0].Subject, State: inspection.Standing}, store.Page{})
		if err != nil {
			return err
		}
		taken = len(all)
		for _, v := range all {
			if _, err := inspection.Withdraw(t.Context(), tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "记错了对象"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if after := covered(); after != before-1 {
		t.Errorf("%d were covered; after withdrawing all %d visits of one, %d are", before, taken, after)
	}
}

// market is who acts for the bureau of market regulation.
func market(t *testing.T, db *store.DB) (by store.Actor) {
	t.Helper()
	err := db.Look(t.Context(), store.Actor{Home: world.Home}, func(tx *store.Tx) error {
		u, err := org.UnitNamed(t.Context(), tx, world.Market)
		by = store.Actor{ID: "person:x", Unit: u.ID, Department: u.Department, Home: world.Home}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// started: the county has done everything but hand in a table; a home nobody
// works in yet has done nothing.
func started(t *testing.T, ctx context.Context, tx *store.Tx) error {
	for home, want := range map[string]string{tx.Actor.Home: "ledger people draw visit", "360499": ""} {
		in := *tx
		in.Actor.Home = home
		steps, err := desk.Started(ctx, &in)
		if err != nil {
			return err
		}
		var done []string
		for _, s := range steps {
			if s.Done {
				done = append(done, s.Code)
			}
		}
		if got := strings.Join(done, " "); got != want {
			t.Errorf("%s has done %q, want %q", home, got, want)
		}
	}
	return nil
}

func waits(t *testing.T, ctx context.Context, tx *store.Tx) error {
	w, err := desk.Waiting(ctx, tx, everything)
	if err != nil {
		return err
	}
	if len(w.Clocks) == 0 || len(w.Orders) == 0 || w.Pairs == 0 || w.Recusals == 0 {
		t.Errorf("got %d clocks, %d orders, %d pairs, %d recusals", len(w.Clocks), len(w.Orders), w.Pairs, w.Recusals)
	}
	for _, tasks := range [][]desk.Task{w.Leads, w.Clocks, w.Orders} {
		if !slices.IsSortedFunc(tasks, func(a, b desk.Task) int { return strings.Compare(a.Due, b.Due) }) {
			t.Errorf("the most urgent does not come first: %v", tasks)
		}
		for _, task := range tasks {
			if task.Title == "" || !task.Ref.Valid() || task.Late != (task.Due < w.Day) {
				t.Errorf("on %s: %+v", w.Day, task)
			}
		}
	}
	blind, err := desk.Waiting(ctx, tx, desk.Sight{})
	if len(blind.Leads)+len(blind.Clocks)+len(blind.Orders) != 0 {
		t.Errorf("who may see nothing sees %+v", blind)
	}
	return err
}

func dossier(t *testing.T, ctx context.Context, tx *store.Tx) error {
	leads, _, err := lead.List(ctx, tx, lead.Filter{State: lead.Filed}, store.Page{})
	if err != nil {
		return err
	}
	id := leads[0].Subject.ID()
	d, err := desk.Open(ctx, tx, id, everything)
	if err != nil {
		return err
	}
	if d.Subject.ID != id || len(d.Visits) == 0 || len(d.Leads) == 0 || len(d.Cases) == 0 || len(d.Forms) == 0 {
		t.Errorf("got %d visits, %d leads, %d cases, %d forms", len(d.Visits), len(d.Leads), len(d.Cases), len(d.Forms))
	}
	for _, v := range d.Visits {
		if v.Subject != id {
			t.Errorf("a visit of %s", v.Subject)
		}
	}
	blind, err := desk.Open(ctx, tx, id, desk.Sight{})
	if len(blind.Visits)+len(blind.Leads)+len(blind.Cases)+len(blind.Commitments) != 0 || len(blind.Forms) == 0 {
		t.Errorf("who may see the ledger only sees %+v", blind)
	}
	return err
}

func coverage(t *testing.T, ctx context.Context, tx *store.Tx) error {
	c, err := desk.Covered(ctx, tx, world.Campaign)
	if err != nil {
		return err
	}
	var of, visited int64
	for _, p := range c.Parts {
		of, visited = of+p.Count, visited+p.Visited
	}
	if of != c.Count || visited != c.Visited || visited == 0 || visited == of {
		t.Errorf("the parts add up to %d of %d, the whole is %d of %d", visited, of, c.Visited, c.Count)
	}
	var left []desk.Place
	for u := (desk.Unvisited{Limit: 5}); ; {
		page, next, err := u.List(ctx, tx, world.Campaign)
		if err != nil {
			return err
		}
		left = append(left, page...)
		if u.After = next; next == "" {
			break
		}
	}
	if int64(len(left)) != c.Count-c.Visited {
		t.Errorf("%d are left, %d of %d are visited", len(left), c.Visited, c.Count)
	}
	for _, p := range left {
		vs, _, err := inspection.List(ctx, tx, inspection.Filter{Campaign: world.Campaign, Subject: p.ID, State: inspection.Standing}, store.Page{})
		if err != nil {
			return err
		}
		if len(vs) > 0 {
			t.Errorf("%s was visited", p.Name)
		}
	}
	some, _, err := desk.Unvisited{Region: left[0].Region, Venue: left[0].Venue}.List(ctx, tx, world.Campaign)
	if len(some) == 0 || slices.ContainsFunc(some, func(p desk.Place) bool { return p.Region != left[0].Region || p.Venue != left[0].Venue }) {
		t.Errorf("of one township and venue: %v", some)
	}
	if _, err := desk.Covered(ctx, tx, "no-such"); err == nil {
		t.Error("a campaign that was never frozen is covered")
	}
	return err
}

// titles checks that everything the journal speaks of has a title, and that
// none is a person's name.
func titles(t *testing.T, ctx context.Context, tx *store.Tx) error {
	nameless := []string{"person", "account", "pair", "draw"}
	var refs []ref.Ref
	for after := int64(0); ; {
		es, err := journal.Run(ctx, tx, after, 1000)
		if err != nil {
			return err
		}
		for _, e := range es {
			if !slices.Contains(nameless, e.Subject.Kind()) && e.Subject != "import:" {
				refs = append(refs, e.Subject)
			}
		}
		if len(es) < 1000 {
			break
		}
		after = es[len(es)-1].Seq
	}
	named, err := desk.Titles(ctx, tx, refs)
	if err != nil {
		return err
	}
	people := map[string]bool{}
	for next := ""; ; {
		ps, n, err := org.People(ctx, tx, org.Filter{}, store.Page{After: next, Limit: 100})
		if err != nil {
			return err
		}
		for _, p := range ps {
			people[p.Name] = true
		}
		if next = n; next == "" {
			break
		}
	}
	missing := map[string]int{}
	for _, r := range refs {
		if named[r] == "" {
			missing[r.Kind()]++
		}
		if people[named[r]] {
			t.Errorf("%s is called by a person's name", r)
		}
	}
	if len(missing) > 0 || len(refs) < 5000 {
		t.Errorf("of %d records without a title, by kind: %v", len(refs), missing)
	}
	visits, _, err := inspection.List(ctx, tx, inspection.Filter{}, store.Page{Limit: 1})
	if err != nil {
		return err
	}
	s, err := registry.Get(ctx, tx, visits[0].Subject)
	if got := named[visits[0].Ref()]; got != s.Name {
		t.Errorf("a visit of %s is called %s", s.Name, got)
	}
	return err
}

func search(t *testing.T, ctx context.Context, tx *store.Tx) error {
	kinds := func(query string, see desk.Sight) (out []string, err error) {
		hits, err := desk.Search(ctx, tx, query, see)
		for _, h := range hits {
			if h.Title == "" {
				t.Errorf("%s has no title", h.Ref)
			}
			if !slices.Contains(out, h.Ref.Kind()) {
				out = append(out, h.Ref.Kind())
			}
		}
		return out, err
	}
	for _, c := range []struct {
		query string
		see   desk.Sight
		want  string
	}{
		{"花鸟", everything, "subject lead case"},
		{"花鸟", desk.Sight{}, "subject"},
		{"濂市监立", everything, "case"},
		{"濂市监立", desk.Sight{Leads: true}, ""},
		{"花", everything, ""},
	} {
		got, err := kinds(c.query, c.see)
		if err != nil {
			return err
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s found %v, want %s", c.query, got, c.want)
		}
	}
	return nil
}
