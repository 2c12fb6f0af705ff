package doc_test

import (
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/doc"
)

// box is a rectangle on the page in mm.
type box struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
}

type word struct {
	box
	Text string `xml:",chardata"`
}

type printedLine struct {
	box
	Words []word `xml:"word"`
}

func (l printedLine) text() (s string) {
	for _, w := range l.Words {
		s += w.Text
	}
	return s
}

type page struct {
	Width  float64       `xml:"width,attr"`
	Height float64       `xml:"height,attr"`
	Lines  []printedLine `xml:"flow>block>line"`
}

const mm = 25.4 / 72

// render prints d with LibreOffice and reads where everything stands.
func render(t *testing.T, d doc.Document) []page {
	t.Helper()
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the page was NOT measured", tool)
		}
	}
	dir := t.TempDir()
	if keep := os.Getenv("KEEP_PAGES"); keep != "" {
		dir = keep
	}
	file := filepath.Join(dir, "sample.docx")
	if err := os.WriteFile(file, doc.Bytes(d), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	return measured(t, filepath.Join(dir, "sample.pdf"))
}

// measured reads where everything stands in a PDF.
func measured(t *testing.T, file string) []page {
	t.Helper()
	html := strings.TrimSuffix(file, ".pdf") + ".html"
	run(t, "pdftotext", "-bbox-layout", file, html)
	b, err := os.ReadFile(html)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Pages []page `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	for i := range read.Pages {
		read.Pages[i].Lines = joined(read.Pages[i].Lines)
	}
	return read.Pages
}

// joined puts together what stands at one height: wide letter spacing makes the
// reader see columns. Turned text stays as it is.
func joined(lines []printedLine) (out []printedLine) {
	for _, l := range lines {
		i := slices.IndexFunc(out, func(o printedLine) bool { return math.Abs(o.YMin-l.YMin) < 3 && math.Abs(o.YMax-l.YMax) < 3 })
		if i < 0 {
			out = append(out, l)
			continue
		}
		o := &out[i]
		o.XMin, o.XMax, o.Words = min(o.XMin, l.XMin), max(o.XMax, l.XMax), append(o.Words, l.Words...)
	}
	return out
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func fontsHere(t *testing.T) {
	t.Helper()
	out, err := exec.Command("fc-list", ":", "family").Output()
	if err != nil {
		t.Log("fc-list is not installed: fonts unknown")
		return
	}
	for _, f := range doc.Fonts {
		if !strings.Contains(string(out), f.Name) {
			t.Logf("font %s is missing on this machine: measured with a substitute", f.Name)
		}
	}
}

// full is a document of full lines only.
func full() doc.Document {
	d := doc.Document{Date: "2026年11月15日"}
	for range 4 {
		d.Body = append(d.Body, doc.Para{Text: long(26 + 28*21)})
	}
	return d
}

// TestPage measures the printed page against GB/T 9704-2012 §5.2: margins to two
// millimetres (where type stands in its line is the typeface's affair), 22 lines, 28 characters, the page number 7 mm below.
func TestPage(t *testing.T) {
	fontsHere(t)
	checkPages(t, render(t, full()))
}

func checkPages(t *testing.T, pages []page) {
	t.Helper()
	if len(pages) != 5 {
		t.Errorf("%d pages, want 4 full ones and the date's", len(pages))
	}
	for i, p := range pages[:4] {
		if w, h := p.Width*mm, p.Height*mm; math.Abs(w-210) > 0.2 || math.Abs(h-297) > 0.2 {
			t.Errorf("page %d is %.1f × %.1f mm, want A4", i+1, w, h)
		}
		number := slices.IndexFunc(p.Lines, func(l printedLine) bool { return strings.Contains(l.text(), "—") })
		if number < 0 {
			t.Fatalf("page %d has no number", i+1)
		}
		checkNumber(t, i+1, p.Lines[number])
		checkBody(t, i+1, slices.Delete(slices.Clone(p.Lines), number, number+1))
	}
}

func checkNumber(t *testing.T, n int, l printedLine) {
	t.Helper()
	t.Logf("page %d: number %q at %.1f–%.1f mm, middle %.1f mm from the top", n, l.text(), l.XMin*mm, l.XMax*mm, (l.YMin+l.YMax)/2*mm)
	if mid := (l.YMin + l.YMax) / 2 * mm; math.Abs(mid-(297-35+7)) > 1.5 {
		t.Errorf("page %d: the number is %.1f mm below the text area, want 7", n, mid-262)
	}
	if n%2 == 1 && math.Abs(l.XMax*mm-(184-4.9)) > 1.5 {
		t.Errorf("page %d: an odd number ends at %.1f mm, want 179.1", n, l.XMax*mm)
	}
	if n%2 == 0 && math.Abs(l.XMin*mm-(28+4.9)) > 1.5 {
		t.Errorf("page %d: an even number begins at %.1f mm, want 32.9", n, l.XMin*mm)
	}
}

func checkBody(t *testing.T, n int, lines []printedLine) {
	t.Helper()
	if len(lines) != 22 {
		t.Errorf("page %d has %d lines, want 22", n, len(lines))
	}
	slices.SortFunc(lines, func(a, b printedLine) int { return int(a.YMin*100 - b.YMin*100) })
	leftmost, rightmost := math.Inf(1), 0.0
	for i, l := range lines {
		leftmost, rightmost = min(leftmost, l.XMin*mm), max(rightmost, l.XMax*mm)
		if chars := len([]rune(l.text())); chars != 28 && !(i == 0 && chars == 26) {
			t.Errorf("page %d line %d has %d characters, want 28", n, i+1, chars)
		}
	}
	// Type stands in the middle of its line; the edges of the area are half a lead away.
	gap := (lines[len(lines)-1].YMin - lines[0].YMin) / float64(len(lines)-1) * mm
	first := (lines[0].YMin+lines[0].YMax)/2*mm - gap/2
	last := (lines[len(lines)-1].YMin+lines[len(lines)-1].YMax)/2*mm + gap/2
	t.Logf("page %d: left %.1f, right %.1f, top %.1f, bottom %.1f mm; %d lines every %.2f mm", n, leftmost, 210-rightmost, first, 297-last, len(lines), gap)
	for what, d := range map[string]float64{"left": leftmost - 28, "right": 210 - rightmost - 26, "top": first - 37, "bottom": 297 - last - 35} {
		if math.Abs(d) > 2 {
			t.Errorf("page %d: the %s margin is %.1f mm off", n, what, d)
		}
	}
}

// TestSamplePages prints the document that has everything: the turned pages keep
// their number where the upright ones have it, and the table's head repeats.
func TestSamplePages(t *testing.T) {
	fontsHere(t)
	checkSample(t, render(t, sample()))
}

func checkSample(t *testing.T, pages []page) {
	t.Helper()
	var turned, heads int
	for i, p := range pages {
		var all string
		for _, l := range p.Lines {
			all += l.text() + "\n"
		}
		if p.Width > p.Height {
			turned++
			if strings.Contains(all, "序号") {
				heads++
			}
		}
		if last := i == len(pages)-1; last != strings.Contains(all, "印发") {
			t.Errorf("page %d: 版记 stands %v, want it on the last page only", i+1, !last)
		}
	}
	if turned < 2 || heads != turned {
		t.Errorf("%d turned pages, %d with the table's head", turned, heads)
	}
}
