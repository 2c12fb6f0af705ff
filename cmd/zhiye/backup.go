package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/backup"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"

	"filippo.io/age"
)

type backupCmd struct {
	place
	To     []string `help:"加密给这些公钥（age1…），可多个 / encrypt to these public keys" placeholder:"age1…"`
	Plain  bool     `help:"不加密：文件里有个人信息，须另行保管 / do not encrypt; the file holds personal data"`
	NewKey string   `name:"new-key" help:"先生成一对密钥：密钥写入这个文件，备份加密给它 / make a key pair first, keep the secret half here" placeholder:"FILE"`
	Into   string   `arg:"" help:"写入的备份文件 / the file to write"`
}

// Help shows how a backup is made and kept.
func (backupCmd) Help() string {
	return `例 / Example:

  zhiye backup --data ./zhiye-data --new-key /media/usb/zhiye.key /backup/2026-11-25.zhiye
  zhiye backup --data ./zhiye-data --to age1… /backup/2026-11-26.zhiye

服务不必停止；开始之前已确认保存的内容都在备份里。备份含数据库、照片等文件、检查点和密钥，清单记下每个辖区日志的条数和树根。
密钥文件丢失则加密的备份打不开，请与备份分开保管。
The program may go on serving. Without the secret key an encrypted backup cannot be opened by anybody.`
}

// The refusals of making a backup.
var (
	errSealing = fault.New(fault.Invalid, "backup.sealing", "请选择怎样加密：--to 公钥，或 --new-key 新建密钥；确实不加密的写 --plain")
	errExists  = fault.New(fault.Invalid, "backup.exists", "目标已经存在，不会覆盖；请换一个名字")
	errKey     = fault.New(fault.Invalid, "backup.key", "这不是 age 公钥（age1 开头的 62 个字符），请核对")
)

func (c *backupCmd) Run() error {
	if _, err := os.Stat(c.Into); err == nil {
		return errExists.With(c.Into)
	}
	to, err := c.recipients()
	if err != nil {
		return err
	}
	began := time.Now()
	m, err := c.write(context.Background(), to)
	if err != nil {
		return err
	}
	for _, h := range m.Homes {
		fmt.Printf("%s 日志 %d 条，树根 %s\n", h.Home, h.Seq, h.Root)
	}
	fmt.Fprintf(os.Stderr, "zhiye: 备份完成 / backed up: %s，%d 个文件，用时 %.1f 秒\n", c.Into, len(m.Files), time.Since(began).Seconds())
	return nil
}

func (c *backupCmd) recipients() (to []age.Recipient, err error) {
	for _, key := range c.To {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(key))
		if err != nil {
			return nil, errKey.With(key)
		}
		to = append(to, r)
	}
	if c.NewKey != "" {
		fresh, err := newKey(c.NewKey)
		if err != nil {
			return nil, err
		}
		to = append(to, fresh)
	}
	if (len(to) == 0) != c.Plain {
		return nil, errSealing
	}
	return to, nil
}

// newKey makes a key pair; the secret half goes to a file that only its owner
// reads, the public half is printed for the backups to come.
func newKey(into string) (age.Recipient, error) {
	if _, err := os.Stat(into); err == nil {
		return nil, errExists.With(into)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	if err := writeAs(into, []byte("# public key: "+key.Recipient().String()+"\n"+key.String()+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("keeping the key: %w", err)
	}
	fmt.Printf("公钥 / public key %s\n", key.Recipient())
	return key.Recipient(), nil
}

// write puts the backup into place when it is whole.
func (c *backupCmd) write(ctx context.Context, to []age.Recipient) (backup.Manifest, error) {
	work, err := os.MkdirTemp(filepath.Dir(c.Into), ".zhiye-backup-*")
	if err != nil {
		return backup.Manifest{}, fmt.Errorf("backing up: %w", err)
	}
	defer os.RemoveAll(work)
	m, err := c.collect(ctx, work)
	if err != nil {
		return m, err
	}
	half := filepath.Join(work, "half")
	out, err := os.OpenFile(half, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return m, fmt.Errorf("backing up: %w", err)
	}
	err = backup.Write(out, m, func(p string) string {
		if p == embedded || p == dumped || strings.HasPrefix(p, "checkpoints/") {
			return filepath.Join(work, p)
		}
		return filepath.Join(c.Data, filepath.FromSlash(p))
	}, to...)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return m, err
	}
	return m, os.Rename(half, c.Into)
}

// The database in a backup: a file of SQLite's, or a dump of PostgreSQL's.
const (
	embedded = "zhiye.db"
	dumped   = "zhiye.dump"
)

// collect copies the checkpoints, then the database, and only then lists the
// files: what a record names was on the disk before the record was, and no
// checkpoint may be later than the journal.
func (c *backupCmd) collect(ctx context.Context, work string) (m backup.Manifest, err error) {
	m = backup.Manifest{Format: 1, Version: version, At: time.Now().UTC(), Database: string(store.SQLite)}
	if err := c.checkpoints(work); err != nil {
		return m, err
	}
	name := embedded
	if c.DB != "" {
		name, m.Database = dumped, string(store.Postgres)
		m.Homes, err = c.dump(ctx, filepath.Join(work, name))
	} else {
		m.Homes, err = c.copy(ctx, work)
	}
	if err != nil {
		return m, err
	}
	db, err := backup.Measure(work, name)
	if err != nil {
		return m, err
	}
	kept, err := filesIn(work, "checkpoints")
	if err != nil {
		return m, err
	}
	beside, err := filesIn(c.Data, "blobs", "journal.key", "factor.key")
	m.Files = slices.Concat(kept, beside)
	slices.SortFunc(m.Files, func(a, b backup.File) int { return strings.Compare(a.Path, b.Path) })
	m.Files = append([]backup.File{db}, m.Files...)
	return m, err
}

// checkpoints copies those kept into work. The marks of where a journal stands
// stay here: they speak of this directory.
func (c *backupCmd) checkpoints(work string) error {
	h := &house{dir: c.Data}
	homes, err := h.copiedHomes()
	if err != nil {
		return err
	}
	for _, home := range homes {
		kept, err := h.copied(home)
		for _, signed := range kept {
			err = errors.Join(err, (&house{dir: work}).keepCopy(home, signed))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *backupCmd) dump(ctx context.Context, into string) (heads []backup.Head, err error) {
	h, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer h.Close()
	return heads, h.db.Dump(ctx, c.DB, into, backingUp, func(tx *store.Tx) error {
		heads, err = headsOf(ctx, tx)
		return err
	})
}

// copy reads the heads from the copy, so that they are of its very moment.
func (c *backupCmd) copy(ctx context.Context, work string) ([]backup.Head, error) {
	if err := store.Copy(ctx, filepath.Join(c.Data, embedded), filepath.Join(work, embedded)); err != nil {
		return nil, err
	}
	h, err := place{Data: work}.open(ctx)
	if err != nil {
		return nil, err
	}
	heads, err := h.heads(ctx)
	return heads, errors.Join(err, h.Close())
}

var backingUp = store.Actor{ID: "job:backup"}

// heads are the ends of all journals at one moment.
func (h *house) heads(ctx context.Context) (heads []backup.Head, err error) {
	err = h.db.Look(ctx, backingUp, func(tx *store.Tx) error {
		heads, err = headsOf(ctx, tx)
		return err
	})
	return heads, err
}

func headsOf(ctx context.Context, tx *store.Tx) ([]backup.Head, error) {
	homes, err := journal.Homes(ctx, tx)
	heads := make([]backup.Head, len(homes))
	for i, home := range homes {
		tx.Actor.Home = home
		at, failed := journal.At(ctx, tx)
		heads[i], err = backup.Head{Home: home, Seq: at.Seq, Root: at.Root}, errors.Join(err, failed)
	}
	return heads, err
}

// filesIn lists the files of a directory that lie in some of its parts.
func filesIn(dir string, parts ...string) (files []backup.File, err error) {
	for _, top := range parts {
		err = errors.Join(err, filepath.WalkDir(filepath.Join(dir, top), func(at string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) || err == nil && (d.IsDir() || strings.HasPrefix(d.Name(), ".")) {
				return nil
			}
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(dir, at)
			if err != nil {
				return err
			}
			f, err := backup.Measure(dir, path.Clean(filepath.ToSlash(rel)))
			files = append(files, f)
			return err
		}))
	}
	return files, err
}
