package inspection

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// Line is a row of a sheet of visits (import visits, or a grid pasted from
// Excel). Whoever knows the ledger finds the subject by Code, or by Name and
// Address, and fills in the entry.
type Line struct {
	Entry
	USCC    string `json:"uscc,omitempty"`
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
}

// Faults of a sheet.
var (
	ErrHeading = fault.New(fault.Invalid, "inspection.heading", "没有找到表头，请保留“检查对象”“检查日期”等列名，或用模板填写")
	ErrColumns = fault.New(fault.Invalid, "inspection.columns", "表中缺少下列各列，请补充")
)

// headings are the everyday names of the columns.
var headings = map[string][]string{
	"uscc":      {"统一社会信用代码", "社会信用代码", "信用代码", "主体代码", "注册号", "统一社会信用代码/注册号"},
	"name":      {"名称", "主体名称", "检查对象", "检查对象名称", "企业名称", "单位名称", "被检查单位", "经营主体", "经营主体名称", "字号名称", "店名"},
	"address":   {"地址", "经营场所", "经营地址", "住所", "住所（经营场所）", "详细地址"},
	"day":       {"日期", "检查日期", "检查时间", "实施日期"},
	"organs":    {"机关", "检查机关", "实施机关", "检查单位", "实施单位", "实施部门", "检查部门", "执法单位"},
	"officers":  {"检查人员", "执法人员", "执法证号", "检查人员执法证号", "执法人员证号", "证号", "执法证件号"},
	"results":   {"结果", "检查结果", "结果代码", "检查结果代码", "抽查结果"},
	"item":      {"事项", "检查事项", "抽查事项", "事项编码", "检查事项编码", "法定事项"},
	"plan":      {"计划", "检查计划", "计划编号", "检查计划编号", "计划名称", "检查依据"},
	"exemption": {"免予计划理由", "豁免理由", "豁免", "无计划理由", "免计划理由"},
	"origin":    {"来源", "检查来源", "任务来源"},
	"source":    {"线索编号", "来源编号", "来源文号"},
	"text":      {"备注", "情况", "情况说明", "检查情况", "问题描述", "发现问题", "发现问题情况"},
	"action":    {"行动", "联合行动", "行动名称", "联合执法行动"},
	"code":      {"行为码", "行政行为码", "检查通知书编号"},
}

// words are the everyday names of codes in a cell.
var words = map[string]map[string]string{
	"exemption": {
		"投诉": "complaint", "举报": "complaint", "投诉举报": "complaint", "转办": "transfer", "交办": "transfer", "移送": "transfer",
		"转办交办": "transfer", "转办移送": "transfer", "媒体": "media", "媒体曝光": "media", "监测": "monitoring", "数据监测": "monitoring",
		"网络监测": "monitoring", "线索": "lead", "案件线索": "lead", "复查": "review", "整改复查": "review",
	},
	"origin": {
		"计划": "plan", "专项检查": "plan", "计划检查": "plan", "双随机": "draw", "随机抽查": "draw", "双随机抽查": "draw", "线索": "lead",
		"投诉": "complaint", "举报": "complaint", "投诉举报": "complaint", "转办": "transfer", "移送": "transfer", "转办移送": "transfer",
		"监测": "monitor", "网络监测": "monitor", "复查": "review",
	},
}

// ReadVisits reads a sheet of cells: the heading row is found among the first
// twenty, blank rows are passed over, Row counts from 1. It fails only when
// the sheet as a whole is not one of visits.
func ReadVisits(campaign string, rows [][]string) ([]Line, error) {
	top, columns := heading(rows)
	if top < 0 {
		return nil, ErrHeading
	}
	if missing := lacking(columns); len(missing) > 0 {
		return nil, ErrColumns.With(strings.Join(missing, "、"))
	}
	out := []Line{}
	for i, cells := range rows[top+1:] {
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		l := line(func(field string) string {
			if c, ok := columns[field]; ok && c < len(cells) {
				return strings.TrimSpace(cells[c])
			}
			return ""
		})
		l.Campaign, l.Row = campaign, top+2+i
		out = append(out, l)
	}
	return out, nil
}

// heading finds the row that names the most columns, three at least.
func heading(rows [][]string) (top int, columns map[string]int) {
	top = -1
	for i, cells := range rows[:min(20, len(rows))] {
		found := map[string]int{}
		for c, cell := range cells {
			if f := fieldOf(cell); f != "" {
				if _, twice := found[f]; !twice {
					found[f] = c
				}
			}
		}
		if len(found) >= 3 && len(found) > len(columns) {
			top, columns = i, found
		}
	}
	return top, columns
}

var remark = regexp.MustCompile(`[（(][^（()）]*[)）]$|[\s*＊：:]`)

func fieldOf(cell string) string {
	bare := remark.ReplaceAllString(cell, "")
	for f, names := range headings {
		if slices.Contains(names, cell) || slices.Contains(names, bare) {
			return f
		}
	}
	return ""
}

func lacking(columns map[string]int) (names []string) {
	has := func(f string) bool { _, ok := columns[f]; return ok }
	if !has("uscc") && !has("name") {
		names = append(names, "统一社会信用代码或检查对象")
	}
	for _, f := range []string{"day", "organs", "officers", "results", "item"} {
		if !has(f) {
			names = append(names, map[string]string{"day": "检查日期", "organs": "实施机关", "officers": "执法人员", "results": "检查结果", "item": "检查事项"}[f])
		}
	}
	return names
}

func line(cell func(field string) string) Line {
	word := func(field string) string {
		s := cell(field)
		if code, ok := words[field][s]; ok {
			return code
		}
		return s
	}
	return Line{
		USCC: strings.ToUpper(cell("uscc")), Name: cell("name"), Address: cell("address"),
		Entry: Entry{
			Title: cell("name"), Day: Day(cell("day")), Organs: parts(cell("organs")), Officers: parts(cell("officers")),
			Results: parts(cell("results")), Item: cell("item"), Plan: cell("plan"), Exemption: word("exemption"), Origin: word("origin"),
			Source: cell("source"), Text: cell("text"), Action: cell("action"), Code: cell("code"),
		},
	}
}

var separators = regexp.MustCompile(`[,，、;；|\n\r\t]+`)

// parts splits a cell that names several.
func parts(s string) []string {
	out := []string{}
	for _, p := range separators.Split(s, -1) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

var ymd = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]\d{1,2}:.*)?$`)

// Day reads a date as people and spreadsheets write it, 2026-7-1, 2026.7.1,
// 2026/7/1, 2026年7月1日, 20260701, or a spreadsheet's day number; anything else
// comes back as it is, for the gate to refuse.
func Day(s string) string {
	s = strings.TrimSpace(s)
	if m := ymd.FindStringSubmatch(s); m != nil {
		month, day := m[2]+m[4], m[3]+m[5]
		d := m[1] + "-" + strings.Repeat("0", 2-len(month)) + month + "-" + strings.Repeat("0", 2-len(day)) + day
		if isDay(d) {
			return d
		}
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 40000 && n < 60000 { // days since 1899-12-30
		return string(calendar.Day("1899-12-30").Add(n))
	}
	return s
}
