package species

import "strings"

// word is a product or a state that stands before or after an animal's name.
type word struct {
	text string
	part string // "" where it says nothing of the part: 野生, 雄
}

// Parts as contracts and cases name them.
const (
	live, carcass, meat, skin, scale = "live", "carcass", "meat", "skin", "scale"
	bone, horn, egg, product         = "bone", "horn", "egg", "product"
)

// after are words that follow a name; a longer word stands before its tail.
var after = []word{
	{"活体", live}, {"活物", live}, {"幼体", live}, {"幼崽", live}, {"幼鸟", live}, {"幼苗", live}, {"雏鸟", live},
	{"死体", carcass}, {"尸体", carcass}, {"胴体", carcass}, {"冻体", carcass}, {"白条", carcass},
	{"甲片", scale}, {"鳞片", scale}, {"片", scale}, {"鳞", scale}, {"甲壳", scale}, {"甲", scale}, {"壳", scale}, {"龟板", scale},
	{"肉干", meat}, {"腊肉", meat}, {"火锅", meat}, {"煲", meat}, {"汤", meat}, {"肉", meat},
	{"皮二胡", product}, {"二胡", product}, {"皮包", product}, {"毛皮", skin}, {"皮张", skin}, {"皮草", skin}, {"皮子", skin}, {"皮", skin},
	{"头骨", bone}, {"骨架", bone}, {"骨头", bone}, {"骨酒", bone}, {"骨", bone}, {"牙齿", bone}, {"獠牙", bone}, {"牙", bone},
	{"头角", horn}, {"角", horn}, {"茸", horn},
	{"鸟蛋", egg}, {"蛋", egg}, {"卵", egg},
	{"手镯", product}, {"手串", product}, {"手链", product}, {"项链", product}, {"吊坠", product}, {"挂件", product},
	{"摆件", product}, {"戒指", product}, {"梳子", product}, {"眼镜架", product}, {"扇子", product}, {"雕件", product}, {"筷子", product}, {"杯", product},
	{"印章", product}, {"皮大衣", product}, {"大衣", product}, {"披肩", product},
	{"标本", product}, {"制品", product}, {"干制品", product}, {"胆粉", product}, {"胆汁", product}, {"胆", product},
	{"掌", product}, {"鞭", product}, {"爪", product}, {"筋", product}, {"血", product}, {"油", product}, {"药酒", product},
	{"泡酒", product}, {"酒", product}, {"羽毛", product}, {"羽", product}, {"绒", product}, {"毛", product}, {"尾", product},
	{"翅", product}, {"胶", product}, {"粉", product}, {"丸", product}, {"蜕", product}, {"干", product},
	{"所有种", ""}, {"幼", live}, {"苗", live},
}

// before are words that precede a name; the first seven may follow it too.
var before = []word{
	{"活体", live}, {"鲜活", live}, {"野生", ""}, {"养殖", ""}, {"人工繁育", ""}, {"冷冻", carcass}, {"冰鲜", carcass},
	{"野外", ""}, {"人工养殖", ""}, {"驯养", ""}, {"家养", ""}, {"活的", live}, {"活", live}, {"死的", carcass}, {"死", carcass}, {"冰冻", carcass},
	{"冻", carcass}, {"干制", product}, {"干", product}, {"风干", product}, {"晒干", product}, {"炮制", product}, {"炮", product},
	{"红烧", meat}, {"清蒸", meat}, {"清炖", meat}, {"爆炒", meat}, {"雌性", ""}, {"雄性", ""}, {"雌", ""}, {"雄", ""}, {"公", ""}, {"母", ""},
	{"幼", live}, {"成年", ""}, {"未成年", ""}, {"整只", ""}, {"一只", ""},
}

const both = 7

// cut is a name after words were taken off it, and the part they speak of.
type cut struct {
	rest, part string
	words      int
}

// cuts are the names a name may become when one word is taken off; it is never
// taken whole: 角 alone stays 角. 穿山甲片 is 穿山+甲片 and 穿山甲+片, so all ways
// are tried.
func (c cut) cuts(out []cut) []cut {
	for i, w := range before {
		if r, ok := strings.CutPrefix(c.rest, w.text); ok && r != "" {
			out = append(out, cut{r, closer(c.part, w.part), c.words + 1})
		}
		if r, ok := strings.CutSuffix(c.rest, w.text); ok && i < both && r != "" {
			out = append(out, cut{r, closer(c.part, w.part), c.words + 1})
		}
	}
	for _, w := range after {
		if r, ok := strings.CutSuffix(c.rest, w.text); ok && r != "" {
			out = append(out, cut{r, closer(c.part, w.part), c.words + 1})
		}
	}
	return out
}

// closer is the part that says more: a scale is also a product.
func closer(a, b string) string {
	if a == "" || a == product && b != "" {
		return b
	}
	return a
}

// general are words for many animals whose names do not end in them.
var general = map[string][]string{
	"猫头鹰": {"鸮"}, "老鹰": {"鹰", "雕", "鵟", "鸢"}, "野鸡": {"雉", "鸡"}, "山鸡": {"雉", "鸡"}, "野鸭": {"鸭"}, "野兔": {"兔"},
	"猴子": {"猴"}, "鳄鱼": {"鳄"}, "狐狸": {"狐"}, "鹿": {"鹿", "麂", "狍"}, "野鸽子": {"鸽", "斑鸠"}, "狸猫": {"狸", "猫"},
	"鲨鱼": {"鲨"}, "鲟鱼": {"鲟"}, "大雁": {"雁"}, "蝎子": {"蝎"}, "蝙蝠": {"蝠"}, "竹叶青": {"竹叶青蛇"},
	"乌鸦": {"鸦"}, "青蛙": {"蛙"}, "癞蛤蟆": {"蟾蜍"}, "蛤蟆": {"蟾蜍", "蛙"}, "蜥蜴": {"蜥"}, "壁虎": {"壁虎"}, "甲鱼": {"鳖"},
	"大象": {"象"}, "狗熊": {"熊"}, "猎豹": {"豹"}, "鳖": {"鳖"}, "乌蛇": {"蛇"},
}
