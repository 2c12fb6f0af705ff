package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync/atomic"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // its system collections
)

func init() {
	children["peer-import"] = peerImporting
	children["peer-list"] = peerListing
	children["peer-act"] = peerActing
	children["peer-search"] = peerSearching
}

// batch is how many records one transaction of the peer's import saves.
const batch = 1000

// pocketbase opens the peer with its own defaults (WAL, synchronous=NORMAL:
// what it acknowledges may be lost with the power) and two collections with
// the fields our tables have, under the indexes the queries want.
func pocketbase(dir string) (*core.BaseApp, error) {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	if err := app.Bootstrap(); err != nil {
		return nil, err
	}
	if err := app.RunAllMigrations(); err != nil {
		return nil, err
	}
	if _, err := app.FindCollectionByNameOrId("subject"); err == nil {
		return app, nil
	}
	subject := collection("subject", "home", "venue", "name", "address", "region", "code", "grade", "operator", "phone", "remark", "state")
	subject.AddIndex("subject_region_name", false, "home, region, name", "")
	subject.AddIndex("subject_name", false, "home, name", "")
	lead := collection("lead", "home", "source", "channel", "title", "facts", "region", "department", "raised_on", "state", "due")
	lead.AddIndex("lead_source", true, "home, source", "")
	lead.AddIndex("lead_due", false, "home, state, due", "")
	return app, errors.Join(app.Save(subject), app.Save(lead))
}

func collection(name string, fields ...string) *core.Collection {
	c := core.NewBaseCollection(name)
	for _, f := range fields {
		c.Fields.Add(&core.TextField{Name: f})
	}
	c.Fields.Add(&core.AutodateField{Name: "created", OnCreate: true}, &core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true})
	return c
}

// peerImporting saves every row as a record; it checks and compares nothing
// but what its fields say.
func peerImporting(_ context.Context, t task) (measure, error) {
	app, err := pocketbase(t.Dir)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(t.Files[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return nil, err
	}
	c, err := app.FindCollectionByNameOrId("subject")
	if err != nil {
		return nil, err
	}
	began, used := time.Now(), spent()
	n := 0
	for more := true; more; {
		err := app.RunInTransaction(func(tx core.App) error {
			for range batch {
				row, err := r.Read()
				if err == io.EOF {
					more = false
					return nil
				}
				if err != nil {
					return err
				}
				if err := tx.Save(shop(c, row)); err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	took, used := time.Since(began).Seconds(), spent()-used
	if n != t.N {
		return nil, fmt.Errorf("%d records, not %d", n, t.N)
	}
	return measure{"time": took, "rate": float64(n) / took, "each": used / float64(n) * 1e6}, app.ResetBootstrapState()
}

func shop(c *core.Collection, row []string) *core.Record {
	r := core.NewRecord(c)
	for field, value := range map[string]string{
		"home": home, "venue": "shop", "name": row[1], "code": row[2], "operator": row[3], "phone": row[4],
		"address": row[5], "region": row[6], "remark": row[7], "state": "open",
	} {
		r.Set(field, value)
	}
	return r
}

func peerListing(_ context.Context, t task) (measure, error) {
	app, err := pocketbase(t.Dir)
	if err != nil {
		return nil, err
	}
	var seen atomic.Int64
	used := spent()
	each, whole, err := crowd(t.Clients, t.N, func(_, i int) error {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		town, after := towns[r.IntN(len(towns))], string(family[r.IntN(len(family))])
		found, err := app.FindRecordsByFilter("subject", "home = {:home} && region = {:region} && state = 'open' && name > {:after}", "name", 50, 0,
			dbx.Params{"home": home, "region": town, "after": after})
		seen.Add(int64(len(found)))
		return err
	})
	if err == nil && seen.Load() == 0 {
		err = errors.New("the lists are empty")
	}
	return measure{"p50": at(.5, each), "p99": at(.99, each), "rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6, "rows": float64(seen.Load())}, err
}

func peerActing(_ context.Context, t task) (measure, error) {
	app, err := pocketbase(t.Dir)
	if err != nil {
		return nil, err
	}
	c, err := app.FindCollectionByNameOrId("lead")
	if err != nil {
		return nil, err
	}
	create := func(client, i int) error {
		r := core.NewRecord(c)
		for field, value := range map[string]string{
			"home": fmt.Sprint(360402 + client%t.Homes), "source": fmt.Sprintf("document:%d-%d-%d", t.Clients, time.Now().UnixNano(), i), "channel": "own",
			"title": "长虹大道有人出售野生鸟类", "facts": "店内笼养画眉三只，未见专用标识，现场询问来源不详。", "region": home + "000000",
			"department": "market", "raised_on": "2026-11-25", "state": "open", "due": "2026-12-16",
		} {
			r.Set(field, value)
		}
		return app.Save(r)
	}
	if _, _, err := crowd(t.Clients, 2*t.Clients, create); err != nil { // warm
		return nil, err
	}
	used := spent()
	each, whole, err := crowd(t.Clients, t.N, create)
	return measure{"rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6, "p50": at(.5, each), "p99": at(.99, each)}, err
}

func peerSearching(_ context.Context, t task) (measure, error) {
	app, err := pocketbase(t.Dir)
	if err != nil {
		return nil, err
	}
	used := spent()
	each, whole, err := crowd(1, t.N, func(_, i int) error {
		_, err := app.FindRecordsByFilter("subject", "home = {:home} && name ~ {:word}", "", 200, 0, dbx.Params{"home": home, "word": word(i)})
		return err
	})
	return measure{"p50": at(.5, each), "p99": at(.99, each), "rate": float64(t.N) / whole.Seconds(), "each": (spent() - used) / float64(t.N) * 1e6}, err
}
