package auth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
	"github.com/pquerna/otp/totp"
)

// code is what the person's device shows.
func (w *world) code(secret string, shift time.Duration) string {
	w.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := totp.GenerateCode(secret, w.now.Add(shift))
	w.must(err)
	return c
}

func TestTheSecondFactor(t *testing.T) {
	strict := cheap
	strict.Second = auth.Administrators
	each(t, strict, func(w *world) {
		o := w.hire("anquan", "市监局")
		_, err := w.give(operator, auth.Grant{Account: o.ID, Role: auth.SecurityAdmin})
		w.must(err)
		token, p, err := w.guard.SignIn(t.Context(), auth.Try{Login: "anquan", Password: chosen})
		w.must(err)
		w.wants("before enrolling", p.May("role.grant", "360402"), auth.ErrDue)
		_, err = w.guard.Enrol(t.Context(), token, "wrong")
		w.wants("enrolling from a borrowed screen", err, auth.ErrSignIn)
		e, err := w.guard.Enrol(t.Context(), token, chosen)
		w.must(err)
		if !strings.HasPrefix(e.URI, "otpauth://totp/") {
			t.Errorf("uri %s", e.URI)
		}
		_, err = w.guard.ConfirmFactor(t.Context(), token, "000000")
		w.wants("a wrong first code", err, auth.ErrCode)
		recovery, err := w.guard.ConfirmFactor(t.Context(), token, w.code(e.Secret, 0))
		w.must(err)
		p, err = w.guard.Resolve(t.Context(), token)
		w.must(err)
		w.must(p.May("role.grant", "360402"))
		_, err = w.guard.Enrol(t.Context(), token, chosen)
		w.wants("a second device", err, auth.ErrEnrolled)

		for _, s := range []struct {
			name, code string
			wait       time.Duration
			err        error
		}{
			{"asked for", "", 0, auth.ErrSecond},
			{"the code that enrolled", "now", 0, auth.ErrSignIn},
			{"the next code", "now", 30 * time.Second, nil},
			{"the same once more", "now", 0, auth.ErrSignIn},
			{"the code before it", "before", 0, auth.ErrSignIn},
			{"a clock half a minute fast", "after", 0, nil},
			{"the one it has overtaken", "now", 0, auth.ErrSignIn},
			{"a minute and a half fast", "far", time.Minute, auth.ErrSignIn},
			{"a recovery code", recovery[0], 0, nil},
			{"which works once", recovery[0], 0, auth.ErrSignIn},
			{"another, shouted", " " + strings.ToUpper(recovery[9]), 0, nil},
		} {
			w.pass(s.wait)
			shifts := map[string]time.Duration{"now": 0, "before": -30 * time.Second, "after": 30 * time.Second, "far": 90 * time.Second}
			code := s.code
			if shift, ok := shifts[code]; ok {
				code = w.code(e.Secret, shift)
			}
			_, err := w.signIn("anquan", chosen, code)
			w.wants(s.name, err, s.err)
		}
		_, err = w.signIn("anquan", "wrong", "")
		w.wants("a wrong password is not asked for a code", err, auth.ErrSignIn)

		w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error { _, err := auth.ResetFactor(ctx, tx, o.ID); return err }))
		_, p, err = w.guard.SignIn(t.Context(), auth.Try{Login: "anquan", Password: chosen})
		w.must(err)
		if len(p.Due) != 1 || p.Due[0] != auth.DueFactor {
			t.Errorf("after a reset: due %v", p.Due)
		}
	})
}

// TestASecretOpensOnlyInItsOwnRow moves a sealed secret to another account.
func TestASecretOpensOnlyInItsOwnRow(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("own", "市监局")
		w.hire("thief", "市监局")
		token, err := w.signIn("own", chosen, "")
		w.must(err)
		e, err := w.guard.Enrol(t.Context(), token, chosen)
		w.must(err)
		_, err = w.guard.ConfirmFactor(t.Context(), token, w.code(e.Secret, 0))
		w.must(err)
		w.must(w.db.Keep(t.Context(), operator, func(tx *store.Tx) error {
			var box string
			if err := tx.Row(t.Context(), `SELECT factor FROM auth_login WHERE login = 'own'`).Scan(&box); err != nil {
				return err
			}
			if strings.Contains(box, e.Secret) {
				t.Error("the secret lies open")
			}
			_, err := tx.Exec(t.Context(), `UPDATE auth_login SET factor = $1 WHERE login = 'thief'`, box)
			return err
		}))
		w.pass(time.Minute)
		if _, err = w.signIn("thief", chosen, w.code(e.Secret, 0)); err == nil {
			t.Error("a stolen secret signs its thief in")
		}
	})
}
