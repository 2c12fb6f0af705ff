package org_test

import (
	"context"
	"errors"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
)

// TestWhatIsTypedInMakesNoOfficerOfThePast: a list may say since when somebody
// serves; who types it in, only of late. Today is 2026-11-25.
func TestWhatIsTypedInMakesNoOfficerOfThePast(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		bureau := open(t, db, org.Bureau, "市场监督管理局")
		for name, c := range map[string]struct {
			from, to string   // of the post, of the certificate
			days     []string // on which the person may inspect
			not      []string
			err      error
		}{
			"nothing is said: from today": {"", "2028-01-01", []string{"2026-11-25", "2027-06-01"}, []string{"2026-11-24", "2020-01-01"}, nil},
			"of late":                     {"2026-11-01", "2028-01-01", []string{"2026-11-01"}, []string{"2026-10-31"}, nil},
			"thirty-one days ago":         {"2026-10-25", "2028-01-01", []string{"2026-10-25"}, []string{"2026-10-24"}, nil},
			"a day earlier":               {"2026-10-24", "2028-01-01", nil, nil, org.ErrBackdated},
			"years ago":                   {"2019-01-01", "2028-01-01", nil, nil, org.ErrBackdated},
			"no day":                      {"99999", "2028-01-01", nil, nil, org.ErrDay},
			"valid until today":           {"", "2026-11-25", []string{"2026-11-25"}, []string{"2026-11-26"}, nil},
			"expired yesterday":           {"", "2026-11-24", nil, nil, org.ErrExpired},
			"nobody knows the end of it":  {"", "", nil, []string{"2026-11-25"}, nil},
		} {
			t.Run(name, func(t *testing.T) {
				admit := func(ctx context.Context, tx *store.Tx) (string, error) {
					a, err := org.AdmitByHand(ctx, tx, org.Arrival{Name: name, Unit: bureau.Name, From: c.from, Certificates: []org.Certificate{{Number: "C" + name, To: c.to}}})
					return a.Person.ID, err
				}
				steps := func(ctx context.Context, tx *store.Tx) (string, error) {
					p, err := org.Enter(ctx, tx, name, nil)
					if err != nil {
						return "", err
					}
					if _, err := org.AppointByHand(ctx, tx, org.Appointment{Person: p.ID, Unit: bureau.ID, From: c.from}); err != nil {
						return "", err
					}
					_, _, err = org.CertifyByHand(ctx, tx, org.Certificate{Person: p.ID, Number: "D" + name, To: c.to})
					return p.ID, err
				}
				for _, way := range []func(context.Context, *store.Tx) (string, error){admit, steps} {
					var who string
					err := try(t, db, func(ctx context.Context, tx *store.Tx) (err error) { who, err = way(ctx, tx); return err })
					if !errors.Is(err, c.err) {
						t.Fatalf("got %v, want %v", err, c.err)
					}
					on := func(day string) error {
						return db.Look(t.Context(), clerk, func(tx *store.Tx) error { _, err := org.CertifiedOn(t.Context(), tx, who, day); return err })
					}
					for _, day := range c.days {
						if err := on(day); err != nil {
							t.Errorf("on %s: %v", day, err)
						}
					}
					for _, day := range c.not {
						if on(day) == nil {
							t.Errorf("inspects on %s", day)
						}
					}
				}
			})
		}
	})
}

// TestNobodyLiftsHisOwnRecusal: another settles whom the words mean and when
// the cause is gone.
func TestNobodyLiftsHisOwnRecusal(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		p := admit(t, db, org.Arrival{Name: "丁桂娜", Unit: "林业局", Recusals: []org.Recusal{{Words: "父亲的鹿场"}}}).Person
		r := look(t, db, func(ctx context.Context, tx *store.Tx) ([]org.Recusal, error) { return org.Recusals(ctx, tx, p.ID) })[0]
		himself := store.Actor{ID: "person:" + p.ID, Home: clerk.Home}
		for _, s := range []struct {
			name string
			by   store.Actor
			does func(context.Context, *store.Tx) (org.Recusal, error)
			err  error
		}{
			{"settles his own", himself, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) {
				return org.SettleRecusal(ctx, tx, r.ID, "s1")
			}, org.ErrOwnRecusal},
			{"the clerk settles it", clerk, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) {
				return org.SettleRecusal(ctx, tx, r.ID, "s1")
			}, nil},
			{"lifts his own", himself, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) { return org.LiftRecusal(ctx, tx, r.ID) }, org.ErrOwnRecusal},
			{"the clerk lifts it", clerk, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) { return org.LiftRecusal(ctx, tx, r.ID) }, nil},
			{"lifts one nobody has", clerk, func(ctx context.Context, tx *store.Tx) (org.Recusal, error) { return org.LiftRecusal(ctx, tx, "none") }, org.ErrNotFound},
		} {
			err := db.Act(t.Context(), s.by, func(tx *store.Tx) error { _, err := s.does(t.Context(), tx); return err })
			if !errors.Is(err, s.err) {
				t.Fatalf("%s: got %v, want %v", s.name, err, s.err)
			}
		}
	})
}
