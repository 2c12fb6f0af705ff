package flow_test

import (
	"context"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/sealed"
)

// deeds are what is done at the desk, in the words of the tables below.
var deeds = map[string]func(*desk, context.Context, *store.Tx, casework.Case) error{
	"investigate": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		if err := d.approve(ctx, tx); err != nil {
			return err
		}
		return last(flow.InvestigateCase(ctx, tx, c.ID, c.Version))
	},
	"send one officer away": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Assign(ctx, tx, c.ID, c.Version, []string{d.market.ID}))
	},
	"edit": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		c.Violation = "V07"
		return last(casework.Edit(ctx, tx, c))
	},
	"edit badly": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		c.Violation = "V99"
		return last(casework.Edit(ctx, tx, c))
	},
	"name zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.party(ctx, tx, "zhang")
	},
	"name the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.party(ctx, tx, "shop")
	},
	"drop the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.DropParty(ctx, tx, d.named["shop"], "与本案无关"))
	},
	"value": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 120_000, "价格认定书"))
	},
	"revalue": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 90_000, "复核"))
	},
	"fine zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", decision.Decision{Kind: "penalty", FineFen: 200_000, ConfiscatedFen: 50_000})
	},
	"warn zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", decision.Decision{Kind: "penalty"})
	},
	"spare zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", decision.Decision{Kind: "none"})
	},
	"fine and spare": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", decision.Decision{Kind: "none", FineFen: 1})
	},
	"close the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", decision.Decision{Kind: "penalty", Closure: true, Hearing: "unsaid"})
	},
	"close the shop unreviewed": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", decision.Decision{Kind: "penalty", Closure: true, Review: "no"})
	},
	"close the shop after a hearing": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", decision.Decision{Kind: "penalty", Closure: true, Hearing: "held"})
	},
	"annul": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.AnnulDecision(ctx, tx, c.Version, d.named["fined zhang"], "复议撤销"))
	},
	"serve": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.serve(ctx, tx)
	},
	"pay": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.pay(ctx, tx, 250_000)
	},
	"pay half": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.pay(ctx, tx, 100_000)
	},
	"execute": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.ExecuteCase(ctx, tx, c.ID, c.Version, ""))
	},
	"give up collecting": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.ExecuteCase(ctx, tx, c.ID, c.Version, "终结执行"))
	},
	"close":              closing("penalty", ""),
	"close unfined":      closing("none", ""),
	"terminate":          closing("terminated", "违法行为人死亡"),
	"terminate silently": closing("terminated", ""),
	"close as crime":     closing("transferred", "移送公安"),
	"reopen": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.ReopenCase(ctx, tx, c.ID, c.Version, "发现新事实"))
	},
	"publish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.PublishDecision(ctx, tx, d.named["fined zhang"], decision.Publication{}))
	},
	"unpublish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.UnpublishDecision(ctx, tx, d.named["fined zhang"], "有误"))
	},
	"expose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, false))
	},
	"unexpose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, true))
	},
	"blacklist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.Blacklist(ctx, tx, d.named["zhang"], false))
	},
	"unlist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.Blacklist(ctx, tx, d.named["zhang"], true))
	},
	"withdraw": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.WithdrawCase(ctx, tx, c.ID, c.Version, "重复立案"))
	},
	"seize birds": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.seizeIn(ctx, tx, d.birds())
	},
	"release some": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, exhibit.Disposal{Way: "release", Count: 4})
	},
	"release rest": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, exhibit.Disposal{Way: "rescue", Count: 6})
	},
	"release many": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, exhibit.Disposal{Way: "release", Count: 11})
	},
	"form a team": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, d.market.ID, d.second)
	},
	"form alone": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, d.market.ID, d.market.ID)
	},
}

func closing(outcome, reason string) func(*desk, context.Context, *store.Tx, casework.Case) error {
	return func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(flow.CloseCase(ctx, tx, casework.Case{ID: c.ID, Version: c.Version, Outcome: outcome, Reason: reason}))
	}
}

func last[T any](_ T, err error) error { return err }

func (d *desk) party(ctx context.Context, tx *store.Tx, who string) error {
	p := casework.Party{Case: d.id, Kind: "person", Name: sealed.New("张三"), Paper: sealed.New("36040219800101001X")}
	if who == "shop" {
		p = casework.Party{Case: d.id, Kind: "org", Name: sealed.New("三味鸟店"), Subject: "subject:1"}
	}
	p, err := casework.AddParty(ctx, tx, p)
	d.named[who] = p.ID
	return err
}

// approve records that the chief approved the filing, where nobody has.
func (d *desk) approve(ctx context.Context, tx *store.Tx) error {
	steps, err := procedure.Of(ctx, tx, d.id)
	if err != nil || procedure.Approved(steps) {
		return err
	}
	return d.record(ctx, tx, procedure.Step{Kind: procedure.Approval, Result: "approved", By: d.chief.ID, Number: "立审1号"})
}

func (d *desk) record(ctx context.Context, tx *store.Tx, steps ...procedure.Step) error {
	for _, s := range steps {
		s.Case = d.id
		if _, err := flow.RecordStep(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

// through takes every step that a decision wants, but whether the party asks
// for a hearing where that is unsaid, and no review where there is to be none.
func (d *desk) through(ctx context.Context, tx *store.Tx, in decision.Decision) error {
	p := procedure.Proposal{FineFen: in.FineFen, ConfiscatedFen: in.ConfiscatedFen, Closure: in.Closure, Revoked: in.Revoked, Hearing: true}
	steps := []procedure.Step{
		{Kind: procedure.Notice, Party: in.Party, Number: "罚告1号", Proposal: &p},
		{Kind: procedure.Statement, Party: in.Party, Result: "waived"},
	}
	if in.Hearing != "unsaid" {
		steps = append(steps, procedure.Step{Kind: procedure.Request, Party: in.Party, Result: "waived"})
	}
	if in.Review != "no" {
		steps = append(steps, procedure.Step{Kind: procedure.Review, Result: "passed", By: d.legal, Number: "法审1号", Words: "同意"},
			procedure.Step{Kind: procedure.Discussion, Result: "agreed", By: d.chief.ID, People: []string{d.chief.ID, d.legal}, Number: "讨论1号", Words: "同意"})
	}
	if err := d.approve(ctx, tx); err != nil {
		return err
	}
	return d.record(ctx, tx, steps...)
}

func (d *desk) decide(ctx context.Context, tx *store.Tx, c casework.Case, who string, in decision.Decision) error {
	in.Case, in.Party, in.Number, in.Text = d.id, d.named[who], "濂溪市监罚〔2026〕1号", "决定如下"
	if in.Party != "" {
		if err := d.through(ctx, tx, in); err != nil {
			return err
		}
	}
	out, err := flow.DecideCase(ctx, tx, c.Version, in)
	if err == nil {
		d.named["fined "+who] = out.ID
	}
	return err
}

func (d *desk) serve(ctx context.Context, tx *store.Tx) error {
	id := d.named["fined zhang"]
	return last(flow.OnDecision(ctx, tx, id, "", func(f docket.File) (decision.Decision, error) { return decision.Serve(ctx, tx, f, id, "") }))
}

func (d *desk) pay(ctx context.Context, tx *store.Tx, fen int64) error {
	id := d.named["fined zhang"]
	return last(flow.OnDecision(ctx, tx, id, "", func(f docket.File) (decision.Decision, error) {
		return decision.Pay(ctx, tx, f, id, decision.Payment{Fen: fen}, "")
	}))
}

func (d *desk) birds() exhibit.Exhibit {
	return exhibit.Exhibit{Class: "animal", Name: "画眉", Measure: "seizure", Count: 10, Protection: "national2", Alive: true, Custodian: d.market.ID, Place: "救护站"}
}

func (d *desk) seizeIn(ctx context.Context, tx *store.Tx, x exhibit.Exhibit) error {
	x.Case = d.id
	x, err := flow.SeizeExhibit(ctx, tx, x)
	d.named["exhibit"] = x.ID
	return err
}

func (d *desk) dispose(ctx context.Context, tx *store.Tx, in exhibit.Disposal) error {
	x, err := exhibit.Get(ctx, tx, d.named["exhibit"])
	if err != nil {
		return err
	}
	in.Exhibit, in.Place, in.Approver = x.ID, "莲花洞", d.chief.ID
	out, err := flow.DisposeExhibit(ctx, tx, x.Version, in)
	d.named["disposal"] = out.ID
	return err
}

func (d *desk) form(ctx context.Context, tx *store.Tx, team ...string) error {
	t, err := flow.FormTransfer(ctx, tx, d.id, team, time.Time{})
	d.named["transfer"] = t.ID
	return err
}
