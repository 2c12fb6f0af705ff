package world

import (
	"context"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/region"
)

// The bureaus and who works with them.
const (
	Market   = "濂溪区市场监督管理局"
	Forestry = "濂溪区林业局"
	Farming  = "濂溪区农业农村局"
	Police   = "九江市公安局濂溪分局"
	Office   = "濂溪区野生动物保护联合专项整治行动办公室"
)

// leading are the people the demonstration acts as; they hold no certificate
// and inspect nobody.
var leading = []struct{ part, name, unit, title string }{
	{"market", "范明远", Market, "稽查股股长"},
	{"statistics", "舒晓帆", Market, "统计员"},
	{"chief", "邵立群", Market, "局长"},
	{"legal", "顾方正", Market, "法规股股长"},
	{"forestry", "柏春林", Forestry, "野保股股长"},
	{"office", "程致和", Office, "副主任"},
	{"farming", "田野", Farming, "畜牧兽医股股长"},
	{"police", "严守正", Police, "治安大队民警"},
}

func (w *World) people(ctx context.Context) error {
	w.at("2026-05-11", 9, 0)
	w.actors["operator"] = store.Actor{ID: "job:world", Home: Home}
	units := []org.Unit{
		{Kind: org.Bureau, Department: "market", Name: Market}, {Kind: org.Bureau, Department: "forestry", Name: Forestry},
		{Kind: org.Bureau, Department: "agriculture", Name: Farming}, {Kind: org.Bureau, Department: "police", Name: Police},
		{Kind: org.Coordination, Name: Office},
	}
	for _, t := range region.All().Townships(region.Code(Home + "000000")) {
		units = append(units, org.Unit{Kind: org.Township, Name: t.Name, Region: string(t.Code)})
	}
	for _, u := range units {
		if u.Region == "" {
			u.Region = Home + "000000"
		}
		err := w.act(ctx, "operator", func(ctx context.Context, tx *store.Tx) error {
			u, err := org.OpenUnit(ctx, tx, u)
			w.units[u.Name] = u.ID
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, p := range leading {
		err := w.act(ctx, "operator", func(ctx context.Context, tx *store.Tx) error {
			a, err := org.Admit(ctx, tx, org.Arrival{Name: p.name, Unit: p.unit, Title: p.title})
			w.actors[p.part] = store.Actor{ID: a.Person.Ref(), Unit: a.Unit.ID, Department: a.Unit.Department, Home: Home}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
