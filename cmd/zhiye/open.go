package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/server/api"

	"golang.org/x/mod/sumdb/note"
)

// house is an opened data directory: everything a verb may work with.
type house struct {
	dir      string
	db       *store.DB
	blobs    *blob.Disk
	spool    *blob.Disk // files of jobs: what came to be imported, what waits to be fetched
	tally    *tally.Tally
	signer   note.Signer
	verifier note.Verifier
}

// open opens the data directory, and the server named instead of its database.
func (p place) open(ctx context.Context) (*house, error) {
	if err := os.MkdirAll(p.Data, 0o700); err != nil {
		return nil, fmt.Errorf("opening %s: %w", p.Data, err)
	}
	h := &house{dir: p.Data}
	url := p.DB
	if url == "" {
		url = filepath.Join(p.Data, "zhiye.db")
	}
	var err error
	if h.db, err = store.Open(ctx, url, append(flow.Parts(), api.Part)...); err != nil {
		return nil, err
	}
	journal.Attach(h.db)
	if err = h.rest(); err != nil {
		h.db.Close()
		return nil, err
	}
	return h, nil
}

func (h *house) rest() (err error) {
	if h.blobs, err = blob.Open(filepath.Join(h.dir, "blobs")); err != nil {
		return err
	}
	if h.spool, err = blob.Open(filepath.Join(h.dir, "spool")); err != nil {
		return err
	}
	if h.signer, h.verifier, err = keys(filepath.Join(h.dir, "journal.key")); err != nil {
		return err
	}
	set, err := definitions(h.db)
	if err != nil {
		return err
	}
	h.tally = tally.New(h.db, set)
	return nil
}

func (h *house) Close() error { return h.db.Close() }

// definitions loads the indicator template against the facts that are noted.
func definitions(db *store.DB) (*indicator.Set, error) {
	b, err := data.Files.ReadFile("indicator/default.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the indicators: %w", err)
	}
	facts, err := journal.Describe(db.Verbs())
	if err != nil {
		return nil, err
	}
	return indicator.Load(b, facts)
}

// keys reads the key that signs checkpoints, or makes one on the first start.
func keys(path string) (note.Signer, note.Verifier, error) {
	b, err := ownFile(path, func() ([]byte, error) {
		private, public, err := journal.NewKey("zhiye")
		return []byte(private + "\n" + public + "\n"), err
	})
	if err != nil {
		return nil, nil, err
	}
	var private, public string
	if _, err := fmt.Sscan(string(b), &private, &public); err != nil {
		return nil, nil, fmt.Errorf("reading the journal key %s: %w", path, err)
	}
	s, err := note.NewSigner(private)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the journal key %s: %w", path, err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the journal key %s: %w", path, err)
	}
	return s, v, nil
}
