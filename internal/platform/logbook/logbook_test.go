package logbook_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"example.org/zhiye/internal/platform/logbook"
)

// clock is a day that tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestALogIsKeptForItsTimeAndNoLonger(t *testing.T) {
	for name, c := range map[string]struct {
		age  int // days since it was written
		want string
	}{
		"today":                {0, "2026-03-01.jsonl"},
		"yesterday":            {1, "2026-03-01.jsonl"},
		"the day before":       {2, "2026-03-01.jsonl.gz"},
		"a day before its end": {179, "2026-03-01.jsonl.gz"},
		"on its last day":      {180, "2026-03-01.jsonl.gz"},
		"a day after":          {181, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir, at := t.TempDir(), &clock{time.Date(2026, 3, 1, 23, 59, 0, 0, time.Local)}
			b := book(t, dir, at)
			write(t, b, "{\"msg\":\"a\"}\n")
			at.at = at.at.AddDate(0, 0, c.age)
			if err := b.Sweep(); err != nil {
				t.Fatal(err)
			}
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			if got := names(t, dir); !slices.Equal(got, want) {
				t.Errorf("after %d days: %v, want %v", c.age, got, want)
			}
		})
	}
}

func TestADayHasItsOwnFile(t *testing.T) {
	dir, at := t.TempDir(), &clock{time.Date(2026, 3, 1, 23, 59, 0, 0, time.Local)}
	b := book(t, dir, at)
	write(t, b, "before midnight\n")
	at.at = at.at.Add(2 * time.Minute)
	write(t, b, "after\n")
	if got, want := names(t, dir), []string{"2026-03-01.jsonl", "2026-03-02.jsonl"}; !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	at.at = at.at.AddDate(0, 0, 5)
	if err := b.Sweep(); err != nil {
		t.Fatal(err)
	}
	if got := unpacked(t, filepath.Join(dir, "2026-03-01.jsonl.gz")); got != "before midnight\n" {
		t.Errorf("packed: %q", got)
	}
}

func TestAnothersFileIsLeftAlone(t *testing.T) {
	dir, at := t.TempDir(), &clock{time.Date(2026, 3, 1, 0, 0, 0, 0, time.Local)}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b := book(t, dir, at)
	at.at = at.at.AddDate(3, 0, 0)
	if err := b.Sweep(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{"notes.txt"}) {
		t.Errorf("left: %v", got)
	}
}

func TestABookThatForgetsTooEarlyIsRefused(t *testing.T) {
	if _, err := logbook.Open(t.TempDir(), 179, time.Now); err == nil {
		t.Error("179 days were taken")
	}
	if _, err := logbook.Open(t.TempDir(), 180, time.Now); err != nil {
		t.Errorf("180 days: %v", err)
	}
}

func book(t *testing.T, dir string, at *clock) *logbook.Book {
	t.Helper()
	b, err := logbook.Open(dir, logbook.Least, at.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func write(t *testing.T, b *logbook.Book, line string) {
	t.Helper()
	if _, err := b.Write([]byte(line)); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func unpacked(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
