// Package storetest lends tests a fresh, migrated database with a journal.
package storetest

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
)

// Each runs fn against SQLite and, when TEST_POSTGRES names a server
// (postgres://…/db?sslmode=disable), against PostgreSQL too. A package's tests
// call it and do not know which one they got.
func Each(t *testing.T, parts []store.Part, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, SQLite(t, parts...)) })
	if server := os.Getenv("TEST_POSTGRES"); server != "" {
		t.Run("postgres", func(t *testing.T) { fn(t, open(t, schema(t, server), parts)) })
	}
}

// SQLite opens an embedded database in a folder of the test.
func SQLite(t *testing.T, parts ...store.Part) *store.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "zhiye.db"), parts)
}

// schema makes a schema of the test's own and returns the URL that uses it.
func schema(t *testing.T, server string) string {
	t.Helper()
	name := fmt.Sprintf("t%08x", rand.Uint32())
	admin(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { admin(t, server, "DROP SCHEMA "+name+" CASCADE") })
	if strings.Contains(server, "?") {
		return server + "&search_path=" + name
	}
	return server + "?search_path=" + name
}

func open(t *testing.T, url string, parts []store.Part) *store.DB {
	t.Helper()
	if !slices.ContainsFunc(parts, func(p store.Part) bool { return p.Name == journal.Part.Name }) {
		parts = append([]store.Part{journal.Part}, parts...)
	}
	db, err := store.Open(t.Context(), url, parts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	journal.Attach(db)
	return db
}

func admin(t *testing.T, url, stmt string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(stmt); err != nil {
		t.Fatal(err)
	}
}
