package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
)

// procedures registers the steps before a decision. Who may record one depends
// on the step, so each is an operation of its own.
func (s *server) procedures() {
	for _, v := range []struct{ kind, route, permission string }{
		{procedure.Approval, "approve", "case.decide"}, {procedure.Notice, "notify", "case.handle"}, {procedure.Statement, "hear-statement", "case.handle"},
		{procedure.Request, "request-hearing", "case.handle"}, {procedure.Summons, "summon-hearing", "case.handle"}, {procedure.Hearing, "hold-hearing", "case.handle"},
		{procedure.Review, "review", "case.review"}, {procedure.Discussion, "discuss", "case.decide"},
	} {
		act(s, op{method: http.MethodPost, path: "/cases/{id}/" + v.route, id: v.route + "-case", permission: v.permission, status: 201},
			func(ctx context.Context, tx *store.Tx, in *under[procedure.Step]) (procedure.Step, error) {
				step := in.Body.record
				step.Case, step.Kind = in.ID, v.kind
				return flow.RecordStep(ctx, tx, step)
			})
	}
	act(s, op{method: http.MethodPost, path: "/steps/{id}/withdraw", id: "withdraw-step", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *textual) (procedure.Step, error) {
			return flow.WithdrawStep(ctx, tx, in.ID, in.Body.Text)
		})
	look(s, "/cases/{id}/missing", "case-missing", "case.read", missing)
	look(s, "/cases/{id}/papers", "case-papers", "case.read", func(ctx context.Context, tx *store.Tx, in *byID) (list[desk.Leaf], error) {
		leaves, err := desk.CaseFile(ctx, tx, in.ID)
		return list[desk.Leaf]{Items: leaves}, err
	})
	look(s, "/parties/{id}/history", "party-history", "case.read", func(ctx context.Context, tx *store.Tx, in *struct {
		ID     string `path:"id"`
		Before string `query:"before" format:"date" doc:"today when left out"`
	}) (list[string], error) {
		days, err := flow.PartyHistory(ctx, tx, in.ID, in.Before)
		return list[string]{Items: days}, err
	})
	look(s, "/entitled", "list-entitled", "case.read", entitled)
}

// missing says which steps a decision still wants, before somebody takes it.
func missing(ctx context.Context, tx *store.Tx, in *struct {
	ID             string `path:"id"`
	Party          string `query:"party"`
	Kind           string `query:"kind" enum:"penalty,none,unfounded" default:"penalty"`
	FineFen        int64  `query:"fine_fen" minimum:"0"`
	ConfiscatedFen int64  `query:"confiscated_fen" minimum:"0"`
	Closure        bool   `query:"closure"`
	Revoked        int64  `query:"revoked" minimum:"0"`
	On             string `query:"on" format:"date" doc:"the day of the decision; today when left out"`
}) (list[obstacle], error) {
	fs, err := flow.Missing(ctx, tx, decision.Decision{Case: in.ID, Party: in.Party, Kind: in.Kind, FineFen: in.FineFen,
		ConfiscatedFen: in.ConfiscatedFen, Closure: in.Closure, Revoked: in.Revoked, DecidedOn: in.On})
	return list[obstacle]{Items: told(fs)}, err
}

// entitled lists who may approve, or review, in a case.
func entitled(ctx context.Context, tx *store.Tx, in *struct {
	For  string `query:"for" enum:"case.decide,case.review" default:"case.decide"`
	Case string `query:"case"`
}) (out list[candidate], err error) {
	var f docket.File
	if in.Case != "" {
		c, err := casework.Get(ctx, tx, in.Case)
		if err != nil {
			return out, err
		}
		f = c.File()
	}
	people, err := flow.Entitled(ctx, tx, in.For, f)
	for _, p := range people {
		out.Items = append(out.Items, candidate{p.Ref(), p.Name})
	}
	return out, err
}

// candidate is a person to choose.
type candidate struct {
	ID   string `json:"id"` // "person:…"
	Name string `json:"name"`
}

// referrals registers letters by which police, procurators and courts send
// matters here.
func (s *server) referrals() {
	look(s, "/referrals", "list-referrals", "transfer.read", func(ctx context.Context, tx *store.Tx, in *struct {
		State string `query:"state" enum:"received,filed,declined"`
		store.Page
	}) (list[transfer.Referral], error) {
		items, next, err := transfer.Referrals(ctx, tx, in.State, in.Page)
		return list[transfer.Referral]{items, next}, err
	})
	look(s, "/referrals/{id}", "get-referral", "transfer.read", func(ctx context.Context, tx *store.Tx, in *byID) (transfer.Referral, error) {
		return transfer.GetReferral(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/referrals", id: "receive-referral", permission: "case.file", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[transfer.Referral]) (transfer.Referral, error) {
			return transfer.Receive(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/referrals/{id}/decline", id: "decline-referral", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *replaced[transfer.Referral]) (transfer.Referral, error) {
			r := in.Body.record
			r.ID = in.ID
			return transfer.Decline(ctx, tx, r)
		})
	act(s, op{method: http.MethodPost, path: "/referrals/{id}/file", id: "file-referral", permission: "case.file", status: 201},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64                  `json:"version"`
				Word    string                 `json:"word"`
				Case    partial[casework.Case] `json:"case"`
			}
		}) (casework.Case, error) {
			return flow.FileReferral(ctx, tx, in.ID, in.Body.Version, in.Body.Case.record, in.Body.Word)
		})
}
