package law

import (
	"slices"

	"example.org/zhiye/internal/pure/species"
)

// trial gathers what the acts of one matter break under one edition.
type trial struct {
	m       *matter
	edition string
	found   []*count
}

// count is one violation with the items it is about.
type count struct {
	row    *Provision
	things []*thing
	tags   []string
	under  *Provision // V04 alone: the row whose range it is punished in
}

func (tr *trial) new() bool { return tr.edition == Edition2022 }

// add counts an item under a violation; an edition that does not know it counts
// nothing. The tags say which of its prohibitions are broken.
func (tr *trial) add(code, sub string, t *thing, tags ...string) *count {
	edition := tr.edition
	switch code {
	case "V21":
		edition = "动物防疫法2021"
	case "V22":
		edition = "电子商务法2018"
	case "V24":
		edition = "渔业法2013"
	}
	row := find(code, sub, edition)
	if row == nil {
		return &count{}
	}
	var c *count
	for _, f := range tr.found {
		if f.row == row {
			c = f
		}
	}
	if c == nil {
		c = &count{row: row}
		tr.found = append(tr.found, c)
	}
	if t != nil && !slices.Contains(c.things, t) {
		c.things = append(c.things, t)
	}
	for _, tag := range tags {
		if !slices.Contains(c.tags, tag) {
			c.tags = append(c.tags, tag)
		}
	}
	return c
}

// try holds a matter against one edition.
func try(m *matter, edition string) *trial {
	tr := &trial{m: m, edition: edition}
	for i := range m.things {
		tr.item(&m.things[i])
	}
	return tr
}

func (tr *trial) item(t *thing) {
	c := &tr.m.c
	switch c.Act {
	case "hunt", "fish":
		tr.hunt(t)
	case "hunt_unfiled":
		tr.unfiled(t)
	case "breed":
		tr.breed(t)
	case "sell", "buy", "use":
		tr.trade(t)
		tr.food(t)
	case "transport", "carry", "mail":
		tr.move(t)
		tr.food(t)
	case "carrier":
		tr.carrier(t)
	case "eat", "buy_to_eat":
		tr.eat(t)
	case "make_food", "sell_food":
		tr.cook(t)
	case "advertise":
		tr.advertise(t)
	case "host":
		tr.host(t)
	case "forge":
		tr.add("V18", "", t)
	case "rescue_trade":
		tr.rescue(t)
	case "import":
		tr.border(t)
	case "release":
		tr.release(t)
	case "clinic":
		tr.add("V21", "", t)
	case "platform_duty":
		tr.add("V22", "", t)
	}
	tr.quarantine(t)
}

// hunt is V01 V02 V03, with V04 or V05 where the purpose is eating, and V24 for
// aquatic animals outside the national list.
func (tr *trial) hunt(t *thing) {
	switch {
	case t.captive() && (t.out() || t.listed() || t.class(species.Other, species.AquaticOther)):
		tr.m.warnf("%s：系人工繁育，猎捕、捕捞的规定不当然适用；请核对来源和行为", t.named())
	case t.class(species.AquaticOther), t.class(species.Unknown) && tr.m.c.Act == "fish":
		tr.fish(t)
	case t.national():
		if tr.hunted("V01", "hunt", t); is(tr.m.c.ForFood) {
			tr.heavier("V01", t)
		}
	case t.listed():
		if tr.hunted("V02", "", t); is(tr.m.c.ForFood) {
			tr.heavier("V02", t)
		}
		if is(tr.m.c.ForFood) && t.class(species.Local) {
			tr.add("V05", "", t)
		}
	case t.class(species.Other):
		if tags := tr.trespass(); len(tags) > 0 {
			tr.add("V03", "", t, tags...)
			if tr.new() {
				tr.m.doubt(10)
			}
		} else if tr.new() {
			tr.m.askPlace(t, "V03")
		}
		if is(tr.m.c.ForFood) {
			tr.add("V05", "", t)
		}
	}
}

// trespass are the tags of a banned place, season, tool or method.
func (tr *trial) trespass() (tags []string) {
	if tr.m.c.placed() {
		tags = append(tags, "place")
	}
	if tr.m.tool {
		tags = append(tags, "tool")
	}
	return tags
}

// hunted counts a hunt that needs a permit; one that was valid leaves place and
// tool.
func (tr *trial) hunted(code, sub string, t *thing) {
	tags := tr.trespass()
	switch t.Permit {
	case "none":
		tags = append(tags, "permit")
	case "expired":
		tags = append(tags, "permit", "against")
	case "":
		tags = append(tags, "permit")
		tr.m.presume(code, t, "permit", "无特许猎捕证、狩猎证")
	case "valid":
		if len(tags) == 0 {
			tr.m.askPlace(t, code)
			return
		}
		tags = append(tags, "against")
	}
	tr.add(code, sub, t, tags...)
}

// fish is V24 where a method, a gear, a place or a season is banned; the act
// itself says that the fishing was unlawful.
func (tr *trial) fish(t *thing) {
	c := &tr.m.c
	excluded := not(c.BannedArea) && not(c.BannedPeriod) && c.Tools != nil && !tr.m.local
	declared := c.Act == "fish" && !excluded
	if len(tr.trespass()) == 0 && !declared {
		tr.m.askPlace(t, "V24")
		return
	}
	tr.add("V24", "", t)
	if len(tr.trespass()) == 0 {
		tr.m.warnf("%s：禁渔区、禁渔期和禁用的渔具、方法未查明，V24 以其中之一属实为前提，须查明", t.named())
	}
	if t.class(species.Unknown) {
		tr.m.warnf("%s：如果是国家重点保护水生野生动物，不适用 V24，应按 V01 评估", t.named())
	}
}

func (tr *trial) unfiled(t *thing) {
	if t.Permit == "none" {
		tr.m.warnf("%s：填写没有特许猎捕证、狩猎证，与持证猎捕后未备案不合；没有证件的，请按 hunt（猎捕）评估", t.named())
	}
	switch {
	case t.national() || t.listed() || t.class(species.Unknown) && t.Permit == "valid":
		tr.add("V01", "nofile", t)
	case t.class(species.Other):
		tr.m.warnf("%s：猎捕其他陆生野生动物不需要狩猎证，没有备案义务", t.named())
	}
}

// breed is V15 for national animals and V16 for 三有.
func (tr *trial) breed(t *thing) {
	code := "V15"
	switch {
	case t.class(species.Sanyou):
		code = "V16"
	case !t.national():
		if t.class(species.Local, species.Other) {
			tr.m.warnf("%s：人工繁育地方重点、其他陆生野生动物，本法没有许可、备案的规定；请看地方规定", t.named())
		}
		return
	}
	if t.Permit == "valid" || find(code, "", tr.edition) == nil {
		return
	}
	if t.Permit == "" {
		tr.m.presume(code, t, "permit", "无人工繁育许可证、未备案")
	}
	tr.add(code, "", t)
}
