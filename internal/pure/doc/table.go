package doc

import (
	"fmt"
	"strings"
)

// twips are mm in 1/1440 inch.
func twips(mm float64) int { return int(mm*1440/25.4 + 0.5) }

const ruled = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

// table sets a ruled table; its head repeats on each page.
func (p *press) table(t Table) {
	p.flush()
	total := 0
	var grid strings.Builder
	for _, mm := range t.Widths {
		total += twips(mm)
		fmt.Fprintf(&grid, `<w:gridCol w:w="%d"/>`, twips(mm))
	}
	fmt.Fprintf(&p.b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>%s<w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>%s</w:tblGrid>`,
		total, ruled, grid.String())
	for _, r := range t.Head {
		p.row(t, r, true)
	}
	for _, r := range t.Rows {
		p.row(t, r, false)
	}
	p.b.WriteString("</w:tbl>")
}

func (p *press) row(t Table, cells []Cell, head bool) {
	high := 397
	for _, c := range cells {
		high = max(high, twips(c.High))
	}
	props := fmt.Sprintf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, high)
	if head || !t.Split {
		props = `<w:cantSplit/>` + props
	}
	if head {
		props += `<w:tblHeader/>`
	}
	p.b.WriteString(`<w:tr><w:trPr>` + props + `</w:trPr>`)
	at := 0
	for _, c := range cells {
		span := max(c.Span, 1)
		var width float64
		for i := at; i < min(at+span, len(t.Widths)); i++ {
			width += t.Widths[i]
		}
		at += span
		p.cell(c, width, head)
	}
	p.b.WriteString(`</w:tr>`)
}

func (p *press) cell(c Cell, width float64, head bool) {
	props := fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, twips(width))
	if c.Span > 1 {
		props += fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.Span)
	}
	switch {
	case c.Down:
		props += `<w:vMerge w:val="restart"/>`
	case c.Up:
		props += `<w:vMerge/>`
	}
	style := "TableText"
	if head || c.Bold {
		style = "TableHead"
	}
	align := map[Align]string{Left: `<w:jc w:val="left"/>`, Right: `<w:jc w:val="right"/>`}[c.Align]
	p.b.WriteString(`<w:tc><w:tcPr>` + props + `<w:vAlign w:val="center"/></w:tcPr>` + p.paragraph(style, align, c.Text) + `</w:tc>`)
}

// imprint sets 版记 at the foot of the page, §7.4: 4号仿宋, one character free on
// both sides, the first and the last rule 0.35 mm, those between 0.25 mm. It is
// framed, so that it stands there whatever is above it.
func (p *press) imprint(m Imprint) {
	const perLine = (measure - 5*oneChar) / oneChar // the hanging indent and the free characters taken off
	rule := func(side string, eighths int) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="000000"/>`, side, eighths)
	}
	lines, first, text := 1, rule("top", 8), ""
	if len(m.CopyTo) > 0 {
		copies := strings.Join(m.CopyTo, "，") + "。"
		lines += (len([]rune(copies)) + perLine - 1) / perLine
		text = p.paragraph("Imprint", `<w:pBdr>`+first+`</w:pBdr><w:ind w:left="1120" w:right="0" w:hanging="1120"/>`, Text("　抄送："+copies))
		first = rule("top", 6)
	}
	issued := Line{{Text: "　" + m.Issuer + "\t"}, {Text: m.Issued, Given: "date"}, {Text: "印发"}}
	text += p.paragraph("Imprint", fmt.Sprintf(`<w:pBdr>%s</w:pBdr><w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`,
		first+rule("bottom", 8), measure-oneChar), issued)
	high := (lines*pitch + 40) * 635 // EMU
	at := frame{name: "版记", x: mm(28), y: mm(297-35) - high, wide: mm(156), high: high, body: `anchor="b"`, wrap: "<wp:wrapTopAndBottom/>"}
	p.flush()
	p.held = `<w:p><w:pPr><w:pStyle w:val="BodyText"/>` + tiny + `</w:pPr>` + at.hold(text) + `</w:p>`
}
