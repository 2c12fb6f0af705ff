package campaign_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

var (
	parts = []store.Part{org.Part, campaign.Part}
	chief = store.Actor{ID: "person:chen", Unit: "market", Department: "market", Home: "360402"}
	wood  = store.Actor{ID: "person:lin", Unit: "forestry", Department: "forestry", Home: "360402"}
)

func lianxi(t *testing.T) campaign.Campaign {
	t.Helper()
	c, err := campaign.FromTemplate("wildlife", 2026)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Organs {
		c.Organs[i].Contact = "person:" + c.Organs[i].Unit
	}
	c.ID, c.Title, c.Number = "lianxi-2026", "濂溪区野生动物保护联合专项整治行动", "濂市监字〔2026〕12号"
	return c
}

func at(db *store.DB, day string) {
	d, _ := time.Parse(time.DateOnly, day)
	db.Now = func() time.Time { return d.Add(2 * time.Hour) } // 10:00 in Beijing
}

func act[T any](t *testing.T, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) T {
	t.Helper()
	v, err := try(t, db, by, fn)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func try[T any](t *testing.T, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T, err error) {
	t.Helper()
	err = db.Act(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err })
	return out, err
}

func look[T any](t *testing.T, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Look(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func open(t *testing.T, db *store.DB) campaign.Campaign {
	t.Helper()
	at(db, "2026-07-01")
	c := act(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return campaign.Prepare(t.Context(), tx, lianxi(t)) })
	return act(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) {
		return campaign.Publish(t.Context(), tx, c.ID, c.Version)
	})
}

// A step is one act on the campaign and what must come of it.
type step struct {
	do    string
	state campaign.State
	err   error
}

func TestLife(t *testing.T) {
	for name, steps := range map[string][]step{
		"runs and ends":             {{"publish", campaign.Published, nil}, {"close", campaign.Closed, nil}},
		"not ended before it began": {{"close", campaign.Draft, campaign.ErrState}},
		"published once":            {{"publish", campaign.Published, nil}, {"publish", campaign.Published, campaign.ErrState}},
		"counting may change now":   {{"recount", campaign.Draft, nil}},
		"counting is fixed then":    {{"publish", campaign.Published, nil}, {"recount", campaign.Published, campaign.ErrCounting}},
		"items stay":                {{"publish", campaign.Published, nil}, {"drop items", campaign.Published, campaign.ErrItem}},
		"a title may be mended":     {{"publish", campaign.Published, nil}, {"retitle", campaign.Published, nil}},
		"a closed one is finished":  {{"publish", campaign.Published, nil}, {"close", campaign.Closed, nil}, {"retitle", campaign.Closed, campaign.ErrClosed}},
		"somebody was faster":       {{"retitle an old version", campaign.Draft, campaign.ErrMoved}},
		"no title":                  {{"untitle", campaign.Draft, campaign.ErrTitle}},
		"days backwards":            {{"turn days", campaign.Draft, campaign.ErrDay}},
		"a deadline on no day":      {{"break a deadline", campaign.Draft, campaign.ErrDeadline}},
		"an organ twice":            {{"double an organ", campaign.Draft, campaign.ErrOrgan}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
				at(db, "2026-05-20")
				c := act(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return campaign.Prepare(t.Context(), tx, lianxi(t)) })
				for _, s := range steps {
					got, err := try(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return do(t.Context(), tx, c, s.do) })
					if !errors.Is(err, s.err) {
						t.Fatalf("%s: got %v, want %v", s.do, err, s.err)
					}
					if err == nil {
						c = got
					}
					if c.State != s.state {
						t.Fatalf("%s: state %s, want %s", s.do, c.State, s.state)
					}
				}
			})
		})
	}
}

func do(ctx context.Context, tx *store.Tx, c campaign.Campaign, what string) (campaign.Campaign, error) {
	version := c.Version
	switch what {
	case "publish":
		return campaign.Publish(ctx, tx, c.ID, version)
	case "close":
		return campaign.Close(ctx, tx, c.ID, version)
	case "recount":
		c.Counting.PersonCount = campaign.PerVisit
	case "drop items":
		c.Items = nil
	case "retitle":
		c.Title = "新标题"
	case "untitle":
		c.Title = " "
	case "turn days":
		c.From, c.To = c.To, c.From
	case "break a deadline":
		c.Deadlines[0].Day = 32
	case "double an organ":
		c.Organs = append(c.Organs, c.Organs[0])
	case "retitle an old version":
		version--
	}
	return campaign.Revise(ctx, tx, c, version)
}

func TestPublishNamesWhoHasNoContact(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		unit := func(name string, kind org.Kind) org.Unit {
			return act(t, db, chief, func(tx *store.Tx) (org.Unit, error) {
				return org.OpenUnit(t.Context(), tx, org.Unit{Name: name, Kind: kind})
			})
		}
		market, forestry, office := unit("濂溪区市场监督管理局", org.Bureau), unit("濂溪区林业局", org.Bureau), unit("联席办", org.Coordination)
		act(t, db, chief, func(tx *store.Tx) (org.Contact, error) {
			c, _, err := org.NameContact(t.Context(), tx, org.Contact{Unit: market.ID, Name: "陈某"})
			return c, err
		})
		c := lianxi(t)
		for i, u := range map[int]string{0: office.ID, 1: market.ID, 2: forestry.ID} {
			c.Organs[i].Unit = u
		}
		c.Organs[1].Contact, c.Organs[2].Contact, c.Organs[4].Contact = "", "", ""
		c = act(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return campaign.Prepare(t.Context(), tx, c) })
		publish := func() error {
			_, err := try(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) {
				return campaign.Publish(t.Context(), tx, c.ID, c.Version)
			})
			return err
		}
		if got, want := fault.Of(publish()).Detail, "林业局、公安局"; got != want {
			t.Errorf("names %q, want %q", got, want)
		}
		c.Organs[0].Role = campaign.Lead
		c = act(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return campaign.Revise(t.Context(), tx, c, c.Version) })
		if err := publish(); !errors.Is(err, campaign.ErrRole) {
			t.Errorf("a coordinating body leads: %v", err)
		}
	})
}

func TestOpen(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		c := open(t, db)
		for day, want := range map[string]error{
			"2026-05-23": campaign.ErrOutside, "2026-05-24": nil, "2026-12-29": nil, "2026-12-30": campaign.ErrOutside,
		} {
			err := db.Look(t.Context(), chief, func(tx *store.Tx) error {
				_, err := campaign.Open(t.Context(), tx, c.ID, day)
				return err
			})
			if !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", day, err, want)
			}
		}
		_, err := try(t, db, chief, func(tx *store.Tx) (campaign.Campaign, error) { return campaign.Prepare(t.Context(), tx, lianxi(t)) })
		if !errors.Is(err, campaign.ErrExists) {
			t.Errorf("prepared twice: %v", err)
		}
	})
}

func TestOrgan(t *testing.T) {
	c := lianxi(t)
	for key, want := range map[string]string{
		"market": "market", "市监局": "market", "林业局": "forestry", " 公安局 ": "police",
		"专项整治行动领导小组办公室": "office", "城管局": "", "": "",
	} {
		if o, ok := c.Organ(key); o.Unit != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", key, o.Unit, want)
		}
	}
}

func TestSchedule(t *testing.T) {
	c := lianxi(t)
	for i := range c.Deadlines {
		c.Deadlines[i].Off = false
	}
	c.To = "2027-03-10"
	for _, x := range []struct{ from, to, want string }{
		{"2026-06-26", "2026-07-01", "monthly 2026-06-29 |weekly 2026-06-29 10:00"},
		{"2026-07-14", "2026-07-19", "stage 2026-07-15 "},
		{"2026-05-01", "2026-05-25", "weekly 2026-05-25 10:00"}, // it began on the 24th
		{"2027-02-23", "2027-03-01", "monthly 2027-02-28 |weekly 2027-03-01 10:00"},
		{"2027-03-09", "2027-04-30", ""}, // it is over
	} {
		var got []string
		for _, r := range c.Schedule(x.from, x.to) {
			got = append(got, r.Code+" "+r.Day+" "+r.At)
		}
		if s := strings.Join(got, "|"); s != x.want {
			t.Errorf("%s to %s: %q, want %q", x.from, x.to, s, x.want)
		}
	}
	if got := lianxi(t).Schedule("2026-06-28", "2026-06-29"); len(got) != 1 {
		t.Errorf("what is off is asked for: %+v", got)
	}
}

func TestDue(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		c := open(t, db)
		act(t, db, chief, func(tx *store.Tx) (campaign.Record[campaign.Meeting], error) {
			return campaign.Keep(t.Context(), tx, c.ID, "2026-07-01", campaign.Meeting{
				Kind: "joint", Title: "联席会", People: 12,
				FollowUps: []campaign.FollowUp{{Text: "核对台账", Unit: "forestry", Due: "2026-07-13"}},
			})
		})
		for day, want := range map[string][][2]int{ // {left, step} of what is asked for
			"2026-07-09": nil,
			"2026-07-10": {{3, 3}},
			"2026-07-12": {{3, 3}, {1, 1}},
			"2026-07-13": {{2, 3}, {0, 0}},
			"2026-07-15": {{0, 0}, {-2, 0}},
		} {
			due := look(t, db, chief, func(tx *store.Tx) ([]campaign.Reminder, error) { return campaign.Due(t.Context(), tx, day) })
			var got [][2]int
			for _, r := range due {
				got = append(got, [2]int{r.Left, r.Step})
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", day, got, want)
			}
		}
	})
}

func TestRecords(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		c := open(t, db)
		ctx := t.Context()
		doc := act(t, db, chief, func(tx *store.Tx) (campaign.Record[campaign.Document], error) {
			return campaign.Keep(ctx, tx, c.ID, "2026-06-30", campaign.Document{Kind: "notice", Number: "濂市监字〔2026〕12号", Title: "通知", To: []string{"forestry"}})
		})
		if _, err := try(t, db, chief, func(tx *store.Tx) (any, error) { return campaign.Acknowledge(ctx, tx, doc.ID) }); !errors.Is(err, campaign.ErrAddressee) {
			t.Errorf("a stranger signed: %v", err)
		}
		doc = act(t, db, wood, func(tx *store.Tx) (campaign.Record[campaign.Document], error) {
			return campaign.Acknowledge(ctx, tx, doc.ID)
		})
		doc = look(t, db, wood, func(tx *store.Tx) (campaign.Record[campaign.Document], error) { // a second receipt writes nothing
			return campaign.Acknowledge(ctx, tx, doc.ID)
		})
		if doc.Waiting != 0 || len(doc.Body.Acks) != 1 {
			t.Errorf("after its receipt: %+v", doc)
		}
		if _, err := try(t, db, chief, func(tx *store.Tx) (any, error) {
			return campaign.Withdraw[campaign.Document](ctx, tx, doc.ID, doc.Version, " ")
		}); !errors.Is(err, campaign.ErrReason) {
			t.Errorf("withdrawn silently: %v", err)
		}
		if _, err := try(t, db, wood, func(tx *store.Tx) (any, error) {
			return campaign.Withdraw[campaign.Document](ctx, tx, doc.ID, doc.Version, "不想要")
		}); !errors.Is(err, campaign.ErrNotYours) {
			t.Errorf("withdrawn by another unit: %v", err)
		}
		act(t, db, chief, func(tx *store.Tx) (any, error) {
			return campaign.Withdraw[campaign.Document](ctx, tx, doc.ID, doc.Version, "文号有误")
		})
		es := look(t, db, chief, func(tx *store.Tx) ([]journal.Entry, error) { return journal.Of(ctx, tx, ref.Of("document", doc.ID)) })
		if last := es[len(es)-1]; last.Reverses != es[0].Seq || last.Day != "2026-06-30" || last.Facts["kind"] != "notice" {
			t.Errorf("the reversing entry: %+v", last)
		}
		for want, fn := range map[error]func(*store.Tx) error{
			campaign.ErrFuture: func(tx *store.Tx) error {
				_, err := campaign.Keep(ctx, tx, c.ID, "2026-07-02", campaign.Dispatch{Title: "出车", Vehicles: 1})
				return err
			},
			campaign.ErrLong: func(tx *store.Tx) error {
				_, err := campaign.Keep(ctx, tx, c.ID, "2026-07-01", campaign.Dispatch{Title: strings.Repeat("长", 201), Vehicles: 1})
				return err
			},
			campaign.ErrQuantity: func(tx *store.Tx) error {
				_, err := campaign.Keep(ctx, tx, c.ID, "2026-07-01", campaign.Dispatch{Title: "出车"})
				return err
			},
			campaign.ErrKind: func(tx *store.Tx) error {
				_, err := campaign.Keep(ctx, tx, c.ID, "2026-07-01", campaign.Meeting{Title: "茶话会", Kind: "tea"})
				return err
			},
			campaign.ErrRecord: func(tx *store.Tx) error {
				_, err := campaign.GetRecord[campaign.Supervision](ctx, tx, doc.ID)
				return err
			},
		} {
			if err := db.Act(ctx, chief, fn); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
	})
}

func TestFinish(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		c := open(t, db)
		m := act(t, db, chief, func(tx *store.Tx) (campaign.Record[campaign.Meeting], error) {
			return campaign.Keep(t.Context(), tx, c.ID, "2026-07-01", campaign.Meeting{
				Kind: "deploy", Title: "部署会", FollowUps: []campaign.FollowUp{{Text: "建台账", Unit: "police", Due: "2026-07-10"}},
			})
		})
		for who, unit := range map[string]string{"who was given it": "police", "somebody else": "health"} {
			by := store.Actor{ID: "person:wu", Unit: unit, Home: "360402"}
			if _, err := try(t, db, by, func(tx *store.Tx) (any, error) { return campaign.Finish(t.Context(), tx, m.ID, m.Version, 0) }); !errors.Is(err, campaign.ErrNotSteering) {
				t.Errorf("%s: %v", who, err)
			}
		}
		done := act(t, db, wood, func(tx *store.Tx) (campaign.Record[campaign.Meeting], error) {
			return campaign.Finish(t.Context(), tx, m.ID, m.Version, 0)
		})
		if done.Waiting != 0 || done.Body.FollowUps[0].DoneOn != "2026-07-01" {
			t.Errorf("%+v", done)
		}
		for want, version := range map[error]int64{campaign.ErrRecordMoved: m.Version, campaign.ErrFollowUp: done.Version} {
			if _, err := try(t, db, chief, func(tx *store.Tx) (any, error) {
				return campaign.Finish(t.Context(), tx, m.ID, version, 0)
			}); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
	})
}
