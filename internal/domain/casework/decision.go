package casework

import (
	"context"

	"example.org/zhiye/internal/platform/store"
)

const decisionColumns = `id, file, party, number, kind, text, fine_fen, confiscated_fen, closure, revoked, hearing, review,
	decided_on, served_on, paid_fen, published_on, annulled`

// Decisions are the decisions of a case, the annulled ones too.
func Decisions(ctx context.Context, tx *store.Tx, id string) ([]Decision, error) {
	rs, err := tx.Query(ctx, `SELECT `+decisionColumns+` FROM casework_decision WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, id)
	return collect(rs, err, scanDecision)
}

// decision is a standing one.
func decision(ctx context.Context, tx *store.Tx, id string) (Decision, error) {
	d, err := found(scanDecision(tx.Row(ctx, `SELECT `+decisionColumns+` FROM casework_decision WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrDecision)
	if err == nil && d.Annulled != "" {
		return Decision{}, ErrDecision
	}
	return d, err
}

// settle edits a standing decision of a case of the actor's unit.
func settle(ctx context.Context, tx *store.Tx, id string, edit func(Case, *Decision) error) (Decision, error) {
	d, err := decision(ctx, tx, id)
	if err != nil {
		return Decision{}, err
	}
	c, err := mine(ctx, tx, d.Case)
	if err != nil {
		return Decision{}, err
	}
	if err := edit(c, &d); err != nil {
		return Decision{}, err
	}
	return d, updateDecision(ctx, tx, d)
}

func insertDecision(ctx context.Context, tx *store.Tx, d Decision) error {
	_, err := tx.Exec(ctx, `INSERT INTO casework_decision (home, `+decisionColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		tx.Actor.Home, d.ID, d.Case, d.Party, d.Number, d.Kind, d.Text, d.FineFen, d.ConfiscatedFen, flag(d.Closure), d.Revoked,
		d.Hearing, d.Review, d.DecidedOn, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled)
	return wrap("deciding", err)
}

func updateDecision(ctx context.Context, tx *store.Tx, d Decision) error {
	_, err := tx.Exec(ctx, `UPDATE casework_decision SET served_on = $3, paid_fen = $4, published_on = $5, annulled = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, d.ID, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled)
	return wrap("writing a decision", err)
}

func scanDecision(r row) (d Decision, err error) {
	var closure int64
	err = r.Scan(&d.ID, &d.Case, &d.Party, &d.Number, &d.Kind, &d.Text, &d.FineFen, &d.ConfiscatedFen, &closure, &d.Revoked,
		&d.Hearing, &d.Review, &d.DecidedOn, &d.ServedOn, &d.PaidFen, &d.PublishedOn, &d.Annulled)
	d.Closure = closure == 1
	return d, err
}

func noteDecision(ctx context.Context, tx *store.Tx, c Case, d Decision, verb, day string) error {
	m, err := markOf(ctx, tx, d.Party)
	if err != nil {
		return err
	}
	return note(tx, c, verb, DecisionFacts{d.Kind, m, d.ID}, day)
}

func markOf(ctx context.Context, tx *store.Tx, party string) (m string, err error) {
	err = tx.Row(ctx, `SELECT mark FROM casework_party WHERE home = $1 AND id = $2`, tx.Actor.Home, party).Scan(&m)
	return m, wrap("marking a party", err)
}
