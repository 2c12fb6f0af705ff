package law

import (
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/species"
)

// carrier is V09: a firm that did not check, or carried all the same (34.4).
func (tr *trial) carrier(t *thing) {
	c := &tr.m.c
	switch {
	case !tr.new() || !t.game():
		return
	case c.Party != nil && c.Party.Kind == "person":
		tr.m.warnf("V09 只及铁路、道路、水运、民航、邮政、快递等企业；当事人是个人的，不出 V09")
		return
	case c.Party == nil || c.Party.Kind == "":
		tr.m.warnf("V09 以当事人是承运、寄递企业为前提；party.kind（当事人种类）未填写")
	}
	if t.class(species.Other) {
		tr.m.warnf("%s：其他陆生野生动物出县境不需要来源证明，企业应当查验什么须研究", t.named())
	}
	if t.approvedOrSourced(tr.edition) {
		tr.m.warnf("%s：证件、标识齐全，V09 只以企业未按规定查验为据，须查明", t.named())
	}
	tr.add("V09", "", t)
}

// unlawful says whether the trade that an advertisement or a host serves is
// unlawful, and warns where papers are not stated.
func (tr *trial) unlawful(code string, t *thing) bool {
	p := lawful
	switch {
	case tr.m.c.eats() && tr.new() && (t.protected() || t.otherLand()):
		return true
	case t.national():
		p = t.approved()
	case t.listed():
		p = t.sourced(tr.edition)
	}
	if p == partial {
		tr.m.partly(code, t)
	}
	if p == silent {
		tr.m.presumeAll(code, t)
	}
	if p == lapsed {
		tr.m.lapsed(code, t)
	}
	return p == silent || p == lacking || p == mismatch || p == lapsed
}

// advertise is V13: the animal itself always, a product only where the trade is
// unlawful (32).
func (tr *trial) advertise(t *thing) {
	switch {
	case tr.m.tool:
		tr.add("V13", "", t)
	case !t.game():
	case t.whole():
		tr.add("V13", "", t)
		if t.class(species.Other) || t.approvedOrSourced(tr.edition) {
			tr.m.doubt(8)
		}
		if t.part == "" {
			tr.m.warnf("%s：部位（part）未填写，按野生动物整体计；是制品的，只在交易违法时违法", t.named())
		}
	case tr.unlawful("V13", t):
		tr.add("V13", "", t)
	}
}

func (t *thing) approvedOrSourced(edition string) bool {
	return t.national() && t.approved() == lawful || t.listed() && t.sourced(edition) == lawful
}

// host is V14: the trade or eating it serves must be unlawful.
func (tr *trial) host(t *thing) {
	switch {
	case tr.m.tool, t.game() && tr.unlawful("V14", t):
		tr.add("V14", "", t)
		if !tr.new() {
			tr.m.warn("2018版第三十二条只及网络交易平台、商品交易市场等交易场所的交易服务；餐饮场所和单纯的展示、消费服务不在其内，须查明")
		}
	case t.class(species.Other) && tr.m.c.ForFood == nil:
		tr.m.warnf("%s：其他陆生野生动物的交易本身不违法；以食用为目的（for_food）的，才有 V14", t.named())
	case t.game():
		tr.m.warnf("%s：未见所服务的交易违法，不出 V14", t.named())
	}
}

// rescue is V17.
func (tr *trial) rescue(t *thing) {
	if t.game() {
		tr.add("V17", "", t)
	}
}

// border is V19: what the convention lists both ways, national animals out only
// (37.2).
func (tr *trial) border(t *thing) {
	c := &tr.m.c
	listed := t.appendix != ""
	switch {
	case t.Permit == "valid":
		tr.m.warnf("%s：填写了有效许可；须核对是否为允许进出口证明书，是则不出 V19", t.named())
		return
	case listed, t.national() && c.Direction == "export":
	case t.national() && c.Direction == "":
		tr.m.warnf("%s：进口或者出口（direction）未填写；未见列入公约附录，进口的不在第三十七条第二款之内", t.named())
	case t.game() || t.class(species.AquaticOther, species.Unknown):
		tr.m.warnf("%s：未见列入公约附录或者国家重点（进口只看附录），不出 V19；进境检疫、海关申报另看海关法律", t.named())
		return
	default:
		return
	}
	if t.Permit == "" {
		tr.m.presume("V19", t, "permit", "无允许进出口证明书")
	}
	tr.add("V19", "trade", t)
}

// release is V19: only what was introduced from abroad (40.2); the release of
// local species has no fine here. A name nobody knows may be from abroad; one
// that may mean animals of our lists is not taken for foreign.
func (tr *trial) release(t *thing) {
	foreign := tr.m.c.Direction == "import" || strings.Contains(t.entry.Note, "外来种") || strings.Contains(t.entry.List, "CITES附录")
	switch {
	case !foreign && (!t.class(species.Unknown) || t.several):
		tr.m.warnf("%s：放生本地物种不在第五十九条（2018版第五十四条）之内；随意放生造成损害的依第四十一条承担责任", t.named())
		return
	case tr.m.c.Direction != "import":
		tr.m.warnf("%s：V19 只及从境外引进的野生动物；是否来自境外须查明，不是的不成立", t.named())
	}
	tr.add("V19", "release", t)
}

// goods of which 动物防疫法 3 speaks: animals, and the products it names.
var quarantined = []string{"", "live", "carcass", "meat", "skin", "bone", "horn", "egg"}

// quarantine is V20. What is not stated is taken as not attached.
func (tr *trial) quarantine(t *thing) {
	c := &tr.m.c
	sub := "owner"
	switch {
	case t.Quarantine == "valid" || !slices.Contains(quarantined, t.part):
		return
	case c.Act == "carrier":
		sub = "carrier"
	case c.Act == "use" && t.Quarantine == "":
		if t.game() && (t.part == "" || t.part == "live") {
			tr.m.warnf("%s：quarantine（检疫证明）未填写；用于科研、展示、演出、比赛而未附检疫证明的，另有 V20，请查明", t.named())
		}
		return
	case c.Act == "use" && (t.part == "" || t.part == "live"):
		sub = "display"
	case !slices.Contains([]string{"sell", "sell_food", "rescue_trade", "transport", "carry", "mail"}, c.Act):
		return
	}
	if !t.game() && !t.class(species.Livestock) {
		if t.Quarantine == "none" {
			tr.m.warnf("%s：未附检疫证明；类别未定或者系其他水生动物，是否适用动物防疫法第一百条须查明", t.named())
		}
		return
	}
	if t.Quarantine == "" {
		tr.m.presume("V20", t, "quarantine", "未附检疫证明")
	}
	if sub == "display" {
		tr.m.warnf("%s：V20 以用于科研、展示、演出、比赛为前提", t.named())
	}
	tr.add("V20", sub, t, tr.quarantineTags(t)...)
}

func (tr *trial) quarantineTags(t *thing) []string {
	switch {
	case !t.national() && !t.listed():
		return nil
	case !moves(tr.m.c.Act):
		return []string{"listed"}
	case not(tr.m.c.CrossCounty):
		return nil
	}
	return []string{"moved"}
}
