package export

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/sheet"
)

// list is a list that can be exported, whatever its rows are.
type list interface {
	check(columns []string) error
	head(columns []string) (head []sheet.Datum, widths []float64)
	count(ctx context.Context, tx *store.Tx, filter json.RawMessage) (int64, error)
	page(r *reading, tx *store.Tx, p store.Page) (rows [][]sheet.Datum, next string, err error)
}

// column is one column of a list; the keys are those of the list's page.
type column[T any] struct {
	key   string
	head  string
	width float64
	cell  func(*reading, T) sheet.Datum
}

// of is a list of T, narrowed by F.
type of[T, F any] struct {
	columns []column[T]
	list    func(context.Context, *store.Tx, F, store.Page) ([]T, string, error)
	counted func(context.Context, *store.Tx, F, int) (int, error) // nil where nobody counts
}

// countTo is how far rows are counted for a progress bar.
const countTo = 200_000

func (l of[T, F]) check(keys []string) error {
	for _, k := range keys {
		if !slices.ContainsFunc(l.columns, func(c column[T]) bool { return c.key == k }) {
			return ErrColumn.With(k)
		}
	}
	return nil
}

// chosen are the columns of the keys, in their order; all where there are none.
func (l of[T, F]) chosen(keys []string) []column[T] {
	if len(keys) == 0 {
		return l.columns
	}
	var out []column[T]
	for _, k := range keys {
		i := slices.IndexFunc(l.columns, func(c column[T]) bool { return c.key == k })
		out = append(out, l.columns[i])
	}
	return out
}

func (l of[T, F]) head(keys []string) (head []sheet.Datum, widths []float64) {
	for _, c := range l.chosen(keys) {
		head = append(head, sheet.Words(c.head, bold))
		widths = append(widths, c.width)
	}
	return head, widths
}

func (l of[T, F]) filter(raw json.RawMessage) (f F, err error) {
	if len(raw) == 0 {
		return f, nil
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("export: reading the filter: %w", err)
	}
	return f, nil
}

func (l of[T, F]) count(ctx context.Context, tx *store.Tx, raw json.RawMessage) (int64, error) {
	f, err := l.filter(raw)
	if err != nil || l.counted == nil {
		return 0, err
	}
	n, err := l.counted(ctx, tx, f, countTo)
	return int64(n), err
}

func (l of[T, F]) page(r *reading, tx *store.Tx, p store.Page) ([][]sheet.Datum, string, error) {
	f, err := l.filter(r.ask.Filter)
	if err != nil {
		return nil, "", err
	}
	items, next, err := l.list(r.ctx, tx, f, p)
	columns := l.chosen(r.ask.Columns)
	rows := make([][]sheet.Datum, len(items))
	for i, item := range items {
		rows[i] = make([]sheet.Datum, len(columns))
		for j, c := range columns {
			rows[i][j] = c.cell(r, item)
		}
	}
	return rows, next, err
}

// text is a column of words.
func text[T any](key, head string, width float64, cell func(T) string) column[T] {
	return column[T]{key, head, width, func(_ *reading, v T) sheet.Datum { return sheet.Words(cell(v), plain) }}
}

// named is a column of words that only the reading knows: names of people,
// units and places.
func named[T any](key, head string, width float64, cell func(*reading, T) string) column[T] {
	return column[T]{key, head, width, func(r *reading, v T) sheet.Datum { return sheet.Words(cell(r, v), plain) }}
}

// day is a column of dates.
func day[T any](key, head string, cell func(T) string) column[T] {
	return column[T]{key, head, 12, func(_ *reading, v T) sheet.Datum {
		if s := cell(v); s != "" {
			return sheet.Datum{Kind: sheet.Day, Text: s}
		}
		return sheet.Words("", plain)
	}}
}
