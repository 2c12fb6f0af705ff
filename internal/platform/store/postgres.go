package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // PostgreSQL
)

// postgres is a PostgreSQL server, or a Citus coordinator.
type postgres struct{ pool *sql.DB }

func openPostgres(ctx context.Context, url string) (engine, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, fmt.Errorf("store: opening postgres: %w", err)
	}
	pool.SetMaxOpenConns(24)
	pool.SetMaxIdleConns(24)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("store: reaching postgres: %w", inWords(err))
	}
	return &postgres{pool}, nil
}

func (e *postgres) dialect() Dialect { return Postgres }
func (e *postgres) Close() error     { return e.pool.Close() }

// tries is how often an act is begun again after the server gave it up for
// another's sake.
const tries = 3

func (e *postgres) write(ctx context.Context, run func(session) error) (err error) {
	for range tries {
		if err = e.within(ctx, nil, run); !again(err) {
			break
		}
	}
	return inWords(err)
}

func (e *postgres) read(ctx context.Context, run func(session) error) error {
	return inWords(e.within(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, run))
}

func (e *postgres) within(ctx context.Context, opts *sql.TxOptions, run func(session) error) error {
	tx, err := e.pool.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("store: beginning: %w", err)
	}
	defer tx.Rollback()
	if err := run(remote{tx}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: committing: %w", err)
	}
	return nil
}

// again reports a serialization failure or a deadlock.
func again(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "40001" || pg.Code == "40P01")
}

// remote is a transaction on PostgreSQL.
type remote struct{ tx *sql.Tx }

func (r remote) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	return r.tx.ExecContext(ctx, query, args...)
}

func (r remote) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	return r.tx.QueryContext(ctx, query, args...)
}

func (r remote) row(ctx context.Context, query string, args []any) *sql.Row {
	return r.tx.QueryRowContext(ctx, query, args...)
}

// chunk is how many parameters one statement carries at most; the protocol
// counts them in 16 bits.
const chunk = 30000

// many sends multi-row VALUES: a round trip costs more than the parsing.
func (r remote) many(ctx context.Context, query string, rows [][]any) (changed int64, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	head, tail, err := tuple(query, len(rows[0]))
	if err != nil {
		return 0, err
	}
	for per := max(1, min(500, chunk/len(rows[0]))); len(rows) > 0; {
		n := min(per, len(rows))
		res, err := r.tx.ExecContext(ctx, head+values(n, len(rows[0]))+tail, flat(rows[:n])...)
		if err != nil {
			return changed, err
		}
		m, _ := res.RowsAffected()
		changed += m
		rows = rows[n:]
	}
	return changed, nil
}

// tuple splits "… VALUES ($1, $2) …" around its tuple of width parameters.
func tuple(query string, width int) (head, tail string, err error) {
	one := values(1, width)
	head, tail, ok := strings.Cut(query, one)
	if !ok {
		return "", "", fmt.Errorf("store: %q has no tuple %s", query, one)
	}
	return head, tail, nil
}

// values writes n tuples of numbered parameters.
func values(n, width int) string {
	var b strings.Builder
	for i := range n * width {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%width == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteString(")")
	return b.String()
}

func flat(rows [][]any) []any {
	out := make([]any, 0, len(rows)*len(rows[0]))
	for _, r := range rows {
		out = append(out, r...)
	}
	return out
}
