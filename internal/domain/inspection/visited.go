package inspection

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

// Visited reports whether a visit, withdrawn ones too, or a notice names one
// of the subjects. The ids are sorted; those of one import lie close together,
// so that the span between first and last is all that is read.
func Visited(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	rows, err := tx.Query(ctx, `
		SELECT subject FROM inspection_visit WHERE home = $1 AND subject >= $2 AND subject <= $3
		UNION SELECT subject FROM inspection_notice WHERE home = $1 AND subject >= $2 AND subject <= $3`,
		tx.Actor.Home, ids[0], ids[len(ids)-1])
	if err != nil {
		return false, wrap("looking for subjects", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return false, wrap("looking for subjects", err)
		}
		if _, named := slices.BinarySearch(ids, id); named {
			return true, nil
		}
	}
	return false, wrap("looking for subjects", rows.Err())
}
