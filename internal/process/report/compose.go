package report

import (
	"fmt"

	"example.org/zhiye/internal/pure/doc"
)

// Stage sets the draft as an official document with the table behind it, reads
// the finished file again and compares it with the table; see Verify. It returns
// the file and the figures of its text.
func Stage(d Draft, t Table, f Form) ([]byte, []Figure, error) {
	document, err := d.compose(t, f)
	if err != nil {
		return nil, nil, err
	}
	docx := doc.Bytes(document)
	figures, err := Verify(docx, t)
	if err != nil {
		return nil, nil, err
	}
	return docx, figures, nil
}

// compose prints the figures that the officer saw, not the table's: if they have
// parted, that must come to light.
func (d Draft) compose(t Table, f Form) (doc.Document, error) {
	c := &composer{figures: func(code string, col Column) (Number, string, error) {
		n, err := t.Cell(code, col)
		if seen, ok := d.Figures[code+":"+string(col)]; ok {
			n = seen
		}
		row, _ := t.Row(code)
		return n, row.Name, err
	}}
	out := doc.Document{To: d.To, Signers: d.Signers, Date: day(d.Date), Imprint: d.Imprint, Author: f.Unit, Created: created(d.Date)}
	for _, l := range d.Title {
		out.Title = append(out.Title, c.line(l))
	}
	c.paragraphs(d.Opening)
	for _, s := range d.Sections {
		c.blocks = append(c.blocks, doc.Heading{Level: 1, Text: c.line(s.Heading)})
		c.paragraphs(s.Paragraphs)
	}
	c.paragraphs(d.Closing)
	out.Body = c.blocks
	out.Annexes = []doc.Annex{annex(t, f)}
	return out, c.err
}

func created(date string) string {
	if date == "" {
		return ""
	}
	return date + "T00:00:00Z"
}

// composer keeps the first mistake.
type composer struct {
	figures lookup
	blocks  []doc.Block
	err     error
}

func (c *composer) line(text string) doc.Line {
	l, err := parse(text, c.figures)
	if err != nil && c.err == nil {
		c.err = err
	}
	return l
}

func (c *composer) paragraphs(all []string) {
	for _, p := range all {
		c.blocks = append(c.blocks, doc.Para{Text: c.line(p)})
	}
}

// annex is the table itself, on turned pages, each cell bound.
func annex(t Table, f Form) doc.Annex {
	table := doc.Table{Widths: []float64{14, 20, 57, 29, 21, 21, 21, 21, 21}}
	head := func(s string) doc.Cell { return doc.Cell{Text: doc.Text(s)} }
	down := func(s string) doc.Cell { return doc.Cell{Text: doc.Text(s), Down: true} }
	table.Head = [][]doc.Cell{
		{down("序号"), down("指标代码"), down("指标名称"), down("计量单位"),
			{Text: doc.Text("本期"), Span: 2}, {Text: doc.Text("累计"), Span: 3}},
		{{Up: true}, {Up: true}, {Up: true}, {Up: true}, head("本期数"), head("其中：\n汇总登记"), head("累计数"), head("其中：\n汇总登记"), head("其中：\n调整数")},
	}
	var group byte
	for i, r := range t.Rows {
		if r.Code != "" && r.Code[0] != group {
			group = r.Code[0]
			table.Rows = append(table.Rows, []doc.Cell{{Text: doc.Text(string(group) + "　" + groups[group]), Span: columns, Align: doc.Left, Bold: true}})
		}
		table.Rows = append(table.Rows, []doc.Cell{
			{Text: doc.Line{{Text: fmt.Sprint(i + 1), Given: "ordinal"}}}, {Text: doc.Line{{Text: r.Code, Given: "code"}}},
			{Text: doc.Text(r.Name), Align: doc.Left}, head(r.Unit),
			cell(r, Value), cell(r, Registered), cell(r, Cumulative), cell(r, RegisteredCumulative), cell(r, Adjustment),
		})
	}
	note := func(l doc.Line) doc.Para { return doc.Para{Text: l, Flush: true, Small: true} }
	period := append(append(doc.Text("填报单位："+f.Unit+"　　统计期间："), doc.Run{Text: day(t.From), Given: "date"}, doc.Run{Text: "至"}), doc.Run{Text: day(t.To), Given: "date"})
	return doc.Annex{Title: f.Campaign + "情况统计表（参考模板）", Wide: true, Blocks: []doc.Block{
		note(period), table,
		note(doc.Line{{Text: "填表人：" + pad(f.Filler) + "审核人：" + pad(f.Reviewer) + "填表日期："}, {Text: day(f.Date), Given: "date"}}),
		note(doc.Line{{Text: "数据溯源码："}, {Text: t.Trace(), Given: "trace"}, {Text: "　　口径版本："}, {Text: t.Definitions, Given: "definitions"}}),
	}}
}

func pad(name string) string {
	for len([]rune(name)) < 8 {
		name += "　"
	}
	return name
}

func cell(r Row, c Column) doc.Cell {
	n, _ := r.In(c)
	return doc.Cell{Text: doc.Line{{Text: n.String(), Bind: r.Code + ":" + string(c) + ":annex", Name: r.Code + " " + r.Name}}, Align: doc.Right}
}
