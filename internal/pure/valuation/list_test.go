package valuation_test

import (
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// found is one live wild animal as the lists of the day know it.
func found(name, latin, day string) valuation.Goods {
	q := species.Query{Name: name, Latin: latin, Day: day}
	a := species.Find(q)
	g := valuation.Goods{Kind: species.Classify(a, q), Name: name, Latin: latin, Part: "live", Qty: valuation.One, Unit: "只", Origin: "wild", Day: day}
	if a.Sure {
		g.Entry = a.Candidates[0].Entry
	}
	return g
}

func TestFromANameToAWorth(t *testing.T) {
	for name, c := range map[string]struct {
		latin, day string
		fen        int64 // 0: needs appraisal
		missing    string
	}{
		"花龟":    {"Mauremys sinensis", "2024-03-10", 250000, ""},
		"乌龟":    {"", "2024-03-10", 250000, ""},
		"黄额闭壳龟": {"Cuora galbinifrons", "2024-06-06", 300000, ""},
		"潘氏闭壳龟": {"", "2024-06-06", 15000000, ""},
		"三线闭壳龟": {"", "2024-06-06", 5000000, ""},
		"黄缘闭壳龟": {"Cuora flavomarginata", "2024-06-06", 250000, ""},
		"玳瑁":    {"", "2024-06-06", 20000000, ""},
		"红海龟":   {"", "2024-06-06", 15000000, ""},
		"棱皮龟":   {"", "2024-06-06", 20000000, ""},
		"山瑞鳖":   {"", "2024-06-06", 500000, ""},
		"鼋":     {"", "2024-06-06", 150000000, ""},
		"斑鳖":    {"", "2024-06-06", 200000000, ""},
		"平胸龟":   {"", "2024-06-06", 0, "基准价值未收录：平胸龟"},
		"大鲵":    {"", "2024-06-06", 0, "基准价值未收录：大鲵"},
		"画眉":    {"", "2024-06-06", 0, "（46号令附件）的基准价值未收录：画眉"},
		"穿山甲":   {"", "2024-06-06", 0, "基准价值未收录：穿山甲"},
		"凹甲陆龟":  {"", "2024-06-06", 0, "（46号令附件）的基准价值未收录：凹甲陆龟"},
		"查无此兽":  {"", "2024-06-06", 0, "先鉴定：查无此兽"},
	} {
		t.Run(name, func(t *testing.T) { expect(t, valuation.Of(found(name, c.latin, c.day)), c.fen, c.missing) })
	}
}

// The official table and the list agree on what a turtle is: every turtle of the
// list that the fishery department answers for is valued, or said to be missing.
func TestEveryTurtleIsValuedOrSaidToBeMissing(t *testing.T) {
	for _, name := range []string{"平胸龟", "欧氏摄龟", "黑颈乌龟", "乌龟", "花龟", "黄喉拟水龟", "闭壳龟属所有种", "地龟", "眼斑水龟", "四眼斑水龟", "绿海龟", "太平洋丽龟"} {
		v := valuation.Of(found(name, "", "2024-01-01"))
		if missing := name == "平胸龟" || name == "闭壳龟属所有种"; v.Known == missing || missing && !strings.Contains(strings.Join(v.Missing, ""), "龟") {
			t.Errorf("%s: %+v", name, v)
		}
	}
}
