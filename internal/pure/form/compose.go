package form

import (
	"fmt"
	"strings"

	"example.org/zhiye/internal/pure/doc"
)

// Setting is what a writ is issued with.
type Setting struct {
	Organ string // whose writ it is
	Mark  string // 文号; empty for a draft
	Day   string // 2026年11月25日
	Over  string // 草稿, 作废
}

// blank is printed where somebody writes by hand.
const blank = "　　　　　　"

// Compose makes the document. What is empty is a blank.
func (t Template) Compose(v Values, s Setting) doc.Document {
	c := composer{t: t, v: v, s: s}
	title := t.Title
	if title == "" {
		title = t.Name
	}
	d := doc.Document{
		Organ: s.Organ, Title: []doc.Line{c.line(title, false)}, To: c.line(t.To, false).String(), Body: c.parts(t.Body),
		Foot: c.line(t.Foot, false).String(), Over: s.Over, Author: s.Organ,
	}
	if t.Word != "" {
		d.Mark = s.Mark
	}
	if t.Close.Organ {
		d.Signers = []string{s.Organ + "（印章）"}
	}
	if t.Close.Date {
		d.Date = s.Day
	}
	if len(t.More) > 0 { // behind the signature, which then is part of the body
		d.Body = append(d.Body, c.closing(d)...)
		d.Signers, d.Date = nil, ""
	}
	for _, a := range t.Annexes {
		d.Annexes = append(d.Annexes, doc.Annex{Title: a.Title, Blocks: c.parts(a.Body)})
	}
	return d
}

type composer struct {
	t Template
	v Values
	s Setting
}

// closing is signature and date as lines at the right, and what stands below.
func (c composer) closing(d doc.Document) (out doc.Blocks) {
	if len(d.Signers)+len(d.Date) > 0 {
		out = append(out, doc.Para{})
	}
	for _, s := range d.Signers {
		out = append(out, doc.Para{Text: doc.Text(s), Right: true})
	}
	if d.Date != "" {
		out = append(out, doc.Para{Text: doc.Line{{Text: d.Date, Given: "date"}}, Right: true})
	}
	for _, m := range c.t.More {
		out = append(out, doc.Para{Text: c.line(m, true), Flush: true})
	}
	return out
}

func (c composer) parts(all []Part) (out doc.Blocks) {
	for _, p := range all {
		if p.When != "" && c.v[p.When].Empty() {
			continue
		}
		switch {
		case p.Head != "":
			out = append(out, doc.Heading{Level: 1, Text: c.line(p.Head, false)})
		case p.Para != "":
			for _, l := range c.paragraphs(p.Para) {
				out = append(out, doc.Para{Text: l, Small: p.Small})
			}
		case p.Line != "":
			out = append(out, doc.Para{Text: c.line(p.Line, true), Flush: true, Small: p.Small})
		case len(p.Rows) > 0:
			out = joined(out, c.form(p))
		case p.Table != "":
			out = append(out, c.table(p.Table))
		case p.Photos != "":
			for _, r := range c.v[p.Photos].Rows {
				out = append(out, doc.Picture{Source: r[0], Caption: strings.Join(r[1:], "　")})
			}
		}
	}
	return out
}

// joined adds the rows of a form to the form above them, where there is one.
func joined(out doc.Blocks, t doc.Table) doc.Blocks {
	if len(out) > 0 {
		if above, ok := out[len(out)-1].(doc.Table); ok && above.Split {
			above.Rows = append(above.Rows, t.Rows...)
			out[len(out)-1] = above
			return out
		}
	}
	return append(out, t)
}

// line fills the slots of a text; under underlines what fills them.
func (c composer) line(text string, under bool) (out doc.Line) {
	at := 0
	for _, m := range slot.FindAllStringSubmatchIndex(text, -1) {
		out = add(out, text[at:m[0]], false)
		out = add(out, c.fill(text[m[2]:m[3]]), under)
		at = m[1]
	}
	return add(out, text[at:], false)
}

func add(l doc.Line, s string, under bool) doc.Line {
	if s == "" {
		return l
	}
	return append(l, doc.Run{Text: s, Under: under})
}

func (c composer) fill(key string) string {
	switch key {
	case "organ":
		return c.s.Organ
	case "day":
		return or(c.s.Day, "　　　　年　　月　　日")
	case "mark":
		return or(c.s.Mark, blank)
	}
	text := strings.TrimSpace(c.v[key].Text)
	if f, _ := c.t.Field(key); f.Kind == "day" {
		text = Day(text)
	}
	return or(text, blank)
}

// Day prints a day as documents do: 2026年11月5日; what is no day stays as it is.
func Day(day string) string {
	var y, m, d int
	if n, _ := fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d); n != 3 {
		return day
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, d)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// paragraphs fills a text and makes a paragraph of every line of it.
func (c composer) paragraphs(text string) (out []doc.Line) {
	for _, one := range strings.Split(c.line(text, false).String(), "\n") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, doc.Text(one))
		}
	}
	return out
}

// form is a ruled form: two columns, or four.
func (c composer) form(p Part) doc.Table {
	t := doc.Table{Widths: []float64{30, 48, 30, 48}, Split: true}
	for _, r := range p.Rows {
		var cells []doc.Cell
		for i, text := range r {
			cell := doc.Cell{Text: c.line(text, false), High: p.High}
			if i%2 == 1 {
				cell.Align = doc.Left
				if len(r) == 2 {
					cell.Span = 3
				}
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// table prints a table field; a few rows stay free where there is none, and what
// stays free is struck out by whoever signs.
func (c composer) table(key string) doc.Table {
	f, _ := c.t.Field(key)
	t := doc.Table{}
	var head []doc.Cell
	for _, col := range f.Columns {
		t.Widths = append(t.Widths, col.Wide)
		head = append(head, doc.Cell{Text: doc.Text(col.Label)})
	}
	t.Head = [][]doc.Cell{head}
	for _, r := range c.v[key].Rows {
		cells := make([]doc.Cell, len(f.Columns))
		for i := range cells {
			if i < len(r) {
				cells[i].Text = doc.Text(r[i])
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	if len(t.Rows) == 0 {
		t.Rows = [][]doc.Cell{make([]doc.Cell, len(f.Columns)), make([]doc.Cell, len(f.Columns))}
	}
	return t
}
