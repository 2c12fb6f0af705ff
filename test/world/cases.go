package world

import (
	"context"
	"fmt"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

// cases follows two leads: a restaurant that is fined, and pangolin scales that
// go to the police.
func (w *World) cases(ctx context.Context) error {
	fined, err := w.visitTo(ctx, ledger.Catering)
	if err != nil {
		return err
	}
	if err := w.fine(ctx, fined); err != nil {
		return fmt.Errorf("fine: %w", err)
	}
	scales, err := w.visitTo(ctx, ledger.MarketBird)
	if err != nil {
		return err
	}
	if err := w.crime(ctx, scales); err != nil {
		return fmt.Errorf("crime: %w", err)
	}
	return nil
}

// visitTo finds a visit to a venue; the bureau corrects what it says.
func (w *World) visitTo(ctx context.Context, v ledger.Venue) (out inspection.Visit, err error) {
	return out, w.look(ctx, func(ctx context.Context, tx *store.Tx) error {
		list, _, err := inspection.List(ctx, tx, inspection.Filter{Campaign: Campaign, Venue: string(v)}, store.Page{Limit: 1})
		if err == nil && len(list) == 0 {
			err = fmt.Errorf("no visit to a %s", v)
		}
		if err == nil {
			out = list[0]
		}
		return err
	})
}

// lead raises a lead from a visit and verifies it.
func (w *World) lead(ctx context.Context, v inspection.Visit, title, facts string, goods []string) (l lead.Lead, err error) {
	err = w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		e := v.Entry
		e.Results, e.Text = []string{"09"}, facts
		if _, err := inspection.Correct(ctx, tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "补记检查发现"}, e); err != nil {
			return err
		}
		if l, err = flow.RaiseFromVisit(ctx, tx, v.ID, title, facts, goods); err != nil {
			return err
		}
		if l, err = lead.Take(ctx, tx, l.ID, l.Version); err != nil {
			return err
		}
		l, err = lead.Verify(ctx, tx, l.ID, l.Version, "经核查属实，"+facts)
		return err
	})
	return l, err
}

func (w *World) file(ctx context.Context, l lead.Lead, violation string) (c casework.Case, err error) {
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		c, err = flow.FileCase(ctx, tx, l.ID, l.Version, casework.Case{Violation: violation, Officers: w.pair("market", "", 0)}, "濂市监立")
		return err
	}); err != nil {
		return c, err
	}
	if err := w.act(ctx, "chief", func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.RecordStep(ctx, tx, procedure.Step{Case: c.ID, Kind: procedure.Approval, Result: "approved", Words: "同意立案"})
		return err
	}); err != nil {
		return c, err
	}
	err = w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		c, err = flow.InvestigateCase(ctx, tx, c.ID, c.Version)
		return err
	})
	return c, err
}

func (w *World) fine(ctx context.Context, v inspection.Visit) error {
	w.at("2026-11-14", 16, 0)
	l, err := w.lead(ctx, v, "餐饮单位经营野生动物菜品", "后厨冰柜内有无来源凭证的雉鸡 3 只", []string{"雉鸡"})
	if err != nil {
		return err
	}
	c, err := w.file(ctx, l, "V11")
	if err != nil {
		return err
	}
	var p casework.Party
	var x exhibit.Exhibit
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) (err error) {
		if p, err = casework.AddParty(ctx, tx, casework.Party{Case: c.ID, Kind: "org", Subject: ref.Of("subject", v.Subject), Name: sealed.New(v.Title)}); err != nil {
			return err
		}
		if x, err = flow.SeizeExhibit(ctx, tx, exhibit.Exhibit{
			Case: c.ID, Class: "animal", Name: "雉鸡", Measure: "seizure", Unit: "只", Count: 3, Protection: "sanyou",
			Custodian: w.actors["market"].ID, Place: "区市场监管局物证室", SeizedOn: tx.Today(), Photos: []string{w.photo},
		}); err != nil {
			return err
		}
		if c, err = casework.Get(ctx, tx, c.ID); err != nil {
			return err
		}
		c, err = casework.Value(ctx, tx, c.ID, c.Version, 90_000, "雉鸡基准价值 300 元 × 3 只")
		return err
	}); err != nil {
		return err
	}
	w.at("2026-11-15", 9, 0)
	if err := w.before(ctx, c, p); err != nil {
		return err
	}
	w.at("2026-11-15", 10, 0)
	return w.act(ctx, "chief", func(ctx context.Context, tx *store.Tx) error {
		return closeFined(ctx, tx, c, p, x, w.actors["chief"].ID)
	})
}

// before takes the steps that a penalty wants: the party is told and waives,
// its legality is reviewed.
func (w *World) before(ctx context.Context, c casework.Case, p casework.Party) error {
	for _, s := range []struct {
		who string
		procedure.Step
	}{
		{"market", procedure.Step{Kind: procedure.Notice, Party: p.ID, Number: "濂市监罚告〔2026〕31号", Words: "拟没收雉鸡 3 只、违法所得并处罚款",
			Proposal: &procedure.Proposal{FineFen: 1_350_000, ConfiscatedFen: 90_000, Hearing: true}}},
		{"market", procedure.Step{Kind: procedure.Statement, Party: p.ID, Result: "waived"}},
		{"market", procedure.Step{Kind: procedure.Request, Party: p.ID, Result: "waived"}},
		{"legal", procedure.Step{Kind: procedure.Review, Result: "passed", Words: "事实清楚，程序合法，同意"}},
	} {
		s.Case = c.ID
		if err := w.act(ctx, s.who, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.RecordStep(ctx, tx, s.Step)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", s.Kind, err)
		}
	}
	return nil
}

// closeFined decides, is paid, disposes of what was seized, closes and
// publishes.
func closeFined(ctx context.Context, tx *store.Tx, c casework.Case, p casework.Party, x exhibit.Exhibit, chief string) error {
	d, err := flow.DecideCase(ctx, tx, c.Version, decision.Decision{
		Case: c.ID, Party: p.ID, Number: "濂市监处罚〔2026〕31号", Kind: "penalty", Text: "没收雉鸡 3 只，没收违法所得，处以罚款",
		FineFen: 1_350_000, ConfiscatedFen: 90_000, DecidedOn: tx.Today(),
	})
	if err != nil {
		return err
	}
	if _, err := flow.OnDecision(ctx, tx, d.ID, "", func(f docket.File) (decision.Decision, error) {
		if _, err := decision.Serve(ctx, tx, f, d.ID, tx.Today()); err != nil {
			return d, err
		}
		return decision.Pay(ctx, tx, f, d.ID, decision.Payment{Fen: d.Due(), Receipt: "3604026000031"}, "")
	}); err != nil {
		return err
	}
	if _, err := flow.DisposeExhibit(ctx, tx, x.Version, exhibit.Disposal{Exhibit: x.ID, Way: "destroy", Count: 3, Place: "区无害化处理中心", Approver: chief, DisposedOn: tx.Today()}); err != nil {
		return err
	}
	if c, err = casework.Get(ctx, tx, c.ID); err != nil {
		return err
	}
	if c, err = flow.ExecuteCase(ctx, tx, c.ID, c.Version, ""); err != nil {
		return err
	}
	if _, err = flow.CloseCase(ctx, tx, casework.Case{ID: c.ID, Version: c.Version, Outcome: "penalty"}); err != nil {
		return err
	}
	_, err = flow.PublishDecision(ctx, tx, d.ID, decision.Publication{})
	return err
}

func (w *World) crime(ctx context.Context, v inspection.Visit) error {
	w.at("2026-11-15", 11, 0)
	l, err := w.lead(ctx, v, "花鸟市场摊位出售穿山甲甲片", "摊位柜台下有穿山甲甲片 2 公斤，无专用标识", []string{"穿山甲甲片"})
	if err != nil {
		return err
	}
	c, err := w.file(ctx, l, "V07")
	if err != nil {
		return err
	}
	var t transfer.Transfer
	var x exhibit.Exhibit
	if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) (err error) {
		if _, err = casework.AddParty(ctx, tx, casework.Party{Case: c.ID, Kind: "person", Name: sealed.New("罗某"), Paper: sealed.New("演示证件")}); err != nil {
			return err
		}
		if x, err = flow.SeizeExhibit(ctx, tx, exhibit.Exhibit{
			Case: c.ID, Class: "product_weight", Name: "穿山甲甲片", Measure: "seizure", Unit: "克", Grams: 2000, Protection: "national1",
			Custodian: w.actors["market"].ID, Place: "区市场监管局物证室", SeizedOn: tx.Today(), Photos: []string{w.photo},
		}); err != nil {
			return err
		}
		if t, err = flow.FormTransfer(ctx, tx, c.ID, w.pair("market", "", 0), time.Time{}); err != nil {
			return err
		}
		for _, kind := range transfer.Papers {
			if t, err = flow.AttachPaper(ctx, tx, t.ID, t.Version, transfer.Document{Kind: kind, File: w.paper}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, s := range []struct {
		who string
		transfer.Step
	}{
		{"market", transfer.Step{Do: "report", Words: "涉案甲片价值拟超两万元，建议移送"}},
		{"chief", transfer.Step{Do: "approve", Words: "同意移送"}},
		{"market", transfer.Step{Do: "send", To: Police, Words: "濂市监移〔2026〕2号"}},
		{"market", transfer.Step{Do: "receive", Words: "濂公收〔2026〕88号"}},
		{"market", transfer.Step{Do: "file", Words: "濂公立〔2026〕131号"}},
		{"market", transfer.Step{Do: "hand", Words: "甲片 2 公斤及笔录随案移交"}},
	} {
		w.now = w.now.Add(time.Hour)
		if err := w.act(ctx, s.who, func(ctx context.Context, tx *store.Tx) (err error) {
			t, err = flow.AdvanceTransfer(ctx, tx, t.ID, t.Version, s.Step)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", s.Do, err)
		}
	}
	return w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.DisposeExhibit(ctx, tx, x.Version, exhibit.Disposal{
			Exhibit: x.ID, Way: "police", Grams: x.HeldGrams, Place: Police, Approver: w.actors["chief"].ID, DisposedOn: tx.Today(),
		})
		return err
	})
}
