package casework

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
)

// The facts of the package's verbs. Parties are opaque marks, never names.
type (
	FiledFacts struct { // case.filed
		Violation string `json:"violation"`
		Origin    string `json:"origin"`
	}
	Edited struct { // case.edited, exhibit.amended
		Fields []string `json:"fields"`
	}
	Assigned struct { // case.assigned, case.investigated
		Officers []string `json:"officers"`
		Cause    string   `json:"cause"`
	}
	Moved struct { // case.withdrawn, case.reopened, case.executed
		Cause string `json:"cause"`
	}
	Valued struct { // case.valued
		ValueFen int64 `json:"value_fen"`
	}
	PartyFacts struct { // party.added, party.edited, party.dropped
		Party string `json:"party"`
		Kind  string `json:"kind"`
	}
	Penalty struct { // penalty.decided
		FineFen        int64  `json:"fine_fen"`
		ConfiscatedFen int64  `json:"confiscated_fen"`
		Closure        bool   `json:"closure"`
		Revoked        int64  `json:"revoked"`
		Party          string `json:"party"`
		Decision       string `json:"decision"`
	}
	DecisionFacts struct { // case.decided (no penalty), penalty.served, penalty.published, penalty.unpublished, penalty.annulled
		Kind     string `json:"kind"`
		Party    string `json:"party"`
		Decision string `json:"decision"`
	}
	Paid struct { // penalty.paid
		AmountFen int64  `json:"amount_fen"`
		Decision  string `json:"decision"`
	}
	ClosedFacts struct { // case.closed
		Violation string `json:"violation"`
		Outcome   string `json:"outcome"`
	}
	Exposed struct { // case.exposed
		Violation string `json:"violation"`
	}
	Listed struct { // credit.listed
		Party string `json:"party"`
	}
	Seized struct { // exhibit.seized
		Class      string `json:"class"`
		Count      int64  `json:"count"`
		Grams      int64  `json:"grams"`
		Protection string `json:"protection"`
		Alive      bool   `json:"alive"`
		Exhibit    string `json:"exhibit"`
	}
	Disposed struct { // exhibit.disposed
		Way      string `json:"way"`
		Count    int64  `json:"count"`
		Grams    int64  `json:"grams"`
		Class    string `json:"class"`
		Exhibit  string `json:"exhibit"`
		Disposal string `json:"disposal"`
	}
	Custody struct { // exhibit.moved
		Exhibit   string `json:"exhibit"`
		Custodian string `json:"custodian"`
	}
	Sent struct { // transfer.sent
		Recipient string `json:"recipient"`
		Transfer  string `json:"transfer"`
		Late      bool   `json:"late"`
	}
	PoliceFiled struct { // transfer.filed
		Parties  []string `json:"parties"`
		Transfer string   `json:"transfer"`
		Late     bool     `json:"late"`
	}
	Stepped struct { // every other step of a transfer
		Transfer string `json:"transfer"`
		Late     bool   `json:"late"` // its clock had run out
	}
	Timed struct { // clock.paused, clock.resumed, clock.extended
		Clock string `json:"clock"`
		Kind  string `json:"kind"`
		Cause string `json:"cause"`
	}
)

var verbs = store.Verbs{
	"case.filed": FiledFacts{}, "case.edited": Edited{}, "case.assigned": Assigned{}, "case.investigated": Assigned{},
	"case.valued": Valued{}, "case.decided": DecisionFacts{}, "case.executed": Moved{}, "case.closed": ClosedFacts{},
	"case.reopened": Moved{}, "case.withdrawn": Moved{}, "case.exposed": Exposed{},
	"party.added": PartyFacts{}, "party.edited": PartyFacts{}, "party.dropped": PartyFacts{},
	"penalty.decided": Penalty{}, "penalty.served": DecisionFacts{}, "penalty.paid": Paid{}, "penalty.annulled": DecisionFacts{},
	"penalty.published": DecisionFacts{}, "penalty.unpublished": DecisionFacts{}, "credit.listed": Listed{},
	"exhibit.seized": Seized{}, "exhibit.amended": Edited{}, "exhibit.moved": Custody{}, "exhibit.disposed": Disposed{},
	"transfer.formed": Stepped{}, "transfer.documented": Stepped{}, "transfer.dropped": Stepped{},
	"transfer.reported": Stepped{}, "transfer.approved": Stepped{}, "transfer.rejected": Stepped{},
	"transfer.sent": Sent{}, "transfer.recalled": Stepped{}, "transfer.received": Stepped{}, "transfer.relayed": Stepped{},
	"transfer.filed": PoliceFiled{}, "transfer.refused": Stepped{}, "transfer.handed": Stepped{},
	"transfer.appealed": Stepped{}, "transfer.upheld": Stepped{}, "transfer.petitioned": Stepped{}, "transfer.returned": Stepped{},
	"clock.paused": Timed{}, "clock.resumed": Timed{}, "clock.extended": Timed{},
}

// note writes an entry about the case; day is today when empty.
func note(tx *store.Tx, c Case, verb string, facts any, day string) error {
	return tx.Note(store.Note{
		Verb: verb, Subject: Ref(c.ID), Day: day, Region: c.Region, Campaign: c.Campaign,
		Departments: []string{c.Department}, Facts: facts,
	})
}

func all(map[string]any) bool { return true }

// about matches entries that carry the id of a part of the case.
func about(field, id string) func(map[string]any) bool {
	return func(facts map[string]any) bool { return facts[field] == id }
}

// takeBack reverses the case's standing entries of a verb that match. A
// reversing entry lies on the day of what it reverses, so that the figure of
// that day is corrected, and counts nothing itself.
func takeBack(ctx context.Context, tx *store.Tx, c Case, verb string, match func(map[string]any) bool) error {
	es, err := journal.Of(ctx, tx, Ref(c.ID))
	if err != nil {
		return err
	}
	var undone []int64
	for _, e := range slices.Backward(es) {
		if e.Reverses != 0 {
			undone = append(undone, e.Reverses)
			continue
		}
		if e.Verb != verb || !match(e.Facts) || slices.Contains(undone, e.Seq) {
			continue
		}
		if err := tx.Note(store.Note{
			Verb: verb, Subject: Ref(c.ID), Day: e.Day, Region: e.Region, Campaign: e.Campaign,
			Departments: e.Departments, Facts: empty(verb), Reverses: e.Seq,
		}); err != nil {
			return err
		}
	}
	return nil
}

// empty is the zero value of a verb's facts, for entries that only reverse.
func empty(verb string) any { return verbs[verb] }

// pastDay is a day that was, or today when empty.
func pastDay(tx *store.Tx, day string) (string, error) {
	if day == "" {
		return tx.Today(), nil
	}
	if !calendar.Day(day).Valid() || day > tx.Today() {
		return "", ErrDay.With(day)
	}
	return day, nil
}
