package outreach_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

var (
	li = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	wu = store.Actor{ID: "person:wu", Unit: "unit:west", Department: "forestry", Home: "360402"}
)

func poster(n int64) outreach.Activity {
	return outreach.Activity{Kind: "poster", Title: "拒食野味海报", Place: "莲花镇农贸市场", Quantity: n,
		Photos: []string{"blob:1"}, Region: "360402100000", Campaign: "spring"}
}

func TestWhatCanBeRecorded(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*outreach.Activity)
		want  error
	}{
		"as it should be":      {func(*outreach.Activity) {}, nil},
		"no photo":             {func(a *outreach.Activity) { a.Photos = nil }, outreach.ErrPhoto},
		"nothing hung":         {func(a *outreach.Activity) { a.Quantity = 0 }, outreach.ErrQuantity},
		"less than nobody":     {func(a *outreach.Activity) { a.People = -1 }, outreach.ErrQuantity},
		"unknown kind":         {func(a *outreach.Activity) { a.Kind = "balloon" }, outreach.ErrKind},
		"nowhere":              {func(a *outreach.Activity) { a.Place = " " }, outreach.ErrTitle},
		"a title of a page":    {func(a *outreach.Activity) { a.Title = strings.Repeat("长", 201) }, outreach.ErrLong},
		"a title of 200":       {func(a *outreach.Activity) { a.Title = strings.Repeat("长", 200) }, nil},
		"tomorrow":             {func(a *outreach.Activity) { a.HeldOn = "2999-01-01" }, outreach.ErrDay},
		"no such day":          {func(a *outreach.Activity) { a.HeldOn = "2026-02-30" }, outreach.ErrDay},
		"a region too short":   {func(a *outreach.Activity) { a.Region = "360402" }, outreach.ErrRegion},
		"on a day that passed": {func(a *outreach.Activity) { a.HeldOn = "2026-03-03" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, []store.Part{outreach.Part}, func(t *testing.T, db *store.DB) {
				a := poster(3)
				c.spoil(&a)
				err := db.Act(t.Context(), li, func(tx *store.Tx) error { _, err := outreach.Hold(t.Context(), tx, a); return err })
				if !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
			})
		})
	}
}

// standing sums the quantities that were not taken back.
func standing(t *testing.T, db *store.DB, subject ref.Ref) (sum int64) {
	t.Helper()
	var es []journal.Entry
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { es, err = journal.Of(t.Context(), tx, subject); return err }); err != nil {
		t.Fatal(err)
	}
	amount := map[int64]int64{}
	for _, e := range es {
		if q, ok := e.Facts["quantity"].(int64); ok && e.Reverses == 0 {
			amount[e.Seq] = q
		}
		delete(amount, e.Reverses)
	}
	for _, q := range amount {
		sum += q
	}
	return sum
}

func TestCorrectionsCountOnce(t *testing.T) {
	storetest.Each(t, []store.Part{outreach.Part}, func(t *testing.T, db *store.DB) {
		a := act(t, db, li, func(tx *store.Tx) (outreach.Activity, error) { return outreach.Hold(t.Context(), tx, poster(30)) })
		a.Quantity = 3
		a = act(t, db, li, func(tx *store.Tx) (outreach.Activity, error) { return outreach.Amend(t.Context(), tx, a) })
		a.Title = "拒食野味宣传海报"
		a = act(t, db, li, func(tx *store.Tx) (outreach.Activity, error) { return outreach.Amend(t.Context(), tx, a) })
		if got := standing(t, db, outreach.Ref(a.ID)); got != 3 {
			t.Errorf("after the correction %d posters stand, want 3", got)
		}
		stale := a
		stale.Version--
		for want, fn := range map[error]func(*store.Tx) error{
			outreach.ErrMoved: func(tx *store.Tx) error { _, err := outreach.Amend(t.Context(), tx, stale); return err },
			outreach.ErrReason: func(tx *store.Tx) error {
				_, err := outreach.Withdraw(t.Context(), tx, a.ID, a.Version, "")
				return err
			},
			outreach.ErrNotFound: func(tx *store.Tx) error { _, err := outreach.Withdraw(t.Context(), tx, "none", 1, "x"); return err },
		} {
			if err := db.Act(t.Context(), li, fn); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		if err := db.Act(t.Context(), wu, func(tx *store.Tx) error { _, err := outreach.Amend(t.Context(), tx, a); return err }); !errors.Is(err, outreach.ErrNotYours) {
			t.Errorf("another unit: %v", err)
		}
		act(t, db, li, func(tx *store.Tx) (outreach.Activity, error) {
			return outreach.Withdraw(t.Context(), tx, a.ID, a.Version, "重复登记")
		})
		if got := standing(t, db, outreach.Ref(a.ID)); got != 0 {
			t.Errorf("after withdrawal %d posters stand", got)
		}
		if err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			as, _, err := outreach.List(t.Context(), tx, outreach.Filter{}, store.Page{})
			if len(as) != 0 {
				t.Errorf("a withdrawn activity is listed: %v", as)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestASubjectSignsOnce(t *testing.T) {
	storetest.Each(t, []store.Part{outreach.Part}, func(t *testing.T, db *store.DB) {
		var a, again outreach.Commitment
		if err := db.Act(t.Context(), li, func(tx *store.Tx) (err error) {
			var errs [3]error
			a, errs[0] = sign(t, tx, "subject:1")
			again, errs[1] = sign(t, tx, "subject:1")
			_, errs[2] = sign(t, tx, "subject:2")
			return errors.Join(errs[:]...)
		}); err != nil {
			t.Fatal(err)
		}
		if a.ID != again.ID {
			t.Errorf("one subject, two commitments: %s and %s", a.ID, again.ID)
		}
		if n := covered(t, db); n != 2 {
			t.Errorf("%d subjects covered, want 2", n)
		}
		revoke := func(tx *store.Tx) error { return outreach.Revoke(t.Context(), tx, a.ID, "签错主体") }
		if err := db.Act(t.Context(), wu, revoke); !errors.Is(err, outreach.ErrNotYours) {
			t.Errorf("another unit revoked it: %v", err)
		}
		if err := db.Act(t.Context(), li, revoke); err != nil {
			t.Fatal(err)
		}
		if err := db.Act(t.Context(), li, revoke); !errors.Is(err, outreach.ErrNotFound) {
			t.Errorf("revoked twice: %v", err)
		}
		if n := covered(t, db); n != 1 {
			t.Errorf("%d subjects covered, want 1", n)
		}
		if c := act(t, db, li, func(tx *store.Tx) (outreach.Commitment, error) { return sign(t, tx, "subject:1") }); c.ID == a.ID {
			t.Error("a revoked commitment was taken for a standing one")
		}
	})
}

func sign(t *testing.T, tx *store.Tx, subject ref.Ref) (outreach.Commitment, error) {
	return outreach.Sign(t.Context(), tx, outreach.Commitment{Entity: subject, Campaign: "spring", Photo: "blob:1"})
}

func covered(t *testing.T, db *store.DB) (n int64) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { n, err = outreach.Coverage(t.Context(), tx, "spring"); return err }); err != nil {
		t.Fatal(err)
	}
	return n
}

func act[T any](t *testing.T, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Act(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}
