package inspection

import (
	"context"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Signage is unlawful advertising, signs or menus that were taken down (清理违规
// 广告、招牌、菜单).
type Signage struct {
	ID       string   `json:"id"`
	Visit    string   `json:"visit,omitempty"` // the visit it was found on
	Campaign string   `json:"campaign"`
	Entity   string   `json:"entity,omitempty"` // subject id; empty for a sign that is nobody's
	Region   string   `json:"region"`
	Day      string   `json:"day"`
	Quantity int64    `json:"quantity"` // 张（块）
	Text     string   `json:"text,omitempty"`
	Photos   []string `json:"photos,omitempty"`
	State    string   `json:"state"` // recorded or withdrawn
	Reason   string   `json:"reason,omitempty"`
	Unit     string   `json:"unit"`
	By       string   `json:"by"`
	Version  int64    `json:"version"`
}

// Cleared are the facts of signage.cleared.
type Cleared struct {
	Quantity int64 `json:"quantity"`
}

// ErrSignageNotFound is returned for an id that no record has.
var ErrSignageNotFound = fault.New(fault.NotFound, "inspection.signage", "清理记录不存在，请核对编号")

// ClearSignage records signs taken down. With a Visit, subject, region,
// campaign and day are the visit's.
func ClearSignage(ctx context.Context, tx *store.Tx, s Signage) (Signage, error) {
	var departments []string
	s.ID, s.State, s.Unit, s.By, s.Version = tx.ID(), Standing, tx.Actor.Unit, tx.Actor.ID, 1
	if s.Visit != "" {
		v, err := Get(ctx, tx, s.Visit)
		if err != nil {
			return Signage{}, err
		}
		if v.State != Standing {
			return Signage{}, ErrWithdrawn
		}
		if err := v.own(tx); err != nil {
			return Signage{}, err
		}
		s.Campaign, s.Entity, s.Region, s.Day, departments = v.Campaign, v.Subject, v.Region, v.Day, v.Departments
	}
	switch {
	case s.Quantity < 1:
		return Signage{}, ErrQuantity
	case !isDay(s.Day):
		return Signage{}, ErrDay.With(s.Day)
	case s.Day > tx.Today():
		return Signage{}, ErrFuture.With(s.Day)
	}
	if err := short(nil, "", s.Text); err != nil {
		return Signage{}, err
	}
	if _, err := campaign.Open(ctx, tx, s.Campaign, s.Day); err != nil {
		return Signage{}, err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO inspection_signage (home, id, visit, state, body, version) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Actor.Home, s.ID, s.Visit, s.State, pack(s), s.Version); err != nil {
		return Signage{}, wrap("clearing signage", err)
	}
	return s, tx.Note(store.Note{
		Verb: "signage.cleared", Subject: ref.Of("signage", s.ID), Day: s.Day, Region: s.Region, Campaign: s.Campaign,
		Departments: departments, Facts: Cleared{s.Quantity},
	})
}

// WithdrawSignage takes the record back; its figures are negated.
func WithdrawSignage(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Signage, error) {
	s, err := find[Signage](tx.Row(ctx, `SELECT body FROM inspection_signage WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrSignageNotFound)
	if err == nil {
		err = ownOf(ctx, tx, s.Unit, s.Visit)
	}
	switch {
	case err != nil:
		return s, err
	case s.Version != version:
		return s, ErrMoved.Against(s)
	case s.State != Standing:
		return s, ErrWithdrawn
	case strings.TrimSpace(reason) == "":
		return s, ErrReason
	}
	if err := short(nil, reason, ""); err != nil {
		return s, err
	}
	s.State, s.Reason, s.Version = Withdrawn, strings.TrimSpace(reason), version+1
	if _, err := tx.Exec(ctx, `UPDATE inspection_signage SET state = $3, body = $4, version = $5 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, s.State, pack(s), s.Version); err != nil {
		return s, wrap("withdrawing signage", err)
	}
	return s, reverse(ctx, tx, ref.Of("signage", id), "signage.cleared", s.Campaign, Cleared{s.Quantity})
}

// Signages lists the records of a visit, or of all (""), newest first.
func Signages(ctx context.Context, tx *store.Tx, visit string, p store.Page) ([]Signage, string, error) {
	w := in(tx.Actor.Home).and("visit = $%d", visit).and("id < $%d", p.After)
	rows, err := tx.Query(ctx, `SELECT body FROM inspection_signage WHERE `+w.text.String()+w.tail(p), w.args...)
	return page(rows, err, p.Size(), func(s Signage) string { return s.ID })
}
