package auth

import (
	"context"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// credential is what a login signs in with.
type credential struct {
	login, home, account string
	hash                 Hash
	changed              time.Time
	mustChange           bool
	factor, pending      string
	counter              int64
	recovery             string
}

const credentialColumns = `login, home, account, hash, changed_at, must_change, factor, pending, counter, recovery`

func scanCredential(row scanner) (c credential, err error) {
	var changed, must int64
	err = row.Scan(&c.login, &c.home, &c.account, &c.hash, &changed, &must, &c.factor, &c.pending, &c.counter, &c.recovery)
	c.changed, c.mustChange = time.UnixMicro(changed), must != 0
	return c, err
}

func credentialOf(ctx context.Context, tx *store.Tx, login string) (credential, error) {
	c, err := scanCredential(tx.Row(ctx, `SELECT `+credentialColumns+` FROM auth_login WHERE login = $1`, login))
	return c, orMissing(err, ErrNotFound)
}

// lockCredential reads the row and keeps others from it until the transaction
// ends, so that of guesses made at once every one counts.
func lockCredential(ctx context.Context, tx *store.Tx, login string) (credential, error) {
	c, err := scanCredential(tx.Row(ctx, `UPDATE auth_login SET login = login WHERE login = $1 RETURNING `+credentialColumns, login))
	return c, orMissing(err, ErrNotFound)
}

// outcome is what became of an attempt to sign in; empty means it may go on.
type outcome string

const (
	opened        outcome = "opened"
	wrongPassword outcome = "wrong_password"
	wrongCode     outcome = "wrong_code"
	codeWanted    outcome = "code_wanted"
	locked        outcome = "locked"
	disabled      outcome = "disabled"
	stale         outcome = "stale"
	noLogin       outcome = "no_login"
)

// Attempt is one try to sign in, for the auditor.
type Attempt struct {
	ID      string    `json:"id"`
	Account string    `json:"account"` // empty where nobody has the login
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome"` // opened, wrong_password, wrong_code, code_wanted, locked, disabled, stale, no_login
	Address string    `json:"address,omitempty"`
}

func attempt(ctx context.Context, tx *store.Tx, account string, o outcome, address string) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_attempt (home, id, account, at, outcome, address) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Actor.Home, tx.ID(), account, tx.Now.UnixMicro(), o, address)
	return wrap("writing an attempt", err)
}

// Attempts lists tries to sign in of the home, and those at logins nobody has in
// the deployment, newest first, by pages of at most 100; before is the id of the last one seen, or empty.
func Attempts(ctx context.Context, tx *store.Tx, before string, limit int) ([]Attempt, error) {
	if before == "" {
		before = "~" // after every id
	}
	return all(ctx, tx, func(row scanner) (a Attempt, err error) {
		var at int64
		err = row.Scan(&a.ID, &a.Account, &at, &a.Outcome, &a.Address)
		a.At = time.UnixMicro(at).UTC()
		return a, err
	}, `SELECT id, account, at, outcome, address FROM auth_attempt WHERE home IN ($1, '') AND ($2 = '~' OR id < $2) ORDER BY id DESC LIMIT $3`,
		tx.Actor.Home, before, page(limit))
}
