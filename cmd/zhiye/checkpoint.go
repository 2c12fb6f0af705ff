package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
)

// copies is where the last checkpoint of every home lies, beside the database:
// who can write there alone can rewrite the journal and drop its checkpoints,
// and the copy says so. Taken along elsewhere, it says so of the files too.
func (h *house) copies() string { return filepath.Join(h.dir, "checkpoints") }

// checkpoint signs the journal of a home and keeps a copy of the last note.
func (h *house) checkpoint(ctx context.Context, by store.Actor) error {
	if err := journal.Checkpoint(ctx, h.db, by, h.signer); err != nil {
		return err
	}
	var signed string
	err := h.db.Look(ctx, by, func(tx *store.Tx) (err error) { signed, err = journal.Last(ctx, tx); return err })
	if err != nil || signed == "" {
		return err
	}
	kept, err := h.copied(by.Home)
	if err != nil || len(kept) > 0 && kept[0] == signed {
		return err
	}
	if err := os.MkdirAll(h.copies(), 0o700); err != nil {
		return fmt.Errorf("keeping a checkpoint: %w", err)
	}
	if err := writeFile(filepath.Join(h.copies(), by.Home), []byte(signed)); err != nil {
		return fmt.Errorf("keeping a checkpoint: %w", err)
	}
	return nil
}

// copied is the copy of a home's last checkpoint, or none.
func (h *house) copied(home string) ([]string, error) {
	b, err := os.ReadFile(filepath.Join(h.copies(), home))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a kept checkpoint: %w", err)
	}
	return []string{string(b)}, nil
}

var isHome = regexp.MustCompile(`^[0-9]{6}$`)

// copiedHomes are the homes a copy is kept of: one whose journal is gone as a
// whole is known from here alone.
func (h *house) copiedHomes() (homes []string, err error) {
	entries, err := os.ReadDir(h.copies())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the kept checkpoints: %w", err)
	}
	for _, e := range entries {
		if isHome.MatchString(e.Name()) {
			homes = append(homes, e.Name())
		}
	}
	return homes, nil
}
