package doc

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // photos come as PNG, too

	"example.org/zhiye/internal/pure/fault"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // and as WebP
)

// ErrPhoto is returned for what cannot be printed.
var ErrPhoto = fault.New(fault.Invalid, "doc.photo", "照片不是 JPEG、PNG、WebP，或已损坏、过大，不能印入文书；请换一张")

// Photos are printed at 220 dots an inch at most; nobody prints a larger one than
// a hundred million pixels.
const (
	longSide   = 1400
	mostPixels = 100_000_000
)

// Develop makes of a photo what an Album holds: a JPEG, upright as the camera
// was held, no larger than print needs. Where and when it was taken is not kept.
func Develop(photo []byte) ([]byte, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(photo))
	if err != nil || c.Width <= 0 || c.Height <= 0 || c.Width*c.Height > mostPixels {
		return nil, ErrPhoto
	}
	m, _, err := image.Decode(bytes.NewReader(photo))
	if err != nil {
		return nil, ErrPhoto
	}
	small := upright(shrunk(m), orientation(photo))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, small, &jpeg.Options{Quality: 80}); err != nil {
		return nil, ErrPhoto
	}
	return b.Bytes(), nil
}

// shrunk draws m on white, its long side not longer than print needs.
func shrunk(m image.Image) *image.RGBA {
	r := m.Bounds()
	wide, high := r.Dx(), r.Dy()
	if most := max(wide, high); most > longSide {
		wide, high = max(1, wide*longSide/most), max(1, high*longSide/most)
	}
	out := image.NewRGBA(image.Rect(0, 0, wide, high))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), m, r, draw.Over, nil)
	return out
}

// upright turns m by what EXIF says of the camera: 3 upside down, 6 and 8 on a
// side. Mirrored ones do not come from cameras.
func upright(m *image.RGBA, how int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	var out *image.RGBA
	var from func(x, y int) (int, int)
	switch how {
	case 3:
		out, from = image.NewRGBA(m.Rect), func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case 6:
		out, from = image.NewRGBA(image.Rect(0, 0, h, w)), func(x, y int) (int, int) { return y, h - 1 - x }
	case 8:
		out, from = image.NewRGBA(image.Rect(0, 0, h, w)), func(x, y int) (int, int) { return w - 1 - y, x }
	default:
		return m
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			fx, fy := from(x, y)
			copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[m.PixOffset(fx, fy):][:4])
		}
	}
	return out
}

// orientation is EXIF's tag 0x0112 of a JPEG, 1 where there is none.
func orientation(b []byte) int {
	for at := 2; at+4 < len(b) && b[at] == 0xff && b[at+1] != 0xda; {
		size := int(binary.BigEndian.Uint16(b[at+2:]))
		if end := at + 2 + size; b[at+1] == 0xe1 && end <= len(b) && size > 16 && string(b[at+4:at+10]) == "Exif\x00\x00" {
			return tiffOrientation(b[at+10 : end])
		}
		at += 2 + max(size, 2)
	}
	return 1
}

func tiffOrientation(t []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if len(t) < 8 {
		return 1
	}
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(t[4:]))
	if at < 8 || at+2 > len(t) {
		return 1
	}
	for i := range int(order.Uint16(t[at:])) {
		e := at + 2 + 12*i
		if e+12 > len(t) {
			return 1
		}
		if order.Uint16(t[e:]) == 0x0112 {
			return int(order.Uint16(t[e+8:]))
		}
	}
	return 1
}
