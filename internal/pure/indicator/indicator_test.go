package indicator_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/indicator"
)

var update = flag.Bool("update", false, "write the golden files")

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func template(t testing.TB) []byte {
	t.Helper()
	b, err := data.Bytes("indicator/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func facts(t testing.TB) (f indicator.Facts) {
	t.Helper()
	if err := json.Unmarshal(file(t, "facts.json"), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func set(t testing.TB) *indicator.Set {
	t.Helper()
	s, err := indicator.Load(template(t), facts(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// example is an entry and what it counts for: "B01 1", "B16 s1 1", "G02 40 paper".
type example struct {
	What, Verb  string
	Departments []string
	Facts       map[string]any
	Want        []string
}

func (x example) event() indicator.Event {
	if x.Departments == nil {
		x.Departments = []string{"market"}
	}
	return indicator.Event{Seq: 1, Verb: x.Verb, Subject: "x:1", Day: "2026-06-01", Region: "360402001000",
		Campaign: "lianxi-2026", Unit: "u1", By: "person:p1", Departments: x.Departments, Facts: x.Facts}
}

func examples(t testing.TB) (out []example) {
	t.Helper()
	for line := range bytes.Lines(file(t, "event.jsonl")) {
		var x example
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		for k, v := range x.Facts {
			x.Facts[k] = fact(v)
		}
		out = append(out, x)
	}
	return out
}

// fact is a value as the journal reads it.
func fact(v any) any {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case []any:
		list := []string{}
		for _, s := range v {
			list = append(list, s.(string))
		}
		return list
	}
	return v
}

func told(ps []indicator.Posting) (out []string) {
	for _, p := range ps {
		s := p.Indicator
		if p.Key != "" {
			s += " " + p.Key
		}
		s += fmt.Sprintf(" %d", p.Amount)
		if p.Paper {
			s += " paper"
		}
		out = append(out, s)
	}
	return out
}

func TestWhatEntriesCountFor(t *testing.T) {
	s := set(t)
	hit, missed := map[string]bool{}, map[string]bool{}
	for _, x := range examples(t) {
		ps, err := s.Post(x.event())
		if got := told(ps); err != nil || !slices.Equal(got, x.Want) {
			t.Errorf("%s: %v %v, want %v", x.What, got, err, x.Want)
		}
		for _, code := range s.Posts() {
			counted := slices.ContainsFunc(ps, func(p indicator.Posting) bool { return p.Indicator == code && !p.Paper })
			hit[code], missed[code+x.Verb] = hit[code] || counted, missed[code+x.Verb] || !counted
		}
	}
	for _, st := range s.Stories() {
		for _, src := range st.Sources {
			if !hit[st.Code] {
				t.Errorf("%s %s: no example counts", st.Code, st.Name.ZH)
			}
			if src.Where != "" && !missed[st.Code+src.Verb] {
				t.Errorf("%s %s: no example of %s is left out", st.Code, st.Name.ZH, src.Verb)
			}
		}
	}
}

// Every visit that is not online is in one of B01–B12, every closed case in one
// of E03–E08: the totals are sums of them and hide nothing.
func TestNothingFallsBetween(t *testing.T) {
	s := set(t)
	for total, like := range map[string]struct {
		verb string
		out  func(example) bool
	}{
		"B13": {"visit.recorded", func(x example) bool { return x.Facts["online"] == true }},
		"E02": {"case.closed", func(example) bool { return false }},
	} {
		parts, _ := s.Parts(total)
		for _, x := range examples(t) {
			if x.Verb != like.verb || like.out(x) {
				continue
			}
			ps, err := s.Post(x.event())
			n := 0
			for _, p := range ps {
				if slices.Contains(parts, indicator.Part{Code: p.Indicator, Sign: 1}) {
					n++
				}
			}
			if n != 1 || err != nil {
				t.Errorf("%s counts in %d parts of %s, %v", x.What, n, total, err)
			}
		}
	}
}

func TestReversalsArePostedByWhoKeepsPostings(t *testing.T) {
	x := indicator.Event{Seq: 2, Verb: "lead.raised", Facts: map[string]any{"channel": "visit"}, Reverses: 1}
	if ps, err := set(t).Post(x); len(ps) > 0 || err != nil {
		t.Errorf("%v %v", ps, err)
	}
}

func TestWrongFactsStopTheTable(t *testing.T) {
	s := set(t)
	for what, e := range map[string]indicator.Event{
		"数字写成了文字":   {Seq: 7, Verb: "signage.cleared", Facts: map[string]any{"quantity": "7"}},
		"是非写成了数字":   {Seq: 7, Verb: "lead.transferred", Facts: map[string]any{"cross_region": int64(1)}},
		"单个当作列表":    {Seq: 7, Verb: "transfer.filed", Facts: map[string]any{"parties": "x1"}},
		"汇总登记没有数量":  {Seq: 7, Verb: "count.registered", Facts: map[string]any{"code": "G02"}},
		"汇总登记数量是小数": {Seq: 7, Verb: "count.registered", Facts: map[string]any{"code": "G02", "quantity": 1.5}},
	} {
		if ps, err := s.Post(e); err == nil || !strings.Contains(err.Error(), "entry 7") {
			t.Errorf("%s: %v %v", what, ps, err)
		}
	}
}

func TestTemplate(t *testing.T) {
	s := set(t)
	if n := len(s.Codes()); n != 76 {
		t.Errorf("%d indicators, want 76", n)
	}
	if n := len(s.Groups()); n != 7 {
		t.Errorf("%d groups, want 7", n)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%s\n\n", s.Title().ZH, s.Note().ZH)
	for _, g := range s.Groups() {
		fmt.Fprintf(&b, "%s %s / %s: %s\n", g.Code, g.Name.ZH, g.Name.EN, strings.Join(g.Codes, " "))
	}
	for _, st := range s.Stories() {
		if st.Name.EN == "" || st.Evidence == "" || !strings.HasSuffix(st.Means, "。") {
			t.Errorf("%s is told badly: %+v", st.Code, st)
		}
		parts, _ := s.Parts(st.Code)
		st.Version = ""
		line, err := json.Marshal(st)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n%s\n  parts %v\n", line, parts)
	}
	golden(t, "template.golden", b.Bytes())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := file(t, name); !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the change, then run with -update:\n%s", name, got)
	}
}

func TestVersion(t *testing.T) {
	b := template(t)
	version := func(b []byte) string {
		s, err := indicator.Load(b, facts(t))
		if err != nil {
			t.Fatal(err)
		}
		return s.Version()
	}
	is := version(b)
	if !strings.HasPrefix(is, "2026.1-") || len(is) != len("2026.1-")+12 {
		t.Errorf("version %q", is)
	}
	if got := version(append([]byte("# 说明\n"), b...)); got != is {
		t.Errorf("a comment changes the version: %s", got)
	}
	if got := version(bytes.Replace(b, []byte(`facts.kind == "leaflet"`), []byte(`facts.kind == "leaflets"`), 1)); got == is {
		t.Error("another filter has the same version")
	}
}

func TestAsTheCampaignCounts(t *testing.T) {
	s := set(t)
	p, err := s.Under(map[string]string{"person_count": "per_visit", "case_word": "起"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Version(); got != s.Version()+" person_count=per_visit case_word=起" {
		t.Errorf("version %q", got)
	}
	sums := indicator.Sums{Value: map[string]int64{"A04": 2, "A04/per_visit": 5, "E01": 1}}
	for _, c := range []struct {
		set               *indicator.Set
		value, unit, map_ string
		distinct, paper   bool
	}{{s, "2", "件", "A04", true, false}, {p, "5", "起", "A04/per_visit", false, true}} {
		rows := c.set.Rows(sums)
		if a, e := row(rows, "A04"), row(rows, "E01"); a.Value.String() != c.value || e.Unit != c.unit {
			t.Errorf("%s %s, want %s %s", a.Value, e.Unit, c.value, c.unit)
		}
		parts, _ := c.set.Parts("A04")
		if st, _ := c.set.Story("A04"); parts[0].Code != c.map_ || c.set.TakesPaper("A04") != c.paper || c.set.Additive("A04").Period == c.distinct || (st.Kind == "distinct") != c.distinct {
			t.Errorf("%v paper %v additive %v %s", parts, c.set.TakesPaper("A04"), c.set.Additive("A04"), st.Kind)
		}
	}
	for _, wrong := range []map[string]string{{"person_count": "guess"}, {"persons": "per_visit"}} {
		if _, err := s.Under(wrong); err == nil {
			t.Errorf("%v is accepted", wrong)
		}
	}
}

func row(rows []indicator.Row, code string) indicator.Row {
	return rows[slices.IndexFunc(rows, func(r indicator.Row) bool { return r.Code == code })]
}
