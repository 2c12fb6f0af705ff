package law_test

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/law"
)

// TestEveryQuoteStandsInItsArticle compares what the catalogue says with the
// law's own text, character by character.
func TestEveryQuoteStandsInItsArticle(t *testing.T) {
	for _, p := range law.Catalogue() {
		if p.Quote == "" || p.QuoteIn == "" {
			t.Errorf("%s/%s %s has no quote", p.Code, p.Sub, p.Edition)
			continue
		}
		refs := law.Refs(p.Edition, p.QuoteIn)
		if len(refs) != 1 {
			t.Fatalf("%s/%s: %q is no reference", p.Code, p.Sub, p.QuoteIn)
		}
		a, err := law.Article(refs[0])
		if err != nil {
			t.Errorf("%s/%s: %v", p.Code, p.Sub, err)
			continue
		}
		if !strings.Contains(a.Text, p.Quote) {
			t.Errorf("%s/%s: %q does not stand in %s: %s", p.Code, p.Sub, p.Quote, refs[0], a.Text)
		}
	}
}

// TestEveryPenaltyNamesItsProhibition looks for the prohibition's article among
// those the penal article says were broken.
func TestEveryPenaltyNamesItsProhibition(t *testing.T) {
	for _, p := range law.Catalogue() {
		if p.Code == "V20" || strings.Contains(p.Penalty[0], "法") {
			continue // these laws say 违反本法规定
		}
		a, err := law.Article(law.Refs(p.Edition, p.Penalty[0])[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range p.Prohibition {
			article, _, _ := strings.Cut(b, ".")
			full, err := law.Article(law.Refs(p.Edition, article)[0])
			if err != nil {
				t.Fatal(err)
			}
			if name := full.Article; !strings.Contains(a.Text, name) {
				t.Errorf("%s/%s %s: %s does not name %s", p.Code, p.Sub, p.Edition, p.Penalty[0], name)
			}
		}
	}
}

// TestEveryReferenceOpens follows every reference of every row.
func TestEveryReferenceOpens(t *testing.T) {
	for _, p := range law.Catalogue() {
		refs := slices.Concat(law.Refs(p.Edition, p.Prohibition...), law.Refs(p.Edition, p.Penalty...), p.Crime)
		if len(refs) < 2 {
			t.Errorf("%s/%s %s has %v", p.Code, p.Sub, p.Edition, refs)
		}
		for _, r := range refs {
			if a, err := law.Article(r); err != nil || a.Text == "" || a.From == "" || a.Law == "" {
				t.Errorf("%s/%s %s: %s: %v", p.Code, p.Sub, p.Edition, r, err)
			}
		}
	}
}

// TestTheCatalogueAgreesWithItsSource holds our table against the one it was
// made from: every figure, prohibition, penalty and quote of both editions.
func TestTheCatalogueAgreesWithItsSource(t *testing.T) {
	f, err := os.Open("testdata/catalogue.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, r := range rows[1:] {
		for _, year := range []string{"2022", "2018"} {
			col := func(name string) string { return r[slices.Index(rows[0], name+"_"+year)] }
			p := ours(r[0], r[1], year)
			if col("penalty") == "" {
				if p != nil {
					t.Errorf("%s/%s: the source has no %s edition", r[0], r[1], year)
				}
				continue
			}
			if r[0] == "V20" && year == "2018" || (r[0] == "V21" || r[0] == "V22" || r[0] == "V24") && year == "2018" {
				continue // one law for both; its row says only what differs
			}
			if p == nil {
				t.Errorf("%s/%s %s is missing", r[0], r[1], year)
				continue
			}
			seen++
			agree(t, p, col)
		}
	}
	if seen < 40 {
		t.Errorf("only %d rows compared", seen)
	}
}

func ours(code, sub, year string) *law.Provision {
	for _, p := range law.Catalogue() {
		if p.Code == code && p.Sub == sub && (p.Edition == year || year == "2022" && strings.Contains(p.Edition, "法")) {
			return &p
		}
	}
	return nil
}

func agree(t *testing.T, p *law.Provision, col func(string) string) {
	t.Helper()
	number := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	zero := func(s string) string { return strings.TrimSuffix(strings.TrimPrefix(s, "-"), "") }
	for what, c := range map[string]struct{ got, want string }{
		"min":       {number(p.MinTimes), strings.TrimPrefix(col("min_mult"), "0")},
		"max":       {number(p.MaxTimes), col("max_mult")},
		"fixed min": {number(p.FixedMinFen / 100), strings.TrimPrefix(zero(col("fixed_min_yuan")), "0")},
		"fixed max": {number(p.FixedMaxFen / 100), col("fixed_max_yuan")},
		"threshold": {number(p.BelowFen / 100), col("threshold_yuan")},
		"forbids":   {strings.Join(p.Prohibition, ";"), col("prohibition")},
		"quote":     {p.Quote, col("quote")},
	} {
		if p.Code == "V19" && p.Sub == "trade" && what == "forbids" || p.Code == "V22" && what == "forbids" {
			continue // we name the paragraph; V22 repeats the law's name
		}
		if c.got != c.want {
			t.Errorf("%s/%s %s: %s %q, the source has %q", p.Code, p.Sub, p.Edition, what, c.got, c.want)
		}
	}
	if p.Penalty[0] != col("penalty") {
		t.Errorf("%s/%s %s: penalty %v, the source has %s", p.Code, p.Sub, p.Edition, p.Penalty, col("penalty"))
	}
}

func TestArticle(t *testing.T) {
	for ref, want := range map[string]struct{ article, begins string }{
		"野生动物保护法2022:52.1": {"第五十二条", "违反本法第二十八条第一款和第二款、第二十九条第一款"},
		"野生动物保护法2022:48.2": {"第四十八条", "违反本法第二十三条第一款规定，未将猎捕情况"},
		"野生动物保护法2018:45":   {"第四十五条", "违反本法第二十条"},
		"刑法:341.3":         {"第三百四十一条", "违反野生动物保护管理法规，以食用为目的"},
		"刑法:344_1":         {"第三百四十四条之一", "违反国家规定，非法引进"},
		"法释〔2022〕12号:6.1":  {"第六条", "非法猎捕、杀害国家重点保护的"},
		"行政处罚法:29":         {"第二十九条", "对当事人的同一个违法行为"},
		"动物防疫法:100.1":      {"第一百条", "违反本法规定，屠宰、经营、运输的动物未附有检疫证明"},
		"广告法:57":           {"第五十七条", "有下列行为之一的"},
	} {
		a, err := law.Article(ref)
		if err != nil {
			t.Errorf("%s: %v", ref, err)
			continue
		}
		if a.Article != want.article || !strings.HasPrefix(a.Text, want.begins) {
			t.Errorf("%s opens %s %s", ref, a.Article, a.Text)
		}
	}
	for _, ref := range []string{"", "野生动物保护法2022", "野生动物保护法2022:65", "野生动物保护法2022:52.4", "野生动物保护法2022:52.0", "民法典:1", "52.1", "刑法:341.x"} {
		if _, err := law.Article(ref); !errors.Is(err, law.ErrArticle) {
			t.Errorf("%q opens something: %v", ref, err)
		}
	}
	a, err := law.Article("野生动物保护法2022:48.1")
	if err != nil || !strings.Contains(a.Text, "（三）使用禁用的工具") || strings.Contains(a.Text, "备案") {
		t.Errorf("the items belong to their paragraph: %v %s", err, a.Text)
	}
}

// TestEveryReferenceOfTheTriageOpens runs deeds of every act and class and
// follows what crime and the assessment cite.
func TestEveryReferenceOfTheTriageOpens(t *testing.T) {
	seen := map[string]bool{}
	each(t, func(c law.Case) {
		a, err := law.Assess(c, today)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		refs := a.Criminal.Articles
		for _, v := range a.Violations {
			refs = append(refs, v.Refs()...)
			if len(v.Refs()) < 2 || len(v.Prohibition) == 0 {
				t.Errorf("%s: %s cites %v", c.ID, v.Code, v.Refs())
			}
		}
		for _, r := range refs {
			seen[r] = true
		}
	})
	for r := range seen {
		if _, err := law.Article(r); err != nil {
			t.Errorf("%s: %v", r, err)
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d references seen", len(seen))
	}
}

func TestDoubtsAreNumbered(t *testing.T) {
	for i, d := range law.Doubts() {
		if d.No != i+1 || d.Title == "" || d.Text == "" {
			t.Errorf("%d: %+v", i, d)
		}
	}
	if n := len(law.Doubts()); n != 17 {
		t.Errorf("%d doubts", n)
	}
}
