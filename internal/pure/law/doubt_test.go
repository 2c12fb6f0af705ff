package law_test

import (
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/law"
)

// TestDoubtsAreSpoken: each doubt warns where it bears, and not where it does not.
func TestDoubtsAreSpoken(t *testing.T) {
	for _, c := range []struct{ doubt, bears, not string }{
		{"法律疑点 2（", "sell 花龟 人工 有标", "sell 花龟"},
		{"法律疑点 4（", "hunt 麻雀 价3000 跨", "hunt 麻雀 价3000 日2024-01-01"},
		{"法律疑点 5（", "eat 麻雀 价3000 旧", "eat 麻雀 价3000"},
		{"法律疑点 6（", "sell_food 麻雀 价3000 单位 所得2000 跨", "sell_food 麻雀 价3000 单位 所得2000"},
		{"法律疑点 7（", "breed 花龟", "sell 花龟"},
		{"法律疑点 8（", "advertise 花龟 有证 有标", "advertise 花龟"},
		{"法律疑点 9（", "sell 麻雀 制品 价300", "sell 麻雀 价300"},
		{"法律疑点 10（", "hunt 野猪 价300 禁区", "hunt 麻雀 价300 禁区"},
		{"法律疑点 11（", "sell 玳瑁", "sell 花龟"},
		{"法律疑点 12（", "sell 花龟 日2022-04-08", "sell 花龟 日2022-04-09"},
		{"法律疑点 13（", "sell 红嘴相思鸟 人工", "sell 红嘴相思鸟"},
		{"法律疑点 14（", "eat 貉 人工", "sell 貉 人工"},
		{"法律疑点 15（", "fish 鲫 禁区 日2026-05-01", "fish 鲫 禁区 日2026-04-30"},
		{"法律疑点 16（", "sell 穿山甲", "sell 花龟"},
		{"法律疑点 17（", "hunt 麻雀 价3000 具弹弓", "hunt 麻雀 价3000"},
		{"二年内未被发现", "sell 花龟 日2023-06-01", "sell 花龟 日2025-06-01"},
		{"V19 只及从境外引进的", "release 红耳彩龟", "release 麻雀"},
		{"放生本地物种不在第五十九条", "release 麻雀", "release 红耳彩龟"},
		{"不在评估之内", "import 潘氏闭壳龟", "sell 潘氏闭壳龟"},
		{"没有出县境", "transport 花龟 县内", "transport 花龟"},
		{"V08 不含购买", "buy 麻雀 价3000", "sell 麻雀 价3000"},
		{"初次违法", "sell 麻雀 价3000", "sell 麻雀 价30000 食用"},
		{"告知听证权利", "advertise 花龟", "breed 中华竹鼠 人工"},
		{"法制审核", "advertise 花龟", "breed 中华竹鼠 人工"},
	} {
		for facts, want := range map[string]bool{c.bears: true, c.not: false} {
			a, err := law.Assess(caseOf(t, facts), today)
			if err != nil {
				t.Fatalf("%s: %v", facts, err)
			}
			if got := strings.Contains(strings.Join(a.Warnings, "\n"), c.doubt); got != want {
				t.Errorf("%s: warns of %q: %v\n%s", facts, c.doubt, got, strings.Join(a.Warnings, "\n"))
			}
		}
	}
}

// TestAbsentIsUnknown: what is not stated is not assumed but for papers, and
// either way it is said.
func TestAbsentIsUnknown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*law.Case)
		facts  string
		codes  string
		says   string
	}{
		"出县境":     {func(c *law.Case) { c.CrossCounty = nil }, "transport 花龟", "V07", "是否出县境（cross_county）未填写"},
		"许可证件":    {func(c *law.Case) { c.Items[0].Permit = "" }, "hunt 花龟", "V01", "permit（许可证件）未填写"},
		"来源证明":    {func(c *law.Case) { c.Items[0].Provenance = "" }, "sell 麻雀 价3000", "V08", "provenance（合法来源证明）未填写"},
		"检疫":      {func(c *law.Case) { c.Items[0].Quarantine = "" }, "sell 麻雀 价3000 有来源", "V20", "quarantine（检疫证明）未填写"},
		"有证而标识未填": {func(c *law.Case) { c.Items[0].Permit, c.Items[0].Marking = "valid", "" }, "sell 花龟", "", "部分证件有效"},
		"禁猎区":     {func(c *law.Case) { c.BannedArea, c.BannedPeriod, c.Tools = nil, nil, nil }, "hunt 野猪 价3000", "", "banned_area（禁猎（渔）区）、banned_period（禁猎（渔）期）、tools（工具、方法）未填写"},
		"食用目的":    {func(c *law.Case) { c.ForFood = nil }, "sell 野猪 价3000", "", "是否以食用为目的（for_food）未填写"},
		"来源":      {func(c *law.Case) { c.Items[0].Origin = "" }, "transport 野猪 价3000 食用", "", "是否在野外环境自然生长繁殖未查明"},
		"违法所得":    {func(c *law.Case) {}, "host 花龟 单位", "V14", "illegal_income_fen（违法所得（分））未填写"},
		"运输费用":    {func(c *law.Case) {}, "carrier 麻雀 单位 所得100 未检", "V09 V20", "freight_fen（运输费用（分））未填写"},
		"当事人":     {func(c *law.Case) { c.Party = nil }, "carrier 麻雀 所得100", "V09", "party.kind（当事人种类）未填写"},
		"广告角色":    {func(c *law.Case) {}, "advertise 花龟", "V13", ""},
		"方向":      {func(c *law.Case) {}, "import 白鹇", "V19", "进口或者出口（direction）未填写"},
		"渔法":      {func(c *law.Case) { c.BannedArea, c.BannedPeriod, c.Tools = nil, nil, nil }, "fish 鲫", "V24", "V24以其中之一属实为前提"},
	} {
		t.Run(name, func(t *testing.T) {
			in := caseOf(t, c.facts)
			c.change(&in)
			a, err := law.Assess(in, today)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, v := range a.Violations {
				codes = append(codes, v.Code)
			}
			if got := strings.Join(codes, " "); got != c.codes {
				t.Errorf("codes %q, want %q", got, c.codes)
			}
			text := strings.ReplaceAll(strings.Join(a.Warnings, "\n"), " ", "")
			if !strings.Contains(text, strings.ReplaceAll(c.says, " ", "")) {
				t.Errorf("does not say %q:\n%s", c.says, strings.Join(a.Warnings, "\n"))
			}
		})
	}
}

// TestDepartmentsOfAPlace: a region's own division of powers comes first.
func TestDepartmentsOfAPlace(t *testing.T) {
	d := law.Desk{Overrides: []law.Override{
		{Region: "360000", Code: "V07", Competent: []string{"authority"}},
		{Region: "360402", Code: "V07", Competent: []string{"market"}},
		{Region: "360410", Code: "V07", Competent: []string{"police"}}, // no place of its own; its digits begin others
	}}
	for region, want := range map[string]string{"360402": "market", "360402001000": "market", "360423": "fishery", "360412": "fishery", "110101": "fishery,market"} {
		c := caseOf(t, "sell 花龟")
		c.Region = region
		a, err := d.Assess(c, today)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(a.Violations[0].Competent, ","); got != want {
			t.Errorf("%s: %s, want %s", region, got, want)
		}
	}
	small := law.Desk{HearingPersonFen: 200_000}
	a, err := small.Assess(caseOf(t, "sell 麻雀 价300"), today)
	b, _ := law.Assess(caseOf(t, "sell 麻雀 价300"), today)
	if err != nil || !a.Violations[0].Hearing || b.Violations[0].Hearing {
		t.Errorf("a desk's own amount is not kept: %+v %v", a.Violations, err)
	}
}

// TestSeveralClassesInOneAct: each code values only its own items.
func TestSeveralClassesInOneAct(t *testing.T) {
	c := caseOf(t, "sell 花龟 ×2 食用")
	for _, f := range []string{"sell 麻雀 价3000", "sell 野猪 价700", "sell 黑水鸡 价1000", "sell 梅花鹿 人工", "sell 舟山眼睛蛇", "sell 鲫 价30"} {
		c.Items = append(c.Items, caseOf(t, f).Items[0])
	}
	a, err := law.Assess(c, today)
	if err != nil {
		t.Fatal(err)
	}
	const want = "V07@2022 52.1 10000–100000 value; V04@2022 50.1 10000–100000 value; V08@2022 52.2 4000–40000 value; V06@2022 50.3 700–3500 value"
	if got := said(a.Violations); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if a.Value.LowFen != nil || !a.Value.NeedsAppraisal {
		t.Errorf("a record with an unknown item has a value: %+v", a.Value)
	}
}

// TestWhatAppliesIsShown: a V20 that is only presumed is not what the party is
// fined by; one that is shown competes.
func TestWhatAppliesIsShown(t *testing.T) {
	for quarantine, want := range map[string]string{"": "V07 V20", "none": "V20 V07", "valid": "V07"} {
		c := caseOf(t, "sell 画眉 价400")
		c.Items[0].Quarantine = quarantine
		a, err := law.Assess(c, today)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, v := range a.Violations {
			codes = append(codes, v.Code)
		}
		if got := strings.Join(codes, " "); got != want || !a.Violations[0].Applies {
			t.Errorf("%q: %s, want %s", quarantine, got, want)
		}
	}
}
