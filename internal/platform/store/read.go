package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Scanner is a row, or the row that rows stand on.
type Scanner interface{ Scan(...any) error }

// Collect reads all rows and closes them; never nil without an error.
func Collect[T any](rows *sql.Rows, err error, scan func(Scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("store: reading: %w", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("store: reading: %w", err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: reading: %w", err)
	}
	return out, nil
}

// One reads one row; missing is returned where there is none.
func One[T any](row *sql.Row, missing error, scan func(Scanner) (T, error)) (T, error) {
	v, err := scan(row)
	if errors.Is(err, sql.ErrNoRows) {
		return v, missing
	}
	if err != nil {
		return v, fmt.Errorf("store: reading: %w", err)
	}
	return v, nil
}

// Pack writes a list or a plain struct as a column keeps it.
func Pack(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("store: packing plain values: " + err.Error())
	}
	return string(b)
}

// Flag is a truth as a column keeps it.
func Flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Micro is a moment as a column keeps it; 0 for none.
func Micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Moment reads what Micro kept.
func Moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
