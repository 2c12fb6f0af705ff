package writ

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

const columns = `id, template, edition, name, about, file, party, state, unit, department, region, campaign, number, written, filled, body,
	digest, files, issued_on, issued_by, reason, service, version, created_at, updated_at`

// Get returns the writ, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Writ, error) {
	w, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM writ WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Writ{}, ErrNotFound
	}
	return w, wrap("getting", err)
}

// Filter chooses writs; empty fields choose all.
type Filter struct {
	File     ref.Ref `query:"file" json:"file,omitempty" doc:"case:… or visit:…"`
	State    State   `query:"state" json:"state,omitempty"`
	Template string  `query:"template" json:"template,omitempty"`
	Unit     string  `query:"unit" json:"unit,omitempty"`
	Number   string  `query:"number" json:"number,omitempty" doc:"whole"`
}

// List returns writs, newest first, and the key of the next page.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Writ, string, error) {
	cond, args := []string{"home = $1"}, []any{tx.Actor.Home}
	for _, c := range []struct{ cond, value string }{
		{"file = $%d", string(f.File)}, {"state = $%d", string(f.State)}, {"template = $%d", f.Template}, {"unit = $%d", f.Unit},
		{"number = $%d", f.Number}, {"id < $%d", p.After},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.cond, len(args)))
		}
	}
	n := p.Size()
	args = append(args, n+1)
	out, err := all(ctx, tx, fmt.Sprintf(`SELECT `+columns+` FROM writ WHERE %s ORDER BY id DESC LIMIT $%d`, strings.Join(cond, " AND "), len(args)), args...)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

// Of are the writs in a file, the oldest first.
func Of(ctx context.Context, tx *store.Tx, file ref.Ref) ([]Writ, error) {
	return all(ctx, tx, `SELECT `+columns+` FROM writ WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, string(file))
}

func all(ctx context.Context, tx *store.Tx, query string, args ...any) (out []Writ, err error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap("listing", err)
	}
	defer rows.Close()
	for rows.Next() {
		w, err := scan(rows)
		if err != nil {
			return nil, wrap("listing", err)
		}
		out = append(out, w)
	}
	return out, wrap("listing", rows.Err())
}

func insert(ctx context.Context, tx *store.Tx, w Writ) error {
	_, err := tx.Exec(ctx, `INSERT INTO writ (home, `+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
		$17, $18, $19, $20, $21, $22, $23, $24, $25, $26)`,
		tx.Actor.Home, w.ID, w.Template, w.Edition, w.Name, string(w.About), string(w.File), w.Party, w.State, w.Unit, w.Department, w.Region,
		w.Campaign, w.Number, pack(w.Written), pack(w.Filled), w.body, w.Digest, pack(w.Files), w.IssuedOn, w.IssuedBy, w.Reason,
		pack(kept(w.Service)), w.Version, w.CreatedAt.UnixMicro(), w.UpdatedAt.UnixMicro())
	return wrap("drafting", err)
}

// change edits a writ of the actor's unit in the version that was read.
func change(ctx context.Context, tx *store.Tx, id string, version int64, edit func(*Writ, form.Template) error) (Writ, error) {
	w, err := Get(ctx, tx, id)
	if err != nil {
		return Writ{}, err
	}
	t, err := form.Get(w.Template)
	switch {
	case err != nil:
		return Writ{}, err
	case w.Unit != tx.Actor.Unit:
		return Writ{}, ErrNotYours
	case w.Version != version:
		return Writ{}, ErrMoved.Against(w)
	}
	if err := edit(&w, t); err != nil {
		return Writ{}, err
	}
	if err := ErrLong.Over(2000, w.Reason); err != nil {
		return Writ{}, err
	}
	w.UpdatedAt = tx.Now
	err = tx.Row(ctx, `UPDATE writ SET edition = $4, name = $5, state = $6, number = $7, written = $8, filled = $9, body = $10, digest = $11,
		files = $12, issued_on = $13, issued_by = $14, reason = $15, service = $16, updated_at = $17, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, id, version, w.Edition, w.Name, w.State, w.Number, pack(w.Written), pack(w.Filled), w.body, w.Digest,
		pack(w.Files), w.IssuedOn, w.IssuedBy, w.Reason, pack(kept(w.Service)), w.UpdatedAt.UnixMicro()).Scan(&w.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return Writ{}, ErrMoved
	}
	return w, wrap("changing", err)
}

type row interface{ Scan(...any) error }

func scan(r row) (w Writ, err error) {
	var written, filled, files, service string
	var created, updated int64
	if err = r.Scan(&w.ID, &w.Template, &w.Edition, &w.Name, &w.About, &w.File, &w.Party, &w.State, &w.Unit, &w.Department, &w.Region,
		&w.Campaign, &w.Number, &written, &filled, &w.body, &w.Digest, &files, &w.IssuedOn, &w.IssuedBy, &w.Reason, &service, &w.Version,
		&created, &updated); err != nil {
		return w, err
	}
	w.CreatedAt, w.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	var s *served
	err = errors.Join(json.Unmarshal([]byte(written), &w.Written), json.Unmarshal([]byte(filled), &w.Filled),
		json.Unmarshal([]byte(files), &w.Files), json.Unmarshal([]byte(service), &s))
	w.Service = s.open()
	return w, err
}

// served is a Service as the table keeps it, with its texts.
type served struct {
	Service
	Place   string `json:"place,omitempty"`
	Signer  string `json:"signer,omitempty"`
	Witness string `json:"witness,omitempty"`
}

func kept(s *Service) *served {
	if s == nil {
		return nil
	}
	return &served{*s, s.Place.Reveal(), s.Signer.Reveal(), s.Witness.Reveal()}
}

func (s *served) open() *Service {
	if s == nil {
		return nil
	}
	out := s.Service
	out.Place, out.Signer, out.Witness = sealed.New(s.Place), sealed.New(s.Signer), sealed.New(s.Witness)
	return &out
}

func pack(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, numbers and lists of them
	}
	return string(b)
}

// note writes an entry about the record whose file the writ lies in.
func (w Writ) note(tx *store.Tx, verb string, facts any, day string, reverses int64) error {
	return tx.Note(store.Note{Verb: verb, Subject: w.File, Day: day, Region: w.Region, Campaign: w.Campaign,
		Departments: []string{w.Department}, Facts: facts, Reverses: reverses})
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("writ: %s: %w", doing, err)
}
