package blob_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/pure/fault"
)

func TestAPhotoIsKeptByWhatItShows(t *testing.T) {
	dir := t.TempDir()
	d, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	g, err := d.Put("360402", strings.NewReader("stall 12"), 100)
	if err != nil || !g.Valid() {
		t.Fatal(g, err)
	}
	if again, err := d.Put("360402", strings.NewReader("stall 12"), 100); err != nil || again != g {
		t.Errorf("stored again as %s, %v", again, err)
	}
	if b, err := d.Get("360402", g); err != nil || !bytes.Equal(b, []byte("stall 12")) {
		t.Errorf("read %q, %v", b, err)
	}
	if _, err := d.Get("360403", g); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("another home reads it: %v", err)
	}
	if _, err := d.Get("360402", "../../../etc/passwd"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("a path passes for a digest: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "360402", string(g[:2]), string(g[2:])), []byte("stall 13"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get("360402", g); fault.Of(err).Code != "blob.changed" {
		t.Errorf("a changed photo was read: %v", err)
	}
	if bad, err := d.Check("360402"); err != nil || len(bad) != 1 || bad[0] != g {
		t.Errorf("check found %v, %v", bad, err)
	}
}

func TestNothingStaysOfAFileTooLarge(t *testing.T) {
	dir := t.TempDir()
	d, _ := blob.Open(dir)
	if _, err := d.Put("360402", strings.NewReader("too long"), 3); !errors.Is(err, blob.ErrTooLarge) {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWhatAnAbruptEndLeavesIsSwept(t *testing.T) {
	dir := t.TempDir()
	d, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	g, err := d.Put("360402", strings.NewReader("whole"), 100)
	half := filepath.Join(dir, ".new-123")
	if err = errors.Join(err, os.WriteFile(half, []byte("ha"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := d.Sweep(time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); err != nil {
		t.Error("a file that may still be coming was swept")
	}
	if err := d.Sweep(time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("half a file stays")
	}
	if _, err := d.Get("360402", g); err != nil {
		t.Errorf("the whole file: %v", err)
	}
}

func TestAFileIsReadPieceByPieceAndForgottenInTime(t *testing.T) {
	dir := t.TempDir()
	d, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := d.Put("360402", strings.NewReader("wanted"), 100)
	other, again := d.Put("360402", strings.NewReader("unwanted"), 100)
	if err = errors.Join(err, again); err != nil {
		t.Fatal(err)
	}
	f, err := d.File("360402", wanted)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err = errors.Join(err, f.Close()); err != nil || string(b) != "wanted" {
		t.Errorf("read %q, %v", b, err)
	}
	if _, err := d.File("360403", wanted); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("another home reads it: %v", err)
	}
	keep := func(home string, g blob.Digest) bool { return home == "360402" && g == wanted }
	if err := d.Prune(time.Now().Add(-time.Hour), keep); err != nil || !d.Has("360402", other) {
		t.Errorf("a file that was only just stored went: %v", err)
	}
	if err := d.Prune(time.Now().Add(time.Second), keep); err != nil || d.Has("360402", other) || !d.Has("360402", wanted) {
		t.Errorf("pruned wrongly: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "360402", string(wanted[:2]), string(wanted[2:])), []byte("forged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.File("360402", wanted); fault.Of(err).Code != "blob.changed" {
		t.Errorf("a changed file was opened: %v", err)
	}
}
