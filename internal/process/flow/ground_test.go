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

// TestATownshipAddsToItsGround: what a township enters lies on its own ground,
// said or not; the bureaus enter anywhere.
func TestATownshipAddsToItsGround(t *testing.T) {
	each(t, func(c *county) {
		own := c.township("本街道", shili)
		add := func(by store.Actor, name, town string) (s registry.Subject, err error) {
			err = c.try(by, func(ctx context.Context, tx *store.Tx) (err error) {
				s, err = flow.AddSubject(ctx, tx, ledger.Subject{Venue: ledger.Shop, Name: name, Address: name + "1号", TownCode: town}, "")
				return err
			})
			return s, err
		}
		if _, err := add(own, "邻家店", "360402002000"); !errors.Is(err, registry.ErrNotYours) {
			t.Errorf("into the next township: %v", err)
		}
		for name, town := range map[string]string{"街口店": shili, "巷尾店": ""} {
			if s, err := add(own, name, town); err != nil || s.Region != shili {
				t.Errorf("%s lies in %q: %v", name, s.Region, err)
			}
		}
		if s, err := add(c.market, "桥头店", "360402002000"); err != nil || s.Region != "360402002000" {
			t.Errorf("a bureau: %q, %v", s.Region, err)
		}
	})
}
