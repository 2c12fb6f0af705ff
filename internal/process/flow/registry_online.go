package flow

import (
	"context"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
)

// CheckShops records that all online parties of the ledger that a filter finds
// were looked at, with one result, and says how many were new in the run.
func CheckShops(ctx context.Context, tx *store.Tx, r inspection.Run, f registry.Filter, result string) (int, error) {
	f.Online = "yes"
	var looks []inspection.Look
	for p := (store.Page{Limit: 100}); ; {
		subjects, next, err := registry.List(ctx, tx, f, p)
		if err != nil {
			return 0, err
		}
		for _, s := range subjects {
			kind := "shop"
			if s.Venue == ledger.Platform {
				kind = "platform"
			}
			looks = append(looks, inspection.Look{Target: s.ID, Kind: kind, Title: s.Name, Region: s.Region, Result: result})
		}
		if p.After = next; next == "" {
			break
		}
	}
	if len(looks) == 0 {
		return 0, inspection.ErrTarget
	}
	return inspection.CheckOnline(ctx, tx, r, looks)
}
