package doc

import (
	"fmt"
	"slices"

	"example.org/zhiye/internal/pure/pdf"
)

// Bound is a finished PDF. Begins tells for each document the number printed on
// its first page; 0 for a plain one. Missing are the characters that the face
// lacks: they are printed as 〓 and have to be written in by hand.
type Bound struct {
	File    []byte
	Begins  []int
	Pages   int // numbered ones
	Missing []rune
}

// PDF presses documents into one file, each beginning on a page of its own, with
// page numbers that run through.
func PDF(face *pdf.Font, album Album, docs ...Document) Bound {
	s := &setter{face: face, file: pdf.New(face), album: pictures(album)}
	var b Bound
	for _, d := range docs {
		if s.file.Title == "" && len(d.Title) > 0 {
			s.file.Title, s.file.Author, s.file.Created = d.name(), d.Author, d.Created
		}
		b.Begins = append(b.Begins, s.document(d))
	}
	b.File, b.Pages, b.Missing = s.file.Bytes(), s.number, s.missing
	return b
}

func (d Document) name() (title string) {
	for _, l := range d.Title {
		title += l.String()
	}
	return title
}

// pictures reads an album; what is no JPEG is left out.
func pictures(album Album) map[string]*pdf.Picture {
	out := map[string]*pdf.Picture{}
	for source, b := range album {
		if p, err := pdf.JPEG(b); err == nil {
			out[source] = p
		}
	}
	return out
}

// The page of GB/T 9704-2012 §5.2 in points. The character's pitch is the
// standard's; 3号 type is 16 pt, so characters stand a little closer.
const (
	ptmm     = 72 / 25.4
	linePt   = 225 * ptmm / 22
	charPt   = 156 * ptmm / 28
	bodySize = 16.0
	closer   = charPt - bodySize
)

// setter sets documents onto pages.
type setter struct {
	face    *pdf.Font
	file    *pdf.File
	album   map[string]*pdf.Picture
	missing []rune

	d      Document
	page   *pdf.Page // nil until something stands on it
	number int       // pages numbered so far
	wide   bool
	count  [5]int // headings so far, by level

	x, y, width, low float64 // 版心: left edge, next line's top, width, bottom
}

func (s *setter) document(d Document) int {
	s.d, s.wide, s.page, s.count = d, false, nil, [5]int{}
	first := s.number + 1
	s.title(d)
	if d.To != "" {
		s.para(Para{Text: Text(d.To + "："), Flush: true})
	}
	s.blocks(d.Body)
	s.annexNote(d.Annexes)
	s.signature(d.Signers, d.Date)
	for i, a := range d.Annexes {
		s.annex(a, i+1, len(d.Annexes))
	}
	if d.Imprint != nil {
		s.imprint(*d.Imprint)
	}
	if s.page == nil {
		s.turn()
	}
	if d.Plain {
		return 0
	}
	return first
}

// turn begins a page.
func (s *setter) turn() {
	wide, high := 210*ptmm, 297*ptmm
	s.x, s.y, s.width, s.low = 28*ptmm, 37*ptmm, 156*ptmm, (297-35)*ptmm
	if s.wide { // the 天头 lies on the right: §5.2, §9
		wide, high = high, wide
		s.x, s.y, s.width, s.low = 35*ptmm, 28*ptmm, 225*ptmm, (210-26)*ptmm
	}
	s.page = s.file.Page(wide, high)
	if s.d.Over != "" {
		s.see(s.d.Over)
		s.page.Slant(s.d.Over, 120)
	}
	if s.d.Foot != "" && !s.wide {
		s.low -= linePt
		s.text(s.x, s.low+linePt/2, s.d.Foot, pdf.Style{Size: 12})
	}
	if !s.d.Plain {
		s.number++
		s.pageNumber()
	}
}

// pageNumber stands 7 mm below the 版心, 4号 between dashes, §7.5; on a turned
// page where the bound book has it.
func (s *setter) pageNumber() {
	const size = 14
	n := fmt.Sprintf("— %d —", s.number)
	long := s.face.Width(n, size)
	if s.wide {
		y := (210-26)*ptmm - size - long
		if s.number%2 == 0 {
			y = 28*ptmm + size
		}
		s.text((35-7)*ptmm, y, n, pdf.Style{Size: size, Turn: true})
		return
	}
	x := (28+156)*ptmm - size - long
	if s.number%2 == 0 {
		x = 28*ptmm + size
	}
	s.text(x, (297-35+7)*ptmm, n, pdf.Style{Size: size})
}

// text sets s with the middle of its characters at mid, across the reading
// direction: a Chinese character's box is 0.88 em above and 0.12 em below.
func (s *setter) text(x, mid float64, text string, st pdf.Style) {
	text = clean(text)
	s.see(text)
	if st.Turn {
		s.page.Text(mid2(x, -st.Size), mid, text, st)
		return
	}
	s.page.Text(x, mid2(mid, st.Size), text, st)
}

// mid2 is the baseline of type whose middle is at mid.
func mid2(mid, size float64) float64 { return mid + 0.38*size }

// see remembers the characters that the face lacks.
func (s *setter) see(text string) {
	for _, r := range text {
		if r > ' ' && !s.face.Has(r) && !slices.Contains(s.missing, r) {
			s.missing = append(s.missing, r)
		}
	}
}

// room makes sure that so much height is free, on a new page if need be.
func (s *setter) room(high float64) {
	if s.page == nil || s.y+high > s.low+0.5 {
		s.turn()
	}
}

func (s *setter) title(d Document) {
	if len(d.Title) == 0 {
		return
	}
	s.room(linePt * 4)
	s.y += linePt
	if d.Organ != "" {
		s.centred(Text(d.Organ), 22, true)
	}
	for _, l := range d.Title {
		s.centred(l, 22, true)
	}
	if d.Mark != "" {
		s.centred(Text(d.Mark), bodySize, false)
	}
	s.y += linePt
}

func (s *setter) centred(l Line, size float64, bold bool) {
	f := fit{size: size, high: linePt, bold: bold, centre: true}
	s.lines(l, f)
}

func (s *setter) blocks(all []Block) {
	for i, b := range all {
		if i > 0 && s.page != nil {
			if _, ruled := all[i-1].(Table); ruled {
				s.y += 4
			}
		}
		switch b := b.(type) {
		case Heading:
			s.heading(b)
		case Para:
			s.para(b)
		case Table:
			s.table(b)
		case Picture:
			s.picture(b)
		}
	}
}

func (s *setter) heading(h Heading) {
	level := min(max(h.Level, 1), 4)
	s.count[level]++
	clear(s.count[level+1:])
	s.room(2 * linePt) // never the last line of a page
	s.lines(append(Text(ordinal(level, s.count[level])), h.Text...), fit{size: bodySize, spacing: closer, high: linePt, indent: 2 * charPt, bold: level == 1})
}

func (s *setter) para(b Para) {
	f := fit{size: bodySize, spacing: closer, high: linePt}
	switch {
	case b.Small:
		f = fit{size: 12, high: 20, centre: b.Centre}
	case b.Centre:
		f.centre = true
	case b.Right:
		f.right = 4 * charPt
	case !b.Flush:
		f.indent = 2 * charPt
	}
	s.lines(b.Text, f)
}

func (s *setter) annexNote(annexes []Annex) {
	if len(annexes) == 0 {
		return
	}
	s.y += linePt
	for i, a := range annexes {
		label := "　　　"
		if i == 0 {
			label = "附件："
		}
		if len(annexes) > 1 {
			label += fmt.Sprintf("%d.", i+1)
		}
		s.lines(Text(label+a.Title), fit{size: bodySize, spacing: closer, high: linePt, indent: 2 * charPt, hang: 5 * charPt})
	}
}

// signature sets 署名 and 成文日期 as the docx has them: §7.3.5.1.
func (s *setter) signature(signers []string, date string) {
	if len(signers) == 0 && date == "" {
		return
	}
	rows := linePt * float64(1+(len(signers)+1)/2)
	s.room(rows)
	s.y += min(2*linePt, max(0, s.low-s.y-rows)) // rather close to the text than alone overleaf
	st := pdf.Style{Size: bodySize, Spacing: closer}
	for i := 0; i < len(signers); i += 2 {
		if i+1 < len(signers) {
			s.signer(signers[i], true, st)
			s.signer(signers[i+1], false, st)
		} else {
			s.signer(signers[i], false, st)
		}
		s.y += linePt
	}
	if date != "" {
		s.text(s.x+s.width-4*charPt-s.long(date, st), s.y+linePt/2, date, st)
		s.y += linePt
	}
}

func (s *setter) signer(name string, first bool, st pdf.Style) {
	half := s.long(name, st) / 2
	mid := min(24*charPt-3.5*bodySize, s.width-half)
	if first {
		mid = max(s.width-(24*charPt-3.5*bodySize), half)
	}
	s.text(s.x+mid-half, s.y+linePt/2, name, st)
}

func (s *setter) long(text string, st pdf.Style) float64 {
	return s.face.Width(text, st.Size) + st.Spacing*float64(len([]rune(text)))
}

func (s *setter) annex(a Annex, n, of int) {
	s.count, s.wide = [5]int{}, a.Wide
	s.turn()
	mark := "附件"
	if of > 1 {
		mark += fmt.Sprint(n)
	}
	s.lines(Text(mark), fit{size: bodySize, spacing: closer, high: linePt, bold: true})
	s.centred(Text(a.Title), 22, true)
	s.blocks(a.Blocks)
}

// imprint sets 版记 at the foot of the last page, §7.4.
func (s *setter) imprint(m Imprint) {
	const size = 14
	var copies []set
	if len(m.CopyTo) > 0 {
		text := "抄送："
		for i, c := range m.CopyTo {
			if i > 0 {
				text += "，"
			}
			text += c
		}
		copies = s.broken(Text(text+"。"), fit{size: size, hang: 3 * size}, s.width-2*size)
	}
	if s.wide {
		s.wide, s.page = false, nil
	}
	high := linePt * float64(len(copies)+1)
	s.room(high)
	s.y = s.low - high
	right := s.x + s.width
	s.page.Rule(s.x, s.y, right, s.y, 1)
	for i, l := range copies {
		x := s.x + size
		if i > 0 {
			x += 3 * size
		}
		s.draw(x, s.y+linePt/2, l, fit{size: size})
		s.y += linePt
	}
	if len(copies) > 0 {
		s.page.Rule(s.x, s.y, right, s.y, 0.7)
	}
	s.text(s.x+size, s.y+linePt/2, m.Issuer, pdf.Style{Size: size})
	issued := m.Issued + "印发"
	s.text(right-size-s.face.Width(issued, size), s.y+linePt/2, issued, pdf.Style{Size: size})
	s.page.Rule(s.x, s.low, right, s.low, 1)
	s.y = s.low
}

func (s *setter) picture(b Picture) {
	p := s.album[b.Source]
	caption := fit{size: 12, high: 20, centre: true}
	if p == nil {
		s.lines(Text(absent(b)), caption)
		return
	}
	wide, high := b.bounds(p.Wide, p.High)
	wide, high = wide*ptmm, high*ptmm
	s.room(high + 2*20)
	s.page.Picture(p, s.x+(s.width-wide)/2, s.y+4, wide, high)
	s.y += high + 8
	s.lines(Text(b.Caption), caption)
}
