package world

import (
	"context"

	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// law registers papers of a breeder and a closed season, all called 演示: no
// such permit or notice exists. They come last and count in no figure.
func (w *World) law(ctx context.Context) error {
	w.at("2026-11-20", 9, 0)
	holder, name := ref.Ref(""), "演示养殖场"
	err := w.look(ctx, func(ctx context.Context, tx *store.Tx) error {
		ss, _, err := registry.List(ctx, tx, registry.Filter{Venue: "breeding"}, store.Page{Limit: 1})
		if len(ss) > 0 {
			holder, name = ss[0].Ref(), ss[0].Name
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := w.act(ctx, "forestry", func(ctx context.Context, tx *store.Tx) error {
		p, err := permit.Register(ctx, tx, permit.Permit{Kind: permit.Breeding, Number: "演示许准〔2026〕1号", Issuer: "演示发证机关", Holder: holder, Name: name,
			Lines: []permit.Line{{Name: "梅花鹿", Qty: "40", Unit: "头"}}, From: "2026-01-01", To: "2028-12-31", Photos: []string{w.photo}, Remark: "演示数据，并非真实证件"})
		if err != nil {
			return err
		}
		if _, err := permit.Move(ctx, tx, permit.Movement{Permit: p.ID, Line: 1, Way: "out", Qty: "6", Day: "2026-10-12", Text: "演示：出栏"}); err != nil {
			return err
		}
		_, err = permit.RegisterMark(ctx, tx, permit.Mark{Kind: "terrestrial", Number: "演示标识 0001", Permit: p.ID, Species: "梅花鹿", Form: "活体", Name: name, Specimen: "耳标 演示-1"})
		return err
	}); err != nil {
		return err
	}
	if err := w.act(ctx, "forestry", func(ctx context.Context, tx *store.Tx) error {
		_, err := permit.Register(ctx, tx, permit.Permit{Kind: permit.Use, Number: "演示准字〔2025〕2号", Issuer: "演示发证机关", Name: "演示工艺品店",
			Lines: []permit.Line{{Name: "画眉", Qty: "2", Unit: "只"}}, From: "2025-01-01", To: "2025-12-31", Photos: []string{w.photo}, Remark: "演示数据，并非真实证件"})
		return err
	}); err != nil {
		return err
	}
	return w.act(ctx, "forestry", func(ctx context.Context, tx *store.Tx) error {
		z, err := zone.Create(ctx, tx, zone.Zone{Title: "演示：冬季禁猎期", Field: "hunt", Bans: []zone.Ban{zone.Period}, Divisions: []string{Home}, Scope: zone.Scope{All: true},
			Seasons: []zone.Season{{From: "11-01", To: "02-28"}}, From: "2026-01-10",
			Notice: zone.Notice{Issuer: "演示机关", Number: "演示告〔2026〕1号", Day: "2026-01-05", Photos: []string{w.photo}}})
		if err != nil {
			return err
		}
		_, err = zone.Enact(ctx, tx, z.ID, z.Version)
		return err
	})
}
