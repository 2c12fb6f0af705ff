package main

import (
	"context"
	"fmt"

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
	ctx := context.Background()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	guard, err := h.guard()
	if err != nil {
		return err
	}
	password := auth.OneTimePassword()
	hash, err := guard.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := h.db.Act(ctx, store.Actor{ID: "cli:operator", Home: c.Home}, func(tx *store.Tx) error {
		a, err := auth.Named(ctx, tx, c.Login)
		if err != nil {
			return err
		}
		_, err = auth.ResetPassword(ctx, tx, a.ID, hash)
		return err
	}); err != nil {
		return err
	}
	fmt.Printf("账号 / login  %s\n一次性口令 / one-time password  %s\n", c.Login, password)
	return nil
}
