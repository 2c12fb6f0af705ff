package store

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
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
		if err = e.act(ctx, run); !again(err) {
			break
		}
	}
	return inWords(err)
}

func (e *postgres) read(ctx context.Context, run func(session) error) error {
	tx, err := e.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("store: beginning: %w", inWords(err))
	}
	defer tx.Rollback()
	return inWords(run(&remote{on: tx}))
}

// act runs one transaction on a connection of its own. It begins with its first
// statement, and what it writes last travels with the commit: an act spends
// most of its time on the way.
func (e *postgres) act(ctx context.Context, run func(session) error) error {
	conn, err := e.pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("store: beginning: %w", err)
	}
	defer conn.Close()
	r := &remote{on: conn, conn: conn}
	done := false
	defer func() { // after a panic too
		if !done && r.conn == nil {
			giveUp(ctx, conn)
		}
	}()
	if err := run(r); r.broken != nil {
		return fmt.Errorf("store: beginning: %w", r.broken)
	} else if err != nil {
		return err
	}
	if done = r.conn != nil; done { // it asked for nothing
		return nil
	}
	r.tail.Queue("COMMIT")
	err = send(ctx, conn, &r.tail)
	if done = err == nil; !done {
		return fmt.Errorf("store: committing: %w", err)
	}
	return nil
}

// giveUp rolls back, or drops a connection that cannot.
func giveUp(ctx context.Context, conn *sql.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if _, err := conn.ExecContext(ctx, "ROLLBACK"); err != nil {
		conn.Raw(func(any) error { return sqldriver.ErrBadConn })
	}
}

// again reports a serialization failure or a deadlock.
func again(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "40001" || pg.Code == "40P01")
}

// remote is a transaction on PostgreSQL.
type remote struct {
	on interface { // a connection, or a transaction of one
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
	conn *sql.Conn // on which it has yet to begin
	tail pgx.Batch // goes out with the commit

	broken error // why it could not begin
}

// begin begins where nothing has. Where that fails, what follows must not run
// outside a transaction: its context is over.
func (r *remote) begin(ctx context.Context) context.Context {
	if r.conn == nil {
		return ctx
	}
	over, end := context.WithCancel(ctx)
	_, r.broken = r.conn.ExecContext(ctx, "BEGIN")
	r.conn = nil
	if end(); r.broken != nil {
		return over
	}
	return ctx
}

// first begins and runs the first statement on one way; it returns one row.
func (r *remote) first(ctx context.Context, query string, args, into []any) error {
	if r.conn == nil {
		return r.row(ctx, query, args).Scan(into...)
	}
	var b pgx.Batch
	b.Queue("BEGIN")
	b.Queue(query, args...).QueryRow(func(row pgx.Row) error { return row.Scan(into...) })
	conn := r.conn
	r.conn = nil
	return send(ctx, conn, &b)
}

func send(ctx context.Context, conn *sql.Conn, b *pgx.Batch) error {
	return conn.Raw(func(c any) error { return c.(*stdlib.Conn).Conn().SendBatch(ctx, b).Close() })
}

func (r *remote) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	return r.on.ExecContext(r.begin(ctx), query, args...)
}

func (r *remote) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	return r.on.QueryContext(r.begin(ctx), query, args...)
}

func (r *remote) row(ctx context.Context, query string, args []any) *sql.Row {
	return r.on.QueryRowContext(r.begin(ctx), query, args...)
}

// chunk is how many parameters one statement carries at most; the protocol
// counts them in 16 bits.
const chunk = 30000

// many sends multi-row VALUES: a round trip costs more than the parsing.
func (r *remote) many(ctx context.Context, query string, rows [][]any) (changed int64, err error) {
	ctx = r.begin(ctx)
	err = batches(query, rows, func(query string, args []any) error {
		res, err := r.on.ExecContext(ctx, query, args...)
		if err == nil {
			n, _ := res.RowsAffected()
			changed += n
		}
		return err
	})
	return changed, err
}

func (r *remote) last(ctx context.Context, query string, rows [][]any) error {
	r.begin(ctx)
	return batches(query, rows, func(query string, args []any) error {
		r.tail.Queue(query, args...)
		return nil
	})
}

// batches makes statements of many rows each.
func batches(query string, rows [][]any, send func(query string, args []any) error) error {
	if len(rows) == 0 {
		return nil
	}
	head, tail, err := tuple(query, len(rows[0]))
	if err != nil {
		return err
	}
	per := max(1, min(500, chunk/len(rows[0])))
	for part := range slices.Chunk(rows, per) {
		if err := send(head+values(len(part), len(rows[0]))+tail, flat(part)); err != nil {
			return err
		}
	}
	return nil
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
