// Package valuation says what goods are worth under the two rules the law names:
// 国家林业局令第46号 for land animals and 农业农村部令2019年第5号 for aquatic ones.
//
//	goods ─ base value of the species ─ × class factor ─ × egg or captive factor ─ × count ┐
//	      └ price paid ────────────────────────────────────────────── the higher of the two ┴ Known
//	      └ no base value, a product, a weight, a factor we do not hold ── not Known, Missing says what
//
// A figure is Known only if official tables and texts we hold, or a price where
// the rule lets the price decide, give it whole. What practitioners collected is
// a hint and decides nothing. It does not know provisions, fines (pure/law) or
// crimes (pure/crime).
package valuation

import (
	"slices"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
)

// Goods is one item to be valued.
type Goods struct {
	Kind     species.Kind
	Entry    species.Entry // the list entry that decided, with group, order and family
	Name     string        // as the officer wrote it: 黄额闭壳龟; may be ""
	Latin    string        // the species itself where the entry is a genus or a family; may be ""
	Appendix string        // CITES: I, II, III, I/II; "" where unknown or not listed
	Part     string        // live carcass meat skin scale bone horn ivory egg product; "" is live
	Qty      Quantity      // 0 where nothing was caught
	Unit     string        // 只 头 尾 条 枚 件 kg g
	Origin   string        // wild captive unknown; "" is unknown
	Day      string        // of the act, YYYY-MM-DD
	PriceFen int64         // what was paid or asked for the whole item; 0 or less is unknown
}

// Value is what goods are worth in fen, rounded once, half away from zero.
type Value struct {
	LowFen, HighFen int64    // equal unless a rule leaves a range; 0 where not Known
	Known           bool     // false needs appraisal
	AtLeastFen      int64    // a bound that holds even where not Known: a price paid; 0 is none
	HintFen         int64    // what a table that is not official would give; decides nothing; 0 is none
	Method          string   // how it was reckoned, in words
	Missing         []string // what an appraiser has to add
	Sources         []string // rules and tables used
	Notes           []string // what was assumed, and hints
}

// Of values one item by the tables the program holds.
func Of(g Goods) Value { return held().Of(g) }

// Of values one item: the assessment by base value and factors, or the price
// where it is higher or where the rule lets the price decide.
func (t *Tables) Of(g Goods) Value {
	switch g.Kind.Class {
	case species.National1, species.National2, species.Sanyou, species.Local:
		return priced(g, t.assess(g))
	case species.AquaticOther:
		if g.appendix() != "" {
			return priced(g, t.assess(g))
		}
		return bought(g, "重点保护和公约附录以外的水生动物没有评估办法，按实际价格")
	case species.Other:
		return bought(g, "其他陆生野生动物没有基准价值，按实际价格（法释〔2022〕12号第十五条第二项：销赃数额）")
	case species.Livestock:
		return bought(g, "畜禽不适用野生动物价值评估，按实际价格")
	}
	if g.Kind.Species == "" {
		return Value{Missing: []string{"物种未确定，须先鉴定：" + g.called()}}
	}
	return Value{Missing: []string{"行为日的保护级别未确定，须先认定：" + g.called()}}
}

// Sum is the value of several items together: Known only if every one is, and
// never of nothing. Its AtLeastFen adds what each is worth at least.
func Sum(values ...Value) (sum Value) {
	sum.Known = len(values) > 0
	var low, high, least money.Fen
	fits := true
	for _, v := range values {
		sum.Known = sum.Known && v.Known
		low, fits = plus(low, v.LowFen, fits)
		high, fits = plus(high, v.HighFen, fits)
		least, fits = plus(least, max(v.LowFen, v.AtLeastFen), fits)
		sum.Missing = append(sum.Missing, v.Missing...)
		sum.Sources = append(sum.Sources, v.Sources...)
		sum.Notes = append(sum.Notes, v.Notes...)
	}
	if !fits {
		return Value{Missing: append(sum.Missing, tooMuch)}
	}
	sum.AtLeastFen = int64(least)
	if sum.Known {
		sum.LowFen, sum.HighFen = int64(low), int64(high)
		sum.Method = joined(values)
	}
	return sum
}

// Between is the value of goods that may be of one kind or another: from the
// least to the most, and Known only if it is of every kind.
func Between(values ...Value) Value {
	all := Value{Known: len(values) > 0}
	for i, v := range values {
		if i == 0 {
			all.LowFen, all.AtLeastFen = v.LowFen, max(v.LowFen, v.AtLeastFen)
		}
		all.Known = all.Known && v.Known
		all.LowFen, all.HighFen = min(all.LowFen, v.LowFen), max(all.HighFen, v.HighFen)
		all.AtLeastFen = min(all.AtLeastFen, max(v.LowFen, v.AtLeastFen))
		all.HintFen = max(all.HintFen, v.HintFen)
		for _, s := range v.Sources {
			if !slices.Contains(all.Sources, s) {
				all.Sources = append(all.Sources, s)
			}
		}
		for _, n := range v.Notes {
			if !slices.Contains(all.Notes, n) {
				all.Notes = append(all.Notes, n)
			}
		}
		all.Missing = append(all.Missing, v.Missing...)
	}
	if all.Known {
		all.Method = "未认定到种，取可能的种的最低和最高：" + joined(values)
		return all
	}
	all.LowFen, all.HighFen = 0, 0
	return all
}

const tooMuch = "金额过大，无法计算：请检查数量、单位和价格"

func plus(sum money.Fen, add int64, fits bool) (money.Fen, bool) {
	s, err := sum.Add(money.Fen(add))
	return s, fits && err == nil
}

func joined(values []Value) string {
	if len(values) == 1 {
		return values[0].Method
	}
	text := ""
	for i, v := range values {
		if i > 0 {
			text += "；"
		}
		text += v.Method
	}
	return text
}

// bought is the value of what no assessment rule covers: what was paid.
func bought(g Goods, why string) Value {
	if g.PriceFen <= 0 {
		return Value{Missing: []string{"实际价格（" + why + "）：" + g.called()}}
	}
	v := certain(g.PriceFen, "实际价格"+money.Fen(g.PriceFen).Yuan())
	v.Notes = []string{why}
	return v
}

// priced holds an assessment against the price. 46号令: a price above the
// assessment decides. Without an assessment the price of a nationally protected
// animal is only a lower bound; for 三有 and 地方重点 it decides (法释〔2022〕12号
// art. 15 (二): 销赃数额), unless even the collected figures are above it.
func priced(g Goods, v Value) Value {
	if g.PriceFen <= 0 {
		return v
	}
	paid := money.Fen(g.PriceFen).Yuan()
	if v.Known {
		if g.PriceFen > v.LowFen {
			v.LowFen = g.PriceFen
			v.Method += "；实际价格" + paid + "更高，按实际价格"
		}
		v.HighFen = max(v.HighFen, v.LowFen)
		v.AtLeastFen = v.LowFen
		return v
	}
	v.AtLeastFen = g.PriceFen
	if g.national() || g.Kind.Class == species.AquaticOther || v.HintFen > g.PriceFen {
		v.Notes = append(v.Notes, "实际价格"+paid+"只是下限：评估价值可能更高")
		return v
	}
	c := certain(g.PriceFen, "实际价格"+paid)
	c.Sources, c.HintFen = v.Sources, v.HintFen
	c.Notes = append(v.Notes, append([]string{"基准价值未收录，按实际价格；评估价值高于实际价格的，按评估价值"}, v.Missing...)...)
	return c
}

func certain(fen int64, method string) Value {
	return Value{LowFen: fen, HighFen: fen, AtLeastFen: fen, Known: true, Method: method}
}

func (g Goods) national() bool {
	return g.Kind.Class == species.National1 || g.Kind.Class == species.National2
}

func (g Goods) appendix() string {
	if g.Appendix != "" {
		return g.Appendix
	}
	return g.Entry.Appendix
}

// called is the animal's name for a sentence.
func (g Goods) called() string {
	for _, s := range []string{g.Kind.Species, g.Name, g.Kind.Latin, g.Latin} {
		if s != "" {
			return s
		}
	}
	return "未写名称"
}
