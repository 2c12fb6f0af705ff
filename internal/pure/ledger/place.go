package ledger

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/region"
)

// Place is what a ledger must know of the division it is imported into and of
// the divisions around it, ready to be asked. It may be shared.
type Place struct {
	region.Around
	towns    map[string]*region.Division // every way to write a township in a cell
	starts   []townStart                 // what an address may begin with, longest first
	counties map[string]region.Neighbour // the others of the province, former names too
	outside  map[string]bool             // other provinces and cities
}

type townStart struct {
	text string
	town *region.Division
}

// NewPlace prepares a Place.
func NewPlace(a region.Around) *Place {
	p := &Place{Around: a}
	p.index()
	return p
}

// townKinds are the endings of township names, longest first, with what else people write for them.
var townKinds = []struct {
	kind string
	also []string
}{
	{"街道办事处", []string{"街道", "街办", "街道办", "办事处"}},
	{"民族乡", []string{"乡"}},
	{"街道", []string{"街办", "街", "办事处"}},
	{"地区", nil},
	{"苏木", nil},
	{"镇", nil},
	{"乡", nil},
}

// townTails are what a cell may add to a full name, addressTails what an address may.
var (
	townTails    = []string{"", "办", "办事处", "人民政府", "政府", "便民服务中心"}
	addressTails = []string{"", "办事处", "人民政府"}
)

func (p *Place) index() {
	p.towns = map[string]*region.Division{}
	shared := map[string]bool{}
	put := func(form string, t *region.Division) {
		form = fold(form)
		if old := p.towns[form]; old != nil && old != t {
			shared[form] = true
		}
		p.towns[form] = t
	}
	for i := range p.Towns {
		t := &p.Towns[i]
		base := t.Name
		var also []string
		for _, k := range townKinds {
			if b, ok := strings.CutSuffix(t.Name, k.kind); ok && b != "" {
				base, also = b, k.also
				break
			}
		}
		if runes(base) > 1 {
			put(base, t)
		}
		for _, a := range also {
			put(base+a, t)
		}
		for _, tail := range addressTails {
			p.starts = append(p.starts, townStart{fold(t.Name + tail), t})
		}
	}
	for form := range shared {
		delete(p.towns, form)
	}
	for i := range p.Towns {
		for _, tail := range townTails {
			p.towns[fold(p.Towns[i].Name+tail)] = &p.Towns[i]
		}
	}
	slices.SortStableFunc(p.starts, func(a, b townStart) int { return cmp.Compare(len(b.text), len(a.text)) })
	p.indexOthers()
}

func (p *Place) indexOthers() {
	own := map[string]bool{p.Province: true, p.City: true, p.County: true}
	for _, f := range p.Former {
		own[f] = true
	}
	p.counties, p.outside = map[string]region.Neighbour{}, map[string]bool{}
	for _, c := range p.Counties {
		for _, name := range append([]string{c.Name}, c.Former...) {
			if _, taken := p.counties[name]; !own[name] && (!taken || name == c.Name) {
				p.counties[name] = c
			}
		}
	}
	for _, names := range [][]string{p.Provinces, p.Cities} {
		for _, n := range names {
			if !own[n] && runes(n) > 2 {
				p.outside[n] = true
			}
		}
	}
}

// fold levels the two ways to write one character of village names; it keeps the length.
func fold(s string) string { return strings.ReplaceAll(s, "垅", "垄") }

// within removes the own province and city in front, in that order, and says
// whether the city stood there. A short name (江西九江市, 九江濂溪区) counts only before
// the full name of what lies in it.
func (p *Place) within(s string) (rest string, inCity bool) {
	rest = s
	if t, ok := cut(rest, p.Province); ok {
		rest = t
	} else if t, ok := cut(rest, short(p.Province)); ok && (begins(t, p.City) || p.otherIn(t, true, true) != "") {
		rest = t
	}
	if t, ok := cut(rest, p.City); ok {
		return t, true
	}
	if t, ok := cut(rest, short(p.City)); ok && (p.ownCounty(t) != "" || p.countyIn(t) != "") {
		return t, true
	}
	return rest, false
}

func cut(s, name string) (string, bool) {
	if name == "" {
		return s, false
	}
	return strings.CutPrefix(s, name)
}

func begins(s, name string) bool { return name != "" && strings.HasPrefix(s, name) }

// short is 江西 for 江西省 and 九江 for 九江市; "" where nothing would remain.
func short(name string) string {
	for _, kind := range []string{"壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"} {
		if s, ok := strings.CutSuffix(name, kind); ok && runes(s) > 1 {
			return s
		}
	}
	return ""
}

// ownCounty is the name of the own county, or a former one, that s begins with.
func (p *Place) ownCounty(s string) string {
	if begins(s, p.County) {
		return p.County
	}
	for _, f := range p.Former {
		if begins(s, f) {
			return f
		}
	}
	return ""
}

// trimOwn removes the own province, city and county in front, in that order.
func (p *Place) trimOwn(s string) string {
	s, _ = p.within(s)
	return s[len(p.ownCounty(s)):]
}

// trimNames removes own place names in front of a name, full or short.
func (p *Place) trimNames(s string) string {
	for _, names := range [][]string{{p.Province}, {p.City}, append([]string{p.County}, p.Former...)} {
		for _, n := range names {
			if runes(n) < 2 {
				continue
			}
			rest, ok := strings.CutPrefix(s, n)
			if !ok && runes(n) > 2 {
				short := n[:len(n)-len("县")]
				rest, ok = strings.CutPrefix(s, short)
			}
			if ok && rest != "" {
				s = rest
				break
			}
		}
	}
	return s
}

// townPrefix is the township S-text begins with, and how much of it names it.
func (p *Place) townPrefix(s string) (*region.Division, int) {
	s = fold(s)
	for _, st := range p.starts {
		if strings.HasPrefix(s, st.text) {
			return st.town, len(st.text)
		}
	}
	return nil, 0
}

// townOf is the township a cell names, or nil.
func (p *Place) townOf(cell string) *region.Division {
	s := p.trimOwn(strings.Trim(S(cell), "【】[]()<>"))
	if t := p.towns[fold(s)]; t != nil {
		return t
	}
	t, _ := p.townPrefix(s)
	return t
}

// townIn is the township an address gives: after the own names in front.
func (p *Place) townIn(address string) *region.Division {
	t, _ := p.townPrefix(p.trimOwn(S(address)))
	return t
}

// townAlone is the township a line of prose consists of: 【十里街道】, 十里街道(38户).
func (p *Place) townAlone(s string) *region.Division {
	s = strings.Trim(s, "【】[]<>《》:■◆●★▲")
	return p.towns[fold(p.trimOwn(dropBrackets(s)))]
}

var numbering = regexp.MustCompile(`^\(?第?[一二三四五六七八九十百0-9]+(部分)?[、.):,]+`)

// townNamed is the township a section row names: 一、十里街道(共 38 户). A number is cut
// off only with its mark, for 十里街道 and 五里镇 begin with one too.
func (p *Place) townNamed(text string) *region.Division {
	s := numbering.ReplaceAllString(S(text), "")
	if t := p.townOf(s); t != nil {
		return t
	}
	if t := p.townOf(dropBrackets(s)); t != nil {
		return t
	}
	s = fold(s)
	for _, st := range p.starts {
		if strings.Contains(s, st.text) {
			return st.town
		}
	}
	return nil
}

const longestName = 15 // runes; 克孜勒苏柯尔克孜自治州 and the like

// foreign is the other division an address or township cell begins with, or "".
// Only names decide; the digits of a code never do, for people move.
func (p *Place) foreign(cell string) string {
	rest, inCity := p.within(S(cell))
	return p.otherIn(rest, inCity, !inCity)
}

// countyIn is the other county of the own city that s begins with.
func (p *Place) countyIn(s string) string {
	name := p.otherIn(s, true, false)
	if c, ok := p.counties[name]; ok && c.City == p.City {
		return name
	}
	return ""
}

// otherIn is the other county, or where outside is asked the other province or
// city, that s begins with, by its name of today.
func (p *Place) otherIn(s string, inCity, outside bool) string {
	for i, n := 0, 0; i <= len(s) && n <= longestName; n++ {
		name := s[:i]
		if c, ok := p.counties[name]; ok && (n > 2 || inCity && c.City == p.City) {
			return c.Name
		}
		if outside && p.outside[name] {
			return name
		}
		if i == len(s) {
			break
		}
		_, w := utf8.DecodeRuneInString(s[i:])
		i += w
	}
	return ""
}
