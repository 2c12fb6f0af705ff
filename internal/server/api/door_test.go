package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/auth"

	"github.com/danielgtaylor/huma/v2"
)

// operation is one that the API describes.
type operation struct {
	*huma.Operation
}

// in fills the path: the home, and a record that nobody has.
func (o operation) in(home string) string {
	return named.Replace(strings.ReplaceAll(o.Path, "{home}", home))
}

var named = strings.NewReplacer("{id}", "nobody", "{campaign}", "nobody", "{code}", "nobody", "{name}", "nobody", "{file}", "nobody", "{digest}", "nobody", "{run}", "nobody", "{target}", "nobody")

func operations(doc *huma.OpenAPI) (out []operation) {
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		item := doc.Paths[path]
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete, item.Patch} {
			if o != nil {
				out = append(out, operation{o})
			}
		}
	}
	return out
}

func (o operation) ofSession() bool { return strings.HasPrefix(o.Path, "/api/v1/session") }

func TestNothingOpensWithoutASession(t *testing.T) {
	w := newWorld(t)
	stranger := &browser{world: w}
	forged := &browser{world: w, cookie: &http.Cookie{Name: "zhiye_session", Value: strings.Repeat("A", 43)}}
	n := 0
	for _, o := range operations(w.doc) {
		if o.ofSession() {
			continue
		}
		n++
		for who, b := range map[string]*browser{"a stranger": stranger, "a forged cookie": forged} {
			if a := b.do(o.Method, o.in(home), nil); a.Code != http.StatusUnauthorized {
				t.Errorf("%s opens %s %s: %d %s", who, o.Method, o.Path, a.Code, a.Body)
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d operations are described", n)
	}
	for path, body := range map[string]map[string]any{
		"/password": {"old": "x", "new": "y"}, "/post": {"unit": "x"}, "/totp": {"password": "x"}, "/totp/confirm": {"code": "1"},
	} {
		if a := stranger.do("POST", "/api/v1/session"+path, body); a.Code != http.StatusUnauthorized {
			t.Errorf("a stranger opens session%s: %d %s", path, a.Code, a.Body)
		}
	}
	if a := stranger.do("GET", "/api/v1/session", nil); a.Code != http.StatusUnauthorized {
		t.Errorf("a stranger is somebody: %d", a.Code)
	}
}

// TestMatrix really calls the door of every operation for every role: in the
// own home, in another, and from the city above with a role that reaches down.
func TestMatrix(t *testing.T) {
	w := newWorld(t)
	const other = "360403"
	var b strings.Builder
	b.WriteString("# operation: roles that may, in their own home | in a home below | in another home\n")
	type person struct {
		role      string
		own, from *browser
	}
	var people []person
	for _, r := range auth.Roles() {
		p := person{role: r.Code, own: w.hire(home, r, auth.Here)}
		if !r.Administers() {
			p.from = w.hire(city, r, auth.Subtree)
		}
		people = append(people, p)
	}
	for _, o := range operations(w.doc) {
		if o.ofSession() {
			continue
		}
		var own, below, beside []string
		for _, p := range people {
			if opens(p.own, o, home) {
				own = append(own, p.role)
			}
			if p.from != nil && opens(p.from, o, home) {
				below = append(below, p.role)
			}
			if opens(p.own, o, other) {
				beside = append(beside, p.role)
			}
		}
		if len(beside) > 0 || len(below) > 0 && o.Method != http.MethodGet {
			t.Errorf("%s %s: %v write below, %v act beside their home", o.Method, o.Path, below, beside)
		}
		fmt.Fprintf(&b, "%s %s: %s | %s | %s\n", o.Method, o.Path, strings.Join(own, " "), strings.Join(below, " "), strings.Join(beside, " "))
	}
	golden(t, "testdata/matrix.golden", []byte(b.String()))
}

// opens reports whether the door lets somebody in, whatever lies behind it.
func opens(b *browser, o operation, home string) bool {
	a := b.do(o.Method, o.in(home), nil)
	return a.Code != http.StatusForbidden || a.code() != "auth.may" && a.code() != "auth.due"
}

func TestAHomeIsSixDigits(t *testing.T) {
	w := newWorld(t)
	b := w.hire(city, w.role("county_officer"), auth.Subtree)
	for _, home := range []string{"3604", "3604xx", "360402x", "36040２"} {
		if a := b.do("GET", "/api/v1/homes/"+home+"/units", nil); a.Code != http.StatusForbidden {
			t.Errorf("%s opens: %d", home, a.Code)
		}
	}
}
