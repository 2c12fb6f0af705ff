// Package search finds records by what is written in them, two Chinese
// characters being the normal query.
//
// Trigram indexes miss words of two characters, so the index holds bigrams,
// made by one Go tokenizer for both databases (FTS5 and GIN). Every bigram is
// prefixed with its home: a posting list never holds another home's rows.
//
// What it keeps is derived: Put writes within the act that wrote the record.
package search

import (
	"context"
	"embed"
	"fmt"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema
var schema embed.FS

// Part is the index; it notes nothing.
var Part = store.Part{Name: "search", Schema: schema}

// Doc is a record as the index sees it.
type Doc struct {
	Ref  ref.Ref
	Text string // everything it shall be found by; pieces parted by new lines

	cut string // what the index stores, where Cut has made it
}

// Cut makes docs of a home ready for db, so that indexing them takes no more
// thought. It may be left out.
func Cut(db *store.DB, home string, docs []Doc) {
	cut := vector
	if db.Dialect() == store.SQLite {
		cut = terms
	}
	for i := range docs {
		docs[i].cut = cut(home, docs[i].Text)
	}
}

// Put indexes the docs, replacing what was indexed under their refs.
func Put(ctx context.Context, tx *store.Tx, docs ...Doc) error {
	put := putPostgres
	if tx.Dialect() == store.SQLite {
		put = putSQLite
	}
	if err := put(ctx, tx, docs); err != nil {
		return fmt.Errorf("search: indexing: %w", err)
	}
	return nil
}

// Add indexes docs that are new: their refs are not in the index, and so nobody
// looks for them there.
func Add(ctx context.Context, tx *store.Tx, docs ...Doc) error {
	add := putPostgres
	if tx.Dialect() == store.SQLite {
		add = addSQLite
	}
	if err := add(ctx, tx, docs); err != nil {
		return fmt.Errorf("search: indexing: %w", err)
	}
	return nil
}

// Drop takes records out of the index.
func Drop(ctx context.Context, tx *store.Tx, refs ...ref.Ref) error {
	docs := make([]Doc, len(refs))
	for i, r := range refs {
		docs[i] = Doc{Ref: r}
	}
	return Put(ctx, tx, docs...)
}

// Find returns up to limit refs of a kind whose text holds every word of the
// query, as written: characters of a word stand side by side.
func Find(ctx context.Context, tx *store.Tx, kind, query string, limit int) ([]ref.Ref, error) {
	words := phrases(tx.Actor.Home, query)
	if len(words) == 0 {
		return nil, nil
	}
	find := findPostgres
	if tx.Dialect() == store.SQLite {
		find = findSQLite
	}
	refs, err := find(ctx, tx, kind, words, limit)
	if err != nil {
		return nil, fmt.Errorf("search: finding: %w", err)
	}
	return refs, nil
}
