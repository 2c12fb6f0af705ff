package auth_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/auth"
)

func TestPasswordRules(t *testing.T) {
	for password, want := range map[string]error{
		"Lushan-2026 xue":              nil,
		"鄱阳湖候鸟-2026a":                  nil,
		"correct horse battery staple": nil, // long enough to need no mixture
		"Aa1!short":                    auth.ErrShort,
		strings.Repeat("长口令Aa1", 20):   auth.ErrShort,
		"lushanxuehua":                 auth.ErrPlain,
		"kingfisher2026":               auth.ErrPlain,
		"Password123!":                 auth.ErrCommon,
		"P@ssw0rd2026":                 auth.ErrCommon,
		"Admin@123456":                 auth.ErrCommon,
		"woaini1314520":                auth.ErrCommon,
		"AdminAdmin1!":                 auth.ErrCommon,
		"1234567890":                   auth.ErrCommon,
		"9876543210":                   auth.ErrCommon,
		"Qwertyuiop":                   auth.ErrCommon,
		"1qaz2wsx3edc":                 auth.ErrCommon,
		"Aa1Aa1Aa1Aa1":                 auth.ErrCommon,
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaa": auth.ErrCommon,
		"X-36041001007-x":              auth.ErrCommon, // holds the login
	} {
		if err := auth.CheckPassword(password, "36041001007"); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", password, err, want)
		}
	}
}

func FuzzCheckPassword(f *testing.F) {
	f.Add("Lushan-2026 xue", "guyan")
	f.Add("\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6", "")
	f.Fuzz(func(t *testing.T, password, login string) {
		if auth.CheckPassword(password, login) == nil && len([]rune(password)) < 10 {
			t.Errorf("%q is too short", password)
		}
	})
}

func TestHashesAreWrittenWithTheirCost(t *testing.T) {
	each(t, auth.Policy{Floor: -1}, func(w *world) {
		a, err := w.guard.Hash(t.Context(), "x")
		w.must(err)
		b, err := w.guard.Hash(t.Context(), "x")
		w.must(err)
		if a == b || !strings.HasPrefix(string(a), "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("hashes %s and %s", a, b)
		}
	})
	shape := regexp.MustCompile(`^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$`)
	seen := map[string]bool{}
	for range 100 {
		p := auth.OneTimePassword()
		if !shape.MatchString(p) || seen[p] {
			t.Errorf("handed out %q", p)
		}
		seen[p] = true
	}
}

func TestAPasswordIsChanged(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		token, err := w.signIn("guyan", chosen, "")
		w.must(err)
		other, err := w.signIn("guyan", chosen, "")
		w.must(err)
		const next = "Poyang-2027 hou"
		_, err = w.guard.ChangePassword(t.Context(), token, "wrong", next)
		w.wants("without knowing the old one", err, auth.ErrSignIn)
		_, err = w.guard.ChangePassword(t.Context(), token, chosen, chosen)
		w.wants("to the same", err, auth.ErrSame)
		_, err = w.guard.ChangePassword(t.Context(), token, chosen, "guyan-2026-AA")
		w.wants("to the login", err, auth.ErrCommon)
		fresh, err := w.guard.ChangePassword(t.Context(), token, chosen, next)
		w.must(err)
		for name, old := range map[string]auth.Token{"the token before": token, "another device": other} {
			_, err = w.guard.Resolve(t.Context(), old)
			w.wants(name, err, auth.ErrSession)
		}
		_, err = w.guard.Resolve(t.Context(), fresh)
		w.must(err)
		w.pass(91 * 24 * time.Hour)
		_, p, err := w.guard.SignIn(t.Context(), auth.Try{Login: "guyan", Password: next})
		w.must(err)
		if len(p.Due) != 1 || p.Due[0] != auth.DuePassword || !errors.Is(p.May("desk.read", "360402"), auth.ErrDue) || p.May("self.manage", "360402") != nil {
			t.Errorf("after 91 days: %v", p.Due)
		}
	})
}

func TestGuessingFromAStolenSessionEndsIt(t *testing.T) {
	each(t, cheap, func(w *world) {
		w.hire("guyan", "市监局")
		token, err := w.signIn("guyan", chosen, "")
		w.must(err)
		for range 5 {
			_, err = w.guard.ChangePassword(t.Context(), token, "guess", "Poyang-2027 hou")
			w.wants("a guess", err, auth.ErrSignIn)
		}
		_, err = w.guard.Resolve(t.Context(), token)
		w.wants("the session", err, auth.ErrSession)
		token, err = w.signIn("guyan", chosen, "")
		w.wants("its owner is not locked out", err, nil)
		_, err = w.guard.ChangePassword(t.Context(), token, chosen, "Poyang-2027 hou")
		w.wants("but for a quarter of an hour nobody changes the password", err, auth.ErrSignIn)
	})
}
