package crime

import "strings"

// Ban is what the law itself says of a hunting tool or method.
type Ban struct {
	Word string // as 野生动物保护法 art. 24 names it: 捕鸟网
	Ref  string // 野生动物保护法2022:24.1
}

// tools are the words of art. 24 para. 1 and what people write for them. since2022
// marks what the 2018 edition did not name.
var tools = []struct {
	word, old string // old: the word of the 2018 edition
	said      []string
}{
	{"毒药", "毒药", []string{"毒", "呋喃丹", "农药", "药饵"}},
	{"爆炸物", "爆炸物", []string{"炸", "爆竹弹", "雷管"}},
	{"电击或者电子诱捕装置", "电击或者电子诱捕装置", []string{"电击", "电猫", "电网", "电瓶", "电捕", "电媒", "电子诱", "诱捕器", "诱鸟器", "鸟鸣器"}},
	{"猎套", "猎套", []string{"猎套", "钢丝套", "绳套", "套索", "吊套", "脚套"}},
	{"猎夹", "猎夹", []string{"猎夹", "铁夹", "兽夹", "踩夹", "夹子", "捕鼠夹"}},
	{"捕鸟网", "网捕", []string{"鸟网", "粘网", "雾网", "天网", "拦网", "丝网", "挂网", "张网"}},
	{"地枪", "地枪", []string{"地枪", "地弓"}},
	{"排铳", "排铳", []string{"排铳"}},
	{"夜间照明行猎", "夜间照明行猎", []string{"照明", "强光", "头灯", "探照灯"}},
	{"歼灭性围猎", "歼灭性围猎", []string{"围猎"}},
	{"捣毁巢穴", "捣毁巢穴", []string{"捣毁巢", "掏窝", "掏巢", "毁巢"}},
	{"火攻", "火攻", []string{"火攻", "火烧"}},
	{"烟熏", "烟熏", []string{"烟熏", "烟薰"}},
	{"网捕", "网捕", []string{"网"}},
}

// Banned says whether 野生动物保护法 art. 24 para. 1, in the edition of the day,
// bans a hunting tool or method. Anything else may still be banned by a county
// (para. 2): ask for its notice.
func Banned(tool, day string) (Ban, bool) {
	for _, t := range tools {
		for _, s := range t.said {
			if !strings.Contains(tool, s) {
				continue
			}
			if day != "" && day < "2023-05-01" {
				return Ban{Word: t.old, Ref: "野生动物保护法2018:24.1"}, true
			}
			return Ban{Word: t.word, Ref: "野生动物保护法2022:24.1"}, true
		}
	}
	return Ban{}, false
}

// bareHands are entries that say no tool was used.
func bareHands(tool string) bool {
	return tool == "" || tool == "无" || strings.Contains(tool, "徒手") || strings.Contains(tool, "未使用")
}

// severe says whether a way of fishing is electric, poison or explosive
// (法释〔2022〕12号 art. 3, 渔业法 30).
func severe(tool string) bool {
	return strings.Contains(tool, "电") || strings.Contains(tool, "毒") || strings.Contains(tool, "炸")
}

// used says whether any tool meets the test; open where one may be banned
// locally. What nobody has stated is not assumed, and [charge.untold] says so.
func used(list []string, test func(string) bool) answer {
	all := no
	for _, t := range list {
		switch {
		case test(t):
			return yes
		case !bareHands(t):
			all = open
		}
	}
	return all
}
