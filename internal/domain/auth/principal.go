package auth

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
)

// Principal is who makes a request, for which post, and what that allows.
type Principal struct {
	Account     Account    `json:"account"`
	Name        string     `json:"name"`
	Home        string     `json:"home"`
	Post        org.Post   `json:"post"`        // acted for; zero for who has none
	Posts       []org.Post `json:"posts"`       // to choose from
	Grants      []Grant    `json:"grants"`      // that hold for this post
	Permissions []string   `json:"permissions"` // in the own home, sorted
	Due         []string   `json:"due"`         // "password", "factor": to be done before anything else
	Factor      bool       `json:"factor"`      // a second factor is set up
}

// What a person may have to do first.
const (
	DuePassword = "password"
	DueFactor   = "factor"
)

// principal reads who a session is; tx looks into the session's home.
func (g *Guard) principal(ctx context.Context, tx *store.Tx, s session) (Principal, error) {
	a, err := GetAccount(ctx, tx, s.account)
	if err != nil {
		return Principal{}, err
	}
	if a.State != Active {
		return Principal{}, ErrSession
	}
	c, err := credentialOf(ctx, tx, a.Login)
	if err != nil {
		return Principal{}, err
	}
	person, err := org.GetPerson(ctx, tx, a.Person)
	if err != nil {
		return Principal{}, err
	}
	posts, err := org.Posts(ctx, tx, a.Person, tx.Today())
	if err != nil {
		return Principal{}, err
	}
	given, err := Grants(ctx, tx, a.ID)
	if err != nil {
		return Principal{}, err
	}
	p := Principal{Account: a, Name: person.Name, Home: s.home, Posts: posts, Factor: c.factor != ""}
	p.act(s.unit, given)
	p.Due = g.due(c, given, tx)
	return p, nil
}

// act settles the post and what holds for it. Who holds no post any more has
// no rights left, an administrator's neither.
func (p *Principal) act(unit string, given []Grant) {
	p.Grants, p.Permissions = []Grant{}, []string{}
	if len(p.Posts) == 0 {
		return
	}
	p.Post = p.Posts[0]
	for _, post := range p.Posts {
		if post.Unit == unit {
			p.Post = post
		}
	}
	for _, g := range given {
		role, ok := RoleOf(g.Role)
		if !ok || g.Unit != "" && g.Unit != p.Post.Unit {
			continue
		}
		p.Grants = append(p.Grants, g)
		p.Permissions = append(p.Permissions, role.Permissions...)
	}
	slices.Sort(p.Permissions)
	p.Permissions = slices.Compact(p.Permissions)
}

// due is what stands before everything else: a password handed out or grown
// old, a second factor the account's roles want.
func (g *Guard) due(c credential, given []Grant, tx *store.Tx) []string {
	out := []string{}
	if c.mustChange || tx.Now.After(c.changed.Add(g.policy.Age)) {
		out = append(out, DuePassword)
	}
	wants := func(given Grant) bool { return slices.Contains(g.policy.Second, given.Role) }
	if c.factor == "" && slices.ContainsFunc(given, wants) {
		out = append(out, DueFactor)
	}
	return out
}

// Actor is the principal as the store knows who acts.
func (p Principal) Actor() store.Actor {
	return store.Actor{ID: "person:" + p.Account.Person, Unit: p.Post.Unit, Department: p.Post.Department, Home: p.Home}
}

// May is nil where the principal has the permission in a home, or the fault
// that stands against it. In other homes than the own one a grant that
// reaches there reads; nothing writes.
func (p Principal) May(permission, home string) error {
	if len(p.Due) > 0 && permission != ownAccount {
		return ErrDue
	}
	if !p.allows(permission, home) {
		return ErrMay.With(permission)
	}
	return nil
}

// Allows reports whether May is nil.
func (p Principal) Allows(permission, home string) bool { return p.May(permission, home) == nil }

func (p Principal) allows(permission, home string) bool {
	what, listed := byName[permission]
	if !listed {
		return false
	}
	if permission == ownAccount {
		return home == p.Home
	}
	for _, g := range p.Grants {
		role, _ := RoleOf(g.Role)
		if role.Allows(permission) && (home == p.Home || what.Far && g.Scope == Subtree && strings.HasPrefix(home, stem(p.Home))) {
			return true
		}
	}
	return false
}

// Homes narrows the homes that exist to those where the principal has a
// permission, in the order given; worklists above a county ask them by name.
func (p Principal) Homes(permission string, exist []string) []string {
	out := []string{}
	for _, h := range exist {
		if p.Allows(permission, h) {
			out = append(out, h)
		}
	}
	return out
}

// holds reports whether the principal has a post in a unit.
func (p Principal) holds(unit string) bool {
	return slices.ContainsFunc(p.Posts, func(o org.Post) bool { return o.Unit == unit })
}
