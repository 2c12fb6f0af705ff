package journal

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"example.org/zhiye/internal/platform/store"
)

// encode writes the body of a note: one JSON object, keys sorted, no space,
// no floats. These bytes are hashed and never change.
func encode(tx *store.Tx, n store.Note, act string, seq int64) ([]byte, error) {
	b := make([]byte, 0, 512)
	b = text(append(b, `{"act":`...), act)
	b = strconv.AppendInt(append(b, `,"at":`...), tx.Now.UnixMicro(), 10)
	b = text(append(b, `,"by":`...), tx.Actor.ID)
	b = text(append(b, `,"campaign":`...), n.Campaign)
	b = text(append(b, `,"day":`...), n.Day)
	b = list(append(b, `,"departments":`...), n.Departments)
	b, err := facts(append(b, `,"facts":`...), n.Facts)
	if err != nil {
		return nil, fmt.Errorf("journal: %s: %w", n.Verb, err)
	}
	b = text(append(b, `,"home":`...), tx.Actor.Home)
	b = text(append(b, `,"region":`...), n.Region)
	b = strconv.AppendInt(append(b, `,"reverses":`...), n.Reverses, 10)
	b = strconv.AppendInt(append(b, `,"seq":`...), seq, 10)
	b = text(append(b, `,"subject":`...), string(n.Subject))
	b = text(append(b, `,"unit":`...), tx.Actor.Unit)
	b = text(append(b, `,"verb":`...), n.Verb)
	return append(b, '}'), nil
}

// field is one fact of a struct.
type field struct {
	name  string
	index int
}

var fieldsOf sync.Map // reflect.Type → []field

// fields lists a facts struct by its JSON names, sorted.
func fields(t reflect.Type) []field {
	if known, ok := fieldsOf.Load(t); ok {
		return known.([]field)
	}
	var fs []field
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		fs = append(fs, field{cmp.Or(name, strings.ToLower(t.Field(i).Name)), i})
	}
	slices.SortFunc(fs, func(a, b field) int { return strings.Compare(a.name, b.name) })
	fieldsOf.Store(t, fs)
	return fs
}

// Fields describes a facts struct: JSON name → string, int, bool or list.
// A field of another kind is an error; facts lie flat.
func Fields(zero any) (map[string]string, error) {
	t, out := reflect.TypeOf(zero), map[string]string{}
	for _, f := range fields(t) {
		switch k := t.Field(f.index).Type; {
		case k.Kind() == reflect.String:
			out[f.name] = "string"
		case k.Kind() == reflect.Bool:
			out[f.name] = "bool"
		case k.Kind() == reflect.Int64 || k.Kind() == reflect.Int:
			out[f.name] = "int"
		case k.Kind() == reflect.Slice && k.Elem().Kind() == reflect.String:
			out[f.name] = "list"
		default:
			return nil, fmt.Errorf("journal: fact %s of %s is a %s", f.name, t, k)
		}
	}
	return out, nil
}

func facts(b []byte, v any) ([]byte, error) {
	r := reflect.ValueOf(v)
	b = append(b, '{')
	for i, f := range fields(r.Type()) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(text(b, f.name), ':')
		switch x := r.Field(f.index); {
		case x.Kind() == reflect.String:
			b = text(b, x.String())
		case x.Kind() == reflect.Bool:
			b = strconv.AppendBool(b, x.Bool())
		case x.CanInt():
			b = strconv.AppendInt(b, x.Int(), 10)
		case x.Kind() == reflect.Slice && x.Type().Elem().Kind() == reflect.String:
			b = append(b, '[')
			for j := range x.Len() {
				if j > 0 {
					b = append(b, ',')
				}
				b = text(b, x.Index(j).String())
			}
			b = append(b, ']')
		default:
			return nil, fmt.Errorf("fact %s is a %s; facts are strings, integers, booleans and string lists", f.name, x.Kind())
		}
	}
	return append(b, '}'), nil
}

func list(b []byte, items []string) []byte {
	b = append(b, '[')
	for i, s := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, s)
	}
	return append(b, ']')
}

// text writes a JSON string: the shortest form, as RFC 8785 has it.
func text(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c >= ' ':
			b = append(b, c)
		case strings.IndexByte("\b\t\n\f\r", c) >= 0:
			b = append(b, '\\', "btnfr"[strings.IndexByte("\b\t\n\f\r", c)])
		default:
			b = fmt.Appendf(b, `\u%04x`, c)
		}
		i++
	}
	return append(b, '"')
}

// Describe lists the facts of every verb: verb → JSON name → kind. A golden
// file of it is what definitions are checked against.
func Describe(verbs store.Verbs) (map[string]map[string]string, error) {
	out := make(map[string]map[string]string, len(verbs))
	for verb, zero := range verbs {
		fs, err := Fields(zero)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", verb, err)
		}
		out[verb] = fs
	}
	return out, nil
}
