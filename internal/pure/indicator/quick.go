package indicator

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// quick makes closures of what definitions mostly say: a fact, a literal, ==,
// in, size and comparisons, joined by && || !. A recount asks some twenty
// filters about every visit; through CEL that is most of its time. What quick
// does not know it leaves to CEL whole, and a test holds the two to the same
// answers.
type quick struct{ scope *scope }

func (q quick) truth(e ast.Expr) truth {
	switch e.Kind() {
	case ast.LiteralKind:
		if b, ok := e.AsLiteral().(types.Bool); ok {
			return func(*frame) bool { return bool(b) }
		}
	case ast.IdentKind:
		if i, ok := q.fact(e, "bool"); ok {
			return func(f *frame) bool { return f.slots[i].yes }
		}
	case ast.CallKind:
		return q.call(e.AsCall())
	}
	return nil
}

func (q quick) call(c ast.CallExpr) truth {
	args := c.Args()
	if c.IsMemberFunction() || len(args) == 0 || len(args) > 2 {
		return nil
	}
	switch c.FunctionName() {
	case operators.LogicalNot:
		return not(q.truth(args[0]))
	case operators.LogicalAnd:
		return and(q.truth(args[0]), q.truth(args[1]))
	case operators.LogicalOr:
		return not(and(not(q.truth(args[0])), not(q.truth(args[1]))))
	case operators.Equals:
		return q.equal(args[0], args[1])
	case operators.NotEquals:
		return not(q.equal(args[0], args[1]))
	case operators.In:
		return q.in(args[0], args[1])
	case operators.Less:
		return less(q.number(args[0]), q.number(args[1]))
	case operators.Greater:
		return less(q.number(args[1]), q.number(args[0]))
	case operators.LessEquals:
		return not(less(q.number(args[1]), q.number(args[0])))
	case operators.GreaterEquals:
		return not(less(q.number(args[0]), q.number(args[1])))
	}
	return nil
}

func not(a truth) truth {
	if a == nil {
		return nil
	}
	return func(f *frame) bool { return !a(f) }
}

func and(a, b truth) truth {
	if a == nil || b == nil {
		return nil
	}
	return func(f *frame) bool { return a(f) && b(f) }
}

func less(a, b number) truth {
	if a == nil || b == nil {
		return nil
	}
	return func(f *frame) bool { return a(f) < b(f) }
}

func (q quick) equal(a, b ast.Expr) truth {
	if x, y := q.text(a), q.text(b); x != nil && y != nil {
		return func(f *frame) bool { return x(f) == y(f) }
	}
	if x, y := q.number(a), q.number(b); x != nil && y != nil {
		return func(f *frame) bool { return x(f) == y(f) }
	}
	if x, y := q.truth(a), q.truth(b); x != nil && y != nil {
		return func(f *frame) bool { return x(f) == y(f) }
	}
	return nil
}

// in is a text among literals, or in a list.
func (q quick) in(a, b ast.Expr) truth {
	x := q.text(a)
	if x == nil {
		return nil
	}
	if i, ok := q.fact(b, "list"); ok {
		return func(f *frame) bool { return slices.Contains(f.slots[i].list, x(f)) }
	}
	if b.Kind() != ast.ListKind || len(b.AsList().OptionalIndices()) > 0 {
		return nil
	}
	among := map[string]bool{}
	for _, el := range b.AsList().Elements() {
		s, ok := literal(el)
		if !ok {
			return nil
		}
		among[s] = true
	}
	return func(f *frame) bool { return among[x(f)] }
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

func (q quick) text(e ast.Expr) func(*frame) string {
	if s, ok := literal(e); ok {
		return func(*frame) string { return s }
	}
	if i, ok := q.fact(e, "string"); ok {
		return func(f *frame) string { return f.slots[i].text }
	}
	return nil
}

func (q quick) number(e ast.Expr) number {
	switch e.Kind() {
	case ast.LiteralKind:
		if n, ok := e.AsLiteral().(types.Int); ok {
			return func(*frame) int64 { return int64(n) }
		}
	case ast.IdentKind:
		if i, ok := q.fact(e, "int"); ok {
			return func(f *frame) int64 { return f.slots[i].n }
		}
	case ast.CallKind:
		c := e.AsCall()
		if c.FunctionName() == "size" && !c.IsMemberFunction() && len(c.Args()) == 1 {
			if i, ok := q.fact(c.Args()[0], "list"); ok {
				return func(f *frame) int64 { return int64(len(f.slots[i].list)) }
			}
		}
	}
	return nil
}

func (q quick) keys(e ast.Expr) keys {
	if x := q.text(e); x != nil {
		return func(f *frame, yield func(string)) { yield(x(f)) }
	}
	if i, ok := q.fact(e, "list"); ok {
		return func(f *frame, yield func(string)) {
			for _, s := range f.slots[i].list {
				yield(s)
			}
		}
	}
	return nil
}

// fact is the place of a name of the type in a frame.
func (q quick) fact(e ast.Expr, of string) (int, bool) {
	if e.Kind() != ast.IdentKind || q.scope.typeOf(e.AsIdent()) != of {
		return 0, false
	}
	i, ok := q.scope.slots[e.AsIdent()]
	return i, ok
}
