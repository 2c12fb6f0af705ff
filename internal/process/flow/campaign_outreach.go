package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
)

// ErrPaper is returned for a paper count of a row that is no plain sum: what is
// counted once, computed or read off the ledger cannot be added to.
var ErrPaper = fault.New(fault.Invalid, "count.indicator", "这个指标不能用汇总登记补数，只有直接相加的指标可以；请核对指标代码")

// ErrPaperOnly is returned for a lead or case that a person ties to a record of
// another kind: only the record's own page may do that.
var ErrPaperOnly = fault.New(fault.Invalid, "source.kind", "来源只能是来文、报道、来电等文书（document、media、letter、call、own）；由检查、抽查、举报产生的，请在该记录上办理")

// ErrDepartment is returned where somebody would count for a department that his
// unit does not work for, or must say for which of several.
var ErrDepartment = fault.New(fault.Invalid, "source.department", "代为登记的部门不对：只能是本单位所属的部门，或本单位在专项行动中承担的部门之一；请选择")

// counting is the department that something of a campaign counts for: asked,
// where the actor's unit works for it, or the only one there is. A unit works
// for its own department and for those it exercises as an organ of the campaign;
// a township that is no organ assists those that are. The coordinating office
// has none: what it does counts for all together.
func counting(ctx context.Context, tx *store.Tx, id, asked string) (string, error) {
	own := tx.Actor.Department
	if id == "" || asked == "" && own != "" {
		if asked != "" && asked != own {
			return "", ErrDepartment.With(asked)
		}
		return own, nil
	}
	c, err := campaign.Get(ctx, tx, id)
	if err != nil {
		return "", err
	}
	works, err := worksFor(ctx, tx, c)
	switch {
	case err != nil:
		return "", err
	case asked == "" && len(works) == 1:
		return works[0], nil
	case asked == "" && len(works) == 0, slices.Contains(works, asked):
		return asked, nil
	}
	return "", ErrDepartment.With(strings.Join(works, "、"))
}

// worksFor are the departments that the actor's unit works for in a campaign.
func worksFor(ctx context.Context, tx *store.Tx, c campaign.Campaign) (departments []string, err error) {
	own := tx.Actor.Department
	if own != "" {
		departments = append(departments, own)
	}
	organ := func(o campaign.Organ) bool { return o.Unit == tx.Actor.Unit }
	if i := slices.IndexFunc(c.Organs, organ); i >= 0 {
		departments = append(departments, c.Organs[i].Departments...)
	} else if own == "" {
		u, err := org.GetUnit(ctx, tx, tx.Actor.Unit)
		if err != nil || u.Kind != org.Township {
			return nil, err
		}
		for _, o := range c.Organs {
			departments = append(departments, o.Departments...)
		}
	}
	slices.Sort(departments)
	return slices.Compact(departments), nil
}

// papers are the kinds of sources that a person may name.
var papers = []string{"document", "media", "letter", "call", "own"}

// open refuses what would count for a campaign that is not open on the day; an
// act without a campaign counts for none.
func open(ctx context.Context, tx *store.Tx, id, day string) error {
	if id == "" {
		return nil
	}
	_, err := campaign.Open(ctx, tx, id, cmp.Or(day, tx.Today()))
	return err
}

// HoldOutreach records what was done to tell people in an open campaign.
func HoldOutreach(ctx context.Context, tx *store.Tx, a outreach.Activity) (outreach.Activity, error) {
	err := open(ctx, tx, a.Campaign, a.HeldOn)
	if err == nil {
		a.Department, err = counting(ctx, tx, a.Campaign, a.Department)
	}
	if err != nil {
		return outreach.Activity{}, err
	}
	return outreach.Hold(ctx, tx, a)
}

// AmendOutreach corrects an activity, whose campaign must be open on the day it
// says then.
func AmendOutreach(ctx context.Context, tx *store.Tx, a outreach.Activity) (outreach.Activity, error) {
	old, err := outreach.Get(ctx, tx, a.ID)
	if err == nil {
		err = open(ctx, tx, old.Campaign, a.HeldOn)
	}
	if err != nil {
		return outreach.Activity{}, err
	}
	return outreach.Amend(ctx, tx, a)
}

// SignCommitment records the commitment of a subject of the ledger in an open
// campaign.
func SignCommitment(ctx context.Context, tx *store.Tx, c outreach.Commitment) (outreach.Commitment, error) {
	s, err := standing(ctx, tx, c.Entity.ID())
	if errors.Is(err, registry.ErrNotFound) || err == nil && c.Entity.Kind() != s.Ref().Kind() {
		return outreach.Commitment{}, outreach.ErrEntity.With(string(c.Entity))
	}
	if err != nil {
		return outreach.Commitment{}, err
	}
	c.Entity = s.Ref()
	if err = open(ctx, tx, c.Campaign, c.SignedOn); err == nil {
		c.Department, err = counting(ctx, tx, c.Campaign, c.Department)
	}
	if err != nil {
		return outreach.Commitment{}, err
	}
	return outreach.Sign(ctx, tx, c)
}

// RegisterCount records a paper count in an open campaign, for an indicator
// that takes them.
func RegisterCount(ctx context.Context, tx *store.Tx, set *indicator.Set, c submission.Count) (submission.Count, error) {
	if c.Code != "" && !set.TakesPaper(c.Code) {
		return submission.Count{}, ErrPaper.With(c.Code)
	}
	err := open(ctx, tx, c.Campaign, c.CountedOn)
	if err == nil {
		c.Department, err = counting(ctx, tx, c.Campaign, c.Department)
	}
	if err != nil {
		return submission.Count{}, err
	}
	return submission.Register(ctx, tx, c)
}

// recorded are the channels of leads that a record of the program raises.
var recorded = []string{"visit", "draw", "monitor"}

// RaiseLead opens a lead that a person brings, in an open campaign or in none.
// Its source is a paper; what a record here gives rise to is raised from that
// record.
func RaiseLead(ctx context.Context, tx *store.Tx, l lead.Lead) (lead.Lead, error) {
	if l.Source.Valid() && !slices.Contains(papers, l.Source.Kind()) {
		return lead.Lead{}, ErrPaperOnly.With(string(l.Source))
	}
	if slices.Contains(recorded, l.Channel) {
		return lead.Lead{}, ErrPaperOnly.With(l.Channel)
	}
	if err := open(ctx, tx, l.Campaign, l.RaisedOn); err != nil {
		return lead.Lead{}, err
	}
	return lead.Raise(ctx, tx, l)
}

// OpenCase files a case that comes from a paper and no lead, in an open campaign
// or in none.
func OpenCase(ctx context.Context, tx *store.Tx, c casework.Case, word string) (casework.Case, error) {
	if c.Origin.Valid() && !slices.Contains(papers, c.Origin.Kind()) {
		return casework.Case{}, ErrPaperOnly.With(string(c.Origin))
	}
	if err := certified(ctx, tx, c.Officers, c.FiledOn); err != nil {
		return casework.Case{}, err
	}
	if err := open(ctx, tx, c.Campaign, c.FiledOn); err != nil {
		return casework.Case{}, err
	}
	return casework.File(ctx, tx, c, word)
}
