package crime_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// animal is a wild live animal of a class, worth what is paid for it.
func animal(class species.Class, name string, fen int64) crime.Item {
	authority := species.Forestry
	if class == species.AquaticOther {
		authority = species.Fishery
	}
	known := name
	if class == species.Unknown {
		known = ""
	}
	return item(valuation.Goods{
		Kind: species.Kind{Species: known, Class: class, Authority: authority}, Name: name,
		Part: "live", Qty: valuation.One, Unit: "只", Origin: "wild", Day: "2024-06-01", PriceFen: fen,
	})
}

// appraised is an animal whose worth an appraisal has settled.
func appraised(class species.Class, name string, fen int64) crime.Item {
	it := animal(class, name, 0)
	it.Value = valuation.Value{LowFen: fen, HighFen: fen, AtLeastFen: fen, Known: true}
	return it
}

func item(g valuation.Goods) crime.Item {
	return crime.Item{Goods: g, Value: valuation.Of(g), Permit: "none", Marking: "none"}
}

func with(it crime.Item, change func(*crime.Item)) crime.Item {
	change(&it)
	return it
}

func captive(it *crime.Item) { it.Goods.Origin = "captive" }

func deed(act string, items ...crime.Item) crime.Deed {
	return crime.Deed{Act: act, Day: "2024-06-01", Decision: "2024-09-01", Person: true, Caught: true, Items: items}
}

func but(d crime.Deed, change func(*crime.Deed)) crime.Deed {
	change(&d)
	return d
}

var (
	is, not   = new(true), new(false)
	inSeason  = func(d *crime.Deed) { d.BannedArea, d.BannedPeriod, d.Tools = not, is, []string{} }
	elsewhere = func(d *crime.Deed) { d.BannedArea, d.BannedPeriod, d.Tools = not, not, []string{} }
	toEat     = func(d *crime.Deed) { d.ForFood = true }
)

const (
	danger   = "危害珍贵、濒危野生动物罪"
	hunting  = "非法狩猎罪"
	food     = "非法猎捕、收购、运输、出售陆生野生动物罪"
	smuggle  = "走私珍贵动物、珍贵动物制品罪"
	fishing  = "非法捕捞水产品罪"
	nameless = ""
)

type verdict struct{ advice, crime, band string }

var nothing = verdict{crime.None, "", ""}

func expect(t *testing.T, a crime.Advice, want verdict) {
	t.Helper()
	if got := (verdict{a.Advice, a.Crime, a.Band}); got != want {
		t.Errorf("%v, want %v; reasons:\n%s\nwarnings:\n%s", got, want, strings.Join(a.Reasons, "\n"), strings.Join(a.Warnings, "\n"))
	}
	if len(a.Reasons) == 0 || len(a.Articles) == 0 {
		t.Errorf("no reasons or articles: %+v", a)
	}
	for _, r := range a.Reasons {
		if !strings.Contains(r, "条") {
			t.Errorf("%q names no article", r)
		}
	}
}

// TestThresholds: below, at and above each figure, for each act it holds for.
func TestThresholds(t *testing.T) {
	bands := func(name string) map[int64]verdict {
		return map[int64]verdict{
			1: nothing, 19_999_99: nothing, 20_000_00: {crime.Transfer, name, "base"}, 20_000_01: {crime.Transfer, name, "base"},
			199_999_99: {crime.Transfer, name, "base"}, 200_000_00: {crime.Transfer, name, "serious"}, 1_999_999_99: {crime.Transfer, name, "serious"},
			2_000_000_00: {crime.Transfer, name, "very_serious"}, 9_000_000_000_000_000_00: {crime.Transfer, name, "very_serious"},
		}
	}
	one := func(name string, fen int64) map[int64]verdict {
		return map[int64]verdict{1: nothing, fen - 1: nothing, fen: {crime.Transfer, name, ""}, fen + 1: {crime.Transfer, name, ""}, 100 * fen: {crime.Transfer, name, ""}}
	}
	export := func(d *crime.Deed) { d.Direction = "export" }
	for _, c := range []struct {
		acts    string
		classes []species.Class
		change  func(*crime.Deed)
		want    map[int64]verdict
	}{
		{"hunt fish sell buy transport carry mail make_food sell_food buy_to_eat rescue_trade", []species.Class{species.National1, species.National2}, nil, bands(danger)},
		{"import", []species.Class{species.National1, species.National2}, export, bands(smuggle)},
		{"hunt", []species.Class{species.Sanyou, species.Local, species.Other}, inSeason, one(hunting, 10_000_00)},
		{"sell buy transport carry mail rescue_trade", []species.Class{species.Sanyou, species.Local}, toEat, one(food, 10_000_00)},
		{"make_food sell_food buy_to_eat", []species.Class{species.Sanyou, species.Local}, nil, one(food, 10_000_00)},
		{"sell buy transport carry mail rescue_trade make_food sell_food buy_to_eat", []species.Class{species.Other}, toEat, one(food, 50_000_00)},
		{"fish hunt", []species.Class{species.AquaticOther}, inSeason, one(fishing, 10_000_00)},
	} {
		for act := range strings.SplitSeq(c.acts, " ") {
			for _, class := range c.classes {
				for fen, want := range c.want {
					d := deed(act, appraised(class, "某种动物", fen))
					if c.change != nil {
						c.change(&d)
					}
					t.Run(act+" "+string(class), func(t *testing.T) { expect(t, crime.Triage(d), want) })
				}
			}
		}
	}
}

func TestWhatIsNoCrimeHere(t *testing.T) {
	for _, act := range []string{"breed", "eat", "advertise", "host", "forge", "release", "hunt_unfiled", "clinic", "platform_duty", "carrier"} {
		expect(t, crime.Triage(deed(act, appraised(species.National1, "穿山甲", 9_999_999_00))), nothing)
	}
	for name, d := range map[string]crime.Deed{
		"三有 sold, but not to be eaten":        deed("sell", animal(species.Sanyou, "黑水鸡", 250_000_00)),
		"livestock":                           but(deed("sell", with(animal(species.Livestock, "梅花鹿", 9_000_000_00), captive)), toEat),
		"captive 三有 to be eaten":              but(deed("sell", with(animal(species.Sanyou, "舟山眼镜蛇", 90_000_00), captive)), toEat),
		"protected, with permit and mark":     deed("sell", with(appraised(species.National2, "鹩哥", 90_000_00), func(i *crime.Item) { i.Permit, i.Marking = "valid", "valid" })),
		"fish bought to be eaten":             but(deed("buy", animal(species.AquaticOther, "鲫", 90_000_00)), toEat),
		"三有 brought in, on no appendix":       deed("import", animal(species.Sanyou, "黑水鸡", 90_000_00)),
		"hunted outside banned places":        but(deed("hunt", animal(species.Sanyou, "珠颈斑鸠", 90_000_00)), elsewhere),
		"three tools short of a banned place": but(deed("hunt", animal(species.Other, "野猪", 800_00)), func(d *crime.Deed) { elsewhere(d); d.Tools = []string{"猎夹"} }),
		"nothing caught":                      but(deed("hunt", crime.Item{Goods: valuation.Goods{Kind: species.Kind{Class: species.National1}}}), func(d *crime.Deed) { d.Caught = false }),
		"of nobody knows what, nothing sold":  but(deed("sell", crime.Item{Goods: valuation.Goods{Kind: species.Kind{Class: species.Unknown}}}), func(d *crime.Deed) { d.Caught = false }),
		"no items":                            deed("sell"),
	} {
		t.Run(name, func(t *testing.T) { expect(t, crime.Triage(d), nothing) })
	}
}

func TestDoubt(t *testing.T) {
	captiveOf := func(fen int64) crime.Item {
		return with(appraised(species.National2, "费氏牡丹鹦鹉", fen), captive)
	}
	half := func(class species.Class, origin string, fen int64) crime.Item {
		it := appraised(class, "某种动物", fen)
		it.Goods.Origin = origin
		return it
	}
	for name, c := range map[string]struct {
		deed  crime.Deed
		want  verdict
		words string // in the reasons
	}{
		"a protected animal nobody has valued":      {deed("sell", animal(species.National1, "穿山甲", 0)), verdict{crime.Doubt, danger, ""}, "须认定"},
		"its price one fen below":                   {deed("sell", animal(species.National2, "鹩哥", 19_999_99)), verdict{crime.Doubt, danger, ""}, "19999.99元"},
		"its price alone reaches":                   {deed("sell", animal(species.National2, "鹩哥", 20_000_00)), verdict{crime.Transfer, danger, "base"}, "至少20000.00元"},
		"its price reaches a graver band":           {deed("sell", animal(species.National2, "鹩哥", 200_000_00)), verdict{crime.Transfer, danger, "serious"}, "情节严重"},
		"one not valued, one below":                 {deed("sell", animal(species.National1, "穿山甲", 0), appraised(species.National2, "鹩哥", 19_999_99)), verdict{crime.Doubt, danger, ""}, "价值须认定"},
		"one valued above, one not":                 {deed("sell", animal(species.National1, "穿山甲", 0), appraised(species.National2, "鹩哥", 20_000_00)), verdict{crime.Transfer, danger, "base"}, "价值须认定"},
		"captive, above":                            {deed("sell", captiveOf(20_000_00)), verdict{crime.Doubt, danger, ""}, "第十三条第二款"},
		"captive, below":                            {deed("sell", captiveOf(19_999_99)), nothing, "未达到"},
		"captive, and wild ones that reach":         {deed("sell", captiveOf(20_000_00), appraised(species.National2, "鹩哥", 20_000_00)), verdict{crime.Transfer, danger, "base"}, "第十三条第二款"},
		"captive, and wild ones that do not":        {deed("sell", captiveOf(19_000_00), appraised(species.National2, "鹩哥", 19_000_00)), verdict{crime.Doubt, danger, ""}, "可能计入的合计38000.00元"},
		"captive where the list is for wild ones":   {deed("sell", with(captiveOf(20_000_00), func(i *crime.Item) { i.Goods.Kind.WildOnly = true })), verdict{crime.Doubt, danger, ""}, "只列野外种群"},
		"a permit, but no mark":                     {deed("sell", with(appraised(species.National2, "鹩哥", 20_000_00), func(i *crime.Item) { i.Permit = "valid" })), verdict{crime.Doubt, danger, ""}, "许可范围"},
		"used, nobody knows for what":               {deed("use", appraised(species.National2, "鹩哥", 20_000_00)), verdict{crime.Doubt, danger, ""}, "以营利为目的的加工利用"},
		"smuggled captive":                          {but(deed("import", captiveOf(20_000_00)), func(d *crime.Deed) { d.Direction = "export" }), verdict{crime.Doubt, smuggle, ""}, "第十三条第二款"},
		"brought in, on nobody knows what appendix": {deed("import", appraised(species.National2, "鹩哥", 20_000_00)), verdict{crime.Doubt, smuggle, ""}, "附录一、附录二"},
		"brought in, on appendix II":                {deed("import", with(appraised(species.National2, "鹩哥", 20_000_00), func(i *crime.Item) { i.Goods.Appendix = "II" })), verdict{crime.Transfer, smuggle, "base"}, "第二条第一款"},
		"brought in, on appendix III":               {deed("import", with(appraised(species.National2, "鹩哥", 20_000_00), func(i *crime.Item) { i.Goods.Appendix = "III" })), verdict{crime.Doubt, smuggle, ""}, "须查明"},
		"an appendix animal of unknown class":       {deed("import", with(animal(species.Unknown, "美洲豹", 0), func(i *crime.Item) { i.Goods.Appendix = "I" })), verdict{crime.Doubt, smuggle, ""}, "须认定"},
		"a name on no list":                         {deed("sell", animal(species.Unknown, "舟山眼睛蛇", 500_00)), verdict{crime.Doubt, nameless, ""}, "种属须认定：舟山眼睛蛇"},
		"a species whose class is not known":        {deed("sell", with(animal(species.Unknown, "", 500_00), func(i *crime.Item) { i.Goods.Kind.Species = "球蟒" })), verdict{crime.Doubt, nameless, ""}, "保护级别"},
		"a captive one whose class is not known":    {deed("sell", with(animal(species.Unknown, "费氏牡丹鹦鹉", 500_00), captive)), verdict{crime.Doubt, nameless, ""}, "第十三条第二款"},
		"a name on no list beside a crime":          {deed("sell", animal(species.Unknown, "怪鸟", 500_00), appraised(species.National2, "鹩哥", 20_000_00)), verdict{crime.Transfer, danger, "base"}, "种属须认定"},
		"to be eaten, wild or not unknown":          {but(deed("sell", half(species.Sanyou, "unknown", 10_000_00)), toEat), verdict{crime.Doubt, food, ""}, "自然生长繁殖"},
		"to be eaten, wild or not unknown, below":   {but(deed("sell", half(species.Sanyou, "unknown", 9_999_99)), toEat), nothing, "未达到"},
		"to be eaten, nobody has valued it":         {deed("sell_food", animal(species.Sanyou, "果子狸", 0)), verdict{crime.Doubt, food, ""}, "须认定"},
		"a price far below what is collected":       {but(deed("sell", with(animal(species.Sanyou, "苍鹭", 9_000_00), func(i *crime.Item) { i.Value.HintFen = 10_000_00 })), toEat), verdict{crime.Doubt, food, ""}, "须认定"},
	} {
		t.Run(name, func(t *testing.T) {
			a := crime.Triage(c.deed)
			expect(t, a, c.want)
			if !strings.Contains(strings.Join(a.Reasons, "\n"), c.words) {
				t.Errorf("no reason says %q:\n%s", c.words, strings.Join(a.Reasons, "\n"))
			}
		})
	}
}

// TestGrounds is 刑法 341.2: which place, time and tool, told or not, make what.
func TestGrounds(t *testing.T) {
	type bools struct{ area, period *bool }
	for name, c := range map[string]struct {
		at    bools
		tools []string
		fen   int64
		want  string
	}{
		"banned place, banned tool, worth nothing":   {bools{is, not}, []string{"猎夹"}, 1, crime.Transfer},
		"banned time, banned tool, worth nothing":    {bools{not, is}, []string{"粘网"}, 1, crime.Transfer},
		"banned place, no tool":                      {bools{is, not}, []string{}, 9_999_99, crime.None},
		"banned place, bare hands":                   {bools{is, not}, []string{"徒手"}, 9_999_99, crime.None},
		"banned place, no tool, worth enough":        {bools{is, not}, []string{}, 10_000_00, crime.Transfer},
		"banned place, tool untold":                  {bools{is, nil}, nil, 1, crime.None},
		"banned place, tool untold, worth enough":    {bools{is, nil}, nil, 10_000_00, crime.Transfer},
		"no place, no time, tool untold":             {bools{not, not}, nil, 10_000_00, crime.None},
		"banned place, a tool no law of ours names":  {bools{is, not}, []string{"弹弓"}, 1, crime.Doubt},
		"banned tool, place and time untold":         {bools{nil, nil}, []string{"电媒"}, 1, crime.Doubt},
		"banned tool, neither place nor time":        {bools{not, not}, []string{"电媒"}, 1, crime.None},
		"banned tool alone, worth enough":            {bools{not, not}, []string{"电媒"}, 10_000_00, crime.Transfer},
		"nothing told, worth little":                 {bools{nil, nil}, nil, 9_999_99, crime.None},
		"nothing told, worth enough":                 {bools{nil, nil}, nil, 10_000_00, crime.Doubt},
		"nothing told, worth unknown":                {bools{nil, nil}, nil, 0, crime.Doubt},
		"nothing banned, worth unknown":              {bools{not, not}, []string{}, 0, crime.None},
		"banned place, no tool, worth unknown":       {bools{is, not}, []string{}, 0, crime.Doubt},
		"one banned tool among others":               {bools{is, not}, []string{"弹弓", "猎套"}, 1, crime.Transfer},
		"a local tool outside places, little worth":  {bools{not, not}, []string{"弹弓"}, 1, crime.None},
		"a local tool outside places, worth enough":  {bools{not, not}, []string{"弹弓"}, 10_000_00, crime.Doubt},
		"banned place and time, the tool not banned": {bools{is, is}, []string{}, 1, crime.None},
	} {
		t.Run(name, func(t *testing.T) {
			d := deed("hunt", animal(species.Sanyou, "珠颈斑鸠", c.fen))
			d.BannedArea, d.BannedPeriod, d.Tools = c.at.area, c.at.period, c.tools
			want := verdict{c.want, hunting, ""}
			if c.want == crime.None {
				want = nothing
			}
			expect(t, crime.Triage(d), want)
		})
	}
}

func TestHuntingTakesNoCatch(t *testing.T) {
	d := deed("hunt", crime.Item{Goods: valuation.Goods{Kind: species.Kind{Class: species.Sanyou, Authority: species.Forestry}}})
	d.Caught, d.BannedArea, d.BannedPeriod, d.Tools = false, is, not, []string{"捕鸟网"}
	expect(t, crime.Triage(d), verdict{crime.Transfer, hunting, ""})
}

func TestHuntingWithALicence(t *testing.T) {
	licensed := with(animal(species.Sanyou, "珠颈斑鸠", 90_000_00), func(i *crime.Item) { i.Permit = "valid" })
	d := but(deed("hunt", licensed), func(d *crime.Deed) { d.BannedArea, d.BannedPeriod, d.Tools = is, not, []string{"猎夹"} })
	expect(t, crime.Triage(d), verdict{crime.Doubt, hunting, ""})
	d.Items = append(d.Items, animal(species.Sanyou, "麻雀", 1))
	expect(t, crime.Triage(d), verdict{crime.Transfer, hunting, ""})
}

// 法释〔2022〕12号 art. 8 para. 2: both crimes, one name.
func TestHuntingToEat(t *testing.T) {
	d := but(deed("hunt", animal(species.Sanyou, "珠颈斑鸠", 10_000_00)), func(d *crime.Deed) { inSeason(d); toEat(d) })
	a := crime.Triage(d)
	expect(t, a, verdict{crime.Transfer, food, ""})
	if !slices.Contains(a.Articles, "法释〔2022〕12号:8.2") {
		t.Errorf("art. 8.2 is not named: %v", a.Articles)
	}
	d = but(deed("hunt", animal(species.Other, "野猪", 10_000_00)), func(d *crime.Deed) { inSeason(d); toEat(d) })
	expect(t, crime.Triage(d), verdict{crime.Transfer, hunting, ""}) // 五万元 not reached, 一万元 is
}

func TestTools(t *testing.T) {
	for tool, c := range map[string]struct{ day, word, ref string }{
		"粘网":      {"2023-05-01", "捕鸟网", "野生动物保护法2022:24.1"},
		"捕鸟网":     {"2023-04-30", "网捕", "野生动物保护法2018:24.1"},
		"自制铁夹":    {"2024-01-01", "猎夹", "野生动物保护法2022:24.1"},
		"电媒":      {"2024-01-01", "电击或者电子诱捕装置", "野生动物保护法2022:24.1"},
		"强光手电":    {"2024-01-01", "夜间照明行猎", "野生动物保护法2022:24.1"},
		"呋喃丹拌稻谷":  {"", "毒药", "野生动物保护法2022:24.1"},
		"大网":      {"2024-01-01", "网捕", "野生动物保护法2022:24.1"},
		"弹弓":      {"2024-01-01", "", ""},
		"":        {"2024-01-01", "", ""},
		"高压电网猎野猪": {"2024-01-01", "电击或者电子诱捕装置", "野生动物保护法2022:24.1"},
	} {
		ban, ok := crime.Banned(tool, c.day)
		if ok != (c.word != "") || ban.Word != c.word || ban.Ref != c.ref {
			t.Errorf("%q on %s: %+v, %v", tool, c.day, ban, ok)
		}
	}
}

func TestFishing(t *testing.T) {
	fish := func(qty, unit string, fen int64) crime.Item {
		q, err := valuation.ParseQuantity(qty)
		if err != nil {
			t.Fatal(err)
		}
		it := animal(species.AquaticOther, "鲫", fen)
		it.Goods.Qty, it.Goods.Unit = q, unit
		it.Value = valuation.Of(it.Goods)
		return it
	}
	electric := func(d *crime.Deed) { d.BannedArea, d.BannedPeriod, d.Tools = not, is, []string{"电鱼机"} }
	for name, c := range map[string]struct {
		deed crime.Deed
		want verdict
	}{
		"electric in the banned time":    {but(deed("fish", fish("1", "kg", 10_00)), electric), verdict{crime.Transfer, fishing, ""}},
		"one gram short of 500 kg":       {but(deed("fish", fish("499.999", "kg", 1_00)), inSeason), nothing},
		"500 kg":                         {but(deed("fish", fish("500", "kg", 1_00)), inSeason), verdict{crime.Transfer, fishing, ""}},
		"500 kg in grams":                {but(deed("fish", fish("500000", "g", 1_00)), inSeason), verdict{crime.Transfer, fishing, ""}},
		"500 kg outside, nothing banned": {but(deed("fish", fish("500", "kg", 1_00)), elsewhere), nothing},
		"counted, cheap":                 {but(deed("fish", fish("12", "尾", 50_00)), inSeason), nothing},
		"worth unknown":                  {but(deed("fish", fish("12", "kg", 0)), inSeason), verdict{crime.Doubt, fishing, ""}},
		"before the interpretation":      {but(deed("fish", fish("500", "kg", 1_00)), func(d *crime.Deed) { inSeason(d); d.Day = "2022-04-08" }), verdict{crime.Doubt, fishing, ""}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, crime.Triage(c.deed), c.want) })
	}
	a := crime.Triage(but(deed("fish", fish("50", "kg", 1_00)), inSeason))
	if !strings.Contains(strings.Join(a.Warnings, "\n"), "苗种") {
		t.Errorf("50 kg: nothing of 苗种 in %v", a.Warnings)
	}
}
