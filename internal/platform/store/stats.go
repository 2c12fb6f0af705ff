package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// supposed is how many rows SQLite shall believe a table to hold.
const supposed = 1_000_000

// instruct tells SQLite's planner what it cannot know: every key begins with
// the home, and the home alone finds nothing, as all rows may be of one. Left
// to itself the planner holds any first column for rare, and reads a whole
// table where an index would find ten rows.
func instruct(ctx context.Context, db *sql.DB) error {
	want, err := suppose(ctx, db)
	if err != nil {
		return fmt.Errorf("reading the indexes: %w", err)
	}
	if slices.Equal(want, known(ctx, db)) {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `ANALYZE store_version`); err != nil { // makes sqlite_stat1
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM sqlite_stat1`); err != nil {
		return err
	}
	for _, w := range want {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)`, w[0], w[1], w[2]); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `ANALYZE sqlite_schema`) // reads it again
	return err
}

// known is what the planner was told before; nothing where it never was.
func known(ctx context.Context, db *sql.DB) (out [][3]string) {
	rows, err := db.QueryContext(ctx, `SELECT tbl, coalesce(idx, ''), stat FROM sqlite_stat1 ORDER BY 1, 2`)
	if err != nil {
		return nil // there is no such table yet
	}
	defer rows.Close()
	for rows.Next() {
		var w [3]string
		if rows.Scan(&w[0], &w[1], &w[2]) != nil {
			return nil
		}
		out = append(out, w)
	}
	return out
}

// suppose makes a table, index and statistic of every index that begins with
// the home. A primary key goes by the name of its table.
func suppose(ctx context.Context, db *sql.DB) (want [][3]string, err error) {
	rows, err := db.QueryContext(ctx, `
		SELECT m.name, CASE i.origin WHEN 'pk' THEN m.name ELSE i.name END, i."unique", count(*)
		FROM sqlite_schema AS m, pragma_index_list(m.name) AS i, pragma_index_info(i.name) AS c
		WHERE m.type = 'table' GROUP BY 1, 2, 3 HAVING min(CASE WHEN c.seqno = 0 THEN c.name END) = 'home' ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w [3]string
		var unique bool
		var columns int
		if err := rows.Scan(&w[0], &w[1], &unique, &columns); err != nil {
			return nil, err
		}
		w[2] = statistic(columns, unique)
		want = append(want, w)
	}
	return want, rows.Err()
}

// statistic is what sqlite_stat1 says of an index: rows in all, then rows that
// agree in the first column, the first two, and so on. The home parts nothing,
// each further column the same share; a unique index ends at one row.
func statistic(columns int, unique bool) string {
	last := 10.0
	if unique || columns == 1 {
		last = 1
	}
	out := []string{strconv.Itoa(supposed), strconv.Itoa(supposed)}
	if columns == 1 {
		out[1] = "1"
	}
	for i := 2; i <= columns; i++ {
		share := float64(i-1) / float64(columns-1)
		out = append(out, strconv.Itoa(int(math.Round(supposed*math.Pow(last/supposed, share)))))
	}
	return strings.Join(out, " ")
}
