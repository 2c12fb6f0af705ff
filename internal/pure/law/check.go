package law

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/valuation"
)

const (
	maxItems = 1000
	maxWords = 200 // characters of a name or a tool
	firstDay = calendar.Day("1989-01-01")
	lastDay  = calendar.Day("2100-12-31")
)

// Check says what keeps a record from being assessed: what is missing, a word
// that is none of the list, an impossible day, an act in the future or after its
// decision, a quantity that is not above zero.
func (c Case) Check(today calendar.Day) error {
	for _, check := range []func() error{c.checkRequired, c.checkWords, func() error { return c.checkDays(today) }, c.checkItems} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (c Case) checkRequired() error {
	missing := func(key string) error {
		return wrong(spoke(key, key), "没有填写", "这一项必须有，请补上")
	}
	for _, k := range []struct{ key, value string }{{"id", c.ID}, {"act", c.Act}, {"act_date", string(c.ActDate)}, {"region", c.Region}} {
		if strings.TrimSpace(k.value) == "" {
			return missing(k.key)
		}
	}
	if len(c.Items) == 0 {
		return missing("items")
	}
	if len(c.Items) > maxItems {
		return wrong("items（物品）", "太多", fmt.Sprintf("一条记录最多 %d 项物品，请分开", maxItems))
	}
	for i, s := range c.Tools {
		if utf8.RuneCountInString(s) > maxWords {
			return wrong(fmt.Sprintf("tools[%d]（工具、方法）", i), "太长", fmt.Sprintf("请写在 %d 字以内", maxWords))
		}
	}
	return nil
}

func oneOf(path, key, value string, words []string) error {
	if known(words, value) {
		return nil
	}
	return wrong(spoke(path+key, key), "为“"+short(value)+"”，不在可选的值里", "请改为 "+strings.Join(words, "、")+" 之一")
}

func (c Case) checkWords() error {
	kind := ""
	if c.Party != nil {
		kind = c.Party.Kind
	}
	for _, w := range []struct {
		path, key, value string
		words            []string
	}{
		{"", "act", c.Act, acts}, {"party.", "kind", kind, kinds}, {"", "ad_role", c.AdRole, roles}, {"", "direction", c.Direction, directions},
	} {
		if err := oneOf(w.path, w.key, w.value, w.words); err != nil {
			return err
		}
	}
	if _, err := region.Parse(c.Region); err != nil || len(c.Region) != 6 && len(c.Region) != 12 {
		return wrong("region（行政区划代码）", "为“"+short(c.Region)+"”，不是 6 位或者 12 位区划代码", "请填写如 360402 或 360402001000")
	}
	return nil
}

func (c Case) checkDays(today calendar.Day) error {
	days := []struct {
		path, key string
		day       calendar.Day
	}{{"act_date", "act_date", c.ActDate}, {"decision_date", "decision_date", c.DecisionDate}}
	if c.Party != nil {
		for i, d := range c.Party.Prior {
			days = append(days, days[0])
			days[len(days)-1].path, days[len(days)-1].key, days[len(days)-1].day = fmt.Sprintf("party.prior_penalties[%d]", i), "prior_penalties", d
		}
	}
	for _, d := range days {
		switch {
		case d.day == "" && d.key == "decision_date":
		case !d.day.Valid():
			return wrong(spoke(d.path, d.key), "为“"+short(string(d.day))+"”，不是存在的日期", "请按 YYYY-MM-DD 填写真实的日期")
		case d.day < firstDay || d.day > lastDay:
			return wrong(spoke(d.path, d.key), "为 "+string(d.day)+"，超出范围", "请填写 1989 年到 2100 年之间的日期")
		}
	}
	return c.checkOrder(today)
}

func (c Case) checkOrder(today calendar.Day) error {
	if c.DecisionDate != "" && c.ActDate > c.DecisionDate {
		return wrong("act_date（行为日期）", "为 "+string(c.ActDate)+"，晚于 decision_date（决定日期）"+string(c.DecisionDate), "请核对两个日期")
	}
	if c.ActDate > today {
		return wrong("act_date（行为日期）", "为 "+string(c.ActDate)+"，还没有到", "今天是 "+string(today)+"，请核对日期")
	}
	if c.Party == nil {
		return nil
	}
	for i, d := range c.Party.Prior {
		if d > c.decided(today) {
			return wrong(fmt.Sprintf("party.prior_penalties[%d]（以往处罚日期）", i), "为 "+string(d)+"，晚于本案决定", "只填写以前受过的处罚")
		}
	}
	return nil
}

// decided is the day of the decision; today where it is not given.
func (c Case) decided(today calendar.Day) calendar.Day {
	if c.DecisionDate == "" {
		return today
	}
	return c.DecisionDate
}

func (c Case) checkItems() error {
	for i, t := range c.Items {
		path := fmt.Sprintf("items[%d].", i)
		if strings.TrimSpace(t.Name) == "" {
			return wrong(path+"name（名称）", "没有填写", "这一项必须有，请补上")
		}
		for _, s := range []struct{ key, value string }{{"name", t.Name}, {"species", t.Species}} {
			if utf8.RuneCountInString(s.value) > maxWords {
				return wrong(spoke(path+s.key, s.key), "太长", fmt.Sprintf("请写在 %d 字以内", maxWords))
			}
		}
		if err := t.checkWords(path); err != nil {
			return err
		}
		if err := t.checkQuantity(path, not(c.Caught)); err != nil {
			return err
		}
	}
	return nil
}

func (t Item) checkWords(path string) error {
	for _, w := range []struct {
		key, value string
		words      []string
	}{
		{"part", t.Part, parts}, {"unit", t.Unit, units}, {"origin", t.Origin, origins}, {"permit", t.Permit, permits},
		{"marking", t.Marking, markings}, {"provenance", t.Provenance, provenances}, {"quarantine", t.Quarantine, quarantines},
	} {
		if err := oneOf(path, w.key, w.value, w.words); err != nil {
			return err
		}
	}
	if t.PriceFen != nil && (*t.PriceFen < 0 || *t.PriceFen > MaxFen) {
		return wrong(path+"price_fen（实际价格（分））", "超出范围", "请填写零到一千亿元之间的分数")
	}
	return nil
}

func (t Item) checkQuantity(path string, nothing bool) error {
	if t.Qty == "" {
		if nothing {
			return nil
		}
		return wrong(path+"qty（数量）", "没有填写", `请填写数量；什么也没有捕到、没有成交的请写 "caught": false`)
	}
	if _, err := valuation.ParseQuantity(string(t.Qty)); err != nil {
		return wrong(path+"qty（数量）", "为 "+short(string(t.Qty))+"，应为大于零的普通数字，小数不超过六位",
			`请填写实际数量；什么也没有捕到的请删去 qty 并写 "caught": false`)
	}
	if t.Unit == "" {
		return wrong(path+"unit（单位）", "没有填写", "请填写 "+strings.Join(units, "、")+" 之一")
	}
	return nil
}

// halved says that animals or pieces are counted in fractions.
func (t Item) halved() bool {
	return slices.Contains(counted, t.Unit) && strings.Contains(string(t.Qty), ".") && strings.Trim(string(t.Qty[strings.IndexByte(string(t.Qty), '.'):]), ".0") != ""
}
