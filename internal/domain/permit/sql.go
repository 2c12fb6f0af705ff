package permit

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/valuation"
)

// Filter chooses permits; empty fields choose all.
type Filter struct {
	Kind   Kind    `query:"kind" json:"kind,omitempty"`
	Holder ref.Ref `query:"holder" json:"holder,omitempty" doc:"subject:…"`
	Name   string  `query:"name" json:"name,omitempty" doc:"of the holder, as printed"`
	Number string  `query:"number" json:"number,omitempty" doc:"whole; spaces and width do not matter"`
	Query  string  `query:"q" json:"q,omitempty" doc:"a part of the number or of the holder's name"`

	Species string   `query:"species" json:"species,omitempty" doc:"a part of a name on the paper"`
	State   Standing `query:"state" json:"state,omitempty" doc:"today: valid, not_yet, expired, revoked"`
}

// List returns permits, newest first, and where the next page begins; empty when
// this was the last. Species and standing stand in the records, which are gone
// through until a page is full.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Permit, string, error) {
	out := []Permit{}
	for {
		ps, next, err := list(ctx, tx, f, p)
		if err != nil {
			return nil, "", err
		}
		for i, x := range ps {
			if !f.fits(x, tx.Today()) {
				continue
			}
			if out = append(out, x); len(out) == p.Size() && (i+1 < len(ps) || next != "") {
				return out, x.ID, nil
			}
		}
		if p.After = next; next == "" {
			return out, "", nil
		}
	}
}

func list(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Permit, string, error) {
	cs := []condition{
		{"kind = $%d", string(f.Kind)}, {"holder = $%d", string(f.Holder)}, {"name = $%d", key(f.Name)}, {"key = $%d", key(f.Number)}, {"id < $%d", p.After},
	}
	if q := key(f.Query); q != "" {
		cs = append(cs, condition{"(key LIKE $%[1]d ESCAPE '!' OR name LIKE $%[1]d ESCAPE '!')", store.Within(q)})
	}
	where, args := conditions(tx.Actor.Home, cs)
	ps, err := collect(unpack[Permit])(tx.Query(ctx, fmt.Sprintf(`SELECT body FROM permit WHERE %s ORDER BY id DESC LIMIT %d`, where, p.Size()+1), args...))
	return page(ps, err, p.Size(), func(p Permit) string { return p.ID })
}

func (f Filter) fits(p Permit, today string) bool {
	named := func(l Line) bool {
		return strings.Contains(l.Name, strings.TrimSpace(f.Species)) || strings.Contains(l.Entry, strings.TrimSpace(f.Species))
	}
	return (f.State == "" || p.On(today) == f.State) && (strings.TrimSpace(f.Species) == "" || slices.ContainsFunc(p.Lines, named))
}

// Get returns the permit, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Permit, error) {
	return found(unpack[Permit](tx.Row(ctx, `SELECT body FROM permit WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrNotFound)
}

// ByNumber returns the permit of a kind and issuer with a number, or ErrNotFound.
func ByNumber(ctx context.Context, tx *store.Tx, kind Kind, issuer, number string) (Permit, error) {
	return found(unpack[Permit](tx.Row(ctx, `SELECT body FROM permit WHERE home = $1 AND kind = $2 AND issuer = $3 AND key = $4`,
		tx.Actor.Home, kind, issuer, key(number))))(ErrNotFound)
}

// Held are the permits of a holder, by reference or by the name as printed.
func Held(ctx context.Context, tx *store.Tx, holder ref.Ref, name string) ([]Permit, error) {
	return collect(unpack[Permit])(tx.Query(ctx, `SELECT body FROM permit WHERE home = $1 AND (holder = $2 AND $2 <> '' OR name = $3 AND $3 <> '') ORDER BY id`,
		tx.Actor.Home, string(holder), key(name)))
}

func insert(ctx context.Context, tx *store.Tx, p Permit) (fresh bool, err error) {
	res, err := tx.Exec(ctx, `INSERT INTO permit (home, id, kind, issuer, key, holder, name, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (home, kind, issuer, key) DO NOTHING`,
		tx.Actor.Home, p.ID, p.Kind, p.Issuer, key(p.Number), string(p.Holder), key(p.Name), pack(p), p.Version)
	return wrote(res, err)
}

func update(ctx context.Context, tx *store.Tx, p Permit) error {
	res, err := tx.Exec(ctx, `UPDATE permit SET holder = $4, name = $5, body = $6, version = $3 WHERE home = $1 AND id = $2 AND version = $3 - 1`,
		tx.Actor.Home, p.ID, p.Version, string(p.Holder), key(p.Name), pack(p))
	return moved(wrote(res, err))
}

const movementColumns = `id, permit, line, day, way, qty, source, words, over, withdrawn, actor, at`

// movements are the standing changes of a line; of all where it is 0.
func movements(ctx context.Context, tx *store.Tx, permit string, line int) ([]Movement, error) {
	return collect(scanMovement)(tx.Query(ctx, `SELECT `+movementColumns+` FROM permit_movement
		WHERE home = $1 AND permit = $2 AND (line = $3 OR $3 = 0) AND withdrawn = '' ORDER BY day, id`, tx.Actor.Home, permit, int64(line)))
}

func getMovement(ctx context.Context, tx *store.Tx, id string) (Movement, error) {
	return found(scanMovement(tx.Row(ctx, `SELECT `+movementColumns+` FROM permit_movement WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrMovement)
}

func insertMovement(ctx context.Context, tx *store.Tx, m Movement) error {
	_, err := tx.Exec(ctx, `INSERT INTO permit_movement (home, `+movementColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.Actor.Home, m.ID, m.Permit, int64(m.Line), m.Day, m.Way, int64(m.micro), string(m.Source), m.Text, m.Over, m.Withdrawn, m.By, m.At.UnixMicro())
	return wrap("booking", err)
}

func withdrawMovement(ctx context.Context, tx *store.Tx, m Movement) error {
	_, err := tx.Exec(ctx, `UPDATE permit_movement SET withdrawn = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, m.ID, m.Withdrawn)
	return wrap("taking a movement back", err)
}

func scanMovement(r row) (m Movement, err error) {
	var qty, at int64
	if err = r.Scan(&m.ID, &m.Permit, &m.Line, &m.Day, &m.Way, &qty, &m.Source, &m.Text, &m.Over, &m.Withdrawn, &m.By, &at); err != nil {
		return m, err
	}
	m.micro, m.At = valuation.Quantity(qty), time.UnixMicro(at).UTC()
	m.Qty = m.micro.String()
	return m, nil
}

// Marks returns marks, of one permit or of all, newest first.
func Marks(ctx context.Context, tx *store.Tx, f MarkFilter, p store.Page) ([]Mark, string, error) {
	where, args := conditions(tx.Actor.Home, []condition{{"permit = $%d", f.Permit}, {"kind = $%d", f.Kind}, {"key = $%d", key(f.Number)}, {"id < $%d", p.After}})
	ms, err := collect(unpack[Mark])(tx.Query(ctx, fmt.Sprintf(`SELECT body FROM permit_mark WHERE %s ORDER BY id DESC LIMIT %d`, where, p.Size()+1), args...))
	return page(ms, err, p.Size(), func(m Mark) string { return m.ID })
}

// MarkFilter chooses marks; empty fields choose all.
type MarkFilter struct {
	Permit string `query:"permit" json:"permit,omitempty" doc:"id of the permit"`
	Kind   string `query:"kind" json:"kind,omitempty" doc:"terrestrial, aquatic, other"`
	Number string `query:"number" json:"number,omitempty"`
}

// GetMark returns the mark, or ErrMark.
func GetMark(ctx context.Context, tx *store.Tx, id string) (Mark, error) {
	return found(unpack[Mark](tx.Row(ctx, `SELECT body FROM permit_mark WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrMark)
}

// MarkNumbered returns the mark of a kind with a number, or ErrMark.
func MarkNumbered(ctx context.Context, tx *store.Tx, kind, number string) (Mark, error) {
	return found(unpack[Mark](tx.Row(ctx, `SELECT body FROM permit_mark WHERE home = $1 AND kind = $2 AND key = $3`, tx.Actor.Home, kind, key(number))))(ErrMark)
}

func insertMark(ctx context.Context, tx *store.Tx, m Mark) (fresh bool, err error) {
	res, err := tx.Exec(ctx, `INSERT INTO permit_mark (home, id, kind, key, permit, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (home, kind, key) DO NOTHING`, tx.Actor.Home, m.ID, m.Kind, key(m.Number), m.Permit, pack(m), m.Version)
	return wrote(res, err)
}

func updateMark(ctx context.Context, tx *store.Tx, m Mark) error {
	res, err := tx.Exec(ctx, `UPDATE permit_mark SET body = $4, version = $3 WHERE home = $1 AND id = $2 AND version = $3 - 1`, tx.Actor.Home, m.ID, m.Version, pack(m))
	return moved(wrote(res, err))
}

// Verifications are what checking a permit or mark found, newest first.
func Verifications(ctx context.Context, tx *store.Tx, about ref.Ref) ([]Verification, error) {
	return collect(unpack[Verification])(tx.Query(ctx, `SELECT body FROM permit_verification WHERE home = $1 AND about = $2 ORDER BY id DESC LIMIT 100`, tx.Actor.Home, string(about)))
}

func insertVerification(ctx context.Context, tx *store.Tx, v Verification) error {
	_, err := tx.Exec(ctx, `INSERT INTO permit_verification (home, id, about, body) VALUES ($1, $2, $3, $4)`, tx.Actor.Home, v.ID, string(v.About), pack(v))
	return wrap("keeping a verification", err)
}

type row interface{ Scan(...any) error }

type condition struct{ text, value string }

func conditions(home string, cs []condition) (string, []any) {
	cond, args := []string{"home = $1"}, []any{home}
	for _, c := range cs {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.text, len(args)))
		}
	}
	return strings.Join(cond, " AND "), args
}

func unpack[T any](r row) (v T, err error) {
	var body string
	if err = r.Scan(&body); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(body), &v)
}

func collect[T any](scan func(row) (T, error)) func(*sql.Rows, error) ([]T, error) {
	return func(rows *sql.Rows, err error) ([]T, error) {
		if err != nil {
			return nil, wrap("reading", err)
		}
		defer rows.Close()
		out := []T{}
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				return nil, wrap("reading", err)
			}
			out = append(out, v)
		}
		return out, wrap("reading", rows.Err())
	}
}

func page[T any](out []T, err error, size int, id func(T) string) ([]T, string, error) {
	if err != nil || len(out) <= size {
		return out, "", err
	}
	return out[:size], id(out[size-1]), nil
}

// found names the missing row.
func found[T any](v T, err error) func(missing error) (T, error) {
	return func(missing error) (T, error) {
		if errors.Is(err, sql.ErrNoRows) {
			return v, missing
		}
		return v, wrap("getting", err)
	}
}

func wrote(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, wrap("writing", err)
	}
	n, err := res.RowsAffected()
	return n > 0, wrap("writing", err)
}

func moved(wrote bool, err error) error {
	if err == nil && !wrote {
		return ErrMoved
	}
	return err
}

func pack(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // records are plain data
		panic(err)
	}
	return string(b)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("permit: %s: %w", doing, err)
}
