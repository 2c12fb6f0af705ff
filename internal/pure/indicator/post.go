package indicator

import (
	"fmt"
	"slices"
	"sync"

	"cel.dev/cel-go/cel"
)

// Registered is the verb of a paper count (汇总登记): facts.code is the row it
// adds to, facts.quantity how much in the row's smallest unit.
const Registered = "count.registered"

// verb is all rules that read the entries of one verb.
type verb struct {
	scope *scope
	rules []posted
}

// posted is one source of one indicator, compiled.
type posted struct {
	code  string
	where truth // nil lets every entry through
	sum   number
	keys  keys // nil for sums
}

// compile checks every source against the declared facts and makes its rule.
func (s *Set) compile(facts Facts) error { return s.compileWith(facts, false) }

func (s *Set) compileWith(facts Facts, slow bool) error {
	base, err := baseEnv()
	if err != nil {
		return fmt.Errorf("indicator: preparing CEL: %w", err)
	}
	for _, code := range s.Posts() {
		it := s.byCode[code]
		for _, src := range it.sources {
			declared, ok := facts[src.Verb]
			if !ok && it.Later {
				continue
			}
			if !ok {
				return it.wrong("没有动词 %s", src.Verb)
			}
			if s.byVerb[src.Verb] == nil {
				sc, err := newScope(base, declared, slow)
				if err != nil {
					return fmt.Errorf("indicator: %s: %w", src.Verb, err)
				}
				s.byVerb[src.Verb] = &verb{scope: sc}
			}
			if err := s.byVerb[src.Verb].add(it, src); err != nil {
				return err
			}
		}
		if it.kind == sum {
			s.paper[it.Code[:3]] = append(s.paper[it.Code[:3]], it.Code)
		}
	}
	return nil
}

func (v *verb) add(it *item, src Source) (err error) {
	p := posted{code: it.Code}
	complain := func(what, wrong string) {
		if wrong != "" && err == nil {
			err = it.wrong("%s 的 %s %s", src.Verb, what, wrong)
		}
	}
	var wrong string
	p.where, wrong = v.scope.where(src.Where)
	complain("where", wrong)
	if src.Sum != "" {
		p.sum, wrong = v.scope.quantity(src.Sum)
		complain("sum", wrong)
	} else {
		p.keys, wrong = v.scope.things(src.Distinct)
		complain("distinct", wrong)
	}
	for _, name := range it.Split {
		if t := v.scope.typeOf(name); t != "string" && t != "bool" {
			complain("split", name+" 不存在，或者不是文字或是非")
		}
	}
	v.rules = append(v.rules, p)
	return err
}

var frames = sync.Pool{New: func() any { return &frame{} }}

// Post returns what an entry counts for, in the order of the table. A reversing
// entry counts for nothing itself: whoever keeps postings negates those of the
// entry it names, which other definitions may have made.
func (s *Set) Post(e Event) ([]Posting, error) {
	if e.Reverses != 0 {
		return []Posting{}, nil
	}
	if e.Verb == Registered {
		return s.count(e)
	}
	v := s.byVerb[e.Verb]
	if v == nil {
		return []Posting{}, nil
	}
	f := frames.Get().(*frame)
	defer frames.Put(f)
	if err := f.fill(v.scope, &e); err != nil {
		return nil, err
	}
	out := make([]Posting, 0, 8)
	for i := range v.rules {
		out = v.rules[i].post(f, out)
		if f.err != nil {
			return nil, fmt.Errorf("indicator: %s, entry %d: %w", v.rules[i].code, e.Seq, f.err)
		}
	}
	return out, nil
}

func (p *posted) post(f *frame, out []Posting) []Posting {
	if p.where != nil && !p.where(f) {
		return out
	}
	if p.keys == nil {
		if n := p.sum(f); n != 0 {
			out = append(out, Posting{Indicator: p.code, Amount: n})
		}
		return out
	}
	from, seen := len(out), map[string]bool(nil)
	p.keys(f, func(key string) {
		if len(out)-from == few {
			seen = map[string]bool{}
			for _, o := range out[from:] {
				seen[o.Key] = true
			}
		}
		same := func(o Posting) bool { return o.Key == key }
		if key == "" || seen[key] || seen == nil && slices.ContainsFunc(out[from:], same) {
			return
		}
		if out = append(out, Posting{Indicator: p.code, Key: key, Amount: 1}); seen != nil {
			seen[key] = true
		}
	})
	return out
}

// few is how many keys are compared one by one; an entry has up to 1,000.
const few = 16

// count posts a paper count to its row, if that is a sum.
func (s *Set) count(e Event) ([]Posting, error) {
	code, ok := e.Facts["code"].(string)
	n, isInt := e.Facts["quantity"].(int64)
	if !ok || !isInt {
		return nil, fmt.Errorf("indicator: entry %d: a paper count has a code and a whole quantity", e.Seq)
	}
	out := []Posting{}
	for _, to := range s.paper[code] {
		if n != 0 {
			out = append(out, Posting{Indicator: to, Amount: n, Paper: true})
		}
	}
	return out, nil
}

var _ cel.Activation = (*frame)(nil)
