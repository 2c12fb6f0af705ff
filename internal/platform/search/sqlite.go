package search

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// putSQLite numbers all docs before it writes the first text: a statement that
// SQLite may have to undo makes FTS5 write out what it holds, and between two
// texts that would be once for every doc.
func putSQLite(ctx context.Context, tx *store.Tx, docs []Doc) error {
	var fresh []Doc
	for _, d := range docs {
		n, err := number(ctx, tx, d)
		switch {
		case err != nil:
			return err
		case n == 0:
			fresh = append(fresh, d)
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM search_text WHERE rowid = $1`, n); err != nil {
			return err
		}
		if d.Text == "" {
			_, err = tx.Exec(ctx, `DELETE FROM search_doc WHERE home = $1 AND ref = $2`, tx.Actor.Home, string(d.Ref))
		} else {
			_, err = tx.Exec(ctx, insertText, n, cut(tx.Actor.Home, d, terms))
		}
		if err != nil {
			return err
		}
	}
	return addSQLite(ctx, tx, fresh)
}

const insertText = `INSERT INTO search_text (rowid, terms) VALUES ($1, $2)`

// number is the doc's row in the text index, 0 where it has none.
func number(ctx context.Context, tx *store.Tx, d Doc) (n int64, err error) {
	err = tx.Row(ctx, `SELECT n FROM search_doc WHERE home = $1 AND ref = $2`, tx.Actor.Home, string(d.Ref)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// addSQLite indexes docs that have no row yet; one given twice has its last text.
func addSQLite(ctx context.Context, tx *store.Tx, docs []Doc) error {
	var last int64
	if err := tx.Row(ctx, `SELECT coalesce(max(n), 0) FROM search_doc`).Scan(&last); err != nil {
		return err
	}
	var rows, texts [][]any
	at := make(map[ref.Ref]int, len(docs))
	for _, d := range docs {
		if i, twice := at[d.Ref]; twice {
			texts[i][1] = cut(tx.Actor.Home, d, terms)
			continue
		}
		if d.Text == "" {
			continue
		}
		last++
		at[d.Ref] = len(rows)
		rows = append(rows, []any{tx.Actor.Home, string(d.Ref), d.Ref.Kind(), last})
		texts = append(texts, []any{last, cut(tx.Actor.Home, d, terms)})
	}
	if err := tx.Many(ctx, `INSERT INTO search_doc (home, ref, kind, n) VALUES ($1, $2, $3, $4)`, rows); err != nil {
		return err
	}
	return tx.Many(ctx, insertText, texts)
}

// cut is what the index stores of a doc.
func cut(home string, d Doc, how func(home, text string) string) string {
	if d.cut != "" {
		return d.cut
	}
	return how(home, d.Text)
}

// terms are the bigrams of a text in order; the tokenizer parts at spaces, and
// a lone "0" stands between pieces.
func terms(home, text string) string {
	b := make([]byte, 0, 8*len(text))
	for i, run := range pieces(text) {
		if i > 0 {
			b = append(b, " 0 "...)
		}
		for j, r := range run {
			if j > 0 {
				b = append(b, ' ')
			}
			b = utf8.AppendRune(append(b, home...), r)
			if j+1 < len(run) {
				b = utf8.AppendRune(b, run[j+1])
			}
		}
	}
	return string(b)
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
