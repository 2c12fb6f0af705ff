package valuation_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

func must(t testing.TB, s string) valuation.Quantity {
	t.Helper()
	q, err := valuation.ParseQuantity(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// turtle is a live wild aquatic animal of a class and family, one of it.
func turtle(class species.Class, name, latin, family string) valuation.Goods {
	return valuation.Goods{
		Kind:  species.Kind{Species: name, Latin: latin, Class: class, Authority: species.Fishery},
		Entry: species.Entry{Family: family, Group: "爬行纲", Latin: latin},
		Part:  "live", Qty: valuation.One, Unit: "只", Origin: "wild", Day: "2024-05-01",
	}
}

// land is a live wild land animal, one of it.
func land(class species.Class, name, group string) valuation.Goods {
	return valuation.Goods{
		Kind:  species.Kind{Species: name, Class: class, Authority: species.Forestry},
		Entry: species.Entry{Group: group},
		Part:  "live", Qty: valuation.One, Unit: "只", Origin: "wild", Day: "2024-05-01",
	}
}

func TestTurtles(t *testing.T) {
	genus := turtle(species.National2, "闭壳龟属所有种", "Cuora spp.", "地龟科")
	with := func(g valuation.Goods, change func(*valuation.Goods)) valuation.Goods { change(&g); return g }
	for name, c := range map[string]struct {
		goods   valuation.Goods
		fen     int64  // 0: needs appraisal
		missing string // part of what is missing
	}{
		"others of the family":             {turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), 250000, ""},
		"a species with its own line":      {turtle(species.National2, "潘氏闭壳龟", "Cuora pani", "地龟科"), 15000000, ""},
		"first class":                      {turtle(species.National1, "绿海龟", "Chelonia mydas", "海龟科"), 15000000, ""},
		"a whole genus":                    {turtle(species.National1, "鼋", "Pelochelys cantorii", "鳖科"), 150000000, ""},
		"under the entry of its genus":     {with(genus, func(g *valuation.Goods) { g.Latin = "Cuora galbinifrons" }), 300000, ""},
		"by its Chinese name only":         {with(genus, func(g *valuation.Goods) { g.Name = "黄额闭壳龟" }), 300000, ""},
		"a species of the genus, no line":  {with(genus, func(g *valuation.Goods) { g.Latin = "Cuora flavomarginata" }), 250000, ""},
		"the Latin name decides":           {with(genus, func(g *valuation.Goods) { g.Latin, g.Name = "Cuora flavomarginata", "黄额闭壳龟" }), 250000, ""},
		"the genus only":                   {genus, 0, "鉴定到种"},
		"an older genus, a line by name":   {with(genus, func(g *valuation.Goods) { g.Latin, g.Name = "Cistoclemmys galbinifrons", "黄额闭壳龟" }), 300000, ""},
		"an older genus, no name":          {with(genus, func(g *valuation.Goods) { g.Latin = "Cistoclemmys galbinifrons" }), 0, "鉴定到种"},
		"a family without a line":          {turtle(species.National2, "平胸龟", "Platysternon megacephalum", "平胸龟科"), 0, "基准价值未收录：平胸龟"},
		"on the appendix, not approved":    {with(turtle(species.AquaticOther, "斑点池龟", "Geoclemys hamiltonii", "地龟科"), func(g *valuation.Goods) { g.Appendix = "I" }), 50000, ""},
		"neither list nor appendix":        {turtle(species.AquaticOther, "中华鳖", "Pelodiscus sinensis", "鳖科"), 0, "实际价格"},
		"by weight":                        {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Unit = "kg" }), 0, "不能按“kg”计算"},
		"half an animal":                   {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Qty /= 2 }), 0, "不是整数"},
		"a piece is not an animal":         {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Unit = "件" }), 0, "不能按“件”计算"},
		"nothing caught":                   {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Qty = 0 }), 0, "没有数量"},
		"a product":                        {with(turtle(species.National1, "玳瑁", "Eretmochelys imbricata", "海龟科"), func(g *valuation.Goods) { g.Part, g.Unit = "product", "件" }), 0, "制品价值"},
		"an aquatic egg":                   {with(turtle(species.National1, "绿海龟", "Chelonia mydas", "海龟科"), func(g *valuation.Goods) { g.Part, g.Unit = "egg", "枚" }), 0, "卵的系数未收录"},
		"captive":                          {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Origin = "captive" }), 0, "物种来源系数未收录"},
		"dead but whole":                   {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Part = "carcass" }), 250000, ""},
		"the day the rule came into force": {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Day = "2019-10-01" }), 250000, ""},
		"the day before":                   {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.Day = "2019-09-30" }), 0, "以前的评估办法未收录"},
		"four":                             {with(turtle(species.National2, "地龟", "Geoemyda spengleri", "地龟科"), func(g *valuation.Goods) { g.Qty *= 4 }), 1000000, ""},
		"a higher price":                   {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.PriceFen = 250001 }), 250001, ""},
		"a lower price":                    {with(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"), func(g *valuation.Goods) { g.PriceFen = 249999 }), 250000, ""},
		"more than can be counted":         {with(turtle(species.National1, "鼋", "Pelochelys cantorii", "鳖科"), func(g *valuation.Goods) { g.Qty = math.MaxInt64 / valuation.One * valuation.One }), 0, "金额过大"},
	} {
		t.Run(name, func(t *testing.T) { expect(t, valuation.Of(c.goods), c.fen, c.missing) })
	}
}

func expect(t *testing.T, v valuation.Value, fen int64, missing string) {
	t.Helper()
	if fen == 0 {
		if v.Known || v.LowFen != 0 || v.HighFen != 0 || !strings.Contains(strings.Join(v.Missing, "\n"), missing) {
			t.Errorf("%+v, want appraisal for %s", v, missing)
		}
		return
	}
	if !v.Known || v.LowFen != fen || v.HighFen != fen || len(v.Missing) > 0 || v.Method == "" {
		t.Errorf("%+v, want %d fen", v, fen)
	}
}

func TestPrices(t *testing.T) {
	with := func(g valuation.Goods, n int64, fen int64) valuation.Goods {
		g.Qty, g.PriceFen = valuation.One*valuation.Quantity(n), fen
		return g
	}
	for name, c := range map[string]struct {
		goods valuation.Goods
		fen   int64 // 0: needs appraisal
		least int64
		words string
	}{
		"三有 at its price":                      {with(land(species.Sanyou, "黑水鸡", "鸟纲"), 5, 250000), 250000, 250000, ""},
		"三有 below what is collected":           {with(land(species.Sanyou, "黑水鸡", "鸟纲"), 5, 149999), 0, 149999, "黑水鸡"},
		"三有 at what is collected":              {with(land(species.Sanyou, "黑水鸡", "鸟纲"), 5, 150000), 150000, 150000, ""},
		"三有 nobody has collected":              {with(land(species.Sanyou, "画眉鸟", "鸟纲"), 1, 1), 1, 1, ""},
		"三有 without a price":                   {with(land(species.Sanyou, "黑水鸡", "鸟纲"), 5, 0), 0, 0, "基准价值未收录：黑水鸡"},
		"other land animals at their price":    {with(land(species.Other, "野猪", "哺乳纲"), 1, 1), 1, 1, ""},
		"other land animals without one":       {with(land(species.Other, "野猪", "哺乳纲"), 1, 0), 0, 0, "实际价格"},
		"livestock":                            {with(land(species.Livestock, "梅花鹿", "哺乳纲"), 3, 900000), 900000, 900000, ""},
		"a protected animal: a lower bound":    {with(land(species.National2, "鹩哥", "鸟纲"), 2, 2000000), 0, 2000000, "基准价值未收录：鹩哥"},
		"a protected animal without a price":   {with(land(species.National2, "画眉", "鸟纲"), 1, 0), 0, 0, "《陆生野生动物基准价值标准目录》（46号令附件）的基准价值未收录：画眉"},
		"what nobody knows is worth what":      {with(land(species.Unknown, "", ""), 1, 5000), 0, 0, "先鉴定"},
		"a price below zero is no price":       {with(land(species.Other, "野猪", "哺乳纲"), 1, -1), 0, 0, "实际价格"},
		"the collected figure decides nothing": {with(land(species.National1, "大鸨雉鸡", "鸟纲"), 1, 0), 0, 0, "未收录"},
	} {
		t.Run(name, func(t *testing.T) {
			v := valuation.Of(c.goods)
			expect(t, v, c.fen, c.words)
			if v.AtLeastFen != c.least {
				t.Errorf("at least %d, want %d", v.AtLeastFen, c.least)
			}
		})
	}
}

// An annex of the kind of 46号令, made up for the test.
const annex = `科,中文名,学名,单位,基准价值元,source
画眉科,画眉,Garrulax canorus,只,1000,test
蛙科,黑斑侧褶蛙,Pelophylax nigromaculatus,只,100,test
游蛇科,游蛇科所有种,Colubridae spp.,条,333,test
鹿科,马鹿,Cervus elaphus,头,8000,test
`

func TestLandRule(t *testing.T) {
	tables, err := valuation.Read(strings.NewReader(annex), nil)
	if err != nil {
		t.Fatal(err)
	}
	listed := func(g valuation.Goods, s species.Status) valuation.Goods { g.Entry.CaptiveBred = s; return g }
	with := func(g valuation.Goods, latin, family, part, origin string) valuation.Goods {
		g.Kind.Latin, g.Entry.Family, g.Part, g.Origin = latin, family, part, origin
		if part == "egg" {
			g.Unit = "枚"
		}
		return g
	}
	for name, c := range map[string]struct {
		goods     valuation.Goods
		low, high int64
	}{
		"二级":                              {with(land(species.National2, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", "wild"), 500000, 500000},
		"一级":                              {with(land(species.National1, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", "wild"), 1000000, 1000000},
		"三有":                              {with(land(species.Sanyou, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", "wild"), 100000, 100000},
		"地方重点":                            {with(land(species.Local, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", "wild"), 100000, 100000},
		"鸟蛋 is half":                      {with(land(species.National2, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "egg", "wild"), 250000, 250000},
		"蛙卵 is a thousandth":              {with(land(species.Sanyou, "黑斑侧褶蛙", "两栖纲"), "Pelophylax nigromaculatus", "蛙科", "egg", "wild"), 10, 10},
		"蛇卵 is a tenth":                   {with(land(species.Sanyou, "王锦蛇", "爬行纲"), "Elaphe carinata", "游蛇科", "egg", "wild"), 3330, 3330},
		"captive 三有 is half":              {with(land(species.Sanyou, "王锦蛇", "爬行纲"), "Elaphe carinata", "游蛇科", "live", "captive"), 16650, 16650},
		"captive frog eggs, rounded once": {with(land(species.Sanyou, "黑斑侧褶蛙", "两栖纲"), "Pelophylax nigromaculatus", "蛙科", "egg", "captive"), 5, 5},
		"captive, on the captive list":    {listed(with(land(species.National2, "马鹿", "哺乳纲"), "Cervus elaphus", "鹿科", "live", "captive"), species.Partial), 1000000, 1000000},
		"captive, on a list nobody has confirmed": {listed(with(land(species.National2, "马鹿", "哺乳纲"), "Cervus elaphus", "鹿科", "live", "captive"), species.Unverified), 1000000, 2000000},
		"captive, not on the first batch":         {with(land(species.National2, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", "captive"), 125000, 250000},
		"an unknown origin counts as wild":        {with(land(species.National2, "画眉", "鸟纲"), "Garrulax canorus", "画眉科", "live", ""), 500000, 500000},
	} {
		t.Run(name, func(t *testing.T) {
			v := tables.Of(c.goods)
			if !v.Known || v.LowFen != c.low || v.HighFen != c.high {
				t.Errorf("%+v, want %d to %d", v, c.low, c.high)
			}
		})
	}
}

func TestTablesThatCannotBeRead(t *testing.T) {
	for _, s := range []string{
		"科,中文名\n雁科,豆雁\n", "科,中文名,学名,单位,基准价值元\n雁科,豆雁,,只,0\n", "科,中文名,学名,单位,基准价值元\n雁科,豆雁,,只,-5\n",
		"科,中文名,学名,单位,基准价值元\n雁科,豆雁,,只,1e3\n", "科,中文名,学名,单位,基准价值元\n雁科,豆雁,,只,999999999999999999\n", "\"\n",
	} {
		if _, err := valuation.Read(strings.NewReader(s), nil); !errors.Is(err, valuation.ErrTable) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestSum(t *testing.T) {
	one := valuation.Of(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"))
	open := valuation.Of(land(species.National2, "画眉", "鸟纲"))
	if v := valuation.Sum(one, one); !v.Known || v.LowFen != 500000 || v.HighFen != 500000 {
		t.Errorf("two turtles: %+v", v)
	}
	if v := valuation.Sum(one, open); v.Known || v.LowFen != 0 || v.HighFen != 0 || v.AtLeastFen != 250000 || len(v.Missing) == 0 {
		t.Errorf("one of them unvalued: %+v", v)
	}
	if v := valuation.Sum(); v.Known {
		t.Errorf("of nothing: %+v", v)
	}
	much := valuation.Value{LowFen: math.MaxInt64, HighFen: math.MaxInt64, Known: true}
	if v := valuation.Sum(much, one); v.Known || len(v.Missing) == 0 {
		t.Errorf("too much: %+v", v)
	}
}

func TestParseQuantity(t *testing.T) {
	for s, want := range map[string]valuation.Quantity{
		"1": 1_000_000, "0.4": 400_000, "2.5": 2_500_000, "0.000001": 1, "007": 7_000_000, "9223372036854.775807": math.MaxInt64,
	} {
		if got, err := valuation.ParseQuantity(s); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", "0", "0.0", "0.000000", "-1", "+1", "1e3", "1E-3", "NaN", "Inf", "-Inf", "0x10", "1.", ".5", "1.0000001", "1.2.3", "1,000",
		" 1", "1 ", "１", "一", "9223372036854.775808", "99999999999999999999", "1_000", "0.0000000", "1\x00",
	} {
		if got, err := valuation.ParseQuantity(s); !errors.Is(err, valuation.ErrQuantity) || got != 0 {
			t.Errorf("%q: %v, %v, want a fault", s, got, err)
		}
	}
}

func TestQuantityIsWrittenShort(t *testing.T) {
	for s, want := range map[string]string{"1": "1", "0.40": "0.4", "100": "100", "0.000001": "0.000001", "12.340000": "12.34"} {
		if got := must(t, s).String(); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
	if got := valuation.Quantity(math.MinInt64).String(); got != "-9223372036854.775808" {
		t.Errorf("the smallest: %s", got)
	}
}

func TestGrams(t *testing.T) {
	if g, ok := must(t, "0.5").Grams("kg"); !ok || g != 500*valuation.One {
		t.Errorf("0.5 kg: %v, %v", g, ok)
	}
	if g, ok := must(t, "500").Grams("g"); !ok || g != 500*valuation.One {
		t.Errorf("500 g: %v, %v", g, ok)
	}
	if _, ok := must(t, "3").Grams("只"); ok {
		t.Error("three animals have a weight")
	}
	if _, ok := valuation.Quantity(math.MaxInt64).Grams("kg"); ok {
		t.Error("the largest number of kilograms has grams")
	}
}

func FuzzParseQuantity(f *testing.F) {
	for _, s := range []string{"1", "0.4", "1e9", "-1", "0", "NaN", "1.0000001", "９"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := valuation.ParseQuantity(s)
		if err != nil {
			if q != 0 {
				t.Fatalf("%q: %v beside %v", s, q, err)
			}
			return
		}
		if again, err := valuation.ParseQuantity(q.String()); q <= 0 || err != nil || again != q {
			t.Fatalf("%q is %v, written %s, read %v, %v", s, int64(q), q, again, err)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(annex)
	f.Add("a,b,c,d,e\n,,,,1\n")
	f.Fuzz(func(t *testing.T, s string) {
		tables, err := valuation.Read(strings.NewReader(s), strings.NewReader(s))
		if err == nil {
			tables.Of(land(species.National2, "画眉", "鸟纲"))
			tables.Of(turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科"))
		}
	})
}

func BenchmarkOf(b *testing.B) {
	g := turtle(species.National2, "花龟", "Mauremys sinensis", "地龟科")
	b.ReportAllocs()
	for b.Loop() {
		valuation.Of(g)
	}
}
