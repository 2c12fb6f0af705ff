package sheet

import (
	"archive/zip"
	"bufio"
	"cmp"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/fault"
)

// ErrManyRows is given when more rows are to be written than a sheet holds.
var ErrManyRows = fault.New(fault.Invalid, "sheet.too_many_rows", "导出超过 1,048,576 行，工作表放不下；请缩小范围或改用 CSV 导出")

const lastRow = 1_048_576

// Sheaf is a workbook to be written. The same sheaf gives the same bytes.
type Sheaf struct {
	Title   string
	Author  string
	Created string // RFC 3339; empty leaves it out
	Papers  []Paper
}

// Paper is one sheet to be written. Rows are asked for once, in order, and not
// kept, so that an export of a million rows stays small.
type Paper struct {
	Name     string
	Widths   []float64       // of the columns, in characters
	Height   float64         // of every row, in points; 0 is the spreadsheet's own
	Heights  map[int]float64 // of single rows from 1
	HeadFrom int             // the heading's first and last row, from 1: it repeats in
	HeadTo   int             // print and stays in view; 0 for none
	Merges   []string        // "A1:H1"
	Wide     bool            // A4 turned; the width is fitted to the page in any case
	Rows     iter.Seq[[]Datum]
}

// Datum is one cell to be written. A Number's Text is decimal; one that no
// spreadsheet can hold exactly (over 15 digits) is written as text. Text is text:
// whatever it begins with, it is never a formula. Day is an ISO 8601 date.
type Datum struct {
	Kind Kind
	Text string
	Look Look
}

// Look is how a cell appears; the zero value is plain.
type Look struct {
	Font   string  // "" is 宋体
	Size   float64 // 0 is 11
	Bold   bool
	Wrap   bool
	Ruled  bool
	Fill   string // RRGGBB; "" is none
	Align  string // left, center, right; "" by kind
	Format string // of numbers, as a spreadsheet writes it
}

// Words is a cell of text.
func Words(s string, look Look) Datum { return Datum{Kind: Text, Text: s, Look: look} }

// Decimal is a cell of a number.
func Decimal(s string, look Look) Datum { return Datum{Kind: Number, Text: s, Look: look} }

// stamp is the time of every part: nothing here has a clock.
var stamp = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write presses the sheaf onto w as xlsx.
func Write(w io.Writer, s Sheaf) error {
	z := zip.NewWriter(w)
	looks := newPalette()
	put := func(name string, body func(*bufio.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: stamp})
		if err != nil {
			return err
		}
		b := bufio.NewWriterSize(f, 64<<10)
		b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
		if err := body(b); err != nil {
			return err
		}
		return b.Flush()
	}
	text := func(s string) func(*bufio.Writer) error {
		return func(b *bufio.Writer) error { _, err := b.WriteString(s); return err }
	}
	err := put("[Content_Types].xml", text(typesXML(len(s.Papers))))
	for _, p := range []struct{ name, body string }{
		{"_rels/.rels", rootRelsXML}, {"docProps/core.xml", coreXML(s)},
		{"xl/workbook.xml", workbookXML(s.Papers)}, {"xl/_rels/workbook.xml.rels", workbookRelsXML(len(s.Papers))},
	} {
		if err == nil {
			err = put(p.name, text(p.body))
		}
	}
	for i, p := range s.Papers {
		if err == nil {
			err = put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) error { return paper(b, p, looks) })
		}
	}
	if err == nil { // last, when every look has been seen
		err = put("xl/styles.xml", text(looks.xml()))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("sheet: writing: %w", err)
	}
	return nil
}

// paper streams one sheet.
func paper(b *bufio.Writer, p Paper, looks *palette) error {
	b.WriteString(`<worksheet xmlns="` + mainNS + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">`)
	if p.HeadTo > 0 {
		fmt.Fprintf(b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, p.HeadTo, p.HeadTo+1)
	}
	b.WriteString(`</sheetView></sheetViews>`)
	if p.Height > 0 {
		fmt.Fprintf(b, `<sheetFormatPr defaultRowHeight="%g" customHeight="1"/>`, p.Height)
	} else {
		b.WriteString(`<sheetFormatPr defaultRowHeight="15"/>`)
	}
	if len(p.Widths) > 0 {
		b.WriteString("<cols>")
		for i, w := range p.Widths {
			fmt.Fprintf(b, `<col min="%d" max="%[1]d" width="%.2f" customWidth="1"/>`, i+1, w)
		}
		b.WriteString("</cols>")
	}
	b.WriteString("<sheetData>")
	n := 0
	for row := range p.Rows {
		if n++; n > lastRow {
			return ErrManyRows
		}
		writeRow(b, n, cmp.Or(p.Heights[n], p.Height), row, looks)
	}
	b.WriteString("</sheetData>")
	if len(p.Merges) > 0 {
		fmt.Fprintf(b, `<mergeCells count="%d">`, len(p.Merges))
		for _, m := range p.Merges {
			b.WriteString(`<mergeCell ref="` + safe(m) + `"/>`)
		}
		b.WriteString("</mergeCells>")
	}
	b.WriteString(`<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.7" bottom="0.7" header="0.3" footer="0.35"/>`)
	orientation := "portrait"
	if p.Wide {
		orientation = "landscape"
	}
	b.WriteString(`<pageSetup paperSize="9" orientation="` + orientation + `" fitToWidth="1" fitToHeight="0"/>` +
		`<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>`)
	return nil
}

func writeRow(b *bufio.Writer, n int, height float64, row []Datum, looks *palette) {
	fmt.Fprintf(b, `<row r="%d"`, n)
	if height > 0 {
		fmt.Fprintf(b, ` ht="%.2f" customHeight="1"`, height)
	}
	b.WriteByte('>')
	for i, d := range row {
		writeDatum(b, columnName(i)+fmt.Sprint(n), d, looks)
	}
	b.WriteString("</row>")
}

func writeDatum(b *bufio.Writer, ref string, d Datum, looks *palette) {
	if d.Kind == Day {
		d = dayDatum(d)
	}
	if d.Kind == Number && !holds(d.Text) {
		d.Kind = Text
	}
	text := d.Kind != Empty && d.Kind != Number
	fmt.Fprintf(b, `<c r="%s" s="%d"`, ref, looks.id(d.Look, text && risky(d.Text)))
	switch {
	case d.Kind == Empty || d.Text == "":
		b.WriteString("/>")
	case d.Kind == Number:
		b.WriteString("><v>" + d.Text + "</v></c>")
	default:
		b.WriteString(` t="inlineStr"><is><t xml:space="preserve">` + safe(d.Text) + `</t></is></c>`)
	}
}

// dayDatum is a date as the number that spreadsheets count days by.
func dayDatum(d Datum) Datum {
	t, err := time.Parse(time.DateOnly, d.Text)
	if err != nil || t.Year() < 1901 {
		d.Kind = Text
		return d
	}
	days := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	d.Kind, d.Text = Number, fmt.Sprintf("%.0f", days)
	if d.Look.Format == "" {
		d.Look.Format = "yyyy-mm-dd"
	}
	return d
}

var decimalShape = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// holds says whether a spreadsheet keeps the number exactly.
func holds(s string) bool {
	return decimalShape.MatchString(s) && len(strings.Trim(strings.Replace(s, ".", "", 1), "-")) <= 15
}

// risky says whether a spreadsheet would take the text for a formula when it is
// typed, or read from delimited text; full-width signs are taken so too.
func risky(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	return s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

// coded is what a spreadsheet would take for an escaped character.
var coded = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")

// safe is s as XML 1.0 can carry it, cut to what a cell holds.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > maxRunes {
		s = string([]rune(s)[:maxRunes-1]) + "…"
	}
	return xmlEscaper.Replace(coded.ReplaceAllString(s, "_x005F_$1"))
}

// columnName is A for 0.
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}
