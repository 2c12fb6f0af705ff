package species

import (
	"strings"
	"unicode"
)

// trads are traditional and variant characters of animal names, each before the
// one our lists use.
const trads = "龜龟亀龟鱉鳖鼈鳖鷹鹰貓猫雞鸡鷄鸡鴨鸭鵝鹅鳥鸟魚鱼鯉鲤馬马豬猪蝟猬驢驴騾骡駝驼鶴鹤鷺鹭鴿鸽鳩鸠鵪鹌鶉鹑" +
	"鷓鹧鴣鸪鴞鸮鵰雕鴟鸱鳶鸢鷲鹫鶻鹘鸛鹳鵜鹈鶘鹕鷗鸥鸚鹦鵡鹉鶯莺鸝鹂鵯鹎鶇鸫鶲鹟鶺鹡鴒鸰鵐鹀鷯鹩鴝鸲鵲鹊鴉鸦鳽鳽" +
	"鷸鹬鴴鸻鳳凤鳶鸢鴛鸳鴦鸯鸌鹱鷿䴙鷉䴘鶚鹗鵂鸺鶹鹠鵟鵟鷂鹞鵟鵟鸊䴙鵬鹏鵠鹄鶥鹛鷳鹇鷴鹇鶡鹖䴉鹮鶓鹋鴷䴕鳾䴓鵖䳭" +
	"蠶蚕蠍蝎蟲虫螞蚂蟻蚁蜆蚬蝦虾貝贝蠔蚝螢萤蟬蝉獅狮獼猕猻狲獺獭猂猂獾獾貛獾貍狸豺豺獐獐麞獐麅狍麐麟獸兽獴獴犛牦氂牦" +
	"黃黄烏乌銀银環环紅红綠绿藍蓝黃黄錦锦紋纹點点頸颈頭头臉脸嘴嘴鬚须眉眉額额腳脚爪爪長长爾尔東东華华臺台灣湾雲云滇滇貴贵" +
	"無无鱗鳞齒齿甲甲裡里裏里麗丽網网總总龍龙蠻蛮滑滑稜棱棱棱過过風风亞亚細细緬缅孟孟馬马來来西西揚扬鱷鳄鰐鳄鯢鲵鮫鲛鯨鲸鱘鲟" +
	"鰻鳗鱺鲡鱖鳜鱒鳟鮭鲑鱸鲈鯊鲨鯇鲩鰱鲢鱅鳙鯽鲫鰍鳅鱔鳝鰉鳇鱧鳢鯧鲳鱟鲎鮪鲔鱈鳕鮑鲍鰲鳌騰腾蟒蟒蛻蜕膽胆麝麝蔭荫岩岩巖岩" +
	"寶宝樹树陸陆閉闭殼壳緣缘圓圆鼻鼻壁壁體体鹹咸乾干幹干凍冻鮮鲜製制藥药皮皮骨骨製制標标養养飼饲繁繁殖殖雙双單单赤赤鵪鹌" +
	"葉叶蘭兰尋寻彈弹飛飞鼯鼯臘腊蠟蜡貂貂狀状鬍胡鬣鬣獵猎櫻樱斑斑潛潜鳧凫麥麦織织達达烏乌維维吳吴韓韩羅罗諾诺薩萨麥麦倫伦"

var simple = func() map[rune]rune {
	m := map[rune]rune{}
	rs := []rune(trads)
	for i := 0; i+1 < len(rs); i += 2 {
		if rs[i] != rs[i+1] {
			m[rs[i]] = rs[i+1]
		}
	}
	return m
}()

// normal is the spelling names are compared in: simplified characters, small
// ASCII letters, nothing but letters and digits. "Manis pentadactyla" and
// "manis-pentadactyla" are one, so are 鱉 and 鳖.
func normal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = fold(r); r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fold is a character as names are compared, 0 for what does not count.
func fold(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80:
		return 0
	case 0xFF01 <= r && r <= 0xFF5E: // full width
		return fold(r - 0xFEE0)
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return 0
	}
	if s, ok := simple[r]; ok {
		return s
	}
	return r
}

// limit is how many characters of a name are read: the longest of our names
// has 60, and a page of text is no name.
const limit = 100

func short(s string) string {
	if len(s) <= limit {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > limit {
			return s[:i]
		}
	}
	return s
}

// latinWords reads the first words of a Latin name, without author and year: genus,
// species and, where there is one, subspecies. "" where it is none.
func latinWords(s string) (genus, species, subspecies string) {
	words := strings.Fields(short(s))
	if len(words) == 0 || !letters(words[0]) {
		return "", "", ""
	}
	genus = words[0]
	if len(words) > 1 && small(words[1]) {
		species = strings.TrimSuffix(words[1], ".")
	}
	if species != "" && len(words) > 2 && small(words[2]) {
		subspecies = words[2]
	}
	return genus, species, subspecies
}

func letters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return len(s) > 2
}

// small says that a word is written in small letters, as epithets are.
func small(s string) bool {
	s = strings.TrimSuffix(s, ".")
	for i := range len(s) {
		if (s[i] < 'a' || s[i] > 'z') && s[i] != '-' {
			return false
		}
	}
	return len(s) > 1
}
