package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/pdf"
	"example.org/zhiye/internal/pure/ref"
)

// Binding is a case file (案卷) on its way to being bound: what lies in it, in
// order, and what stands on the cover. Press numbers its pages and writes the
// index, once the pictures are at hand.
type Binding struct {
	cover  [][2]string
	sheets []bound
	rest   []Leaf // what the records tell of and no paper was made of here
}

// bound is one document of the file as the index names it.
type bound struct {
	title, number, on string
	document          doc.Document
}

// Bind gathers a case's file: the writs that were issued and stand, in the order
// their templates name, then scans and photos.
func Bind(ctx context.Context, tx *store.Tx, id string) (Binding, error) {
	c, err := casework.Get(ctx, tx, id)
	if err != nil {
		return Binding{}, err
	}
	var b Binding
	if b.cover, err = cover(ctx, tx, c); err != nil {
		return b, err
	}
	ws, err := writ.Of(ctx, tx, casework.Ref(id))
	if err != nil {
		return b, err
	}
	if err := b.writs(ws); err != nil {
		return b, err
	}
	leaves, err := CaseFile(ctx, tx, id)
	if err != nil {
		return b, err
	}
	b.leaves(ws, leaves)
	return b, nil
}

func cover(ctx context.Context, tx *store.Tx, c casework.Case) ([][2]string, error) {
	names, err := org.Names(ctx, tx)
	if err != nil {
		return nil, err
	}
	ps, err := casework.Parties(ctx, tx, c.ID)
	if err != nil {
		return nil, err
	}
	var parties, officers []string
	for _, p := range ps {
		if p.Dropped == "" {
			parties = append(parties, p.Name.Reveal())
		}
	}
	for _, o := range c.Officers {
		officers = append(officers, names[strings.TrimPrefix(o, "person:")])
	}
	return [][2]string{
		{"案由", c.Title}, {"立案号", c.Number}, {"当事人", strings.Join(parties, "、")}, {"承办机构", names[c.Unit]},
		{"承办人", strings.Join(officers, "、")}, {"立案日期", form.Day(c.FiledOn)}, {"结案日期", form.Day(c.ClosedOn)}, {"处理结果", outcomes[c.Outcome]},
	}, nil
}

// outcomes are how a case ended, as its cover says.
var outcomes = map[string]string{
	"penalty": "行政处罚", "none": "不予行政处罚", "unfounded": "违法事实不成立", "transferred": "移送公安机关", "referred": "移送其他机关", "terminated": "终止调查",
}

func (b *Binding) writs(ws []writ.Writ) error {
	place := map[string]int{}
	for i, t := range form.All() {
		place[t.Code] = i
	}
	slices.SortStableFunc(ws, func(x, y writ.Writ) int {
		return cmp.Or(cmp.Compare(place[x.Template], place[y.Template]), cmp.Compare(x.IssuedOn, y.IssuedOn))
	})
	for _, w := range ws {
		if w.State != writ.Issued && w.State != writ.Served {
			continue
		}
		d, err := w.Document()
		if err != nil {
			return err
		}
		b.sheets = append(b.sheets, bound{w.Name, w.Number, w.IssuedOn, d})
	}
	return nil
}

// leaves adds scans and photos, and notes what has no paper here.
func (b *Binding) leaves(ws []writ.Writ, leaves []Leaf) {
	for _, l := range leaves {
		switch {
		case l.File != "":
			b.sheets = append(b.sheets, bound{l.Title, l.Number, l.On, doc.Document{
				Title: []doc.Line{doc.Text(l.Title)}, Body: doc.Blocks{doc.Picture{Source: string(l.File), Caption: l.On, High: 180}},
			}})
		case !slices.ContainsFunc(ws, func(w writ.Writ) bool { return tells(w, l) }):
			b.rest = append(b.rest, l)
		}
	}
}

// leafed are the templates whose writs are what a leaf of a kind is.
var leafed = map[string][]string{
	"approval": {"filing_approval"}, "notice": {"penalty_notice", "hearing_notice"}, "decision": {"penalty_decision", "spot_decision"},
	"service": {"service_receipt"}, "measure": {"preservation_notice", "seizure_decision"}, "demand": {"demand_notice"}, "closing": {"closing_approval"},
}

// tells reports whether a standing writ is the paper of a leaf: by its number,
// or, of what has none, by its kind.
func tells(w writ.Writ, l Leaf) bool {
	if w.State != writ.Issued && w.State != writ.Served {
		return false
	}
	return l.Number != "" && w.Number == l.Number || l.Number == "" && slices.Contains(leafed[l.Kind], w.Template)
}

// Photos are the files whose pictures Press wants.
func (b Binding) Photos() (out []ref.Ref) {
	for _, s := range b.sheets {
		for _, source := range s.document.Pictures() {
			out = append(out, ref.Ref(source))
		}
	}
	return out
}

// Press binds the file into one PDF: cover and index without numbers, then every
// document with page numbers that run through.
func (b Binding) Press(face *pdf.Font, album doc.Album) []byte {
	var all []doc.Document
	for _, s := range b.sheets {
		all = append(all, s.document)
	}
	once := doc.PDF(face, album, all...)
	front := []doc.Document{b.front(), b.index(once)}
	return doc.PDF(face, album, append(front, all...)...).File
}

func (b Binding) front() doc.Document {
	t := doc.Table{Widths: []float64{40, 116}}
	for _, r := range b.cover {
		t.Rows = append(t.Rows, []doc.Cell{{Text: doc.Text(r[0]), High: 14}, {Text: doc.Text(r[1]), Align: doc.Left}})
	}
	return doc.Document{Plain: true, Title: []doc.Line{doc.Text("行政处罚案卷")}, Body: doc.Blocks{t}}
}

// index names every document with its pages; what has no paper here is listed
// with a dash, so that the file in the cabinet can be held against it.
func (b Binding) index(once doc.Bound) doc.Document {
	t := doc.Table{Widths: []float64{14, 48, 50, 28, 16}}
	for _, h := range []string{"序号", "文书名称", "文号", "日期", "页号"} {
		if t.Head == nil {
			t.Head = [][]doc.Cell{nil}
		}
		t.Head[0] = append(t.Head[0], doc.Cell{Text: doc.Text(h)})
	}
	row := func(title, number, on, page string) {
		cells := []string{strconv.Itoa(len(t.Rows) + 1), title, number, on, page}
		var r []doc.Cell
		for i, text := range cells {
			c := doc.Cell{Text: doc.Text(text)}
			if i == 1 {
				c.Align = doc.Left
			}
			r = append(r, c)
		}
		t.Rows = append(t.Rows, r)
	}
	for i, s := range b.sheets {
		row(s.title, s.number, s.on, pages(once, i))
	}
	for _, l := range b.rest {
		row(l.Title, l.Number, l.On, "—")
	}
	note := doc.Para{Text: doc.Text("页号为“—”的材料没有在系统内制作或扫描，另存纸质件。"), Small: true, Flush: true}
	return doc.Document{Plain: true, Title: []doc.Line{doc.Text("卷内目录")}, Body: doc.Blocks{t, note}}
}

// pages are the first and last page of a document.
func pages(once doc.Bound, i int) string {
	first, last := once.Begins[i], once.Pages
	if i+1 < len(once.Begins) {
		last = once.Begins[i+1] - 1
	}
	if first == last {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d–%d", first, last)
}
