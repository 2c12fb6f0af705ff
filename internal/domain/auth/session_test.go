package auth_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

func TestSigningIn(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		for _, s := range []struct {
			name, login, password string
			wait                  time.Duration
			err                   error
		}{
			{"right", "guyan", chosen, 0, nil},
			{"capitals and full width are the same login", "ＧuYan ", chosen, 0, nil},
			{"nobody", "nobody", chosen, 0, auth.ErrSignIn},
			{"no login at all", "", chosen, 0, auth.ErrSignIn},
			{"the password handed out works no more", "guyan", "handed-out", 0, auth.ErrSignIn},
			{"wrong 2", "guyan", "x", 0, auth.ErrSignIn},
			{"wrong 3", "guyan", strings.Repeat("x", 1<<20), 0, auth.ErrSignIn},
			{"wrong 4", "guyan", "", 0, auth.ErrSignIn},
			{"right forgives", "guyan", chosen, 0, nil},
			{"wrong again 1", "guyan", "x", 0, auth.ErrSignIn},
			{"wrong again 2", "guyan", "x", 0, auth.ErrSignIn},
			{"wrong again 3", "guyan", "x", 0, auth.ErrSignIn},
			{"wrong again 4", "guyan", "x", 0, auth.ErrSignIn},
			{"wrong again 5 locks", "guyan", "x", 0, auth.ErrSignIn},
			{"right while locked: the same answer", "guyan", chosen, 0, auth.ErrSignIn},
			{"still locked", "guyan", chosen, 14*time.Minute + 59*time.Second, auth.ErrSignIn},
			{"free again", "guyan", chosen, 2 * time.Second, nil},
		} {
			w.pass(s.wait)
			_, err := w.signIn(s.login, s.password, "")
			w.wants(s.name, err, s.err)
		}
	})
}

// TestAStrangerLocksNobodyOut: who knows a login locks it where he is; only
// very many failures lock it everywhere, and an address that tries everybody
// is shut itself.
func TestAStrangerLocksNobodyOut(t *testing.T) {
	few := cheap
	few.Flood, few.Spray = 12, 20
	each(t, few, func(w *world) {
		w.hire("guyan", "市监局")
		w.hire("wangwu", "市监局")
		for _, s := range []struct {
			name, login, address string
			guesses              int
			wait                 time.Duration
			err                  error // of the right password after the guesses
		}{
			{"five guesses lock where they are made", "guyan", "10.0.0.9", 5, 0, auth.ErrSignIn},
			{"not where the officer sits", "guyan", "10.0.0.1", 0, 0, nil},
			{"nor the other login", "wangwu", "10.0.0.9", 0, 0, nil},
			{"a second stranger", "guyan", "10.0.0.8", 5, 0, auth.ErrSignIn},
			{"two more and it is locked everywhere", "guyan", "10.0.0.7", 2, 0, auth.ErrSignIn},
			{"where the officer sits too", "guyan", "10.0.0.1", 0, 0, auth.ErrSignIn},
			{"for a quarter of an hour", "guyan", "10.0.0.1", 0, 16 * time.Minute, nil},
			{"failures long ago do not add up", "guyan", "10.0.0.1", 4, 0, nil},
			{"nineteen at logins nobody has", "nobody", "10.0.0.5", 19, 0, auth.ErrSignIn},
			{"shut the address", "wangwu", "10.0.0.5", 0, 0, auth.ErrSignIn},
			{"and no other", "wangwu", "10.0.0.1", 0, 0, nil},
			{"until it is over", "wangwu", "10.0.0.5", 0, 16 * time.Minute, nil},
		} {
			w.pass(s.wait)
			try := auth.Try{Login: s.login, Password: "x", Address: s.address}
			for range s.guesses {
				_, _, err := w.guard.SignIn(w.Context(), try)
				w.wants(s.name, err, auth.ErrSignIn)
			}
			try.Password = chosen
			_, _, err := w.guard.SignIn(w.Context(), try)
			w.wants(s.name, err, s.err)
		}
		w.pass(time.Hour)
		w.must(w.guard.Sweep(w.Context()))
		var left int
		w.must(w.db.Look(w.Context(), operator, func(tx *store.Tx) error {
			return tx.Row(w.Context(), `SELECT count(*) FROM auth_count`).Scan(&left)
		}))
		if left != 0 {
			w.Errorf("%d counts are kept for ever", left)
		}
	})
}

// TestEveryFailureTakesAsLong holds the answers to unknown, wrong and locked
// against the floor, which the cheap hash lies far below.
func TestEveryFailureTakesAsLong(t *testing.T) {
	slow := cheap
	slow.Floor, slow.Wrong = 120*time.Millisecond, 1
	each(t, slow, func(w *world) {
		w.hire("guyan", "市监局")
		for _, try := range [][2]string{{"nobody", chosen}, {"guyan", "wrong"}, {"guyan", chosen}} {
			began := time.Now()
			_, err := w.signIn(try[0], try[1], "")
			w.wants(try[0], err, auth.ErrSignIn)
			if d := time.Since(began); d < slow.Floor || d > slow.Floor+400*time.Millisecond {
				t.Errorf("%v answered after %v", try, d)
			}
		}
	})
}

func TestGuessesMadeAtOnceAllCount(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() { w.signIn("guyan", "guess", "") })
		}
		wait.Wait()
		_, err := w.signIn("guyan", chosen, "")
		w.wants("after eight guesses at once", err, auth.ErrSignIn)
	})
}

func TestASessionEnds(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		for name, c := range map[string]struct {
			every time.Duration
			times int
			err   error
		}{
			"at once it lasts":         {0, 1, nil},
			"29 minutes idle":          {29 * time.Minute, 1, nil},
			"30 minutes idle":          {30 * time.Minute, 1, auth.ErrSession},
			"in use for eleven hours":  {20 * time.Minute, 33, nil},
			"in use for twelve hours":  {20 * time.Minute, 36, auth.ErrSession},
			"small steps are also use": {4 * time.Minute, 20, nil},
		} {
			t.Run(name, func(t *testing.T) {
				token, err := w.signIn("guyan", chosen, "")
				w.must(err)
				for i := range c.times {
					w.pass(c.every)
					_, err = w.guard.Resolve(t.Context(), token)
					if err != nil && i < c.times-1 {
						t.Fatalf("ended after %d steps: %v", i+1, err)
					}
				}
				w.wants(name, err, c.err)
			})
		}
	})
}

func TestTokens(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		first, err := w.signIn("guyan", chosen, "")
		w.must(err)
		second, _, err := w.guard.SignIn(t.Context(), auth.Try{Login: "guyan", Password: chosen, Old: first})
		w.must(err)
		_, err = w.guard.Resolve(t.Context(), first)
		w.wants("the token before signing in", err, auth.ErrSession)
		if first == second || len(second) != 43 || strings.Contains(fmt.Sprintf("%v %s", second, second), string(second)) {
			t.Errorf("token of %d characters, printed %v", len(second), second)
		}
		var stored string
		w.must(w.db.Look(t.Context(), operator, func(tx *store.Tx) error {
			return tx.Row(t.Context(), `SELECT max(token) FROM auth_session`).Scan(&stored)
		}))
		if len(stored) != 64 {
			t.Errorf("stored as %q", stored)
		}
		_, err = w.guard.Resolve(t.Context(), auth.Token(stored))
		w.wants("what is stored is no token", err, auth.ErrSession)
		w.must(w.guard.SignOut(t.Context(), second))
		_, err = w.guard.Resolve(t.Context(), second)
		w.wants("signed out", err, auth.ErrSession)
		_, err = w.guard.Resolve(t.Context(), "")
		w.wants("no token", err, auth.ErrSession)
	})
}

func TestRightsAreGoneWithTheNextRequest(t *testing.T) {
	each(t, cheap, func(w *world) {
		for name, c := range map[string]struct {
			does func(context.Context, *store.Tx, officer, auth.Grant) error
			err  error // of resolving afterwards
		}{
			"role withdrawn": {func(ctx context.Context, tx *store.Tx, o officer, g auth.Grant) error {
				_, err := auth.Withdraw(ctx, tx, g.ID)
				return err
			}, nil},
			"post left": {func(ctx context.Context, tx *store.Tx, o officer, g auth.Grant) error {
				_, err := org.Leave(ctx, tx, o.person.ID, o.unit.ID, "")
				return err
			}, nil},
			"account disabled": {func(ctx context.Context, tx *store.Tx, o officer, g auth.Grant) error {
				_, err := auth.Disable(ctx, tx, o.ID, "调离")
				return err
			}, auth.ErrSession},
			"password reset": {func(ctx context.Context, tx *store.Tx, o officer, g auth.Grant) error {
				h, err := w.guard.Hash(ctx, "once-more")
				if err != nil {
					return err
				}
				_, err = auth.ResetPassword(ctx, tx, o.ID, h)
				return err
			}, auth.ErrSession},
			"signed out by an administrator": {func(ctx context.Context, tx *store.Tx, o officer, g auth.Grant) error {
				_, err := auth.EndSessions(ctx, tx, o.ID)
				return err
			}, auth.ErrSession},
		} {
			w.Run(name, func(t *testing.T) {
				o := w.hire("o"+strings.ReplaceAll(name, " ", ""), "市监局")
				g, err := w.give(operator, auth.Grant{Account: o.ID, Role: "county_officer", Unit: o.unit.ID})
				w.must(err)
				token, err := w.signIn(o.login, chosen, "")
				w.must(err)
				p, err := w.guard.Resolve(t.Context(), token)
				w.must(err)
				if !p.Allows("visit.record", "360402") || p.Actor() != o.actor() {
					t.Fatalf("before: %+v", p)
				}
				w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error { return c.does(ctx, tx, o, g) }))
				p, err = w.guard.Resolve(t.Context(), token)
				w.wants(name, err, c.err)
				if c.err != nil && name == "account disabled" {
					_, err = w.signIn(o.login, chosen, "")
					w.wants("signing in again", err, auth.ErrSignIn)
				}
				if p.Allows("visit.record", "360402") || p.Allows("desk.read", "360402") {
					t.Errorf("still allowed: %v", p.Permissions)
				}
			})
		}
	})
}

func TestOnePersonServesInBothBureaus(t *testing.T) {
	each(t, cheap, func(w *world) {
		o := w.hire("wangyijin", "市监局")
		var forestry org.Unit
		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) (err error) {
			a, err := org.Admit(ctx, tx, org.Arrival{Name: "x", Unit: "林业局", Certificates: []org.Certificate{{Number: "9wangyijin"}}})
			forestry = a.Unit
			return err
		}))
		_, err := w.give(operator, auth.Grant{Account: o.ID, Role: "county_officer", Unit: o.unit.ID})
		w.must(err)
		_, err = w.give(operator, auth.Grant{Account: o.ID, Role: "reviewer", Unit: forestry.ID})
		w.must(err)
		token, err := w.signIn("wangyijin", chosen, "")
		w.must(err)
		for _, c := range []struct {
			unit, department string
			records, reviews bool
		}{{o.unit.ID, "market", true, false}, {forestry.ID, "forestry", false, true}} {
			p, err := w.guard.UsePost(t.Context(), token, c.unit)
			w.must(err)
			if p.Actor().Department != c.department || p.Allows("visit.record", "360402") != c.records || p.Allows("case.review", "360402") != c.reviews {
				t.Errorf("as %s: %+v", c.department, p)
			}
		}
		_, err = w.guard.UsePost(t.Context(), token, "elsewhere")
		w.wants("a post not held", err, auth.ErrPost)
	})
}

func TestWhoComesBackComesBackWithoutRights(t *testing.T) {
	each(t, cheap, func(w *world) {
		o := w.hire("guyan", "市监局")
		_, err := w.give(operator, auth.Grant{Account: o.ID, Role: "county_officer", Unit: o.unit.ID})
		w.must(err)
		var forestry org.Unit
		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
			a, err := org.Admit(ctx, tx, org.Arrival{Name: "guyan", Unit: "林业局", Certificates: []org.Certificate{{Number: "9guyan"}}})
			forestry = a.Unit
			return err
		}))
		_, err = w.give(operator, auth.Grant{Account: o.ID, Role: "reviewer", Unit: forestry.ID})
		w.must(err)
		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
			if _, err := org.Leave(ctx, tx, o.person.ID, o.unit.ID, ""); err != nil {
				return err
			}
			gone, err := auth.Vacate(ctx, tx, o.person.ID, o.unit.ID)
			if len(gone) != 1 {
				t.Errorf("took back %v", gone)
			}
			return err
		}))
		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
			_, err := org.Appoint(ctx, tx, org.Appointment{Person: o.person.ID, Unit: o.unit.ID, From: "2026-11-25"})
			return err
		}))
		token, p, err := w.guard.SignIn(t.Context(), auth.Try{Login: "guyan", Password: chosen})
		w.must(err)
		if len(p.Posts) != 2 || p.Post.Unit != forestry.ID || !p.Allows("case.review", "360402") {
			t.Errorf("the other post has lost its role: %+v", p)
		}
		p, err = w.guard.UsePost(t.Context(), token, o.unit.ID)
		w.must(err)
		if len(p.Permissions) != 0 {
			t.Errorf("came back with %v", p.Permissions)
		}
	})
}

func TestALoginIsTakenOnce(t *testing.T) {
	each(t, cheap, func(w *world) {
		h, err := w.guard.Hash(t.Context(), "handed-out")
		w.must(err)
		var people [40]string
		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
			for i := range people {
				p, err := org.Enter(ctx, tx, fmt.Sprint("人", i), nil)
				if err != nil {
					return err
				}
				people[i] = p.ID
			}
			return nil
		}))
		var won, lost atomic.Int32
		var wait sync.WaitGroup
		for _, p := range people {
			wait.Go(func() {
				err := w.act(operator, func(ctx context.Context, tx *store.Tx) error {
					_, err := auth.Open(ctx, tx, auth.Opening{Person: p, Login: "same", Hash: h})
					return err
				})
				if err == nil {
					won.Add(1)
				} else {
					lost.Add(1)
				}
			})
		}
		wait.Wait()
		if won.Load() != 1 {
			t.Errorf("%d won, %d lost", won.Load(), lost.Load())
		}
	})
}

func TestAccountsAreOpenedInBulk(t *testing.T) {
	each(t, cheap, func(w *world) {
		for i, o := range []org.Arrival{
			{Name: "贾志", Certificates: []org.Certificate{{Number: "36041001000", To: "2030-01-01"}}},
			{Name: "毛燕", Phones: []string{"19900008377"}},
			{Name: "无名"},
		} {
			o.Unit = "市监局"
			w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error { _, err := org.Admit(ctx, tx, o); return err }))
			_ = i
		}
		all := func() (os []org.Officer) {
			w.must(w.db.Look(t.Context(), operator, func(tx *store.Tx) (err error) {
				os, err = org.Officers(t.Context(), tx, "2026-11-25")
				return err
			}))
			return os
		}
		slips, err := w.guard.OpenAll(t.Context(), operator, all())
		w.must(err)
		if len(slips) != 3 || slips[0].Login != "36041001000" || slips[1].Login != "19900008377" || !strings.HasPrefix(slips[2].Login, "u") {
			t.Fatalf("slips: %+v", slips)
		}
		for _, s := range slips {
			if strings.Contains(fmt.Sprint(s), s.Password) {
				t.Error("a slip prints its password")
			}
			if _, p, err := w.guard.SignIn(t.Context(), auth.Try{Login: s.Login, Password: s.Password}); err != nil || len(p.Due) == 0 {
				t.Errorf("%s: %v, due %v", s.Name, err, p.Due)
			}
		}
		again, err := w.guard.OpenAll(t.Context(), operator, all())
		w.must(err)
		for _, s := range again {
			if s.Password != "" || s.Refused == "" {
				t.Errorf("opened twice: %+v", s)
			}
		}
		w.pass(31 * 24 * time.Hour)
		_, err = w.signIn(slips[0].Login, slips[0].Password, "")
		w.wants("a slip found in a drawer a month later", err, auth.ErrStale)
	})
}

func TestTheAuditorSeesAttempts(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		w.signIn("guyan", "wrong", "")
		var as []auth.Attempt
		read := func() {
			w.must(w.db.Look(t.Context(), operator, func(tx *store.Tx) (err error) { as, err = auth.Attempts(t.Context(), tx, "", 2); return err }))
		}
		read()
		if len(as) != 2 || as[0].Outcome != "wrong_password" || as[1].Outcome != "opened" {
			t.Errorf("attempts: %+v", as)
		}
		w.signIn("nobody", "wrong", "")
		if read(); as[0].Outcome != "no_login" || as[0].Account != "" {
			t.Errorf("at a login nobody has: %+v", as[0])
		}
		w.pass(180 * 24 * time.Hour)
		w.must(w.guard.Sweep(t.Context()))
		if read(); len(as) != 2 {
			t.Error("swept before six months")
		}
		w.pass(400 * 24 * time.Hour)
		w.must(w.guard.Sweep(t.Context()))
		if read(); len(as) != 0 {
			t.Error("never swept")
		}
	})
}
