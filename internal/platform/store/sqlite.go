package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"example.org/zhiye/internal/pure/fault"

	_ "modernc.org/sqlite" // the embedded database
)

// ErrInUse is returned when another process holds the database file.
var ErrInUse = fault.New(fault.Busy, "store.in_use", "数据目录正被另一个 zhiye 进程使用；请先停止它，或换一个 --data 目录")

// group is how many waiting acts one commit may carry.
const group = 128

// readers is how many may look at once.
const readers = 16

// sqlite is the embedded database: one connection writes, others read.
type sqlite struct {
	lock    *os.File
	writing *sql.DB
	reading *sql.DB
	jobs    chan *job
	stop    chan struct{}
	ended   sync.Once
	done    sync.WaitGroup
	reads   statements
	turns   turns
}

const pragmas = "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=journal_mode(wal)&_pragma=synchronous(full)" +
	"&_pragma=case_sensitive_like(1)&_pragma=temp_store(2)"

// The writer keeps its pages itself (a page of 4 KB takes 8 of memory) and
// empties the log every 32 MB; readers share what the system has read, and need
// little of their own.
const (
	forWriting = "&_pragma=cache_size(-16384)&_pragma=wal_autocheckpoint(8000)"
	forReading = "&_pragma=cache_size(-4096)&_pragma=mmap_size(134217728)&_pragma=query_only(1)"
)

func openSQLite(ctx context.Context, path string) (engine, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("store: making the data directory: %w", err)
	}
	lock, err := hold(path + ".lock")
	if err != nil {
		return nil, err
	}
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err == nil { // SQLite would let others read it
		f.Close()
	}
	e := &sqlite{lock: lock, jobs: make(chan *job, 4*group), stop: make(chan struct{}), turns: newTurns()}
	if err := e.connect(ctx, path); err != nil {
		e.Close()
		return nil, fmt.Errorf("store: opening %s: %w", path, inWords(err))
	}
	return e, nil
}

// driver is the database/sql driver of the embedded database.
var driver = "sqlite"

func (e *sqlite) connect(ctx context.Context, path string) (err error) {
	if e.writing, err = sql.Open(driver, "file:"+escaped.Replace(path)+pragmas+forWriting); err != nil {
		return err
	}
	e.writing.SetMaxOpenConns(1)
	if err := e.writing.PingContext(ctx); err != nil { // switches to WAL before anyone reads
		return err
	}
	var version int64 // no such table is no fault yet; a page that cannot be read is, and goose would hide it
	if err := e.writing.QueryRowContext(ctx, `SELECT max(version_id) FROM store_version`).Scan(&version); trouble(err) != nil {
		return err
	}
	if e.reading, err = sql.Open(driver, "file:"+escaped.Replace(path)+pragmas+forReading); err != nil {
		return err
	}
	e.reading.SetMaxOpenConns(readers)
	e.reading.SetMaxIdleConns(readers)
	e.reads.db = e.reading
	return e.reading.PingContext(ctx)
}

// escaped keeps a path whole in the URI that names it.
var escaped = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// hold takes the lock file of a database for this process.
func hold(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: opening the lock: %w: %w", ErrFull, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, ErrInUse
	}
	return f, nil
}

func (e *sqlite) dialect() Dialect { return SQLite }

func (e *sqlite) Close() (err error) {
	e.ended.Do(func() { err = e.end() })
	return err
}

func (e *sqlite) end() (err error) {
	close(e.stop)
	e.done.Wait()
	for _, pool := range []*sql.DB{e.reading, e.writing} {
		if pool != nil { // it is nil where opening failed
			err = errors.Join(err, pool.Close())
		}
	}
	return errors.Join(err, e.lock.Close())
}

func (e *sqlite) read(ctx context.Context, run func(session) error) error {
	done, err := e.turns.take(ctx)
	if err != nil {
		return err
	}
	defer done()
	tx, err := e.reading.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: beginning: %w", inWords(err))
	}
	defer tx.Rollback()
	return inWords(run(&reader{tx, &e.reads}))
}

// job is one act that waits for the writer.
type job struct {
	ctx  context.Context
	run  func(session) error
	done chan error
	err  error
}

// ErrClosing is returned to acts that come while the database closes.
var ErrClosing = fault.New(fault.Busy, "store.closing", "系统正在停止，请稍后重试；未保存的内容请保留")

func (e *sqlite) write(ctx context.Context, run func(session) error) error {
	j := &job{ctx: ctx, run: run, done: make(chan error, 1)}
	select {
	case e.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-e.stop:
		return ErrClosing
	}
	select {
	case err := <-j.done:
		return err
	case <-e.stop:
		select { // the writer may still have finished it
		case err := <-j.done:
			return err
		default:
		}
		e.done.Wait()
		select {
		case err := <-j.done:
			return err
		default:
			return ErrClosing
		}
	}
}
