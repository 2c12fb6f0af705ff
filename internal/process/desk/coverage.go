package desk

import (
	"context"
	"database/sql"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
)

// Coverage is how far a campaign has come: of the subjects that were frozen as
// its denominator, how many have a standing visit of it.
type Coverage struct {
	registry.Coverage
	Visited int64  `json:"visited"`
	Parts   []Part `json:"parts"`
}

// Part is the coverage of one township and venue kind.
type Part struct {
	Region  string `json:"region"`
	Venue   string `json:"venue"`
	Count   int64  `json:"count"`
	Visited int64  `json:"visited"`
}

// visited is true of a frozen subject c that has a standing visit.
const visited = `EXISTS (SELECT 1 FROM inspection_visit AS v
	WHERE v.home = c.home AND v.subject = c.subject AND v.campaign = c.campaign AND v.state = 'recorded')`

// Covered returns a campaign's coverage by township and venue, or
// registry.ErrNoFrozen.
func Covered(ctx context.Context, tx *store.Tx, campaign string) (Coverage, error) {
	frozen, err := registry.Denominator(ctx, tx, campaign)
	if err != nil {
		return Coverage{}, err
	}
	rows, err := tx.Query(ctx, `
		SELECT s.region, s.venue, count(*), sum(CASE WHEN `+visited+` THEN 1 ELSE 0 END)
		FROM registry_covered AS c JOIN registry_subject AS s ON s.home = c.home AND s.id = c.subject
		WHERE c.home = $1 AND c.campaign = $2 GROUP BY s.region, s.venue ORDER BY s.region, s.venue`, tx.Actor.Home, campaign)
	parts, err := collect(rows, err, func(r *sql.Rows) (p Part, err error) {
		return p, r.Scan(&p.Region, &p.Venue, &p.Count, &p.Visited)
	})
	out := Coverage{Coverage: frozen, Parts: parts}
	for _, p := range parts {
		out.Visited += p.Visited
	}
	return out, err
}

// Place is a subject as a list to work off shows it.
type Place struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Address string `json:"address"`
	Venue   string `json:"venue"`
	Region  string `json:"region"`
	Code    string `json:"code"`
	State   string `json:"state"`
}

// Unvisited narrows the list of subjects to be visited yet; empty fields do not.
type Unvisited struct {
	Region string `query:"region" doc:"township, 12 digits"`
	Venue  string `query:"venue"`
	After  string `query:"after" doc:"the next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// List returns the frozen subjects of a campaign without a standing visit, in
// the order they entered the ledger, and where the next page begins.
func (u Unvisited) List(ctx context.Context, tx *store.Tx, campaign string) ([]Place, string, error) {
	if _, err := registry.Denominator(ctx, tx, campaign); err != nil {
		return nil, "", err
	}
	n := 50
	if u.Limit > 0 {
		n = min(u.Limit, 100)
	}
	rows, err := tx.Query(ctx, `
		SELECT s.id, s.name, s.address, s.venue, s.region, s.code, s.state
		FROM registry_covered AS c JOIN registry_subject AS s ON s.home = c.home AND s.id = c.subject
		WHERE c.home = $1 AND c.campaign = $2 AND c.subject > $3 AND ($4 = '' OR s.region = $4) AND ($5 = '' OR s.venue = $5)
		  AND NOT `+visited+` ORDER BY c.subject LIMIT $6`, tx.Actor.Home, campaign, u.After, u.Region, u.Venue, n+1)
	places, err := collect(rows, err, func(r *sql.Rows) (p Place, err error) {
		return p, r.Scan(&p.ID, &p.Name, &p.Address, &p.Venue, &p.Region, &p.Code, &p.State)
	})
	if len(places) <= n {
		return places, "", err
	}
	return places[:n], places[n-1].ID, err
}
