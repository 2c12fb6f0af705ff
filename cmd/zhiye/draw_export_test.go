package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestDrawExport runs testdata/drawn: sessions beside a data directory that
// holds a finished draw, $DRAW, and one that is frozen, $FROZEN.
func TestDrawExport(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/drawn",
		Setup: drawn,
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"status": status, "flip": flip},
	})
}

// flip FROM TO copies a file with its last digit changed.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip from to")
	}
	b := []byte(ts.ReadFile(args[0]))
	i := bytes.LastIndexAny(b, "0123456789")
	b[i] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}

func drawn(env *testscript.Env) error {
	ctx := context.Background()
	h, err := place{Data: filepath.Join(env.WorkDir, "data")}.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	w := &drawing{ctx: ctx, db: h.db}
	units := w.officers()
	var shares []string
	for i, digit := range []string{"1", "a"} {
		shares = append(shares, strings.Repeat(digit, 64))
		env.Setenv([]string{"MARKET", "FORESTRY"}[i], units[i].Unit+"="+shares[i])
	}
	env.Setenv("DRAW", w.run(w.frozen(units), units, shares))
	env.Setenv("FROZEN", w.frozen(units))
	return w.err
}

// drawing makes draws and keeps the first error.
type drawing struct {
	days int // on which visits are drawn for, a year apart
	ctx  context.Context
	db   *store.DB
	err  error
}

func (w *drawing) act(by store.Actor, fn func(tx *store.Tx) error) {
	if w.err == nil {
		w.err = w.db.Act(w.ctx, by, fn)
	}
}

// officers serve in two bureaus; somebody of each acts for it.
func (w *drawing) officers() []store.Actor {
	out := []store.Actor{{ID: "person:cao", Department: "market", Home: "360402"}, {ID: "person:shu", Department: "forestry", Home: "360402"}}
	for i, who := range []string{"陈立 市场监督管理局 140001", "林森 林业局 150001", "赵平 市场监督管理局 140002", "吴用 林业局 150002"} {
		f := strings.Fields(who)
		w.act(out[i%2], func(tx *store.Tx) error {
			in, err := org.Admit(w.ctx, tx, org.Arrival{Name: f[0], Unit: f[1], Certificates: []org.Certificate{{Number: f[2], To: "9999-12-31"}}})
			out[i%2].Unit = in.Unit.ID
			return err
		})
	}
	return out
}

// frozen is a draw of half the breeding sites and one re-check.
func (w *drawing) frozen(units []store.Actor) (id string) {
	one := int64(1)
	w.days++ // one object is not drawn twice within four weeks
	w.act(units[0], func(tx *store.Tx) error {
		d, err := spotcheck.Draft(w.ctx, tx, spotcheck.Draw{
			Title: "人工繁育场所联合抽查", Date: fmt.Sprintf("%d-01-01", 9000+w.days),
			Strata: []spotcheck.Stratum{{Name: "复查", Quota: draw.Quota{Count: &one}}, {Name: "人工繁育场所", Quota: draw.Quota{Rate: "0.5"}}},
			Team:   draw.Team{Size: 2, Organs: map[string]int64{"market": 1, "forestry": 1}},
			Shares: []spotcheck.Share{{Unit: units[0].Unit}, {Unit: units[1].Unit}},
		})
		if err != nil {
			return err
		}
		g := spotcheck.Ground{}
		for i, s := range strings.Fields("复查 复查 人工繁育场所 人工繁育场所 人工繁育场所") {
			g.Objects = append(g.Objects, spotcheck.Object{Subject: "S" + string(rune('1'+2*i)), Stratum: s})
		}
		if g.Officers, err = org.Officers(w.ctx, tx, d.Date); err != nil {
			return err
		}
		id = d.ID
		_, err = spotcheck.Freeze(w.ctx, tx, d.ID, d.Version, g)
		return err
	})
	return id
}

// run commits, announces and reveals.
func (w *drawing) run(id string, units []store.Actor, shares []string) string {
	for i, by := range units {
		w.act(by, func(tx *store.Tx) error {
			h, err := draw.ParseHash(shares[i])
			if err == nil {
				_, err = spotcheck.Commit(w.ctx, tx, id, by.Unit, draw.Commitment(h).String())
			}
			return err
		})
	}
	w.act(units[0], func(tx *store.Tx) error { _, err := spotcheck.Announce(w.ctx, tx, id); return err })
	for i, by := range units {
		w.act(by, func(tx *store.Tx) error { _, err := spotcheck.Reveal(w.ctx, tx, id, by.Unit, shares[i]); return err })
	}
	return id
}
