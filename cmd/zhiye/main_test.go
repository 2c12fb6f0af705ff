package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes this test binary the program itself when a script calls it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"zhiye": main})
}

// TestScripts runs testdata/*.txtar: each is a session at a terminal. The
// command status N PROGRAM… runs a program and demands its exit status, tamper
// DIR changes a byte of a file below DIR, and $LIANXI holds ledgers as they came.
func TestScripts(t *testing.T) {
	lianxi, err := filepath.Abs("../../test/world/lianxi")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"status": status, "tamper": tamper},
		Setup: func(e *testscript.Env) error { e.Setenv("LIANXI", lianxi); return nil },
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	if got := exitStatus(err); got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

func exitStatus(err error) string {
	if err == nil {
		return "0"
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

// tamper changes the last byte of the first file below a directory.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tamper dir")
	}
	done := false
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || done {
			return err
		}
		done = true
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(b)-1]++
		return os.WriteFile(path, b, 0o600)
	}))
	if !done {
		ts.Fatalf("nothing to tamper with in %s", args[0])
	}
}
