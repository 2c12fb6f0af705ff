package ledger_test

import (
	"slices"
	"testing"

	"example.org/zhiye/internal/pure/ledger"
)

func TestNormalForms(t *testing.T) {
	p := place(t, "360402")
	for _, c := range []struct{ what, got, want string }{
		{"S", ledger.S(" ９２\u200bＡ\u3000\ufeffb\n"), "92Ab"},
		{"a name with quotes", ledger.NormName("“九江 Ａbc（一店）”"), "九江ABC(一店)"},
		{"kept text", ledger.Clean(" 九江 市濂溪区\tLucky  Coffee\u202e\n"), "九江市濂溪区Lucky Coffee"},
		{"all own names in front", p.NormAddress("江西省九江市濂溪区 莲花镇生态南路４８１号３１＃商铺"), "生态南路481号31商铺"},
		{"the former name", p.NormAddress("九江市庐山区十里街道德化路698号附26号。"), "德化路698号附26号"},
		{"庐山市 is another", p.NormAddress("庐山市牯岭镇1号"), "庐山市牯岭镇1号"},
		{"short names before full ones", p.NormAddress("江西九江市濂溪区姑塘镇2号"), "2号"},
		{"九江 alone is a road's name", p.NormAddress("九江路2号"), "九江路2号"},
		{"dashes", p.NormAddress("十里街道学府二路296号门面1—9"), "学府二路296号门面1-9"},
		{"scheme, www, fragment", ledger.NormURL("HTTPS://WWW.Example-9.invalid/shop/5/#top"), "example-9.invalid/shop/5"},
		{"a query that names the shop", ledger.NormURL("http://a.example/x.html?ref=1&shop_id=7"), "a.example/x.html?shop_id=7"},
		{"a query that does not", ledger.NormURL("a.example/x?ref=1"), "a.example/x"},
		{"platform", ledger.PlatformName("拼多多PDD"), "拼多多"},
		{"platform in latin", ledger.PlatformName("TaoBao"), "淘宝"},
		{"platform nobody knows", ledger.PlatformName("本地 生活圈"), "本地生活圈"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

// TestValues: how one value is read, and whether it warns.
func TestValues(t *testing.T) {
	for _, c := range []struct{ title, value, warning string }{
		{"成立日期", "2019.2.30", ledger.WarnDate}, {"成立日期", "2021年13月1日", ledger.WarnDate}, {"成立日期", "二〇二一年三月", ledger.WarnDate},
		{"成立日期", "20.3.5", ledger.WarnDate}, {"成立日期", "待核", ledger.WarnDate}, {"成立日期", "2026-11-1 0:00:00", ""},
		{"成立日期", "44556", ""}, {"成立日期", "20260301", ""}, {"成立日期", "２０２６年３月１日", ""}, {"成立日期", "不详", ""},
		{"有效期至", "长期", ""}, {"有效期至", "2020年1月1日至2025年1月1日", ""}, {"有效期至", "2020年1月1日至2025年2月30日", ledger.WarnDate},
		{"联系电话", "1990000****", ledger.WarnPhone}, {"联系电话", "199000000130", ledger.WarnPhone}, {"联系电话", "见门头", ledger.WarnPhone},
		{"联系电话", "1.99E+10", ledger.WarnPhone}, {"联系电话", "＋86 199-0000-0001", ""}, {"联系电话", "坏/（0792）1234567", ""}, {"联系电话", "无", ""},
		{"信用等级", "Ｂ级", ""}, {"信用等级", "d", ""}, {"信用等级", "AA", ledger.WarnGrade}, {"信用等级", "优", ledger.WarnGrade}, {"信用等级", "—", ""},
		{"备注", "＝1+1", ledger.WarnFormulaText}, {"备注", "－", ""}, {"备注", "--", ""}, {"备注", "@我", ledger.WarnFormulaText},
		{"数量", "1,200", ""}, {"数量", "约30", ""}, {"数量", "８６只", ""}, {"数量", "若干", ledger.WarnQuantity}, {"数量", "0", ""},
		{"乡镇", "城区", ledger.WarnTownUnknown}, {"乡镇", "", ledger.WarnTownMissing}, {"乡镇", "高垄乡", ""}, {"乡镇", "十里街办", ""}, {"乡镇", "濂溪区姑塘镇人民政府", ""},
	} {
		rows := [][]string{{"店名", "统一社会信用代码", "地址", c.title}, {"甲店", "91360402MA06A52NA7", "十里街道1号", c.value}}
		if c.title == "乡镇" {
			rows[1][2] = "濂溪大道1号"
		}
		_, got := take(t, "360402", "a.xlsx", workbook(t, sh{name: "商户", rows: rows}), ledger.NewMemory())
		if w := codesOf(got[0].Warnings); w != c.warning {
			t.Errorf("%s %q warns %q, want %q", c.title, c.value, w, c.warning)
		}
	}
}

// TestIdentity: who is who, row by row, in one ledger.
func TestIdentity(t *testing.T) {
	rows := split(`
店名|统一社会信用代码|地址|电话
甲店|91360402MA06A52NA7|十里街道1号|13800000001
“甲 店”|无|濂溪区十里街道 1号|13800000002
甲店|360402123456789|十里街道1号|
甲店|91360402MA06A52NA8|十里街道1号|
甲店|92360402MA617CKMK3|十里街道1号|
乙店|91360402MA06A52NA7|十里街道9号|
乙店|91360402MA06A52NA7|十里街道8号|
甲店|91360402MA06A52NA8|十里街道7号|13800000001
丙店|91360402MA06A5ONA7|十里街道6号|
丙店|91360402MA06A5ONA7|十里街道6号|
`)
	_, got := take(t, "360402", "a.xlsx", workbook(t, sh{name: "商户", rows: rows}), ledger.NewMemory())
	want := []struct {
		outcome ledger.Outcome
		handle  ledger.Handle
		pairs   int
	}{
		{ledger.Created, 0, 0}, {ledger.MergedNA, 0, 0}, {ledger.MergedNA, 0, 0}, {ledger.MergedNA, 0, 0},
		{ledger.Created, 1, 1},                               // another strong code: a twin, shown
		{ledger.MergedCode, 0, 0},                            // another name: a variant
		{ledger.MergedCode, 0, 0}, {ledger.MergedCode, 0, 0}, // by the mistyped code met before
		{ledger.Created, 2, 0}, {ledger.DupExact, ledger.None, 0}, // O is not made 0
	}
	for i, w := range want {
		if g := got[i]; g.Outcome != w.outcome || g.Handle != w.handle || len(g.Pairs) != w.pairs {
			t.Errorf("row %d: %s of %d with %d pairs, want %+v", g.Row, g.Outcome, g.Handle, len(g.Pairs), w)
		}
	}
	variants := 0
	for _, g := range got {
		if slices.ContainsFunc(g.Warnings, func(w ledger.Warning) bool { return w.Code == ledger.WarnNameVariant }) {
			variants++
		}
	}
	if variants != 1 {
		t.Errorf("%d name variants, want 1", variants)
	}
}
