package org

import "strings"

// Departments are the department codes and their Chinese names; whoever counts
// by department uses these codes.
var Departments = map[string]string{
	"market":        "市场监管",
	"forestry":      "林业和草原",
	"agriculture":   "农业农村",
	"police":        "公安",
	"customs":       "海关",
	"cyberspace":    "网信",
	"transport":     "交通运输",
	"post":          "邮政管理",
	"railway":       "铁路",
	"health":        "卫生健康",
	"commerce":      "商务",
	"culture":       "文化和旅游",
	"communication": "通信管理",
	"industry":      "工业和信息化",
	"ecology":       "生态环境",
	"publicity":     "宣传",
	"procuratorate": "检察",
	"court":         "法院",
	"justice":       "司法",
	"finance":       "财政",
}

// signs tell a department by what its units are called; the longer first.
var signs = []struct{ word, code string }{
	{"市场监督", "market"}, {"市场监管", "market"}, {"市监", "market"}, {"工商", "market"},
	{"林业", "forestry"}, {"林草", "forestry"}, {"森林", "forestry"}, {"自然保护", "forestry"},
	{"农业", "agriculture"}, {"农村", "agriculture"}, {"渔政", "agriculture"}, {"渔业", "agriculture"},
	{"公安", "police"}, {"派出所", "police"}, {"海关", "customs"}, {"网信", "cyberspace"}, {"网络安全", "cyberspace"},
	{"交通", "transport"}, {"邮政", "post"}, {"铁路", "railway"}, {"卫生健康", "health"}, {"卫健", "health"},
	{"商务", "commerce"}, {"文化", "culture"}, {"文旅", "culture"}, {"通信", "communication"}, {"工业和信息", "industry"},
	{"生态环境", "ecology"}, {"宣传", "publicity"}, {"检察", "procuratorate"}, {"法院", "court"}, {"司法", "justice"}, {"财政", "finance"},
}

// DepartmentOf tells the department from a unit's name, or "" where it does not.
func DepartmentOf(name string) string {
	if strings.Contains(name, "森林公安") {
		return "police"
	}
	for _, s := range signs {
		if strings.Contains(name, s.word) {
			return s.code
		}
	}
	return ""
}
