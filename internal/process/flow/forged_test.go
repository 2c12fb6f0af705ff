package flow_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

// TestWhatAPersonMayNotClaim: fields that a client could fill in as it likes.
func TestWhatAPersonMayNotClaim(t *testing.T) {
	each(t, func(c *county) {
		visit := c.visit(c.entry(c.subject(ledger.Catering)))
		taken := c.verified()
		clerk := c.clerk()
		held := c.held()
		mine := []string{c.market.ID, c.chief.ID}
		paper := func(kind string) lead.Lead {
			return lead.Lead{Source: ref.Of(kind, "1"), Channel: "own", Title: "有人出售画眉", Campaign: c.campaign.ID}
		}
		file := func(origin ref.Ref, officers []string) verb {
			return func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.OpenCase(ctx, tx, casework.Case{Origin: origin, Title: "x", Violation: "V08", Officers: officers}, "濂市监立")
				return err
			}
		}
		raise := func(l lead.Lead) verb {
			return func(ctx context.Context, tx *store.Tx) error { _, err := flow.RaiseLead(ctx, tx, l); return err }
		}
		sign := func(entity ref.Ref) verb {
			return func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.SignCommitment(ctx, tx, outreach.Commitment{Entity: entity, Campaign: c.campaign.ID, Photo: "blob:" + strings.Repeat("0", 64)})
				return err
			}
		}
		early := paper("letter")
		early.RaisedOn = "2026-01-01"
		earlier := held
		earlier.HeldOn = "2026-01-01"
		for name, x := range map[string]struct {
			do   verb
			want error
		}{
			"a lead from a visit":         {raise(lead.Lead{Source: visit.Ref(), Channel: "visit", Title: "x"}), flow.ErrPaperOnly},
			"a lead from a draw":          {raise(paper("draw")), flow.ErrPaperOnly},
			"a lead from a tip":           {raise(paper("tip")), flow.ErrPaperOnly},
			"a lead from an order":        {raise(paper("rectification")), flow.ErrPaperOnly},
			"a lead from a call":          {raise(paper("call")), nil},
			"a lead before the campaign":  {raise(early), campaign.ErrOutside},
			"a case from somebody's lead": {file(lead.Ref(taken.ID), mine), flow.ErrPaperOnly},
			"a case from a letter":        {file("letter:1", mine), nil},
			"a case of nobody's":          {file("letter:2", []string{"person:nobody"}), org.ErrNotFound},
			"a case of a clerk's":         {file("letter:2", []string{clerk}), org.ErrCertificate},
			"a case of a name":            {file("letter:2", []string{"老王"}), casework.ErrOfficers},
			"a commitment of nobody":      {sign("subject:none"), outreach.ErrEntity},
			"a commitment of a visit":     {sign(visit.Ref()), outreach.ErrEntity},
			"moved before the campaign": {func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.AmendOutreach(ctx, tx, earlier)
				return err
			}, campaign.ErrOutside},
			"a verified lead, by a clerk":  {fileOf(taken, clerk), org.ErrCertificate},
			"more time by nobody":          {extend(c.taken(), "person:nobody"), lead.ErrApprover},
			"more time by a name":          {extend(c.taken(), "局长"), lead.ErrApprover},
			"more time by the officer":     {extend(c.taken(), c.market.ID), lead.ErrApprover},
			"more time by who is in serve": {extend(c.taken(), c.chief.ID), nil},
		} {
			if err := c.try(c.market, x.do); !errors.Is(err, x.want) {
				t.Errorf("%s: got %v, want %v", name, err, x.want)
			}
		}
		c.ownDepartment()
	})
}

func fileOf(l lead.Lead, officer string) verb {
	return func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.FileCase(ctx, tx, l.ID, l.Version, casework.Case{Violation: "V08", Officers: []string{officer}}, "濂市监立")
		return err
	}
}

func extend(l lead.Lead, approver string) verb {
	return func(ctx context.Context, tx *store.Tx) error {
		_, err := flow.ExtendLead(ctx, tx, l.ID, l.Version, approver)
		return err
	}
}

// ownDepartment tries to count for another department.
func (c *county) ownDepartment() {
	c.t.Helper()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
		l, err := flow.RaiseLead(ctx, tx, lead.Lead{Source: "media:9", Channel: "media", Title: "x", Department: "forestry"})
		if l.Department != "market" {
			c.t.Errorf("the lead counts for %s", l.Department)
		}
		return err
	})
	c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
		n, err := flow.RegisterCount(ctx, tx, c.tally.Set(), submission.Count{Code: "G02", Quantity: 5, Place: "十里", Document: "登记表",
			Photo: "blob:1", Campaign: c.campaign.ID})
		if n.Department != "market" {
			c.t.Errorf("the count counts for %s", n.Department)
		}
		return err
	})
}

// taken is a lead that the market bureau's officer has taken.
func (c *county) taken() (l lead.Lead) {
	c.t.Helper()
	l = c.lead("own")
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		l, err = lead.Take(ctx, tx, l.ID, l.Version)
		return err
	})
	return l
}

// clerk is somebody of the bureau without a certificate.
func (c *county) clerk() (id string) {
	c.t.Helper()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
		p, err := org.Enter(ctx, tx, "内勤某", nil)
		if err != nil {
			return err
		}
		id = p.Ref()
		_, err = org.Appoint(ctx, tx, org.Appointment{Person: p.ID, Unit: c.market.Unit})
		return err
	})
	return id
}

// held is an event of the campaign.
func (c *county) held() (a outreach.Activity) {
	c.t.Helper()
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		a, err = flow.HoldOutreach(ctx, tx, outreach.Activity{Kind: "event", Title: "宣传日", Place: "广场", Quantity: 1, Photos: []string{"blob:1"}, Campaign: c.campaign.ID})
		return err
	})
	return a
}
