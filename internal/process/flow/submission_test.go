package flow_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/ledger"
)

var july = flow.Period{Campaign: "lianxi-2026", From: "2026-07-01", To: "2026-07-29"}

func (c *county) submit(p flow.Period) (submission.Submission, error) {
	return flow.SubmitTable(c.t.Context(), c.db, c.tally, c.market, p)
}

func (c *county) row(code string) report.Row {
	c.t.Helper()
	t, err := report.Make(c.t.Context(), c.tally, "360402", report.Asked{Campaign: july.Campaign, From: july.From, To: july.To})
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := t.Row(code)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

// TestWhatChangesAfterSubmittingIsAnAdjustment: the submitted number stays, the
// difference is shown, and a second round after a return starts from there.
func TestWhatChangesAfterSubmittingIsAnAdjustment(t *testing.T) {
	each(t, func(c *county) {
		v := c.visit(c.entry(c.subject(ledger.Catering)))
		c.visit(c.entry(c.subject(ledger.Catering)))
		s, err := c.submit(july)
		if err != nil {
			t.Fatal(err)
		}
		var cells map[string]int64
		if err := json.Unmarshal(s.Cells, &cells); err != nil || cells["B06"] != 2 || cells["B17"] != 2 || s.Definitions == "" || s.Root == "" || s.Department != "*" {
			t.Errorf("submitted %s, %v", s.Cells, s)
		}
		if r := c.row("B06"); r.Value != "2" || r.Adjustment != "0" {
			t.Errorf("right after: %+v", r)
		}
		c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, err := inspection.Withdraw(ctx, tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "登记错误"})
			return err
		})
		if r := c.row("B06"); r.Value != "1" || r.Adjustment != "-1" {
			t.Errorf("after the withdrawal: %+v", r)
		}
		if _, err := c.submit(july); !errors.Is(err, submission.ErrSubmitted) {
			t.Errorf("submitted twice: %v", err)
		}
		c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.ReturnTable(ctx, tx, s.ID, "数字有误，请核对")
			return err
		})
		again, err := c.submit(july)
		if err != nil || again.Round != 2 {
			t.Fatalf("the second round: %+v, %v", again, err)
		}
		if r := c.row("B06"); r.Value != "1" || r.Adjustment != "0" {
			t.Errorf("after the second round: %+v", r)
		}
		if kept := get(c, s.ID); string(kept.Cells) != string(s.Cells) {
			t.Errorf("the first round became %s", kept.Cells)
		}
	})
}

func get(c *county, id string) (s submission.Submission) {
	c.t.Helper()
	if err := c.db.Look(c.t.Context(), c.market, func(tx *store.Tx) (err error) { s, err = submission.Get(c.t.Context(), tx, id); return err }); err != nil {
		c.t.Fatal(err)
	}
	return s
}

// TestNilIsSaidAndTrue: a nil return is a submission, said by a person, and only
// where nothing was done; what stands in the ledger was not done.
func TestNilIsSaidAndTrue(t *testing.T) {
	each(t, func(c *county) {
		c.subject(ledger.Catering)
		as := func(p flow.Period, zero bool) flow.Period { p.Nil = zero; return p }
		if _, err := c.submit(july); !errors.Is(err, flow.ErrNil) {
			t.Errorf("nothing was done, and submitted as if: %v", err)
		}
		if s, err := c.submit(as(july, true)); err != nil || !s.Nil {
			t.Errorf("nil return: %v", err)
		}
		c.visit(c.entry(c.subject(ledger.Catering)))
		forestry := as(july, true)
		forestry.Department = "forestry"
		if s, err := flow.SubmitTable(t.Context(), c.db, c.tally, c.forestry, forestry); err != nil || s.Department != "forestry" {
			t.Errorf("a bureau that did nothing: %v", err)
		}
		market := as(july, true)
		market.Department = "market"
		if _, err := c.submit(market); !errors.Is(err, flow.ErrNotNil) {
			t.Errorf("nil return of who did something: %v", err)
		}
		backwards := july
		backwards.From, backwards.To = july.To, july.From
		if _, err := c.submit(as(backwards, true)); !errors.Is(err, submission.ErrPeriod) {
			t.Errorf("backwards: %v", err)
		}
	})
}

// TestPaperCountsAddToPlainSumsOnly: what is counted once or computed cannot be
// added to.
func TestPaperCountsAddToPlainSumsOnly(t *testing.T) {
	each(t, func(c *county) {
		for code, want := range map[string]error{"B05": nil, "G03": nil, "B16": flow.ErrPaper, "B13": flow.ErrPaper, "B18": flow.ErrPaper, "B17": flow.ErrPaper, "Z99": flow.ErrPaper} {
			err := c.try(c.market, func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.RegisterCount(ctx, tx, c.tally.Set(), submission.Count{
					Code: code, Quantity: 30, Place: "莲花镇", Document: "排查登记表", Photo: "blob:1", Campaign: c.campaign.ID, CountedOn: "2026-07-01"})
				return err
			})
			if !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", code, err, want)
			}
		}
		if r := c.row("B05"); r.Value != "30" || r.Registered != "30" || r.RegisteredCumulative != "30" {
			t.Errorf("B05 is %+v", r)
		}
		later := report.Asked{Campaign: july.Campaign, From: "2026-07-02", To: "2026-07-02"}
		table, err := report.Make(t.Context(), c.tally, "360402", later)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := table.Row("B05"); err != nil || r.Value != "0" || r.Registered != "0" && r.Registered != "" || r.RegisteredCumulative != "30" {
			t.Errorf("the day after: %+v, %v", r, err)
		}
		later.From = ""
		if o, err := report.Drill(t.Context(), c.tally, "360402", "B05", later, report.Reader{}); err != nil || o.Sum != 30 || o.Paper != 30 {
			t.Errorf("opened: %d, on paper %d, %v", o.Sum, o.Paper, err)
		}
	})
}

// TestWhoReturnsATable: who steers the campaign, or stands above who submitted;
// not the bureau beside, nor a township.
func TestWhoReturnsATable(t *testing.T) {
	each(t, func(c *county) {
		police := c.unit(org.Unit{Kind: org.Bureau, Name: "濂溪区公安局", Department: "police"})
		squad := c.unit(org.Unit{Kind: org.Office, Name: "森林警察大队", Department: "police", Parent: police.Unit})
		for name, may := range map[string]struct {
			by   store.Actor
			want error
		}{
			"a lead":               {c.forestry, nil},
			"part of a lead":       {c.unit(org.Unit{Kind: org.Office, Name: "林政股", Parent: c.forestry.Unit}), nil},
			"the office":           {c.unit(org.Unit{Kind: org.Coordination, Name: "联席会议办公室"}), nil},
			"the unit above":       {police, nil},
			"the same unit":        {store.Actor{ID: "person:else", Unit: squad.Unit, Home: "360402"}, submission.ErrAbove},
			"another of the units": {c.unit(org.Unit{Kind: org.Bureau, Name: "濂溪区农业农村局", Department: "agriculture"}), submission.ErrAbove},
			"a township":           {c.township("莲花镇", "360402100000"), submission.ErrAbove},
		} {
			p := july
			p.Department, p.Nil = "police", true
			s, err := flow.SubmitTable(t.Context(), c.db, c.tally, squad, p)
			if err != nil && !errors.Is(err, submission.ErrSubmitted) {
				t.Fatal(err)
			}
			if err != nil {
				s = c.latest(p)
			}
			if err := c.try(may.by, func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.ReturnTable(ctx, tx, s.ID, "请核对")
				return err
			}); !errors.Is(err, may.want) {
				t.Errorf("%s: got %v, want %v", name, err, may.want)
			}
		}
	})
}

// unit opens a unit and gives somebody of it.
func (c *county) unit(u org.Unit) store.Actor {
	c.t.Helper()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		u, err = org.OpenUnit(ctx, tx, u)
		return err
	})
	return store.Actor{ID: "person:" + u.ID, Unit: u.ID, Department: u.Department, Home: "360402"}
}

func (c *county) latest(p flow.Period) (s submission.Submission) {
	c.t.Helper()
	if err := c.db.Look(c.t.Context(), c.market, func(tx *store.Tx) (err error) {
		s, err = submission.Latest(c.t.Context(), tx, submission.Submission{Campaign: p.Campaign, From: p.From, To: p.To, Department: p.Department})
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
	return s
}
