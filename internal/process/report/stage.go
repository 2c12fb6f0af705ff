package report

import (
	"fmt"
	"io/fs"
	"strings"

	"gopkg.in/yaml.v3"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/doc"
)

// Template is the structure of a stage report: sentences with figures in them,
// and what to say instead while they are nothing.
type Template struct {
	Version  string      `yaml:"version"`
	Title    []string    `yaml:"title"`
	Opening  []Paragraph `yaml:"opening"`
	Sections []struct {
		Heading    string      `yaml:"heading"`
		Paragraphs []Paragraph `yaml:"paragraphs"`
	} `yaml:"sections"`
	Closing []Paragraph `yaml:"closing"`
}

// Paragraph is its sentences.
type Paragraph []Sentence

// Sentence says Say, unless every figure in it is nothing, or one of Need is:
// then Zero. {parts} in Say are those of Parts whose figures are something. While
// a figure of If is nothing, nothing is said.
type Sentence struct {
	Say   string   `yaml:"say"`
	Parts []string `yaml:"parts"`
	Zero  string   `yaml:"zero"`
	Need  []string `yaml:"need"`
	If    []string `yaml:"if"`
}

// StageTemplate is the template that comes with the program.
func StageTemplate() (Template, error) {
	var t Template
	b, err := fs.ReadFile(data.Files, "template/stage.yaml")
	if err != nil {
		return t, fmt.Errorf("report: reading the template: %w", err)
	}
	if err := yaml.Unmarshal(b, &t); err != nil {
		return t, fmt.Errorf("report: reading the template: %w", err)
	}
	return t, nil
}

// Facts are the words of a report that are not figures.
type Facts struct {
	Region   string // 濂溪区
	Campaign string // 野生动物保护联合专项整治行动
	Basis    string // the notice it follows, with its number; may be empty
	To       string // 主送机关
	Signers  []string
	Since    string // the campaign's first day
	Through  string // the last day reported
	Date     string // 成文日期; empty is Through
	Imprint  *doc.Imprint
}

// Draft is a report being written. Its paragraphs are text with marks, which an
// officer may edit; Figures are the numbers as the officer last saw them, by
// "code:column".
type Draft struct {
	Template string            `json:"template"`
	Title    []string          `json:"title"`
	To       string            `json:"to"`
	Opening  []string          `json:"opening"`
	Sections []Section         `json:"sections"`
	Closing  []string          `json:"closing"`
	Signers  []string          `json:"signers"`
	Date     string            `json:"date"`
	Imprint  *doc.Imprint      `json:"imprint,omitempty"`
	Figures  map[string]Number `json:"figures"`
}

// Section is a heading of the first level and what stands under it.
type Section struct {
	Heading    string   `json:"heading"`
	Paragraphs []string `json:"paragraphs"`
}

// Write makes the first draft from the table.
func (t Template) Write(table Table, f Facts) (Draft, error) {
	w := &writer{table: table, names: f.words()}
	d := Draft{Template: t.Version, To: f.To, Signers: f.Signers, Date: f.Date, Imprint: f.Imprint}
	if d.Date == "" {
		d.Date = f.Through
	}
	for _, l := range t.Title {
		d.Title = append(d.Title, w.names.Replace(l))
	}
	d.Opening = w.paragraphs(t.Opening)
	for _, s := range t.Sections {
		d.Sections = append(d.Sections, Section{Heading: w.names.Replace(s.Heading), Paragraphs: w.paragraphs(s.Paragraphs)})
	}
	d.Closing = w.paragraphs(t.Closing)
	if w.err != nil {
		return Draft{}, w.err
	}
	return d.Refresh(table)
}

// words are the facts by their names in a template.
func (f Facts) words() *strings.Replacer {
	basis := f.Basis
	if basis == "" {
		basis = "上级部署"
	}
	return strings.NewReplacer("{@region}", f.Region, "{@campaign}", f.Campaign, "{@basis}", basis,
		"{@since}", day(f.Since), "{@through}", day(f.Through))
}

// writer chooses the sentences; the first mistake stays.
type writer struct {
	table Table
	names *strings.Replacer
	err   error
}

var points = []rune("一二三四五六七八九")

// paragraphs leaves out what says nothing, and counts the points ({#}: 一是, 二是)
// of those that stay.
func (w *writer) paragraphs(all []Paragraph) (out []string) {
	n := 0
	for _, p := range all {
		var text string
		for _, s := range p {
			text += w.sentence(s)
		}
		if strings.Contains(text, "{#}") {
			text = strings.Replace(text, "{#}", string(points[min(n, len(points)-1)])+"是", 1)
			n++
		}
		if text != "" {
			out = append(out, w.names.Replace(text))
		}
	}
	return out
}

func (w *writer) sentence(s Sentence) string {
	for _, code := range s.If {
		if w.nothing(code) {
			return ""
		}
	}
	for _, code := range s.Need {
		if w.nothing(code) {
			return w.zero(s.Zero)
		}
	}
	var parts []string
	for _, p := range s.Parts {
		if !w.empty(p) {
			parts = append(parts, p)
		}
	}
	if len(s.Parts) > 0 && len(parts) == 0 || w.empty(s.Say) {
		return w.zero(s.Zero)
	}
	return strings.ReplaceAll(s.Say, "{parts}", strings.Join(parts, "，"))
}

// zero is what is said of a figure that is nothing; of one that nothing notes
// yet, nothing can be said.
func (w *writer) zero(text string) string {
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		if c := nilChip.FindStringSubmatch(m[1]); c != nil {
			if r, err := w.table.Row(c[1]); err == nil && r.Later {
				return ""
			}
		}
	}
	return text
}

// empty says whether the text has figures, and all of them are nothing.
func (w *writer) empty(text string) bool {
	found := false
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		c := chip.FindStringSubmatch(m[1])
		if c == nil {
			continue
		}
		if found = true; !w.nothing(m[1]) {
			return false
		}
	}
	return found
}

// nothing says whether a figure, written as in a mark, is nought.
func (w *writer) nothing(code string) bool {
	c := chip.FindStringSubmatch(code)
	if c == nil {
		w.err = ErrMarkup.With(code)
		return true
	}
	if c[2] == "" {
		c[2] = string(Cumulative)
	}
	n, err := w.table.Cell(c[1], Column(c[2]))
	if err != nil {
		w.err = err
	}
	return n.Zero()
}

// Refresh takes the table's figures into the draft: the officer has seen them.
func (d Draft) Refresh(t Table) (Draft, error) {
	d.Figures = map[string]Number{}
	_, err := d.lines(func(code string, c Column) (Number, string, error) {
		n, err := t.Cell(code, c)
		d.Figures[code+":"+string(c)] = n
		return n, "", err
	})
	return d, err
}

// lines are all marked texts of the draft as runs.
func (d Draft) lines(figures lookup) ([]doc.Line, error) {
	texts := append(append([]string{}, d.Title...), d.Opening...)
	for _, s := range d.Sections {
		texts = append(append(texts, s.Heading), s.Paragraphs...)
	}
	var out []doc.Line
	for _, s := range append(texts, d.Closing...) {
		l, err := parse(s, figures)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}
