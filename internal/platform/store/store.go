// Package store opens the database and runs acts in it.
//
// Domain packages own their tables and write their own SQL; store only lends
// them a Tx. The SQL is one dialect, understood alike by SQLite and
// PostgreSQL: $1 parameters, BIGINT microseconds, no function that only one of
// them has.
//
// Every row lives in a home: the division whose organs govern it. The home is
// the first column of every key, so one act touches one home, and a cluster
// that shards by home runs it on one machine.
//
//	Act   writes, notes what it did in the journal, or does not happen
//	Look  reads a consistent moment and keeps no writer waiting
//	Keep  writes what is no act: sessions, queue, search, derived tables
//
// On SQLite one goroutine writes: it runs waiting acts in one transaction and
// commits them together, so that an acknowledged act is on the disk and the
// disk is asked once for many; where one must be taken back, all run again,
// each under a savepoint. On PostgreSQL acts of one home queue at the
// head of its journal.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// Actor is who acts (a person, a job, the public portal), for which unit and
// department, and in which home.
type Actor struct {
	ID         string // "person:…", "job:…"
	Unit       string
	Department string // market, forestry, agriculture, police …; empty for none
	Home       string // division code, 6 digits
}

// Part is what a package brings: its tables and the verbs it notes.
type Part struct {
	Name   string
	Schema fs.FS // schema/*.sql, and schema/sqlite or schema/postgres where they must differ
	Verbs  Verbs
}

// Verbs declares the facts of each verb by a zero value of their struct.
type Verbs map[string]any

// Log is the journal as an act needs it; package journal keeps one.
type Log interface {
	// Lock takes the head of the actor's home, before anything else is read.
	Lock(ctx context.Context, tx *Tx) (Head, error)
}

// Head is the end of a home's journal, held by one act.
type Head interface {
	// Append writes the notes of the act, after everything else is written.
	Append(ctx context.Context, tx *Tx, notes []Note) error
}

// LookLimit is how long a Look may hold its moment: an open reader keeps
// SQLite's log from being emptied.
const LookLimit = 10 * time.Second

// DB is an open database.
type DB struct {
	Now   func() time.Time // the clock of every act; tests replace it
	log   Log
	verbs map[string]any
	engine
}

// engine is what differs between the databases.
type engine interface {
	write(ctx context.Context, run func(session) error) error
	read(ctx context.Context, run func(session) error) error
	migrate(ctx context.Context, parts []Part) error
	dialect() Dialect
	Close() error
}

// Dialect names the database; only store, queue and search may ask.
type Dialect string

// The two databases.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Open opens the database named by url, a postgres:// URL or a file path, and
// brings its tables up to date.
func Open(ctx context.Context, url string, parts ...Part) (*DB, error) {
	db := &DB{Now: time.Now, verbs: map[string]any{}}
	for _, p := range parts {
		for verb, facts := range p.Verbs {
			db.verbs[verb] = facts
		}
	}
	var err error
	if IsServer(url) {
		db.engine, err = openPostgres(ctx, url)
	} else {
		db.engine, err = openSQLite(ctx, url)
	}
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx, parts); err != nil {
		db.Close()
		return nil, fmt.Errorf("store: migrating: %w", err)
	}
	return db, nil
}

// Attach names the log that every act is noted in.
func (db *DB) Attach(l Log) { db.log = l }

// Verbs are the declared verbs and the zero values of their facts.
func (db *DB) Verbs() Verbs { return db.verbs }

// Dialect says which database it is.
func (db *DB) Dialect() Dialect { return db.dialect() }

// ID makes a new time-ordered id outside an act, for what is made ready before.
func (db *DB) ID() string { return newID(db.Now()) }

// Act runs fn as one act and returns when it is durable. Fn may run twice: it
// assigns and never appends, and has no effect outside tx.
func (db *DB) Act(ctx context.Context, by Actor, fn func(tx *Tx) error) error {
	return db.write(ctx, func(s session) error {
		tx := db.begin(s, by, acting)
		head, err := db.log.Lock(ctx, tx)
		if err != nil {
			return fmt.Errorf("store: locking the journal: %w", err)
		}
		tx.wrote = false // the head was held, nothing was done yet
		if !tx.Alone() { // it may have waited for another, whose time must not be the later one
			tx.Now = db.moment()
		}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.seal(ctx, head)
	})
}

// Look runs fn over one moment of the database; fn cannot write.
func (db *DB) Look(ctx context.Context, by Actor, fn func(tx *Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, LookLimit)
	defer cancel()
	return db.read(ctx, func(s session) error { return fn(db.begin(s, by, looking)) })
}

// Keep runs fn as housekeeping: what it writes is derived or local, and is
// noted nowhere. The tables it may write stand on a list in arch.
func (db *DB) Keep(ctx context.Context, by Actor, fn func(tx *Tx) error) error {
	return db.write(ctx, func(s session) error { return fn(db.begin(s, by, keeping)) })
}

// Sound reads the whole file and says what is wrong with it, or nothing. What
// a server keeps, the server checks.
func (db *DB) Sound(ctx context.Context) (wrong string, err error) {
	if db.Dialect() != SQLite {
		return "", nil
	}
	err = db.read(ctx, func(s session) error { return s.row(ctx, `PRAGMA integrity_check(1)`, nil).Scan(&wrong) })
	if errors.Is(err, ErrDamaged) {
		return err.Error(), nil
	}
	if wrong == "ok" {
		wrong = ""
	}
	return wrong, err
}

func (db *DB) begin(s session, by Actor, m mode) *Tx {
	return &Tx{Actor: by, Now: db.moment(), session: s, db: db, mode: m}
}

func (db *DB) moment() time.Time { return db.Now().UTC().Truncate(time.Microsecond) }

// session is an open transaction's statements.
type session interface {
	exec(ctx context.Context, query string, args []any) (sql.Result, error)
	query(ctx context.Context, query string, args []any) (*sql.Rows, error)
	row(ctx context.Context, query string, args []any) *sql.Row
	many(ctx context.Context, query string, rows [][]any) (changed int64, err error)
	last(ctx context.Context, query string, rows [][]any) error
}
