package report

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
)

// Asked says which table: a campaign's, over days, for a department or all,
// for a township or the whole home.
type Asked struct {
	Campaign   string
	From, To   string // inclusive; empty is the campaign's first day, and today or its last
	Department string
	Region     string
}

// ErrSpan is returned for days that make no period.
var ErrSpan = fault.New(fault.Invalid, "report.span", "起止日期不对：起始日不能晚于截止日，请核对")

// Make computes a table, exact at the journal position it carries. Adjustments
// are against the last submission of the same campaign, period and department.
func Make(ctx context.Context, t *tally.Tally, home string, a Asked) (Table, error) {
	var table Table
	err := t.Exact(ctx, home, func(tx *store.Tx, at journal.Position) error {
		set, q, err := asked(ctx, tx, t, a)
		if err != nil {
			return err
		}
		f, err := t.Figures(ctx, tx, q)
		if err != nil {
			return err
		}
		frozen, before, err := submitted(ctx, tx, q)
		if err != nil {
			return err
		}
		sums := indicator.Sums{Value: f.Value, Cumulative: f.Cumulative, Frozen: frozen}
		table = Table{
			Home: home, Campaign: q.Campaign, From: q.From, To: q.To, Department: q.Department,
			Definitions: set.Version(), Journal: at, Submitted: before.ID, Rows: printed(set.Rows(sums)), Checks: set.Checks(sums),
		}
		return nil
	})
	return table, err
}

// Sources are what reports are made from.
type Sources struct {
	DB    *store.DB
	Tally *tally.Tally
}

// asked completes the question from the campaign and reads the definitions as
// that campaign counts.
func asked(ctx context.Context, tx *store.Tx, t *tally.Tally, a Asked) (*indicator.Set, tally.Query, error) {
	c, err := campaign.Get(ctx, tx, a.Campaign)
	if err != nil {
		return nil, tally.Query{}, err
	}
	q := tally.Query{
		Campaign: c.ID, First: c.From, From: cmp.Or(a.From, c.From), To: cmp.Or(a.To, until(c, tx.Today())), Department: a.Department, Region: a.Region,
	}
	if q.From > q.To {
		return nil, q, ErrSpan.With(q.From + " – " + q.To)
	}
	set, err := t.Set().Under(c.Counting.Choices())
	return set, q, err
}

// until is the last day a table speaks of where none is named: today, while
// the campaign goes on.
func until(c campaign.Campaign, today string) string {
	if today < c.From || today > c.To {
		return c.To
	}
	return today
}

// submitted returns the cells as they were last submitted, and the submission;
// nil where they never were.
func submitted(ctx context.Context, tx *store.Tx, q tally.Query) (map[string]int64, submission.Submission, error) {
	if q.Region != "" {
		return nil, submission.Submission{}, nil
	}
	s, err := submission.Latest(ctx, tx, submission.Submission{Campaign: q.Campaign, From: q.From, To: q.To, Department: cmp.Or(q.Department, tally.All)})
	if errors.Is(err, submission.ErrNotFound) {
		return nil, submission.Submission{}, nil
	}
	if err != nil {
		return nil, s, err
	}
	var cells map[string]int64
	if err := json.Unmarshal(s.Cells, &cells); err != nil {
		return nil, s, fmt.Errorf("report: reading submission %s: %w", s.ID, err)
	}
	return cells, s, nil
}

// told is a number that cannot be told as the empty one.
func told(n indicator.Number) Number {
	if (n == indicator.Number{}) {
		return ""
	}
	return Number(n.String())
}

// printed are the rows as the table prints them.
func printed(rows []indicator.Row) []Row {
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = Row{
			Code: r.Code, Group: r.Group, Name: r.Name, NameEN: r.NameEN, Unit: r.Unit, Value: told(r.Value),
			Cumulative: told(r.Cumulative), Adjustment: told(r.Adjustment), Registered: told(r.Paper),
			RegisteredCumulative: told(r.PaperCumulative), Later: r.Later,
		}
	}
	return out
}
