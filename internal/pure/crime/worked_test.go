package crime_test

import (
	"testing"

	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// worked are cases with known answers: from the animal to the advice.
type worked struct {
	goods  valuation.Goods
	permit string
	deed   crime.Deed
	fen    int64 // 0: needs appraisal; -1: not asserted
	want   verdict
}

func goods(class species.Class, name, latin, family string, n int64, unit, part, origin string, price int64) valuation.Goods {
	authority := species.Forestry
	if family != "" {
		authority = species.Fishery
	}
	return valuation.Goods{
		Kind:  species.Kind{Species: name, Latin: latin, Class: class, Authority: authority},
		Entry: species.Entry{Family: family}, Name: name, Latin: latin,
		Part: part, Qty: valuation.Quantity(n), Unit: unit, Origin: origin, PriceFen: price,
	}
}

func cases() map[string]worked {
	const one = int64(valuation.One)
	n1, n2, sanyou, other := species.National1, species.National2, species.Sanyou, species.Other
	pani := goods(n2, "潘氏闭壳龟", "Cuora pani", "地龟科", 2*one, "只", "live", "wild", 0)
	pani.Appendix = "II"
	return map[string]worked{
		"花龟, hunted":                    {goods(n2, "花龟", "Mauremys sinensis", "地龟科", one, "只", "live", "wild", 0), "none", crime.Deed{Act: "hunt", Day: "2024-03-10"}, 250000, nothing},
		"珠颈斑鸠, hunted":                  {goods(sanyou, "珠颈斑鸠", "", "", 10*one, "只", "carcass", "wild", 500000), "none", crime.Deed{Act: "hunt", Day: "2024-04-02", BannedArea: not, BannedPeriod: not}, 500000, nothing},
		"野猪, trapped in a banned place": {goods(other, "野猪", "", "", one, "头", "carcass", "wild", 80000), "none", crime.Deed{Act: "hunt", Day: "2024-05-06", BannedArea: is, Tools: []string{"猎夹"}}, 80000, verdict{crime.Transfer, hunting, ""}},
		"舟山眼镜蛇, sold to be eaten":       {goods(sanyou, "舟山眼镜蛇", "", "", 10*one, "条", "live", "wild", 1200000), "none", crime.Deed{Act: "sell", Day: "2024-09-12", ForFood: true}, 1200000, verdict{crime.Transfer, food, ""}},
		"野猪, hunted to be eaten":        {goods(other, "野猪", "", "", 2*one, "头", "carcass", "wild", 300000), "none", crime.Deed{Act: "hunt", Day: "2024-10-08", ForFood: true, BannedArea: not, BannedPeriod: not}, 300000, nothing},
		"野猪, carried to be eaten":       {goods(other, "野猪", "", "", 2*one, "头", "carcass", "wild", 400000), "none", crime.Deed{Act: "transport", Day: "2024-10-20", ForFood: true}, 400000, nothing},
		"穿山甲甲片":                         {goods(n1, "穿山甲", "Manis pentadactyla", "", one/2, "kg", "scale", "wild", 0), "none", crime.Deed{Act: "sell", Day: "2025-01-15"}, 0, verdict{crime.Doubt, danger, ""}},
		"黑水鸡, sold":                     {goods(sanyou, "黑水鸡", "", "", 5*one, "只", "live", "wild", 250000), "none", crime.Deed{Act: "sell", Day: "2024-07-03"}, 250000, nothing},
		"黄额闭壳龟, bought to be eaten":     {goods(n2, "黄额闭壳龟", "Cuora galbinifrons", "地龟科", 2*one, "只", "live", "wild", 0), "none", crime.Deed{Act: "buy_to_eat", Day: "2024-06-06", ForFood: true}, 600000, nothing},
		"红嘴相思鸟, bred":                   {goods(n2, "红嘴相思鸟", "", "", 6*one, "只", "live", "captive", 0), "none", crime.Deed{Act: "breed", Day: "2025-05-20"}, 0, nothing},
		"地龟, traded as rescued":         {goods(n2, "地龟", "Geoemyda spengleri", "地龟科", 4*one, "只", "live", "wild", 0), "none", crime.Deed{Act: "rescue_trade", Day: "2024-11-11"}, 1000000, nothing},
		"潘氏闭壳龟, smuggled":               {pani, "none", crime.Deed{Act: "import", Day: "2024-10-10"}, 30000000, verdict{crime.Transfer, smuggle, "serious"}},
		"舟山眼镜蛇, captive, lawful":        {goods(sanyou, "舟山眼镜蛇", "", "", 6*one, "条", "live", "captive", 600000), "valid", crime.Deed{Act: "sell", Day: "2024-08-01"}, -1, nothing},
		"梅花鹿, livestock":                {goods(species.Livestock, "梅花鹿", "", "", 3*one, "头", "live", "captive", 0), "valid", crime.Deed{Act: "sell", Day: "2024-06-19"}, -1, nothing},
	}
}

func TestWorkedCases(t *testing.T) {
	for name, c := range cases() {
		t.Run(name, func(t *testing.T) {
			c.goods.Day = c.deed.Day
			v := valuation.Of(c.goods)
			if c.fen >= 0 && (v.Known != (c.fen > 0) || v.LowFen != c.fen || v.HighFen != c.fen) {
				t.Errorf("worth %+v, want %d fen", v, c.fen)
			}
			c.deed.Person, c.deed.Caught = true, true
			c.deed.Items = []crime.Item{{Goods: c.goods, Value: v, Permit: c.permit, Marking: c.permit}}
			expect(t, crime.Triage(c.deed), c.want)
		})
	}
}

func BenchmarkTriage(b *testing.B) {
	for _, name := range []string{"花龟, hunted", "穿山甲甲片", "野猪, trapped in a banned place", "潘氏闭壳龟, smuggled"} {
		c := cases()[name]
		c.deed.Caught, c.goods.Day = true, c.deed.Day
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d := c.deed
				d.Items = []crime.Item{{Goods: c.goods, Value: valuation.Of(c.goods)}}
				crime.Triage(d)
			}
		})
	}
}
