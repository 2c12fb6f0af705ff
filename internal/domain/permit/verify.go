package permit

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Verification is what came of checking a permit or a mark, once; it is not
// changed. Each check is yes, no, or empty where nobody could look.
type Verification struct {
	ID        string    `json:"id"`
	About     ref.Ref   `json:"about"` // "permit:…" or "mark:…"
	Day       string    `json:"day"`
	Way       string    `json:"way"`      // qr, query, phone, letter, sight
	Found     string    `json:"found"`    // its issuer knows it
	Number    string    `json:"number"`   // the number is the printed one
	Specimen  string    `json:"specimen"` // it belongs to what it was found with
	Form      string    `json:"form"`     // the goods have the form it was issued for
	Holder    string    `json:"holder"`   // the holder is the one it was found with
	Result    string    `json:"result"`   // match, mismatch, unclear: follows from the checks
	Text      string    `json:"text,omitempty"`
	Photos    []string  `json:"photos"`
	By        string    `json:"by"`
	CreatedAt time.Time `json:"created_at"`
}

// The results of a verification.
const (
	Match    = "match"    // the issuer knows it, and nothing that was looked at differs
	Mismatch = "mismatch" // something differs, or the issuer does not know it
	Unclear  = "unclear"  // what was looked at agrees, but nobody asked the issuer
)

// ErrVerify is returned for a verification that says nothing.
var ErrVerify = fault.New(fault.Invalid, "permit.verify", "查验记录不完整：请选择查验对象、方式，并至少核对一项（是或否）")

// Verify keeps what a verification found.
func Verify(ctx context.Context, tx *store.Tx, v Verification) (Verification, error) {
	if err := v.known(ctx, tx); err != nil {
		return Verification{}, err
	}
	checks := []string{v.Found, v.Number, v.Specimen, v.Form, v.Holder}
	if slices.ContainsFunc(checks, func(c string) bool { return c != "" && c != "yes" && c != "no" }) ||
		!slices.ContainsFunc(checks, func(c string) bool { return c != "" }) ||
		!slices.Contains([]string{"qr", "query", "phone", "letter", "sight"}, v.Way) {
		return Verification{}, ErrVerify
	}
	v.Day = cmp.Or(v.Day, tx.Today())
	if err := cmp.Or(days(v.Day), ErrLong.Over(2000, v.Text)); err != nil || v.Day > tx.Today() {
		return Verification{}, cmp.Or(err, error(ErrDay.With(v.Day)))
	}
	switch {
	case slices.Contains(checks, "no"):
		v.Result = Mismatch
	case v.Found == "yes":
		v.Result = Match
	default:
		v.Result = Unclear
	}
	v.ID, v.By, v.CreatedAt = tx.ID(), tx.Actor.ID, tx.Now
	if err := insertVerification(ctx, tx, v); err != nil {
		return Verification{}, err
	}
	return v, tx.Note(store.Note{Verb: "permit.verified", Subject: v.About, Day: v.Day, Facts: Verified{v.About.Kind(), v.Way, v.Result}})
}

func (v Verification) known(ctx context.Context, tx *store.Tx) (err error) {
	switch v.About.Kind() {
	case "permit":
		_, err = Get(ctx, tx, v.About.ID())
	case "mark":
		_, err = GetMark(ctx, tx, v.About.ID())
	default:
		return ErrVerify
	}
	return err
}
