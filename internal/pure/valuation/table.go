package valuation

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/money"
)

// ErrTable is the fault of a table of base values that cannot be read.
var ErrTable = fault.New(fault.Invalid, "valuation.table",
	"基准价值表读不出来；每行须有科、中文名、学名、单位、基准价值元、来源六列，价值为正整数")

// Tables are base values, factors and hints. They do not change once read.
type Tables struct {
	land, aquatic bases
	rules         map[string]ratio // 体系+规则 → factor
	hints         []hint
}

// Load reads the embedded tables; Of does it when first asked.
func Load() { held() }

var held = sync.OnceValue(func() *Tables {
	turtles, err := data.Bytes("law/value_turtle_2019.csv")
	if err != nil {
		panic(err)
	}
	t, err := Read(nil, bytes.NewReader(turtles))
	if err != nil {
		panic(err)
	}
	return t
})

// Read makes tables from base values of land and aquatic animals (columns 科
// 中文名 学名 单位 基准价值元 source, a heading first; nil is none) and the embedded
// factors. The annex of 46号令 is not embedded: whoever holds it reads it in here.
func Read(land, aquatic io.Reader) (*Tables, error) {
	t := &Tables{rules: rules(), hints: hints()}
	var err error
	if t.land, err = readBases(land, "《陆生野生动物基准价值标准目录》（46号令附件）"); err != nil {
		return nil, err
	}
	if t.aquatic, err = readBases(aquatic, "《水生野生动物基准价值标准目录》（2019年）"); err != nil {
		return nil, err
	}
	return t, nil
}

// row is one line of a table of base values.
type row struct {
	name   string
	fen    money.Fen
	source string
}

// bases finds base values, most specific first: species, genus, whole family,
// the family's others.
type bases struct {
	title  string
	latin  map[string]row   // binomial
	name   map[string]row   // Chinese name
	genus  map[string]row   // 鼋属所有种
	family map[string]row   // 龟科所有种, 地龟科其他种
	within map[string][]row // genus → species with a line of their own
}

func readBases(r io.Reader, title string) (bases, error) {
	b := bases{title: title, latin: map[string]row{}, name: map[string]row{}, genus: map[string]row{}, family: map[string]row{}, within: map[string][]row{}}
	if r == nil {
		return b, nil
	}
	lines, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return b, ErrTable.With(err.Error())
	}
	for i, l := range lines {
		if i == 0 {
			continue
		}
		if len(l) < 5 {
			return b, ErrTable.With(fmt.Sprintf("第 %d 行", i+1))
		}
		yuan, err := strconv.ParseInt(l[4], 10, 64)
		fen, over := money.Fen(yuan).Times(100)
		if err != nil || over != nil || yuan <= 0 {
			return b, ErrTable.With(fmt.Sprintf("第 %d 行", i+1))
		}
		b.add(l[0], l[1], l[2], row{name: l[1], fen: fen, source: title + l[1]})
	}
	return b, nil
}

func (b *bases) add(family, name, latin string, r row) {
	genus, _, _ := strings.Cut(latin, " ")
	switch {
	case strings.HasSuffix(name, "属所有种"):
		b.genus[genus] = r
	case strings.HasSuffix(name, "科所有种"), strings.HasSuffix(name, "其他种"):
		b.family[family] = r
	default:
		b.latin[latin], b.name[name] = r, r
		b.within[genus] = append(b.within[genus], r)
	}
}

// find is the base value of goods, or what is missing for it. The line for the
// others of a family is taken only where the species is known well enough to
// have no line of its own: under an older genus it might have one.
func (b *bases) find(g Goods) (row, []string) {
	latin := g.latin()
	if r, ok := b.latin[binomial(latin)]; ok {
		return r, nil
	}
	genus, _, _ := strings.Cut(latin, " ")
	listed, _, _ := strings.Cut(g.Entry.Latin, " ")
	exact := binomial(latin) != "" && (genus == listed || len(b.within[listed]) == 0)
	for _, n := range []string{g.Kind.Species, g.Name} {
		if r, ok := b.name[n]; ok && !exact {
			return r, nil
		}
	}
	if r, ok := b.genus[genus]; ok {
		return r, nil
	}
	r, ok := b.family[g.Entry.Family]
	switch {
	case !ok:
		return row{}, []string{b.title + "的基准价值未收录：" + g.called()}
	case !exact && (genus == "" || len(b.within[genus])+len(b.within[listed]) > 0):
		return row{}, []string{"基准价值因种而异，须鉴定到种：" + g.called()}
	}
	return r, nil
}

// latin is the most precise Latin name we were given.
func (g Goods) latin() string {
	names := []string{g.Latin, g.Kind.Latin, g.Entry.Latin}
	for _, n := range names {
		if binomial(n) != "" {
			return n
		}
	}
	i := slices.IndexFunc(names, func(n string) bool { return n != "" })
	if i < 0 {
		return ""
	}
	return names[i]
}

// binomial is genus and species of a Latin name, "" where it names no species.
func binomial(latin string) string {
	genus, rest, ok := strings.Cut(latin, " ")
	epithet, _, _ := strings.Cut(rest, " ")
	if !ok || epithet == "" || epithet == "spp." || epithet == "sp." {
		return ""
	}
	return genus + " " + epithet
}

// ratio is a factor as a fraction.
type ratio struct {
	num, den int64
	text     string
}

func rules() map[string]ratio {
	out := map[string]ratio{}
	for _, l := range data.MustRows("law/value_rule.csv") {
		if r, ok := fraction(l[2]); ok {
			out[l[0]+strings.TrimSuffix(l[1], "整体")] = r
		}
	}
	return out
}

// fraction reads "10" or "0.25"; other rules in that column are words.
func fraction(s string) (ratio, bool) {
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+part, 10, 64)
	den := int64(1)
	for range part {
		den *= 10
	}
	return ratio{num: n, den: den, text: s}, err == nil
}
