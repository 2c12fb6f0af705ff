package search

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// pieces cuts text into runs of letters and digits: NFKC, lower case. What
// stands between them parts words.
func pieces(text string) [][]rune {
	var out [][]rune
	var run []rune
	for _, r := range norm.NFKC.String(text) {
		if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			run = append(run, r)
			continue
		}
		if len(run) > 0 {
			out, run = append(out, run), run[len(run):]
		}
	}
	if len(run) > 0 {
		out = append(out, run)
	}
	return out
}

// bigrams are the overlapping pairs of a run; a run of one is itself, and the
// last character stands alone too, so that one character finds it by prefix.
func bigrams(home string, run []rune) []string {
	out := make([]string, 0, len(run))
	for i := range run {
		out = append(out, home+string(run[i:min(i+2, len(run))]))
	}
	return out
}

// phrase is a word of a query: its bigrams follow each other. A word of one
// character is the beginning of a bigram.
type phrase struct {
	terms  []string
	prefix bool
}

func phrases(home, query string) []phrase {
	var out []phrase
	for _, run := range pieces(query) {
		terms := bigrams(home, run)
		if len(run) == 1 {
			out = append(out, phrase{terms, true})
		} else {
			out = append(out, phrase{terms[:len(terms)-1], false})
		}
	}
	return out
}
