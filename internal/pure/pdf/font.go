package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// ErrFont is returned for bytes that are no TrueType face with outlines.
var ErrFont = errors.New("pdf: not a TrueType face with glyf outlines and a Unicode map")

// Font is a parsed face. It may be used by many files at once.
type Font struct {
	tables  map[string][]byte
	glyphs  map[rune]uint16
	loca    []uint32
	em      int
	metrics int // glyphs with a width of their own
	Ascent  int // of the face, in 1/1000 em
	Descent int
}

// Parse reads a face.
func Parse(ttf []byte) (f *Font, err error) {
	defer func() { // a table that ends too early
		if recover() != nil {
			f, err = nil, ErrFont
		}
	}()
	f = &Font{tables: map[string][]byte{}, glyphs: map[rune]uint16{}}
	if len(ttf) < 12 || u32(ttf) != 0x00010000 {
		return nil, ErrFont
	}
	for i := range u16(ttf[4:]) {
		e := ttf[12+16*i:]
		f.tables[string(e[:4])] = ttf[u32(e[8:]):][:u32(e[12:])]
	}
	for _, t := range []string{"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap"} {
		if f.tables[t] == nil {
			return nil, fmt.Errorf("%w: no %s", ErrFont, t)
		}
	}
	f.em = u16(f.tables["head"][18:])
	f.metrics = u16(f.tables["hhea"][34:])
	f.Ascent = int(int16(u16(f.tables["hhea"][4:]))) * 1000 / f.em
	f.Descent = int(int16(u16(f.tables["hhea"][6:]))) * 1000 / f.em
	f.locate()
	for g := range len(f.loca) - 1 {
		f.metric(uint16(g)) // there must be one for each
	}
	return f, f.map12()
}

// locate reads where each glyph lies.
func (f *Font) locate() {
	n, loca := u16(f.tables["maxp"][4:])+1, f.tables["loca"]
	f.loca = make([]uint32, n)
	for i := range f.loca {
		if u16(f.tables["head"][50:]) == 0 {
			f.loca[i] = uint32(u16(loca[2*i:])) * 2
		} else {
			f.loca[i] = u32(loca[4*i:])
		}
	}
}

// map12 reads the map from characters to glyphs that knows all of Unicode.
func (f *Font) map12() error {
	c := f.tables["cmap"]
	for i := range u16(c[2:]) {
		sub := c[u32(c[4+8*i+4:]):]
		if u16(sub) != 12 {
			continue
		}
		for g := range int(u32(sub[12:])) {
			e := sub[16+12*g:]
			from, to, glyph := u32(e), u32(e[4:]), u32(e[8:])
			if to < from || to-from > 0x10ffff {
				return ErrFont
			}
			for r := from; r <= to; r++ {
				f.glyphs[rune(r)] = uint16(glyph + r - from)
			}
		}
		return nil
	}
	return ErrFont
}

// Has reports whether the face has a character.
func (f *Font) Has(r rune) bool { return f.glyphs[r] != 0 }

// missing stands for a character the face lacks.
const missing = '〓'

func (f *Font) glyph(r rune) uint16 {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	return f.glyphs[missing]
}

// Advance is the width of a character in 1/1000 em.
func (f *Font) Advance(r rune) int { return f.advance(f.glyph(r)) }

func (f *Font) advance(glyph uint16) int {
	i := min(int(glyph), f.metrics-1)
	return u16(f.tables["hmtx"][4*i:]) * 1000 / f.em
}

// metric is a glyph's advance and left side, as hmtx has them: without the side
// every glyph would stand at the left edge of its box.
func (f *Font) metric(glyph uint16) []byte {
	t, i := f.tables["hmtx"], int(glyph)
	if i < f.metrics {
		return t[4*i : 4*i+4]
	}
	side := 4*f.metrics + 2*(i-f.metrics)
	return append(slices.Clone(t[4*f.metrics-4:4*f.metrics-2]), t[side:side+2]...)
}

// Width is how wide s is at a size.
func (f *Font) Width(s string, size float64) float64 {
	var n int
	for _, r := range s {
		n += f.Advance(r)
	}
	return float64(n) * size / 1000
}

func (f *Font) outline(glyph uint16) []byte {
	if int(glyph)+1 >= len(f.loca) {
		return nil
	}
	from, to := f.loca[glyph], f.loca[glyph+1]
	if to < from || int(to) > len(f.tables["glyf"]) {
		return nil
	}
	return f.tables["glyf"][from:to]
}

func u16(b []byte) int    { return int(binary.BigEndian.Uint16(b)) }
func u32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
