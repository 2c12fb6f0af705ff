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
	shared := map[int32]int{}
	for i, r := range s {
		if r < 0x80 || slices.Contains(s[:i], r) {
			continue
		}
		for _, n := range t.grams[r] {
			shared[n]++
		}
	}
	type near struct{ word, change, shared int }
	found := make([]near, 0, len(shared))
	for n, c := range shared {
		found = append(found, near{word: int(n), shared: c})
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.word, b.word))
	})
	found = found[:min(len(found), 60)]
	for i := range found {
		found[i].change = change(s, []rune(normal(t.words[found[i].word].text)))
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

// change is how many characters must be added, taken away or replaced.
func change(a, b []rune) int {
	row := make([]int, len(b)+1)
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
