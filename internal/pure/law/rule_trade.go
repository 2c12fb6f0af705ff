package law

import (
	"slices"

	"example.org/zhiye/internal/pure/species"
)

// papers says how the papers of an item stand against what an act needs.
type papers int

const (
	lacking  papers = iota // one that is needed is shown to be missing
	silent                 // nothing is said of any
	partial                // one is valid, another not stated
	lawful                 // what is needed is there
	mismatch               // valid papers beside a mark of something else
	lapsed                 // a valid mark beside the expired permit it was drawn on
)

// approved is what 28.1, 28.2 and 29.1 ask of trade in a national animal: approval
// and mark; for captive animals of 29 the mark alone. The mark is drawn on a
// permit or filing (29.1), which a dealer need not hold himself; who held one
// that has expired is no longer shown to have what 29.2 asks.
func (t *thing) approved() papers {
	listed := t.captive() && t.bred != ""
	markAlone := t.out() || listed && t.bred != species.Unverified
	permit, mark := t.Permit, t.Marking
	switch {
	case mark == "valid" && listed && !markAlone && permit != "valid":
		return partial // the list that would let the mark alone do is not confirmed
	case mark == "valid" && markAlone && permit == "expired":
		return lapsed
	case mark == "valid" && (permit == "valid" || markAlone):
		return lawful
	case mark == "none", mark == "mismatch", permit == "expired" && !markAlone, permit == "none" && !markAlone:
		return lacking
	case mark == "valid", permit == "valid":
		return partial
	case permit == "none", permit == "expired":
		return lacking
	}
	return silent
}

// carried is what 34.1 asks on the way: a permit, a copy of the approval, or the mark.
func (t *thing) carried() papers {
	switch {
	case t.Marking == "mismatch":
		return mismatch
	case t.Permit == "valid" || t.Marking == "valid":
		return lawful
	case t.Permit == "" && t.Marking == "":
		return silent
	}
	return lacking
}

// sourced is what 28.3 and 34.2 ask for 三有 and 地方重点: proof of origin or, since
// 2022, the mark.
func (t *thing) sourced(edition string) papers {
	mark := edition == Edition2022 && t.Marking == "valid"
	switch {
	case t.Provenance == "proof":
		if t.Marking == "mismatch" {
			return mismatch
		}
		return lawful
	case mark && t.Provenance == "none":
		return partial
	case mark, t.Provenance == "" && t.Permit == "valid":
		return partial
	case t.Provenance == "none":
		return lacking
	}
	return silent
}

// trade is V07 and V08 for sale, purchase and use; 28.3 does not reach buying.
func (tr *trial) trade(t *thing) {
	c := &tr.m.c
	switch {
	case t.national():
		tr.broken("V07", t, t.approved(), t.markTag("trade")...)
	case t.listed() && c.Act == "buy":
		tr.m.warnf("%s：V08 不含购买；明知是非法狩猎所得而收购的，另看刑法第三百一十二条", t.named())
	case t.listed():
		tr.broken("V08", t, t.sourced(tr.edition), t.markTag("trade")...)
	}
}

// markTag adds 29.1 where the item is one of the captive animals it speaks of.
func (t *thing) markTag(tag string) []string {
	if t.captive() && (t.out() || t.bred != "" || t.class(species.Sanyou)) {
		return []string{tag, "mark"}
	}
	return []string{tag}
}

// broken counts V07 or V08 as the papers stand, and V04 where the purpose is
// eating: 31.2 asks for no papers.
func (tr *trial) broken(code string, t *thing, p papers, tags ...string) {
	switch p {
	case lawful:
		tr.m.askDrawn(t)
	case partial:
		tr.m.partly(code, t)
	case lapsed:
		tr.m.lapsed(code, t)
		tr.add(code, "", t, tags...)
	case mismatch:
		if code == "V08" {
			tr.m.warnf("%s：专用标识与物品不符，所附来源证明是否对应该物须核实；不对应的，构成 V08", t.named())
			break
		}
		tr.m.warnf("%s：证件有效而专用标识与物品不符，以未按照规定使用专用标识计", t.named())
		tr.add(code, "", t, tags...)
	case silent, lacking:
		tr.m.presumeAll(code, t)
		tr.add(code, "", t, tags...)
	}
	if is(tr.m.c.ForFood) && tr.m.c.Act != "use" {
		tr.heavier(code, t)
	}
}

// heavier is V04: wild animals only, and not 地方重点, which 50.1 does not name.
// Where the papers are in order, or the county is not left, 31.2 is broken all the
// same, and 50.1 punishes it in the range of the code.
func (tr *trial) heavier(code string, t *thing) {
	switch {
	case !tr.new() || !t.protected() || t.captive():
	case t.Origin == "wild" || tr.m.c.hunts():
		c := tr.add("V04", "", t)
		if !tr.counts(code, t) {
			c.under = find(code, map[string]string{"V01": "hunt"}[code], tr.edition)
			tr.m.warnf("%s：第三十一条第二款禁止以食用为目的猎捕、交易、运输，不问证件和是否出县境；依第五十条第一款按 %s 的幅度处罚", t.named(), code)
		}
		tr.m.askMove(t)
	default:
		tr.m.warnf("%s：是否在野外环境自然生长繁殖未查明；属实的，依第五十条第一款从重（V04）", t.named())
	}
}

// counts says whether an item is counted under a code already.
func (tr *trial) counts(code string, t *thing) bool {
	return slices.ContainsFunc(tr.found, func(c *count) bool { return c.row.Code == code && slices.Contains(c.things, t) })
}

// move is V07 and V08 on the way out of the county; since 2022 carrying and
// mailing 三有 too.
func (tr *trial) move(t *thing) {
	c := &tr.m.c
	if !t.national() && !t.listed() {
		return
	}
	code, p := "V07", t.carried()
	if t.listed() {
		code, p = "V08", t.sourced(tr.edition)
	}
	if not(c.CrossCounty) {
		tr.m.warnf("%s：没有出县境，第三十四条（2018版第三十三条）不适用，不出 V07、V08", t.named())
		if is(c.ForFood) && c.Act == "transport" {
			tr.heavier(code, t)
		}
		return
	}
	if code == "V08" && !tr.new() && c.Act != "transport" {
		return
	}
	if c.CrossCounty == nil && p != lawful && p != partial {
		tr.m.warnf("%s：是否出县境（cross_county）未填写；%s 以出县境为前提，没有出县境的不成立", t.named(), code)
	}
	tr.broken(code, t, p, t.markTag("move")...)
}

// food is V06 for other land animals sold or moved to be eaten, and V10 for
// what is bought to be eaten.
func (tr *trial) food(t *thing) {
	c := &tr.m.c
	if !is(c.ForFood) {
		return
	}
	if c.Act == "buy" {
		tr.eat(t)
		return
	}
	if c.Act == "use" || !tr.new() || !t.class(species.Other, species.Local) || !t.landed() || t.captive() {
		return
	}
	if t.Origin != "wild" {
		tr.m.warnf("%s：是否在野外环境自然生长繁殖未查明；属实的，另有第五十条第三款（V06）", t.named())
		return
	}
	tr.add("V06", "", t)
	tr.m.askMove(t)
}

// eat is V10; a national animal bought without papers is V07 as well.
func (tr *trial) eat(t *thing) {
	c := &tr.m.c
	buys, tag := c.Act != "eat", "eat"
	if buys {
		tag = "buy"
	}
	switch {
	case tr.new() && t.protected():
		tr.add("V10", "protected", t, tag)
	case tr.new() && t.otherLand():
		tr.add("V10", "other", t, tag)
	case !tr.new() && buys && t.national() && !t.out() && t.approved() != lawful:
		tr.add("V10", "protected", t)
	}
	if c.Act == "buy_to_eat" && t.national() {
		tr.broken("V07", t, t.approved(), t.markTag("trade")...)
	}
}

// cook is V11 and V12. In 2018 other than national animals only without proof.
// What neither names, an aquatic captive animal taken off the list, is still
// traded under 29 (V07).
func (tr *trial) cook(t *thing) {
	if t.national() && t.out() && !t.landed() {
		tr.broken("V07", t, t.approved(), t.markTag("trade")...)
		return
	}
	switch {
	case tr.new() && t.protected():
		tr.add("V11", "", t)
	case tr.new() && t.otherLand():
		tr.add("V12", "", t)
	case tr.new():
	case t.national() && !t.out():
		tr.add("V11", "", t)
	case t.listed() && t.sourced(tr.edition) == partial:
		tr.m.partly("V11", t)
	case t.listed() && t.sourced(tr.edition) != lawful && t.sourced(tr.edition) != mismatch:
		tr.m.presumeAll("V11", t)
		tr.add("V11", "", t)
	}
}
