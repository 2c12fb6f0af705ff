package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
)

// registry registers the ledger: subjects, suspected twins, denominators.
func (s *server) registry() {
	look(s, "/subjects", "list-subjects", "registry.read", listSubjects)
	look(s, "/subjects/{id}", "read-subject", "registry.read", func(ctx context.Context, tx *store.Tx, in *byID) (registry.Subject, error) {
		return registry.Get(ctx, tx, in.ID)
	})
	look(s, "/subjects/{id}/dossier", "read-dossier", "registry.read", func(ctx context.Context, tx *store.Tx, in *byID) (desk.Dossier, error) {
		return desk.Open(ctx, tx, in.ID, sight(ctx))
	})
	act(s, op{method: http.MethodPost, path: "/subjects", id: "add-subject", permission: "registry.edit", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct{ Body Party }) (registry.Subject, error) {
			return flow.AddSubject(ctx, tx, in.Body.subject(), in.Body.Codes)
		})
	act(s, op{method: http.MethodPut, path: "/subjects/{id}", id: "correct-subject", permission: "registry.edit"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64 `json:"version"`
				Party
			}
		}) (registry.Subject, error) {
			return flow.CorrectSubject(ctx, tx, in.ID, in.Body.Version, in.Body.subject(), in.Body.Codes)
		})
	act(s, op{method: http.MethodPost, path: "/subjects/{id}/close", id: "close-subject", permission: "registry.edit"},
		func(ctx context.Context, tx *store.Tx, in *edit) (registry.Subject, error) {
			return flow.CloseSubject(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/subjects/{id}/reopen", id: "reopen-subject", permission: "registry.edit"},
		func(ctx context.Context, tx *store.Tx, in *edit) (registry.Subject, error) {
			return flow.ReopenSubject(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	s.pairs()
	s.coverage()
}

// Party is a subject as somebody writes it down by hand.
type Party struct {
	Venue     ledger.Venue `json:"venue,omitempty" doc:"of a new one; it stays"`
	Name      string       `json:"name" maxLength:"200"`
	Address   string       `json:"address,omitempty" maxLength:"300"`
	TownCode  string       `json:"town_code,omitempty" doc:"township, 12 digits"`
	Codes     string       `json:"codes,omitempty" doc:"as written; several parted by spaces"`
	Organiser string       `json:"organiser,omitempty"`
	Operator  string       `json:"operator,omitempty"`
	Phones    []string     `json:"phones,omitempty"`
	Grade     string       `json:"grade,omitempty" enum:",A,B,C,D"`
	Business  string       `json:"business,omitempty"`
	Remark    string       `json:"remark,omitempty" maxLength:"2000"`
	Platform  string       `json:"platform,omitempty"`
	ShopID    string       `json:"shop_id,omitempty"`
	URL       string       `json:"url,omitempty"`
}

func (p Party) subject() ledger.Subject {
	return ledger.Subject{
		Venue: p.Venue, Name: p.Name, Address: p.Address, TownCode: p.TownCode, Organiser: p.Organiser, Operator: p.Operator,
		Phones: p.Phones, Grade: p.Grade, Business: p.Business, Remark: p.Remark, Platform: p.Platform, ShopID: p.ShopID, URL: p.URL,
	}
}

// countTo is how far subjects are counted: a list says "1000+" beyond.
const countTo = 1000

// subjects is a page of subjects and how many there are, at most countTo+1.
type subjects struct {
	Items []registry.Subject `json:"items"`
	Next  string             `json:"next,omitempty"`
	Count int                `json:"count" doc:"1001 stands for more than 1000"`
}

func listSubjects(ctx context.Context, tx *store.Tx, in *struct {
	registry.Filter
	store.Page
}) (out subjects, err error) {
	if out.Items, out.Next, err = registry.List(ctx, tx, in.Filter, in.Page); err != nil {
		return out, err
	}
	out.Count, err = registry.Count(ctx, tx, in.Filter, countTo)
	return out, err
}

func (s *server) pairs() {
	look(s, "/pairs", "list-pairs", "registry.read", func(ctx context.Context, tx *store.Tx, in *struct {
		State string `query:"state" enum:"open,different,merged" default:"open"`
	}) (list[registry.Pair], error) {
		ps, err := registry.Pairs(ctx, tx, in.State)
		return list[registry.Pair]{Items: ps}, err
	})
	type decision struct {
		Body struct {
			A        string `json:"a"`
			B        string `json:"b"`
			Decision string `json:"decision,omitempty" enum:",different,merged"`
			Reason   string `json:"reason,omitempty" maxLength:"2000"`
		}
	}
	act(s, op{method: http.MethodPost, path: "/pairs/decide", id: "decide-pair", permission: "registry.decide"},
		func(ctx context.Context, tx *store.Tx, in *decision) (none, error) {
			return none{}, registry.Decide(ctx, tx, in.Body.A, in.Body.B, in.Body.Decision, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/pairs/unmerge", id: "unmerge-pair", permission: "registry.decide"},
		func(ctx context.Context, tx *store.Tx, in *decision) (none, error) {
			return none{}, registry.Unmerge(ctx, tx, in.Body.A, in.Body.B, in.Body.Reason)
		})
}

func (s *server) coverage() {
	look(s, "/campaigns/{campaign}/coverage", "read-coverage", "registry.read", func(ctx context.Context, tx *store.Tx, in *inCampaign) (desk.Coverage, error) {
		return desk.Covered(ctx, tx, in.Campaign)
	})
	look(s, "/campaigns/{campaign}/unvisited", "list-unvisited", "registry.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Campaign string `path:"campaign"`
		desk.Unvisited
	}) (list[desk.Place], error) {
		ps, next, err := in.List(ctx, tx, in.Campaign)
		return list[desk.Place]{ps, next}, err
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/coverage", id: "freeze-coverage", permission: "campaign.manage", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *inCampaign) (registry.Coverage, error) {
			return flow.FreezeLedger(ctx, tx, in.Campaign)
		})
}
