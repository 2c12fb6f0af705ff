package main

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

type userCmd struct {
	Reset userResetCmd `cmd:"" help:"重置一个账号的口令（管理员的只能这样重置），打印一次性口令 / reset a password, the only way for an administrator's."`
	Add   userAddCmd   `cmd:"" help:"新增人员和账号，打印一次性口令 / add a person with an account; prints a one-time password."`
}

type userAddCmd struct {
	place
	Home  string   `help:"辖区六位代码 / division code" required:"" placeholder:"360402"`
	Name  string   `help:"姓名 / name" required:""`
	Unit  string   `help:"单位名称，没有则新建 / unit, opened where nobody has yet" required:""`
	Role  []string `help:"角色，可多个 / roles: system_admin, security_admin, audit_admin, county_officer, registrar …" required:""`
	Login string   `arg:"" help:"登录名 / login"`
}

// Help shows one example.
func (userAddCmd) Help() string {
	return "例 / Example:\n\n  zhiye user add admin --home 360402 --name 王五 --unit 濂溪区市场监督管理局 --role system_admin"
}

func (c *userAddCmd) Run() error {
	return c.handOut(c.Home, c.Login, func(ctx context.Context, tx *store.Tx, hash auth.Hash) error { return c.add(ctx, tx, hash) })
}

// handOut makes a password for once, lets do put its hash where it belongs, and
// prints it: here and nowhere again.
func (p place) handOut(home, login string, do func(context.Context, *store.Tx, auth.Hash) error) error {
	ctx := context.Background()
	h, err := p.open(ctx)
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
	by := store.Actor{ID: "cli:operator", Home: home}
	if err := h.db.Act(ctx, by, func(tx *store.Tx) error { return do(ctx, tx, hash) }); err != nil {
		return err
	}
	fmt.Printf("账号 / login  %s\n一次性口令 / one-time password  %s\n", login, password)
	return nil
}

func (c *userAddCmd) add(ctx context.Context, tx *store.Tx, hash auth.Hash) error {
	p, err := org.Admit(ctx, tx, org.Arrival{Name: c.Name, Unit: c.Unit})
	if err != nil {
		return err
	}
	a, err := auth.Open(ctx, tx, auth.Opening{Person: p.Person.ID, Login: c.Login, Hash: hash})
	if err != nil {
		return err
	}
	for _, code := range c.Role {
		g := auth.Grant{Account: a.ID, Role: code, Unit: p.Unit.ID, Scope: auth.Here}
		if r, ok := auth.RoleOf(code); ok && r.Administers() {
			g.Unit = ""
		}
		if _, err := auth.Give(ctx, tx, g); err != nil {
			return err
		}
	}
	return nil
}
