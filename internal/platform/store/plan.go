package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// every is what the planner is told of each index: its columns, whether it
// is unique, and whether it begins with the home.
const every = `
	SELECT m.name, CASE WHEN l.origin = 'pk' THEN m.name ELSE l.name END, l."unique",
	  (SELECT count(*) FROM "pragma_index_info"(l.name)),
	  (SELECT count(*) FROM "pragma_index_info"(l.name) AS i WHERE i.seqno = 0 AND i.name = 'home')
	FROM "sqlite_schema" AS m, "pragma_index_list"(m.name) AS l
	WHERE m.type = 'table' AND m.sql LIKE '%WITHOUT ROWID'`

// plan tells SQLite's planner that a home is large and everything in it small.
// Left to itself it takes the first column of any key for selective, and reads
// a home from end to end where an index was made for the question. What it is
// told does not depend on the rows, so that plans are the same everywhere.
func plan(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `PRAGMA analysis_limit = 1; ANALYZE`); err != nil { // makes the table of statistics
		return fmt.Errorf("analysing: %w", err)
	}
	stats, err := statistics(ctx, db)
	if err != nil {
		return fmt.Errorf("analysing: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("analysing: %w", err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `DELETE FROM "sqlite_stat1"`); err != nil {
		return fmt.Errorf("analysing: %w", err)
	}
	for _, s := range stats {
		if _, err := tx.ExecContext(ctx, `INSERT INTO "sqlite_stat1" (tbl, idx, stat) VALUES ($1, $2, $3)`, s[0], s[1], s[2]); err != nil {
			return fmt.Errorf("analysing: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("analysing: %w", err)
	}
	_, err = db.ExecContext(ctx, `ANALYZE sqlite_schema`) // reads them
	return err
}

func statistics(ctx context.Context, db *sql.DB) (out [][3]string, err error) {
	rows, err := db.QueryContext(ctx, every)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table, index string
		var unique, homely bool
		var columns int
		if err := rows.Scan(&table, &index, &unique, &columns, &homely); err != nil {
			return nil, err
		}
		out = append(out, [3]string{table, index, shape(columns, unique, homely)})
	}
	return out, rows.Err()
}

// shape is how many rows a value of the first column has, of the first two, and
// so on, of a million: all of them have the home, some a hundred the next.
func shape(columns int, unique, homely bool) string {
	const all = 1_000_000
	out := []string{strconv.Itoa(all)}
	rows := 100
	for i := range columns {
		switch {
		case unique && i == columns-1:
			out = append(out, "1")
		case homely && i == 0:
			out = append(out, strconv.Itoa(all))
		default:
			out = append(out, strconv.Itoa(max(rows, 2)))
			rows /= 10
		}
	}
	return strings.Join(out, " ")
}
