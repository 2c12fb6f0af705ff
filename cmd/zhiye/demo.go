package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/test/world"
)

type demoCmd struct {
	serveCmd
	Once bool `help:"建成即停，不提供服务 / stop when it is made"`
}

// Help shows one example.
func (demoCmd) Help() string { return "例 / Example:\n\n  zhiye demo --data ./zhiye-data" }

// errNotEmpty is returned where something else than the demonstration lies.
var errNotEmpty = fault.New(fault.Invalid, "demo.not_empty", "数据目录里已有别的辖区的数据；演示县只建在空目录里，请用 --data 另指一个目录")

// errHalfMade is returned where making the county was cut short: the accounts
// are written last.
var errHalfMade = fault.New(fault.Invalid, "demo.half_made", "上次建演示县时被中断，没有建完；请删除这个数据目录，或用 --data 另指一个空目录，再运行一次")

func (c *demoCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.Once {
		return c.once(ctx)
	}
	l, err := c.listen()
	if err != nil {
		return err
	}
	defer l.Close()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	first, err := c.make(ctx, h)
	if err != nil {
		return err
	}
	return c.serve(ctx, h, l, func(address string) {
		fmt.Printf("\n打开 / open   %s\n%s\n\n按 Ctrl+C 停止 / Ctrl+C stops it\n", address, first)
	})
}

// once makes the county and serves nothing.
func (c *demoCmd) once(ctx context.Context) error {
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	_, err = c.make(ctx, h)
	return err
}

// make makes the county where the directory is empty; what was made before is
// served as it is.
func (c *demoCmd) make(ctx context.Context, h *house) (string, error) {
	homes, err := h.homes(ctx)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(h.accounts()); slices.Contains(homes, world.Home) && err != nil {
		return "", errHalfMade
	}
	if slices.Contains(homes, world.Home) {
		return fmt.Sprintf("账号 / login  见 %s", h.accounts()), nil
	}
	if len(homes) > 0 {
		return "", errNotEmpty
	}
	guard, err := h.guard()
	if err != nil {
		return "", err
	}
	began := time.Now()
	w, err := world.Make(ctx, h.db, h.blobs, guard, func(s string) { fmt.Fprintln(os.Stderr, "·", s) })
	if err != nil {
		return "", err
	}
	if err := errors.Join(h.tally.Follow(ctx, world.Home), h.checkpoints(ctx), h.keep(w)); err != nil {
		return "", err
	}
	fmt.Fprintf(os.Stderr, "濂溪区已建成，用时 %.1f 秒 / made in %.1f s\n", time.Since(began).Seconds(), time.Since(began).Seconds())
	return fmt.Sprintf("账号 / login  %s\n一次性口令 / one-time password  %s\n其余账号 / other accounts  %s", w.Slips[0].Login, w.Slips[0].Password, h.accounts()), nil
}

func (h *house) accounts() string { return filepath.Join(h.dir, "demo", "accounts.txt") }

// keep writes the accounts and the files of the draw beside the data.
func (h *house) keep(w *world.World) error {
	var b strings.Builder
	for _, s := range w.Slips {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", s.Login, s.Password, s.Name)
	}
	draw := filepath.Join(h.dir, "demo", "draw")
	if err := os.MkdirAll(draw, 0o700); err != nil {
		return fmt.Errorf("keeping the demonstration's files: %w", err)
	}
	var err error
	for name, content := range w.Files {
		err = errors.Join(err, writeFile(filepath.Join(draw, name), content))
	}
	if err != nil {
		return err
	}
	return writeAs(h.accounts(), []byte(b.String()), 0o600)
}
