package registry_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
)

var (
	parts = []store.Part{search.Part, registry.Part}
	li    = store.Actor{ID: "person:li", Unit: "unit:market", Department: "market", Home: "360402"}
)

func shop(name string) ledger.Subject {
	return ledger.Subject{Venue: ledger.Shop, Name: name, Address: "长虹大道12号", TownCode: "360402001000"}
}

func act(t *testing.T, db *store.DB, fn func(ctx context.Context, tx *store.Tx) error) error {
	t.Helper()
	return db.Act(t.Context(), li, func(tx *store.Tx) error { return fn(t.Context(), tx) })
}

func add(t *testing.T, db *store.DB, name string) (s registry.Subject) {
	t.Helper()
	if err := act(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
		s, err = registry.Add(ctx, tx, shop(name), []ledger.Key{ledger.Key("na\t" + name)}, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLife: who does what with a subject, and where it stands afterwards.
func TestLife(t *testing.T) {
	type step struct {
		do    string
		state registry.State
		err   error
	}
	for name, steps := range map[string][]step{
		"closed and taken up again": {{"close", registry.Closed, nil}, {"reopen", registry.Open, nil}},
		"closed once":               {{"close", registry.Closed, nil}, {"close", registry.Closed, registry.ErrState}},
		"a reason is wanted":        {{"close silently", registry.Open, registry.ErrReason}},
		"open stays open":           {{"reopen", registry.Open, registry.ErrState}},
		"corrected":                 {{"correct", registry.Open, nil}, {"close", registry.Closed, nil}, {"correct", registry.Closed, registry.ErrState}},
		"a phone that is none":      {{"correct the phone to abc12", registry.Open, registry.ErrPhone}},
		"no name":                   {{"correct to nothing", registry.Open, registry.ErrName}},
		"somebody was faster":       {{"correct", registry.Open, nil}, {"correct an old version", registry.Open, registry.ErrMoved}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
				s := add(t, db, "春晓花鸟店")
				for _, st := range steps {
					err := act(t, db, func(ctx context.Context, tx *store.Tx) error { return do(ctx, tx, st.do, s.ID) })
					if !errors.Is(err, st.err) {
						t.Fatalf("%s: got %v, want %v", st.do, err, st.err)
					}
					if got := get(t, db, s.ID); got.State != st.state {
						t.Fatalf("%s: state %s, want %s", st.do, got.State, st.state)
					}
				}
			})
		})
	}
}

func do(ctx context.Context, tx *store.Tx, what, id string) error {
	s, err := registry.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	switch what {
	case "close":
		_, err = registry.Close(ctx, tx, id, s.Version, "已停业")
	case "close silently":
		_, err = registry.Close(ctx, tx, id, s.Version, " ")
	case "reopen":
		_, err = registry.Reopen(ctx, tx, id, s.Version, "恢复经营")
	case "correct":
		_, err = registry.Correct(ctx, tx, id, s.Version, shop("春晓花鸟宠物店"))
	case "correct to nothing":
		_, err = registry.Correct(ctx, tx, id, s.Version, shop(" "))
	case "correct the phone to abc12":
		to := shop("春晓花鸟店")
		to.Phones = []string{"abc12"}
		_, err = registry.Correct(ctx, tx, id, s.Version, to)
	case "correct an old version":
		_, err = registry.Correct(ctx, tx, id, s.Version-1, shop("夏晓"))
	}
	return err
}

func get(t *testing.T, db *store.DB, id string) (s registry.Subject) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) {
		s, err = registry.Get(t.Context(), tx, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAConflictShowsTheOtherText(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		s := add(t, db, "甲")
		correct := func(name string) error {
			return act(t, db, func(ctx context.Context, tx *store.Tx) error {
				_, err := registry.Correct(ctx, tx, s.ID, s.Version, shop(name))
				return err
			})
		}
		if err := correct("先到"); err != nil {
			t.Fatal(err)
		}
		theirs, ok := fault.Of(correct("后到")).Theirs.(registry.Subject)
		if !ok || theirs.Name != "先到" || theirs.Version != s.Version+1 {
			t.Errorf("the second officer is shown %+v", theirs)
		}
	})
}

func TestTheSameShopIsNotAddedTwice(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		first := add(t, db, "甲")
		err := act(t, db, func(ctx context.Context, tx *store.Tx) error {
			_, err := registry.Add(ctx, tx, shop("甲"), []ledger.Key{"na\t甲"}, nil)
			return err
		})
		if theirs, _ := fault.Of(err).Theirs.(registry.Subject); !errors.Is(err, registry.ErrExists) || theirs.ID != first.ID {
			t.Errorf("got %v with %+v", err, theirs)
		}
	})
}

func TestPagesShowEveryoneOnce(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		for i := range 23 {
			add(t, db, fmt.Sprintf("店%02d", i%5)+string(rune('a'+i)))
		}
		for _, sort := range []string{"", "name", "-name", "updated", "-updated"} {
			seen, after := map[string]bool{}, ""
			for more := true; more; more = after != "" {
				err := db.Look(t.Context(), li, func(tx *store.Tx) error {
					list, next, err := registry.List(t.Context(), tx, registry.Filter{Sort: sort}, store.Page{After: after, Limit: 4})
					for _, s := range list {
						if seen[s.ID] {
							t.Errorf("sorted by %q: %s twice", sort, s.Name)
						}
						seen[s.ID] = true
					}
					after = next
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if len(seen) != 23 {
				t.Errorf("sorted by %q: %d of 23", sort, len(seen))
			}
		}
	})
}

func TestFilters(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		add(t, db, "象牙塔书店")
		add(t, db, "老王花鸟")
		for name, c := range map[string]struct {
			f    registry.Filter
			want int
		}{
			"all":                 {registry.Filter{}, 2},
			"two characters":      {registry.Filter{Query: "花鸟"}, 1},
			"nothing of the sort": {registry.Filter{Query: "穿山甲"}, 0},
			"a venue":             {registry.Filter{Venue: "shop"}, 2},
			"another venue":       {registry.Filter{Venue: "mall"}, 0},
			"a township":          {registry.Filter{Region: "360402001000"}, 2},
			"closed ones":         {registry.Filter{State: "closed"}, 0},
			"online ones":         {registry.Filter{Online: "yes"}, 0},
		} {
			t.Run(name, func(t *testing.T) {
				err := db.Look(t.Context(), li, func(tx *store.Tx) error {
					list, _, err := registry.List(t.Context(), tx, c.f, store.Page{})
					if len(list) != c.want {
						t.Errorf("%d, want %d", len(list), c.want)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			})
		}
	})
}

func TestADenominatorIsFrozenOnceAndProvable(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		add(t, db, "甲")
		add(t, db, "乙")
		freeze := func() error {
			return act(t, db, func(ctx context.Context, tx *store.Tx) error {
				_, err := registry.Freeze(ctx, tx, "lianxi-2026")
				return err
			})
		}
		if err := freeze(); err != nil {
			t.Fatal(err)
		}
		if err := freeze(); !errors.Is(err, registry.ErrFrozen) {
			t.Errorf("frozen again: %v", err)
		}
		add(t, db, "丙")
		err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			c, err := registry.Denominator(t.Context(), tx, "lianxi-2026")
			if err != nil {
				return err
			}
			ok, err := registry.Verify(t.Context(), tx, "lianxi-2026")
			if c.Count != 2 || !ok {
				t.Errorf("denominator %d, provable %v", c.Count, ok)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
