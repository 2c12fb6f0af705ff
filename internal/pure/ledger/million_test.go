package ledger_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"runtime"
	"testing"

	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

// rowsOf is the text of n shops, made up as it is read; row i has bytes of fixed length.
type rowsOf struct{ n int }

const madeHead = "序号,店名,统一社会信用代码,经营者,联系电话,经营地址,所属乡镇,备注\r\n"

var madeRow = len(madeLine(0))

func madeLine(i int) string {
	code := fmt.Sprintf("92360403MA%07d", i)
	check, _ := uscc.Digit(code)
	return fmt.Sprintf("%07d,第%07d号百货店,%s%c,张三,138%08d,浔阳区甘棠街道湖滨路%07d号,甘棠街道,正常经营\r\n", i, i, code, check, i, i/2)
}

func (r rowsOf) size() int64 { return int64(len(madeHead) + r.n*madeRow) }

func (r rowsOf) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off < r.size() {
		line, at := madeHead, off
		if off >= int64(len(madeHead)) {
			i := (off - int64(len(madeHead))) / int64(madeRow)
			line, at = madeLine(int(i)), (off-int64(len(madeHead)))%int64(madeRow)
		}
		c := copy(p[n:], line[at:])
		n, off = n+c, off+int64(c)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

var million = flag.Bool("million", false, "read a million rows")

// TestMillion: with -million, a million rows are judged one by one; only keys stay in memory.
func TestMillion(t *testing.T) {
	n, limit := 50_000, int64(100<<20)
	if *million {
		n, limit = 1_000_000, 400<<20
	}
	text := rowsOf{n}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	book, err := sheet.Open("商户.csv", text, text.size())
	if err != nil {
		t.Fatal(err)
	}
	m := ledger.NewMemory()
	im := ledger.New(ledger.Options{Place: place(t, "360403"), AsOf: "2026-11-01"}, m)
	report, err := im.File("商户.csv", book, func(*ledger.Row) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if s := report.Sheets[0]; s.Created != n || len(s.Warnings) != 0 {
		t.Errorf("%+v", s)
	}
	grown := int64(after.Sys) - int64(before.Sys)
	t.Logf("%d MB for %d subjects", grown>>20, n)
	if grown > limit {
		t.Errorf("%d MB", grown>>20)
	}
}

// BenchmarkText is a county's worth of rows as delimited text.
func BenchmarkText(b *testing.B) {
	text := rowsOf{7389}
	buf := make([]byte, text.size())
	if _, err := text.ReadAt(buf, 0); err != nil {
		b.Fatal(err)
	}
	p := place(b, "360403")
	for b.Loop() {
		book, err := sheet.Open("商户.csv", bytes.NewReader(buf), int64(len(buf)))
		if err != nil {
			b.Fatal(err)
		}
		im := ledger.New(ledger.Options{Place: p}, ledger.NewMemory())
		if _, err := im.File("商户.csv", book, func(*ledger.Row) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
