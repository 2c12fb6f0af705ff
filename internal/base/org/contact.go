package org

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Contact is whom a unit answers through: 联络员, A角 and B角.
type Contact struct {
	ID      string   `json:"id"`
	Unit    string   `json:"unit"`
	Name    string   `json:"name"`
	Title   string   `json:"title,omitempty"`
	Phones  []string `json:"phones,omitempty"` // masked where a contact is read
	Role    string   `json:"role,omitempty"`   // A, B or empty
	Ended   bool     `json:"ended,omitempty"`
	Version int64    `json:"version"`
}

const contactColumns = `id, unit, name, title, phones, role, ended, version`

func scanContact(row scanner) (c Contact, err error) {
	var phones string
	var ended int64
	err = row.Scan(&c.ID, &c.Unit, &c.Name, &c.Title, &phones, &c.Role, &ended, &c.Version)
	c.Phones, c.Ended = strings.Fields(phones), ended != 0
	return c, err
}

// NameContact names a unit's contact; (unit, name) is one contact, so naming
// it again takes over title, phones and role and says so with again.
func NameContact(ctx context.Context, tx *store.Tx, c Contact) (out Contact, again bool, err error) {
	c.Name, c.Role = tidy(c.Name), strings.TrimSuffix(strings.ToUpper(tidy(c.Role)), "角")
	if c.Name == "" {
		return Contact{}, false, ErrName
	}
	if !slices.Contains([]string{"", "A", "B"}, c.Role) {
		return Contact{}, false, ErrRole.With(c.Role)
	}
	u, err := GetUnit(ctx, tx, c.Unit)
	if err != nil {
		return Contact{}, false, err
	}
	phones := joined(c.Phones)
	old, err := scanContact(tx.Row(ctx, `SELECT `+contactColumns+` FROM org_contact WHERE home = $1 AND unit = $2 AND name = $3`,
		tx.Actor.Home, c.Unit, c.Name))
	again = err == nil
	switch {
	case again && !old.Ended && old.Title == c.Title && old.Role == c.Role && joined(old.Phones) == phones:
		return masked(old), true, nil
	case again:
		c.ID = old.ID
	case errors.Is(err, sql.ErrNoRows):
		c.ID = tx.ID()
	default:
		return Contact{}, false, wrap("reading a contact", err)
	}
	out, err = scanContact(tx.Row(ctx, `
		INSERT INTO org_contact (home, `+contactColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 1)
		ON CONFLICT (home, unit, name) DO UPDATE SET title = excluded.title, phones = excluded.phones, role = excluded.role,
			ended = 0, version = org_contact.version + 1
		RETURNING `+contactColumns, tx.Actor.Home, c.ID, c.Unit, c.Name, c.Title, phones, c.Role))
	if err != nil {
		return Contact{}, false, wrap("naming a contact", err)
	}
	return masked(out), again, noteContact(tx, "contact.named", out, u.Region)
}

// DismissContact ends a contact.
func DismissContact(ctx context.Context, tx *store.Tx, id string) (Contact, error) {
	c, err := scanContact(tx.Row(ctx, `
		UPDATE org_contact SET ended = $3, version = version + 1 WHERE home = $1 AND id = $2 AND ended = 0 RETURNING `+contactColumns,
		tx.Actor.Home, id, tx.Now.UnixMicro()))
	if errors.Is(err, sql.ErrNoRows) {
		return Contact{}, ErrMoved
	}
	if err != nil {
		return Contact{}, wrap("dismissing a contact", err)
	}
	return masked(c), noteContact(tx, "contact.dismissed", c, "")
}

// Contacts lists the contacts of the home, or of one unit, A before B.
func Contacts(ctx context.Context, tx *store.Tx, unit string) ([]Contact, error) {
	cs, err := all(ctx, tx, scanContact, `SELECT `+contactColumns+` FROM org_contact
		WHERE home = $1 AND ended = 0 AND ($2 = '' OR unit = $2) ORDER BY unit, CASE role WHEN 'A' THEN 1 WHEN 'B' THEN 2 ELSE 3 END, name`,
		tx.Actor.Home, unit)
	for i := range cs {
		cs[i] = masked(cs[i])
	}
	return cs, err
}

// ContactPhones returns a contact's phones whole, for those who may call.
func ContactPhones(ctx context.Context, tx *store.Tx, id string) ([]string, error) {
	c, err := one(tx.Row(ctx, `SELECT `+contactColumns+` FROM org_contact WHERE home = $1 AND id = $2`, tx.Actor.Home, id), scanContact, ErrNotFound)
	return c.Phones, err
}

func masked(c Contact) Contact {
	phones := make([]string, len(c.Phones))
	for i, p := range c.Phones {
		phones[i] = Masked(p)
	}
	c.Phones = phones
	return c
}

func noteContact(tx *store.Tx, verb string, c Contact, region string) error {
	return tx.Note(store.Note{Verb: verb, Subject: ref.Of("unit", c.Unit), Region: region, Facts: ContactFacts{Contact: c.ID, Role: c.Role}})
}
