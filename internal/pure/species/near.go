package species

import (
	"cmp"
	"slices"
)

// near returns the three names most like a name that none matches: those that
// share characters with it, by the fewest characters to change.
func (t *table) near(name string) []string {
	s := []rune(normal(short(name)))
	if len(s) > 12 {
		s = s[:12]
	}
	shared := make([]uint8, len(t.words)) // characters of s in each word
	for i, r := range s {
		if r < 0x80 || slices.Contains(s[:i], r) {
			continue
		}
		for _, n := range t.grams[r] {
			shared[n]++
		}
	}
	const most = 60
	var by [13][]int // words by how many characters they share, in their order
	for n, c := range shared {
		if c > 0 && len(by[c]) < most {
			by[c] = append(by[c], n)
		}
	}
	type near struct{ word, change int }
	found := make([]near, 0, most)
	for c := len(by) - 1; c > 0; c-- {
		for _, n := range by[c][:min(len(by[c]), most-len(found))] {
			found = append(found, near{word: n})
		}
	}
	row := make([]int, 64)
	for i := range found {
		found[i].change = change(s, t.plain[found[i].word], row)
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.change, b.change) })
	var out []string
	for _, f := range found {
		w := t.words[f.word]
		if name := firstOf(t.animals[w.animal].name, w.text); !slices.Contains(out, name) && len(out) < 3 {
			out = append(out, name)
		}
	}
	return out
}

// change is how many characters must be added, taken away or replaced; row is
// room to count in.
func change(a, b []rune, row []int) int {
	if len(row) <= len(b) {
		row = make([]int, len(b)+1)
	}
	row = row[:len(b)+1]
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		last := row[0]
		row[0] = i + 1
		for j, y := range b {
			d := last
			if x != y {
				d = min(last, row[j], row[j+1]) + 1
			}
			last, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}

// nearLatin returns the three animals whose Latin names are most like one that is
// none: of its genus by the epithet, else of those that begin with its letter; at
// most four letters off.
func (t *table) nearLatin(latin string) (out []string) {
	genus, epithet, _ := latinWords(latin)
	s := []rune(normal(genus + epithet))
	if epithet == "" || len(s) > 60 {
		return nil
	}
	type near struct {
		animal int32
		change int
	}
	const off = 4
	var found []near
	row := make([]int, 64)
	try := func(i int32) {
		own := t.animals[i].latin
		if own == "" || rune(own[0]|0x20) != s[0] || len(own) > len(s)+off+20 || len(own) < len(s)-off {
			return
		}
		g, e, _ := latinWords(own)
		b := []rune(normal(g + e))
		if e == "" || len(b) == 0 || b[0] != s[0] || len(b) > len(s)+off || len(b) < len(s)-off {
			return
		}
		if c := change(s, b, row); c <= off {
			found = append(found, near{i, c})
		}
	}
	for _, i := range t.genus[normal(genus)] {
		try(i)
	}
	if len(found) == 0 {
		for i := range t.animals {
			try(int32(i))
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.change, b.change) })
	for _, f := range found {
		a := &t.animals[f.animal]
		if name := firstOf(a.name, a.latin); !slices.Contains(out, name) && len(out) < 3 {
			out = append(out, name)
		}
	}
	return out
}
