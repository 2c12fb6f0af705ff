package indicator_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
)

// small is a whole template; each case spoils one thing in it.
const small = `version: "1"
title: {zh: 表}
options:
  - code: how
    name: {zh: 怎样计}
    values: [{value: this, name: {zh: 这样}}, {value: that, name: {zh: 那样}}]
groups: [{code: A, name: {zh: 组}}]
indicators:
  - {code: A01, name: {zh: 甲}, unit: 次, means: 口径。, from: v, where: facts.s == "a", sum: 1, additive: [period]}
  - {code: A02, name: {zh: 乙}, unit: 次, means: 口径。, from: [v, w], sum: facts.n, additive: [period, department], split: [facts.s]}
  - {code: A03, name: {zh: 丙}, unit: 户, means: 口径。, from: v, distinct: facts.l, or: [{option: how, value: that, sum: size(facts.l), additive: [period]}]}
  - {code: A04, name: {zh: 丁}, unit: 次, means: 口径。, formula: A01 + A02}
  - {code: A05, name: {zh: 戊}, unit: "%", means: 口径。, ratio: [A03, A06]}
  - {code: A06, name: {zh: 己}, unit: 户, means: 口径。, stock: true, sources: [{verb: v, sum: facts.n}, {verb: w, sum: -facts.n}]}
  - {code: A07, name: {zh: 庚}, unit: 万元, means: 口径。, from: x, sum: facts.fen, additive: [period], later: true}
  - {code: A08, name: {zh: 辛}, unit: 次, means: 口径。, formula: A04 - A02}
checks:
  - {code: K01, hard: true, rule: A04 == A01 + A02, mend: 改}
`

var smallFacts = indicator.Facts{
	"v": {"s": "string", "n": "int", "b": "bool", "l": "list"},
	"w": {"s": "string", "n": "int"},
}

func TestLoad(t *testing.T) {
	whole := strings.Replace(small, "formula: A04 - A02}", "formula: A04 - A03}", 1)
	s, err := indicator.Load([]byte(whole), smallFacts)
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := s.Parts("A08")
	if len(parts) != 3 || parts[2] != (indicator.Part{Code: "A03", Sign: -1}) {
		t.Errorf("A08 is %v", parts)
	}
	if st, _ := s.Story("A07"); !st.Later {
		t.Error("A07 waits for its verb")
	}
	that, err := s.Under(map[string]string{"how": "that"})
	if err != nil {
		t.Fatal(err)
	}
	if parts, _ := that.Parts("A08"); parts[2].Code != "A03/that" {
		t.Errorf("A08 under the other choice is %v", parts)
	}
}

func TestWhatIsRefused(t *testing.T) {
	const a01, a08 = `code: A01, name: {zh: 甲}, unit: 次, means: 口径。, from: v, where: facts.s == "a", sum: 1, additive: [period]`, `formula: A04 - A02`
	for _, c := range []struct{ what, old, new, says string }{
		{"不认识的键", "unit: 次, means: 口径。, from: v", "unit: 次, whre: x, means: 口径。, from: v", "第 9 行：不认识的键 whre"},
		{"来源里不认识的键", "{verb: w, sum: -facts.n}", "{verb: w, sun: 1}", "不认识的键 sun"},
		{"选择里不认识的键", "sum: size(facts.l), ", "sun: 1, ", "不认识的键 sun"},
		{"键写了两遍", "unit: 户, means: 口径。, from: v,", "unit: 户, unit: 户, means: 口径。, from: v,", "第 11 行"},
		{"代码重复", "code: A02", "code: A01", "第 10 行，指标 A01：代码重复"},
		{"代码形式", "code: A02", "code: a2", "大写字母"},
		{"没有组", "code: A02", "code: Z02", "没有 Z 组"},
		{"没有口径", "means: 口径。, from: v, where", "from: v, where", "口径（means）不能为空"},
		{"没有这个事实", `facts.s == "a"`, `facts.t == "a"`, "第 9 行，指标 A01：v 的 where 没有 facts.t 这一项，可用的有 b、l、n、s"},
		{"另一动词没有的事实", "sum: facts.n, additive: [period, department]", "sum: size(facts.l), additive: [period]", "w 的 sum 没有 facts.l"},
		{"按人计数", `facts.s == "a"`, `by == "a"`, "undeclared reference to 'by'"},
		{"条件不是真假", `facts.s == "a"`, `facts.s`, "结果是 string，应为 bool"},
		{"类型不符", `facts.s == "a"`, `facts.s == 1`, "where 类型不对"},
		{"写法不对", `facts.s == "a"`, `facts.s ==`, "where 写法不对"},
		{"数量不是整数", "where: facts.s == \"a\", sum: 1", "sum: facts.s", "应为 int"},
		{"数量是小数", "where: facts.s == \"a\", sum: 1", "sum: 1.5", "应为 int"},
		{"键是真假", "distinct: facts.l", "distinct: facts.b", "应为 string"},
		{"没有动词", "from: v, where", "from: vv, where", "没有动词 vv"},
		{"还没有的动词没写 later", ", later: true", "", "没有动词 x"},
		{"两种算法", "sum: 1, additive", "sum: 1, distinct: facts.s, additive", "只能有一个"},
		{"没有算法", "sum: 1, additive: [period]}", "additive: [period]}", "只能有一个"},
		{"公式又有来源", "formula: A01 + A02", "formula: A01 + A02, from: v", "之一"},
		{"动词两遍", "from: [v, w]", "from: [v, v]", "为空或重复"},
		{"合计不写 additive", "sum: 1, additive: [period]", "sum: 1", "additive: [period]"},
		{"去重写了 additive", "distinct: facts.l", "distinct: facts.l, additive: [period]", "不可按期加总"},
		{"additive 写错", "additive: [period, department]", "additive: [period, town]", "additive 只能是"},
		{"split 不存在", "split: [facts.s]", "split: [facts.t]", "split facts.t"},
		{"公式引用自己", a08, "formula: A01 + A08", "循环引用：A08 → A08"},
		{"公式循环", "formula: A01 + A02", "formula: A01 + A08", "循环引用"},
		{"公式里没有的代码", a08, "formula: A01 + A99", "A99 不存在"},
		{"公式写法", a08, "formula: A01 A02", "用 + 或 - 连接"},
		{"公式乘法", a08, "formula: A01 * A02", "用 + 或 - 连接"},
		{"公式单位混加", a08, "formula: A01 + A07", "单位不同类"},
		{"公式加比率", a08, "formula: A01 + A05", "单位不同类"},
		{"公式重复计算", a08, "formula: A04 + A02", "重复计算了 A02"},
		{"比率缺分母", "ratio: [A03, A06]", "ratio: [A03]", "[分子, 分母]"},
		{"比率单位", "unit: \"%\"", "unit: 户", "单位 %"},
		{"比率的分母不存在", "ratio: [A03, A06]", "ratio: [A03, A99]", "A99 不存在"},
		{"比率套比率", "ratio: [A03, A06]", "ratio: [A03, A05]", "本身是比率"},
		{"比率单位不同类", "ratio: [A03, A06]", "ratio: [A03, A07]", "单位不同类"},
		{"选项不存在", "option: how", "option: who", "不是选项"},
		{"选的是默认值", "value: that, sum", "value: this, sum", "非默认值"},
		{"选项没有值", "values: [{value: this, name: {zh: 这样}}, {value: that, name: {zh: 那样}}]", "values: []", "至少有一个值"},
		{"勾稽里没有的代码", "A04 == A01 + A02", "A04 == A01 + A99", "第 18 行，勾稽 K01：规则写法不对"},
		{"勾稽用比率", "A04 == A01 + A02", "A04 == A05", "只能用整数指标"},
		{"硬性勾稽用去重", "A04 == A01 + A02", "A04 == A03", "A03 不可按期加总"},
		{"勾稽不是比较", "A04 == A01 + A02", "A04 + A01", "应当是一个比较"},
		{"勾稽没有指标", "A04 == A01 + A02", "1 == 1", "没有指标"},
		{"勾稽没写怎么改", ", mend: 改", "", "mend"},
		{"两个文档", "version: \"1\"\n", "version: \"1\"\n---\n", ""},
		{"没有版本", "version: \"1\"\n", "", "version"},
		{"不是 YAML", "version: \"1\"\n", "version: [\n", "第 "},
		{"空的一项", "indicators:\n", "indicators:\n  -\n", "有空项"},
		{"指标不是列表", "indicators:\n", "indicators: 3\nx:\n", "第 "},
		{"太长的条件", a01, strings.Replace(a01, `"a"`, `"`+strings.Repeat("a", 3000)+`"`, 1), "where 写法不对"},
		{"太深的条件", a01, strings.Replace(a01, `facts.s == "a"`, "'"+strings.Repeat("!(", 60)+"facts.b"+strings.Repeat(")", 60)+"'", 1), "where 写法不对"},
	} {
		whole := strings.Replace(small, a08, "formula: A04 - A03", 1)
		if strings.Contains(c.old, a08) {
			whole = small
		}
		spoilt := strings.Replace(whole, c.old, c.new, 1)
		if spoilt == whole {
			t.Errorf("%s: nothing was spoilt", c.what)
		}
		_, err := indicator.Load([]byte(spoilt), smallFacts)
		if !errors.Is(err, indicator.ErrTemplate) {
			t.Errorf("%s: %v", c.what, err)
		} else if detail := fault.Of(err).Detail; !strings.Contains(detail, c.says) {
			t.Errorf("%s: %s\nwant %s", c.what, detail, c.says)
		}
	}
}

func TestUnknownTypesOfFacts(t *testing.T) {
	if _, err := indicator.Load([]byte(small), indicator.Facts{"v": {"s": "float"}}); err == nil {
		t.Error("a fact is a float")
	}
}

// FuzzLoad: whatever is read, nothing panics, and what loads can be told,
// tabled and checked.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(small))
	f.Add(one(`facts.s == "a"`, "1", "facts.s"))
	f.Add([]byte("indicators: &a [*a]"))
	f.Add([]byte("a: b\n---\nc: d"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := indicator.Load(b, smallFacts)
		if err != nil {
			return
		}
		if len(s.Rows(indicator.Sums{})) != len(s.Stories()) || s.Version() == "" {
			t.Error("a table and its definitions differ")
		}
		s.Checks(indicator.Sums{})
		if _, err := s.Post(indicator.Event{Seq: 1, Verb: "v"}); err != nil && !strings.Contains(err.Error(), "entry 1") {
			t.Error(err)
		}
	})
}
