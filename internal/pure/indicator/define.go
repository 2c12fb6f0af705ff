package indicator

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

type kind uint8

const (
	sum kind = iota + 1
	distinct
	stock
	formula
	ratio
)

func (k kind) posted() bool { return k == sum || k == distinct || k == stock }

func (k kind) String() string {
	return [...]string{"", "sum", "distinct", "stock", "formula", "ratio"}[k]
}

// Additive says over what a cell may be added up without counting twice.
type Additive struct {
	Period     bool `json:"period"`
	Department bool `json:"department"`
}

// item is a definition at work, or an alternative to one.
type item struct {
	definition
	kind     kind
	measure  measure
	additive Additive
	sources  []Source
	parts    []Part  // of a formula, down to posted rows
	row      *item   // an alternative's row
	choice   choice  // what an alternative answers to
	others   []*item // a row's alternatives
}

func (it *item) group() string { return it.Code[:1] }

var (
	codeForm = regexp.MustCompile(`^[A-Z][0-9]{2}$`)
	wordForm = regexp.MustCompile(`^[\pL\pN_-]{1,40}$`)
)

// enlist checks every definition by itself.
func (s *Set) enlist() error {
	if err := s.head.check(); err != nil {
		return err
	}
	for i := range s.head.Indicators {
		d := &s.head.Indicators[i]
		switch {
		case !codeForm.MatchString(d.Code):
			return d.wrong("代码应为一个大写字母加两位数字，如 B01")
		case s.byCode[d.Code] != nil:
			return d.wrong("代码重复")
		case !slices.ContainsFunc(s.head.Groups, func(g heading) bool { return g.Code == d.Code[:1] }):
			return d.wrong("没有 %s 组", d.Code[:1])
		case d.Name.ZH == "" || d.Unit == "" || d.Means == "":
			return d.wrong("名称（name.zh）、单位（unit）、口径（means）不能为空")
		}
		it, err := newItem(d)
		if err != nil {
			return err
		}
		s.items, s.byCode[d.Code] = append(s.items, it), it
		if err := s.alternatives(it); err != nil {
			return err
		}
	}
	return nil
}

func (t *template) check() error {
	if t.Version == "" || t.Title.ZH == "" || len(t.Indicators) == 0 {
		return ErrTemplate.With("版本（version）、标题（title.zh）、指标（indicators）不能为空")
	}
	seen := map[string]bool{}
	for _, g := range t.Groups {
		if len(g.Code) != 1 || g.Name.ZH == "" || seen[g.Code] {
			return ErrTemplate.With("组 " + g.Code + "：代码应为一个字母且不重复，名称不能为空")
		}
		seen[g.Code] = true
	}
	for _, o := range t.Options {
		if !wordForm.MatchString(o.Code) || seen[o.Code] || len(o.Values) == 0 {
			return ErrTemplate.With("选项 " + o.Code + "：代码不能为空或重复，至少有一个值")
		}
		seen[o.Code] = true
		for _, v := range o.Values {
			if !wordForm.MatchString(v.Value) || seen[o.Code+"="+v.Value] {
				return ErrTemplate.With("选项 " + o.Code + "：值不能为空或重复")
			}
			seen[o.Code+"="+v.Value] = true
		}
	}
	return nil
}

func newItem(d *definition) (*item, error) {
	it := &item{definition: *d, measure: measureOf(d.Unit)}
	ways := 0
	for _, w := range []struct {
		is   bool
		kind kind
	}{
		{d.Formula != "", formula}, {len(d.Ratio) > 0, ratio}, {len(d.From) > 0 || len(d.Sources) > 0, sum},
	} {
		if w.is {
			it.kind = w.kind
			ways++
		}
	}
	switch {
	case ways != 1:
		return nil, d.wrong("应当且只能有 from、sources、formula、ratio 之一")
	case len(d.From) > 0 && len(d.Sources) > 0:
		return nil, d.wrong("from 和 sources 只能有一个")
	case (d.Unit == "%") != (it.kind == ratio) || it.kind == ratio && len(d.Ratio) != 2:
		return nil, d.wrong("单位 %% 和 ratio: [分子, 分母] 要同时有")
	case it.kind == sum:
		return it, it.counts()
	case d.Where != "" || d.Sum != "" || d.Distinct != "" || d.Stock || len(d.Additive) > 0 || len(d.Split) > 0 || len(d.Or) > 0 || d.Later:
		return nil, d.wrong("由其他指标计算的，不能再写 where、sum、distinct、stock、additive、split、or、later")
	}
	return it, nil
}

// counts settles what a posted indicator reads and whether it sums or tells apart.
func (it *item) counts() error {
	it.sources = it.Sources
	for _, v := range it.From {
		it.sources = append(it.sources, Source{Verb: v, Where: it.Where, Sum: it.Sum, Distinct: it.Distinct})
	}
	if len(it.Sources) > 0 && (it.Where != "" || it.Sum != "" || it.Distinct != "") {
		return it.wrong("写了 sources，where、sum、distinct 要写在每个来源里")
	}
	seen := map[string]bool{}
	for _, src := range it.sources {
		if (src.Sum == "") == (src.Distinct == "") || (src.Sum == "") != (it.sources[0].Sum == "") {
			return it.wrong("sum 和 distinct 应当且只能有一个，各来源要一致")
		}
		if src.Verb == "" || seen[src.Verb] {
			return it.wrong("来源 %q 为空或重复", src.Verb)
		}
		seen[src.Verb] = true
	}
	if it.kind = sum; it.sources[0].Distinct != "" {
		it.kind = distinct
	}
	if it.Stock && it.kind == distinct {
		return it.wrong("存量（stock）要用 sum")
	}
	if it.Stock {
		it.kind = stock
	}
	return it.adds()
}

func (it *item) adds() error {
	for _, a := range it.Additive {
		switch a {
		case "period":
			it.additive.Period = true
		case "department":
			it.additive.Department = true
		default:
			return it.wrong("additive 只能是 period、department")
		}
	}
	if it.additive.Period != (it.kind == sum) {
		return it.wrong("汇总（sum）要写 additive: [period]；去重（distinct）和存量（stock）不可按期加总")
	}
	if it.kind != sum && it.additive.Department {
		return it.wrong("去重（distinct）和存量（stock）不可按部门加总")
	}
	return nil
}

// alternatives enlists how a row counts when the campaign chose otherwise; the
// postings of both are kept, under codes of their own.
func (s *Set) alternatives(row *item) error {
	for _, c := range row.Or {
		d := row.definition
		if !slices.ContainsFunc(s.head.Options, func(o Option) bool { return o.Code == c.Option && o.has(c.Value) && o.Values[0].Value != c.Value }) {
			return d.wrong("or 里的 %s: %s 不是选项的非默认值", c.Option, c.Value)
		}
		from := d.From
		d.Code, d.counting, d.Sources, d.Or = row.Code+"/"+c.Value, c.counting, nil, nil
		if len(d.From) == 0 {
			d.From = from
		}
		if c.Means != "" {
			d.Means = c.Means
		}
		it, err := newItem(&d)
		if err != nil {
			return err
		}
		if s.byCode[d.Code] != nil || it.kind == stock || row.kind == stock {
			return d.wrong("or 重复，或者用于存量")
		}
		it.row, it.choice, s.byCode[d.Code] = row, c, it
		row.others = append(row.others, it)
	}
	return nil
}

// compute resolves formulas down to posted rows and checks ratios.
func (s *Set) compute() error {
	for _, it := range s.items {
		switch it.kind {
		case formula:
			if err := s.resolve(it, nil); err != nil {
				return err
			}
		case ratio:
			for _, code := range it.Ratio {
				if p := s.byCode[code]; p == nil || p.row != nil || p.kind == ratio {
					return it.wrong("ratio 中的 %s 不存在，或者本身是比率", code)
				}
			}
			if s.byCode[it.Ratio[0]].measure != s.byCode[it.Ratio[1]].measure {
				return it.wrong("分子和分母的单位不同类")
			}
		}
	}
	return nil
}

// resolve finds the posted rows a formula comes down to, once; each stands in
// it once, or something is counted twice.
func (s *Set) resolve(it *item, above []string) error {
	if it.kind != formula || it.parts != nil {
		return nil
	}
	if slices.Contains(above, it.Code) {
		return it.wrong("公式循环引用：%s", strings.Join(append(above, it.Code), " → "))
	}
	ts, ok := terms(it.Formula)
	if !ok {
		return it.wrong("公式只能是代码用 + 或 - 连接，如 E10 + E11")
	}
	seen := map[string]bool{}
	var parts []Part
	it.additive = Additive{true, true}
	for _, t := range ts {
		p := s.byCode[t.Code]
		if p == nil || p.kind == ratio || p.measure != it.measure {
			return it.wrong("公式中的 %s 不存在，或者与本指标单位不同类", t.Code)
		}
		if err := s.resolve(p, append(above, it.Code)); err != nil {
			return err
		}
		it.additive.Period = it.additive.Period && p.additive.Period
		it.additive.Department = it.additive.Department && p.additive.Department
		for _, d := range p.leaves() {
			if seen[d.Code] {
				return it.wrong("公式重复计算了 %s", d.Code)
			}
			seen[d.Code] = true
			parts = append(parts, Part{d.Code, d.Sign * t.Sign})
		}
	}
	it.parts = parts
	return nil
}

func (it *item) leaves() []Part {
	if it.kind == formula {
		return it.parts
	}
	return []Part{{it.Code, 1}}
}

var termForm = regexp.MustCompile(`^\s*([+-]?)\s*([A-Z][0-9]{2})\s*`)

// terms reads "E10 + E11 - E12".
func terms(text string) (out []Part, ok bool) {
	for text != "" {
		m := termForm.FindStringSubmatch(text)
		if m == nil || m[1] == "" && len(out) > 0 {
			return nil, false
		}
		sign := int64(1)
		if m[1] == "-" {
			sign = -1
		}
		out, text = append(out, Part{m[2], sign}), text[len(m[0]):]
	}
	return out, len(out) > 0
}

// names are the facts a verb declares, for a message.
func names(facts map[string]string) string {
	return strings.Join(slices.Sorted(maps.Keys(facts)), "、")
}
