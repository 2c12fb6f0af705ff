package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/id"
	"example.org/zhiye/internal/pure/ref"
)

// Tx is one act by one actor in one home at one moment. Everything it writes
// carries the same time and the same name.
//
// It lends statements and keeps the transaction itself to the store, which
// alone begins, commits and gives up. Never catch a failed statement and go
// on: PostgreSQL does not. Use ON CONFLICT … RETURNING.
type Tx struct {
	Actor Actor
	Now   time.Time

	session session
	db      *DB
	mode    mode
	wrote   bool
	notes   []Note
}

type mode uint8

const (
	acting mode = iota
	looking
	keeping
)

// Note says what an act did. Day, Region and Departments may be left empty:
// then they are today in Beijing, the home as a whole and the actor's own.
type Note struct {
	Verb        string
	Subject     ref.Ref
	Day         string   // YYYY-MM-DD, the local day it happened on
	Region      string   // 12 digits
	Campaign    string   // empty where it belongs to none
	Departments []string // whom it counts for
	Facts       any      // the struct the verb was declared with
	Reverses    int64    // the entry this one takes back, or 0
}

var (
	errSilent = errors.New("store: the act wrote rows and noted nothing")
	errMode   = errors.New("store: only an act notes")
)

// Exec runs a statement that returns no rows.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if !fit(args) {
		return nil, ErrText
	}
	res, err := t.session.exec(ctx, query, args)
	if err == nil {
		n, err := res.RowsAffected()
		t.wrote = t.wrote || n > 0 || err != nil
	}
	return res, err
}

// Row runs a statement that returns at most one row.
func (t *Tx) Row(ctx context.Context, query string, args ...any) *sql.Row {
	t.wrote = t.wrote || writes(query)
	return t.session.row(ctx, query, args)
}

// Query runs a statement that returns rows.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if !fit(args) {
		return nil, ErrText
	}
	t.wrote = t.wrote || writes(query)
	return t.session.query(ctx, query, args)
}

// Many runs "INSERT … VALUES ($1, …) …" once for every row.
func (t *Tx) Many(ctx context.Context, query string, rows [][]any) error {
	if slices.ContainsFunc(rows, func(r []any) bool { return !fit(r) }) {
		return ErrText
	}
	n, err := t.session.many(ctx, query, rows)
	t.wrote = t.wrote || n > 0
	return err
}

// Last is Many for what ends an act and is not read again in it: it may go to
// the server together with the commit. Nothing but the log uses it.
func (t *Tx) Last(ctx context.Context, query string, rows [][]any) error {
	if slices.ContainsFunc(rows, func(r []any) bool { return !fit(r) }) {
		return ErrText
	}
	return t.session.last(ctx, query, rows)
}

// First is Row for what an act asks before anything else: it may go to the
// server together with the beginning. Nothing but the log uses it.
func (t *Tx) First(ctx context.Context, query string, args []any, into ...any) error {
	if r, ok := t.session.(*remote); ok {
		return r.first(ctx, query, args, into)
	}
	return t.session.row(ctx, query, args).Scan(into...)
}

// Alone reports that no other act writes while this one runs, so that what is
// read needs no lock.
func (t *Tx) Alone() bool { return t.db.dialect() == SQLite }

// Note adds what the act did to the journal of its home. An undeclared verb,
// or facts of another type than declared, is our mistake and fails the act.
func (t *Tx) Note(n Note) error {
	if t.mode != acting {
		return errMode
	}
	declared, ok := t.db.verbs[n.Verb]
	if !ok || reflect.TypeOf(declared) != reflect.TypeOf(n.Facts) {
		return fmt.Errorf("store: %q is not declared with facts %T", n.Verb, n.Facts)
	}
	if n.Day == "" {
		n.Day = t.Today()
	}
	if n.Region == "" {
		n.Region = t.Actor.Home + "000000"
	}
	if n.Departments == nil && t.Actor.Department != "" {
		n.Departments = []string{t.Actor.Department}
	}
	if err := n.check(t.Actor.Home); err != nil {
		return err
	}
	t.notes = append(t.notes, n)
	return nil
}

// Noted reports whether the act has noted anything so far.
func (t *Tx) Noted() bool { return len(t.notes) > 0 }

// beijing is the time all of China keeps.
var beijing = time.FixedZone("CST", 8*3600)

// Today is the Beijing day of the act, YYYY-MM-DD.
func (t *Tx) Today() string { return t.Now.In(beijing).Format(time.DateOnly) }

// ID makes a new time-ordered id.
func (t *Tx) ID() string { return newID(t.Now) }

func newID(at time.Time) string {
	var b [8]byte
	rand.Read(b[:])
	return id.New(at, b)
}

// Dialect says which database it is; only store, queue and search may ask.
func (t *Tx) Dialect() Dialect { return t.db.dialect() }

// seal appends the notes; an act that wrote must have noted.
func (t *Tx) seal(ctx context.Context, head Head) error {
	if len(t.notes) == 0 {
		if t.wrote {
			return errSilent
		}
		return nil
	}
	return head.Append(ctx, t, t.notes)
}

// fit reports whether both databases can hold the texts among args.
func fit(args []any) bool {
	for _, a := range args {
		if s, ok := a.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			return false
		}
	}
	return true
}

func writes(query string) bool {
	q := strings.TrimSpace(query)
	return !strings.HasPrefix(q, "SELECT") && (!strings.HasPrefix(q, "WITH") ||
		strings.Contains(q, "INSERT") || strings.Contains(q, "UPDATE") || strings.Contains(q, "DELETE"))
}
