package flow_test

import (
	"context"
	"errors"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
)

// township opens a township and gives one of its officers.
func (c *county) township(name, region string) store.Actor {
	c.t.Helper()
	var u org.Unit
	c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
		u, err = org.OpenUnit(ctx, tx, org.Unit{Kind: org.Township, Name: name, Region: region})
		return err
	})
	return store.Actor{ID: "person:" + region, Unit: u.ID, Home: "360402"}
}

func TestATownshipKeepsToItsGround(t *testing.T) {
	each(t, func(c *county) {
		s := c.subject(ledger.Catering)
		own, other := c.township("本街道", s.Region), c.township("邻街道", "360402002000")
		words := func() ledger.Subject { return ledger.Subject{Name: "老王饭店", Address: "街口1号"} }
		away := words()
		away.TownCode = "360402002000"
		for name, do := range map[string]func(ctx context.Context, tx *store.Tx) error{
			"close": func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.CloseSubject(ctx, tx, s.ID, s.Version, "不见了")
				return err
			},
			"reopen": func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.ReopenSubject(ctx, tx, s.ID, s.Version, "又见了")
				return err
			},
			"correct": func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.CorrectSubject(ctx, tx, s.ID, s.Version, words(), "")
				return err
			},
			"take": func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.CorrectSubject(ctx, tx, s.ID, s.Version, away, "")
				return err
			},
		} {
			if err := c.try(other, do); !errors.Is(err, registry.ErrNotYours) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		for _, do := range []verb{
			func(ctx context.Context, tx *store.Tx) (err error) {
				s, err = flow.CloseSubject(ctx, tx, s.ID, s.Version, "已停业")
				return err
			},
			func(ctx context.Context, tx *store.Tx) (err error) {
				s, err = flow.ReopenSubject(ctx, tx, s.ID, s.Version, "恢复经营")
				return err
			},
			func(ctx context.Context, tx *store.Tx) (err error) {
				s, err = flow.CorrectSubject(ctx, tx, s.ID, s.Version, words(), "")
				return err
			},
		} {
			c.do(own, do)
		}
		if err := c.try(own, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.CorrectSubject(ctx, tx, s.ID, s.Version, away, "")
			return err
		}); !errors.Is(err, registry.ErrNotYours) {
			t.Errorf("moved out of its ground: %v", err)
		}
		c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.CorrectSubject(ctx, tx, s.ID, s.Version, away, "")
			return err
		})
	})
}
