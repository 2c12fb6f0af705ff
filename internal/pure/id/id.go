// Package id makes time-ordered ids: 26 letters and digits that sort by the
// microsecond they were made in.
package id

import (
	"encoding/base32"
	"encoding/binary"
	"time"
)

// crockford leaves out i, l, o and u, which people misread; its letters sort
// as their values do.
var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Len is the length of every id.
const Len = 26

// New returns the id of a moment; random keeps two ids of one microsecond apart.
func New(at time.Time, random [8]byte) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(at.UnixMicro()))
	copy(b[8:], random[:])
	return crockford.EncodeToString(b[:])
}

// Time is the microsecond an id was made in, and whether it is an id at all.
func Time(s string) (time.Time, bool) {
	b, err := crockford.DecodeString(s)
	if err != nil || len(b) != 16 {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(binary.BigEndian.Uint64(b[:8]))).UTC(), true
}

// Bytes is the sixteen bytes that an id spells, and whether it is an id at all.
func Bytes(s string) (b [16]byte, ok bool) {
	raw, err := crockford.DecodeString(s)
	if err != nil || len(raw) != len(b) || len(s) != Len {
		return b, false
	}
	copy(b[:], raw)
	return b, crockford.EncodeToString(b[:]) == s
}

// FromBytes spells an id.
func FromBytes(b [16]byte) string { return crockford.EncodeToString(b[:]) }
