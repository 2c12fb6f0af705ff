package procedure_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	file = docket.File{ID: "1", Unit: "unit:east", Department: "market", Region: "360402100000", FiledOn: "2026-03-02", Officers: []string{"person:li", "person:chen"}}
	part = []store.Part{docket.Part, procedure.Part}
)

// desk prepares a penalty from Monday 2 March 2026.
type desk struct {
	t   *testing.T
	db  *store.DB
	now time.Time
}

func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		d := &desk{t: t, db: db}
		db.Now = func() time.Time { d.now = d.now.Add(time.Millisecond); return d.now }
		d.on("2026-03-02")
		d.act(func(ctx context.Context, tx *store.Tx) error {
			if err := docket.Start(ctx, tx, file.ID, file.ID, docket.ClockDecision, docket.Midnight(file.FiledOn)); err != nil {
				return err
			}
			return file.Note(tx, "procedure.recorded", procedure.Told{}, "")
		})
		fn(d)
	})
}

func (d *desk) on(day string) { d.now = docket.Midnight(day).Add(10 * time.Hour) }

func (d *desk) try(fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.db.Act(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) })
}

func (d *desk) act(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.try(fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) record(s procedure.Step) (out procedure.Step, err error) {
	err = d.try(func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = procedure.Record(ctx, tx, file, s)
		return err
	})
	return out, err
}

func (d *desk) missing(m procedure.Matter) (f procedure.Findings, codes []string) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), li, func(tx *store.Tx) error {
		steps, err := procedure.Of(d.t.Context(), tx, file.ID)
		if err != nil {
			return err
		}
		found, why, err := procedure.Missing(steps, m)
		f, codes = found, nil
		for _, w := range why {
			codes = append(codes, w.Code)
		}
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return f, codes
}

// steps are the records of the tables, by name.
var steps = map[string]procedure.Step{
	"approval":         {Kind: "approval", Result: "approved", By: "person:head", Number: "立审1号"},
	"refusal":          {Kind: "approval", Result: "refused", By: "person:head", Number: "立审1号", Words: "不属本机关管辖"},
	"notice":           {Kind: "notice", Party: "p", Number: "罚告1号", Proposal: &procedure.Proposal{FineFen: 5_000_00, Hearing: true}},
	"heavy notice":     {Kind: "notice", Party: "p", Number: "罚告2号", Proposal: &procedure.Proposal{FineFen: 50_000_00, Hearing: true}},
	"notice unheard":   {Kind: "notice", Party: "p", Number: "罚告3号", Proposal: &procedure.Proposal{FineFen: 50_000_00}},
	"statement":        {Kind: "statement", Party: "p", Result: "made", Words: "不知情", Answer: "经复核，不予采纳"},
	"statement waived": {Kind: "statement", Party: "p", Result: "waived"},
	"request":          {Kind: "request", Party: "p", Result: "asked"},
	"request waived":   {Kind: "request", Party: "p", Result: "waived"},
	"summons":          {Kind: "summons", Party: "p", By: "person:judge", Number: "听通1号", HeldOn: "2026-03-20"},
	"hearing":          {Kind: "hearing", Party: "p", Result: "held", By: "person:judge", Number: "听1号"},
	"abandoned":        {Kind: "hearing", Party: "p", Result: "abandoned", By: "person:judge", Number: "听1号"},
	"review":           {Kind: "review", Result: "passed", By: "person:law", Number: "法审1号", Words: "同意"},
	"returned":         {Kind: "review", Result: "returned", By: "person:law", Number: "法审1号", Words: "证据不足"},
	"discussion":       {Kind: "discussion", Result: "agreed", By: "person:head", People: []string{"person:head", "person:law"}, Number: "讨论1号", Words: "同意"},
}

// TestGates: what was done, "name@day" where the day changes, and what a fine
// still wants. 2 March 2026 is a Monday; five working days after it end on 9
// March.
func TestGates(t *testing.T) {
	light := procedure.Matter{Party: "p", Person: true, Penalty: true, Proposal: procedure.Proposal{FineFen: 5_000_00}}
	heavy := light
	heavy.Proposal.FineFen = 50_000_00
	tangled := light
	tangled.Complex = true
	spared := procedure.Matter{Party: "p", Person: true}
	for name, c := range map[string]struct {
		done    []string
		m       procedure.Matter
		want    []string
		hearing string
		review  string
	}{
		"nothing done":                     {nil, light, []string{"procedure.approval", "procedure.notice"}, "", ""},
		"refused":                          {[]string{"refusal"}, spared, []string{"procedure.approval"}, "", ""},
		"refused, then approved":           {[]string{"refusal", "approval"}, spared, nil, "", ""},
		"no penalty wants no notice":       {[]string{"approval"}, spared, nil, "", ""},
		"just told":                        {[]string{"approval", "notice"}, light, []string{"procedure.statement"}, "", ""},
		"told and heard":                   {[]string{"approval", "notice", "statement"}, light, nil, "", ""},
		"told and waived":                  {[]string{"approval", "notice", "statement waived"}, light, nil, "", ""},
		"told, on the fifth working day":   {[]string{"approval", "notice", "@2026-03-09"}, light, []string{"procedure.statement"}, "", ""},
		"told, five working days ago":      {[]string{"approval", "notice", "@2026-03-10"}, light, nil, "", ""},
		"heavier than told":                {[]string{"approval", "notice", "statement", "request waived", "review", "discussion"}, heavy, []string{"procedure.heavier"}, "waived", "person:law"},
		"told anew":                        {[]string{"approval", "notice", "statement", "heavy notice"}, heavy, []string{"procedure.statement", "procedure.request", "procedure.review", "procedure.discussion"}, "waived", ""},
		"not told of the hearing":          {[]string{"approval", "notice unheard", "statement", "review", "discussion"}, heavy, []string{"procedure.right"}, "waived", "person:law"},
		"the time to ask runs":             {[]string{"approval", "heavy notice", "statement", "review", "discussion"}, heavy, []string{"procedure.request"}, "waived", "person:law"},
		"and is over":                      {[]string{"approval", "heavy notice", "@2026-03-10", "review", "discussion"}, heavy, nil, "waived", "person:law"},
		"asked, not held":                  {[]string{"approval", "heavy notice", "statement", "request", "review", "discussion"}, heavy, []string{"procedure.hearing"}, "waived", "person:law"},
		"summoned, not held":               {[]string{"approval", "heavy notice", "statement", "request", "summons", "review", "discussion"}, heavy, []string{"procedure.hearing"}, "waived", "person:law"},
		"asked and abandoned":              {[]string{"approval", "heavy notice", "statement", "request", "abandoned", "review", "discussion"}, heavy, nil, "waived", "person:law"},
		"reviewed before the hearing only": {[]string{"approval", "heavy notice", "statement", "request", "review", "summons", "@2026-03-20", "hearing", "discussion"}, heavy, []string{"procedure.review"}, "held", ""},
		"held and reviewed":                {[]string{"approval", "heavy notice", "statement", "request", "summons", "@2026-03-20", "hearing", "review", "discussion"}, heavy, nil, "held", "person:law"},
		"a light one held":                 {[]string{"approval", "notice", "statement", "request", "summons", "@2026-03-20", "hearing"}, light, []string{"procedure.review", "procedure.discussion"}, "held", ""},
		"returned":                         {[]string{"approval", "notice", "statement", "returned"}, light, []string{"procedure.review"}, "", ""},
		"returned, then passed":            {[]string{"approval", "notice", "statement", "returned", "review"}, light, nil, "", "person:law"},
		"complicated":                      {[]string{"approval", "notice", "statement"}, tangled, []string{"procedure.review", "procedure.discussion"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(d *desk) {
				day := "2026-03-02"
				for _, what := range c.done {
					if what[0] == '@' {
						day = what[1:]
						d.on(day)
						continue
					}
					if _, err := d.record(steps[what]); err != nil {
						t.Fatalf("%s: %v", what, err)
					}
				}
				c.m.On = day
				f, got := d.missing(c.m)
				if !slices.Equal(got, c.want) || f.Hearing != c.hearing || f.Review != c.review {
					t.Errorf("wants %v, want %v; hearing %q, reviewed by %q", got, c.want, f.Hearing, f.Review)
				}
			})
		})
	}
}

func TestWhenAHearingIsDue(t *testing.T) {
	for name, c := range map[string]struct {
		m    procedure.Matter
		want bool
	}{
		"a person, a fen below": {procedure.Matter{Penalty: true, Person: true, Proposal: procedure.Proposal{FineFen: 10_000_00 - 1}}, false},
		"a person at 10,000":    {procedure.Matter{Penalty: true, Person: true, Proposal: procedure.Proposal{FineFen: 10_000_00}}, true},
		"a shop, a fen below":   {procedure.Matter{Penalty: true, Proposal: procedure.Proposal{FineFen: 100_000_00 - 1}}, false},
		"a shop at 100,000":     {procedure.Matter{Penalty: true, Proposal: procedure.Proposal{FineFen: 100_000_00}}, true},
		"confiscated":           {procedure.Matter{Penalty: true, Proposal: procedure.Proposal{ConfiscatedFen: 100_000_00}}, true},
		"closed":                {procedure.Matter{Penalty: true, Proposal: procedure.Proposal{Closure: true}}, true},
		"a licence":             {procedure.Matter{Penalty: true, Proposal: procedure.Proposal{Revoked: 1}}, true},
		"as assessed":           {procedure.Matter{Penalty: true, Heavy: true}, true},
		"no penalty":            {procedure.Matter{Heavy: true}, false},
	} {
		if got := c.m.HearingDue(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatARecordLacks(t *testing.T) {
	each(t, func(d *desk) {
		for _, s := range []string{"approval", "heavy notice", "request"} {
			if _, err := d.record(steps[s]); err != nil {
				t.Fatal(err)
			}
		}
		for name, c := range map[string]struct {
			step string
			edit func(*procedure.Step)
			want error
		}{
			"approved twice":                {"approval", func(*procedure.Step) {}, procedure.ErrAgain},
			"reviewed by who handles it":    {"review", func(s *procedure.Step) { s.By = "person:chen" }, procedure.ErrBy},
			"reviewed by himself":           {"review", func(s *procedure.Step) { s.By = "" }, procedure.ErrBy},
			"reviewed without a word":       {"review", func(s *procedure.Step) { s.Words = " " }, procedure.ErrWords},
			"recorded for another unproved": {"review", func(s *procedure.Step) { s.Number = "" }, procedure.ErrNumber},
			"presided by who handles it":    {"summons", func(s *procedure.Step) { s.By = "person:li" }, procedure.ErrBy},
			"heard too soon":                {"summons", func(s *procedure.Step) { s.HeldOn = "2026-03-11" }, procedure.ErrTooSoon},
			"heard on the eighth day":       {"summons", func(s *procedure.Step) { s.HeldOn = "2026-03-12" }, nil},
			"heard before the day":          {"hearing", func(*procedure.Step) {}, procedure.ErrOrder},
			"a discussion of one":           {"discussion", func(s *procedure.Step) { s.People = []string{"person:head", "person:head"} }, procedure.ErrPeople},
			"an unanswered statement":       {"statement", func(s *procedure.Step) { s.Answer = "" }, procedure.ErrAnswer},
			"of nobody":                     {"statement", func(s *procedure.Step) { s.Party = "" }, procedure.ErrParty},
			"of another":                    {"statement", func(s *procedure.Step) { s.Party = "q" }, procedure.ErrOrder},
			"an unknown kind":               {"statement", func(s *procedure.Step) { s.Kind = "prayer" }, procedure.ErrKind},
			"an unknown result":             {"review", func(s *procedure.Step) { s.Result = "held" }, procedure.ErrKind},
			"a notice of nothing":           {"notice", func(s *procedure.Step) { s.Proposal = nil }, procedure.ErrProposal},
			"tomorrow":                      {"review", func(s *procedure.Step) { s.On = "2026-03-03" }, docket.ErrDay},
		} {
			s := steps[c.step]
			c.edit(&s)
			if _, err := d.record(s); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
	})
}

// TestTheDecisionWaitsForTheHearing: its ninety days stand still from the
// request to the hearing, and the five days to ask end.
func TestTheDecisionWaitsForTheHearing(t *testing.T) {
	each(t, func(d *desk) {
		clock := func(kind string) (k docket.Clock) {
			if err := d.db.Look(t.Context(), li, func(tx *store.Tx) error {
				ks, err := docket.Clocks(t.Context(), tx, file.ID)
				for _, c := range ks {
					if c.Kind == kind {
						k = c
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return k
		}
		must := func(names ...string) {
			for _, n := range names {
				if _, err := d.record(steps[n]); err != nil {
					t.Fatalf("%s: %v", n, err)
				}
			}
		}
		must("approval", "heavy notice")
		if k := clock(docket.ClockHearing); k.Last != "2026-03-09" || !k.DoneAt.IsZero() {
			t.Errorf("to be asked for by %s", k.Last)
		}
		d.on("2026-03-10")
		if _, err := d.record(steps["request"]); !errors.Is(err, procedure.ErrTooLate) {
			t.Errorf("asked on the sixth day: %v", err)
		}
		d.on("2026-03-09")
		must("request", "summons")
		if k := clock(docket.ClockDecision); !k.Paused() {
			t.Errorf("the decision runs on: %+v", k)
		}
		if k := clock(docket.ClockHearing); k.DoneAt.IsZero() {
			t.Error("asked, and still to be asked for")
		}
		d.on("2026-03-20")
		must("hearing")
		if k := clock(docket.ClockDecision); k.Paused() || k.Last != "2026-06-11" { // eleven days later than 31 May
			t.Errorf("decided by %s", k.Last)
		}
	})
}

func TestARecordIsTakenBack(t *testing.T) {
	each(t, func(d *desk) {
		s, err := d.record(steps["approval"])
		if err != nil {
			t.Fatal(err)
		}
		withdraw := func(reason string, decided bool) error {
			return d.try(func(ctx context.Context, tx *store.Tx) error {
				_, err := procedure.Withdraw(ctx, tx, file, s.ID, reason, decided)
				return err
			})
		}
		for _, c := range []struct {
			reason  string
			decided bool
			want    error
		}{{"误录", true, procedure.ErrDecidedOn}, {"", false, procedure.ErrReason}, {"误录", false, nil}, {"误录", false, procedure.ErrStep}} {
			if err := withdraw(c.reason, c.decided); !errors.Is(err, c.want) {
				t.Errorf("%+v: %v", c, err)
			}
		}
		if _, got := d.missing(procedure.Matter{Party: "p", On: "2026-03-02"}); !slices.Equal(got, []string{"procedure.approval"}) {
			t.Errorf("wants %v", got)
		}
	})
}
