package permit_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

var (
	wu    = store.Actor{ID: "person:wu", Unit: "unit:forestry", Department: "forestry", Home: "360402"}
	li    = store.Actor{ID: "person:li", Unit: "unit:market", Department: "market", Home: "360402"}
	parts = []store.Part{permit.Part}
)

// farm is a breeding permit for 200 bullfrogs' cousins and any number of pythons.
func farm() permit.Permit {
	return permit.Permit{Kind: permit.Breeding, Number: "赣林护驯繁〔2025〕12号", Issuer: "江西省林业局", Holder: "subject:farm", Name: "濂溪区某养殖场",
		Lines: []permit.Line{{Name: "虎纹蛙", Unit: "只", Qty: "200"}, {Name: "蟒蛇"}}, IssuedOn: "2025-03-01", From: "2025-03-01", To: "2027-02-28"}
}

func act[T any](t testing.TB, db *store.DB, by store.Actor, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Act(t.Context(), by, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func refused[T any](t testing.TB, db *store.DB, want error, fn func(*store.Tx) (T, error)) *fault.Fault {
	t.Helper()
	err := db.Act(t.Context(), wu, func(tx *store.Tx) error { _, err := fn(tx); return err })
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	return fault.Of(err)
}

func register(t testing.TB, db *store.DB, p permit.Permit) permit.Permit {
	t.Helper()
	return act(t, db, wu, func(tx *store.Tx) (permit.Permit, error) { return permit.Register(t.Context(), tx, p) })
}

func look[T any](t testing.TB, db *store.DB, fn func(*store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { out, err = fn(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsAPermit(t *testing.T) {
	db := storetest.SQLite(t, parts...)
	for name, c := range map[string]struct {
		spoil func(*permit.Permit)
		want  error
	}{
		"of a kind there is not":       {func(p *permit.Permit) { p.Kind = "pass" }, permit.ErrKind},
		"without a number":             {func(p *permit.Permit) { p.Number = " \u3000" }, permit.ErrNumber},
		"from nobody":                  {func(p *permit.Permit) { p.Issuer = "" }, permit.ErrNumber},
		"for nobody":                   {func(p *permit.Permit) { p.Holder, p.Name = "", " " }, permit.ErrHolder},
		"for a visit":                  {func(p *permit.Permit) { p.Holder = "visit:1" }, permit.ErrHolder},
		"for no animal":                {func(p *permit.Permit) { p.Lines = nil }, permit.ErrSpecies},
		"for an animal without a name": {func(p *permit.Permit) { p.Lines = []permit.Line{{Qty: "1", Unit: "只"}} }, permit.ErrSpecies},
		"less than none":               {func(p *permit.Permit) { p.Lines[0].Qty = "-1" }, permit.ErrQuantity},
		"none":                         {func(p *permit.Permit) { p.Lines[0].Qty = "0" }, permit.ErrQuantity},
		"many":                         {func(p *permit.Permit) { p.Lines[0].Qty = "若干" }, permit.ErrQuantity},
		"two hundred of what":          {func(p *permit.Permit) { p.Lines[0].Unit = "" }, permit.ErrQuantity},
		"from the moon":                {func(p *permit.Permit) { p.Origin = "moon" }, permit.ErrOrigin},
		"over before it began":         {func(p *permit.Permit) { p.To = "2025-02-28" }, permit.ErrDay},
		"until a day there is not":     {func(p *permit.Permit) { p.To = "2027-02-30" }, permit.ErrDay},
		"since when":                   {func(p *permit.Permit) { p.From, p.IssuedOn = "", "" }, permit.ErrDay},
		"with a page for a number":     {func(p *permit.Permit) { p.Number = strings.Repeat("号", 201) }, permit.ErrLong},
		"of a form nobody has seen":    {func(p *permit.Permit) { p.Number = "#½ ～№ 7/b" }, nil},
		"of an animal nobody knows":    {func(p *permit.Permit) { p.Lines[0].Name = "不明怪兽" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := farm()
			p.Number += name
			c.spoil(&p)
			refused(t, db, c.want, func(tx *store.Tx) (permit.Permit, error) { return permit.Register(t.Context(), tx, p) })
		})
	}
}

func TestALifeOfAPermit(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		p := register(t, db, farm())
		again := farm()
		again.Number = "赣林护驯繁 〔2025〕１２号"
		f := refused(t, db, permit.ErrExists, func(tx *store.Tx) (permit.Permit, error) { return permit.Register(t.Context(), tx, again) })
		if old, ok := f.Theirs.(permit.Permit); !ok || old.ID != p.ID {
			t.Errorf("the first is not named: %v", f.Theirs)
		}
		again.Issuer = "九江市林业局" // another organ counts for itself
		register(t, db, again)
		p.To = "2028-02-29"
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { _, err := permit.Amend(t.Context(), tx, p); return err }); !errors.Is(err, permit.ErrNotYours) {
			t.Errorf("another unit amends: %v", err)
		}
		q := p
		q.Lines = nil // lines stay
		p = act(t, db, wu, func(tx *store.Tx) (permit.Permit, error) { return permit.Amend(t.Context(), tx, q) })
		if p.To != "2028-02-29" || len(p.Lines) != 2 || p.Version != 2 {
			t.Errorf("amended to %+v", p)
		}
		refused(t, db, permit.ErrMoved, func(tx *store.Tx) (permit.Permit, error) { return permit.Amend(t.Context(), tx, q) })
		refused(t, db, permit.ErrReason, func(tx *store.Tx) (permit.Permit, error) {
			return permit.Revoke(t.Context(), tx, p.ID, p.Version, "2026-05-01", " ")
		})
		refused(t, db, permit.ErrDay, func(tx *store.Tx) (permit.Permit, error) {
			return permit.Revoke(t.Context(), tx, p.ID, p.Version, "", "超范围经营")
		})
		p = act(t, db, wu, func(tx *store.Tx) (permit.Permit, error) {
			return permit.Revoke(t.Context(), tx, p.ID, p.Version, "2026-05-01", "超范围经营")
		})
		refused(t, db, permit.ErrRevoked, func(tx *store.Tx) (permit.Permit, error) { return permit.Amend(t.Context(), tx, p) })
		for day, want := range map[string]permit.Standing{
			"2025-02-28": permit.NotYet, "2025-03-01": permit.Valid, "2026-04-30": permit.Valid, "2026-05-01": permit.Revoked, "2030-01-01": permit.Revoked,
		} {
			if got := p.On(day); got != want {
				t.Errorf("on %s: %s, want %s", day, got, want)
			}
		}
		for day, want := range map[string]permit.Standing{"2027-02-28": permit.Valid, "2027-03-01": permit.Expired} {
			if got := farm().On(day); got != want {
				t.Errorf("on %s: %s, want %s", day, got, want)
			}
		}
		ps := look(t, db, func(tx *store.Tx) ([]permit.Permit, error) {
			ps, _, err := permit.List(t.Context(), tx, permit.Filter{Number: "赣林护驯繁〔2025〕12号", Holder: "subject:farm"}, store.Page{})
			return ps, err
		})
		if len(ps) != 2 {
			t.Errorf("%d found by number", len(ps))
		}
	})
}

func TestTheBalanceNeverGoesBelowZeroUnsaid(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		p := register(t, db, farm())
		book := func(day, way, qty, over string) (m permit.Movement, err error) {
			err = db.Act(t.Context(), wu, func(tx *store.Tx) error {
				m, err = permit.Move(t.Context(), tx, permit.Movement{Permit: p.ID, Line: 1, Day: day, Way: way, Qty: qty, Source: "visit:1", Over: over})
				return err
			})
			return m, err
		}
		var in permit.Movement
		for _, s := range []struct {
			day, way, qty, over string
			want                error
		}{
			{"2025-06-01", "out", "150", "", nil},
			{"2025-07-01", "in", "20", "", nil},
			{"2025-06-15", "out", "60", "", permit.ErrShort}, // 50 were left that day, though 70 a month later
			{"2025-06-15", "out", "50", "", nil},
			{"2025-05-01", "out", "1", "", permit.ErrShort}, // enough that day, too little in June
			{"2025-08-01", "out", "20.000001", "", permit.ErrShort},
			{"2025-08-01", "out", "20", "没有超出", nil},
			{"2025-09-01", "out", "5", "现场多出 5 只，已责令说明", nil},
			{"2025-09-01", "sideways", "5", "", permit.ErrWay},
			{"2025-09-01", "in", "0", "", permit.ErrQuantity},
			{"2999-09-01", "in", "1", "", permit.ErrDay},
		} {
			m, err := book(s.day, s.way, s.qty, s.over)
			if !errors.Is(err, s.want) {
				t.Errorf("%+v: %v", s, err)
			}
			if s.qty == "20" && s.way == "in" {
				in = m
			}
			if s.over == "没有超出" && m.Over != "" {
				t.Error("an excuse is kept where none was needed")
			}
		}
		refused(t, db, permit.ErrQuantity, func(tx *store.Tx) (permit.Movement, error) {
			return permit.Move(t.Context(), tx, permit.Movement{Permit: p.ID, Line: 2, Way: "in", Qty: "1", Text: "购入"}) // the paper counts none
		})
		refused(t, db, permit.ErrLine, func(tx *store.Tx) (permit.Movement, error) {
			return permit.Move(t.Context(), tx, permit.Movement{Permit: p.ID, Line: 3, Way: "in", Qty: "1", Text: "购入"})
		})
		for day, want := range map[string]struct {
			left  string
			short bool
		}{"2025-02-28": {"0", false}, "2025-03-01": {"200", false}, "2025-06-15": {"0", false}, "2025-07-01": {"20", false}, "2025-08-01": {"0", false}, "2025-09-01": {"-5", true}} {
			if got := balance(t, db, p, day); got.Left != want.left || got.Short != want.short {
				t.Errorf("on %s: %+v", day, got)
			}
		}
		refused(t, db, permit.ErrReason, func(tx *store.Tx) (permit.Movement, error) { return permit.Unmove(t.Context(), tx, in.ID, "") })
		act(t, db, wu, func(tx *store.Tx) (permit.Movement, error) {
			return permit.Unmove(t.Context(), tx, in.ID, "重复登记")
		})
		refused(t, db, permit.ErrMovement, func(tx *store.Tx) (permit.Movement, error) {
			return permit.Unmove(t.Context(), tx, in.ID, "重复登记")
		})
		if got := balance(t, db, p, "2025-08-01"); got.Left != "-20" || !got.Short {
			t.Errorf("after taking the arrival back: %+v", got)
		}
		if all := look(t, db, func(tx *store.Tx) ([]permit.Movement, error) { return permit.Movements(t.Context(), tx, p.ID) }); len(all) != 6 {
			t.Errorf("%d movements are kept", len(all))
		}
	})
}

func balance(t *testing.T, db *store.DB, p permit.Permit, day string) permit.Balance {
	t.Helper()
	return look(t, db, func(tx *store.Tx) ([]permit.Balance, error) { return permit.Balances(t.Context(), tx, p, day) })[0]
}

func mark() permit.Mark {
	return permit.Mark{Kind: "terrestrial", Number: "ABC-0001", Species: "蟒蛇", Form: "二胡（蟒皮）", Specimen: "一号柜第 3 件", BoundOn: "2026-01-02"}
}

func TestAMarkBelongsToOneSpecimen(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		put := func(m permit.Mark) permit.Mark {
			return act(t, db, wu, func(tx *store.Tx) (permit.Mark, error) { return permit.RegisterMark(t.Context(), tx, m) })
		}
		m := put(mark())
		twin := mark()
		twin.Number, twin.Specimen = "abc－0001", "二号柜第 1 件"
		f := refused(t, db, permit.ErrMarkExists, func(tx *store.Tx) (permit.Mark, error) { return permit.RegisterMark(t.Context(), tx, twin) })
		if !strings.Contains(f.Detail, "一号柜第 3 件") || f.Theirs.(permit.Mark).ID != m.ID {
			t.Errorf("the other is not named: %s", f.Detail)
		}
		f = refused(t, db, permit.ErrBound, func(tx *store.Tx) (permit.Mark, error) {
			return permit.BindMark(t.Context(), tx, m.ID, m.Version, permit.Mark{Specimen: "二号柜第 1 件"})
		})
		if !strings.Contains(f.Detail, "一号柜第 3 件") {
			t.Errorf("the other is not named: %s", f.Detail)
		}
		loose := mark()
		loose.Number, loose.Specimen, loose.BoundOn = "ABC-0002", "", ""
		next := put(loose)
		refused(t, db, permit.ErrSpecimen, func(tx *store.Tx) (permit.Mark, error) {
			return permit.BindMark(t.Context(), tx, next.ID, next.Version, permit.Mark{})
		})
		next = act(t, db, wu, func(tx *store.Tx) (permit.Mark, error) {
			return permit.BindMark(t.Context(), tx, next.ID, next.Version, permit.Mark{Specimen: "一号柜第 3 件改制", Lot: "2 件"})
		})
		refused(t, db, permit.ErrMoved, func(tx *store.Tx) (permit.Mark, error) {
			return permit.VoidMark(t.Context(), tx, m.ID, 99, "改制", next.ID)
		})
		refused(t, db, permit.ErrMark, func(tx *store.Tx) (permit.Mark, error) {
			return permit.VoidMark(t.Context(), tx, m.ID, m.Version, "改制", m.ID)
		})
		m = act(t, db, wu, func(tx *store.Tx) (permit.Mark, error) {
			return permit.VoidMark(t.Context(), tx, m.ID, m.Version, "形态改变，换发新标识", next.ID)
		})
		refused(t, db, permit.ErrMarkState, func(tx *store.Tx) (permit.Mark, error) {
			return permit.BindMark(t.Context(), tx, m.ID, m.Version, permit.Mark{Specimen: "x"})
		})
		water := mark()
		water.Kind = "aquatic" // another issuer's numbers
		put(water)
		for want, spoil := range map[error]func(*permit.Mark){
			permit.ErrMarkKind: func(m *permit.Mark) { m.Kind = "x" }, permit.ErrMarkNumber: func(m *permit.Mark) { m.Number = " " },
			permit.ErrSpecies: func(m *permit.Mark) { m.Species = "" }, permit.ErrNotFound: func(m *permit.Mark) { m.Permit = "nobody" },
		} {
			bad := mark()
			bad.Number = "ABC-0009"
			spoil(&bad)
			refused(t, db, want, func(tx *store.Tx) (permit.Mark, error) { return permit.RegisterMark(t.Context(), tx, bad) })
		}
	})
}

func TestWhatAVerificationFoundIsKept(t *testing.T) {
	storetest.Each(t, parts, func(t *testing.T, db *store.DB) {
		m := act(t, db, wu, func(tx *store.Tx) (permit.Mark, error) { return permit.RegisterMark(t.Context(), tx, mark()) })
		worth := func(day string, want permit.MarkVerdict) {
			t.Helper()
			if got := look(t, db, func(tx *store.Tx) (permit.Marking, error) { return permit.MarkOn(t.Context(), tx, "abc-0001", day) }); got.Verdict != want {
				t.Errorf("on %s: %+v, want %s", day, got, want)
			}
		}
		verify := func(v permit.Verification) permit.Verification {
			v.About = m.Ref()
			return act(t, db, li, func(tx *store.Tx) (permit.Verification, error) { return permit.Verify(t.Context(), tx, v) })
		}
		worth("2026-03-01", permit.MarkUnverified)
		for _, c := range []struct {
			v      permit.Verification
			result string
			worth  permit.MarkVerdict
		}{
			{permit.Verification{Day: "2026-03-01", Way: "sight", Number: "yes", Specimen: "yes"}, permit.Unclear, permit.MarkUnverified},
			{permit.Verification{Day: "2026-03-02", Way: "qr", Found: "yes", Number: "yes"}, permit.Match, permit.MarkValid},
			{permit.Verification{Day: "2026-03-03", Way: "qr", Found: "yes", Form: "no"}, permit.Mismatch, permit.MarkMismatch},
			{permit.Verification{Day: "2026-03-04", Way: "query", Found: "no"}, permit.Mismatch, permit.MarkMismatch},
		} {
			if got := verify(c.v); got.Result != c.result || got.By != li.ID {
				t.Errorf("%+v: %s", c.v, got.Result)
			}
			worth(c.v.Day, c.worth)
		}
		worth("2026-03-02", permit.MarkValid) // as it was known then
		if vs := look(t, db, func(tx *store.Tx) ([]permit.Verification, error) {
			return permit.Verifications(t.Context(), tx, m.Ref())
		}); len(vs) != 4 {
			t.Errorf("%d are kept", len(vs))
		}
		act(t, db, wu, func(tx *store.Tx) (permit.Mark, error) {
			return permit.VoidMark(t.Context(), tx, m.ID, m.Version, "遗失", "")
		})
		worth("2999-01-01", permit.MarkMismatch)
		if got := look(t, db, func(tx *store.Tx) (permit.Marking, error) { return permit.MarkOn(t.Context(), tx, "XYZ", "2026-03-01") }); got.Verdict != permit.MarkUnknown {
			t.Errorf("a mark nobody registered: %+v", got)
		}
		for name, v := range map[string]permit.Verification{
			"of nothing": {Way: "qr", Found: "yes"}, "in no way": {About: m.Ref(), Found: "yes"}, "that looked at nothing": {About: m.Ref(), Way: "qr"},
			"that says perhaps": {About: m.Ref(), Way: "qr", Found: "perhaps"},
		} {
			t.Run(name, func(t *testing.T) {
				refused(t, db, permit.ErrVerify, func(tx *store.Tx) (permit.Verification, error) { return permit.Verify(t.Context(), tx, v) })
			})
		}
		refused(t, db, permit.ErrNotFound, func(tx *store.Tx) (permit.Verification, error) {
			return permit.Verify(t.Context(), tx, permit.Verification{About: ref.Of("permit", "x"), Way: "qr", Found: "yes"})
		})
	})
}
