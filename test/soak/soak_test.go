package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingAcknowledgedIsLost is a short soak: the program is built and
// killed some twenty times on each database.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "zhiye")
	if out, err := exec.Command("go", "build", "-o", bin, "../../cmd/zhiye").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Run("sqlite", func(t *testing.T) { short(t, bin, "", 5) })
	if server := os.Getenv("TEST_POSTGRES"); server != "" {
		t.Run("postgres", func(t *testing.T) { short(t, bin, schema(t, server), 4) })
	}
}

func short(t *testing.T, bin, db string, rounds int) {
	seed := rand.Uint64()
	s := soak{
		bin: bin, db: db, dir: t.TempDir(), ledger: "../world/lianxi/市监局-经营主体台账.xlsx",
		rounds: rounds, clients: 6, rand: rand.New(rand.NewPCG(seed, 0)), say: t.Logf,
	}
	err := s.run(t.Context())
	t.Logf("seed %d: %s", seed, s.sum())
	if err != nil {
		t.Error(err)
	}
	if s.books.acked < 100 || s.kills < rounds {
		t.Errorf("only %d acts acknowledged over %d kills: nothing was put to the test", s.books.acked, s.kills)
	}
}

// schema makes a schema of the test's own and returns the URL that uses it.
func schema(t *testing.T, server string) string {
	t.Helper()
	name := fmt.Sprintf("soak%08x", rand.Uint32())
	admin := func(stmt string) {
		db, err := sql.Open("pgx", server)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(stmt); err != nil {
			t.Error(err)
		}
	}
	admin("CREATE SCHEMA " + name)
	t.Cleanup(func() { admin("DROP SCHEMA " + name + " CASCADE") })
	if strings.Contains(server, "?") {
		return server + "&search_path=" + name
	}
	return server + "?search_path=" + name
}
