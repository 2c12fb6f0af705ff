// Package world makes a believable county: 濂溪区 of Jiujiang with its ledgers,
// officers, campaign, visits, leads, cases and outreach.
//
// Everything is made through the acts that people use, in the order they would,
// and at the times they would: the clock of the database is moved along. It is
// the demonstration and the tests' county at once. No row describes a real
// subject or person.
package world

import (
	"context"
	"embed"
	"fmt"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed lianxi/*.xlsx lianxi/网店及平台清单.csv lianxi/乡镇联系人.csv
var ledgers embed.FS

// The demonstration county and its campaign.
const (
	Home     = "360402"
	Campaign = "lianxi-2026"
)

// World is a county under construction.
type World struct {
	db    *store.DB
	guard *auth.Guard
	say   func(string)
	now   time.Time

	units   map[string]string      // name → id
	actors  map[string]store.Actor // by part: market, forestry, statistics …
	squads  map[string][]string    // department → certified officers, as person refs
	recused map[string][]string    // subject → officers who keep away from it
	Slips   []auth.Slip            // accounts with their passwords for once
	photo   string
	paper   ref.Ref
	planned string            // the plan of the special inspection
	Draw    string            // the draw of the next stage
	Files   map[string][]byte // its files, as `draw verify` reads them
}

// Make makes the county in an empty database. Say, where set, hears what is
// being made.
func Make(ctx context.Context, db *store.DB, blobs *blob.Disk, guard *auth.Guard, say func(string)) (*World, error) {
	w := &World{db: db, guard: guard, say: say, units: map[string]string{}, actors: map[string]store.Actor{}, squads: map[string][]string{}, recused: map[string][]string{}}
	if w.say == nil {
		w.say = func(string) {}
	}
	if err := w.papers(blobs); err != nil {
		return nil, fmt.Errorf("world: %w", err)
	}
	clock := db.Now
	db.Now = func() time.Time { return w.now }
	defer func() { db.Now = clock }()
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"单位与人员", w.people}, {"审批账号", w.deciders}, {"台账导入", w.ledger}, {"专项行动", w.campaign}, {"现场检查", w.visits}, {"网上检查", w.online},
		{"线索与案件", w.cases}, {"宣传培训", w.outreach}, {"下一阶段抽查", w.draw}, {"演示证件与禁猎期", w.law},
	} {
		w.say(step.name)
		if err := step.do(ctx); err != nil {
			return nil, fmt.Errorf("world: %s: %w", step.name, err)
		}
	}
	db.Now = clock
	return w, w.accounts(ctx)
}

// at moves the clock to a Beijing day and hour; it never goes back.
func (w *World) at(day string, hour, minute int) {
	t, err := time.ParseInLocation(time.DateOnly, day, time.FixedZone("CST", 8*3600))
	if err != nil {
		panic(err) // days here are constants
	}
	if t = t.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute); t.After(w.now) {
		w.now = t
	}
}

// act is one act of somebody; the clock moves a minute on.
func (w *World) act(ctx context.Context, who string, fn func(context.Context, *store.Tx) error) error {
	w.now = w.now.Add(time.Minute)
	return w.db.Act(ctx, w.actors[who], func(tx *store.Tx) error { return fn(ctx, tx) })
}

// look reads as somebody.
func (w *World) look(ctx context.Context, fn func(context.Context, *store.Tx) error) error {
	return w.db.Look(ctx, store.Actor{ID: "job:world", Home: Home}, func(tx *store.Tx) error { return fn(ctx, tx) })
}
