package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
)

// TestABackupOfAServer: a PostgreSQL database is dumped and comes back in
// another, with the root it had.
func TestABackupOfAServer(t *testing.T) {
	if os.Getenv("TEST_POSTGRES") == "" {
		t.Skip("no PostgreSQL server is named")
	}
	dir := t.TempDir()
	live := place{Data: filepath.Join(dir, "live"), DB: database(t)}
	h, err := live.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Act(t.Context(), busy, func(tx *store.Tx) error {
		_, err := lead.Raise(t.Context(), tx, lead.Lead{Source: "document:1", Channel: "own", Title: "有人出售野生鸟类", Facts: "笼养画眉三只", Department: "market"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Close()
	file := filepath.Join(dir, "one.zhiye")
	if err := (&backupCmd{place: live, Plain: true, Into: file}).Run(); err != nil {
		t.Fatal(err)
	}
	second := place{Data: filepath.Join(dir, "second"), DB: database(t)}
	if err := (&restoreCmd{place: place{Data: second.Data}, From: file}).Run(); err == nil {
		t.Error("a server's backup was restored without a server")
	}
	if err := (&restoreCmd{place: second, From: file}).Run(); err != nil {
		t.Fatal(err)
	}
	r, err := second.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := count(t, r, "lead"); n != 1 {
		t.Errorf("%d leads came back", n)
	}
}

// database makes an empty database on the tests' server and returns its URL.
func database(t *testing.T) string {
	t.Helper()
	name := fmt.Sprintf("t%08x", rand.Uint32())
	on(t, "CREATE DATABASE "+name)
	t.Cleanup(func() { on(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(os.Getenv("TEST_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func on(t *testing.T, stmt string) {
	t.Helper()
	db, err := sql.Open("pgx", os.Getenv("TEST_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(stmt); err != nil {
		t.Fatal(err)
	}
}
