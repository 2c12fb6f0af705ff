package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/fault"
)

// drawCmd draws at random and lets anyone recheck it; no verb but export needs a
// database.
type drawCmd struct {
	Announce drawAnnounceCmd `cmd:"" help:"公告：揭示份额之前固定方案、名单和承诺 / fix plan, lists and commitments before any share is known."`
	Run      drawRunCmd      `cmd:"" help:"抽取对象、选派人员 / draw the objects and their teams."`
	Verify   drawVerifyCmd   `cmd:"" help:"验证抽查结果 / recompute a draw, byte for byte."`
	Export   drawExportCmd   `cmd:"" help:"导出程序内的抽查，供他人验证 / write the files of a draw made in the program."`
}

// drawLists are the two frozen lists.
type drawLists struct {
	Pool     string `required:"" help:"对象名单 csv：id,stratum / objects." placeholder:"FILE"`
	Officers string `required:"" help:"人员名单 csv：id,organ,valid_from,valid_to,recused / officers." placeholder:"FILE"`
}

// drawFormat says how a verb reports what it did.
type drawFormat struct {
	Format string `enum:"text,json" default:"text" help:"text 便于阅读，json 便于程序 / text for reading, json for programs."`
}

type drawAnnounceCmd struct {
	Plan string `required:"" help:"抽查方案 / the plan." placeholder:"FILE"`
	drawLists
	Commit []string `required:"" sep:"none" help:"单位的承诺：其份额的 SHA-256 / a unit's commitment; at least two." placeholder:"UNIT=HEX"`
	Out    string   `required:"" help:"写到 / write to." placeholder:"FILE"`
	drawFormat
}

func (drawAnnounceCmd) Help() string {
	return `例 / Example:

  zhiye draw announce --plan plan.json --pool pool.csv --officers officers.csv --commit market=5e88…42d8 --commit forestry=9f86…0a08 --out announcement.json`
}

func (c drawAnnounceCmd) Run() error {
	commitments, err := unitHashes(c.Commit)
	if err != nil {
		return err
	}
	b, err := c.basis(c.Plan)
	if err != nil {
		return err
	}
	a, err := draw.Announce(b, commitments)
	if err != nil {
		return err
	}
	return c.wrote(c.Out, a.Bytes(), b, nil)
}

type drawRunCmd struct {
	Plan string `required:"" help:"抽查方案 / the plan." placeholder:"FILE"`
	drawLists
	Announcement string   `help:"已发布的公告 / the announcement published before." placeholder:"FILE"`
	Share        []string `required:"" sep:"none" help:"单位揭示的份额，32 字节 / a unit's revealed share; at least two." placeholder:"UNIT=HEX"`
	Out          string   `required:"" help:"写到 / write to." placeholder:"FILE"`
	drawFormat
}

func (drawRunCmd) Help() string {
	return `例 / Example:

  zhiye draw run --plan plan.json --pool pool.csv --officers officers.csv --announcement announcement.json --share market=0f1e…2d3c --share forestry=4b5a…6978 --out draw.json

有对象无人可派、或与公告不符时，不写文件，退出状态为 1。
Where nobody is left for an object, or the announcement is another draw's, no file is written and the status is 1.`
}

func (c drawRunCmd) Run() error {
	shares, err := unitHashes(c.Share)
	if err != nil {
		return err
	}
	b, err := c.basis(c.Plan)
	if err != nil {
		return err
	}
	announced, err := readIfNamed(c.Announcement)
	if err != nil {
		return err
	}
	r, err := draw.Run(b, shares, announced)
	if errors.Is(err, draw.ErrNobody) || errors.Is(err, draw.ErrBound) {
		fmt.Fprintln(os.Stderr, "zhiye:", words(err))
		return errRefused
	}
	if err != nil {
		return err
	}
	return c.wrote(c.Out, r.Bytes(), b, r)
}

type drawVerifyCmd struct {
	drawLists
	Announcement string `help:"抽查前发布的公告 / the announcement published before." placeholder:"FILE"`
	Draw         string `arg:"" help:"抽查结果 / the draw." placeholder:"draw.json"`
	drawFormat
}

func (drawVerifyCmd) Help() string {
	return `例 / Example:

  zhiye draw verify --pool pool.csv --officers officers.csv --announcement announcement.json draw.json

逐行列出不符之处。退出状态：0 有效，1 不符，2 文件无法读取或不合规定。
Lists what does not hold, a line each. Status 0 valid, 1 not, 2 unreadable or breaking a rule.`
}

func (c drawVerifyCmd) Run() error {
	e, err := c.evidence()
	if err != nil {
		return err
	}
	found, err := draw.Verify(e)
	if err != nil {
		return err
	}
	if e.Announcement == nil {
		fmt.Fprintln(os.Stderr, "zhiye: 未附公告，不能证明承诺在先 / order of commitment not shown")
	}
	c.report(found, e.Announcement != nil)
	if len(found) > 0 {
		return errRefused
	}
	return nil
}

func (c drawVerifyCmd) evidence() (e draw.Evidence, err error) {
	if e.Draw, err = os.ReadFile(c.Draw); err != nil {
		return e, err
	}
	if e.Announcement, err = readIfNamed(c.Announcement); err != nil {
		return e, err
	}
	e.Pool, e.Officers, err = c.read()
	return e, err
}

func (c drawVerifyCmd) report(found []draw.Finding, ordered bool) {
	if c.Format == "json" {
		printJSON(struct {
			Valid      bool           `json:"valid"`
			OrderShown bool           `json:"order_shown"` // an announcement was at hand
			Findings   []draw.Finding `json:"findings"`
		}{len(found) == 0, ordered, append([]draw.Finding{}, found...)})
		return
	}
	for _, f := range found {
		fmt.Println(f.Text)
	}
	if len(found) == 0 {
		fmt.Fprintln(os.Stderr, "zhiye: 有效，逐字节相符 / valid")
	}
}

func (l drawLists) read() (*draw.Pool, *draw.Officers, error) {
	pool, err := parseFile(l.Pool, draw.ParsePool)
	if err != nil {
		return nil, nil, err
	}
	officers, err := parseFile(l.Officers, draw.ParseOfficers)
	return pool, officers, err
}

func (l drawLists) basis(plan string) (b draw.Basis, err error) {
	raw, err := os.ReadFile(plan)
	if err != nil {
		return b, err
	}
	if b.Plan, err = draw.ParsePlan(raw); err != nil {
		return b, err
	}
	b.Pool, b.Officers, err = l.read()
	return b, err
}

// wrote writes the file and says what is in it; r is nil for an announcement.
func (f drawFormat) wrote(path string, raw []byte, b draw.Basis, r *draw.Result) error {
	if err := writeFile(path, raw); err != nil {
		return err
	}
	digest := draw.Hash(sha256.Sum256(raw))
	if f.Format == "json" {
		out := map[string]any{"file": path, "sha256": digest, "objects": b.Pool.Len(), "officers": b.Officers.Len()}
		if r != nil {
			out["drawn"] = len(r.Drawn)
		}
		printJSON(out)
		return nil
	}
	what := fmt.Sprintf("名单 %d 个对象、%d 名人员", b.Pool.Len(), b.Officers.Len())
	if r != nil {
		what += fmt.Sprintf("，抽中 %d 个对象", len(r.Drawn))
	}
	fmt.Fprintf(os.Stderr, "zhiye: 已写入 %s（%s）SHA-256 %s\n", path, what, digest)
	return nil
}

// unitHashes reads unit=HEX; a unit named twice would hide one of its two.
func unitHashes(flags []string) (map[string]draw.Hash, error) {
	by := map[string]draw.Hash{}
	for _, f := range flags {
		at := strings.LastIndexByte(f, '=')
		if at < 0 {
			return nil, draw.ErrShares.With("“" + f + "”应写作 单位=64 位十六进制数")
		}
		unit := f[:at]
		if _, twice := by[unit]; twice {
			return nil, draw.ErrShares.With("单位 " + unit + " 出现不止一次")
		}
		h, err := draw.ParseHash(f[at+1:])
		if err != nil {
			return nil, draw.ErrShares.With("单位 " + unit + "：" + fault.Of(err).Detail)
		}
		by[unit] = h
	}
	return by, nil
}

func parseFile[T any](path string, parse func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return parse(f)
}

// readIfNamed is nil only if no file is named; an empty file is not nil.
func readIfNamed(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	return os.ReadFile(path)
}

func printJSON(v any) {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // these values can be encoded; a closed stdout has nobody to tell
}
