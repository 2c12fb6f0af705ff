package permit

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/valuation"
)

// Movement is one change of what a line of a permit has left.
type Movement struct {
	ID        string    `json:"id"`
	Permit    string    `json:"permit"`
	Line      int       `json:"line"` // of the permit, from 1
	Day       string    `json:"day"`
	Way       string    `json:"way"`              // open, in, out
	Qty       string    `json:"qty"`              // in the unit of the line
	Source    ref.Ref   `json:"source,omitempty"` // the record it comes from
	Text      string    `json:"text,omitempty"`
	Over      string    `json:"over,omitempty"` // why it was booked although less was left
	Withdrawn string    `json:"withdrawn,omitempty"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`

	micro valuation.Quantity
}

// Balance is what a line has left at the end of a day.
type Balance struct {
	Line   int    `json:"line"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	Stated bool   `json:"stated"` // false: the paper states no quantity and nothing was booked
	Opened string `json:"opened"`
	In     string `json:"in"`
	Out    string `json:"out"`
	Left   string `json:"left"`
	Short  bool   `json:"short"` // more went out than there was, on this day or before

	left valuation.Quantity
}

// Move books what came in or went out. What would leave less than nothing, on
// that day or on a later one, is refused unless Over says why it is booked all
// the same; the balance then says so, too.
func Move(ctx context.Context, tx *store.Tx, m Movement) (Movement, error) {
	p, err := Get(ctx, tx, m.Permit)
	if err != nil {
		return Movement{}, err
	}
	if m.Way != "in" && m.Way != "out" || m.Source == "" && strings.TrimSpace(m.Text) == "" {
		return Movement{}, ErrWay
	}
	if m.Day == "" {
		m.Day = tx.Today()
	}
	if err := days(m.Day); err != nil || m.Day > tx.Today() {
		return Movement{}, ErrDay.With(m.Day)
	}
	if err := cmp.Or(ErrLong.Over(2000, m.Text, m.Over), ErrLong.Over(200, string(m.Source))); err != nil {
		return Movement{}, err
	}
	return move(ctx, tx, p, m)
}

func move(ctx context.Context, tx *store.Tx, p Permit, m Movement) (Movement, error) {
	if m.Line < 1 || m.Line > len(p.Lines) {
		return Movement{}, ErrLine
	}
	l := p.Lines[m.Line-1]
	var err error
	if m.micro, err = valuation.ParseQuantity(m.Qty); err != nil || l.Unit == "" {
		return Movement{}, ErrQuantity.With(m.Qty + l.Unit)
	}
	m.ID, m.Permit, m.By, m.At, m.Withdrawn = tx.ID(), p.ID, tx.Actor.ID, tx.Now, ""
	all, err := movements(ctx, tx, p.ID, m.Line)
	if err != nil {
		return Movement{}, err
	}
	all = append(all, m)
	low, _ := lowest(all, m.Day)
	if short := low < 0 && m.Way == "out"; !short {
		m.Over = ""
	} else if m.Over = strings.TrimSpace(m.Over); m.Over == "" {
		return Movement{}, ErrShort.With(p.Number + " " + l.Name + " 差 " + (-low).String() + l.Unit)
	}
	if err := insertMovement(ctx, tx, m); err != nil {
		return Movement{}, err
	}
	return m, noteMovement(tx, p, m, "permit.moved", m.Over != "")
}

// Unmove takes a movement back that was booked by mistake. Where less than
// nothing is left thereby, the balance says so.
func Unmove(ctx context.Context, tx *store.Tx, id, reason string) (Movement, error) {
	if strings.TrimSpace(reason) == "" {
		return Movement{}, ErrReason
	}
	if err := ErrLong.Over(2000, reason); err != nil {
		return Movement{}, err
	}
	m, err := getMovement(ctx, tx, id)
	if err != nil {
		return Movement{}, err
	}
	p, err := Get(ctx, tx, m.Permit)
	if err != nil {
		return Movement{}, err
	}
	if m.Withdrawn != "" || m.Way == "open" {
		return Movement{}, ErrMovement
	}
	m.Withdrawn = strings.TrimSpace(reason)
	if err := withdrawMovement(ctx, tx, m); err != nil {
		return Movement{}, err
	}
	rest, err := movements(ctx, tx, p.ID, m.Line)
	if err != nil {
		return Movement{}, err
	}
	low, _ := lowest(rest, m.Day)
	return m, noteMovement(tx, p, m, "permit.unmoved", low < 0)
}

func noteMovement(tx *store.Tx, p Permit, m Movement, verb string, short bool) error {
	return tx.Note(store.Note{Verb: verb, Subject: p.Ref(), Day: min(m.Day, tx.Today()),
		Facts: Moved{string(p.Kind), m.Way, p.Lines[m.Line-1].Unit, int64(m.micro), short}})
}

// signed is what a movement adds.
func (m Movement) signed() valuation.Quantity {
	if m.Way == "out" {
		return -m.micro
	}
	return m.micro
}

// lowest is the least that is left at the end of any day from one on, and what
// is left on the last.
func lowest(all []Movement, from string) (low, last valuation.Quantity) {
	ordered := slices.SortedStableFunc(slices.Values(all), func(a, b Movement) int { return cmp.Compare(a.Day, b.Day) })
	first := true
	for i, m := range ordered {
		last += m.signed()
		if end := i+1 == len(ordered) || ordered[i+1].Day != m.Day; end && m.Day >= from && (first || last < low) {
			low, first = last, false
		}
	}
	return low, last
}

// Balances are what the lines of a permit have left at the end of a day.
func Balances(ctx context.Context, tx *store.Tx, p Permit, day string) ([]Balance, error) {
	all, err := movements(ctx, tx, p.ID, 0)
	if err != nil {
		return nil, err
	}
	out := make([]Balance, len(p.Lines))
	for i, l := range p.Lines {
		of := slices.DeleteFunc(slices.Clone(all), func(m Movement) bool { return m.Line != i+1 || m.Day > day })
		out[i] = sum(i+1, l, of)
	}
	return out, nil
}

func sum(number int, l Line, of []Movement) Balance {
	b := Balance{Line: number, Name: l.Name, Unit: l.Unit, Stated: len(of) > 0 || l.Qty != ""}
	ways := map[string]valuation.Quantity{}
	for _, m := range of {
		ways[m.Way] += m.micro
	}
	low, left := lowest(of, "")
	b.Opened, b.In, b.Out, b.Left = ways["open"].String(), ways["in"].String(), ways["out"].String(), left.String()
	b.Short, b.left = low < 0, left
	return b
}

// Movements are all changes of a permit's balances, in the order of days, those
// taken back too.
func Movements(ctx context.Context, tx *store.Tx, permit string) ([]Movement, error) {
	return collect(scanMovement)(tx.Query(ctx, `SELECT `+movementColumns+` FROM permit_movement WHERE home = $1 AND permit = $2 ORDER BY day, id`,
		tx.Actor.Home, permit))
}
