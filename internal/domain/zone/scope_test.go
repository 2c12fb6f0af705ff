package zone_test

import (
	"fmt"
	"testing"

	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/species"
)

func TestWhomItProtects(t *testing.T) {
	db := storetest.SQLite(t, parts...)
	for _, s := range []zone.Scope{{All: true}, {Groups: []string{"鸟纲"}}, {Classes: []species.Class{species.National1, species.National2}}, {Names: []string{"野猪", "麻雀"}}} {
		z := winter()
		z.Title, z.Scope = fmt.Sprintf("%v", s), s
		enacted(t, db, z)
	}
	for name, c := range map[string]struct{ hits, undecided int }{
		"麻雀":   {3, 0}, // all, birds, by name
		"穿山甲":  {2, 0}, // all, class
		"中华鲟":  {0, 0}, // a fish is not hunted
		"不明怪兽": {1, 3},
		"":     {1, 3},
	} {
		got := ask(t, db, zone.Query{Day: "2026-12-01", Species: name})
		if len(got.Hits) != c.hits || len(got.Undecided) != c.undecided {
			t.Errorf("%s: %d hits, %d undecided: %+v", name, len(got.Hits), len(got.Undecided), got)
		}
	}
}
