package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// outreach registers what was done to tell people, commitments, and the counts
// that have only a paper behind them.
func (s *server) outreach() {
	look(s, "/campaigns/{campaign}/outreach", "list-outreach", "outreach.read", listOutreach)
	look(s, "/outreach/{id}", "get-outreach", "outreach.read", func(ctx context.Context, tx *store.Tx, in *byID) (outreach.Activity, error) {
		return outreach.Get(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/outreach", id: "hold-outreach", permission: "outreach.record", status: 201},
		func(ctx context.Context, tx *store.Tx, in *within[outreach.Activity]) (outreach.Activity, error) {
			a := in.Body.record
			a.Campaign = in.Campaign
			return flow.HoldOutreach(ctx, tx, a)
		})
	act(s, op{method: http.MethodPut, path: "/outreach/{id}", id: "amend-outreach", permission: "outreach.record"},
		func(ctx context.Context, tx *store.Tx, in *replaced[outreach.Activity]) (outreach.Activity, error) {
			a := in.Body.record
			a.ID = in.ID
			return flow.AmendOutreach(ctx, tx, a)
		})
	act(s, op{method: http.MethodPost, path: "/outreach/{id}/withdraw", id: "withdraw-outreach", permission: "outreach.record"},
		func(ctx context.Context, tx *store.Tx, in *edit) (outreach.Activity, error) {
			return outreach.Withdraw(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	s.commitments()
	s.counts()
}

func listOutreach(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	outreach.Filter
	store.Page
}) (list[outreach.Activity], error) {
	f := in.Filter
	f.Campaign = in.Campaign
	items, next, err := outreach.List(ctx, tx, f, in.Page)
	return list[outreach.Activity]{items, next}, err
}

// total is how many there are.
type total struct {
	Count int64 `json:"count"`
}

func (s *server) commitments() {
	look(s, "/campaigns/{campaign}/commitments", "count-commitments", "outreach.read", func(ctx context.Context, tx *store.Tx, in *inCampaign) (total, error) {
		n, err := outreach.Coverage(ctx, tx, in.Campaign)
		return total{n}, err
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/commitments", id: "sign-commitment", permission: "outreach.record", status: 201},
		func(ctx context.Context, tx *store.Tx, in *within[outreach.Commitment]) (outreach.Commitment, error) {
			c := in.Body.record
			c.Campaign = in.Campaign
			return flow.SignCommitment(ctx, tx, c)
		})
	act(s, op{method: http.MethodPost, path: "/commitments/{id}/revoke", id: "revoke-commitment", permission: "outreach.record"},
		func(ctx context.Context, tx *store.Tx, in *textual) (none, error) {
			return none{}, outreach.Revoke(ctx, tx, in.ID, in.Body.Text)
		})
}

func (s *server) counts() {
	look(s, "/campaigns/{campaign}/paper-counts", "list-paper-counts", "table.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Campaign string `path:"campaign"`
		Code     string `query:"code"`
		store.Page
	}) (list[submission.Count], error) {
		items, next, err := submission.Counts(ctx, tx, in.Campaign, in.Code, in.Page)
		return list[submission.Count]{items, next}, err
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/paper-counts", id: "register-paper-count", permission: "paper.register", status: 201},
		func(ctx context.Context, tx *store.Tx, in *within[submission.Count]) (submission.Count, error) {
			c := in.Body.record
			c.Campaign = in.Campaign
			return flow.RegisterCount(ctx, tx, s.Tally.Set(), c)
		})
	act(s, op{method: http.MethodPost, path: "/paper-counts/{id}/withdraw", id: "withdraw-paper-count", permission: "paper.register"},
		func(ctx context.Context, tx *store.Tx, in *textual) (submission.Count, error) {
			return submission.Withdraw(ctx, tx, in.ID, in.Body.Text)
		})
}
