package doc

import (
	"bytes"
	"fmt"
	"image/jpeg"
)

// bounds is how large a picture is printed, in mm, for its pixels: as wide as the
// 版心 at most and as high as allowed.
func (b Picture) bounds(pixelsWide, pixelsHigh int) (wide, high float64) {
	most := b.High
	if most <= 0 {
		most = 92 // two with their captions stand on a page
	}
	high = most
	wide = high * float64(pixelsWide) / float64(pixelsHigh)
	if wide > 156 {
		wide, high = 156, 156*float64(pixelsHigh)/float64(pixelsWide)
	}
	return wide, high
}

// picture sets a picture on a line of its own; one that is not in the album
// leaves its words and a note.
func (p *press) picture(b Picture) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(p.album[b.Source]))
	if err != nil || c.Width == 0 || c.Height == 0 {
		p.par("Caption", "", Text(absent(b)))
		return
	}
	wide, high := b.bounds(c.Width, c.Height)
	n := len(p.shown)
	p.shown = append(p.shown, b.Source)
	x, y := int(wide*36000), int(high*36000)
	p.flush()
	p.held = fmt.Sprintf(`<w:p><w:pPr><w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`+
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, x, y, 100+n, esc(short(b.Caption)), n)
	p.par("Caption", "", Text(b.Caption))
}

func absent(b Picture) string { return "〔照片缺失〕" + b.Caption }
