package sheet_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/sheet"
)

// parts is a small workbook; a test replaces what it is about.
func parts(change map[string]string) map[string]string {
	p := map[string]string{
		"[Content_Types].xml":        `<Types><Override PartName="/xl/workbook.xml" ContentType="x.sheet.main+xml"/></Types>`,
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh sb="0" eb="1"><t>ping</t></rPh></si><si><t>a_x000D_&#10;b &amp;&lt;</t></si><si/></sst>`,
		"xl/worksheets/sheet1.xml":   rowsXML(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`),
	}
	maps.Copy(p, change)
	return p
}

func rowsXML(rows string, after ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>` + rows + `</sheetData>` + strings.Join(after, "") + `</worksheet>`
}

func pack(t testing.TB, p map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCells(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"every kind of value": {
			map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row r="2"><c t="s" r="A2"><v>1</v></c><c r="C2"><v>1.9900000007E10</v></c>` +
				`<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="str"><f>A1&amp;"&gt;"</f><v>算</v></c>` +
				`<c r="G2" t="inlineStr"><is><t>行</t><t>内</t></is></c><c r="H2"><v>360402899884641</v></c><c r="I2" t="s"><v>2</v></c><c r="J2" t="d"><v>2026-01-01</v></c></row>`)},
			[]string{"表!2: 乙 丙||19900000007|TRUE|#N/A|算|行内|360402899884641|a\r\nb &<|2026-01-01"},
		},
		"no positions, blank rows, a prefix": {
			map[string]string{"xl/worksheets/sheet1.xml": `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row/><x:row><x:c s="1"/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`},
			[]string{"表!1: 甲", "表!3: |2"},
		},
		"vertical merges are filled": {
			map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>`,
				`<mergeCells count="1"><mergeCell ref="A1:A3"/><mergeCell ref="B4:C4"/></mergeCells>`)},
			[]string{"表!1: 甲|1", "表!2: 甲|2", "表!4: |4"},
		},
		"comments, CDATA and instructions": {
			map[string]string{"xl/worksheets/sheet1.xml": "\ufeff" + rowsXML(`<!-- <row r="1"> > --><?x y > ?><row r='1' spans="1>2"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b>&c]]></t></is></c></row>`)},
			[]string{"表!1: a<b>&c"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := read("a.xlsx", pack(t, parts(c.change)))
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("got %q %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	b := pack(t, parts(map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="藏" state="veryHidden" r:id="rId1"/></sheets><externalReferences><externalReference r:id="rId7"/></externalReferences></workbook>`,
		"xl/worksheets/sheet1.xml": rowsXML(`<row r="1" hidden="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>X</f></c></row><row r="2"><c r="B2"><v>3</v></c></row>`,
			`<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>`),
	}))
	_, book, err := read("a.xlsx", b)
	if err != nil {
		t.Fatal(err)
	}
	if !book.Date1904 || !book.ExternalLinks || !book.Sheets[0].Hidden {
		t.Errorf("%+v", book)
	}
	for row, err := range book.Rows(book.Sheets[0]) {
		if err != nil {
			t.Fatal(err)
		}
		if a, b := row.Cell(0), row.Cell(1); row.Number == 1 && (!a.Formula || !row.Hidden || !b.Formula || b.Kind != sheet.Empty) {
			t.Errorf("%+v", row)
		}
	}
}

func TestRefusals(t *testing.T) {
	cell := func(v string) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row r="1"><c r="A1" t="inlineStr"><is><t>` + v + `</t></is></c></row>`)}
	}
	for name, c := range map[string]struct {
		file   string
		change map[string]string
		bytes  string
		code   string
	}{
		"an unknown entity":        {change: cell("&xxe;"), code: "E_XML_DTD"},
		"a DTD in the theme":       {change: map[string]string{"xl/theme/theme1.xml": `<!-- x --><!DOCTYPE t []><t/>`}, code: "E_XML_DTD"},
		"UTF-16 XML":               {change: map[string]string{"xl/theme/theme1.xml": "\xff\xfe<\x00"}, code: "E_BROKEN_XLSX"},
		"another encoding":         {change: map[string]string{"xl/theme/theme1.xml": `<?xml version="1.0" encoding="GBK"?><t/>`}, code: "E_BROKEN_XLSX"},
		"bytes that are no text":   {change: cell("\xff"), code: "E_BROKEN_XLSX"},
		"a cell too long":          {change: cell(strings.Repeat("长", 32_768)), code: "E_FIELD_TOO_LONG"},
		"macros":                   {change: map[string]string{"xl/vbaProject.bin": "x"}, code: "E_MACRO_WORKBOOK"},
		"macros by type":           {change: map[string]string{"[Content_Types].xml": `<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`}, code: "E_MACRO_WORKBOOK"},
		"old macro sheets":         {change: map[string]string{"xl/macrosheets/sheet1.xml": "<x/>"}, code: "E_MACRO_WORKBOOK"},
		"a name out of the folder": {change: map[string]string{"xl/../../x": ""}, code: "E_ZIP_ENTRY_NAME"},
		"a name twice":             {change: map[string]string{"XL/Workbook.xml": ""}, code: "E_ZIP_ENTRY_NAME"},
		"a drive":                  {change: map[string]string{"C:/x": ""}, code: "E_ZIP_ENTRY_NAME"},
		"a bidi name":              {change: map[string]string{"xl/a\u202egpj.exe": ""}, code: "E_ZIP_ENTRY_NAME"},
		"rows backwards":           {change: map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row r="2"/><row r="1"/>`)}, code: "E_BROKEN_XLSX"},
		"a cell past the columns":  {change: map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row><c r="XFD1"><v>1</v></c></row>`)}, code: "E_TOO_MANY_COLUMNS"},
		"a string that is missing": {change: map[string]string{"xl/worksheets/sheet1.xml": rowsXML(`<row><c t="s"><v>9</v></c></row>`)}, code: "E_BROKEN_XLSX"},
		"XML cut short":            {change: map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row`}, code: "E_BROKEN_XLSX"},
		"a million merges": {change: map[string]string{"xl/worksheets/sheet1.xml": rowsXML("", strings.Repeat(`<mergeCell ref="A1:A2"/>`, 200_001))},
			code: "E_TOO_MANY_MERGES"},
		"a document":            {change: map[string]string{"_rels/.rels": `<Relationships/>`}, code: "E_NOT_XLSX"},
		"a password":            {bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", code: "E_ENCRYPTED"},
		"an old workbook":       {file: "a.xls", bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\x00o\x00r\x00k\x00", code: "E_OLD_EXCEL"},
		"a web page":            {bytes: "\r\n<html><table>", code: "E_HTML_AS_XLSX"},
		"text":                  {bytes: "序号,店名\n", code: "E_NOT_XLSX"},
		"half a zip":            {bytes: "PK\x03\x04rest", code: "E_TRUNCATED_ZIP"},
		"a workbook called xls": {file: "a.xls", code: "E_NOT_XLSX"},
	} {
		t.Run(name, func(t *testing.T) {
			b := []byte(c.bytes)
			if c.bytes == "" {
				b = pack(t, parts(c.change))
			}
			file := c.file
			if file == "" {
				file = "a.xlsx"
			}
			_, _, err := read(file, b)
			if f := fault.Of(err); err == nil || f.Code != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

// TestBombs: what unpacks beyond its limits is refused before memory feels it.
func TestBombs(t *testing.T) {
	big := strings.Repeat("<a>", 1<<20)
	for name, size := range map[string]int{"xl/media/x.xml": 201 << 20, "xl/worksheets/sheet1.xml": 110 << 20} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < size; n += len(big) {
			if _, err := w.Write([]byte(big)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		_, _, err = read("a.xlsx", b.Bytes())
		if f := fault.Of(err); f.Code != "E_TOO_LARGE_UNCOMPRESSED" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(rowsXML(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<mergeCells><mergeCell ref="A1:B9"/></mergeCells>`), `<sst><si><t>a</t></si></sst>`)
	f.Add(rowsXML(`<row><c t="inlineStr"><is><t><![CDATA[x]]></t></is></c></row><row/>`), `<sst/>`)
	f.Add(`<worksheet><sheetData/><!---->`, `<sst><si/><si><r><t>_x0041_</t></r></si></sst>`)
	f.Fuzz(func(t *testing.T, rows, shared string) {
		_, _, err := read("a.xlsx", pack(t, parts(map[string]string{"xl/worksheets/sheet1.xml": rows, "xl/sharedStrings.xml": shared})))
		if err != nil && fault.Of(err).Kind != fault.Invalid {
			t.Errorf("not a fault: %v", err)
		}
	})
}
