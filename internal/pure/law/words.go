package law

// The words each key may have, in the order they are listed to a person.
var (
	acts = []string{
		"hunt", "breed", "sell", "buy", "use", "transport", "carry", "mail", "carrier", "make_food", "sell_food", "eat",
		"buy_to_eat", "advertise", "host", "forge", "rescue_trade", "import", "release", "hunt_unfiled", "fish", "clinic",
		"platform_duty",
	}
	kinds       = []string{"person", "org"}
	parts       = []string{"live", "carcass", "meat", "skin", "scale", "bone", "horn", "ivory", "egg", "product"}
	counted     = []string{"只", "头", "尾", "条", "枚", "件"}
	units       = append(append([]string{}, counted...), "kg", "g")
	origins     = []string{"wild", "captive", "unknown"}
	permits     = []string{"none", "valid", "expired"}
	markings    = []string{"none", "valid", "mismatch"}
	provenances = []string{"none", "proof"}
	quarantines = []string{"none", "valid"}
	roles       = []string{"advertiser", "operator", "publisher"}
	directions  = []string{"import", "export"}
)

// spoken is what a key is called in Chinese.
var spoken = map[string]string{
	"id": "编号", "act": "行为", "act_date": "行为日期", "decision_date": "决定日期", "region": "行政区划代码",
	"for_food": "以食用为目的", "party": "当事人", "kind": "当事人种类", "prior_penalties": "以往处罚日期", "items": "物品",
	"name": "名称", "species": "学名", "part": "部位", "qty": "数量", "unit": "单位", "origin": "来源", "price_fen": "实际价格（分）",
	"permit": "许可证件", "marking": "专用标识", "provenance": "合法来源证明", "quarantine": "检疫证明", "tools": "工具、方法",
	"banned_area": "禁猎（渔）区", "banned_period": "禁猎（渔）期", "illegal_income_fen": "违法所得（分）", "caught": "有无猎获物",
	"cross_county": "出县境", "serious": "情节严重", "overdue": "逾期未改", "ad_role": "广告角色", "ad_fee_fen": "广告费（分）",
	"freight_fen": "运输费用（分）", "direction": "进口或者出口",
}

// did is what an act is called in a sentence.
var did = map[string]string{
	"hunt": "猎捕", "breed": "人工繁育", "sell": "出售", "buy": "购买", "use": "利用", "transport": "运输", "carry": "携带", "mail": "寄递",
	"carrier": "承运", "make_food": "生产食品", "sell_food": "经营食品", "eat": "食用", "buy_to_eat": "为食用购买", "advertise": "发布广告",
	"host": "提供展示、交易、消费服务", "forge": "伪造变造买卖证件标识", "rescue_trade": "以收容救护为名买卖", "import": "进出口", "release": "放生",
	"hunt_unfiled": "猎捕后未备案", "fish": "捕捞", "clinic": "动物诊疗", "platform_duty": "平台义务",
}

// known says whether a word is one of a list; "" is an absent key.
func known(words []string, w string) bool {
	if w == "" {
		return true
	}
	for _, k := range words {
		if k == w {
			return true
		}
	}
	return false
}

func is(p *bool) bool  { return p != nil && *p }
func not(p *bool) bool { return p != nil && !*p }
