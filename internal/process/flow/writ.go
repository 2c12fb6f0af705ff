package flow

import (
	"context"
	"fmt"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/ref"
)

// ErrUnfounded is returned for a writ of something that is not decided yet.
var ErrUnfounded = fault.New(fault.Conflict, "writ.unfounded", "这种文书以案件中登记的决定为据，现在没有有效的决定，请先登记决定")

// Sheet is a writ with what fills it: every value, where it comes from, and
// what is lacking before it can be issued.
type Sheet struct {
	Writ     writ.Writ     `json:"writ"`
	Template form.Template `json:"template"`
	Values   form.Values   `json:"values"` // sealed ones without their text
	Lacks    []writ.Lack   `json:"lacks"`

	filled form.Values
	organ  string
}

// ShowWrit reads a writ. A draft is filled from the records of this moment.
func ShowWrit(ctx context.Context, tx *store.Tx, id string) (Sheet, error) {
	w, err := writ.Get(ctx, tx, id)
	if err != nil {
		return Sheet{}, err
	}
	return sheetOf(ctx, tx, w)
}

func sheetOf(ctx context.Context, tx *store.Tx, w writ.Writ) (s Sheet, err error) {
	s.Writ = w
	if s.Template, err = form.Get(w.Template); err != nil {
		return s, err
	}
	if s.organ, err = organ(ctx, tx, w.Unit); err != nil {
		return s, err
	}
	if s.filled = w.Filled; !w.Frozen() {
		held, err := heldFor(ctx, tx, w)
		if err != nil {
			return s, err
		}
		s.filled = s.Template.Fill(held, w.Written)
	}
	s.Lacks, s.Values = writ.Lacks(s.Template, s.filled), form.Values{}
	for key, v := range s.filled {
		if v.Sealed {
			v.Text, v.Rows = "", nil
		}
		s.Values[key] = v
	}
	return s, nil
}

// Document is the writ as it is printed.
func (s Sheet) Document() (doc.Document, error) { return writ.Press(s.Writ, s.filled, s.organ) }

func organ(ctx context.Context, tx *store.Tx, unit string) (string, error) {
	u, err := org.GetUnit(ctx, tx, unit)
	return u.Name, err
}

// DraftWrit begins a writ about a record of the actor's unit.
func DraftWrit(ctx context.Context, tx *store.Tx, w writ.Writ) (Sheet, error) {
	w, err := placed(ctx, tx, w)
	if err != nil {
		return Sheet{}, err
	}
	if w, err = writ.Begin(ctx, tx, w); err != nil {
		return Sheet{}, err
	}
	return sheetOf(ctx, tx, w)
}

// placed finds in whose file a writ lies, and what it counts for.
func placed(ctx context.Context, tx *store.Tx, w writ.Writ) (writ.Writ, error) {
	switch id := w.About.ID(); w.About.Kind() {
	case "case":
		c, err := casework.Mine(ctx, tx, id)
		if err == nil && w.Party != "" {
			_, err = partyOf(ctx, tx, id, w.Party)
		}
		w.File, w.Department, w.Region, w.Campaign = w.About, c.Department, c.Region, c.Campaign
		return w, err
	case "visit":
		v, err := inspection.Get(ctx, tx, id)
		w.File, w.Department, w.Region, w.Campaign = w.About, tx.Actor.Department, v.Region, v.Campaign
		return w, err
	case "writ":
		of, err := writ.Get(ctx, tx, id)
		if err == nil && of.Unit != tx.Actor.Unit {
			err = writ.ErrNotYours
		}
		w.File, w.Party, w.Department, w.Region, w.Campaign = of.File, of.Party, of.Department, of.Region, of.Campaign
		return w, err
	}
	return w, writ.ErrAbout
}

// WriteWrit replaces what was written into a draft.
func WriteWrit(ctx context.Context, tx *store.Tx, id string, version int64, values form.Values) (Sheet, error) {
	w, err := writ.Write(ctx, tx, id, version, values)
	if err != nil {
		return Sheet{}, err
	}
	return sheetOf(ctx, tx, w)
}

// IssueWrit fills a draft from the records, numbers and freezes it. Some writs
// only the organ's head issues.
func IssueWrit(ctx context.Context, tx *store.Tx, id string, version int64) (Sheet, error) {
	s, err := ShowWrit(ctx, tx, id)
	if err != nil {
		return Sheet{}, err
	}
	head, err := carries(ctx, tx, strings.TrimPrefix(tx.Actor.ID, "person:"), "case.decide")
	if err != nil {
		return Sheet{}, err
	}
	number := ""
	if s.Template.Number != "" {
		held, err := heldFor(ctx, tx, s.Writ)
		if err != nil {
			return Sheet{}, err
		}
		if number = held[s.Template.Number].Text; number == "" {
			return Sheet{}, ErrUnfounded.With(s.Template.Name) // else the writ would decide, past every gate
		}
	}
	w, err := writ.Issue(ctx, tx, id, version, writ.Issuance{Filled: s.filled, Number: number, Organ: s.organ, Head: head})
	if err != nil {
		return Sheet{}, err
	}
	return sheetOf(ctx, tx, w)
}

// ServeWrit records how a writ was served; who served it is in service.
func ServeWrit(ctx context.Context, tx *store.Tx, id string, version int64, s writ.Service) (Sheet, error) {
	for _, p := range s.By {
		if err := serving(ctx, tx, p); err != nil {
			return Sheet{}, err
		}
	}
	w, err := writ.Serve(ctx, tx, id, version, s)
	if err != nil {
		return Sheet{}, err
	}
	return sheetOf(ctx, tx, w)
}

// heldFor is what records hold for a writ, by path.
func heldFor(ctx context.Context, tx *store.Tx, w writ.Writ) (form.Values, error) {
	h := holding{ctx: ctx, tx: tx, values: form.Values{}}
	if err := h.letterhead(w.Unit); err != nil {
		return nil, err
	}
	var err error
	if h.names, err = org.Names(ctx, tx); err != nil {
		return nil, err
	}
	switch w.About.Kind() {
	case "case":
		err = h.caseFile(w.About.ID(), w.Party)
	case "visit":
		err = h.visit(w.About.ID())
	case "writ":
		err = h.receipt(w.About.ID())
	}
	if err != nil {
		return nil, fmt.Errorf("flow: filling %s: %w", w.Template, err)
	}
	return h.values, nil
}

// holding gathers what records hold, by the paths that templates name.
type holding struct {
	ctx    context.Context
	tx     *store.Tx
	names  map[string]string // of people, by id
	values form.Values
}

// put keeps a text under a path, with the record it is from.
func (h holding) put(path, text string, from ref.Ref) {
	if text != "" {
		h.values[path] = form.Value{Text: text, From: from}
	}
}

// rows keeps a table under a path.
func (h holding) rows(path string, rows [][]string, from ref.Ref) {
	if len(rows) > 0 {
		h.values[path] = form.Value{Rows: rows, From: from}
	}
}

// person is the name behind "person:…".
func (h holding) person(who string) string { return h.names[strings.TrimPrefix(who, "person:")] }

func (h holding) people(who []string) string {
	var names []string
	for _, p := range who {
		if n := h.person(p); n != "" {
			names = append(names, n)
		}
	}
	return strings.Join(names, "、")
}

func (h holding) letterhead(unit string) error {
	l, err := writ.LetterheadOf(h.ctx, h.tx, unit)
	of := ref.Of("unit", unit)
	h.put("organ.address", l.Address, of)
	h.put("organ.phone", l.Phone, of)
	h.put("organ.review", l.Review, of)
	h.put("organ.court", l.Court, of)
	h.put("organ.bank", l.Bank, of)
	return err
}
