package world

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// Files are the county's ledgers in the order they are imported.
func Files() ([]flow.File, error) {
	var out []flow.File
	for _, name := range []string{
		"市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv",
	} {
		b, err := fs.ReadFile(ledgers, "lianxi/"+name)
		if err != nil {
			return nil, fmt.Errorf("world: reading %s: %w", name, err)
		}
		out = append(out, flow.File{Name: name, Bytes: bytes.NewReader(b), Size: int64(len(b))})
	}
	return out, nil
}

func (w *World) ledger(ctx context.Context) error {
	w.at("2026-05-12", 9, 30)
	files, err := Files()
	if err != nil {
		return err
	}
	brought, err := flow.ImportLedgers(ctx, w.db, w.actors["market"], flow.Import{AsOf: "2026-05-12"}, files)
	if err != nil {
		return err
	}
	w.say(fmt.Sprintf("台账 %d 户，网店 %d 家，人员 %d 名", brought.Totals.Entities, brought.Totals.Online, brought.Totals.Officers))
	return w.look(ctx, w.muster)
}

// muster finds who may inspect until the end of November: two certificates
// that hold make a squad.
func (w *World) muster(ctx context.Context, tx *store.Tx) error {
	for _, day := range []string{"2026-06-01", "2026-11-30"} {
		officers, err := org.Officers(ctx, tx, day)
		if err != nil {
			return err
		}
		fit := map[string][]string{}
		for _, o := range officers {
			if !o.Certified() {
				continue
			}
			for _, subject := range o.Recused {
				w.recused[subject] = append(w.recused[subject], o.Person.Ref())
			}
			for _, d := range o.Departments() {
				fit[d] = append(fit[d], o.Person.Ref())
			}
		}
		if day == "2026-11-30" {
			w.squads = fit
		}
	}
	for _, d := range []string{"market", "forestry"} {
		if len(w.squads[d]) < 2 {
			return fmt.Errorf("only %d certified officers of %s", len(w.squads[d]), d)
		}
	}
	return nil
}
