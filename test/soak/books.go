package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"

	"golang.org/x/mod/sumdb/note"
)

// books count what was found against what was acknowledged.
type books struct {
	password                  string
	acked, again, lost, twice int
	running                   int // imports
}

// found is what lies in the database: id by name, versions of subjects.
type found struct {
	ids      map[string][]string
	versions map[string]int64
	blobs    *blob.Disk
}

// read opens the database as it was left, before any program has mended it,
// and compares.
func (s *soak) read(ctx context.Context, data string) error {
	url := s.db
	if url == "" {
		url = filepath.Join(data, "zhiye.db")
	}
	db, err := store.Open(ctx, url, append(flow.Parts(), api.Part)...)
	if err != nil {
		return err
	}
	defer db.Close()
	f := found{ids: map[string][]string{}, versions: map[string]int64{}}
	if f.blobs, err = blob.Open(filepath.Join(data, "blobs")); err != nil {
		return err
	}
	by := store.Actor{ID: "job:soak", Home: home}
	if err := db.Look(ctx, by, func(tx *store.Tx) error {
		return errors.Join(f.load(ctx, tx), s.books.whole(ctx, tx))
	}); err != nil {
		return err
	}
	key, err := verifier(filepath.Join(data, "journal.key"))
	if err != nil {
		return err
	}
	wrong, err := journal.Check(ctx, db, home, key)
	if err != nil || len(wrong) > 0 {
		return fmt.Errorf("the journal: %v, %w", wrong, err)
	}
	if s.done%10 == 1 { // it reads every page
		if wrong, err := db.Sound(ctx); err != nil || wrong != "" {
			return fmt.Errorf("the file: %s, %w", wrong, err)
		}
	}
	return s.compare(f)
}

// verifier knows the checkpoints that the program has signed.
func verifier(path string) (note.Verifier, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	_, public, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
	return note.NewVerifier(public)
}

func (f *found) load(ctx context.Context, tx *store.Tx) error {
	rows, err := tx.Query(ctx, `
		SELECT 'subject', name, id, version FROM registry_subject WHERE home = $1 AND import = ''
		UNION ALL SELECT 'lead', title, id, version FROM lead WHERE home = $1`, home)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, name, id string
		var version int64
		if err := rows.Scan(&kind, &name, &id, &version); err != nil {
			return err
		}
		f.ids[kind+name] = append(f.ids[kind+name], id)
		f.versions[id] = version
	}
	return rows.Err()
}

// remains are rows of imports that were taken back, leads without an entry or
// entries without a lead, and gaps.
var remains = map[string]string{
	"subjects of an undone import": undone("registry_subject"),
	"permits of an undone import":  undone("registry_permit"),
	"sheets of an undone import":   undone("registry_tag"),
	"pairs of an undone import":    undone("registry_pair"),
	"leads and their entries": `SELECT abs((SELECT count(*) FROM lead WHERE home = $1) -
		(SELECT count(*) FROM journal_entry WHERE home = $1 AND verb = 'lead.raised'))`,
	"edges and entries": `SELECT abs((SELECT coalesce(max(seq), 0) FROM journal_head WHERE home = $1) - (SELECT count(*) FROM journal_entry WHERE home = $1))`,
}

func undone(table string) string {
	return "SELECT count(*) FROM " + table + " AS x JOIN registry_import AS i ON i.home = x.home AND i.id = x.import WHERE x.home = $1 AND i.state = 'undone'"
}

func (b *books) whole(ctx context.Context, tx *store.Tx) error {
	for what, query := range remains {
		var n int64
		if err := tx.Row(ctx, query, home).Scan(&n); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		if n != 0 {
			return fmt.Errorf("%s: %d", what, n)
		}
	}
	return tx.Row(ctx, `SELECT count(*) FROM registry_import WHERE home = $1 AND state = 'running'`, home).Scan(&b.running)
}

// compare looks for every acknowledged act, exactly once; one that was not
// acknowledged is there once or not at all.
func (s *soak) compare(f found) error {
	b := &s.books
	b.acked, b.again, b.lost, b.twice = 0, 0, 0, 0
	for _, d := range append(slices.Clip(s.desks), s.importer) {
		if d == nil { // nobody has signed in yet
			continue
		}
		if d.wrong != nil {
			return d.wrong
		}
		b.again += d.again
		b.acked += len(d.acked)
		for _, a := range d.acked {
			b.look(f, a)
		}
		if d.open != nil && len(f.ids[d.open.kind+d.open.name]) > 1 {
			b.twice++
		}
	}
	if b.lost+b.twice > 0 {
		return fmt.Errorf("%d acknowledged acts are lost, %d are there twice", b.lost, b.twice)
	}
	return nil
}

func (b *books) look(f found, a *act) {
	switch a.kind {
	case "photo":
		if _, err := f.blobs.Get(home, blob.Digest(a.name)); err != nil {
			b.lost++
		}
	case "edit":
		if f.versions[a.id] < a.version {
			b.lost++
		}
	default:
		ids := f.ids[a.kind+a.name]
		if len(ids) == 0 || ids[0] != a.id {
			b.lost++
		}
		if len(ids) > 1 {
			b.twice++
		}
	}
}
