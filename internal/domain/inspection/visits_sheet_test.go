package inspection_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/pure/fault"
)

func TestReadVisits(t *testing.T) {
	lines, err := inspection.ReadVisits("lianxi-2026", [][]string{
		{"濂溪区野生动物保护专项检查登记表"},
		{"序号", "统一社会信用代码", "检查对象 ", "经营场所", "检查日期*", "实施机关", "执法人员（证号）", "检查结果", "检查事项", "检查计划", "免予计划理由", "备注"},
		{"1", "91360402ma35xxxx1a", "王记土菜馆", "莲花镇1号", "2026年7月1日", "市场监管局、林业局", "140001，140002", "02;9", "W02", "濂检计〔2026〕1号", "", " 已撤下菜单 "},
		{"", " ", ""},
		{"2", "", "花鸟店", "前进路", "46204", "市场监管局", "140001 、 140002", "01", "W01", "", "投诉举报"},
	})
	if err != nil || len(lines) != 2 {
		t.Fatalf("%+v, %v", lines, err)
	}
	a, b := lines[0], lines[1]
	if a.Row != 3 || a.USCC != "91360402MA35XXXX1A" || a.Title != "王记土菜馆" || a.Day != "2026-07-01" || a.Text != "已撤下菜单" || a.Campaign != "lianxi-2026" ||
		!slices.Equal(a.Organs, []string{"市场监管局", "林业局"}) || !slices.Equal(a.Officers, []string{"140001", "140002"}) || !slices.Equal(a.Results, []string{"02", "9"}) {
		t.Errorf("row 3: %+v", a)
	}
	if b.Row != 5 || b.Day != "2026-07-01" || b.Exemption != "complaint" || b.Plan != "" || b.Address != "前进路" {
		t.Errorf("row 5: %+v", b)
	}
}

func TestReadVisitsRefusesTheSheet(t *testing.T) {
	if _, err := inspection.ReadVisits("c", [][]string{{"姓名", "电话"}, {"张三", "1"}}); !errors.Is(err, inspection.ErrHeading) {
		t.Errorf("a telephone list: %v", err)
	}
	_, err := inspection.ReadVisits("c", [][]string{{"检查对象", "检查日期", "检查结果", "检查事项"}})
	if !errors.Is(err, inspection.ErrColumns) || fault.Of(err).Detail != "实施机关、执法人员" {
		t.Errorf("columns missing: %v", err)
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"2026-07-01": "2026-07-01", "2026-7-1": "2026-07-01", "2026/7/1": "2026-07-01", "2026.07.1": "2026-07-01", "2026年7月1日": "2026-07-01",
		"20260701": "2026-07-01", "46204": "2026-07-01", "2026-07-01 09:30:00": "2026-07-01", " 2026-7-1 ": "2026-07-01",
		"2026-02-30": "2026-02-30", "7月1日": "7月1日", "": "", "12345": "12345", "2026-7": "2026-7",
	} {
		if got := inspection.Day(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func FuzzReadVisits(f *testing.F) {
	f.Add("检查对象\t检查日期\t实施机关\t执法人员\t检查结果\t检查事项\n王记\t2026-7-1\t市监局\t1、2\t01\tW02")
	f.Add("a\tb\n\n\tc")
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for _, l := range strings.Split(text, "\n") {
			rows = append(rows, strings.Split(l, "\t"))
		}
		lines, err := inspection.ReadVisits("c", rows)
		if err != nil && fault.Of(err).Kind != fault.Invalid {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.Row < 2 || l.Row > len(rows) {
				t.Fatalf("row %d of %d", l.Row, len(rows))
			}
			if utf8.ValidString(text) && !utf8.ValidString(l.Day) {
				t.Fatalf("day %q", l.Day)
			}
		}
	})
}
