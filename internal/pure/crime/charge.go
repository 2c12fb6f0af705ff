package crime

import (
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// The days on which what counts changed.
const (
	since2022 = "2022-04-09" // 法释〔2022〕12号 art. 20
	sinceFood = "2021-03-01" // 刑法 341.3 (刑法修正案（十一）)
	since2000 = "2000-12-11" // 法释〔2000〕37号
)

// charge is one crime a deed may be, and what there is for it.
type charge struct {
	key      string // of figures
	statute  string // 刑法:341.1
	worth    worth  // of what may count
	hits     answer // reached whatever the worth: 禁猎区 and 禁用工具
	heads    worth  // animals in units, for the interpretation of 2000
	grams    worth  // weight, for 非法捕捞
	old      bool   // the act is from before since2022
	tried    bool   // nothing was caught
	unsettle []string
	facts    []string // found, each with its article
	warnings []string
	articles []string
}

// doubt adds a reason for which the charge stays in doubt whatever the figure.
func (c *charge) doubt(reason string) { c.unsettle = note(c.unsettle, reason) }
func (c *charge) fact(reason string)  { c.facts = note(c.facts, reason) }
func (c *charge) warn(text string)    { c.warnings = note(c.warnings, text) }
func (c *charge) cite(refs ...string) {
	for _, r := range refs {
		c.articles = note(c.articles, r)
	}
}

// note appends what is not there yet.
func note(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// what an act is to the criminal law (法释〔2022〕12号 art. 5).
func hunts(act string) bool { return act == "hunt" || act == "fish" }

func trades(act string) bool {
	switch act {
	case "sell", "buy", "transport", "carry", "mail", "make_food", "sell_food", "buy_to_eat", "rescue_trade", "use":
		return true
	}
	return false
}

func (d *Deed) food() bool {
	return d.ForFood || d.Act == "buy_to_eat" || d.Act == "sell_food" || d.Act == "make_food"
}

// charges are the crimes a deed may be, gravest first.
func charges(d *Deed) (cs []charge) {
	add := func(c charge, is bool) {
		if is {
			c.tried = !d.Caught
			cs = append(cs, c)
		}
	}
	switch {
	case d.Act == "import":
		add(smuggling(d))
	case hunts(d.Act):
		add(danger(d))
		add(food(d, "food_protected", protected))
		add(food(d, "food_other", otherLand))
		if d.Act == "hunt" {
			add(hunting(d))
		}
		add(fishing(d))
	case trades(d.Act):
		add(danger(d))
		add(food(d, "food_protected", protected))
		add(food(d, "food_other", otherLand))
	default:
		return nil
	}
	add(nameless(d))
	return cs
}

// danger is 刑法 341.1: nationally protected animals. The use of one is 出售 only
// where it is worked for profit (art. 5).
func danger(d *Deed) (charge, bool) {
	c := charge{key: "danger", statute: "刑法:341.1", old: d.Day < since2022}
	found := false
	for i := range d.Items {
		it := &d.Items[i]
		if !national(*it) && !(c.old && convention(*it) == yes) || it.Goods.Kind.Class == species.Livestock {
			continue
		}
		found = true
		sure := c.protectedItem(d, it)
		if d.Act == "use" && sure == yes {
			sure = open
			c.fact(Cite("法释〔2022〕12号:5.1") + "：利用是否属于以营利为目的的加工利用，须查明")
		}
		c.take(d, it, assessed(*it), sure)
		if d.Caught && marine(*it) && sure != no {
			c.cite("法释〔2022〕12号:19")
			c.doubt(Cite("法释〔2022〕12号:19") + "：" + called(*it) + "系海洋物种，在海洋水域的适用法释〔2016〕17号，其数额本系统未收录；2万、20万、200万元的标准不当然适用")
		}
	}
	if found && c.old && d.Caught {
		c.compareDanger(d)
	}
	return c, found
}

// protectedItem is how surely a nationally protected item counts: not where it
// was handled as approved; perhaps with a permit but no mark, or captive-bred.
func (c *charge) protectedItem(d *Deed, it *Item) answer {
	switch papers(*it) {
	case yes:
		c.fact(Cite(c.statute) + "：" + called(*it) + "许可、批准文件有效且标识有效，未见“非法”")
		return no
	case open:
		c.fact(Cite(c.statute) + "：" + called(*it) + "持有有效许可、批准文件，是否“非法”须查明许可范围和标识")
		return open
	}
	if !captive(*it) || !d.Caught {
		return yes
	}
	c.cite("法释〔2022〕12号:13.1", "法释〔2022〕12号:13.2")
	text := Cite("法释〔2022〕12号:13.2") + "：" + called(*it) + "系人工繁育，是否列入人工繁育名录、技术是否成熟并成规模须认定；符合的一般不作为犯罪处理"
	if it.Goods.Entry.CaptiveBred != "" {
		text += "（所收人工繁育名录有此种，须与公告核对）"
	}
	if it.Goods.Kind.WildOnly {
		text += "；名录只列野外种群，人工种群是否属于" + Cite("法释〔2022〕12号:4") + "所列亦须认定"
	}
	c.fact(text)
	return open
}

// take adds an item's worth; nothing was caught, nothing is added.
func (c *charge) take(d *Deed, it *Item, w worth, sure answer) {
	if !d.Caught || sure == no {
		return
	}
	c.worth.add(w, sure)
	if w.endless {
		c.cite("法释〔2022〕12号:15", "法释〔2022〕12号:16")
		c.fact(Cite("法释〔2022〕12号:15") + "、第十六条：价值须认定：" + lacking(it))
	}
}

func lacking(it *Item) string {
	if len(it.Value.Missing) == 0 {
		return called(*it)
	}
	return strings.Join(it.Value.Missing, "；")
}

// compareDanger holds an act of before 2022-04-09 against the interpretation of
// 2000, which counted heads; its annex is not held, so the outcome is open.
func (c *charge) compareDanger(d *Deed) {
	c.cite("刑法:12", "法释〔2000〕37号:1", "法释〔2000〕37号:3")
	text := Cite("刑法:12") + "：行为早于" + since2022 + "，须比较从轻。" + Cite("法释〔2000〕37号:3") +
		"按只（头）数认定，附表未收录；法释〔2022〕12号按价值认定"
	if d.Day < since2000 {
		text = Cite("刑法:12") + "：行为早于" + since2000 + "，当时的解释未收录，须比较从轻"
	}
	c.doubt(text)
	if slices.ContainsFunc(d.Items, func(it Item) bool { return national(it) && !whole(it) }) {
		c.cite("法释〔2000〕37号:5.1", "法释〔2000〕37号:5.2")
		c.fact(Cite("法释〔2000〕37号:5.1") + "：制品“" + figures()["danger_2000"][0].quote + "”情节严重，“" + figures()["danger_2000"][1].quote + "”情节特别严重，重于法释〔2022〕12号")
	}
	if slices.ContainsFunc(d.Items, func(it Item) bool { return !national(it) && convention(it) == yes }) {
		c.fact(Cite("法释〔2000〕37号:1") + "：当时包括公约附录一、附录二的全部物种；" + Cite("法释〔2022〕12号:4") + "只包括名录和经核准的物种")
		c.cite("法释〔2022〕12号:4")
	}
}

func whole(it Item) bool {
	p := it.Goods.Part
	return p == "" || p == "live" || p == "carcass" || p == "egg"
}

// food is 刑法 341.3: wild land animals other than nationally protected ones,
// hunted or traded to be eaten. Captive-bred ones are outside its words.
func food(d *Deed, key string, pick func(Item) bool) (charge, bool) {
	c := charge{key: key, statute: "刑法:341.3"}
	if !d.food() || d.Act == "use" {
		return c, false
	}
	found := false
	for i := range d.Items {
		it := &d.Items[i]
		if !pick(*it) {
			continue
		}
		found = true
		switch it.Goods.Origin {
		case "captive":
			c.fact(Cite("刑法:341.3") + "：" + called(*it) + "系人工繁育，不是“在野外环境自然生长繁殖”")
		case "wild":
			c.take(d, it, sold(*it), c.listed(it))
		default:
			c.fact(Cite("刑法:341.3") + "：" + called(*it) + "是否“在野外环境自然生长繁殖”须认定（" + Cite("法释〔2022〕12号:17") + "）")
			c.take(d, it, sold(*it), open)
		}
	}
	switch {
	case !found:
		return c, false
	case d.Day < sinceFood:
		c = charge{key: key, statute: c.statute}
		c.cite("刑法:12")
		c.fact(Cite("刑法:341.3") + "自" + sinceFood + "起施行，行为在其前，不适用（" + Cite("刑法:12") + "）")
		return c, true
	case d.Day < since2022 && c.worth.reaches(figures()[key][0].n) == yes:
		c.cite("刑法:12", "法释〔2022〕12号:20")
		c.doubt(Cite("法释〔2022〕12号:20") + "：数额标准自" + since2022 + "起施行，行为在其前，“情节严重”须认定")
	}
	c.cite("法释〔2022〕12号:11")
	return c, true
}

// listed is how surely an animal is of the class it is taken for: a class read
// from a list of after the act is open.
func (c *charge) listed(it *Item) answer {
	if !it.Goods.Kind.Later {
		return yes
	}
	c.fact(Cite(c.statute) + "：" + called(*it) + "在行为日是否列入名录须认定，所查名录在其后施行")
	return open
}

// nameless stands for items no list decides: what they may be is open.
func nameless(d *Deed) (charge, bool) {
	c := charge{}
	if !d.Caught {
		return c, false
	}
	for i := range d.Items {
		it := &d.Items[i]
		if it.Goods.Kind.Class != species.Unknown && it.Goods.Kind.Class != "" {
			continue
		}
		if d.Day < since2022 && convention(*it) == yes && d.Act != "import" || d.Act == "import" && convention(*it) == yes {
			continue
		}
		if captive(*it) {
			c.cite("法释〔2022〕12号:13.2")
			c.doubt(Cite("法释〔2022〕12号:13.2") + "：" + called(*it) + "系人工繁育，列入人工繁育名录或者技术成熟并成规模的一般不作为犯罪处理，须认定")
		}
		if k := it.Goods.Kind; k.Species == "" {
			c.cite("法释〔2022〕12号:17")
			c.doubt(Cite("法释〔2022〕12号:17") + "：种属须认定：" + called(*it))
			continue
		}
		c.cite("法释〔2022〕12号:4")
		c.doubt(Cite("法释〔2022〕12号:4") + "：行为日的保护级别、是否经核准按国家重点保护野生动物管理，须认定：" + called(*it))
	}
	return c, len(c.unsettle) > 0
}

// head counts whole animals for the interpretation of 2000.
func head(g valuation.Goods) (worth, bool) {
	n := money.Fen(g.Qty / valuation.One)
	switch g.Unit {
	case "只", "头", "尾", "条", "枚":
		return worth{low: n, high: n, total: n}, true
	}
	return worth{endless: true}, false
}
