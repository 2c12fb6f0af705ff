package uscc_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/uscc"
	"pgregory.net/rapid"
)

func TestPublishedCodes(t *testing.T) {
	f, err := os.Open("testdata/vectors.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 40 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows[1:] {
		c, ok := uscc.One(r[0])
		if strong := ok && c.Kind == uscc.Strong; strong != (r[1] == "valid") {
			t.Errorf("%s %s: %+v %v, want %s", r[0], r[2], c, ok, r[1])
		}
	}
}

// The texts are those of real cells: what people type, paste and lose.
func TestCells(t *testing.T) {
	const code, other, old, weak = "92360402MA5TP3XQA8", "91350100M000100Y43", "360402671756275", "91350211M0000XUF46"
	strong := func(v ...string) (out []uscc.Code) {
		for _, s := range v {
			out = append(out, uscc.Code{Value: s, Kind: uscc.Strong})
		}
		return out
	}
	for _, c := range []struct {
		what, cell string
		codes      []uscc.Code
		problems   []uscc.Problem
	}{
		{"照抄", code, strong(code), nil},
		{"小写", strings.ToLower(code), strong(code), nil},
		{"全角", "９２３６０４０２ＭＡ５ＴＰ３ＸＱＡ８", strong(code), nil},
		{"中间有空格", "92 360402 MA5TP3XQA 8", strong(code), nil},
		{"中间换行", "92360402M\nA5TP3XQA8", strong(code), nil},
		{"零宽字符", "\ufeff92360402\u200bMA5TP3XQA8", strong(code), nil},
		{"带连字符", "92-360402-MA5TP3XQA-8", strong(code), nil},
		{"带说明", "统一社会信用代码：" + code, strong(code), nil},
		{"前有撇号", "'" + code, strong(code), nil},
		{"旧号", old, []uscc.Code{{Value: old, Kind: uscc.Old}}, []uscc.Problem{uscc.OldNumber}},
		{"校验位不符", weak, []uscc.Code{{Value: weak, Kind: uscc.Weak}}, []uscc.Problem{uscc.CheckDigit}},
		{"新旧两个", "旧：" + old + "\n新：" + code, []uscc.Code{{Value: old, Kind: uscc.Old}, {Value: code, Kind: uscc.Strong}}, []uscc.Problem{uscc.Multiple}},
		{"两个", code + "、" + other, strong(code, other), []uscc.Problem{uscc.Multiple}},
		{"全角分号", code + "；" + other, strong(code, other), []uscc.Problem{uscc.Multiple}},
		{"同一个写两遍", code + "|" + strings.ToLower(code), strong(code), nil},
		{"一个可用一个不可用", code + ",办理中", strong(code), nil},
		{"旧号和校验位不符", old + ";" + weak, []uscc.Code{{Value: old, Kind: uscc.Old}, {Value: weak, Kind: uscc.Weak}}, []uscc.Problem{uscc.Multiple, uscc.OldNumber, uscc.CheckDigit}},
		{"字母O不改成零", "913604O2MA5TP3XQA8", nil, []uscc.Problem{uscc.Format}},
		{"十七位", "92360402635529939", nil, []uscc.Problem{uscc.Format}},
		{"十九位", "9236040299772843810", nil, []uscc.Problem{uscc.Format}},
		{"电话号码", "199-0000-2738", nil, []uscc.Problem{uscc.Format}},
		{"十五个字母", "ABCDEFGHJKLMNPQ", nil, []uscc.Problem{uscc.Format}},
		{"科学计数", "9.2360402E+17", nil, []uscc.Problem{uscc.Precision}},
		{"科学计数无加号", "9.13604e17", nil, []uscc.Problem{uscc.Precision}},
		{"空", " \u3000", nil, []uscc.Problem{uscc.Missing}},
		{"无", "无", nil, []uscc.Problem{uscc.Missing}},
		{"全角斜杠", "／", nil, []uscc.Problem{uscc.Missing}},
		{"n/a", "n/a", nil, []uscc.Problem{uscc.Missing}},
	} {
		codes, problems := uscc.Parse(c.cell)
		if !slices.Equal(codes, c.codes) || !slices.Equal(problems, c.problems) {
			t.Errorf("%s %q:\n got %v %v\nwant %v %v", c.what, c.cell, codes, problems, c.codes, c.problems)
		}
	}
}

func TestNumberCells(t *testing.T) {
	for cell, want := range map[string]uscc.Problem{
		"913604020293518000": uscc.Precision,
		"1234567890123456.0": uscc.Precision,
		"9.13604E+17":        uscc.Precision,
		"360402671756275":    uscc.OldNumber,
		"0":                  uscc.Missing,
		"13907921234":        uscc.Format,
	} {
		if _, problems := uscc.ParseNumber(cell); !slices.Equal(problems, []uscc.Problem{want}) {
			t.Errorf("%s: %v, want %s", cell, problems, want)
		}
	}
}

func TestConflict(t *testing.T) {
	a, b := uscc.Code{Value: "92360402MA5TP3XQA8", Kind: uscc.Strong}, uscc.Code{Value: "91350100M000100Y43", Kind: uscc.Strong}
	old, old2 := uscc.Code{Value: "360402671756275", Kind: uscc.Old}, uscc.Code{Value: "360402691106109", Kind: uscc.Old}
	weak := uscc.Code{Value: "91350211M0000XUF46", Kind: uscc.Weak}
	for _, c := range []struct {
		what string
		x, y []uscc.Code
		want bool
	}{
		{"不同的正确代码", []uscc.Code{a}, []uscc.Code{b}, true},
		{"有一个相同", []uscc.Code{a, b}, []uscc.Code{b}, false},
		{"不同的旧号", []uscc.Code{old}, []uscc.Code{old2}, true},
		{"新号与旧号", []uscc.Code{a}, []uscc.Code{old}, false},
		{"校验位不符的不算", []uscc.Code{a}, []uscc.Code{weak}, false},
		{"没有代码", nil, []uscc.Code{a}, false},
		{"新号相同旧号不同", []uscc.Code{a, old}, []uscc.Code{a, old2}, true},
	} {
		if uscc.Conflict(c.x, c.y) != c.want || uscc.Conflict(c.y, c.x) != c.want {
			t.Errorf("%s: want %v", c.what, c.want)
		}
	}
}

func TestParts(t *testing.T) {
	c, _ := uscc.One("92360402MA5TP3XQA8")
	o, _ := uscc.One("360402671756275")
	if c.Region() != "360402" || c.Class() != "个体工商户" || o.Region() != "360402" || o.Class() != "" {
		t.Errorf("%s %s, %s %s", c.Region(), c.Class(), o.Region(), o.Class())
	}
	if z := (uscc.Code{}); z.Region() != "" || z.Class() != "" {
		t.Error("没有代码就没有区划")
	}
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

func code(t *rapid.T) string {
	first := rapid.StringOfN(rapid.SampledFrom([]rune(alphabet)), 17, 17, -1).Draw(t, "first")
	check, ok := uscc.Digit(first)
	if !ok {
		t.Fatalf("%s has no check digit", first)
	}
	return first + string(check)
}

// GB 32100 is made to notice one wrong character and two swapped neighbours.
func TestSlipsAreNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		right := code(t)
		if c, ok := uscc.One(right); !ok || c.Kind != uscc.Strong {
			t.Fatalf("%s: %+v", right, c)
		}
		b := []byte(right)
		if at := rapid.IntRange(0, 17).Draw(t, "at"); rapid.Bool().Draw(t, "swap") && at < 17 {
			b[at], b[at+1] = b[at+1], b[at]
		} else {
			b[at] = alphabet[rapid.IntRange(0, len(alphabet)-1).Draw(t, "to")]
		}
		if c, ok := uscc.One(string(b)); string(b) != right && (!ok || c.Kind != uscc.Weak) {
			t.Fatalf("%s written as %s: %+v %v", right, b, c, ok)
		}
	})
}

func TestDecorationDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		right := code(t)
		var b strings.Builder
		for _, r := range right {
			b.WriteString(rapid.SampledFrom([]string{"", "", "", " ", "\t", "\u200b", "\u3000"}).Draw(t, "between"))
			b.WriteRune(r)
		}
		codes, problems := uscc.Parse(b.String())
		if len(codes) != 1 || codes[0].Value != right || len(problems) != 0 {
			t.Fatalf("%q: %v %v", b.String(), codes, problems)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"92360402MA5TP3XQA8", "旧：360402671756275\n新：91350100M000100Y43", "9.1E+17", "ﷺ", "０", "Ⅷ、①"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		codes, problems := uscc.Parse(s)
		if len(codes) == 0 && len(problems) != 1 {
			t.Errorf("%q: nothing read, %v", s, problems)
		}
		for _, c := range codes {
			if again, ok := uscc.One(c.Value); !ok || again != c || c.Region() == "" {
				t.Errorf("%q: %v read again as %v", s, c, again)
			}
		}
	})
}
