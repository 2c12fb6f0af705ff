package search

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// putSQLite numbers all docs before it writes the first text: a statement that
// SQLite may have to undo makes FTS5 write out what it holds, and between two
// texts that would be once for every doc.
func putSQLite(ctx context.Context, tx *store.Tx, docs []Doc) error {
	numbers, fresh := make([]int64, len(docs)), make([]bool, len(docs))
	for i, d := range docs {
		var err error
		if numbers[i], fresh[i], err = row(ctx, tx, d); err != nil {
			return err
		}
		if d.Text == "" {
			if _, err := tx.Exec(ctx, `DELETE FROM search_doc WHERE home = $1 AND ref = $2`, tx.Actor.Home, string(d.Ref)); err != nil {
				return err
			}
		}
	}
	for i, d := range docs {
		if !fresh[i] {
			if _, err := tx.Exec(ctx, `DELETE FROM search_text WHERE rowid = $1`, numbers[i]); err != nil {
				return err
			}
		}
		if d.Text != "" {
			if _, err := tx.Exec(ctx, `INSERT INTO search_text (rowid, terms) VALUES ($1, $2)`, numbers[i], terms(tx.Actor.Home, d.Text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// row is the number of the doc's row in the text index; a fresh doc gets one.
func row(ctx context.Context, tx *store.Tx, d Doc) (n int64, fresh bool, err error) {
	err = tx.Row(ctx, `
		INSERT INTO search_doc (home, ref, kind, n)
		VALUES ($1, $2, $3, (SELECT coalesce(max(n), 0) + 1 FROM search_doc)) ON CONFLICT (home, ref) DO NOTHING RETURNING n`,
		tx.Actor.Home, string(d.Ref), d.Ref.Kind()).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, true, err
	}
	err = tx.Row(ctx, `SELECT n FROM search_doc WHERE home = $1 AND ref = $2`, tx.Actor.Home, string(d.Ref)).Scan(&n)
	return n, false, err
}

// terms are the bigrams of a text in order; the tokenizer parts at spaces, and
// a lone "0" stands between pieces.
func terms(home, text string) string {
	var b strings.Builder
	for i, run := range pieces(text) {
		if i > 0 {
			b.WriteString(" 0 ")
		}
		b.WriteString(strings.Join(bigrams(home, run), " "))
	}
	return b.String()
}

func findSQLite(ctx context.Context, tx *store.Tx, kind string, words []phrase, limit int) ([]ref.Ref, error) {
	match := make([]string, len(words))
	for i, w := range words {
		match[i] = `"` + strings.Join(w.terms, " ") + `"`
		if w.prefix {
			match[i] += "*"
		}
	}
	return refs(tx.Query(ctx, `
		SELECT d.ref FROM search_text AS t JOIN search_doc AS d ON d.n = t.rowid
		WHERE t.terms MATCH $1 AND d.home = $2 AND d.kind = $3 LIMIT $4`,
		strings.Join(match, " AND "), tx.Actor.Home, kind, limit))
}

func refs(rows *sql.Rows, err error) ([]ref.Ref, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []ref.Ref
	for rows.Next() {
		var r ref.Ref
		if err := rows.Scan(&r); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
