package main

import (
	"context"
	"fmt"
	"os"

	"example.org/zhiye/internal/platform/journal"
)

type checkCmd struct {
	place
	Home   string `help:"辖区六位代码，默认全部 / division code; all when left out." placeholder:"360402"`
	Format string `enum:"text,json" default:"text" help:"text 便于阅读，json 便于程序 / text for reading, json for programs."`
}

// Help says what is checked.
func (checkCmd) Help() string {
	return `例 / Example:

  zhiye check --home 360402

核对日志的编号、散列、树、检查点，文件内容，以及每一笔入账和每一格合计。每类只报第一处。
Verifies numbering, hashes, tree and checkpoints of the journal, files, postings and totals; the first fault of each kind is named, status 1.`
}

// checked is what a check tells a program.
type checked struct {
	OK     bool              `json:"ok"`
	Homes  []string          `json:"homes"`
	Faults []journal.Finding `json:"faults"`
}

func (c *checkCmd) Run() error {
	ctx := context.Background()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	out := checked{Homes: []string{}, Faults: []journal.Finding{}}
	if c.Home != "" {
		out.Homes = append(out.Homes, c.Home)
	} else if all, err := h.homes(ctx); err != nil {
		return err
	} else {
		out.Homes = append(out.Homes, all...)
	}
	for _, home := range out.Homes {
		found, err := h.check(ctx, home)
		if err != nil {
			return err
		}
		out.Faults = append(out.Faults, found...)
	}
	out.OK = len(out.Faults) == 0
	if c.Format == "json" {
		printJSON(out)
	} else {
		out.print()
	}
	if !out.OK {
		return errRefused
	}
	return nil
}

func (o checked) print() {
	for _, f := range o.Faults {
		fmt.Printf("%s %s 第 %d 条：%s\n", f.Home, f.Kind, f.Seq, f.Text)
	}
	if o.OK {
		fmt.Fprintf(os.Stderr, "zhiye: %d 个辖区全部相符 / all sound\n", len(o.Homes))
	}
}

// check looks at one home: the journal first, for figures are read from it.
func (h *house) check(ctx context.Context, home string) ([]journal.Finding, error) {
	found, err := journal.Check(ctx, h.db, home, h.verifier)
	if err != nil {
		return nil, err
	}
	bad, err := h.blobs.Check(home)
	if err != nil {
		return nil, err
	}
	if len(bad) > 0 {
		found = append(found, journal.Finding{Kind: "blob", Home: home, Text: fmt.Sprintf("文件 %s 的内容与摘要不符（共 %d 个）", bad[0], len(bad))})
	}
	if len(found) > 0 {
		return found, nil // a recount of what is known to be wrong proves nothing
	}
	r, err := h.tally.Audit(ctx, home)
	if err != nil {
		return nil, err
	}
	if p := r.Posting; p != nil {
		found = append(found, journal.Finding{Kind: "posting", Home: home, Seq: p.Entry, Text: "这一条日志的入账与重算不符：" + p.Text})
	}
	if len(r.Differences) > 0 {
		found = append(found, journal.Finding{Kind: "total", Home: home, Seq: r.At.Seq,
			Text: fmt.Sprintf("合计与重算不符（共 %d 格）：%s", len(r.Differences), differs(r.Differences[0]))})
	}
	return found, nil
}
