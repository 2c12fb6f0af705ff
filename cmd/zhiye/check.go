package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
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

核对数据库文件，日志的编号、散列、树、检查点（库里的和留存在 checkpoints 目录里的），照片等文件，
日志与检查记录、抽取公告、已报送的表、冻结名单、角色授予是否一致，以及每一笔入账和每一格合计。每类报第一处和处数。
Verifies the database file; numbering, hashes, tree and checkpoints of the journal, those kept in the directory checkpoints too; files;
visits, draws, submitted tables, frozen lists and roles against the journal; postings and totals.
The first fault of each kind is named with how many there are, status 1.`
}

// checked is what a check tells a program.
type checked struct {
	OK     bool              `json:"ok"`
	Homes  []string          `json:"homes"`
	Faults []journal.Finding `json:"faults"`
}

func (c *checkCmd) Run() error {
	ctx := context.Background()
	out := checked{Homes: []string{}, Faults: []journal.Finding{}}
	if err := c.check(ctx, &out); errors.Is(err, store.ErrDamaged) {
		out.Faults = append(out.Faults, journal.Finding{Kind: "database", Home: c.Home, Text: store.ErrDamaged.Text})
	} else if err != nil {
		return err
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

func (c *checkCmd) check(ctx context.Context, out *checked) error {
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if wrong, err := h.db.Sound(ctx); err != nil {
		return err
	} else if wrong != "" {
		out.Faults = append(out.Faults, journal.Finding{Kind: "database", Home: c.Home, Text: "数据库文件已损坏：" + wrong})
	}
	homes, err := h.homes(ctx)
	copied, unread := h.copiedHomes()
	homes, err = append(homes, copied...), errors.Join(err, unread)
	slices.Sort(homes)
	homes = slices.Compact(homes)
	if c.Home != "" {
		homes = []string{c.Home}
	}
	for _, home := range homes {
		if err != nil {
			break
		}
		var found []journal.Finding
		found, err = h.check(ctx, home)
		out.Homes, out.Faults = append(out.Homes, home), append(out.Faults, found...)
	}
	return err
}

func (o checked) print() {
	for _, f := range o.Faults {
		fmt.Printf("%s %s 第 %d 条：%s（这一类共 %d 处）\n", f.Home, f.Kind, f.Seq, f.Text, max(1, f.Count))
	}
	if o.OK {
		fmt.Fprintf(os.Stderr, "zhiye: %d 个辖区全部相符 / all sound\n", len(o.Homes))
	}
}

// check looks at one home: the journal first, for figures are read from it.
func (h *house) check(ctx context.Context, home string) ([]journal.Finding, error) {
	kept, err := h.copied(home)
	if err != nil {
		return nil, err
	}
	found, err := journal.Check(ctx, h.db, home, h.verifier, kept...)
	if err != nil {
		return nil, err
	}
	if short := h.reaches(ctx, home); errors.Is(short, errBehind) && len(found) == 0 {
		found = append(found, journal.Finding{Kind: "checkpoint", Home: home, Count: 1, Text: "日志没有到数据库之外留存的标记处：之后的记录丢失，或数据库是更早的"})
	} else if short != nil && !errors.Is(short, errBehind) {
		return nil, short
	}
	sound := len(found) == 0
	beside, err := h.beside(ctx, home, sound)
	if found = append(found, beside...); err != nil || !sound {
		return found, err // a recount of a journal that is known to be wrong proves nothing
	}
	r, err := h.tally.Audit(ctx, home)
	if err != nil {
		return found, err
	}
	if p := r.Posting; p != nil {
		found = append(found, journal.Finding{Kind: "posting", Home: home, Seq: p.Entry, Count: 1, Text: "这一条日志的入账与重算不符：" + p.Text})
	}
	if len(r.Differences) > 0 {
		found = append(found, journal.Finding{Kind: "total", Home: home, Seq: r.At.Seq, Count: len(r.Differences),
			Text: "合计与重算不符：" + differs(r.Differences[0])})
	}
	return found, nil
}

// beside checks what the journal only names: files, and the records it speaks
// of, which prove nothing where the journal itself is not sound.
func (h *house) beside(ctx context.Context, home string, sound bool) (found []journal.Finding, err error) {
	bad, err := h.blobs.Check(home)
	if err != nil {
		return nil, err
	}
	if len(bad) > 0 {
		found = append(found, journal.Finding{Kind: "blob", Home: home, Count: len(bad), Text: fmt.Sprintf("文件 %s 的内容与摘要不符", bad[0])})
	}
	err = h.db.Look(ctx, store.Actor{ID: "job:check", Home: home}, func(tx *store.Tx) error {
		files, err := desk.Files(ctx, tx)
		if err != nil {
			return err
		}
		gone := slices.DeleteFunc(files, func(d blob.Digest) bool { return h.blobs.Has(home, d) })
		if len(gone) > 0 {
			found = append(found, journal.Finding{Kind: "missing", Home: home, Count: len(gone), Text: fmt.Sprintf("记录里的照片 %s 不在了", gone[0])})
		}
		if !sound {
			return nil
		}
		differ, err := desk.Compare(ctx, tx)
		found = append(found, firsts(home, differ)...)
		return err
	})
	return found, err
}

// firsts are the first of each kind, with how many there are.
func firsts(home string, differ []desk.Disagreement) (out []journal.Finding) {
	for _, d := range differ {
		i := slices.IndexFunc(out, func(f journal.Finding) bool { return f.Kind == d.Kind })
		if i < 0 {
			i = len(out)
			out = append(out, journal.Finding{Kind: d.Kind, Home: home, Seq: d.Seq, Subject: d.Subject, Text: d.Text})
		}
		out[i].Count++
	}
	return out
}
