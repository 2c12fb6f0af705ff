package desk

import (
	"context"
	"database/sql"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
)

// Dossier is everything about one subject (一户一档), as far as the reader may
// see it.
type Dossier struct {
	Subject     registry.Subject   `json:"subject"`
	Codes       []Code             `json:"codes"`
	Forms       []Form             `json:"forms"`
	Permits     []Paper            `json:"permits"`
	Species     []ledger.Species   `json:"species"`
	Merged      []registry.Subject `json:"merged"` // that went into this one
	Visits      []inspection.Visit `json:"visits"` // newest first
	Orders      []inspection.Order `json:"orders"`
	Leads       []lead.Lead        `json:"leads"`
	Cases       []casework.Case    `json:"cases"`
	Commitments []Commitment       `json:"commitments"`
	Timeline    []journal.Entry    `json:"timeline"` // what was done to the record itself, oldest first
}

// Code is a code that the subject is known by.
type Code struct {
	Value string `json:"value"`
	Kind  string `json:"kind"` // strong, weak, old
}

// Form is how one sheet of the ledger writes the subject.
type Form struct {
	Tag     string `json:"tag"`
	Name    string `json:"name"`
	Address string `json:"address"`
}

// Commitment is a commitment letter (承诺书) the subject signed.
type Commitment struct {
	ID       string `json:"id"`
	Campaign string `json:"campaign"`
	SignedOn string `json:"signed_on"`
	Photo    string `json:"photo"`
}

// filed is how many records of a kind a dossier shows.
const filed = 100

// Open opens the dossier of a subject.
func Open(ctx context.Context, tx *store.Tx, id string, see Sight) (d Dossier, err error) {
	if d.Subject, err = registry.Get(ctx, tx, id); err != nil {
		return Dossier{}, err
	}
	for _, part := range []struct {
		sight bool
		read  func(context.Context, *store.Tx, string) error
	}{
		{true, d.ledger}, {true, d.merged}, {true, d.papers}, {see.Visits, d.visits}, {see.Leads, d.leads}, {see.Cases, d.cases}, {see.Outreach, d.commitments},
	} {
		if !part.sight {
			continue
		}
		if err := part.read(ctx, tx, id); err != nil {
			return Dossier{}, err
		}
	}
	d.Timeline, err = journal.Of(ctx, tx, d.Subject.Ref())
	return d, err
}

func (d *Dossier) ledger(ctx context.Context, tx *store.Tx, id string) error {
	home := tx.Actor.Home
	codes, err := registry.CodesOf(ctx, tx, id)
	if err != nil {
		return err
	}
	d.Codes = []Code{}
	for _, c := range codes {
		d.Codes = append(d.Codes, Code{c.Value, string(c.Kind)})
	}
	rows, err := tx.Query(ctx, `SELECT tag, name, address FROM registry_tag WHERE home = $1 AND subject = $2 ORDER BY tag, name, address`, home, id)
	if d.Forms, err = collect(rows, err, func(r *sql.Rows) (f Form, err error) { return f, r.Scan(&f.Tag, &f.Name, &f.Address) }); err != nil {
		return err
	}
	rows, err = tx.Query(ctx, `SELECT name, permit, raw, count FROM registry_species WHERE home = $1 AND subject = $2 ORDER BY name, permit, raw`, home, id)
	d.Species, err = collect(rows, err, func(r *sql.Rows) (s ledger.Species, err error) {
		return s, r.Scan(&s.Name, &s.Permit, &s.Raw, &s.Count)
	})
	return err
}

func (d *Dossier) merged(ctx context.Context, tx *store.Tx, id string) error {
	rows, err := tx.Query(ctx, `
		SELECT p.b FROM registry_pair AS p JOIN registry_subject AS s ON s.home = p.home AND s.id = p.b
		WHERE p.home = $1 AND p.a = $2 AND p.state = 'merged' AND s.into_id = $2 ORDER BY p.b`, tx.Actor.Home, id)
	ids, err := collect(rows, err, text)
	return each(ctx, tx, ids, err, registry.Get, &d.Merged)
}

// each gets the records of ids by the package that keeps them.
func each[T any](ctx context.Context, tx *store.Tx, ids []string, err error, get func(context.Context, *store.Tx, string) (T, error), out *[]T) error {
	*out = make([]T, len(ids))
	for i, id := range ids {
		if err == nil {
			(*out)[i], err = get(ctx, tx, id)
		}
	}
	return err
}

func (d *Dossier) visits(ctx context.Context, tx *store.Tx, id string) (err error) {
	if d.Visits, _, err = inspection.List(ctx, tx, inspection.Filter{Subject: id}, store.Page{Limit: filed}); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT id FROM inspection_order WHERE home = $1 AND entity = $2 ORDER BY id DESC LIMIT $3`, tx.Actor.Home, id, filed)
	ids, err := collect(rows, err, text)
	return each(ctx, tx, ids, err, inspection.GetOrder, &d.Orders)
}

func (d *Dossier) leads(ctx context.Context, tx *store.Tx, _ string) (err error) {
	d.Leads, _, err = lead.List(ctx, tx, lead.Filter{Subject: d.Subject.Ref()}, store.Page{Limit: filed})
	return err
}

func (d *Dossier) cases(ctx context.Context, tx *store.Tx, _ string) error {
	rows, err := tx.Query(ctx, `
		SELECT id FROM casework_case WHERE home = $1 AND (
		  id IN (SELECT file FROM casework_party WHERE home = $1 AND subject = $2 AND dropped = '') OR
		  origin IN (SELECT 'lead:' || id FROM lead WHERE home = $1 AND subject = $2)) ORDER BY id DESC LIMIT $3`,
		tx.Actor.Home, string(d.Subject.Ref()), filed)
	ids, err := collect(rows, err, text)
	return each(ctx, tx, ids, err, casework.Get, &d.Cases)
}

func (d *Dossier) commitments(ctx context.Context, tx *store.Tx, _ string) error {
	rows, err := tx.Query(ctx, `
		SELECT id, campaign, signed_on, photo FROM outreach_commitment WHERE home = $1 AND entity = $2 AND withdrawn = '' ORDER BY id DESC LIMIT $3`,
		tx.Actor.Home, string(d.Subject.Ref()), filed)
	var e error
	d.Commitments, e = collect(rows, err, func(r *sql.Rows) (c Commitment, err error) {
		return c, r.Scan(&c.ID, &c.Campaign, &c.SignedOn, &c.Photo)
	})
	return e
}
