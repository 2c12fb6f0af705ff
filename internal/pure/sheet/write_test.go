package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/zhiye/internal/pure/sheet"
)

// parsed opens what was written with another program's reader.
func parsed(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func written(t *testing.T, s sheet.Sheaf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rows(all ...[]sheet.Datum) func(func([]sheet.Datum) bool) { return slices.Values(all) }

func words(all ...string) (row []sheet.Datum) {
	for _, s := range all {
		row = append(row, sheet.Words(s, sheet.Look{}))
	}
	return row
}

var dangerous = []string{"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "=HYPERLINK(\"http://x\")"}

func TestFormulasStayText(t *testing.T) {
	b := written(t, sheet.Sheaf{Papers: []sheet.Paper{{Name: "台账", Rows: rows(words(dangerous...))}}})
	f := parsed(t, b)
	got, err := f.GetRows("台账")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range dangerous {
		ref, _ := excelize.CoordinatesToCellName(i+1, 1)
		if formula, _ := f.GetCellFormula("台账", ref); formula != "" {
			t.Errorf("%q became a formula", want)
		}
		if got[0][i] != want {
			t.Errorf("%q came back as %q", want, got[0][i])
		}
		id, _ := f.GetCellStyle("台账", ref)
		if x := f.Styles.CellXfs.Xf[id]; x.QuotePrefix == nil || !*x.QuotePrefix {
			t.Errorf("%q is not marked as text: it would run once it is edited", want)
		}
	}
	for _, p := range zipParts(t, b) {
		if strings.Contains(p, "<f>") {
			t.Error("a formula was written")
		}
	}
}

func zipParts(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		parts[f.Name] = string(body)
	}
	return parts
}

func TestTypesSurvive(t *testing.T) {
	money := sheet.Look{Format: "#,##0.00"}
	b := written(t, sheet.Sheaf{Title: "台账", Papers: []sheet.Paper{{Name: "a/b:c", Rows: rows([]sheet.Datum{
		sheet.Decimal("7389", sheet.Look{Format: "#,##0"}), sheet.Decimal("12.5", money), sheet.Decimal("-3", sheet.Look{}),
		sheet.Decimal("91360402MA35", sheet.Look{}), sheet.Decimal("1234567890123456789", sheet.Look{}),
		{Kind: sheet.Day, Text: "2026-11-15"}, {Kind: sheet.Day, Text: "十一月"}, sheet.Words("13800138000", sheet.Look{}),
		sheet.Words("<&>\"\x00\x0b一\r\n二_x000D_", sheet.Look{}), {},
	})}}})
	f := parsed(t, b)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"a_b_c"}) {
		t.Fatalf("sheets %q", got)
	}
	for ref, want := range map[string]string{"A1": "7,389", "B1": "12.50", "C1": "-3", "D1": "91360402MA35", "E1": "1234567890123456789",
		"F1": "2026-11-15", "G1": "十一月", "H1": "13800138000", "I1": "<&>\"一\r\n二_x000D_", "J1": ""} {
		if got, err := f.GetCellValue("a_b_c", ref); err != nil || got != want {
			t.Errorf("%s is %q, %v, want %q", ref, got, err, want)
		}
	}
	if kind, _ := f.GetCellType("a_b_c", "H1"); kind != excelize.CellTypeInlineString {
		t.Error("a telephone number became a number")
	}
}

func TestHeadingRepeats(t *testing.T) {
	s := sheet.Sheaf{Papers: []sheet.Paper{{Name: "统计'表", Wide: true, HeadFrom: 2, HeadTo: 3, Merges: []string{"A1:C1", "A2:A3"}, Widths: []float64{8, 40, 10},
		Rows: rows(words("题目"), words("序号", "名称", "数量"), words("", "", "本期"), words("1", "甲", "2"))}}}
	b := written(t, s)
	if !bytes.Equal(b, written(t, s)) {
		t.Error("the same sheaf gave other bytes")
	}
	f := parsed(t, b)
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" || names[0].RefersTo != "'统计''表'!$2:$3" {
		t.Errorf("names %+v", names)
	}
	if merges, _ := f.GetMergeCells("统计'表"); len(merges) != 2 {
		t.Errorf("%d merges", len(merges))
	}
	layout, err := f.GetPageLayout("统计'表")
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" {
		t.Errorf("layout %+v %v", layout, err)
	}
	if p, _ := f.GetPanes("统计'表"); p.YSplit != 3 || !p.Freeze {
		t.Errorf("panes %+v", p)
	}
}

func TestRefusedRowsComeBack(t *testing.T) {
	head := [][]sheet.Cell{{{Text: "名称", Kind: sheet.Text}, {Text: "数量", Kind: sheet.Text}}}
	bad := slices.Values([]sheet.Refused{
		{Cells: []sheet.Cell{{Text: "=1+1", Kind: sheet.Text}, {Text: "x", Kind: sheet.Text}}, Why: []sheet.Reason{{1, "“数量”应为数字，现为“x”，请改正"}, {-1, "与第 3 行重复"}}},
		{Cells: []sheet.Cell{{Text: "乙", Kind: sheet.Text}}, Why: []sheet.Reason{{7, "缺少“数量”"}}},
	})
	var b bytes.Buffer
	if err := sheet.WriteRefused(&b, head, bad); err != nil {
		t.Fatal(err)
	}
	f := parsed(t, b.Bytes())
	got, _ := f.GetRows("未导入的行")
	want := [][]string{{"名称", "数量", "错误原因"}, {"=1+1", "x", "“数量”应为数字，现为“x”，请改正；与第 3 行重复"}, {"乙", "", "缺少“数量”"}}
	if len(got) != 3 || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q", got)
	}
	for ref, red := range map[string]bool{"A2": false, "B2": true, "A3": false, "B3": false} {
		id, _ := f.GetCellStyle("未导入的行", ref)
		fill := f.Styles.Fills.Fill[*f.Styles.CellXfs.Xf[id].FillID].PatternFill
		if is := fill.FgColor != nil && fill.FgColor.RGB == "FFFFC7CE"; is != red {
			t.Errorf("%s red is %v", ref, is)
		}
	}
	if _, err := sheet.Open("退回.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
		t.Errorf("our own reader refuses it: %v", err)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	row := append(words("甲,乙", "说\"好\"", "=1", "-5", "两\n行", " 空 "), sheet.Decimal("-5", sheet.Look{}), sheet.Decimal("-5+1", sheet.Look{}), sheet.Datum{})
	if err := sheet.WriteCSV(&b, rows(row)); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff\"甲,乙\",\"说\"\"好\"\"\",'=1,'-5,\"两\n行\",\" 空 \",-5,'-5+1,\r\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
}

// receiver is a workbook as another organ made it.
func receiver(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "报表"))
	_, err := f.NewSheet("汇总")
	must(err)
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FF0000"}})
	must(err)
	must(f.SetCellValue("报表", "A1", "某省统计表"))
	must(f.MergeCell("报表", "A1", "D1"))
	must(f.SetCellValue("报表", "B3", 99))
	must(f.SetCellStyle("报表", "B3", "B3", bold))
	must(f.SetCellValue("报表", "A7", "末行"))
	must(f.SetCellFormula("报表", "D9", "B3+C3"))
	must(f.SetCellFormula("汇总", "A1", "报表!D9*2"))
	must(f.AddComment("报表", excelize.Comment{Cell: "A1", Author: "甲", Text: "请填全"}))
	must(f.AddDataValidation("报表", &excelize.DataValidation{Sqref: "F1:F9", Type: "whole", Formula1: "1", Formula2: "9"}))
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

func TestFill(t *testing.T) {
	before := receiver(t)
	var out bytes.Buffer
	err := sheet.Fill(&out, "某省.xlsx", before, []sheet.Filling{
		{"报表", "C3", sheet.Decimal("461", sheet.Look{})}, {"报表", "B3", sheet.Decimal("17", sheet.Look{})},
		{"报表", "B5", sheet.Words("=危险", sheet.Look{})}, {"报表", "A12", sheet.Decimal("12.50", sheet.Look{})}, {"汇总", "C4", sheet.Decimal("3", sheet.Look{})},
	})
	if err != nil {
		t.Fatal(err)
	}
	f := parsed(t, out.Bytes())
	for _, c := range []struct{ sheet, cell, want string }{{"报表", "A1", "某省统计表"}, {"报表", "B3", "17"}, {"报表", "C3", "461"}, {"报表", "B5", "=危险"},
		{"报表", "A7", "末行"}, {"报表", "A12", "12.5"}, {"汇总", "C4", "3"}} {
		if got, _ := f.GetCellValue(c.sheet, c.cell); got != c.want {
			t.Errorf("%s!%s is %q, want %q", c.sheet, c.cell, got, c.want)
		}
	}
	if got, _ := f.CalcCellValue("汇总", "A1"); got != "956" {
		t.Errorf("the receiver's total computes to %q, want 956", got)
	}
	if id, _ := f.GetCellStyle("报表", "B3"); id == 0 {
		t.Error("the cell lost its style")
	}
	for name, body := range zipParts(t, before) {
		after := zipParts(t, out.Bytes())[name]
		if touched := strings.HasPrefix(name, "xl/worksheets/sheet") || name == "xl/workbook.xml"; !touched && after != body {
			t.Errorf("%s was changed", name)
		}
	}
	if !strings.Contains(zipParts(t, out.Bytes())["xl/workbook.xml"], `fullCalcOnLoad="1"`) {
		t.Error("the totals will not be computed anew")
	}
}

func TestFillHandWritten(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"no rows":       {`<x:sheetData/>`, `<x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData>`},
		"empty row":     {`<x:sheetData><x:row r="2" ht="9"/></x:sheetData>`, `<x:sheetData><x:row r="2" ht="9"><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData>`},
		"no references": {`<x:sheetData><x:row/><x:row><x:c/><x:c s="4"/></x:row></x:sheetData>`, `<x:sheetData><x:row/><x:row><x:c/><x:c r="B2" s="4"><x:v>7</x:v></x:c></x:row></x:sheetData>`},
		"stale total":   {`<x:sheetData><x:row r="9"><x:c r="A9"><x:f>B2</x:f><x:v>1</x:v></x:c></x:row></x:sheetData>`, `<x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row><x:row r="9"><x:c r="A9"><x:f>B2</x:f></x:c></x:row></x:sheetData>`},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := sheet.Fill(&out, "a.xlsx", handWritten(t, c.data), []sheet.Filling{{"S", "B2", sheet.Decimal("7", sheet.Look{})}}); err != nil {
				t.Fatal(err)
			}
			if got := zipParts(t, out.Bytes())["xl/worksheets/sheet1.xml"]; !strings.Contains(got, c.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}

func handWritten(t *testing.T, data string) []byte {
	t.Helper()
	parts := zipParts(t, written(t, sheet.Sheaf{Papers: []sheet.Paper{{Name: "S", Rows: rows()}}}))
	parts["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + data + `</x:worksheet>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, body)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFillRefuses(t *testing.T) {
	book := receiver(t)
	one := func(s, c string) []sheet.Filling { return []sheet.Filling{{s, c, sheet.Decimal("1", sheet.Look{})}} }
	for name, c := range map[string]struct {
		file string
		book []byte
		all  []sheet.Filling
		want error
	}{
		"a sheet that is not there":  {"a.xlsx", book, one("没有", "A1"), sheet.ErrNoSheet},
		"a cell that is none":        {"a.xlsx", book, one("报表", "5D"), sheet.ErrBadCell},
		"a formula":                  {"a.xlsx", book, one("报表", "D9"), sheet.ErrComputed},
		"a cell that a merge covers": {"a.xlsx", book, one("报表", "B1"), sheet.ErrMerged},
		"a cell that is bound twice": {"a.xlsx", book, append(one("报表", "B3"), one("报表", "b3")...), sheet.ErrTwice},
		"delimited text":             {"a.csv", []byte("a,b\n"), one("", "A1"), sheet.ErrNotXLSX},
		"a file that is no workbook": {"a.xlsx", []byte("PK\x03\x04"), one("报表", "A1"), sheet.ErrTruncated},
	} {
		t.Run(name, func(t *testing.T) {
			if err := sheet.Fill(io.Discard, c.file, c.book, c.all); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range dangerous {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := written(t, sheet.Sheaf{Papers: []sheet.Paper{{Name: s, Rows: rows(words(s))}}})
		if _, err := sheet.Open("a.xlsx", bytes.NewReader(b), int64(len(b))); err != nil {
			t.Fatalf("our own reader refuses %q: %v", s, err)
		}
	})
}

func FuzzFill(f *testing.F) {
	f.Add(`<x:sheetData><x:row r="2"><x:c r="B2"/></x:row></x:sheetData>`)
	f.Add(`<x:sheetData/>`)
	f.Fuzz(func(t *testing.T, data string) {
		var out bytes.Buffer
		if sheet.Fill(&out, "a.xlsx", handWritten(t, data), []sheet.Filling{{"S", "B2", sheet.Decimal("7", sheet.Look{})}}) != nil {
			return
		}
		if _, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
			t.Fatal(err)
		}
	})
}
