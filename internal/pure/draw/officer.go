package draw

import (
	"io"
	"slices"
	"strings"
)

// Officer is one line of the list of officers.
type Officer struct {
	ID        string   `json:"id"`
	Organ     string   `json:"organ"`
	ValidFrom string   `json:"valid_from"` // first day of the certificate
	ValidTo   string   `json:"valid_to"`   // last day of the certificate
	Recused   []string `json:"recused"`    // objects this officer must not visit; 《行政处罚法》第四十三条
}

// Officers is the frozen list of who may be sent.
type Officers struct {
	list []Officer // sorted by id, which is the order of the leaves
	root Hash
}

// OfficersHeading is the first line of officers.csv.
const OfficersHeading = "id,organ,valid_from,valid_to,recused"

// ParseOfficers reads officers.csv.
func ParseOfficers(r io.Reader) (*Officers, error) {
	in, err := readLines(r, OfficersHeading)
	if err != nil {
		return nil, listFault(ErrOfficers, err)
	}
	var list []Officer
	for {
		more, err := in.next()
		if err != nil {
			return nil, listFault(ErrOfficers, err)
		}
		if !more {
			return NewOfficers(list)
		}
		o := Officer{ID: string(in.cells[0]), Organ: string(in.cells[1]), ValidFrom: string(in.cells[2]), ValidTo: string(in.cells[3])}
		if len(in.cells[4]) > 0 {
			o.Recused = strings.Split(string(in.cells[4]), ";")
		}
		if why := o.wrong(); why != "" {
			return nil, listFault(ErrOfficers, in.wrong(why))
		}
		list = append(list, o)
	}
}

// NewOfficers freezes a list; the order given does not matter.
func NewOfficers(list []Officer) (*Officers, error) {
	list = slices.Clone(list)
	for i := range list {
		if why := list[i].wrong(); why != "" {
			return nil, ErrOfficers.With(list[i].ID + " " + why)
		}
		recused := slices.Sorted(slices.Values(list[i].Recused))
		list[i].Recused = slices.Compact(recused)
	}
	slices.SortFunc(list, func(a, b Officer) int { return strings.Compare(a.ID, b.ID) })
	var t tree
	for i, o := range list {
		if i > 0 && list[i-1].ID == o.ID {
			return nil, ErrOfficers.With("id “" + o.ID + "” 出现不止一次，两处任职的只列一处")
		}
		t.add([]byte("\x00" + strings.Join([]string{o.ID, o.Organ, o.ValidFrom, o.ValidTo, strings.Join(o.Recused, ";")}, "\t")))
	}
	return &Officers{list, t.root()}, nil
}

// Len is how many officers there are.
func (o *Officers) Len() int { return len(o.list) }

// Root is the RFC 6962 tree hash over the officers' leaves, sorted.
func (o *Officers) Root() Hash { return o.root }

// All returns the officers sorted by id, their recusals sorted, none twice.
func (o *Officers) All() []Officer { return slices.Clone(o.list) }

// wrong says what is wrong with an officer's line, or "".
func (o Officer) wrong() string {
	if why := badName(o.ID); why != "" {
		return "id " + why
	}
	if why := badName(o.Organ); why != "" {
		return "organ " + why
	}
	if !isDate(o.ValidFrom) || !isDate(o.ValidTo) {
		return "valid_from、valid_to 应为 2026-12-01 这样的日期"
	}
	for _, id := range o.Recused {
		if why := badName(id); why != "" {
			return "recused 里有一个对象编号" + why
		}
	}
	return ""
}
