// Package pdf writes PDF files: pages of text, rules and pictures, bytes from
// values. It sets type in one TrueType face, of which a file carries only the
// glyphs it uses, and text can be searched and copied.
//
//	Parse(ttf) ─▶ Font ─ New ─▶ File ─ Page ─▶ Page (Text, Rule, Picture) … ─ Bytes ─▶ file
//
// It knows nothing of lines or paragraphs; package doc breaks them. Lengths are
// points (1/72 inch), measured from the top left corner of the page. The same
// calls give the same bytes: there is no clock and no chance in it.
//
// Why our own: the libraries at hand read 16-bit characters only, and names in
// the national list (𩷶, 𬶏) go beyond.
package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// File is a document being written.
type File struct {
	Title, Author string
	Created       string // RFC 3339; empty leaves it out

	font  *Font
	used  *used
	pages []*Page
	album []*Picture
}

// New begins a file that is set in f.
func New(f *Font) *File { return &File{font: f, used: &used{font: f, ids: map[rune]int{}}} }

// Page adds a page.
func (f *File) Page(width, height float64) *Page {
	p := &Page{file: f, width: width, height: height}
	f.pages = append(f.pages, p)
	return p
}

// Pages is how many pages there are so far.
func (f *File) Pages() int { return len(f.pages) }

// Page is one page.
type Page struct {
	file          *File
	width, height float64
	b             bytes.Buffer
}

// Style is how a text stands.
type Style struct {
	Size    float64
	Spacing float64 // added behind every character
	Bold    bool    // thickened: the file has one weight only
	Turn    bool    // downwards, as on a page turned to the right
	Grey    float64 // 0 black … 1 white
}

// Text sets s with its baseline at y, beginning at x. Characters the face lacks
// are set as 〓, the compositor's mark for a sort that is missing.
func (p *Page) Text(x, y float64, s string, st Style) {
	if s == "" {
		return
	}
	fmt.Fprintf(&p.b, "BT /F %s Tf %s Tc %s g %s G ", num(st.Size), num(st.Spacing), num(st.Grey), num(st.Grey))
	if st.Bold {
		fmt.Fprintf(&p.b, "2 Tr %s w ", num(st.Size/36))
	} else {
		p.b.WriteString("0 Tr ")
	}
	if st.Turn {
		fmt.Fprintf(&p.b, "0 -1 1 0 %s %s Tm <", num(x), num(p.height-y))
	} else {
		fmt.Fprintf(&p.b, "1 0 0 1 %s %s Tm <", num(x), num(p.height-y))
	}
	for _, r := range s {
		fmt.Fprintf(&p.b, "%04X", p.file.used.id(r))
	}
	p.b.WriteString("> Tj ET\n")
}

// Slant sets s in grey across the page, upwards, its middle at the page's.
func (p *Page) Slant(s string, size float64) {
	const c = 0.7071
	wide := p.file.font.Width(s, size)
	fmt.Fprintf(&p.b, "BT /F %s Tf 0 Tc 0.85 g 0 Tr %[2]s %[2]s -%[2]s %[2]s %s %s Tm <", num(size), num(c),
		num(p.width/2-wide/2*c), num(p.height/2-wide/2*c))
	for _, r := range s {
		fmt.Fprintf(&p.b, "%04X", p.file.used.id(r))
	}
	p.b.WriteString("> Tj ET\n")
}

// Rule draws a line.
func (p *Page) Rule(x1, y1, x2, y2, thick float64) {
	fmt.Fprintf(&p.b, "0 G %s w %s %s m %s %s l S\n", num(thick), num(x1), num(p.height-y1), num(x2), num(p.height-y2))
}

// Picture draws a picture into a rectangle.
func (p *Page) Picture(pic *Picture, x, y, wide, high float64) {
	fmt.Fprintf(&p.b, "q %s 0 0 %s %s %s cm /P%d Do Q\n", num(wide), num(high), num(x), num(p.height-y-high), p.file.keep(pic))
}

// keep gives a picture its number; one shown twice is kept once.
func (f *File) keep(pic *Picture) int {
	for i, k := range f.album {
		if k == pic {
			return i
		}
	}
	f.album = append(f.album, pic)
	return len(f.album) - 1
}

// num is a number with at most three places.
func num(v float64) string {
	s := fmt.Sprintf("%.3f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// writer numbers objects and remembers where they begin.
type writer struct {
	b  bytes.Buffer
	at []int
}

// object writes the next object; its number is what is returned.
func (w *writer) object(body string) int {
	w.at = append(w.at, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n%s\nendobj\n", len(w.at), body)
	return len(w.at)
}

func (w *writer) stream(dict string, body []byte) int {
	return w.object(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(body), body))
}

// packed is a stream that is compressed here.
func (w *writer) packed(dict string, body []byte) int {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(body) // a buffer takes what it is given
	z.Close()
	return w.stream(dict+"/Filter/FlateDecode", b.Bytes())
}

// Bytes is the finished file.
func (f *File) Bytes() []byte {
	w := &writer{}
	w.b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	font := f.used.write(w)
	var names strings.Builder
	for i, p := range f.album {
		fmt.Fprintf(&names, "/P%d %d 0 R", i, w.stream(p.dict(), p.bytes))
	}
	resources := w.object(fmt.Sprintf("<</Font<</F %d 0 R>>/XObject<<%s>>>>", font, names.String()))
	tree := len(w.at) + 2*len(f.pages) + 1 // each page is two objects
	var kids strings.Builder
	for _, p := range f.pages {
		content := w.packed("", p.b.Bytes())
		fmt.Fprintf(&kids, "%d 0 R ", w.object(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R>>",
			tree, num(p.width), num(p.height), resources, content)))
	}
	w.object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(f.pages)))
	catalog := w.object(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>", tree))
	info := w.object(fmt.Sprintf("<</Title %s/Author %s%s>>", words(f.Title), words(f.Author), date(f.Created)))
	return w.finish(catalog, info)
}

func (w *writer) finish(catalog, info int) []byte {
	sum := sha256.Sum256(w.b.Bytes())
	start := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%[4]x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.at)+1, catalog, info, sum[:16], start)
	return w.b.Bytes()
}

// words is a text string of the file's properties: UTF-16 with its mark.
func words(s string) string {
	return "<FEFF" + hex16(s) + ">"
}

func hex16(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// date turns 2026-11-15T08:00:00Z into the form of a PDF.
func date(rfc3339 string) string {
	digits := strings.NewReplacer("-", "", ":", "", "T", "").Replace(rfc3339)
	if len(digits) < 14 {
		return ""
	}
	return "/CreationDate(D:" + digits[:14] + "Z)"
}
