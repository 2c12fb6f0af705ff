package view_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/view"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

var (
	zhang = store.Actor{ID: "person:zhang", Unit: "u1", Home: "360402"}
	li    = store.Actor{ID: "person:li", Unit: "u1", Home: "360402"}
	wang  = store.Actor{ID: "person:wang", Unit: "u2", Home: "360402"}
)

func names(t *testing.T, db *store.DB, by store.Actor) string {
	t.Helper()
	var out []string
	err := db.Look(t.Context(), by, func(tx *store.Tx) error {
		vs, err := view.Saved(t.Context(), tx, "ledger")
		for _, v := range vs {
			name := v.Name
			if v.Mine {
				name += "*"
			}
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestViewsAreOnesOwnOrTheUnits(t *testing.T) {
	storetest.Each(t, []store.Part{view.Part}, func(t *testing.T, db *store.DB) {
		save := func(by store.Actor, v view.View) view.View {
			t.Helper()
			out, err := view.Save(t.Context(), db, by, v)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		own := save(zhang, view.View{List: "ledger", Name: " 花鸟市场 ", Query: map[string]string{"venue": "market_bird"}, Columns: map[string]any{"frozen": 1.0}})
		all := save(zhang, view.View{List: "ledger", Name: "C、D级", Shared: true})
		save(zhang, view.View{List: "leads", Name: "逾期"})
		for _, c := range []struct {
			by   store.Actor
			want string
		}{{zhang, "花鸟市场* C、D级*"}, {li, "C、D级"}, {wang, ""}} {
			if got := names(t, db, c.by); got != c.want {
				t.Errorf("%s sees %q, not %q", c.by.ID, got, c.want)
			}
		}
		own.Name, own.Query = "花鸟", map[string]string{"venue": "market_bird", "grade": "C"}
		if again := save(zhang, own); again.ID != own.ID || again.Query["grade"] != "C" || again.Columns["frozen"] != 1.0 || !again.Mine {
			t.Errorf("saved again %+v", again)
		}
		if _, err := view.Save(t.Context(), db, li, all); !errors.Is(err, view.ErrNotFound) {
			t.Errorf("another changes it: %v", err)
		}
		if err := view.Drop(t.Context(), db, li, all.ID); !errors.Is(err, view.ErrNotFound) {
			t.Errorf("another drops it: %v", err)
		}
		if err := view.Drop(t.Context(), db, zhang, all.ID); err != nil || names(t, db, zhang) != "花鸟*" {
			t.Errorf("dropped: %v, %s stays", err, names(t, db, zhang))
		}
	})
}

func TestWhatIsNoView(t *testing.T) {
	db := storetest.SQLite(t, view.Part)
	for want, v := range map[error]view.View{
		view.ErrName: {List: "ledger", Name: strings.Repeat("长", 31)}, view.ErrList: {List: "../x", Name: "a"},
		view.ErrSize:     {List: "ledger", Name: "a", Query: map[string]string{"q": strings.Repeat("长", 3000)}},
		view.ErrNotFound: {ID: "nobody", List: "ledger", Name: "a"},
	} {
		if _, err := view.Save(t.Context(), db, zhang, v); !errors.Is(err, want) {
			t.Errorf("%v: got %v", want, err)
		}
	}
	for i := range 51 {
		if _, err := view.Save(t.Context(), db, zhang, view.View{List: "ledger", Name: strconv.Itoa(i)}); (err == nil) != (i < 50) {
			t.Fatalf("view %d: %v", i, err)
		}
	}
}
