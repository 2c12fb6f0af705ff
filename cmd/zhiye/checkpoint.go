package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// copies is where the last checkpoint of every home lies, beside the database:
// who can write there alone can rewrite the journal and drop its checkpoints,
// and the copy says so. Taken along elsewhere, it says so of the files too.
func (h *house) copies() string { return filepath.Join(h.dir, "checkpoints") }

// checkpoint signs the journal of a home and keeps a copy of the last note.
func (h *house) checkpoint(ctx context.Context, by store.Actor) error {
	if err := journal.Checkpoint(ctx, h.db, by, h.signer); err != nil {
		return err
	}
	var signed string
	err := h.db.Look(ctx, by, func(tx *store.Tx) (err error) { signed, err = journal.Last(ctx, tx); return err })
	if err != nil || signed == "" {
		return err
	}
	kept, err := h.copied(by.Home)
	if err != nil || len(kept) > 0 && kept[0] == signed {
		return err
	}
	return h.keepCopy(by.Home, signed)
}

func (h *house) keepCopy(name, signed string) error {
	if err := os.MkdirAll(h.copies(), 0o700); err != nil {
		return fmt.Errorf("keeping a checkpoint: %w", err)
	}
	if err := writeFile(filepath.Join(h.copies(), name), []byte(signed)); err != nil {
		return fmt.Errorf("keeping a checkpoint: %w", err)
	}
	return nil
}

// copied is the copy of a home's last checkpoint, or none.
func (h *house) copied(name string) ([]string, error) {
	b, err := os.ReadFile(filepath.Join(h.copies(), name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a kept checkpoint: %w", err)
	}
	return []string{string(b)}, nil
}

// The end of a journal as it stood a minute ago at most is kept beside the last
// checkpoint: a database that stands further back has lost what was acknowledged.
const lastSuffix = ".last"

// errBehind is returned for a database that lost entries, or was put in the place
// of a newer one. What to do about it only a person can say.
var errBehind = fault.New(fault.Conflict, "serve.behind", "数据库比本目录留存的日志标记旧，已保存的记录可能丢失，未开始服务。常见原因：删了 zhiye.db-wal，或用旧文件替换了 zhiye.db。请放回原文件，或用 zhiye restore 把备份恢复到新目录；确认就用现在这份数据的，把 checkpoints 目录改名留存后再启动 / the database is older than the marks kept in checkpoints")

// mark keeps where every journal stands now, so that the next start notices a
// database that stands before it.
func (h *house) mark(ctx context.Context) error {
	homes, err := h.homes(ctx)
	for _, home := range homes {
		err = errors.Join(err, h.markHome(ctx, home))
	}
	return err
}

func (h *house) markHome(ctx context.Context, home string) error {
	var signed string
	err := h.db.Look(ctx, store.Actor{ID: "job:mark", Home: home}, func(tx *store.Tx) (err error) {
		signed, _, err = journal.Mark(ctx, tx, h.signer)
		return err
	})
	kept, unread := h.copied(home + lastSuffix)
	if err = errors.Join(err, unread); err != nil || signed == "" || len(kept) > 0 && kept[0] == signed {
		return err
	}
	return h.keepCopy(home+lastSuffix, signed)
}

// whole refuses a database that does not reach the marks kept beside it. A backup
// that was restored brings its own.
func (h *house) whole(ctx context.Context) error {
	homes, err := h.copiedHomes()
	for _, home := range homes {
		if err == nil {
			err = h.reaches(ctx, home)
		}
	}
	return err
}

func (h *house) reaches(ctx context.Context, home string) error {
	last, err := h.copied(home + lastSuffix)
	kept, unread := h.copied(home)
	if err = errors.Join(err, unread); err != nil {
		return err
	}
	return h.db.Look(ctx, store.Actor{ID: "job:mark", Home: home}, func(tx *store.Tx) error {
		for _, signed := range append(kept, last...) {
			now, then, ok, err := journal.Reaches(ctx, tx, signed, h.verifier)
			if err != nil {
				return errBehind.With(home + "：" + err.Error())
			}
			if !ok {
				return errBehind.With(fmt.Sprintf("%s：留存到第 %d 条，数据库到第 %d 条", home, then.Seq, now.Seq))
			}
		}
		return nil
	})
}

var isHome = regexp.MustCompile(`^[0-9]{6}$`)

// copiedHomes are the homes a copy is kept of: one whose journal is gone as a
// whole is known from here alone.
func (h *house) copiedHomes() (homes []string, err error) {
	entries, err := os.ReadDir(h.copies())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the kept checkpoints: %w", err)
	}
	for _, e := range entries {
		if home := strings.TrimSuffix(e.Name(), lastSuffix); isHome.MatchString(home) {
			homes = append(homes, home)
		}
	}
	slices.Sort(homes)
	return slices.Compact(homes), nil
}
