package campaign

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Document is a document issued for the campaign, and who has acknowledged it.
type Document struct {
	Kind   string    `json:"kind"`   // plan 方案, notice 通知, other
	Number string    `json:"number"` // 濂市监字〔2026〕12号
	Title  string    `json:"title"`
	File   string    `json:"file,omitempty"` // blob, sha256
	To     []string  `json:"to,omitempty"`   // units it was sent to
	Acks   []Receipt `json:"acks,omitempty"`
}

// Receipt says that a unit has the document.
type Receipt struct {
	Unit string `json:"unit"`
	By   string `json:"by"`
	Day  string `json:"day"`
}

// Issued are the facts of document.issued.
type Issued struct {
	Kind   string `json:"kind"`
	Number string `json:"number"`
}

// Acknowledged are the facts of document.acknowledged.
type Acknowledged struct {
	Unit string `json:"unit"`
}

// Noun is "document".
func (Document) Noun() string     { return "document" }
func (d Document) facts() any     { return Issued{d.Kind, d.Number} }
func (d Document) waiting() int64 { return int64(len(d.To) - len(d.Acks)) }

func (d Document) check() error {
	switch {
	case strings.TrimSpace(d.Title) == "":
		return ErrTitle
	case !slices.Contains([]string{"plan", "notice", "other"}, d.Kind):
		return ErrKind.With(d.Kind)
	case len(d.Acks) > 0 || len(slices.Compact(slices.Sorted(slices.Values(d.To)))) != len(d.To):
		return ErrOrgan.With("收文单位")
	}
	return ErrLong.Over(200, d.Title, d.Number)
}

// Acknowledge gives the receipt of the actor's unit; a second one changes
// nothing.
func Acknowledge(ctx context.Context, tx *store.Tx, document string) (Record[Document], error) {
	r, err := GetRecord[Document](ctx, tx, document)
	if err != nil {
		return r, err
	}
	unit := tx.Actor.Unit
	if !slices.Contains(r.Body.To, unit) {
		return r, ErrAddressee
	}
	if slices.ContainsFunc(r.Body.Acks, func(a Receipt) bool { return a.Unit == unit }) {
		return r, nil
	}
	r, err = change(ctx, tx, document, r.Version, func(r *Record[Document]) error {
		r.Body.Acks = append(r.Body.Acks, Receipt{unit, tx.Actor.ID, tx.Today()})
		r.Waiting = r.Body.waiting()
		return nil
	})
	if err != nil {
		return r, err
	}
	return r, tx.Note(store.Note{Verb: "document.acknowledged", Subject: r.subject(), Campaign: r.Campaign, Facts: Acknowledged{unit}})
}
