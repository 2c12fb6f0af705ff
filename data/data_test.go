package data_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/data"
)

// sources are the rows of sources.csv by file: rows, title, source, ...
func sources(t *testing.T) map[string][]string {
	t.Helper()
	rows, err := data.Rows("sources.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "file,rows,title,source,version,licence,effective_from,known_issues" {
		t.Fatalf("heading: %s", got)
	}
	out := map[string][]string{}
	for _, r := range rows[1:] {
		if _, twice := out[r[0]]; twice {
			t.Errorf("%s has two rows in sources.csv", r[0])
		}
		out[r[0]] = r[1:]
	}
	return out
}

func files(t *testing.T) (names []string) {
	t.Helper()
	err := fs.WalkDir(data.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path != "sources.csv" {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEveryFileHasASource(t *testing.T) {
	src := sources(t)
	names := files(t)
	for _, name := range names {
		if _, ok := src[name]; !ok {
			t.Errorf("%s is embedded but has no row in sources.csv", name)
		}
	}
	for name := range src {
		if !slices.Contains(names, name) {
			t.Errorf("sources.csv speaks of %s, which is not embedded", name)
		}
	}
}

func TestEveryTableHasTheRowsItStates(t *testing.T) {
	for name, s := range sources(t) {
		if !strings.Contains(name, ".csv") {
			continue
		}
		rows, err := data.Rows(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want, err := strconv.Atoi(s[0]); err != nil || len(rows)-1 != want {
			t.Errorf("%s: sources.csv states %q rows, it has %d", name, s[0], len(rows)-1)
		}
	}
}

// What nobody has confirmed says so in its name, its source and its issues.
func TestDoubtIsNamed(t *testing.T) {
	for name, s := range sources(t) {
		doubtful := strings.Contains(s[2], "未经来源核实")
		if doubtful != strings.Contains(name, "_UNVERIFIED") {
			t.Errorf("%s: its source is %q", name, s[2])
		}
		if whole := !strings.Contains(s[6], "不完整"); whole == strings.Contains(name, "_PARTIAL") {
			t.Errorf("%s: its known issues are %q", name, s[6])
		}
	}
}

// TestTotals are the figures the announcements themselves state.
func TestTotals(t *testing.T) {
	rows := data.MustRows("species/national_2021.csv")
	count := func(pick func(r []string) bool) (n int) {
		for _, r := range rows {
			if pick(r) {
				n++
			}
		}
		return n
	}
	for what, c := range map[string]struct{ got, want int }{
		"一级 234 种和 1 类": {count(func(r []string) bool { return r[4] == "一级" }), 235},
		"二级 746 种和 7 类": {count(func(r []string) bool { return r[4] == "二级" }), 753},
		"种":             {count(func(r []string) bool { return r[3] == "种" }), 980},
		"水生":            {count(func(r []string) bool { return r[6] == "是" }), 302},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", what, c.got, c.want)
		}
	}
}

func TestTextIsCleanUTF8(t *testing.T) {
	for _, name := range files(t) {
		b, err := data.Bytes(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if bytes.HasPrefix(b, []byte("\ufeff")) || bytes.Contains(b, []byte("\ufffd")) || bytes.Contains(b, []byte("\r\n")) {
			t.Errorf("%s has a BOM, broken characters or CRLF", name)
		}
		if strings.Contains(name, ".csv") {
			if _, err := csv.NewReader(bytes.NewReader(b)).ReadAll(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
