package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

// migrate applies every part's schema files in the order of their names, which
// begin with the time they were written: one order serves all packages.
func (e *postgres) migrate(ctx context.Context, parts []Part) error {
	files, err := merge(parts, Postgres)
	if err != nil {
		return err
	}
	return apply(ctx, e.pool, goose.DialectPostgres, files)
}

func (e *sqlite) migrate(ctx context.Context, parts []Part) error {
	files, err := merge(parts, SQLite)
	if err != nil {
		return err
	}
	for _, f := range files {
		f.Data = rowless(f.Data)
	}
	if err := apply(ctx, e.writing, goose.DialectSQLite3, files); err != nil {
		return err
	}
	if err := instruct(ctx, e.writing); err != nil {
		return err
	}
	e.reading.SetMaxIdleConns(0) // readers opened before were told nothing
	e.reading.SetMaxIdleConns(readers)
	conn, err := e.writing.Conn(ctx) // from here on the writer owns the only connection
	if err != nil {
		return err
	}
	e.done.Add(1)
	go e.serve(&writer{conn: conn, stmts: map[string]*sql.Stmt{}})
	return nil
}

func apply(ctx context.Context, db *sql.DB, d goose.Dialect, files fstest.MapFS) error {
	if len(files) == 0 {
		return nil
	}
	p, err := goose.NewProvider(d, db, files, goose.WithAllowOutofOrder(true), goose.WithTableName("store_version"))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// merge lays all schema files into one folder; two of one name are a mistake.
func merge(parts []Part, d Dialect) (fstest.MapFS, error) {
	all := fstest.MapFS{}
	for _, p := range parts {
		if p.Schema == nil {
			continue
		}
		for _, dir := range []string{"schema", "schema/" + string(d)} {
			names, err := fs.Glob(p.Schema, dir+"/*.sql")
			if err != nil {
				return nil, err
			}
			for _, n := range names {
				b, err := fs.ReadFile(p.Schema, n)
				if err != nil {
					return nil, err
				}
				if _, twice := all[path.Base(n)]; twice {
					return nil, fmt.Errorf("two schema files are called %s", path.Base(n))
				}
				all[path.Base(n)] = &fstest.MapFile{Data: b}
			}
		}
	}
	return all, nil
}

// table matches a plain CREATE TABLE; its end stands alone on a line.
var table = regexp.MustCompile(`(?ms)^CREATE TABLE .*?^\);`)

// rowless keeps SQLite's tables in the order of their keys, which begin with
// the home, so that a home's rows lie together.
func rowless(sql []byte) []byte {
	return table.ReplaceAllFunc(sql, func(b []byte) []byte {
		return bytes.Join([][]byte{bytes.TrimSuffix(b, []byte(";")), []byte(" WITHOUT ROWID;")}, nil)
	})
}
