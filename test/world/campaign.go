package world

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
)

func (w *World) campaign(ctx context.Context) error {
	w.at("2026-05-18", 9, 0)
	c, err := campaign.FromTemplate("wildlife", 2026)
	if err != nil {
		return err
	}
	c.ID, c.Title, c.Number = Campaign, "濂溪区野生动物保护联合专项整治行动", "濂市监字〔2026〕18号"
	c.From, c.To = "2026-05-18", "2026-12-29"
	if err := w.organs(ctx, &c); err != nil {
		return err
	}
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		c, err := campaign.Prepare(ctx, tx, c)
		if err != nil {
			return err
		}
		_, err = campaign.Publish(ctx, tx, c.ID, c.Version)
		return err
	}); err != nil {
		return err
	}
	if err := w.records(ctx, "2026-05-18", "2026-05-19"); err != nil {
		return err
	}
	w.at("2026-05-20", 10, 0)
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		_, err := registry.Freeze(ctx, tx, Campaign)
		return err
	}); err != nil {
		return err
	}
	return w.plan(ctx)
}

// answers are who answers for an organ.
var answers = map[string]string{"office": "office", "market": "market", "forestry": "forestry", "agriculture": "farming", "police": "police"}

// organs names the home's units in the campaign, townships included; everyone
// has somebody who answers.
func (w *World) organs(ctx context.Context, c *campaign.Campaign) error {
	names := map[string]string{"office": Office, "market": Market, "forestry": Forestry, "agriculture": Farming, "police": Police}
	for i, o := range c.Organs {
		name := names[o.Unit]
		c.Organs[i].Unit, c.Organs[i].Aliases = w.units[name], append(o.Aliases, o.Name)
		c.Organs[i].Name = name
		c.Organs[i].Contact = w.actors[answers[o.Unit]].ID
	}
	return w.look(ctx, func(ctx context.Context, tx *store.Tx) error {
		units, err := org.Units(ctx, tx)
		if err != nil {
			return err
		}
		for _, u := range units {
			contacts, err := org.Contacts(ctx, tx, u.ID)
			if err != nil {
				return err
			}
			if u.Kind == org.Township && len(contacts) > 0 {
				c.Organs = append(c.Organs, campaign.Organ{
					Unit: u.ID, Name: u.Name, Role: campaign.Township, Departments: []string{"market", "forestry"},
					Duties: []string{"排查辖区场所", "每月29日前报送情况"},
				})
			}
		}
		return nil
	})
}

// records are the meetings, documents and vehicles of the campaign, of the days
// from … to.
func (w *World) records(ctx context.Context, from, to string) error {
	all := []string{w.units[Market], w.units[Forestry], w.units[Farming], w.units[Police]}
	for _, r := range []struct {
		day  string
		keep func(context.Context, *store.Tx, string) error
	}{
		{"2026-05-19", keep(campaign.Document{Kind: "plan", Number: "濂市监字〔2026〕18号", Title: "濂溪区野生动物保护联合专项整治行动方案", To: all})},
		{"2026-05-19", keep(campaign.Meeting{Kind: "deploy", Title: "专项整治行动部署会", Place: "区市场监管局三楼会议室", Units: all, People: 46,
			Decisions: []string{"以台账为底数逐户检查", "市监、林业每周会商一次"},
			FollowUps: []campaign.FollowUp{{Text: "各乡镇（街道）报送联络人", Unit: w.units[Market], Due: "2026-05-29"}}})},
		{"2026-06-02", keep(campaign.Document{Kind: "notice", Number: "濂林字〔2026〕23号", Title: "关于公布野生动物保护举报渠道的通知", To: all})},
		{"2026-07-03", keep(campaign.Meeting{Kind: "joint", Title: "第一次联席会议", Units: all, People: 18, Decisions: []string{"花鸟市场、古玩市场由两局联合检查"}})},
		{"2026-09-25", keep(campaign.Meeting{Kind: "joint", Title: "第二次联席会议", Units: all, People: 16, Decisions: []string{"涉嫌犯罪线索当日会商"}})},
		{"2026-06-10", keep(campaign.Dispatch{Title: "集贸市场联合检查用车", Vehicles: 4, People: 12})},
		{"2026-07-15", keep(campaign.Dispatch{Title: "花鸟、古玩市场联合检查用车", Vehicles: 3, People: 9})},
		{"2026-09-10", keep(campaign.Supervision{Target: w.units["莲花镇"], Title: "督查莲花镇排查情况", Findings: "台账与实地相符，个别商户未张贴宣传画"})},
	} {
		if r.day < from || r.day > to {
			continue
		}
		w.at(r.day, 14, 0)
		if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error { return r.keep(ctx, tx, r.day) }); err != nil {
			return fmt.Errorf("%s: %w", r.day, err)
		}
	}
	return nil
}

func keep[B campaign.Body](b B) func(context.Context, *store.Tx, string) error {
	return func(ctx context.Context, tx *store.Tx, day string) error {
		_, err := campaign.Keep(ctx, tx, Campaign, day, b)
		return err
	}
}

// plan takes the special inspection through review, approval, publication and
// lodging: 国办发〔2024〕54号 lets nobody be inspected otherwise.
func (w *World) plan(ctx context.Context) error {
	w.at("2026-05-21", 9, 0)
	var p inspection.Plan
	for _, s := range []struct {
		who, day string
		do       func(context.Context, *store.Tx) (inspection.Plan, error)
	}{
		{"market", "2026-05-21", func(ctx context.Context, tx *store.Tx) (inspection.Plan, error) {
			return inspection.DraftPlan(ctx, tx, inspection.Plan{
				Campaign: Campaign, Number: "濂检计〔2026〕3号", Title: "野生动物保护联合专项检查计划", Scope: "台账在册的市场、商超、商户、餐饮、药店和动物诊疗机构",
				Items: []string{"A05", "W01", "W02", "W04"}, Organs: w.inspecting(), From: "2026-06-01", To: "2026-12-20", Cap: 2,
			})
		}},
		{"chief", "2026-05-22", func(ctx context.Context, tx *store.Tx) (inspection.Plan, error) {
			return inspection.ReviewPlan(ctx, tx, p.ID, p.Version, inspection.Step{Name: "区司法局", Day: "2026-05-22", Text: "依据充分，频次合理"})
		}},
		{"chief", "2026-05-25", func(ctx context.Context, tx *store.Tx) (inspection.Plan, error) {
			return inspection.ApprovePlan(ctx, tx, p.ID, p.Version, inspection.Step{Name: "濂溪区人民政府", Day: "2026-05-25", Number: "濂府字〔2026〕41号", Text: "经区政府常务会议集体讨论通过"})
		}},
		{"market", "2026-05-27", func(ctx context.Context, tx *store.Tx) (inspection.Plan, error) {
			return inspection.PublishPlan(ctx, tx, p.ID, p.Version, inspection.Step{Name: "区政府门户网站", Day: "2026-05-27", Text: "区政府门户网站“行政检查公示”栏目"})
		}},
		{"market", "2026-05-29", func(ctx context.Context, tx *store.Tx) (inspection.Plan, error) {
			return inspection.LodgePlan(ctx, tx, p.ID, p.Version, inspection.Step{Name: "区司法局、区市场监管局", Day: "2026-05-29", Number: "备〔2026〕17号", Text: "已报备案"})
		}},
	} {
		w.at(s.day, 10, 0)
		if err := w.act(ctx, s.who, func(ctx context.Context, tx *store.Tx) (err error) {
			p, err = s.do(ctx, tx)
			return err
		}); err != nil {
			return fmt.Errorf("plan: %w", err)
		}
	}
	w.planned = p.ID
	return nil
}

func (w *World) inspecting() []string {
	return []string{w.units[Market], w.units[Forestry]}
}
