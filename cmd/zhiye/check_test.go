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
	"example.org/zhiye/internal/domain/registry"
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
	"the last entry is gone":        {"number checkpoint", run(`DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)`)},
	"two entries change places": {"hash column tree checkpoint", run(
		`UPDATE journal_entry SET body = (SELECT body FROM journal_entry WHERE seq = 41) WHERE seq = 40`)},
	"a figure in an entry":           {"hash column tree checkpoint", run(`UPDATE journal_entry SET body = replace(body, '"day":"2026-', '"day":"2025-') WHERE seq = 50`)},
	"a column beside its body":       {"column", run(`UPDATE journal_entry SET day = '2020-01-01' WHERE seq = 50`)},
	"who did it":                     {"column", run(`UPDATE journal_entry SET actor = 'person:nobody' WHERE seq = 50`)},
	"the edge of the tree":           {"tree", run(`UPDATE journal_head SET edge = x'` + hex.EncodeToString(make([]byte, 32)) + `'`)},
	"a body with its hash":           {"tree checkpoint", rehashed},
	"a checkpoint":                   {"checkpoint", run(`UPDATE journal_checkpoint SET note = replace(note, 'zhiye/360402', 'zhiye/360403')`)},
	"the journal is gone as a whole": {"checkpoint", run(`DELETE FROM journal_entry`, `DELETE FROM journal_head`)},
	"a posting's amount":             {"posting", run(`UPDATE tally_posting SET amount = amount + 1 WHERE entry = (SELECT max(entry) FROM tally_posting)`)},
	"a posting is gone":              {"posting", run(`DELETE FROM tally_posting WHERE entry = (SELECT min(entry) FROM tally_posting)`)},
	"a total":                        {"total", run(`UPDATE tally_total SET amount = amount + 1 WHERE department = '*' AND region = '*'`)},
	"a total is gone":                {"total", run(`DELETE FROM tally_total WHERE department = '*'`)},
	"a submitted table":              {"submission", run(`UPDATE submission SET cells = replace(cells, '7', '8')`)},
	"a submitted table is gone":      {"submission", run(`DELETE FROM submission`)},
	"a visit nobody recorded": {"visit", run(`INSERT INTO inspection_visit (home, id, campaign, subject, venue, region, day, organs, item, origin, plan, action, unit, problem, state, body, version)
		VALUES ('360402', 'x', '', 's', '', '', '2026-01-01', '', '', '', '', '', '', 0, 'recorded', '{}', 1)`)},
	"an announcement nobody made":     {"draw", run(`INSERT INTO spotcheck_file (home, draw, name, body) VALUES ('360402', 'x', 'announcement.json', '{}')`)},
	"somebody on the frozen list":     {"coverage", run(`INSERT INTO registry_covered (home, campaign, subject) VALUES ('360402', '` + world.Campaign + `', 'x')`)},
	"an administrator":                {"grant", run(`UPDATE auth_grant SET role = 'security_admin'`)},
	"the checkpoints are gone":        {"checkpoint", run(`DELETE FROM journal_checkpoint`)},
	"the journal and its checkpoints": {"checkpoint", run(`DELETE FROM journal_entry`, `DELETE FROM journal_head`, `DELETE FROM journal_checkpoint`)},
	"another history, with no checkpoint against it": {"checkpoint", func(t *testing.T, dir string, db *sql.DB) {
		run(`DELETE FROM journal_entry`, `DELETE FROM journal_head`, `DELETE FROM journal_checkpoint`)(t, dir, db)
		db.Close()
		h, err := place{Data: dir}.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		raise(t, h, 70)
	}},
	"the checkpoint that was kept": {"checkpoint", func(t *testing.T, dir string, _ *sql.DB) {
		write(t, filepath.Join(dir, "checkpoints", world.Home), []byte("zhiye/360402\n1\n"))
	}},
	"no checkpoint was kept": {"", func(t *testing.T, dir string, _ *sql.DB) {
		if err := os.Remove(filepath.Join(dir, "checkpoints", world.Home)); err != nil {
			t.Fatal(err)
		}
	}},
	"a photo altered and one gone": {"blob missing", func(t *testing.T, dir string, _ *sql.DB) {
		path := photo(t, dir)
		write(t, filepath.Join(filepath.Dir(path), strings.Repeat("0", 62)), []byte("another picture"))
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}},
	"a photo": {"blob", func(t *testing.T, dir string, _ *sql.DB) { write(t, photo(t, dir), []byte("another picture")) }},
	"a photo is gone": {"missing", func(t *testing.T, dir string, _ *sql.DB) {
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

// small makes a county with leads, outreach with a photo, a submitted table, a
// frozen list, an account, figures and a checkpoint.
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
	act := func(fn func(tx *store.Tx) error) { act(t, h, fn) }
	raise(t, h, 60)
	act(func(tx *store.Tx) error {
		_, err := outreach.Hold(ctx, tx, outreach.Activity{Campaign: world.Campaign, Kind: "poster", Title: "海报", Quantity: 20, Photos: []string{"blob:" + string(photo)}, HeldOn: tx.Today(), Place: "莲花镇"})
		return err
	})
	act(func(tx *store.Tx) error { return submit(ctx, tx) })
	act(func(tx *store.Tx) error { _, err := registry.Freeze(ctx, tx, world.Campaign); return err })
	user := userAddCmd{Home: world.Home, Name: "王五", Unit: "市场监督管理局", Role: []string{"system_admin"}, Login: "admin"}
	if err := h.db.Act(ctx, store.Actor{ID: "cli:operator", Home: world.Home}, func(tx *store.Tx) error { return user.add(ctx, tx, "x") }); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.tally.Follow(ctx, world.Home), h.checkpoints(ctx)); err != nil {
		t.Fatal(err)
	}
}

func act(t *testing.T, h *house, fn func(tx *store.Tx) error) {
	t.Helper()
	by := store.Actor{ID: "person:li", Unit: "bureau", Department: "market", Home: world.Home}
	if err := h.db.Act(t.Context(), by, fn); err != nil {
		t.Fatal(err)
	}
}

// raise notes n leads.
func raise(t *testing.T, h *house, n int) {
	t.Helper()
	for i := range n {
		act(t, h, func(tx *store.Tx) error {
			_, err := lead.Raise(t.Context(), tx, lead.Lead{Source: ref.Of("web", strconv.Itoa(n+i)), Channel: "media", Title: "网帖", Campaign: world.Campaign})
			return err
		})
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
