// Package indicator turns journal entries into figures by definitions that are
// data: which entries count, how much, under which key; which cells are sums or
// ratios of others; which relations between cells must hold (勾稽).
//
//	template ──Load──▶ Set ──Post──▶ postings ─(summed by tally)─▶ Rows, Checks
//
// It has no state beyond the definitions, knows nothing of homes, periods or
// departments, and sums nothing: process/tally adds postings up and hands the
// sums back. What a verb's facts mean is the noting package's affair; a
// definition that names a fact no verb declares is refused when it is loaded.
package indicator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// Faults of this package; the detail names line, definition and field.
var (
	ErrTemplate = fault.New(fault.Invalid, "indicator.template", "指标模板不能使用，请按所指的行和指标修改")
	ErrOption   = fault.New(fault.Invalid, "indicator.option", "统计口径选项不在指标模板里，请从列表中选择")
)

// Facts declares what entries carry: verb → fact → string, int, bool or list.
type Facts map[string]map[string]string

// Event is a journal entry as definitions see it. Facts are string, int64, bool
// or []string; one that an entry does not carry is empty.
type Event struct {
	Seq                                            int64
	Verb, Subject, Day, Region, Campaign, Unit, By string
	Departments                                    []string
	Facts                                          map[string]any
	Reverses                                       int64
}

// Posting is one entry's part in one indicator, in its smallest unit: one, fen
// or gram.
type Posting struct {
	Indicator string
	Key       string // what a distinct indicator counts; empty for sums
	Amount    int64
	Paper     bool // from a paper count (汇总登记), shown apart
}

// Part is a posted indicator in a computed cell.
type Part struct {
	Code string `json:"code"`
	Sign int64  `json:"sign"`
}

// Set is a template, compiled. It is safe for use by many at once.
type Set struct {
	head    template
	version string
	hash    string
	items   []*item
	byCode  map[string]*item // rows and their alternatives
	byVerb  map[string]*verb
	paper   map[string][]string // a sum's code → what its paper counts are posted to
	checks  []*relation
	choice  map[string]string // option → value
}

// Load reads a template and compiles it. Unknown keys, unknown facts, cycles
// and doubles are ErrTemplate. A definition marked later may name a verb that
// is not declared; it posts nothing until it is.
func Load(b []byte, verbs Facts) (*Set, error) {
	t, err := read(b)
	if err != nil {
		return nil, err
	}
	canon, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("indicator: hashing: %w", err)
	}
	sum := sha256.Sum256(canon)
	s := &Set{head: t, hash: hex.EncodeToString(sum[:]), byCode: map[string]*item{}, byVerb: map[string]*verb{}, paper: map[string][]string{}}
	s.version = t.Version + "-" + s.hash[:12]
	for _, step := range []func() error{s.enlist, s.compute, func() error { return s.compile(verbs) }, s.relate} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return s.Under(nil)
}

// Under returns the set as a campaign counts: option → value, such as
// person_count: per_visit. An option not named keeps its first value. Postings
// are the same under every choice; only what cells read differs.
func (s *Set) Under(choice map[string]string) (*Set, error) {
	c := *s
	c.choice, c.version = map[string]string{}, s.head.Version+"-"+s.hash[:12]
	for _, o := range s.head.Options {
		v := cmp.Or(choice[o.Code], o.Values[0].Value)
		if !o.has(v) {
			return nil, ErrOption.With(o.Code + ": " + v)
		}
		if c.choice[o.Code] = v; v != o.Values[0].Value {
			c.version += " " + o.Code + "=" + v
		}
	}
	for _, code := range slices.Sorted(maps.Keys(choice)) {
		if _, ok := c.choice[code]; !ok {
			return nil, ErrOption.With(code)
		}
	}
	return &c, nil
}

// Version is the template's version and the hash of its content, and the
// choices of a campaign that differ from the first ones.
func (s *Set) Version() string { return s.version }

// Hash is the SHA-256 of the template's content, hexadecimal; comments and
// layout do not count.
func (s *Set) Hash() string { return s.hash }

// Title is the heading of the table.
func (s *Set) Title() Text { return s.head.Title }

// Note says what the template is and is not; it is printed under the table.
func (s *Set) Note() Text { return s.head.Note }

// Options are the choices a campaign has in counting; the first value of each
// holds unless the campaign names another.
func (s *Set) Options() []Option { return s.head.Options }

// Group is a heading over the rows of its codes.
type Group struct {
	Code  string   `json:"code"`
	Name  Text     `json:"name"`
	Codes []string `json:"codes"`
}

// Groups are the headings in the order of the table.
func (s *Set) Groups() []Group {
	out := make([]Group, len(s.head.Groups))
	for i, g := range s.head.Groups {
		out[i] = Group{Code: g.Code, Name: g.Name}
		for _, it := range s.items {
			if it.group() == g.Code {
				out[i].Codes = append(out[i].Codes, it.Code)
			}
		}
	}
	return out
}

// Codes are all rows in the order of the table.
func (s *Set) Codes() []string {
	out := make([]string, len(s.items))
	for i, it := range s.items {
		out[i] = it.Code
	}
	return out
}

// Distinct reports a code whose postings carry keys that count once a window.
func (s *Set) Distinct(code string) bool { return s.kind(code) == distinct }

// Stock reports a code that stands at the end of a period, whoever runs a
// campaign.
func (s *Set) Stock(code string) bool { return s.kind(code) == stock }

func (s *Set) kind(code string) kind {
	if it := s.byCode[code]; it != nil {
		return it.kind
	}
	return 0
}

// TakesPaper reports a row that a paper count may add to: a plain sum.
func (s *Set) TakesPaper(code string) bool {
	it := s.byCode[code]
	return it != nil && it.row == nil && s.chosen(it).kind == sum
}

// Posts are the codes that postings are made under: every row that is not
// computed, and its alternatives.
func (s *Set) Posts() []string {
	var out []string
	for _, it := range s.items {
		for _, p := range append([]*item{it}, it.others...) {
			if p.kind.posted() {
				out = append(out, p.Code)
			}
		}
	}
	return out
}

// Parts are the posted indicators a cell is computed from, in order; a ratio's
// numerator comes first. A posted cell is its own part, or the alternative that
// the campaign chose.
func (s *Set) Parts(code string) ([]Part, bool) {
	it := s.byCode[code]
	if it == nil {
		return nil, false
	}
	if it.row == nil {
		it = s.chosen(it)
	}
	switch it.kind {
	case formula:
		return s.chosenParts(it.parts), true
	case ratio:
		num, _ := s.Parts(it.Ratio[0])
		den, _ := s.Parts(it.Ratio[1])
		return append(slices.Clone(num), den...), true
	}
	return []Part{{it.Code, 1}}, true
}

func (s *Set) chosenParts(parts []Part) []Part {
	out := make([]Part, len(parts))
	for i, p := range parts {
		out[i] = Part{s.chosen(s.byCode[p.Code]).Code, p.Sign}
	}
	return out
}

// chosen is the row itself or the alternative that the campaign's choice names.
func (s *Set) chosen(it *item) *item {
	for _, o := range it.others {
		if s.choice[o.choice.Option] == o.choice.Value {
			return o
		}
	}
	return it
}

// word puts the campaign's words into a unit: "{case_word}" becomes 件 or 起.
func (s *Set) word(unit string) string {
	for option, value := range s.choice {
		unit = strings.ReplaceAll(unit, "{"+option+"}", value)
	}
	return unit
}
