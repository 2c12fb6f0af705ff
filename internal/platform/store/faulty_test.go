package store_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync/atomic"

	_ "modernc.org/sqlite"
)

// faulty is SQLite on a disk that fails: the nth statement from when it is
// armed does not run. A mild fault leaves the transaction open, as a refused
// statement does; a hard one has ended it, as SQLite does on a full disk.
type faulty struct {
	driver.Driver
	left atomic.Int64 // statements until the fault; 0 is not armed
	hard atomic.Bool
	lies atomic.Bool // it stays broken after the nth
}

// ill is the error of a failed disk, with SQLite's code for it.
type ill struct{ code int }

func (i ill) Error() string { return "disk I/O error" }
func (i ill) Code() int     { return i.code }

var disk = &faulty{Driver: real()}

func real() driver.Driver {
	db, err := sql.Open("sqlite", "")
	if err != nil {
		panic(err)
	}
	defer db.Close()
	return db.Driver()
}

func init() { sql.Register("faulty", disk) }

// arm lets n-1 statements pass and fails the nth.
func (f *faulty) arm(n int64, hard bool) { f.hard.Store(hard); f.left.Store(n) }

// heal reports whether the fault has struck, and takes it away.
func (f *faulty) heal() (struck bool) { f.lies.Store(false); return f.left.Swap(0) <= 0 }

// strikes reports whether this statement is the one.
func (f *faulty) strikes() bool {
	if f.left.Load() == 0 {
		return f.lies.Load()
	}
	return f.left.Add(-1) == 0
}

func (f *faulty) Open(name string) (driver.Conn, error) {
	c, err := f.Driver.Open(name)
	return &faultyConn{c, f}, err
}

type faultyConn struct {
	driver.Conn
	disk *faulty
}

func (c *faultyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
}

func (c *faultyConn) ExecContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Result, error) {
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, q, args)
}

func (c *faultyConn) QueryContext(ctx context.Context, q string, args []driver.NamedValue) (driver.Rows, error) {
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, q, args)
}

func (c *faultyConn) PrepareContext(ctx context.Context, q string) (driver.Stmt, error) {
	s, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, q)
	return &faultyStmt{s, c}, err
}

// fail is nil, or the fault of this statement.
func (c *faultyConn) fail(ctx context.Context) error {
	if !c.disk.strikes() {
		return nil
	}
	if c.disk.hard.Load() {
		c.ExecContext(ctx, "ROLLBACK", nil)
	}
	return ill{10}
}

type faultyStmt struct {
	driver.Stmt
	conn *faultyConn
}

func (s *faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := s.conn.fail(ctx); err != nil {
		return nil, err
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s *faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.conn.fail(ctx); err != nil {
		return nil, err
	}
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}
