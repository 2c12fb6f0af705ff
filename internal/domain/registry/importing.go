package registry

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Import is one import of files into the home. It runs in several acts; one
// that was interrupted is taken back when the program starts again.
type Import struct {
	ID     string    `json:"id"`
	State  string    `json:"state"` // running, done, undone
	Actor  string    `json:"actor"`
	AsOf   string    `json:"as_of"`
	At     time.Time `json:"at"`
	Report string    `json:"report"` // JSON, as the command line prints it
}

// Begin opens an import; rows taken under its id, made where empty, can be taken
// back as a whole. One import runs in a home at a time: two that know nothing of each other
// would each make the same subjects.
func Begin(ctx context.Context, tx *store.Tx, id, asOf string) (Import, error) {
	running, err := Unfinished(ctx, tx, tx.Now)
	if err != nil {
		return Import{}, err
	}
	if len(running) > 0 {
		return Import{}, ErrRunning.With(running[0])
	}
	m := Import{cmp.Or(id, tx.ID()), "running", tx.Actor.ID, asOf, tx.Now, ""}
	if _, err := tx.Exec(ctx, `INSERT INTO registry_import (home, id, state, actor, as_of, at, report) VALUES ($1, $2, $3, $4, $5, $6, '')`,
		tx.Actor.Home, m.ID, m.State, m.Actor, m.AsOf, m.At.UnixMicro()); err != nil {
		return Import{}, fmt.Errorf("registry: beginning an import: %w", err)
	}
	return m, tx.Note(store.Note{Verb: "import.begun", Subject: ref.Of("import", m.ID), Facts: Plain{}})
}

// Leave closes an import that was cut short and cannot be taken back, because
// others have used what it made; it has no report, and what it had yet to list
// is listed now.
func Leave(ctx context.Context, tx *store.Tx, id string) error {
	if _, err := tx.Exec(ctx, `UPDATE registry_import SET state = 'done' WHERE home = $1 AND id = $2 AND state = 'running'`, tx.Actor.Home, id); err != nil {
		return fmt.Errorf("registry: leaving an import: %w", err)
	}
	if _, err := tx.Exec(ctx, listAll+headings+listed, tx.Actor.Home, id); err != nil {
		return fmt.Errorf("registry: leaving an import: %w", err)
	}
	return tx.Note(store.Note{Verb: "import.left", Subject: ref.Of("import", id), Facts: Plain{}})
}

// Finish closes an import with its report. Files are the SHA-256 of each.
func Finish(ctx context.Context, tx *store.Tx, id, report string, files []string) error {
	res, err := tx.Exec(ctx, `UPDATE registry_import SET state = 'done', report = $3 WHERE home = $1 AND id = $2 AND state = 'running'`,
		tx.Actor.Home, id, report)
	if err != nil {
		return fmt.Errorf("registry: finishing an import: %w", err)
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return ErrNoImport.With(id)
	}
	rows, err := tx.Query(ctx, `SELECT id FROM registry_subject WHERE home = $1 AND import = $2 ORDER BY id`, tx.Actor.Home, id)
	if err != nil {
		return fmt.Errorf("registry: finishing an import: %w", err)
	}
	defer rows.Close()
	var t tree
	for rows.Next() {
		var made string
		if err := rows.Scan(&made); err != nil {
			return fmt.Errorf("registry: finishing an import: %w", err)
		}
		t.add(made)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("registry: finishing an import: %w", err)
	}
	return tx.Note(store.Note{Verb: "import.done", Subject: ref.Of("import", id), Facts: Imported{files, t.n, t.root()}})
}

// GetImport returns one import.
func GetImport(ctx context.Context, tx *store.Tx, id string) (Import, error) {
	var m Import
	var at int64
	err := tx.Row(ctx, `SELECT id, state, actor, as_of, at, report FROM registry_import WHERE home = $1 AND id = $2`, tx.Actor.Home, id).
		Scan(&m.ID, &m.State, &m.Actor, &m.AsOf, &at, &m.Report)
	if errors.Is(err, sql.ErrNoRows) {
		return m, ErrNoImport.With(id)
	}
	m.At = time.UnixMicro(at).UTC()
	if err != nil {
		return m, fmt.Errorf("registry: getting an import: %w", err)
	}
	return m, nil
}

// Imports lists the home's imports, newest first, without their reports.
func Imports(ctx context.Context, tx *store.Tx) ([]Import, error) {
	rows, err := tx.Query(ctx, `SELECT id, state, actor, as_of, at FROM registry_import WHERE home = $1 ORDER BY id DESC LIMIT 100`, tx.Actor.Home)
	if err != nil {
		return nil, fmt.Errorf("registry: listing imports: %w", err)
	}
	defer rows.Close()
	out := []Import{}
	for rows.Next() {
		var m Import
		var at int64
		if err := rows.Scan(&m.ID, &m.State, &m.Actor, &m.AsOf, &at); err != nil {
			return nil, fmt.Errorf("registry: listing imports: %w", err)
		}
		m.At = time.UnixMicro(at).UTC()
		out = append(out, m)
	}
	return out, rows.Err()
}

// MadeBy returns the ids of the subjects an import made, sorted.
func MadeBy(ctx context.Context, tx *store.Tx, id string) ([]string, error) {
	return texts(tx.Query(ctx, `SELECT id FROM registry_subject WHERE home = $1 AND import = $2 ORDER BY id`, tx.Actor.Home, id))
}

// loose counts what of an import's subjects has since been touched by others.
const loose = `
	SELECT (SELECT count(*) FROM registry_subject WHERE home = $1 AND import = $2 AND (version > 1 OR state <> 'open'))
	     + (SELECT count(*) FROM registry_tag AS t JOIN registry_subject AS s ON s.home = t.home AND s.id = t.subject
	         WHERE t.home = $1 AND s.import = $2 AND t.import <> $2)
	     + (SELECT count(*) FROM registry_pair WHERE home = $1 AND import = $2 AND state = 'merged')
	     + (SELECT count(*) FROM registry_covered AS c JOIN registry_subject AS s ON s.home = c.home AND s.id = c.subject
	         WHERE c.home = $1 AND s.import = $2)`

// Undo takes an import back: what it made goes, what it counted is reversed.
// The caller has made sure that nothing outside the registry refers to it.
func Undo(ctx context.Context, tx *store.Tx, id string) error {
	m, err := GetImport(ctx, tx, id)
	if err != nil {
		return err
	}
	if m.State == "undone" {
		return ErrImport
	}
	var n int64
	if err := tx.Row(ctx, loose, tx.Actor.Home, id).Scan(&n); err != nil {
		return fmt.Errorf("registry: undoing: %w", err)
	}
	if n > 0 {
		return ErrInUse
	}
	if err := people(ctx, tx, id); err != nil && m.State == "done" {
		return err
	}
	if err := remove(ctx, tx, id); err != nil {
		return err
	}
	return reverse(ctx, tx, id)
}

// people refuses to take back what made officers or contacts.
func people(ctx context.Context, tx *store.Tx, id string) error {
	var n int64
	err := tx.Row(ctx, `SELECT count(*) FROM registry_key WHERE home = $1 AND import = $2 AND noun IN ('officer', 'contact')`,
		tx.Actor.Home, id).Scan(&n)
	if err != nil {
		return fmt.Errorf("registry: undoing: %w", err)
	}
	if n > 0 {
		return ErrNoOfficer
	}
	return nil
}

func remove(ctx context.Context, tx *store.Tx, id string) error {
	made, err := MadeBy(ctx, tx, id)
	if err != nil {
		return err
	}
	refs := make([]ref.Ref, len(made))
	for i, s := range made {
		refs[i] = ref.Of("subject", s)
	}
	if err := search.Drop(ctx, tx, refs...); err != nil {
		return err
	}
	for _, stmt := range []string{
		`DELETE FROM registry_pair WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_batch WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_species WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_permit WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_tag WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_key WHERE home = $1 AND import = $2 AND noun NOT IN ('officer', 'contact')`,
		`DELETE FROM registry_find WHERE home = $1 AND $2 <> '' AND NOT EXISTS (
			SELECT 1 FROM registry_key AS k WHERE k.home = registry_find.home AND k.ord = registry_find.ord)`,
		`DELETE FROM registry_listed WHERE (home, heading, title, subject) IN (` + headings + `)`,
		`DELETE FROM registry_subject WHERE home = $1 AND import = $2`,
		`DELETE FROM registry_refused WHERE home = $1 AND import = $2`,
		`UPDATE registry_import SET state = 'undone' WHERE home = $1 AND id = $2`,
	} {
		if _, err := tx.Exec(ctx, stmt, tx.Actor.Home, id); err != nil {
			return fmt.Errorf("registry: undoing: %w", err)
		}
	}
	return nil
}

// reverse takes back what the import's entries counted.
func reverse(ctx context.Context, tx *store.Tx, id string) error {
	subject := ref.Of("import", id)
	entries, err := journal.Of(ctx, tx, subject)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Verb != "registry.opened" {
			continue
		}
		if err := tx.Note(store.Note{Verb: "import.undone", Subject: subject, Day: e.Day, Region: e.Region, Departments: e.Departments, Reverses: e.Seq, Facts: Plain{}}); err != nil {
			return err
		}
	}
	return tx.Note(store.Note{Verb: "import.undone", Subject: subject, Facts: Plain{}})
}

// Unfinished lists imports begun until a moment that are neither done nor
// undone: someone runs them, or an end of the program has interrupted them.
func Unfinished(ctx context.Context, tx *store.Tx, until time.Time) ([]string, error) {
	return texts(tx.Query(ctx, `SELECT id FROM registry_import WHERE home = $1 AND state = 'running' AND at <= $2 ORDER BY id`,
		tx.Actor.Home, until.UnixMicro()))
}

func texts(rows *sql.Rows, err error) ([]string, error) {
	if err != nil {
		return nil, fmt.Errorf("registry: reading: %w", err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("registry: reading: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
