package doc

import (
	"fmt"
	"strings"
)

const (
	bindPrefix  = "cell:"  // of the tag of a bound run's control
	givenPrefix = "Given_" // of the character style of a given number
)

// tiny are the properties of a paragraph that only carries something else.
const tiny = `<w:spacing w:line="20" w:lineRule="exact"/>`

// press is one document being set.
type press struct {
	b     strings.Builder
	given map[string]bool // kinds of given numbers seen
	count [5]int          // headings so far, by level
	ids   int             // content controls so far
	held  string          // the last paragraph, until it is known whether a section ends with it
	page  sheetOf         // what the document wants of its pages
	album Album
	shown []string // sources of the pictures so far
}

func (p *press) document(d Document) {
	p.page = sheetOf{foot: d.Foot, plain: d.Plain, over: d.Over}
	p.title(d)
	if d.To != "" {
		p.par("Addressee", "", Text(d.To+"："))
	}
	p.blocks(d.Body)
	p.annexNote(d.Annexes)
	p.signature(d.Signers, d.Date)
	wide := false
	for i, a := range d.Annexes {
		p.section(wide)
		wide = a.Wide
		p.annex(a, i+1, len(d.Annexes))
	}
	if d.Imprint != nil {
		if wide { // 版记 is never turned
			p.section(wide)
			wide = false
		}
		p.imprint(*d.Imprint)
	}
	p.flush()
	p.b.WriteString(p.page.props(wide))
}

// title sets the lines of a title between blank lines; §7.3.1. A form has its
// organ above them and its number below.
func (p *press) title(d Document) {
	if len(d.Title) == 0 {
		return
	}
	p.par("BodyText", "", nil)
	if d.Organ != "" {
		p.par("Title", "", Text(d.Organ))
	}
	for _, l := range d.Title {
		p.par("Title", "", l)
	}
	if d.Mark != "" {
		p.par("Mark", "", Line{{Text: d.Mark, Given: "number"}})
	}
	p.par("BodyText", "", nil)
}

func (p *press) blocks(all []Block) {
	for _, b := range all {
		switch b := b.(type) {
		case Heading:
			p.heading(b)
		case Para:
			p.par(b.style(), "", b.Text)
		case Table:
			p.table(b)
		case Picture:
			p.picture(b)
		}
	}
}

func (b Para) style() string {
	switch {
	case b.Small && b.Centre:
		return "Caption"
	case b.Small:
		return "TableNote"
	case b.Centre:
		return "Mark"
	case b.Right:
		return "DateLine"
	case b.Flush:
		return "Addressee"
	}
	return "BodyText"
}

func (p *press) heading(h Heading) {
	level := min(max(h.Level, 1), 4)
	p.count[level]++
	clear(p.count[level+1:])
	number := Run{Text: ordinal(level, p.count[level]), Given: "ordinal"}
	p.par(fmt.Sprintf("Heading%d", level), "", append(Line{number}, h.Text...))
}

// par sets one paragraph; props are its own properties beside the style's.
func (p *press) par(style, props string, text Line) {
	p.flush()
	p.held = p.paragraph(style, props, text)
}

func (p *press) paragraph(style, props string, text Line) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`, style, props)
	for _, r := range text {
		b.WriteString(p.run(r))
	}
	return b.String() + "</w:p>"
}

func (p *press) run(r Run) string {
	var props string
	if r.Given != "" {
		p.given[r.Given] = true
		props = `<w:rStyle w:val="` + givenPrefix + esc(r.Given) + `"/>`
	}
	if r.Under {
		props += `<w:u w:val="single"/>`
	}
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	run := "<w:r>" + props + words(r.Text) + "</w:r>"
	if r.Bind == "" {
		return run
	}
	p.ids++
	return fmt.Sprintf(`<w:sdt><w:sdtPr><w:alias w:val="%s"/><w:tag w:val="%s"/><w:id w:val="%d"/><w:lock w:val="sdtContentLocked"/>`+
		`<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>`,
		esc(short(r.Name)), esc(bindPrefix+r.Bind), p.ids, run)
}

func (p *press) flush() {
	p.b.WriteString(p.held)
	p.held = ""
}

// section ends a section with the page that wide says, in the last paragraph if
// there is one. An open document may not end a section behind a table.
func (p *press) section(wide bool) {
	if p.held == "" {
		p.held = p.paragraph("BodyText", tiny, nil)
	}
	p.held = strings.Replace(p.held, "</w:pPr>", p.page.props(wide)+"</w:pPr>", 1)
	p.flush()
}

// annexNote is 附件说明: a blank line below the body, §7.3.4.
func (p *press) annexNote(annexes []Annex) {
	if len(annexes) == 0 {
		return
	}
	p.par("BodyText", "", nil)
	for i, a := range annexes {
		label := "　　　"
		if i == 0 {
			label = "附件："
		}
		l := Text(label)
		if len(annexes) > 1 {
			l = append(l, Run{Text: fmt.Sprintf("%d.", i+1), Given: "ordinal"})
		}
		p.par("AnnexNote", "", append(l, Run{Text: a.Title}))
	}
}

// signature sets 署名 and 成文日期, §7.3.5.1: the date four characters from the
// right, a single organ centred above it, several in pairs.
func (p *press) signature(signers []string, date string) {
	if len(signers) == 0 && date == "" {
		return
	}
	p.par("BodyText", `<w:keepNext/>`, nil)
	p.par("BodyText", `<w:keepNext/>`, nil)
	for i := 0; i < len(signers); i++ {
		if i+1 < len(signers) {
			p.signRow(signers[i], signers[i+1])
			i++
		} else {
			p.signRow("", signers[i])
		}
	}
	if date != "" {
		p.par("DateLine", "", Line{{Text: date, Given: "date"}})
	}
}

func (p *press) signRow(one, two string) {
	mid := min(dateMid, measure-len([]rune(two))*160)
	tabs, text := fmt.Sprintf(`<w:tab w:val="center" w:pos="%d"/>`, mid), "\t"+two
	if one != "" {
		tabs = fmt.Sprintf(`<w:tab w:val="center" w:pos="%d"/>`, measure-mid) + tabs
		text = "\t" + one + text
	}
	p.par("Signer", "<w:tabs>"+tabs+"</w:tabs>", Text(text))
}

func (p *press) annex(a Annex, n, of int) {
	clear(p.count[:])
	mark := Text("附件")
	if of > 1 {
		mark = append(mark, Run{Text: fmt.Sprint(n), Given: "ordinal"})
	}
	p.par("AnnexMark", "", mark)
	p.par("Title", "", Text(a.Title))
	p.blocks(a.Blocks)
}
