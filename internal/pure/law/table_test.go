package law_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
)

// A fact is written as people note it; facts of a line are joined by spaces:
//
//	sell 麻雀 价4999.99 无证 食用
//
// The first word is the act, the second the animal. 价 is the price in yuan,
// 所得 the income, 运费 the freight; ×3 is the number; 旧 an act and a decision
// under the old law, 跨 a decision under the new one.
func caseOf(t *testing.T, facts string) law.Case {
	t.Helper()
	w := strings.Fields(facts)
	it := law.Item{Name: w[1], Part: "live", Qty: "1", Unit: "只", Origin: "wild", Permit: "none", Marking: "none", Provenance: "none", Quarantine: "valid"}
	c := law.Case{
		ID: facts, Act: w[0], ActDate: "2024-03-10", DecisionDate: "2024-06-01", Region: "360402", Party: &law.Party{Kind: "person"},
		ForFood: yesNo(false), CrossCounty: yesNo(true), BannedArea: yesNo(false), BannedPeriod: yesNo(false), Tools: []string{},
	}
	for _, f := range w[2:] {
		if !given(&c, &it, f) {
			t.Fatalf("%s: what is %q?", facts, f)
		}
	}
	c.Items = []law.Item{it}
	if not := c.Caught != nil && !*c.Caught; not {
		c.Items[0].Qty, c.Items[0].PriceFen = "", nil
	}
	return c
}

func given(c *law.Case, t *law.Item, f string) bool {
	switch f {
	case "旧":
		c.ActDate, c.DecisionDate = "2022-06-10", "2022-09-01"
	case "跨":
		c.ActDate, c.DecisionDate = "2022-06-10", "2024-01-01"
	case "单位":
		c.Party.Kind = "org"
	case "食用":
		c.ForFood = yesNo(true)
	case "禁区":
		c.BannedArea = yesNo(true)
	case "禁期":
		c.BannedPeriod = yesNo(true)
	case "未获":
		c.Caught = yesNo(false)
	case "严重":
		c.Serious = yesNo(true)
	case "不严重":
		c.Serious = yesNo(false)
	case "逾期":
		c.Overdue = yesNo(true)
	case "县内":
		c.CrossCounty = yesNo(false)
	case "人工":
		t.Origin = "captive"
	case "不明":
		t.Origin = "unknown"
	case "有证":
		t.Permit = "valid"
	case "过期":
		t.Permit = "expired"
	case "有标":
		t.Marking = "valid"
	case "错标":
		t.Marking = "mismatch"
	case "有来源":
		t.Provenance = "proof"
	case "未检":
		t.Quarantine = "none"
	case "制品":
		t.Part, t.Unit = "product", "件"
	case "肉":
		t.Part, t.Unit = "meat", "kg"
	case "出口":
		c.Direction = "export"
	case "进口":
		c.Direction = "import"
	default:
		return measured(c, t, f)
	}
	return true
}

func measured(c *law.Case, t *law.Item, f string) bool {
	for prefix, to := range map[string]func(string){
		"×":  func(s string) { t.Qty = json.Number(s) },
		"价":  func(s string) { t.PriceFen = fen(s) },
		"所得": func(s string) { c.IllegalIncomeFen = fen(s) },
		"运费": func(s string) { c.FreightFen = fen(s) },
		"具":  func(s string) { c.Tools = append(c.Tools, s) },
		"日":  func(s string) { c.ActDate, c.DecisionDate = calendar.Day(s), "" },
	} {
		if rest, ok := strings.CutPrefix(f, prefix); ok {
			to(rest)
			return true
		}
	}
	return false
}

func fen(yuan string) *int64 {
	whole, part, _ := strings.Cut(yuan, ".")
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil {
		panic(err)
	}
	return &n
}

// said writes violations as the table does: V01@2022 48.1 10000–100000 fixed; an
// unknown fine is ?.
func said(vs []law.Violation) string {
	var out []string
	for _, v := range vs {
		fine := "?"
		if v.Fine.MaxFen != nil {
			fine = yuan(*v.Fine.MinFen) + "–" + yuan(*v.Fine.MaxFen)
		}
		out = append(out, fmt.Sprintf("%s@%s %s %s %s", v.Code, v.Edition, strings.Join(v.Penalty, "+"), fine, v.Fine.Base))
	}
	return strings.Join(out, "; ")
}

func yuan(n int64) string {
	s := strconv.FormatInt(n/100, 10)
	if n%100 != 0 {
		s += fmt.Sprintf(".%02d", n%100)
	}
	return s
}

// TestEveryRowAtItsThresholds works every row of the catalogue in both editions
// below, at and above what its formula turns on. The numbers were worked out by
// hand from the articles: 花龟 is worth 500 × 5 = 2500 yuan a head.
func TestEveryRowAtItsThresholds(t *testing.T) {
	for facts, want := range map[string]string{
		// V01: 48.1 二倍以上二十倍以下；没有猎获物或者不足五千元 一万–十万。45: 二至十倍；没有猎获物 一万–五万。
		"hunt 花龟":               "V01@2022 48.1 10000–100000 fixed",
		"hunt 花龟 价4999.99":      "V01@2022 48.1 10000–100000 fixed",
		"hunt 花龟 价5000":         "V01@2022 48.1 10000–100000 value",
		"hunt 花龟 ×2":            "V01@2022 48.1 10000–100000 value",
		"hunt 花龟 ×3":            "V01@2022 48.1 15000–150000 value",
		"hunt 花龟 未获":            "V01@2022 48.1 10000–100000 fixed",
		"hunt 花龟 旧":             "V01@2018 45 5000–25000 value",
		"hunt 花龟 ×3 旧":          "V01@2018 45 15000–75000 value",
		"hunt 花龟 未获 旧":          "V01@2018 45 10000–50000 fixed",
		"hunt 花龟 跨":             "V01@2018 45 5000–25000 value",
		"hunt 花龟 未获 跨":          "V01@2018 45 10000–50000 fixed",
		"hunt 花龟 有证":            "",
		"hunt 花龟 过期":            "V01@2022 48.1 10000–100000 fixed",
		"hunt 花龟 有证 禁区":         "V01@2022 48.1 10000–100000 fixed",
		"hunt 花龟 有证 具电击":        "V01@2022 48.1 10000–100000 fixed",
		"fish 花龟 具电鱼":           "V01@2022 48.1 10000–100000 fixed",
		"hunt 穿山甲":              "V01@2022 48.1 ? value",
		"hunt_unfiled 花龟 有证":    "V01@2022 48.2 10000–100000 fixed",
		"hunt_unfiled 麻雀 有证 逾期": "V01@2022 48.2 10000–100000 fixed",
		"hunt_unfiled 花龟 有证 旧":  "",
		"hunt_unfiled 花龟 有证 跨":  "",
		// V02: 49.1 一至十倍；没有或者不足二千元 二千–二万。46.1: 一至五倍；没有 二千–一万。
		"hunt 麻雀 价1999.99":   "V02@2022 49.1 2000–20000 fixed",
		"hunt 麻雀 价2000":      "V02@2022 49.1 2000–20000 value",
		"hunt 麻雀 价2000.01":   "V02@2022 49.1 2000.01–20000.10 value",
		"hunt 麻雀 未获":         "V02@2022 49.1 2000–20000 fixed",
		"hunt 麻雀 价1999.99 旧": "V02@2018 46.1 1999.99–9999.95 value",
		"hunt 麻雀 未获 旧":       "V02@2018 46.1 2000–10000 fixed",
		"hunt 麻雀 价3000 跨":    "V02@2018 46.1 3000–15000 value",
		"hunt 麻雀 价3000 有证":   "",
		"hunt 麻雀 价3000 人工":   "",
		// V03: 49.2 一至三倍；没有或者不足一千元 一千–三千。2018版没有。
		"hunt 野猪 价999.99 禁区": "V03@2022 49.2 1000–3000 fixed",
		"hunt 野猪 价1000 禁期":   "V03@2022 49.2 1000–3000 value",
		"hunt 野猪 价1500 具猎夹":  "V03@2022 49.2 1500–4500 value",
		"hunt 野猪 未获 禁区":      "V03@2022 49.2 1000–3000 fixed",
		"hunt 野猪 价1500":      "",
		// V04 与 V01 V02 V07 V08 同出，幅度相同。
		"hunt 花龟 ×3 食用":            "V01@2022 48.1 15000–150000 value; V04@2022 50.1 15000–150000 value",
		"hunt 麻雀 价3000 食用":         "V02@2022 49.1 3000–30000 value; V04@2022 50.1 3000–30000 value",
		"hunt 麻雀 价3000 食用 旧":       "V02@2018 46.1 3000–15000 value",
		"sell 花龟 ×3 食用":            "V07@2022 52.1 15000–150000 value; V04@2022 50.1 15000–150000 value",
		"sell 麻雀 价3000 食用":         "V08@2022 52.2 3000–30000 value; V04@2022 50.1 3000–30000 value",
		"sell 麻雀 价3000 食用 人工":      "V08@2022 52.2 3000–30000 value",
		"sell 麻雀 价3000 食用 不明":      "V08@2022 52.2 3000–30000 value",
		"sell 麻雀 价3000 食用 有来源":     "V04@2022 50.1 3000–30000 value",
		"hunt 花龟 ×3 食用 有证":         "V04@2022 50.1 15000–150000 value",
		"sell 花龟 ×3 食用 有证 有标":      "V04@2022 50.1 15000–150000 value",
		"sell 花龟 ×3 食用 有证 有标 人工":   "",
		"transport 麻雀 价3000 食用":    "V08@2022 52.2 3000–30000 value; V04@2022 50.1 3000–30000 value",
		"transport 麻雀 价3000 食用 县内": "V04@2022 50.1 3000–30000 value",
		// V05: 50.2 情节严重 一至五倍；没有或者不足二千元 二千–一万。
		"hunt 野猪 价1999.99 食用":     "V05@2022 50.2 2000–10000 fixed",
		"hunt 野猪 价2000 食用":        "V05@2022 50.2 2000–10000 value",
		"hunt 野猪 价3000 食用 严重":     "V05@2022 50.2 3000–15000 value",
		"hunt 野猪 未获 食用":           "V05@2022 50.2 2000–10000 fixed",
		"hunt 野猪 价3000 食用 禁区":     "V05@2022 50.2 3000–15000 value; V03@2022 49.2 3000–9000 value",
		"hunt 野猪 价3000 食用 禁区 不严重": "V03@2022 49.2 3000–9000 value; V05@2022 50.2 3000–15000 value",
		// V06: 50.3 情节严重 一至五倍，没有固定幅度。
		"sell 野猪 价1 食用":            "V06@2022 50.3 1–5 value",
		"transport 野猪 价4000 食用":    "V06@2022 50.3 4000–20000 value",
		"transport 野猪 价4000 食用 县内": "V06@2022 50.3 4000–20000 value",
		"sell 野猪 价4000 食用 人工":      "",
		"sell 野猪 价4000 食用 不明":      "",
		"sell 野猪 价4000":            "",
		// V07: 52.1 二至二十倍；48.1 二至十倍。没有固定幅度。
		"sell 花龟":            "V07@2022 52.1 5000–50000 value",
		"sell 花龟 旧":          "V07@2018 48.1 5000–25000 value",
		"sell 花龟 跨":          "V07@2018 48.1 5000–25000 value",
		"buy 花龟":             "V07@2022 52.1 5000–50000 value",
		"use 花龟":             "V07@2022 52.1 5000–50000 value",
		"transport 花龟":       "V07@2022 52.1 5000–50000 value",
		"transport 花龟 县内":    "",
		"carry 花龟":           "V07@2022 52.1 5000–50000 value",
		"mail 花龟 旧":          "V07@2018 48.1 5000–25000 value",
		"transport 花龟 有证":    "",
		"transport 花龟 有标":    "",
		"transport 花龟 有证 错标": "V07@2022 52.1 5000–50000 value",
		"sell 花龟 有证":         "V07@2022 52.1 5000–50000 value",
		"sell 花龟 有证 有标":      "",
		"sell 花龟 过期 有标":      "V07@2022 52.1 5000–50000 value",
		"sell 花龟 有证 错标":      "V07@2022 52.1 5000–50000 value",
		"sell 花龟 有标":         "V07@2022 52.1 5000–50000 value",
		"sell 花龟 人工 有标":      "",
		"sell 花龟 人工 有证":      "V07@2022 52.1 ? value",
		// V08: 52.2 一至十倍；48.2 一至五倍，只有出售、利用、运输。
		"sell 黑水鸡 价2500":           "V08@2022 52.2 2500–25000 value",
		"sell 黑水鸡 价2500 旧":         "V08@2018 48.2 2500–12500 value",
		"sell 黑水鸡 价2500 跨":         "V08@2018 48.2 2500–12500 value",
		"use 黑水鸡 价2500":            "V08@2022 52.2 2500–25000 value",
		"buy 黑水鸡 价2500":            "",
		"carry 黑水鸡 价2500":          "V08@2022 52.2 2500–25000 value",
		"carry 黑水鸡 价2500 旧":        "",
		"mail 黑水鸡 价2500 跨":         "",
		"transport 黑水鸡 价2500 旧":    "V08@2018 48.2 2500–12500 value",
		"transport 黑水鸡 价2500 县内":   "",
		"sell 黑水鸡 价2500 有标":        "",
		"sell 黑水鸡 价2500 错标":        "V08@2022 52.2 2500–25000 value",
		"sell 黑水鸡 价2500 有标 旧":      "V08@2018 48.2 2500–12500 value",
		"sell 黑水鸡 价2500 有来源":       "",
		"sell 黑水鸡 价2500 有证 有来源 人工": "",
		// V09: 52.3 违法所得一至五倍；2018版没有。
		"carrier 麻雀 价3000 单位 所得3000":   "V09@2022 52.3 3000–15000 income",
		"carrier 麻雀 价3000 单位 所得0":      "V09@2022 52.3 0–0 income",
		"carrier 麻雀 价3000 单位":          "V09@2022 52.3 ? income",
		"carrier 麻雀 价3000 单位 所得3000 旧": "",
		"carrier 麻雀 价3000 所得3000":      "",
		// V10: 53.1 二至二十倍；其他陆生 情节严重 一至五倍。49: 只有为食用购买国家重点，二至十倍。
		"eat 花龟":                "V10@2022 53.1 5000–50000 value",
		"eat 麻雀 价3000":          "V10@2022 53.1 6000–60000 value",
		"eat 野猪 价3000":          "V10@2022 53.1 3000–15000 value",
		"eat 花龟 旧":              "",
		"eat 花龟 跨":              "",
		"eat 花龟 人工":             "",
		"eat 果子狸 价3000 人工":      "V10@2022 53.1 3000–15000 value",
		"buy_to_eat 麻雀 价3000":   "V10@2022 53.1 6000–60000 value",
		"buy_to_eat 麻雀 价3000 旧": "",
		"buy_to_eat 花龟":         "V10@2022 53.1 5000–50000 value; V07@2022 52.1 5000–50000 value",
		"buy_to_eat 花龟 旧":       "V10@2018 49 5000–25000 value; V07@2018 48.1 5000–25000 value",
		"buy_to_eat 花龟 跨":       "V10@2018 49 5000–25000 value; V07@2018 48.1 5000–25000 value",
		"buy_to_eat 野猪 价3000":   "V10@2022 53.1 3000–15000 value",
		"buy 麻雀 价3000 食用":       "V10@2022 53.1 6000–60000 value",
		// V11: 53.2 违法所得十五至三十倍；49 价值二至十倍。V12: 情节严重 一至十倍违法所得。
		"sell_food 麻雀 价3000 单位 所得2000":       "V11@2022 53.2 30000–60000 income",
		"sell_food 麻雀 价3000 单位 所得0":          "V11@2022 53.2 0–0 income",
		"sell_food 麻雀 价3000 单位":              "V11@2022 53.2 ? income",
		"make_food 花龟 单位 所得0.01":             "V11@2022 53.2 0.15–0.30 income",
		"sell_food 麻雀 价3000 单位 所得2000 旧":     "V11@2018 49 6000–30000 value",
		"sell_food 麻雀 价3000 单位 所得2000 旧 有来源": "",
		"sell_food 麻雀 价3000 单位 所得2000 跨":     "V11@2018 49 6000–30000 value",
		"sell_food 花龟 单位 所得2000 旧 有来源":       "V11@2018 49 5000–25000 value",
		"sell_food 野猪 价3000 单位 所得2000":       "V12@2022 53.2 2000–20000 income",
		"make_food 野猪 价3000 单位 所得2000 严重":    "V12@2022 53.2 2000–20000 income",
		"sell_food 果子狸 价3000 单位 所得2000 人工":   "V12@2022 53.2 2000–20000 income",
		// V13: 广告法 57 二十万–一百万，两版相同。
		"advertise 花龟 单位":          "V13@2022 54+广告法57 200000–1000000 fixed",
		"advertise 花龟 单位 旧":        "V13@2018 50+广告法57 200000–1000000 fixed",
		"advertise 花龟 单位 跨":        "V13@2018 50+广告法57 200000–1000000 fixed",
		"advertise 花龟 单位 制品 有证 有标": "",
		"advertise 花龟 单位 制品":       "V13@2022 54+广告法57 200000–1000000 fixed",
		"advertise 粘网 单位 制品":       "V13@2022 54+广告法57 200000–1000000 fixed",
		"advertise 毒蛇 单位":          "",
		"advertise 梅花鹿 单位 人工":      "",
		// V14: 55 二至十倍；没有或者不足五千元 一万–十万。51: 二至五倍；没有 一万–五万。
		"host 花龟 单位 所得4999.99":   "V14@2022 55 10000–100000 fixed",
		"host 花龟 单位 所得5000":      "V14@2022 55 10000–50000 income",
		"host 花龟 单位 所得60000":     "V14@2022 55 120000–600000 income",
		"host 花龟 单位 所得0":         "V14@2022 55 10000–100000 fixed",
		"host 花龟 单位":             "V14@2022 55 ? income",
		"host 花龟 单位 所得4999.99 旧": "V14@2018 51 9999.98–24999.95 income",
		"host 花龟 单位 所得0 旧":       "V14@2018 51 10000–50000 fixed",
		"host 花龟 单位 所得0 跨":       "V14@2018 51 10000–50000 fixed",
		"host 花龟 单位 所得0 有证 有标":   "",
		"host 野猪 单位 所得0":         "",
		"host 野猪 单位 所得0 食用":      "V14@2022 55 10000–100000 fixed",
		// V15: 51.1 一至十倍；47 一至五倍。V16: 51.2 逾期 五百–二千。
		"breed 花龟":         "V15@2022 51.1 2500–25000 value",
		"breed 花龟 旧":       "V15@2018 47 2500–12500 value",
		"breed 花龟 跨":       "V15@2018 47 2500–12500 value",
		"breed 花龟 人工 过期":   "V15@2022 51.1 ? value",
		"breed 花龟 有证":      "",
		"breed 中华竹鼠 人工":    "V16@2022 51.2 500–2000 fixed",
		"breed 中华竹鼠 人工 逾期": "V16@2022 51.2 500–2000 fixed",
		"breed 中华竹鼠 人工 旧":  "",
		"breed 中华竹鼠 人工 有证": "",
		"breed 果子狸 人工":     "V16@2022 51.2 500–2000 fixed",
		"breed 梅花鹿 人工":     "",
		"breed 野猪 人工":      "",
		// V17: 47 二至二十倍；44 二至十倍。
		"rescue_trade 花龟":      "V17@2022 47 5000–50000 value",
		"rescue_trade 花龟 旧":    "V17@2018 44 5000–25000 value",
		"rescue_trade 花龟 跨":    "V17@2018 44 5000–25000 value",
		"rescue_trade 野猪 价300": "V17@2022 47 600–6000 value",
		// V18: 60 五万–五十万；55 五万–二十五万。
		"forge 花龟":   "V18@2022 60 50000–500000 fixed",
		"forge 花龟 旧": "V18@2018 55 50000–250000 fixed",
		"forge 花龟 跨": "V18@2018 55 50000–250000 fixed",
		// V19: 56 转引，没有幅度；59 一万–十万，54 一万–五万，只及境外引进的。
		"import 潘氏闭壳龟 ×2":   "V19@2022 56 ? none",
		"import 潘氏闭壳龟 ×2 旧": "V19@2018 52 ? none",
		"import 潘氏闭壳龟 有证":   "",
		"import 麻雀 价300":    "",
		"import 红嘴相思鸟 出口":   "V19@2022 56 ? none",
		"release 红耳彩龟":      "V19@2022 59 10000–100000 fixed",
		"release 红耳彩龟 旧":    "V19@2018 54 10000–50000 fixed",
		"release 红耳彩龟 跨":    "V19@2018 54 10000–50000 fixed",
		"release 麻雀 价300":   "",
		"release 花龟":        "",
		"release 鲫":         "",
		// V20: 动物防疫法 100.1 货值一倍以下；承运人 运费三至五倍，严重五至十倍；100.2 三千–一万。
		"sell 舟山眼镜蛇 人工 有证 有标 有来源 未检 价6000":     "V20@2022 动物防疫法100.1 0–6000 value",
		"sell 舟山眼镜蛇 人工 有证 有标 有来源 未检":           "V20@2022 动物防疫法100.1 ? value",
		"sell 舟山眼镜蛇 人工 有来源 未检 价6000 旧":         "V20@2018 48.3+动物防疫法100.1 0–6000 value",
		"sell 舟山眼镜蛇 人工 有来源 有标 未检 价6000 跨":      "V20@2018 48.3+动物防疫法100.1 0–6000 value",
		"sell 舟山眼镜蛇 未检 价6000":                  "V08@2022 52.2 6000–60000 value; V20@2022 动物防疫法100.1 0–6000 value",
		"sell 梅花鹿 人工 未检 价9000":                 "V20@2022 动物防疫法100.1 0–9000 value",
		"carrier 麻雀 单位 所得100 未检 运费200 价300":    "V20@2022 动物防疫法100.1 600–1000 freight; V09@2022 52.3 100–500 income",
		"carrier 麻雀 单位 所得100 未检 运费200 价300 严重": "V20@2022 动物防疫法100.1 1000–2000 freight; V09@2022 52.3 100–500 income",
		"carrier 麻雀 单位 所得100 未检 价300":          "V09@2022 52.3 100–500 income; V20@2022 动物防疫法100.1 ? freight",
		"use 花龟 有证 有标 未检":                      "V20@2022 动物防疫法100.2 3000–10000 fixed",
		"sell 花龟 有证 有标 未检 制品":                  "",
		// V21: 动物防疫法 105.1 一至三倍；不足三万元 三千–三万。V22: 逾期 二万–十万，严重 十万–五十万。
		"clinic 犬 所得29999.99":       "V21@动物防疫法2021 动物防疫法105.1 3000–30000 fixed",
		"clinic 犬 所得30000":          "V21@动物防疫法2021 动物防疫法105.1 30000–90000 income",
		"clinic 犬 所得0":              "V21@动物防疫法2021 动物防疫法105.1 3000–30000 fixed",
		"clinic 犬":                  "V21@动物防疫法2021 动物防疫法105.1 ? income",
		"clinic 犬 所得30000 跨":        "V21@动物防疫法2021 动物防疫法105.1 30000–90000 income",
		"platform_duty 麻雀 单位":       "V22@电子商务法2018 电子商务法80 20000–100000 fixed",
		"platform_duty 麻雀 单位 逾期":    "V22@电子商务法2018 电子商务法80 20000–100000 fixed",
		"platform_duty 麻雀 单位 逾期 严重": "V22@电子商务法2018 电子商务法80 100000–500000 fixed",
		// V24: 渔业法 38 五万以下；2026-05-01起的文本未收录。
		"fish 鲫 具电鱼机":           "V24@渔业法2013 渔业法38 0–50000 fixed",
		"fish 鲫 禁区":             "V24@渔业法2013 渔业法38 0–50000 fixed",
		"fish 鲫":                "",
		"hunt 鲫 禁期":             "V24@渔业法2013 渔业法38 0–50000 fixed",
		"fish 鲫 禁区 日2026-04-30": "V24@渔业法2013 渔业法38 0–50000 fixed",
		"fish 鲫 禁区 日2026-05-01": "V24@渔业法2013 渔业法38 ? fixed",
		"sell 鲫 价30":            "",
		// 版本之日。
		"hunt 花龟 日2023-04-30":  "V01@2018 45 5000–25000 value",
		"hunt 花龟 日2023-05-01":  "V01@2022 48.1 10000–100000 fixed",
		"hunt 穿山甲 日2016-12-31": "V01@2018 45 ? value",
		"hunt 花龟 日2024-02-29":  "V01@2022 48.1 10000–100000 fixed",
		// 未知。
		"sell 舟山眼睛蛇":      "",
		"sell 舟山眼睛蛇 未检":   "",
		"hunt 舟山眼睛蛇 禁区":   "",
		"eat 舟山眼睛蛇":       "",
		"sell_food 舟山眼睛蛇": "",
	} {
		t.Run(facts, func(t *testing.T) {
			a, err := law.Assess(caseOf(t, facts), today)
			if err != nil {
				t.Fatal(err)
			}
			if got := said(a.Violations); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
		})
	}
}
