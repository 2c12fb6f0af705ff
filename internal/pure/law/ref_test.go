package law_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/law"
)

// cited finds the articles a sentence names, as people write them.
var cited = regexp.MustCompile(`(刑法|法释〔\d{4}〕\d+号|行政处罚法)第[一二三四五六七八九十百]+条(之一)?(第[一二三四五六七八九十]+款)?`)

// TestWhatAnAnswerCitesOpens: whatever article an answer names, in its violations,
// its triage or its sentences, its text is held.
func TestWhatAnAnswerCitesOpens(t *testing.T) {
	written := map[string]bool{} // as the articles we hold are cited
	for _, short := range []string{"刑法", "法释〔2022〕12号", "法释〔2014〕10号", "法释〔2000〕37号", "行政处罚法"} {
		for n := range 460 {
			for _, place := range []string{fmt.Sprint(n), fmt.Sprintf("%d_1", n)} {
				if _, err := law.Article(short + ":" + place); err != nil {
					continue
				}
				base := crime.Cite(fmt.Sprintf("%s:%d", short, n))
				if strings.Contains(place, "_") {
					base += "之一"
				}
				written[base] = true
				for p := 1; ; p++ {
					if _, err := law.Article(fmt.Sprintf("%s:%s.%d", short, place, p)); err != nil {
						break
					}
					written[base+strings.TrimPrefix(crime.Cite(fmt.Sprintf("%s:%d.%d", short, n, p)), crime.Cite(fmt.Sprintf("%s:%d", short, n)))] = true
				}
			}
		}
	}
	seen := 0
	check := func(c law.Case) {
		a, err := law.Assess(c, today)
		if err != nil {
			return // the errors have their own tests
		}
		refs := a.Criminal.Articles
		for _, v := range a.Violations {
			refs = append(refs, v.Refs()...)
		}
		for _, r := range refs {
			if text, err := law.Article(r); err != nil || text.Text == "" {
				t.Errorf("%s: %s: %v", c.ID, r, err)
			}
			seen++
		}
		said := append(append([]string{}, a.Criminal.Reasons...), a.Warnings...)
		if a.Lenient != nil {
			said = append(said, a.Lenient.Reason)
		}
		for _, s := range said {
			for _, r := range cited.FindAllString(s, -1) {
				if !written[r] {
					t.Errorf("%s: no text for %s in %q", c.ID, r, s)
				}
				seen++
			}
		}
	}
	for _, path := range []string{"testdata/public.jsonl", "testdata/own.jsonl"} {
		for _, w := range workedCases(t, path) {
			if c, err := law.Read(w.In); err == nil {
				check(c)
			}
		}
	}
	each(t, check)
	if seen < 1000 {
		t.Errorf("only %d references", seen)
	}
}
