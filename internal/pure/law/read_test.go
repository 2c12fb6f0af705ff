package law_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/law"
)

// good is a record that can be assessed; a test replaces a part of it.
const good = `{"id":"A-1","act":"sell","act_date":"2024-07-03","decision_date":"2024-09-01","region":"360402","party":{"kind":"person","prior_penalties":["2023-01-02"]},` +
	`"items":[{"name":"黑水鸡","part":"live","qty":5,"unit":"只","origin":"wild","price_fen":250000,"permit":"none","marking":"none","provenance":"none","quarantine":"valid"}],` +
	`"for_food":false,"tools":["粘网"],"cross_county":true}`

func line(t *testing.T, raw string) (id *string, text string) {
	t.Helper()
	out, ok := law.Desk{}.Line(7, []byte(raw), today)
	var r struct {
		ID    *string
		Error *struct {
			Line int
			Text string
		}
		Violations []any
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	if ok {
		return r.ID, ""
	}
	if r.Error == nil || r.Error.Line != 7 || r.Violations != nil {
		t.Fatalf("%s", out)
	}
	return r.ID, r.Error.Text
}

// TestWhatIsRefused names the key, says what is wrong and how to mend it.
func TestWhatIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, says string }{
		"键不认识":      {`"act":"sell"`, `"act":"sell","colour":"red"`, `键 "colour"不认识；请改正拼写或删去`},
		"物品里的键不认识":  {`"qty":5`, `"qty":5,"weight":3`, `键 "items[0].weight"不认识`},
		"当事人里的键不认识": {`"kind":"person"`, `"kind":"person","name":"张三"`, `键 "party.name"不认识；请改正拼写或删去；可用的键是 kind prior_penalties`},
		"键重复":       {`"act":"sell"`, `"act":"sell","act":"buy"`, "act（行为）出现不止一次"},
		"转义的键重复":    {`"act":"sell"`, `"act":"sell","\u0061ct":"buy"`, "act（行为）出现不止一次"},
		"物品里键重复":    {`"qty":5`, `"qty":5,"qty":6`, "items[0].qty（数量）出现不止一次"},
		"行为不在列表":    {`"act":"sell"`, `"act":"selling"`, "act（行为）为“selling”，不在可选的值里；请改为 hunt、breed、sell"},
		"部位不在列表":    {`"part":"live"`, `"part":"tail"`, "items[0].part（部位）为“tail”，不在可选的值里；请改为 live、carcass"},
		"单位不在列表":    {`"unit":"只"`, `"unit":"斤"`, "请改为 只、头、尾、条、枚、件、kg、g 之一"},
		"来源不在列表":    {`"origin":"wild"`, `"origin":"farm"`, "items[0].origin（来源）"},
		"标识不在列表":    {`"marking":"none"`, `"marking":"expired"`, "items[0].marking（专用标识）"},
		"当事人种类":     {`"kind":"person"`, `"kind":"company"`, "party.kind（当事人种类）"},
		"行为是空的":     {`"act":"sell"`, `"act":""`, "act（行为）是空的"},
		"行为是数字":     {`"act":"sell"`, `"act":3`, "act（行为）应为文字，现在是数字"},
		"编号是数字":     {`"id":"A-1"`, `"id":1`, "id（编号）应为文字"},
		"没有编号":      {`"id":"A-1",`, ``, "id（编号）没有填写"},
		"没有行为":      {`"act":"sell",`, ``, "act（行为）没有填写"},
		"没有日期":      {`"act_date":"2024-07-03",`, ``, "act_date（行为日期）没有填写"},
		"没有地区":      {`"region":"360402",`, ``, "region（行政区划代码）没有填写"},
		"地区五位":      {`"region":"360402"`, `"region":"36040"`, "region（行政区划代码）为“36040”，不是 6 位或者 12 位"},
		"地区四位":      {`"region":"360402"`, `"region":"3604"`, "region"},
		"地区有字母":     {`"region":"360402"`, `"region":"36040x"`, "region"},
		"没有名称":      {`"name":"黑水鸡",`, ``, "items[0].name（名称）没有填写"},
		"没有数量":      {`"qty":5,`, ``, `items[0].qty（数量）没有填写；请填写数量；什么也没有捕到、没有成交的请写 "caught": false`},
		"没有单位":      {`"unit":"只",`, ``, "items[0].unit（单位）没有填写"},
		"数量为零":      {`"qty":5`, `"qty":0`, "items[0].qty（数量）为 0"},
		"数量为零点零":    {`"qty":5`, `"qty":0.0`, "items[0].qty（数量）为 0.0"},
		"数量为负":      {`"qty":5`, `"qty":-5`, "items[0].qty（数量）为 -5"},
		"数量七位小数":    {`"qty":5`, `"qty":0.0000001`, "items[0].qty（数量）"},
		"数量指数":      {`"qty":5`, `"qty":1e-7`, "items[0].qty（数量）为 0.0000001"},
		"数量指数太大":    {`"qty":5`, `"qty":1e999`, "items[0].qty（数量）"},
		"数量指数极大":    {`"qty":5`, `"qty":1e99999999`, "items[0].qty（数量）"},
		"数量为零指数":    {`"qty":5`, `"qty":0e5`, "items[0].qty（数量）为 0"},
		"数量是文字":     {`"qty":5`, `"qty":"5"`, "items[0].qty（数量）应为数字，现在是文字"},
		"数量是空值":     {`"qty":5`, `"qty":null`, "items[0].qty（数量）应为数字，现在是 null"},
		"数量不是数":     {`"qty":5`, `"qty":0x5`, ""},
		"数量多余零":     {`"qty":5`, `"qty":05`, "items[0].qty（数量）写作 05，不是数字"},
		"价格带小数":     {`"price_fen":250000`, `"price_fen":2500.5`, "items[0].price_fen（实际价格（分））写作 2500.5，金额以分计，应为整数"},
		"价格指数":      {`"price_fen":250000`, `"price_fen":2e5`, "应为整数"},
		"价格为负":      {`"price_fen":250000`, `"price_fen":-1`, "金额不能是负数"},
		"价格过大":      {`"price_fen":250000`, `"price_fen":10000000000001`, "超过一千亿元"},
		"价格极大":      {`"price_fen":250000`, `"price_fen":99999999999999999999999`, "超过一千亿元"},
		"价格是文字":     {`"price_fen":250000`, `"price_fen":"2500元"`, "items[0].price_fen（实际价格（分））应为数字，现在是文字"},
		"真假写成文字":    {`"for_food":false`, `"for_food":"false"`, "for_food（以食用为目的）应为 true 或 false，现在是文字"},
		"真假写成空值":    {`"for_food":false`, `"for_food":null`, "for_food（以食用为目的）应为 true 或 false，现在是 null"},
		"工具不是列表":    {`["粘网"]`, `"粘网"`, "tools（工具、方法）应为列表 […]，现在是文字"},
		"工具里有数字":    {`["粘网"]`, `["粘网",3]`, "tools[1]应为文字"},
		"物品不是列表":    {`[{"name"`, `{"name"`, "items（物品）应为列表"},
		"物品为空":      {`"items":[{"name":"黑水鸡","part":"live","qty":5,"unit":"只","origin":"wild","price_fen":250000,"permit":"none","marking":"none","provenance":"none","quarantine":"valid"}]`, `"items":[]`, "items（物品）没有填写"},
		"当事人不是对象":   {`{"kind":"person","prior_penalties":["2023-01-02"]}`, `"个人"`, "party（当事人）应为对象"},
		"日期不存在":     {`2024-07-03`, `2023-02-29`, "act_date（行为日期）为“2023-02-29”，不是存在的日期"},
		"月份不存在":     {`2024-07-03`, `2024-13-01`, "act_date（行为日期）"},
		"日期写法":      {`2024-07-03`, `2024/07/03`, "act_date（行为日期）为“2024/07/03”，不是存在的日期；请按 YYYY-MM-DD"},
		"日期太早":      {`2024-07-03`, `1988-12-31`, "act_date（行为日期）为 1988-12-31，超出范围"},
		"决定太晚":      {`2024-09-01`, `2101-01-01`, "decision_date（决定日期）为 2101-01-01，超出范围"},
		"决定不存在":     {`2024-09-01`, `2024-09-31`, "decision_date（决定日期）"},
		"行为晚于决定":    {`2024-07-03`, `2024-09-02`, "act_date（行为日期）为 2024-09-02，晚于 decision_date（决定日期）2024-09-01"},
		"行为在将来":     {`"act_date":"2024-07-03","decision_date":"2024-09-01"`, `"act_date":"2026-11-26"`, "act_date（行为日期）为 2026-11-26，还没有到"},
		"将来的行为和决定":  {`"act_date":"2024-07-03","decision_date":"2024-09-01"`, `"act_date":"2030-01-01","decision_date":"2031-01-01"`, "还没有到"},
		"以往处罚不存在":   {`2023-01-02`, `2023-02-30`, "party.prior_penalties[0]（以往处罚日期）"},
		"以往处罚晚于决定":  {`2023-01-02`, `2024-09-02`, "party.prior_penalties[0]（以往处罚日期）为 2024-09-02，晚于本案决定"},
		"缺右括号":      {`"cross_county":true}`, `"cross_county":true`, "应为逗号或 }"},
		"多余内容":      {`"cross_county":true}`, `"cross_county":true} {}`, "对象之后有多余内容"},
		"多余逗号":      {`"cross_county":true}`, `"cross_county":true,}`, "应为带引号的文字"},
		"没有冒号":      {`"act":"sell"`, `"act" "sell"`, "键后应为冒号"},
		"单引号":       {`"act":"sell"`, `'act':"sell"`, "应为带引号的文字"},
		"控制字符":      {`黑水鸡`, "黑\t水鸡", "文字里有控制字符"},
		"坏的转义":      {`黑水鸡`, `黑\x水鸡`, "转义写法不对"},
		"半个代理对":     {`黑水鸡`, `\ud83d`, "不是 UTF-8 文字"},
		"不是UTF-8":   {`黑水鸡`, "\xff\xfe", "不是 UTF-8 文字"},
		"名称太长":      {`黑水鸡`, strings.Repeat("黑", 201), "items[0].name（名称）太长"},
		"是列表":       {good, `[1]`, "记录应为对象 {…}，现在是列表"},
		"不是JSON":    {good, `hello`, "记录应为对象"},
		"空对象":       {good, `{}`, "id（编号）没有填写"},
		"广告角色":      {`"cross_county":true`, `"ad_role":"agent"`, "ad_role（广告角色）"},
		"方向":        {`"cross_county":true`, `"direction":"in"`, "direction（进口或者出口）为“in”，不在可选的值里；请改为 import、export 之一"},
	} {
		t.Run(name, func(t *testing.T) {
			raw := strings.Replace(good, c.old, c.new, 1)
			if raw == good {
				t.Fatal("the test changes nothing")
			}
			if _, text := line(t, raw); text == "" || !strings.Contains(text, c.says) {
				t.Errorf("says %q, want %q", text, c.says)
			} else if !strings.Contains(text, "；") {
				t.Errorf("does not say how to mend it: %s", text)
			}
		})
	}
}

func TestWhatIsRead(t *testing.T) {
	for name, raw := range map[string]string{
		"as it is":            good,
		"byte order mark":     "\ufeff" + good,
		"carriage return":     good + "\r",
		"spaces":              " \t" + strings.ReplaceAll(good, ",", " ,\t") + " \n",
		"escapes":             strings.ReplaceAll(good, "黑水鸡", `\u9ed1\u6c34\u9e21`),
		"an escaped key":      strings.ReplaceAll(good, `"act":`, `"\u0061ct":`),
		"twelve digits":       strings.ReplaceAll(good, "360402", "360402001000"),
		"a decimal":           strings.ReplaceAll(good, `"qty":5,"unit":"只"`, `"qty":0.4,"unit":"kg"`),
		"an exponent":         strings.ReplaceAll(good, `"qty":5`, `"qty":4e-05`),
		"a large exponent":    strings.ReplaceAll(good, `"qty":5`, `"qty":2E2`),
		"5.0":                 strings.ReplaceAll(good, `"qty":5`, `"qty":5.0`),
		"price zero":          strings.ReplaceAll(good, `"price_fen":250000`, `"price_fen":0`),
		"leap day":            strings.ReplaceAll(good, "2024-07-03", "2024-02-29"),
		"act today":           strings.ReplaceAll(strings.ReplaceAll(good, "2024-07-03", string(today)), `"decision_date":"2024-09-01",`, ""),
		"the same day":        strings.ReplaceAll(good, "2024-07-03", "2024-09-01"),
		"the first day":       strings.ReplaceAll(good, "2024-07-03", "1989-01-01"),
		"a decision far away": strings.ReplaceAll(good, "2024-09-01", "2100-12-31"),
		"no tools":            strings.ReplaceAll(good, `["粘网"]`, `[]`),
		"no party":            strings.ReplaceAll(good, `"party":{"kind":"person","prior_penalties":["2023-01-02"]},`, ``),
		"nothing caught":      strings.NewReplacer(`"qty":5,"unit":"只",`, ``, `"cross_county":true`, `"caught":false`).Replace(good),
	} {
		t.Run(name, func(t *testing.T) {
			if id, text := line(t, raw); text != "" || id == nil || *id != "A-1" {
				t.Errorf("refused: %s", text)
			}
		})
	}
}

// TestARefusalKeepsTheID wherever it can be read at all.
func TestARefusalKeepsTheID(t *testing.T) {
	for raw, want := range map[string]string{
		strings.Replace(good, `"act":"sell"`, `"act":"x"`, 1): "A-1",
		`{"act":3,"id":"B-2"}`:                                "B-2",
		`{"nosuch":3,"id":"B-2"}`:                             "B-2",
		`{"id":"C-3","act":`:                                  "C-3",
		strings.Replace(good, `"qty":5`, `"qty":0`, 1):        "A-1",
	} {
		if id, text := line(t, raw); text == "" || id == nil || *id != want {
			t.Errorf("%s: id %v, %s", raw, id, text)
		}
	}
	if id, _ := line(t, `nonsense`); id != nil {
		t.Errorf("an id out of nothing: %s", *id)
	}
}

func TestALineTooLong(t *testing.T) {
	if _, text := line(t, `{"id":"`+strings.Repeat("x", law.MaxLine)+`"}`); !strings.Contains(text, "8 MB") {
		t.Error(text)
	}
}

func TestManyItems(t *testing.T) {
	item := `{"name":"麻雀","qty":1,"unit":"只"}`
	of := func(n int) string {
		return `{"id":"A","act":"sell","act_date":"2024-01-01","region":"360402","items":[` + strings.Repeat(item+",", n-1) + item + `]}`
	}
	if _, text := line(t, of(1000)); text != "" {
		t.Error(text)
	}
	if _, text := line(t, of(1001)); !strings.Contains(text, "1000 项") {
		t.Error(text)
	}
}

// TestACaseGoesRoundAsJSON: what the screen sends is what the command line reads.
func TestACaseGoesRoundAsJSON(t *testing.T) {
	c, err := law.Read([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := law.Read(raw)
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	a, err := law.Assess(c, today)
	if err != nil {
		t.Fatal(err)
	}
	b, err := law.Assess(again, today)
	if err != nil {
		t.Fatal(err)
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if string(x) != string(y) {
		t.Errorf("%s\n%s", x, y)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{good, `{}`, `{"id":"\u0061","items":[{"qty":1e5}],"party":{"prior_penalties":["x"]}}`, "\ufeff{\"tools\":[\"\\ud83d\\ude00\"]}", `{"a":{"b":[]}}`, `[[`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := law.Read(raw)
		if err != nil && fault.Of(err).Code != law.ErrCase.Code {
			t.Fatalf("%q: not a person's fault: %v", raw, err)
		}
		if err == nil && !json.Valid([]byte(strings.TrimPrefix(string(raw), "\ufeff"))) {
			t.Fatalf("%q is not JSON", raw)
		}
		if out, ok := (law.Desk{}).Line(1, raw, today); !json.Valid(out) || strings.Count(string(out), "\n") != 1 {
			t.Fatalf("%q: %q %v", raw, out, ok)
		}
		if err == nil {
			if _, err := law.Assess(c, today); err != nil && !errors.Is(err, law.ErrCase) {
				t.Fatalf("%q: %v", raw, err)
			}
		}
	})
}
