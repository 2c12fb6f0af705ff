package decision

import (
	"context"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

const columns = `id, file, party, mark, party_kind, number, kind, text, fine_fen, confiscated_fen, closure, revoked, summary,
	range_min_fen, range_max_fen, range_basis, deviation, deviation_reason, hearing, review,
	decided_on, served_on, paid_fen, published_on, annulled, replaces`

// Of are the decisions of a case, the annulled ones too.
func Of(ctx context.Context, tx *store.Tx, file string) ([]Decision, error) {
	rs, err := tx.Query(ctx, `SELECT `+columns+` FROM decision WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, file)
	return store.Collect(rs, err, scan)
}

// Get returns a decision, an annulled one too, or ErrDecision.
func Get(ctx context.Context, tx *store.Tx, id string) (Decision, error) {
	return store.One(tx.Row(ctx, `SELECT `+columns+` FROM decision WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrDecision, scan)
}

// History are the days, ascending, on which penalties that still stand were
// decided against one party of the home within the twenty-four months before a
// day; a mark is one for the same party in all cases.
func History(ctx context.Context, tx *store.Tx, mark, before string) ([]string, error) {
	since := string(calendar.Day(before).AddMonths(-24))
	rs, err := tx.Query(ctx, `SELECT decided_on FROM decision
		WHERE home = $1 AND mark = $2 AND kind = 'penalty' AND annulled = '' AND decided_on < $3 AND decided_on >= $4 ORDER BY decided_on, id`,
		tx.Actor.Home, mark, before, since)
	return store.Collect(rs, err, func(r store.Scanner) (day string, err error) { return day, r.Scan(&day) })
}

// settle edits a standing decision of the file.
func settle(ctx context.Context, tx *store.Tx, f docket.File, id string, edit func(*Decision) error) (Decision, error) {
	d, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Decision{}, err
	case d.Case != f.ID || !d.Standing():
		return Decision{}, ErrDecision
	}
	if err := edit(&d); err != nil {
		return Decision{}, err
	}
	return d, update(ctx, tx, d)
}

func insert(ctx context.Context, tx *store.Tx, d Decision) error {
	r := Range{-1, -1, ""}
	if d.Range != nil {
		r = *d.Range
	}
	_, err := tx.Exec(ctx, `INSERT INTO decision (home, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`,
		tx.Actor.Home, d.ID, d.Case, d.Party, d.Mark, d.PartyKind, d.Number, d.Kind, d.Text, d.FineFen, d.ConfiscatedFen, store.Flag(d.Closure), d.Revoked,
		store.Flag(d.Summary), r.MinFen, r.MaxFen, r.Basis, d.Deviation, d.DeviationReason, d.Hearing, d.Review,
		d.DecidedOn, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled, d.Replaces)
	return wrap("deciding", err)
}

func update(ctx context.Context, tx *store.Tx, d Decision) error {
	_, err := tx.Exec(ctx, `UPDATE decision SET served_on = $3, paid_fen = $4, published_on = $5, annulled = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, d.ID, d.ServedOn, d.PaidFen, d.PublishedOn, d.Annulled)
	return wrap("writing", err)
}

func scan(row store.Scanner) (d Decision, err error) {
	var closure, summary int64
	var r Range
	err = row.Scan(&d.ID, &d.Case, &d.Party, &d.Mark, &d.PartyKind, &d.Number, &d.Kind, &d.Text, &d.FineFen, &d.ConfiscatedFen, &closure, &d.Revoked,
		&summary, &r.MinFen, &r.MaxFen, &r.Basis, &d.Deviation, &d.DeviationReason, &d.Hearing, &d.Review,
		&d.DecidedOn, &d.ServedOn, &d.PaidFen, &d.PublishedOn, &d.Annulled, &d.Replaces)
	if d.Closure, d.Summary = closure == 1, summary == 1; r.MaxFen >= 0 {
		d.Range = &r
	}
	return d, err
}
