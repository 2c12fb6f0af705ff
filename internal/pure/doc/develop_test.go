package doc_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"example.org/zhiye/internal/pure/doc"
)

// held is a photo whose camera says how it was held.
func held(t *testing.T, how byte) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for y := range 16 { // the upper left corner is red
		for x := range 16 {
			m.Set(x, y, color.RGBA{255, 0, 0, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), how, 0, 0, 0, 0, 0, 0)
	return append(append([]byte("\xff\xd8"), exif...), b.Bytes()[2:]...)
}

func TestDevelop(t *testing.T) {
	for how, want := range map[byte]struct{ wide, high, x, y int }{
		1: {64, 32, 4, 4}, 3: {64, 32, 60, 28}, 6: {32, 64, 28, 4}, 8: {32, 64, 4, 60},
	} {
		b, err := doc.Develop(held(t, how))
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		r, g, _, _ := m.At(want.x, want.y).RGBA()
		if m.Bounds().Dx() != want.wide || m.Bounds().Dy() != want.high || r < 0xc000 || g > 0x4000 {
			t.Errorf("held %d: %v, at the red corner %x %x", how, m.Bounds(), r, g)
		}
	}
	var large bytes.Buffer
	if err := png.Encode(&large, image.NewRGBA(image.Rect(0, 0, 3000, 1500))); err != nil {
		t.Fatal(err)
	}
	b, err := doc.Develop(large.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(b)); err != nil || c.Width != 1400 || c.Height != 700 {
		t.Errorf("%+v %v", c, err)
	}
	for _, wrong := range []string{"", "no photo", "\xff\xd8\xff\xe1\xff\xff"} {
		if _, err := doc.Develop([]byte(wrong)); !errors.Is(err, doc.ErrPhoto) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func FuzzDevelop(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, err := doc.Develop(b); err == nil {
			if _, err := jpeg.DecodeConfig(bytes.NewReader(out)); err != nil {
				t.Error(err)
			}
		}
	})
}
