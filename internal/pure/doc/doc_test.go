package doc_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/doc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// long is a paragraph of n characters without punctuation, so that every full
// line holds as many characters as the grid gives.
func long(n int) doc.Line {
	const words = "市场监督管理部门会同林业主管部门对辖区经营场所开展联合检查"
	r := []rune(strings.Repeat(words, n/28+2))
	return doc.Text(string(r[:n]))
}

// sample has every element once.
func sample() doc.Document {
	d := doc.Document{
		Title:   []doc.Line{doc.Text("关于联合开展野生动物保护专项整治行动"), doc.Text("阶段性工作开展情况的报告")},
		To:      "九江市市场监督管理局、九江市林业局",
		Signers: []string{"濂溪区市场监督管理局", "濂溪区林业局"},
		Date:    "2026年11月15日",
		Author:  "濂溪区市场监督管理局",
		Created: "2026-11-15T08:00:00Z",
		Imprint: &doc.Imprint{CopyTo: []string{"濂溪区人民政府办公室", "濂溪区公安局"}, Issuer: "濂溪区市场监督管理局办公室", Issued: "2026年11月15日"},
	}
	d.Body = []doc.Block{
		doc.Heading{Level: 1, Text: doc.Text("加强协作，形成合力")},
		doc.Heading{Level: 2, Text: doc.Text("摸清底数")},
		doc.Heading{Level: 3, Text: doc.Text("集贸市场")},
		doc.Heading{Level: 4, Text: doc.Text("日常检查")},
		doc.Para{Text: doc.Line{{Text: "共检查集贸市场"}, {Text: "17", Bind: "B01:cumulative", Name: "检查集贸市场"}, {Text: "个次，自"},
			{Text: "2026年6月1日", Given: "date"}, {Text: "起。"}}},
	}
	for range 4 {
		d.Body = append(d.Body, doc.Para{Text: long(26 + 28*6)})
	}
	d.Body = append(d.Body, doc.Heading{Level: 1, Text: doc.Text("强化宣传，营造氛围")}, doc.Para{Text: long(26 + 28*8)})
	d.Annexes = []doc.Annex{{Title: "专项整治行动情况统计表", Wide: true, Blocks: []doc.Block{wide(), doc.Para{Text: doc.Text("填表人："), Flush: true, Small: true}}}}
	return d
}

func wide() doc.Table {
	t := doc.Table{Widths: []float64{15, 80, 30, 50, 50}}
	cell := func(s string) doc.Cell { return doc.Cell{Text: doc.Text(s)} }
	t.Head = [][]doc.Cell{
		{{Text: doc.Text("序号"), Down: true}, {Text: doc.Text("指标名称"), Down: true}, {Text: doc.Text("单位"), Down: true}, {Text: doc.Text("数量"), Span: 2}},
		{{Up: true}, {Up: true}, {Up: true}, cell("本期"), cell("累计")},
	}
	for i := range 40 {
		t.Rows = append(t.Rows, []doc.Cell{
			{Text: doc.Line{{Text: fmt.Sprint(i + 1), Given: "ordinal"}}},
			{Text: doc.Text("检查集贸（农贸、批发）市场"), Align: doc.Left},
			cell("个次"), cell("—"), cell("—"),
		})
	}
	return t
}

func TestGolden(t *testing.T) {
	z, err := zip.NewReader(bytes.NewReader(doc.Bytes(sample())), int64(len(doc.Bytes(sample()))))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		body := read(t, f)
		wellFormed(t, f.Name, body)
		name := filepath.Join("testdata", "sample", strings.ReplaceAll(f.Name, "/", "_"))
		// One element a line, so that a difference can be read.
		golden(t, name, bytes.ReplaceAll(body, []byte("><"), []byte(">\n<")))
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run with -update", name)
	}
}

func read(t *testing.T, f *zip.File) []byte {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wellFormed(t *testing.T, name string, body []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(doc.Bytes(sample()), doc.Bytes(sample())) {
		t.Error("the same document gave other bytes")
	}
}

func TestReadBack(t *testing.T) {
	lines, err := doc.Read(doc.Bytes(sample()))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	var bound, dates int
	for _, l := range lines {
		all = append(all, l.String())
		for _, r := range l {
			if r.Bind == "B01:cumulative" && r.Text == "17" && r.Name == "检查集贸市场" {
				bound++
			}
			if r.Given == "date" {
				dates++
			}
		}
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"一、加强协作，形成合力", "（一）摸清底数", "1.集贸市场", "（1）日常检查", "二、强化宣传，营造氛围",
		"共检查集贸市场17个次，自2026年6月1日起。", "附件：专项整治行动情况统计表", "九江市市场监督管理局、九江市林业局："} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	if bound != 1 || dates != 3 {
		t.Errorf("%d bound and %d dates, want 1 and 3", bound, dates)
	}
}

func TestHeadingsCount(t *testing.T) {
	d := doc.Document{}
	for _, level := range []int{1, 2, 2, 1, 2, 3, 4, 4, 3, 9, 0} {
		d.Body = append(d.Body, doc.Heading{Level: level, Text: doc.Text("级")})
	}
	lines, err := doc.Read(doc.Bytes(d))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, l.String())
	}
	want := "一、级 （一）级 （二）级 二、级 （一）级 1.级 （1）级 （2）级 2.级 （1）级 三、级"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s", strings.Join(got, " "))
	}
}

func TestHostileText(t *testing.T) {
	d := doc.Document{To: "<甲>&\"乙\"", Body: []doc.Block{
		doc.Para{Text: doc.Text("一\x00二\x0b三\ufffe四\xff五")},
		doc.Para{Text: doc.Text("]]><w:p/>")},
		doc.Para{Text: doc.Line{{Text: "\u202e9837", Bind: "\"><x/>", Name: "\x01&<"}}},
		doc.Para{Text: doc.Line{{Text: "左\t右\n下", Given: "a\"b"}}},
	}}
	b := doc.Bytes(d)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		wellFormed(t, f.Name, read(t, f))
	}
	lines, err := doc.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"<甲>&\"乙\"：", "一二三四五", "]]><w:p/>", "9837", "左\t右\n下"}
	for i, w := range want {
		if got := lines[i].String(); got != w {
			t.Errorf("paragraph %d is %q, want %q", i, got, w)
		}
	}
	if lines[3][0].Bind != "\"><x/>" {
		t.Errorf("the binding came back as %q", lines[3][0].Bind)
	}
}

func TestNotDocx(t *testing.T) {
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "another zip": zipOf(t, "a.txt", "a"), "torn": zipOf(t, "word/document.xml", "<w:p>")} {
		if _, err := doc.Read(b); !errors.Is(err, doc.ErrNotDocx) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func zipOf(t *testing.T, name, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzText(f *testing.F) {
	f.Add("共检查17个次", "B01:value")
	f.Add("<&\x00\"", "\x1f")
	f.Fuzz(func(t *testing.T, text, bind string) {
		b := doc.Bytes(doc.Document{Body: []doc.Block{doc.Para{Text: doc.Line{{Text: text, Bind: bind}}}}})
		if _, err := doc.Read(b); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := doc.Read(b); err != nil && !errors.Is(err, doc.ErrNotDocx) {
			t.Fatal(err)
		}
	})
}
