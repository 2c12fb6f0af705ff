package inspection_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

func TestCheckOnline(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		var looks []inspection.Look
		for i := range 1203 {
			looks = append(looks, inspection.Look{Target: fmt.Sprint("shop", i), Kind: "shop", Title: "某店"})
		}
		looks = append(looks, inspection.Look{Target: "mall", Kind: "platform"}, inspection.Look{Target: "mall", Kind: "platform"})
		run := inspection.Run{ID: "r1", Campaign: "lianxi-2026", Day: "2026-07-01"}
		check := func(r inspection.Run, looks []inspection.Look) (int, error) {
			return try(t, db, chen, func(tx *store.Tx) (int, error) { return inspection.CheckOnline(t.Context(), tx, r, looks) })
		}
		if n, err := check(run, looks); n != 1204 || err != nil {
			t.Fatalf("%d new, %v", n, err)
		}
		counted := func() (per []int64, total int64) {
			for _, e := range entries(t, db, ref.Of("run", "r1")) {
				n := e.Facts["count"].(int64)
				if int(n) != len(e.Facts["targets"].([]string)) {
					t.Errorf("count %d of %d targets", n, len(e.Facts["targets"].([]string)))
				}
				per = append(per, n)
				if e.Reverses != 0 {
					n = -n
				}
				total += n
			}
			return per, total
		}
		if per, _ := counted(); !slices.Equal(per, []int64{1000, 203, 1}) {
			t.Errorf("entries of %v", per)
		}
		if n, err := check(run, append(looks, inspection.Look{Target: "late", Kind: "site"})); n != 1 || err != nil {
			t.Errorf("the run again: %d new, %v", n, err)
		}
		withdraw := func(target string) error {
			_, err := try(t, db, chen, func(tx *store.Tx) (inspection.Check, error) {
				return inspection.WithdrawCheck(t.Context(), tx, "r1", target, "误点")
			})
			return err
		}
		for _, target := range []string{"shop5", "shop6", "late"} {
			if err := withdraw(target); err != nil {
				t.Fatal(err)
			}
		}
		if _, total := counted(); total != 1202 {
			t.Errorf("%d count after three were withdrawn", total)
		}
		if err := withdraw("shop5"); !errors.Is(err, inspection.ErrWithdrawn) {
			t.Errorf("withdrawn twice: %v", err)
		}
		if err := withdraw("nobody"); !errors.Is(err, inspection.ErrCheckNotFound) {
			t.Errorf("never checked: %v", err)
		}
		for want, x := range map[error][]inspection.Look{
			inspection.ErrTarget:  {{Target: "x", Kind: "stall"}},
			inspection.ErrTooMany: make([]inspection.Look, inspection.MaxLooks+1),
		} {
			if _, err := check(run, x); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
	})
}

func TestSingleOnlineCheckCountsOnceADay(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		one := func(day string) []journal.Entry {
			act(t, db, chen, func(tx *store.Tx) (int, error) {
				return inspection.CheckOnline(t.Context(), tx, inspection.Run{Campaign: "lianxi-2026", Day: day}, []inspection.Look{{Target: "shop", Kind: "shop"}})
			})
			return entries(t, db, ref.Of("run", "lianxi-2026/"+day))
		}
		if a, b := one("2026-06-30"), one("2026-07-01"); len(a) != 1 || len(b) != 1 {
			t.Errorf("%d and %d", len(a), len(b))
		}
		n := look(t, db, func(tx *store.Tx) (int, error) { // once more the same day writes nothing
			return inspection.CheckOnline(t.Context(), tx, inspection.Run{Campaign: "lianxi-2026", Day: "2026-07-01"}, []inspection.Look{{Target: "shop", Kind: "shop"}})
		})
		if n != 0 {
			t.Errorf("%d new", n)
		}
		var all []string
		for next, more := "", true; more; more = next != "" {
			for _, c := range look(t, db, func(tx *store.Tx) (cs []inspection.Check, err error) {
				cs, next, err = inspection.Checks(t.Context(), tx, "", inspection.CheckFilter{Kind: "shop"}, store.Page{After: next, Limit: 1})
				return cs, err
			}) {
				all = append(all, c.Day)
			}
		}
		if !slices.Equal(all, []string{"2026-06-30", "2026-07-01"}) {
			t.Errorf("pages %v", all)
		}
	})
}
