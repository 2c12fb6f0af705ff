package crime

import (
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
)

// state says whether a charge is reached, missed or open.
func (c *charge) state() answer {
	if c.key == "" || len(c.unsettle) > 0 {
		return open
	}
	s := c.hits.or(c.weight()).or(c.worth.reaches(figures()[c.key][0].n))
	if c.key == "hunting" && c.old {
		return c.compareHunting(s)
	}
	return s
}

// compareHunting holds an act of before 2022-04-09 against the 20 heads of the
// interpretation of 2000 too: only where both agree is the outcome plain (刑法 12).
func (c *charge) compareHunting(now answer) answer {
	then := c.hits.or(c.heads.reaches(figures()["hunting_2000"][0].n))
	if now == then {
		return now
	}
	return open
}

// band is the gravest band whose figure is reached for certain.
func (c *charge) band() (f figure, ok bool) {
	for _, b := range figures()[c.key] {
		if int64(c.worth.low) >= b.n {
			f, ok = b, true
		}
	}
	return f, ok
}

// reasons are what was compared and what was found, each with its article.
func (c *charge) reasons() []string {
	if c.key == "" {
		return c.unsettle
	}
	if c.hits == yes {
		return slices.Concat(c.unsettle, c.facts, c.compared())
	}
	return slices.Concat(c.unsettle, c.compared(), c.facts) // what unsettles a figure is read before it
}

func (c *charge) compared() []string {
	base := figures()[c.key][0]
	head := Cite(base.ref) + "（" + base.crime + "）："
	switch w := c.worth; {
	case c.tried && c.hits == yes:
		return nil
	case c.tried:
		return []string{head + "没有猎获物或者尚未成交，没有可以比较的价值"}
	case w.total == 0 && !w.endless:
		return nil
	case w.reaches(base.n) == yes:
		top, _ := c.band()
		return append([]string{head + "价值" + atLeast(w, w.low) + "，达到“" + top.quote + "”" + bandWords[c.key+" "+top.band]}, c.counted()...)
	case w.reaches(base.n) == no:
		return append([]string{head + "价值" + upTo(w) + "，未达到“" + base.quote + "”"}, c.counted()...)
	case w.total == 0:
		return append([]string{head + "价值尚未认定，是否达到“" + base.quote + "”须认定"}, c.counted()...)
	default:
		return append([]string{head + "能够认定的价值" + atLeast(w, w.low) + "，可能计入的合计" + atLeast(w, w.total) + "，是否达到“" + base.quote + "”须认定"}, c.counted()...)
	}
}

// bandWords are what the articles call the bands; 走私 has its plain band in the middle.
var bandWords = map[string]string{
	"danger serious": "（情节严重）", "danger very_serious": "（情节特别严重）",
	"smuggle base": "（情节较轻）", "smuggle very_serious": "（情节特别严重）",
}

// upTo is a worth that may be higher than what was paid.
func upTo(w worth) string {
	if w.high == w.total {
		return w.total.Yuan()
	}
	return w.total.Yuan() + "（至多" + w.high.Yuan() + "）"
}

func atLeast(w worth, f money.Fen) string {
	if w.endless {
		return "至少" + f.Yuan()
	}
	return f.Yuan()
}

// counted is the comparison by heads or weight, where one is made.
func (c *charge) counted() []string {
	if c.key == "hunting" && c.old && (c.heads.total > 0 || c.heads.endless) {
		f := figures()["hunting_2000"][0]
		words := map[answer]string{yes: "达到", open: "是否达到须认定：", no: "未达到"}[c.heads.reaches(f.n)]
		return []string{Cite(f.ref) + "：行为早于" + since2022 + "，按当时解释能够计数的" + strconv.FormatInt(int64(c.heads.low), 10) + "只，" + words + "“" + f.quote + "”；须比较从轻（" + Cite("刑法:12") + "）"}
	}
	if c.weight() == yes {
		f := figures()["fishing_weight"][0]
		return []string{Cite(f.ref) + "：重量达到“" + f.quote + "”"}
	}
	return nil
}

// weigh turns charges into advice: the gravest of what is reached, else of what
// is open, else none.
func weigh(cs []charge, d *Deed) Advice {
	a := Advice{Advice: None}
	if len(cs) == 0 {
		a.nothing(d)
		return a
	}
	best := gravest(cs)
	lookBack(cs, d)
	a.Advice = map[answer]string{yes: Transfer, open: Doubt, no: None}[cs[best].state()]
	a.tell(&cs[best])
	if a.Advice != None && cs[best].key != "" {
		a.Crime = figures()[cs[best].key][0].crime
	}
	if f, ok := cs[best].band(); ok && a.Advice == Transfer {
		a.Band = f.band
	}
	for i := range cs {
		if i != best {
			a.tell(&cs[i])
		}
	}
	a.concur(cs, best)
	a.remind(cs, best, d)
	return a
}

func gravest(cs []charge) int {
	best := 0
	for i := range cs {
		if cs[i].state() > cs[best].state() {
			best = i
		}
	}
	return best
}

func (a *Advice) tell(c *charge) {
	for _, r := range c.reasons() {
		a.Reasons = note(a.Reasons, r)
	}
	if c.key != "" {
		a.Articles = note(note(a.Articles, c.statute), figures()[c.key][0].ref)
	}
	for _, r := range c.articles {
		a.Articles = note(a.Articles, r)
	}
	for _, w := range c.warnings {
		a.Warnings = note(a.Warnings, w)
	}
}

// concur says what becomes of several crimes reached by one deed: 341.3 goes
// before 341.2 (法释〔2022〕12号 art. 8 para. 2); others are named.
func (a *Advice) concur(cs []charge, best int) {
	if a.Advice != Transfer {
		return
	}
	for i := range cs {
		switch {
		case i == best || cs[i].state() != yes || figures()[cs[i].key][0].crime == a.Crime:
		case cs[i].key == "hunting" && strings.HasPrefix(cs[best].key, "food"):
			a.Reasons = note(a.Reasons, Cite("法释〔2022〕12号:8.2")+"：同时构成非法狩猎罪的，以非法猎捕陆生野生动物罪定罪处罚")
			a.Articles = note(a.Articles, "法释〔2022〕12号:8.2")
		default:
			a.Warnings = note(a.Warnings, "另涉嫌"+figures()[cs[i].key][0].crime+"（"+Cite(cs[i].statute)+"）")
		}
	}
}

// aggravating are the paragraphs for those penalised within two years: 从重处罚.
// They lower no threshold. Art. 8 (341.3) has none.
var aggravating = map[string]string{"danger": "法释〔2022〕12号:6.2", "smuggle": "法释〔2022〕12号:2.2", "hunting": "法释〔2022〕12号:7.2", "fishing": "法释〔2022〕12号:3.2"}

// lenient are the paragraphs for those who give everything back.
var lenient = map[string]string{"danger": "法释〔2022〕12号:6.3", "smuggle": "法释〔2022〕12号:2.3"}

// lookBack adds the two-year look-back to the charges that have it.
func lookBack(cs []charge, d *Deed) {
	recent := Recent(d.Prior, d.Day)
	if len(recent) == 0 {
		return
	}
	for i := range cs {
		c := &cs[i]
		if ref, ok := aggravating[c.key]; ok {
			c.cite(ref)
			c.fact(Cite(ref) + "：二年内（" + strings.Join(recent, "、") + "）曾因破坏野生动物资源受过行政处罚，构成犯罪的从重处罚；不降低入罪标准")
		} else if c.key != "" {
			c.warn("二年内（" + strings.Join(recent, "、") + "）曾受过行政处罚：" + Cite("法释〔2022〕12号:8") + "未列为从重情节")
		}
	}
}

// Recent are the days of earlier penalties within the two years that end on the
// day of the act: a penalty on the same date two years before still counts, one
// on the day of the act itself or later does not.
func Recent(prior []string, day string) (recent []string) {
	for _, p := range prior {
		from := calendar.Day(p)
		if from.Valid() && p < day && calendar.Day(day) <= from.AddMonths(24) {
			recent = append(recent, p)
		}
	}
	return recent
}

// remind adds what the officer should look at beside the advice.
func (a *Advice) remind(cs []charge, best int, d *Deed) {
	a.handled(d)
	if a.Advice == None {
		a.missed(d)
		return
	}
	c := &cs[best]
	if ref, ok := lenient[c.key]; ok && a.Advice == Transfer {
		a.Warnings = note(a.Warnings, Cite(ref)+"：未造成动物死亡或者无法追回，全部退赃退赔，确有悔罪表现的，从宽处理；须查明")
		a.Articles = note(a.Articles, ref)
	}
	if c.worth.endless && a.Advice == Transfer {
		a.Warnings = note(a.Warnings, "价值只有下限，认定后档次可能更高（"+Cite("法释〔2022〕12号:16")+"）")
	}
	if !d.Person {
		a.Warnings = note(a.Warnings, Cite("法释〔2022〕12号:18")+"：单位犯罪，直接负责的主管人员和其他直接责任人员并罚")
		a.Articles = note(a.Articles, "法释〔2022〕12号:18")
	}
	if limit := calendar.Day(d.Day).AddMonths(60); d.Decision != "" && limit.Valid() && calendar.Day(d.Decision) >= limit {
		a.Warnings = note(a.Warnings, "行为距处理已满五年，追诉时效须核实（"+Cite("刑法:87")+"）")
		a.Articles = note(a.Articles, "刑法:87")
	}
}

// missed says what may matter though no figure is reached: 其他情节严重的情形, and
// banned hunting of a protected animal worth less than 341.1 asks.
func (a *Advice) missed(d *Deed) {
	if d.Serious && slices.ContainsFunc(d.Items, func(it Item) bool { return protected(it) || otherLand(it) }) {
		a.Warnings = note(a.Warnings, "已认定情节严重：“其他情节严重的情形”（"+Cite("法释〔2022〕12号:7.1")+"第四项、第八条第一款第三项）没有数额，须由侦查机关认定")
	}
	if d.Act == "hunt" && slices.ContainsFunc(d.Items, national) && (told(d.BannedArea) == yes || told(d.BannedPeriod) == yes) {
		a.Warnings = note(a.Warnings, "国家重点保护野生动物价值未达"+Cite("法释〔2022〕12号:6.1")+"标准，但在禁猎区、禁猎期猎捕：是否另以非法狩猎罪（"+Cite("刑法:341.2")+"）评价有不同意见")
	}
}

// handled reminds of 刑法 312 where game or fish changes hands: it wants knowledge
// of the crime before it, which no figure shows (法释〔2022〕12号 art. 9).
func (a *Advice) handled(d *Deed) {
	if !trades(d.Act) {
		return
	}
	for i := range d.Items {
		it := d.Items[i]
		if (protected(it) || otherLand(it) || it.Goods.Kind.Class == species.AquaticOther) && !captive(it) {
			a.Warnings = note(a.Warnings, Cite("法释〔2022〕12号:9")+"：明知是非法狩猎、非法捕捞犯罪所得而收购、贩卖的，涉嫌掩饰、隐瞒犯罪所得罪（"+Cite("刑法:312")+"）；须查明来源和明知")
			a.Articles = note(note(a.Articles, "法释〔2022〕12号:9"), "刑法:312.1")
			return
		}
	}
}

// others are acts these articles do not name, and what to look at instead.
var others = map[string]string{
	"forge":     "伪造、变造、买卖证件的，另看刑法第二百八十条；本系统不判断",
	"release":   "放生、丢弃外来入侵物种的，另看刑法第三百四十四条之一；本系统不判断",
	"advertise": "明知他人实施犯罪而提供帮助的，可能构成共同犯罪；须查明",
	"host":      "明知他人实施犯罪而提供帮助的，可能构成共同犯罪；须查明",
	"carrier":   "明知是非法收购、出售的野生动物而承运、寄递的，属于运输；须查明明知",
	"eat":       "食用者同时购买的，按为食用购买另行判断",
}

// nothing says why no charge is looked at.
func (a *Advice) nothing(d *Deed) {
	a.handled(d)
	switch {
	case !hunts(d.Act) && !trades(d.Act) && d.Act != "import":
		a.Reasons = []string{Cite("刑法:341.1") + "至第三款：该行为不在所列的猎捕、杀害、收购、运输、出售之内"}
		a.Articles = note(a.Articles, "刑法:341")
		if w, ok := others[d.Act]; ok {
			a.Warnings = note(a.Warnings, w)
		}
	case d.Act == "import":
		a.Reasons = []string{Cite("法释〔2022〕12号:1") + "：所涉动物不属于公约附录一、附录二或者国家重点保护野生动物名录所列"}
		a.Articles = note(note(a.Articles, "刑法:151.2"), "法释〔2022〕12号:1")
	default:
		a.Reasons = []string{
			Cite("刑法:341.1") + "：所涉动物不属于国家重点保护的珍贵、濒危野生动物",
			Cite("刑法:341.3") + "：不是以食用为目的猎捕、收购、运输、出售野外环境自然生长繁殖的陆生野生动物",
		}
		a.Articles = note(note(a.Articles, "刑法:341.1"), "刑法:341.3")
	}
}
