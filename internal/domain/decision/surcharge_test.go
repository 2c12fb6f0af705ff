package decision_test

import (
	"math/big"
	"testing"

	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/pure/calendar"

	"pgregory.net/rapid"
)

// TestSurcharge: a fine of 1,000 yuan, due on 17 April 2026.
func TestSurcharge(t *testing.T) {
	const fine = 1_000_00
	once := []decision.Term{{DueOn: "2026-04-17", Fen: fine}}
	for name, c := range map[string]struct {
		fine  int64
		terms []decision.Term
		paid  []decision.Payment
		stays []decision.Span
		on    string
		want  int64
	}{
		"before it is due":             {fine, once, nil, nil, "2026-04-10", 0},
		"on the last day":              {fine, once, nil, nil, "2026-04-17", 0},
		"a day late":                   {fine, once, nil, nil, "2026-04-18", 30_00},
		"thirty-three days late":       {fine, once, nil, nil, "2026-05-20", 990_00},
		"thirty-four reach the cap":    {fine, once, nil, nil, "2026-05-21", 1_000_00},
		"years later no more":          {fine, once, nil, nil, "2036-05-21", 1_000_00},
		"paid on the last day":         {fine, once, []decision.Payment{{Fen: fine, PaidOn: "2026-04-17"}}, nil, "2026-06-30", 0},
		"paid a day late":              {fine, once, []decision.Payment{{Fen: fine, PaidOn: "2026-04-18"}}, nil, "2026-06-30", 30_00},
		"half paid in time":            {fine, once, []decision.Payment{{Fen: 500_00, PaidOn: "2026-04-17"}}, nil, "2026-04-19", 30_00},
		"half paid after two days":     {fine, once, []decision.Payment{{Fen: 500_00, PaidOn: "2026-04-19"}}, nil, "2026-04-21", 90_00},
		"a payment taken back":         {fine, once, []decision.Payment{{Fen: fine, PaidOn: "2026-04-17"}, {Fen: -fine, PaidOn: "2026-04-20"}}, nil, "2026-04-21", 30_00},
		"taken back a day earlier":     {fine, once, []decision.Payment{{Fen: fine, PaidOn: "2026-04-19"}, {Fen: -fine, PaidOn: "2026-04-17"}}, nil, "2026-04-19", 60_00},
		"confiscated money grows none": {fine, []decision.Term{{DueOn: "2026-04-17", Fen: 3_000_00}}, nil, nil, "2026-04-18", 30_00},
		"nothing but confiscated":      {0, once, nil, nil, "2026-05-18", 0},
		"review from the third day":    {fine, once, nil, []decision.Span{{From: "2026-04-20", To: ""}}, "2026-12-31", 60_00},
		"and after it":                 {fine, once, nil, []decision.Span{{From: "2026-04-20", To: "2026-05-20"}}, "2026-05-22", 120_00},
		"review before it was due":     {fine, once, nil, []decision.Span{{From: "2026-04-10", To: "2026-04-20"}}, "2026-04-21", 30_00},
		"two instalments, one late": {fine, []decision.Term{{DueOn: "2026-05-01", Fen: 400_00}, {DueOn: "2026-06-01", Fen: 600_00}},
			[]decision.Payment{{Fen: 400_00, PaidOn: "2026-05-11"}, {Fen: 600_00, PaidOn: "2026-06-01"}}, nil, "2026-07-01", 120_00},
		"both late":                    {fine, []decision.Term{{DueOn: "2026-05-01", Fen: 400_00}, {DueOn: "2026-06-01", Fen: 600_00}}, nil, nil, "2026-06-02", 402_00},
		"a fen for thirty-three days":  {1, []decision.Term{{DueOn: "2026-04-17", Fen: 1}}, nil, nil, "2026-05-20", 0},
		"a fen for thirty-four":        {1, []decision.Term{{DueOn: "2026-04-17", Fen: 1}}, nil, nil, "2026-05-21", 1},
		"a fraction is kept, not lost": {50, []decision.Term{{DueOn: "2026-04-17", Fen: 50}}, nil, nil, "2026-04-19", 3},
		"more than was ever fined":     {1_000_000_000_000_00, []decision.Term{{DueOn: "2026-04-17", Fen: 1_000_000_000_000_00}}, nil, nil, "2099-12-31", 1_000_000_000_000_00},
	} {
		if got := decision.Surcharge(c.fine, c.terms, c.paid, c.stays, c.on); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestSurchargeDayByDay counts in another way: every day by itself, in big
// numbers.
func TestSurchargeDayByDay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		begin := calendar.Day("2026-04-01")
		day := func(name string) string { return string(begin.Add(rapid.IntRange(0, 80).Draw(r, name))) }
		fine := rapid.Int64Range(0, 100_000).Draw(r, "fine")
		var terms []decision.Term
		for range rapid.IntRange(1, 3).Draw(r, "terms") {
			terms = append(terms, decision.Term{DueOn: day("due"), Fen: rapid.Int64Range(1, 60_000).Draw(r, "part")})
		}
		var paid []decision.Payment
		for range rapid.IntRange(0, 3).Draw(r, "payments") {
			paid = append(paid, decision.Payment{PaidOn: day("paid"), Fen: rapid.Int64Range(1, 60_000).Draw(r, "sum")})
		}
		var stays []decision.Span
		for range rapid.IntRange(0, 2).Draw(r, "stays") {
			from := rapid.IntRange(0, 80).Draw(r, "from")
			s := decision.Span{From: string(begin.Add(from))}
			if rapid.Bool().Draw(r, "over") {
				s.To = string(begin.Add(from + rapid.IntRange(0, 20).Draw(r, "long")))
			}
			stays = append(stays, s)
		}
		on := day("on")
		sum := new(big.Int)
		for d := begin; string(d) <= on; d = d.Add(1) {
			var owed, got int64
			for _, x := range terms {
				if x.DueOn < string(d) {
					owed += x.Fen
				}
			}
			for _, p := range paid {
				if p.PaidOn < string(d) {
					got += p.Fen
				}
			}
			stands := false
			for _, s := range stays {
				stands = stands || s.From <= string(d) && (s.To == "" || string(d) <= s.To)
			}
			if base := min(fine, owed) - got; base > 0 && !stands {
				sum.Add(sum, big.NewInt(3*base))
			}
		}
		want := min(sum.Div(sum, big.NewInt(100)).Int64(), fine)
		if got := decision.Surcharge(fine, terms, paid, stays, on); got != want {
			r.Fatalf("%d, day by day %d", got, want)
		}
	})
}
