package main

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestNothingAcknowledgedIsLost is a short soak: the program is built and
// killed some twenty times on each database.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	bin := build(t)
	t.Run("sqlite", func(t *testing.T) { short(t, bin, "", 5) })
	if server := os.Getenv("TEST_POSTGRES"); server != "" {
		t.Run("postgres", func(t *testing.T) { short(t, bin, schema(t, server), 4) })
	}
}

// built makes the program once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "zhiye")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "zhiye")
	if out, err := exec.Command("go", "build", "-o", bin, "../../cmd/zhiye").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := built(); err == nil {
		os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

func build(t *testing.T) string {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// TestADiskThatIsFull gives the program no more than two megabytes a file: the
// import is refused in words and leaves nothing, and with room it goes through.
func TestADiskThatIsFull(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	args := "import ledger --home 360402 --as-of 2026-11-01 --data " + dir + " ../world/lianxi/市监局-经营主体台账.xlsx"
	out, err := exec.Command("bash", "-c", "ulimit -f 2000; exec "+bin+" "+args).CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 2 || !strings.Contains(string(out), "磁盘已满") {
		t.Errorf("on a full disk: %v: %s", err, out)
	}
	s := soak{bin: bin}
	if err := s.sound(t.Context(), dir); err != nil {
		t.Error(err)
	}
	said, err := s.finish(t.Context(), strings.Fields(args)...)
	if err != nil || !strings.Contains(said, "台账现有") {
		t.Errorf("with room again: %v: %s", err, said)
	}
	if err := s.sound(t.Context(), dir); err != nil {
		t.Error(err)
	}
}

// TestASecondProcess finds the data directory taken, and disturbs nothing.
func TestASecondProcess(t *testing.T) {
	s, dir := soak{bin: build(t)}, t.TempDir()
	p, err := s.serve(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"check", "serve"} {
		out, err := exec.Command(s.bin, verb, "--data", dir).CombinedOutput()
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 2 || !strings.Contains(string(out), "正被另一个 zhiye 进程使用") {
			t.Errorf("a second %s: %v: %s", verb, err, out)
		}
	}
	if err := p.stop(); err != nil {
		t.Error(err)
	}
	if err := s.sound(t.Context(), dir); err != nil {
		t.Error(err)
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
