package doc

import "fmt"

// sheetOf is what a document wants of its pages beyond the standard's.
type sheetOf struct {
	foot  string // its last line
	plain bool   // no number
	over  string // words above everything
}

// props are the page of a section. On a turned page the top lies at the
// binding edge, so the 天头 is on its right and the foot on its left: §5.2, §9.
func (s sheetOf) props(wide bool) string {
	head := ""
	if s.over != "" {
		head = `<w:headerReference w:type="default" r:id="rIdH1"/><w:headerReference w:type="even" r:id="rIdH1"/>`
	}
	if wide {
		return fmt.Sprintf(`<w:sectPr>%s<w:footerReference w:type="default" r:id="rIdF3"/><w:footerReference w:type="even" r:id="rIdF4"/>`+
			`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/>`+
			`<w:docGrid w:linePitch="%d"/></w:sectPr>`, head, pageHeight, pageWidth, left, top, right, bottom, pitch)
	}
	low := bottom
	if s.foot != "" {
		low += pitch
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:footerReference w:type="default" r:id="rIdF1"/><w:footerReference w:type="even" r:id="rIdF2"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="linesAndChars" w:linePitch="%d" w:charSpace="%d"/></w:sectPr>`,
		head, pageWidth, pageHeight, top, right, low, left, footerGap, pitch, charSpace)
}

// place is where a footer stands.
type place struct {
	wide bool
	even bool
}

var (
	uprightOdd, uprightEven = place{}, place{even: true}
	wideOdd, wideEven       = place{wide: true}, place{wide: true, even: true}
)

const pageField = `<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
	`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
	`<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>`

// footer is the page number, 4号宋体 between dashes, §7.5: odd pages at the right
// with one character free, even ones at the left.
func (s sheetOf) footer(at place) string {
	props := `<w:ind w:right="280"/><w:jc w:val="right"/>`
	if at.even {
		props = `<w:ind w:left="280"/><w:jc w:val="left"/>`
	}
	number := `<w:p><w:pPr><w:pStyle w:val="Footer"/>` + props + `</w:pPr>` + pageField + `</w:p>`
	switch {
	case s.plain:
		number = `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>`
	case at.wide:
		number = turned(number, at.even)
	}
	if s.foot != "" && !at.wide {
		number = `<w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr><w:r>` + words(s.foot) + `</w:r></w:p>` + number
	}
	return "<w:ftr " + namespaces + ">" + number + "</w:ftr>"
}

// header is what stands above every page of a draft, or of what is void.
func (s sheetOf) header() string {
	return "<w:hdr " + namespaces + `><w:p><w:pPr><w:pStyle w:val="Over"/></w:pPr><w:r>` + words("【"+s.over+"】") + "</w:r></w:p></w:hdr>"
}

// turned sets a number where it stands on the upright pages of the bound
// document: on the turned page's left, reading downwards (§9: 页码位置与公文其他
// 页码保持一致).
func turned(number string, even bool) string {
	at := frame{name: "页码", x: mm(35 - 11), y: mm(210 - 26 - 45), wide: mm(8), high: mm(45), body: `vert="vert" anchor="ctr"`, wrap: "<wp:wrapNone/>"}
	if even {
		at.y = mm(28)
	}
	return `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + at.hold(number) + `</w:p>`
}

// frame is a box at a fixed place of the page; lengths are in EMU (1/36000 mm).
type frame struct {
	name             string
	x, y, wide, high int
	body, wrap       string
}

func mm(n int) int { return n * 36000 }

// hold is a run with the frame and content in it.
func (f frame) hold(content string) string {
	box := fmt.Sprintf(`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="1" layoutInCell="1" allowOverlap="1">`+
		`<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionH>`+
		`<wp:positionV relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionV><wp:extent cx="%d" cy="%d"/>%s`+
		`<wp:docPr id="1" name="%s"/><wp:cNvGraphicFramePr/>`, f.x, f.y, f.wide, f.high, f.wrap, f.name)
	shape := fmt.Sprintf(`<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>`+
		`<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`+
		`<wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" %s/></wps:wsp></a:graphicData></a:graphic>`,
		f.wide, f.high, content, f.body)
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>` + box + shape + `</wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`
}
