package main

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/test/world"

	"golang.org/x/mod/sumdb/tlog"
)

// tampering is something done to a data directory behind the program's back,
// and what a check must say of it.
type tampering struct {
	kinds string // "" where nothing is wrong
	do    func(t *testing.T, dir string, db *sql.DB)
}

// run executes statements.
func run(statements ...string) func(*testing.T, string, *sql.DB) {
	return func(t *testing.T, _ string, db *sql.DB) {
		for _, s := range statements {
			res, err := db.Exec(s)
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := res.RowsAffected(); n == 0 {
				t.Fatalf("nothing was tampered with: %s", s)
			}
		}
	}
}

var tamperings = map[string]tampering{
	"nothing": {"", func(*testing.T, string, *sql.DB) {}},

	"an entry in the midst is gone": {"number tree checkpoint", run(`DELETE FROM journal_entry WHERE seq = 40`)},
	"the last entry is gone":        {"number checkpoint submission", run(`DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)`)},
	"two entries change places": {"hash column tree checkpoint", run(
		`UPDATE journal_entry SET body = (SELECT body FROM journal_entry WHERE seq = 41) WHERE seq = 40`)},
	"a figure in an entry":           {"hash column tree checkpoint", run(`UPDATE journal_entry SET body = replace(body, '"day":"2026-', '"day":"2025-') WHERE seq = 50`)},
	"a column beside its body":       {"column", run(`UPDATE journal_entry SET day = '2020-01-01' WHERE seq = 50`)},
	"who did it":                     {"column", run(`UPDATE journal_entry SET actor = 'person:nobody' WHERE seq = 50`)},
	"the edge of the tree":           {"tree", run(`UPDATE journal_head SET edge = x'` + hex.EncodeToString(make([]byte, 32)) + `'`)},
	"a body with its hash":           {"tree checkpoint", rehashed},
	"a checkpoint":                   {"checkpoint", run(`UPDATE journal_checkpoint SET note = replace(note, 'zhiye/360402', 'zhiye/360403')`)},
	"the journal is gone as a whole": {"checkpoint submission", run(`DELETE FROM journal_entry`, `DELETE FROM journal_head`)},
	"a posting's amount":             {"posting", run(`UPDATE tally_posting SET amount = amount + 1 WHERE entry = (SELECT max(entry) FROM tally_posting)`)},
	"a posting is gone":              {"posting", run(`DELETE FROM tally_posting WHERE entry = (SELECT min(entry) FROM tally_posting)`)},
	"a total":                        {"total", run(`UPDATE tally_total SET amount = amount + 1 WHERE department = '*' AND region = '*'`)},
	"a total is gone":                {"total", run(`DELETE FROM tally_total WHERE department = '*'`)},
	"a submitted table":              {"submission", run(`UPDATE submission SET cells = replace(cells, '7', '8')`)},
	"a photo":                        {"blob", func(t *testing.T, dir string, _ *sql.DB) { write(t, photo(t, dir), []byte("another picture")) }},
	"a photo is gone": {"blob", func(t *testing.T, dir string, _ *sql.DB) {
		if err := os.Remove(photo(t, dir)); err != nil {
			t.Fatal(err)
		}
	}},
	"a photo and a total": {"blob total", func(t *testing.T, dir string, db *sql.DB) {
		write(t, photo(t, dir), []byte("another picture"))
		run(`DELETE FROM tally_total WHERE department = '*'`)(t, dir, db)
	}},
	"pages of the file": {"database", func(t *testing.T, dir string, db *sql.DB) {
		db.Close()
		path := filepath.Join(dir, "zhiye.db")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := len(b) / 4096 / 2; i < len(b)/4096; i += 3 {
			copy(b[i*4096:], make([]byte, 64))
		}
		write(t, path, b)
	}},
}

// rehashed changes a body and makes its hash fit, as one would who knows how
// entries are hashed and has no key.
func rehashed(t *testing.T, _ string, db *sql.DB) {
	var body string
	if err := db.QueryRow(`SELECT body FROM journal_entry WHERE seq = 60`).Scan(&body); err != nil {
		t.Fatal(err)
	}
	body = strings.Replace(body, "media", "other", 1)
	h := tlog.RecordHash([]byte(body))
	if _, err := db.Exec(`UPDATE journal_entry SET body = $1, hash = $2 WHERE seq = 60`, body, h[:]); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// photo is the path of a file that a record names.
func photo(t *testing.T, dir string) (path string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "blobs", world.Home), func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			path = p
		}
		return err
	})
	if err != nil || path == "" {
		t.Fatal("no photo", err)
	}
	return path
}

// A small county is made once; every case tampers with a copy of it.
func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	county := t.TempDir()
	small(t, county)
	for name, c := range tamperings {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(county)); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", filepath.Join(dir, "zhiye.db"))
			if err != nil {
				t.Fatal(err)
			}
			c.do(t, dir, db)
			db.Close()
			if got := kinds(t, dir); got != c.kinds {
				t.Errorf("it found %q, want %q", got, c.kinds)
			}
		})
	}
}

// kinds runs a check and joins the kinds of fault it names.
func kinds(t *testing.T, dir string) (all string) {
	t.Helper()
	c := checkCmd{place: place{Data: dir}}
	out := checked{}
	if err := c.check(t.Context(), &out); errors.Is(err, store.ErrDamaged) {
		out.Faults = append(out.Faults, journal.Finding{Kind: "database"})
	} else if err != nil {
		t.Fatal(err)
	}
	for i, f := range out.Faults {
		if i > 0 {
			all += " "
		}
		if all += f.Kind; f.Text == "" && f.Kind != "database" {
			t.Errorf("%s is named without words", f.Kind)
		}
	}
	if err := c.Run(); errors.Is(err, errRefused) != (all != "") {
		t.Errorf("it found %q and ended with %v", all, err)
	}
	return all
}

// small makes a county with leads, outreach with a photo, a submitted table,
// figures and a checkpoint.
func small(t *testing.T, dir string) {
	t.Helper()
	ctx := t.Context()
	h, err := place{Data: dir}.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	photo, err := h.blobs.Put(world.Home, strings.NewReader("a poster on a wall"), 100)
	if err != nil {
		t.Fatal(err)
	}
	act := func(fn func(tx *store.Tx) error) {
		by := store.Actor{ID: "person:li", Unit: "bureau", Department: "market", Home: world.Home}
		if err := h.db.Act(ctx, by, fn); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 60 {
		act(func(tx *store.Tx) error {
			_, err := lead.Raise(ctx, tx, lead.Lead{Source: ref.Of("media", strconv.Itoa(i)), Channel: "media", Title: "网帖", Campaign: world.Campaign})
			return err
		})
	}
	act(func(tx *store.Tx) error {
		_, err := outreach.Hold(ctx, tx, outreach.Activity{Campaign: world.Campaign, Kind: "poster", Title: "海报", Quantity: 20, Photos: []string{"blob:" + string(photo)}, HeldOn: tx.Today(), Place: "莲花镇"})
		return err
	})
	act(func(tx *store.Tx) error { return submit(ctx, tx) })
	if err := errors.Join(h.tally.Follow(ctx, world.Home), h.checkpoints(ctx)); err != nil {
		t.Fatal(err)
	}
}

func submit(ctx context.Context, tx *store.Tx) error {
	p, err := journal.At(ctx, tx)
	if err != nil {
		return err
	}
	_, err = submission.Submit(ctx, tx, submission.Submission{
		Campaign: world.Campaign, From: "2025-01-01", To: "2025-01-31", Department: "market",
		Cells: []byte(`[{"code":"B01","value":17}]`), Definitions: "1", Seq: p.Seq, Root: p.Root,
	})
	return err
}
