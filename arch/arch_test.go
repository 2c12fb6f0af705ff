// Package arch checks that the code stands as ARCHITECTURE.md draws it.
package arch

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const (
	module = "example.org/zhiye/"
	root   = module + "internal/"
)

// floors is the program from the ground up; the path of a package says which
// floor it is on, and it imports only floors below its own.
var floors = []string{"pure", "platform", "base", "domain", "process", "server"}

// granted are the imports allowed between packages of one floor, and why.
var granted = map[string]map[string]string{
	"pure/calendar":                {"pure/fault": "faults are a person's words for what is wrong with a date"},
	"platform/journal":             {"platform/store": "entries are written in the act that did the thing"},
	"platform/queue":               {"platform/store": "jobs are enqueued in the act that wants them"},
	"platform/search":              {"platform/store": "the index lives beside the rows"},
	"platform/store/storetest":     {"platform/store": "lends a fresh one", "platform/journal": "every act is noted"},
	"process/report":               {"process/tally": "a table is figures on a sheet"},
	"process/desk":                 {"process/tally": "the overview shows figures"},
	"process/flow":                 {"process/tally": "submitting freezes figures", "process/export": "its verb is one of the parts"},
	"server/app":                   {},
	"server/jobs":                  {},
	"server/api":                   {"server/jobs": "what is asked for there is done here"},
	"base/campaign":                {"base/org": "a campaign is published when every organ has a contact"},
	"platform/journal/journaltest": {"platform/store": "", "platform/journal": ""},
}

// plain are the pure packages every other may use: words, ids, references.
var plain = []string{"pure/fault", "pure/id", "pure/ref"}

// pureUses are the grants within the pure floor.
var pureUses = map[string][]string{
	"pure/ledger":    {"pure/sheet", "pure/uscc", "pure/region", "pure/calendar"},
	"pure/indicator": {"pure/money"},
	"pure/law":       {"pure/species", "pure/valuation", "pure/crime", "pure/money", "pure/calendar", "pure/region"},
	"pure/valuation": {"pure/species", "pure/money", "pure/calendar"},
	"pure/crime":     {"pure/species", "pure/valuation", "pure/money", "pure/calendar"},
	"pure/scan":      {"pure/lexicon"},
	"pure/draw":      {"pure/jcs"},
	"pure/doc":       {"pure/pdf"},
	"pure/form":      {"pure/doc"},
	"pure/typeface":  {"pure/pdf"},
	"pure/redact":    {"pure/calendar"}, // who was a minor on a day
}

// waits are the packages a pure package does without.
var waits = []string{"context", "database/sql", "net", "net/http", "os", "os/exec", "time/tzdata", "log", "log/slog"}

// nameless are words that say nothing about what a package knows.
var nameless = []string{
	"util", "utils", "common", "helper", "helpers", "model", "models", "type", "types", "core", "misc", "shared",
	"base", "dto", "service", "services", "manager", "constants", "lib",
}

type pkg struct {
	ImportPath, Dir, Doc string
	Imports, GoFiles     []string
}

func (p pkg) name() string { return strings.TrimPrefix(p.ImportPath, root) }

func floor(name string) int {
	f, _, _ := strings.Cut(name, "/")
	return slices.Index(floors, f)
}

func TestFloors(t *testing.T) {
	for _, p := range list(t) {
		if floor(p.name()) < 0 {
			t.Errorf("%s is on no floor", p.name())
		}
		for _, imp := range p.Imports {
			if dep, ok := strings.CutPrefix(imp, root); ok && !mayImport(p.name(), dep) {
				t.Errorf("%s must not import %s", p.name(), dep)
			}
		}
	}
}

func mayImport(from, to string) bool {
	if floor(to) < floor(from) || slices.Contains(plain, to) {
		return true
	}
	_, ok := granted[from][to]
	return ok || slices.Contains(pureUses[from], to)
}

func TestPurePackagesDoNotWait(t *testing.T) {
	for _, p := range list(t) {
		for _, imp := range p.Imports {
			if floor(p.name()) == 0 && slices.Contains(waits, imp) {
				t.Errorf("%s is pure and must not import %s", p.name(), imp)
			}
		}
		for _, f := range p.GoFiles {
			if floor(p.name()) == 0 && asksTheClock(t, filepath.Join(p.Dir, f)) {
				t.Errorf("%s/%s is pure and must not ask the clock", p.name(), f)
			}
		}
	}
}

func asksTheClock(t *testing.T, path string) (asks bool) {
	ast.Inspect(parse(t, path), func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Now" {
			x, ok := s.X.(*ast.Ident)
			asks = asks || ok && x.Name == "time"
		}
		return true
	})
	return asks
}

func TestNames(t *testing.T) {
	for _, p := range list(t) {
		last := p.name()[strings.LastIndex(p.name(), "/")+1:]
		if slices.Contains(nameless, last) {
			t.Errorf("%s: a package is named for what it knows", p.name())
		}
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.name())
		}
	}
}

// once loads the packages for all tests of this file and its neighbours.
var once = sync.OnceValues(func() ([]pkg, error) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,Imports,GoFiles", root+"...").Output()
	if err != nil {
		return nil, err
	}
	var ps []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return ps, nil
		} else if err != nil {
			return nil, err
		}
		ps = append(ps, p)
	}
})

func list(t *testing.T) []pkg {
	t.Helper()
	ps, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

var parsed sync.Map

func parse(t *testing.T, path string) *ast.File {
	t.Helper()
	if f, ok := parsed.Load(path); ok {
		return f.(*ast.File)
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	parsed.Store(path, f)
	return f
}
