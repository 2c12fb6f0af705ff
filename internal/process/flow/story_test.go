package flow_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

// told is a record that moves a figure, and how it is taken back; nil where the
// law knows no way back.
type told struct {
	record ref.Ref
	undo   func(c *county)
}

// stories say for every indicator what people do that it counts.
var stories = map[string]func(c *county) told{
	"A01": record(campaign.Document{Kind: "plan", Number: "濂市监字〔2026〕18号", Title: "行动方案"}),
	"A02": record(campaign.Meeting{Kind: "deploy", Title: "部署会", People: 40}),
	"A03": joint,
	"A04": visited(ledger.Catering),
	"A05": record(campaign.Dispatch{Title: "联合检查用车", Vehicles: 3}),
	"A06": record(campaign.Supervision{Target: "unit:lianhua", Title: "督查排查情况"}),
	"B01": visited(ledger.MarketAgri), "B02": visited(ledger.MarketBird), "B03": visited(ledger.MarketAntique), "B04": visited(ledger.MarketHerb),
	"B05": visited(ledger.Shop), "B06": visited(ledger.Catering), "B07": visited(ledger.Pharmacy), "B08": visited(ledger.Vet),
	"B09": visited(ledger.Breeding), "B10": visited(ledger.Toolshop), "B11": visited(ledger.Logistics), "B12": visited(ledger.Other),
	"B13": visited(ledger.Mall), "B14": drawn, "B15": joint, "B16": visited(ledger.Pet), "B17": opened, "B18": visited(ledger.Food),
	"B19": problem, "B20": ordered("correct"), "B21": cleared,
	"C01": checked("shop"), "C02": checked("platform"), "C03": visited(ledger.OnlineShop),
	"C06": ordered("site_correct"), "C07": ordered("close_request"), "C08": ordered("stop_service"),
	"D06": raised("own"), "D07": sentOn("forestry", "360402"), "D08": raised("transfer"), "D09": sentOn("market", "360403"),
	"E01": filed, "E02": closed("V13"), "E03": closed("V14"), "E04": closed("V13"), "E05": closed("V08"), "E06": closed("V11"), "E07": closed("V02"),
	"E08": closed("V20"), "E09": valued, "E10": decided, "E11": decided, "E12": decided, "E13": handed, "E14": policeFiled, "E15": decided,
	"E16": decided, "E17": decided, "E18": listed, "E19": published, "E20": exposed,
	"F01": seized("animal"), "F02": seized("product_count"), "F03": seized("product_weight"), "F04": seized("tool"), "F05": released,
	"G01": held("event"), "G02": held("leaflet"), "G03": held("poster"), "G04": held("media"), "G05": held("training"), "G06": held("training"),
	"G07": signed,
}

// TestEveryIndicatorHasAStory: what people do moves the figure, the figure opens
// into the record, and taking it back brings the figure back.
func TestEveryIndicatorHasAStory(t *testing.T) {
	each(t, func(c *county) {
		for _, s := range c.tally.Set().Stories() {
			tell := stories[s.Code]
			switch {
			case s.Later && tell != nil:
				t.Errorf("%s is marked later and has a story", s.Code)
			case !s.Later && tell == nil:
				t.Errorf("%s has no story", s.Code)
			case tell != nil:
				c.story(s.Code, tell)
			}
		}
		r, err := c.tally.Audit(c.t.Context(), "360402")
		if err != nil || len(r.Differences) > 0 || r.Posting != nil {
			t.Errorf("audit: %+v, %v, %v", r.Differences, r.Posting, err)
		}
	})
}

func (c *county) story(code string, tell func(*county) told) {
	c.t.Helper()
	before := c.figure(code)
	what := tell(c)
	if after := c.figure(code); after == before {
		c.t.Errorf("%s stays %s", code, after)
	}
	if what.record != "" && !c.opens(code, what.record) {
		c.t.Errorf("%s does not open into %s", code, what.record)
	}
	if what.undo == nil {
		return
	}
	what.undo(c)
	if again := c.figure(code); again != before {
		c.t.Errorf("%s was %s and is %s after it was taken back", code, before, again)
	}
}

var june = report.Asked{Campaign: "lianxi-2026", From: "2026-06-01", To: "2026-07-31"}

func (c *county) figure(code string) string {
	c.t.Helper()
	t, err := report.Make(c.t.Context(), c.tally, "360402", june)
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := t.Row(code)
	if err != nil {
		c.t.Fatal(err)
	}
	return r.Value.String()
}

// opens reports whether a cell opens into a record.
func (c *county) opens(code string, record ref.Ref) bool {
	c.t.Helper()
	o, err := report.Drill(c.t.Context(), c.tally, "360402", code, june, report.Reader{})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, l := range o.Lines {
		if l.Subject == record {
			return true
		}
	}
	return false
}

// undo is an act that takes something back.
func undo(by func(*county) store.Actor, fn verb) func(*county) {
	return func(c *county) { c.t.Helper(); c.do(by(c), fn) }
}

func market(c *county) store.Actor { return c.market }

func record[B campaign.Body](b B) func(*county) told {
	return func(c *county) told {
		var r campaign.Record[B]
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			r, err = campaign.Keep(ctx, tx, c.campaign.ID, tx.Today(), b)
			return err
		})
		return told{ref.Of(b.Noun(), r.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := campaign.Withdraw[B](ctx, tx, r.ID, r.Version, "登记错误")
			return err
		})}
	}
}

// toldVisit is a visit and its withdrawal.
func (c *county) toldVisit(e inspection.Entry) told { return c.toldAs(e, flow.RecordVisit) }

func (c *county) toldAs(e inspection.Entry, record func(context.Context, *store.Tx, inspection.Entry) (inspection.Visit, []inspection.Warning, error)) told {
	var v inspection.Visit
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		v, _, err = record(ctx, tx, e)
		return err
	})
	return told{v.Ref(), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := inspection.Withdraw(ctx, tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "登记错误"})
		return err
	})}
}

func visited(v ledger.Venue) func(*county) told {
	return func(c *county) told { return c.toldVisit(c.entry(c.subject(v))) }
}

func joint(c *county) told {
	e := c.entry(c.subject(ledger.MarketBird))
	e.Organs, e.Officers = []string{"市场监管局", "林业局"}, []string{"140001", "140002", "140003", "140004"}
	what := c.toldVisit(e)
	what.record = "" // A03 opens into the action
	return what
}

func drawn(c *county) told {
	e := c.entry(c.subject(ledger.Catering))
	e.Origin, e.Source, e.Drawn = "draw", "draw:told", true
	e.Title, e.Venue, e.Region = "十里店", string(ledger.Catering), shili
	return c.toldAs(e, inspection.Record) // what a draw drew is looked up by flow; here nobody drew
}

func problem(c *county) told {
	e := c.entry(c.subject(ledger.Catering))
	e.Results = []string{"02"}
	return c.toldVisit(e)
}

func opened(c *county) told {
	s := c.subject(ledger.Shop)
	return told{s.Ref(), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := registry.Close(ctx, tx, s.ID, s.Version, "已注销")
		return err
	})}
}

func ordered(kind string) func(*county) told {
	return func(c *county) told {
		v := c.visit(c.entry(c.subject(ledger.OnlineShop)))
		var o inspection.Order
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			o, err = inspection.PlaceOrder(ctx, tx, inspection.Order{Visit: v.ID, Kind: kind, Text: "删除违规信息", Day: tx.Today(), Due: "2026-07-10"})
			return err
		})
		return told{o.Ref(), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := inspection.WithdrawOrder(ctx, tx, o.ID, o.Version, "登记错误")
			return err
		})}
	}
}

func cleared(c *county) told {
	v := c.visit(c.entry(c.subject(ledger.Catering)))
	var s inspection.Signage
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		s, err = inspection.ClearSignage(ctx, tx, inspection.Signage{Visit: v.ID, Quantity: 4})
		return err
	})
	return told{ref.Of("signage", s.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := inspection.WithdrawSignage(ctx, tx, s.ID, s.Version, "登记错误")
		return err
	})}
}

func checked(kind string) func(*county) told {
	return func(c *county) told {
		venue := map[string]ledger.Venue{"shop": ledger.OnlineShop, "platform": ledger.Platform}[kind]
		s := c.subject(venue)
		run := inspection.Run{ID: "look-" + kind, Campaign: c.campaign.ID, Day: "2026-07-01"}
		c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.CheckShops(ctx, tx, run, registry.Filter{Venue: string(venue)}, "正常")
			return err
		})
		return told{"", func(c *county) {
			var all []inspection.Check
			c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
				if all, _, err = inspection.Checks(ctx, tx, run.ID, inspection.CheckFilter{}, store.Page{Limit: 100}); err != nil {
					return err
				}
				for _, k := range all {
					if _, err := inspection.WithdrawCheck(ctx, tx, run.ID, k.Target, "登记错误"); err != nil {
						return err
					}
				}
				return nil
			})
			if !slices.ContainsFunc(all, func(k inspection.Check) bool { return k.Target == s.ID }) {
				c.t.Errorf("%s was not checked", s.ID)
			}
		}}
	}
}

func held(kind string) func(*county) told {
	return func(c *county) told {
		var a outreach.Activity
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			a, err = flow.HoldOutreach(ctx, tx, outreach.Activity{
				Kind: kind, Title: "宣传", Place: "莲花镇", Quantity: 5, People: 30, Photos: []string{"blob:" + strings.Repeat("0", 64)}, Campaign: c.campaign.ID})
			return err
		})
		return told{outreach.Ref(a.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := outreach.Withdraw(ctx, tx, a.ID, a.Version, "登记错误")
			return err
		})}
	}
}

func signed(c *county) told {
	s := c.subject(ledger.Catering)
	var m outreach.Commitment
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		m, err = flow.SignCommitment(ctx, tx, outreach.Commitment{Entity: s.Ref(), Campaign: c.campaign.ID, Photo: "blob:" + strings.Repeat("0", 64)})
		return err
	})
	return told{"", undo(market, func(ctx context.Context, tx *store.Tx) error { return outreach.Revoke(ctx, tx, m.ID, "登记错误") })}
}

func (c *county) lead(channel string) (l lead.Lead) {
	c.t.Helper()
	c.n++
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		l, err = flow.RaiseLead(ctx, tx, lead.Lead{
			Source: ref.Of("document", tx.ID()), Channel: channel, Title: "有人出售画眉", Region: shili, Campaign: c.campaign.ID})
		return err
	})
	return l
}

func raised(channel string) func(*county) told {
	return func(c *county) told {
		l := c.lead(channel)
		return told{lead.Ref(l.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := lead.Withdraw(ctx, tx, l.ID, l.Version, "登记错误")
			return err
		})}
	}
}

// verified is a lead looked into.
func (c *county) verified() lead.Lead {
	l := c.lead("own")
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		var now lead.Lead
		if now, err = lead.Take(ctx, tx, l.ID, l.Version); err == nil {
			now, err = lead.Verify(ctx, tx, now.ID, now.Version, "属实")
		}
		if err == nil {
			l = now
		}
		return err
	})
	return l
}

func sentOn(department, region string) func(*county) told {
	return func(c *county) told {
		l := c.verified()
		var t lead.Transfer
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			t, err = lead.TransferOut(ctx, tx, l.ID, l.Version, lead.Transfer{Department: department, Region: region, Recipient: "对方机关", Letter: "濂移〔2026〕1号", Reason: "不属本机关管辖"})
			return err
		})
		return told{lead.Ref(l.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := lead.Recall(ctx, tx, t.ID, "移送错误")
			return err
		})}
	}
}

func (c *county) suspect(x casework.Case) casework.Party {
	c.t.Helper()
	var p casework.Party
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		p, err = casework.AddParty(ctx, tx, casework.Party{Case: x.ID, Kind: "person", Name: sealed.New("罗某"), Paper: sealed.New("证件" + x.ID)})
		return err
	})
	return p
}
