package auth

import (
	"context"

	"example.org/zhiye/internal/platform/store"
)

// each stands for every login of an address, and every address of a login;
// neither can be called so.
const each = "*"

// inSession is the address of a password asked for once more by who is signed
// in: guesses from a stolen session do not lock its owner out.
const inSession = "session"

// count is one count of failures and where it ends in a lock.
type count struct {
	login, address string
	most           int64
}

// counts are the three that a failure adds to: whoever knows a login can shut
// his own address out with a few guesses, and everybody only with many.
func (g *Guard) counts(login, address string) []count {
	return []count{
		{login, address, g.policy.Wrong},
		{login, each, g.policy.Flood},
		{each, address, g.policy.Spray},
	}
}

// shut reports whether any of a login's counts is locked now.
func shut(ctx context.Context, tx *store.Tx, login, address string) (bool, error) {
	var until int64
	err := tx.Row(ctx, `SELECT coalesce(max(locked_until), 0) FROM auth_count
		WHERE login = $1 AND address IN ($2, '*') OR login = '*' AND address = $2`, login, address).Scan(&until)
	return tx.Now.UnixMicro() < until, wrap("reading the counts", err)
}

// miss counts a failure; locks says that the login is locked at this address
// from now on. A count begins anew when it is older than a lock lasts.
func (g *Guard) miss(ctx context.Context, tx *store.Tx, login, address string) (locks bool, err error) {
	for _, c := range g.counts(login, address) {
		if c.login == each && c.address == inSession {
			continue // no place that others come from
		}
		full, err := g.add(ctx, tx, c)
		if err != nil {
			return false, err
		}
		locks = locks || full
	}
	return locks, nil
}

func (g *Guard) add(ctx context.Context, tx *store.Tx, c count) (full bool, err error) {
	var failures int64
	err = tx.Row(ctx, `
		INSERT INTO auth_count (login, address, failures, since, locked_until) VALUES ($1, $2, 1, $3, 0)
		ON CONFLICT (login, address) DO UPDATE SET
			failures = CASE WHEN auth_count.since < $4 THEN 1 ELSE auth_count.failures + 1 END,
			since = CASE WHEN auth_count.since < $4 THEN excluded.since ELSE auth_count.since END
		RETURNING failures`, c.login, c.address, tx.Now.UnixMicro(), tx.Now.Add(-g.policy.Lock).UnixMicro()).Scan(&failures)
	if err != nil || failures < c.most {
		return false, wrap("counting a failure", err)
	}
	_, err = tx.Exec(ctx, `UPDATE auth_count SET failures = 0, locked_until = $3 WHERE login = $1 AND address = $2`,
		c.login, c.address, tx.Now.Add(g.policy.Lock).UnixMicro())
	return true, wrap("locking", err)
}

// forgive forgets the failures of a login at an address, or everywhere.
func forgive(ctx context.Context, tx *store.Tx, login, address string) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_count WHERE login = $1 AND ($2 = '*' OR address = $2)`, login, address)
	return wrap("forgiving failures", err)
}

// forget sweeps the counts that have run out.
func (g *Guard) forget(ctx context.Context, tx *store.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_count WHERE since < $1 AND locked_until < $2`,
		tx.Now.Add(-g.policy.Lock).UnixMicro(), tx.Now.UnixMicro())
	return wrap("sweeping the counts", err)
}

// unknown counts an attempt at a login that nobody has and leaves a line for the auditors of the deployment. What was
// typed is not kept: it may be a password.
func (g *Guard) unknown(ctx context.Context, address string) error {
	return g.db.Keep(ctx, keeper(""), func(tx *store.Tx) error {
		verdict := noLogin
		if no, err := shut(ctx, tx, "", address); err != nil {
			return err
		} else if no {
			verdict = locked
		} else if _, err := g.add(ctx, tx, count{each, address, g.policy.Spray}); err != nil {
			return err
		}
		return attempt(ctx, tx, "", verdict, address)
	})
}
