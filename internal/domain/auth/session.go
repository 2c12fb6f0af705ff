package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Token is the bearer of a session: 32 random bytes, written once into the
// cookie. It prints as dots; the server alone converts it to a string.
type Token string

// String keeps tokens out of logs.
func (Token) String() string { return "●●●" }

func newToken() Token {
	var b [32]byte
	rand.Read(b[:])
	return Token(base64.RawURLEncoding.EncodeToString(b[:]))
}

// digest is what is stored of a token.
func (t Token) digest() string {
	sum := sha256.Sum256([]byte(t))
	return hex.EncodeToString(sum[:])
}

// Try is an attempt to sign in.
type Try struct {
	Login    string
	Password string
	Code     string // of the second factor, or a recovery code; empty until asked for
	Old      Token  // the session the browser had, which ends; or empty
	Address  string // where from, for the auditor
}

// SignIn opens a session. Every failure is ErrSignIn, with the same words and
// after the same time, whether nobody has the login, the password or the code
// is wrong, or the login is locked; only who knows the password learns that a
// code is wanted (ErrSecond) or that a password handed out is too old
// (ErrStale).
func (g *Guard) SignIn(ctx context.Context, t Try) (Token, Principal, error) {
	began := time.Now()
	token, err := g.signIn(ctx, t)
	if err == nil {
		p, err := g.Resolve(ctx, token)
		return token, p, err
	}
	if errors.Is(err, ErrSignIn) {
		g.hold(ctx, began)
	}
	return "", Principal{}, err
}

func (g *Guard) signIn(ctx context.Context, t Try) (Token, error) {
	c, found, err := g.find(ctx, t.Login)
	if err != nil {
		return "", err
	}
	right, err := g.matches(ctx, t.Password, c.hash)
	if err != nil {
		return "", err
	}
	if !found {
		if err := g.unknown(ctx, t.Address); err != nil {
			return "", err
		}
		return "", ErrSignIn
	}
	token := newToken()
	var verdict outcome
	err = g.db.Keep(ctx, keeper(c.home), func(tx *store.Tx) (err error) {
		if verdict, err = g.judge(ctx, tx, t, c, right); err != nil {
			return err
		}
		if verdict == opened {
			if err := openSession(ctx, tx, c, t, token); err != nil {
				return err
			}
		}
		return attempt(ctx, tx, c.account, verdict, t.Address)
	})
	if err != nil {
		return "", err
	}
	return token, verdict.fault()
}

func (o outcome) fault() error {
	switch o {
	case opened:
		return nil
	case codeWanted:
		return ErrSecond
	case stale:
		return ErrStale
	}
	return ErrSignIn
}

// find looks a login up; of one that nobody has it returns the decoy, so that
// hashing takes its time all the same.
func (g *Guard) find(ctx context.Context, login string) (c credential, found bool, err error) {
	decoy := credential{hash: g.decoy}
	login, err = loginForm(login)
	if err != nil {
		return decoy, false, nil
	}
	err = g.db.Look(ctx, keeper(""), func(tx *store.Tx) (err error) {
		c, err = credentialOf(ctx, tx, login)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return decoy, false, nil
	}
	return c, err == nil, err
}

// judge decides an attempt while it holds the credential's row; seen is what
// the password was compared with.
func (g *Guard) judge(ctx context.Context, tx *store.Tx, t Try, seen credential, right bool) (outcome, error) {
	c, err := lockCredential(ctx, tx, seen.login)
	if err != nil {
		return "", err
	}
	if no, err := shut(ctx, tx, c.login, t.Address); err != nil || no {
		return locked, err
	}
	miss := func(o outcome) (outcome, error) {
		_, err := g.miss(ctx, tx, c.login, t.Address)
		return o, err
	}
	a, err := GetAccount(ctx, tx, c.account)
	if err != nil {
		return "", err
	}
	switch {
	case a.State != Active:
		return disabled, nil
	case !right || c.hash != seen.hash:
		return miss(wrongPassword)
	case c.mustChange && tx.Now.After(c.changed.Add(g.policy.OneTime)):
		return stale, nil
	case c.factor != "" && t.Code == "":
		return codeWanted, nil
	case c.factor != "":
		ok, err := g.second(ctx, tx, c, t.Code)
		if err != nil {
			return "", err
		}
		if !ok {
			return miss(wrongCode)
		}
	}
	return opened, nil
}

// openSession begins a session under a new token and ends the one before.
func openSession(ctx context.Context, tx *store.Tx, c credential, t Try, fresh Token) error {
	now := tx.Now.UnixMicro()
	if err := forgive(ctx, tx, c.login, t.Address); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE auth_session SET ended_at = $2 WHERE token = $1 AND ended_at = 0`, t.Old.digest(), now); err != nil {
		return wrap("ending the session before", err)
	}
	_, err := tx.Exec(ctx, `INSERT INTO auth_session (token, home, account, unit, opened_at, seen_at, ended_at) VALUES ($1, $2, $3, '', $4, $4, 0)`,
		fresh.digest(), c.home, c.account, now)
	return wrap("opening a session", err)
}

// hold waits until a failed sign-in has taken as long as any other.
func (g *Guard) hold(ctx context.Context, began time.Time) {
	select {
	case <-time.After(g.policy.Floor - time.Since(began)):
	case <-ctx.Done():
	}
}

// session is a row of auth_session.
type session struct {
	home, account, unit string
	opened, seen        time.Time
	ended               bool
}

func sessionOf(ctx context.Context, tx *store.Tx, t Token) (s session, err error) {
	var opened, seen, ended int64
	err = tx.Row(ctx, `SELECT home, account, unit, opened_at, seen_at, ended_at FROM auth_session WHERE token = $1`, t.digest()).
		Scan(&s.home, &s.account, &s.unit, &opened, &seen, &ended)
	s.opened, s.seen, s.ended = time.UnixMicro(opened), time.UnixMicro(seen), ended != 0
	return s, orMissing(err, ErrSession)
}

// lasts reports whether a session may go on.
func (g *Guard) lasts(s session, now time.Time) bool {
	return !s.ended && now.Before(s.seen.Add(g.policy.Idle)) && now.Before(s.opened.Add(g.policy.Longest))
}

// Resolve says who a token is, afresh at every request: a role withdrawn, a
// post left, an account disabled are gone with the next one.
func (g *Guard) Resolve(ctx context.Context, t Token) (Principal, error) {
	var p Principal
	var stamp bool
	var now time.Time
	err := g.db.Look(ctx, keeper(""), func(tx *store.Tx) error {
		s, err := sessionOf(ctx, tx, t)
		if err != nil {
			return err
		}
		now = tx.Now
		if !g.lasts(s, now) {
			return ErrSession
		}
		stamp = !now.Before(s.seen.Add(g.policy.Touch))
		tx.Actor = keeper(s.home) // from here on the home is known
		p, err = g.principal(ctx, tx, s)
		return err
	})
	if err != nil || !stamp {
		return p, err
	}
	return p, g.db.Keep(ctx, keeper(p.Home), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_session SET seen_at = $2 WHERE token = $1 AND seen_at < $2 AND ended_at = 0`, t.digest(), now.UnixMicro())
		return wrap("stamping a session", err)
	})
}

// UsePost makes a session act for another of the person's posts.
func (g *Guard) UsePost(ctx context.Context, t Token, unit string) (Principal, error) {
	p, err := g.Resolve(ctx, t)
	if err != nil {
		return Principal{}, err
	}
	if !p.holds(unit) {
		return Principal{}, ErrPost
	}
	if err := g.db.Keep(ctx, keeper(p.Home), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_session SET unit = $2 WHERE token = $1`, t.digest(), unit)
		return wrap("choosing a post", err)
	}); err != nil {
		return Principal{}, err
	}
	return g.Resolve(ctx, t)
}

// SignOut ends a session; one that has ended already is no fault.
func (g *Guard) SignOut(ctx context.Context, t Token) error {
	return g.db.Keep(ctx, keeper(""), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_session SET ended_at = $2 WHERE token = $1 AND ended_at = 0`, t.digest(), tx.Now.UnixMicro())
		return wrap("signing out", err)
	})
}

// endSessions ends an account's sessions, all but the one of digest except.
func endSessions(ctx context.Context, tx *store.Tx, account, except string) error {
	_, err := tx.Exec(ctx, `UPDATE auth_session SET ended_at = $4 WHERE home = $1 AND account = $2 AND token <> $3 AND ended_at = 0`,
		tx.Actor.Home, account, except, tx.Now.UnixMicro())
	return wrap("ending sessions", err)
}

// keepAttempts is how long the auditor can look back.
// 《网络安全法》：留存相关的网络日志不少于六个月。
const keepAttempts = 400 * 24 * time.Hour

// Sweep forgets sessions a day after they could last no longer, attempts after
// four hundred days and counts of failures when they are over.
func (g *Guard) Sweep(ctx context.Context) error {
	return g.db.Keep(ctx, keeper(""), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE opened_at < $1`, tx.Now.Add(-g.policy.Longest-24*time.Hour).UnixMicro()); err != nil {
			return wrap("sweeping sessions", err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM auth_attempt WHERE at < $1`, tx.Now.Add(-keepAttempts).UnixMicro()); err != nil {
			return wrap("sweeping attempts", err)
		}
		return g.forget(ctx, tx)
	})
}
