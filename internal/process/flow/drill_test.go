package flow_test

import (
	"bytes"
	"context"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	worklist "example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/sheet"
)

var julyTable = report.Asked{Campaign: july.Campaign, From: july.From, To: july.To}

func (c *county) open(code string, r report.Reader) report.Opened {
	c.t.Helper()
	o, err := report.Drill(c.t.Context(), c.tally, "360402", code, julyTable, r)
	if err != nil {
		c.t.Fatal(err)
	}
	return o
}

// TestWhoMaySeeNoRecordSeesThatItIsThere: the lines stay and add up, unnamed; as
// many rows go onto a sheet.
func TestWhoMaySeeNoRecordSeesThatItIsThere(t *testing.T) {
	each(t, func(c *county) {
		c.visit(c.entry(c.subject(ledger.Catering)))
		c.visit(c.entry(c.subject(ledger.Catering)))
		all := c.open("B13", report.Reader{Name: worklist.Titles})
		if all.Hidden != 0 || len(all.Lines) != 2 || all.Sum != 2 || all.Lines[0].Title == "" || all.Lines[0].Region == "" {
			t.Errorf("to everybody: %+v", all)
		}
		liaison := c.open("B13", report.Reader{Name: worklist.Titles, Sees: worklist.Sight{Leads: true}.Sees})
		if liaison.Hidden != 2 || len(liaison.Lines) != 2 || liaison.Sum != all.Sum {
			t.Errorf("to a liaison: %+v", liaison)
		}
		for _, l := range liaison.Lines {
			if !l.Hidden || l.Subject != "" || l.Title != "" || l.Key != "" {
				t.Errorf("tells %+v", l)
			}
		}
		var b bytes.Buffer
		if err := report.Lines(&b, liaison, july.From, july.To); err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open("明细.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		unnamed := 0
		for row, err := range book.Rows(book.Sheets[0]) {
			if err != nil {
				t.Fatal(err)
			}
			if row.Cell(4).Text == "（无权查看明细）" {
				unnamed++
			}
		}
		if unnamed != 2 {
			t.Errorf("%d rows on the sheet", unnamed)
		}
	})
}

// TestAFigureKnowsWhatItWas: opened after a submission it tells the number then,
// and which lines are younger; a second round tells in which cells it differs.
func TestAFigureKnowsWhatItWas(t *testing.T) {
	each(t, func(c *county) {
		v := c.visit(c.entry(c.subject(ledger.Catering)))
		c.visit(c.entry(c.subject(ledger.Catering)))
		if o := c.open("B06", report.Reader{}); o.Before != nil {
			t.Errorf("before any submission: %+v", o.Before)
		}
		s, err := c.submit(july)
		if err != nil {
			t.Fatal(err)
		}
		c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, err := inspection.Withdraw(ctx, tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "登记错误"})
			return err
		})
		o := c.open("B06", report.Reader{})
		younger := 0
		for _, l := range o.Lines {
			if l.Entry > o.Before.Seq {
				younger++
			}
		}
		if o.Before.Value != "2" || o.Before.Round != 1 || o.Before.State != "submitted" || o.Sum != 1 || younger != 1 {
			t.Errorf("after: %+v of %+v, %d younger", o.Before, o.Lines, younger)
		}
		c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.ReturnTable(ctx, tx, s.ID, "请核对", submission.Mark{Code: "B06", Reason: "logic"}, submission.Mark{Code: "B05", Reason: "missing"})
			return err
		})
		again, err := c.submit(july)
		if err != nil {
			t.Fatal(err)
		}
		c.do(c.chief, func(ctx context.Context, tx *store.Tx) error {
			if none, err := report.Changes(ctx, tx, c.tally.Set(), s.ID); err != nil || len(none) != 0 {
				t.Errorf("a first round differs: %+v, %v", none, err)
			}
			changes, err := report.Changes(ctx, tx, c.tally.Set(), again.ID)
			told := map[string]report.Change{}
			for _, x := range changes {
				told[x.Code] = x
			}
			if x := told["B06"]; x.Before != "2" || x.Now != "1" || !x.Mark {
				t.Errorf("B06: %+v", x)
			}
			if x := told["B05"]; x.Before != x.Now || !x.Mark {
				t.Errorf("what was marked and left: %+v", x)
			}
			if x := told["B13"]; x.Now != "1" || x.Mark {
				t.Errorf("a total: %+v", x)
			}
			return err
		})
	})
}

// TestWhoHasHandedIn: for each deadline missing is not nil, and each finds on
// the desk what is his to do.
func TestWhoHasHandedIn(t *testing.T) {
	each(t, func(c *county) {
		state := func(month string) (out worklist.Cell) {
			c.do(c.market, func(ctx context.Context, tx *store.Tx) error {
				rows, err := worklist.Returns(ctx, tx, july.Campaign)
				for _, r := range rows {
					if r.Code == "monthly" && r.Day[:7] == month {
						out = r.Cells[0]
					}
				}
				return err
			})
			return out
		}
		waits := func(by store.Actor) (w worklist.Worklist) {
			c.do(by, func(ctx context.Context, tx *store.Tx) (err error) {
				w, err = worklist.Waiting(ctx, tx, worklist.Sight{Tables: true})
				return err
			})
			return w
		}
		if s := state("2026-07"); s.State != "missing" {
			t.Errorf("before: %+v", s)
		}
		empty := july
		empty.Nil = true
		s, err := c.submit(empty)
		if err != nil {
			t.Fatal(err)
		}
		if x := state("2026-07"); x.State != "submitted" || !x.Nil || x.Submission != s.ID {
			t.Errorf("a nil return: %+v", x)
		}
		if w := waits(c.forestry); len(w.Review) != 1 || w.Review[0].Campaign != july.Campaign {
			t.Errorf("to review: %+v", w.Review)
		}
		if w := waits(c.market); len(w.Review) != 0 {
			t.Errorf("one's own to review: %+v", w.Review)
		}
		c.do(c.forestry, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.ReturnTable(ctx, tx, s.ID, "请核对")
			return err
		})
		if w := waits(c.market); len(w.Returned) != 1 || w.Returned[0].Due == "" {
			t.Errorf("returned: %+v", w.Returned)
		}
		if x := state("2026-07"); x.State != "returned" || x.Due == "" {
			t.Errorf("returned: %+v", x)
		}
		if s, err = c.submit(empty); err != nil {
			t.Fatal(err)
		}
		c.do(c.forestry, func(ctx context.Context, tx *store.Tx) error {
			_, err := flow.ReceiveTable(ctx, tx, s.ID)
			return err
		})
		if x := state("2026-07"); x.State != "received" || x.Round != 2 {
			t.Errorf("received: %+v", x)
		}
		if w := waits(c.market); len(w.Returned) != 0 {
			t.Errorf("still returned: %+v", w.Returned)
		}
	})
}
