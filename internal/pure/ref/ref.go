// Package ref names records across packages: "lead:01j…" is a kind and an id.
//
// Packages do not know each other; what one keeps of another is a Ref.
package ref

import "strings"

// Ref is "kind:id". The empty Ref names nothing.
type Ref string

// Of makes a Ref; kind is the word of the package that keeps the record.
func Of(kind, id string) Ref { return Ref(kind + ":" + id) }

// Kind is the part before the colon.
func (r Ref) Kind() string { k, _, _ := strings.Cut(string(r), ":"); return k }

// ID is the part after the first colon, which may hold further ones.
func (r Ref) ID() string { _, id, _ := strings.Cut(string(r), ":"); return id }

// Valid reports whether both parts are there.
func (r Ref) Valid() bool { return r.Kind() != "" && r.ID() != "" }
