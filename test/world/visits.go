package world

import (
	"context"
	"fmt"
	"slices"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ledger"
)

// The working days visits are spread over.
const first, last = "2026-06-02", "2026-11-13"

// some is how many visits one act records.
const some = 400

// visits inspects every physical subject of the registry once, but for the
// breeding sites, which the next stage draws from.
func (w *World) visits(ctx context.Context) error {
	subjects, err := w.subjects(ctx, func(s registry.Subject) bool { return !registry.Online(s.Venue) && s.Venue != ledger.Breeding })
	if err != nil {
		return err
	}
	days := workdays()
	entries := make([]inspection.Entry, len(subjects))
	for i, s := range subjects {
		entries[i] = w.entry(s, days[i*len(days)/len(subjects)], i)
	}
	slices.SortStableFunc(entries, func(a, b inspection.Entry) int { return compare(a.Day, b.Day) })
	for chunk := range slices.Chunk(entries, some) {
		w.at(chunk[len(chunk)-1].Day, 17, 30)
		if err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error { return recordAll(ctx, tx, chunk) }); err != nil {
			return err
		}
	}
	return w.orders(ctx)
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func recordAll(ctx context.Context, tx *store.Tx, entries []inspection.Entry) error {
	rows, err := inspection.RecordMany(ctx, tx, entries)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if len(r.Refused) > 0 {
			return fmt.Errorf("%s on %s: %w", entries[i].Title, entries[i].Day, r.Refused)
		}
	}
	return nil
}

// entry is the i-th visit: two officers of the market bureau, and two of the
// forestry bureau beside them where both go together.
func (w *World) entry(s registry.Subject, day string, i int) inspection.Entry {
	e := inspection.Entry{
		Campaign: Campaign, Subject: s.ID, Title: s.Name, Venue: string(s.Venue), Region: s.Region, Day: day, Origin: "plan", Plan: w.planned,
		Organs: []string{w.units[Market]}, Officers: w.pair("market", s.ID, i), Item: item(s.Venue), Results: []string{"01"},
	}
	if s.Venue.Market() || s.Venue == ledger.Vet {
		e.Organs = append(e.Organs, w.units[Forestry])
		e.Officers = append(e.Officers, w.pair("forestry", s.ID, i)...)
	}
	if i%211 == 17 {
		e.Results, e.Text = []string{"02"}, "店内张贴有“野味”字样菜单，当场改正"
	}
	if i%997 == 401 {
		e.Results, e.Text = []string{"10"}, "登记地址已无此店，邻铺称上月搬走"
	}
	return e
}

// pair picks two officers of a department in turn, but nobody who keeps away
// from the subject.
func (w *World) pair(department, subject string, i int) (out []string) {
	squad := w.squads[department]
	for k := 0; len(out) < 2 && k < len(squad); k++ {
		if o := squad[(i+k)%len(squad)]; !slices.Contains(w.recused[subject], o) {
			out = append(out, o)
		}
	}
	return out
}

func item(v ledger.Venue) string {
	switch {
	case v.Market():
		return "A05"
	case v == ledger.Catering:
		return "W02"
	}
	return "W01"
}

func workdays() []string {
	var out []string
	for d := calendar.Day(first); d <= last; d = d.Add(1) {
		if calendar.National().Works(d) {
			out = append(out, string(d))
		}
	}
	return out
}

// subjects pages through the registry.
func (w *World) subjects(ctx context.Context, want func(registry.Subject) bool) (out []registry.Subject, err error) {
	for after, more := "", true; more; more = after != "" {
		if err := w.look(ctx, func(ctx context.Context, tx *store.Tx) error {
			list, next, err := registry.List(ctx, tx, registry.Filter{}, store.Page{After: after, Limit: 100})
			for _, s := range list {
				if want(s) {
					out = append(out, s)
				}
			}
			after = next
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// open is how many orders are still to be looked at again.
const open = 2

// orders follows some of the problems up: put right, looked at again, signs
// taken down.
func (w *World) orders(ctx context.Context) error {
	w.at("2026-11-14", 9, 0)
	found, err := w.found(ctx, "02", 12)
	if err != nil {
		return err
	}
	for i, v := range found {
		due := calendar.Day(v.Day).Add(7)
		if i < open {
			due = calendar.Day(v.Day).Add(35)
		}
		err := w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
			o, err := inspection.PlaceOrder(ctx, tx, inspection.Order{
				Visit: v.ID, Kind: "correct", Number: fmt.Sprintf("濂市监责改〔2026〕%d号", i+1), Text: "撤下“野味”菜单和招牌", Day: v.Day, Due: string(due),
			})
			if err != nil || i < open {
				return err
			}
			if _, err := inspection.LookAgain(ctx, tx, o.ID, o.Version, inspection.Recheck{Day: o.Due, Passed: true, Text: "已撤换"}); err != nil {
				return err
			}
			_, err = inspection.ClearSignage(ctx, tx, inspection.Signage{Visit: v.ID, Quantity: int64(1 + i%2), Text: "“野味”菜单"})
			return err
		})
		if err != nil {
			return fmt.Errorf("order: %w", err)
		}
	}
	return nil
}

// found returns up to n visits with a result.
func (w *World) found(ctx context.Context, result string, n int) (out []inspection.Visit, err error) {
	for after, more := "", true; more && len(out) < n; more = after != "" {
		err = w.look(ctx, func(ctx context.Context, tx *store.Tx) error {
			list, next, err := inspection.List(ctx, tx, inspection.Filter{Campaign: Campaign, To: "2026-10-31"}, store.Page{After: after, Limit: 100})
			for _, v := range list {
				if slices.Contains(v.Results, result) && len(out) < n {
					out = append(out, v)
				}
			}
			after = next
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// online looks through every shop of the registry once.
func (w *World) online(ctx context.Context) error {
	w.at("2026-11-14", 15, 0)
	shops, err := w.subjects(ctx, func(s registry.Subject) bool { return registry.Online(s.Venue) })
	if err != nil {
		return err
	}
	looks := make([]inspection.Look, len(shops))
	for i, s := range shops {
		looks[i] = inspection.Look{Target: s.ID, Kind: "shop", Title: s.Name, Region: s.Region, Result: "01"}
	}
	return w.act(ctx, "market", func(ctx context.Context, tx *store.Tx) error {
		n, err := inspection.CheckOnline(ctx, tx, inspection.Run{ID: "wangjian-2026-11", Campaign: Campaign, Day: "2026-11-14"}, looks)
		if err == nil && n != len(looks) {
			err = fmt.Errorf("%d of %d shops counted", n, len(looks))
		}
		return err
	})
}
