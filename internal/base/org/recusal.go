package org

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Recusal is one stated interest of a person in a party.
// 《行政处罚法》第四十三条：执法人员与案件有直接利害关系或者有其他关系可能影响公正执法的，应当回避。
type Recusal struct {
	ID         string    `json:"id"`
	Person     string    `json:"person"`
	Subject    string    `json:"subject,omitempty"` // the registry's id; empty until somebody settles whom the words mean
	Words      string    `json:"words,omitempty"`   // as declared
	Reason     string    `json:"reason,omitempty"`
	DeclaredAt time.Time `json:"declared_at"`
	Lifted     bool      `json:"lifted"`
}

const recusalColumns = `id, person, subject, words, reason, declared_at, lifted_at`

func scanRecusal(row scanner) (r Recusal, err error) {
	var declared, lifted int64
	err = row.Scan(&r.ID, &r.Person, &r.Subject, &r.Words, &r.Reason, &declared, &lifted)
	r.DeclaredAt, r.Lifted = time.UnixMicro(declared).UTC(), lifted != 0
	return r, err
}

// Recuse declares an interest by subject, by words, or both; what was declared
// before is returned as it stands (again true).
func Recuse(ctx context.Context, tx *store.Tx, r Recusal) (out Recusal, again bool, err error) {
	if r.Words = strings.TrimSpace(r.Words); r.Words == "" && r.Subject == "" {
		return Recusal{}, false, ErrWords
	}
	if _, err := GetPerson(ctx, tx, r.Person); err != nil {
		return Recusal{}, false, err
	}
	old, err := all(ctx, tx, scanRecusal, `SELECT `+recusalColumns+` FROM org_recusal WHERE home = $1 AND person = $2 ORDER BY id`,
		tx.Actor.Home, r.Person)
	if err != nil {
		return Recusal{}, false, err
	}
	for _, o := range old { // lifted ones too: an old list does not declare anew
		if o.Words == r.Words && (o.Subject == r.Subject || r.Subject == "" && r.Words != "") {
			return o, true, nil
		}
	}
	r.ID, r.DeclaredAt, r.Lifted = tx.ID(), tx.Now, false
	if err := done(ctx, tx, "recusing", `INSERT INTO org_recusal (home, `+recusalColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
		tx.Actor.Home, r.ID, r.Person, r.Subject, r.Words, r.Reason, tx.Now.UnixMicro()); err != nil {
		return Recusal{}, false, err
	}
	return r, false, noteRecusal(tx, "recusal.declared", r)
}

// SettleRecusal says whom the words of an unsettled recusal mean. Nobody settles
// his own (ErrOwnRecusal): he could name somebody else.
func SettleRecusal(ctx context.Context, tx *store.Tx, id, subject string) (Recusal, error) {
	if subject == "" {
		return Recusal{}, ErrWords
	}
	return changeRecusal(ctx, tx, "recusal.settled", `
		UPDATE org_recusal SET subject = $3 WHERE home = $1 AND id = $2 AND subject = '' AND lifted_at = 0 RETURNING `+recusalColumns, id, subject)
}

// LiftRecusal ends a recusal whose cause is gone; another decides that than
// whom it keeps away (ErrOwnRecusal).
func LiftRecusal(ctx context.Context, tx *store.Tx, id string) (Recusal, error) {
	return changeRecusal(ctx, tx, "recusal.lifted", `
		UPDATE org_recusal SET lifted_at = $3 WHERE home = $1 AND id = $2 AND lifted_at = 0 RETURNING `+recusalColumns, id, tx.Now.UnixMicro())
}

func changeRecusal(ctx context.Context, tx *store.Tx, verb, query, id string, value any) (Recusal, error) {
	var whose string
	err := tx.Row(ctx, `SELECT person FROM org_recusal WHERE home = $1 AND id = $2`, tx.Actor.Home, id).Scan(&whose)
	if errors.Is(err, sql.ErrNoRows) {
		return Recusal{}, ErrNotFound
	}
	if err != nil {
		return Recusal{}, wrap("reading a recusal", err)
	}
	if tx.Actor.ID == string(person(whose)) {
		return Recusal{}, ErrOwnRecusal
	}
	r, err := scanRecusal(tx.Row(ctx, query, tx.Actor.Home, id, value))
	if errors.Is(err, sql.ErrNoRows) {
		return Recusal{}, ErrMoved
	}
	if err != nil {
		return Recusal{}, wrap("changing a recusal", err)
	}
	return r, noteRecusal(tx, verb, r)
}

// Unsettled lists the recusals that stand and name no subject yet, oldest first.
func Unsettled(ctx context.Context, tx *store.Tx) ([]Recusal, error) {
	return all(ctx, tx, scanRecusal, `SELECT `+recusalColumns+`
		FROM org_recusal WHERE home = $1 AND subject = '' AND lifted_at = 0 ORDER BY id`, tx.Actor.Home)
}

// Recusals lists the recusals of a person that stand, oldest first.
func Recusals(ctx context.Context, tx *store.Tx, who string) ([]Recusal, error) {
	return all(ctx, tx, scanRecusal, `SELECT `+recusalColumns+`
		FROM org_recusal WHERE home = $1 AND person = $2 AND lifted_at = 0 ORDER BY id`, tx.Actor.Home, who)
}

func noteRecusal(tx *store.Tx, verb string, r Recusal) error {
	return tx.Note(store.Note{Verb: verb, Subject: person(r.Person), Facts: RecusalFacts{Recusal: r.ID, Entity: r.Subject}})
}
