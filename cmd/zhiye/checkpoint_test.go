package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/zhiye/test/world"
)

// TestNothingIsServedThatLostItsEnd: what was acknowledged and is gone is noticed
// at the next start, however it went; a restored backup is served.
func TestNothingIsServedThatLostItsEnd(t *testing.T) {
	dir := t.TempDir()
	live := place{Data: filepath.Join(dir, "live")}
	h := opened(t, live)
	raise(t, h, 5)
	if err := errors.Join(h.checkpoints(t.Context()), h.mark(t.Context()), h.Close()); err != nil {
		t.Fatal(err)
	}
	early := copied(t, dir, live, "early", "zhiye.db")
	if err := (&backupCmd{place: live, Plain: true, Into: filepath.Join(dir, "early.zhiye")}).Run(); err != nil {
		t.Fatal(err)
	}

	h = opened(t, live)
	raise(t, h, 20)
	if err := h.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	killed := copied(t, dir, live, "killed", "zhiye.db", "zhiye.db-wal", "checkpoints", "journal.key")
	unlogged := copied(t, dir, live, "unlogged", "zhiye.db", "checkpoints", "journal.key")
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	older := copied(t, dir, live, "older", "checkpoints", "journal.key")
	if err := os.CopyFS(older.Data, os.DirFS(early.Data)); err != nil {
		t.Fatal(err)
	}
	restored := place{Data: filepath.Join(dir, "restored")}
	if err := (&restoreCmd{place: restored, From: filepath.Join(dir, "early.zhiye")}).Run(); err != nil {
		t.Fatal(err)
	}
	rekeyed := copied(t, dir, live, "rekeyed", "zhiye.db", "checkpoints")

	for name, c := range map[string]struct {
		place
		want error
	}{
		"as it was":                      {live, nil},
		"killed":                         {killed, nil},
		"killed, and its log deleted":    {unlogged, errBehind},
		"an older file put in its place": {older, errBehind},
		"a backup of then":               {restored, nil},
		"with another key":               {rekeyed, errBehind},
	} {
		h := opened(t, c.place)
		if err := h.whole(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		found, err := h.check(t.Context(), world.Home)
		if err != nil || (len(found) > 0) != (c.want != nil) {
			t.Errorf("%s: the check finds %v, %v", name, found, err)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := os.Rename(filepath.Join(older.Data, "checkpoints"), filepath.Join(older.Data, "checkpoints-old")); err != nil {
		t.Fatal(err)
	}
	h = opened(t, older)
	defer h.Close()
	if err := h.whole(t.Context()); err != nil {
		t.Errorf("an older one that somebody decided for: %v", err)
	}
}

func opened(t *testing.T, p place) *house {
	t.Helper()
	h, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// copied is a directory with some of what lies in another.
func copied(t *testing.T, dir string, from place, name string, parts ...string) place {
	t.Helper()
	to := place{Data: filepath.Join(dir, name)}
	for _, part := range parts {
		at := filepath.Join(from.Data, part)
		info, err := os.Stat(at)
		if err == nil && info.IsDir() {
			err = os.CopyFS(filepath.Join(to.Data, part), os.DirFS(at))
		} else if err == nil {
			var b []byte
			if b, err = os.ReadFile(at); err == nil {
				err = errors.Join(os.MkdirAll(to.Data, 0o700), os.WriteFile(filepath.Join(to.Data, part), b, 0o600))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}
