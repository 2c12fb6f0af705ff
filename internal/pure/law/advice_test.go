package law_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/law"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestAdvice prints some sixty whole assessments as a person reads them; the
// file was read line by line against the articles.
func TestAdvice(t *testing.T) {
	raw, err := os.ReadFile("testdata/advice.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for s := bufio.NewScanner(bytes.NewReader(raw)); s.Scan(); {
		c, err := law.Read(s.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", s.Text(), err)
		}
		a, err := law.Assess(c, today)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		fmt.Fprintf(&got, "# %s（%s %s，决定 %s）\n%s\n", c.ID, c.Act, c.ActDate, c.DecisionDate, spelled(a))
	}
	const path = "testdata/advice.golden"
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() == string(want) {
		return
	}
	g, w := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("line %d:\n got %s\nwant %s\n(-update writes it anew)", i+1, g[i], w[i])
		}
	}
	t.Fatalf("%d lines, want %d", len(g), len(w))
}

// spelled writes an assessment line by line.
func spelled(a law.Assessment) string {
	var b strings.Builder
	for _, i := range a.Items {
		fmt.Fprintf(&b, "物品 %s：%s %s %s 仅限野外=%v｜%s｜%s\n", i.Name, i.Species, i.Class, i.Authority, i.WildOnly, i.Entry, i.Note)
	}
	for _, v := range a.Violations {
		one := []law.Violation{v}
		fmt.Fprintf(&b, "违反 %s 禁止 %s 主管 %s 听证=%v 适用=%v｜%s\n", said(one), strings.Join(v.Prohibition, "、"), strings.Join(v.Competent, "、"), v.Hearing,
			v.Applies, strings.Join(v.Other, "；"))
	}
	value := "未定"
	if a.Value.LowFen != nil {
		value = yuan(*a.Value.LowFen) + "–" + yuan(*a.Value.HighFen)
	}
	fmt.Fprintf(&b, "价值 %s 须鉴定=%v｜%s\n", value, a.Value.NeedsAppraisal, a.Value.Method)
	fmt.Fprintf(&b, "刑事 %s %s %s\n", a.Criminal.Advice, a.Criminal.Crime, a.Criminal.Band)
	for _, r := range a.Criminal.Reasons {
		fmt.Fprintf(&b, "  理由 %s\n", r)
	}
	if a.Lenient != nil {
		fmt.Fprintf(&b, "从轻 %s｜%s\n", a.Lenient.Edition, a.Lenient.Reason)
	}
	for _, w := range a.Warnings {
		fmt.Fprintf(&b, "  提示 %s\n", w)
	}
	return b.String()
}
