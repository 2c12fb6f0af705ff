package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
)

// most bounds the manifest: a million photos are 120 MB of it.
const most = 256 << 20

// sealedBy is how a file encrypted with age begins.
var sealedBy = []byte("age-encryption.org/")

// Read unpacks a backup into dir, which is there and empty. Every file must be
// on the manifest, whole and as it was; otherwise it is refused and what was
// unpacked so far is to be thrown away.
func Read(r io.Reader, dir string, keys ...age.Identity) (Manifest, error) {
	t, err := open(r, keys)
	if err != nil {
		return Manifest{}, err
	}
	m, err := manifest(t)
	if err != nil {
		return m, err
	}
	left := make(map[string]File, len(m.Files))
	for _, f := range m.Files {
		left[f.Path] = f
	}
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return m, ErrFormat.With(err.Error())
		}
		f, listed := left[h.Name]
		if !listed || h.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(h.Name)) {
			return m, ErrChanged.With(h.Name)
		}
		delete(left, h.Name)
		if err := unpack(t, f, filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil {
			return m, err
		}
	}
	for path := range left {
		return m, ErrChanged.With(path)
	}
	return m, nil
}

func open(r io.Reader, keys []age.Identity) (*tar.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if head, _ := b.Peek(len(sealedBy)); bytes.Equal(head, sealedBy) {
		if len(keys) == 0 {
			return nil, ErrLocked
		}
		plain, err := age.Decrypt(b, keys...)
		if err != nil {
			return nil, ErrLocked.With(err.Error())
		}
		b = bufio.NewReaderSize(plain, 64<<10)
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, ErrFormat.With(err.Error())
	}
	return tar.NewReader(z), nil
}

func manifest(t *tar.Reader) (m Manifest, err error) {
	h, err := t.Next()
	if err != nil || h.Name != Name || h.Size > most {
		return m, ErrFormat
	}
	if err := json.NewDecoder(t).Decode(&m); err != nil {
		return m, ErrFormat.With(err.Error())
	}
	if m.Format > 1 {
		return m, ErrNewer
	}
	if m.Format != 1 {
		return m, ErrFormat
	}
	return m, nil
}

func unpack(r io.Reader, f File, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("backup: unpacking: %w", err)
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("backup: unpacking: %w", err)
	}
	defer out.Close()
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, h), io.LimitReader(r, f.Size+1)) // no more than was promised
	if err != nil {
		return ErrFormat.With(f.Path + ": " + err.Error())
	}
	if n != f.Size || hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		return ErrChanged.With(f.Path)
	}
	if err := errors.Join(out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("backup: unpacking: %w", err)
	}
	return nil
}
