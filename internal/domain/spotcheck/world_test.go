package spotcheck_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

var parts = []store.Part{org.Part, campaign.Part, spotcheck.Part}

// world is a county with two bureaus that draw together, and one beside them.
type world struct {
	t                             *testing.T
	db                            *store.DB
	market, forestry, agriculture string // units
	keeper, li, wu, double, other store.Actor
	boss                          store.Actor
	objects                       []spotcheck.Object
	heeded                        map[string]bool
	id                            string // the draw at hand
}

// officers are who serves in the county. 周 has an old certificate, 钱 declared
// an interest that nobody has settled, 吴 keeps away from S3.
var officers = []org.Arrival{
	arrival("陈立", "市场监督管理局", "140001", "2027-12-31"),
	arrival("赵平", "市场监督管理局", "140002", "2027-12-31"),
	arrival("周全", "市场监督管理局", "140003", "2026-06-30"),
	arrival("钱多", "市场监督管理局", "140004", "2027-12-31", org.Recusal{Words: "某亲戚的店"}),
	arrival("林森", "林业局", "150001", "2030-12-31"),
	arrival("吴用", "林业局", "150002", "2030-12-31", org.Recusal{Subject: "S3"}, org.Recusal{Subject: "S99"}),
	arrival("农丰", "农业农村局", "160001", "2030-12-31"),
}

func arrival(name, unit, number, to string, rs ...org.Recusal) org.Arrival {
	return org.Arrival{Name: name, Unit: unit, Certificates: []org.Certificate{{Number: number, To: to}}, Recusals: rs}
}

func county(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{t: t, db: db}
	w.day("2026-11-25")
	start := store.Actor{ID: "job:start", Home: "360402"}
	units := map[string]string{}
	for _, a := range officers {
		var in org.Admission
		must(t, db.Act(t.Context(), start, func(tx *store.Tx) (err error) { in, err = org.Admit(t.Context(), tx, a); return err }))
		units[a.Unit] = in.Unit.ID
	}
	w.market, w.forestry, w.agriculture = units["市场监督管理局"], units["林业局"], units["农业农村局"]
	who := func(id, unit, department string) store.Actor {
		return store.Actor{ID: "person:" + id, Unit: unit, Department: department, Home: "360402"}
	}
	w.keeper, w.li = who("keeper", w.market, "market"), who("li", w.market, "market")
	w.wu, w.double, w.boss = who("wu", w.forestry, "forestry"), who("li", w.forestry, "forestry"), who("boss", w.forestry, "forestry")
	w.other = who("nong", w.agriculture, "agriculture")
	for _, s := range strings.Fields("S1 S2 S3 S4 S5 S6") {
		w.objects = append(w.objects, spotcheck.Object{Subject: s, Stratum: "人工繁育场所"})
	}
	w.objects = append(w.objects, spotcheck.Object{Subject: "R1", Stratum: "复查"}, spotcheck.Object{Subject: "R2", Stratum: "复查"})
	return w
}

// day sets the clock to ten in the morning in Beijing.
func (w *world) day(day string) {
	d, err := time.Parse(time.DateOnly, day)
	must(w.t, err)
	w.db.Now = func() time.Time { return d.Add(2 * time.Hour) }
}

func count(n int64) *int64 { return &n }

// terms are a draw of half the breeding sites and of one re-check.
func (w *world) terms() spotcheck.Draw {
	return spotcheck.Draw{
		Title: "人工繁育场所联合抽查", Date: "2026-12-01", Deadline: "2026-11-28",
		Strata: []spotcheck.Stratum{
			{Name: "复查", Subjects: []string{"R1", "R2"}, Quota: draw.Quota{Count: count(1)}},
			{Name: "人工繁育场所", Venue: "breeding", Quota: draw.Quota{Rate: "0.5"}},
		},
		Team:   draw.Team{Size: 2, Organs: map[string]int64{"market": 1, "forestry": 1}},
		Shares: []spotcheck.Share{{Unit: w.market}, {Unit: w.forestry}},
	}
}

func (w *world) act(by store.Actor, fn func(ctx context.Context, tx *store.Tx) error) error {
	return w.db.Act(w.t.Context(), by, func(tx *store.Tx) error { return fn(w.t.Context(), tx) })
}

func look[T any](w *world, fn func(ctx context.Context, tx *store.Tx) (T, error)) (out T) {
	w.t.Helper()
	must(w.t, w.db.Look(w.t.Context(), w.keeper, func(tx *store.Tx) (err error) { out, err = fn(w.t.Context(), tx); return err }))
	return out
}

func (w *world) get(id string) spotcheck.Draw {
	w.t.Helper()
	return look(w, func(ctx context.Context, tx *store.Tx) (spotcheck.Draw, error) { return spotcheck.Get(ctx, tx, id) })
}

func (w *world) file(id, name string) []byte {
	w.t.Helper()
	return look(w, func(ctx context.Context, tx *store.Tx) ([]byte, error) { return spotcheck.File(ctx, tx, id, name) })
}

// draft makes the draw at hand.
func (w *world) draft(d spotcheck.Draw) {
	w.t.Helper()
	must(w.t, w.act(w.keeper, func(ctx context.Context, tx *store.Tx) error {
		made, err := spotcheck.Draft(ctx, tx, d)
		w.id = made.ID
		return err
	}))
}

func (w *world) ground(ctx context.Context, tx *store.Tx, d spotcheck.Draw) (spotcheck.Ground, error) {
	os, err := org.Officers(ctx, tx, d.Date)
	return spotcheck.Ground{Objects: w.objects, Officers: os, Heeded: w.heeded}, err
}

// steps takes the draw at hand through named steps, all of which must succeed.
func (w *world) steps(names ...string) {
	w.t.Helper()
	for _, name := range names {
		who, do, _ := strings.Cut(name, " ")
		if err := w.step(who, do); err != nil {
			w.t.Fatalf("%s: %v", name, err)
		}
	}
}

func (w *world) step(who, do string) error {
	if who == "day" {
		w.day(do)
		return nil
	}
	by := map[string]store.Actor{"keeper": w.keeper, "li": w.li, "wu": w.wu, "double": w.double, "other": w.other, "boss": w.boss,
		"keeper2": {ID: w.keeper.ID, Unit: w.forestry, Department: "forestry", Home: "360402"}}[who]
	if by.ID == "" || steps[do] == nil {
		w.t.Fatalf("nobody %q or nothing %q to do", who, do)
	}
	d := w.get(w.id)
	return w.act(by, func(ctx context.Context, tx *store.Tx) error { return steps[do](ctx, tx, w, d) })
}

var (
	shares = map[string]string{"market": strings.Repeat("01", 32), "forestry": strings.Repeat("ab", 32)}
	wrong  = strings.Repeat("77", 32)
)

func commitment(share string) string {
	h, _ := draw.ParseHash(share)
	return draw.Commitment(h).String()
}

func last[T any](_ T, err error) error { return err }

// steps are the things done to a draw, in the words of the tables.
var steps = map[string]func(context.Context, *store.Tx, *world, spotcheck.Draw) error{
	"revises": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		d.Title = "人工繁育场所抽查（改）"
		return last(spotcheck.Revise(ctx, tx, d))
	},
	"revises an old version": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		d.Version--
		return last(spotcheck.Revise(ctx, tx, d))
	},
	"postpones": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		d.Date, d.Deadline = "2026-12-20", "2026-12-18"
		return last(spotcheck.Revise(ctx, tx, d))
	},
	"freezes": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		g, err := w.ground(ctx, tx, d)
		if err != nil {
			return err
		}
		return last(spotcheck.Freeze(ctx, tx, d.ID, d.Version, g))
	},
	"freezes an old version": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Freeze(ctx, tx, d.ID, d.Version-1, spotcheck.Ground{}))
	},
	"commits": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Commit(ctx, tx, d.ID, tx.Actor.Unit, commitment(shares[tx.Actor.Department])))
	},
	"commits to another": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Commit(ctx, tx, d.ID, tx.Actor.Unit, commitment(wrong)))
	},
	"commits what market did": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Commit(ctx, tx, d.ID, tx.Actor.Unit, commitment(shares["market"])))
	},
	"commits for forestry": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Commit(ctx, tx, d.ID, w.forestry, commitment(wrong)))
	},
	"commits a word": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Commit(ctx, tx, d.ID, tx.Actor.Unit, "画眉"))
	},
	"announces": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Announce(ctx, tx, d.ID))
	},
	"reveals": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Reveal(ctx, tx, d.ID, tx.Actor.Unit, shares[tx.Actor.Department]))
	},
	"reveals another": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Reveal(ctx, tx, d.ID, tx.Actor.Unit, wrong))
	},
	"reveals a word": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Reveal(ctx, tx, d.ID, tx.Actor.Unit, "画眉"))
	},
	"reveals for forestry": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Reveal(ctx, tx, d.ID, w.forestry, shares["forestry"]))
	},
	"ends it": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Lapse(ctx, tx, d.ID, "另有安排"))
	},
	"ends it silently": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Lapse(ctx, tx, d.ID, " "))
	},
	"declines": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Decline(ctx, tx, d.ID, "不必重抽"))
	},
	"asks for another": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Redraw(ctx, tx, d.ID, "对象库有误"))
	},
	"asks silently": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Redraw(ctx, tx, d.ID, " "))
	},
	"approves": func(ctx context.Context, tx *store.Tx, w *world, d spotcheck.Draw) error {
		return last(spotcheck.Approve(ctx, tx, d.ID))
	},
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
