package form_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/form"
)

// held are the articles that the law data has; acts it does not hold are named.
func held(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, r := range data.MustRows("law/article.csv") {
		name, _, _ := strings.Cut(r[0], "(")
		out[name+":"+r[2]], out[name] = true, true
	}
	return out
}

// absent are acts whose text is not in the data.
var absent = []string{"国务院令第310号"}

func TestEveryTemplateCitesArticlesThatAreThere(t *testing.T) {
	laws := held(t)
	for _, f := range form.All() {
		for _, l := range f.Law {
			act, _, _ := strings.Cut(l, ":")
			if !slices.Contains(absent, act) && !laws[l] {
				t.Errorf("%s: %s is not in the law data", f.Code, l)
			}
		}
	}
}

// TestWhatTheLawAsksFor: fields and words that an article lists stand in the writ.
func TestWhatTheLawAsksFor(t *testing.T) {
	for code, c := range map[string]struct {
		fields, words string
	}{
		// 行政处罚法第五十九条
		"penalty_decision": {"party address facts evidence broken basis decision bank review court", "违法事实和证据 种类和依据 履行方式和期限 六十日 六个月 十五日 百分之三"},
		// 第五十二条
		"spot_decision": {"party facts broken basis kind fine date place review court officers", "六十日 六个月 执法人员（签名）"},
		// 第四十四条
		"penalty_notice": {"facts reason basis proposal", "陈述和申辩"},
		// 第六十三条、第六十四条
		"hearing_notice": {"proposal trigger", "要求举行听证 五个工作日"},
		// 第五十六条
		"preservation_notice": {"due goods reason", "七个工作日 不得销毁或者转移证据"},
		// 行政强制法第二十四条
		"seizure_decision": {"party address reason basis from until goods review court", "六十日 六个月 延长"},
		// 行政强制法第三十五条
		"demand_notice": {"duty within open bank", "陈述和申辩"},
		// 国务院令第310号第六条
		"transfer_letter": {"recipient facts crime", "调查报告 涉案物品清单 检验报告或者鉴定意见 回执"},
		// 行政处罚法第五十五条
		"inquiry_record": {"officers dialogue person", "出示证件 回避 核对"},
		"scene_record":   {"officers findings address", "出示行政执法证件 回避"},
	} {
		f, err := form.Get(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range strings.Fields(c.fields) {
			if field, ok := f.Field(key); !ok || field.Optional {
				t.Errorf("%s: the field %s is missing or optional", code, key)
			}
		}
		text := read(f.Compose(form.Values{"fine": {Text: "1"}, "opinion": {Text: "无"}}, form.Setting{Organ: "某局"}))
		for _, word := range strings.Fields(c.words) {
			if !strings.Contains(text, word) {
				t.Errorf("%s does not say %s", code, word)
			}
		}
	}
}

func TestOnePaperOfATransferEach(t *testing.T) {
	var papers []string
	for _, f := range form.All() {
		if f.Paper != "" {
			papers = append(papers, f.Paper)
		}
	}
	if want := []string{"letter", "report", "inventory", "opinion", "other"}; !slices.Equal(papers, want) {
		t.Errorf("papers %v, want %v in this order", papers, want)
	}
}

// TestFill: what a record holds is not written over, unless it is a proposal.
func TestFill(t *testing.T) {
	f := form.Template{Fields: []form.Field{
		{Key: "a", From: "case.a"}, {Key: "b", From: "case.b", Edit: true}, {Key: "c", From: "case.c"}, {Key: "d", Default: "照例"},
		{Key: "e", Default: "照例"}, {Key: "s", Sealed: true},
	}}
	records := form.Values{"case.a": {Text: "录", From: "case:1"}, "case.b": {Text: "录", From: "case:1"}}
	written := form.Values{"a": {Text: "改"}, "b": {Text: "改"}, "c": {Text: "补", From: "case:2"}, "e": {Text: "另"}, "s": {Text: "密"}, "x": {Text: "多"}}
	got := f.Fill(records, written)
	for key, want := range map[string]form.Value{
		"a": {Text: "录", From: "case:1"}, "b": {Text: "改"}, "c": {Text: "补"}, "d": {Text: "照例"}, "e": {Text: "另"}, "s": {Text: "密", Sealed: true},
	} {
		if g := got[key]; g.Text != want.Text || g.From != want.From || g.Sealed != want.Sealed {
			t.Errorf("%s is %+v, want %+v", key, g, want)
		}
	}
	if len(got) != 6 {
		t.Errorf("filled %v", got)
	}
}

func TestRefused(t *testing.T) {
	const good = "- {code: a, edition: 1, name: 甲, about: [case], step: scene, law: [\"法:1\"], fields: [{key: k, label: 项}], body: [{para: \"{k}\"}]}\n"
	if ts, err := form.Parse([]byte(good)); err != nil || len(ts) != 1 {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"a slot without a field":  {"{k}", "{k}{z}"},
		"a field nobody prints":   {"{k}", "{organ}"},
		"no law":                  {"law: [\"法:1\"], ", ""},
		"a law without article":   {"法:1", "法"},
		"no step":                 {"step: scene", "step: x"},
		"an unknown word":         {"code: a", "code: a, colour: red"},
		"no edition":              {"edition: 1", "edition: 0"},
		"about nothing":           {"[case]", "[]"},
		"a field without a label": {"label: 项", "label: \"\""},
		"a kind unknown":          {"label: 项", "label: 项, kind: x"},
		"a table without columns": {"label: 项", "label: 项, kind: table"},
		"two things in a part":    {"para: ", "head: x, para: "},
		"a row of three":          {"{para: \"{k}\"}", "{rows: [[a, \"{k}\", b]]}"},
	} {
		if _, err := form.Parse([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	if _, err := form.Parse([]byte(good + good)); err == nil {
		t.Error("one code twice was taken")
	}
	if _, err := form.Get("nothing"); !errors.Is(err, form.ErrTemplate) {
		t.Error(err)
	}
}

// FuzzParse: no bytes make the reader fall over, and what it takes can be
// printed, empty and full.
func FuzzParse(f *testing.F) {
	f.Add([]byte("- {code: a, edition: 1, name: 甲, about: [case], step: scene, law: [\"法:1\"], fields: [{key: k, label: 项}], body: [{para: \"{k}\"}]}\n"))
	f.Add([]byte("- {code: t, edition: 1, name: 表, about: [visit], step: scene, law: [\"法:1\"], fields: [{key: k, label: 项, kind: table, columns: [{label: 列, wide: 30}]}], body: [{table: k}, {rows: [[一, \"{day}\"]]}]}\n"))
	f.Add([]byte("- &a [*a]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		ts, err := form.Parse(b)
		if err != nil {
			return
		}
		for _, one := range ts {
			full := form.Values{}
			for _, field := range one.Fields {
				full[field.Key] = form.Value{Text: "值\n值", Rows: [][]string{{"一"}, {}}}
			}
			one.Compose(nil, form.Setting{})
			one.Compose(full, form.Setting{Organ: "某局", Mark: "某〔2026〕1号", Day: "2026年11月25日"})
		}
	})
}
