package arch

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// readers may SELECT from every table; nobody else leaves his package.
var readers = []string{"process/desk", "process/tally"}

// references are tables every machine of a cluster keeps whole.
var references = []string{}

// locals are tables of one deployment, not of a home: sign-in names, sessions,
// the queue, versions of the schema.
var locals = []string{"auth_login", "auth_session", "auth_count", "store_version", "queue_job"}

// keepers write what is no act, and what they write.
var keepers = map[string]string{
	"platform/journal": "checkpoints: signatures over what is already noted",
	"platform/queue":   "jobs",
	"platform/search":  "the index, derived from rows",
	"process/tally":    "postings and totals, derived from the journal",
	"domain/auth":      "sessions and failed sign-ins",
	"domain/registry":  "the staging of an import, before it is one",
	"domain/view":      "saved ways to look at a list",
	"server/api":       "answers kept for requests sent twice",
}

var (
	statement = regexp.MustCompile(`\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b`)
	table     = regexp.MustCompile(`(?i)\b(FROM|JOIN|INTO|UPDATE|TABLE(?: IF NOT EXISTS)?)\s+([a-z_]+)`)
	with      = regexp.MustCompile(`(?i)(?:WITH(?: RECURSIVE)?|,)\s+([a-z_]+)(?:\s*\([^)]*\))?\s+AS\s*\(`)
	forbidden = regexp.MustCompile(`\bILIKE\b|=\s*ANY\b|->>|\bSKIP LOCKED\b|\bNUMERIC\b|\bgreatest\(|\bGREATEST\(|SELECT \*`)
)

func TestTables(t *testing.T) {
	for _, p := range list(t) {
		owner := filepath.Base(p.name())
		for _, f := range p.GoFiles {
			for _, s := range literals(t, filepath.Join(p.Dir, f)) {
				named := map[string]bool{"set": true, "lateral": true}
				for _, m := range with.FindAllStringSubmatch(s, -1) {
					named[strings.ToLower(m[1])] = true
				}
				for _, m := range table.FindAllStringSubmatch(s, -1) {
					name := strings.ToLower(m[2])
					own := named[name] || name == owner || strings.HasPrefix(name, owner+"_") || // SQLite's own belong to store
						owner == "store" && strings.HasPrefix(name, "sqlite_")
					reads := slices.Contains(readers, p.name()) && (m[1] == "FROM" || m[1] == "JOIN")
					if !own && !reads {
						t.Errorf("%s/%s: table %s is not its own", p.name(), f, name)
					}
				}
				if word := forbidden.FindString(s); word != "" && !mayAskDialect(p.name()) {
					t.Errorf("%s/%s: %q is not understood by every database", p.name(), f, word)
				}
			}
		}
	}
}

func mayAskDialect(name string) bool {
	return slices.Contains([]string{"platform/store", "platform/queue", "platform/search"}, name)
}

func TestOnlyThreeAskWhichDatabaseItIs(t *testing.T) {
	for _, p := range list(t) {
		for _, f := range p.GoFiles {
			ast.Inspect(parse(t, filepath.Join(p.Dir, f)), func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Dialect" && !mayAskDialect(p.name()) {
					t.Errorf("%s/%s asks which database it is", p.name(), f)
				}
				return true
			})
		}
	}
}

func TestKeepers(t *testing.T) {
	for _, p := range list(t) {
		for _, f := range p.GoFiles {
			ast.Inspect(parse(t, filepath.Join(p.Dir, f)), func(n ast.Node) bool {
				c, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if s, ok := c.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Keep" && keepers[p.name()] == "" {
					t.Errorf("%s/%s keeps without standing on the list", p.name(), f)
				}
				return true
			})
		}
	}
}

var (
	create = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	unique = regexp.MustCompile(`(?i)(?:PRIMARY KEY|UNIQUE|FOREIGN KEY|UNIQUE INDEX (\w+) ON \w+)\s*\((\w+)`)
	inline = regexp.MustCompile(`(?im)^\s+\w+ .*\b(PRIMARY KEY|UNIQUE)\b[^(]*$`)
)

// TestHomes checks that every key begins with the home, so that a cluster can
// shard by it and no query can leave it.
func TestHomes(t *testing.T) {
	twins := map[string]string{}
	for _, p := range list(t) {
		files, err := filepath.Glob(filepath.Join(p.Dir, "schema", "*.sql"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			version, _, _ := strings.Cut(filepath.Base(f), "_")
			if twins[version] != "" {
				t.Errorf("%s and %s have one version", f, twins[version])
			}
			twins[version] = f
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			checkKeys(t, p, string(b))
		}
	}
}

func checkKeys(t *testing.T, p pkg, sql string) {
	t.Helper()
	owner := filepath.Base(p.name())
	for _, m := range create.FindAllStringSubmatch(sql, -1) {
		if m[1] != owner && !strings.HasPrefix(m[1], owner+"_") {
			t.Errorf("%s: table %s does not begin with its package", p.name(), m[1])
		}
		if slices.Contains(references, m[1]) || slices.Contains(locals, m[1]) {
			continue
		}
		if !strings.Contains(m[2], "PRIMARY KEY (home") || inline.MatchString(m[2]) {
			t.Errorf("%s: the key of %s does not begin with home", p.name(), m[1])
		}
		for _, u := range unique.FindAllStringSubmatch(m[2], -1) {
			if u[2] != "home" {
				t.Errorf("%s: a key of %s begins with %s, not with home", p.name(), m[1], u[2])
			}
		}
	}
	for _, u := range unique.FindAllStringSubmatch(create.ReplaceAllString(sql, ""), -1) {
		if u[2] != "home" && !slices.ContainsFunc(locals, func(l string) bool { return strings.HasPrefix(u[1], l) }) {
			t.Errorf("%s: the unique index %s begins with %s, not with home", p.name(), u[1], u[2])
		}
	}
}

// literals returns the SQL-looking string literals of a file; parts joined by
// + are one statement.
func literals(t *testing.T, path string) (out []string) {
	t.Helper()
	ast.Inspect(parse(t, path), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if s := joined(n); statement.MatchString(s) {
				out = append(out, s)
				return false
			}
		case *ast.BasicLit:
			if s := joined(n); statement.MatchString(s) {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}

func joined(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, _ := strconv.Unquote(e.Value)
			return s
		}
	case *ast.BinaryExpr:
		return joined(e.X) + joined(e.Y)
	}
	return " "
}
