package indicator_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/indicator"
	"pgregory.net/rapid"
)

// The template's definitions go the quick way, but for what is too rare to matter.
func TestTemplateIsQuick(t *testing.T) {
	if n := indicator.Slow(set(t)); n > 1 {
		t.Errorf("%d expressions go through CEL", n)
	}
}

// one is a template of a single indicator with these expressions.
func one(where, sum, distinct string) []byte {
	b, _ := json.Marshal(map[string]any{
		"version": "1", "title": map[string]string{"zh": "表"},
		"groups": []any{map[string]any{"code": "A", "name": map[string]string{"zh": "组"}}},
		"indicators": []any{
			map[string]any{"code": "A01", "name": map[string]string{"zh": "甲"}, "unit": "次", "means": "口径。", "from": "v", "where": where, "sum": sum, "additive": []string{"period"}},
			map[string]any{"code": "A02", "name": map[string]string{"zh": "乙"}, "unit": "次", "means": "口径。", "from": "v", "where": where, "distinct": distinct},
		},
	})
	return b // JSON is YAML
}

var (
	words    = rapid.SampledFrom([]string{"", "a", "b", "甲", "market"})
	integers = rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64())
	lists    = rapid.SliceOfN(words, 0, 4)
	declared = indicator.Facts{"v": {"s": "string", "r": "string", "n": "int", "m": "int", "b": "bool", "l": "list"}}
)

// Expressions of every shape that quick knows, and some that it does not.
func text(t *rapid.T) string {
	return rapid.SampledFrom([]string{"facts.s", "facts.r", "unit", "region", `"a"`, `"甲"`, `""`, `facts.s + "a"`}).Draw(t, "text")
}

func list(t *rapid.T) string {
	return rapid.SampledFrom([]string{"facts.l", "departments", `["a"]`, `["a", "甲"]`, "facts.l + departments"}).Draw(t, "list")
}

func integer(t *rapid.T) string {
	return rapid.SampledFrom([]string{
		"facts.n", "facts.m", "0", "2", "-1", "size(facts.l)", "size(departments)", "facts.l.size()", "size(facts.s)", "facts.n + facts.m", "-facts.n",
	}).Draw(t, "integer")
}

func truth(t *rapid.T, deep int) string {
	if deep == 0 {
		return rapid.SampledFrom([]string{"facts.b", "true", "false", `facts.s == "a"`, `facts.s.startsWith("a")`}).Draw(t, "truth")
	}
	switch rapid.IntRange(0, 7).Draw(t, "shape") {
	case 0:
		return "!(" + truth(t, deep-1) + ")"
	case 1:
		return "(" + truth(t, deep-1) + ") && (" + truth(t, deep-1) + ")"
	case 2:
		return "(" + truth(t, deep-1) + ") || (" + truth(t, deep-1) + ")"
	case 3:
		return text(t) + rapid.SampledFrom([]string{" == ", " != "}).Draw(t, "op") + text(t)
	case 4:
		return text(t) + " in " + list(t)
	case 5:
		return "(" + truth(t, deep-1) + ") == (" + truth(t, deep-1) + ")"
	case 6:
		return "facts.l.exists(x, x == " + text(t) + ")"
	}
	return integer(t) + rapid.SampledFrom([]string{" == ", " != ", " < ", " <= ", " > ", " >= "}).Draw(t, "op") + integer(t)
}

// TestQuickIsCEL holds closures and CEL to the same postings and failures.
func TestQuickIsCEL(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		where, sum := truth(t, rapid.IntRange(0, 3).Draw(t, "deep")), integer(t)
		keys := rapid.OneOf(rapid.Custom(text), rapid.Custom(list)).Draw(t, "keys")
		template := one(where, sum, keys)
		q, err := indicator.Load(template, declared)
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		c, err := indicator.LoadSlow(template, declared)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			same(t, q, c, randomEvent(t), fmt.Sprint(where, " ; ", sum, " ; ", keys))
		}
	})
}

func randomEvent(t *rapid.T) indicator.Event {
	e := indicator.Event{Seq: 1, Verb: "v", Unit: words.Draw(t, "unit"), Region: words.Draw(t, "region"), Departments: lists.Draw(t, "departments"), Facts: map[string]any{
		"s": words.Draw(t, "s"), "r": words.Draw(t, "r"), "n": integers.Draw(t, "n"), "m": integers.Draw(t, "m"), "b": rapid.Bool().Draw(t, "b"), "l": lists.Draw(t, "l"),
	}}
	for _, k := range []string{"s", "n", "b", "l"} {
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			delete(e.Facts, k)
		}
	}
	return e
}

func same(t rapid.TB, quick, slow *indicator.Set, e indicator.Event, what string) {
	t.Helper()
	a, errA := quick.Post(e)
	b, errB := slow.Post(e)
	if (errA == nil) != (errB == nil) || !slices.Equal(a, b) {
		t.Fatalf("%s\n%+v\nquick %v %v\nCEL   %v %v", what, e, a, errA, b, errB)
	}
}

func TestTemplateBothWays(t *testing.T) {
	slow, err := indicator.LoadSlow(template(t), facts(t))
	if err != nil {
		t.Fatal(err)
	}
	quick := set(t)
	for _, x := range examples(t) {
		a, errA := quick.Post(x.event())
		b, errB := slow.Post(x.event())
		if !slices.Equal(a, b) || errA != nil || errB != nil {
			t.Errorf("%s: quick %v %v, CEL %v %v", x.What, a, errA, b, errB)
		}
	}
}

func TestADefinitionMayNotCostMuch(t *testing.T) {
	long := make([]string, 1000)
	for i := range long {
		long[i] = strings.Repeat("x", 50)
	}
	s, err := indicator.Load(one(`facts.l.all(x, facts.l.all(y, x == y || x != y))`, "1", "facts.s"), declared)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Post(indicator.Event{Seq: 3, Verb: "v", Facts: map[string]any{"l": long}})
	if err == nil || !strings.Contains(err.Error(), "cost") {
		t.Errorf("a million comparisons: %v", err)
	}
}

func BenchmarkPost(b *testing.B) {
	slow, err := indicator.LoadSlow(template(b), facts(b))
	if err != nil {
		b.Fatal(err)
	}
	var visits, all []indicator.Event
	for _, x := range examples(b) {
		if all = append(all, x.event()); x.Verb == "visit.recorded" {
			visits = append(visits, x.event())
		}
	}
	for _, c := range []struct {
		name   string
		set    *indicator.Set
		events []indicator.Event
	}{{"visits", set(b), visits}, {"all", set(b), all}, {"visits through CEL", slow, visits}, {"all through CEL", slow, all}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if _, err := c.set.Post(c.events[i%len(c.events)]); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	t, f := template(b), facts(b)
	for b.Loop() {
		if _, err := indicator.Load(t, f); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	s, m := set(b), map[string]int64{}
	for i, code := range s.Posts() {
		m[code] = int64(i * 1000)
	}
	sums := indicator.Sums{Value: m, Cumulative: m, Frozen: m}
	for b.Loop() {
		s.Rows(sums)
		s.Checks(sums)
	}
}
