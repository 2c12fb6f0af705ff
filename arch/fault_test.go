package arch

import (
	"go/ast"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"example.org/zhiye/data"
)

// spoken are codes that are told without being declared by fault.New.
var spoken = []string{"internal", "request.unknown", "request.too_large", "request.slow", "request.kind", "request.invalid"}

// TestEveryFaultHasItsEnglish: what a person is told stands in data/fault/en.csv
// too, once each, and nothing stands there that nobody says.
func TestEveryFaultHasItsEnglish(t *testing.T) {
	said := map[string]bool{}
	for _, code := range spoken {
		said[code] = true
	}
	for _, p := range list(t) { // cmd is not asked: its words stand on a terminal in both languages
		for _, f := range p.GoFiles {
			ast.Inspect(parse(t, filepath.Join(p.Dir, f)), func(n ast.Node) bool {
				if code, ok := declared(n); ok {
					said[code] = true
				}
				return true
			})
		}
	}
	if len(said) < 100 {
		t.Fatalf("only %d faults were found", len(said))
	}
	last := ""
	for _, r := range data.MustRows("fault/en.csv") {
		code, text := r[0], r[1]
		switch {
		case code <= last:
			t.Errorf("%s stands after %s: sort the rows, each code once", code, last)
		case !said[code]:
			t.Errorf("%s has a sentence and nobody says it", code)
		case text == "" || strings.ContainsFunc(strings.ReplaceAll(text, "野生动物保护法", ""), func(r rune) bool { return unicode.Is(unicode.Han, r) && r != '元' && r != '万' }):
			t.Errorf("%s: %q is no English sentence", code, text)
		}
		delete(said, code)
		last = code
	}
	for code := range said {
		t.Errorf("%s has no English sentence: add a row to data/fault/en.csv", code)
	}
}

// declared is the code of a call of fault.New.
func declared(n ast.Node) (string, bool) {
	c, ok := n.(*ast.CallExpr)
	if !ok || len(c.Args) != 3 {
		return "", false
	}
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "New" {
		return "", false
	}
	if x, ok := f.X.(*ast.Ident); !ok || x.Name != "fault" {
		return "", false
	}
	lit, ok := c.Args[1].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	code, err := strconv.Unquote(lit.Value)
	return code, err == nil
}
