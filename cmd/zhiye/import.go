package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ledger"
)

// importCmd reads what bureaus keep in sheets.
type importCmd struct {
	Ledger   importLedgerCmd `cmd:"" help:"导入台账 / ledgers of whom to watch."`
	Officers importLedgerCmd `cmd:"" help:"导入执法人员名录 / the list of officers."`
	Contacts importLedgerCmd `cmd:"" help:"导入乡镇联系人 / contacts of townships."`
	Visits   importVisitsCmd `cmd:"" help:"导入检查记录 / visits that were recorded on sheets."`
}

// sheetsIn are the files of an import, and how to tell what became of them.
type sheetsIn struct {
	place
	Home   string   `required:"" help:"辖区六位代码 / division code." placeholder:"360402"`
	Errors string   `help:"把没有导入的行写到这个工作簿，改好后可直接再导入 / write the refused rows here." placeholder:"FILE"`
	Format string   `enum:"text,json" default:"text" help:"text 便于阅读，json 便于程序 / text for reading, json for programs."`
	Files  []string `arg:"" help:"xlsx 或 csv / xlsx or csv." placeholder:"FILE"`
}

type importLedgerCmd struct {
	AsOf   string `name:"as-of" help:"以这一天判断证件是否有效，默认今天 / judge validity on this day; today when left out." placeholder:"YYYY-MM-DD"`
	DryRun bool   `name:"dry-run" help:"只判断，不写入 / judge everything, write nothing."`
	sheetsIn
}

// Help shows one example and says what the status means.
func (importLedgerCmd) Help() string {
	return `例 / Example:

  zhiye import ledger --home 360402 --errors errors.xlsx 市监局-经营主体台账.xlsx 网店及平台清单.csv

再次导入同样的文件不会有任何变化。退出状态：0 全部导入，1 有行或文件被拒绝，2 什么也没做。
Importing a file again changes nothing. Status 0 all taken in, 1 something was refused, 2 nothing was done.`
}

// errNothing ends an import that found no sheet it knows.
var errNothing = errors.New("没有一张表可以导入，请核对表头和文件 / no sheet could be read")

func (c *importLedgerCmd) Run() error {
	asOf, err := dayOrToday(c.AsOf)
	if err != nil {
		return err
	}
	return c.run(func(ctx context.Context, h *house, files []flow.File) (told, error) {
		bar := newBar("已读 / rows read")
		defer bar.end()
		b, err := flow.ImportLedgers(ctx, h.db, c.operator(), flow.Import{AsOf: asOf, DryRun: c.DryRun, Progress: func(rows, _ int) { bar.at(rows) }}, files)
		return told{whole: b, files: b.Files, issues: b.Issues, refused: b.Refused, tail: totals(b)}, err
	})
}

// told is what an import has to say.
type told struct {
	whole   any // printed as JSON
	files   []ledger.FileReport
	issues  []ledger.Issue
	refused []flow.Refused
	tail    string
}

func dayOrToday(s string) (string, error) {
	if s == "" {
		return string(calendar.DayOf(time.Now())), nil
	}
	d, err := calendar.Parse(s)
	return string(d), err
}

// operator is who acts at a terminal.
func (c sheetsIn) operator() store.Actor { return store.Actor{ID: "cli:operator", Home: c.Home} }

// alone is the moment until which whatever ran on this database runs no more:
// now in a data directory, which one program holds; some minutes ago on a
// server, where another may be importing.
func (p place) alone() time.Time {
	if p.DB == "" {
		return time.Now()
	}
	return time.Now().Add(-10 * time.Minute)
}

// run opens files and house, imports, and tells what became of it.
func (c sheetsIn) run(do func(context.Context, *house, []flow.File) (told, error)) error {
	files, done, err := openFiles(c.Files)
	if err != nil {
		return err
	}
	defer done()
	ctx := context.Background()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.settle(ctx, c.alone()); err != nil {
		return err
	}
	t, err := do(ctx, h, files)
	if err != nil {
		return err
	}
	return c.tell(t)
}

func openFiles(paths []string) (files []flow.File, done func(), err error) {
	var opened []*os.File
	done = func() {
		for _, f := range opened {
			_ = f.Close() // only read
		}
	}
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			done()
			return nil, nil, err
		}
		opened = append(opened, f)
		info, err := f.Stat()
		if err == nil && info.IsDir() {
			err = fmt.Errorf("%s 是目录，请给出文件 / is a directory", p)
		}
		if err != nil {
			done()
			return nil, nil, err
		}
		files = append(files, flow.File{Name: filepath.Base(p), Bytes: f, Size: info.Size()})
	}
	return files, done, nil
}

func (c sheetsIn) tell(t told) error {
	if c.Format == "json" {
		printJSON(t.whole)
	} else {
		t.print()
	}
	broken, read := 0, 0
	for _, f := range t.files {
		for _, s := range f.Sheets {
			if s.Status == ledger.Imported {
				read++
			}
		}
		if f.Error != "" {
			broken++
			fmt.Fprintf(os.Stderr, "zhiye: %s：%s\n", f.File, f.Error)
		}
	}
	if c.Errors != "" && len(t.refused) > 0 {
		var b bytes.Buffer
		if err := flow.RefusedBook(&b, flow.WithHeads(t.files, t.refused)); err != nil {
			return err
		}
		if err := writeFile(c.Errors, b.Bytes()); err != nil {
			return err
		}
	}
	switch {
	case read == 0:
		return errNothing
	case broken > 0 || slices.ContainsFunc(t.issues, func(i ledger.Issue) bool { return i.Severity == "reject" }):
		return errRefused
	}
	return nil
}

// shown is how many issues a person reads before they are a workbook's matter.
const shown = 20

func (t told) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "行 rows\t新增 created\t已有 known\t并入 merged\t续行 detail\t拒绝 rejected\t外区 foreign\t\n")
	for _, f := range t.files {
		for _, s := range f.Sheets {
			rejected := 0
			for _, n := range s.Rejected {
				rejected += n
			}
			name := f.File
			if s.Sheet != "" {
				name += "!" + s.Sheet
			}
			if s.Status != ledger.Imported {
				name += "（" + string(s.Status) + "）"
			}
			fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t  %s\n", s.RowsRead, s.Created, s.DupExact, s.MergedCode+s.MergedNA+s.Merged, s.Detail, rejected, s.Foreign, name)
		}
	}
	_ = w.Flush() // a closed stdout has nobody to tell
	fmt.Println(t.tail)
	n := 0
	for _, i := range t.issues {
		if i.Severity != "reject" && i.Severity != "foreign" {
			continue
		}
		if n++; n <= shown {
			fmt.Printf("%s 第 %d 行  %s %s\n", strings.TrimSuffix(i.File+"!"+i.Sheet, "!"), i.Row, i.Code, i.Text)
		}
	}
	if n > shown {
		fmt.Printf("…共 %d 条，未导入的行可用 --errors 写成工作簿 / %d in all, see --errors\n", n, n)
	}
}

func totals(b flow.Brought) string {
	t := b.Totals
	return fmt.Sprintf("台账现有主体 %d 户，网店和平台 %d 家，许可 %d 件，专用标识 %d 批，人员 %d 名，联系人 %d 名；疑似重复 %d 对",
		t.Entities, t.Online, t.Permits, t.LabelBatches, t.Officers, t.Contacts, b.Pairs)
}
