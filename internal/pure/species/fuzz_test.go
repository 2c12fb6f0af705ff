package species_test

import (
	"testing"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/species"
)

// Whatever is typed, an answer is orderly: sure only with a candidate, a class
// only when sure, a word of explanation otherwise; and the same each time.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"穿山甲甲片", "鱉", "csj", "Manis pentadactyla", "", "角", "活活活活活体", "所有种", "属所有种", "a.b", "(((", "\xff\xfe", "𩷶", "ü"} {
		f.Add(s, "", "2024-06-01", false)
		f.Add("花龟", s, "", true)
	}
	f.Fuzz(func(t *testing.T, name, latin, day string, captive bool) {
		q := species.Query{Name: name, Latin: latin, Day: day, Captive: captive}
		a := species.Find(q)
		k := species.Classify(a, q)
		switch {
		case a.Sure && len(a.Candidates) == 0:
			t.Error("sure of nothing")
		case !a.Sure && k.Class != species.Unknown:
			t.Error("a class without being sure")
		case !a.Sure && len(a.Warnings) == 0:
			t.Error("silent")
		case len(a.Nearest) > 3 || len(a.Candidates) > 12:
			t.Error("too many")
		case k.Class == species.Local:
			t.Error("no local list is held")
		}
		for _, w := range a.Warnings {
			if utf8.ValidString(name) && utf8.ValidString(latin) && !utf8.ValidString(w) {
				t.Errorf("broken text %q", w)
			}
		}
		if b := species.Find(q); len(b.Candidates) != len(a.Candidates) || b.Sure != a.Sure {
			t.Error("another answer the second time")
		}
	})
}
