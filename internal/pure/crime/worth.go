package crime

import (
	"slices"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// answer is yes, no or open, as facts of a case are.
type answer int8

const (
	no answer = iota
	open
	yes
)

func (a answer) and(b answer) answer { return min(a, b) }
func (a answer) or(b answer) answer  { return max(a, b) }

// told reads a fact that may not have been told.
func told(b *bool) answer {
	switch {
	case b == nil:
		return open
	case *b:
		return yes
	}
	return no
}

// worth is an interval in fen: what counts for certain and what may count.
type worth struct {
	low, high money.Fen
	total     money.Fen // at least, if all that may count does
	endless   bool      // nobody knows how high: something is unvalued
}

// add adds a worth; sure says whether it counts (yes) or only may (open).
func (w *worth) add(a worth, sure answer) {
	if sure == no {
		return
	}
	if sure == yes {
		w.low = plus(w.low, a.low)
	}
	w.total = plus(w.total, a.total)
	w.high = plus(w.high, a.high)
	w.endless = w.endless || a.endless
}

// plus is a + b, or the largest amount: what overflows is above any threshold.
func plus(a, b money.Fen) money.Fen {
	s, err := a.Add(b)
	if err != nil {
		return money.Max
	}
	return s
}

// reaches says whether the worth is at the figure or above it (刑法 99: 以上 includes it).
func (w worth) reaches(figure int64) answer {
	switch {
	case int64(w.low) >= figure:
		return yes
	case w.endless || int64(w.high) >= figure:
		return open
	}
	return no
}

// assessed is the worth by the official standard (法释〔2022〕12号 art. 15 (一)):
// without it the price is only a lower bound.
func assessed(it Item) worth {
	v := it.Value
	if v.Known {
		return worth{low: money.Fen(v.LowFen), high: money.Fen(v.HighFen), total: money.Fen(v.LowFen)}
	}
	least := money.Fen(max(v.AtLeastFen, 0))
	return worth{low: least, total: least, high: least, endless: true}
}

// sold is the worth of 三有, 地方重点 and other animals (art. 15 (二)): what was
// paid. A price far below what an assessment or collected figures give may be
// 明显偏低; then what it is worth lies between.
func sold(it Item) worth {
	price := it.Goods.PriceFen
	if price <= 0 {
		return assessed(it)
	}
	above := max(price, it.Value.HighFen, it.Value.HintFen)
	return worth{low: money.Fen(price), total: money.Fen(price), high: money.Fen(above)}
}

// class helpers

func national(it Item) bool {
	return it.Goods.Kind.Class == species.National1 || it.Goods.Kind.Class == species.National2
}

// protected is 三有 or 地方重点; otherLand the rest of the land animals.
func protected(it Item) bool {
	return land(it) && (it.Goods.Kind.Class == species.Sanyou || it.Goods.Kind.Class == species.Local)
}

func otherLand(it Item) bool { return land(it) && it.Goods.Kind.Class == species.Other }

func land(it Item) bool { return it.Goods.Kind.Authority != species.Fishery }

func captive(it Item) bool { return it.Goods.Origin == "captive" }

// convention says whether the animal stands in appendix I or II; open where no
// appendix was told.
func convention(it Item) answer {
	switch a := appendix(it.Goods); a {
	case "":
		return open
	case "III":
		return no
	}
	return yes
}

func appendix(g valuation.Goods) string {
	if g.Appendix != "" {
		return g.Appendix
	}
	return g.Entry.Appendix
}

// papers says whether the item was handled as approved: yes with permit and
// mark, open with a permit alone.
func papers(it Item) answer {
	switch {
	case it.Permit != "valid":
		return no
	case it.Marking == "valid":
		return yes
	}
	return open
}

func called(it Item) string {
	for _, s := range []string{it.Goods.Kind.Species, it.Goods.Name, it.Goods.Kind.Latin} {
		if s != "" {
			return s
		}
	}
	return "未写名称"
}

// marineGroups, marineFamilies and the inland exceptions say which listed aquatic
// animals live in the sea. 法释〔2022〕12号 art. 19 sends them to another
// interpretation; art. 19 itself names 珊瑚 and 砗磲 only.
var (
	marineGroups   = []string{"珊瑚纲", "珊瑚虫纲", "水螅纲", "水螅虫纲", "文昌鱼纲", "软骨鱼纲", "肠鳃纲", "肢口纲", "软甲纲", "头足纲"}
	marineOrders   = []string{"海牛目", "鲸目"}
	marineFamilies = []string{
		"海龟科", "棱皮龟科", "海狮科", "海豹科", "瘰鳞蛇科", "海龙鱼科", "石首鱼科", "隆头鱼科",
		"珍珠贝科", "砗磲科", "蝾螺科", "宝贝科", "冠螺科", "法螺科",
	}
	inland = []string{"白鱀豚", "恒河豚", "长江江豚", "黄魟"}
)

func marine(it Item) bool {
	e := it.Goods.Entry
	if land(it) || slices.Contains(inland, e.Name) {
		return false
	}
	return slices.Contains(marineGroups, e.Group) || slices.Contains(marineOrders, e.Order) ||
		slices.Contains(marineFamilies, e.Family) || e.Family == "眼镜蛇科"
}
