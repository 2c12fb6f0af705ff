package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// statements keeps prepared statements of a pool by their text.
type statements struct {
	db *sql.DB
	m  sync.Map // query → *sql.Stmt
}

func (p *statements) get(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := p.m.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := p.db.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, err
	}
	if old, twice := p.m.LoadOrStore(query, s); twice {
		s.Close()
		return old.(*sql.Stmt), nil
	}
	return s, nil
}

// reader is a Look on SQLite.
type reader struct {
	tx    *sql.Tx
	stmts *statements
}

var errReads = errors.New("store: a look only reads")

func (r *reader) exec(context.Context, string, []any) (sql.Result, error) { return nil, errReads }
func (r *reader) many(context.Context, string, [][]any) (int64, error)    { return 0, errReads }
func (r *reader) last(context.Context, string, [][]any) error             { return errReads }

func (r *reader) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	s, err := r.stmts.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return r.tx.StmtContext(ctx, s).QueryContext(ctx, args...)
}

func (r *reader) row(ctx context.Context, query string, args []any) *sql.Row {
	s, err := r.stmts.get(ctx, query)
	if err != nil {
		return r.tx.QueryRowContext(ctx, query, args...)
	}
	return r.tx.StmtContext(ctx, s).QueryRowContext(ctx, args...)
}
