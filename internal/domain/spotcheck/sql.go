package spotcheck

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

const columns = `id, title, campaign, visit_plan, item, date, deadline, strata, team, state, objects, officers, drawn, excluded,
	plan_digest, pool_root, officers_root, announcement, result, seed, cause, reason, redraws, redrawn_by, redraw_reason,
	requester, approver, drafter, version, created_at, updated_at, frozen_at, announced_at, drawn_at`

// Get returns the draw, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Draw, error) {
	d, err := scan(tx.Row(ctx, `SELECT `+columns+` FROM spotcheck_draw WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Draw{}, ErrNotFound
	}
	if err != nil {
		return Draw{}, wrap("getting", err)
	}
	ds := []Draw{d}
	err = fillShares(ctx, tx, ds)
	return ds[0], err
}

// current is the draw, if it still is as the caller saw it.
func current(ctx context.Context, tx *store.Tx, id string, version int64) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err == nil && d.Version != version {
		err = ErrMoved.Against(d)
	}
	return d, err
}

// packed are the parts of a draw that are kept as JSON.
func (d Draw) packed() (strata, team, excluded string, err error) {
	var out [3]string
	for i, v := range []any{d.Strata, d.Team, d.Excluded} {
		b, err := json.Marshal(v)
		if err != nil {
			return "", "", "", wrap("packing", err)
		}
		out[i] = string(b)
	}
	return out[0], out[1], out[2], nil
}

func insert(ctx context.Context, tx *store.Tx, d Draw) error {
	strata, team, excluded, err := d.packed()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO spotcheck_draw (home, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, $12, '', '', '', '', '', '', '', '', $13, '', $14,
		$15, '', $16, $17, $18, $19, 0, 0, 0)`,
		tx.Actor.Home, d.ID, d.Title, d.Campaign, d.VisitPlan, d.Item, d.Date, d.Deadline, strata, team, d.State, excluded,
		d.Redraws, d.RedrawReason, d.Requester, d.Drafter, d.Version, d.CreatedAt.UnixMicro(), d.UpdatedAt.UnixMicro())
	if err != nil {
		return wrap("inserting", err)
	}
	return insertShares(ctx, tx, d)
}

// update writes what may change and moves the version on.
func update(ctx context.Context, tx *store.Tx, d *Draw) error {
	strata, team, excluded, err := d.packed()
	if err != nil {
		return err
	}
	d.UpdatedAt = tx.Now
	err = tx.Row(ctx, `UPDATE spotcheck_draw SET title = $4, campaign = $5, visit_plan = $6, item = $7, date = $8, deadline = $9,
		strata = $10, team = $11, state = $12, objects = $13, officers = $14, drawn = $15, excluded = $16, plan_digest = $17,
		pool_root = $18, officers_root = $19, announcement = $20, result = $21, seed = $22, cause = $23, reason = $24,
		redrawn_by = $25, approver = $26, updated_at = $27, frozen_at = $28, announced_at = $29, drawn_at = $30, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, d.ID, d.Version, d.Title, d.Campaign, d.VisitPlan, d.Item, d.Date, d.Deadline, strata, team, d.State,
		d.Objects, d.Officers, d.Drawn, excluded, d.PlanDigest, d.PoolRoot, d.OfficersRoot, d.Announcement, d.Result, d.Seed,
		d.Cause, d.Reason, d.RedrawnBy, d.Approver, micro(d.UpdatedAt), micro(d.FrozenAt), micro(d.AnnouncedAt), micro(d.DrawnAt)).Scan(&d.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMoved
	}
	return wrap("updating", err)
}

func insertShares(ctx context.Context, tx *store.Tx, d Draw) error {
	rows := make([][]any, len(d.Shares))
	for i, s := range d.Shares {
		rows[i] = []any{tx.Actor.Home, d.ID, s.Unit, s.Department, "", "", int64(0), "", "", int64(0)}
	}
	return wrap("inserting shares", tx.Many(ctx, `INSERT INTO spotcheck_share
		(home, draw, unit, department, commitment, committed_by, committed_at, share, revealed_by, revealed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, rows))
}

// replaceShares renames who contributes; nobody has committed yet.
func replaceShares(ctx context.Context, tx *store.Tx, d Draw) error {
	if _, err := tx.Exec(ctx, `DELETE FROM spotcheck_share WHERE home = $1 AND draw = $2`, tx.Actor.Home, d.ID); err != nil {
		return wrap("replacing shares", err)
	}
	return insertShares(ctx, tx, d)
}

func writeShare(ctx context.Context, tx *store.Tx, id string, s Share, share string) error {
	_, err := tx.Exec(ctx, `UPDATE spotcheck_share SET commitment = $4, committed_by = $5, committed_at = $6, share = $7,
		revealed_by = $8, revealed_at = $9 WHERE home = $1 AND draw = $2 AND unit = $3`,
		tx.Actor.Home, id, s.Unit, s.Commitment, s.CommittedBy, micro(s.CommittedAt), share, s.RevealedBy, micro(s.RevealedAt))
	return wrap("writing a share", err)
}

// fillShares reads the shares of draws that lie together, ordered by id either
// way. A share shows once the draw is over, not while another is to come.
func fillShares(ctx context.Context, tx *store.Tx, ds []Draw) error {
	if len(ds) == 0 {
		return nil
	}
	at := make(map[string]*Draw, len(ds))
	for i := range ds {
		ds[i].Shares, at[ds[i].ID] = []Share{}, &ds[i]
	}
	from, to := ds[0].ID, ds[len(ds)-1].ID
	rows, err := tx.Query(ctx, `SELECT draw, unit, department, commitment, committed_by, committed_at, share, revealed_by, revealed_at
		FROM spotcheck_share WHERE home = $1 AND draw >= $2 AND draw <= $3 ORDER BY draw, unit`, tx.Actor.Home, min(from, to), max(from, to))
	if err != nil {
		return wrap("reading shares", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s Share
		var id string
		var committed, shown int64
		if err := rows.Scan(&id, &s.Unit, &s.Department, &s.Commitment, &s.CommittedBy, &committed, &s.Share, &s.RevealedBy, &shown); err != nil {
			return wrap("reading shares", err)
		}
		d := at[id]
		if d == nil {
			continue
		}
		s.CommittedAt, s.RevealedAt = moment(committed), moment(shown)
		if d.State == Announced {
			s.Share = ""
		}
		d.Shares = append(d.Shares, s)
	}
	return wrap("reading shares", rows.Err())
}

// revealed reads the shares by unit, when all are there.
func revealed(ctx context.Context, tx *store.Tx, id string) (map[string]draw.Hash, error) {
	rows, err := tx.Query(ctx, `SELECT unit, share FROM spotcheck_share WHERE home = $1 AND draw = $2`, tx.Actor.Home, id)
	if err != nil {
		return nil, wrap("reading shares", err)
	}
	defer rows.Close()
	out := map[string]draw.Hash{}
	for rows.Next() {
		var unit, share string
		if err := rows.Scan(&unit, &share); err != nil {
			return nil, wrap("reading shares", err)
		}
		if out[unit], err = draw.ParseHash(share); err != nil {
			return nil, wrap("reading shares", err)
		}
	}
	return out, wrap("reading shares", rows.Err())
}

type row interface{ Scan(...any) error }

func scan(r row) (d Draw, err error) {
	var strata, team, excluded string
	var created, updated, frozen, announced, drawn int64
	if err = r.Scan(&d.ID, &d.Title, &d.Campaign, &d.VisitPlan, &d.Item, &d.Date, &d.Deadline, &strata, &team, &d.State, &d.Objects,
		&d.Officers, &d.Drawn, &excluded, &d.PlanDigest, &d.PoolRoot, &d.OfficersRoot, &d.Announcement, &d.Result, &d.Seed, &d.Cause,
		&d.Reason, &d.Redraws, &d.RedrawnBy, &d.RedrawReason, &d.Requester, &d.Approver, &d.Drafter, &d.Version,
		&created, &updated, &frozen, &announced, &drawn); err != nil {
		return d, err
	}
	d.CreatedAt, d.UpdatedAt = moment(created), moment(updated)
	d.FrozenAt, d.AnnouncedAt, d.DrawnAt = moment(frozen), moment(announced), moment(drawn)
	return d, errors.Join(json.Unmarshal([]byte(strata), &d.Strata), json.Unmarshal([]byte(team), &d.Team), json.Unmarshal([]byte(excluded), &d.Excluded))
}

// micro is a time as it is kept, 0 for none; moment reads it back.
func micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("spotcheck: %s: %w", doing, err)
}
