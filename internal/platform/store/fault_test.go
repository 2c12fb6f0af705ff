package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
)

// onFaultyDisk opens a database whose statements fail when armed.
func onFaultyDisk(t *testing.T) *store.DB {
	t.Helper()
	t.Cleanup(store.UseDriver("faulty"))
	return storetest.SQLite(t, drawer)
}

// whole fails the test unless things and entries agree and the journal holds.
func whole(t *testing.T, db *store.DB, things int) {
	t.Helper()
	n, entries := count(t, db)
	if n != things || entries != int64(things) {
		t.Errorf("%d things, %d entries, want %d of each", n, entries, things)
	}
	if found, err := journal.Check(t.Context(), db, li.Home, nil); err != nil || len(found) > 0 {
		t.Errorf("check found %v, %v", found, err)
	}
}

// An act is made to fail at its first statement, its second … until it goes
// through: each time nothing of it is there, and the next act succeeds.
func TestEveryStatementMayFail(t *testing.T) {
	for _, hard := range []bool{false, true} {
		t.Run(fmt.Sprintf("hard %v", hard), func(t *testing.T) {
			db := onFaultyDisk(t)
			done := 0
			for n := int64(1); ; n++ {
				disk.arm(n, hard)
				err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint("a", n)) })
				if !disk.heal() {
					if err != nil || n < 6 {
						t.Errorf("the act failed without a fault after %d statements: %v", n, err)
					}
					done++
					break
				}
				if !errors.Is(err, store.ErrFull) {
					t.Errorf("statement %d failed, and the act said %v", n, err)
				}
				whole(t, db, done)
				if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint("b", n)) }); err != nil {
					t.Fatalf("the act after a fault of statement %d: %v", n, err)
				}
				done++
				whole(t, db, done)
			}
			whole(t, db, done)
		})
	}
}

// A group of acts loses a statement: who was told yes is there, who was told
// no is not, once each.
func TestAGroupMayLoseAStatement(t *testing.T) {
	for _, hard := range []bool{false, true} {
		t.Run(fmt.Sprintf("hard %v", hard), func(t *testing.T) {
			db := onFaultyDisk(t)
			done := 0
			for n := int64(1); n < 60; n += 3 {
				done += group(t, db, n, hard)
				whole(t, db, done)
			}
		})
	}
}

// group runs ten acts that wait together behind one that is slow, and counts
// those that were acknowledged.
func group(t *testing.T, db *store.DB, n int64, hard bool) (done int) {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		begun = make(chan struct{})
		free  = make(chan struct{})
	)
	wg.Go(func() {
		db.Keep(t.Context(), li, func(*store.Tx) error { close(begun); <-free; return nil })
	})
	<-begun
	for i := range 10 {
		wg.Go(func() {
			err := db.Act(t.Context(), li, func(tx *store.Tx) error {
				if err := place(t.Context(), tx, fmt.Sprint("g", n, "-", i)); err != nil || i != 4 {
					return err
				}
				panic("officer pulled the plug")
			})
			if err == nil {
				mu.Lock()
				done++
				mu.Unlock()
			}
		})
	}
	time.Sleep(10 * time.Millisecond) // so that all ten wait together
	disk.arm(n, hard)
	close(free)
	wg.Wait()
	disk.heal()
	if done < 8 {
		t.Errorf("a fault of statement %d and one panic cost %d of 10 acts", n, 10-done)
	}
	return done
}

func TestADiskThatStaysFullAndIsFreedAgain(t *testing.T) {
	db := onFaultyDisk(t)
	act := func(name string) error {
		return db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, name) })
	}
	if err := act("before"); err != nil {
		t.Fatal(err)
	}
	disk.hard.Store(true)
	disk.lies.Store(true)
	for range 5 {
		if err := act("full"); !errors.Is(err, store.ErrFull) || fault.Of(err).Kind != fault.Busy {
			t.Errorf("on a full disk: %v", err)
		}
	}
	disk.heal()
	whole(t, db, 1)
	if err := act("after"); err != nil {
		t.Error(err)
	}
	whole(t, db, 2)
}

// The limit of pages is SQLite's own full disk: reads go on, and writing does
// again when there is room.
func TestNoRoomLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zhiye.db")
	db := openAt(t, path)
	pages := func(max int) {
		t.Helper()
		err := db.Keep(t.Context(), li, func(tx *store.Tx) error {
			var n int
			return tx.Row(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", max)).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	pages(1) // the least it grants is what is in use
	done, full := 0, false
	for i := range 400 {
		err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint(i, "-", strings.Repeat("x", 200))) })
		switch {
		case err == nil:
			done++
		case errors.Is(err, store.ErrFull):
			full = true
		default:
			t.Fatal(err)
		}
	}
	if !full {
		t.Error("the database was never full")
	}
	whole(t, db, done)
	pages(1 << 30)
	if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, "room again") }); err != nil {
		t.Error(err)
	}
	whole(t, db, done+1)
}

func openAt(t *testing.T, path string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, journal.Part, drawer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	journal.Attach(db)
	return db
}

// Another program holds the file: all who wait are told after one wait, not
// one after the other.
func TestAnotherProgramHoldsTheFile(t *testing.T) {
	db := onFaultyDisk(t)
	free, begun := make(chan struct{}), make(chan struct{})
	go db.Keep(t.Context(), li, func(*store.Tx) error { close(begun); <-free; return nil })
	<-begun
	busy := make(chan error, 5)
	for i := range 5 {
		go func() {
			busy <- db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint(i)) })
		}()
	}
	disk.arm(2, false) // COMMIT of the slow one, then BEGIN of the group
	close(free)
	refused := 0
	for range 5 {
		if <-busy != nil {
			refused++
		}
	}
	disk.heal()
	whole(t, db, 5-refused)
	if refused == 0 {
		t.Error("the group began although BEGIN failed")
	}
}

func TestACancelledActHappensWholeOrNotAtAll(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		done := 0
		for i := range 40 {
			ctx, cancel := context.WithCancel(t.Context())
			err := db.Act(ctx, li, func(tx *store.Tx) error {
				if i%2 == 0 {
					cancel()
				}
				return place(ctx, tx, fmt.Sprint(i))
			})
			cancel()
			if err == nil {
				done++
			}
			if i%2 == 1 && err != nil {
				t.Errorf("act %d: %v", i, err)
			}
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if db.Act(gone, li, func(tx *store.Tx) error { return place(t.Context(), tx, "gone") }) == nil {
			done++
		}
		whole(t, db, done)
	})
}

// damaged are files that are no database, or no longer one.
func TestADamagedFile(t *testing.T) {
	for name, harm := range map[string]func(b []byte) []byte{
		"another file": func([]byte) []byte {
			return []byte("PK\x03\x04 this is a workbook, not a database; somebody renamed it")
		},
		"a page overwritten":   func(b []byte) []byte { copy(b[4096:], make([]byte, 4096*4)); return b },
		"cut off in the midst": func(b []byte) []byte { return b[:len(b)/2] },
		"head lost":            func(b []byte) []byte { copy(b, "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"); return b },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "zhiye.db")
			fill(t, path)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, harm(b), 0o600); err != nil {
				t.Fatal(err)
			}
			for range 2 { // the second opener is told the same, not that the first one has the file
				if err := readAll(t, path); !errors.Is(err, store.ErrDamaged) {
					t.Errorf("a damaged file: %v", err)
				}
			}
		})
	}
}

func fill(t *testing.T, path string) {
	t.Helper()
	db := openAt(t, path)
	for i := range 200 {
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint("thing ", i)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a closed database leaves its log beside it: %v", err)
	}
}

// readAll opens a database and reads the whole journal.
func readAll(t *testing.T, path string) error {
	db, err := store.Open(t.Context(), path, journal.Part, drawer)
	if err != nil {
		return err
	}
	defer db.Close()
	journal.Attach(db)
	found, err := journal.Check(t.Context(), db, li.Home, nil)
	if err == nil && len(found) > 0 {
		return fmt.Errorf("check found %v", found)
	}
	wrong, broken := db.Sound(t.Context())
	if broken != nil || (wrong == "") != (err == nil) {
		t.Errorf("reading said %v, and the file is said to be unsound for %q, %v", err, wrong, broken)
	}
	return err
}

// Whoever takes the log away takes the last acts with it; what is left is
// whole, and never half an act.
func TestTheLogIsTakenAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zhiye.db")
	fill(t, path)
	db := openAt(t, path)
	for i := range 20 {
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, fmt.Sprint("late ", i)) }); err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(t.TempDir(), "zhiye.db") // as it lies while the program runs, without its -wal
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	whole(t, openAt(t, copied), 200)
	stale := filepath.Join(t.TempDir(), "zhiye.db") // with a -shm of something else
	for from, to := range map[string]string{path: stale, path + "-wal": stale + "-wal"} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.WriteFile(to, b, 0o600), os.WriteFile(stale+"-shm", make([]byte, 32768), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	whole(t, openAt(t, stale), 220)
}

// Both databases refuse a text that one of them cannot hold, and an act that
// tried leaves nothing.
func TestATextNoDatabaseHolds(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		for _, text := range []string{"a\x00b", "\xff\xfe", "莲\xe8"} {
			err := db.Act(t.Context(), li, func(tx *store.Tx) error { return place(t.Context(), tx, text) })
			if !errors.Is(err, store.ErrText) {
				t.Errorf("%q: %v", text, err)
			}
			err = db.Act(t.Context(), li, func(tx *store.Tx) error {
				return tx.Many(t.Context(), `INSERT INTO drawer (home, name) VALUES ($1, $2)`, [][]any{{li.Home, "good"}, {li.Home, text}})
			})
			if !errors.Is(err, store.ErrText) {
				t.Errorf("%q among many: %v", text, err)
			}
		}
		whole(t, db, 0)
	})
}
