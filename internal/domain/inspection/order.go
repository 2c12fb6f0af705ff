package inspection

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// The states of an order; an open one is overdue after its Due day.
const (
	OrderOpen = "open"
	OrderDone = "done"
)

// OrderKinds are what may be ordered: 责令改正, 责令网站整改, 责令停止平台服务,
// 提请关闭网站.
var OrderKinds = []string{"correct", "site_correct", "stop_service", "close_request"}

// Order is a rectification order (责令改正): what, until when, and whether it was
// found done when somebody looked again.
type Order struct {
	ID          string    `json:"id"`
	Visit       string    `json:"visit,omitempty"` // the visit it came from; empty for one about something online
	Campaign    string    `json:"campaign"`
	Entity      string    `json:"entity"` // subject id
	Title       string    `json:"title"`
	Region      string    `json:"region"`
	Departments []string  `json:"departments"`
	Kind        string    `json:"kind"`
	Number      string    `json:"number,omitempty"` // of the document
	Text        string    `json:"text"`             // what is to be put right
	Day         string    `json:"day"`              // ordered on
	Due         string    `json:"due"`              // last day to put it right
	Photos      []string  `json:"photos,omitempty"`
	Rechecks    []Recheck `json:"rechecks,omitempty"`
	State       string    `json:"state"` // open, done or withdrawn
	Reason      string    `json:"reason,omitempty"`
	Unit        string    `json:"unit"`
	By          string    `json:"by"`
	Version     int64     `json:"version"`
}

// Recheck is a second look (复查).
type Recheck struct {
	Day    string   `json:"day"`
	By     string   `json:"by"`
	Passed bool     `json:"passed"`
	Text   string   `json:"text"`
	Due    string   `json:"due,omitempty"` // not passed: the new last day
	Photos []string `json:"photos,omitempty"`
	Visit  string   `json:"visit,omitempty"` // the visit of the second look, where one was recorded
}

// Ordered are the facts of rectification.ordered.
type Ordered struct {
	Kind   string `json:"kind"`
	Entity string `json:"entity"`
}

// Rechecked are the facts of rectification.checked.
type Rechecked struct {
	Entity string `json:"entity"`
	Passed bool   `json:"passed"`
}

// Faults of orders.
var (
	ErrOrderNotFound = fault.New(fault.NotFound, "inspection.order", "责令改正记录不存在，请核对编号")
	ErrOrderKind     = fault.New(fault.Invalid, "inspection.order_kind", "整改类别不认识，请从列表中选择")
	ErrOrderText     = fault.New(fault.Invalid, "inspection.order_text", "须写明整改对象和内容，请填写")
	ErrOrderDue      = fault.New(fault.Invalid, "inspection.order_due", "整改期限不正确：不能早于责令当日，复查未通过的须给出新的期限")
	ErrRecheckDay    = fault.New(fault.Invalid, "inspection.recheck_day", "复查日期不正确：不能晚于今天，也不能早于责令当日")
)

// Ref names the order: "rectification:…".
func (o Order) Ref() ref.Ref { return ref.Of("rectification", o.ID) }

// Overdue reports whether the order is open after its last day.
func (o Order) Overdue(day string) bool { return o.State == OrderOpen && o.Due < day }

// PlaceOrder orders something to be put right. An order with a Visit takes
// subject, region, campaign and departments from it.
func PlaceOrder(ctx context.Context, tx *store.Tx, o Order) (Order, error) {
	o.ID, o.State, o.Unit, o.By, o.Version, o.Rechecks = tx.ID(), OrderOpen, tx.Actor.Unit, tx.Actor.ID, 1, nil
	if o.Visit != "" {
		v, err := Get(ctx, tx, o.Visit)
		if err != nil {
			return Order{}, err
		}
		if v.State != Standing {
			return Order{}, ErrWithdrawn
		}
		if err := v.own(tx); err != nil {
			return Order{}, err
		}
		o.Campaign, o.Entity, o.Region, o.Departments, o.Title = v.Campaign, v.Subject, v.Region, v.Departments, v.Title
	}
	if err := o.check(tx.Today()); err != nil {
		return Order{}, err
	}
	if _, err := campaign.Open(ctx, tx, o.Campaign, o.Day); err != nil {
		return Order{}, err
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO inspection_order (home, id, visit, entity, unit, due, state, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.Actor.Home, o.ID, o.Visit, o.Entity, o.Unit, o.Due, o.State, pack(o), o.Version)
	if err != nil {
		return Order{}, wrap("placing an order", err)
	}
	return o, tx.Note(store.Note{
		Verb: "rectification.ordered", Subject: o.Ref(), Day: o.Day, Region: o.Region, Campaign: o.Campaign,
		Departments: o.Departments, Facts: Ordered{o.Kind, o.Entity},
	})
}

func (o Order) check(today string) error {
	switch {
	case !slices.Contains(OrderKinds, o.Kind):
		return ErrOrderKind.With(o.Kind)
	case strings.TrimSpace(o.Text) == "" || o.Entity == "":
		return ErrOrderText
	case !isDay(o.Day):
		return ErrDay.With(o.Day)
	case o.Day > today:
		return ErrFuture.With(o.Day)
	case !isDay(o.Due) || o.Due < o.Day:
		return ErrOrderDue
	}
	return short([]string{o.Number, o.Title}, "", o.Text)
}

// LookAgain records a re-check: passed ends the order, otherwise it goes on
// until the recheck's new Due.
func LookAgain(ctx context.Context, tx *store.Tx, id string, version int64, r Recheck) (Order, error) {
	o, err := changeOrder(ctx, tx, id, version, func(o *Order) error {
		switch {
		case !isDay(r.Day) || r.Day > tx.Today() || r.Day < o.Day:
			return ErrRecheckDay
		case !r.Passed && (!isDay(r.Due) || r.Due < r.Day):
			return ErrOrderDue
		}
		if err := short(nil, "", r.Text); err != nil {
			return err
		}
		r.By = tx.Actor.ID
		o.Rechecks = append(slices.Clone(o.Rechecks), r)
		if r.Passed {
			o.State = OrderDone
		} else {
			o.Due = r.Due
		}
		return nil
	})
	if err != nil {
		return Order{}, err
	}
	return o, tx.Note(store.Note{
		Verb: "rectification.checked", Subject: o.Ref(), Day: r.Day, Region: o.Region, Campaign: o.Campaign,
		Departments: o.Departments, Facts: Rechecked{o.Entity, r.Passed},
	})
}

// WithdrawOrder takes an open order back; its figures are negated.
func WithdrawOrder(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Order, error) {
	o, err := changeOrder(ctx, tx, id, version, func(o *Order) error {
		o.State, o.Reason = Withdrawn, strings.TrimSpace(reason)
		return reasoned(o.Reason)
	})
	if err != nil {
		return Order{}, err
	}
	return o, reverse(ctx, tx, o.Ref(), "rectification.ordered", o.Campaign, Ordered{o.Kind, o.Entity})
}

// GetOrder returns the order, or ErrOrderNotFound.
func GetOrder(ctx context.Context, tx *store.Tx, id string) (Order, error) {
	return find[Order](tx.Row(ctx, `SELECT body FROM inspection_order WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrOrderNotFound.With(id))
}

// OrderFilter chooses orders; empty fields choose all.
type OrderFilter struct {
	Visit  string `query:"visit" json:"visit,omitempty"`
	Entity string `query:"entity" json:"entity,omitempty"`
	Unit   string `query:"unit" json:"unit,omitempty"`
	State  string `query:"state" json:"state,omitempty"`
	DueBy  string `query:"due_by" json:"due_by,omitempty"` // open, and due on this day or before
}

// Orders lists orders, newest first, and the key of the next page.
func Orders(ctx context.Context, tx *store.Tx, f OrderFilter, p store.Page) ([]Order, string, error) {
	w := in(tx.Actor.Home).and("visit = $%d", f.Visit).and("entity = $%d", f.Entity).and("unit = $%d", f.Unit).
		and("state = $%d", f.State).and("state = 'open' AND due <= $%d", f.DueBy).and("id < $%d", p.After)
	rows, err := tx.Query(ctx, `SELECT body FROM inspection_order WHERE `+w.text.String()+w.tail(p), w.args...)
	return page(rows, err, p.Size(), func(o Order) string { return o.ID })
}

func changeOrder(ctx context.Context, tx *store.Tx, id string, version int64, change func(*Order) error) (Order, error) {
	o, err := GetOrder(ctx, tx, id)
	if err == nil {
		err = ownOf(ctx, tx, o.Unit, o.Visit)
	}
	switch {
	case err != nil:
		return Order{}, err
	case o.Version != version:
		return Order{}, ErrMoved.Against(o)
	case o.State != OrderOpen:
		return Order{}, ErrState
	}
	if err := change(&o); err != nil {
		return Order{}, err
	}
	o.Version++
	_, err = tx.Exec(ctx, `UPDATE inspection_order SET due = $3, state = $4, body = $5, version = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, o.ID, o.Due, o.State, pack(o), o.Version)
	return o, wrap("changing an order", err)
}
