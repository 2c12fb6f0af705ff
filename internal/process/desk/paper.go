package desk

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

// Paper is a permit or licence of a subject: as a ledger names it, as it was
// registered from the paper, or both under one number. What was read from the
// paper goes before what a ledger says.
type Paper struct {
	Kind     string           `json:"kind"`
	Number   string           `json:"number"`
	Issuer   string           `json:"issuer,omitempty"`
	From     string           `json:"from,omitempty"`
	To       string           `json:"to,omitempty"`
	Standing permit.Standing  `json:"standing,omitempty" doc:"today; empty where no day is known"`
	Ledger   bool             `json:"ledger"`           // a ledger names it
	Permit   string           `json:"permit,omitempty"` // id of the registered one
	Balances []permit.Balance `json:"balances"`         // today; of registered ones only
}

// ledgered are the papers that ledgers name.
func ledgered(ctx context.Context, tx *store.Tx, id string) ([]Paper, error) {
	rows, err := tx.Query(ctx, `SELECT kind, number, valid_from, valid_to FROM registry_permit WHERE home = $1 AND subject = $2 ORDER BY number`, tx.Actor.Home, id)
	return collect(rows, err, func(r *sql.Rows) (p Paper, err error) {
		p.Ledger = true
		err = r.Scan(&p.Kind, &p.Number, &p.From, &p.To)
		if p.From != "" || p.To != "" {
			p.Standing = permit.Permit{From: p.From, To: p.To}.On(tx.Today())
		}
		return p, err
	})
}

// papers lists the permits of the subject and of those that went into it.
func (d *Dossier) papers(ctx context.Context, tx *store.Tx, id string) (err error) {
	if d.Permits, err = ledgered(ctx, tx, id); err != nil {
		return err
	}
	holders := []ref.Ref{ref.Of("subject", id)}
	for _, m := range d.Merged {
		holders = append(holders, m.Ref())
	}
	for _, h := range holders {
		held, err := permit.Held(ctx, tx, h, "")
		if err != nil {
			return err
		}
		for _, p := range held {
			if err := d.paper(ctx, tx, p); err != nil {
				return err
			}
		}
	}
	slices.SortStableFunc(d.Permits, func(a, b Paper) int { return cmp.Compare(a.Number, b.Number) })
	return nil
}

// paper adds a registered permit, or puts it in the place of what a ledger
// says of the same number.
func (d *Dossier) paper(ctx context.Context, tx *store.Tx, p permit.Permit) error {
	left, err := permit.Balances(ctx, tx, p, tx.Today())
	if err != nil {
		return err
	}
	shown := Paper{Kind: string(p.Kind), Number: p.Number, Issuer: p.Issuer, From: p.From, To: p.To, Standing: p.On(tx.Today()), Permit: p.ID, Balances: left}
	same := func(o Paper) bool {
		return o.Permit == "" && strings.EqualFold(ledger.S(o.Number), ledger.S(p.Number))
	}
	if i := slices.IndexFunc(d.Permits, same); i >= 0 {
		shown.Ledger = true
		d.Permits[i] = shown
		return nil
	}
	d.Permits = append(d.Permits, shown)
	return nil
}
