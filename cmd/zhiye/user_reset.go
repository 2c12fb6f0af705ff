package main

import (
	"context"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

// userResetCmd hands out a new password from the server itself: no account may
// do so to an administrator's.
type userResetCmd struct {
	place
	Home  string `help:"辖区六位代码 / division code" required:"" placeholder:"360402"`
	Login string `arg:"" help:"登录名 / login"`
}

// Help shows one example.
func (userResetCmd) Help() string { return "例 / Example:\n\n  zhiye user reset admin --home 360402" }

func (c *userResetCmd) Run() error {
	return c.handOut(c.Home, c.Login, func(ctx context.Context, tx *store.Tx, hash auth.Hash) error {
		a, err := auth.Named(ctx, tx, c.Login)
		if err != nil {
			return err
		}
		_, err = auth.ResetPassword(ctx, tx, a.ID, hash)
		return err
	})
}
