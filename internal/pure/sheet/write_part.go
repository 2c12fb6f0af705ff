package sheet

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	mainNS  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS  = "http://schemas.openxmlformats.org/package/2006/"
	bookMIM = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const rootRelsXML = `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="` + packNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

func typesXML(papers int) string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="` + packNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + bookMIM + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + bookMIM + `styles+xml"/>`)
	for i := range papers {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, bookMIM)
	}
	return b.String() + "</Types>"
}

func coreXML(s Sheaf) string {
	x := `<cp:coreProperties xmlns:cp="` + packNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + safe(s.Title) +
		`</dc:title><dc:creator>` + safe(s.Author) + `</dc:creator>`
	if s.Created != "" {
		x += `<dcterms:created xsi:type="dcterms:W3CDTF">` + safe(s.Created) + `</dcterms:created>`
	}
	return x + `</cp:coreProperties>`
}

func workbookXML(papers []Paper) string {
	var sheets, names strings.Builder
	for i, p := range papers {
		name := sheetName(p.Name, i)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, safe(name), i+1)
		if p.HeadTo > 0 {
			fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$%d:$%d</definedName>`,
				i, safe(strings.ReplaceAll(name, "'", "''")), max(p.HeadFrom, 1), p.HeadTo)
		}
	}
	x := `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><sheets>` + sheets.String() + `</sheets>`
	if names.Len() > 0 {
		x += `<definedNames>` + names.String() + `</definedNames>`
	}
	return x + `</workbook>`
}

// sheetName is a name that spreadsheets accept: 31 characters without []:*?/\.
func sheetName(s string, i int) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, s), "'")
	if utf8.RuneCountInString(s) > 31 {
		s = string([]rune(s)[:31])
	}
	if s == "" {
		s = fmt.Sprintf("Sheet%d", i+1)
	}
	return s
}

func workbookRelsXML(papers int) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packNS + `relationships">`)
	for i := range papers {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, relNS)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, papers+1, relNS)
	return b.String() + `</Relationships>`
}

// palette numbers the looks as they are met.
type palette struct {
	ids     map[shade]int
	xfs     strings.Builder
	fonts   list
	fills   list
	formats list
}

// shade is a look, and whether its text needs the mark that it is text.
type shade struct {
	Look
	quoted bool
}

// list numbers pieces of XML, each once.
type list struct {
	at  map[string]int
	xml []string
}

func (l *list) id(xml string) int {
	if i, ok := l.at[xml]; ok {
		return i
	}
	if l.at == nil {
		l.at = map[string]int{}
	}
	l.at[xml] = len(l.xml)
	l.xml = append(l.xml, xml)
	return len(l.xml) - 1
}

func newPalette() *palette {
	p := &palette{ids: map[shade]int{}}
	p.fills.id(`<fill><patternFill patternType="none"/></fill>`)
	p.fills.id(`<fill><patternFill patternType="gray125"/></fill>`) // spreadsheets expect these two
	p.id(Look{}, false)
	return p
}

func (p *palette) id(l Look, quoted bool) int {
	k := shade{l, quoted}
	if i, ok := p.ids[k]; ok {
		return i
	}
	p.ids[k] = len(p.ids)
	font := `<font>`
	if l.Bold {
		font += `<b/>`
	}
	name, size := l.Font, l.Size
	if name == "" {
		name = "宋体"
	}
	if size == 0 {
		size = 11
	}
	font += fmt.Sprintf(`<sz val="%g"/><name val="%s"/><family val="3"/><charset val="134"/></font>`, size, safe(name))
	fill := 0
	if l.Fill != "" {
		fill = p.fills.id(`<fill><patternFill patternType="solid"><fgColor rgb="FF` + safe(l.Fill) + `"/><bgColor indexed="64"/></patternFill></fill>`)
	}
	format := 0
	if l.Format != "" {
		format = 164 + p.formats.id(safe(l.Format))
	}
	fmt.Fprintf(&p.xfs, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"`,
		format, p.fonts.id(font), fill, map[bool]int{true: 1}[l.Ruled])
	if quoted {
		p.xfs.WriteString(` quotePrefix="1"`)
	}
	p.xfs.WriteString(`><alignment vertical="center"`)
	if l.Align != "" {
		p.xfs.WriteString(` horizontal="` + safe(l.Align) + `"`)
	}
	if l.Wrap {
		p.xfs.WriteString(` wrapText="1"`)
	}
	p.xfs.WriteString(`/></xf>`)
	return len(p.ids) - 1
}

func (p *palette) xml() string {
	var b strings.Builder
	b.WriteString(`<styleSheet xmlns="` + mainNS + `">`)
	if n := len(p.formats.xml); n > 0 {
		fmt.Fprintf(&b, `<numFmts count="%d">`, n)
		for i, f := range p.formats.xml {
			fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, f)
		}
		b.WriteString(`</numFmts>`)
	}
	fmt.Fprintf(&b, `<fonts count="%d">%s</fonts><fills count="%d">%s</fills>`,
		len(p.fonts.xml), strings.Join(p.fonts.xml, ""), len(p.fills.xml), strings.Join(p.fills.xml, ""))
	const thin = `<%s style="thin"><color auto="1"/></%[1]s>`
	b.WriteString(`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>`)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		fmt.Fprintf(&b, thin, side)
	}
	b.WriteString(`<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&b, `<cellXfs count="%d">%s</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
		len(p.ids), p.xfs.String())
	return b.String()
}
