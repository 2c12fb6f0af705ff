package species

// Paper is a document that must be there, when, and by which article.
type Paper struct {
	Name     string   `json:"name"`
	Origin   string   `json:"origin"`   // wild, captive, or any
	When     string   `json:"when"`     // the act that wants it
	Articles []string `json:"articles"` // "野生动物保护法2022:28.2"
}

const law2022 = "野生动物保护法2022:"

var (
	quarantineSale = Paper{"检疫证明", "any", "出售", []string{law2022 + "28.5", "动物防疫法:51"}}
	quarantineMove = Paper{"检疫证明", "any", "运输、携带、寄递出县境", []string{law2022 + "34.3", "动物防疫法:51"}}
	cross          = Paper{"允许进出口证明书", "any", "进出口", []string{law2022 + "37.2"}}
)

// national are the papers for 国家重点保护野生动物, by the law of 2022.
var national = []Paper{
	{"特许猎捕证", "wild", "猎捕（仅限科学研究、种群调控、疫源疫病监测等特殊情况）", []string{law2022 + "21.2", law2022 + "23.1"}},
	{"人工繁育许可证", "captive", "人工繁育", []string{law2022 + "25.2"}},
	{"省级以上主管部门批准文件", "any", "出售、购买、利用", []string{law2022 + "28.2"}},
	{"专用标识", "any", "出售、购买、利用", []string{law2022 + "28.2"}},
	{"许可证、批准文件副本或者专用标识", "any", "运输、携带、寄递出县境", []string{law2022 + "34.1"}},
	quarantineSale, quarantineMove, cross,
}

// sanyou are the papers for 三有 and 地方重点.
var sanyou = []Paper{
	{"狩猎证", "wild", "猎捕", []string{law2022 + "22", law2022 + "23.1"}},
	{"县级主管部门备案", "captive", "人工繁育三有动物", []string{law2022 + "25.3"}},
	{"狩猎、人工繁育、进出口等合法来源证明", "any", "出售、利用", []string{law2022 + "28.3"}},
	{"合法来源证明或者专用标识", "any", "运输、携带、寄递出县境", []string{law2022 + "34.2"}},
	quarantineSale, quarantineMove,
}

// byMark lets captive-bred animals of the lists of art. 29 be sold by their
// mark alone.
var byMark = Paper{"专用标识（凭人工繁育许可证或者备案，按核验的年度生产数量取得）", "captive", "出售、利用", []string{law2022 + "29.1"}}

// Papers are the documents an entry's class asks for, wild and captive-bred, by
// the law of 2022. None for a class that is not known: then which papers is not
// known either.
func Papers(e Entry) []Paper {
	out := []Paper{}
	switch e.Class {
	case National1, National2:
		out = append(out, national...)
	case Sanyou, Local:
		out = append(out, sanyou...)
	case Livestock:
		out = append(out, Paper{"检疫证明", "captive", "出售、运输", []string{"动物防疫法:51"}})
	case Other:
		out = append(out, Paper{"检疫证明", "any", "经营、运输", []string{"动物防疫法:51"}})
	}
	if e.CaptiveBred == Partial || e.WildOnly {
		p := byMark
		if e.WildOnly {
			p.Articles = []string{law2022 + "29.1", law2022 + "29.2"}
		}
		out = append(out, p)
	}
	return out
}
