// Package fault classifies the errors a person can do something about.
//
// A package declares its own faults next to the rule that raises them; the
// server turns the Kind into a status and never looks further. An error that is
// not a fault is our mistake, and is shown to nobody but the operator.
package fault

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Kind says what the caller may do next.
type Kind uint8

const (
	Internal  Kind = iota // ours to fix; the zero value, so a forgotten Kind is never shown
	Invalid               // correct the input and try again
	NotFound              // it does not exist, or is not yours to see
	Forbidden             // ask someone who may
	Conflict              // someone was faster; reload and decide again
	Unknown               // who are you? sign in first
	Busy                  // nothing is wrong; try again later
)

// Fault is an error with a Kind, a stable Code and words for a person.
type Fault struct {
	Kind   Kind
	Code   string // stable and dotted: "lead.taken"
	Text   string // one sentence: which item, what is wrong, how to mend it
	Detail string // which one, where that helps: a row, a name, a number
	Theirs any    // with Conflict: the record as it stands, so that neither text is lost
}

// New declares a fault; packages call it in package-level vars.
func New(k Kind, code, text string) *Fault { return &Fault{Kind: k, Code: code, Text: text} }

// Error is the code, and the detail where there is one.
func (f *Fault) Error() string {
	if f.Detail == "" {
		return f.Code
	}
	return f.Code + ": " + f.Detail
}

// Is lets errors.Is find a declared fault behind its copies with details.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Code == f.Code
}

// With returns a copy that also says which one.
func (f *Fault) With(detail string) *Fault {
	c := *f
	c.Detail = detail
	return &c
}

// Against returns a copy that carries the record as another has left it.
func (f *Fault) Against(theirs any) *Fault {
	c := *f
	c.Theirs = theirs
	return &c
}

// Over returns the fault when one of the texts has more than limit characters,
// and nil when all are short enough.
func (f *Fault) Over(limit int, texts ...string) error {
	for _, t := range texts {
		if len(t) > limit && utf8.RuneCountInString(t) > limit {
			return f.With(fmt.Sprintf("最多 %d 字", limit))
		}
	}
	return nil
}

// Of returns the fault in err's chain, or the Internal fault.
func Of(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	return &Fault{Kind: Internal, Code: "internal", Text: "系统内部错误，请稍后重试；如仍出现，请把编号告诉管理员"}
}
