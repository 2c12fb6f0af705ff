package auth

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"golang.org/x/text/unicode/norm"
)

// State says whether an account may sign in.
type State string

// States of an account.
const (
	Active   State = "active"
	Disabled State = "disabled"
)

// Account lets one person of the home sign in; a person has one that is active.
type Account struct {
	ID       string    `json:"id"`
	Person   string    `json:"person"`
	Login    string    `json:"login"`
	State    State     `json:"state"`
	Reason   string    `json:"reason,omitempty"` // why it was disabled
	OpenedAt time.Time `json:"opened_at"`
	Version  int64     `json:"version"`
}

const accountColumns = `id, person, login, state, reason, opened_at, version`

func scanAccount(row scanner) (a Account, err error) {
	var opened int64
	err = row.Scan(&a.ID, &a.Person, &a.Login, &a.State, &a.Reason, &opened, &a.Version)
	a.OpenedAt = time.UnixMicro(opened).UTC()
	return a, err
}

// Opening is what an account is opened with; Hash is of a password that must
// be changed at the first sign-in.
type Opening struct {
	Person string `json:"person"`
	Login  string `json:"login"`
	Hash   Hash   `json:"-"`
}

// Open opens an account for a person of the home. A login name is unique in
// the whole deployment, so that signing in asks for nothing else.
func Open(ctx context.Context, tx *store.Tx, o Opening) (Account, error) {
	login, err := loginForm(o.Login)
	if err != nil {
		return Account{}, err
	}
	if _, err := org.GetPerson(ctx, tx, o.Person); err != nil {
		return Account{}, err
	}
	if _, err := AccountOf(ctx, tx, o.Person); err == nil {
		return Account{}, ErrTwin
	} else if !errors.Is(err, ErrNotFound) {
		return Account{}, err
	}
	a := Account{ID: tx.ID(), Person: o.Person, Login: login, State: Active, OpenedAt: tx.Now, Version: 1}
	var got string
	err = tx.Row(ctx, `
		INSERT INTO auth_login (login, home, account, hash, changed_at, must_change, factor, pending, counter, recovery)
		VALUES ($1, $2, $3, $4, $5, 1, '', '', 0, '') ON CONFLICT (login) DO NOTHING RETURNING login`,
		login, tx.Actor.Home, a.ID, o.Hash, tx.Now.UnixMicro()).Scan(&got)
	if errors.Is(err, sql.ErrNoRows) {
		return Account{}, ErrLogin.With(login)
	}
	if err != nil {
		return Account{}, wrap("naming a login", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO auth_account (home, `+accountColumns+`) VALUES ($1, $2, $3, $4, $5, '', $6, 1)`,
		tx.Actor.Home, a.ID, a.Person, a.Login, a.State, a.OpenedAt.UnixMicro()); err != nil {
		return Account{}, wrap("opening", err)
	}
	return a, noteAccount(tx, "account.opened", a)
}

// Disable ends an account's sessions at once and lets it sign in no more. The
// last administrator of a kind is kept, and nobody disables himself.
func Disable(ctx context.Context, tx *store.Tx, id, reason string) (Account, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Account{}, ErrReason
	}
	a, err := another(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	if a.State != Active {
		return Account{}, ErrMoved.Against(a)
	}
	given, err := Grants(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	for _, g := range given {
		if err := notLast(ctx, tx, g); err != nil {
			return Account{}, err
		}
	}
	if err := endSessions(ctx, tx, id, ""); err != nil {
		return Account{}, err
	}
	return move(ctx, tx, a, Disabled, reason)
}

// Enable lets a disabled account sign in again, with the roles it had.
func Enable(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	a, err := another(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	if a.State != Disabled {
		return Account{}, ErrMoved.Against(a)
	}
	if _, err := AccountOf(ctx, tx, a.Person); err == nil {
		return Account{}, ErrTwin
	} else if !errors.Is(err, ErrNotFound) {
		return Account{}, err
	}
	return move(ctx, tx, a, Active, "")
}

func move(ctx context.Context, tx *store.Tx, a Account, to State, reason string) (Account, error) {
	a.State, a.Reason, a.Version = to, reason, a.Version+1
	if _, err := tx.Exec(ctx, `UPDATE auth_account SET state = $3, reason = $4, version = version + 1 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, a.ID, a.State, a.Reason); err != nil {
		return Account{}, wrap("moving", err)
	}
	return a, noteAccount(tx, map[State]string{Active: "account.enabled", Disabled: "account.disabled"}[to], a)
}

// ResetPassword hands out a new password, to be changed at the next sign-in,
// unlocks the account and ends its sessions. Of an administrator it is reset
// by the operator of the server alone, never by another account (ErrOperator):
// who could set the password of one of the three would be two of them.
func ResetPassword(ctx context.Context, tx *store.Tx, id string, hash Hash) (Account, error) {
	given, err := Grants(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	if signedIn(tx.Actor) && slices.ContainsFunc(given, Grant.administers) {
		return Account{}, ErrOperator
	}
	a, err := reset(ctx, tx, id, "password.reset", `
		UPDATE auth_login SET hash = $3, changed_at = $4, must_change = 1
		WHERE home = $1 AND account = $2`, hash, tx.Now.UnixMicro())
	if err != nil {
		return Account{}, err
	}
	return a, forgive(ctx, tx, a.Login, each)
}

// signedIn reports whether who acts is an account's person, not the operator
// at the server's own command line.
func signedIn(by store.Actor) bool { return strings.HasPrefix(by.ID, "person:") }

// Named returns the account a login belongs to in the home, or ErrNotFound.
func Named(ctx context.Context, tx *store.Tx, login string) (Account, error) {
	login, err := loginForm(login)
	if err != nil {
		return Account{}, err
	}
	a, err := scanAccount(tx.Row(ctx, `SELECT `+accountColumns+` FROM auth_account WHERE home = $1 AND login = $2`, tx.Actor.Home, login))
	return a, orMissing(err, ErrNotFound)
}

// ResetFactor takes a lost second factor and its recovery codes away and ends
// the account's sessions. It is the security administrator's: who resets a
// password must not be able to take the second factor away as well.
func ResetFactor(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	return reset(ctx, tx, id, "factor.reset", `
		UPDATE auth_login SET factor = '', pending = '', recovery = '' WHERE home = $1 AND account = $2`)
}

// Unlock ends a lock before its time.
func Unlock(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	a, err := reset(ctx, tx, id, "account.unlocked", "")
	if err != nil {
		return Account{}, err
	}
	return a, forgive(ctx, tx, a.Login, each)
}

// EndSessions signs an account out everywhere.
func EndSessions(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	return reset(ctx, tx, id, "session.ended", "")
}

// reset changes what another's account signs in with and ends its sessions.
func reset(ctx context.Context, tx *store.Tx, id, verb, query string, values ...any) (Account, error) {
	a, err := another(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	if query != "" {
		if _, err := tx.Exec(ctx, query, append([]any{tx.Actor.Home, id}, values...)...); err != nil {
			return Account{}, wrap("resetting", err)
		}
	}
	if err := endSessions(ctx, tx, id, ""); err != nil {
		return Account{}, err
	}
	return a, noteAccount(tx, verb, a)
}

// another reads an account that is not the actor's own.
func another(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	a, err := GetAccount(ctx, tx, id)
	if err == nil && tx.Actor.ID == "person:"+a.Person {
		return Account{}, ErrSelf
	}
	return a, err
}

// GetAccount returns an account, or ErrNotFound.
func GetAccount(ctx context.Context, tx *store.Tx, id string) (Account, error) {
	a, err := scanAccount(tx.Row(ctx, `SELECT `+accountColumns+` FROM auth_account WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	return a, orMissing(err, ErrNotFound)
}

// AccountOf returns a person's active account, or ErrNotFound; who leaves the
// last post loses it.
func AccountOf(ctx context.Context, tx *store.Tx, person string) (Account, error) {
	a, err := scanAccount(tx.Row(ctx, `SELECT `+accountColumns+` FROM auth_account WHERE home = $1 AND person = $2 AND state = 'active'`,
		tx.Actor.Home, person))
	return a, orMissing(err, ErrNotFound)
}

// Accounts lists the accounts of the home, by pages of at most 100 in the order
// they were opened; next is empty at the end.
func Accounts(ctx context.Context, tx *store.Tx, after string, limit int) (accounts []Account, next string, err error) {
	limit = page(limit)
	accounts, err = all(ctx, tx, scanAccount, `SELECT `+accountColumns+` FROM auth_account WHERE home = $1 AND id > $2 ORDER BY id LIMIT $3`,
		tx.Actor.Home, after, limit+1)
	if err == nil && len(accounts) > limit {
		accounts = accounts[:limit]
		next = accounts[limit-1].ID
	}
	return accounts, next, err
}

func page(limit int) int {
	if limit <= 0 {
		return 50
	}
	return min(limit, 100)
}

var loginShape = regexp.MustCompile(`^[\p{L}\p{N}._@-]{3,64}$`)

// loginForm is how a login is compared: compatibility forms folded (full-width
// digits), lower case.
func loginForm(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(norm.NFKC.String(s)))
	if !loginShape.MatchString(s) {
		return "", ErrLoginBad.With(s)
	}
	return s, nil
}
