package pdf_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/pdf"
	"example.org/zhiye/internal/pure/typeface"
)

func face(t testing.TB) *pdf.Font {
	t.Helper()
	f, err := typeface.Serif()
	if err != nil {
		t.Skip("the face is not built (make web): NO PDF was made")
	}
	return f
}

// TestAFileCarriesWhatItUses: the face is cut down, and one use more is little
// more.
func TestAFileCarriesWhatItUses(t *testing.T) {
	one := func(text string) []byte {
		f := pdf.New(face(t))
		f.Page(595, 842).Text(72, 72, text, pdf.Style{Size: 16})
		return f.Bytes()
	}
	short, long := one("鹮"), one("鹮鸮鱀堃𬶏áé"+strings.Repeat("鹮", 200))
	if len(short) > 4_000 || len(long) > 8_000 {
		t.Errorf("%d and %d bytes", len(short), len(long))
	}
	if !bytes.Equal(short, one("鹮")) {
		t.Error("the same calls gave other bytes")
	}
	if !bytes.HasPrefix(short, []byte("%PDF-1.7")) || !bytes.HasSuffix(short, []byte("%%EOF\n")) {
		t.Errorf("%.20q … %q", short, short[len(short)-20:])
	}
}

func TestFont(t *testing.T) {
	f := face(t)
	for _, r := range "鹮鸮鱀堃頔㸐𬶏〔〕—□■" {
		if !f.Has(r) {
			t.Errorf("%c is missing", r)
		}
	}
	if f.Has('𩷶') || f.Advance('国') != 1000 || f.Width("国国", 16) != 32 {
		t.Errorf("𩷶 %v, 国 %d", f.Has('𩷶'), f.Advance('国'))
	}
}

func TestJPEG(t *testing.T) {
	if _, err := pdf.JPEG([]byte("\x89PNG")); !errors.Is(err, pdf.ErrPicture) {
		t.Error(err)
	}
}

// FuzzParse: no bytes make the reader fall over.
func FuzzParse(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00head\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x04abcd"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if font, err := pdf.Parse(b); err == nil {
			file := pdf.New(font)
			file.Page(100, 100).Text(1, 1, "a", pdf.Style{Size: 10})
			file.Bytes()
		} else if !errors.Is(err, pdf.ErrFont) {
			t.Error(err)
		}
	})
}
