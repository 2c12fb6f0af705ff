package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
)

var busy = store.Actor{ID: "person:li", Unit: "unit", Department: "market", Home: "360402"}

// TestABackupUnderLoad: while ledgers come in and leads are raised, a backup is
// made; it restores to the very root it names, and nothing that was acknowledged
// before it began is missing.
func TestABackupUnderLoad(t *testing.T) {
	dir := t.TempDir()
	live := place{Data: filepath.Join(dir, "live")}
	h, err := live.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	var acked atomic.Int64
	stop := work(t, h, &acked)
	for count(t, h, "registry_subject") < 2000 { // the import is in its midst
	}
	before := acked.Load()
	key := filepath.Join(dir, "key")
	file := filepath.Join(dir, "one.zhiye")
	if err := (&backupCmd{place: live, NewKey: key, Into: file}).Run(); err != nil {
		t.Fatal(err)
	}
	stop()

	second := place{Data: filepath.Join(dir, "second")}
	if err := (&restoreCmd{place: second, From: file, Identity: key}).Run(); err != nil {
		t.Fatal(err)
	}
	r, err := second.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n := count(t, r, "lead"); n < before {
		t.Errorf("%d leads in the backup, %d were acknowledged before it began", n, before)
	}
	if err := (&restoreCmd{place: second, From: file, Identity: key}).Run(); err == nil {
		t.Error("restored over data that is in use")
	}
}

// work imports the county's ledgers and raises leads until it is stopped.
func work(t *testing.T, h *house, acked *atomic.Int64) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	imported, raised := make(chan error, 1), make(chan error, 1)
	go func() { imported <- importAll(ctx, h) }()
	go func() { raised <- tipOff(ctx, h, acked) }()
	return func() {
		if err := <-imported; err != nil {
			t.Errorf("importing beside a backup: %v", err)
		}
		cancel()
		if err := <-raised; err != nil {
			t.Errorf("raising leads beside a backup: %v", err)
		}
	}
}

func importAll(ctx context.Context, h *house) error {
	path, err := filepath.Abs("../../test/world/lianxi/市监局-经营主体台账.xlsx")
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	_, err = flow.ImportLedgers(ctx, h.db, busy, flow.Import{AsOf: "2026-11-01"}, []flow.File{{Name: filepath.Base(path), Bytes: f, Size: info.Size()}})
	return err
}

func tipOff(ctx context.Context, h *house, acked *atomic.Int64) error {
	for ctx.Err() == nil {
		n := acked.Load()
		err := h.db.Act(context.WithoutCancel(ctx), busy, func(tx *store.Tx) error {
			_, err := lead.Raise(ctx, tx, lead.Lead{Source: ref.Of("document", fmt.Sprint(n)), Channel: "own", Title: "有人出售野生鸟类", Facts: "笼养画眉三只", Department: "market"})
			return err
		})
		if err != nil && ctx.Err() == nil {
			return err
		}
		acked.Add(1)
	}
	return nil
}

func count(t *testing.T, h *house, table string) (n int64) {
	t.Helper()
	err := h.db.Look(t.Context(), busy, func(tx *store.Tx) error {
		return tx.Row(t.Context(), `SELECT count(*) FROM `+table+` WHERE home = $1`, busy.Home).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestABackupTellsNothing: of what a record says, an encrypted backup holds no
// byte, and without its key it does not open.
func TestABackupTellsNothing(t *testing.T) {
	dir := t.TempDir()
	live := place{Data: filepath.Join(dir, "live")}
	h, err := live.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Act(t.Context(), busy, func(tx *store.Tx) error {
		_, err := lead.Raise(t.Context(), tx, lead.Lead{Source: "document:1", Channel: "own", Title: "金丝雀十三号", Facts: "电话 13999990000", Department: "market"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Close()
	key, file := filepath.Join(dir, "key"), filepath.Join(dir, "one.zhiye")
	if err := (&backupCmd{place: live, NewKey: key, Into: file}).Run(); err != nil {
		t.Fatal(err)
	}
	sealed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, canary := range []string{"金丝雀", "13999990000", "SQLite format", "manifest"} {
		if strings.Contains(string(sealed), canary) {
			t.Errorf("the backup says %q", canary)
		}
	}
	other := filepath.Join(dir, "other")
	if _, err := newKey(other); err != nil {
		t.Fatal(err)
	}
	for name, identity := range map[string]string{"no key": "", "another key": other} {
		if err := (&restoreCmd{place: place{Data: filepath.Join(dir, "second")}, From: file, Identity: identity}).Run(); err == nil {
			t.Errorf("%s opened it", name)
		}
	}
	damaged(t, dir, file, key, sealed)
}

// damaged: a byte changed anywhere, or the end missing, and nothing is restored.
func damaged(t *testing.T, dir, file, key string, whole []byte) {
	t.Helper()
	for _, at := range []int{0, len(whole) / 3, len(whole) / 2, len(whole) - 1} {
		b := append([]byte{}, whole...)
		b[at] ^= 1
		refuses(t, dir, file, key, b)
	}
	refuses(t, dir, file, key, whole[:len(whole)-100])
	refuses(t, dir, file, key, nil)
}

func refuses(t *testing.T, dir, file, key string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(dir, "second")
	if err := (&restoreCmd{place: place{Data: into}, From: file, Identity: key}).Run(); err == nil {
		t.Error("a damaged backup was restored")
	}
	if _, err := os.Stat(into); err == nil {
		t.Error("something of a damaged backup was put into place")
	}
}
