package sheet_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/sheet"
)

func load(t testing.TB, path string) (string, []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(path)
	if !strings.HasSuffix(name, ".gz") {
		return name, b
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if b, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(name, ".gz"), b
}

// read opens bytes and reads all of them; it returns "sheet!row: cell|cell" lines.
func read(name string, b []byte) ([]string, *sheet.Book, error) {
	book, err := sheet.Open(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, err
	}
	var out []string
	for _, s := range book.Sheets {
		for row, err := range book.Rows(s) {
			if err != nil {
				return nil, nil, err
			}
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, c.Text)
			}
			out = append(out, fmt.Sprintf("%s!%d: %s", s.Name, row.Number, strings.Join(cells, "|")))
		}
	}
	return out, book, nil
}

func TestHostileFiles(t *testing.T) {
	for file, want := range map[string]struct {
		code, detail string
		rows         int
	}{
		"01_zipbomb_sharedstrings.xlsx.gz": {code: "E_TOO_LARGE_UNCOMPRESSED"},
		"02_xxe_and_billion_laughs.xlsx":   {code: "E_XML_DTD"},
		"03_path_traversal_names.xlsx":     {code: "E_ZIP_ENTRY_NAME"},
		"04_rows_1048576_blank.xlsx":       {rows: 3},
		"05_truncated.xlsx":                {code: "E_TRUNCATED_ZIP"},
		"06_wrong_extension_pdf.xlsx":      {code: "E_NOT_XLSX", detail: "PDF"},
		"07_empty.xlsx":                    {code: "E_EMPTY_FILE"},
		"08_nul_bytes.csv":                 {code: "E_CSV_NUL"},
		"09_unbalanced_quotes.csv":         {code: "E_CSV_QUOTE", detail: "第 2 行"},
		"10_single_line_5mb.csv.gz":        {code: "E_LINE_TOO_LONG"},
		"11_external_links.xlsx":           {rows: 2},
		"12_macros.xlsm":                   {code: "E_MACRO_WORKBOOK"},
	} {
		t.Run(file, func(t *testing.T) {
			name, b := load(t, "testdata/bad/"+file)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			began := time.Now()
			rows, _, err := read(name, b)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if code := fault.Of(err).Code; err != nil && code != want.code || err == nil && want.code != "" {
				t.Fatalf("got %v, want %q", err, want.code)
			}
			if err != nil && (fault.Of(err).Kind != fault.Invalid || !strings.Contains(fault.Of(err).Detail, want.detail)) {
				t.Errorf("detail %q, want %q", fault.Of(err).Detail, want.detail)
			}
			if len(rows) != want.rows {
				t.Errorf("%d rows, want %d", len(rows), want.rows)
			}
			if grown := int64(after.Sys) - int64(before.Sys); grown > 256<<20 || took > 10*time.Second {
				t.Errorf("took %v and %d MB", took, grown>>20)
			}
			t.Logf("%v, allocated %d MB in all, err %v", took, (after.TotalAlloc-before.TotalAlloc)>>20, err)
		})
	}
}
