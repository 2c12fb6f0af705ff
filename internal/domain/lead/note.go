package lead

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
)

// Raised is noted when a lead comes in.
type Raised struct {
	Channel string `json:"channel"`
	Source  string `json:"source"`
}

// Edited is noted when the words of a lead are changed; Fields says which.
type Edited struct {
	Fields []string `json:"fields"`
}

// Moved is noted when a lead goes from one state to another on its own way.
type Moved struct {
	From string `json:"from"` // the state before
}

// Assigned is noted when a lead gets another unit or officer.
type Assigned struct {
	Unit    string `json:"unit"`
	Officer string `json:"officer"`
	From    string `json:"from"` // the officer before
	Cause   string `json:"cause"`
}

// Extended is noted when verification is given more time.
type Extended struct {
	Approver string `json:"approver"`
	Due      string `json:"due"`
}

// Joined is noted when a twin is merged into another lead.
type Joined struct {
	Into string `json:"into"`
}

// Sent is noted when a lead leaves for another department or region.
type Sent struct {
	Department  string `json:"department"`
	CrossRegion bool   `json:"cross_region"`
	Transfer    string `json:"transfer"`
}

// Settled is noted when the receiver of a lead says something.
type Settled struct {
	Transfer string `json:"transfer"`
	Receipt  string `json:"receipt"`
}

var verbs = store.Verbs{
	"lead.raised": Raised{}, "lead.edited": Edited{}, "lead.extended": Extended{},
	"lead.taken": Assigned{}, "lead.assigned": Assigned{}, "lead.returned": Moved{},
	"lead.verified": Moved{}, "lead.filed": Moved{}, "lead.dismissed": Moved{}, "lead.reopened": Moved{},
	"lead.merged": Joined{}, "lead.withdrawn": Moved{},
	"lead.transferred": Sent{}, "lead.recalled": Sent{},
	"lead.received": Settled{}, "lead.refused": Settled{}, "lead.answered": Settled{},
}

func note(tx *store.Tx, l Lead, verb string, facts any) error {
	n := store.Note{Verb: verb, Subject: Ref(l.ID), Region: l.Region, Campaign: l.Campaign, Departments: []string{l.Department}, Facts: facts}
	if verb == "lead.raised" {
		n.Day = l.RaisedOn
	}
	return tx.Note(n)
}

// reverse notes a verb that takes back the lead's last standing entry of
// another; it lies on the day of that entry, whose figure it corrects.
func reverse(ctx context.Context, tx *store.Tx, l Lead, verb string, facts any, undo string) error {
	es, err := journal.Of(ctx, tx, Ref(l.ID))
	if err != nil {
		return err
	}
	var undone []int64
	for _, e := range slices.Backward(es) {
		if e.Verb == undo && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
			return tx.Note(store.Note{Verb: verb, Subject: Ref(l.ID), Day: e.Day, Region: e.Region, Campaign: e.Campaign,
				Departments: e.Departments, Facts: facts, Reverses: e.Seq})
		}
		undone = append(undone, e.Reverses)
	}
	return note(tx, l, verb, facts) // nothing was counted, so there is nothing to take back
}
