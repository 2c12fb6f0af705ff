package main

import (
	"context"
	"fmt"
	"os"

	"example.org/zhiye/internal/process/tally"
)

// tallyCmd looks after the figures.
type tallyCmd struct {
	Recount tallyRecountCmd `cmd:"" help:"从头重算，逐格核对 / replay the journal from nothing and compare."`
}

type tallyRecountCmd struct {
	place
	Home   string `required:"" help:"辖区六位代码 / division code." placeholder:"360402"`
	Format string `enum:"text,json" default:"text" help:"text 便于阅读，json 便于程序 / text for reading, json for programs."`
}

// Help shows one example.
func (tallyRecountCmd) Help() string {
	return `例 / Example:

  zhiye tally recount --home 360402

退出状态：0 逐格相符，1 有不符（逐格列出）/ status 1 where cells differ.`
}

func (c *tallyRecountCmd) Run() error {
	ctx := context.Background()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	r, err := h.tally.Recount(ctx, c.Home)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		printJSON(r)
	} else {
		for _, d := range r.Differences {
			fmt.Println(differs(d))
		}
		fmt.Fprintf(os.Stderr, "zhiye: 日志 %d 条，入账 %d 笔，%d 格，%d 格不符\n", r.Entries, r.Postings, r.Cells, len(r.Differences))
	}
	if len(r.Differences) > 0 {
		return errRefused
	}
	return nil
}

func differs(d tally.Difference) string {
	return fmt.Sprintf("%s %s 部门 %s 区域 %s 行动 %s：现存 %d，重算 %d", d.Indicator, d.Day, d.Department, d.Region, d.Campaign, d.Kept, d.Recounted)
}
