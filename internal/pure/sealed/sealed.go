// Package sealed keeps a text that must not slip out: a tipster's phone, an
// identity number, the name behind a bonus. Printed, logged or marshalled in any
// way it is ●●●; only [String.Reveal] gives it back, so whoever reads the code
// finds every place where it may be seen by searching for that word.
//
//	New(s) ──▶ String ──print, log, JSON, %#v──▶ ●●●
//	              └────Reveal──▶ s
//
// It does not encrypt and does not decide who may look: the domain package that
// keeps the secret does both, and notes the look in the journal.
// 《野生动物保护法》第十条第二款，举报人信息应当保密。
package sealed

import (
	"fmt"

	"example.org/zhiye/internal/pure/fault"
)

// Mask is what a sealed text shows of itself, whatever its length.
const Mask = "●●●"

// ErrMask says that a masked text came back as if it were the text.
var ErrMask = fault.New(fault.Invalid, "sealed.mask", "这一项显示为●●●，不是原来的内容；不修改请留空，修改请填写完整内容")

// String is a sealed text. Its zero value is the empty text and hides nothing,
// so that "no phone given" can be seen. Two are compared with Equal, never ==.
//
// The text lies behind a pointer: printing a struct that holds a String in an
// unexported field bypasses every method, and then shows an address.
type String struct{ p *string }

// New seals s.
func New(s string) String {
	if s == "" {
		return String{}
	}
	return String{&s}
}

// Reveal returns the text. The caller has asked whether this person may see it,
// and has noted that they did.
func (s String) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// IsZero says whether there is nothing to hide; `json:",omitzero"` obeys it.
func (s String) IsZero() bool { return s.p == nil }

// Equal says whether two texts are the same, without showing either.
func (s String) Equal(t String) bool { return s.Reveal() == t.Reveal() }

// String is the mask, or "" where there is nothing.
func (s String) String() string {
	if s.p == nil {
		return ""
	}
	return Mask
}

// Format prints the mask for every verb, %#v, %x and %q among them.
func (s String) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalText is the mask: it serves JSON, XML, YAML and structured logs.
func (s String) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText seals what a person typed. The mask itself is refused
// ([ErrMask]), or saving a form unread would overwrite the text with dots.
func (s *String) UnmarshalText(b []byte) error {
	if string(b) == Mask {
		return ErrMask
	}
	*s = New(string(b))
	return nil
}
