package auth

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Scope says how far a role reaches.
type Scope string

// Scopes. Below one's own home a role reads and never writes.
const (
	Here    Scope = "home"
	Subtree Scope = "subtree" // and every home below: a city's counties, a province's cities
)

// Grant is a role given to an account for one of its person's posts.
type Grant struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Role    string    `json:"role"`
	Unit    string    `json:"unit,omitempty"` // empty for the three administrators
	Scope   Scope     `json:"scope"`
	GivenAt time.Time `json:"given_at"`
	GivenBy string    `json:"given_by"`
}

const grantColumns = `id, account, role, unit, scope, given_at, given_by`

func scanGrant(row scanner) (g Grant, err error) {
	var at int64
	err = row.Scan(&g.ID, &g.Account, &g.Role, &g.Unit, &g.Scope, &at, &g.GivenBy)
	g.GivenAt = time.UnixMicro(at).UTC()
	return g, err
}

// administers reports whether the grant is of one of the three roles that
// stand apart.
func (g Grant) administers() bool { return slices.Contains(Administrators, g.Role) }

// Give grants a role. Nobody grants to himself; the three administrators stay
// apart from each other and from the work; a role of the trade rests on a post
// in a unit that may carry it. Administration is given to no account whose
// password somebody else has handed out: he could sign in with it first.
func Give(ctx context.Context, tx *store.Tx, g Grant) (Grant, error) {
	a, err := another(ctx, tx, g.Account)
	if err != nil {
		return Grant{}, err
	}
	if a.State != Active {
		return Grant{}, ErrMoved.Against(a)
	}
	if err := fits(ctx, tx, a, &g); err != nil {
		return Grant{}, err
	}
	given, err := Grants(ctx, tx, a.ID)
	if err != nil {
		return Grant{}, err
	}
	if err := apart(given, g); err != nil {
		return Grant{}, err
	}
	if g.administers() && signedIn(tx.Actor) {
		if c, err := credentialOf(ctx, tx, a.Login); err != nil {
			return Grant{}, err
		} else if c.mustChange {
			return Grant{}, ErrHandedOut
		}
	}
	g.ID, g.GivenAt, g.GivenBy = tx.ID(), tx.Now, tx.Actor.ID
	if _, err := tx.Exec(ctx, `INSERT INTO auth_grant (home, `+grantColumns+`, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`,
		tx.Actor.Home, g.ID, g.Account, g.Role, g.Unit, g.Scope, g.GivenAt.UnixMicro(), g.GivenBy); err != nil {
		return Grant{}, wrap("granting", err)
	}
	return g, noteGrant(tx, "role.granted", a, g)
}

// fits checks role, scope and post of a grant against the person's posts of
// today.
func fits(ctx context.Context, tx *store.Tx, a Account, g *Grant) error {
	role, ok := RoleOf(g.Role)
	if !ok {
		return ErrRole.With(g.Role)
	}
	if g.Scope == "" {
		g.Scope = Here
	}
	if g.Scope != Here && (g.Scope != Subtree || stem(tx.Actor.Home) == tx.Actor.Home) {
		return ErrScope
	}
	if role.Administers() {
		g.Unit = ""
		return nil
	}
	posts, err := org.Posts(ctx, tx, a.Person, tx.Today())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(posts, func(p org.Post) bool { return p.Unit == g.Unit })
	if i < 0 {
		return ErrPost
	}
	if !slices.Contains(role.Kinds, posts[i].Kind) {
		return ErrUnitKind.With(role.Text)
	}
	return nil
}

// apart refuses what the account's other roles stand against.
func apart(given []Grant, g Grant) error {
	role, _ := RoleOf(g.Role)
	for _, other := range given {
		if other.Role == g.Role && other.Unit == g.Unit {
			return ErrGiven
		}
		if r, _ := RoleOf(other.Role); r.Administers() || role.Administers() {
			return ErrApart.With(r.Text)
		}
	}
	return nil
}

// Withdraw takes a role back; it is gone with the account's next request.
func Withdraw(ctx context.Context, tx *store.Tx, id string) (Grant, error) {
	g, err := scanGrant(tx.Row(ctx, `SELECT `+grantColumns+` FROM auth_grant WHERE home = $1 AND id = $2 AND ended_at = 0`, tx.Actor.Home, id))
	if err != nil {
		return Grant{}, orMissing(err, ErrNotFound)
	}
	a, err := another(ctx, tx, g.Account)
	if err != nil {
		return Grant{}, err
	}
	if a.State == Active {
		if err := notLast(ctx, tx, g); err != nil {
			return Grant{}, err
		}
	}
	return g, end(ctx, tx, a, g)
}

// Vacate takes back every role that rested on a post its person has left, so
// that coming back does not bring them back. Who has no account loses nothing.
func Vacate(ctx context.Context, tx *store.Tx, person, unit string) ([]Grant, error) {
	gone := []Grant{}
	a, err := AccountOf(ctx, tx, person)
	if errors.Is(err, ErrNotFound) {
		return gone, nil
	}
	if err != nil {
		return nil, err
	}
	given, err := Grants(ctx, tx, a.ID)
	if err != nil {
		return nil, err
	}
	for _, g := range given {
		if g.Unit != unit || unit == "" {
			continue
		}
		if err := end(ctx, tx, a, g); err != nil {
			return nil, err
		}
		gone = append(gone, g)
	}
	return gone, nil
}

// end ends a grant and notes it.
func end(ctx context.Context, tx *store.Tx, a Account, g Grant) error {
	if _, err := tx.Exec(ctx, `UPDATE auth_grant SET ended_at = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, g.ID, tx.Now.UnixMicro()); err != nil {
		return wrap("withdrawing", err)
	}
	return noteGrant(tx, "role.withdrawn", a, g)
}

// notLast refuses to end the last administrator of a kind in the home.
func notLast(ctx context.Context, tx *store.Tx, g Grant) error {
	if !g.administers() {
		return nil
	}
	var one string
	err := tx.Row(ctx, `
		SELECT g.id FROM auth_grant g JOIN auth_account a ON a.home = g.home AND a.id = g.account
		WHERE g.home = $1 AND g.role = $2 AND g.id <> $3 AND g.ended_at = 0 AND a.state = 'active' LIMIT 1`,
		tx.Actor.Home, g.Role, g.ID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrLast.With(g.Role)
	}
	return wrap("counting administrators", err)
}

// Grants lists the roles an account has, oldest first.
func Grants(ctx context.Context, tx *store.Tx, account string) ([]Grant, error) {
	return all(ctx, tx, scanGrant, `SELECT `+grantColumns+` FROM auth_grant WHERE home = $1 AND account = $2 AND ended_at = 0 ORDER BY id`,
		tx.Actor.Home, account)
}

// stem is the part of a division code its subdivisions share: 3604 of 360400,
// nothing of the nation.
func stem(home string) string {
	if home == "100000" {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(home, "00"), "00")
}

func noteGrant(tx *store.Tx, verb string, a Account, g Grant) error {
	return tx.Note(store.Note{Verb: verb, Subject: ref.Of("account", a.ID),
		Facts: GrantFacts{Person: a.Person, Role: g.Role, Unit: g.Unit, Scope: string(g.Scope)}})
}
