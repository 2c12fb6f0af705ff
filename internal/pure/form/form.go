// Package form keeps the templates of writs (执法文书): what each must contain by
// law, in which words and order, and makes an official document of a template
// and the values that fill it.
//
// Templates are data (data/template/writ): fields with labels and rules, a body
// with {slots}, and the articles that ask for it. It keeps nothing itself:
//
//	Template + Values ─ Lacking ─▶ fields still empty
//	                  └ Compose ─▶ doc.Document
//
// Where values come from is package flow's affair; what becomes of a writ, package
// writ's.
package form

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// ErrTemplate is returned for a writ that no template makes.
var ErrTemplate = fault.New(fault.NotFound, "form.template", "没有这种文书，请从文书目录中选择")

// Template is one kind of writ.
type Template struct {
	Code    string   `json:"code" yaml:"code"`
	Edition int64    `json:"edition" yaml:"edition"` // goes up with every change of its words
	Name    string   `json:"name" yaml:"name"`       // 行政处罚决定书
	About   []string `json:"about" yaml:"about"`     // kinds of record it is made from: case, visit, writ
	Step    string   `json:"step" yaml:"step"`       // of the work: scene, filing, evidence, measure, notice, decision, service, transfer, execution, closing
	Party   bool     `json:"party" yaml:"party"`     // is made out to one party of the case
	Head    bool     `json:"head" yaml:"head"`       // issued by the head of the organ only
	Serve   bool     `json:"serve" yaml:"serve"`     // takes effect when it is served
	Word    string   `json:"word" yaml:"word"`       // behind the organ's word in its number; empty for a form without a number
	Number  string   `json:"-" yaml:"number"`        // the record that has its number already, where there is one
	Paper   string   `json:"paper" yaml:"paper"`     // which paper of a criminal transfer it is
	Place   int      `json:"place" yaml:"place"`     // in the case file
	Law     []string `json:"law" yaml:"law"`         // 行政处罚法:59
	Fields  []Field  `json:"fields" yaml:"fields"`

	Title   string   `json:"-" yaml:"title"` // a printed title other than the name
	To      string   `json:"-" yaml:"to"`
	Body    []Part   `json:"-" yaml:"body"`
	Annexes []Sheet  `json:"-" yaml:"annexes"`
	Close   Closing  `json:"-" yaml:"close"`
	Foot    string   `json:"-" yaml:"foot"`
	More    []string `json:"-" yaml:"more"` // lines behind the signature: who received it
}

// Field is one value that a writ needs.
type Field struct {
	Key      string   `json:"key" yaml:"key"`
	Label    string   `json:"label" yaml:"label"`
	Kind     string   `json:"kind" yaml:"kind"`         // line, text, day, time, money (yuan), table or photos; empty is line
	From     string   `json:"from" yaml:"from"`         // path of the record that holds it
	Edit     bool     `json:"edit" yaml:"edit"`         // what the record says is a proposal; otherwise it is mended there
	Optional bool     `json:"optional" yaml:"optional"` // may stay empty; a blank is printed to be filled by hand
	Sealed   bool     `json:"sealed" yaml:"sealed"`     // personal: printed, never listed
	Default  string   `json:"default" yaml:"default"`
	Options  []string `json:"options" yaml:"options"`
	Columns  []Column `json:"columns" yaml:"columns"` // of a table
	Hint     string   `json:"hint" yaml:"hint"`
}

// Column is one of a table field's.
type Column struct {
	Label string  `json:"label" yaml:"label"`
	Wide  float64 `json:"wide" yaml:"wide"` // mm
}

// Part is one piece of the body; exactly one of its first six is set.
type Part struct {
	Head   string     `yaml:"head"`  // a heading of the first level
	Para   string     `yaml:"para"`  // a paragraph; a value of several lines makes several
	Line   string     `yaml:"line"`  // a line of a form, its values underlined
	Rows   [][]string `yaml:"rows"`  // a ruled form: label, value, label, value …
	Table  string     `yaml:"table"` // a table field
	Photos string     `yaml:"photos"`
	When   string     `yaml:"when"` // left out while this field is empty
	High   float64    `yaml:"high"` // of the rows, at least, mm
	Small  bool       `yaml:"small"`
}

// Sheet is an annex.
type Sheet struct {
	Title string `yaml:"title"`
	Body  []Part `yaml:"body"`
}

// Closing says what stands below the body.
type Closing struct {
	Organ bool `yaml:"organ"` // the organ's name, for its seal
	Date  bool `yaml:"date"`
}

// Value fills a field.
type Value struct {
	Text   string     `json:"text,omitempty"`
	Rows   [][]string `json:"rows,omitempty"` // of a table; of photos: source and words
	From   ref.Ref    `json:"from,omitempty"` // the record that holds it; empty for what somebody wrote
	Sealed bool       `json:"sealed,omitempty"`
}

// Empty reports whether there is nothing to print.
func (v Value) Empty() bool { return strings.TrimSpace(v.Text) == "" && len(v.Rows) == 0 }

// Values are what fills a template, by key.
type Values map[string]Value

// Field returns a template's field by its key.
func (t Template) Field(key string) (Field, bool) {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return Field{}, false
	}
	return t.Fields[i], true
}

// Lacking are the fields that must be filled and are not, in order.
func (t Template) Lacking(v Values) (out []Field) {
	for _, f := range t.Fields {
		if !f.Optional && v[f.Key].Empty() {
			out = append(out, f)
		}
	}
	return out
}

// Fill puts together what records hold, by path, and what somebody wrote, by
// key. Records come first, except in a field that may be edited.
func (t Template) Fill(held, written Values) Values {
	out := Values{}
	for _, f := range t.Fields {
		v, w := held[f.From], written[f.Key]
		switch {
		case !w.Empty() && (f.Edit || v.Empty()):
			v = Value{Text: w.Text, Rows: w.Rows}
		case v.Empty() && f.Default != "":
			v = Value{Text: f.Default}
		}
		if v.Sealed = f.Sealed; !v.Empty() {
			out[f.Key] = v
		}
	}
	return out
}

// All are the templates, in the order of the case file.
func All() []Template { return all() }

// Get finds a template by its code, or returns ErrTemplate.
func Get(code string) (Template, error) {
	ts := all()
	i := slices.IndexFunc(ts, func(t Template) bool { return t.Code == code })
	if i < 0 {
		return Template{}, ErrTemplate.With(code)
	}
	return ts[i], nil
}

// all reads the templates once; they are embedded and tested.
var all = sync.OnceValue(func() (out []Template) {
	const dir = "template/writ"
	files, err := fs.ReadDir(data.Files, dir)
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		b, err := data.Files.ReadFile(dir + "/" + f.Name())
		if err != nil {
			panic(err)
		}
		ts, err := Parse(b)
		if err != nil {
			panic(fmt.Errorf("%s: %w", f.Name(), err))
		}
		out = append(out, ts...)
	}
	slices.SortStableFunc(out, func(a, b Template) int { return a.Place - b.Place })
	return out
})
