package indicator

import (
	"maps"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
)

// A filter is CEL over these names: the entry's own, and its facts, which are
// declared one by one ("facts.venue") so that a fact no verb carries does not
// compile. Who did it is not among them: figures are not about persons.
var own = map[string]string{"verb": "string", "day": "string", "region": "string", "unit": "string", "departments": "list"}

const (
	costLimit = 100_000 // of one evaluation; a list of 1,000 is searched in 3,000
	nodeLimit = 200
	deepLimit = 20
	textLimit = 2000
)

var celTypes = map[string]*cel.Type{
	"string": cel.StringType, "int": cel.IntType, "bool": cel.BoolType, "list": cel.ListType(cel.StringType),
}

// The three kinds of expression. They never fail on their own: facts are
// checked before, and what a program reports is kept in the frame.
type (
	truth  func(*frame) bool
	number func(*frame) int64
	keys   func(*frame, func(string))
)

// scope compiles the expressions of one verb.
type scope struct {
	env      *cel.Env
	facts    map[string]string
	slots    map[string]int // name → place in a frame, for those that are used
	names    []string       // by place
	slow     bool           // always through CEL, to compare
	programs int            // left to CEL
}

func newScope(base *cel.Env, facts map[string]string, slow bool) (*scope, error) {
	opts := []cel.EnvOption{}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		t := celTypes[facts[name]]
		if t == nil {
			return nil, ErrTemplate.With("事实 " + name + " 的类型 " + facts[name] + " 不认识")
		}
		opts = append(opts, cel.Variable("facts."+name, t))
	}
	env, err := base.Extend(opts...)
	return &scope{env: env, facts: facts, slots: map[string]int{}, slow: slow}, err
}

func baseEnv() (*cel.Env, error) {
	opts := []cel.EnvOption{
		cel.ParserExpressionSizeLimit(textLimit), cel.ExpressionNodeLimit(nodeLimit), cel.ExpressionNestingDepthLimit(deepLimit),
		cel.ParserRecursionLimit(2 * deepLimit),
	}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		opts = append(opts, cel.Variable(name, celTypes[own[name]]))
	}
	return cel.NewEnv(opts...)
}

// check parses and type-checks text; what comes back is a complaint, or "".
func (sc *scope) check(text string, want ...*cel.Type) (*cel.Ast, string) {
	parsed, issues := sc.env.Parse(text)
	if issues.Err() != nil {
		return nil, "写法不对：" + oneLine(issues.Err())
	}
	for _, name := range mentioned(parsed.NativeRep().Expr()) {
		if _, ok := sc.facts[name]; !ok {
			return nil, "没有 facts." + name + " 这一项，可用的有 " + names(sc.facts)
		}
	}
	checked, issues := sc.env.Check(parsed)
	if issues.Err() != nil {
		return nil, "类型不对：" + oneLine(issues.Err())
	}
	for _, t := range want {
		if checked.OutputType().IsExactType(t) {
			for _, name := range used(checked.NativeRep().Expr()) {
				sc.slot(name)
			}
			return checked, ""
		}
	}
	return nil, "结果是 " + checked.OutputType().String() + "，应为 " + want[0].String()
}

func oneLine(err error) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "ERROR: <input>:"), "\n")
	return first
}

// mentioned are the facts a parsed expression names.
func mentioned(e ast.Expr) (out []string) {
	ast.PostOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.SelectKind {
			return
		}
		if of := e.AsSelect().Operand(); of.Kind() == ast.IdentKind && of.AsIdent() == "facts" {
			out = append(out, e.AsSelect().FieldName())
		}
	}))
	return out
}

// used are the names a checked expression reads.
func used(e ast.Expr) (out []string) {
	ast.PostOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.IdentKind {
			out = append(out, e.AsIdent())
		}
	}))
	return out
}

// slot is the place of a name in a frame.
func (sc *scope) slot(name string) int {
	if i, ok := sc.slots[name]; ok {
		return i
	}
	if sc.typeOf(name) == "" {
		return -1 // a variable of a comprehension
	}
	sc.slots[name] = len(sc.names)
	sc.names = append(sc.names, name)
	return sc.slots[name]
}

func (sc *scope) typeOf(name string) string {
	if fact, ok := strings.CutPrefix(name, "facts."); ok {
		return sc.facts[fact]
	}
	return own[name]
}

func (sc *scope) program(a *cel.Ast) (cel.Program, string) {
	sc.programs++
	p, err := sc.env.Program(a, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, "不能编译：" + oneLine(err)
	}
	return p, ""
}

// where compiles a filter; no text lets every entry through.
func (sc *scope) where(text string) (truth, string) {
	if text == "" {
		return nil, ""
	}
	a, wrong := sc.check(text, cel.BoolType)
	if wrong != "" {
		return nil, wrong
	}
	if q := (quick{sc}); !sc.slow {
		if f := q.truth(a.NativeRep().Expr()); f != nil {
			return f, ""
		}
	}
	p, wrong := sc.program(a)
	return func(f *frame) bool {
		b, _ := f.eval(p).(types.Bool)
		return bool(b)
	}, wrong
}

// quantity compiles what an entry adds.
func (sc *scope) quantity(text string) (number, string) {
	a, wrong := sc.check(text, cel.IntType)
	if wrong != "" {
		return nil, wrong
	}
	if q := (quick{sc}); !sc.slow {
		if f := q.number(a.NativeRep().Expr()); f != nil {
			return f, ""
		}
	}
	p, wrong := sc.program(a)
	return func(f *frame) int64 {
		n, _ := f.eval(p).(types.Int)
		return int64(n)
	}, wrong
}

// things compiles the key, or the keys, that an entry counts.
func (sc *scope) things(text string) (keys, string) {
	a, wrong := sc.check(text, cel.StringType, celTypes["list"])
	if wrong != "" {
		return nil, wrong
	}
	if q := (quick{sc}); !sc.slow {
		if f := q.keys(a.NativeRep().Expr()); f != nil {
			return f, ""
		}
	}
	p, wrong := sc.program(a)
	return func(f *frame, yield func(string)) {
		switch v := f.eval(p).(type) {
		case types.String:
			yield(string(v))
		case traits.Lister:
			for it := v.Iterator(); it.HasNext() == types.True; {
				if s, ok := it.Next().(types.String); ok {
					yield(string(s))
				}
			}
		}
	}, wrong
}
