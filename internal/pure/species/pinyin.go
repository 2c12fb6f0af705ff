package species

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// sounds are the most readings kept of one name: 长 and 重 are read two ways.
const sounds = 4

// spell indexes the Chinese names by their pinyin and its initials. It is made
// when somebody first types letters that are no Latin or English name.
func (t *table) spell() map[string][]int32 {
	args := pinyin.NewArgs()
	args.Heteronym = true
	out := make(map[string][]int32, 2*len(t.words))
	for n, w := range t.words {
		for _, s := range readings(normal(w.text), args) {
			out[s] = append(out[s], int32(n))
		}
	}
	return out
}

// readings are the spellings of a name, whole and by initials, without tones.
func readings(name string, args pinyin.Args) []string {
	whole, initials := []string{""}, []string{""}
	for _, r := range name {
		ss := pinyin.SinglePinyin(r, args)
		if len(ss) == 0 {
			return nil
		}
		whole = extend(whole, ss, func(s string) string { return s })
		initials = extend(initials, ss, func(s string) string { return s[:1] })
	}
	return append(whole, initials...)
}

func extend(heads, ends []string, f func(string) string) (out []string) {
	seen := map[string]bool{}
	for _, h := range heads {
		for _, e := range ends {
			if s := h + strings.ReplaceAll(f(e), "ü", "v"); !seen[s] && len(out) < sounds {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// spelled finds animals by pinyin; never sure.
func (t *table) spelled(s string) (hits []hit) {
	if len(s) < 2 {
		return nil
	}
	for _, n := range t.pinyin()[s] {
		w := &t.words[n]
		hits = append(hits, hit{animal: w.animal, how: byPinyin, text: w.text, part: w.part})
	}
	return hits
}
