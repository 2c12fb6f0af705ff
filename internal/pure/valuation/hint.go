package valuation

import (
	"strconv"
	"strings"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/money"
)

// hint is a figure practitioners collected: law/value_base_PARTIAL.csv.
type hint struct {
	words []string // what the animal's name ends in: 斑鸠 for 珠颈斑鸠
	fen   money.Fen
}

// hints are the collected figures that are base values of named animals; rows
// on foreign species, eggs and whole orders are left out.
func hints() (out []hint) {
	for _, l := range data.MustRows("law/value_base_PARTIAL.csv") {
		yuan, err := strconv.ParseInt(l[1], 10, 64)
		if err == nil && strings.HasPrefix(l[2], "基准价值(三有") {
			out = append(out, hint{words: words(l[0]), fen: money.Fen(yuan * 100)})
		}
	}
	return out
}

// words are the animals of a row: 豪猪、野猪(野猪2023年已调出三有) are two.
func words(s string) (out []string) {
	for w := range strings.SplitSeq(s, "、") {
		w, _, _ = strings.Cut(w, "(")
		if w != "" && !strings.HasPrefix(w, "其他") && !strings.HasSuffix(w, "类") {
			out = append(out, w)
		}
	}
	return out
}

// hint is what the collected figures would make of whole land animals, captive
// ones at half; 0 is none.
func (t *Tables) hint(g Goods) int64 {
	if g.aquatic() || !g.whole() || g.Part == "egg" || g.countable() != nil {
		return 0
	}
	for _, h := range t.hints {
		if !h.names(g.Kind.Species) {
			continue
		}
		den := int64(One)
		if g.Origin == "captive" {
			den *= 2
		}
		whole, err := h.fen.Times(t.class(g).num)
		if err != nil {
			return 0
		}
		f, err := whole.Scale(int64(g.Qty), den)
		if err != nil {
			return 0
		}
		return int64(f)
	}
	return 0
}

func (h hint) names(animal string) bool {
	for _, w := range h.words {
		if strings.HasSuffix(animal, w) {
			return true
		}
	}
	return false
}
