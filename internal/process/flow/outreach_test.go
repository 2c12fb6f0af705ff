package flow_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
)

// TestForWhomItCounts: outreach, commitments and paper counts count for a
// department that the unit works for, and for no other.
func TestForWhomItCounts(t *testing.T) {
	each(t, func(c *county) {
		both, one := c.township("莲花镇", "360402100000"), c.township("赛阳镇", "360402101000")
		apart := c.township("海会镇", "360402102000")
		office := c.unit(org.Unit{Kind: org.Coordination, Name: "联席会议办公室"})
		c.joined(both.Unit, "market", "forestry")
		c.joined(one.Unit, "forestry")
		for name, s := range map[string]struct {
			by    store.Actor
			asked string
			want  string
			err   error
		}{
			"a bureau, for itself":              {c.market, "", "market", nil},
			"a bureau, saying so":               {c.market, "market", "market", nil},
			"a bureau, for the other":           {c.market, "forestry", "", flow.ErrDepartment},
			"a township of two, saying which":   {both, "forestry", "forestry", nil},
			"a township of two, saying nothing": {both, "", "", flow.ErrDepartment},
			"a township of two, for a third":    {both, "police", "", flow.ErrDepartment},
			"a township of one":                 {one, "", "forestry", nil},
			"a township of one, for another":    {one, "market", "", flow.ErrDepartment},
			"a township that is no organ":       {apart, "agriculture", "agriculture", nil},
			"such a township, saying nothing":   {apart, "", "", flow.ErrDepartment},
			"for a department unknown":          {apart, "magic", "", flow.ErrDepartment},
			"the office":                        {office, "", "", nil},
			"the office, for a bureau":          {office, "market", "", flow.ErrDepartment},
		} {
			for what, do := range c.countingFor(s.asked) {
				var got string
				err := c.try(s.by, func(ctx context.Context, tx *store.Tx) (err error) { got, err = do(ctx, tx); return err })
				if !errors.Is(err, s.err) || got != s.want {
					t.Errorf("%s, %s: for %q, %v", name, what, got, err)
				}
			}
		}
	})
}

// joined makes a unit an organ of the campaign.
func (c *county) joined(unit string, departments ...string) {
	c.t.Helper()
	c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
		now, err := campaign.Get(ctx, tx, c.campaign.ID)
		if err != nil {
			return err
		}
		now.Organs = append(now.Organs, campaign.Organ{Unit: unit, Name: unit, Role: campaign.Township, Departments: departments, Contact: c.chief.ID})
		_, err = campaign.Revise(ctx, tx, now, now.Version)
		return err
	})
}

// countingFor are the acts that count for a department, and tell which.
func (c *county) countingFor(asked string) map[string]func(context.Context, *store.Tx) (string, error) {
	photo := "blob:" + strings.Repeat("0", 64)
	s := c.subject(ledger.Catering)
	return map[string]func(context.Context, *store.Tx) (string, error){
		"outreach": func(ctx context.Context, tx *store.Tx) (string, error) {
			a, err := flow.HoldOutreach(ctx, tx, outreach.Activity{Kind: "event", Title: "宣传", Place: "镇上", Quantity: 1, Photos: []string{photo},
				Campaign: c.campaign.ID, Department: asked})
			return a.Department, err
		},
		"commitment": func(ctx context.Context, tx *store.Tx) (string, error) {
			m, err := flow.SignCommitment(ctx, tx, outreach.Commitment{Entity: s.Ref(), Photo: photo, Campaign: c.campaign.ID, Department: asked})
			return m.Department, err
		},
		"paper count": func(ctx context.Context, tx *store.Tx) (string, error) {
			n, err := flow.RegisterCount(ctx, tx, c.tally.Set(), submission.Count{Code: "G02", Quantity: 5, Place: "镇上", Document: "登记表", Photo: photo,
				Campaign: c.campaign.ID, Department: asked})
			return n.Department, err
		},
	}
}
