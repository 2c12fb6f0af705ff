package flow_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
)

// shops is a ledger of n shops, and a tail that may be no ledger at all.
func shops(name string, n int, tail string) flow.File {
	var b strings.Builder
	b.WriteString("单位名称,统一社会信用代码,地址,所属乡镇,类别\n")
	for i := range n {
		fmt.Fprintf(&b, "%s第%d百货商店,,濂溪区莲花镇学府路%d号,莲花镇,商户\n", name, i, i+1)
	}
	b.WriteString(tail)
	return flow.File{Name: name + ".csv", Bytes: strings.NewReader(b.String()), Size: int64(b.Len())}
}

// A file that turns out broken after thousands of rows is refused whole; the
// files beside it are taken in.
func TestAFileThatBreaksMidwayLeavesNothing(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		out, err := flow.ImportLedgers(t.Context(), db, registrar, november,
			[]flow.File{shops("甲", 30, ""), shops("乙", 5000, "\"没有收尾的引号,,,,\n"), shops("丙", 20, "")})
		if err != nil {
			t.Fatal(err)
		}
		if n := standing(t, db); n.Entities != 50 || created(out) != 50 || out.Totals.Entities != 50 {
			t.Errorf("%d stand, %d told as new; want the 50 of the whole files", n.Entities, created(out))
		}
		if len(out.Files) != 3 || out.Files[0].Error != "" || !strings.Contains(out.Files[1].Error, "E_CSV_QUOTE") || out.Files[2].Error != "" {
			t.Errorf("told of the files: %+v", out.Files)
		}
		if found, err := journal.Check(t.Context(), db, registrar.Home, nil); err != nil || len(found) > 0 {
			t.Error(found, err)
		}
	})
}

// Somebody presses the button twice: one import runs, the other is told so,
// and no shop is there twice.
func TestTwoImportsAtOnceMakeOneOfEach(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		errs := make(chan error, 4)
		for range cap(errs) {
			go func() {
				_, err := flow.ImportLedgers(t.Context(), db, registrar, november, []flow.File{shops("甲", 3000, "")})
				errs <- err
			}()
		}
		for range cap(errs) {
			if err := <-errs; err != nil && !errors.Is(err, registry.ErrRunning) {
				t.Error(err)
			}
		}
		if n := standing(t, db); n.Entities != 3000 {
			t.Errorf("%d shops stand of 3000", n.Entities)
		}
	})
}

// While an import runs an inspector visits what it has brought; then the
// program dies. What is visited stays, the start does not stumble over it, and
// the same file brings the rest.
func TestAnImportCutShortOfWhichOneIsVisited(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	whole := lianxi(t, inOrder[1])
	out, err := flow.ImportLedgers(t.Context(), db, registrar, november, whole)
	if err != nil {
		t.Fatal(err)
	}
	var made []string
	err = db.Look(t.Context(), registrar, func(tx *store.Tx) (err error) {
		made, err = registry.MadeBy(t.Context(), tx, out.ID)
		return err
	})
	if err != nil || len(made) == 0 {
		t.Fatal(made, err)
	}
	visit(t, db, made[0])
	cut(t, db, out.ID)
	if _, err := flow.ImportLedgers(t.Context(), db, registrar, november, whole); !errors.Is(err, registry.ErrRunning) {
		t.Errorf("imported beside one that runs: %v", err)
	}
	if err := flow.Recover(t.Context(), db, registrar.Home, time.Now()); err != nil {
		t.Fatal(err)
	}
	again := take(t, db, november, inOrder[1])
	if created(again) != 0 || again.Totals.Entities != out.Totals.Entities {
		t.Errorf("after recovering %d are new, %d stand; want 0 and %d", created(again), again.Totals.Entities, out.Totals.Entities)
	}
}

// cut makes an import look as an end of the program leaves it.
func cut(t *testing.T, db *store.DB, id string) {
	t.Helper()
	err := db.Keep(t.Context(), registrar, func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE registry_import SET state = 'running', report = '' WHERE home = $1 AND id = $2`, registrar.Home, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A workbook that is cut off is refused at once, and the report says why.
func TestAWorkbookCutOff(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	f := lianxi(t, inOrder[0])[0]
	b := make([]byte, f.Size/2)
	if _, err := f.Bytes.ReadAt(b, 0); err != nil {
		t.Fatal(err)
	}
	out, err := flow.ImportLedgers(t.Context(), db, registrar, november, []flow.File{{Name: f.Name, Bytes: bytes.NewReader(b), Size: int64(len(b))}})
	if err != nil || len(out.Files) != 1 || out.Files[0].Error == "" || out.Totals.Entities != 0 {
		t.Errorf("%+v, %v", out, err)
	}
}
