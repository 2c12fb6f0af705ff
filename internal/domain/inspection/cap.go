package inspection

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Warning tells that a visit would exceed the published yearly frequency of
// its enterprise (年度频次上限). It stops nobody: exempt checks may exceed it.
type Warning struct {
	Subject string `json:"subject"`
	Code    string `json:"code"`
	Text    string `json:"text"`
	Count   int64  `json:"count"` // planned visits of the year, this one included
	Cap     int64  `json:"cap"`
}

// ErrFrequency is the words of the warning; it is never returned as an error.
var ErrFrequency = fault.New(fault.Invalid, "inspection.frequency", "该对象本年度按计划检查的次数将超过上限，请确认是否必要，或合并到已有检查")

// Frequency warns for the subjects that a planned visit on day under the plan
// and item would take beyond a cap: ask it while planning.
func Frequency(ctx context.Context, tx *store.Tx, plan, item, day string, subjects []string) ([]Warning, error) {
	if !isDay(day) {
		return nil, ErrDay.With(day)
	}
	p, err := GetPlan(ctx, tx, plan)
	if err != nil {
		return nil, err
	}
	e := Entry{Campaign: p.Campaign, Plan: p.ID}
	b := newBook()
	g, err := b.ground(ctx, tx, e)
	if err != nil {
		return nil, err
	}
	out := []Warning{}
	for _, s := range subjects {
		ws, err := b.weigh(ctx, tx, Visit{Entry: Entry{Subject: s, Day: day, Item: item, Origin: "plan", Plan: p.ID}}, g)
		if err != nil {
			return nil, err
		}
		out = append(out, ws...)
	}
	return out, nil
}

// weigh counts the planned visit v against the caps of its plan and item. A
// plan's cap is on all planned visits of the year, an item's on those of it.
func (b *book) weigh(ctx context.Context, tx *store.Tx, v Visit, g Ground) ([]Warning, error) {
	if v.Origin != "plan" && v.Origin != "draw" {
		return nil, nil
	}
	item, _ := g.Campaign.Item(v.Item)
	var out []Warning
	for _, limit := range []struct {
		item string
		cap  int64
	}{{"", g.Plan.Cap}, {item.Code, item.Cap}} {
		if limit.cap == 0 || len(out) > 0 {
			continue
		}
		n, err := b.visits(ctx, tx, v, limit.item)
		if err != nil {
			return nil, err
		}
		if n > limit.cap {
			out = append(out, Warning{v.Subject, ErrFrequency.Code, fmt.Sprintf("%s（第 %d 次，上限 %d 次）", ErrFrequency.Text, n, limit.cap), n, limit.cap})
		}
	}
	return out, nil
}

// visits counts v among its subject's planned visits of the year, of one item
// or of all (""), and remembers it for the rest of the act.
func (b *book) visits(ctx context.Context, tx *store.Tx, v Visit, item string) (int64, error) {
	year := v.Day[:4]
	key := v.Subject + "\x00" + year + "\x00" + item
	n, err := once(b.counts, key, func() (n int64, err error) {
		err = tx.Row(ctx, `
			SELECT count(*) FROM inspection_visit
			WHERE home = $1 AND subject = $2 AND day >= $3 AND day <= $4 AND origin IN ('plan', 'draw')
			  AND state = 'recorded' AND ($5 = '' OR item = $5)`,
			tx.Actor.Home, v.Subject, year+"-01-01", year+"-12-31", item).Scan(&n)
		return n, wrap("counting visits", err)
	})
	b.counts[key] = n + 1
	return n + 1, err
}
