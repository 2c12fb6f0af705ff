package crime

import (
	"slices"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// ground is what 刑法 340 and 341.2 ask first: place, time, tool.
type ground struct{ area, period, tool answer }

// any is 禁猎区、禁猎期或者使用禁用的工具、方法.
func (g ground) any() answer { return g.area.or(g.period).or(g.tool) }

// both is a banned tool in a banned place or time: no worth is needed.
func (g ground) both() answer { return g.tool.and(g.area.or(g.period)) }

// hunting is 刑法 341.2: 三有, 地方重点 and other land animals. Nationally
// protected ones are judged by 341.1.
func hunting(d *Deed) (charge, bool) {
	c := charge{key: "hunting", statute: "刑法:341.2", old: d.Day < since2022}
	g := ground{area: told(d.BannedArea), period: told(d.BannedPeriod)}
	g.tool = used(d.Tools, func(t string) bool {
		ban, is := Banned(t, d.Day)
		if is {
			c.cite(ban.Ref)
			c.fact(Cite(ban.Ref) + "：“" + t + "”属于" + ban.Word)
		}
		return is
	})
	found, permitted := false, true
	for i := range d.Items {
		it := &d.Items[i]
		if !(protected(*it) || otherLand(*it)) || captive(*it) {
			continue
		}
		found = true
		sure := g.any()
		if it.Permit == "valid" {
			sure = sure.and(open)
			c.fact(Cite(c.statute) + "：" + called(*it) + "持有有效狩猎证，是否违反狩猎法规须查明")
		} else {
			permitted = false
		}
		if sure == no {
			continue
		}
		c.take(d, it, sold(*it), sure)
		c.headed(d, it, sure)
	}
	if found && permitted {
		g.tool = g.tool.and(open)
	}
	if found {
		c.grounds(g, d.Tools == nil)
	}
	return c, found
}

func (c *charge) headed(d *Deed, it *Item, sure answer) {
	if !c.old || !d.Caught {
		return
	}
	w, _ := head(it.Goods)
	c.heads.add(w, sure)
}

// grounds says what place, time and tool make of it. Where none of the three
// shows, what is untold is warned about and does not make a doubt of its own;
// neither do tools nobody has named.
func (c *charge) grounds(g ground, untold bool) {
	c.hits = g.both()
	switch shown := g.area.or(g.period).or(g.tool); {
	case c.hits == yes:
		c.fact(Cite("法释〔2022〕12号:7.1") + "：在禁猎区或者禁猎期使用禁用的工具或者方法狩猎，不论价值；“破坏野生动物资源”须查明")
		c.warn(Cite("法释〔2022〕12号:7.3") + "：危害明显较轻的可以不起诉，情节显著轻微的不作为犯罪处理")
		c.cite("法释〔2022〕12号:7.3")
	case shown == no && untold:
		c.fact(Cite(c.statute) + "：不在禁猎区、禁猎期；工具、方法（tools）未填写，使用禁用的工具、方法而" + figures()[c.key][0].quote + "，应当移送，须查明")
	case shown == no:
		c.fact(Cite(c.statute) + "：不在禁猎区、禁猎期，未使用禁用的工具、方法")
	case shown == open:
		c.hits = no
		c.warn("禁猎区、禁猎期、工具未全部查明：在禁猎区或者禁猎期使用禁用工具、方法的，不论价值均应移送（" + Cite("法释〔2022〕12号:7.1") + "）")
	case c.hits == open:
		c.fact(Cite("法释〔2022〕12号:7.1") + "：" + unclear(g) + "须查明（地方规定的禁用工具、禁猎区和禁猎期以公布文件为准）")
	case untold:
		c.fact(Cite("法释〔2022〕12号:7.1") + "：工具、方法（tools）未填写；在禁猎区或者禁猎期使用禁用的工具、方法的，不论价值均应移送，须查明")
	}
}

func unclear(g ground) string {
	if g.tool == yes {
		return "是否在禁猎区、禁猎期"
	}
	return "使用的工具、方法是否属于禁用"
}

// fishing is 刑法 340 in inland waters: what is fished and not nationally
// protected. Sea waters follow 法释〔2016〕17号 (art. 19), not held.
func fishing(d *Deed) (charge, bool) {
	c := charge{key: "fishing", statute: "刑法:340", old: d.Day < since2022}
	g := ground{area: told(d.BannedArea), period: told(d.BannedPeriod), tool: used(d.Tools, severe)}
	found := false
	for i := range d.Items {
		it := &d.Items[i]
		if it.Goods.Kind.Class != species.AquaticOther || captive(*it) {
			continue
		}
		found = true
		sure := g.any()
		if sure == no {
			continue
		}
		c.take(d, it, sold(*it), sure)
		if d.Caught {
			c.weighed(it.Goods, sure)
		}
	}
	if !found {
		return c, false
	}
	c.warn(Cite("法释〔2022〕12号:19") + "：在海洋水域捕捞的适用法释〔2016〕17号，本系统未收录")
	c.fished(g, d.Tools == nil)
	if c.old && c.weight().or(c.hits).or(c.worth.reaches(figures()[c.key][0].n)) != no {
		c.cite("刑法:12")
		c.doubt(Cite("刑法:12") + "：行为早于" + since2022 + "，当时内陆水域的标准未收录，须比较从轻")
	}
	return c, true
}

func (c *charge) fished(g ground, untold bool) {
	c.hits = g.both()
	switch c.hits {
	case yes:
		c.fact(Cite("法释〔2022〕12号:3.1") + "：在禁渔区或者禁渔期使用电鱼、毒鱼、炸鱼等方法或者工具，不论数量、价值")
		c.warn(Cite("法释〔2022〕12号:3.3") + "：危害明显较轻的可以不起诉，情节显著轻微的不作为犯罪处理")
	case open:
		if g.area != yes && g.period != yes && g.tool != yes {
			c.hits = no
			c.warnFished()
			break
		}
		c.fact(Cite("法释〔2022〕12号:3.1") + "：禁渔区、禁渔期和工具、方法须查明")
	case no:
		switch {
		case g.any() == open:
			c.warnFished()
		case untold:
			c.fact(Cite("法释〔2022〕12号:3.1") + "：工具、方法（tools）未填写；在禁渔区或者禁渔期电鱼、毒鱼、炸鱼的，不论数量、价值均应移送，须查明")
		case g.any() == no:
			c.fact(Cite(c.statute) + "：不在禁渔区、禁渔期，未使用禁用的工具、方法")
		}
	}
	if c.hits == yes || c.weight() == yes || c.worth.reaches(figures()[c.key][0].n) == yes {
		return
	}
	less := c.grams.reaches(figures()["fishing_fry_weight"][0].n * 1000).or(c.worth.reaches(figures()["fishing_fry"][0].n))
	if less != no && g.any() != no {
		c.warn(Cite("法释〔2022〕12号:3.1") + "：系苗种、怀卵亲体或者" + figures()["fishing_fry"][0].quote + "，亦为情节严重，须查明")
	}
}

func (c *charge) warnFished() {
	c.warn("禁渔区、禁渔期、工具未全部查明：在禁渔区或者禁渔期电鱼、毒鱼、炸鱼的，不论价值均应移送（" + Cite("法释〔2022〕12号:3.1") + "）")
}

// weight says whether the catch weighs what art. 3 asks. What was only counted has
// no weight to hold against it, which makes no doubt.
func (c *charge) weight() answer {
	if c.key == "fishing" && int64(c.grams.low) >= figures()["fishing_weight"][0].n*1000 {
		return yes
	}
	return no
}

// weighed adds the weight of a catch in grams.
func (c *charge) weighed(g valuation.Goods, sure answer) {
	w := worth{endless: true}
	if grams, ok := g.Qty.Grams(g.Unit); ok {
		n := money.Fen(grams / valuation.One)
		w = worth{low: n, high: n, total: n}
	}
	c.grams.add(w, sure)
}

// smuggling is 刑法 151.2 (法释〔2022〕12号 art. 1): species of appendix I and II in
// both directions, the national list on its way out.
func smuggling(d *Deed) (charge, bool) {
	c := charge{key: "smuggle", statute: "刑法:151.2", old: d.Day < since2022}
	found := false
	for i := range d.Items {
		it := &d.Items[i]
		covered := c.covered(d, it)
		if covered == no {
			continue
		}
		found = true
		c.take(d, it, assessed(*it), c.protectedItem(d, it).and(covered))
	}
	if !found {
		return c, false
	}
	c.cite("法释〔2022〕12号:1")
	if c.old && d.Caught {
		c.cite("刑法:12", "法释〔2014〕10号:9", "法释〔2014〕10号:10")
		c.doubt(Cite("刑法:12") + "：行为早于" + since2022 + "，须比较从轻。" + Cite("法释〔2014〕10号:9") + "对动物按附表只（头）数认定，附表未收录；对制品不设起点")
	}
	return c, true
}

func (c *charge) covered(d *Deed, it *Item) answer {
	listed := convention(*it)
	switch {
	case listed == yes, national(*it) && d.Direction == "export":
		return yes
	case national(*it):
		c.fact(Cite("法释〔2022〕12号:1") + "：" + called(*it) + "是否列入公约附录一、附录二，或者是否出口，须查明")
		return open
	case slices.Contains([]species.Class{species.Sanyou, species.Local, species.Other, species.AquaticOther, species.Livestock}, it.Goods.Kind.Class):
		c.warn(called(*it) + "不属于" + Cite("法释〔2022〕12号:1") + "所列的，" + Cite("刑法:151.3") + "、" + Cite("刑法:153") + "本系统不判断")
	}
	return no
}
