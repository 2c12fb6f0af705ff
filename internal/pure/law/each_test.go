package law_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
)

// acts are all the contract knows.
var acts = []string{
	"hunt", "breed", "sell", "buy", "use", "transport", "carry", "mail", "carrier", "make_food", "sell_food", "eat", "buy_to_eat",
	"advertise", "host", "forge", "rescue_trade", "import", "release", "hunt_unfiled", "fish", "clinic", "platform_duty",
}

// beasts are one animal of every class, wild and captive.
var beasts = []struct{ class, name, origin string }{
	{"一级", "穿山甲", "wild"}, {"二级水生", "花龟", "wild"}, {"二级人工", "红嘴相思鸟", "captive"}, {"调出水生", "花龟", "captive"},
	{"三有", "麻雀", "wild"}, {"三有人工", "中华竹鼠", "captive"}, {"三有调出", "果子狸", "captive"}, {"其他陆生", "野猪", "wild"},
	{"畜禽", "梅花鹿", "captive"}, {"其他水生", "鲫", "wild"}, {"未知", "舟山眼睛蛇", "wild"}, {"来源不明", "珠颈斑鸠", ""},
}

// spans are an act and a decision under one law, under the other, and across.
var spans = []struct{ name, act, decision calendar.Day }{
	{"新法", "2024-03-10", "2024-06-01"}, {"旧法", "2022-06-10", "2022-09-01"}, {"跨法", "2022-06-10", "2024-01-01"},
}

func yesNo(b bool) *bool    { return &b }
func amount(n int64) *int64 { return &n }

// each calls with every act on every class in every span, for eating or not,
// with papers or without.
func each(t *testing.T, do func(law.Case)) {
	t.Helper()
	for _, s := range spans {
		for _, act := range acts {
			for _, b := range beasts {
				for _, food := range []bool{false, true} {
					for _, paper := range []string{"none", "valid"} {
						c := law.Case{
							ID: fmt.Sprintf("%s/%s/%s/%v/%s", s.name, act, b.class, food, paper), Act: act, ActDate: s.act, DecisionDate: s.decision,
							Region: "360402", ForFood: yesNo(food), Party: &law.Party{Kind: "org"}, IllegalIncomeFen: amount(600_000),
							CrossCounty: yesNo(true), FreightFen: amount(30_000), BannedArea: yesNo(food), Tools: []string{"猎夹"},
							Items: []law.Item{{Name: b.name, Part: "live", Qty: json.Number("2"), Unit: "只", Origin: b.origin, Permit: paper, Marking: paper,
								Provenance: map[string]string{"none": "none", "valid": "proof"}[paper], Quarantine: paper, PriceFen: amount(400_000)}},
						}
						do(c)
					}
				}
			}
		}
	}
}

// TestWhatAlwaysHolds looks at every act on every class.
func TestWhatAlwaysHolds(t *testing.T) {
	each(t, func(c law.Case) {
		a, err := law.Assess(c, today)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		if a.Warnings == nil || a.Violations == nil || a.Criminal.Reasons == nil {
			t.Errorf("%s: a list is null", c.ID)
		}
		if len(a.Items) != 1 || a.Criminal.Advice == "" {
			t.Errorf("%s: %+v", c.ID, a)
		}
		for i, v := range a.Violations {
			if v.Applies != (i == 0) {
				t.Errorf("%s: %s applies at %d", c.ID, v.Code, i)
			}
			if len(v.Competent) == 0 || len(v.Other) == 0 || len(v.Penalty) == 0 {
				t.Errorf("%s: %+v", c.ID, v)
			}
			if v.Fine.MinFen != nil && *v.Fine.MinFen > *v.Fine.MaxFen {
				t.Errorf("%s: %s fine upside down", c.ID, v.Code)
			}
			if v.Code == "V23" || v.Sub == "introduce" {
				t.Errorf("%s: %s is not assessed", c.ID, v.Code)
			}
			if v.Edition == "2022" && c.DecisionDate < "2023-05-01" {
				t.Errorf("%s: %s under a law that was to come", c.ID, v.Code)
			}
			if v.Edition == "2018" && c.ActDate >= "2023-05-01" {
				t.Errorf("%s: %s under the old law", c.ID, v.Code)
			}
		}
		if (a.Lenient != nil) && (c.ActDate >= "2023-05-01" || c.DecisionDate < "2023-05-01") {
			t.Errorf("%s: lenient %+v where one law applies", c.ID, a.Lenient)
		}
	})
}
