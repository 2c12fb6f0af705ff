package inspection

import (
	"context"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Entry is a visit as somebody writes it down: organs, item and plan in words
// or codes, officers by person or certificate number.
type Entry struct {
	Row       int      `json:"row,omitempty"` // of the grid or sheet it came from
	Campaign  string   `json:"campaign"`
	Subject   string   `json:"subject"`          // id in the ledger
	Title     string   `json:"title"`            // what the subject was called then
	Venue     string   `json:"venue"`            // its venue kind: catering, market_agri …
	Region    string   `json:"region"`           // 12 digits
	Online    bool     `json:"online,omitempty"` // the subject is a shop or platform on the net
	Day       string   `json:"day"`              // the local day of the visit
	Organs    []string `json:"organs"`
	Officers  []string `json:"officers"`
	Item      string   `json:"item"`
	Origin    string   `json:"origin"`              // plan, draw, lead, complaint, transfer, monitor, review; may be left to plan and exemption
	Plan      string   `json:"plan,omitempty"`      // the special-inspection plan it stands on
	Exemption string   `json:"exemption,omitempty"` // or why it needs none: complaint, transfer, media, monitoring, lead, review
	Source    string   `json:"source,omitempty"`    // the complaint, lead, order … it answers, as a reference; of a drawn one "draw:…"
	Drawn     bool     `json:"-"`                   // Source did draw the subject; flow looks it up
	Results   []string `json:"results"`             // a set of codes
	Text      string   `json:"text,omitempty"`
	Photos    []string `json:"photos,omitempty"` // blobs, sha256
	Action    string   `json:"action,omitempty"` // the joint action it was part of
	Code      string   `json:"code,omitempty"`   // act code of the notice shown at the door
}

// Visit is a recorded visit. Its words have become codes and ids.
type Visit struct {
	ID string `json:"id"`
	Entry
	Names       []Signature `json:"names"`        // the officers with the certificates they showed
	OfficerDays []string    `json:"officer_days"` // what counts as 人次: person/day/action, or person/day/visit where the campaign counts visits
	Departments []string    `json:"departments"`  // whom it counts for
	Problem     bool        `json:"problem"`
	State       string      `json:"state"`            // recorded or withdrawn
	Reason      string      `json:"reason,omitempty"` // why it was last changed
	Unit        string      `json:"unit"`             // who recorded it
	By          string      `json:"by"`
	Version     int64       `json:"version"`
	CreatedAt   time.Time   `json:"created_at"`
	UpdatedAt   time.Time   `json:"updated_at"`
}

// Signature is an officer and the certificate valid on the day.
type Signature struct {
	Person      string `json:"person"`
	Certificate string `json:"certificate"`
}

// The states of visits, signs and online checks.
const (
	Standing  = "recorded"
	Withdrawn = "withdrawn"
)

// Recorded are the facts of visit.recorded.
type Recorded struct {
	Entity      string   `json:"entity"`
	Venue       string   `json:"venue"`
	Online      bool     `json:"online"`
	Origin      string   `json:"origin"`
	Organs      []string `json:"organs"`
	Officers    []string `json:"officers"`
	OfficerDays []string `json:"officer_days"`
	Item        string   `json:"item"`
	Plan        string   `json:"plan"`
	Exemption   string   `json:"exemption"`
	Action      string   `json:"action"`
	Results     []string `json:"results"`
	Problem     bool     `json:"problem"`
}

// Taken are the facts of visit.withdrawn, which carries the reversing entry of
// visit.recorded beside it.
type Taken struct {
	Entity string `json:"entity"`
}

// Ref names the visit: "visit:…".
func (v Visit) Ref() ref.Ref { return ref.Of("visit", v.ID) }

func (v Visit) facts() Recorded {
	return Recorded{
		Entity: v.Subject, Venue: v.Venue, Online: v.Online, Origin: v.Origin, Organs: v.Organs, Officers: v.Officers,
		OfficerDays: v.OfficerDays, Item: v.Item, Plan: v.Plan, Exemption: v.Exemption, Action: v.Action,
		Results: v.Results, Problem: v.Problem,
	}
}

func (v Visit) note(tx *store.Tx) error {
	return tx.Note(store.Note{
		Verb: "visit.recorded", Subject: v.Ref(), Day: v.Day, Region: v.Region, Campaign: v.Campaign,
		Departments: v.Departments, Facts: v.facts(),
	})
}

// Filter chooses visits; empty fields choose all.
type Filter struct {
	Campaign string `query:"campaign" json:"campaign,omitempty"`
	Subject  string `query:"subject" json:"subject,omitempty"`
	Venue    string `query:"venue" json:"venue,omitempty"`
	Region   string `query:"region" json:"region,omitempty"` // 12 digits, or a beginning of them
	Organ    string `query:"organ" json:"organ,omitempty"`
	Item     string `query:"item" json:"item,omitempty"`
	Origin   string `query:"origin" json:"origin,omitempty"`
	Plan     string `query:"plan" json:"plan,omitempty"`
	Action   string `query:"action" json:"action,omitempty"`
	Unit     string `query:"unit" json:"unit,omitempty"`
	State    string `query:"state" json:"state,omitempty"`
	From     string `query:"from" json:"from,omitempty"` // inclusive days
	To       string `query:"to" json:"to,omitempty"`
	Problem  bool   `query:"problem" json:"problem,omitempty"`              // only those that found one
	Name     string `query:"name" json:"name,omitempty" doc:"a part of it"` // of the subject, as it was called then
}

// List returns visits, newest record first, and the key of the next page.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Visit, string, error) {
	w := in(tx.Actor.Home).and("campaign = $%d", f.Campaign).and("subject = $%d", f.Subject).and("venue = $%d", f.Venue).
		and("item = $%d", f.Item).
		and("origin = $%d", f.Origin).and("plan = $%d", f.Plan).and("action = $%d", f.Action).and("unit = $%d", f.Unit).
		and(`lower(body) LIKE $%d ESCAPE '!'`, titled(f.Name)).
		and("state = $%d", f.State).and("day >= $%d", f.From).and("day <= $%d", f.To).and("id < $%d", p.After)
	if f.Organ != "" {
		w.and("organs LIKE $%d", "% "+f.Organ+" %")
	}
	if f.Region != "" {
		w.and("region LIKE $%d", f.Region+"%")
	}
	if f.Problem {
		w.text.WriteString(" AND problem = 1")
	}
	rows, err := tx.Query(ctx, `SELECT body FROM inspection_visit WHERE `+w.text.String()+w.tail(p), w.args...)
	return page(rows, err, p.Size(), func(v Visit) string { return v.ID })
}

// titled is the pattern of bodies whose title holds a name. The title is followed
// by the venue there, and no text in a body holds a quotation mark unescaped.
func titled(name string) string {
	if name = strings.ToLower(strings.TrimSpace(name)); name == "" {
		return ""
	}
	return store.Within(`"title":"`) + strings.TrimPrefix(store.Within(strings.Trim(pack(name), `"`)), "%") + strings.TrimPrefix(store.Within(`","venue":`), "%")
}

// Get returns the visit, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Visit, error) {
	return find[Visit](tx.Row(ctx, `SELECT body FROM inspection_visit WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrNotFound.With(id))
}

// Past returns what the visit said before its corrections, oldest first.
func Past(ctx context.Context, tx *store.Tx, id string) ([]Visit, error) {
	rows, err := tx.Query(ctx, `SELECT body FROM inspection_past WHERE home = $1 AND visit = $2 ORDER BY version`, tx.Actor.Home, id)
	out, _, err := page(rows, err, 1000, func(v Visit) string { return v.ID })
	return out, err
}

// row gives the visit's columns, in the order of insertVisit.
func (v Visit) row(home string) []any {
	organs := " "
	for _, o := range v.Organs {
		organs += o + " "
	}
	var problem int64
	if v.Problem {
		problem = 1
	}
	return []any{home, v.ID, v.Campaign, v.Subject, v.Venue, v.Region, v.Day, organs, v.Item, v.Origin, v.Plan, v.Action, v.Unit,
		problem, v.State, pack(v), v.Version}
}

const insertVisit = `
	INSERT INTO inspection_visit (home, id, campaign, subject, venue, region, day, organs, item, origin, plan, action, unit, problem, state, body, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`

const putVisit = `
	UPDATE inspection_visit SET campaign = $3, subject = $4, venue = $5, region = $6, day = $7, organs = $8, item = $9, origin = $10,
		plan = $11, action = $12, unit = $13, problem = $14, state = $15, body = $16, version = $17
	WHERE home = $1 AND id = $2`
