package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// reportCmd computes figures from the records.
type reportCmd struct {
	Table reportTableCmd `cmd:"" help:"统计表 / the statistical table."`
	Drill reportDrillCmd `cmd:"" help:"一个数字出自哪些记录 / the records behind a figure."`
	Stage reportStageCmd `cmd:"" help:"阶段性工作开展情况 / the stage report."`
}

// figures says which campaign's, over which days, for whom.
type figures struct {
	place
	Home     string `required:"" help:"辖区六位代码 / division code." placeholder:"360402"`
	Campaign string `required:"" help:"专项行动 / campaign." placeholder:"lianxi-2026"`
}

type period struct {
	From       string `help:"起始日，含；默认为行动第一天 / first day." placeholder:"YYYY-MM-DD"`
	To         string `help:"截止日，含；默认为今天，行动结束后为最后一天 / last day." placeholder:"YYYY-MM-DD"`
	Department string `help:"部门，默认为合计 / department; the total when left out." placeholder:"market"`
	Region     string `help:"乡镇（街道）十二位代码 / township." placeholder:"CODE"`
}

// errDepartment is returned for a department that nobody is of: its table would
// be full of noughts.
var errDepartment = fault.New(fault.Invalid, "report.department", "没有这个部门")

func (p period) asked(campaign string) (report.Asked, error) {
	for _, d := range []string{p.From, p.To} {
		if d == "" {
			continue
		}
		if _, err := calendar.Parse(d); err != nil {
			return report.Asked{}, err
		}
	}
	if _, ok := org.Departments[p.Department]; p.Department != "" && !ok {
		return report.Asked{}, errDepartment.With("可选 " + strings.Join(slices.Sorted(maps.Keys(org.Departments)), " "))
	}
	return report.Asked{Campaign: campaign, From: p.From, To: p.To, Department: p.Department, Region: p.Region}, nil
}

func (f figures) operator() store.Actor { return store.Actor{ID: "cli:operator", Home: f.Home} }

// house opens the data and hands over what reports are made from.
func (f figures) with(do func(context.Context, report.Sources) error) error {
	ctx := context.Background()
	h, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	return do(ctx, report.Sources{DB: h.db, Tally: h.tally})
}

type reportTableCmd struct {
	figures
	period
	Format string `enum:"text,json,xlsx" default:"text" help:"text、json 或 xlsx / text for reading."`
	Out    string `help:"写到文件，默认为标准输出 / write to a file." placeholder:"FILE"`
}

// Help shows one example.
func (reportTableCmd) Help() string {
	return `例 / Example:

  zhiye report table --home 360402 --campaign lianxi-2026 --from 2026-06-01 --to 2026-11-15 --format xlsx --out 统计表.xlsx`
}

func (c *reportTableCmd) Run() error {
	asked, err := c.asked(c.Campaign)
	if err != nil {
		return err
	}
	return c.with(func(ctx context.Context, s report.Sources) error {
		t, err := report.Make(ctx, s.Tally, c.Home, asked)
		if err != nil {
			return err
		}
		b, err := c.print(ctx, s, t)
		if err != nil {
			return err
		}
		return put(c.Out, b)
	})
}

func (c *reportTableCmd) print(ctx context.Context, s report.Sources, t report.Table) ([]byte, error) {
	var b bytes.Buffer
	switch c.Format {
	case "json":
		return jsonLine(t)
	case "xlsx":
		var form report.Form
		err := s.DB.Look(ctx, c.operator(), func(tx *store.Tx) (err error) {
			form, err = report.FormOf(ctx, tx, c.Campaign)
			return err
		})
		if err == nil {
			err = report.Workbook(&b, t, form)
		}
		return b.Bytes(), err
	}
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "代码\t本期\t累计\t调整\t  指标（%s 至 %s，%s）\n", t.From, t.To, t.Trace())
	for _, r := range t.Rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t  %s（%s）\n", r.Code, r.Value, r.Cumulative, r.Adjustment, r.Name, r.Unit)
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	for _, k := range t.Checks {
		if !k.OK {
			fmt.Fprintf(&b, "%s 不通过：%s\n", k.Code, k.Text)
		}
	}
	return b.Bytes(), nil
}

func jsonLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// put writes to a file, or to stdout where none is named.
func put(path string, b []byte) error {
	if path != "" {
		return writeFile(path, b)
	}
	_, err := os.Stdout.Write(b)
	return err
}

type reportDrillCmd struct {
	figures
	period
	Code string `required:"" help:"指标代码 / indicator." placeholder:"B01"`
	Out  string `help:"写到文件，默认为标准输出 / write to a file." placeholder:"FILE"`
}

// Help shows one example.
func (reportDrillCmd) Help() string {
	return `例 / Example:

  zhiye report drill --home 360402 --campaign lianxi-2026 --code B01 --from 2026-06-01 --to 2026-11-15

每行一条（JSON Lines）；金额以分、重量以克计，相加等于表中的数。`
}

func (c *reportDrillCmd) Run() error {
	asked, err := c.asked(c.Campaign)
	if err != nil {
		return err
	}
	return c.with(func(ctx context.Context, s report.Sources) error {
		opened, err := report.Drill(ctx, s.Tally, c.Home, c.Code, asked, report.Reader{Name: desk.Titles})
		if err != nil {
			return err
		}
		var b bytes.Buffer
		for _, l := range opened.Lines {
			l.Region = "" // a page groups by it; what others script against has the fields it was promised
			line, err := jsonLine(l)
			if err != nil {
				return err
			}
			b.Write(line)
		}
		return put(c.Out, b.Bytes())
	})
}

type reportStageCmd struct {
	figures
	Through string `help:"截止日，含；默认为今天，行动结束后为最后一天 / last day reported." placeholder:"YYYY-MM-DD"`
	Out     string `help:"写到；--format json 可以不写文件 / write to; json needs no file." placeholder:"report.docx"`
	Format  string `enum:"text,json" default:"text" help:"json 列出文中每个数字 / json lists every figure of the text."`
}

// Help shows one example.
func (reportStageCmd) Help() string {
	return `例 / Example:

  zhiye report stage --home 360402 --campaign lianxi-2026 --through 2026-11-15 --out report.docx

写成后再读一遍文件，文中数字与统计表不符的不会写出。`
}

// errNoFile is returned where a report has nowhere to go.
var errNoFile = fault.New(fault.Invalid, "report.no_file", "没有写明报告写到哪里，请加 --out report.docx")

func (c *reportStageCmd) Run() error {
	if c.Out == "" && c.Format != "json" {
		return errNoFile
	}
	asked, err := period{To: c.Through}.asked(c.Campaign)
	if err != nil {
		return err
	}
	return c.with(func(ctx context.Context, s report.Sources) error {
		draft, table, err := s.Begin(ctx, c.operator(), c.Campaign, asked.To)
		if err != nil {
			return err
		}
		docx, found, err := s.Finish(ctx, c.operator(), draft, table)
		if err != nil {
			return err
		}
		if c.Out != "" {
			if err := writeFile(c.Out, docx); err != nil {
				return err
			}
		}
		if c.Format == "json" {
			printJSON(map[string][]report.Figure{"figures": append([]report.Figure{}, found...)})
			return nil
		}
		fmt.Fprintf(os.Stderr, "zhiye: 已写入 %s，文中 %d 个数字与统计表逐一相符（%s）\n", c.Out, len(found), table.Trace())
		return nil
	})
}
