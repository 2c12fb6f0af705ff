package report_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/doc"
)

func text(t *testing.T, docx []byte) string {
	t.Helper()
	lines, err := doc.Read(docx)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range lines {
		for _, r := range l {
			switch {
			case r.Bind != "":
				b.WriteString("⟦" + r.Text + "｜" + r.Bind + "⟧")
			case r.Given != "":
				b.WriteString("‹" + r.Text + "›")
			default:
				b.WriteString(r.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestStage(t *testing.T) {
	for name, table := range map[string]report.Table{"stage": table(t), "nought": nought(t)} {
		t.Run(name, func(t *testing.T) {
			docx, figures, err := report.Stage(draft(t, table), table, form)
			if err != nil {
				t.Fatal(err)
			}
			if keep := os.Getenv("KEEP_PAGES"); keep != "" {
				os.WriteFile(filepath.Join(keep, name+".docx"), docx, 0o644)
			}
			golden(t, name+".txt", text(t, docx))
			for _, f := range figures {
				if n, err := table.Cell(f.Code, f.Column); err != nil || n != f.Value {
					t.Errorf("%s says %s, the table %s, %v", f.Code, f.Value, n, err)
				}
			}
			if name == "stage" && (figures[0].Code != "A01" || figures[0].Text != "2" || len(figures) < 30) {
				t.Errorf("%d figures, the first %+v", len(figures), figures[0])
			}
		})
	}
}

// TestEdited: an officer may write what he likes, but no number of his own.
func TestEdited(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"words":                           {"全区上下齐心协力，一户一档建好台账，第三批检查同步启动。", nil},
		"a figure by its code":            {"检查餐饮服务单位{B06}户次。", nil},
		"a figure of the period":          {"本期检查{B06:value}户次。", nil},
		"a sum of figures":                {"检查商户、餐饮和药店共{B05+B06+B07}户次。", nil},
		"money with its unit":             {"案值{E09}万元。", nil},
		"dates, articles, numbers, 12315": {"2026年6月1日起，依据第三十条，按〔2026〕12号文要求，于11月29日前拨打12315。", nil},
		"a marked list":                   {"突出{list:三个重点}，落实{date:29日}要求。", nil},
		"a number of his own":             {"检查餐饮服务单位2137户次。", report.ErrUnbound},
		"a full-width number":             {"检查２１３７户。", report.ErrUnbound},
		"a Chinese number":                {"共发现两起案件线索。", report.ErrUnbound},
		"a long Chinese number":           {"检查七千三百余户。", report.ErrUnbound},
		"a fraction":                      {"覆盖率超过百分之九十。", report.ErrUnbound},
		"a number behind a figure":        {"检查{B06}5户。", report.ErrUnbound},
		"a figure made ten thousand fold": {"检查{B06}万户。", report.ErrDisagree},
		"a figure made vague":             {"检查{B06}余户。", report.ErrDisagree},
		"a figure in the guise of a date": {"检查{date:2137}户。", report.ErrMarkup},
		"a figure in the guise of a list": {"检查{list:三千户}。", report.ErrMarkup},
		"an unknown mark":                 {"检查{foo}户。", report.ErrMarkup},
		"a brace alone":                   {"检查{B06户。", report.ErrMarkup},
		"an unknown code":                 {"检查{Z06}户。", report.ErrNoCell},
		"nothing, where there is some":    {"{D06=0|暂未发现案件线索}。", report.ErrDisagree},
		"nothing, where there is none":    {"{C07=0|暂未提请关闭网站}。", nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := draft(t, table(t))
			d.Sections[1].Paragraphs[0] = c.text
			if _, _, err := report.Stage(d, table(t), form); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// TestTableMoved: the officer saw 2 leads; now there are 3. The text must not go
// out before he has seen that.
func TestTableMoved(t *testing.T) {
	d, now := draft(t, table(t)), with(t, map[string]report.Number{"D06": "3"})
	_, _, err := report.Stage(d, now, form)
	if !errors.Is(err, report.ErrDisagree) || !strings.Contains(err.Error(), "D06：文中 2，表中 3") {
		t.Fatalf("got %v", err)
	}
	d, err = d.Refresh(now)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := report.Stage(d, now, form); err != nil {
		t.Errorf("after the refresh: %v", err)
	}
}

// TestTamperedFile: the file itself is changed behind our back.
func TestTamperedFile(t *testing.T) {
	docx, _, err := report.Stage(draft(t, table(t)), table(t), form)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		old, new string
		want     error
	}{
		"untouched":          {"", "", nil},
		"a changed figure":   {">4791<", ">4971<", report.ErrDisagree},
		"another cell":       {"cell:B05:cumulative", "cell:B06:cumulative", report.ErrDisagree},
		"a lost binding":     {`<w:tag w:val="cell:B05:cumulative"/>`, "", report.ErrUnbound},
		"a number in words":  {"特此报告。", "特此报告，共三百户。", report.ErrUnbound},
		"a disguised number": {">2026年11月15日<", ">99999<", report.ErrUnbound},
		"another trace code": {"J18342-5f3a9be01c77", "J18343-5f3a9be01c77", report.ErrUnbound},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := report.Verify(tampered(t, docx, c.old, c.new), table(t)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	if _, err := report.Verify([]byte("no file"), table(t)); !errors.Is(err, doc.ErrNotDocx) {
		t.Errorf("no docx: %v", err)
	}
}

// tampered replaces words in the document's text.
func tampered(t *testing.T, docx []byte, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
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
		if f.Name == "word/document.xml" && old != "" {
			if !bytes.Contains(body, []byte(old)) {
				t.Fatalf("%q is not in the file", old)
			}
			body = bytes.Replace(body, []byte(old), []byte(new), 1)
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(body)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzMarkup(f *testing.F) {
	for _, s := range []string{"{B01}", "{D06=0|无}", "{date:11月15日}", "{{}}", "一户一档{B05+B06}"} {
		f.Add(s)
	}
	whole := table(f)
	start := draft(f, whole)
	f.Fuzz(func(t *testing.T, s string) {
		d := start
		d.Opening = []string{s}
		docx, _, err := report.Stage(d, whole, form)
		if err != nil {
			return
		}
		if _, err := report.Verify(docx, whole); err != nil {
			t.Fatal(err)
		}
	})
}
