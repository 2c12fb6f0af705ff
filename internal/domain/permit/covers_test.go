package permit_test

import (
	"errors"
	"testing"

	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

func TestWhatThePapersCover(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		p := register(t, db, farm())
		other := farm()
		other.Kind, other.Number, other.Lines, other.To = permit.Quarantine, "检 1", []permit.Line{{Name: "虎纹蛙", Unit: "kg", Qty: "2"}}, "2025-03-05"
		register(t, db, other)
		gone := farm()
		gone.Kind, gone.Number, gone.Holder, gone.Name = permit.Use, "准〔2025〕1号", "", "某餐馆"
		gone = register(t, db, gone)
		act(t, db, wu, func(tx *store.Tx) (permit.Permit, error) {
			return permit.Revoke(t.Context(), tx, gone.ID, gone.Version, "2025-10-01", "提供虚假材料")
		})
		act(t, db, wu, func(tx *store.Tx) (permit.Movement, error) {
			return permit.Move(t.Context(), tx, permit.Movement{Permit: p.ID, Line: 1, Day: "2025-12-01", Way: "out", Qty: "150", Text: "出售"})
		})
		base := permit.Query{Holder: "subject:farm", Species: "虎纹蛙", Day: "2026-06-01", Qty: "50", Unit: "只", Origin: "captive", Act: "sell", Purpose: permit.ForPermit}
		for name, c := range map[string]struct {
			change func(*permit.Query)
			want   permit.Verdict
		}{
			"what is left":                 {func(q *permit.Query) {}, permit.Covered},
			"one more than is left":        {func(q *permit.Query) { q.Qty = "51" }, permit.Insufficient},
			"as much, before the sale":     {func(q *permit.Query) { q.Qty, q.Day = "200", "2025-11-30" }, permit.Covered},
			"without a quantity":           {func(q *permit.Query) { q.Qty = "" }, permit.Covered},
			"by weight":                    {func(q *permit.Query) { q.Unit = "kg" }, permit.Doubtful},
			"a species without a quantity": {func(q *permit.Query) { q.Species = "蟒蛇" }, permit.Covered},
			"on the last day":              {func(q *permit.Query) { q.Day = "2027-02-28" }, permit.Covered},
			"the day after":                {func(q *permit.Query) { q.Day = "2027-03-01" }, permit.IsExpired},
			"the day before it began":      {func(q *permit.Query) { q.Day = "2025-02-28" }, permit.IsNotYet},
			"from the wild":                {func(q *permit.Query) { q.Origin = "wild" }, permit.NoneHeld},
			"from nobody knows where":      {func(q *permit.Query) { q.Origin = "unknown" }, permit.Doubtful},
			"another's":                    {func(q *permit.Query) { q.Holder = "subject:other" }, permit.NoneHeld},
			"by the printed name":          {func(q *permit.Query) { q.Holder, q.Name = "", "濂溪区 某养殖场" }, permit.Covered},
			"to hunt":                      {func(q *permit.Query) { q.Act = "hunt" }, permit.NoneHeld},
			"to breed":                     {func(q *permit.Query) { q.Act = "breed" }, permit.Covered},
			"to advertise":                 {func(q *permit.Query) { q.Act = "advertise" }, permit.NoneHeld},
			"as a proof of origin":         {func(q *permit.Query) { q.Purpose = permit.ForProvenance }, permit.Covered},
			"quarantined, in time": {func(q *permit.Query) {
				q.Purpose, q.Day, q.Qty, q.Unit = permit.ForQuarantine, "2025-03-05", "2000", "g"
			}, permit.Covered},
			"quarantined, a gram too much": {func(q *permit.Query) {
				q.Purpose, q.Day, q.Qty, q.Unit = permit.ForQuarantine, "2025-03-05", "2001", "g"
			}, permit.Insufficient},
			"quarantined, too long ago":        {func(q *permit.Query) { q.Purpose = permit.ForQuarantine }, permit.IsExpired},
			"a revoked approval":               {func(q *permit.Query) { q.Holder, q.Name = "", "某餐馆" }, permit.IsRevoked},
			"the same, before it was revoked":  {func(q *permit.Query) { q.Holder, q.Name, q.Day, q.Origin = "", "某餐馆", "2025-09-30", "wild" }, permit.Covered},
			"another animal":                   {func(q *permit.Query) { q.Species = "穿山甲" }, permit.NoneHeld},
			"by its former name":               {func(q *permit.Query) { q.Species = "蟒" }, permit.Covered},
			"an animal whose name says little": {func(q *permit.Query) { q.Species = "不明怪兽" }, permit.Doubtful},
		} {
			t.Run(name, func(t *testing.T) {
				q := base
				c.change(&q)
				got := look(t, db, func(tx *store.Tx) (permit.Cover, error) { return permit.Covers(t.Context(), tx, q) })
				if got.Verdict != c.want || got.Verdict != permit.NoneHeld && got.Number == "" || got.Verdict != permit.Covered && len(got.Reasons) == 0 {
					t.Errorf("got %+v, want %s", got, c.want)
				}
			})
		}
		second := farm()
		second.Number = "赣林护驯繁〔2025〕13号"
		second.Lines = []permit.Line{{Name: "虎纹蛙", Unit: "只", Qty: "50"}}
		register(t, db, second)
		q := base
		q.Qty = "100"
		if got := look(t, db, func(tx *store.Tx) (permit.Cover, error) { return permit.Covers(t.Context(), tx, q) }); got.Verdict != permit.Doubtful {
			t.Errorf("two permits together: %+v", got)
		}
		for _, c := range []struct {
			ids  []string
			want bool
		}{{nil, false}, {[]string{"a", "farm", "z"}, true}, {[]string{"a", "z"}, false}} {
			if got := look(t, db, func(tx *store.Tx) (bool, error) { return permit.Concerns(t.Context(), tx, c.ids) }); got != c.want {
				t.Errorf("%v: %v", c.ids, got)
			}
		}
		for want, q := range map[error]permit.Query{permit.ErrDay: {}, permit.ErrQuantity: {Day: "2026-01-01", Qty: "-1"}} {
			if err := db.Look(t.Context(), li, func(tx *store.Tx) error { _, err := permit.Covers(t.Context(), tx, q); return err }); !errors.Is(err, want) {
				t.Errorf("%+v: %v", q, err)
			}
		}
	})
}
