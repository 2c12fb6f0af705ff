package backup

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
)

// Name is the manifest's name in the archive.
const Name = "manifest.json"

// Measure is the file under dir as the manifest lists it.
func Measure(dir, path string) (File, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		return File{}, fmt.Errorf("backup: measuring: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return File{}, fmt.Errorf("backup: measuring: %w", err)
	}
	return File{path, n, hex.EncodeToString(h.Sum(nil))}, nil
}

// Write writes the files that m lists to w, encrypted to the recipients where
// there are any; at finds a file by its path.
func Write(w io.Writer, m Manifest, at func(path string) string, to ...age.Recipient) (err error) {
	layers := []io.Closer{}
	defer func() {
		for i := len(layers) - 1; i >= 0; i-- {
			err = errors.Join(err, layers[i].Close())
		}
	}()
	if len(to) > 0 {
		sealed, err := age.Encrypt(w, to...)
		if err != nil {
			return fmt.Errorf("backup: encrypting: %w", err)
		}
		layers, w = append(layers, sealed), sealed
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return fmt.Errorf("backup: writing: %w", err)
	}
	t := tar.NewWriter(z)
	layers = append(layers, z, t)
	return pack(t, m, at)
}

func pack(t *tar.Writer, m Manifest, at func(path string) string) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("backup: writing: %w", err)
	}
	if err := t.WriteHeader(header(Name, int64(len(b)), m.At)); err != nil {
		return fmt.Errorf("backup: writing: %w", err)
	}
	if _, err := t.Write(b); err != nil {
		return fmt.Errorf("backup: writing: %w", err)
	}
	for _, f := range m.Files {
		if err := add(t, f, at(f.Path), m.At); err != nil {
			return fmt.Errorf("backup: writing %s: %w", f.Path, err)
		}
	}
	return nil
}

func add(t *tar.Writer, f File, path string, at time.Time) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := t.WriteHeader(header(f.Path, f.Size, at)); err != nil {
		return err
	}
	_, err = io.CopyN(t, in, f.Size)
	return err
}

// header says nothing of who made the backup, or on which machine.
func header(name string, size int64, at time.Time) *tar.Header {
	return &tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: at.UTC().Truncate(time.Second), Format: tar.FormatPAX}
}
