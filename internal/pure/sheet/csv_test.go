package sheet_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"example.org/zhiye/internal/pure/fault"
)

func TestText(t *testing.T) {
	gbk := func(s string) string {
		b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := func(s string, e unicode.Endianness) string {
		b, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const head = "序号,店名\n"
	for name, c := range map[string]struct {
		text, encoding string
		want           []string
		code, detail   string
	}{
		"utf-8":                   {text: head + "1,甲\n", encoding: "utf8", want: []string{"!1: 序号|店名", "!2: 1|甲"}},
		"with a mark":             {text: "\ufeff" + head + "1,甲", encoding: "utf8bom", want: []string{"!1: 序号|店名", "!2: 1|甲"}},
		"gb18030, a rare name":    {text: gbk(head + "1,㐂𠮷"), encoding: "gb18030", want: []string{"!1: 序号|店名", "!2: 1|㐂𠮷"}},
		"utf-16 little":           {text: wide(head+"1,𬶏", unicode.LittleEndian), encoding: "utf16le", want: []string{"!1: 序号|店名", "!2: 1|𬶏"}},
		"utf-16 big":              {text: wide(head+"1,甲", unicode.BigEndian), encoding: "utf16be", want: []string{"!1: 序号|店名", "!2: 1|甲"}},
		"utf-16 without a mark":   {text: wide(head, unicode.LittleEndian)[2:], code: "E_CSV_NUL"},
		"utf-16 with NUL inside":  {text: wide(head+"\x00", unicode.LittleEndian), code: "E_CSV_NUL"},
		"neither encoding":        {text: head + "1,\xff\xff\xff\n", code: "E_ENCODING", detail: "第 2 行"},
		"semicolons":              {text: "序号;店名;备注\n1;甲,乙;丙\n", encoding: "utf8", want: []string{"!1: 序号|店名|备注", "!2: 1|甲,乙|丙"}},
		"tabs":                    {text: "序号\t店名\n1\t甲,乙\n", encoding: "utf8", want: []string{"!1: 序号|店名", "!2: 1|甲,乙"}},
		"one column":              {text: "店名\n甲\n", encoding: "utf8", want: []string{"!1: 店名", "!2: 甲"}},
		"quotes and a line break": {text: head + "1,\"甲\n\"\"乙\"\",丙\"\n2,丁\r\n", encoding: "utf8", want: []string{"!1: 序号|店名", "!2: 1|甲\n\"乙\",丙", "!3: 2|丁"}},
		"an empty line is none":   {text: head + "\n,\n1,甲\n", encoding: "utf8", want: []string{"!1: 序号|店名", "!3: 1|甲"}},
		"quote inside a field":    {text: head + "1,甲\"乙\n", code: "E_CSV_QUOTE", detail: "第 2 行"},
		"quote never closed":      {text: head + "1,\"甲\n2,乙\n3,丙\n", code: "E_CSV_QUOTE", detail: "第 2 行"},
		"text behind a quote":     {text: head + "1,乙\n2,\"甲\"乙\n", code: "E_CSV_QUOTE", detail: "第 3 行"},
		"a field too long":        {text: head + "1," + strings.Repeat("长", 32_768), code: "E_FIELD_TOO_LONG", detail: "第 2 行"},
		"a line too long":         {text: head + strings.Repeat("长,", 300_000), code: "E_LINE_TOO_LONG", detail: "第 2 行"},
		"too many fields":         {text: head + strings.Repeat(",", 2000), code: "E_TOO_MANY_COLUMNS", detail: "第 2 行"},
		"a workbook":              {text: "PK\x03\x04", code: "E_NOT_CSV"},
		"a picture":               {text: "\x89PNG\r\n", code: "E_NOT_CSV"},
		"a web page":              {text: "\ufeff <HTML><table>", code: "E_HTML_AS_XLSX"},
	} {
		t.Run(name, func(t *testing.T) {
			got, book, err := read("台账.csv", []byte(c.text))
			if err != nil {
				if f := fault.Of(err); f.Code != c.code || f.Detail != c.detail && c.detail != "" {
					t.Fatalf("got %v, want %q %q", err, c.code, c.detail)
				}
				return
			}
			if c.code != "" || !slices.Equal(got, c.want) || book.Encoding != c.encoding {
				t.Errorf("got %q in %s, want %q in %s (%s)", got, book.Encoding, c.want, c.encoding, c.code)
			}
		})
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\ufeff甲;乙\n\"1\n\";2", "\xff\xfe\x61\x00", "a\t\"b\"\"c\"\t", "\xb1\xe0\xba\xc5,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _, err := read("a.csv", b)
		if err != nil && fault.Of(err).Kind != fault.Invalid {
			t.Errorf("not a fault: %v", err)
		}
	})
}
