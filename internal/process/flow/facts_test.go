package flow_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/indicator"
)

var update = flag.Bool("update", false, "write the golden files")

// facts are what the verbs of all packages declare.
func facts(t *testing.T) map[string]map[string]string {
	t.Helper()
	verbs := store.Verbs{}
	for _, p := range flow.Parts() {
		maps.Copy(verbs, p.Verbs)
	}
	out, err := journal.Describe(verbs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFactsAreAsTheyWere: definitions of indicators, in this template and in
// those that counties wrote, rest on these names. What is renamed or removed
// breaks them, so a difference here is to be looked at by a person.
func TestFactsAreAsTheyWere(t *testing.T) {
	var b strings.Builder
	all := facts(t)
	for _, verb := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintln(&b, verb)
		for _, f := range slices.Sorted(maps.Keys(all[verb])) {
			fmt.Fprintf(&b, "  %s %s\n", f, all[verb][f])
		}
	}
	const path = "testdata/facts.golden"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("facts differ from %s; where that is meant, run with -update\n%s", path, differing(string(want), b.String()))
	}
}

// differing are the lines that only one of two texts has.
func differing(want, got string) string {
	var out []string
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, l := range w {
		if !slices.Contains(g, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			out = append(out, "+ "+l)
		}
	}
	return strings.Join(out, "\n")
}

// TestTemplateRestsOnFactsThatAreNoted: the template loads, and waits for no
// verb that has come.
func TestTemplateRestsOnFactsThatAreNoted(t *testing.T) {
	b, err := data.Files.ReadFile("indicator/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := facts(t)
	set, err := indicator.Load(b, all)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range set.Stories() {
		for _, source := range s.Sources {
			if _, noted := all[source.Verb]; noted == s.Later {
				t.Errorf("%s: %s is noted: %v, marked later: %v", s.Code, source.Verb, noted, s.Later)
			}
		}
	}
}
