package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

// Form is what the printed table says besides its figures.
type Form struct {
	Campaign string `json:"campaign_name"` // 野生动物保护联合专项整治行动
	Unit     string `json:"unit"`          // 填报单位
	Filler   string `json:"filler"`        // 填表人
	Reviewer string `json:"reviewer"`      // 审核人
	Date     string `json:"date"`          // 填表日期, 2026-11-15
}

// groups are the parts of the table, by the letter of the code.
var groups = map[byte]string{
	'A': "组织与力量", 'B': "线下检查", 'C': "线上监测", 'D': "线索、投诉举报与奖励", 'E': "案件查办", 'F': "收缴", 'G': "宣传培训",
}

const columns = 9

var (
	titleLook = sheet.Look{Font: "方正小标宋简体", Size: 18, Align: "center"}
	noteLook  = sheet.Look{Size: 10}
	rightLook = sheet.Look{Size: 10, Align: "right"}
	headLook  = sheet.Look{Font: "黑体", Ruled: true, Wrap: true, Align: "center", Fill: "E7EEF7"}
	bandLook  = sheet.Look{Font: "黑体", Ruled: true, Fill: "F3F3F3"}
	midLook   = sheet.Look{Ruled: true, Align: "center"}
	nameLook  = sheet.Look{Ruled: true, Wrap: true}
	countLook = sheet.Look{Ruled: true, Align: "right", Format: "#,##0"}
	partLook  = sheet.Look{Ruled: true, Align: "right", Format: "#,##0.00"}
	redLook   = sheet.Look{Ruled: true, Align: "center", Fill: "FFC7CE"}
)

// Workbook writes the table under its heading of two rows, and the checks on a
// sheet of their own. The layout is a reconstruction and says so (参考模板).
func Workbook(w io.Writer, t Table, f Form) error {
	return sheet.Write(w, sheet.Sheaf{Title: f.Campaign + "情况统计表", Author: f.Unit, Papers: []sheet.Paper{tablePaper(t, f), checkPaper(t)}})
}

// grid is a sheet being laid out, row by row.
type grid struct {
	rows   [][]sheet.Datum
	merges []string
}

func (g *grid) row(cells ...sheet.Datum) { g.rows = append(g.rows, cells) }

// band is one row whose text runs across.
func (g *grid) band(text string, look sheet.Look) {
	cells := make([]sheet.Datum, columns)
	for i := range cells {
		cells[i].Look = look
	}
	cells[0] = sheet.Words(text, look)
	g.row(cells...)
	g.merges = append(g.merges, fmt.Sprintf("A%d:I%[1]d", len(g.rows)))
}

func tablePaper(t Table, f Form) sheet.Paper {
	g := &grid{}
	g.band(f.Campaign+"情况统计表（参考模板）", titleLook)
	g.row(sheet.Words("填报单位："+f.Unit, noteLook), sheet.Datum{}, sheet.Datum{}, sheet.Words("统计期间："+day(t.From)+"至"+day(t.To), rightLook))
	g.merges = append(g.merges, "A2:C2", "D2:I2")
	g.heading()
	var group byte
	for i, r := range t.Rows {
		if r.Code != "" && r.Code[0] != group {
			group = r.Code[0]
			g.band(string(group)+"　"+groups[group], bandLook)
		}
		g.row(sheet.Decimal(fmt.Sprint(i+1), midLook), sheet.Words(r.Code, midLook), sheet.Words(r.Name, nameLook), sheet.Words(r.Unit, midLook),
			figure(r.Value), figure(r.Registered), figure(r.Cumulative), figure(r.RegisteredCumulative), figure(r.Adjustment))
	}
	g.signing(t, f)
	return sheet.Paper{
		Name: "统计表", Widths: []float64{6, 9, 34, 14, 14, 14, 14, 14, 14}, Height: 18, Heights: map[int]float64{1: 32, 3: 20, 4: 20},
		HeadFrom: 3, HeadTo: 4, Merges: g.merges, Wide: true, Rows: slices.Values(g.rows),
	}
}

// heading is the two rows that repeat on each page.
func (g *grid) heading() {
	var upper, lower []sheet.Datum
	for _, s := range []string{"序号", "指标代码", "指标名称", "计量单位", "本期", "", "累计", "", ""} {
		upper = append(upper, sheet.Words(s, headLook))
	}
	for _, s := range []string{"", "", "", "", "本期数", "其中：汇总登记", "累计数", "其中：汇总登记", "其中：调整数"} {
		lower = append(lower, sheet.Words(s, headLook))
	}
	g.row(upper...)
	n := len(g.rows)
	g.row(lower...)
	for _, c := range "ABCD" {
		g.merges = append(g.merges, fmt.Sprintf("%c%d:%[1]c%[3]d", c, n, n+1))
	}
	g.merges = append(g.merges, fmt.Sprintf("E%d:F%[1]d", n), fmt.Sprintf("G%d:I%[1]d", n))
}

func (g *grid) signing(t Table, f Form) {
	g.row()
	g.row(sheet.Words("填表人："+f.Filler, noteLook), sheet.Datum{}, sheet.Datum{}, sheet.Words("审核人："+f.Reviewer, noteLook),
		sheet.Datum{}, sheet.Datum{}, sheet.Words("填表日期："+day(f.Date), noteLook))
	n := len(g.rows)
	g.merges = append(g.merges, fmt.Sprintf("A%d:C%[1]d", n), fmt.Sprintf("D%d:F%[1]d", n), fmt.Sprintf("G%d:I%[1]d", n))
	g.band("数据溯源码："+t.Trace()+"　口径版本："+t.Definitions, noteLook)
	g.band("说明：本表为参考模板，数字由工作记录汇总得出，不由人工填写；“—”表示没有可计算或登记的数值。", noteLook)
}

func figure(n Number) sheet.Datum {
	switch {
	case n == "":
		return sheet.Words("—", midLook)
	case strings.Contains(string(n), "."):
		return sheet.Decimal(string(n), partLook)
	}
	return sheet.Decimal(string(n), countLook)
}

func checkPaper(t Table) sheet.Paper {
	rows := [][]sheet.Datum{{sheet.Words("编号", headLook), sheet.Words("性质", headLook), sheet.Words("结果", headLook), sheet.Words("内容", headLook)}}
	for _, c := range t.Checks {
		kind, result, look := "提示性", "通过", midLook
		if c.Hard {
			kind = "硬性"
		}
		if !c.OK {
			result, look = "不通过", redLook
		}
		rows = append(rows, []sheet.Datum{sheet.Words(c.Code, midLook), sheet.Words(kind, midLook), sheet.Words(result, look), sheet.Words(c.Text, nameLook)})
	}
	return sheet.Paper{Name: "勾稽核对", Widths: []float64{10, 10, 10, 80}, HeadFrom: 1, HeadTo: 1, Wide: true, Rows: slices.Values(rows)}
}

// day is 2026年11月15日 for 2026-11-15; what is no date stays as it is.
func day(iso string) string {
	p := strings.Split(iso, "-")
	if len(p) != 3 {
		return iso
	}
	return p[0] + "年" + strings.TrimLeft(p[1], "0") + "月" + strings.TrimLeft(p[2], "0") + "日"
}

// Binding says which cell of a receiver's own workbook shows which figure.
type Binding struct {
	Sheet  string `json:"sheet"`
	Cell   string `json:"cell"`
	Code   string `json:"code"` // or a sum like B05+B06
	Column Column `json:"column"`
}

// Receiver fills a receiver's own workbook (一表同享) from the table; what is not
// bound stays as the receiver made it.
func Receiver(w io.Writer, name string, book []byte, t Table, bindings []Binding) error {
	fillings := make([]sheet.Filling, 0, len(bindings))
	for _, b := range bindings {
		n, err := t.Cell(b.Code, b.Column)
		if err != nil {
			return err
		}
		d := sheet.Decimal(string(n), sheet.Look{})
		if n == "" {
			d = sheet.Words("—", sheet.Look{})
		}
		fillings = append(fillings, sheet.Filling{Sheet: b.Sheet, Cell: b.Cell, Value: d})
	}
	return sheet.Fill(w, name, book, fillings)
}
