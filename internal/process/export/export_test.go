package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/export"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/sheet"
)

var registrar = store.Actor{ID: "person:p1", Unit: "u1", Department: "market", Home: "360402"}

// bring imports a ledger of n shops, every third of them a restaurant.
func bring(t testing.TB, db *store.DB, n int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("序号,经营者名称,统一社会信用代码,经营地址,所属乡镇,负责人,联系电话\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,鸟语花香%04d号店,,十里大道%d号,十里街道,钱一,19900000001\n", i+1, i, i)
	}
	files := []flow.File{{Name: "商户.csv", Bytes: strings.NewReader(b.String()), Size: int64(b.Len())}}
	out, err := flow.ImportLedgers(t.Context(), db, registrar, flow.Import{AsOf: "2026-11-01"}, files)
	if err != nil || out.Files[0].Sheets[0].Created != n {
		t.Fatalf("%+v, %v", out.Files, err)
	}
}

// take exports and reads the workbook back: rows by sheet.
func take(t *testing.T, db *store.DB, a export.Ask) (export.Made, map[string][][]string) {
	t.Helper()
	var b bytes.Buffer
	made, err := export.Write(t.Context(), db, registrar, a, &b, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open("a.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][][]string{}
	for _, s := range book.Sheets {
		for row, err := range book.Rows(s) {
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, c := range row.Cells {
				texts = append(texts, c.Text)
			}
			out[s.Name] = append(out[s.Name], texts)
		}
	}
	return made, out
}

func filter(t *testing.T, f any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAListIsExportedWhole(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		bring(t, db, 250)
		made, book := take(t, db, export.Ask{List: "subjects"})
		rows := book["监管对象台账"]
		if made.Rows != 250 || len(rows) != 251 || made.From != made.To {
			t.Fatalf("%+v, %d rows", made, len(rows))
		}
		if got := strings.Join(rows[1][:7], "|"); rows[0][0] != "名称" || got != "鸟语花香0000号店||商户|十里街道|十里大道0号||在营" {
			t.Errorf("the first row is %s", got)
		}
		for i, row := range rows[1:] { // in the list's order, none twice
			if want := fmt.Sprintf("鸟语花香%04d号店", i); row[0] != want {
				t.Fatalf("row %d is %s, not %s", i, row[0], want)
			}
		}
		if about := fmt.Sprint(book["说明"]); !strings.Contains(about, "行数 250") || !strings.Contains(about, "濂溪区") {
			t.Errorf("said %s", about)
		}
	})
}

func TestOnlyWhatTheFilterFindsInTheColumnsChosen(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	bring(t, db, 30)
	made, book := take(t, db, export.Ask{List: "subjects", Filter: filter(t, registry.Filter{Sort: "-name", Venue: "shop"}), Columns: []string{"phones", "name"}})
	rows := book["监管对象台账"]
	if made.Rows != 30 || strings.Join(rows[0], "|") != "联系电话|名称" || strings.Join(rows[1], "|") != "19900000001|鸟语花香0029号店" {
		t.Errorf("%+v %v", made, rows[:2])
	}
	if made, _ := take(t, db, export.Ask{List: "subjects", Filter: filter(t, registry.Filter{Venue: "catering"})}); made.Rows != 0 {
		t.Errorf("%d restaurants", made.Rows)
	}
	if made, _ := take(t, db, export.Ask{List: "leads", Filter: filter(t, lead.Filter{State: lead.Open})}); made.Rows != 0 {
		t.Errorf("%d leads", made.Rows)
	}
	for want, a := range map[error]export.Ask{export.ErrList: {List: "tips"}, export.ErrColumn: {List: "cases", Columns: []string{"facts"}}} {
		if _, err := export.Write(t.Context(), db, registrar, a, io.Discard, nil); !errors.Is(err, want) {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

func TestEveryExportIsNoted(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	bring(t, db, 3)
	take(t, db, export.Ask{List: "subjects"})
	err := db.Look(t.Context(), registrar, func(tx *store.Tx) error {
		es, err := journal.Of(t.Context(), tx, "list:subjects")
		if err == nil && (len(es) != 1 || es[0].Verb != "list.exported" || es[0].By != registrar.ID || fmt.Sprint(es[0].Facts["rows"]) != "3") {
			t.Errorf("noted %+v", es)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestACancelledExportEnds(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	bring(t, db, 300)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := export.Write(ctx, db, registrar, export.Ask{List: "subjects"}, io.Discard, func(rows, of int64) {
		if of != 300 {
			t.Errorf("of %d", of)
		}
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("went on: %v", err)
	}
}

// TestWordsAreThePages compares the words of workbooks with those of pages.
func TestWordsAreThePages(t *testing.T) {
	b, err := os.ReadFile("../../../web/kit/catalog.ts")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)export const (\w+) = \{(.*?)\} satisfies`)
	pair := regexp.MustCompile(`(?m)^\s*"?([\w*]*)"?: \["([^"]*)"`)
	seen := 0
	for _, m := range block.FindAllStringSubmatch(string(b), -1) {
		ours, ok := export.Words[m[1]]
		if !ok {
			continue
		}
		seen++
		theirs := pair.FindAllStringSubmatch(m[2], -1)
		if len(theirs) != len(ours) {
			t.Errorf("%s: %d words here, %d on the pages", m[1], len(ours), len(theirs))
		}
		for _, p := range theirs {
			if ours[p[1]] != p[2] {
				t.Errorf("%s.%s: %q here, %q on the pages", m[1], p[1], ours[p[1]], p[2])
			}
		}
	}
	if seen != len(export.Words) {
		t.Errorf("%d of %d vocabularies found", seen, len(export.Words))
	}
}

func BenchmarkExport(b *testing.B) {
	const rows = 100_000
	db, err := store.Open(b.Context(), b.TempDir()+"/z.db", flow.Parts()...)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	journal.Attach(db)
	bring(b, db, rows)
	for b.Loop() {
		began := time.Now()
		made, err := export.Write(b.Context(), db, registrar, export.Ask{List: "subjects"}, io.Discard, func(int64, int64) {})
		if err != nil || made.Rows != rows {
			b.Fatal(made, err)
		}
		b.ReportMetric(rows/time.Since(began).Seconds(), "rows/s")
	}
}
