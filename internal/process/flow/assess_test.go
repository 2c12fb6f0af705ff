package flow_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

// again opens a second case against Zhang a month after he was fined.
func (d *desk) again() {
	d.t.Helper()
	d.open()
	d.deeds("name zhang", "investigate", "fine zhang")
	d.now = d.now.AddDate(0, 1, 0)
	d.open()
	d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
		return last(casework.AddParty(ctx, tx, casework.Party{Case: d.id, Kind: "person", Name: sealed.New("张三"), Paper: sealed.New("36040219800101001X")}))
	})
	d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
		x := d.birds()
		x.Unit = "只"
		return d.seizeIn(ctx, tx, x)
	})
}

func (d *desk) draft(holder ref.Ref) (out flow.Draft) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = flow.DraftAssessment(ctx, tx, holder)
		return err
	})
	return out
}

func (d *desk) keep(by store.Actor, a assessment.Assessment, after *int64) (out assessment.Assessment, err error) {
	d.t.Helper()
	return out, d.try(by, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = flow.KeepAssessment(ctx, tx, a, after)
		return err
	})
}

// basis are the records that a value rests on.
func basis(bs []assessment.Basis, key string) (out []assessment.Basis) {
	for _, b := range bs {
		if b.Key == key {
			out = append(out, b)
		}
	}
	return out
}

// TestARecordFillsItselfFromACase: what was taken, the party's earlier penalty,
// its papers and what they have left; what the officer changes is his word.
func TestARecordFillsItselfFromACase(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.again()
		var p permit.Permit
		d.do(d.market, func(ctx context.Context, tx *store.Tx) (err error) {
			p, err = permit.Register(ctx, tx, permit.Permit{Kind: permit.Use, Number: "赣林准〔2026〕8号", Issuer: "江西省林业局", Name: "张三",
				Lines: []permit.Line{{Name: "画眉", Qty: "20", Unit: "只"}}, From: "2026-01-01", To: "2026-12-31"})
			return err
		})
		holder := casework.Ref(d.id)
		first := d.draft(holder)
		r := first.Record
		if r.Act != "sell" || r.ActDate == "" || r.Region == "" || len(r.Items) != 1 || r.Items[0].Qty != "10" || r.Items[0].Unit != "只" || r.Items[0].Part != "live" {
			t.Errorf("filled %+v", r)
		}
		if r.Items[0].Permit != "valid" || r.Items[0].Quarantine != "" || r.Items[0].Origin != "" {
			t.Errorf("papers %+v", r.Items[0])
		}
		if r.Party == nil || r.Party.Kind != "person" || !slices.Equal(r.Party.Prior, []calendar.Day{"2026-07-01"}) {
			t.Errorf("the party is %+v", r.Party)
		}
		if b := basis(first.Basis, "items[0].permit"); len(b) != 1 || b[0].Ref != p.Ref() {
			t.Errorf("the permit rests on %+v", b)
		}
		a, err := d.keep(d.market, assessment.Assessment{Holder: holder, Input: r}, nil)
		if err != nil || a.N != 1 || basis(a.Basis, "items[0].permit")[0].Ref != p.Ref() {
			t.Fatalf("kept %+v %v", a, err)
		}
		if _, err := d.keep(d.forestry, assessment.Assessment{Holder: holder, Input: r, Why: "x"}, nil); !errors.Is(err, casework.ErrNotYours) {
			t.Errorf("another unit's case: %v", err)
		}
		d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
			return last(permit.Move(ctx, tx, permit.Movement{Permit: p.ID, Line: 1, Way: "out", Qty: "15", Text: "售出", Day: "2026-07-15"}))
		})
		second := d.draft(holder)
		if it := second.Record.Items[0]; it.Permit != "" || second.After != 1 || !strings.Contains(basis(second.Basis, "items[0].permit")[0].Text, "余额") {
			t.Errorf("with five left: %+v %+v", it, second.Basis)
		}
		second.Record.Items[0].Permit = "none"
		if _, err := d.keep(d.market, assessment.Assessment{Holder: holder, Input: second.Record}, nil); !errors.Is(err, assessment.ErrWhy) {
			t.Errorf("again without a reason: %v", err)
		}
		zero := int64(0)
		if _, err := d.keep(d.market, assessment.Assessment{Holder: holder, Input: second.Record, Why: "核销后余额不足"}, &zero); !errors.Is(err, assessment.ErrMoved) {
			t.Errorf("over one he has not seen: %v", err)
		}
		b, err := d.keep(d.market, assessment.Assessment{Holder: holder, Input: second.Record, Why: "核销后余额不足"}, nil)
		if err != nil || b.N != 2 || basis(b.Basis, "items[0].permit")[0].Ref != "" || len(b.Output.Violations) <= len(a.Output.Violations) {
			t.Errorf("the second: %+v %v", b, err)
		}
	})
}

// TestARecordFillsItselfFromALead: the notice that bans hunting there and then,
// and what no record tells.
func TestARecordFillsItselfFromALead(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.now = time.Date(2027, 1, 3, 2, 0, 0, 0, time.UTC)
		var z zone.Zone
		d.do(d.forestry, func(ctx context.Context, tx *store.Tx) error {
			made, err := zone.Create(ctx, tx, zone.Zone{Title: "冬季禁猎期", Field: "hunt", Bans: []zone.Ban{zone.Period}, Divisions: []string{"360402"}, Scope: zone.Scope{All: true},
				Seasons: []zone.Season{{From: "11-01", To: "02-28"}}, From: "2026-01-10", Notice: zone.Notice{Issuer: "区政府", Number: "濂府告〔2026〕3号", Day: "2026-01-05", Photos: []string{"a1"}}})
			if err != nil {
				return err
			}
			z, err = zone.Enact(ctx, tx, made.ID, made.Version)
			return err
		})
		var l lead.Lead
		d.do(d.market, func(ctx context.Context, tx *store.Tx) (err error) {
			l, err = lead.Raise(ctx, tx, lead.Lead{Source: "document:7", Channel: "own", Title: "山上有人猎捕斑鸠", Facts: "张网", Goods: []string{"山斑鸠"}, Region: shili, RaisedOn: "2027-01-02"})
			return err
		})
		got := d.draft(lead.Ref(l.ID))
		r := got.Record
		if r.Act != "hunt" || r.ActDate != "2027-01-02" || r.BannedPeriod == nil || !*r.BannedPeriod || r.BannedArea != nil || r.Party != nil {
			t.Errorf("filled %+v", r)
		}
		if b := basis(got.Basis, "banned_period"); len(b) != 1 || b[0].Ref != z.Ref() || !strings.Contains(b[0].Text, "濂府告〔2026〕3号") {
			t.Errorf("the ban rests on %+v", b)
		}
		if !slices.ContainsFunc(got.Missing, func(s string) bool { return strings.HasPrefix(s, "山斑鸠的数量") }) {
			t.Errorf("missing %v", got.Missing)
		}
		for _, holder := range []ref.Ref{"subject:1", "lead:", ""} {
			if err := d.try(d.market, func(ctx context.Context, tx *store.Tx) error { return last(flow.DraftAssessment(ctx, tx, holder)) }); !errors.Is(err, assessment.ErrHolder) {
				t.Errorf("of %q: %v", holder, err)
			}
		}
	})
}
