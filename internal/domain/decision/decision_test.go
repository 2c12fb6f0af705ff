package decision_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	file = docket.File{ID: "1", Unit: "unit:east", Department: "market", Region: "360402100000", FiledOn: "2026-03-02", Officers: []string{"person:li", "person:chen"}}
	part = []store.Part{docket.Part, decision.Part}
)

// desk decides from Monday 2 March 2026, ten in the morning.
type desk struct {
	t   *testing.T
	db  *store.DB
	now time.Time
}

func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) { fn(sit(t, db)) })
}

func sit(t *testing.T, db *store.DB) *desk {
	d := &desk{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	db.Now = func() time.Time { d.now = d.now.Add(time.Millisecond); return d.now }
	return d
}

// on moves the clock to ten in the morning of a day.
func (d *desk) on(day string) { d.now = docket.Midnight(day).Add(10 * time.Hour) }

func (d *desk) try(fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.db.Act(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) })
}

func (d *desk) must(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.try(fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) look(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) }); err != nil {
		d.t.Fatal(err)
	}
}

func last[T any](_ T, err error) error { return err }

func fine(fen int64) decision.Decision {
	return decision.Decision{Party: "p1", Mark: "m1", PartyKind: "person", Number: "罚1号", Kind: "penalty", Text: "罚款", FineFen: fen}
}

func (d *desk) decide(in decision.Decision) (out decision.Decision, err error) {
	err = d.try(func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = decision.Decide(ctx, tx, file, in)
		return err
	})
	return out, err
}

// served is a fine of 1,000 yuan, decided and served on 2 April: due on 17
// April, open to a suit until 9 October, after the holidays.
func (d *desk) served() decision.Decision {
	d.t.Helper()
	d.on("2026-04-02")
	x, err := d.decide(fine(1_000_00))
	if err != nil {
		d.t.Fatal(err)
	}
	d.must(func(ctx context.Context, tx *store.Tx) error { return last(decision.Serve(ctx, tx, file, x.ID, "")) })
	return x
}

func (d *desk) pay(id string, p decision.Payment) error {
	return d.try(func(ctx context.Context, tx *store.Tx) error { return last(decision.Pay(ctx, tx, file, id, p, "")) })
}

func (d *desk) account(id, on string) (a decision.Account) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		a, err = decision.AccountOn(ctx, tx, id, on)
		return err
	})
	return a
}

// clocks are the running clocks by kind, with their last day.
func (d *desk) clocks() map[string]string {
	out := map[string]string{}
	d.look(func(ctx context.Context, tx *store.Tx) error {
		ks, err := docket.Clocks(ctx, tx, file.ID)
		for _, k := range ks {
			if k.DoneAt.IsZero() {
				out[k.Kind] = string(k.Last)
			}
		}
		return err
	})
	return out
}

// standing counts the entries of a verb that nothing reversed.
func (d *desk) standing(verb string) (n int) {
	d.look(func(ctx context.Context, tx *store.Tx) error {
		es, err := journal.Of(ctx, tx, file.Ref())
		var undone []int64
		for _, e := range slices.Backward(es) {
			if e.Verb == verb && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
				n++
			}
			undone = append(undone, e.Reverses)
		}
		return err
	})
	return n
}

func TestRange(t *testing.T) {
	assessed := &decision.Range{MinFen: 1_000_00, MaxFen: 5_000_00, Basis: "assessment:1"}
	for name, c := range map[string]struct {
		fen            int64
		r              *decision.Range
		deviation, why string
		want           error
	}{
		"within":                          {1_000_00, assessed, "", "", nil},
		"at the top":                      {5_000_00, assessed, "", "", nil},
		"a fen below":                     {999_99, assessed, "", "", decision.ErrBelow},
		"a fen above":                     {5_000_01, assessed, "", "", decision.ErrAbove},
		"above, however severe":           {5_000_01, assessed, "severe", "屡犯", decision.ErrAbove},
		"below, mitigated":                {1_00, assessed, "mitigated", "主动消除危害后果（第三十二条第一项）", nil},
		"below, mitigated in silence":     {1_00, assessed, "mitigated", " ", decision.ErrDeviation},
		"mitigated, and yet within":       {1_000_00, assessed, "mitigated", "立功", decision.ErrDeviation},
		"below, only lenient":             {1_00, assessed, "lenient", "配合", decision.ErrBelow},
		"lenient within":                  {1_000_00, assessed, "lenient", "配合", nil},
		"an unknown word":                 {1_000_00, assessed, "harsh", "x", decision.ErrDeviation},
		"nobody assessed it":              {9_000_00, nil, "", "", nil},
		"nobody assessed it, and lenient": {9_000_00, nil, "lenient", "", decision.ErrDeviation},
		"no fine is provided":             {1, &decision.Range{}, "", "", decision.ErrAbove},
	} {
		d := fine(c.fen)
		d.Range, d.Deviation, d.DeviationReason = c.r, c.deviation, c.why
		if err := d.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestWhatIsDecidedOnTheSpot(t *testing.T) {
	for name, c := range map[string]struct {
		kind string
		edit func(*decision.Decision)
		want error
	}{
		"a person, 200 yuan":   {"person", func(d *decision.Decision) { d.FineFen = 200_00 }, nil},
		"a person, a fen more": {"person", func(d *decision.Decision) { d.FineFen = 200_01 }, decision.ErrSummary},
		"a shop, 3,000 yuan":   {"org", func(d *decision.Decision) { d.FineFen = 3_000_00 }, nil},
		"a shop, a fen more":   {"org", func(d *decision.Decision) { d.FineFen = 3_000_01 }, decision.ErrSummary},
		"a warning":            {"person", func(d *decision.Decision) { d.FineFen = 0 }, nil},
		"confiscation":         {"org", func(d *decision.Decision) { d.ConfiscatedFen = 1 }, decision.ErrSummary},
		"closure":              {"org", func(d *decision.Decision) { d.Closure = true }, decision.ErrSummary},
		"a licence":            {"org", func(d *decision.Decision) { d.Revoked = 1 }, decision.ErrSummary},
		"no penalty":           {"org", func(d *decision.Decision) { d.Kind, d.FineFen = "none", 0 }, decision.ErrSummary},
	} {
		d := fine(1_00)
		d.Summary, d.PartyKind = true, c.kind
		c.edit(&d)
		if err := d.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestOnTheSpot: served with it, filed within seven working days, collected on
// the spot up to a hundred yuan.
func TestOnTheSpot(t *testing.T) {
	each(t, func(d *desk) {
		in := fine(150_00)
		in.Summary = true
		x, err := d.decide(in)
		if err != nil {
			t.Fatal(err)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(decision.Serve(ctx, tx, file, x.ID, "")) })
		if got := d.clocks()[docket.ClockArchive]; got != "2026-03-11" {
			t.Errorf("to be filed by %s", got)
		}
		if err := d.pay(x.ID, decision.Payment{Fen: 150_00, OnSpot: true}); !errors.Is(err, decision.ErrSpot) {
			t.Errorf("collected 150 yuan: %v", err)
		}
		if err := d.pay(x.ID, decision.Payment{Fen: 100_00, OnSpot: true}); err != nil {
			t.Errorf("collected 100 yuan: %v", err)
		}
		d.on("2026-03-12")
		file1 := func(ctx context.Context, tx *store.Tx) error {
			return last(decision.Archive(ctx, tx, file, x.ID, decision.Step{Number: "备1号"}))
		}
		d.must(file1)
		if err := d.try(file1); !errors.Is(err, decision.ErrArchive) {
			t.Errorf("filed twice: %v", err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			ss, err := decision.Steps(ctx, tx, x.ID)
			if len(ss) != 1 || !ss[0].Late {
				t.Errorf("filed %+v, want late", ss)
			}
			return err
		})
	})
}

func TestOneDecisionForOneParty(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		if _, err := d.decide(fine(1)); !errors.Is(err, decision.ErrDecided) {
			t.Errorf("decided twice: %v", err)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(decision.Annul(ctx, tx, file, x.ID, "适用法律错误"))
		})
		if n := d.standing("penalty.decided"); n != 0 || len(d.clocks()) != 0 {
			t.Errorf("annulled, and %d stand and run %v", n, d.clocks())
		}
		if _, err := d.decide(fine(1)); err != nil {
			t.Errorf("decided anew: %v", err)
		}
		if err := d.pay(x.ID, decision.Payment{Fen: 1}); !errors.Is(err, decision.ErrDecision) {
			t.Errorf("paid what was annulled: %v", err)
		}
	})
}

func TestMoney(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		d.on("2026-04-20")
		a := d.account(x.ID, "2026-04-20")
		if a.SurchargeFen != 90_00 || a.OwedFen != 1_090_00 || !a.Overdue || a.NextOn != "2026-04-17" {
			t.Errorf("three days late: %+v", a)
		}
		for name, c := range map[string]struct {
			p    decision.Payment
			want error
		}{
			"nothing":               {decision.Payment{}, decision.ErrMoney},
			"more than ever due":    {decision.Payment{Fen: 2_000_01}, decision.ErrMoney},
			"taken back unpaid":     {decision.Payment{Fen: -1}, decision.ErrMoney},
			"tomorrow":              {decision.Payment{Fen: 1, PaidOn: "2026-04-21"}, docket.ErrDay},
			"before it was served":  {decision.Payment{Fen: 1, PaidOn: "2026-04-01"}, docket.ErrDay},
			"on the spot, ordinary": {decision.Payment{Fen: 1, OnSpot: true}, decision.ErrSpot},
		} {
			if err := d.pay(x.ID, c.p); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if err := d.pay(x.ID, decision.Payment{Fen: 1_000_00}); err != nil {
			t.Fatal(err)
		}
		done := func(reason string) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error {
				if err := decision.Done(ctx, tx, file, reason); err != nil {
					return err
				}
				return file.Note(tx, "penalty.ruled", decision.Stepped{}, "")
			})
		}
		if err := done(""); !errors.Is(err, decision.ErrUnpaid) {
			t.Errorf("done without its surcharge: %v", err)
		}
		if err := d.pay(x.ID, decision.Payment{Fen: 90_00}); err != nil {
			t.Fatal(err)
		}
		if got := d.clocks(); got[docket.ClockPayment] != "" || got[docket.ClockCourt] != "" {
			t.Errorf("paid up, and run %v", got)
		}
		if err := done(""); err != nil {
			t.Errorf("paid up: %v", err)
		}
	})
}

// TestAPaymentEnteredLater: what a later payment came too late for is still owed
// when an earlier one is entered after it, and its clock runs on.
func TestAPaymentEnteredLater(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		d.on("2026-04-20")
		for _, p := range []decision.Payment{{Fen: 500_00, PaidOn: "2026-04-20"}, {Fen: 500_00, PaidOn: "2026-04-17"}} {
			if err := d.pay(x.ID, p); err != nil {
				t.Fatal(err)
			}
		}
		if got := d.clocks(); got[docket.ClockPayment] == "" {
			t.Errorf("forty-five yuan are owed, and run %v", got)
		}
	})
}

func TestInstalments(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		d.on("2026-04-19") // two days late: sixty yuan have grown
		plan := func(s decision.Step) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error { return last(decision.Plan(ctx, tx, file, x.ID, s)) })
		}
		good := decision.Step{Number: "分缴1号", Approver: "person:head", Words: "经济困难", Terms: []decision.Term{{DueOn: "2026-05-15", Fen: 400_00}, {DueOn: "2026-06-15", Fen: 600_00}}}
		for name, c := range map[string]struct {
			edit func(*decision.Step)
			want error
		}{
			"approved by who handles it": {func(s *decision.Step) { s.Approver = "person:li" }, decision.ErrApproval},
			"approved by nobody":         {func(s *decision.Step) { s.Approver = "" }, decision.ErrApproval},
			"without a number":           {func(s *decision.Step) { s.Number = " " }, decision.ErrNumber},
			"without a reason":           {func(s *decision.Step) { s.Words = "" }, decision.ErrReason},
			"a fen short":                {func(s *decision.Step) { s.Terms = []decision.Term{{DueOn: "2026-05-15", Fen: 999_99}} }, decision.ErrTerms},
			"backwards":                  {func(s *decision.Step) { s.Terms = []decision.Term{good.Terms[1], good.Terms[0]} }, decision.ErrTerms},
			"in the past":                {func(s *decision.Step) { s.Terms = []decision.Term{{DueOn: "2026-04-18", Fen: 1_000_00}} }, decision.ErrTerms},
			"no terms":                   {func(s *decision.Step) { s.Terms = nil }, decision.ErrTerms},
		} {
			s := good
			c.edit(&s)
			if err := plan(s); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if err := plan(good); err != nil {
			t.Fatal(err)
		}
		if got := d.clocks(); got[docket.ClockPayment] != "2026-05-15" {
			t.Errorf("the first part is due %v", got)
		}
		if a := d.account(x.ID, "2026-05-15"); a.SurchargeFen != 60_00 || a.Overdue {
			t.Errorf("on the day of the first part: %+v", a) // what had grown before the plan stays, no more
		}
		d.on("2026-05-15")
		if err := d.pay(x.ID, decision.Payment{Fen: 400_00}); err != nil {
			t.Fatal(err)
		}
		if got := d.clocks(); got[docket.ClockPayment] != "2026-06-15" {
			t.Errorf("the second part is due %v", got)
		}
		if a := d.account(x.ID, "2026-06-17"); a.SurchargeFen != 60_00+36_00 || !a.Overdue {
			t.Errorf("the second part two days late: %+v", a)
		}
	})
}

// TestTheCourt: a demand, ten days, the time for a suit, and three months.
func TestTheCourt(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		step := func(do func(context.Context, *store.Tx, docket.File, string, decision.Step) (decision.Step, error), s decision.Step) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error { return last(do(ctx, tx, file, x.ID, s)) })
		}
		d.on("2026-04-17")
		if err := step(decision.Demand, decision.Step{Number: "催1号"}); !errors.Is(err, decision.ErrNotDue) {
			t.Errorf("demanded on the last day: %v", err)
		}
		d.on("2026-10-01")
		apply := decision.Step{Number: "强申1号", Approver: "person:head"}
		if err := step(decision.Apply, apply); !errors.Is(err, decision.ErrUndemand) {
			t.Errorf("asked without a demand: %v", err)
		}
		if err := step(decision.Demand, decision.Step{Number: "催1号"}); err != nil {
			t.Fatal(err)
		}
		for day, want := range map[string]error{"2026-10-08": decision.ErrDemanded, "2026-10-12": decision.ErrDemanded} {
			d.on(day)
			if err := step(decision.Apply, apply); !errors.Is(err, want) {
				t.Errorf("asked on %s: %v, want %v", day, err, want)
			}
		}
		if got := d.clocks()[docket.ClockCourt]; !strings.HasPrefix(got, "2027-01") {
			t.Errorf("the court until %s", got)
		}
		d.on("2026-10-13")
		apply.Approver = "person:chen"
		if err := step(decision.Apply, apply); !errors.Is(err, decision.ErrApproval) {
			t.Errorf("signed by who handles it: %v", err)
		}
		apply.Approver = "person:head"
		if err := step(decision.Rule, decision.Step{Number: "行审1号", Words: "准予"}); !errors.Is(err, decision.ErrApplied) {
			t.Errorf("ruled unasked: %v", err)
		}
		d.on("2027-02-01")
		if err := step(decision.Apply, apply); err != nil {
			t.Fatal(err)
		}
		if err := step(decision.Rule, decision.Step{Number: "行审1号", Words: "准予"}); err != nil {
			t.Fatal(err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			ss, err := decision.Steps(ctx, tx, x.ID)
			if len(ss) != 3 || ss[1].Kind != "apply" || !ss[1].Late {
				t.Errorf("steps %+v, want the application late", ss)
			}
			return err
		})
	})
}

// TestBeforeTheTimeForASuitIsOver nobody asks the court.
func TestBeforeTheTimeForASuitIsOver(t *testing.T) {
	d := sit(t, storetest.SQLite(t, part...))
	x := d.served()
	d.on("2026-05-06")
	d.must(func(ctx context.Context, tx *store.Tx) error {
		return last(decision.Demand(ctx, tx, file, x.ID, decision.Step{Number: "催1号"}))
	})
	d.on("2026-06-01")
	if err := d.try(func(ctx context.Context, tx *store.Tx) error {
		return last(decision.Apply(ctx, tx, file, x.ID, decision.Step{Number: "强申1号", Approver: "person:head"}))
	}); !errors.Is(err, decision.ErrWindow) {
		t.Errorf("asked in June: %v", err)
	}
}

func TestRemedies(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		contest := func(r decision.Remedy) (out decision.Remedy, err error) {
			r.Decision = x.ID
			err = d.try(func(ctx context.Context, tx *store.Tx) (err error) {
				out, err = decision.Contest(ctx, tx, file, r)
				return err
			})
			return out, err
		}
		end := func(r decision.Remedy) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error { return last(decision.End(ctx, tx, file, r)) })
		}
		d.on("2026-04-20")
		if _, err := contest(decision.Remedy{Kind: "prayer", Organ: "区政府", Number: "1"}); !errors.Is(err, decision.ErrKindOf) {
			t.Errorf("prayed: %v", err)
		}
		r, err := contest(decision.Remedy{Kind: "review", Organ: "濂溪区人民政府", Number: "濂府复〔2026〕1号"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := contest(decision.Remedy{Kind: "suit", Organ: "濂溪区人民法院", Number: "1"}); !errors.Is(err, decision.ErrPending) {
			t.Errorf("contested twice at a time: %v", err)
		}
		if got := d.clocks()[docket.ClockCourt]; got != "" {
			t.Errorf("the court can be asked until %s during a review", got)
		}
		d.on("2026-06-01")
		for name, bad := range map[string]decision.Remedy{
			"no result":         {Paper: "1"},
			"no paper":          {Result: "upheld"},
			"changed into same": {Result: "changed", Paper: "1", FineFen: 1_000_00},
			"below nothing":     {Result: "changed", Paper: "1", FineFen: -1},
		} {
			bad.ID = r.ID
			if err := end(bad); !errors.Is(err, decision.ErrResult) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := end(decision.Remedy{ID: r.ID, Result: "upheld", Paper: "濂府复决〔2026〕1号"}); err != nil {
			t.Fatal(err)
		}
		if err := end(decision.Remedy{ID: r.ID, Result: "upheld", Paper: "2"}); !errors.Is(err, decision.ErrRemedy) {
			t.Errorf("ended twice: %v", err)
		}
		if got := d.clocks()[docket.ClockCourt]; got != "2026-09-01" {
			t.Errorf("the court until %s, three months after the review", got)
		}
		if a := d.account(x.ID, "2026-06-02"); a.SurchargeFen != 90_00 { // 18 and 19 April, 2 June
			t.Errorf("surcharge %d", a.SurchargeFen)
		}
	})
}

// TestThePublicReads: the text is frozen, withdrawn with a reason, and within
// three working days when a court finds the decision illegal.
func TestThePublicReads(t *testing.T) {
	each(t, func(d *desk) {
		x := d.served()
		publish := func(text string) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error {
				return last(decision.Publish(ctx, tx, file, x.ID, decision.Publication{Title: "张某案", Text: text}))
			})
		}
		if got := d.clocks()[docket.ClockPublication]; got != "2026-05-06" { // twenty working days
			t.Errorf("to be published by %s", got)
		}
		if err := publish(" "); !errors.Is(err, decision.ErrText) {
			t.Errorf("published nothing: %v", err)
		}
		if err := publish("张某罚款一千元"); err != nil {
			t.Fatal(err)
		}
		if err := publish("又"); !errors.Is(err, decision.ErrPublished) {
			t.Errorf("published twice: %v", err)
		}
		d.on("2026-04-20")
		var r decision.Remedy
		d.must(func(ctx context.Context, tx *store.Tx) (err error) {
			r, err = decision.Contest(ctx, tx, file, decision.Remedy{Decision: x.ID, Kind: "suit", Organ: "区法院", Number: "1"})
			return err
		})
		d.on("2026-06-01")
		d.must(func(ctx context.Context, tx *store.Tx) error {
			return last(decision.End(ctx, tx, file, decision.Remedy{ID: r.ID, Result: "illegal", Paper: "行初1号"}))
		})
		if got := d.clocks()[docket.ClockUnpublication]; got != "2026-06-04" {
			t.Errorf("to be withdrawn by %s", got)
		}
		unpublish := func(reason string) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error {
				return last(decision.Unpublish(ctx, tx, file, x.ID, reason))
			})
		}
		if err := unpublish(""); !errors.Is(err, decision.ErrReason) {
			t.Errorf("withdrawn in silence: %v", err)
		}
		if err := unpublish("法院确认违法"); err != nil {
			t.Fatal(err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			ps, err := decision.Publications(ctx, tx, x.ID)
			if len(ps) != 1 || ps[0].Text != "张某罚款一千元" || ps[0].WithdrawnOn != "2026-06-01" || ps[0].Reason != "法院确认违法" {
				t.Errorf("published %+v", ps)
			}
			return err
		})
		if n := d.standing("penalty.published"); n != 0 || d.clocks()[docket.ClockUnpublication] != "" {
			t.Errorf("%d published, run %v", n, d.clocks())
		}
	})
}

// TestHistory looks back twenty-four months, at what stands, of one party.
func TestHistory(t *testing.T) {
	each(t, func(d *desk) {
		for day, edit := range map[string]func(*decision.Decision){
			"2026-03-02": func(*decision.Decision) {},
			"2027-03-02": func(*decision.Decision) {},
			"2027-05-05": func(x *decision.Decision) { x.Mark = "m2" },
			"2027-06-06": func(x *decision.Decision) { x.Kind, x.FineFen = "none", 0 },
		} {
			d.on(day)
			x := fine(1)
			x.Party, x.Number = day, day
			edit(&x)
			if _, err := d.decide(x); err != nil {
				t.Fatal(err)
			}
		}
		for before, want := range map[string]string{
			"2026-03-02": "", "2026-03-03": "2026-03-02", "2028-03-02": "2026-03-02 2027-03-02", "2028-03-03": "2027-03-02", "2029-03-03": "",
		} {
			d.look(func(ctx context.Context, tx *store.Tx) error {
				got, err := decision.History(ctx, tx, "m1", before)
				if strings.Join(got, " ") != want {
					t.Errorf("before %s: %v, want %s", before, got, want)
				}
				return err
			})
		}
	})
}
