package indicator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"example.org/zhiye/internal/pure/money"
)

// Check is one relation between cells, looked at.
type Check struct {
	Code  string   `json:"code"`
	Hard  bool     `json:"hard"` // a table that breaks it cannot be submitted
	OK    bool     `json:"ok"`
	Text  string   `json:"text"`
	Cells []string `json:"cells"`
}

// relation is a rule, compiled.
type relation struct {
	rule
	cells   []string
	program cel.Program
}

// relate compiles the rules between cells. Ratios are no integers and cannot
// stand in one; a hard rule is an equation over what adds up over periods.
func (s *Set) relate() error {
	opts := []cel.EnvOption{cel.ParserExpressionSizeLimit(textLimit), cel.ExpressionNodeLimit(nodeLimit), cel.ClearMacros()}
	for _, it := range s.items {
		if it.kind != ratio {
			opts = append(opts, cel.Variable(it.Code, cel.IntType))
		}
	}
	env, err := cel.NewEnv(opts...)
	if err != nil {
		return fmt.Errorf("indicator: preparing CEL: %w", err)
	}
	seen := map[string]bool{}
	for i := range s.head.Checks {
		r := &s.head.Checks[i]
		if r.Code == "" || seen[r.Code] || r.Mend == "" {
			return r.wrong("代码为空或重复，或者没有写怎么改（mend）")
		}
		seen[r.Code] = true
		rel, err := s.relation(env, r)
		if err != nil {
			return err
		}
		s.checks = append(s.checks, rel)
	}
	return nil
}

func (s *Set) relation(env *cel.Env, r *rule) (*relation, error) {
	a, issues := env.Compile(r.Rule)
	if issues.Err() != nil {
		return nil, r.wrong("规则写法不对，只能用整数指标的代码：%s", oneLine(issues.Err()))
	}
	if !a.OutputType().IsExactType(cel.BoolType) {
		return nil, r.wrong("规则应当是一个比较")
	}
	rel := &relation{rule: *r}
	for _, code := range used(a.NativeRep().Expr()) {
		if !slices.Contains(rel.cells, code) {
			rel.cells = append(rel.cells, code)
		}
		if r.Hard && !s.byCode[code].additive.Period {
			return nil, r.wrong("%s 不可按期加总，不能用于硬性勾稽", code)
		}
	}
	if len(rel.cells) == 0 {
		return nil, r.wrong("规则里没有指标")
	}
	var err error
	if rel.program, err = env.Program(a, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptOptimize)); err != nil {
		return nil, r.wrong("规则不能编译：%s", oneLine(err))
	}
	return rel, nil
}

// Checks looks at every relation: hard ones in both columns, soft ones in the
// cumulative column.
func (s *Set) Checks(sums Sums) []Check {
	value, cumulative := column{s, sums.Value}, column{s, sums.Cumulative}
	out := make([]Check, len(s.checks))
	for i, r := range s.checks {
		out[i] = Check{Code: r.Code, Hard: r.Hard, Cells: r.cells, OK: true, Text: r.Code + " 相符：" + readable(r.Rule)}
		switch {
		case r.Hard && !r.holds(value):
			out[i].OK, out[i].Text = false, r.complaint(value, "本期")
		case !r.holds(cumulative):
			out[i].OK, out[i].Text = false, r.complaint(cumulative, "累计")
		}
	}
	return out
}

// column lends a rule the cells of one column.
type column struct {
	set  *Set
	sums map[string]int64
}

func (c column) ResolveName(code string) (any, bool) {
	it := c.set.byCode[code]
	if it == nil {
		return nil, false
	}
	return c.set.amount(it, c.sums), true
}

func (c column) Parent() cel.Activation { return nil }

// holds is false too where the sum of a rule overflows: nobody could sign it.
func (r *relation) holds(c column) bool {
	v, _, err := r.program.Eval(c)
	return err == nil && v == types.True
}

func (r *relation) complaint(c column, where string) string {
	cells := make([]string, len(r.cells))
	for i, code := range r.cells {
		it := c.set.byCode[code]
		cells[i] = code + " " + it.Name.ZH + " " + it.measure.exact(c.set.amount(it, c.sums))
	}
	kind := "提示性勾稽"
	if r.Hard {
		kind = "硬性勾稽"
	}
	return fmt.Sprintf("%s（%s，%s栏）不符：应为 %s，实为 %s。%s。", r.Code, kind, where, readable(r.Rule), strings.Join(cells, "，"), r.Mend)
}

// exact writes an amount unrounded, or a fen's difference would not show.
func (m measure) exact(n int64) string {
	switch m {
	case fen:
		return money.Fen(n).Yuan()
	case grams:
		return strconv.FormatInt(n, 10) + "克"
	}
	return strconv.FormatInt(n, 10)
}

var signs = strings.NewReplacer("<=", "≤", ">=", "≥", "!=", "≠", ") == (", ") ⇔ (", "==", "=")

func readable(rule string) string { return signs.Replace(rule) }
