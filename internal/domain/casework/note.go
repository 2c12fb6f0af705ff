package casework

import (
	"context"

	"example.org/zhiye/internal/platform/store"
)

// The facts of the package's verbs. Parties are opaque marks, never names.
type (
	FiledFacts struct { // case.filed
		Violation string `json:"violation"`
		Origin    string `json:"origin"`
	}
	Edited struct { // case.edited
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
)

var verbs = store.Verbs{
	"case.filed": FiledFacts{}, "case.edited": Edited{}, "case.assigned": Assigned{}, "case.investigated": Assigned{},
	"case.valued": Valued{}, "case.executed": Moved{}, "case.closed": ClosedFacts{},
	"case.reopened": Moved{}, "case.withdrawn": Moved{}, "case.exposed": Exposed{},
	"party.added": PartyFacts{}, "party.edited": PartyFacts{}, "party.dropped": PartyFacts{},
	"credit.listed": Listed{},
}

// note writes an entry about the case; day is today when empty.
func note(tx *store.Tx, c Case, verb string, facts any, day string) error {
	return c.File().Note(tx, verb, facts, day)
}

// takeBack reverses the case's standing entries of a verb that match.
func takeBack(ctx context.Context, tx *store.Tx, c Case, verb string, match func(map[string]any) bool) error {
	return c.File().TakeBack(ctx, tx, verb, verbs[verb], match)
}
