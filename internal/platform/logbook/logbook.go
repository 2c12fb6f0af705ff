// Package logbook keeps a program's log in a directory: a file a day, packed
// when the day is over, and none thrown away before its time.
//
// 网络安全法 has operators keep their logs for six months at least; a book that
// would keep less is refused. What is written to it says who asked for what and
// how it ended; whoever writes sees to it that no secret and no personal data
// of a case is in there.
package logbook

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// Least is how many days a log is kept at least: six months.
const Least = 180

// ErrShort is returned for a book that would forget too early.
var ErrShort = fault.New(fault.Invalid, "logbook.short", "日志保存不得少于 180 天（网络安全法第二十一条），请改大天数")

// Book is an open logbook; it is an io.Writer that takes whole lines.
type Book struct {
	dir  string
	keep int // days
	now  func() time.Time

	mu   sync.Mutex
	day  string
	file *os.File
}

// Open uses dir, making it where needed, and keeps files for keep days.
func Open(dir string, keep int, now func() time.Time) (*Book, error) {
	if keep < Least {
		return nil, ErrShort.With(fmt.Sprint(keep))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("logbook: opening: %w", err)
	}
	return &Book{dir: dir, keep: keep, now: now}, nil
}

// Write appends a line to today's file.
func (b *Book) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := b.now().Format(time.DateOnly); day != b.day {
		if err := b.turn(day); err != nil {
			return 0, err
		}
	}
	return b.file.Write(line)
}

// turn opens the file of a day.
func (b *Book) turn(day string) error {
	f, err := os.OpenFile(filepath.Join(b.dir, day+".jsonl"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("logbook: turning to %s: %w", day, err)
	}
	if b.file != nil {
		b.file.Close()
	}
	b.day, b.file = day, f
	return nil
}

// Close closes today's file.
func (b *Book) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		return nil
	}
	b.day = ""
	return b.file.Close()
}

var named = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})\.jsonl(\.gz)?$`)

// Sweep packs the files of days gone by and removes those whose time is over.
// It touches no file that is not the book's.
func (b *Book) Sweep() error {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return fmt.Errorf("logbook: sweeping: %w", err)
	}
	today := b.now()
	oldest := today.AddDate(0, 0, -b.keep).Format(time.DateOnly)
	for _, e := range entries {
		m := named.FindStringSubmatch(e.Name())
		switch path := filepath.Join(b.dir, e.Name()); {
		case m == nil:
		case m[1] < oldest:
			err = errors.Join(err, os.Remove(path))
		case m[2] == "" && m[1] < today.AddDate(0, 0, -1).Format(time.DateOnly): // a day late, so that nobody still writes
			err = errors.Join(err, pack(path))
		}
	}
	return err
}

// pack replaces a file by its packed form, whole or not at all.
func pack(path string) (err error) {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	half := path + ".half"
	out, err := os.OpenFile(half, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	z := gzip.NewWriter(out)
	_, err = io.Copy(z, in)
	if err = errors.Join(err, z.Close(), out.Sync(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	if err := os.Rename(half, strings.TrimSuffix(half, ".half")+".gz"); err != nil {
		return err
	}
	return os.Remove(path)
}
