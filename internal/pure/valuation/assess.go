package valuation

import (
	"strconv"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
)

// The two rules, and the days they came into force.
const (
	landRule     = "国家林业局令第46号"
	landSince    = "2017-12-15"
	aquaticRule  = "农业农村部令2019年第5号"
	aquaticSince = "2019-10-01"
)

// sum is an assessment on its way: what is multiplied, and what it is called.
type sum struct {
	base   money.Fen
	num    int64 // product of the numerators but the count
	den    int64
	method string
}

func (s *sum) times(r ratio, what string) {
	s.num *= r.num
	s.den *= r.den
	s.method += "×" + what + r.text
}

// assess is 基准价值 × factors × count; not Known where a part is missing.
func (t *Tables) assess(g Goods) Value {
	v := Value{}
	rule, since, table := landRule, landSince, &t.land
	if g.aquatic() {
		rule, since, table = aquaticRule, aquaticSince, &t.aquatic
	}
	v.Sources = append(v.Sources, rule)
	if g.Day != "" && g.Day < since {
		v.Missing = append(v.Missing, since+"以前的评估办法未收录："+g.called())
		return v
	}
	v.HintFen = t.hint(g)
	if v.HintFen > 0 {
		v.Notes = append(v.Notes, "参考（执法实务整理，非官方附件，不作依据）：约"+money.Fen(v.HintFen).Yuan())
	}
	what, factors, missing := t.factors(g)
	v.Missing = append(v.Missing, missing...)
	row, missing := table.find(g)
	if len(missing) > 0 {
		v.Missing = append(v.Missing, missing...)
		return v
	}
	v.Sources = append(v.Sources, row.source)
	if len(v.Missing) > 0 {
		return v
	}
	return t.reckon(g, v, sum{base: row.fen, num: 1, den: int64(One), method: row.name + what + "基准价值" + row.fen.Yuan()}, factors)
}

// reckon multiplies out, once rounded. A captive animal that may or may not
// stand on the captive-bred list leaves a range.
func (t *Tables) reckon(g Goods, v Value, s sum, factors []factor) Value {
	low := s
	for _, f := range factors {
		s.times(f.high, f.what)
		low.times(f.low, f.what)
	}
	high, err1 := s.of(g.Qty)
	least, err2 := low.of(g.Qty)
	if err1 != nil || err2 != nil {
		v.Missing = append(v.Missing, tooMuch)
		return v
	}
	v.LowFen, v.HighFen, v.AtLeastFen, v.Known = int64(least), int64(high), int64(least), true
	v.Method = s.method + "×" + g.Qty.String() + g.Unit + "=" + high.Yuan()
	if least != high {
		v.Method = low.method + "×" + g.Qty.String() + g.Unit + "=" + least.Yuan() + "至" + high.Yuan() + "（是否列入人工繁育名录须查明）"
	}
	if g.Origin != "wild" && g.Origin != "captive" {
		v.Notes = append(v.Notes, "来源不明，按野外来源计算；查明系人工繁育的，须重新评估")
	}
	return v
}

func (s sum) of(q Quantity) (money.Fen, error) {
	whole, err := s.base.Times(s.num)
	if err != nil {
		return 0, err
	}
	return whole.Scale(int64(q), s.den)
}

// factor is one multiplier; low and high differ where a fact is open.
type factor struct {
	what      string
	low, high ratio
}

// factors are the multipliers of the goods, what part they are ("" for the whole
// animal), and what no text we hold answers.
func (t *Tables) factors(g Goods) (what string, fs []factor, missing []string) {
	missing = g.countable()
	fs = append(fs, same(level(g), t.class(g)))
	switch g.Part {
	case "", "live", "carcass":
	case "egg":
		r, ok := t.egg(g)
		if !ok {
			missing = append(missing, "卵的系数未收录："+g.called())
		}
		what, fs = "卵", append(fs, same("卵", r))
	default:
		missing = append(missing, product(g))
	}
	if g.Origin == "captive" {
		f, lack := t.captive(g)
		fs, missing = append(fs, f), append(missing, lack...)
	}
	return what, fs, missing
}

func same(what string, r ratio) factor { return factor{what: what, low: r, high: r} }

func level(g Goods) string {
	switch g.Kind.Class {
	case species.National1:
		return "国家一级系数"
	case species.National2:
		return "国家二级系数"
	}
	return "系数"
}

// class is the class factor: 46号令 art. 4, 农业农村部令2019年第5号 art. 4.
func (t *Tables) class(g Goods) ratio {
	switch system := g.system(); g.Kind.Class {
	case species.National1:
		return t.rules[system+"国家一级"]
	case species.National2:
		return t.rules[system+"国家二级"]
	case species.AquaticOther:
		return t.rules["水生CITES附录未核准"]
	}
	return t.rules["陆生地方重点/三有"]
}

// egg is 46号令 art. 4: 两栖 1/1000, 爬行 1/10, 鸟 1/2 of the whole animal. The
// aquatic text on eggs is not held.
func (t *Tables) egg(g Goods) (ratio, bool) {
	if g.aquatic() {
		return ratio{num: 1, den: 1}, false
	}
	r, ok := t.rules["陆生"+map[string]string{"两栖纲": "两栖类卵", "爬行纲": "爬行类卵", "鸟纲": "鸟类卵"}[g.Entry.Group]]
	return r, ok
}

// captive is 46号令: 50 % of the same species, 25 % if it stands on the
// captive-bred list; later batches of that list are not held, so a nationally
// protected animal not on it leaves a range. The aquatic text is not held.
func (t *Tables) captive(g Goods) (factor, []string) {
	if g.aquatic() {
		return same("", ratio{num: 1, den: 1}), []string{"人工繁育水生野生动物的物种来源系数未收录：" + g.called()}
	}
	bred, listed := t.rules["陆生人工繁育"], t.rules["陆生人工繁育且列入人工繁育名录"]
	switch {
	case !g.national():
		return same("人工繁育", bred), nil
	case g.Entry.CaptiveBred != "" && g.Entry.CaptiveBred != species.Unverified:
		return same("人工繁育（列入名录）", listed), nil
	}
	return factor{what: "人工繁育", low: listed, high: bred}, nil
}

// product says who values parts: 46号令 art. 5 leaves it to the enforcing organ
// or an appraiser, not above the whole animal.
func product(g Goods) string {
	switch g.Part {
	case "ivory", "horn":
		return "象牙、犀角等制品有专门的单位价值，未收录：" + g.called()
	}
	return "制品价值由执法机关或者评估机构核算，不超过整体价值：" + g.called()
}

// countable says why goods cannot be valued by the piece, as every table does.
func (g Goods) countable() []string {
	switch g.Unit {
	case "只", "头", "尾", "条":
	case "枚":
		if g.Part == "egg" {
			break
		}
		fallthrough
	default:
		if g.whole() {
			return []string{"基准价值按只计，不能按“" + g.Unit + "”计算，须查明只数：" + g.called()}
		}
	}
	if g.whole() && !g.Qty.Whole() {
		return []string{"只数不是整数，须查明：" + strconv.Quote(g.Qty.String()+g.Unit)}
	}
	if g.Qty <= 0 {
		return []string{"没有数量：" + g.called()}
	}
	return nil
}

// whole says whether goods are animals or eggs: 整体（含卵、蛋）.
func (g Goods) whole() bool {
	return g.Part == "" || g.Part == "live" || g.Part == "carcass" || g.Part == "egg"
}

func (g Goods) aquatic() bool {
	return g.Kind.Authority == species.Fishery || g.Kind.Class == species.AquaticOther
}

func (g Goods) system() string {
	if g.aquatic() {
		return "水生"
	}
	return "陆生"
}
