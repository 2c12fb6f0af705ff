package redact_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/redact"
)

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"张三": "张某", "王小明": "王某", "欧阳修": "欧阳某", "司马": "司某", "诸葛孔明": "诸葛某",
		"买买提·艾力": "买某", "John Smith": "J***", "": "", " 李四 ": "李某",
	} {
		if got := redact.Name(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestMinor(t *testing.T) {
	for _, c := range []struct {
		paper, day string
		want       bool
	}{
		{"360402200811250019", "2026-11-25", true}, // on the eighteenth birthday
		{"360402200811250019", "2026-11-26", false},
		{"360402200802290010", "2026-02-28", true}, // born on a leap day
		{"360402200802290010", "2026-03-01", false},
		{"36040219800101001X", "2026-11-25", false},
		{"360402800101001", "1990-01-01", true}, // fifteen digits, of 1980
		{"360402200813450019", "2026-11-24", false},
		{"91360402MA35X1234", "2026-11-24", false},
		{"", "2026-11-24", false},
	} {
		if got := redact.Minor(c.paper, c.day); got != c.want {
			t.Errorf("%s on %s: %v", c.paper, c.day, got)
		}
	}
}

var zhang = redact.Person{Name: "张三", Paper: "36040219800101001X", Address: "濂溪区十里街道前进路1号"}

func TestText(t *testing.T) {
	kid := redact.Person{Name: "王小明", Minor: true}
	for said, want := range map[string]string{
		"当事人张三，身份证号36040219800101001X。":  "当事人张某，身份证号（证件号码略）。",
		"住址：濂溪区十里街道前进路1号，电话13907921234":  "住址：（地址略），电话（电话略）",
		"王小明与张三系父子":                      "某未成年人与张某系父子",
		"证号３６０４０２１９８００１０１００１Ｘ":           "证号（证件号码略）",
		"统一社会信用代码91360402MA35X12345":     "统一社会信用代码91360402MA35X12345",
		"代码913604021234567890":           "代码913604021234567890",
		"罚款10000元，处罚〔2026〕31号":           "罚款10000元，处罚〔2026〕31号",
		"单位住所：濂溪区长虹大道8号":                 "单位住所：濂溪区长虹大道8号",
		"户籍所在地为江西省湖口县；现住濂溪区。":            "户籍所在地：略；现住：略。",
		"另有李四，身份证 360402198001010012 作证": "另有李四，身份证 （证件号码略） 作证",
		"": "",
	} {
		got := redact.Text(said, []redact.Person{zhang, kid})
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", said, got, want)
		}
		if again := redact.Text(got, []redact.Person{zhang, kid}); again != got {
			t.Errorf("redacted twice, %s is %s", got, again)
		}
	}
}

func TestLeaks(t *testing.T) {
	for said, want := range map[string][]string{
		"当事人张某，罚款一万元":        nil,
		"当事人张三":              {"姓名"},
		"36040219800101001X": {"证件号码", "证件号码或电话"},
		"电话 13907921234":     {"证件号码或电话"},
		"住址：别处":              {"住址"},
		"濂溪区十里街道前进路1号":       {"住址"},
	} {
		if got := redact.Leaks(said, []redact.Person{zhang}); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", said, got, want)
		}
	}
}

// FuzzText: what comes out leaks nothing, and is left alone the second time.
func FuzzText(f *testing.F) {
	f.Add("当事人张三，住址：濂溪区，电话13907921234", "张三")
	f.Add("现住现住现住", "现")
	f.Add("３６０４０２１９８００１０１００１Ｘ1", "1")
	f.Fuzz(func(t *testing.T, text, name string) {
		out := redact.Text(text, nil)
		if leaks := redact.Leaks(out, nil); len(leaks) > 0 {
			t.Errorf("%q leaks %v", out, leaks)
		}
		if masked := redact.Text("甲"+name+"乙", []redact.Person{{Name: name}}); len(strings.TrimSpace(name)) > 6 && strings.Contains(masked, name) && !strings.ContainsAny(name, "某略*（：") {
			t.Errorf("%q stays in %q", name, masked)
		}
	})
}
