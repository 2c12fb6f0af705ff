package inspection_test

import (
	"errors"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

func TestOrder(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		v := record(t, db, lawful())
		place := func(o inspection.Order) (inspection.Order, error) {
			return try(t, db, chen, func(tx *store.Tx) (inspection.Order, error) { return inspection.PlaceOrder(t.Context(), tx, o) })
		}
		o, err := place(inspection.Order{Visit: v.ID, Kind: "correct", Text: "撤下菜单中的“野味”字样", Day: "2026-07-01", Due: "2026-07-08"})
		if err != nil {
			t.Fatal(err)
		}
		if es := entries(t, db, o.Ref()); len(es) != 1 || es[0].Facts["kind"] != "correct" || es[0].Facts["entity"] != "wang" || es[0].Region != v.Region {
			t.Errorf("entries %+v", es)
		}
		for name, x := range map[string]struct {
			o    inspection.Order
			want error
		}{
			"no kind":      {inspection.Order{Visit: v.ID, Kind: "beg", Text: "x", Day: "2026-07-01", Due: "2026-07-08"}, inspection.ErrOrderKind},
			"no text":      {inspection.Order{Visit: v.ID, Kind: "correct", Day: "2026-07-01", Due: "2026-07-08"}, inspection.ErrOrderText},
			"due before":   {inspection.Order{Visit: v.ID, Kind: "correct", Text: "x", Day: "2026-07-01", Due: "2026-06-30"}, inspection.ErrOrderDue},
			"no visit":     {inspection.Order{Visit: "none", Kind: "correct", Text: "x", Day: "2026-07-01", Due: "2026-07-08"}, inspection.ErrNotFound},
			"no campaign":  {inspection.Order{Entity: "shop", Kind: "stop_service", Text: "x", Day: "2026-07-01", Due: "2026-07-08"}, campaign.ErrNotFound},
			"in the past":  {inspection.Order{Entity: "shop", Campaign: v.Campaign, Kind: "stop_service", Text: "x", Day: "2026-05-01", Due: "2026-07-08"}, campaign.ErrOutside},
			"not from now": {inspection.Order{Entity: "shop", Campaign: v.Campaign, Kind: "stop_service", Text: "x", Day: "2026-07-02", Due: "2026-07-08"}, inspection.ErrFuture},
		} {
			if _, err := place(x.o); !errors.Is(err, x.want) {
				t.Errorf("%s: got %v, want %v", name, err, x.want)
			}
		}
		at(db, "2026-07-09")
		late := look(t, db, func(tx *store.Tx) ([]inspection.Order, error) {
			os, _, err := inspection.Orders(t.Context(), tx, inspection.OrderFilter{DueBy: "2026-07-08"}, store.Page{})
			return os, err
		})
		if len(late) != 1 || !late[0].Overdue("2026-07-09") || late[0].Overdue("2026-07-08") {
			t.Errorf("late %+v", late)
		}
		again := func(r inspection.Recheck) error {
			got, err := try(t, db, chen, func(tx *store.Tx) (inspection.Order, error) {
				return inspection.LookAgain(t.Context(), tx, o.ID, o.Version, r)
			})
			if err == nil {
				o = got
			}
			return err
		}
		if err := again(inspection.Recheck{Day: "2026-07-09"}); !errors.Is(err, inspection.ErrOrderDue) {
			t.Errorf("not passed, without a new day: %v", err)
		}
		if err := again(inspection.Recheck{Day: "2026-07-09", Due: "2026-07-20", Text: "仍有一份"}); err != nil || o.State != inspection.OrderOpen || o.Due != "2026-07-20" {
			t.Errorf("not passed: %+v, %v", o, err)
		}
		if err := again(inspection.Recheck{Day: "2026-06-30", Passed: true}); !errors.Is(err, inspection.ErrRecheckDay) {
			t.Errorf("looked again before: %v", err)
		}
		if err := again(inspection.Recheck{Day: "2026-07-09", Passed: true}); err != nil || o.State != inspection.OrderDone {
			t.Errorf("passed: %+v, %v", o, err)
		}
		if err := again(inspection.Recheck{Day: "2026-07-09", Passed: true}); !errors.Is(err, inspection.ErrState) {
			t.Errorf("done is done: %v", err)
		}
	})
}

func TestWithdrawOrderAndSignage(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		v := record(t, db, lawful())
		o := act(t, db, chen, func(tx *store.Tx) (inspection.Order, error) {
			return inspection.PlaceOrder(t.Context(), tx, inspection.Order{Entity: "shop", Region: v.Region, Campaign: v.Campaign, Kind: "stop_service", Text: "停止服务", Day: "2026-07-01", Due: "2026-07-03"})
		})
		act(t, db, chen, func(tx *store.Tx) (inspection.Order, error) {
			return inspection.WithdrawOrder(t.Context(), tx, o.ID, o.Version, "对象有误")
		})
		if es := entries(t, db, o.Ref()); len(es) != 2 || sum(es, "rectification.ordered") != 0 {
			t.Errorf("order: %+v", es)
		}
		if _, err := try(t, db, chen, func(tx *store.Tx) (any, error) {
			return inspection.ClearSignage(t.Context(), tx, inspection.Signage{Visit: v.ID})
		}); !errors.Is(err, inspection.ErrQuantity) {
			t.Errorf("no signs: %v", err)
		}
		s := act(t, db, chen, func(tx *store.Tx) (inspection.Signage, error) {
			return inspection.ClearSignage(t.Context(), tx, inspection.Signage{Visit: v.ID, Quantity: 3, Text: "菜单"})
		})
		es := entries(t, db, ref.Of("signage", s.ID))
		if len(es) != 1 || es[0].Facts["quantity"] != int64(3) || es[0].Day != v.Day {
			t.Errorf("signage: %+v", es)
		}
		act(t, db, chen, func(tx *store.Tx) (inspection.Signage, error) {
			return inspection.WithdrawSignage(t.Context(), tx, s.ID, s.Version, "重复登记")
		})
		if es := entries(t, db, ref.Of("signage", s.ID)); sum(es, "signage.cleared") != 0 {
			t.Errorf("signage withdrawn: %+v", es)
		}
	})
}
