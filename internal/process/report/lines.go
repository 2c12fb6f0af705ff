package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
)

// nouns are what the kinds of records behind figures are called.
var nouns = map[string]string{
	"subject": "监管对象", "visit": "检查", "notice": "责令改正", "rectification": "整改", "signage": "警示标识", "lead": "线索", "case": "案件",
	"transfer": "移送", "exhibit": "物品", "outreach": "宣传培训", "commitment": "承诺书", "count": "汇总登记", "meeting": "会议", "document": "文件",
	"dispatch": "出动", "supervision": "督查", "run": "网上检查", "action": "联合行动", "import": "台账导入", "decision": "处罚决定",
}

// Lines writes the records behind a figure as a workbook, one row each, in their
// order, and what they add up to under them.
func Lines(w io.Writer, o Opened, from, to string) error {
	amount := func(n int64) sheet.Datum { return figure(Number(indicator.InUnit(o.Definition.Unit, n))) }
	head := []sheet.Datum{}
	for _, s := range []string{"序号", "日志", "日期", "记录种类", "记录", "乡镇（街道）", "分项", "数量（" + o.Definition.Unit + "）"} {
		head = append(head, sheet.Words(s, headLook))
	}
	rows := [][]sheet.Datum{
		{sheet.Words(o.Definition.Code+" "+o.Definition.Name.ZH+"　"+day(from)+"至"+day(to)+"　明细 "+fmt.Sprint(len(o.Lines))+" 条", titleLook)}, head,
	}
	for i, l := range o.Lines {
		title := l.Title
		if l.Hidden {
			title = "（无权查看明细）"
		}
		rows = append(rows, []sheet.Datum{
			sheet.Decimal(fmt.Sprint(i+1), midLook), sheet.Decimal(fmt.Sprint(l.Entry), midLook), sheet.Words(l.Day, midLook), sheet.Words(nouns[l.Subject.Kind()], midLook),
			sheet.Words(title, nameLook), sheet.Words(town(l.Region), nameLook), sheet.Words(l.Code, midLook), amount(l.Amount),
		})
	}
	if len(o.Definition.Ratio) == 0 {
		rows = append(rows, []sheet.Datum{sheet.Words("合计", midLook), {}, {}, {}, {}, {}, {}, amount(o.Sum)})
	}
	if o.Paper != 0 {
		rows = append(rows, []sheet.Datum{sheet.Words("其中：汇总登记", midLook), {}, {}, {}, {}, {}, {}, amount(o.Paper)})
	}
	rows = append(rows, []sheet.Datum{sheet.Words(fmt.Sprintf("数据溯源码：J%d-%.12s　口径版本：%s", o.At.Seq, o.At.Root, o.Definition.Version), noteLook)})
	return sheet.Write(w, sheet.Sheaf{Title: o.Definition.Name.ZH, Papers: []sheet.Paper{{
		Name: "明细", Widths: []float64{8, 10, 12, 12, 44, 18, 10, 14}, Heights: map[int]float64{1: 30}, HeadFrom: 1, HeadTo: 2, Merges: []string{"A1:H1"},
		Wide: true, Rows: slices.Values(rows),
	}}})
}

// town is what a township is called; nothing for the home itself.
func town(code string) string {
	d, ok := region.All().Find(region.Code(code))
	if !ok || strings.HasSuffix(code, "000000") {
		return ""
	}
	return d.Name
}
