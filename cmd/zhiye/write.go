package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile puts a whole file in place or leaves what was there: a reader never
// sees half of it, also after a power cut.
func writeFile(path string, data []byte) error { return writeAs(path, data, 0o644) }

// ownFile reads a file that only the operator may read, or puts the one made
// into its place: whole, so that an abrupt end of the first start leaves none.
func ownFile(path string, make func() ([]byte, error)) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if b, err = make(); err == nil {
			err = writeAs(path, b, 0o600)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("keeping %s: %w", path, err)
	}
	return b, nil
}

func writeAs(path string, data []byte, mode fs.FileMode) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
