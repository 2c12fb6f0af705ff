package species_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/species"
)

const day = "2024-06-01"

func classify(q species.Query) (species.Answer, species.Kind) {
	a := species.Find(q)
	return a, species.Classify(a, q)
}

// What officers type, and what it must come to.
func TestAtTheStall(t *testing.T) {
	type want struct {
		class     species.Class
		authority species.Authority
		species   string // of the entry; "" where it is not decided
		wildOnly  bool
		part      string
		sure      bool
	}
	const (
		n1, n2, sy, ot, li, aq, un = species.National1, species.National2, species.Sanyou, species.Other, species.Livestock, species.AquaticOther, species.Unknown
		f, y                       = species.Forestry, species.Fishery
	)
	for _, c := range []struct {
		q    species.Query
		want want
	}{
		{species.Query{Name: "穿山甲甲片"}, want{n1, f, "穿山甲", false, "scale", true}},
		{species.Query{Name: "穿山甲甲片", Latin: "Manis pentadactyla"}, want{n1, f, "穿山甲", false, "scale", true}},
		{species.Query{Name: "炮穿山甲（片）"}, want{n1, f, "穿山甲", false, "scale", true}},
		{species.Query{Name: "花龟"}, want{n2, y, "花龟", true, "", true}},
		{species.Query{Name: "珠颈斑鸠"}, want{sy, f, "珠颈斑鸠", false, "", true}},
		{species.Query{Name: "娃娃鱼"}, want{n2, y, "大鲵", true, "", true}},
		{species.Query{Name: "大鲵幼苗"}, want{n2, y, "大鲵", true, "live", true}},
		{species.Query{Name: "果子狸"}, want{sy, f, "果子狸", true, "", true}},
		{species.Query{Name: "红烧果子狸肉"}, want{sy, f, "果子狸", true, "meat", true}},
		{species.Query{Name: "中华竹鼠", Captive: true}, want{sy, f, "中华竹鼠", false, "", true}},
		{species.Query{Name: "竹鼠"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "王锦蛇"}, want{sy, f, "王锦蛇", true, "", true}},
		{species.Query{Name: "舟山眼镜蛇"}, want{sy, f, "舟山眼镜蛇", false, "", true}},
		{species.Query{Name: "眼镜蛇"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "眼镜王蛇"}, want{n2, f, "眼镜王蛇", false, "", true}},
		{species.Query{Name: "画眉"}, want{n2, f, "画眉", false, "", true}},
		{species.Query{Name: "八哥"}, want{sy, f, "八哥", false, "", true}},
		{species.Query{Name: "麻雀"}, want{sy, f, "麻雀", false, "", true}},
		{species.Query{Name: "鹩哥"}, want{n2, f, "鹩哥", false, "", true}},
		{species.Query{Name: "鹦鹉"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "虎皮鹦鹉", Captive: true}, want{un, "", "虎皮鹦鹉", false, "", true}},
		{species.Query{Name: "非洲灰鹦鹉"}, want{un, f, "非洲灰鹦鹉", false, "", true}},
		{species.Query{Name: "象牙"}, want{un, "", "", false, "ivory", false}},
		{species.Query{Name: "象牙手镯"}, want{un, "", "", false, "ivory", false}},
		{species.Query{Name: "穿山甲片"}, want{n1, f, "穿山甲", false, "scale", true}},
		{species.Query{Name: "象牙", Latin: "Elephas maximus"}, want{n1, f, "亚洲象", false, "ivory", true}},
		{species.Query{Name: "象牙", Latin: "Loxodonta africana"}, want{un, f, "非洲象", false, "ivory", true}},
		{species.Query{Name: "熊胆粉"}, want{un, "", "", false, "product", false}},
		{species.Query{Name: "黑熊掌"}, want{n2, f, "黑熊", false, "product", true}},
		{species.Query{Name: "虎骨"}, want{n1, f, "虎", false, "bone", true}},
		{species.Query{Name: "麝香"}, want{n1, f, "林麝", false, "product", true}},
		{species.Query{Name: "羚羊角"}, want{un, "", "", false, "horn", false}},
		{species.Query{Name: "高鼻羚羊角"}, want{n1, f, "高鼻羚羊", false, "horn", true}},
		{species.Query{Name: "犀牛角"}, want{un, "", "", false, "horn", false}},
		{species.Query{Name: "海马干"}, want{n2, y, "海马属所有种", true, "product", true}},
		{species.Query{Name: "燕窝"}, want{un, "", "", false, "product", false}},
		{species.Query{Name: "土元"}, want{un, "", "地鳖", false, "", true}},
		{species.Query{Name: "玳瑁手镯", Latin: "Eretmochelys imbricata"}, want{n1, y, "玳瑁", false, "product", true}},
		{species.Query{Name: "蟒蛇皮二胡", Latin: "Python bivittatus"}, want{n2, f, "蟒蛇", false, "product", true}},
		{species.Query{Name: "黄额闭壳龟", Latin: "Cuora galbinifrons"}, want{n2, y, "黄额闭壳龟", true, "", true}},
		{species.Query{Name: "潘氏闭壳龟"}, want{n2, y, "潘氏闭壳龟", true, "", true}},
		{species.Query{Name: "某闭壳龟", Latin: "Cuora nova"}, want{n2, y, "闭壳龟属所有种", true, "", true}},
		{species.Query{Name: "红珊瑚手串"}, want{n1, y, "红珊瑚科所有种", false, "product", true}},
		{species.Query{Latin: "Corallium rubrum"}, want{un, "", "", false, "", false}}, // in none of our tables, and a family is not read off a name
		{species.Query{Latin: "Corallium elatius"}, want{n1, y, "瘦长红珊瑚", false, "", true}},
		{species.Query{Latin: "Acropora palmata"}, want{n2, y, "石珊瑚目所有种", false, "", true}},
		{species.Query{Name: "潜水带回的砗磲"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "大砗磲"}, want{n1, y, "大砗磲", false, "", true}},
		{species.Query{Name: "中华鲟"}, want{n1, y, "中华鲟", false, "", true}},
		{species.Query{Latin: "Acipenser gueldenstaedtii"}, want{n2, y, "鲟形目其他种(仅限野外种群)", true, "", true}},
		{species.Query{Name: "野猪"}, want{ot, f, "野猪", false, "", true}},
		{species.Query{Name: "黑斑蛙"}, want{aq, y, "黑斑侧褶蛙", false, "", true}},
		{species.Query{Name: "虎纹蛙"}, want{n2, y, "虎纹蛙", true, "", true}},
		{species.Query{Name: "小龙虾"}, want{aq, y, "克氏原螯虾", false, "", true}},
		{species.Query{Name: "甲鱼"}, want{aq, y, "中华鳖", false, "", true}},
		{species.Query{Name: "烏龜"}, want{n2, y, "乌龟", true, "", true}},
		{species.Query{Name: "斑鱉"}, want{n1, y, "斑鳖", false, "", true}},
		{species.Query{Name: " 活体 乌龟 "}, want{n2, y, "乌龟", true, "live", true}},
		{species.Query{Name: "ＭＡＮＩＳ pentadactyla"}, want{n1, f, "穿山甲", false, "", true}},
		{species.Query{Name: "manis pentadactyla Linnaeus, 1758"}, want{n1, f, "穿山甲", false, "", true}},
		{species.Query{Name: "Elephas maximus indicus"}, want{n1, f, "亚洲象", false, "", true}},
		{species.Query{Name: "Chinese Pangolin"}, want{n1, f, "穿山甲", false, "", true}},
		{species.Query{Name: "蟒"}, want{n2, f, "蟒蛇", false, "", true}},
		{species.Query{Name: "雉鸡"}, want{sy, f, "环颈雉", true, "", true}},
		{species.Query{Name: "雉鸡", Captive: true}, want{li, "", "雉鸡", false, "", true}},
		{species.Query{Name: "七彩山鸡", Captive: true}, want{li, "", "雉鸡", false, "", true}},
		{species.Query{Name: "梅花鹿"}, want{n1, f, "梅花鹿", true, "", true}},
		{species.Query{Name: "梅花鹿", Captive: true}, want{li, "", "梅花鹿", false, "", true}},
		{species.Query{Name: "鹿茸", Captive: true}, want{li, "", "梅花鹿", false, "horn", true}},
		{species.Query{Name: "鹿茸"}, want{un, "", "", false, "horn", false}},
		{species.Query{Name: "貉", Captive: true}, want{li, "", "貉", false, "", true}},
		{species.Query{Name: "貉"}, want{n2, f, "貉", true, "", true}},
		{species.Query{Name: "番鸭", Captive: true}, want{li, "", "番鸭", false, "", true}},
		{species.Query{Name: "鹧鸪", Captive: true}, want{li, "", "鹧鸪", false, "", true}},
		{species.Query{Name: "鹧鸪"}, want{un, "", "", false, "", false}}, // 中华鹧鸪 is 三有
		{species.Query{Name: "中华鹧鸪", Captive: true}, want{sy, f, "中华鹧鸪", false, "", true}},
		{species.Query{Name: "鸡"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "野鸡"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "蛇"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "野兔"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "龟"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "猫头鹰"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "舟山眼睛蛇"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "穿山甲属所有种"}, want{n1, f, "印度穿山甲", false, "", true}},
		{species.Query{Name: "鹰科所有种"}, want{un, "", "", false, "", false}},
		{species.Query{Name: "csj"}, want{un, "", "", false, "", false}},
		{species.Query{Name: ""}, want{un, "", "", false, "", false}},
		{species.Query{Name: "手机壳"}, want{un, "", "", false, "scale", false}},
	} {
		t.Run(c.q.Name+c.q.Latin, func(t *testing.T) {
			c.q.Day = day
			a, k := classify(c.q)
			if got := (want{k.Class, k.Authority, k.Species, k.WildOnly, a.Part, a.Sure}); got != c.want {
				t.Errorf("got  %+v\nwant %+v\n%+v", got, c.want, a.Warnings)
			}
			if k.Class == species.Unknown && k.Note == "" {
				t.Error("unknown, and does not say why")
			}
			if !a.Sure && len(a.Warnings) == 0 {
				t.Error("not sure, and does not say why")
			}
		})
	}
}

// A list holds from its day; before it, what was in force then does, as far as
// it is held.
func TestTheListOfTheDay(t *testing.T) {
	for _, c := range []struct {
		name, day string
		class     species.Class
		likely    species.Class
		later     bool
	}{
		{"猕猴", "2023-04-20", species.National2, "", false},
		{"画眉", "2021-02-01", species.National2, "", false}, // new on the list of 2021
		{"画眉", "2021-01-31", species.Unknown, species.National2, true},
		{"猕猴", "2021-01-31", species.National2, "", false},
		{"熊猴", "2021-02-01", species.National2, "", false}, // lowered in 2021
		{"熊猴", "2021-01-31", species.National1, "", false},
		{"穿山甲", "2020-06-02", species.National2, "", false},
		{"穿山甲", "2020-06-03", species.National1, "", false},
		{"林麝", "2003-02-20", species.National2, "", false},
		{"林麝", "2003-02-21", species.National1, "", false},
		{"大熊猫", "1989-01-14", species.National1, "", false},
		{"大熊猫", "1989-01-13", species.Unknown, species.National1, true},
		{"珠颈斑鸠", "2023-06-30", species.Sanyou, "", false},
		{"珠颈斑鸠", "2023-06-29", species.Sanyou, "", true},
		{"珠颈斑鸠", "2000-08-01", species.Sanyou, "", true},
		{"珠颈斑鸠", "2000-07-31", species.Unknown, species.Sanyou, true},
		{"野猪", "2023-06-30", species.Other, "", false},
		{"野猪", "2023-06-29", species.Sanyou, "", false},
		{"野猪", "1999-12-31", species.Unknown, species.Other, false},
		{"黑斑蛙", "2020-05-27", species.Unknown, species.AquaticOther, false},
		{"黑斑蛙", "2020-05-28", species.AquaticOther, "", false},
		{"大熊猫", "2100-02-28", species.National1, "", false},
		{"大熊猫", "2024-02-29", species.National1, "", false},
		{"大熊猫", "", species.National1, "", false},
		{"野猪", "", species.Other, "", false},
	} {
		a, k := classify(species.Query{Name: c.name, Day: c.day})
		if k.Class != c.class || k.Later != c.later || k.Class == species.Unknown && k.Likely != c.likely {
			t.Errorf("%s on %q: %s likely %q later %v", c.name, c.day, k.Class, k.Likely, k.Later)
		}
		if k.Later && !strings.Contains(strings.Join(a.Warnings, ""), "未收") {
			t.Errorf("%s on %s: does not warn that the list of the day is not held: %q", c.name, c.day, a.Warnings)
		}
	}
	for day, warn := range map[string]string{"2021-02-03": "施行日须核对", "2023-06-28": "施行日须核对", "2026-11-25": "满五年"} {
		if a := species.Find(species.Query{Name: "画眉", Day: day}); !strings.Contains(strings.Join(a.Warnings, ""), warn) {
			t.Errorf("%s: %q", day, a.Warnings)
		}
	}
	for _, c := range []struct {
		day  string
		want species.Class
	}{{"2020-05-26", species.National1}, {"2020-05-27", species.Livestock}} {
		if _, k := classify(species.Query{Name: "梅花鹿", Day: c.day, Captive: true}); k.Class != c.want {
			t.Errorf("captive 梅花鹿 on %s: %s", c.day, k.Class)
		}
	}
}

// Every line of the two lists is found by its own name, its Latin name and the
// spelling of the source, and is what its row says.
func TestEveryLine(t *testing.T) {
	type line struct {
		names     []string
		class     species.Class
		authority species.Authority
		wildOnly  bool
	}
	lines := map[string]line{}
	for _, r := range data.MustRows("species/national_2021.csv") {
		l := line{[]string{r[1], r[2], r[18]}, species.National2, species.Forestry, r[16] == "是"}
		if r[4] == "一级" {
			l.class = species.National1
		}
		if r[5] == "渔业" {
			l.authority = species.Fishery
		}
		lines[r[1]] = l
	}
	for _, r := range data.MustRows("species/sanyou_2023.csv") {
		lines[r[1]] = line{[]string{r[1], r[2]}, species.Sanyou, species.Forestry, r[5] == "是"}
	}
	if len(lines) != 988+1917 {
		t.Fatalf("%d lines", len(lines))
	}
	right := map[string]string{} // a source's misspelling may be another animal's right name
	for name, l := range lines {
		right[l.names[1]] = name
	}
	for name, l := range lines {
		for _, n := range l.names {
			if n == "" || right[n] != "" && right[n] != name {
				continue
			}
			for _, q := range []species.Query{{Name: n, Day: day}, {Name: name, Latin: n, Day: day}, {Latin: n, Day: day}} {
				if strings.IndexFunc(n, func(r rune) bool { return r > 0x7F }) >= 0 && q.Latin != "" {
					continue
				}
				a, k := classify(q)
				if !a.Sure || k.Species != name || k.Class != l.class || k.Authority != l.authority || k.WildOnly != l.wildOnly {
					t.Errorf("%+v: sure %v %+v", q, a.Sure, k)
				}
			}
		}
	}
}

// A former name or an alias leads to its animal; one of several animals gives
// all of them.
func TestFormerNames(t *testing.T) {
	for _, r := range data.MustRows("species/national_2021.csv") {
		if r[17] != "" {
			holds(t, r[17], r[1])
		}
	}
	for _, r := range data.MustRows("species/sanyou_2023.csv") {
		for n := range strings.SplitSeq(r[6], ";") {
			if n != "" {
				holds(t, n, r[1])
			}
		}
	}
	for name, both := range map[string][]string{
		"田鹨": {"东方田鹨", "大花鹨"}, "Finless Porpoise": {"长江江豚", "印太江豚"}, "点翅朱雀": {"点翅朱雀", "淡腹点翅朱雀"},
	} {
		for _, want := range both {
			holds(t, name, want)
		}
	}
	// one name, two classes: neither is chosen
	if a, k := classify(species.Query{Name: "Finless Porpoise", Day: day}); a.Sure || k.Class != species.Unknown {
		t.Errorf("Finless Porpoise: %v %s", a.Sure, k.Class)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	a := species.Find(species.Query{Name: name, Day: day})
	if !slices.ContainsFunc(a.Candidates, func(c species.Candidate) bool { return c.Entry.Name == want }) {
		t.Errorf("%s does not lead to %s: %+v", name, want, a.Candidates)
	}
}

// What traders call an animal is a clue: it is shown, and never decides.
func TestSlangNeverDecides(t *testing.T) {
	firm := []string{}
	for _, r := range data.MustRows("species/slang_UNVERIFIED.csv") {
		a := species.Find(species.Query{Name: r[1], Day: day})
		if a.Sure && a.Candidates[0].Kind == "trade" {
			t.Errorf("%s is sure by slang alone", r[1])
		}
		if a.Sure {
			firm = append(firm, r[1])
		}
	}
	if len(firm) > 80 {
		t.Errorf("%d of the slang are sure: %v", len(firm), firm)
	}
}

func TestPinyin(t *testing.T) {
	for q, want := range map[string]string{
		"chuanshanjia": "穿山甲", "csj": "穿山甲", "cbhg": "草鹭", "huamei": "画眉", "changbihou": "",
		"damao": "", "zhujingbanjiu": "珠颈斑鸠", "zjbj": "珠颈斑鸠", "lvwei": "", "lvkongque": "绿孔雀",
	} {
		a := species.Find(species.Query{Name: q, Day: day})
		if a.Sure {
			t.Errorf("%s is sure", q)
		}
		found := slices.ContainsFunc(a.Candidates, func(c species.Candidate) bool { return c.Entry.Name == want && c.Kind == "pinyin" })
		if want != "" && want != "草鹭" && !found {
			t.Errorf("%s: %+v", q, a.Candidates)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{"舟山眼睛蛇": "舟山眼镜蛇", "珠劲斑鸠": "珠颈斑鸠", "王绵蛇": "王锦蛇", "中华秋沙鸦": "中华秋沙鸭"} {
		a := species.Find(species.Query{Name: name, Day: day})
		if len(a.Nearest) != 3 || a.Nearest[0] != want || !strings.Contains(a.Warnings[0], want) {
			t.Errorf("%s: %v %v", name, a.Nearest, a.Warnings)
		}
	}
}

// Where the Chinese and the Latin name disagree, nothing is decided unless both
// come to one class.
func TestNamesThatDisagree(t *testing.T) {
	a, k := classify(species.Query{Name: "珠颈斑鸠", Latin: "Manis pentadactyla", Day: day})
	if a.Sure || k.Class != species.Unknown || len(a.Candidates) != 2 || !strings.Contains(a.Warnings[0], "不同") {
		t.Errorf("%+v", a)
	}
	if a, k = classify(species.Query{Name: "娃娃鱼", Latin: "Manis pentadactyla", Day: day}); a.Sure || k.Class != species.Unknown {
		t.Errorf("an alias against a Latin name: %+v", a)
	}
	a, k = classify(species.Query{Name: "花龟", Latin: "Mauremys sinnensis", Day: day})
	if !a.Sure || k.Class != species.National2 || !strings.Contains(a.Warnings[0], "学名") {
		t.Errorf("a Latin name misspelt: %+v", a)
	}
	a, k = classify(species.Query{Name: "金钱龟", Latin: "Cuora trifasciata", Day: day})
	if !a.Sure || k.Class != species.National2 {
		t.Errorf("a trade name with its Latin name: %+v", a)
	}
}

func TestAppendixAndCaptiveLists(t *testing.T) {
	for _, c := range []struct {
		q        species.Query
		appendix string
		bred     species.Status
		likely   species.Class
	}{
		{species.Query{Name: "潘氏闭壳龟"}, "II", "", ""},
		{species.Query{Name: "穿山甲"}, "I", "", ""},
		{species.Query{Name: "球蟒"}, "II", "", species.National2},
		{species.Query{Name: "非洲灰鹦鹉"}, "I", "", species.National1},
		{species.Query{Name: "暹罗鳄", Captive: true}, "I", species.Partial, ""},
		{species.Query{Name: "虎纹蛙", Captive: true}, "", species.Partial, ""},
		{species.Query{Name: "大鲵", Captive: true}, "I", species.Unverified, ""},
		{species.Query{Name: "大鲵"}, "I", "", ""},
		{species.Query{Name: "画眉", Captive: true}, "II", "", ""},
	} {
		c.q.Day = day
		a := species.Find(c.q)
		if len(a.Candidates) == 0 {
			t.Errorf("%s is not found", c.q.Name)
			continue
		}
		if e := a.Candidates[0].Entry; !a.Sure || e.Appendix != c.appendix || e.CaptiveBred != c.bred || e.Likely != c.likely {
			t.Errorf("%s: sure %v, appendix %q, bred %q, likely %q", c.q.Name, a.Sure, e.Appendix, e.CaptiveBred, e.Likely)
		}
	}
}

// A domestic form is not its wild ancestor, and a species that CITES lumps with
// a listed one is not on the list for that.
func TestNotEveryRelativeIsListed(t *testing.T) {
	for _, l := range []string{
		"Canis familiaris", "Canis lupus familiaris", "Felis catus", "Felis silvestris catus", "Sus scrofa domesticus", "Gallus gallus domesticus",
		"Columba livia domestica", "Bos grunniens", "Bos frontalis", "Equus caballus", "Neofelis diardi", "Canis rufus", "Platanista minor",
		"Naja naja", "Canis domesticus",
	} {
		if a, k := classify(species.Query{Name: l, Day: day}); k.Class != species.Unknown {
			t.Errorf("%s: sure %v, %+v", l, a.Sure, k)
		}
		if a, k := classify(species.Query{Name: "某动物", Latin: l, Day: day}); k.Class != species.Unknown {
			t.Errorf("%s as Latin name: sure %v, %+v", l, a.Sure, k)
		}
	}
	for l, want := range map[string]string{"Ocadia sinensis": "花龟", "Chinemys reevesii": "乌龟", "Naja naja atra": "舟山眼镜蛇", "Canis lupus chanco": "狼"} {
		if a, k := classify(species.Query{Latin: l, Day: day}); !a.Sure || k.Species != want {
			t.Errorf("%s: sure %v, %+v", l, a.Sure, k)
		}
	}
}

// What an appendix says decides nothing: no class without a list.
func TestAppendixDecidesNothing(t *testing.T) {
	for _, l := range []string{"Loxodonta africana", "Python regius", "Panthera leo", "Iguana iguana", "Geochelone elegans"} {
		if a, k := classify(species.Query{Latin: l, Day: day}); !a.Sure || k.Class != species.Unknown || k.Note == "" {
			t.Errorf("%s: %v %+v", l, a.Sure, k)
		}
	}
}

// A name within that of a product is looked up; that the thing is made of the
// animal, and not in its shape, somebody must find.
func TestProductsAreToBeExamined(t *testing.T) {
	for name, want := range map[string]bool{"大熊猫挂件": true, "穿山甲甲片": true, "活体乌龟": false, "画眉": false, "虎骨": false} {
		a := species.Find(species.Query{Name: name, Day: day})
		if got := strings.Contains(strings.Join(a.Warnings, ""), "须鉴定"); !a.Sure || got != want {
			t.Errorf("%s: sure %v, warnings %q", name, a.Sure, a.Warnings)
		}
	}
}

// TestBracketsAndMisspeltLatin: what stands in brackets is read, and a Latin name
// that is none gives the nearest as a Chinese one does.
func TestBracketsAndMisspeltLatin(t *testing.T) {
	for name, want := range map[string]struct {
		sure  bool
		first string
	}{
		"花龟（Mauremys sinensis）":  {true, "花龟"},
		"花龟(中华花龟)":               {true, "花龟"},
		"麻雀（Manis pentadactyla）": {false, ""},
		"麻雀（花龟）":                 {false, "麻雀"},
		"穿山甲（活体）":                {true, "穿山甲"},
		"花龟（五公斤）":                {false, ""},
	} {
		a := species.Find(species.Query{Name: name, Day: "2024-06-01"})
		if a.Sure != want.sure || want.first != "" && (len(a.Candidates) == 0 || a.Candidates[0].Entry.Name != want.first) {
			t.Errorf("%s: %+v", name, a)
		}
	}
	for latin, want := range map[string]string{"Manis pentadactila": "穿山甲", "Minas pentadactyla": "穿山甲", "Mauremys sinensys": "花龟", "Naja atre": "舟山眼镜蛇"} {
		for _, q := range []species.Query{{Name: latin}, {Name: "某", Latin: latin}} {
			if a := species.Find(q); a.Sure || len(a.Nearest) == 0 || a.Nearest[0] != want {
				t.Errorf("%+v: sure %v, nearest %v, want %s", q, a.Sure, a.Nearest, want)
			}
		}
	}
}
