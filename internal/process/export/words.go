package export

// The words for codes, as every page has them; a test holds them against the
// pages' own.
var (
	venues = map[string]string{
		"market_agri":    "集贸市场",
		"market_bird":    "花鸟市场",
		"market_antique": "古玩市场",
		"market_herb":    "中药材市场",
		"mall":           "商场超市",
		"shop":           "商户",
		"catering":       "餐饮",
		"food":           "食品销售",
		"pharmacy":       "药品经营",
		"vet":            "动物诊疗",
		"pet":            "宠物店",
		"breeding":       "人工繁育场所",
		"toolshop":       "渔具五金",
		"logistics":      "寄递运输",
		"online_shop":    "网店",
		"platform":       "网络交易平台",
		"other":          "其他",
	}
	subjectStates = map[string]string{
		"open":   "在营",
		"closed": "已注销",
		"merged": "已并入",
	}
	origins = map[string]string{
		"plan":      "专项检查计划",
		"draw":      "双随机抽取",
		"lead":      "线索",
		"complaint": "投诉举报",
		"transfer":  "转办移送",
		"monitor":   "监测",
		"review":    "复查",
	}
	channels = map[string]string{
		"visit":     "检查发现",
		"draw":      "抽查发现",
		"complaint": "投诉",
		"tip":       "举报",
		"transfer":  "移送",
		"media":     "媒体",
		"own":       "自行发现",
		"monitor":   "网络监测",
	}
	leadStates = map[string]string{
		"open":        "待承办",
		"taken":       "核查中",
		"verified":    "已核实",
		"filed":       "已立案",
		"transferred": "已移送",
		"dismissed":   "不予立案",
		"merged":      "已合并",
		"withdrawn":   "已撤回",
	}
	caseStates = map[string]string{
		"filed":         "立案",
		"investigating": "调查",
		"decided":       "决定",
		"executed":      "执行",
		"closed":        "结案",
		"published":     "公示",
		"withdrawn":     "撤销立案",
	}
	visitStates = map[string]string{
		"recorded":  "已记录",
		"withdrawn": "已撤回",
	}
	results = map[string]string{
		"01": "未发现问题",
		"02": "发现问题经责令已改正",
		"03": "未发现本次检查涉及的生产经营活动",
		"04": "不配合检查情节严重",
		"05": "注销",
		"06": "暂停营业",
		"07": "吊销证照",
		"08": "关闭",
		"09": "发现问题待后续处理",
		"10": "通过登记的住所（经营场所）无法联系",
		"11": "被撤销",
		"12": "迁出",
		"13": "未按规定公示应当公示的信息",
		"14": "公示信息隐瞒真实情况、弄虚作假",
	}
	violations = map[string]string{
		"V01": "违法猎捕国家重点保护野生动物",
		"V02": "违法猎捕三有、地方重点保护野生动物",
		"V03": "禁猎区（期）或用禁用工具猎捕其他陆生野生动物",
		"V04": "以食用为目的猎捕重点保护、三有野生动物",
		"V05": "以食用为目的猎捕其他陆生野生动物",
		"V06": "以食用为目的交易、运输其他陆生野生动物",
		"V07": "违法出售、购买、利用、运输国家重点保护野生动物及制品",
		"V08": "无合法来源证明出售、利用、运输三有、地方重点保护野生动物",
		"V09": "承运、寄递企业未查验或违规承运",
		"V10": "食用或为食用非法购买保护野生动物",
		"V11": "生产、经营以保护野生动物制作的食品",
		"V12": "生产、经营以其他陆生野生动物制作的食品",
		"V13": "违法发布野生动物、禁用猎捕工具广告",
		"V14": "为违法行为提供展示、交易、消费服务",
		"V15": "无证繁育国家重点保护野生动物",
		"V16": "三有野生动物人工繁育未备案",
		"V17": "以收容救护为名买卖",
		"V18": "伪造、变造、买卖、转让证件标识",
		"V19": "违法进出口、引进、放生丢弃",
		"V20": "未附检疫证明出售、运输",
		"V21": "无动物诊疗许可证从事诊疗",
		"V22": "电商平台未履行报送、处置、保存义务",
		"V23": "其他违法行为（一）",
		"V24": "其他违法行为（二）",
	}
)
