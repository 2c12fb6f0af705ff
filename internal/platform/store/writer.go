package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/zhiye/internal/pure/fault"
)

// writer is the goroutine that writes; it owns the write connection.
//
// Contexts lose their cancel here: an interrupted INSERT would roll back the
// whole group, and with it acts of people who cancelled nothing.
type writer struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	dirty bool // the act that runs may have written
}

// serve runs waiting acts until the database closes.
func (e *sqlite) serve(w *writer) {
	defer e.done.Done()
	defer w.close()
	for {
		select {
		case <-e.stop:
			return
		case j := <-e.jobs:
			w.commit(e.gather(j))
		}
	}
}

// close gives the connection back. Its statements go first: SQLite empties its
// log into the file only when the last connection ends with none open.
func (w *writer) close() {
	for _, s := range w.stmts {
		s.Close()
	}
	w.conn.Close()
}

// gather takes the acts that already wait; nobody is made to wait for them.
func (e *sqlite) gather(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < group {
		select {
		case j := <-e.jobs:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// commit runs the acts in one transaction. When the group as a whole is lost,
// each is run again alone, so that one bad act costs the others nothing; where
// it could not even begin, another would wait as long for nothing.
func (w *writer) commit(jobs []*job) {
	err := w.together(jobs)
	for _, j := range jobs {
		if err != nil && len(jobs) > 1 && !errors.Is(err, errBegin) {
			j.err = told(w.together([]*job{j}), j)
		} else {
			j.err = told(err, j)
		}
		j.done <- j.err
	}
}

// told is what became of an act whose transaction ended with err.
func told(err error, j *job) error {
	if err == nil {
		err = j.err
	}
	return inWords(err)
}

var errBegin = errors.New("store: beginning")

// together returns an error when the transaction as a whole failed; what one
// act refused is in its own err. Most acts succeed, or refuse before they have
// written anything: so the group runs without savepoints, and a second time
// with them where one has to be taken back.
func (w *writer) together(jobs []*job) error {
	if len(jobs) == 1 {
		return w.single(jobs[0])
	}
	ctx := context.Background()
	if err := w.begin(ctx); err != nil {
		return err
	}
	for _, j := range jobs {
		w.dirty = false
		if j.err = w.run(j); j.err == nil || !w.dirty && refused(j.err) {
			continue
		}
		if _, err := w.exec(ctx, "ROLLBACK", nil); err != nil { // a full disk ends the transaction by itself
			return fmt.Errorf("store: giving up an act: %w", errors.Join(j.err, err))
		}
		return w.apart(jobs)
	}
	if _, err := w.exec(ctx, "COMMIT", nil); err != nil {
		w.exec(ctx, "ROLLBACK", nil)
		return fmt.Errorf("store: committing: %w", err)
	}
	return nil
}

// refused reports an act that said no of itself; after any other error SQLite
// may have ended the transaction.
func refused(err error) bool {
	_, ok := errors.AsType[*fault.Fault](err)
	return ok
}

// apart runs the acts in one transaction, each under a savepoint.
func (w *writer) apart(jobs []*job) error {
	ctx := context.Background()
	if err := w.begin(ctx); err != nil { // nobody else held the file a moment ago: each may try alone
		return fmt.Errorf("store: beginning again: %v", err)
	}
	for _, j := range jobs {
		if j.err = w.alone(j); j.err != nil {
			if _, err := w.exec(ctx, "ROLLBACK TO act", nil); err != nil { // a full disk ends the transaction by itself
				w.exec(ctx, "ROLLBACK", nil)
				return fmt.Errorf("store: giving up an act: %w", errors.Join(j.err, err))
			}
		}
		if _, err := w.exec(ctx, "RELEASE act", nil); err != nil {
			w.exec(ctx, "ROLLBACK", nil)
			return fmt.Errorf("store: releasing: %w", err)
		}
	}
	if _, err := w.exec(ctx, "COMMIT", nil); err != nil {
		w.exec(ctx, "ROLLBACK", nil)
		return fmt.Errorf("store: committing: %w", err)
	}
	return nil
}

func (w *writer) begin(ctx context.Context) error {
	if _, err := w.exec(ctx, "BEGIN IMMEDIATE", nil); err != nil {
		w.exec(ctx, "ROLLBACK", nil) // nothing is open, unless the last ROLLBACK failed too
		return fmt.Errorf("%w: %w", errBegin, err)
	}
	return nil
}

// single runs an act that nobody waits with. It needs no savepoint, under which
// SQLite copies every page before it first changes: for an import, most of the
// work.
func (w *writer) single(j *job) error {
	ctx := context.Background()
	if err := w.begin(ctx); err != nil {
		return err
	}
	if j.err = w.run(j); j.err != nil {
		if _, err := w.exec(ctx, "ROLLBACK", nil); err != nil { // a full disk ends the transaction by itself
			return fmt.Errorf("store: giving up an act: %w", errors.Join(j.err, err))
		}
		return nil
	}
	if _, err := w.exec(ctx, "COMMIT", nil); err != nil {
		w.exec(ctx, "ROLLBACK", nil)
		return fmt.Errorf("store: committing: %w", err)
	}
	return nil
}

// alone runs one act of several under its savepoint.
func (w *writer) alone(j *job) (err error) {
	if _, err := w.exec(context.Background(), "SAVEPOINT act", nil); err != nil {
		return fmt.Errorf("store: saving: %w", err)
	}
	return w.run(j)
}

// run runs an act. A panic in it is this act's fault alone; others go on.
func (w *writer) run(j *job) (err error) {
	if err := j.ctx.Err(); err != nil {
		return err // cancelled while it waited
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: the act panicked: %v", p)
		}
	}()
	return j.run(w)
}

func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if s, ok := w.stmts[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	w.stmts[query] = s
	return s, nil
}

func (w *writer) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	w.dirty = true
	s, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.WithoutCancel(ctx), args...)
}

func (w *writer) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	w.dirty = w.dirty || writes(query)
	s, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.WithoutCancel(ctx), args...)
}

func (w *writer) row(ctx context.Context, query string, args []any) *sql.Row {
	w.dirty = w.dirty || writes(query)
	s, err := w.stmt(query)
	if err != nil { // the row carries the error of the same text
		return w.conn.QueryRowContext(context.WithoutCancel(ctx), query, args...)
	}
	return s.QueryRowContext(context.WithoutCancel(ctx), args...)
}

func (w *writer) last(ctx context.Context, query string, rows [][]any) error {
	_, err := w.many(ctx, query, rows)
	return err
}

// many loops over one row: a statement of several would have SQLite keep a copy
// of every page it changes.
func (w *writer) many(ctx context.Context, query string, rows [][]any) (changed int64, err error) {
	w.dirty = true
	s, err := w.stmt(query)
	if err != nil {
		return 0, err
	}
	ctx = context.WithoutCancel(ctx)
	for _, r := range rows {
		res, err := s.ExecContext(ctx, r...)
		if err != nil {
			return changed, err
		}
		n, _ := res.RowsAffected()
		changed += n
	}
	return changed, nil
}
