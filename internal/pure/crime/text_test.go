package crime_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/crime"
)

// statutes are the short names of laws in references, and their names in law/article.csv.
var statutes = map[string]string{
	"刑法":          "刑法",
	"法释〔2022〕12号": "最高人民法院、最高人民检察院关于办理破坏野生动物资源刑事案件适用法律若干问题的解释(2022-04-06)",
	"法释〔2000〕37号": "最高人民法院关于审理破坏野生动物资源刑事案件具体应用法律若干问题的解释(2000-11-27)",
	"法释〔2014〕10号": "最高人民法院、最高人民检察院关于办理走私刑事案件适用法律若干问题的解释(2014-08-12)",
	"野生动物保护法2022": "野生动物保护法(2022-12-30)",
	"野生动物保护法2018": "野生动物保护法(2018-10-26)",
}

// paragraph is the text of a reference: the article, or its paragraph with the
// items that hang on it; "" where there is none.
func paragraph(t *testing.T, ref string) string {
	t.Helper()
	law, place, _ := strings.Cut(ref, ":")
	article, para, whole := strings.Cut(place, ".")
	for _, r := range data.MustRows("law/article.csv") {
		if r[0] != statutes[law] || r[2] != article || r[3] != "0" {
			continue
		}
		if !whole {
			return r[4]
		}
		return paragraphs(r[4])[para]
	}
	return ""
}

func paragraphs(text string) map[string]string {
	out, n := map[string]string{}, 0
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !strings.HasPrefix(line, "（") {
			n++
		}
		out[strconv.Itoa(n)] += line + "\n"
	}
	return out
}

// TestEveryFigureStandsInItsArticle: quoted words verbatim, and the figure in them.
func TestEveryFigureStandsInItsArticle(t *testing.T) {
	units := map[string]struct {
		scale int64
		names []string
	}{"fen": {100, []string{"元"}}, "kg": {1, []string{"公斤"}}, "head": {1, []string{"只"}}}
	for _, r := range data.MustRows("law/threshold.csv") {
		figure, err := strconv.ParseInt(r[3], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(paragraph(t, r[5]), r[6]) {
			t.Errorf("%s does not say %q", r[5], r[6])
		}
		n, found := figure/units[r[4]].scale, false
		for _, unit := range units[r[4]].names {
			for _, w := range []string{strconv.FormatInt(n, 10), wan(n), chinese(n)} {
				found = found || strings.Contains(r[6], w+unit+"以上") || strings.Contains(r[6], w+"以上不满") || strings.Contains(r[6], w+unit+"以上不满")
			}
		}
		if !found {
			t.Errorf("%s: %d%s is not in %q", r[5], n, r[4], r[6])
		}
	}
}

func wan(n int64) string { return strconv.FormatInt(n/10_000, 10) + "万" }

// chinese writes the round figures statutes use.
func chinese(n int64) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	for _, u := range []struct {
		n    int64
		name string
	}{{1_000_000, "百万"}, {100_000, "十万"}, {10_000, "万"}, {1_000, "千"}, {100, "百"}, {10, "十"}} {
		if n >= u.n && n%u.n == 0 {
			return digits[n/u.n] + u.name
		}
	}
	return "?"
}

// TestEveryReferenceExists: each reference in the package's source and in the
// table opens a text of ours.
func TestEveryReferenceExists(t *testing.T) {
	refs := map[string]bool{}
	for _, r := range data.MustRows("law/threshold.csv") {
		refs[r[5]] = true
	}
	shape := regexp.MustCompile(`^[^:\s]+:[0-9]+(\.[0-9]+)?$`)
	for _, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && shape.MatchString(s) {
					refs[s] = true
				}
			}
			return true
		})
	}
	if len(refs) < 30 {
		t.Fatalf("only %d references found", len(refs))
	}
	for ref := range refs {
		if paragraph(t, ref) == "" {
			t.Errorf("%s opens nothing", ref)
		}
	}
}

func sources(t *testing.T) (files []*ast.File) {
	t.Helper()
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func TestCite(t *testing.T) {
	for ref, want := range map[string]string{
		"刑法:341.1": "刑法第三百四十一条第一款", "法释〔2022〕12号:6": "法释〔2022〕12号第六条", "刑法:12": "刑法第十二条", "刑法:10": "刑法第十条",
		"刑法:20": "刑法第二十条", "刑法:151.2": "刑法第一百五十一条第二款", "刑法:312": "刑法第三百一十二条", "刑法:305": "刑法第三百零五条", "刑法:300": "刑法第三百条",
		"没有条号": "没有条号",
	} {
		if got := crime.Cite(ref); got != want {
			t.Errorf("%s: %s, want %s", ref, got, want)
		}
	}
}
