package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

var (
	steps   = []string{"scene", "filing", "evidence", "measure", "notice", "decision", "service", "transfer", "execution", "closing"}
	kinds   = []string{"", "line", "text", "day", "time", "money", "table", "photos"}
	abouts  = []string{"case", "visit", "writ"}
	papers  = []string{"", "letter", "report", "inventory", "opinion", "other"}
	article = regexp.MustCompile(`^[\p{Han}0-9]+:[0-9]+$`)
	slot    = regexp.MustCompile(`\{([a-z_]+)\}`)
)

// built are the slots that every writ has without a field: the organ that makes
// it, its day and its number.
var built = []string{"organ", "day", "mark"}

// Parse reads templates and refuses what could not be filled or printed: a slot
// without a field, a field without a label, a word twice.
func Parse(b []byte) ([]Template, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var ts []Template
	if err := d.Decode(&ts); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("form: reading: %w", err)
	}
	var codes []string
	for _, t := range ts {
		if err := t.check(); err != nil {
			return nil, fmt.Errorf("form: %q: %w", t.Code, err)
		}
		if slices.Contains(codes, t.Code) {
			return nil, fmt.Errorf("form: %q stands twice", t.Code)
		}
		codes = append(codes, t.Code)
	}
	return ts, nil
}

func (t Template) check() error {
	switch {
	case t.Code == "" || t.Name == "" || t.Edition < 1:
		return errors.New("code, name or edition is missing")
	case !slices.Contains(steps, t.Step):
		return fmt.Errorf("no step %q", t.Step)
	case !slices.Contains(papers, t.Paper):
		return fmt.Errorf("no paper %q", t.Paper)
	case len(t.Law) == 0:
		return errors.New("says no law")
	case len(t.About) == 0 || slices.ContainsFunc(t.About, func(a string) bool { return !slices.Contains(abouts, a) }):
		return fmt.Errorf("about %v", t.About)
	}
	for _, l := range t.Law {
		if !article.MatchString(l) {
			return fmt.Errorf("law %q", l)
		}
	}
	if err := t.checkFields(); err != nil {
		return err
	}
	return t.checkSlots()
}

func (t Template) checkFields() error {
	var keys []string
	for _, f := range t.Fields {
		switch {
		case f.Key == "" || f.Label == "" || !slot.MatchString("{"+f.Key+"}"):
			return fmt.Errorf("field %q has no key or label", f.Key)
		case slices.Contains(keys, f.Key) || slices.Contains(built, f.Key):
			return fmt.Errorf("field %q stands twice", f.Key)
		case !slices.Contains(kinds, f.Kind):
			return fmt.Errorf("field %q is of no kind: %q", f.Key, f.Kind)
		case (f.Kind == "table") != (len(f.Columns) > 0):
			return fmt.Errorf("field %q: a table has columns, and nothing else has", f.Key)
		}
		keys = append(keys, f.Key)
	}
	return nil
}

// checkSlots refuses slots that nothing fills, and fields that nothing prints.
func (t Template) checkSlots() error {
	texts := append([]string{t.To, t.Foot, t.Title}, t.More...)
	parts := slices.Clone(t.Body)
	for _, a := range t.Annexes {
		parts = append(parts, a.Body...)
	}
	for _, p := range parts {
		set := 0
		for _, one := range []string{p.Head, p.Para, p.Line, p.Table, p.Photos} {
			if one != "" {
				set++
			}
		}
		if len(p.Rows) > 0 {
			set++
		}
		if set != 1 {
			return fmt.Errorf("a part of the body is %d things", set)
		}
		texts = append(texts, p.Head, p.Para, p.Line, wrap(p.Table), wrap(p.Photos), wrap(p.When))
		for _, r := range p.Rows {
			if len(r)%2 != 0 || len(r) == 0 || len(r) > 4 {
				return fmt.Errorf("a row of %d cells", len(r))
			}
			texts = append(texts, r...)
		}
	}
	return t.matched(strings.Join(texts, "\n"))
}

func wrap(key string) string {
	if key == "" {
		return ""
	}
	return "{" + key + "}"
}

func (t Template) matched(text string) error {
	printed := map[string]bool{}
	for _, m := range slot.FindAllStringSubmatch(text, -1) {
		printed[m[1]] = true
		if _, ok := t.Field(m[1]); !ok && !slices.Contains(built, m[1]) {
			return fmt.Errorf("nothing fills {%s}", m[1])
		}
	}
	for _, f := range t.Fields {
		if !printed[f.Key] {
			return fmt.Errorf("nothing prints the field %q", f.Key)
		}
	}
	return nil
}
