package flow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// What a person can do something about.
var (
	ErrAbsent = fault.New(fault.Invalid, "right.absent", "批准、审核、主持或参加人员不是本辖区在岗人员，请从人员名册中选择")
	ErrRight  = fault.New(fault.Invalid, "right.role", "所选人员没有这一步的权限（批准须为负责人，法制审核须为审核人），请另选或先授权")
	ErrHand   = fault.New(fault.Invalid, "right.hand", "所选人员是本案办案人员，不能批准、审核或主持，请另选")
)

// entitled refuses somebody, "person:…", who is not in service today, has a
// hand in the case, or whose account carries no role with the permission. The
// actor himself was let in by his own permission.
func entitled(ctx context.Context, tx *store.Tx, f docket.File, who, permission string) error {
	if err := serving(ctx, tx, who); err != nil {
		return err
	}
	if !f.Apart(who) {
		return ErrHand.With(who)
	}
	if who == tx.Actor.ID {
		return nil
	}
	ok, err := carries(ctx, tx, strings.TrimPrefix(who, "person:"), permission)
	if err == nil && !ok {
		err = ErrRight.With(who)
	}
	return err
}

// serving refuses whom nobody knows, or who holds no post today.
func serving(ctx context.Context, tx *store.Tx, who string) error {
	id, ok := strings.CutPrefix(who, "person:")
	if !ok {
		return ErrAbsent.With(who)
	}
	posts, err := org.Posts(ctx, tx, id, tx.Today())
	if err == nil && len(posts) == 0 {
		err = ErrAbsent.With(who)
	}
	return err
}

// carries reports whether a person's active account has a role with a
// permission.
func carries(ctx context.Context, tx *store.Tx, person, permission string) (bool, error) {
	a, err := auth.AccountOf(ctx, tx, person)
	if errors.Is(err, auth.ErrNotFound) || err == nil && a.State != auth.Active {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	gs, err := auth.Grants(ctx, tx, a.ID)
	return slices.ContainsFunc(gs, func(g auth.Grant) bool {
		r, ok := auth.RoleOf(g.Role)
		return ok && r.Allows(permission)
	}), err
}

// Entitled are the people in service whose account carries a permission, and
// who have no hand in a case where one is named.
func Entitled(ctx context.Context, tx *store.Tx, permission string, f docket.File) ([]org.Person, error) {
	out := []org.Person{}
	page := store.Page{Limit: 100}
	for {
		people, next, err := org.People(ctx, tx, org.Filter{}, page)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			ok, err := carries(ctx, tx, p.ID, permission)
			if err != nil {
				return nil, err
			}
			if ok && f.Apart(p.Ref()) && serving(ctx, tx, p.Ref()) == nil {
				out = append(out, p)
			}
		}
		if page.After = next; next == "" {
			return out, nil
		}
	}
}
