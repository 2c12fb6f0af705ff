package inspection

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// PlanState is where a plan stands.
type PlanState string

// The life of a plan.
const (
	PlanDraft     PlanState = "draft"
	PlanReviewed  PlanState = "reviewed"
	PlanApproved  PlanState = "approved"
	PlanPublished PlanState = "published"
	PlanEnded     PlanState = "ended"
)

// Plan is a plan of a special inspection (专项检查计划). 国办发〔2024〕54号 asks for
// legal review, collective discussion, approval by the government of the same
// level, publication, a cap on the visits, and lodging within 30 days.
type Plan struct {
	ID       string    `json:"id"`
	Campaign string    `json:"campaign"`
	Number   string    `json:"number"`
	Title    string    `json:"title"`
	Scope    string    `json:"scope"`  // who is inspected, in words
	Items    []string  `json:"items"`  // codes of legal items
	Organs   []string  `json:"organs"` // unit ids
	From     string    `json:"from"`   // inclusive
	To       string    `json:"to"`     // inclusive
	Cap      int64     `json:"cap"`    // planned visits of one enterprise a year
	State    PlanState `json:"state"`
	DraftBy  string    `json:"draft_by"`

	Review      Step   `json:"review"`      // 法制审核: by whom, with what opinion
	Approval    Step   `json:"approval"`    // 同级政府批准: Text is the collective discussion, Number the approval's
	Publication Step   `json:"publication"` // Text is where it was published
	Lodged      Step   `json:"lodged"`      // 报司法行政、市场监管部门备案
	LodgeBy     string `json:"lodge_by,omitempty"`
	Reason      string `json:"reason,omitempty"` // why it was last returned or ended
	Version     int64  `json:"version"`
}

// Step is one station of a plan: who did it, when, in what words.
type Step struct {
	By     string `json:"by,omitempty"`   // the actor
	Name   string `json:"name,omitempty"` // of the body that decided: 濂溪区人民政府
	Day    string `json:"day,omitempty"`
	Number string `json:"number,omitempty"`
	Text   string `json:"text,omitempty"`
}

// Planned are the facts of a plan's verbs.
type Planned struct {
	State string   `json:"state"`
	Cap   int64    `json:"cap"`
	Items []string `json:"items"`
}

// Faults of a plan.
var (
	ErrPlanNotFound = fault.New(fault.NotFound, "inspection.plan", "检查计划不存在，请核对计划编号")
	ErrPlanMoved    = fault.New(fault.Conflict, "inspection.plan_moved", "检查计划已被他人修改，请对照后重新保存")
	ErrPlanState    = fault.New(fault.Conflict, "inspection.plan_state", "检查计划须依次经过法制审核、批准、公布，当前状态不允许此操作")
	ErrPlanTitle    = fault.New(fault.Invalid, "inspection.plan_title", "检查计划须写明名称和检查对象范围，请填写")
	ErrPlanDays     = fault.New(fault.Invalid, "inspection.plan_days", "检查计划的起止日期不正确，请按 2026-07-15 的格式填写，且在专项行动期间内")
	ErrPlanCap      = fault.New(fault.Invalid, "inspection.plan_cap", "检查计划须写明对同一企业的年度检查次数上限（至少 1 次），请填写")
	ErrPlanItems    = fault.New(fault.Invalid, "inspection.plan_items", "检查计划的事项为空或不在专项行动的事项清单内，请修改")
	ErrPlanOrgans   = fault.New(fault.Invalid, "inspection.plan_organs", "检查计划的实施机关为空、不在参加机关内或为议事协调机构，请修改")
	ErrPlanSelf     = fault.New(fault.Forbidden, "inspection.plan_self", "起草人不能审核自己起草的计划，请由他人审核")
	ErrPlanStep     = fault.New(fault.Invalid, "inspection.plan_step", "这一步的单位、日期或内容没有填全，日期也不能晚于今天、早于上一步，请补充")
)

// lodging is how many days after publication a plan is lodged.
const lodging = 30

// DraftPlan keeps a new plan; items and organs may be named in words, and are
// kept as codes and unit ids.
func DraftPlan(ctx context.Context, tx *store.Tx, p Plan) (Plan, error) {
	p.ID, p.State, p.DraftBy, p.Version = tx.ID(), PlanDraft, tx.Actor.ID, 1
	p.Review, p.Approval, p.Publication, p.Lodged = Step{}, Step{}, Step{}, Step{}
	if err := checkPlan(ctx, tx, &p); err != nil {
		return Plan{}, err
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO inspection_plan (home, id, campaign, number, title, state, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.Actor.Home, p.ID, p.Campaign, p.Number, p.Title, string(p.State), pack(p), p.Version)
	if err != nil {
		return Plan{}, wrap("drafting a plan", err)
	}
	return p, notePlan(tx, "plan.drafted", p)
}

func checkPlan(ctx context.Context, tx *store.Tx, p *Plan) error {
	c, err := campaign.Get(ctx, tx, p.Campaign)
	if err != nil {
		return err
	}
	p.Title, p.Number, p.Scope = strings.TrimSpace(p.Title), strings.TrimSpace(p.Number), strings.TrimSpace(p.Scope)
	switch {
	case p.Title == "" || p.Scope == "":
		return ErrPlanTitle
	case !isDay(p.From) || !isDay(p.To) || p.To < p.From || !c.Covers(p.From) || !c.Covers(p.To):
		return ErrPlanDays.With(c.From + " 至 " + c.To)
	case p.Cap < 1:
		return ErrPlanCap
	}
	if err := short([]string{p.Title, p.Number}, "", p.Scope); err != nil {
		return err
	}
	return resolvePlan(c, p)
}

func resolvePlan(c campaign.Campaign, p *Plan) error {
	items, organs := []string{}, []string{}
	for _, key := range p.Items {
		it, ok := c.Item(key)
		if !ok {
			return ErrPlanItems.With(key)
		}
		items = append(items, it.Code)
	}
	for _, key := range p.Organs {
		o, ok := c.Organ(key)
		if !ok || o.Role == campaign.Office {
			return ErrPlanOrgans.With(key)
		}
		organs = append(organs, o.Unit)
	}
	switch {
	case len(items) == 0:
		return ErrPlanItems
	case len(organs) == 0:
		return ErrPlanOrgans
	}
	p.Items, p.Organs = items, organs
	return nil
}

// EditPlan replaces what a draft says.
func EditPlan(ctx context.Context, tx *store.Tx, p Plan, version int64) (Plan, error) {
	return movePlan(ctx, tx, p.ID, version, "plan.revised", func(old *Plan) error {
		if old.State != PlanDraft {
			return ErrPlanState
		}
		old.Number, old.Title, old.Scope, old.Items, old.Organs = p.Number, p.Title, p.Scope, p.Items, p.Organs
		old.From, old.To, old.Cap = p.From, p.To, p.Cap
		return checkPlan(ctx, tx, old)
	})
}

// ReviewPlan records the legal review (法制审核) of a draft by somebody other
// than its drafter; Text is the opinion.
func ReviewPlan(ctx context.Context, tx *store.Tx, id string, version int64, s Step) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.reviewed", func(p *Plan) error {
		if p.DraftBy == tx.Actor.ID {
			return ErrPlanSelf
		}
		return p.step(tx, PlanDraft, PlanReviewed, &p.Review, s)
	})
}

// ApprovePlan records collective discussion (Text) and the approval by the
// government (Name) of the same level.
func ApprovePlan(ctx context.Context, tx *store.Tx, id string, version int64, s Step) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.approved", func(p *Plan) error {
		if strings.TrimSpace(s.Name) == "" || s.Day < p.Review.Day {
			return ErrPlanStep
		}
		return p.step(tx, PlanReviewed, PlanApproved, &p.Approval, s)
	})
}

// PublishPlan records where (Text) and when an approved plan was published.
// Visits stand on it from that day on.
func PublishPlan(ctx context.Context, tx *store.Tx, id string, version int64, s Step) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.published", func(p *Plan) error {
		if s.Day < p.Approval.Day {
			return ErrPlanStep
		}
		if err := p.step(tx, PlanApproved, PlanPublished, &p.Publication, s); err != nil {
			return err
		}
		p.LodgeBy = string(calendar.Day(s.Day).Add(lodging))
		return nil
	})
}

// LodgePlan records that a published plan was lodged (备案) with the justice
// and market regulation departments.
func LodgePlan(ctx context.Context, tx *store.Tx, id string, version int64, s Step) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.lodged", func(p *Plan) error {
		return p.step(tx, PlanPublished, PlanPublished, &p.Lodged, s)
	})
}

// ReturnPlan sends a plan that is not yet published back to its drafter.
func ReturnPlan(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.returned", func(p *Plan) error {
		if p.State != PlanReviewed && p.State != PlanApproved {
			return ErrPlanState
		}
		p.State, p.Review, p.Approval = PlanDraft, Step{}, Step{}
		p.Reason = strings.TrimSpace(reason)
		return reasoned(p.Reason)
	})
}

// EndPlan ends a published plan today; visits until then keep standing on it.
func EndPlan(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Plan, error) {
	return movePlan(ctx, tx, id, version, "plan.ended", func(p *Plan) error {
		if p.State != PlanPublished {
			return ErrPlanState
		}
		p.State, p.To, p.Reason = PlanEnded, min(p.To, tx.Today()), strings.TrimSpace(reason)
		return reasoned(p.Reason)
	})
}

func reasoned(s string) error {
	if s == "" {
		return ErrReason
	}
	return short(nil, s, "")
}

// step moves the plan from one state to the next and keeps how.
func (p *Plan) step(tx *store.Tx, from, to PlanState, at *Step, s Step) error {
	if p.State != from {
		return ErrPlanState
	}
	if !isDay(s.Day) || s.Day > tx.Today() || strings.TrimSpace(s.Text) == "" {
		return ErrPlanStep
	}
	if err := short([]string{s.Name, s.Number}, s.Text, ""); err != nil {
		return err
	}
	s.By = tx.Actor.ID
	p.State, *at = to, s
	return nil
}

// GetPlan returns the plan, or ErrPlanNotFound.
func GetPlan(ctx context.Context, tx *store.Tx, id string) (Plan, error) {
	return find[Plan](tx.Row(ctx, `SELECT body FROM inspection_plan WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrPlanNotFound.With(id))
}

// planOf finds a campaign's plan by id, number or title; no plan is the zero Plan.
func planOf(ctx context.Context, tx *store.Tx, campaign, key string) (Plan, error) {
	p, err := unpack[Plan](tx.Row(ctx, `
		SELECT body FROM inspection_plan
		WHERE home = $1 AND campaign = $2 AND (id = $3 OR number = $3 OR title = $3)
		ORDER BY CASE WHEN state = 'published' THEN 0 ELSE 1 END, id DESC LIMIT 1`, tx.Actor.Home, campaign, key))
	if errors.Is(err, sql.ErrNoRows) {
		return Plan{}, nil
	}
	return p, wrap("finding a plan", err)
}

// PlanFilter chooses plans; empty fields choose all.
type PlanFilter struct {
	Campaign string    `query:"campaign" json:"campaign,omitempty"`
	State    PlanState `query:"state" json:"state,omitempty"`
}

// Plans lists plans, newest first, and the key of the next page.
func Plans(ctx context.Context, tx *store.Tx, f PlanFilter, p store.Page) ([]Plan, string, error) {
	w := in(tx.Actor.Home).and("campaign = $%d", f.Campaign).and("state = $%d", string(f.State)).and("id < $%d", p.After)
	rows, err := tx.Query(ctx, `SELECT body FROM inspection_plan WHERE `+w.text.String()+w.tail(p), w.args...)
	return page(rows, err, p.Size(), func(p Plan) string { return p.ID })
}

func movePlan(ctx context.Context, tx *store.Tx, id string, version int64, verb string, change func(*Plan) error) (Plan, error) {
	p, err := GetPlan(ctx, tx, id)
	if err != nil {
		return Plan{}, err
	}
	if p.Version != version {
		return Plan{}, ErrPlanMoved.Against(p)
	}
	if err := change(&p); err != nil {
		return Plan{}, err
	}
	p.Version++
	_, err = tx.Exec(ctx, `
		UPDATE inspection_plan SET number = $3, title = $4, state = $5, body = $6, version = $7 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, p.ID, p.Number, p.Title, string(p.State), pack(p), p.Version)
	if err != nil {
		return Plan{}, wrap("moving a plan", err)
	}
	return p, notePlan(tx, verb, p)
}

func notePlan(tx *store.Tx, verb string, p Plan) error {
	return tx.Note(store.Note{
		Verb: verb, Subject: ref.Of("plan", p.ID), Campaign: p.Campaign,
		Facts: Planned{string(p.State), p.Cap, slices.Clone(p.Items)},
	})
}

func isDay(s string) bool { return calendar.Day(s).Valid() }
