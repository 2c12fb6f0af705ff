package law

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// Days on which the law changed.
const (
	newLaw      = calendar.Day("2023-05-01") // 野生动物保护法2022 art. 64
	oldLaw      = calendar.Day("2017-01-01") // 野生动物保护法2018 art. 58; what was before is not held
	newList     = calendar.Day("2023-06-30") // 三有名录 2023, the day it was made public
	foodBan     = calendar.Day("2020-02-24") // 全国人大常委会的决定
	foodCrime   = calendar.Day("2021-03-01") // 刑法 341.3, by 刑法修正案（十一）
	newVet      = calendar.Day("2021-05-01") // 动物防疫法
	newCommerce = calendar.Day("2019-01-01") // 电子商务法
	newFishery  = calendar.Day("2026-05-01") // 渔业法 as revised; its text is not held
	oldFishery  = calendar.Day("2013-12-28")

	newInterpretation = calendar.Day("2022-04-09") // 法释〔2022〕12号 art. 20
)

// matter is a Case with what the lists say of its items.
type matter struct {
	c        Case
	decided  calendar.Day
	broken   bool // some provision is broken
	counts   bool // the worth of the goods bears on a fine or a crime
	things   []thing
	tool     bool // a tool or method that the law itself bans
	local    bool // one that only a local notice may ban
	warnings []warning
}

// warning is a sentence for the officer and how soon it is to be read.
type warning struct {
	rank rank
	text string
}

// rank orders warnings: what makes the answer unsure, what the law leaves open,
// what bears on a crime, how the goods were valued, what must be done.
type rank int8

const (
	unsure rank = iota
	disputed
	criminal
	valued
	duty
)

// thing is one item, looked up and valued.
type thing struct {
	Item
	at       int
	kind     species.Kind
	entry    species.Entry
	part     string
	appendix string
	others   []other        // all the animals the name may mean, where they come to one class
	several  bool           // the name may mean animals of our lists, none for sure
	likely   species.Class  // of an animal whose class is unknown; a hint
	bred     species.Status // of the captive-bred list (29.1) that names it; "" none
	qty      valuation.Quantity
	value    valuation.Value
}

func (m *matter) warn(text string) { m.tell(unsure, text) }

func (m *matter) warnf(format string, args ...any) { m.warn(fmt.Sprintf(format, args...)) }

// other is one of several animals that a name may mean.
type other struct {
	kind  species.Kind
	entry species.Entry
}

func (m *matter) tell(r rank, text string) {
	if text != "" && !slices.ContainsFunc(m.warnings, func(w warning) bool { return w.text == text }) {
		m.warnings = append(m.warnings, warning{r, text})
	}
}

// told are the warnings in the order they are to be read.
func (m *matter) told() []string {
	slices.SortStableFunc(m.warnings, func(a, b warning) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]string, len(m.warnings))
	for i, w := range m.warnings {
		out[i] = w.text
	}
	return out
}

// named is how an item is called in a sentence.
func (t *thing) named() string { return fmt.Sprintf("items[%d] %s", t.at, short(t.Name)) }

func (t *thing) class(cs ...species.Class) bool { return slices.Contains(cs, t.kind.Class) }

func (t *thing) captive() bool  { return t.Origin == "captive" }
func (t *thing) national() bool { return t.class(species.National1, species.National2) }

// listed is 三有 or 地方重点, which the law mostly treats alike.
func (t *thing) listed() bool { return t.class(species.Sanyou, species.Local) }

// out is a captive population of an animal listed 仅限野外种群: read as taken off
// the list by 29.2, it still needs permit or filing and mark.
func (t *thing) out() bool { return t.kind.WildOnly && t.captive() && (t.national() || t.listed()) }

func (t *thing) landed() bool { return t.kind.Authority != species.Fishery }

// protected is 本法规定保护的 (2.2): not 地方重点, not what was taken off.
func (t *thing) protected() bool {
	return (t.national() || t.class(species.Sanyou)) && !t.out()
}

// otherLand is 其他陆生野生动物 where food is concerned: by their words 31, 50 and
// 53 leave 地方重点 to it.
func (t *thing) otherLand() bool {
	return t.landed() && (t.class(species.Other, species.Local) || t.out())
}

// game says the class is one the wildlife law knows.
func (t *thing) game() bool { return t.national() || t.listed() || t.class(species.Other) }

// whole is the animal itself, its eggs included (2.3); "" is taken for it.
func (t *thing) whole() bool { return slices.Contains([]string{"", "live", "carcass", "egg"}, t.part) }

// moves are the acts that 34 reaches beyond the county only.
func moves(act string) bool { return act == "transport" || act == "carry" || act == "mail" }

func trades(act string) bool { return act == "sell" || act == "buy" || act == "use" }

// eats says that the purpose is eating, by the key or by the act.
func (c *Case) eats() bool {
	return is(c.ForFood) || c.Act == "eat" || c.Act == "buy_to_eat" || c.Act == "make_food" || c.Act == "sell_food"
}

func (c *Case) placed() bool { return is(c.BannedArea) || is(c.BannedPeriod) }

func (c *Case) person() bool { return c.Party == nil || c.Party.Kind != "org" }

// look finds every item in the lists of the day of the act and values it.
func look(c Case, decided calendar.Day) *matter {
	m := &matter{c: c, decided: decided, things: make([]thing, len(c.Items))}
	for i := range c.Items {
		t := &m.things[i]
		t.Item, t.at = c.Items[i], i
		m.find(t)
		t.qty, _ = valuation.ParseQuantity(string(t.Qty)) // checked before; none where nothing was caught
		if not(c.Caught) {
			t.qty = 0
		}
		t.value = m.valued(t)
	}
	m.tools()
	return m
}

func (m *matter) find(t *thing) {
	q := species.Query{Name: t.Name, Latin: t.Species, Day: string(m.c.ActDate), Captive: t.captive()}
	a := species.Find(q)
	t.kind = species.Classify(a, q)
	if t.part = t.Part; t.part == "" {
		t.part = a.Part
	}
	if m.offered(t) {
		return // a tool, not an animal whose name is misspelt
	}
	for _, w := range a.Warnings {
		m.warn(t.named() + "：" + w)
	}
	if t.class(species.Unknown) {
		if len(a.Warnings) == 0 {
			m.warnf("%s：类别未知，不据以定性；请核对名称、填写学名，或者送鉴定", t.named())
		}
		t.likely, t.several = likely(a, t.kind), len(a.Candidates) > 1
	}
	for i := range a.Candidates {
		e := &a.Candidates[i].Entry
		if i == 0 && a.Sure {
			t.entry = *e
		}
		if a.Sure && e.Appendix != "" && t.appendix == "" {
			t.appendix = e.Appendix
		}
	}
	t.bred = t.entry.CaptiveBred
	if a.Sure {
		m.undivided(t, a, q)
	}
}

// undivided keeps what else a name may mean that comes to one class: 海龟. The
// animal is then not named, and what it is worth lies between them.
func (m *matter) undivided(t *thing, a species.Answer, q species.Query) {
	n := min(a.Deciding, len(a.Candidates))
	for i := range n {
		one := a
		one.Candidates = a.Candidates[i:]
		k := species.Classify(one, q)
		if k.Species != t.kind.Species && !slices.ContainsFunc(t.others, func(o other) bool { return o.kind.Species == k.Species }) {
			t.others = append(t.others, other{k, a.Candidates[i].Entry})
		}
	}
	if len(t.others) == 0 {
		return
	}
	t.others = append([]other{{t.kind, t.entry}}, t.others...)
	t.kind.Species, t.kind.Latin = t.kind.Species+"等", ""
}

// valued is what an item is worth; between all it may be.
func (m *matter) valued(t *thing) valuation.Value {
	g := m.goods(t)
	if len(t.others) == 0 {
		return valuation.Of(g)
	}
	vs := make([]valuation.Value, len(t.others))
	for i, o := range t.others {
		g.Kind, g.Entry = o.kind, o.entry
		vs[i] = valuation.Of(g)
	}
	return valuation.Between(vs...)
}

// likely is the class of an animal no list decides, where all it may be come to
// one; the national classes count as one, because the provisions are the same.
func likely(a species.Answer, k species.Kind) species.Class {
	one := k.Likely
	for i, c := range a.Candidates {
		class := cmp.Or(c.Entry.Likely, c.Entry.Class)
		if class == species.Unknown && c.Entry.Appendix == "I/II" && c.Entry.Authority == species.Forestry {
			class = species.National2 // first or second, by the population
		}
		switch {
		case i == 0 && one == "":
			one = class
		case class == one:
		case nationalClass(class) && nationalClass(one):
			one = species.National2
		default:
			return ""
		}
	}
	if one == species.Unknown || len(a.Candidates) >= shown {
		return ""
	}
	return one
}

// shown is how many candidates an answer has at most: there may be more, of
// other classes.
const shown = 12

func nationalClass(c species.Class) bool { return c == species.National1 || c == species.National2 }

func (m *matter) goods(t *thing) valuation.Goods {
	g := valuation.Goods{
		Kind: t.kind, Entry: t.entry, Name: t.Name, Latin: t.Species, Appendix: t.appendix, Part: t.part, Qty: t.qty, Unit: t.Unit,
		Origin: t.Origin, Day: string(m.c.ActDate),
	}
	if t.PriceFen != nil {
		g.PriceFen = *t.PriceFen
	}
	return g
}

// tools looks the tools and methods up (24.1; for fishing 渔业法 30); an
// advertisement or a host may name one as the thing itself.
func (m *matter) tools() {
	for _, w := range m.c.Tools {
		_, banned := crime.Banned(w, string(m.c.ActDate))
		if m.c.Act == "fish" {
			banned = strings.ContainsAny(w, "电毒炸") || strings.Contains(w, "禁用")
		}
		m.tool = m.tool || banned
		m.local = m.local || !banned && !bareHands(w)
	}
	for i := range m.things {
		m.tool = m.tool || m.offered(&m.things[i])
	}
}

// offered says that an item is itself a banned tool, advertised or traded.
func (m *matter) offered(t *thing) bool {
	_, banned := crime.Banned(t.Name, string(m.c.ActDate))
	return banned && (m.c.Act == "advertise" || m.c.Act == "host") && t.class(species.Unknown) && instrument(t.Name)
}

// instrument says that a name ends as tools do; 毒蛇 and 网纹蟒 do not.
func instrument(name string) bool {
	for _, end := range []string{"网", "夹", "夹子", "套", "枪", "铳", "器", "机", "毒药"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

func bareHands(tool string) bool { return tool == "无" || strings.Contains(tool, "徒手") }
