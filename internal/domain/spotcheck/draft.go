package spotcheck

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/draw"
)

// Draft opens a draw from in's Title, Campaign, VisitPlan, Item, Date,
// Deadline (the day of the visits where empty), Strata, Team and the units of
// its Shares.
func Draft(ctx context.Context, tx *store.Tx, in Draw) (Draw, error) {
	d := in.terms()
	d.ID, d.State, d.Drafter, d.Version, d.CreatedAt, d.UpdatedAt = tx.ID(), Drafted, tx.Actor.ID, 1, tx.Now, tx.Now
	if err := d.check(ctx, tx); err != nil {
		return Draw{}, err
	}
	if err := insert(ctx, tx, d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.drafted", d.planned())
}

// Revise changes the terms of a draw that is not frozen yet; in carries the
// version read.
func Revise(ctx context.Context, tx *store.Tx, in Draw) (Draw, error) {
	d, err := current(ctx, tx, in.ID, in.Version)
	if err != nil {
		return Draw{}, err
	}
	if d.State != Drafted {
		return Draw{}, ErrState.With(string(d.State))
	}
	t := in.terms()
	d.Title, d.Campaign, d.VisitPlan, d.Item, d.Date, d.Deadline = t.Title, t.Campaign, t.VisitPlan, t.Item, t.Date, t.Deadline
	d.Strata, d.Team, d.Shares = t.Strata, t.Team, t.Shares
	if err := d.check(ctx, tx); err != nil {
		return Draw{}, err
	}
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	if err := replaceShares(ctx, tx, d); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.revised", d.planned())
}

// terms are the parts of a draw that a person decides.
func (d Draw) terms() Draw {
	out := Draw{
		Title: strings.TrimSpace(d.Title), Campaign: d.Campaign, VisitPlan: strings.TrimSpace(d.VisitPlan), Item: strings.TrimSpace(d.Item),
		Date: d.Date, Deadline: d.Deadline, Team: d.Team, Strata: slices.Clone(d.Strata), Shares: []Share{},
	}
	if out.Deadline == "" {
		out.Deadline = out.Date
	}
	for i := range out.Strata {
		out.Strata[i].Size, out.Strata[i].Take = 0, 0
	}
	for _, s := range d.Shares {
		out.Shares = append(out.Shares, Share{Unit: s.Unit})
	}
	slices.SortFunc(out.Shares, func(a, b Share) int { return strings.Compare(a.Unit, b.Unit) })
	return out
}

func (d Draw) planned() Planned {
	p := Planned{Date: d.Date, Deadline: d.Deadline, Units: []string{}}
	for _, s := range d.Shares {
		p.Units = append(p.Units, s.Unit)
	}
	return p
}

// plan is the plan as the algorithm reads it.
func (d Draw) plan() draw.Plan {
	p := draw.Plan{ID: d.ID, Date: d.Date, Team: d.Team, Strata: map[string]draw.Quota{}}
	for _, s := range d.Strata {
		p.Strata[s.Name] = s.Quota
	}
	return p
}

// check holds a draft against the rules and fills in the units' departments.
func (d *Draw) check(ctx context.Context, tx *store.Tx) error {
	today := tx.Today()
	switch {
	case d.Title == "":
		return ErrTitle
	case !calendar.Day(d.Date).Valid() || d.Date < today:
		return ErrDate.With(d.Date)
	case !calendar.Day(d.Deadline).Valid() || d.Deadline < today || d.Deadline > d.Date:
		return ErrDeadline.With(d.Deadline)
	}
	if d.Campaign != "" {
		if _, err := campaign.Open(ctx, tx, d.Campaign, d.Date); err != nil {
			return err
		}
	}
	if err := errors.Join(d.checkStrata(), d.checkTeam()); err != nil {
		return err
	}
	if _, err := draw.ParsePlan(d.plan().Canonical()); err != nil {
		return err
	}
	if err := d.unchosen(ctx, tx, nil); err != nil {
		return err
	}
	return d.checkUnits(ctx, tx)
}

func (d *Draw) checkStrata() error {
	names := map[string]bool{}
	for _, s := range d.Strata {
		ruled := s.Venue != "" || s.Grade != "" || s.Region != "" || s.Online != ""
		if names[s.Name] || ruled && len(s.Subjects) > 0 {
			return ErrStrata.With(s.Name)
		}
		if !s.named() {
			return ErrStratum.With(s.Name)
		}
		if !s.chooses(int64(len(s.Subjects))) {
			return ErrChoice.With(s.Name)
		}
		names[s.Name] = true
	}
	if len(names) == 0 {
		return ErrStrata
	}
	return nil
}

// 《行政处罚法》第四十二条：执法人员不得少于两人。
func (d *Draw) checkTeam() error {
	if d.Team.Size < 2 {
		return ErrTeam
	}
	for organ := range d.Team.Organs {
		if org.Departments[organ] == "" {
			return ErrTeam.With(organ)
		}
	}
	return nil
}

// checkUnits demands units of two departments: shares of one department's
// units would be one interest twice.
func (d *Draw) checkUnits(ctx context.Context, tx *store.Tx) error {
	seen, departments := map[string]bool{}, map[string]bool{}
	for i := range d.Shares {
		u, err := org.GetUnit(ctx, tx, d.Shares[i].Unit)
		if errors.Is(err, org.ErrNotFound) || err == nil && (u.ClosedOn != "" || seen[u.ID]) {
			return ErrUnits.With(d.Shares[i].Unit)
		}
		if err != nil {
			return err
		}
		d.Shares[i].Department, seen[u.ID] = u.Department, true
		if u.Department != "" {
			departments[u.Department] = true
		}
	}
	if len(departments) < 2 {
		return ErrUnits
	}
	return nil
}
