// Package redact takes out of a text what the public must not read of people:
// names of natural persons, identity numbers, telephones and home addresses.
//
//	Text(decision, people) ──▶ what may be published
//	Leaks(text, people)    ──▶ what of them still shows
//
// The rule for a name is its family name and 某, as courts write it; a minor has
// no name at all. Organisations keep theirs: who trades is public. It knows no
// decision and publishes nothing.
// 《行政处罚法》第四十八条、第五十条；《市场监督管理行政处罚信息公示规定》.
package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/calendar"
)

// Person is somebody whom a text may name.
type Person struct {
	Name    string
	Paper   string // number of the identity card
	Address string // of the home
	Minor   bool   // not yet eighteen on the day of the decision
}

// compound are the family names of two characters that are met with.
var compound = strings.Fields(`欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳
	公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正
	宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯
	西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师`)

// Mask is how a person is called in public.
func (p Person) Mask() string {
	if p.Minor {
		return "某未成年人"
	}
	return Name(p.Name)
}

// Name keeps the family name: 张三 is 张某, 欧阳修 is 欧阳某. A name in other
// letters keeps its first one.
func Name(name string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		return ""
	}
	for _, c := range compound {
		if strings.HasPrefix(name, c) && utf8.RuneCountInString(name) > 2 {
			return c + "某"
		}
	}
	first, _ := utf8.DecodeRuneInString(name)
	if first < 0x2e80 {
		return string(first) + "***"
	}
	return string(first) + "某"
}

// Minor reports whether somebody of an identity number is not yet eighteen on
// a day, the birthday itself included; false where the number tells no birthday.
func Minor(paper, day string) bool {
	born := birthday(strings.TrimSpace(paper))
	return born != "" && calendar.Day(day).Valid() && calendar.Day(day) <= born.AddMonths(18*12)
}

// birthday is the one an identity number tells, or "".
func birthday(paper string) calendar.Day {
	var digits string
	switch {
	case len(paper) == 18 && isDigits(paper[:17]):
		digits = paper[6:14]
	case len(paper) == 15 && isDigits(paper):
		digits = "19" + paper[6:12]
	default:
		return ""
	}
	d := calendar.Day(digits[:4] + "-" + digits[4:6] + "-" + digits[6:])
	if !d.Valid() || d < "1900-01-01" || d > "2100-12-31" {
		return ""
	}
	return d
}

// Text takes the people, and every identity number, telephone and home address
// that it recognises, out of a text.
func Text(text string, people []Person) string {
	for _, p := range longest(people) {
		for _, s := range []struct{ secret, mask string }{{p.Paper, "（证件号码略）"}, {p.Address, "（地址略）"}, {p.Name, p.Mask()}} {
			if strings.TrimSpace(s.secret) != "" {
				text = strings.ReplaceAll(text, s.secret, s.mask)
			}
		}
	}
	return dwellings(numbers(text))
}

// Leaks are what of the people, or of numbers and addresses, a text still
// shows: the kinds, never the words.
func Leaks(text string, people []Person) (kinds []string) {
	for _, p := range people {
		for _, s := range []struct{ secret, kind string }{{p.Paper, "证件号码"}, {p.Address, "住址"}, {p.Name, "姓名"}} {
			masked := s.kind == "姓名" && strings.Contains(p.Mask(), s.secret) // whoever is only known as 罗某
			if strings.TrimSpace(s.secret) != "" && !masked && strings.Contains(text, s.secret) {
				kinds = append(kinds, s.kind)
			}
		}
	}
	if numbers(text) != text {
		kinds = append(kinds, "证件号码或电话")
	}
	if dwellings(text) != text {
		kinds = append(kinds, "住址")
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// longest puts longer names first, so that 王小明 goes before 王小.
func longest(people []Person) []Person {
	return slices.SortedStableFunc(slices.Values(people), func(a, b Person) int { return cmp.Compare(len(b.Name), len(a.Name)) })
}

// numbers takes out runs of digits that are identity numbers or telephones.
// Full-width digits count as digits; a unified social credit code is public and
// tells no birthday.
func numbers(text string) string {
	var out strings.Builder
	for len(text) > 0 {
		run, digits := leading(text)
		if run == 0 {
			_, n := utf8.DecodeRuneInString(text)
			out.WriteString(text[:n])
			text = text[n:]
			continue
		}
		switch {
		case birthday(digits) != "":
			out.WriteString("（证件号码略）")
		case telephone(digits):
			out.WriteString("（电话略）")
		default:
			out.WriteString(text[:run])
		}
		text = text[run:]
	}
	return out.String()
}

// leading is the run of digits and letters a text begins with, and how it reads
// in plain digits.
func leading(text string) (int, string) {
	var b strings.Builder
	for i, r := range text {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		} else if r == 'ｘ' || r == 'Ｘ' {
			r = 'X'
		}
		if r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z' {
			return i, b.String()
		}
		b.WriteRune(r)
	}
	return len(text), b.String()
}

// telephone reports whether digits are a mobile number.
func telephone(digits string) bool {
	return len(digits) == 11 && isDigits(digits) && digits[0] == '1' && digits[1] >= '3'
}

func isDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// dwelling are the words before a home address; 住所 is an organisation's and
// stays.
var dwelling = []string{"家庭住址", "户籍所在地", "户籍地址", "户籍地", "现住址", "经常居住地", "住址", "现住"}

// dwellings takes out what follows the word for a home address, to the end of
// the clause.
func dwellings(text string) string {
	var out strings.Builder
	for len(text) > 0 {
		word := ""
		for _, w := range dwelling {
			if strings.HasPrefix(text, w) {
				word = w
				break
			}
		}
		if word == "" {
			_, n := utf8.DecodeRuneInString(text)
			out.WriteString(text[:n])
			text = text[n:]
			continue
		}
		out.WriteString(word)
		text = strings.TrimLeft(text[len(word):], ":：为在是 　")
		end := strings.IndexAny(text, "，,。；;、）)】\n")
		if end < 0 {
			end = len(text)
		}
		if said := text[:end]; said == "略" || said == "（地址略" {
			out.WriteString("：" + said)
		} else if said != "" {
			out.WriteString("：略")
		}
		text = text[end:]
	}
	return out.String()
}
