package zone_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/geo"
	"example.org/zhiye/internal/pure/species"
)

var (
	wu    = store.Actor{ID: "person:wu", Unit: "unit:forestry", Department: "forestry", Home: "360402"}
	li    = store.Actor{ID: "person:li", Unit: "unit:market", Department: "market", Home: "360402"}
	parts = []store.Part{zone.Part}
)

const lushan = `{"type":"Polygon","coordinates":[[[115.95,29.5],[116.05,29.5],[116.05,29.6],[115.95,29.6],[115.95,29.5]]]}`

func notice() zone.Notice {
	return zone.Notice{Issuer: "濂溪区人民政府", Number: "濂府告〔2026〕3号", Day: "2026-01-05", Photos: []string{"a1"}}
}

// hills is a drawn area, closed all year for land animals.
func hills() zone.Zone {
	return zone.Zone{Title: "庐山禁猎区", Field: "hunt", Bans: []zone.Ban{zone.Area}, Area: json.RawMessage(lushan),
		Scope: zone.Scope{All: true}, From: "2026-02-01", Notice: notice()}
}

// winter is a closed period of the whole county, across the new year.
func winter() zone.Zone {
	return zone.Zone{Title: "冬季禁猎期", Field: "hunt", Bans: []zone.Ban{zone.Period}, Divisions: []string{"360402"},
		Scope: zone.Scope{All: true}, Seasons: []zone.Season{{From: "11-01", To: "02-28"}}, From: "2026-01-10", To: "2030-12-31", Notice: notice()}
}

func act[T any](t testing.TB, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Act(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func enacted(t testing.TB, db *store.DB, z zone.Zone) zone.Zone {
	t.Helper()
	return act(t, db, wu, func(tx *store.Tx) (zone.Zone, error) {
		made, err := zone.Create(t.Context(), tx, z)
		if err != nil {
			return made, err
		}
		return zone.Enact(t.Context(), tx, made.ID, made.Version)
	})
}

func ask(t testing.TB, db *store.DB, q zone.Query) (a zone.Answer) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { a, err = zone.At(t.Context(), tx, q); return err }); err != nil {
		t.Fatal(err)
	}
	return a
}

func spot(lon, lat float64) *geo.Point {
	p, err := geo.At(lon, lat)
	if err != nil {
		panic(err)
	}
	return &p
}

func TestWhatMayBeDrafted(t *testing.T) {
	db := storetest.SQLite(t, parts...)
	for name, c := range map[string]struct {
		spoil func(*zone.Zone)
		want  error
	}{
		"as it should be":             {func(z *zone.Zone) {}, nil},
		"without a name":              {func(z *zone.Zone) { z.Title = " " }, zone.ErrTitle},
		"of nothing":                  {func(z *zone.Zone) { z.Field = "log" }, zone.ErrField},
		"banning nothing":             {func(z *zone.Zone) { z.Bans = nil }, zone.ErrBans},
		"banning something else":      {func(z *zone.Zone) { z.Bans = []zone.Ban{"noise"} }, zone.ErrBans},
		"a period without days":       {func(z *zone.Zone) { z.Bans = []zone.Ban{zone.Period} }, zone.ErrSeason},
		"until a day no year has":     {func(z *zone.Zone) { z.Seasons = []zone.Season{{"02-01", "02-30"}} }, zone.ErrSeason},
		"until a leap day":            {func(z *zone.Zone) { z.Seasons = []zone.Season{{"02-01", "02-29"}} }, nil},
		"tools without names":         {func(z *zone.Zone) { z.Bans, z.Tools = []zone.Ban{zone.Tools}, []string{" "} }, zone.ErrTools},
		"nowhere":                     {func(z *zone.Zone) { z.Area = nil }, zone.ErrShape},
		"drawn and named":             {func(z *zone.Zone) { z.Divisions = []string{"360402"} }, zone.ErrShape},
		"an open line":                {func(z *zone.Zone) { z.Area = json.RawMessage(strings.Replace(lushan, ",[115.95,29.5]]", "]", 1)) }, geo.ErrOpen},
		"in the next county":          {func(z *zone.Zone) { z.Area, z.Divisions = nil, []string{"360403"} }, zone.ErrDivision},
		"of the province":             {func(z *zone.Zone) { z.Area, z.Divisions = nil, []string{"36"} }, nil},
		"of a township":               {func(z *zone.Zone) { z.Area, z.Divisions = nil, []string{"360402100"} }, nil},
		"for no animal":               {func(z *zone.Zone) { z.Scope = zone.Scope{} }, zone.ErrScope},
		"for a class there is not":    {func(z *zone.Zone) { z.Scope = zone.Scope{Classes: []species.Class{"national3"}} }, zone.ErrScope},
		"for animals of unknown rank": {func(z *zone.Zone) { z.Scope = zone.Scope{Classes: []species.Class{species.Unknown}} }, zone.ErrScope},
		"for a group":                 {func(z *zone.Zone) { z.Scope = zone.Scope{Groups: []string{"鸟纲"}} }, nil},
		"for a group said loosely":    {func(z *zone.Zone) { z.Scope = zone.Scope{Groups: []string{"鸟"}} }, zone.ErrScope},
		"for a species nobody knows":  {func(z *zone.Zone) { z.Scope = zone.Scope{Names: []string{"麒麟"}} }, zone.ErrSpecies},
		"never in force":              {func(z *zone.Zone) { z.To = "2026-01-31" }, zone.ErrDay},
		"since a day there is not":    {func(z *zone.Zone) { z.From = "2026-02-30" }, zone.ErrDay},
		"since when":                  {func(z *zone.Zone) { z.From = "" }, zone.ErrDay},
		"of too many tools":           {func(z *zone.Zone) { z.Tools = slices.Repeat([]string{"猎夹"}, 501) }, zone.ErrLong},
	} {
		t.Run(name, func(t *testing.T) {
			z := hills()
			c.spoil(&z)
			err := db.Act(t.Context(), wu, func(tx *store.Tx) error { _, err := zone.Create(t.Context(), tx, z); return err })
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestALife(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		draft := func(z zone.Zone) zone.Zone {
			return act(t, db, wu, func(tx *store.Tx) (zone.Zone, error) { return zone.Create(t.Context(), tx, z) })
		}
		refused := func(want error, by store.Actor, fn func(*store.Tx) (zone.Zone, error)) {
			t.Helper()
			if err := db.Act(t.Context(), by, func(tx *store.Tx) error { _, err := fn(tx); return err }); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		here := zone.Query{Point: spot(116, 29.55), Day: "2026-06-01"}
		a := hills()
		a.Notice = zone.Notice{}
		z := draft(a)
		if got := ask(t, db, here); got.Status != zone.NoneHeld {
			t.Errorf("a draft bans: %+v", got)
		}
		enact := func(tx *store.Tx) (zone.Zone, error) { return zone.Enact(t.Context(), tx, z.ID, z.Version) }
		refused(zone.ErrNotice, wu, enact)
		z.Notice = notice()
		z.Area = nil // the drawing stays as it was
		refused(zone.ErrNotYours, li, func(tx *store.Tx) (zone.Zone, error) { return zone.Revise(t.Context(), tx, z) })
		z = act(t, db, wu, func(tx *store.Tx) (zone.Zone, error) { return zone.Revise(t.Context(), tx, z) })
		refused(zone.ErrMoved, wu, func(tx *store.Tx) (zone.Zone, error) { return zone.Enact(t.Context(), tx, z.ID, 1) })
		z = act(t, db, wu, enact)
		refused(zone.ErrState, wu, enact)
		refused(zone.ErrState, wu, func(tx *store.Tx) (zone.Zone, error) { return zone.Revise(t.Context(), tx, z) })
		refused(zone.ErrState, wu, func(tx *store.Tx) (zone.Zone, error) {
			return zone.Withdraw(t.Context(), tx, z.ID, z.Version, "录错")
		})
		got := ask(t, db, here)
		if got.Status != zone.Banned || !got.Area || got.Period || len(got.Hits) != 1 || got.Hits[0].Notice.Number != "濂府告〔2026〕3号" {
			t.Errorf("in force: %+v", got)
		}

		next := hills()
		next.Title, next.From, next.Replaces = "庐山禁猎区（2027年调整）", "2027-01-01", z.ID
		after := enacted(t, db, next)
		old := get(t, db, z.ID)
		if old.State != zone.Repealed || old.RepealedOn != "2027-01-01" {
			t.Errorf("the one replaced: %+v", old)
		}
		for day, want := range map[string]string{"2026-12-31": z.ID, "2027-01-01": after.ID} {
			if got := ask(t, db, zone.Query{Point: here.Point, Day: day}); len(got.Hits) != 1 || got.Hits[0].ID != want {
				t.Errorf("on %s: %+v", day, got.Hits)
			}
		}
		end := zone.Ending{Day: "2028-01-01", Reason: "通告废止", Notice: notice()}
		for want, e := range map[error]zone.Ending{
			zone.ErrReason: {Day: "2028-01-01", Notice: notice()}, zone.ErrDay: {Reason: "x", Notice: notice()}, zone.ErrNotice: {Day: "2028-01-01", Reason: "x"},
		} {
			refused(want, wu, func(tx *store.Tx) (zone.Zone, error) {
				return zone.Repeal(t.Context(), tx, after.ID, after.Version, e)
			})
		}
		act(t, db, wu, func(tx *store.Tx) (zone.Zone, error) {
			return zone.Repeal(t.Context(), tx, after.ID, after.Version, end)
		})
		for day, want := range map[string]zone.Status{"2027-12-31": zone.Banned, "2028-01-01": zone.NoneHeld, "2026-01-31": zone.NoneHeld} {
			if got := ask(t, db, zone.Query{Point: here.Point, Day: day}); got.Status != want {
				t.Errorf("on %s: %s", day, got.Status)
			}
		}
		gone := draft(winter())
		act(t, db, wu, func(tx *store.Tx) (zone.Zone, error) {
			return zone.Withdraw(t.Context(), tx, gone.ID, gone.Version, "重复录入")
		})
		count(t, db, zone.Filter{}, 3)
		count(t, db, zone.Filter{State: zone.Repealed}, 2)
		count(t, db, zone.Filter{Day: "2027-06-01"}, 1)
	})
}

func get(t *testing.T, db *store.DB, id string) (z zone.Zone) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { z, err = zone.Get(t.Context(), tx, id); return err }); err != nil {
		t.Fatal(err)
	}
	return z
}

func count(t *testing.T, db *store.DB, f zone.Filter, want int) {
	t.Helper()
	n, page := 0, store.Page{Limit: 1}
	for {
		var zs []zone.Zone
		if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { zs, page.After, err = zone.List(t.Context(), tx, f, page); return err }); err != nil {
			t.Fatal(err)
		}
		if n += len(zs); page.After == "" {
			break
		}
	}
	if n != want {
		t.Errorf("%+v lists %d, want %d", f, n, want)
	}
}

func TestWhatIsBannedWhereAndWhen(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		enacted(t, db, hills())
		enacted(t, db, winter())
		town := hills()
		town.Title, town.Area, town.Divisions, town.Bans, town.Tools = "莲花镇禁用工具", nil, []string{"360402100000"}, []zone.Ban{zone.Tools}, []string{"弹弓", "气枪"}
		enacted(t, db, town)
		lake := zone.Zone{Title: "鄱阳湖禁渔期", Field: "fish", Bans: []zone.Ban{zone.Area, zone.Period}, Divisions: []string{"36"}, Scope: zone.Scope{All: true},
			Seasons: []zone.Season{{"03-20", "06-20"}}, From: "2026-01-06", Notice: notice()}
		enacted(t, db, lake)
		in, out := spot(116, 29.55), spot(116.2, 29.55)
		for name, c := range map[string]struct {
			q            zone.Query
			want         zone.Status
			area, period bool
			undecided    int
		}{
			"in the area, in summer":           {zone.Query{Point: in, Day: "2026-07-01", Field: "hunt"}, zone.Banned, true, false, 1},
			"on its edge":                      {zone.Query{Point: spot(116.05, 29.55), Day: "2026-07-01", Field: "hunt"}, zone.Banned, true, false, 1},
			"a centimetre outside":             {zone.Query{Point: spot(116.0500001, 29.55), Day: "2026-07-01", Field: "hunt", Region: "360402101"}, zone.NoneHeld, false, false, 0},
			"in the area, in winter":           {zone.Query{Point: in, Day: "2026-12-01", Field: "hunt"}, zone.Banned, true, true, 1},
			"outside, the first of winter":     {zone.Query{Point: out, Day: "2026-11-01", Region: "360402101", Field: "hunt"}, zone.Banned, false, true, 0},
			"outside, the day before":          {zone.Query{Point: out, Day: "2026-10-31", Region: "360402101", Field: "hunt"}, zone.NoneHeld, false, false, 0},
			"outside, new year":                {zone.Query{Point: out, Day: "2027-01-01", Region: "360402101", Field: "hunt"}, zone.Banned, false, true, 0},
			"outside, the last of winter":      {zone.Query{Point: out, Day: "2027-02-28", Region: "360402101", Field: "hunt"}, zone.Banned, false, true, 0},
			"outside, a leap day after it":     {zone.Query{Point: out, Day: "2028-02-29", Region: "360402101", Field: "hunt"}, zone.NoneHeld, false, false, 0},
			"before the notice":                {zone.Query{Point: out, Day: "2026-01-09", Region: "360402101", Field: "hunt"}, zone.NoneHeld, false, false, 0},
			"the last winter of it":            {zone.Query{Point: out, Day: "2030-12-31", Region: "360402101", Field: "hunt"}, zone.Banned, false, true, 0},
			"after it":                         {zone.Query{Point: out, Day: "2031-01-01", Region: "360402101", Field: "hunt"}, zone.NoneHeld, false, false, 0},
			"no place in summer":               {zone.Query{Day: "2026-07-01", Field: "hunt"}, zone.Undecided, false, false, 2},
			"a township, no place, in summer":  {zone.Query{Day: "2026-07-01", Region: "360402100000", Field: "hunt"}, zone.Undecided, false, false, 1},
			"a village of it":                  {zone.Query{Point: out, Day: "2026-07-01", Region: "360402100201", Field: "hunt"}, zone.NoneHeld, false, false, 0},
			"fishing in spring":                {zone.Query{Point: out, Day: "2026-04-01", Region: "360402101", Field: "fish"}, zone.Banned, true, true, 0},
			"fishing in autumn":                {zone.Query{Point: out, Day: "2026-10-01", Region: "360402101", Field: "fish"}, zone.NoneHeld, false, false, 0},
			"anything, in spring, in the area": {zone.Query{Point: in, Day: "2026-04-01", Region: "360402101"}, zone.Banned, true, true, 0},
		} {
			t.Run(name, func(t *testing.T) {
				got := ask(t, db, c.q)
				if got.Status != c.want || got.Area != c.area || got.Period != c.period || len(got.Undecided) != c.undecided {
					t.Errorf("got %+v", got)
				}
				if got.Text == "" || strings.Contains(got.Text, "允许") && !strings.Contains(got.Text, "不等于允许") {
					t.Errorf("it says %q", got.Text)
				}
			})
		}
		if got := ask(t, db, zone.Query{Point: out, Day: "2026-07-01", Region: "360402100201"}); !slices.Equal(got.Tools, []string{"弹弓", "气枪"}) {
			t.Errorf("tools %v", got.Tools)
		}
		for want, q := range map[error]zone.Query{zone.ErrDay: {}, zone.ErrDivision: {Day: "2026-07-01", Region: "360403"}} {
			if err := db.Look(t.Context(), li, func(tx *store.Tx) error { _, err := zone.At(t.Context(), tx, q); return err }); !errors.Is(err, want) {
				t.Errorf("%+v: %v", q, err)
			}
		}
		other := li
		other.Home = "360403"
		if err := db.Look(t.Context(), other, func(tx *store.Tx) error {
			a, err := zone.At(t.Context(), tx, zone.Query{Point: in, Day: "2026-07-01"})
			if a.Status != zone.NoneHeld {
				t.Errorf("the next county sees %+v", a)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkAt asks among a thousand drawn zones of a hundred corners each, which
// lie across each other so that some sixty rectangles hold the place.
func BenchmarkAt(b *testing.B) {
	db, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "zhiye.db"), append(parts, journal.Part)...)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	journal.Attach(db)
	for i := range 1000 {
		z := hills()
		z.Title, z.Area = fmt.Sprintf("第 %d 区", i), circle(115.9+float64(i%40)/100, 29.4+float64(i/40)/100, 0.05)
		enacted(b, db, z)
	}
	q := zone.Query{Point: spot(116.103, 29.551), Day: "2026-07-01"}
	b.ResetTimer()
	for b.Loop() {
		if a := ask(b, db, q); a.Status != zone.Banned {
			b.Fatal(a.Status)
		}
	}
	b.ReportMetric(float64(len(ask(b, db, q).Hits)), "hits")
}

func circle(lon, lat, r float64) json.RawMessage {
	corners := make([][2]float64, 101)
	for i := range corners {
		turn := float64(i%100) / 100 * 2 * math.Pi
		corners[i] = [2]float64{lon + r*math.Cos(turn), lat + r*math.Sin(turn)}
	}
	b, _ := json.Marshal(map[string]any{"type": "Polygon", "coordinates": [][][2]float64{corners}})
	return b
}
