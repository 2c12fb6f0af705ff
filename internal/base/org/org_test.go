package org_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

var clerk = store.Actor{ID: "person:clerk", Unit: "office", Home: "360402"}

// lists is whoever imports: it notes the list as such.
var lists = store.Part{Name: "list", Verbs: store.Verbs{"list.admitted": admitted{}}}

type admitted struct{}

func each(t *testing.T, fn func(t *testing.T, db *store.DB)) {
	storetest.Each(t, []store.Part{org.Part, lists}, func(t *testing.T, db *store.DB) {
		now := time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)
		db.Now = func() time.Time { now = now.Add(time.Second); return now }
		fn(t, db)
	})
}

func act[T any](t *testing.T, db *store.DB, fn func(context.Context, *store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := try(t, db, func(ctx context.Context, tx *store.Tx) (err error) { out, err = fn(ctx, tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func try(t *testing.T, db *store.DB, fn func(context.Context, *store.Tx) error) error {
	t.Helper()
	return db.Act(t.Context(), clerk, func(tx *store.Tx) error {
		if err := fn(t.Context(), tx); err != nil {
			return err
		}
		return tx.Note(store.Note{Verb: "list.admitted", Subject: "list:1", Facts: admitted{}}) // a list notes itself, also when nothing was new
	})
}

func look[T any](t *testing.T, db *store.DB, fn func(context.Context, *store.Tx) (T, error)) (out T) {
	t.Helper()
	if err := db.Look(t.Context(), clerk, func(tx *store.Tx) (err error) { out, err = fn(t.Context(), tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func open(t *testing.T, db *store.DB, kind org.Kind, name string) org.Unit {
	t.Helper()
	return act(t, db, func(ctx context.Context, tx *store.Tx) (org.Unit, error) {
		return org.OpenUnit(ctx, tx, org.Unit{Kind: kind, Name: name})
	})
}

func admit(t *testing.T, db *store.DB, a org.Arrival) org.Admission {
	t.Helper()
	return act(t, db, func(ctx context.Context, tx *store.Tx) (org.Admission, error) { return org.Admit(ctx, tx, a) })
}

func TestUnits(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		for name, c := range map[string]struct {
			unit org.Unit
			dep  string
			err  error
		}{
			"a bureau tells its department":   {org.Unit{Kind: org.Bureau, Name: "濂溪区 市场监督管理局"}, "market", nil},
			"a township has none":             {org.Unit{Kind: org.Township, Name: "姑塘镇", Region: "360402100000"}, "", nil},
			"森林公安 are police":                 {org.Unit{Kind: org.Department, Name: "濂溪区森林公安分局"}, "police", nil},
			"a bureau of nothing":             {org.Unit{Kind: org.Bureau, Name: "濂溪区某局"}, "", org.ErrDepartment},
			"an unknown department":           {org.Unit{Kind: org.Office, Name: "甲", Department: "magic"}, "", org.ErrDepartment},
			"a township of another county":    {org.Unit{Kind: org.Township, Name: "别处镇", Region: "360403100000"}, "", org.ErrRegion},
			"a region of too few digits":      {org.Unit{Kind: org.Township, Name: "短镇", Region: "360402"}, "", org.ErrRegion},
			"no name":                         {org.Unit{Kind: org.Office, Name: " \u200b"}, "", org.ErrName},
			"no such kind":                    {org.Unit{Kind: "club", Name: "钓鱼协会"}, "", org.ErrKind},
			"a parent that is not there":      {org.Unit{Kind: org.Office, Name: "乙", Parent: "x"}, "", org.ErrNotFound},
			"a coordinating office of no one": {org.Unit{Kind: org.Coordination, Name: "联席会议办公室"}, "", nil},
		} {
			t.Run(name, func(t *testing.T) {
				var u org.Unit
				err := try(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
					u, err = org.OpenUnit(ctx, tx, c.unit)
					return err
				})
				if !errors.Is(err, c.err) || u.Department != c.dep {
					t.Errorf("got %v, department %q", err, u.Department)
				}
			})
		}
	})
}

func TestAUnitIsRenamedAndClosed(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		a := open(t, db, org.Bureau, "林业局")
		open(t, db, org.Bureau, "市监局")
		p := admit(t, db, org.Arrival{Name: "余强昇", Unit: "林业局"})
		for _, s := range []struct {
			name string
			do   func(context.Context, *store.Tx) error
			err  error
		}{
			{"opened twice", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.OpenUnit(ctx, tx, org.Unit{Kind: org.Bureau, Name: "林业局"})
				return err
			}, org.ErrTwin},
			{"renamed to another's name", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.RenameUnit(ctx, tx, a.ID, "市监局", 1)
				return err
			}, org.ErrTwin},
			{"renamed", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.RenameUnit(ctx, tx, a.ID, "自然资源和林业局", 1)
				return err
			}, nil},
			{"renamed from what is gone", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.RenameUnit(ctx, tx, a.ID, "林草局", 1)
				return err
			}, org.ErrMoved},
			{"closed with people in it", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.CloseUnit(ctx, tx, a.ID, 2)
				return err
			}, org.ErrOccupied},
			{"the last one leaves", func(ctx context.Context, tx *store.Tx) error {
				d, err := org.Leave(ctx, tx, p.Person.ID, a.ID, "")
				if err == nil && !d.Last {
					t.Error("it was the last post")
				}
				return err
			}, nil},
			{"closed", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.CloseUnit(ctx, tx, a.ID, 2)
				return err
			}, nil},
			{"appointed to what is closed", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.Appoint(ctx, tx, org.Appointment{Person: p.Person.ID, Unit: a.ID})
				return err
			}, org.ErrNotFound},
			{"the name is free again", func(ctx context.Context, tx *store.Tx) error {
				_, err := org.OpenUnit(ctx, tx, org.Unit{Kind: org.Bureau, Name: "自然资源和林业局"})
				return err
			}, nil},
		} {
			if err := try(t, db, s.do); !errors.Is(err, s.err) {
				t.Fatalf("%s: got %v, want %v", s.name, err, s.err)
			}
		}
	})
}

func TestWhoMayEnforceOnADay(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		market, forestry := open(t, db, org.Bureau, "市监局"), open(t, db, org.Bureau, "林业局")
		open(t, db, org.Coordination, "联席办")
		wang := admit(t, db, org.Arrival{Name: "汪鱀金", Unit: "市监局", Certificates: []org.Certificate{
			{Number: "36041001028", To: "2027-02-27"}, {Number: "360402800004", To: "2028-05-01"}}, Recusals: []org.Recusal{{Subject: "s1"}, {Words: "某鹿场"}}}).Person
		late := admit(t, db, org.Arrival{Name: "顾燕", Unit: "市监局", Certificates: []org.Certificate{{Number: "36041001007", To: "2024-12-05"}}}).Person
		bare := admit(t, db, org.Arrival{Name: "无证", Unit: "市监局", Certificates: []org.Certificate{{Number: "1"}}}).Person
		desk := admit(t, db, org.Arrival{Name: "协调", Unit: "联席办", Certificates: []org.Certificate{{Number: "2", To: "2030-01-01"}}}).Person
		act(t, db, func(ctx context.Context, tx *store.Tx) (org.Post, error) {
			return org.Appoint(ctx, tx, org.Appointment{Person: wang.ID, Unit: forestry.ID, From: "2026-11-01"})
		})
		act(t, db, func(ctx context.Context, tx *store.Tx) (org.Departure, error) {
			return org.Leave(ctx, tx, late.ID, market.ID, "2026-11-20")
		})
		for name, c := range map[string]struct {
			who, day string
			deps     string
			err      error
		}{
			"valid":                          {wang.ID, "2026-11-25", "forestry,market", nil},
			"before the second post":         {wang.ID, "2026-10-31", "market", nil},
			"the second certificate goes on": {wang.ID, "2028-05-01", "forestry,market", nil},
			"the day after":                  {wang.ID, "2028-05-02", "forestry,market", org.ErrCertificate},
			"expired":                        {late.ID, "2026-11-19", "market", org.ErrCertificate},
			"was valid then":                 {late.ID, "2024-12-05", "market", nil},
			"left that day":                  {late.ID, "2026-11-20", "", org.ErrNotPosted},
			"a certificate without an end":   {bare.ID, "2026-11-25", "market", org.ErrCertificate},
			"the coordinating office":        {desk.ID, "2026-11-25", "", org.ErrCoordinates},
			"nobody":                         {"nobody", "2026-11-25", "", org.ErrNotFound},
		} {
			t.Run(name, func(t *testing.T) {
				db.Look(t.Context(), clerk, func(tx *store.Tx) error {
					o, err := org.CertifiedOn(t.Context(), tx, c.who, c.day)
					if !errors.Is(err, c.err) || strings.Join(o.Departments(), ",") != c.deps {
						t.Errorf("got %v %v", o.Departments(), err)
					}
					return nil
				})
			})
		}
		os := look(t, db, func(ctx context.Context, tx *store.Tx) ([]org.Officer, error) {
			return org.Officers(ctx, tx, "2026-11-25")
		})
		if len(os) != 2 || os[0].Person.ID != wang.ID || os[0].Unsettled != 1 || !slices.Equal(os[0].Recused, []string{"s1"}) {
			t.Fatalf("officers: %+v", os)
		}
		if err := os[0].May("s1"); !errors.Is(err, org.ErrInterest) {
			t.Errorf("recused, but %v", err)
		}
		if from, to := os[0].Valid(); from != "0001-01-01" || to != "2028-05-01" {
			t.Errorf("valid %s to %s", from, to)
		}
	})
}

func TestAPostIsHeldFromItsFirstDayToTheDayBeforeTheEnd(t *testing.T) {
	p := org.Post{From: "2026-11-01", Until: "2026-11-20"}
	for day, held := range map[string]bool{"2026-10-31": false, "2026-11-01": true, "2026-11-19": true, "2026-11-20": false} {
		if p.On(day) != held {
			t.Errorf("on %s", day)
		}
	}
}

func TestAdmittingTwiceChangesNothing(t *testing.T) {
	list := []org.Arrival{
		{Name: "贾　志", Unit: "市监局莲花镇分局", Phones: []string{"19900008343"}, Certificates: []org.Certificate{{Number: "36041001000", To: "2026-09-22", Items: []string{"食品安全", "广告"}}}},
		{Name: "贾志", Unit: "林业局野保股", Certificates: []org.Certificate{{Number: "36041001000", To: "2026-09-22"}}},
		{Name: "贾志", Unit: "市监局莲花镇分局", Certificates: []org.Certificate{{Number: "36041009999", To: "2027-01-01"}}},
		{Name: "毛燕", Unit: "十里街道", Recusals: []org.Recusal{{Words: "配偶之兄经营「欧美乐建材店」"}}},
		{Name: "毛 燕", Unit: "十里街道"},
	}
	each(t, func(t *testing.T, db *store.DB) {
		var created []bool
		for _, a := range list {
			created = append(created, admit(t, db, a).Created)
		}
		if !slices.Equal(created, []bool{true, false, true, true, false}) {
			t.Errorf("created: %v", created)
		}
		before := position(t, db)
		for _, a := range list {
			if got := admit(t, db, a); got.Changed() {
				t.Errorf("%s again: %+v", a.Name, got)
			}
		}
		if after := position(t, db); after != before {
			t.Errorf("admitting again noted %d entries", after-before)
		}
		renewed := admit(t, db, org.Arrival{Name: "贾志", Unit: "市监局莲花镇分局", Certificates: []org.Certificate{{Number: "36041001000", To: "2030-09-22"}}})
		if renewed.Created || renewed.Certified != 1 {
			t.Errorf("a renewal: %+v", renewed)
		}
		town := look(t, db, func(ctx context.Context, tx *store.Tx) (org.Unit, error) {
			return org.UnitNamed(ctx, tx, "十里街道")
		})
		if town.Kind != org.Township || town.Department != "" {
			t.Errorf("the township: %+v", town)
		}
	})
}

func TestWhoHasLeftIsNotBroughtBackByAnOldList(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		a := admit(t, db, org.Arrival{Name: "罗南成", Unit: "市监局"})
		act(t, db, func(ctx context.Context, tx *store.Tx) (org.Departure, error) {
			return org.Leave(ctx, tx, a.Person.ID, a.Unit.ID, "")
		})
		if again := admit(t, db, org.Arrival{Name: "罗南成", Unit: "市监局"}); again.Created || again.Appointed {
			t.Errorf("came back: %+v", again)
		}
		err := try(t, db, func(ctx context.Context, tx *store.Tx) error {
			_, err := org.Leave(ctx, tx, a.Person.ID, a.Unit.ID, "")
			return err
		})
		if !errors.Is(err, org.ErrNotPosted) {
			t.Errorf("left twice: %v", err)
		}
	})
}

func TestRecusals(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		p := admit(t, db, org.Arrival{Name: "丁桂娜", Unit: "林业局", Recusals: []org.Recusal{{Words: "父亲经营易大宗梅花鹿养殖基地"}}}).Person
		open := look(t, db, org.Unsettled)
		if len(open) != 1 {
			t.Fatalf("unsettled: %v", open)
		}
		settle := func(ctx context.Context, tx *store.Tx) error {
			_, err := org.SettleRecusal(ctx, tx, open[0].ID, "subject1")
			return err
		}
		if err := try(t, db, settle); err != nil {
			t.Fatal(err)
		}
		if err := try(t, db, settle); !errors.Is(err, org.ErrMoved) {
			t.Errorf("settled twice: %v", err)
		}
		if again := admit(t, db, org.Arrival{Name: "丁桂娜", Unit: "林业局", Recusals: []org.Recusal{{Words: "父亲经营易大宗梅花鹿养殖基地"}}}); again.Recused != 0 {
			t.Error("the settled words were declared anew")
		}
		act(t, db, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) {
			return org.LiftRecusal(ctx, tx, open[0].ID)
		})
		if again := admit(t, db, org.Arrival{Name: "丁桂娜", Unit: "林业局", Recusals: []org.Recusal{{Words: "父亲经营易大宗梅花鹿养殖基地"}}}); again.Recused != 0 {
			t.Error("an old list declares what was lifted")
		}
		left := look(t, db, func(ctx context.Context, tx *store.Tx) ([]org.Recusal, error) { return org.Recusals(ctx, tx, p.ID) })
		if len(left) != 0 {
			t.Errorf("lifted, but stands: %v", left)
		}
	})
}

func TestContacts(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		town := open(t, db, org.Township, "姑塘镇")
		name := func(c org.Contact) (bool, org.Contact) {
			var again bool
			got := act(t, db, func(ctx context.Context, tx *store.Tx) (out org.Contact, err error) {
				out, again, err = org.NameContact(ctx, tx, c)
				return out, err
			})
			return again, got
		}
		zhao := org.Contact{Unit: town.ID, Name: "赵东", Phones: []string{"19900008392"}, Role: "B角"}
		if again, c := name(zhao); again || c.Role != "B" || c.Phones[0] != "199****8392" {
			t.Errorf("first: %v %+v", again, c)
		}
		before := position(t, db)
		if again, _ := name(zhao); !again || position(t, db) != before {
			t.Error("the same again is a new contact")
		}
		name(org.Contact{Unit: town.ID, Name: "钱土", Role: "a"})
		cs := look(t, db, func(ctx context.Context, tx *store.Tx) ([]org.Contact, error) { return org.Contacts(ctx, tx, town.ID) })
		if len(cs) != 2 || cs[0].Name != "钱土" {
			t.Errorf("A comes before B: %+v", cs)
		}
		phones := look(t, db, func(ctx context.Context, tx *store.Tx) ([]string, error) { return org.ContactPhones(ctx, tx, cs[1].ID) })
		if !slices.Equal(phones, []string{"19900008392"}) {
			t.Errorf("phones: %v", phones)
		}
		err := try(t, db, func(ctx context.Context, tx *store.Tx) error {
			_, _, err := org.NameContact(ctx, tx, org.Contact{Unit: town.ID, Name: "丙", Role: "C角"})
			return err
		})
		if !errors.Is(err, org.ErrRole) {
			t.Errorf("C角: %v", err)
		}
	})
}

// TestTheJournalNamesNobody plants a name, a phone and a certificate number
// and looks for them in every entry.
func TestTheJournalNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		a := admit(t, db, org.Arrival{Name: "金丝雀", Unit: "市监局", Phones: []string{"13800001111"},
			Certificates: []org.Certificate{{Number: "99887766", To: "2030-01-01"}}, Recusals: []org.Recusal{{Words: "妻兄金丝雀店"}}})
		p := look(t, db, func(ctx context.Context, tx *store.Tx) (org.Person, error) {
			return org.GetPerson(ctx, tx, a.Person.ID)
		})
		p.Name, p.Phones = "金丝雀二", []string{"13800001111"}
		act(t, db, func(ctx context.Context, tx *store.Tx) (org.Person, error) { return org.Amend(ctx, tx, p) })
		es := look(t, db, func(ctx context.Context, tx *store.Tx) ([]journal.Entry, error) {
			return journal.Of(ctx, tx, ref.Of("person", a.Person.ID))
		})
		if len(es) != 5 {
			t.Errorf("%d entries of the person", len(es))
		}
		for _, e := range es {
			for k, v := range e.Facts {
				if s, ok := v.(string); ok && (strings.Contains(s, "金丝雀") || strings.Contains(s, "1380000") || strings.Contains(s, "998877")) {
					t.Errorf("%s tells %s: %s", e.Verb, k, s)
				}
			}
		}
	})
}

func TestPeopleAreListedByPages(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		for _, n := range []string{"甲一", "甲二", "乙"} {
			admit(t, db, org.Arrival{Name: n, Unit: "市监局"})
		}
		var names []string
		page := store.Page{Limit: 1}
		for {
			var next string
			ps := look(t, db, func(ctx context.Context, tx *store.Tx) (ps []org.Person, err error) {
				ps, next, err = org.People(ctx, tx, org.Filter{Name: "甲"}, page)
				return ps, err
			})
			for _, p := range ps {
				names = append(names, p.Name)
			}
			if page.After = next; next == "" {
				break
			}
		}
		if strings.Join(names, ",") != "甲一,甲二" {
			t.Errorf("listed %v", names)
		}
	})
}

// position counts what was noted of people and units.
func position(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	for _, e := range look(t, db, func(ctx context.Context, tx *store.Tx) ([]journal.Entry, error) { return journal.Run(ctx, tx, 0, 1000) }) {
		if e.Verb != "list.admitted" {
			n++
		}
	}
	return n
}
