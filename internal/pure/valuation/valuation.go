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

import "example.org/zhiye/internal/pure/species"

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
	AtMostFen       int64    // a bound the rule sets even where not Known; 0 is none
	HintFen         int64    // what a table that is not official would give; decides nothing; 0 is none
	Method          string   // how it was reckoned, in words
	Missing         []string // what an appraiser has to add
	Sources         []string // rules and tables used
	Notes           []string // what was assumed, and hints
}

// Of values one item.
func Of(g Goods) Value { return Value{Missing: []string{"价值规则尚未载入"}} }

// Sum is the value of several items together: Known only if all are.
func Sum(values ...Value) Value { return Value{} }
