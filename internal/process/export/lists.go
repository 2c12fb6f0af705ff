package export

import (
	"cmp"
	"strings"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
)

var titles = map[string]string{"subjects": "监管对象台账", "visits": "检查记录", "leads": "线索", "cases": "案件"}

// lists are the lists that can be exported, by the word of their route.
var lists = map[string]list{
	"subjects": of[registry.Subject, registry.Filter]{subjects, registry.List, registry.Count},
	"visits":   of[inspection.Visit, inspection.Filter]{visits, inspection.List, nil},
	"leads":    of[lead.Lead, lead.Filter]{leads, lead.List, nil},
	"cases":    of[casework.Case, casework.Filter]{cases, casework.List, nil},
}

var subjects = []column[registry.Subject]{
	text("name", "名称", 34, func(s registry.Subject) string { return s.Name }),
	text("code", "统一社会信用代码", 22, func(s registry.Subject) string { return s.Code }),
	text("venue", "场所类别", 14, func(s registry.Subject) string { return word(venues, string(s.Venue)) }),
	named("region", "乡镇（街道）", 18, func(r *reading, s registry.Subject) string { return cmp.Or(r.place(s.Region), s.Town) }),
	text("address", "地址", 44, func(s registry.Subject) string { return s.Address }),
	text("grade", "风险等级", 13, func(s registry.Subject) string { return s.Grade }),
	text("state", "状态", 10, func(s registry.Subject) string { return word(subjectStates, string(s.State)) }),
	text("operator", "负责人", 14, func(s registry.Subject) string { return s.Operator }),
	text("phones", "联系电话", 26, func(s registry.Subject) string { return strings.Join(s.Phones, "、") }),
	text("organiser", "开办者", 26, func(s registry.Subject) string { return s.Organiser }),
	text("business", "经营范围", 30, func(s registry.Subject) string { return s.Business }),
	text("platform", "所在平台", 14, func(s registry.Subject) string { return s.Platform }),
	text("url", "网址", 30, func(s registry.Subject) string { return s.URL }),
	text("remark", "备注", 30, func(s registry.Subject) string { return s.Remark }),
	day("updated_at", "更新日期", func(s registry.Subject) string { return dayOf(s.UpdatedAt) }),
}

var visits = []column[inspection.Visit]{
	day("day", "检查日期", func(v inspection.Visit) string { return v.Day }),
	text("title", "检查对象", 34, func(v inspection.Visit) string { return v.Title }),
	text("venue", "场所类别", 14, func(v inspection.Visit) string { return word(venues, v.Venue) }),
	named("region", "乡镇（街道）", 18, func(r *reading, v inspection.Visit) string { return r.place(v.Region) }),
	text("results", "检查结果", 30, func(v inspection.Visit) string { return words(results, v.Results) }),
	text("item", "检查事项", 12, func(v inspection.Visit) string { return v.Item }),
	text("origin", "检查来源", 14, func(v inspection.Visit) string { return word(origins, v.Origin) }),
	named("organs", "实施机关", 30, func(r *reading, v inspection.Visit) string { return r.names(v.Organs) }),
	named("officers", "执法人员", 20, func(r *reading, v inspection.Visit) string { return r.names(v.Officers) }),
	text("state", "状态", 10, func(v inspection.Visit) string { return word(visitStates, v.State) }),
	text("text", "情况说明", 40, func(v inspection.Visit) string { return v.Text }),
}

var leads = []column[lead.Lead]{
	text("title", "线索", 40, func(l lead.Lead) string { return l.Title }),
	text("state", "状态", 10, func(l lead.Lead) string { return word(leadStates, string(l.State)) }),
	day("due", "核查期限", func(l lead.Lead) string { return l.Due }),
	text("channel", "来源", 12, func(l lead.Lead) string { return word(channels, l.Channel) }),
	named("region", "乡镇（街道）", 18, func(r *reading, l lead.Lead) string { return r.place(l.Region) }),
	text("department", "部门", 14, func(l lead.Lead) string { return word(org.Departments, l.Department) }),
	named("unit", "承办单位", 28, func(r *reading, l lead.Lead) string { return r.name(l.Unit) }),
	named("officer", "承办人", 12, func(r *reading, l lead.Lead) string { return r.name(l.Officer) }),
	day("raised_on", "登记日期", func(l lead.Lead) string { return l.RaisedOn }),
	text("facts", "内容", 50, func(l lead.Lead) string { return l.Facts }),
	text("finding", "核查情况", 40, func(l lead.Lead) string { return cmp.Or(l.Finding, l.Reason) }),
}

var cases = []column[casework.Case]{
	text("number", "案号", 26, func(c casework.Case) string { return c.Number }),
	text("title", "案由", 40, func(c casework.Case) string { return c.Title }),
	text("state", "状态", 10, func(c casework.Case) string { return word(caseStates, string(c.State)) }),
	text("violation", "违法行为", 36, func(c casework.Case) string {
		return strings.TrimSpace(c.Violation + " " + violations[c.Violation])
	}),
	text("department", "部门", 14, func(c casework.Case) string { return word(org.Departments, c.Department) }),
	named("unit", "办案单位", 28, func(r *reading, c casework.Case) string { return r.name(c.Unit) }),
	named("region", "乡镇（街道）", 18, func(r *reading, c casework.Case) string { return r.place(c.Region) }),
	day("filed_on", "立案日期", func(c casework.Case) string { return c.FiledOn }),
	day("decided_on", "决定日期", func(c casework.Case) string { return c.DecidedOn }),
	day("closed_on", "结案日期", func(c casework.Case) string { return c.ClosedOn }),
	{"value_fen", "案值（元）", 14, func(_ *reading, c casework.Case) sheet.Datum {
		if c.ValueFen < 0 { // nobody valued it
			return sheet.Words("", plain)
		}
		return sheet.Decimal(money.Fen(c.ValueFen).String(), plain)
	}},
}

// place is the township's name.
func (r *reading) place(code string) string { return r.regions.Name(region.Code(code)) }

// name is whom or what an id or a reference names; what nobody knows names itself.
func (r *reading) name(id string) string {
	if _, bare, ok := strings.Cut(id, ":"); ok {
		id = bare
	}
	return cmp.Or(r.people[id], org.Departments[id], id)
}

func (r *reading) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = r.name(id)
	}
	return strings.Join(out, "、")
}

// word is the word for a code; what has none stands for itself.
func word(of map[string]string, code string) string { return cmp.Or(of[code], code) }

func words(of map[string]string, codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = word(of, c)
	}
	return strings.Join(out, "、")
}

func dayOf(at time.Time) string { return at.In(beijing).Format(time.DateOnly) }
