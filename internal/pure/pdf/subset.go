package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// used is the part of a face that a file uses: each character gets the next id,
// and the embedded face has its glyphs in that order.
type used struct {
	font  *Font
	ids   map[rune]int
	runes []rune // by id, less one: id 0 is the glyph for nothing
}

func (u *used) id(r rune) int {
	if n, ok := u.ids[r]; ok {
		return n
	}
	u.runes = append(u.runes, r)
	u.ids[r] = len(u.runes)
	return len(u.runes)
}

// write embeds the face and returns the number of its font object.
func (u *used) write(w *writer) int {
	name := "/" + u.tag() + "+Serif"
	file := w.packed("", u.face())
	descriptor := w.object(fmt.Sprintf("<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[-200 -300 1200 1200]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight 700/StemV 80/FontFile2 %d 0 R>>",
		name, u.font.Ascent, u.font.Descent, file))
	var widths strings.Builder
	for _, r := range u.runes {
		fmt.Fprintf(&widths, "%d ", u.font.Advance(r))
	}
	cid := w.object(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[1[%s]]/CIDToGIDMap/Identity>>",
		name, descriptor, widths.String()))
	unicode := w.packed("", []byte(u.toUnicode()))
	return w.object(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, unicode))
}

// tag are six letters that tell one subset from another.
func (u *used) tag() string {
	var h uint32 = 2166136261
	for _, r := range u.runes {
		h = (h ^ uint32(r)) * 16777619
	}
	b := make([]byte, 6)
	for i := range b {
		b[i] = 'A' + byte(h%26)
		h /= 26
	}
	return string(b)
}

// toUnicode is the map back from ids to characters, for search and copying.
func (u *used) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Z def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for i, chunk := range slices.Collect(slices.Chunk(u.runes, 100)) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(chunk))
		for j, r := range chunk {
			fmt.Fprintf(&b, "<%04X> <%s>\n", i*100+j+1, hex16(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	return b.String() + "endcmap CMapName currentdict /CMap defineresource pop end end"
}

// face is a TrueType file of the used glyphs.
func (u *used) face() []byte {
	olds := []uint16{0}
	for _, r := range u.runes {
		olds = append(olds, u.font.glyph(r))
	}
	var glyf, loca, hmtx bytes.Buffer
	for i := 0; i < len(olds); i++ { // components are added behind while we go
		put32(&loca, glyf.Len())
		out := slices.Clone(u.font.outline(olds[i]))
		olds = composed(out, olds)
		glyf.Write(out)
		for glyf.Len()%4 != 0 {
			glyf.WriteByte(0)
		}
	}
	put32(&loca, glyf.Len())
	for _, old := range olds {
		hmtx.Write(u.font.metric(old))
	}
	head, hhea, maxp := slices.Clone(u.font.tables["head"]), slices.Clone(u.font.tables["hhea"]), slices.Clone(u.font.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0) // checksum of the whole, not asked for here
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(olds)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(olds)))
	tables := map[string][]byte{"glyf": glyf.Bytes(), "loca": loca.Bytes(), "hmtx": hmtx.Bytes(), "head": head, "hhea": hhea, "maxp": maxp}
	for _, t := range []string{"cvt ", "fpgm", "prep"} {
		if b := u.font.tables[t]; b != nil {
			tables[t] = b
		}
	}
	return assembled(tables)
}

// composed renumbers the components of a composite glyph.
func composed(out []byte, olds []uint16) []uint16 {
	if len(out) < 10 || int16(u16(out)) >= 0 {
		return olds
	}
	for at := 10; at+4 <= len(out); {
		flags, old := u16(out[at:]), uint16(u16(out[at+2:]))
		i := slices.Index(olds, old)
		if i < 0 {
			olds = append(olds, old)
			i = len(olds) - 1
		}
		binary.BigEndian.PutUint16(out[at+2:], uint16(i))
		at += 6
		if flags&1 != 0 { // arguments are words
			at += 2
		}
		switch {
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		if flags&0x20 == 0 {
			break
		}
	}
	return olds
}

func assembled(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for n := range tables {
		names = append(names, n)
	}
	slices.Sort(names)
	var dir, body bytes.Buffer
	binary.Write(&dir, binary.BigEndian, []uint16{1, 0, uint16(len(names)), 128, 3, uint16(16*len(names) - 128)})
	at := 12 + 16*len(names)
	for _, n := range names {
		t := tables[n]
		dir.WriteString(n)
		put32(&dir, int(checksum(t)))
		put32(&dir, at+body.Len())
		put32(&dir, len(t))
		body.Write(t)
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	return append(dir.Bytes(), body.Bytes()...)
}

func checksum(t []byte) (sum uint32) {
	for i := 0; i < len(t); i += 4 {
		var w [4]byte
		copy(w[:], t[i:])
		sum += u32(w[:])
	}
	return sum
}

func put32(b *bytes.Buffer, n int) { binary.Write(b, binary.BigEndian, uint32(n)) }
