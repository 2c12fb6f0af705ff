package world

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

// roles are what the demonstration's people may do. The three administrators
// stand apart from the work and from each other (三员分立).
var roles = map[string][]string{
	"market":   {"county_officer", "case_handler", "registrar", "draw_keeper", "statistician", "leader", "reviewer"},
	"forestry": {"county_officer", "case_handler", "draw_keeper", "statistician"},
	"chief":    {"leader"},
	"legal":    {"reviewer"},
}

// logins are the names they sign in with.
var logins = map[string]string{"market": "lianxi", "forestry": "linye", "chief": "juzhang", "legal": "fagui"}

// deciders opens the accounts of those who approve and review in the cases:
// neither is written into a record without the right to it.
func (w *World) deciders(ctx context.Context) error {
	for _, part := range []string{"chief", "legal"} {
		if err := w.account(ctx, part, logins[part], roles[part]); err != nil {
			return fmt.Errorf("account of %s: %w", part, err)
		}
	}
	w.Slips = nil // handed out anew when the county is made
	return nil
}

// again hands out a new password for an account that was opened before.
func (w *World) again(ctx context.Context, part string) error {
	password := auth.OneTimePassword()
	hash, err := w.guard.Hash(ctx, password)
	if err != nil {
		return err
	}
	return w.db.Act(ctx, w.actors["operator"], func(tx *store.Tx) error {
		a, err := auth.Named(ctx, tx, logins[part])
		if err != nil {
			return err
		}
		p, err := org.GetPerson(ctx, tx, a.Person)
		if err != nil {
			return err
		}
		w.slips(auth.Slip{Person: a.Person, Name: p.Name, Login: a.Login, Password: password})
		_, err = auth.ResetPassword(ctx, tx, a.ID, hash)
		return err
	})
}

// accounts opens the accounts: the first is the one a newcomer signs in with.
func (w *World) accounts(ctx context.Context) error {
	for _, part := range []string{"market", "forestry"} {
		if err := w.account(ctx, part, logins[part], roles[part]); err != nil {
			return fmt.Errorf("world: account of %s: %w", part, err)
		}
	}
	for _, part := range []string{"chief", "legal"} {
		if err := w.again(ctx, part); err != nil {
			return fmt.Errorf("world: account of %s: %w", part, err)
		}
	}
	for i, a := range auth.Administrators {
		part := fmt.Sprintf("admin%d", i)
		if err := w.db.Act(ctx, w.actors["operator"], func(tx *store.Tx) error {
			p, err := org.Admit(ctx, tx, org.Arrival{Name: []string{"系统管理员", "安全管理员", "审计管理员"}[i], Unit: Market, Title: "管理员"})
			w.actors[part] = store.Actor{ID: p.Person.Ref(), Unit: p.Unit.ID, Department: p.Unit.Department, Home: Home}
			return err
		}); err != nil {
			return err
		}
		if err := w.account(ctx, part, a, []string{a}); err != nil {
			return fmt.Errorf("world: account of %s: %w", a, err)
		}
	}
	return nil
}

func (w *World) account(ctx context.Context, part, login string, roles []string) error {
	password := auth.OneTimePassword()
	hash, err := w.guard.Hash(ctx, password)
	if err != nil {
		return err
	}
	who := w.actors[part]
	return w.db.Act(ctx, w.actors["operator"], func(tx *store.Tx) error {
		id := who.ID[len("person:"):]
		a, err := auth.Open(ctx, tx, auth.Opening{Person: id, Login: login, Hash: hash})
		if err != nil {
			return err
		}
		for _, r := range roles {
			g := auth.Grant{Account: a.ID, Role: r, Unit: who.Unit, Scope: auth.Here}
			if role, ok := auth.RoleOf(r); ok && role.Administers() {
				g.Unit = ""
			}
			if _, err := auth.Give(ctx, tx, g); err != nil {
				return fmt.Errorf("%s: %w", r, err)
			}
		}
		p, err := org.GetPerson(ctx, tx, id)
		w.slips(auth.Slip{Person: id, Name: p.Name, Login: login, Password: password})
		return err
	})
}

// slips keeps a slip once, though its act may run twice.
func (w *World) slips(s auth.Slip) {
	for i := range w.Slips {
		if w.Slips[i].Login == s.Login {
			w.Slips[i] = s
			return
		}
	}
	w.Slips = append(w.Slips, s)
}
