package arch

import (
	"bufio"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The sizes beyond which a thought is two thoughts.
const (
	maxFile      = 500
	maxFunc      = 80
	maxInterface = 5
	maxParams    = 6 // ctx and tx are two of them
)

func TestSizes(t *testing.T) {
	for _, p := range list(t) {
		for _, f := range p.GoFiles {
			path := filepath.Join(p.Dir, f)
			if n := lines(t, path); n > maxFile && !generated(t, path) {
				t.Errorf("%s/%s has %d lines", p.name(), f, n)
			}
			checkSizes(t, p.name()+"/"+f, path)
		}
	}
}

func checkSizes(t *testing.T, where, path string) {
	t.Helper()
	file := parse(t, path)
	base := file.FileStart
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	between := func(from, to token.Pos) int { return strings.Count(string(b[from-base:to-base]), "\n") + 1 }
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if l := between(n.Pos(), n.End()); l > maxFunc {
				t.Errorf("%s: %s has %d lines", where, n.Name.Name, l)
			}
			if c := n.Type.Params.NumFields(); c > maxParams {
				t.Errorf("%s: %s takes %d parameters", where, n.Name.Name, c)
			}
		case *ast.InterfaceType:
			if c := n.Methods.NumFields(); c > maxInterface {
				t.Errorf("%s: an interface of %d methods", where, c)
			}
		}
		return true
	})
}

// TestExportedNamesAreExplained checks that what a package offers says what it
// promises.
func TestExportedNamesAreExplained(t *testing.T) {
	for _, p := range list(t) {
		for _, f := range p.GoFiles {
			for _, d := range parse(t, filepath.Join(p.Dir, f)).Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.IsExported() && fn.Doc == nil && fn.Recv == nil {
					t.Errorf("%s/%s: %s has no comment", p.name(), f, fn.Name.Name)
				}
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
					for _, s := range g.Specs {
						if ts := s.(*ast.TypeSpec); ts.Name.IsExported() && g.Doc == nil && ts.Doc == nil {
							t.Errorf("%s/%s: %s has no comment", p.name(), f, ts.Name.Name)
						}
					}
				}
			}
		}
	}
}

func lines(t *testing.T, path string) (n int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); n++ {
	}
	return n
}

func generated(t *testing.T, path string) bool { return ast.IsGenerated(parse(t, path)) }
