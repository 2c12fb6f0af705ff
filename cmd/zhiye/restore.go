package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"example.org/zhiye/internal/platform/backup"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"

	"filippo.io/age"
)

type restoreCmd struct {
	place
	Identity string `help:"打开加密备份的密钥文件 / the secret key that opens it" placeholder:"FILE"`
	From     string `arg:"" help:"备份文件 / the backup"`
}

// Help says where a backup goes.
func (restoreCmd) Help() string {
	return `例 / Example:

  zhiye restore --identity /media/usb/zhiye.key --data ./zhiye-data-2 /backup/2026-11-25.zhiye

恢复到一个还没有数据的目录（PostgreSQL：--db 指向一个空库），逐件核对摘要，再核对每个辖区日志的树根和全部数据。
不相符的备份不会放进目标目录。
Restores into a directory that holds nothing yet, and puts it in place only when every root is the one that was backed up.`
}

// The refusals of a restore.
var (
	errOccupied = fault.New(fault.Invalid, "restore.occupied", "目标目录里已有数据，不会覆盖；请用 --data 指定一个空目录")
	errNoBackup = fault.New(fault.NotFound, "restore.no_backup", "读不到备份文件，请核对路径和权限")
	errWanted   = fault.New(fault.Invalid, "restore.database", "备份来自另一种数据库：PostgreSQL 的备份须用 --db 指定一个空库，嵌入式数据库的备份不能用 --db")
	errRoot     = fault.New(fault.Invalid, "restore.root", "恢复出的日志与备份时的树根不符，没有放入目标目录；请换一份备份")
	errIdentity = fault.New(fault.Invalid, "restore.identity", "密钥文件读不出密钥（应有一行以 AGE-SECRET-KEY-1 开头），请核对")
)

func (c *restoreCmd) Run() error {
	ctx := context.Background()
	keys, err := c.keys()
	if err != nil {
		return err
	}
	if left, err := os.ReadDir(c.Data); err == nil && len(left) > 0 {
		return errOccupied.With(c.Data)
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(c.Data)), ".zhiye-restore-*")
	if err != nil {
		return fmt.Errorf("restoring: %w", err)
	}
	defer os.RemoveAll(work)
	m, err := c.unpack(ctx, work, keys)
	if err != nil {
		return err
	}
	if err := c.compare(ctx, work, m); err != nil {
		return err
	}
	return c.place.settleIn(work, m)
}

func (c *restoreCmd) keys() ([]age.Identity, error) {
	if c.Identity == "" {
		return nil, nil
	}
	f, err := os.Open(c.Identity)
	if err != nil {
		return nil, errIdentity.With(c.Identity)
	}
	defer f.Close()
	keys, err := age.ParseIdentities(f)
	if err != nil {
		return nil, errIdentity.With(c.Identity)
	}
	return keys, nil
}

func (c *restoreCmd) unpack(ctx context.Context, work string, keys []age.Identity) (backup.Manifest, error) {
	in, err := os.Open(c.From)
	if err != nil {
		return backup.Manifest{}, errNoBackup.With(c.From)
	}
	defer in.Close()
	m, err := backup.Read(in, work, keys...)
	if err != nil {
		return m, err
	}
	if (m.Database == string(store.Postgres)) != (c.DB != "") {
		return m, errWanted.With(m.Database)
	}
	if c.DB == "" {
		return m, nil
	}
	dump := filepath.Join(work, dumped)
	return m, errors.Join(store.Restore(ctx, c.DB, dump), os.Remove(dump))
}

// compare opens what was restored and holds it against the manifest: roots
// first, then everything `zhiye check` looks at.
func (c *restoreCmd) compare(ctx context.Context, work string, m backup.Manifest) error {
	h, err := place{Data: work, DB: c.DB}.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	heads, err := h.heads(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(heads, m.Homes) {
		return errRoot
	}
	for _, head := range heads {
		found, err := h.check(ctx, head.Home)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return errRoot.With(found[0].Text)
		}
		fmt.Printf("%s 日志 %d 条，树根 %s，相符\n", head.Home, head.Seq, head.Root)
	}
	return nil
}

// settleIn moves what is sound to where it shall lie.
func (p place) settleIn(work string, m backup.Manifest) error {
	if err := os.Remove(p.Data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errOccupied.With(p.Data)
	}
	if err := os.Rename(work, p.Data); err != nil {
		return fmt.Errorf("restoring: %w", err)
	}
	fmt.Fprintf(os.Stderr, "zhiye: 已恢复 / restored: %s 的备份，%d 个文件，到 %s\n", m.At.Local().Format("2006-01-02 15:04"), len(m.Files), p.Data)
	return nil
}
