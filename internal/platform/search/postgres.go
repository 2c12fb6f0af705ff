package search

import (
	"context"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

func putPostgres(ctx context.Context, tx *store.Tx, docs []Doc) error {
	var rows [][]any
	seen := map[ref.Ref]int{} // one statement touches a row once
	for _, d := range docs {
		if d.Text == "" {
			if _, err := tx.Exec(ctx, `DELETE FROM search_doc WHERE home = $1 AND ref = $2`, tx.Actor.Home, string(d.Ref)); err != nil {
				return err
			}
			continue
		}
		r := []any{tx.Actor.Home, string(d.Ref), d.Ref.Kind(), cut(tx.Actor.Home, d, vector)}
		if i, twice := seen[d.Ref]; twice {
			rows[i] = r
			continue
		}
		seen[d.Ref] = len(rows)
		rows = append(rows, r)
	}
	return tx.Many(ctx, `
		INSERT INTO search_doc (home, ref, kind, terms) VALUES ($1, $2, $3, $4)
		ON CONFLICT (home, ref) DO UPDATE SET terms = excluded.terms`, rows)
}

// vector writes a tsvector; its own parser would cut digits from letters.
// Positions stop at 16383, far beyond any name and address.
func vector(home, text string) string {
	var b strings.Builder
	at := 0
	for _, run := range pieces(text) {
		for _, t := range bigrams(home, run) {
			at++
			b.WriteString("'" + t + "':" + strconv.Itoa(min(at, 16383)) + " ")
		}
		at++ // so that no phrase reaches into the next piece
	}
	return b.String()
}

func findPostgres(ctx context.Context, tx *store.Tx, kind string, words []phrase, limit int) ([]ref.Ref, error) {
	match := make([]string, len(words))
	for i, w := range words {
		match[i] = "('" + strings.Join(w.terms, "' <-> '") + "')"
		if w.prefix {
			match[i] = "'" + w.terms[0] + "':*"
		}
	}
	return refs(tx.Query(ctx, `
		SELECT ref FROM search_doc WHERE terms @@ $1::tsquery AND home = $2 AND kind = $3 LIMIT $4`,
		strings.Join(match, " & "), tx.Actor.Home, kind, limit))
}
