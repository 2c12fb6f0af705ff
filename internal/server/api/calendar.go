package api

import (
	"context"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// ErrDays is returned for days between which no calendar is told.
var ErrDays = fault.New(fault.Invalid, "request.days", "起止日期不对：按年-月-日填写，止不早于起，相隔不超过两年")

// rest is which days of a span nobody works on, so that a page can count the
// working days that are left of any period.
type rest struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Days   []string `json:"days"`   // weekends and holidays; a weekend day that is worked is not among them
	Loaded bool     `json:"loaded"` // the holidays of every year of it are known
}

// calendar registers the days off.
func (s *server) calendar() {
	look(s, "/calendar", "read-calendar", "self.manage", func(_ context.Context, _ *store.Tx, in *struct {
		From string `query:"from" required:"true"`
		To   string `query:"to" required:"true"`
	}) (rest, error) {
		from, to := calendar.Day(in.From), calendar.Day(in.To)
		if !from.Valid() || !to.Valid() || to < from || to.Sub(from) > 731 {
			return rest{}, ErrDays.With(in.From + " – " + in.To)
		}
		c := calendar.National()
		out := rest{From: in.From, To: in.To, Days: []string{}, Loaded: true}
		for d := from; d <= to; d = d.Add(1) {
			out.Loaded = out.Loaded && c.Loaded(d)
			if !c.Works(d) {
				out.Days = append(out.Days, string(d))
			}
		}
		return out, nil
	})
}
