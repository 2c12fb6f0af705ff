package campaign

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"example.org/zhiye/internal/platform/store"
)

const recordColumns = `id, campaign, day, unit, author, body, waiting, state, reason, version, created_at`

// RecordFilter chooses records of one campaign.
type RecordFilter struct {
	From    string `json:"from" query:"from"` // inclusive days; empty for no bound
	To      string `json:"to" query:"to"`
	Waiting bool   `json:"waiting" query:"waiting"` // only those that wait for somebody
}

// GetRecord returns a record of the noun B, or ErrRecord.
func GetRecord[B Body](ctx context.Context, tx *store.Tx, id string) (Record[B], error) {
	var b B
	r, err := scanRecord[B](tx.Row(ctx, `
		SELECT `+recordColumns+` FROM campaign_record WHERE home = $1 AND id = $2 AND noun = $3`, tx.Actor.Home, id, b.Noun()))
	if errors.Is(err, sql.ErrNoRows) {
		return Record[B]{}, ErrRecord.With(id)
	}
	return r, wrap("getting a record", err)
}

// Records lists a campaign's records of the noun B, newest first, and the key
// of the next page.
func Records[B Body](ctx context.Context, tx *store.Tx, campaign string, f RecordFilter, p store.Page) ([]Record[B], string, error) {
	var b B
	var waiting int64
	if f.Waiting {
		waiting = 1
	}
	rows, err := tx.Query(ctx, `
		SELECT `+recordColumns+` FROM campaign_record
		WHERE home = $1 AND campaign = $2 AND noun = $3 AND ($4 = '' OR id < $4)
		  AND day >= $5 AND ($6 = '' OR day <= $6) AND waiting >= $7
		ORDER BY id DESC LIMIT $8`,
		tx.Actor.Home, campaign, b.Noun(), p.After, f.From, f.To, waiting, p.Size()+1)
	out, err := collect(rows, err, func() (Record[B], error) { return scanRecord[B](rows) })
	if n := p.Size(); len(out) > n {
		return out[:n], out[n-1].ID, err
	}
	return out, "", err
}

func insertRecord[B Body](ctx context.Context, tx *store.Tx, r Record[B]) error {
	body, err := json.Marshal(r.Body)
	if err != nil {
		return wrap("encoding", err)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO campaign_record (home, noun, `+recordColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.Actor.Home, r.Body.Noun(), r.ID, r.Campaign, r.Day, r.Unit, r.By, string(body), r.Waiting, r.State, r.Reason,
		r.Version, r.CreatedAt.UnixMicro())
	return wrap("inserting a record", err)
}

func scanRecord[B Body](row interface{ Scan(...any) error }) (r Record[B], err error) {
	var body string
	var created int64
	if err = row.Scan(&r.ID, &r.Campaign, &r.Day, &r.Unit, &r.By, &body, &r.Waiting, &r.State, &r.Reason, &r.Version, &created); err != nil {
		return r, err
	}
	r.CreatedAt = time.UnixMicro(created).UTC()
	return r, json.Unmarshal([]byte(body), &r.Body)
}
