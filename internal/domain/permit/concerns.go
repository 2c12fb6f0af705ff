package permit

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Concerns reports whether one of the subjects holds a permit registered here.
// The ids are sorted; only the span between first and last is read.
func Concerns(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	held, err := collect(func(r row) (h ref.Ref, err error) { return h, r.Scan(&h) })(tx.Query(ctx,
		`SELECT DISTINCT holder FROM permit WHERE home = $1 AND holder >= $2 AND holder <= $3`,
		tx.Actor.Home, string(ref.Of("subject", ids[0])), string(ref.Of("subject", ids[len(ids)-1]))))
	return slices.ContainsFunc(held, func(h ref.Ref) bool { _, named := slices.BinarySearch(ids, h.ID()); return named }), err
}
