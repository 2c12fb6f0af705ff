package org

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Certificate is an enforcement certificate (行政执法证). From empty means
// since ever; To empty means nobody has entered its end, and it certifies
// nothing until somebody does.
type Certificate struct {
	ID        string   `json:"id"`
	Person    string   `json:"person"`
	Number    string   `json:"number"`
	Kind      string   `json:"kind"` // issuer: province, ministry, forestry …; free
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"` // the last day it is valid
	Items     []string `json:"items,omitempty"`
	RevokedOn string   `json:"revoked_on,omitempty"`
}

// On reports whether the certificate certifies on a day.
// 《行政处罚法》第四十二条：执法人员应当具有行政执法资格。
func (c Certificate) On(day string) bool {
	return c.From <= day && day <= c.To && (c.RevokedOn == "" || day < c.RevokedOn)
}

const certificateColumns = `id, person, number, kind, valid_from, valid_to, items, revoked_on`

func scanCertificate(row scanner) (c Certificate, err error) {
	var items string
	err = row.Scan(&c.ID, &c.Person, &c.Number, &c.Kind, &c.From, &c.To, &items, &c.RevokedOn)
	if items != "" {
		c.Items = strings.Split(items, "\n")
	}
	return c, err
}

// Certify registers a person's certificate. The number a person already has is
// renewed: a later end and further items are taken over; renewed says whether
// anything was.
func Certify(ctx context.Context, tx *store.Tx, c Certificate) (out Certificate, renewed bool, err error) {
	if c.Number = tidy(c.Number); c.Number == "" {
		return Certificate{}, false, ErrNumber
	}
	if c.From != "" && !isDay(c.From) || c.To != "" && !isDay(c.To) || c.To != "" && c.To < c.From {
		return Certificate{}, false, ErrDay
	}
	old, err := certificateNumbered(ctx, tx, c.Number)
	switch {
	case err == nil && old.Person != c.Person:
		return Certificate{}, false, ErrTaken.With(c.Number)
	case err == nil:
		return renew(ctx, tx, old, c)
	case !errors.Is(err, ErrNotFound):
		return Certificate{}, false, err
	}
	if _, err := GetPerson(ctx, tx, c.Person); err != nil {
		return Certificate{}, false, err
	}
	c.ID, c.RevokedOn = tx.ID(), ""
	if err := done(ctx, tx, "certifying", `INSERT INTO org_certificate (home, `+certificateColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')`,
		tx.Actor.Home, c.ID, c.Person, c.Number, c.Kind, c.From, c.To, strings.Join(c.Items, "\n")); err != nil {
		return Certificate{}, false, err
	}
	return c, false, noteCertificate(tx, "certificate.granted", c)
}

// renew takes over what c adds to old.
func renew(ctx context.Context, tx *store.Tx, old, c Certificate) (Certificate, bool, error) {
	items := union(old.Items, c.Items)
	if c.To <= old.To && len(items) == len(old.Items) || old.RevokedOn != "" {
		return old, false, nil
	}
	old.To, old.Items = max(old.To, c.To), items
	if err := done(ctx, tx, "renewing", `UPDATE org_certificate SET valid_to = $3, items = $4 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, old.ID, old.To, strings.Join(old.Items, "\n")); err != nil {
		return Certificate{}, false, err
	}
	return old, true, noteCertificate(tx, "certificate.renewed", old)
}

// Revoke ends a certificate from today on; visits of earlier days stand.
func Revoke(ctx context.Context, tx *store.Tx, id string) (Certificate, error) {
	c, err := one(tx.Row(ctx, `
		UPDATE org_certificate SET revoked_on = $3 WHERE home = $1 AND id = $2 AND revoked_on = '' RETURNING `+certificateColumns,
		tx.Actor.Home, id, tx.Today()), scanCertificate, ErrNotFound)
	if err != nil {
		return Certificate{}, err
	}
	return c, noteCertificate(tx, "certificate.revoked", c)
}

// Certificates lists all certificates a person ever had, oldest first.
func Certificates(ctx context.Context, tx *store.Tx, who string) ([]Certificate, error) {
	return all(ctx, tx, scanCertificate, `SELECT `+certificateColumns+` FROM org_certificate WHERE home = $1 AND person = $2 ORDER BY id`,
		tx.Actor.Home, who)
}

// PersonCertified finds who holds a certificate number; imports name people so.
func PersonCertified(ctx context.Context, tx *store.Tx, number string) (Person, error) {
	c, err := certificateNumbered(ctx, tx, tidy(number))
	if err != nil {
		return Person{}, err
	}
	return GetPerson(ctx, tx, c.Person)
}

func certificateNumbered(ctx context.Context, tx *store.Tx, number string) (Certificate, error) {
	c, err := scanCertificate(tx.Row(ctx, `SELECT `+certificateColumns+` FROM org_certificate WHERE home = $1 AND number = $2`, tx.Actor.Home, number))
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrNotFound.With(number)
	}
	return c, wrap("reading a certificate", err)
}

func union(a, b []string) []string {
	out := append([]string(nil), a...)
	seen := map[string]bool{}
	for _, s := range a {
		seen[s] = true
	}
	for _, s := range b {
		if s = tidy(s); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func noteCertificate(tx *store.Tx, verb string, c Certificate) error {
	return tx.Note(store.Note{Verb: verb, Subject: person(c.Person),
		Facts: CertificateFacts{Certificate: c.ID, Kind: c.Kind, From: c.From, To: c.To}})
}
