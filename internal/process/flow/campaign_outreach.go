package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"example.org/zhiye/internal/base/campaign"
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
	if err := open(ctx, tx, a.Campaign, a.HeldOn); err != nil {
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
	if err := open(ctx, tx, c.Campaign, c.SignedOn); err != nil {
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
	if err := open(ctx, tx, c.Campaign, c.CountedOn); err != nil {
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
