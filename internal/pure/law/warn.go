package law

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
)

// Doubt is a question of law on which the catalogue had to take a side, or
// which it leaves open.
type Doubt struct {
	No    int    `json:"no"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Doubts are all of them, in the order docs/law.md numbers them.
func Doubts() []Doubt { return doubts() }

var doubts = sync.OnceValue(func() (out []Doubt) {
	for _, r := range records("law/doubt.csv") {
		out = append(out, Doubt{No: int(whole(r["no"])), Title: r["title"], Text: r["text"]})
	}
	return out
})

// doubt warns of a doubt by its number.
func (m *matter) doubt(n int) {
	d := doubts()[n-1]
	m.tell(disputed, "法律疑点 "+strconv.Itoa(d.No)+"（"+d.Title+"）："+d.Text)
}

// presume says that a paper nobody spoke of is taken as not held.
func (m *matter) presume(code string, t *thing, key, as string) {
	m.warnf("%s：%s未填写，%s 以“%s”为前提；有效证件出示后不成立", t.named(), spoke(key, key), code, as)
}

// presumeAll says it of every paper that is not stated.
func (m *matter) presumeAll(code string, t *thing) {
	var keys []string
	for _, p := range []struct{ key, value string }{{"permit", t.Permit}, {"marking", t.Marking}, {"provenance", t.Provenance}} {
		if p.value == "" && (p.key != "provenance" || t.listed()) {
			keys = append(keys, spoke(p.key, p.key))
		}
	}
	if len(keys) > 0 {
		m.warnf("%s：%s未填写，%s 以没有有效证件为前提；有效证件出示后不成立", t.named(), strings.Join(keys, "、"), code)
	}
}

// partly says that papers in hand may do and others are not stated.
func (m *matter) partly(code string, t *thing) {
	m.warnf("%s：部分证件有效，permit（许可证件）、marking（专用标识）、provenance（合法来源证明）未齐，是否构成 %s 须核实", t.named(), code)
}

// lapsed says on what a violation rests whose only fault is an expired permit.
func (m *matter) lapsed(code string, t *thing) {
	m.warnf("%s：permit（许可证件）已过期而专用标识有效：标识凭有效的许可证或者备案取得（第二十九条第一款、第二款），%s 以过期为据，有争议；查明标识在许可证有效期内取得、该物在核验的年度生产数量之内的，不成立", t.named(), code)
}

// askDrawn says that the mark which does alone was drawn on a permit or filing.
func (m *matter) askDrawn(t *thing) {
	if t.national() && t.Marking == "valid" && (t.Permit == "none" || t.Permit == "expired") {
		m.warnf("%s：没有有效的许可证，凭专用标识认为合法（第二十九条第一款、第三十四条第一款）；标识所凭的人工繁育许可证或者备案须查验，自行繁育而无许可证的另有 V15", t.named())
	}
}

// askFood says what eating would add, where the purpose is not stated.
func (m *matter) askFood() {
	c := &m.c
	asked := slices.Contains([]string{"hunt", "fish", "sell", "buy", "transport", "carry", "mail"}, c.Act) && c.ForFood == nil
	if !asked {
		return
	}
	var adds []string
	of := func(from calendar.Day, is func(*thing) bool, what string) {
		if c.ActDate >= from && slices.ContainsFunc(m.things, func(t thing) bool { return !t.captive() && is(&t) }) {
			adds = append(adds, what)
		}
	}
	land := func(t *thing) bool { return t.landed() && (t.listed() || t.class(species.Other)) }
	switch {
	case c.Act == "buy":
		of(newLaw, func(t *thing) bool { return t.protected() || t.otherLand() }, "构成 V10")
	case c.hunts():
		of(newLaw, (*thing).otherLand, "构成 V05")
	default:
		of(newLaw, (*thing).otherLand, "构成 V06")
	}
	of(newLaw, (*thing).protected, "从重（V04）")
	of(foodCrime, land, "可能涉嫌刑法341.3的犯罪")
	if len(adds) > 0 {
		m.warn("是否以食用为目的（for_food）未填写；属实且系野外来源的，" + strings.Join(adds, "，") + "，请查明")
	}
}

// askPlace says what would make a hunt or catch unlawful, where it is not stated.
func (m *matter) askPlace(t *thing, code string) {
	var keys []string
	if m.c.BannedArea == nil {
		keys = append(keys, "banned_area（禁猎（渔）区）")
	}
	if m.c.BannedPeriod == nil {
		keys = append(keys, "banned_period（禁猎（渔）期）")
	}
	if m.c.Tools == nil {
		keys = append(keys, "tools（工具、方法）")
	}
	if len(keys) > 0 {
		m.warnf("%s：%s未填写；有其一属实的，构成 %s", t.named(), strings.Join(keys, "、"), code)
	}
}

// askMove says that 31.2 and 50 speak of trade and transport only.
func (m *matter) askMove(t *thing) {
	if m.c.Act == "carry" || m.c.Act == "mail" {
		m.warnf("%s：第三十一条第二款、第五十条只写猎捕、交易、运输，是否包括%s须研究", t.named(), did[m.c.Act])
	}
}

// remark warns of what bears on the record whatever it breaks.
func (m *matter) remark() {
	c := &m.c
	for i := range m.things {
		m.remarkItem(&m.things[i])
	}
	m.askFood()
	if c.eats() && c.ActDate >= foodBan && c.ActDate < newLaw {
		m.doubt(5)
	}
	switch c.Act {
	case "breed", "advertise", "host", "platform_duty":
		if m.broken {
			m.doubt(7)
		}
	}
	if c.placed() || m.localTool() {
		m.doubt(17)
	}
	if c.ActDate < oldLaw {
		m.warnf("行为日 %s 早于2017-01-01：当时的野生动物保护法（2009年修正及以前）未收录，幅度未定，须核对当时的文本", c.ActDate)
	}
	if c.Act == "import" {
		m.warn("未经批准从境外引进物种（第五十八条，2018版第五十三条）和提供遗传资源（V23）不在评估之内")
	}
	if not(c.Caught) && !c.hunts() {
		m.warn("没有成交，数量和价值未知，按价值计算的罚款未定")
	}
}

func (c *Case) hunts() bool { return c.Act == "hunt" || c.Act == "fish" || c.Act == "hunt_unfiled" }

func (m *matter) remarkItem(t *thing) {
	c := &m.c
	if c.Act == "clinic" || c.Act == "platform_duty" {
		return // which animal it is changes nothing
	}
	if t.out() && c.Act != "hunt" && c.Act != "fish" {
		m.doubt(2)
	}
	if t.kind.WildOnly && !t.captive() && t.Origin != "wild" && !c.hunts() {
		m.warnf("%s：名录只列野外种群而来源未查明，按野外种群计；系人工繁育的另行评估", t.named())
	}
	if t.class(species.Local) && c.eats() {
		m.doubt(1)
	}
	if t.listed() && !t.whole() && (c.Act == "sell" || c.Act == "use" || moves(c.Act)) {
		m.doubt(9)
	}
	if t.class(species.Other) && c.ActDate < newLaw && (c.Act == "hunt" || c.Act == "sell" || c.Act == "use" || c.Act == "transport" || c.eats()) {
		m.doubt(3)
	}
	if c.ActDate < newList && t.landed() && t.class(species.Sanyou, species.Other) {
		m.doubt(4)
	}
	if t.class(species.Livestock) && c.eats() && strings.Contains(t.kind.Note, "非食用") {
		m.doubt(14)
	}
	if t.halved() {
		m.warnf("%s：数量 %s%s 不是整数，请核对数量或改用 kg", t.named(), t.Qty, t.Unit)
	}
	if not(c.Caught) && t.Qty != "" {
		m.warnf("%s：caught 为 false，所填数量不计", t.named())
	}
	if not(c.Caught) || !m.counts {
		return
	}
	if len(t.value.Notes) > 0 {
		m.tell(valued, t.named()+"：计价："+strings.Join(t.value.Notes, "；"))
	}
	if t.value.Known {
		return
	}
	m.warnf("%s：价值未定，须鉴定或者价格认定：%s", t.named(), strings.Join(t.value.Missing, "；"))
	if t.landed() && t.game() {
		m.doubt(16)
	}
}

// remarkCrime warns of what is disputed in the triage: sea animals, acts under
// the interpretation of 2000, captive-bred ones.
func (m *matter) remarkCrime(a crime.Advice) {
	c := &m.c
	if !c.hunts() && !trades(c.Act) && !moves(c.Act) && !slices.Contains([]string{"buy_to_eat", "make_food", "sell_food", "rescue_trade", "import"}, c.Act) {
		return
	}
	if strings.Contains(strings.Join(a.Reasons, ""), "〔2016〕17号") {
		m.doubt(11)
	}
	if c.ActDate < newInterpretation && slices.ContainsFunc(m.things, func(t thing) bool { return t.game() || t.appendix != "" }) {
		m.doubt(12)
	}
	if slices.ContainsFunc(m.things, func(t thing) bool { return t.national() && t.captive() }) {
		m.doubt(13)
	}
}

// localTool says that a tool is named which the law itself does not ban.
func (m *matter) localTool() bool { return m.local && (m.c.Act == "hunt" || m.c.Act == "fish") }
