package crime_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

func on(day string) func(*crime.Deed) { return func(d *crime.Deed) { d.Day = day } }

// Acts of before 2022-04-09 are held against the older interpretation.
func TestEarlierActs(t *testing.T) {
	sparrows := func(n int64, fen int64) crime.Item {
		it := animal(species.Sanyou, "麻雀", fen)
		it.Goods.Qty = valuation.Quantity(n) * valuation.One
		return it
	}
	season := func(day string) func(*crime.Deed) { return func(d *crime.Deed) { inSeason(d); d.Day = day } }
	eaten := func(day string) func(*crime.Deed) { return func(d *crime.Deed) { toEat(d); d.Day = day } }
	for name, c := range map[string]struct {
		deed crime.Deed
		want verdict
	}{
		"protected, reached, the day before":          {but(deed("sell", appraised(species.National2, "花龟", 20_000_00)), on("2022-04-08")), verdict{crime.Doubt, danger, ""}},
		"protected, reached, the day":                 {but(deed("sell", appraised(species.National2, "花龟", 20_000_00)), on("2022-04-09")), verdict{crime.Transfer, danger, "base"}},
		"protected, below, the day before":            {but(deed("sell", appraised(species.National2, "花龟", 19_999_99)), on("2022-04-08")), verdict{crime.Doubt, danger, ""}},
		"protected, below, the day":                   {but(deed("sell", appraised(species.National2, "花龟", 19_999_99)), on("2022-04-09")), nothing},
		"an appendix species the lists do not name":   {but(deed("sell", with(animal(species.AquaticOther, "斑点池龟", 100_00), func(i *crime.Item) { i.Goods.Appendix = "I" })), on("2020-01-01")), verdict{crime.Doubt, danger, ""}},
		"the same today":                              {deed("sell", with(animal(species.AquaticOther, "斑点池龟", 100_00), func(i *crime.Item) { i.Goods.Appendix = "I" })), nothing},
		"an unknown class on appendix II, then":       {but(deed("sell", with(animal(species.Unknown, "球蟒", 100_00), func(i *crime.Item) { i.Goods.Appendix = "II" })), on("2020-01-01")), verdict{crime.Doubt, danger, ""}},
		"smuggled, the day before":                    {but(deed("import", appraised(species.National1, "穿山甲", 30_000_00)), func(d *crime.Deed) { d.Day, d.Direction = "2022-04-08", "export" }), verdict{crime.Doubt, smuggle, ""}},
		"19 sparrows, cheap":                          {but(deed("hunt", sparrows(19, 190_00)), season("2022-04-08")), nothing},
		"20 sparrows, cheap: heads reach, worth not":  {but(deed("hunt", sparrows(20, 200_00)), season("2022-04-08")), verdict{crime.Doubt, hunting, ""}},
		"20 sparrows today":                           {but(deed("hunt", sparrows(20, 200_00)), season("2022-04-09")), nothing},
		"20 sparrows worth enough: both reach":        {but(deed("hunt", sparrows(20, 10_000_00)), season("2022-04-08")), verdict{crime.Transfer, hunting, ""}},
		"one worth enough: heads do not reach":        {but(deed("hunt", sparrows(1, 10_000_00)), season("2022-04-08")), verdict{crime.Doubt, hunting, ""}},
		"banned tool in season: both reach":           {but(deed("hunt", sparrows(1, 1)), func(d *crime.Deed) { season("2019-02-01")(d); d.Tools = []string{"猎套"} }), verdict{crime.Transfer, hunting, ""}},
		"to be eaten, before the crime existed":       {but(deed("sell", animal(species.Sanyou, "舟山眼镜蛇", 90_000_00)), eaten("2021-02-28")), nothing},
		"to be eaten, the day it came, no figure yet": {but(deed("sell", animal(species.Sanyou, "舟山眼镜蛇", 90_000_00)), eaten("2021-03-01")), verdict{crime.Doubt, food, ""}},
		"to be eaten, then, below the later figure":   {but(deed("sell", animal(species.Sanyou, "舟山眼镜蛇", 9_999_99)), eaten("2021-03-01")), nothing},
		"to be eaten, the last day without a figure":  {but(deed("sell", animal(species.Sanyou, "舟山眼镜蛇", 10_000_00)), eaten("2022-04-08")), verdict{crime.Doubt, food, ""}},
		"to be eaten, the first day with one":         {but(deed("sell", animal(species.Sanyou, "舟山眼镜蛇", 10_000_00)), eaten("2022-04-09")), verdict{crime.Transfer, food, ""}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, crime.Triage(c.deed), c.want) })
	}
}

// A class read from a list of after the act does not reach a threshold by itself.
func TestLaterList(t *testing.T) {
	later := func(fen int64) crime.Deed {
		it := with(animal(species.Sanyou, "某种蛇", fen), func(i *crime.Item) { i.Goods.Kind.Later = true })
		return but(deed("sell", it), func(d *crime.Deed) { toEat(d); d.Day = "2023-06-29" })
	}
	expect(t, crime.Triage(later(10_000_00)), verdict{crime.Doubt, food, ""})
	expect(t, crime.Triage(later(9_999_99)), nothing)
}

func TestMarine(t *testing.T) {
	of := func(name, group, order, family string) crime.Item {
		it := appraised(species.National1, name, 150_000_00)
		it.Goods.Kind.Authority = species.Fishery
		it.Goods.Entry = species.Entry{Name: name, Group: group, Order: order, Family: family}
		return it
	}
	sea := []crime.Item{
		of("红珊瑚科所有种", "珊瑚纲", "软珊瑚目", "红珊瑚科"), of("大砗磲", "双壳纲", "帘蛤目", "砗磲科"), of("绿海龟", "爬行纲", "龟鳖目", "海龟科"),
		of("东亚江豚", "哺乳纲", "鲸目", "鼠海豚科"), of("青环海蛇", "爬行纲", "有鳞目", "眼镜蛇科"), of("鹦鹉螺", "头足纲", "鹦鹉螺目", "鹦鹉螺科"),
	}
	for _, it := range sea {
		expect(t, crime.Triage(deed("sell", it)), verdict{crime.Doubt, danger, ""})
		it.Value.LowFen, it.Value.HighFen = 1, 1
		expect(t, crime.Triage(deed("sell", it)), verdict{crime.Doubt, danger, ""})
	}
	smuggled := but(deed("import", sea[0]), func(d *crime.Deed) { d.Direction = "export" })
	expect(t, crime.Triage(smuggled), verdict{crime.Transfer, smuggle, "base"})
	for _, it := range []crime.Item{
		of("长江江豚", "哺乳纲", "鲸目", "鼠海豚科"), of("鼋", "爬行纲", "龟鳖目", "鳖科"), of("大鲵", "两栖纲", "有尾目", "隐鳃鲵科"), of("螺蛳", "腹足纲", "", "田螺科"),
	} {
		expect(t, crime.Triage(deed("sell", it)), verdict{crime.Transfer, danger, "base"})
	}
	cobra := of("眼镜王蛇", "爬行纲", "有鳞目", "眼镜蛇科")
	cobra.Goods.Kind.Authority = species.Forestry
	expect(t, crime.Triage(deed("sell", cobra)), verdict{crime.Transfer, danger, "base"})
}

func TestRecent(t *testing.T) {
	for _, c := range []struct {
		prior, day string
		counts     bool
	}{
		{"2022-06-01", "2024-06-01", true}, {"2022-05-31", "2024-06-01", false}, {"2024-05-31", "2024-06-01", true},
		{"2024-06-01", "2024-06-01", false}, {"2024-06-02", "2024-06-01", false},
		{"2024-02-29", "2026-02-28", true}, {"2024-02-29", "2026-03-01", false}, {"2022-02-28", "2024-02-28", true}, {"2022-02-28", "2024-02-29", false},
		{"2024-02-30", "2024-06-01", false}, {"", "2024-06-01", false},
	} {
		if got := len(crime.Recent([]string{c.prior}, c.day)) == 1; got != c.counts {
			t.Errorf("a penalty of %s and an act of %s: %v", c.prior, c.day, got)
		}
	}
}

// A penalty within two years makes the sentence heavier, not the threshold lower.
func TestLookBack(t *testing.T) {
	prior := func(d *crime.Deed) { d.Prior = []string{"2023-06-01", "2019-01-01"} }
	says := func(a crime.Advice, s string) bool { return strings.Contains(strings.Join(a.Reasons, "\n"), s) }
	below := crime.Triage(but(deed("sell", appraised(species.National2, "鹩哥", 19_999_99)), prior))
	expect(t, below, nothing)
	if !says(below, "不降低入罪标准") || says(below, "2019-01-01") {
		t.Errorf("below: %v", below.Reasons)
	}
	for ref, d := range map[string]crime.Deed{
		"法释〔2022〕12号:6.2": deed("sell", appraised(species.National2, "鹩哥", 20_000_00)),
		"法释〔2022〕12号:2.2": but(deed("import", appraised(species.National2, "鹩哥", 20_000_00)), func(d *crime.Deed) { d.Direction = "export" }),
		"法释〔2022〕12号:7.2": but(deed("hunt", animal(species.Sanyou, "麻雀", 10_000_00)), inSeason),
		"法释〔2022〕12号:3.2": but(deed("fish", animal(species.AquaticOther, "鲫", 10_000_00)), inSeason),
	} {
		a := crime.Triage(but(d, prior))
		if a.Advice != crime.Transfer || !says(a, "从重处罚") || !slices.Contains(a.Articles, ref) {
			t.Errorf("%s: %+v", ref, a)
		}
	}
	eaten := crime.Triage(but(deed("sell", animal(species.Sanyou, "麻雀", 10_000_00)), func(d *crime.Deed) { toEat(d); prior(d) }))
	if says(eaten, "从重处罚") || !strings.Contains(strings.Join(eaten.Warnings, "\n"), "未列为从重") {
		t.Errorf("art. 8 has no such paragraph: %+v", eaten)
	}
}

func TestAccumulate(t *testing.T) {
	sale := func(day string, fen int64) crime.Deed {
		return but(deed("sell", appraised(species.National2, "鹩哥", fen)), on(day))
	}
	for name, c := range map[string]struct {
		deeds []crime.Deed
		want  verdict
		words string
	}{
		"none":                                     {nil, nothing, ""},
		"one":                                      {[]crime.Deed{sale("2024-06-01", 19_999_99)}, nothing, ""},
		"two that reach together":                  {[]crime.Deed{sale("2024-06-01", 10_000_00), sale("2023-06-01", 10_000_00)}, verdict{crime.Transfer, danger, "base"}, ""},
		"two, one fen short":                       {[]crime.Deed{sale("2024-06-01", 10_000_00), sale("2023-06-01", 9_999_99)}, nothing, ""},
		"on the same date two years before":        {[]crime.Deed{sale("2022-06-01", 10_000_00), sale("2024-06-01", 10_000_00)}, verdict{crime.Transfer, danger, "base"}, ""},
		"a day earlier":                            {[]crime.Deed{sale("2022-05-31", 10_000_00), sale("2024-06-01", 10_000_00)}, nothing, "2022-05-31的行为距最后一次超过二年"},
		"from a leap day":                          {[]crime.Deed{sale("2024-02-29", 10_000_00), sale("2026-02-28", 10_000_00)}, verdict{crime.Transfer, danger, "base"}, ""},
		"from a leap day, a day later":             {[]crime.Deed{sale("2024-02-29", 10_000_00), sale("2026-03-01", 10_000_00)}, nothing, "未累计"},
		"an old one that is a crime by itself":     {[]crime.Deed{sale("2022-04-09", 190_000_00), sale("2026-06-01", 10_000_00)}, verdict{crime.Transfer, danger, "serious"}, ""},
		"one of them unvalued":                     {[]crime.Deed{sale("2024-01-01", 10_000_00), but(deed("sell", animal(species.National1, "穿山甲", 0)), on("2024-06-01"))}, verdict{crime.Doubt, danger, ""}, ""},
		"one from before the interpretation":       {[]crime.Deed{sale("2022-04-08", 30_000_00), sale("2024-01-01", 30_000_00)}, verdict{crime.Doubt, danger, ""}, ""},
		"one of them unvalued, the other after it": {[]crime.Deed{but(deed("sell", animal(species.National1, "穿山甲", 0)), on("2024-01-01")), sale("2024-06-01", 10_000_00)}, verdict{crime.Doubt, danger, ""}, ""},
		"one that only tried":                      {[]crime.Deed{but(sale("2024-01-01", 0), func(d *crime.Deed) { d.Caught = false }), sale("2024-06-01", 20_000_00)}, verdict{crime.Transfer, danger, "base"}, ""},
		"different crimes are not added together":  {[]crime.Deed{sale("2024-01-01", 19_000_00), but(deed("sell", animal(species.Sanyou, "麻雀", 9_000_00)), toEat)}, nothing, ""},
		"三有 and the others have their own sums":    {[]crime.Deed{but(deed("sell", animal(species.Other, "野猪", 9_000_00)), toEat), but(deed("sell", animal(species.Sanyou, "麻雀", 9_000_00)), toEat)}, nothing, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := crime.Accumulate(c.deeds)
			expect(t, a, c.want)
			if !strings.Contains(strings.Join(a.Warnings, "\n"), c.words) {
				t.Errorf("no warning says %q: %v", c.words, a.Warnings)
			}
		})
	}
}

// What needs no worth, heads and weights add up over several deeds too.
func TestAccumulateOther(t *testing.T) {
	hunt := func(day string, n int64, tools ...string) crime.Deed {
		it := animal(species.Sanyou, "麻雀", 10_00)
		it.Goods.Qty = valuation.Quantity(n) * valuation.One
		return but(deed("hunt", it), func(d *crime.Deed) { inSeason(d); d.Day, d.Tools = day, append([]string{}, tools...) })
	}
	catch := func(kg int64) crime.Deed {
		it := animal(species.AquaticOther, "鲫", 10_00)
		it.Goods.Qty, it.Goods.Unit = valuation.Quantity(kg)*valuation.One, "kg"
		return but(deed("fish", it), inSeason)
	}
	for name, c := range map[string]struct {
		deeds []crime.Deed
		want  verdict
	}{
		"a banned tool once":          {[]crime.Deed{hunt("2024-05-01", 1, "猎夹"), hunt("2024-06-01", 1)}, verdict{crime.Transfer, hunting, ""}},
		"twenty heads in two hunts":   {[]crime.Deed{hunt("2022-03-01", 10), hunt("2022-04-01", 10)}, verdict{crime.Doubt, hunting, ""}},
		"nineteen heads in two hunts": {[]crime.Deed{hunt("2022-03-01", 10), hunt("2022-04-01", 9)}, nothing},
		"500 kg in two catches":       {[]crime.Deed{catch(250), catch(250)}, verdict{crime.Transfer, fishing, ""}},
		"499 kg in two catches":       {[]crime.Deed{catch(250), catch(249)}, nothing},
	} {
		t.Run(name, func(t *testing.T) { expect(t, crime.Accumulate(c.deeds), c.want) })
	}
}

// One deed accumulates to itself, the order of several does not matter, and a
// higher price or one more deed never makes the advice milder.
func TestNothingGetsMilder(t *testing.T) {
	rank := map[string]int{crime.None: 0, crime.Doubt: 1, crime.Transfer: 2}
	r := rand.New(rand.NewPCG(4, 12))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	some := func() crime.Deed {
		class := species.Class(pick("national1", "national2", "sanyou", "local", "other", "livestock", "aquatic_other", "unknown"))
		it := animal(class, "某种动物", r.Int64N(3_000_000_00))
		it.Goods.Origin, it.Permit, it.Goods.Appendix = pick("wild", "captive", "unknown"), pick("none", "valid", ""), pick("", "I", "II", "III")
		d := deed(pick("hunt", "sell", "buy", "transport", "sell_food", "import", "fish", "use", "breed", "eat"), it)
		d.Day = pick("2019-05-01", "2021-03-01", "2022-04-08", "2022-04-09", "2023-05-01", "2024-06-01")
		d.ForFood, d.Direction = r.IntN(2) == 0, pick("", "import", "export")
		d.BannedArea, d.BannedPeriod = []*bool{nil, is, not}[r.IntN(3)], []*bool{nil, is, not}[r.IntN(3)]
		d.Tools = [][]string{nil, {}, {"猎夹"}, {"弹弓"}, {"电鱼机"}}[r.IntN(5)]
		return d
	}
	for range 4_000 {
		d, e := some(), some()
		one := crime.Triage(d)
		if a := crime.Accumulate([]crime.Deed{d}); a.Advice != one.Advice || a.Crime != one.Crime || a.Band != one.Band {
			t.Fatalf("alone %+v, accumulated %+v", one, a)
		}
		dearer := d
		dearer.Items = slices.Clone(d.Items)
		dearer.Items[0].Goods.PriceFen += 500_000_00
		dearer.Items[0].Value = valuation.Of(dearer.Items[0].Goods)
		if a := crime.Triage(dearer); rank[a.Advice] < rank[one.Advice] {
			t.Fatalf("dearer is milder: %+v\n%+v\n%+v", d, one, a)
		}
		both, other := crime.Accumulate([]crime.Deed{d, e}), crime.Accumulate([]crime.Deed{e, d})
		if both.Advice != other.Advice || both.Band != other.Band {
			t.Fatalf("the order matters: %+v, %+v", both, other)
		}
	}
}

// A deed more than five years old may be out of time, an organisation answers
// with its people: said, not decided.
func TestReminders(t *testing.T) {
	d := deed("sell", appraised(species.National2, "鹩哥", 20_000_00))
	for name, c := range map[string]struct {
		change func(*crime.Deed)
		ref    string
	}{
		"an organisation": {func(d *crime.Deed) { d.Person = false }, "法释〔2022〕12号:18"},
		"five years on":   {func(d *crime.Deed) { d.Decision = "2029-06-01" }, "刑法:87"},
		"gave it back":    {func(*crime.Deed) {}, "法释〔2022〕12号:6.3"},
	} {
		if a := crime.Triage(but(d, c.change)); !slices.Contains(a.Articles, c.ref) {
			t.Errorf("%s: %v lacks %s", name, a.Articles, c.ref)
		}
	}
	if a := crime.Triage(but(d, func(d *crime.Deed) { d.Decision = "2029-05-31" })); slices.Contains(a.Articles, "刑法:87") {
		t.Error("a day short of five years is out of time")
	}
}
