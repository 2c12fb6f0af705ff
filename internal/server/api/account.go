package api

import (
	"context"
	"net/http"
	"slices"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

// account registers accounts, roles and who tried to sign in.
func (s *server) account() {
	look(s, "/accounts", "list-accounts", "account.read", listAccounts)
	look(s, "/roles", "list-roles", "account.read", func(context.Context, *store.Tx, *struct{}) (list[auth.Role], error) {
		return list[auth.Role]{Items: slices.Clone(auth.Roles())}, nil
	})
	look(s, "/attempts", "list-attempts", "audit.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Before string `query:"before"`
		Limit  int    `query:"limit"`
	}) (list[auth.Attempt], error) {
		as, err := auth.Attempts(ctx, tx, in.Before, in.Limit)
		return list[auth.Attempt]{Items: as}, err
	})
	handle(s, op{method: http.MethodPost, path: "/accounts/bulk", id: "open-accounts", permission: "account.manage", secret: true}, s.openAccounts)
	handle(s, op{method: http.MethodPost, path: "/accounts/{id}/reset", id: "reset-password", permission: "account.manage", secret: true}, s.resetPassword)
	act(s, op{method: http.MethodPost, path: "/accounts/{id}/disable", id: "disable-account", permission: "account.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Reason string `json:"reason"`
			}
		}) (auth.Account, error) {
			return auth.Disable(ctx, tx, in.ID, in.Body.Reason)
		})
	for _, v := range []struct {
		verb, id, permission string
		do                   func(context.Context, *store.Tx, string) (auth.Account, error)
	}{
		{"enable", "enable-account", "account.manage", auth.Enable},
		{"unlock", "unlock-account", "account.manage", auth.Unlock},
		{"factor/reset", "reset-factor", "factor.reset", auth.ResetFactor},
		{"sessions/end", "end-sessions", "session.end", auth.EndSessions},
	} {
		act(s, op{method: http.MethodPost, path: "/accounts/{id}/" + v.verb, id: v.id, permission: v.permission},
			func(ctx context.Context, tx *store.Tx, in *byID) (auth.Account, error) { return v.do(ctx, tx, in.ID) })
	}
	s.grants()
}

func (s *server) grants() {
	act(s, op{method: http.MethodPost, path: "/accounts/{id}/grants", id: "grant-role", permission: "role.grant", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Role  string     `json:"role"`
				Unit  string     `json:"unit,omitempty" doc:"the post it rests on; empty for the three administrators"`
				Scope auth.Scope `json:"scope,omitempty" enum:",home,subtree"`
			}
		}) (auth.Grant, error) {
			return auth.Give(ctx, tx, auth.Grant{Account: in.ID, Role: in.Body.Role, Unit: in.Body.Unit, Scope: in.Body.Scope})
		})
	act(s, op{method: http.MethodPost, path: "/grants/{id}/withdraw", id: "withdraw-role", permission: "role.grant"},
		func(ctx context.Context, tx *store.Tx, in *byID) (auth.Grant, error) {
			return auth.Withdraw(ctx, tx, in.ID)
		})
}

// holder is an account with its person's name and roles.
type holder struct {
	auth.Account
	Name   string       `json:"name"`
	Grants []auth.Grant `json:"grants"`
}

func listAccounts(ctx context.Context, tx *store.Tx, in *struct {
	After string `query:"after"`
	Limit int    `query:"limit"`
}) (out list[holder], err error) {
	accounts, next, err := auth.Accounts(ctx, tx, in.After, in.Limit)
	if err != nil {
		return out, err
	}
	names, err := org.Names(ctx, tx)
	if err != nil {
		return out, err
	}
	out.Next = next
	for _, a := range accounts {
		grants, err := auth.Grants(ctx, tx, a.ID)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, holder{a, names[a.Person], grants})
	}
	return out, nil
}

// openAccounts opens accounts with passwords for once; the answer is the only
// place they are ever shown in, so it is kept nowhere.
func (s *server) openAccounts(ctx context.Context, in *struct {
	Body struct {
		People []string `json:"people,omitempty" doc:"whom; where empty, every officer of today"`
	}
}) (out list[auth.Slip], err error) {
	var officers []org.Officer
	err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		if len(in.Body.People) == 0 {
			officers, err = org.Officers(ctx, tx, tx.Today())
			return err
		}
		officers = nil
		for _, id := range in.Body.People {
			p, err := org.GetPerson(ctx, tx, id)
			if err != nil {
				return err
			}
			cs, err := org.Certificates(ctx, tx, id)
			if err != nil {
				return err
			}
			officers = append(officers, org.Officer{Person: p, Certificates: cs})
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	out.Items, err = s.Auth.OpenAll(ctx, actor(ctx), officers)
	return out, err
}

// onceOnly is a password to be handed out and changed at the first sign-in.
type onceOnly struct {
	auth.Account
	Password string `json:"password"`
}

func (s *server) resetPassword(ctx context.Context, in *byID) (onceOnly, error) {
	password := auth.OneTimePassword()
	hash, err := s.Auth.Hash(ctx, password)
	if err != nil {
		return onceOnly{}, err
	}
	var a auth.Account
	err = s.DB.Act(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		a, err = auth.ResetPassword(ctx, tx, in.ID, hash)
		return err
	})
	return onceOnly{a, password}, err
}
