package flow_test

import (
	"context"
	"strings"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
)

// chief is who decides.
func chief(c *county) store.Actor { return c.chief }

// reread is a case as it stands.
func (c *county) reread(id string) (x casework.Case) {
	c.t.Helper()
	err := c.db.Look(c.t.Context(), c.market, func(tx *store.Tx) (err error) {
		x, err = casework.Get(c.t.Context(), tx, id)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return x
}

// file makes a verified lead a case under investigation.
func (c *county) file(violation string) (x casework.Case) {
	c.t.Helper()
	l := c.verified()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		if x, err = flow.FileCase(ctx, tx, l.ID, l.Version, casework.Case{Violation: violation, Officers: []string{c.market.ID, c.second}}, "濂市监立"); err != nil {
			return err
		}
		d := desk{county: c, id: x.ID}
		if err := d.approve(ctx, tx); err != nil {
			return err
		}
		x, err = flow.InvestigateCase(ctx, tx, x.ID, x.Version)
		return err
	})
	return x
}

func filed(c *county) told {
	x := c.file("V08")
	return told{casework.Ref(x.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.WithdrawCase(ctx, tx, x.ID, x.Version, "立案错误")
		return err
	})}
}

func closed(violation string) func(*county) told {
	return func(c *county) told {
		x := c.file(violation)
		c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.CloseCase(ctx, tx, casework.Case{ID: x.ID, Version: x.Version, Outcome: "terminated", Reason: "当事人死亡"})
			return err
		})
		return told{casework.Ref(x.ID), func(c *county) {
			c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.ReopenCase(ctx, tx, x.ID, c.reread(x.ID).Version, "终止错误")
				return err
			})
		}}
	}
}

func valued(c *county) told {
	x := c.file("V08")
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		x, err = casework.Value(ctx, tx, x.ID, x.Version, 90_000, "基准价值")
		return err
	})
	return told{casework.Ref(x.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.WithdrawCase(ctx, tx, x.ID, x.Version, "立案错误")
		return err
	})}
}

// decide punishes a new party in every way that counts.
func (c *county) decide() (casework.Case, casework.Party, decision.Decision) {
	c.t.Helper()
	x := c.file("V08")
	p := c.suspect(x)
	var d decision.Decision
	c.do(c.chief, func(ctx context.Context, tx *store.Tx) (err error) {
		d = decision.Decision{
			Case: x.ID, Party: p.ID, Number: "濂市监处罚〔2026〕" + x.ID, Kind: "penalty", Text: "罚款，没收违法所得，责令关闭，吊销许可证", FineFen: 1_000_000,
			ConfiscatedFen: 200_000, Closure: true, Revoked: 1, DecidedOn: tx.Today()}
		at := desk{county: c, id: x.ID}
		if err := at.through(ctx, tx, d); err != nil {
			return err
		}
		d, err = flow.DecideCase(ctx, tx, x.Version, d)
		return err
	})
	return c.reread(x.ID), p, d
}

func decided(c *county) told {
	x, _, d := c.decide()
	return told{casework.Ref(x.ID), undo(chief, func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.AnnulDecision(ctx, tx, x.Version, d.ID, "适用法律错误")
		return err
	})}
}

func listed(c *county) told {
	x, p, _ := c.decide()
	set := func(undo bool) verb {
		return func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.Blacklist(ctx, tx, p.ID, undo)
			return err
		}
	}
	c.do(c.chief, set(false))
	return told{casework.Ref(x.ID), undo(chief, set(true))}
}

func published(c *county) told {
	x, _, d := c.decide()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
		if _, err := flow.OnDecision(ctx, tx, d.ID, "", func(f docket.File) (decision.Decision, error) {
			return decision.Serve(ctx, tx, f, d.ID, tx.Today())
		}); err != nil {
			return err
		}
		_, err := flow.PublishDecision(ctx, tx, d.ID, decision.Publication{})
		return err
	})
	return told{casework.Ref(x.ID), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.UnpublishDecision(ctx, tx, d.ID, "公示有误")
		return err
	})}
}

func exposed(c *county) told {
	x, _, _ := c.decide()
	set := func(undo bool) func(*county) {
		return func(c *county) {
			c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
				_, err := casework.Expose(ctx, tx, x.ID, c.reread(x.ID).Version, undo)
				return err
			})
		}
	}
	set(false)(c)
	return told{casework.Ref(x.ID), set(true)}
}

// seize takes something into custody.
func (c *county) seize(class string) (x exhibit.Exhibit) {
	c.t.Helper()
	f := c.file("V08")
	x = exhibit.Exhibit{
		Case: f.ID, Class: class, Name: "画眉", Measure: "seizure", Unit: "只", Count: 3, Protection: "sanyou", Custodian: c.market.ID,
		Place: "物证室", SeizedOn: "2026-07-01", Photos: []string{"blob:" + strings.Repeat("0", 64)}, Alive: class == "animal",
	}
	switch class {
	case "product_weight":
		x.Unit, x.Count, x.Grams = "克", 0, 2000
	case "product_count":
		x.Unit = "件"
	case "tool":
		x.Unit, x.Protection = "件", ""
	}
	c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
		got, err := flow.SeizeExhibit(ctx, tx, x)
		if err == nil {
			x = got
		}
		return err
	})
	return x
}

func seized(class string) func(*county) told {
	return func(c *county) told {
		x := c.seize(class)
		return told{casework.Ref(x.Case), undo(market, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.KeepExhibit(ctx, tx, exhibit.Exhibit{ID: x.ID, Version: x.Version, Withdrawn: "登记错误"}, exhibit.Unseize)
			return err
		})}
	}
}

func released(c *county) told {
	x := c.seize("animal")
	var d exhibit.Disposal
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		d, err = flow.DisposeExhibit(ctx, tx, x.Version, exhibit.Disposal{Exhibit: x.ID, Way: "release", Count: 2, Place: "赛城湖", Approver: c.chief.ID, DisposedOn: tx.Today()})
		return err
	})
	return told{casework.Ref(x.Case), undo(market, func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.UndisposeExhibit(ctx, tx, d.ID, "登记错误")
		return err
	})}
}

// send takes a case to the police.
func (c *county) send() (casework.Case, transfer.Transfer) {
	c.t.Helper()
	x := c.file("V07")
	c.suspect(x)
	var t transfer.Transfer
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		if t, err = flow.FormTransfer(ctx, tx, x.ID, []string{c.market.ID, c.second}, time.Time{}); err != nil {
			return err
		}
		for _, kind := range transfer.Papers {
			if t, err = flow.AttachPaper(ctx, tx, t.ID, t.Version, transfer.Document{Kind: kind, File: ref.Of("blob", strings.Repeat("0", 64))}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, s := range []transfer.Step{{Do: "report", Words: "建议移送"}, {Do: "approve"}, {Do: "send", Words: "濂市监移〔2026〕2号", To: "濂溪区公安分局"}} {
		c.step(&t, s)
	}
	return x, t
}

func (c *county) step(t *transfer.Transfer, s transfer.Step) {
	c.t.Helper()
	by := c.market
	if s.Do == "approve" {
		by = c.chief
	}
	c.do(by, func(ctx context.Context, tx *store.Tx) error {
		got, err := flow.AdvanceTransfer(ctx, tx, t.ID, t.Version, s)
		if err == nil {
			*t = got
		}
		return err
	})
}

func handed(c *county) told {
	x, t := c.send()
	return told{casework.Ref(x.ID), func(c *county) { c.step(&t, transfer.Step{Do: "recall", Words: "材料有误"}) }}
}

// policeFiled has no way back: what the police decided is theirs.
func policeFiled(c *county) told {
	x, t := c.send()
	c.step(&t, transfer.Step{Do: "receive", Words: "濂公收〔2026〕88号"})
	c.step(&t, transfer.Step{Do: "file", Words: "濂公立〔2026〕131号"})
	return told{record: casework.Ref(x.ID)}
}
