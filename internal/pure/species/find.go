package species

import (
	"slices"
	"strings"
)

// hit is one animal a name may mean.
type hit struct {
	animal  int32
	how     how
	text    string
	part    string
	through *Entry // the line of a genus, where the animal itself is in no table
}

// most is how many candidates an answer shows.
const most = 12

// Find looks a name up in the lists of the day. A Latin name that is known
// decides; where the Chinese one means another animal of another class, both
// are shown and neither is sure.
func Find(q Query) Answer {
	t := tables()
	if a, ok := t.inBrackets(q); ok {
		return a
	}
	named, part := t.named(q.Name)
	if !q.Captive && t.tame(named) {
		named = t.doubt(named)
	}
	hits := t.latinHits(q.Latin)
	a := Answer{Part: part}
	firm := t.firm(named)
	deciding := 0
	switch {
	case strings.TrimSpace(q.Latin) != "" && len(hits) == 0:
		hits = named
		a.Warnings = append(a.Warnings, "学名“"+short(q.Latin)+"”不在所收名录中，按中文名查找")
	case len(hits) == 0:
		hits = named
	case len(named) == 0 && strings.TrimSpace(q.Name) != "":
		a.Warnings = append(a.Warnings, "名称“"+short(q.Name)+"”不在所收名录中，按学名“"+short(q.Latin)+"”查得")
	case len(firm) > 0 && !t.agree(hits, firm):
		a.Warnings = append(a.Warnings, "名称“"+short(q.Name)+"”与学名“"+short(q.Latin)+"”所指不同，请核对")
		hits = append(hits, firm...)
		deciding = len(hits)
	}
	t.answer(&a, hits, max(deciding, len(t.firm(hits))), q)
	if a.Sure && len(a.Warnings) == 0 && q.Latin == "" && !whole(a) && normal(a.Candidates[0].Matched) != normal(short(q.Name)) {
		a.Warnings = append(a.Warnings, "按名称中的“"+a.Candidates[0].Matched+"”查得；是否确系其制品须鉴定")
	}
	if len(a.Candidates) == 0 {
		if a.Nearest = t.near(q.Name); len(a.Nearest) == 0 {
			a.Nearest = t.nearLatin(firstOf(q.Latin, q.Name))
		}
		a.Warnings = append(a.Warnings, missed(q.Name, a.Nearest))
	}
	a.Warnings = append(a.Warnings, stale(q.Day, a)...)
	return a
}

// tries is how many ways of taking words off a name are followed.
const tries = 40

// named finds a name as it stands, and failing that without the words for
// products and states about it, then as a general word, then as pinyin.
func (t *table) named(name string) (hits []hit, part string) {
	s := normal(short(name))
	if hits = t.exact(s, nil); len(hits) > 0 {
		return hits, hits[0].part
	}
	if hits = t.latinHits(name); len(hits) > 0 {
		return hits, ""
	}
	if hits = t.rank(s); len(hits) > 0 {
		return hits, ""
	}
	if ascii(s) {
		return t.spelled(s), ""
	}
	ways := append(make([]cut, 0, 8), cut{rest: s})
	for n := 0; n < len(ways) && len(ways) < tries; n++ {
		from := len(ways)
		ways = ways[n].cuts(ways)
		for _, w := range ways[from:] {
			if hits = t.exact(w.rest, nil); len(hits) > 0 {
				return hits, closer(w.part, hits[0].part)
			}
		}
	}
	for _, w := range ways {
		if hits = t.group(w.rest); len(hits) > 0 {
			return hits, w.part
		}
	}
	return nil, ways[len(ways)-1].part
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// exact appends the animals that have this very name.
func (t *table) exact(s string, hits []hit) []hit {
	for _, n := range t.key[s] {
		p := &t.spellings[n]
		hits = append(hits, hit{p.animal, p.how, p.text, p.part, nil})
	}
	return hits
}

// latinHits finds a Latin name: as it is, without its subspecies, as a genus.
// A species no table has, of a genus the national list has whole, is under
// that line.
func (t *table) latinHits(s string) []hit {
	genus, epithet, sub := latinWords(s)
	if genus == "" {
		return nil
	}
	if i, ok := t.latin[normal(short(s))]; ok {
		return []hit{{animal: i, how: byLatin, text: t.animals[i].latin}}
	}
	if epithet == "" || epithet == "spp" || epithet == "sp" {
		return t.ofGenus(genus)
	}
	if i, ok := t.latin[normal(genus+epithet+sub)]; ok {
		return []hit{{animal: i, how: byLatin, text: t.animals[i].latin}}
	}
	if i, ok := t.latin[normal(genus+epithet)]; ok && !tamed[sub] {
		return []hit{{animal: i, how: byLatin, text: t.animals[i].latin}}
	}
	for _, k := range []string{normal(genus + epithet + sub), normal(genus + epithet)} {
		if i, ok := t.lumped[k]; ok && !tamed[sub] {
			return []hit{{animal: i, how: bySynonym, text: t.animals[i].latin}}
		}
	}
	if e := t.taxa[normal(genus)]; e != nil {
		return []hit{{animal: t.latin[normal(genus)], how: byLatin, text: genus + " " + epithet, through: e}}
	}
	return nil
}

// ofGenus are all animals of a genus, or of a higher taxon the list has whole.
func (t *table) ofGenus(genus string) (hits []hit) {
	k := normal(genus)
	if i, ok := t.latin[k]; ok {
		return []hit{{animal: i, how: byLatin, text: t.animals[i].latin}}
	}
	for _, i := range t.genus[k] {
		hits = append(hits, hit{animal: i, how: byLatin, text: t.animals[i].latin})
	}
	return hits
}

// rank finds 穿山甲属所有种 and 鹰科所有种: all animals of our two lists in the
// family, or whose name ends in that of the genus.
func (t *table) rank(s string) (hits []hit) {
	s, all := strings.CutSuffix(s, "所有种")
	taxon, rank := "", ""
	for _, r := range []string{"属", "科", "目"} {
		if c, ok := strings.CutSuffix(s, r); ok {
			taxon, rank = c, r
		}
	}
	if !all || taxon == "" {
		return nil
	}
	for i := range t.animals {
		a := &t.animals[i]
		e := a.national
		if e == nil {
			e = a.sanyou
		}
		if e == nil {
			continue
		}
		if rank == "科" && e.Family == s || rank == "目" && e.Order == s || rank == "属" && strings.HasSuffix(e.Name, taxon) {
			hits = append(hits, hit{animal: int32(i), how: byAlias, text: s + "所有种"})
		}
	}
	return hits
}

// group finds the animals of a general word: 蛇, 竹鼠, 猫头鹰.
func (t *table) group(s string) (hits []hit) {
	ends := general[s]
	if ends == nil {
		ends = []string{s}
	}
	last := []rune(s)
	if len(last) == 0 || len(last) > 4 {
		return nil
	}
	seen := map[int32]bool{}
	for _, end := range ends {
		rs := []rune(end)
		for _, n := range t.grams[rs[len(rs)-1]] {
			w := &t.words[n]
			if p := t.plain[n]; w.how <= byFormer && len(p) >= len(rs) && slices.Equal(p[len(p)-len(rs):], rs) && !seen[w.animal] {
				seen[w.animal] = true
				hits = append(hits, hit{animal: w.animal, how: byGroup, text: w.text})
			}
		}
	}
	return hits
}

// tame says that a name is only one of the livestock list: 鸡, 鹧鸪. Of an animal
// not known to be captive-bred it says little.
func (t *table) tame(hits []hit) bool {
	if len(hits) != 1 || hits[0].how != byName && hits[0].how != byAlias {
		return false
	}
	a := &t.animals[hits[0].animal]
	return a.livestock != nil && a.national == nil && a.sanyou == nil && a.taxon == nil
}

// doubt takes such a name for a general word.
func (t *table) doubt(hits []hit) []hit {
	hits[0].how = byGroup
	for _, h := range t.group(normal(hits[0].text)) {
		if h.animal != hits[0].animal {
			hits = append(hits, h)
		}
	}
	return hits
}

// firm are the hits that can decide: those by name alone where there is one,
// else those by former name, alias and product.
func (t *table) firm(hits []hit) []hit {
	if len(hits) == 0 || hits[0].how >= byTrade {
		return nil
	}
	last := byProduct
	if hits[0].how <= byLatin {
		last = byLatin
	}
	n := 0
	for n < len(hits) && hits[n].how <= last {
		n++
	}
	return hits[:n]
}

// agree says that a Latin name and a Chinese one may mean one animal.
func (t *table) agree(a, b []hit) bool {
	for _, x := range a {
		for _, y := range b {
			p, q := &t.animals[x.animal], &t.animals[y.animal]
			if x.animal == y.animal || p.taxon != nil && p.taxon == q.national || q.taxon != nil && q.taxon == p.national {
				return true
			}
		}
	}
	return false
}

// whole says that a name speaks of the animal, dead or alive, not of a product.
func whole(a Answer) bool { return a.Part == "" || a.Part == live || a.Part == carcass }

// answer turns hits into candidates and says whether the first of them, which
// decide, come to one class.
func (t *table) answer(a *Answer, hits []hit, firm int, q Query) {
	a.Candidates = make([]Candidate, 0, min(len(hits), most))
	a.Sure, a.Deciding = firm > 0, firm
	for n, h := range hits {
		if n >= most && n >= firm {
			break
		}
		c := Candidate{Entry: t.entry(h, q), Matched: h.text, Kind: h.how.String(), Part: firstOf(h.part, a.Part)}
		if n > 0 && n < firm {
			first := &a.Candidates[0].Entry
			a.Sure = a.Sure && c.Entry.Class == first.Class && c.Entry.Class != Unknown && c.Entry.Authority == first.Authority &&
				(!q.Captive || c.Entry.WildOnly == first.WildOnly)
		}
		if n < most {
			a.Candidates = append(a.Candidates, c)
		}
	}
	if len(a.Candidates) > 0 && (!a.Sure || firm > 1) {
		shown := a.Candidates
		if a.Sure {
			shown = shown[:min(firm, len(shown))]
		}
		a.Warnings = append(a.Warnings, several(shown, firstOf(q.Name, q.Latin), len(hits)))
	}
	if note := t.notes[normal(q.Name)]; note != "" {
		a.Warnings = append(a.Warnings, note)
	}
}

func (t *table) entry(h hit, q Query) Entry {
	a := &t.animals[h.animal]
	e := t.decide(a, q)
	if h.through != nil {
		e.MemberLatin = h.text
		e.Note = join(e.Note, h.text+"按属名属于该条")
	}
	return e
}

// several says why a name does not decide, and whether all it may mean is of
// one class.
func several(cs []Candidate, name string, all int) string {
	var names []string
	class := cs[0].Entry.Class
	for _, c := range cs {
		if n := firstOf(c.Entry.Member, c.Entry.Name); !slices.Contains(names, n) {
			names = append(names, n)
		}
		if c.Entry.Class != class {
			class = Unknown
		}
	}
	s := "“" + short(name) + "”可能是：" + strings.Join(names[:min(len(names), 6)], "、")
	if all > len(cs) || len(names) > 6 {
		s += "等"
	}
	if class != Unknown {
		s += "（所列均为" + class.Text() + "）"
	}
	return s + "；须认定到种"
}

func missed(name string, near []string) string {
	s := "“" + short(name) + "”不在所收名录中，类别不明（三有名录鸟纲缺7种、地方重点名录未收，查无不等于不受保护）"
	if len(near) == 0 {
		return s
	}
	return s + "；最接近的名称：" + strings.Join(near, "、")
}

// stale says what a reader must know of the lists on the day.
func stale(day string, a Answer) (out []string) {
	if len(a.Candidates) == 0 || day == "" {
		return nil
	}
	e := &a.Candidates[0].Entry
	switch {
	case nationalFrom <= day && day < nationalOnline:
		out = append(out, "国家重点保护野生动物名录（2021）公告署2021-02-01、2021-02-05上网公布，行为日在两者之间，施行日须核对")
	case sanyouDated <= day && day < sanyouFrom:
		out = append(out, "三有名录（2023）公告署2023-06-26、2023-06-30上网公布，行为日在两者之间，施行日须核对")
	}
	if e.Later {
		out = append(out, "行为日的名录本系统未收："+e.Name+"的类别按后来的名录提示，须核对原名录")
	}
	if e.List == nationalTitle && day >= "2026-02-01" || e.List == sanyouTitle && day >= "2028-06-30" {
		out = append(out, e.List+"施行已满五年，法律要求每五年评估调整，须核对有无新名录")
	}
	return out
}
