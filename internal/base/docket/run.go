package docket

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// Start sets a clock of a case running for a subject, which is a part of it or
// the case itself.
func Start(ctx context.Context, tx *store.Tx, file, subject, kind string, at time.Time) error {
	k := Clock{ID: tx.ID(), Case: file, Subject: subject, Kind: kind, StartedAt: at.UTC(), Pauses: []calendar.Pause{}, Extensions: []Extension{}}
	if err := k.reckon(); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO docket_clock (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.Actor.Home, k.ID, k.Case, k.Subject, k.Kind, k.StartedAt.UnixMicro(), store.Micro(k.DueAt), string(k.Last), store.Flag(k.Provisional),
		store.Pack(k.Pauses), store.Pack(k.Extensions), 0)
	return wrap("starting a clock", err)
}

// FinishAt stops what runs for a subject, and says whether it was late.
func FinishAt(ctx context.Context, tx *store.Tx, file, subject string, at time.Time) (late bool, err error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM docket_clock WHERE home = $1 AND file = $2 AND subject = $3 AND done_at = 0`,
		tx.Actor.Home, file, subject)
	ks, err := store.Collect(rs, err, scan)
	if err != nil {
		return false, err
	}
	for _, k := range ks {
		late = late || k.Overdue(at)
	}
	_, err = tx.Exec(ctx, `UPDATE docket_clock SET done_at = $4 WHERE home = $1 AND file = $2 AND subject = $3 AND done_at = 0`,
		tx.Actor.Home, file, subject, at.UnixMicro())
	return late, wrap("stopping a clock", err)
}

// Finish stops now what runs for a subject.
func Finish(ctx context.Context, tx *store.Tx, file, subject string) error {
	_, err := FinishAt(ctx, tx, file, subject, tx.Now)
	return err
}

// FinishAll stops every clock of a case.
func FinishAll(ctx context.Context, tx *store.Tx, file string) error {
	_, err := tx.Exec(ctx, `UPDATE docket_clock SET done_at = $3 WHERE home = $1 AND file = $2 AND done_at = 0`, tx.Actor.Home, file, tx.Now.UnixMicro())
	return wrap("stopping clocks", err)
}

// Again lets the clocks of a kind run on for a subject as if they had never
// been done.
func Again(ctx context.Context, tx *store.Tx, file, subject, kind string) error {
	_, err := tx.Exec(ctx, `UPDATE docket_clock SET done_at = 0 WHERE home = $1 AND file = $2 AND subject = $3 AND kind = $4`, tx.Actor.Home, file, subject, kind)
	return wrap("restarting a clock", err)
}

// Until moves the end of what runs for a subject to a day that somebody
// approved, as with payment by instalments (行政处罚法第六十六条第二款).
func Until(ctx context.Context, tx *store.Tx, file, subject, kind, last string) error {
	_, err := tx.Exec(ctx, `UPDATE docket_clock SET due_at = $5, last_day = $6 WHERE home = $1 AND file = $2 AND subject = $3 AND kind = $4 AND done_at = 0`,
		tx.Actor.Home, file, subject, kind, calendar.Day(last).End().UnixMicro(), last)
	return wrap("moving a clock", err)
}

const columns = `id, file, subject, kind, started_at, due_at, last_day, guessed, pauses, extensions, done_at`

// Get returns a clock, or ErrClock.
func Get(ctx context.Context, tx *store.Tx, id string) (Clock, error) {
	return store.One(tx.Row(ctx, `SELECT `+columns+` FROM docket_clock WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrClock, scan)
}

// Clocks are all clocks of a case, the oldest first.
func Clocks(ctx context.Context, tx *store.Tx, file string) ([]Clock, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM docket_clock WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, file)
	return store.Collect(rs, err, scan)
}

// Running are the clocks of the home that run out by a moment, the most urgent
// first, at most 100; those that stand still are left out.
func Running(ctx context.Context, tx *store.Tx, by time.Time) ([]Clock, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM docket_clock WHERE home = $1 AND done_at = 0 AND due_at > 0 AND due_at <= $2
		ORDER BY due_at, id LIMIT 100`, tx.Actor.Home, by.UnixMicro())
	return store.Collect(rs, err, scan)
}

func scan(r store.Scanner) (k Clock, err error) {
	var started, due, guessed, done int64
	var pauses, extensions string
	if err = r.Scan(&k.ID, &k.Case, &k.Subject, &k.Kind, &started, &due, &k.Last, &guessed, &pauses, &extensions, &done); err != nil {
		return k, err
	}
	k.StartedAt, k.DueAt, k.DoneAt, k.Provisional = store.Moment(started), store.Moment(due), store.Moment(done), guessed == 1
	return k, errors.Join(json.Unmarshal([]byte(pauses), &k.Pauses), json.Unmarshal([]byte(extensions), &k.Extensions))
}

// day is the Beijing day of a moment.
func day(t time.Time) string { return string(calendar.DayOf(t)) }

// Midnight is the moment a day begins.
func Midnight(day string) time.Time { return calendar.Day(day).Start() }
