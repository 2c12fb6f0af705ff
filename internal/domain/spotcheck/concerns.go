package spotcheck

import (
	"bytes"
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

// Concerns reports whether one of the subjects was drawn, or lies in a pool
// that is frozen and not drawn from yet. The ids are sorted.
func Concerns(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	drawn, err := texts(ctx, tx, `SELECT DISTINCT subject FROM spotcheck_assignment WHERE home = $1 AND subject >= $2 AND subject <= $3`,
		tx.Actor.Home, ids[0], ids[len(ids)-1])
	if err != nil || overlap(ids, drawn) {
		return err == nil, err
	}
	pools, err := texts(ctx, tx, `SELECT f.body FROM spotcheck_draw d JOIN spotcheck_file f ON f.home = d.home AND f.draw = d.id
		WHERE d.home = $1 AND d.state IN ('frozen', 'announced') AND f.name = $2`, tx.Actor.Home, PoolFile)
	if err != nil {
		return false, err
	}
	for _, csv := range pools {
		p, err := draw.ParsePool(bytes.NewReader([]byte(csv)))
		if err != nil {
			return false, wrap("reading a pool", err)
		}
		for id := range p.All() {
			if _, in := slices.BinarySearch(ids, id); in {
				return true, nil
			}
		}
	}
	return false, nil
}

func overlap(sorted, some []string) bool {
	return slices.ContainsFunc(some, func(s string) bool { _, in := slices.BinarySearch(sorted, s); return in })
}

func texts(ctx context.Context, tx *store.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap("looking for subjects", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, wrap("looking for subjects", err)
		}
		out = append(out, s)
	}
	return out, wrap("looking for subjects", rows.Err())
}
