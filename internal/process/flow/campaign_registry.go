package flow

import (
	"context"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
)

// FreezeLedger fixes the denominator of a campaign that is not closed: who is in
// the ledger now is who must be covered.
func FreezeLedger(ctx context.Context, tx *store.Tx, id string) (registry.Coverage, error) {
	c, err := campaign.Get(ctx, tx, id)
	if err != nil {
		return registry.Coverage{}, err
	}
	if c.State == campaign.Closed {
		return registry.Coverage{}, campaign.ErrClosed
	}
	return registry.Freeze(ctx, tx, id)
}
