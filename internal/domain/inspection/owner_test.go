package inspection_test

import (
	"errors"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// town is an officer of a township, who has recorded nothing of what is here.
var town = store.Actor{ID: "person:du", Unit: "town", Home: "360402"}

func TestOnlyWhoRecordedItTakesItBack(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		v := record(t, db, lawful())
		o := act(t, db, chen, func(tx *store.Tx) (inspection.Order, error) {
			return inspection.PlaceOrder(t.Context(), tx, inspection.Order{Visit: v.ID, Kind: "correct", Text: "撤下菜单", Day: "2026-07-01", Due: "2026-07-08"})
		})
		s := act(t, db, chen, func(tx *store.Tx) (inspection.Signage, error) {
			return inspection.ClearSignage(t.Context(), tx, inspection.Signage{Visit: v.ID, Quantity: 2})
		})
		n := act(t, db, chen, func(tx *store.Tx) (inspection.Notice, error) {
			n, _, err := inspection.IssueNotice(t.Context(), tx, lawful())
			return n, err
		})
		act(t, db, chen, func(tx *store.Tx) (int, error) {
			return inspection.CheckOnline(t.Context(), tx, inspection.Run{ID: "r1", Campaign: v.Campaign, Day: "2026-07-01"},
				[]inspection.Look{{Target: "shop1", Kind: "shop"}})
		})
		c := inspection.Change{ID: v.ID, Version: v.Version, Reason: "不想要了"}
		forestry := lawful()
		forestry.Organs, forestry.Officers = []string{"林业局"}, []string{"150001"}
		for name, do := range map[string]func(*store.Tx) error{
			"withdraw": func(tx *store.Tx) error { _, err := inspection.Withdraw(t.Context(), tx, c); return err },
			"correct":  func(tx *store.Tx) error { _, err := inspection.Correct(t.Context(), tx, c, lawful()); return err },
			"join others": func(tx *store.Tx) error {
				_, err := inspection.Join(t.Context(), tx, c, forestry)
				return err
			},
			"join nobody": func(tx *store.Tx) error {
				_, err := inspection.Join(t.Context(), tx, c, inspection.Entry{Text: "看过"})
				return err
			},
			"order": func(tx *store.Tx) error {
				_, err := inspection.WithdrawOrder(t.Context(), tx, o.ID, o.Version, "x")
				return err
			},
			"order upon it": func(tx *store.Tx) error {
				_, err := inspection.PlaceOrder(t.Context(), tx, inspection.Order{Visit: v.ID, Kind: "correct", Text: "x", Day: "2026-07-01", Due: "2026-07-08"})
				return err
			},
			"signs upon it": func(tx *store.Tx) error {
				_, err := inspection.ClearSignage(t.Context(), tx, inspection.Signage{Visit: v.ID, Quantity: 2})
				return err
			},
			"recheck": func(tx *store.Tx) error {
				_, err := inspection.LookAgain(t.Context(), tx, o.ID, o.Version, inspection.Recheck{Day: "2026-07-01", Passed: true})
				return err
			},
			"signage": func(tx *store.Tx) error {
				_, err := inspection.WithdrawSignage(t.Context(), tx, s.ID, s.Version, "x")
				return err
			},
			"notice": func(tx *store.Tx) error {
				_, err := inspection.WithdrawNotice(t.Context(), tx, n.ID, n.Version, "x")
				return err
			},
			"online": func(tx *store.Tx) error {
				_, err := inspection.WithdrawCheck(t.Context(), tx, "r1", "shop1", "x")
				return err
			},
		} {
			if err := db.Act(t.Context(), town, do); !errors.Is(err, inspection.ErrNotYours) || fault.Of(err).Kind != fault.Forbidden {
				t.Errorf("%s: got %v", name, err)
			}
		}
		joined := act(t, db, lin, func(tx *store.Tx) (inspection.Visit, error) { return inspection.Join(t.Context(), tx, c, forestry) })
		c.Version = joined.Version
		if err := db.Act(t.Context(), lin, func(tx *store.Tx) error { _, err := inspection.Withdraw(t.Context(), tx, c); return err }); err != nil {
			t.Errorf("an organ of the visit: %v", err)
		}
	})
}
