// Package data embeds the reference data: facts that come from the law, the
// lists and the statistics office. Each file has its row in sources.csv: where
// it comes from, which version, under which licence, since when, how many rows,
// and what is known to be wrong with it. What no source has confirmed carries
// UNVERIFIED in its name, what is not whole PARTIAL; neither may decide a case.
//
// It reads nothing but itself and knows no rules; packages above parse what
// they need, when they first need it.
package data

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Files holds the data as it lies in this folder. A new folder is one more
// pattern here and a row for each of its files in sources.csv.
//
//go:embed sources.csv limits.csv
//go:embed division
//go:embed species
//go:embed calendar
//go:embed law
//go:embed indicator
//go:embed industry
//go:embed template
//go:embed fault
var Files embed.FS

// Bytes returns a file's content, decompressed where the name ends in .gz.
func Bytes(name string) ([]byte, error) {
	b, err := Files.ReadFile(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return b, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	b, err = io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	return b, nil
}

// Rows returns the records of a csv file (or .csv.gz), its heading first.
func Rows(name string) ([][]string, error) {
	b, err := Bytes(name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("data: %s: %w", name, err)
	}
	return rows, nil
}

// MustRows is Rows without the heading for a file that is embedded and tested:
// it panics where the binary was built wrong.
func MustRows(name string) [][]string {
	rows, err := Rows(name)
	if err != nil {
		panic(err)
	}
	return rows[1:]
}
