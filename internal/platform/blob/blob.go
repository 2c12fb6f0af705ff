// Package blob keeps files by what is in them: a photo's name is its SHA-256,
// so a changed file is another file and a missing one is noticed.
//
// Files lie under DIR/HOME/ab/cdef…; a home reads its own only. The package
// knows nothing of what a file shows or who took it.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// The faults of storing and reading files.
var (
	ErrNotFound = fault.New(fault.NotFound, "blob.not_found", "文件不存在，可能尚未上传完成；请重新上传")
	ErrTooLarge = fault.New(fault.Invalid, "blob.too_large", "文件超过大小上限，请压缩或分开上传")
	ErrChanged  = fault.New(fault.Internal, "blob.changed", "文件内容与上传时的摘要不符，已拒绝读取；请告知管理员")
)

// Digest is the SHA-256 of a file, 64 hex digits.
type Digest string

// Valid reports a well-formed digest; anything else never reaches a path.
func (d Digest) Valid() bool {
	b, err := hex.DecodeString(string(d))
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == string(d)
}

// Disk keeps files in a directory.
type Disk struct{ dir string }

// Open uses dir, making it where needed.
func Open(dir string) (*Disk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("blob: opening: %w", err)
	}
	return &Disk{dir}, nil
}

func (d *Disk) path(home string, g Digest) string {
	return filepath.Join(d.dir, home, string(g[:2]), string(g[2:]))
}

// Put stores what r yields, at most limit bytes, and returns its digest. The
// file is whole and on the disk when Put returns, or not there at all.
func (d *Disk) Put(home string, r io.Reader, limit int64) (Digest, error) {
	tmp, err := os.CreateTemp(d.dir, ".new-*")
	if err != nil {
		return "", fmt.Errorf("blob: storing: %w", err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(tmp, h), io.LimitReader(r, limit+1))
	if err != nil {
		return "", fmt.Errorf("blob: storing: %w", err)
	}
	if n > limit {
		return "", ErrTooLarge
	}
	g := Digest(hex.EncodeToString(h.Sum(nil)))
	return g, errors.Join(tmp.Sync(), d.settle(tmp.Name(), d.path(home, g)))
}

// Sweep takes away what an abrupt end of the program has left of files that
// were being stored before until.
func (d *Disk) Sweep(until time.Time) error {
	left, err := filepath.Glob(filepath.Join(d.dir, ".new-*"))
	for _, p := range left {
		if info, gone := os.Stat(p); gone == nil && !info.ModTime().After(until) {
			err = errors.Join(err, os.Remove(p))
		}
	}
	if err != nil {
		return fmt.Errorf("blob: sweeping: %w", err)
	}
	return nil
}

// settle moves the finished file to its name and makes the name durable.
func (d *Disk) settle(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("blob: storing: %w", err)
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("blob: storing: %w", err)
	}
	dir, err := os.Open(filepath.Dir(to))
	if err != nil {
		return fmt.Errorf("blob: storing: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Has reports whether a file is there; what is in it, Get and Check look at.
func (d *Disk) Has(home string, g Digest) bool {
	if !g.Valid() {
		return false
	}
	info, err := os.Stat(d.path(home, g))
	return err == nil && info.Mode().IsRegular()
}

// Get returns a file's bytes after checking that they are what was stored.
func (d *Disk) Get(home string, g Digest) ([]byte, error) {
	if !g.Valid() {
		return nil, ErrNotFound
	}
	b, err := os.ReadFile(d.path(home, g))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != string(g) {
		return nil, ErrChanged.With(string(g))
	}
	return b, nil
}

// File opens a file to be read piece by piece, after checking that it is what
// was stored; the caller closes it.
func (d *Disk) File(home string, g Digest) (*os.File, error) {
	if !g.Valid() {
		return nil, ErrNotFound
	}
	f, err := os.Open(d.path(home, g))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	h := sha256.New()
	if _, err = io.Copy(h, f); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("blob: reading: %w", err), f.Close())
	}
	if hex.EncodeToString(h.Sum(nil)) != string(g) {
		return nil, errors.Join(ErrChanged.With(string(g)), f.Close())
	}
	return f, nil
}

// Prune takes away the files stored before until that keep does not want. It is
// for what may be forgotten, such as exports to be downloaded, and for nothing
// that is evidence.
func (d *Disk) Prune(until time.Time, keep func(home string, g Digest) bool) error {
	files, err := filepath.Glob(filepath.Join(d.dir, "*", "*", "*"))
	for _, p := range files {
		dir := filepath.Dir(p)
		home, g := filepath.Base(filepath.Dir(dir)), Digest(filepath.Base(dir)+filepath.Base(p))
		info, gone := os.Stat(p)
		if gone != nil || !g.Valid() || info.ModTime().After(until) || keep(home, g) {
			continue
		}
		err = errors.Join(err, os.Remove(p))
	}
	if err != nil {
		return fmt.Errorf("blob: pruning: %w", err)
	}
	return nil
}

// Check reads every file of a home and returns those that are not what their
// name says.
func (d *Disk) Check(home string) (bad []Digest, err error) {
	err = filepath.WalkDir(filepath.Join(d.dir, home), func(p string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && e.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		g := Digest(filepath.Base(filepath.Dir(p)) + filepath.Base(p))
		if _, err := d.Get(home, g); err != nil {
			bad = append(bad, g)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("blob: checking: %w", err)
	}
	return bad, nil
}
