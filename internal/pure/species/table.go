package species

import (
	"slices"
	"strings"
	"sync"
)

// animal is all the lists say of one animal.
type animal struct {
	name, latin string
	national    *Entry   // its own line of the national list
	sanyou      *Entry   // its line of the 三有 list
	livestock   *Entry   // binds captive ones only
	cites       *Entry   // appendix; no class of itself
	taxon       *Entry   // a line of the national list for its whole genus, family or order
	dated       []*Entry // earlier national list, approved aquatic, common animals: each with its days
	captive     Status   // of the captive-bred list that names it
	former      []string // for the card
	alias       []string
}

// how says by which kind of name an animal was found; a smaller one is firmer.
type how uint8

const (
	byName how = iota
	byLatin
	byFormer
	byAlias
	byProduct
	byTrade // from here on never sure
	bySynonym
	byGroup
	byPinyin
)

func (h how) String() string {
	return [...]string{"name", "latin", "former", "alias", "product", "trade", "latin", "group", "pinyin"}[h]
}

// spelling is one name of one animal.
type spelling struct {
	text   string
	part   string // products only
	animal int32
	how    how
}

// table is everything, indexed. It is never changed after it is built.
type table struct {
	animals   []animal
	spellings []spelling
	key       map[string][]int32 // normal name: spellings
	latin     map[string]int32   // normal Latin name: animal
	lumped    map[string]int32   // Latin names CITES counts to an animal and others may not
	genus     map[string][]int32 // normal genus: animals, those of our lists first
	taxa      map[string]*Entry  // normal genus, family, order: line of the national list
	grams     map[rune][]int32   // a character: the names it is in
	words     []spelling         // Chinese names, for what is near
	plain     [][]rune           // their normal form
	notes     map[string]string  // normal product name: remark

	pinyin func() map[string][]int32
}

var tables = sync.OnceValue(build)

// Load reads all lists, once; Find does it when first asked.
func Load() { tables() }

func build() *table {
	t := &table{
		key: make(map[string][]int32, 20000), latin: make(map[string]int32, 16000), genus: make(map[string][]int32, 3000),
		lumped: map[string]int32{},
		taxa:   map[string]*Entry{}, grams: make(map[rune][]int32, 3000), notes: map[string]string{},
	}
	t.readNational()
	t.readSanyou()
	t.readSpellings()
	t.readLivestock()
	t.readCommon()
	t.readCites()
	t.readApproved()
	t.readMembers()
	t.readEarlier()
	t.readCaptive()
	t.readNames()
	t.settle()
	t.pinyin = sync.OnceValue(t.spell)
	return t
}

// at returns the animal of a Latin name, new where there is none yet. An animal
// without a Latin name is known by its Chinese one.
func (t *table) at(name, latin string) int32 {
	k := normal(latin)
	if k == "" {
		k = normal(name)
	}
	if i, ok := t.latin[k]; ok {
		return i
	}
	i := int32(len(t.animals))
	t.animals = append(t.animals, animal{name: name, latin: latin})
	t.latin[k] = i
	if latin == "" {
		return i
	}
	t.add(i, latin, byLatin)
	if g, epithet, _ := latinWords(latin); epithet != "" {
		t.genus[normal(g)] = append(t.genus[normal(g)], i)
	}
	return i
}

// add notes a name of an animal; a name it has already stays as firm as it was.
func (t *table) add(i int32, text string, h how) { t.addPart(i, text, "", h) }

func (t *table) addPart(i int32, text, part string, h how) {
	k := normal(text)
	if k == "" {
		return
	}
	for _, s := range t.key[k] {
		if t.spellings[s].animal == i {
			return
		}
	}
	t.key[k] = append(t.key[k], int32(len(t.spellings)))
	t.spellings = append(t.spellings, spelling{text, part, i, h})
	a := &t.animals[i]
	switch {
	case h == byFormer:
		a.former = append(a.former, text)
	case h == byAlias && !ascii(text):
		a.alias = append(a.alias, text)
	}
}

func ascii(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r > 0x7F }) < 0 }

// synonym lets a Latin name that no list accepts find its animal.
func (t *table) synonym(i int32, latin string) {
	if k := normal(latin); k != "" {
		if _, taken := t.latin[k]; !taken {
			t.latin[k] = i
			t.add(i, latin, byLatin)
		}
	}
}

// lump lets a Latin name that CITES counts to an animal, and others may take for
// another one, lead to it without deciding.
func (t *table) lump(i int32, latin string) {
	k := normal(latin)
	if _, taken := t.latin[k]; taken {
		return
	}
	if _, taken := t.lumped[k]; !taken {
		t.lumped[k] = i
		t.add(i, latin, bySynonym)
	}
}

// settle fills what follows from the lists together, the line of a genus, a
// family or an order for what lies in it, and orders the names.
func (t *table) settle() {
	for i := range t.animals {
		a := &t.animals[i]
		if a.cites != nil && a.national == nil && a.taxon == nil {
			a.taxon = t.over(a.latin, a.cites)
		}
	}
	for _, ss := range t.key {
		slices.SortStableFunc(ss, func(a, b int32) int { return int(t.spellings[a].how) - int(t.spellings[b].how) })
	}
	for _, s := range t.spellings {
		if s.how <= byProduct && s.how != byLatin && !ascii(s.text) {
			n := int32(len(t.words))
			plain := []rune(normal(s.text))
			t.words, t.plain = append(t.words, s), append(t.plain, plain)
			for _, r := range plain {
				if p := t.grams[r]; len(p) == 0 || p[len(p)-1] != n {
					t.grams[r] = append(p, n)
				}
			}
		}
	}
}

// over finds the line of the national list for the whole genus, family or order
// of an animal.
func (t *table) over(latin string, cites *Entry) *Entry {
	genus, _, _ := latinWords(latin)
	for _, taxon := range []string{normal(genus), normal(cites.FamilyLatin), normal(cites.OrderLatin)} {
		if e := t.taxa[taxon]; e != nil && taxon != "" {
			return e
		}
	}
	return nil
}
