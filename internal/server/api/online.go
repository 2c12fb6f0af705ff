package api

import (
	"cmp"
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// online registers checks made on the net, one by one or all at once.
func (s *server) online() {
	look(s, "/campaigns/{campaign}/online-checks", "list-online-checks", "visit.read", listChecks)
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/online-checks", id: "check-online", permission: "online.record"}, checkOnline)
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/online-checks/registry", id: "check-shops", permission: "online.record"}, checkShops)
	act(s, op{method: http.MethodPost, path: "/online-checks/withdraw", id: "withdraw-online-check", permission: "online.record"}, withdrawCheck)
}

func listChecks(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	Run      string `query:"run"`
	inspection.CheckFilter
	store.Page
}) (list[inspection.Check], error) {
	f := in.CheckFilter
	f.Campaign = in.Campaign
	items, next, err := inspection.Checks(ctx, tx, in.Run, f, in.Page)
	return list[inspection.Check]{items, next}, err
}

// checked is how many of the targets were new in the run.
type checked struct {
	New int `json:"new"`
}

func checkOnline(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	Body     struct {
		Run   string                     `json:"run,omitempty"`
		Day   string                     `json:"day,omitempty"`
		Looks []partial[inspection.Look] `json:"looks"`
	}
}) (checked, error) {
	looks := make([]inspection.Look, len(in.Body.Looks))
	for i, l := range in.Body.Looks {
		looks[i] = l.record
	}
	n, err := inspection.CheckOnline(ctx, tx, inspection.Run{ID: in.Body.Run, Campaign: in.Campaign, Day: cmp.Or(in.Body.Day, tx.Today())}, looks)
	return checked{n}, err
}

func checkShops(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	Body     struct {
		Run    string `json:"run,omitempty"`
		Day    string `json:"day,omitempty"`
		Venue  string `json:"venue,omitempty" enum:"online_shop,platform"`
		Region string `json:"region,omitempty"`
		Result string `json:"result,omitempty"`
	}
}) (checked, error) {
	b := in.Body
	n, err := flow.CheckShops(ctx, tx, inspection.Run{ID: b.Run, Campaign: in.Campaign, Day: cmp.Or(b.Day, tx.Today())}, registry.Filter{Venue: b.Venue, Region: b.Region}, b.Result)
	return checked{n}, err
}

func withdrawCheck(ctx context.Context, tx *store.Tx, in *struct {
	Body struct {
		Run    string `json:"run"`
		Target string `json:"target"`
		Reason string `json:"reason"`
	}
}) (inspection.Check, error) {
	return inspection.WithdrawCheck(ctx, tx, in.Body.Run, in.Body.Target, in.Body.Reason)
}
