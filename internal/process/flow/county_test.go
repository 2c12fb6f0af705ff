package flow_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ledger"
)

const shili = "360402001000"

// county is 濂溪区 with four officers of each bureau's, a campaign and a published
// plan, on Wednesday 1 July 2026.
type county struct {
	t        testing.TB
	db       *store.DB
	tally    *tally.Tally
	now      time.Time
	market   store.Actor
	forestry store.Actor
	chief    store.Actor // a leader, by his account
	second   string      // another certified officer of the market bureau
	legal    string      // who reviews, by her account; inspects nobody
	campaign campaign.Campaign
	plan     string
	n        int
}

// verb is something done within an act.
type verb = func(ctx context.Context, tx *store.Tx) error

func each(t *testing.T, fn func(c *county)) {
	t.Helper()
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) { fn(settled(t, db)) })
}

func settled(t testing.TB, db *store.DB) *county {
	t.Helper()
	c := &county{t: t, db: db, now: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)}
	db.Now = func() time.Time { c.now = c.now.Add(time.Microsecond); return c.now }
	c.market = store.Actor{ID: "job:setup", Home: "360402"}
	for i, unit := range []string{"濂溪区市场监督管理局", "濂溪区市场监督管理局", "濂溪区林业局", "濂溪区林业局", "濂溪区市场监督管理局"} {
		var a org.Admission
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			a, err = org.Admit(ctx, tx, org.Arrival{Name: fmt.Sprintf("执法员%c", '甲'+rune(i)), Unit: unit, Certificates: []org.Certificate{
				{Number: fmt.Sprintf("14000%d", i+1), From: "2025-01-01", To: "2027-12-31"}}})
			return err
		})
		who := store.Actor{ID: a.Person.Ref(), Unit: a.Unit.ID, Department: a.Unit.Department, Home: "360402"}
		switch i {
		case 0:
			c.market = who
		case 2:
			c.forestry = who
		case 1:
			c.second = who.ID
		case 4:
			c.chief = who
		}
	}
	c.empower()
	c.start()
	c.tally = tally.New(db, c.definitions())
	return c
}

// empower gives the chief and the reviewer their accounts.
func (c *county) empower() {
	c.t.Helper()
	c.do(store.Actor{ID: "job:setup", Home: "360402"}, func(ctx context.Context, tx *store.Tx) error {
		p, err := org.Enter(ctx, tx, "法规股某", nil)
		if err != nil {
			return err
		}
		c.legal = p.Ref()
		if _, err := org.Appoint(ctx, tx, org.Appointment{Person: p.ID, Unit: c.market.Unit}); err != nil {
			return err
		}
		for person, role := range map[string]string{strings.TrimPrefix(c.chief.ID, "person:"): "leader", p.ID: "reviewer"} {
			a, err := auth.Open(ctx, tx, auth.Opening{Person: person, Login: role + "-lianxi", Hash: "none"})
			if err != nil {
				return err
			}
			if _, err := auth.Give(ctx, tx, auth.Grant{Account: a.ID, Role: role, Unit: c.market.Unit}); err != nil {
				return err
			}
		}
		return nil
	})
}

// start publishes the campaign and a plan in it.
func (c *county) start() {
	c.t.Helper()
	c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
		t, err := campaign.FromTemplate("wildlife", 2026)
		if err != nil {
			return err
		}
		t.ID, t.Number = "lianxi-2026", "濂市监字〔2026〕18号"
		for i, o := range t.Organs {
			t.Organs[i].Contact = c.chief.ID
			switch o.Unit {
			case "market":
				t.Organs[i].Unit = c.market.Unit
			case "forestry":
				t.Organs[i].Unit = c.forestry.Unit
			}
		}
		if t, err = campaign.Prepare(ctx, tx, t); err != nil {
			return err
		}
		c.campaign, err = campaign.Publish(ctx, tx, t.ID, t.Version)
		return err
	})
	var p inspection.Plan
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		p, err = inspection.DraftPlan(ctx, tx, inspection.Plan{
			Campaign: c.campaign.ID, Number: "濂检计〔2026〕1号", Title: "野生动物专项检查计划", Scope: "各类场所", Items: []string{"A05", "W01", "W02"},
			Organs: []string{c.market.Unit, c.forestry.Unit}, From: "2026-06-01", To: "2026-12-29", Cap: 2,
		})
		return err
	})
	for _, step := range []func(context.Context, *store.Tx, string, int64, inspection.Step) (inspection.Plan, error){inspection.ReviewPlan, inspection.ApprovePlan, inspection.PublishPlan} {
		c.do(c.chief, func(ctx context.Context, tx *store.Tx) (err error) {
			p, err = step(ctx, tx, p.ID, p.Version, inspection.Step{Name: "濂溪区人民政府", Day: tx.Today(), Text: "通过"})
			return err
		})
	}
	c.plan = p.ID
	c.now = time.Date(2026, 7, 1, 2, 0, 0, 0, time.UTC)
}

func (c *county) definitions() *indicator.Set {
	c.t.Helper()
	b, err := data.Files.ReadFile("indicator/default.yaml")
	if err != nil {
		c.t.Fatal(err)
	}
	facts, err := journal.Describe(c.db.Verbs())
	if err != nil {
		c.t.Fatal(err)
	}
	set, err := indicator.Load(b, facts)
	if err != nil {
		c.t.Fatal(err)
	}
	return set
}

// try is one act of somebody.
func (c *county) try(by store.Actor, fn verb) error {
	return c.db.Act(c.t.Context(), by, func(tx *store.Tx) error { return fn(c.t.Context(), tx) })
}

// do is an act that succeeds.
func (c *county) do(by store.Actor, fn verb) {
	c.t.Helper()
	if err := c.try(by, fn); err != nil {
		c.t.Fatal(err)
	}
}

// subject opens a new party of the ledger.
func (c *county) subject(v ledger.Venue) (s registry.Subject) {
	c.t.Helper()
	c.n++
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		s, err = flow.AddSubject(ctx, tx, ledger.Subject{
			Venue: v, Name: fmt.Sprintf("十里%d号店", c.n), Address: fmt.Sprintf("濂溪区十里街道前进路%d号", c.n), TownCode: shili}, "")
		return err
	})
	return s
}

// entry is a lawful visit of the market bureau.
func (c *county) entry(s registry.Subject) inspection.Entry {
	return inspection.Entry{
		Campaign: c.campaign.ID, Subject: s.ID, Day: "2026-07-01", Organs: []string{"市场监管局"}, Officers: []string{"140001", "140002"},
		Item: "A05", Plan: c.plan, Results: []string{"01"},
	}
}

// visit records one.
func (c *county) visit(e inspection.Entry) (v inspection.Visit) {
	c.t.Helper()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		v, _, err = flow.RecordVisit(ctx, tx, e)
		return err
	})
	return v
}
