package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/doc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// table is the district's interim table.
func table(t testing.TB) report.Table {
	t.Helper()
	b, err := os.ReadFile("testdata/table.json")
	if err != nil {
		t.Fatal(err)
	}
	var out report.Table
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// with returns the table with other figures in all columns.
func with(t testing.TB, values map[string]report.Number) report.Table {
	out := table(t)
	for i, r := range out.Rows {
		if v, ok := values[r.Code]; ok {
			out.Rows[i].Value, out.Rows[i].Cumulative = v, v
		}
	}
	return out
}

// nought is a table in which nothing has happened.
func nought(t testing.TB) report.Table {
	out := table(t)
	for i, r := range out.Rows {
		zero := report.Number("0")
		if strings.Contains(string(r.Value), ".") {
			zero = "0.00"
		}
		out.Rows[i].Value, out.Rows[i].Cumulative = zero, zero
		if r.Code == "B18" {
			out.Rows[i].Value, out.Rows[i].Cumulative = "", ""
		}
	}
	return out
}

var facts = report.Facts{
	Region: "濂溪区", Campaign: "野生动物保护联合专项整治行动", To: "九江市市场监督管理局、九江市林业局",
	Basis:   "《关于联合开展野生动物保护专项整治行动的通知》（国市监网监〔2026〕107号）",
	Signers: []string{"濂溪区市场监督管理局", "濂溪区林业局"}, Since: "2026-06-01", Through: "2026-11-15",
	Imprint: &doc.Imprint{CopyTo: []string{"濂溪区人民政府办公室"}, Issuer: "濂溪区市场监督管理局办公室", Issued: "2026年11月15日"},
}

var form = report.Form{Campaign: "野生动物保护联合专项整治行动", Unit: "濂溪区市场监督管理局", Filler: "王某", Reviewer: "李某", Date: "2026-11-15"}

func draft(t testing.TB, table report.Table) report.Draft {
	t.Helper()
	tpl, err := report.StageTemplate()
	if err != nil {
		t.Fatal(err)
	}
	d, err := tpl.Write(table, facts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it and run with -update", name)
	}
}

// TestTableJSON: the numbers keep their form through the table's own format.
func TestTableJSON(t *testing.T) {
	b, err := json.Marshal(table(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"value":4791`, `"value":"99.81"`, `"journal":{"seq":18342,`, `"from":"2026-06-01"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the table lacks %s", want)
		}
	}
	var r report.Row
	for _, bad := range []string{`{"value":1.234}`, `{"value":"七"}`, `{"value":1e3}`} {
		if err := json.Unmarshal([]byte(bad), &r); !errors.Is(err, report.ErrNumber) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestCell(t *testing.T) {
	for code, want := range map[string]report.Number{"B01": "17", "B05+B06+B07": "7389", "E10+E11": "0.50", "B01+E09": "18.20"} {
		if got, err := table(t).Cell(code, report.Value); err != nil || got != want {
			t.Errorf("%s is %s, %v, want %s", code, got, err, want)
		}
	}
	if _, err := table(t).Cell("Z99", report.Value); !errors.Is(err, report.ErrNoCell) {
		t.Errorf("an unknown code: %v", err)
	}
}

func TestWorkbook(t *testing.T) {
	var b bytes.Buffer
	if err := report.Workbook(&b, table(t), form); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("KEEP_PAGES"); keep != "" {
		os.WriteFile(filepath.Join(keep, "table.xlsx"), b.Bytes(), 0o644)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	for _, s := range f.GetSheetList() {
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			fmt.Fprintf(&out, "%s %d: %s\n", s, i+1, strings.Join(r, " | "))
		}
		merges, _ := f.GetMergeCells(s)
		for _, m := range merges {
			fmt.Fprintf(&out, "%s merge %s\n", s, m[0])
		}
	}
	golden(t, "table.xlsx.txt", out.String())
}

func TestReceiver(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetCellValue("Sheet1", "A1", "上级的表")
	var in, out bytes.Buffer
	if err := f.Write(&in); err != nil {
		t.Fatal(err)
	}
	err := report.Receiver(&out, "上级.xlsx", in.Bytes(), table(t), []report.Binding{
		{"Sheet1", "B2", "B01", report.Value}, {"Sheet1", "B3", "B05+B06+B07", report.Cumulative}, {"Sheet1", "B4", "E09", report.Value}})
	if err != nil {
		t.Fatal(err)
	}
	g, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	for cell, want := range map[string]string{"A1": "上级的表", "B2": "17", "B3": "7389", "B4": "1.2"} {
		if got, _ := g.GetCellValue("Sheet1", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"A1": "某省统计表", "B3": "检查集贸（农贸/批发）市场", "C3": "个次", "D3": 3, "A4": "B06", "B5": "签订承诺书", "C5": "份", "B6": "别的指标", "C6": 1} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := report.Suggest("某省.xlsx", b.Bytes(), table(t))
	if err != nil {
		t.Fatal(err)
	}
	want := "[{Sheet1 D3 B01 value} {Sheet1 B4 B06 value} {Sheet1 D5 G07 value}]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
