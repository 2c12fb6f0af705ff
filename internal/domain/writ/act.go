package writ

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/form"
)

// Begin makes a draft of w's Template, about w's About, in the file of w's File,
// made out to w's Party, with what w's Written says. Department, region and
// campaign are those of the record it is about.
func Begin(ctx context.Context, tx *store.Tx, w Writ) (Writ, error) {
	t, err := form.Get(w.Template)
	if err != nil {
		return Writ{}, err
	}
	switch {
	case !slices.Contains(t.About, w.About.Kind()):
		return Writ{}, ErrAbout.With(t.Name)
	case t.Party && w.Party == "":
		return Writ{}, ErrParty.With(t.Name)
	}
	written, err := write(t, nil, w.Written)
	if err != nil {
		return Writ{}, err
	}
	w = Writ{
		ID: tx.ID(), Template: t.Code, Edition: t.Edition, Name: t.Name, About: w.About, File: w.File, Party: w.Party, State: Draft,
		Unit: tx.Actor.Unit, Department: w.Department, Region: w.Region, Campaign: w.Campaign, Written: written,
		Files: shown(t, written), Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now,
	}
	if err := insert(ctx, tx, w); err != nil {
		return Writ{}, err
	}
	return w, w.note(tx, "writ.drafted", Noted{w.ID, w.Template}, "", 0)
}

// Write replaces what was written into a draft. A sealed field that is left out
// stays as it was, since nobody is shown it.
func Write(ctx context.Context, tx *store.Tx, id string, version int64, values form.Values) (Writ, error) {
	return change(ctx, tx, id, version, func(w *Writ, t form.Template) (err error) {
		if w.State != Draft {
			return ErrState
		}
		if w.Written, err = write(t, w.Written, values); err != nil {
			return err
		}
		w.Files = shown(t, w.Written)
		return w.note(tx, "writ.edited", Noted{w.ID, w.Template}, "", 0)
	})
}

// write checks new values against a template and adds the sealed ones of old.
func write(t form.Template, old, values form.Values) (form.Values, error) {
	out := form.Values{}
	for key, v := range values {
		f, ok := t.Field(key)
		if !ok {
			return nil, ErrField.With(key)
		}
		limit := 500
		if f.Kind == "text" {
			limit = 20_000
		}
		if ruled := f.Kind == "table" || f.Kind == "photos"; ruled && v.Text != "" || !ruled && len(v.Rows) > 0 {
			return nil, ErrField.With(f.Label) // it would fill the field and print nothing
		}
		if err := ErrLong.Over(limit, v.Text); err != nil || len(v.Rows) > 200 {
			return nil, ErrLong.With(f.Label)
		}
		for _, r := range v.Rows {
			if err := ErrLong.Over(500, r...); err != nil || len(r) == 0 || len(r) > 20 {
				return nil, ErrLong.With(f.Label)
			}
		}
		out[key] = form.Value{Text: v.Text, Rows: v.Rows}
	}
	for key, v := range old {
		if f, ok := t.Field(key); ok && f.Sealed && out[key].Empty() {
			out[key] = v
		}
	}
	return out, nil
}

// shown are the photos that values name.
func shown(t form.Template, values form.Values) []string {
	files := []string{}
	for _, f := range t.Fields {
		if f.Kind == "photos" {
			for _, r := range values[f.Key].Rows {
				files = append(files, r[0])
			}
		}
	}
	return files
}

// Drop ends a draft that is not wanted.
func Drop(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Writ, error) {
	return change(ctx, tx, id, version, func(w *Writ, _ form.Template) error {
		if w.State != Draft {
			return ErrState
		}
		if w.Reason = strings.TrimSpace(reason); w.Reason == "" {
			return ErrReason
		}
		w.State = Dropped
		return w.note(tx, "writ.dropped", Noted{w.ID, w.Template}, "", 0)
	})
}

// Issue issues a draft: filled are its values, every one, number the number that
// a record gave it already (empty draws the next), organ whose writ it is. What
// is lacking is named; head says that the organ's head issues it.
func Issue(ctx context.Context, tx *store.Tx, id string, version int64, i Issuance) (Writ, error) {
	return change(ctx, tx, id, version, func(w *Writ, t form.Template) (err error) {
		switch {
		case w.State != Draft:
			return ErrState
		case t.Head && !i.Head:
			return ErrHead.With(t.Name)
		}
		if err := lacking(t, i.Filled); err != nil {
			return err
		}
		if w.Number = i.Number; w.Number == "" && t.Word != "" {
			if w.Number, err = Draw(ctx, tx, w.Unit, t.Word); err != nil {
				return err
			}
		} else if err := free(ctx, tx, w.Number); err != nil {
			return err
		}
		w.State, w.Edition, w.Name, w.Filled = Issued, t.Edition, t.Name, i.Filled
		w.IssuedOn, w.IssuedBy, w.Files = tx.Today(), tx.Actor.ID, shown(t, i.Filled)
		if err := w.freeze(t, i.Organ); err != nil {
			return err
		}
		return w.note(tx, "writ.issued", w.issued(), w.IssuedOn, 0)
	})
}

// Issuance is what an issue needs beside the draft.
type Issuance struct {
	Filled form.Values
	Number string
	Organ  string
	Head   bool
}

func (w Writ) issued() IssuedFacts {
	return IssuedFacts{w.ID, w.Template, w.Edition, w.Number, w.Digest}
}

// freeze makes the document and its digest.
func (w *Writ) freeze(t form.Template, organ string) error {
	d := t.Compose(w.Filled, form.Setting{Organ: organ, Mark: w.Number, Day: form.Day(w.IssuedOn)})
	d.Created = w.IssuedOn + "T00:00:00Z"
	b, err := json.Marshal(d)
	if err != nil {
		return wrap("freezing", err)
	}
	sum := sha256.Sum256(b)
	w.body, w.Digest = string(b), hex.EncodeToString(sum[:])
	return nil
}

// Sound reports whether the document is still the one that was issued.
func (w Writ) Sound() bool {
	sum := sha256.Sum256([]byte(w.body))
	return w.Frozen() && hex.EncodeToString(sum[:]) == w.Digest
}

// Lack names a field that must be filled.
type Lack struct {
	Field string `json:"field"`
	Label string `json:"label"`
}

// Lacks are the fields that must be filled before a writ can be issued.
func Lacks(t form.Template, filled form.Values) []Lack {
	out := []Lack{}
	for _, f := range t.Lacking(filled) {
		out = append(out, Lack{f.Key, f.Label})
	}
	return out
}

func lacking(t form.Template, filled form.Values) error {
	var labels []string
	lacks := Lacks(t, filled)
	for _, l := range lacks {
		labels = append(labels, l.Label)
	}
	if len(labels) == 0 {
		return nil
	}
	f := ErrLacking.With(strings.Join(labels, "、"))
	f.Theirs = lacks
	return f
}

// Void ends an issued writ; its number stays used, and what it added to the
// figures is reversed.
func Void(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Writ, error) {
	return change(ctx, tx, id, version, func(w *Writ, _ form.Template) error {
		if w.State != Issued && w.State != Served {
			return ErrState
		}
		if w.Reason = strings.TrimSpace(reason); w.Reason == "" {
			return ErrReason
		}
		es, err := journal.Of(ctx, tx, w.File)
		if err != nil {
			return err
		}
		for _, e := range slices.Backward(es) {
			if e.Verb == "writ.issued" && e.Facts["writ"] == w.ID {
				w.State = Voided
				return w.note(tx, "writ.voided", w.issued(), e.Day, e.Seq)
			}
		}
		return fmt.Errorf("writ: %s was issued and no entry says so", w.ID)
	})
}

// Press is the document as it stands: as issued, or as a draft filled with what
// is known so far.
func Press(w Writ, filled form.Values, organ string) (doc.Document, error) {
	if w.Frozen() {
		return w.Document()
	}
	t, err := form.Get(w.Template)
	if err != nil {
		return doc.Document{}, err
	}
	return t.Compose(filled, form.Setting{Organ: organ, Over: "草稿"}), nil
}
