package tally

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"
)

// ErrNoIndicator is returned for a code the definitions do not have.
var ErrNoIndicator = fault.New(fault.NotFound, "tally.no_indicator", "没有这个指标代码，请核对统计表的代码栏")

// Line is one posting behind a figure. The amounts of a figure's lines, in its
// smallest unit, add up to it.
type Line struct {
	Entry   int64   `json:"entry"`
	Subject ref.Ref `json:"subject"`
	Day     string  `json:"day"`
	Amount  int64   `json:"amount"`
	Code    string  `json:"code,omitempty"` // of the part, under a computed cell
	Key     string  `json:"key,omitempty"`  // what a distinct indicator counted
	Paper   bool    `json:"paper,omitempty"`
	Region  string  `json:"region,omitempty"` // township it counts for; the home's own code where none is known
	Title   string  `json:"title"`
	Hidden  bool    `json:"hidden,omitempty"` // the reader may not know whose it is
}

// Lines returns the postings that a cell is the sum of, as set reads it, within
// a moment that Exact has opened. A computed cell yields those of its parts, a
// ratio its numerator's and then its denominator's.
func (t *Tally) Lines(ctx context.Context, tx *store.Tx, set *indicator.Set, code string, q Query) ([]Line, error) {
	parts, ok := set.Parts(code)
	if !ok {
		return nil, ErrNoIndicator.With(code)
	}
	out := []Line{}
	for _, part := range parts {
		lines, err := t.part(ctx, tx, part.Code, q)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if l.Amount *= part.Sign; len(parts) > 1 {
				l.Code = part.Code
			}
			out = append(out, l)
		}
	}
	return out, nil
}

// part drills an indicator that is posted, not computed.
func (t *Tally) part(ctx context.Context, tx *store.Tx, code string, q Query) ([]Line, error) {
	campaign, from := q.Campaign, q.From
	if t.set.Stock(code) {
		campaign, from, q.Department = "", "", ""
	}
	rows, err := tx.Query(ctx, `
		SELECT p.entry, e.subject, p.day, p.amount, p.key, p.paper, p.departments, p.region
		FROM tally_posting AS p JOIN journal_entry AS e ON e.home = p.home AND e.seq = p.entry
		WHERE p.home = $1 AND p.campaign = $2 AND p.indicator = $3 AND p.day >= $4 AND p.day <= $5
		ORDER BY p.day, p.entry, p.key`, tx.Actor.Home, campaign, code, from, q.To)
	if err != nil {
		return nil, fmt.Errorf("tally: drilling: %w", err)
	}
	defer rows.Close()
	var out []Line
	for rows.Next() {
		var l Line
		var paper int64
		var departments string
		if err := rows.Scan(&l.Entry, &l.Subject, &l.Day, &l.Amount, &l.Key, &paper, &departments, &l.Region); err != nil {
			return nil, fmt.Errorf("tally: drilling: %w", err)
		}
		l.Paper = paper > 0
		if counts(q, departments, l.Region) {
			out = append(out, l)
		}
	}
	if t.set.Distinct(code) {
		out = firsts(out)
	}
	return out, rows.Err()
}

func counts(q Query, departments, region string) bool {
	return (q.Department == "" || strings.Contains(departments, ","+q.Department+",")) && cmp.Or(q.Region, region) == region
}

// firsts keeps of every key the first line of its first live day: the window
// counts it once, there.
func firsts(lines []Line) []Line {
	type keyDay struct{ key, day string }
	live := map[keyDay]int64{}
	for _, l := range lines {
		live[keyDay{l.Key, l.Day}] += l.Amount
	}
	seen := map[string]bool{}
	var out []Line
	for _, l := range lines {
		if l.Amount > 0 && live[keyDay{l.Key, l.Day}] > 0 && !seen[l.Key] {
			seen[l.Key] = true
			out = append(out, l)
		}
	}
	return out
}
