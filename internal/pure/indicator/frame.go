package indicator

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types/ref"
)

// slot is one value an expression reads, by its declared type.
type slot struct {
	text string
	n    int64
	yes  bool
	list []string
}

// frame is an event laid out for the expressions of its verb: each name they
// read is looked up and type-checked once.
type frame struct {
	scope *scope
	slots []slot
	err   error
}

// fill lays the event out. A fact that an entry does not carry is empty: older
// entries lack what their verb declared later. A fact of another type than
// declared is our mistake and stops the table.
func (f *frame) fill(sc *scope, e *Event) error {
	f.scope, f.err, f.slots = sc, nil, f.slots[:0]
	for _, name := range sc.names {
		s, ok := slot{}, true
		v := e.value(name)
		switch sc.typeOf(name) {
		case "string":
			s.text, ok = v.(string)
		case "int":
			s.n, ok = v.(int64)
		case "bool":
			s.yes, ok = v.(bool)
		case "list":
			s.list, ok = v.([]string)
		}
		if !ok && v != nil {
			return fmt.Errorf("indicator: entry %d, %s: %s is a %T, declared %s", e.Seq, e.Verb, name, v, sc.typeOf(name))
		}
		f.slots = append(f.slots, s)
	}
	return nil
}

func (e *Event) value(name string) any {
	if fact, ok := strings.CutPrefix(name, "facts."); ok {
		return e.Facts[fact]
	}
	switch name {
	case "verb":
		return e.Verb
	case "day":
		return e.Day
	case "region":
		return e.Region
	case "unit":
		return e.Unit
	}
	return e.Departments
}

// ResolveName gives CEL what it reads.
func (f *frame) ResolveName(name string) (any, bool) {
	i, ok := f.scope.slots[name]
	if !ok {
		return nil, false
	}
	switch s := &f.slots[i]; f.scope.typeOf(name) {
	case "string":
		return s.text, true
	case "int":
		return s.n, true
	case "bool":
		return s.yes, true
	default:
		return s.list, true
	}
}

// Parent is nil: there is nothing around an event.
func (f *frame) Parent() cel.Activation { return nil }

// eval runs a program; the first failure stays in the frame.
func (f *frame) eval(p cel.Program) ref.Val {
	v, _, err := p.Eval(f)
	if err != nil && f.err == nil {
		f.err = err
	}
	return v
}
