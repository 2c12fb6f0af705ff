package permit

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Mark is a special mark (专用标识). Each has a number of its own and belongs to
// one specimen or lot; another form of the goods needs another mark.
type Mark struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"`             // terrestrial, aquatic, other: who runs the numbers
	Number     string    `json:"number"`           // as printed
	Code       string    `json:"code,omitempty"`   // what its QR code holds
	Issuer     string    `json:"issuer,omitempty"` //
	Permit     string    `json:"permit,omitempty"` // id of the permit it was issued under
	Species    string    `json:"species"`          // as printed
	Form       string    `json:"form"`             // what it was issued for, as printed: 活体, 琵琶（蟒皮）…
	Holder     ref.Ref   `json:"holder,omitempty"`
	Name       string    `json:"holder_name,omitempty"`
	State      string    `json:"state"`              // issued, bound, voided
	Specimen   string    `json:"specimen,omitempty"` // what carries it: a ring number, a place on the shelf, a record
	Lot        string    `json:"lot,omitempty"`      // how many things share it, where it is a lot
	BoundOn    string    `json:"bound_on,omitempty"`
	VoidedOn   string    `json:"voided_on,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	ReplacedBy string    `json:"replaced_by,omitempty"` // id of the mark that took its place
	Photos     []string  `json:"photos"`
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
}

// Ref names the mark in other packages.
func (m Mark) Ref() ref.Ref { return ref.Of("mark", m.ID) }

// What a person can do something about.
var (
	ErrMark       = fault.New(fault.NotFound, "mark.not_found", "没有这枚专用标识，请核对编号")
	ErrMarkKind   = fault.New(fault.Invalid, "mark.kind", "标识种类只能是陆生、水生或其他，请重新选择")
	ErrMarkNumber = fault.New(fault.Invalid, "mark.number", "标识编号为空，请照标识填写；看不清的请拍照并在说明中写明")
	ErrMarkExists = fault.New(fault.Conflict, "mark.exists", "这个编号的标识已登记；同一编号出现两次，请查验真伪")
	ErrBound      = fault.New(fault.Conflict, "mark.bound", "这枚标识已用于另一件（批）物品，一枚标识只能对应一件（批），请查验真伪")
	ErrSpecimen   = fault.New(fault.Invalid, "mark.specimen", "未写明标识附在哪一件（批）物品上，请填写环号、编号或位置")
	ErrMarkState  = fault.New(fault.Conflict, "mark.state", "标识已作废，不能再使用")
)

// RegisterMark keeps a mark as it is printed; with a Specimen it is bound at
// once. A number that is registered already is refused with the first: it names
// what that one is bound to.
func RegisterMark(ctx context.Context, tx *store.Tx, m Mark) (Mark, error) {
	if err := m.settle(); err != nil {
		return Mark{}, err
	}
	if m.Permit != "" {
		if _, err := Get(ctx, tx, m.Permit); err != nil {
			return Mark{}, err
		}
	}
	m.ID, m.State, m.VoidedOn, m.Reason, m.ReplacedBy, m.Version, m.CreatedAt = tx.ID(), "issued", "", "", "", 1, tx.Now
	if m.Specimen != "" {
		m.State, m.BoundOn = "bound", cmp.Or(m.BoundOn, tx.Today())
	}
	if fresh, err := insertMark(ctx, tx, m); err != nil {
		return Mark{}, err
	} else if !fresh {
		old, err := MarkNumbered(ctx, tx, m.Kind, m.Number)
		return Mark{}, cmp.Or(err, error(ErrMarkExists.With(old.told()).Against(old)))
	}
	return m, noteMark(tx, m, "mark.registered")
}

func (m *Mark) settle() error {
	m.Number, m.Specimen = strings.TrimSpace(m.Number), strings.TrimSpace(m.Specimen)
	switch {
	case !slices.Contains([]string{"terrestrial", "aquatic", "other"}, m.Kind):
		return ErrMarkKind
	case key(m.Number) == "":
		return ErrMarkNumber
	case strings.TrimSpace(m.Species) == "":
		return ErrSpecies
	case m.Holder != "" && m.Holder.Kind() != "subject":
		return ErrHolder
	}
	return cmp.Or(days(m.BoundOn), ErrLong.Over(200, m.Number, m.Issuer, m.Species, m.Form, m.Name, m.Specimen, m.Lot), ErrLong.Over(2000, m.Code))
}

// told says in words what a mark is bound to.
func (m Mark) told() string {
	switch m.State {
	case "bound":
		return m.Number + " 已于 " + m.BoundOn + " 用于：" + m.Specimen
	case "voided":
		return m.Number + " 已于 " + m.VoidedOn + " 作废"
	}
	return m.Number + " 尚未使用"
}

// BindMark says which specimen or lot carries the mark.
func BindMark(ctx context.Context, tx *store.Tx, id string, version int64, to Mark) (Mark, error) {
	return changeMark(ctx, tx, id, version, "mark.bound", func(m *Mark) error {
		if m.State == "bound" {
			return ErrBound.With(m.told()).Against(*m)
		}
		m.State, m.Specimen, m.Lot, m.BoundOn = "bound", strings.TrimSpace(to.Specimen), to.Lot, cmp.Or(to.BoundOn, tx.Today())
		m.Photos = append(m.Photos, to.Photos...)
		if m.Specimen == "" {
			return ErrSpecimen
		}
		return m.settle()
	})
}

// VoidMark ends a mark, as the law wants when the goods change their form; by is
// the id of the mark that takes its place, or empty.
func VoidMark(ctx context.Context, tx *store.Tx, id string, version int64, reason, by string) (Mark, error) {
	if by != "" {
		if _, err := GetMark(ctx, tx, by); err != nil || by == id {
			return Mark{}, cmp.Or(err, error(ErrMark.With(by)))
		}
	}
	return changeMark(ctx, tx, id, version, "mark.voided", func(m *Mark) error {
		if m.Reason = strings.TrimSpace(reason); m.Reason == "" {
			return ErrReason
		}
		m.State, m.VoidedOn, m.ReplacedBy = "voided", tx.Today(), by
		return ErrLong.Over(2000, reason)
	})
}

func changeMark(ctx context.Context, tx *store.Tx, id string, version int64, verb string, edit func(*Mark) error) (Mark, error) {
	m, err := GetMark(ctx, tx, id)
	switch {
	case err != nil:
		return Mark{}, err
	case m.State == "voided":
		return Mark{}, ErrMarkState.With(m.told())
	case m.Version != version:
		return Mark{}, ErrMoved.Against(m)
	}
	if err := edit(&m); err != nil {
		return Mark{}, err
	}
	m.Version++
	if err := updateMark(ctx, tx, m); err != nil {
		return Mark{}, err
	}
	return m, noteMark(tx, m, verb)
}

func noteMark(tx *store.Tx, m Mark, verb string) error {
	return tx.Note(store.Note{Verb: verb, Subject: m.Ref(), Facts: Marked{m.Kind, m.State}})
}
