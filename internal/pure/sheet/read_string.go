package sheet

import (
	"archive/zip"
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// sharedStrings holds the strings of a workbook in blocks of bytes: a million
// rows name millions of them, and a Go string for each would double the memory.
type sharedStrings struct {
	blocks [][]byte
	at     []uint32 // block<<20 | offset of each string, which begins with its length
}

const blockBits = 20

func (ss *sharedStrings) add(b []byte) error {
	if len(ss.at) >= maxSharedStr {
		return ErrTooLarge.With("共享字符串过多")
	}
	if utf8.RuneCount(b) > maxRunes {
		return ErrLongCell
	}
	need := len(b) + binary.MaxVarintLen32
	last := len(ss.blocks) - 1
	if last < 0 || len(ss.blocks[last])+need > 1<<blockBits {
		if last+1 >= 1<<(32-blockBits) {
			return ErrTooLarge.With("共享字符串过多")
		}
		size := 1 << blockBits
		if last < 0 {
			size = 64 << 10
		}
		ss.blocks = append(ss.blocks, make([]byte, 0, max(size, need)))
		last++
	}
	blk := ss.blocks[last]
	ss.at = append(ss.at, uint32(last)<<blockBits|uint32(len(blk)))
	blk = binary.AppendUvarint(blk, uint64(len(b)))
	ss.blocks[last] = append(blk, b...)
	return nil
}

func (ss *sharedStrings) get(i int) ([]byte, bool) {
	if i < 0 || i >= len(ss.at) {
		return nil, false
	}
	blk := ss.blocks[ss.at[i]>>blockBits][ss.at[i]&(1<<blockBits-1):]
	n, w := binary.Uvarint(blk)
	return blk[w : w+int(n)], true
}

func (ss *sharedStrings) read(f *zip.File) error {
	var buf []byte
	inText, phonetic := false, false
	return eachToken(f, func(s *scanner, t token) (err error) {
		switch t {
		case tokText:
			if inText && !phonetic {
				buf, err = s.appendText(buf)
				if err == nil && len(buf) > maxRunes*utf8.UTFMax {
					err = ErrLongCell
				}
			}
		case tokStart:
			switch string(s.name) {
			case "si":
				if buf = buf[:0]; s.closed {
					err = ss.add(nil)
				}
			case "t":
				inText = !s.closed
			case "rPh":
				phonetic = !s.closed
			}
		case tokEnd:
			switch string(s.name) {
			case "si":
				err = ss.add(unx(buf))
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			}
		}
		return err
	})
}

// unx resolves _xHHHH_, by which workbooks write control characters.
func unx(b []byte) []byte {
	for i := 0; i+6 < len(b); i++ {
		if b[i] != '_' || b[i+1] != 'x' || b[i+6] != '_' {
			continue
		}
		n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 16)
		if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
			continue
		}
		var r [utf8.UTFMax]byte
		w := utf8.EncodeRune(r[:], rune(n))
		b = append(b[:i], append(append([]byte(nil), r[:w]...), b[i+7:]...)...)
		i += w - 1
	}
	return b
}
