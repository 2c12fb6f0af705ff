package api

import (
	"context"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
)

// desk registers what waits for a unit, and the search.
func (s *server) desk() {
	look(s, "/desk", "read-desk", "desk.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (desk.Worklist, error) {
		return desk.Waiting(ctx, tx, sight(ctx))
	})
	look(s, "/desk/start", "read-first-steps", "desk.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (list[desk.Step], error) {
		steps, err := desk.Started(ctx, tx)
		return list[desk.Step]{Items: steps}, err
	})
	look(s, "/search", "search", "desk.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Query string `query:"q" minLength:"2" maxLength:"100" required:"true"`
	}) (list[desk.Hit], error) {
		hits, err := desk.Search(ctx, tx, in.Query, sight(ctx))
		return list[desk.Hit]{Items: hits}, err
	})
}

// sight is which capabilities the principal may see in the home of the path.
func sight(ctx context.Context) desk.Sight {
	p, home := principal(ctx), actor(ctx).Home
	return desk.Sight{
		Ledger: p.Allows("registry.read", home), Visits: p.Allows("visit.read", home), Leads: p.Allows("lead.read", home),
		Cases: p.Allows("case.read", home), Outreach: p.Allows("outreach.read", home),
		Tables: p.Allows("table.review", home),
	}
}
