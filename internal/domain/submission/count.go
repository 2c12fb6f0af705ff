package submission

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Register records a paper count: which indicator, where, how many, from which
// paper. The actor is its author, and CountedOn is today when empty. For which
// department it counts has been decided by who knows the campaign.
func Register(ctx context.Context, tx *store.Tx, c Count) (Count, error) {
	switch {
	case strings.TrimSpace(c.Code) == "":
		return Count{}, ErrCode
	case c.Quantity <= 0:
		return Count{}, ErrQuantity
	case strings.TrimSpace(c.Place) == "" || strings.TrimSpace(c.Document) == "" || c.Photo == "":
		return Count{}, ErrDocument
	}
	if err := ErrLong.Over(200, c.Place, c.Document); err != nil {
		return Count{}, err
	}
	if c.CountedOn == "" {
		c.CountedOn = tx.Today()
	}
	if _, err := time.Parse(time.DateOnly, c.CountedOn); err != nil || c.CountedOn > tx.Today() {
		return Count{}, ErrDay.With(c.CountedOn)
	}
	c.ID, c.Author, c.Unit, c.Withdrawn, c.CreatedAt = tx.ID(), tx.Actor.ID, tx.Actor.Unit, "", tx.Now
	if c.Region == "" {
		c.Region = tx.Actor.Home + "000000"
	}
	if _, err := tx.Exec(ctx, `INSERT INTO submission_count (home, `+countColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		tx.Actor.Home, c.ID, c.Code, c.Quantity, c.Place, c.Document, c.Photo, c.Author, c.Unit, c.Department, c.Region, c.Campaign,
		c.CountedOn, c.Withdrawn, c.CreatedAt.UnixMicro()); err != nil {
		return Count{}, wrap("registering", err)
	}
	return c, tx.Note(store.Note{Verb: "count.registered", Subject: ref.Of("count", c.ID), Day: c.CountedOn, Region: c.Region,
		Campaign: c.Campaign, Departments: []string{c.Department}, Facts: Counted{c.Code, c.Quantity, c.Document}})
}

// Withdraw takes a paper count back; its entry is reversed on its own day.
func Withdraw(ctx context.Context, tx *store.Tx, id, reason string) (Count, error) {
	c, err := GetCount(ctx, tx, id)
	switch {
	case err != nil:
		return Count{}, err
	case c.Withdrawn != "":
		return Count{}, ErrCount
	case c.Unit != tx.Actor.Unit:
		return Count{}, ErrNotYours
	}
	if c.Withdrawn = strings.TrimSpace(reason); c.Withdrawn == "" {
		return Count{}, ErrReason
	}
	if err := ErrLong.Over(2000, c.Withdrawn); err != nil {
		return Count{}, err
	}
	es, err := journal.Of(ctx, tx, ref.Of("count", id))
	if err != nil || len(es) == 0 {
		return Count{}, errors.Join(err, ErrCount)
	}
	if _, err := tx.Exec(ctx, `UPDATE submission_count SET withdrawn = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, id, c.Withdrawn); err != nil {
		return Count{}, wrap("withdrawing", err)
	}
	return c, tx.Note(store.Note{Verb: "count.withdrawn", Subject: ref.Of("count", id), Day: es[0].Day, Region: es[0].Region, Campaign: es[0].Campaign,
		Departments: es[0].Departments, Facts: Counted{c.Code, c.Quantity, c.Document}, Reverses: es[0].Seq})
}

const countColumns = `id, code, quantity, place, document, photo, author, unit, department, region, campaign, counted_on, withdrawn, created_at`

// GetCount returns a paper count, or ErrCount.
func GetCount(ctx context.Context, tx *store.Tx, id string) (Count, error) {
	c, err := scanCount(tx.Row(ctx, `SELECT `+countColumns+` FROM submission_count WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Count{}, ErrCount
	}
	return c, wrap("getting a count", err)
}

// Counts returns paper counts of a campaign and an indicator, the withdrawn
// ones too, newest first; empty words choose all.
func Counts(ctx context.Context, tx *store.Tx, campaign, code string, p store.Page) ([]Count, string, error) {
	tail, args, n := where(tx.Actor.Home, p, [][2]string{{"campaign", campaign}, {"code", code}})
	rows, err := tx.Query(ctx, `SELECT `+countColumns+` FROM submission_count `+tail, args...)
	out, err := collect(rows, err, scanCount)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

func scanCount(r row) (c Count, err error) {
	var at int64
	err = r.Scan(&c.ID, &c.Code, &c.Quantity, &c.Place, &c.Document, &c.Photo, &c.Author, &c.Unit, &c.Department, &c.Region, &c.Campaign,
		&c.CountedOn, &c.Withdrawn, &at)
	c.CreatedAt = time.UnixMicro(at).UTC()
	return c, err
}
