package doc

import (
	"fmt"
	"strings"
)

// The page of GB/T 9704-2012 §5.2 in twips (1/1440 inch): A4; 天头 37 mm, 订口
// 28 mm, 版心 156 × 225 mm.
const (
	pageWidth  = 11906
	pageHeight = 16838
	top        = 2098 // 37 mm
	left       = 1587 // 28 mm
	right      = 1474 // 26 mm
	bottom     = 1984 // 35 mm
)

// The grid of §5.2.3: 22 lines of 28 characters fill the 版心. The pitch is
// rounded down, since one twip too many costs the page its last line.
const (
	measure   = pageWidth - left - right           // 版心 across, twips
	pitch     = (pageHeight - top - bottom) / 22   // of lines, twips
	charSpace = measure*4096/(28*20) - 16*4096 - 8 // of characters against 3号 (16 pt), in 1/4096 pt
	oneChar   = 280                                // 4号 (14 pt), twips
	footerGap = (35-7)*14400/254 - 180             // so that the dash is 7 mm below the 版心
	dateMid   = measure*(28-4)/28 - 7*320/2        // middle of a date of seven characters, 右空四字
)

const (
	fangsong = "仿宋_GB2312"
	kaiti    = "楷体_GB2312"
	heiti    = "黑体"
	songti   = "宋体"
	biaosong = "方正小标宋简体"
)

// Fonts are the typefaces a document names, with the nearest other name for who
// lacks them. None is embedded.
var Fonts = []struct{ Name, Else string }{
	{fangsong, "仿宋"}, {kaiti, "楷体"}, {heiti, "SimHei"}, {songti, "SimSun"}, {biaosong, "小标宋"},
}

var fontTable = func() string {
	var b strings.Builder
	b.WriteString("<w:fonts " + namespaces + ">")
	for _, f := range Fonts {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="%s"/><w:pitch w:val="auto"/></w:font>`,
			f.Name, f.Else, map[bool]string{true: "auto", false: "modern"}[f.Name == songti || f.Name == biaosong])
	}
	return b.String() + "</w:fonts>"
}()

const settings = `<w:settings ` + namespaces + `><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>` +
	`<w:defaultTabStop w:val="632"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// style is one paragraph style; props and marks are its inner properties, in the
// order the schema wants them.
type style struct {
	id, name string
	font     string // empty inherits
	half     int    // size in half points; 0 inherits
	props    string
}

// spacing makes 3号 characters as narrow as the grid's, less a rounding: 28 of
// them fill a line. The text keeps to the grid by this and by its exact lines, not
// by snapping, since a viewer that snaps leaves a gap behind every odd digit.
const spacing = `<w:spacing w:val="-6"/>`

const free = `<w:snapToGrid w:val="0"/>`

// sheet are the styles of §7.3 and §7.4.
var sheet = []style{
	{id: "Title", name: "Title", font: biaosong, half: 44,
		props: `<w:keepNext/><w:keepLines/><w:jc w:val="center"/>`},
	{id: "Mark", name: "发文字号", props: `<w:jc w:val="center"/>`},
	{id: "Addressee", name: "主送机关", props: `<w:jc w:val="left"/>`},
	{id: "BodyText", name: "Body Text", props: indent(2)},
	{id: "Heading1", name: "heading 1", font: heiti, props: `<w:keepNext/>` + indent(2) + `<w:outlineLvl w:val="0"/>`},
	{id: "Heading2", name: "heading 2", font: kaiti, props: `<w:keepNext/>` + indent(2) + `<w:outlineLvl w:val="1"/>`},
	{id: "Heading3", name: "heading 3", props: `<w:keepNext/>` + indent(2) + `<w:outlineLvl w:val="2"/>`},
	{id: "Heading4", name: "heading 4", props: `<w:keepNext/>` + indent(2) + `<w:outlineLvl w:val="3"/>`},
	{id: "AnnexNote", name: "附件说明", props: `<w:ind w:left="1570" w:hanging="942"/><w:jc w:val="left"/>`},
	{id: "Signer", name: "发文机关署名", props: `<w:keepNext/><w:keepLines/><w:jc w:val="left"/>`},
	{id: "DateLine", name: "成文日期", props: `<w:keepLines/><w:ind w:right="1256"/><w:jc w:val="right"/>`},
	{id: "AnnexMark", name: "附件标识", font: heiti, props: `<w:keepNext/><w:jc w:val="left"/>`},
	{id: "Imprint", name: "版记", half: 28, props: `<w:jc w:val="left"/>`},
	{id: "TableText", name: "表格文字", half: 24,
		props: `<w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="center"/>`},
	{id: "TableNote", name: "表注", half: 24,
		props: `<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="left"/>`},
	{id: "Caption", name: "图注", half: 24,
		props: `<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>`},
	{id: "Foot", name: "页末签名", half: 24,
		props: fmt.Sprintf(`<w:spacing w:line="%d" w:lineRule="exact"/><w:jc w:val="left"/>`, pitch)},
	{id: "Over", name: "草稿作废", font: heiti, half: 36, props: `<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>`},
	{id: "TableHead", name: "表头", font: heiti, half: 24,
		props: `<w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="center"/>`},
	{id: "Footer", name: "footer", font: songti, half: 28,
		props: `<w:spacing w:line="360" w:lineRule="exact"/>`},
}

// indent is a first line so many characters in.
func indent(chars int) string {
	return fmt.Sprintf(`<w:ind w:firstLine="%d"/>`, chars*(320-6))
}

// fonts names the typeface of Chinese, and that of digits and letters: half as
// wide as the former, so that two of them fill a cell. The page number's are 宋体
// too, §7.5.
func fonts(name string) string {
	latin := "Times New Roman"
	if name == songti {
		latin = songti
	}
	return fmt.Sprintf(`<w:rFonts w:ascii="%s" w:hAnsi="%[1]s" w:eastAsia="%s" w:cs="Times New Roman"/>`, latin, name)
}

// styles is the style sheet; each kind of given number has a character style of
// its own, which looks like nothing and only keeps the kind.
func styles(given []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>%s<w:sz w:val="32"/><w:szCs w:val="32"/>`+
		`<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>`, namespaces, fonts(fangsong))
	fmt.Fprintf(&b, `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>`+
		`<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`+free+
		`<w:spacing w:line="%d" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>`+
		`<w:rPr>%s%s%s<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>`, pitch, fonts(fangsong), free, spacing)
	for _, s := range sheet {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr>`,
			s.id, s.name, s.props)
		if s.font != "" || s.half > 0 {
			b.WriteString("<w:rPr>")
			if s.font != "" {
				b.WriteString(fonts(s.font))
			}
			if s.half > 0 {
				fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, s.half)
			}
			b.WriteString("</w:rPr>")
		}
		b.WriteString("</w:style>")
	}
	for _, k := range given {
		fmt.Fprintf(&b, `<w:style w:type="character" w:customStyle="1" w:styleId="%s%s"><w:name w:val="%s %s"/></w:style>`,
			givenPrefix, esc(k), "given", esc(k))
	}
	return b.String() + "</w:styles>"
}
