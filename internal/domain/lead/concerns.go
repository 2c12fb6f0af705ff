package lead

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Concerns reports whether a lead, ended ones too, is about one of the
// subjects. The ids are sorted; only the span between first and last is read.
func Concerns(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	rows, err := tx.Query(ctx, `SELECT DISTINCT subject FROM lead WHERE home = $1 AND subject >= $2 AND subject <= $3`,
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
