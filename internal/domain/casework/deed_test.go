package casework_test

import (
	"context"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/sealed"
)

// deeds are what is done at the desk, in the words of the tables below.
var deeds = map[string]func(*desk, context.Context, *store.Tx, casework.Case) error{
	"investigate": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Investigate(ctx, tx, c.ID, c.Version))
	},
	"send one officer away": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Assign(ctx, tx, c.ID, c.Version, []string{"person:li"}))
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
		return last(casework.DropParty(ctx, tx, d.named["shop"], "与本案无关"))
	},
	"value": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 120_000, "价格认定书"))
	},
	"revalue": func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Value(ctx, tx, c.ID, c.Version, 90_000, "复核"))
	},
	"fine zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "penalty", FineFen: 200_000, ConfiscatedFen: 50_000})
	},
	"warn zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "penalty"})
	},
	"spare zhang": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "none"})
	},
	"fine and spare": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "zhang", casework.Decision{Kind: "none", FineFen: 1})
	},
	"close the shop": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true})
	},
	"close the shop unreviewed": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true, Hearing: "held"})
	},
	"close the shop after a hearing": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.decide(ctx, tx, c, "shop", casework.Decision{Kind: "penalty", Closure: true, Hearing: "held", Review: "person:law"})
	},
	"annul": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Annul(ctx, tx, c.Version, d.named["fined zhang"], "复议撤销"))
	},
	"serve": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Serve(ctx, tx, d.named["fined zhang"], ""))
	},
	"pay": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Pay(ctx, tx, d.named["fined zhang"], 250_000))
	},
	"pay half": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Pay(ctx, tx, d.named["fined zhang"], 100_000))
	},
	"execute": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Execute(ctx, tx, c.ID, c.Version, ""))
	},
	"give up collecting": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Execute(ctx, tx, c.ID, c.Version, "终结执行"))
	},
	"close":              closing("penalty", ""),
	"close unfined":      closing("none", ""),
	"terminate":          closing("terminated", "违法行为人死亡"),
	"terminate silently": closing("terminated", ""),
	"close as crime":     closing("transferred", "移送公安"),
	"reopen": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Reopen(ctx, tx, c.ID, c.Version, "发现新事实"))
	},
	"publish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Publish(ctx, tx, d.named["fined zhang"]))
	},
	"unpublish": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Unpublish(ctx, tx, d.named["fined zhang"]))
	},
	"expose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, false))
	},
	"unexpose": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Expose(ctx, tx, c.ID, c.Version, true))
	},
	"blacklist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Blacklist(ctx, tx, d.named["zhang"], false))
	},
	"unlist": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Blacklist(ctx, tx, d.named["zhang"], true))
	},
	"withdraw": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Withdraw(ctx, tx, c.ID, c.Version, "重复立案"))
	},
	"seize birds": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.seize(ctx, tx, birds())
	},
	"release some": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "release", Count: 4})
	},
	"release rest": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "rescue", Count: 6})
	},
	"release many": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.dispose(ctx, tx, casework.Disposal{Way: "release", Count: 11})
	},
	"form a team": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, "person:li", "person:chen")
	},
	"form alone": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.form(ctx, tx, "person:li", "person:li")
	},
	"drop the team": func(d *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return d.advance(ctx, tx, casework.Step{Do: "drop", Words: "误操作"})
	},
}

func closing(outcome, reason string) func(*desk, context.Context, *store.Tx, casework.Case) error {
	return func(_ *desk, ctx context.Context, tx *store.Tx, c casework.Case) error {
		return last(casework.Close(ctx, tx, c.ID, c.Version, outcome, reason))
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

func (d *desk) decide(ctx context.Context, tx *store.Tx, c casework.Case, who string, in casework.Decision) error {
	in.Case, in.Party, in.Number, in.Text = d.id, d.named[who], "濂溪市监罚〔2026〕1号", "决定如下"
	out, err := casework.Decide(ctx, tx, c.Version, in)
	if err == nil {
		d.named["fined "+who] = out.ID
	}
	return err
}

func birds() casework.Exhibit {
	return casework.Exhibit{Class: "animal", Name: "画眉", Measure: "seizure", Count: 10, Protection: "national2", Alive: true, Custodian: "person:li", Place: "救护站"}
}

func (d *desk) seize(ctx context.Context, tx *store.Tx, x casework.Exhibit) error {
	x.Case = d.id
	x, err := casework.Seize(ctx, tx, x)
	d.named["exhibit"] = x.ID
	return err
}

func (d *desk) dispose(ctx context.Context, tx *store.Tx, in casework.Disposal) error {
	x, err := casework.GetExhibit(ctx, tx, d.named["exhibit"])
	if err != nil {
		return err
	}
	in.Exhibit, in.Place, in.Approver = x.ID, "莲花洞", "person:head"
	out, err := casework.Dispose(ctx, tx, x.Version, in)
	d.named["disposal"] = out.ID
	return err
}

func (d *desk) form(ctx context.Context, tx *store.Tx, team ...string) error {
	t, err := casework.Form(ctx, tx, d.id, team, time.Time{})
	d.named["transfer"] = t.ID
	return err
}

func (d *desk) advance(ctx context.Context, tx *store.Tx, s casework.Step) error {
	t, err := casework.GetTransfer(ctx, tx, d.named["transfer"])
	if err != nil {
		return err
	}
	return last(casework.Advance(ctx, tx, t.ID, t.Version, s))
}
