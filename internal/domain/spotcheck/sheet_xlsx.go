package spotcheck

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/zhiye/internal/pure/sheet"
)

var (
	plainCell = sheet.Look{Wrap: true, Ruled: true}
	headCell  = sheet.Look{Bold: true, Wrap: true, Ruled: true, Fill: "F2F2F2", Align: "center"}
)

// XLSX writes the sheet as a workbook: the plan with what was announced, and
// what was drawn.
func (s Sheet) XLSX(w io.Writer) error {
	made := s.Draw.AnnouncedAt
	if s.Over() {
		made = s.Draw.DrawnAt
	}
	papers := []sheet.Paper{{Name: "方案与公告", Widths: []float64{24, 34, 34, 12, 12}, Merges: []string{"A1:E1"}, Wide: true, Rows: slices.Values(s.front())}}
	if s.Over() {
		papers = append(papers, sheet.Paper{Name: "抽取结果", Widths: []float64{6, 30, 28, 16, 68, 40}, HeadFrom: 1, HeadTo: 1, Wide: true, Rows: s.back()})
	}
	err := sheet.Write(w, sheet.Sheaf{Title: "双随机抽查公示表", Created: made.Format(time.RFC3339), Papers: papers})
	return wrap("writing the sheet", err)
}

func (s Sheet) front() [][]sheet.Datum {
	rows := [][]sheet.Datum{{sheet.Words("双随机抽查公示表 · "+s.Draw.Title, sheet.Look{Bold: true, Size: 16, Align: "center"})}}
	for _, l := range s.labels() {
		rows = append(rows, line(plainCell, l[0], l[1]))
	}
	rows = append(rows, line(headCell, "分层", "对象范围", "抽取", "库内户数", "应抽户数"))
	for _, t := range s.Strata {
		rows = append(rows, append(line(plainCell, t.Name, t.Rule, t.Quota), number(t.Size), number(t.Take)))
	}
	rows = append(rows, line(headCell, "贡献份额的单位", "承诺值", "份额"))
	for _, h := range s.Shares {
		rows = append(rows, line(plainCell, h.Name+" "+h.Unit, h.Commitment, h.Share))
	}
	return rows
}

// labels are what stands above the tables.
func (s Sheet) labels() [][2]string {
	d, x := s.Draw, s.Draw.Excluded
	all := [][2]string{
		{"编号", s.Number}, {"状态", s.State}, {"作废原因", s.Ended}, {"替代", d.Redraws}, {"重新抽取理由", d.RedrawReason}, {"已被替代", d.RedrawnBy},
		{"检查日期", d.Date}, {"检查小组", s.Team}, {"公告时间", s.Clock(d.AnnouncedAt)}, {"公告摘要 SHA-256", d.Announcement},
		{"方案摘要", d.PlanDigest}, {fmt.Sprintf("对象库根（%d 户）", d.Objects), d.PoolRoot}, {fmt.Sprintf("人员库根（%d 人）", d.Officers), d.OfficersRoot},
		{"抽取时间", s.Clock(d.DrawnAt)}, {"种子", d.Seed}, {"结果摘要 SHA-256", d.Result},
		{"未纳入人员", fmt.Sprintf("无有效执法证 %d 人；不在参加机关任职 %d 人；回避申报待核对 %d 人；回避关系 %d 对（不列名）", x.Uncertified, x.Elsewhere, x.Unsettled, x.Recusals)},
	}
	return slices.DeleteFunc(all, func(l [2]string) bool { return l[1] == "" })
}

func (s Sheet) back() iter.Seq[[]sheet.Datum] {
	return func(yield func([]sheet.Datum) bool) {
		if !yield(line(headCell, "序号", "对象编号", "对象名称", "分层", "票号", "检查人员")) {
			return
		}
		for _, o := range s.Drawn {
			name := o.Name
			if !s.Named {
				name = "自检查日期起公示"
			}
			row := append([]sheet.Datum{number(o.Place)}, line(plainCell, o.Subject, name, o.Stratum, o.Ticket, strings.Join(o.Team, "、"))...)
			if !yield(row) {
				return
			}
		}
	}
}

func line(look sheet.Look, cells ...string) []sheet.Datum {
	out := make([]sheet.Datum, len(cells))
	for i, c := range cells {
		out[i] = sheet.Words(c, look)
	}
	return out
}

func number(n int64) sheet.Datum { return sheet.Decimal(strconv.FormatInt(n, 10), plainCell) }
