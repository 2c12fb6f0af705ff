package store_test

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed testdata/schema/*.sql
var testdata embed.FS

// drawer is a part with one table: things are put in and counted.
var drawer = store.Part{
	Name:   "drawer",
	Schema: func() fs.FS { f, _ := fs.Sub(testdata, "testdata"); return f }(),
	Verbs:  store.Verbs{"thing.put": put{}},
}

type put struct {
	Count int64 `json:"count"`
}

var li = store.Actor{ID: "person:li", Unit: "market", Department: "market", Home: "360402"}

func place(ctx context.Context, tx *store.Tx, name string) error {
	if _, err := tx.Exec(ctx, `INSERT INTO drawer (home, name) VALUES ($1, $2)`, tx.Actor.Home, name); err != nil {
		return err
	}
	return tx.Note(store.Note{Verb: "thing.put", Subject: ref.Of("thing", name), Facts: put{1}})
}

func count(t *testing.T, db *store.DB) (things int, entries int64) {
	t.Helper()
	err := db.Look(t.Context(), li, func(tx *store.Tx) error {
		if err := tx.Row(t.Context(), `SELECT count(*) FROM drawer WHERE home = $1`, li.Home).Scan(&things); err != nil {
			return err
		}
		p, err := journal.At(t.Context(), tx)
		entries = p.Seq
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return things, entries
}

func TestAnActHappensWholeOrNotAtAll(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		boom := errors.New("boom")
		for name, c := range map[string]struct {
			fn   func(tx *store.Tx) error
			fail bool
		}{
			"put":                 {func(tx *store.Tx) error { return place(t.Context(), tx, "a") }, false},
			"put, then refused":   {func(tx *store.Tx) error { return errors.Join(place(t.Context(), tx, "b"), boom) }, true},
			"the same name again": {func(tx *store.Tx) error { return place(t.Context(), tx, "c") }, true},
			"written, nothing noted": {func(tx *store.Tx) error {
				_, err := tx.Exec(t.Context(), `INSERT INTO drawer (home, name) VALUES ('360402', 'silent')`)
				return err
			}, true},
			"nothing written": {func(tx *store.Tx) error {
				_, err := tx.Exec(t.Context(), `DELETE FROM drawer WHERE home = '1'`)
				return err
			}, false},
			"an undeclared verb": {func(tx *store.Tx) error { return tx.Note(store.Note{Verb: "thing.lost", Facts: put{}}) }, true},
			"panic":              {func(tx *store.Tx) error { panic("officer pulled the plug") }, true},
		} {
			t.Run(name, func(t *testing.T) {
				if name == "the same name again" {
					db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, "c") })
				}
				things, entries := count(t, db)
				err := quiet(func() error { return db.Act(t.Context(), li, c.fn) })
				after, noted := count(t, db)
				if c.fail && (err == nil || after != things || noted != entries) {
					t.Errorf("err %v; %d things became %d, %d entries became %d", err, things, after, entries, noted)
				}
				if !c.fail && (err != nil || int64(after-things) != noted-entries) {
					t.Errorf("err %v; %d things became %d, %d entries became %d", err, things, after, entries, noted)
				}
			})
		}
	})
}

// quiet turns a panic that PostgreSQL's path lets through into an error.
func quiet(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("panicked")
		}
	}()
	return fn()
}

func TestNumbersHaveNoGapsWhenManyActAtOnce(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		const people, acts = 16, 25
		var wg sync.WaitGroup
		for p := range people {
			wg.Go(func() {
				for a := range acts {
					err := db.Act(t.Context(), li, func(tx *store.Tx) error {
						if a%5 == 4 {
							return errors.Join(place(t.Context(), tx, tx.ID()), errors.New("thought better of it"))
						}
						return place(t.Context(), tx, string(rune('a'+p))+string(rune('a'+a)))
					})
					if (err != nil) != (a%5 == 4) {
						t.Errorf("act %d of %d: %v", a, p, err)
					}
				}
			})
		}
		wg.Wait()
		things, entries := count(t, db)
		if things != people*acts*4/5 || entries != int64(things) {
			t.Errorf("%d things, %d entries, want %d of each", things, entries, people*acts*4/5)
		}
		if found, err := journal.Check(t.Context(), db, li.Home, nil); err != nil || len(found) > 0 {
			t.Errorf("check found %v, %v", found, err)
		}
	})
}

func TestALookCannotWrite(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO drawer (home, name) VALUES ('1', 'x')`)
			return err
		})
		if err == nil {
			t.Error("a look wrote a row")
		}
	})
}

func TestManyRows(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		err := db.Act(t.Context(), li, func(tx *store.Tx) error {
			var rows [][]any
			for i := range 1234 {
				rows = append(rows, []any{tx.Actor.Home, strings.Repeat("x", i+1)})
			}
			if err := tx.Many(t.Context(), `INSERT INTO drawer (home, name) VALUES ($1, $2) ON CONFLICT (home, name) DO NOTHING`, rows); err != nil {
				return err
			}
			return tx.Note(store.Note{Verb: "thing.put", Subject: "thing:many", Facts: put{1234}})
		})
		if things, _ := count(t, db); err != nil || things != 1234 {
			t.Errorf("%d things, %v", things, err)
		}
	})
}

func TestOneProcessHoldsTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zhiye.db")
	db, err := store.Open(t.Context(), path, journal.Part)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), path, journal.Part); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second opener got %v", err)
	}
	db.Close()
	again, err := store.Open(t.Context(), path, journal.Part)
	if err != nil {
		t.Fatalf("after closing: %v", err)
	}
	again.Close()
}

func TestAnyPathIsAPlace(t *testing.T) {
	for _, name := range []string{"county #1", "what?", "50%25", "濂溪区"} {
		path := filepath.Join(t.TempDir(), name, "zhiye.db")
		db, err := store.Open(t.Context(), path, journal.Part)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		db.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the database lies elsewhere: %v", name, err)
		}
	}
}
