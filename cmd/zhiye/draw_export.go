package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
)

type drawExportCmd struct {
	place
	ID   string `arg:"" help:"抽查编号 / number of the draw."`
	Home string `required:"" help:"辖区，六位区划代码 / home, a six-digit division code." placeholder:"CODE"`
	Out  string `required:"" help:"写到这个目录 / write into this folder." placeholder:"DIR"`
}

func (drawExportCmd) Help() string {
	return `例 / Example:

  zhiye draw export 01kb… --home 360402 --out draw
  zhiye draw verify --pool draw/pool.csv --officers draw/officers.csv --announcement draw/announcement.json draw/draw.json

写出冻结和公告的原样字节；人员以本次抽查专用的代号出现。抽查尚未走到的步骤没有文件，退出状态为 1。
Writes the bytes that were frozen and announced; officers appear under aliases. Where a step is still to come its file is missing and the status is 1.`
}

// Run writes the files that the draw has so far.
func (c drawExportCmd) Run() error {
	ctx := context.Background()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	files, err := c.read(ctx, h)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	for _, name := range spotcheck.FileNames {
		b, there := files[name]
		if !there {
			err = errRefused
			fmt.Fprintf(os.Stderr, "zhiye: %s 尚未生成 / not made yet\n", name)
			continue
		}
		if err := writeFile(filepath.Join(c.Out, name), b); err != nil {
			return err
		}
		fmt.Println(filepath.Join(c.Out, name))
	}
	return err
}

func (c drawExportCmd) read(ctx context.Context, h *house) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := h.db.Look(ctx, store.Actor{ID: "job:export", Home: c.Home}, func(tx *store.Tx) error {
		for _, name := range spotcheck.FileNames {
			b, err := spotcheck.File(ctx, tx, c.ID, name)
			switch {
			case err == nil:
				files[name] = b
			case !errors.Is(err, spotcheck.ErrNoFile):
				return err
			}
		}
		return nil
	})
	return files, err
}
