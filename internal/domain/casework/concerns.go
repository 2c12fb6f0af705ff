package casework

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Concerns reports whether a party of a case is one of the
// subjects. The ids are sorted; only the span between first and last is read.
func Concerns(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	rows, err := tx.Query(ctx, `SELECT DISTINCT subject FROM casework_party WHERE home = $1 AND subject >= $2 AND subject <= $3`,
		tx.Actor.Home, string(ref.Of("subject", ids[0])), string(ref.Of("subject", ids[len(ids)-1])))
	if err != nil {
		return false, wrap("looking for subjects", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r ref.Ref
		if err := rows.Scan(&r); err != nil {
			return false, wrap("looking for subjects", err)
		}
		if _, named := slices.BinarySearch(ids, r.ID()); named {
			return true, nil
		}
	}
	return false, wrap("looking for subjects", rows.Err())
}

// Marks are the marks under which a subject of the ledger is a party of cases.
func Marks(ctx context.Context, tx *store.Tx, subject ref.Ref) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT mark FROM casework_party WHERE home = $1 AND subject = $2 AND dropped = '' ORDER BY mark`, tx.Actor.Home, string(subject))
	return store.Collect(rows, err, func(r store.Scanner) (mark string, err error) { return mark, r.Scan(&mark) })
}
