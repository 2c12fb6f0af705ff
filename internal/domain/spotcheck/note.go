package spotcheck

import "example.org/zhiye/internal/platform/store"

// Planned is noted when a plan is drafted or revised.
type Planned struct {
	Date     string   `json:"date"`
	Deadline string   `json:"deadline"`
	Units    []string `json:"units"`
}

// Fixed is noted when plan, pool and officers are frozen: their digests are
// known from then on, before anybody has committed to a share.
type Fixed struct {
	Plan     string `json:"plan"`
	Pool     string `json:"pool"`
	Officers string `json:"officers"`
	Objects  int64  `json:"objects"`
	People   int64  `json:"people"`
}

// Committed is noted when a unit commits, and when it reveals; the share itself
// follows from draw.json and is not noted while others are still to reveal.
type Committed struct {
	Unit       string `json:"unit"`
	Commitment string `json:"commitment"`
}

// Published is noted with the announcement: SHA-256 of its bytes.
type Published struct {
	Digest string `json:"digest"`
}

// Outcome is noted when the draw has run: SHA-256 of draw.json, and the seed.
type Outcome struct {
	Digest string `json:"digest"`
	Seed   string `json:"seed"`
	Drawn  int64  `json:"drawn"`
}

// Ended is noted when a draw lapses; Units have not done what they were to do.
type Ended struct {
	Cause string   `json:"cause"`
	Units []string `json:"units"`
}

// Again is noted when a redraw is asked for and when it is approved.
type Again struct {
	Of        string `json:"of"` // the draw it replaces
	Requester string `json:"requester"`
}

var verbs = store.Verbs{
	"draw.drafted": Planned{}, "draw.revised": Planned{}, "draw.frozen": Fixed{},
	"draw.committed": Committed{}, "draw.announced": Published{}, "draw.revealed": Committed{}, "draw.done": Outcome{},
	"draw.lapsed": Ended{}, "draw.requested": Again{}, "draw.redrawn": Again{},
}

// note puts a fact on the day it happened, which is always today.
func note(tx *store.Tx, d Draw, verb string, facts any) error {
	return tx.Note(store.Note{Verb: verb, Subject: d.Ref(), Campaign: d.Campaign, Facts: facts})
}
