package desk

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// judged are the tables that wait for the reader to receive or return them, and
// those of his unit that were returned and not handed in again.
func judged(ctx context.Context, tx *store.Tx, see Sight) (review, returned []Task, err error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, s.campaign, s.period_from, s.period_to, s.department, s.state, s.due, s.received_on, s.author, s.unit FROM submission AS s
		WHERE s.home = $1 AND s.received_on = '' AND NOT EXISTS (SELECT 1 FROM submission AS n WHERE n.home = s.home AND n.campaign = s.campaign
		  AND n.period_from = s.period_from AND n.period_to = s.period_to AND n.department = s.department AND n.round > s.round)
		ORDER BY s.submitted_at, s.id LIMIT $2`, tx.Actor.Home, shown)
	type paper struct {
		Task
		unit string
	}
	all, err := collect(rows, err, func(r *sql.Rows) (p paper, err error) {
		var id, from, to, department, received string
		err = r.Scan(&id, &p.Campaign, &from, &to, &department, &p.Kind, &p.Due, &received, &p.By, &p.unit)
		p.Ref, p.Title, p.For = ref.Of("submission", id), from+" — "+to, department
		return p, err
	})
	if err != nil {
		return nil, nil, err
	}
	steers := map[string]bool{}
	for _, p := range all {
		p.Mine = p.By == tx.Actor.ID
		if p.Kind == "returned" && p.unit == tx.Actor.Unit {
			returned = append(returned, p.Task)
		}
		if p.Kind != "submitted" || !see.Tables || p.Mine {
			continue
		}
		may, known := steers[p.Campaign]
		if !known {
			if may, err = campaign.Steers(ctx, tx, p.Campaign); err != nil {
				return nil, nil, err
			}
			steers[p.Campaign] = may
		}
		if may {
			review = append(review, p.Task)
		}
	}
	return review, returned, nil
}

// letters are the documents that the unit has sent and not all have acknowledged,
// and those it has been sent and not acknowledged itself.
func letters(ctx context.Context, tx *store.Tx) (sent, unread []Task, err error) {
	rows, err := tx.Query(ctx, `
		SELECT id, day, unit, author, body FROM campaign_record
		WHERE home = $1 AND noun = 'document' AND state = 'standing' AND waiting > 0 ORDER BY day, id LIMIT $2`, tx.Actor.Home, 5*shown)
	type letter struct {
		Task
		unit string
		to   []string
		acks []string
	}
	all, err := collect(rows, err, func(r *sql.Rows) (l letter, err error) {
		var id, day, body string
		if err := r.Scan(&id, &day, &l.unit, &l.By, &body); err != nil {
			return l, err
		}
		var d campaign.Document
		err = json.Unmarshal([]byte(body), &d)
		l.Ref, l.Title, l.Kind, l.to, l.On = ref.Of("document", id), d.Title, d.Kind, d.To, day
		for _, a := range d.Acks {
			l.acks = append(l.acks, a.Unit)
		}
		return l, err
	})
	for _, l := range all {
		if l.unit == tx.Actor.Unit {
			for _, u := range l.to {
				if !slices.Contains(l.acks, u) {
					l.Waits = append(l.Waits, u)
				}
			}
			sent = append(sent, l.Task)
		} else if slices.Contains(l.to, tx.Actor.Unit) && !slices.Contains(l.acks, tx.Actor.Unit) {
			unread = append(unread, l.Task)
		}
	}
	return sent, unread, err
}
