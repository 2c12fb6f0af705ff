package auth

import (
	"context"
	"errors"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Standing says who an actor is by now, for the post he acted for: what was
// asked for earlier is done only while he still may. Who has left the post or
// lost the account gets ErrMay.
func (g *Guard) Standing(ctx context.Context, by store.Actor) (p Principal, err error) {
	err = g.db.Look(ctx, keeper(by.Home), func(tx *store.Tx) error {
		a, err := AccountOf(ctx, tx, strings.TrimPrefix(by.ID, "person:"))
		if err != nil {
			return err
		}
		p, err = g.principal(ctx, tx, session{home: by.Home, account: a.ID, unit: by.Unit})
		return err
	})
	if errors.Is(err, ErrNotFound) || err == nil && p.Post.Unit != by.Unit {
		return Principal{}, ErrMay.With(by.Unit)
	}
	return p, err
}
