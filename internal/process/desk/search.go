package desk

import (
	"context"
	"strings"

	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Hit is a record that a search found.
type Hit struct {
	Ref   ref.Ref `json:"ref"`
	Title string  `json:"title"`
}

// found is how many hits of a kind are shown.
const found = 20

// Search finds records of every kind in sight by words of two characters or
// more: subjects by anything written of them, leads by their title, cases by
// number or cause of action.
func Search(ctx context.Context, tx *store.Tx, query string, see Sight) ([]Hit, error) {
	query = strings.TrimSpace(query)
	hits := []Hit{}
	if len([]rune(query)) < 2 {
		return hits, nil
	}
	refs, err := search.Find(ctx, tx, "subject", query, found)
	if err != nil {
		return nil, err
	}
	for _, k := range []struct {
		sight bool
		query string
	}{
		{see.Leads, `SELECT 'lead:' || id FROM lead WHERE home = $1 AND title LIKE $2 ORDER BY id DESC LIMIT $3`},
		{see.Cases, `SELECT 'case:' || id FROM casework_case WHERE home = $1 AND (number LIKE $2 OR title LIKE $2) ORDER BY id DESC LIMIT $3`},
	} {
		if !k.sight {
			continue
		}
		rows, err := tx.Query(ctx, k.query, tx.Actor.Home, "%"+query+"%", found)
		more, err := collect(rows, err, text)
		if err != nil {
			return nil, err
		}
		for _, r := range more {
			refs = append(refs, ref.Ref(r))
		}
	}
	names, err := Titles(ctx, tx, refs)
	for _, r := range refs {
		hits = append(hits, Hit{r, names[r]})
	}
	return hits, err
}
