package api

import (
	"reflect"
	"regexp"
	"strings"
)

// list is a page of records; Next asks for the one after it and is empty on
// the last.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// none is the answer of an act that leaves nothing to show.
type none struct{}

// edit names a record to change, in the version that was read, and why.
type edit struct {
	ID   string `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Reason  string `json:"reason,omitempty" maxLength:"2000"`
	}
}

// byID names a record.
type byID struct {
	ID string `path:"id"`
}

var qualified = regexp.MustCompile(`(?:[\w.-]+/)*(\w+)\.(\w+)`)

// named gives the schema of a type its name: packages have words in common,
// and so "registry.Subject" is RegistrySubject and "lead.Lead" is Lead.
func named(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := t.Name()
	if name == "" {
		return titled(strings.ReplaceAll(hint, "-", ""))
	}
	name = qualified.ReplaceAllStringFunc(name, func(q string) string {
		m := qualified.FindStringSubmatch(q)
		return joined(m[1], m[2])
	})
	name = strings.NewReplacer("[", "", "]", "", ",", "", "*", "").Replace(name)
	return joined(t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:], name)
}

func joined(pkg, name string) string {
	if name = titled(name); pkg == "api" || strings.HasPrefix(name, titled(pkg)) {
		return name
	}
	return titled(pkg) + name
}

func titled(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// fillLists makes lists that are not there empty, so that a reader need not
// ask: the description says that no list is null. v points to the answer.
func fillLists(v any) { fill(reflect.ValueOf(v).Elem()) }

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !strings.Contains(f.Tag.Get("json"), "omit") {
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() && v.CanSet() && v.Type().Elem().Kind() != reflect.Uint8 {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if deep(v.Type().Elem()) {
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	}
}

// deep reports whether a list may lie within t.
func deep(t reflect.Type) bool {
	return t.Kind() == reflect.Struct || t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer
}
