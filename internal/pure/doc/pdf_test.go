package doc_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/pdf"
	"example.org/zhiye/internal/pure/typeface"
)

func face(t testing.TB) *pdf.Font {
	t.Helper()
	f, err := typeface.Serif()
	if err != nil {
		t.Skip("the face is not built (make web): NO PDF was made")
	}
	return f
}

// print presses documents and reads where everything stands.
func print(t *testing.T, album doc.Album, docs ...doc.Document) ([]page, doc.Bound) {
	t.Helper()
	f := face(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed: the page was NOT measured")
	}
	dir := t.TempDir()
	if keep := os.Getenv("KEEP_PAGES"); keep != "" {
		dir = keep
	}
	b := doc.PDF(f, album, docs...)
	file := filepath.Join(dir, strings.ToLower(t.Name())+".pdf")
	if err := os.WriteFile(file, b.File, 0o644); err != nil {
		t.Fatal(err)
	}
	return measured(t, file), b
}

// TestPrintedPage holds the PDF to the page that the docx is held to.
func TestPrintedPage(t *testing.T) {
	pages, _ := print(t, nil, full())
	checkPages(t, pages)
}

func TestPrintedSample(t *testing.T) {
	pages, b := print(t, nil, sample())
	checkSample(t, pages)
	if again := doc.PDF(face(t), nil, sample()); !bytes.Equal(again.File, b.File) {
		t.Error("the same document gave other bytes")
	}
	if len(b.File) > 100_000 {
		t.Errorf("the file has %d bytes: the whole face?", len(b.File))
	}
}

func text(p page) (s string) {
	for _, l := range p.Lines {
		s += l.text() + "\n"
	}
	return s
}

// TestBound binds a cover and two documents: numbers run through and leave the
// cover out.
func TestBound(t *testing.T) {
	cover := doc.Document{Title: []doc.Line{doc.Text("卷宗")}, Plain: true}
	second := doc.Document{Title: []doc.Line{doc.Text("第二份")}, Over: "草稿", Foot: "当事人签名："}
	for range 40 {
		second.Body = append(second.Body, doc.Para{Text: doc.Text("一行。")})
	}
	pages, b := print(t, nil, cover, full(), second)
	if !slices.Equal(b.Begins, []int{0, 1, 6}) || b.Pages != 8 || len(pages) != 9 {
		t.Errorf("documents begin at %v of %d pages, %d in all", b.Begins, b.Pages, len(pages))
	}
	if strings.Contains(text(pages[0]), "—") || !strings.Contains(text(pages[8]), "—8—") {
		t.Errorf("numbers: %q … %q", text(pages[0]), text(pages[8]))
	}
	for _, p := range pages[6:] {
		if !strings.Contains(text(p), "当事人签名：") {
			t.Errorf("nobody signs %q", text(p))
		}
	}
}

// TestRareCharacters: names of animals and people print and can be searched; a
// character that the face lacks is told.
func TestRareCharacters(t *testing.T) {
	d := doc.Document{Body: doc.Blocks{doc.Para{Text: doc.Text("朱鹮、鸮、白鱀豚、长丝𬶏、陈堃、頔，\u202e\u0000𩷶。")}}}
	pages, b := print(t, nil, d)
	if got := text(pages[0]); !strings.Contains(got, "朱鹮、鸮、白鱀豚、长丝𬶏、陈堃、頔，𩷶。") {
		t.Errorf("read %q", got)
	}
	if string(b.Missing) != "𩷶" {
		t.Errorf("missing %q", string(b.Missing))
	}
}

// TestNoLineBeginsWithAStop: 避头尾, and long numbers stay whole.
func TestNoLineBeginsWithAStop(t *testing.T) {
	var body doc.Blocks
	for n := range 30 {
		body = append(body, doc.Para{Text: doc.Text(strings.Repeat("字", n) + strings.Repeat("查获（野生动物）三只，处以罚款。编号360402199001011234；", 4))})
	}
	pages, _ := print(t, nil, doc.Document{Body: body})
	for _, p := range pages {
		for _, l := range p.Lines {
			s := strings.TrimSpace(l.text())
			if strings.ContainsAny(s[:min(3, len(s))], "，。；）") || strings.HasSuffix(s, "（") {
				t.Errorf("line %q", s)
			}
			if i := strings.Index(s, "360402"); i >= 0 && !strings.Contains(s, "360402199001011234") {
				t.Errorf("a number is broken: %q", s)
			}
			if l.XMax*mm > 184.6 {
				t.Errorf("%q ends at %.1f mm, want 184 at most", s, l.XMax*mm)
			}
		}
	}
}

// TestATallCellGoesOnOverleaf: a form's cell may hold more than a page.
func TestATallCellGoesOnOverleaf(t *testing.T) {
	long := strings.Repeat("现场发现涉案物品若干，经清点登记造册。", 150)
	form := doc.Table{Widths: []float64{30, 126}, Split: true, Rows: [][]doc.Cell{
		{{Text: doc.Text("案由")}, {Text: doc.Text("涉嫌出售野生动物"), Align: doc.Left}},
		{{Text: doc.Text("案情")}, {Text: doc.Text(long), Align: doc.Left}},
		{{Text: doc.Text("意见")}, {Text: doc.Text("同意"), Align: doc.Left, High: 40}},
	}}
	pages, _ := print(t, nil, doc.Document{Body: doc.Blocks{form}})
	var all string
	for _, p := range pages {
		all += strings.ReplaceAll(text(p), "\n", "")
		for _, l := range p.Lines {
			if l.YMax*mm > 262.5 && !strings.Contains(l.text(), "—") {
				t.Errorf("%q stands at %.1f mm, below the text area", l.text(), l.YMax*mm)
			}
		}
	}
	if n := strings.Count(all, "登记造册"); len(pages) < 2 || n < 148 {
		t.Errorf("%d pages, %d of 150 sentences whole", len(pages), n)
	}
}

func photo(t *testing.T, wide, high int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, wide, high))
	for i := range wide * high {
		m.Set(i%wide, i/wide, color.RGBA{uint8(i % wide), uint8(i / wide), 90, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPictures: photos stand in both files with their words; one that is not
// there is told.
func TestPictures(t *testing.T) {
	album := doc.Album{"blob:a": photo(t, 400, 300), "blob:b": photo(t, 200, 400), "blob:bad": []byte("no picture")}
	d := doc.Document{Body: doc.Blocks{
		doc.Picture{Source: "blob:a", Caption: "照片1：笼养画眉"}, doc.Picture{Source: "blob:b", Caption: "照片2"}, doc.Picture{Source: "blob:bad", Caption: "照片3"},
	}}
	pages, b := print(t, album, d)
	if n := bytes.Count(b.File, []byte("/DCTDecode")); n != 2 {
		t.Errorf("%d pictures in the PDF", n)
	}
	var all string
	for _, p := range pages {
		all += text(p)
	}
	for _, want := range []string{"照片1：笼养画眉", "照片2", "〔照片缺失〕照片3"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in %q", want, all)
		}
	}
	if docx := doc.Illustrated(d, album); bytes.Count(docx, []byte("word/media/")) != 4 { // each named at its place and in the index
		t.Error("the docx does not carry two pictures")
	}
}

// TestJSON: a document goes through JSON unchanged, so that what was issued is
// pressed again as it was.
func TestJSON(t *testing.T) {
	d := sample()
	d.Body = append(d.Body, doc.Picture{Source: "blob:a", Caption: "x", High: 3})
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back doc.Document
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(d, back) {
		t.Error("the document came back another")
	}
	for _, wrong := range []string{`{"body":[{}]}`, `{"body":[{"para":{"text":[]},"heading":{"level":1,"text":[]}}]}`, `{"body":3}`} {
		if err := json.Unmarshal([]byte(wrong), &back); err == nil {
			t.Errorf("%s was read", wrong)
		}
	}
}
