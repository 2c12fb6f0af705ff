package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"example.org/zhiye/internal/pure/fault"
)

// Refusals of a filling. Each says which cell.
var (
	ErrNoSheet  = fault.New(fault.Invalid, "sheet.no_sheet", "工作簿里没有这张工作表，请核对绑定的表名")
	ErrBadCell  = fault.New(fault.Invalid, "sheet.bad_cell", "单元格地址应写成 D5 这样，请改正绑定")
	ErrMerged   = fault.New(fault.Invalid, "sheet.merged_cell", "该单元格被合并覆盖，填了也看不见；请改绑合并区域左上角的单元格")
	ErrComputed = fault.New(fault.Conflict, "sheet.formula_cell", "该单元格是公式，不能覆盖；请改绑其他单元格，或在原表中删去公式后重新上传")
	ErrTwice    = fault.New(fault.Invalid, "sheet.bound_twice", "同一单元格绑定了两次，请只留一个")
)

// Filling puts one value into one cell of somebody's workbook.
type Filling struct {
	Sheet string
	Cell  string // "D5"
	Value Datum  // its Look is not used: the cell keeps its own
}

// Fill puts the values into a workbook that a receiver made (一表同享) and leaves
// everything else as it is, byte for byte, but one thing: the remembered results
// of formulas are dropped, so that no total speaks of the old values; who opens
// the file computes them anew.
func Fill(w io.Writer, name string, book []byte, all []Filling) error {
	r := bytes.NewReader(book)
	b, err := Open(name, r, r.Size())
	if err != nil {
		return err
	}
	if b.Delimited {
		return ErrNotXLSX.With("带格式的表须为 .xlsx")
	}
	byPart, err := sortFillings(b, all)
	if err != nil {
		return err
	}
	z, err := guardZip(r, r.Size())
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	for _, f := range z.File {
		if err := refill(out, f, byPart); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("sheet: closing a filled workbook: %w", err)
	}
	return nil
}

// target is a filling with its place read.
type target struct {
	col, row int // from 0 and 1
	Filling
}

func sortFillings(b *Book, all []Filling) (map[string][]target, error) {
	byPart := map[string][]target{}
	for _, s := range b.Sheets {
		byPart[s.part] = nil // formulas of every sheet may depend on what is filled
	}
	for _, f := range all {
		i := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.Name == f.Sheet })
		if i < 0 {
			return nil, ErrNoSheet.With(f.Sheet)
		}
		col, row, ok := parseRef([]byte(f.Cell))
		if !ok || col >= 16384 || row > lastRow {
			return nil, ErrBadCell.With(f.Sheet + "!" + f.Cell)
		}
		part := b.Sheets[i].part
		byPart[part] = append(byPart[part], target{col, row, f})
	}
	for _, ts := range byPart {
		slices.SortFunc(ts, func(a, b target) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
		for i := 1; i < len(ts); i++ {
			if ts[i].row == ts[i-1].row && ts[i].col == ts[i-1].col {
				return nil, ErrTwice.With(ts[i].Sheet + "!" + ts[i].Cell)
			}
		}
	}
	return byPart, nil
}

// refill copies one part, edited where it holds cells or the order to compute.
func refill(out *zip.Writer, f *zip.File, byPart map[string][]target) error {
	part := lowerName(f.Name)
	targets, cells := byPart[part]
	if !cells && part != "xl/workbook.xml" {
		return copied(out.Copy(f))
	}
	rc, err := openPart(f)
	if err != nil {
		return err
	}
	defer rc.Close()
	body, err := io.ReadAll(rc)
	if err != nil {
		return err
	}
	edits, err := []edit(nil), error(nil)
	if cells {
		edits, err = fillEdits(body, targets)
	} else {
		edits, err = computeEdits(body)
	}
	if err != nil {
		return err
	}
	if len(edits) == 0 {
		return copied(out.Copy(f))
	}
	p, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: stamp})
	if err == nil {
		_, err = p.Write(spliced(body, edits))
	}
	return copied(err)
}

func lowerName(s string) string { return string(bytes.ToLower([]byte(s))) }

func copied(err error) error {
	if err != nil {
		return fmt.Errorf("sheet: copying a part: %w", err)
	}
	return nil
}

// edit replaces the bytes [from, to).
type edit struct {
	from, to int
	text     string
}

func spliced(body []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(body[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.Write(body[at:])
	return out.Bytes()
}

// eachElement calls fn for every tag with the bytes it takes.
func eachElement(body []byte, fn func(t xml.Token, from, to int) error) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		from := int(d.InputOffset())
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return ErrBroken.With(err.Error())
		}
		if err := fn(t, from, int(d.InputOffset())); err != nil {
			return err
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// computeEdits makes spreadsheets compute the whole book when it is opened.
func computeEdits(body []byte) (edits []edit, err error) {
	at, prefix, done := -1, "", false
	err = eachElement(body, func(t xml.Token, from, to int) error {
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "calcPr" && attribute(t, "fullCalcOnLoad") == "" {
				end := from + bytes.IndexAny(body[from:to], " />\t\r\n")
				edits = append(edits, edit{end, end, ` fullCalcOnLoad="1"`})
			}
			done = done || t.Name.Local == "calcPr"
		case xml.EndElement:
			if slices.Contains([]string{"sheets", "functionGroups", "externalReferences", "definedNames"}, t.Name.Local) {
				at, prefix = to, colon(t.Name.Space)
			}
		}
		return nil
	})
	if err == nil && !done && at >= 0 {
		edits = append(edits, edit{at, at, "<" + prefix + `calcPr fullCalcOnLoad="1"/>`})
	}
	return edits, err
}

func colon(space string) string {
	if space == "" {
		return ""
	}
	return space + ":"
}

// element is the cell's new XML; style is what it had.
func (t target) element(prefix, style string) string {
	ref := columnName(t.col) + strconv.Itoa(t.row)
	head := "<" + prefix + `c r="` + ref + `"`
	if style != "" {
		head += ` s="` + safe(style) + `"`
	}
	switch d := t.Value; {
	case d.Kind == Empty || d.Text == "":
		return head + "/>"
	case d.Kind == Number && holds(d.Text):
		return head + "><" + prefix + "v>" + d.Text + "</" + prefix + "v></" + prefix + "c>"
	default:
		return head + ` t="inlineStr"><` + prefix + `is><` + prefix + `t xml:space="preserve">` + safe(d.Text) +
			"</" + prefix + "t></" + prefix + "is></" + prefix + "c>"
	}
}
