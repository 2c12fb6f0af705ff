package inspection_test

import (
	"context"
	"testing"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

var (
	parts = []store.Part{org.Part, campaign.Part, inspection.Part}
	chen  = store.Actor{ID: "person:chen", Unit: "market", Department: "market", Home: "360402"}
	lin   = store.Actor{ID: "person:lin", Unit: "forestry", Department: "forestry", Home: "360402"}
)

// people are the officers of the county.
var people = []org.Arrival{
	arrival("陈某", "市场监督管理局", org.Certificate{Number: "140001", To: "2027-12-31"}),
	arrival("赵某", "市场监督管理局", org.Certificate{Number: "140002", To: "2027-12-31"}),
	arrival("林某", "林业局", org.Certificate{Number: "150001", From: "2026-01-01", To: "2030-12-31"}),
	arrival("穆某", "林业局", org.Certificate{Number: "150002", From: "2026-01-01", To: "2030-12-31"}),
	arrival("老周", "市场监督管理局", org.Certificate{Number: "140003", To: "2026-06-30"}),
}

func arrival(name, unit string, c org.Certificate) org.Arrival {
	return org.Arrival{Name: name, Unit: unit, Certificates: []org.Certificate{c}}
}

// at sets the clock to 10:00 in Beijing.
func at(db *store.DB, day string) {
	d, _ := time.Parse(time.DateOnly, day)
	db.Now = func() time.Time { return d.Add(2 * time.Hour) }
}

func try[T any](t testing.TB, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T, err error) {
	t.Helper()
	err = db.Act(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err })
	return out, err
}

func act[T any](t testing.TB, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) T {
	t.Helper()
	v, err := try(t, db, by, fn)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func look[T any](t testing.TB, db *store.DB, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Look(t.Context(), chen, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

// county has officers, a published campaign and a plan published on 2026-06-20.
func county(t testing.TB, db *store.DB) inspection.Plan {
	t.Helper()
	at(db, "2026-06-01")
	for _, p := range people {
		act(t, db, chen, func(tx *store.Tx) (org.Admission, error) { return org.Admit(t.Context(), tx, p) })
	}
	act(t, db, chen, func(tx *store.Tx) (campaign.Campaign, error) {
		c := template(t)
		var err error
		if c, err = campaign.Prepare(t.Context(), tx, c); err != nil {
			return c, err
		}
		return campaign.Publish(t.Context(), tx, c.ID, c.Version)
	})
	p := act(t, db, chen, func(tx *store.Tx) (inspection.Plan, error) { return inspection.DraftPlan(t.Context(), tx, special()) })
	for _, day := range []string{"2026-06-10", "2026-06-15", "2026-06-20"} {
		at(db, day)
		p = act(t, db, lin, func(tx *store.Tx) (inspection.Plan, error) { return forward(t.Context(), tx, p) })
	}
	at(db, "2026-07-01")
	return p
}

func template(t testing.TB) campaign.Campaign {
	t.Helper()
	c, err := campaign.FromTemplate("wildlife", 2026)
	if err != nil {
		t.Fatal(err)
	}
	c.ID = "lianxi-2026"
	for i := range c.Organs {
		c.Organs[i].Contact = "person:" + c.Organs[i].Unit
	}
	return c
}

func special() inspection.Plan {
	return inspection.Plan{
		Campaign: "lianxi-2026", Number: "濂检计〔2026〕1号", Title: "野生动物专项检查计划", Scope: "集贸市场、餐饮、药品经营单位和商户",
		Items: []string{"A05", "W01", "W02"}, Organs: []string{"市场监管局", "林业局"}, From: "2026-06-10", To: "2026-11-30", Cap: 2,
	}
}

// forward takes a plan one step on.
func forward(ctx context.Context, tx *store.Tx, p inspection.Plan) (inspection.Plan, error) {
	switch p.State {
	case inspection.PlanDraft:
		return inspection.ReviewPlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Text: "合法"})
	case inspection.PlanReviewed:
		return inspection.ApprovePlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Name: "濂溪区人民政府", Text: "区政府常务会议集体讨论通过"})
	}
	return inspection.PublishPlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today(), Text: "区政府网站"})
}

// lawful is a visit that passes the gate.
func lawful() inspection.Entry {
	return inspection.Entry{
		Campaign: "lianxi-2026", Subject: "wang", Title: "王记土菜馆", Venue: "catering", Region: "360402001000", Day: "2026-07-01",
		Organs: []string{"市场监管局"}, Officers: []string{"140001", "140002"}, Item: "W02", Plan: "濂检计〔2026〕1号", Results: []string{"01"},
	}
}

func record(t testing.TB, db *store.DB, e inspection.Entry) inspection.Visit {
	t.Helper()
	return act(t, db, chen, func(tx *store.Tx) (inspection.Visit, error) {
		v, _, err := inspection.Record(t.Context(), tx, e)
		return v, err
	})
}

func entries(t testing.TB, db *store.DB, subject ref.Ref) []journal.Entry {
	t.Helper()
	return look(t, db, func(tx *store.Tx) ([]journal.Entry, error) { return journal.Of(t.Context(), tx, subject) })
}

// sum adds what standing entries of a verb count: reversed ones take away.
func sum(es []journal.Entry, verb string) (n int) {
	for _, e := range es {
		switch {
		case e.Verb != verb:
		case e.Reverses == 0:
			n++
		default:
			n--
		}
	}
	return n
}

func each(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	storetest.Each(t, parts, fn)
}
