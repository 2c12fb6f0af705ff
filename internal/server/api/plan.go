package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
)

// plan registers the plans of special inspections and every step they take.
func (s *server) plan() {
	look(s, "/campaigns/{campaign}/plans", "list-plans", "visit.read", listPlans)
	look(s, "/plans/{id}", "get-plan", "visit.read", func(ctx context.Context, tx *store.Tx, in *byID) (inspection.Plan, error) {
		return inspection.GetPlan(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/plans", id: "draft-plan", permission: "campaign.record", status: 201},
		func(ctx context.Context, tx *store.Tx, in *within[inspection.Plan]) (inspection.Plan, error) {
			p := in.Body.record
			p.Campaign = in.Campaign
			return inspection.DraftPlan(ctx, tx, p)
		})
	act(s, op{method: http.MethodPut, path: "/plans/{id}", id: "edit-plan", permission: "campaign.record"},
		func(ctx context.Context, tx *store.Tx, in *replaced[inspection.Plan]) (inspection.Plan, error) {
			p := in.Body.record
			p.ID = in.ID
			return inspection.EditPlan(ctx, tx, p, p.Version)
		})
	step := func(name, permission string, do planStep) {
		act(s, op{method: http.MethodPost, path: "/plans/{id}/" + name, id: name + "-plan", permission: permission},
			func(ctx context.Context, tx *store.Tx, in *stepInput) (inspection.Plan, error) {
				return do(ctx, tx, in.ID, in.Body.Version, in.Body.Step.record)
			})
	}
	step("review", "case.review", inspection.ReviewPlan)
	step("approve", "campaign.manage", inspection.ApprovePlan)
	step("publish", "campaign.manage", inspection.PublishPlan)
	step("lodge", "campaign.manage", inspection.LodgePlan)
	act(s, op{method: http.MethodPost, path: "/plans/{id}/return", id: "return-plan", permission: "case.review"},
		func(ctx context.Context, tx *store.Tx, in *edit) (inspection.Plan, error) {
			return inspection.ReturnPlan(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/plans/{id}/end", id: "end-plan", permission: "campaign.manage"},
		func(ctx context.Context, tx *store.Tx, in *edit) (inspection.Plan, error) {
			return inspection.EndPlan(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
}

type planStep = func(context.Context, *store.Tx, string, int64, inspection.Step) (inspection.Plan, error)

type stepInput struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                    `json:"version"`
		Step    partial[inspection.Step] `json:"step"`
	}
}

func listPlans(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string               `path:"campaign"`
	State    inspection.PlanState `query:"state"`
	store.Page
}) (list[inspection.Plan], error) {
	items, next, err := inspection.Plans(ctx, tx, inspection.PlanFilter{Campaign: in.Campaign, State: in.State}, in.Page)
	return list[inspection.Plan]{items, next}, err
}
