package draw

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/jcs"
)

// Finding is one thing that does not hold.
type Finding struct {
	File string `json:"file"` // draw or announcement
	At   string `json:"at"`   // JSON pointer, "" for the whole file
	Text string `json:"text"` // what stands there and what should
}

// Evidence is everything a draw is verified from; Announcement is nil where
// none is at hand, and then the order of commitment is not shown.
type Evidence struct {
	Pool         *Pool
	Officers     *Officers
	Draw         []byte // draw.json
	Announcement []byte // announcement.json
}

// Verify recomputes a draw from its plan and shares, the pool and the officers,
// and lists what does not hold; an empty list means that every byte does. An
// error means that it could not be recomputed: the file is unreadable, or plan
// or shares break a rule.
func Verify(e Evidence) ([]Finding, error) {
	b, shares, named, err := e.inputs()
	if err != nil {
		return nil, err
	}
	r, err := open(b, shares)
	if err != nil {
		return nil, err
	}
	r.Announcement = named
	var found []Finding
	if e.Announcement != nil {
		if found, err = r.compareAnnouncement(e.Announcement); err != nil {
			return nil, err
		}
		r.Announcement = Hash(sha256.Sum256(e.Announcement)).String()
	}
	if err := r.draw(b); errors.Is(err, ErrNobody) {
		return append(found, Finding{"draw", "/drawn", "drawn：" + fault.Of(err).Detail}), nil
	} else if err != nil {
		return nil, err
	}
	differ, err := compare("draw", r.Bytes(), e.Draw)
	return append(found, differ...), err
}

// inputs takes from draw.json what a draw is computed from: plan, shares and,
// where it is the digest of one, the announcement it says it had.
func (e Evidence) inputs() (b Basis, shares map[string]Hash, named string, err error) {
	fields, err := jcs.Fields(e.Draw)
	if err != nil {
		return b, nil, "", ErrFile.With("抽查结果 " + fault.Of(err).Detail)
	}
	for _, need := range []string{"plan", "shares"} {
		if fields[need] == nil {
			return b, nil, "", ErrFile.With("抽查结果缺少 " + need)
		}
	}
	b = Basis{Pool: e.Pool, Officers: e.Officers}
	if b.Plan, err = ParsePlan(fields["plan"]); err != nil {
		return b, nil, "", err
	}
	named = strings.Trim(string(fields["announcement"]), `"`)
	if h, err := ParseHash(named); err != nil || h.String() != named {
		named = ""
	}
	shares, err = parseShares(fields["shares"])
	return b, shares, named, err
}

func parseShares(raw []byte) (map[string]Hash, error) {
	v, err := jcs.Parse(raw)
	if err != nil {
		return nil, ErrShares.With(fault.Of(err).Detail)
	}
	o, ok := v.(jcs.Object)
	if !ok {
		return nil, ErrShares.With("shares 应为对象")
	}
	shares := map[string]Hash{}
	for unit, v := range o {
		s, _ := v.(jcs.String)
		if shares[unit], err = ParseHash(string(s)); err != nil {
			return nil, ErrShares.With(unit + " 的份额应为 64 位十六进制数")
		}
	}
	return shares, nil
}

// compareAnnouncement lists where an announcement differs from the one these
// inputs and shares should have had.
func (r *Result) compareAnnouncement(announced []byte) ([]Finding, error) {
	return compare("announcement", (&Announcement{r.Head}).Bytes(), announced)
}

// compare lists the differences between a file and its recomputation.
func compare(file string, want, got []byte) ([]Finding, error) {
	if bytes.Equal(want, got) {
		return nil, nil
	}
	v, err := jcs.Parse(got)
	if err != nil {
		return nil, ErrFile.With(fileName[file] + " " + fault.Of(err).Detail)
	}
	w, err := jcs.Parse(want)
	if err != nil {
		return nil, fmt.Errorf("draw: reading our own file: %w", err)
	}
	d := diff{file: file}
	d.value(path{}, w, v)
	if d.found == nil {
		d.add(path{}, "内容相同，但不是规定的写法（RFC 8785 规范形式，末尾一个换行）")
	}
	return d.found, nil
}

var fileName = map[string]string{"draw": "抽查结果", "announcement": "公告"}

// maxItems is how many items of a list are told apart; one other share changes
// them all.
const maxItems = 10

type diff struct {
	file  string
	found []Finding
}

// path says where in a file, for programs and for people.
type path struct{ pointer, words string }

func (p path) key(k string) path {
	escaped := strings.NewReplacer("~", "~0", "/", "~1").Replace(k)
	return path{p.pointer + "/" + escaped, strings.TrimSpace(p.words + " " + k)}
}

func (p path) item(i int) path {
	return path{p.pointer + "/" + strconv.Itoa(i), fmt.Sprintf("%s 第 %d 项", p.words, i+1)}
}

func (d *diff) add(p path, text string) {
	words := fileName[d.file]
	if p.words != "" {
		words += " " + p.words
	}
	d.found = append(d.found, Finding{d.file, p.pointer, words + "：" + text})
}

func (d *diff) value(p path, want, got jcs.Value) {
	switch w := want.(type) {
	case jcs.Object:
		if g, ok := got.(jcs.Object); ok {
			d.object(p, w, g)
			return
		}
	case jcs.List:
		if g, ok := got.(jcs.List); ok {
			d.list(p, w, g)
			return
		}
	}
	if !same(want, got) {
		d.add(p, "文件为 "+said(got)+"，重算为 "+said(want))
	}
}

// object lists what differs, lists last: what stands in them follows from the
// rest.
func (d *diff) object(p path, want, got jcs.Object) {
	keys := slices.SortedFunc(maps.Keys(want), jcs.Compare)
	slices.SortStableFunc(keys, func(a, b string) int { return weight(want[a]) - weight(want[b]) })
	for _, k := range keys {
		if g, ok := got[k]; ok {
			d.value(p.key(k), want[k], g)
		} else {
			d.add(p.key(k), "文件缺少，重算为 "+said(want[k]))
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(got), jcs.Compare) {
		if _, ok := want[k]; !ok {
			d.add(p.key(k), "文件多出这一项")
		}
	}
}

func weight(v jcs.Value) int {
	if _, ok := v.(jcs.List); ok {
		return 1
	}
	return 0
}

func (d *diff) list(p path, want, got jcs.List) {
	differ := 0
	for i := range min(len(want), len(got)) {
		if same(want[i], got[i]) {
			continue
		}
		if differ++; differ <= maxItems {
			d.value(p.item(i), want[i], got[i])
		}
	}
	if differ > maxItems {
		d.add(p, fmt.Sprintf("另有 %d 项不符，未逐一列出", differ-maxItems))
	}
	if len(want) != len(got) {
		d.add(p, fmt.Sprintf("文件有 %d 项，重算得 %d 项", len(got), len(want)))
	}
}

func same(a, b jcs.Value) bool { return bytes.Equal(a.Append(nil), b.Append(nil)) }

// said is a value as it is shown in a finding: a whole list would hide the rest.
func said(v jcs.Value) string {
	const long = 200
	s := string(v.Append(nil))
	if len(s) <= long {
		return s
	}
	return strings.ToValidUTF8(s[:long], "") + "…"
}

// sentence joins findings into one line.
func sentence(found []Finding) string {
	texts := make([]string, len(found))
	for i, f := range found {
		texts[i] = f.Text
	}
	return strings.Join(texts, "；")
}
