package search_test

import (
	"context"
	"slices"
	"testing"

	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

var (
	lianxi  = store.Actor{ID: "person:li", Home: "360402"}
	chaisan = store.Actor{ID: "person:wu", Home: "360404"}
)

var ledger = map[ref.Ref]string{
	"subject:1": "濂溪花鸟12号\n十里街道长虹大道347号",
	"subject:2": "象牙塔书店\n濂溪大道1号",
	"subject:3": "ＡＢＣ宠物店\n鳖路",
	"subject:4": "老王水产\n花园路鸟巢旁",
}

func TestFind(t *testing.T) {
	storetest.Each(t, []store.Part{search.Part}, func(t *testing.T, db *store.DB) {
		put(t, db, lianxi, ledger)
		put(t, db, chaisan, map[ref.Ref]string{"subject:9": "柴桑花鸟行"})
		for name, c := range map[string]struct {
			query string
			want  []ref.Ref
		}{
			"two characters":            {"花鸟", []ref.Ref{"subject:1"}},
			"side by side only":         {"象鸟", nil},
			"not across a line":         {"号十", nil},
			"two words":                 {"濂溪 大道", []ref.Ref{"subject:1", "subject:2"}},
			"one character":             {"鳖", []ref.Ref{"subject:3"}},
			"last character":            {"店", []ref.Ref{"subject:2", "subject:3"}},
			"full width finds half":     {"abc", []ref.Ref{"subject:3"}},
			"digits":                    {"347", []ref.Ref{"subject:1"}},
			"a whole name":              {"濂溪花鸟12号", []ref.Ref{"subject:1"}},
			"nothing":                   {"  ", nil},
			"punctuation is no command": {`" OR '); DROP`, nil},
			"quotes":                    {`'花鸟"`, []ref.Ref{"subject:1"}},
		} {
			t.Run(name, func(t *testing.T) {
				got := find(t, db, lianxi, c.query)
				if !slices.Equal(got, c.want) {
					t.Errorf("%q finds %v, want %v", c.query, got, c.want)
				}
			})
		}
	})
}

func TestARenamedShopIsFoundByItsNewName(t *testing.T) {
	storetest.Each(t, []store.Part{search.Part}, func(t *testing.T, db *store.DB) {
		put(t, db, lianxi, ledger)
		put(t, db, lianxi, map[ref.Ref]string{"subject:1": "春晓花卉"})
		if old, now := find(t, db, lianxi, "花鸟"), find(t, db, lianxi, "春晓"); len(old) != 0 || len(now) != 1 {
			t.Errorf("by the old name %v, by the new one %v", old, now)
		}
		keep(t, db, lianxi, func(tx *store.Tx) error { return search.Drop(t.Context(), tx, "subject:1") })
		if now := find(t, db, lianxi, "春晓"); len(now) != 0 {
			t.Errorf("dropped, yet found: %v", now)
		}
	})
}

func put(t *testing.T, db *store.DB, by store.Actor, docs map[ref.Ref]string) {
	t.Helper()
	keep(t, db, by, func(tx *store.Tx) error {
		for r, text := range docs {
			if err := search.Put(context.Background(), tx, search.Doc{Ref: r, Text: text}); err != nil {
				return err
			}
		}
		return nil
	})
}

func keep(t *testing.T, db *store.DB, by store.Actor, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Keep(t.Context(), by, fn); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, db *store.DB, by store.Actor, query string) (out []ref.Ref) {
	t.Helper()
	err := db.Look(t.Context(), by, func(tx *store.Tx) (err error) {
		out, err = search.Find(t.Context(), tx, "subject", query, 10)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
