package inspection_test

import (
	"context"
	"errors"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
)

// A step is one act on the plan and what must come of it.
type step struct {
	by    store.Actor
	do    string
	state inspection.PlanState
	err   error
}

func TestPlanLife(t *testing.T) {
	const draft, reviewed, approved, published = inspection.PlanDraft, inspection.PlanReviewed, inspection.PlanApproved, inspection.PlanPublished
	for name, steps := range map[string][]step{
		"the whole way": {
			{lin, "forward", reviewed, nil}, {chen, "forward", approved, nil}, {chen, "forward", published, nil},
			{chen, "lodge", published, nil}, {chen, "end", inspection.PlanEnded, nil},
		},
		"nobody reviews his own":      {{chen, "forward", draft, inspection.ErrPlanSelf}},
		"no approval without review":  {{lin, "approve", draft, inspection.ErrPlanState}},
		"no publication so early":     {{lin, "forward", reviewed, nil}, {lin, "publish", reviewed, inspection.ErrPlanState}},
		"a review has an opinion":     {{lin, "review silently", draft, inspection.ErrPlanStep}},
		"a government has a name":     {{lin, "forward", reviewed, nil}, {chen, "approve by nobody", reviewed, inspection.ErrPlanStep}},
		"approved before the review":  {{lin, "forward", reviewed, nil}, {chen, "approve too early", reviewed, inspection.ErrPlanStep}},
		"sent back and mended":        {{lin, "forward", reviewed, nil}, {chen, "return", draft, nil}, {chen, "edit", draft, nil}, {lin, "forward", reviewed, nil}},
		"sent back without a word":    {{lin, "forward", reviewed, nil}, {chen, "return silently", reviewed, inspection.ErrReason}},
		"reviewed is not edited":      {{lin, "forward", reviewed, nil}, {chen, "edit", reviewed, inspection.ErrPlanState}},
		"a draft does not end":        {{chen, "end", draft, inspection.ErrPlanState}},
		"somebody was faster":         {{lin, "review an old version", draft, inspection.ErrPlanMoved}},
		"the cap is part of the plan": {{chen, "edit the cap away", draft, inspection.ErrPlanCap}},
		"the office inspects nobody":  {{chen, "edit the office in", draft, inspection.ErrPlanOrgans}},
		"unknown items":               {{chen, "edit the items", draft, inspection.ErrPlanItems}},
		"outside the campaign":        {{chen, "edit the days", draft, inspection.ErrPlanDays}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db *store.DB) {
				county(t, db)
				p := act(t, db, chen, func(tx *store.Tx) (inspection.Plan, error) { return inspection.DraftPlan(t.Context(), tx, special()) })
				for _, s := range steps {
					got, err := try(t, db, s.by, func(tx *store.Tx) (inspection.Plan, error) { return do(t.Context(), tx, p, s.do) })
					if !errors.Is(err, s.err) {
						t.Fatalf("%s: got %v, want %v", s.do, err, s.err)
					}
					if err == nil {
						p = got
					}
					if p.State != s.state {
						t.Fatalf("%s: %s, want %s", s.do, p.State, s.state)
					}
				}
			})
		})
	}
}

func do(ctx context.Context, tx *store.Tx, p inspection.Plan, what string) (inspection.Plan, error) {
	good := inspection.Step{Day: tx.Today(), Name: "濂溪区人民政府", Text: "通过"}
	switch what {
	case "forward":
		return forward(ctx, tx, p)
	case "approve":
		return inspection.ApprovePlan(ctx, tx, p.ID, p.Version, good)
	case "publish":
		return inspection.PublishPlan(ctx, tx, p.ID, p.Version, good)
	case "lodge":
		return inspection.LodgePlan(ctx, tx, p.ID, p.Version, good)
	case "review silently":
		return inspection.ReviewPlan(ctx, tx, p.ID, p.Version, inspection.Step{Day: tx.Today()})
	case "review an old version":
		return inspection.ReviewPlan(ctx, tx, p.ID, p.Version-1, good)
	case "approve by nobody":
		good.Name = ""
		return inspection.ApprovePlan(ctx, tx, p.ID, p.Version, good)
	case "approve too early":
		good.Day = "2026-06-01"
		return inspection.ApprovePlan(ctx, tx, p.ID, p.Version, good)
	case "return":
		return inspection.ReturnPlan(ctx, tx, p.ID, p.Version, "范围过宽")
	case "return silently":
		return inspection.ReturnPlan(ctx, tx, p.ID, p.Version, " ")
	case "end":
		return inspection.EndPlan(ctx, tx, p.ID, p.Version, "任务完成")
	case "edit the cap away":
		p.Cap = 0
	case "edit the office in":
		p.Organs = append(p.Organs, "office")
	case "edit the items":
		p.Items = []string{"X1"}
	case "edit the days":
		p.To = "2027-01-31"
	}
	return inspection.EditPlan(ctx, tx, p, p.Version)
}

func TestPublishedPlanIsToBeLodged(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		p := county(t, db)
		if p.LodgeBy != "2026-07-20" || p.Items[0] != "A05" || p.Organs[1] != "forestry" {
			t.Errorf("%+v", p)
		}
		ps := look(t, db, func(tx *store.Tx) ([]inspection.Plan, error) {
			ps, _, err := inspection.Plans(t.Context(), tx, inspection.PlanFilter{Campaign: p.Campaign, State: inspection.PlanPublished}, store.Page{})
			return ps, err
		})
		if len(ps) != 1 || ps[0].ID != p.ID {
			t.Errorf("plans %+v", ps)
		}
	})
}
