package flow

import (
	"context"
	"errors"
	"slices"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
)

// DrawnVisit is an object that was drawn: the visit to be recorded, filled in
// as far as the draw decides it, and the visit that came of it.
type DrawnVisit struct {
	Place   int64              `json:"place"`
	Stratum string             `json:"stratum"`
	Ticket  string             `json:"ticket"`
	Team    []spotcheck.Member `json:"team"`
	Entry   inspection.Entry   `json:"entry"`
	Visit   string             `json:"visit"` // empty until somebody went
}

// DrawnVisits is the worklist of a draw, in order of ticket.
func DrawnVisits(ctx context.Context, tx *store.Tx, id string) ([]DrawnVisit, error) {
	d, err := spotcheck.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	drawn, err := spotcheck.Drawn(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	organs, err := drawnOrgans(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	out := make([]DrawnVisit, len(drawn))
	for i, a := range drawn {
		v := DrawnVisit{Place: a.Place, Stratum: a.Stratum, Ticket: a.Ticket, Team: a.Team}
		if v.Entry, err = drawnEntry(ctx, tx, d, a); err != nil {
			return nil, err
		}
		v.Entry.Organs = organs
		if v.Visit, err = visited(ctx, tx, v.Entry); err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func drawnEntry(ctx context.Context, tx *store.Tx, d spotcheck.Draw, a spotcheck.Assignment) (inspection.Entry, error) {
	s, err := standing(ctx, tx, a.Subject)
	if err != nil {
		return inspection.Entry{}, err
	}
	e := inspection.Entry{
		Campaign: d.Campaign, Subject: s.ID, Title: s.Name, Venue: string(s.Venue), Region: s.Region, Online: registry.Online(s.Venue),
		Day: d.Date, Item: d.Item, Origin: "draw", Plan: d.VisitPlan, Source: string(d.Ref()),
	}
	for _, m := range a.Team {
		e.Officers = append(e.Officers, m.Person)
	}
	return e, nil
}

// heeded are the draws near another whose drawn objects have all been visited.
func heeded(ctx context.Context, tx *store.Tx, d spotcheck.Draw) (map[string]bool, error) {
	near, err := spotcheck.Near(ctx, tx, d)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, e := range near {
		visits, err := DrawnVisits(ctx, tx, e.ID)
		if err != nil {
			return nil, err
		}
		out[e.ID] = !slices.ContainsFunc(visits, func(v DrawnVisit) bool { return v.Visit == "" })
	}
	return out, nil
}

// drawnOrgans are the organs of the campaign that act for the draw's departments.
func drawnOrgans(ctx context.Context, tx *store.Tx, d spotcheck.Draw) (units []string, err error) {
	if d.Campaign == "" {
		return nil, nil
	}
	c, err := campaign.Get(ctx, tx, d.Campaign)
	for _, o := range c.Organs {
		if o.Role != campaign.Office && slices.ContainsFunc(o.Departments, func(dep string) bool { return d.Team.Organs[dep] > 0 }) {
			units = append(units, o.Unit)
		}
	}
	return units, err
}

// visited finds the standing visit that a draw led to.
func visited(ctx context.Context, tx *store.Tx, e inspection.Entry) (string, error) {
	f := inspection.Filter{Campaign: e.Campaign, Subject: e.Subject, Origin: e.Origin, State: inspection.Standing}
	for p := (store.Page{Limit: 100}); ; {
		visits, next, err := inspection.List(ctx, tx, f, p)
		if err != nil {
			return "", err
		}
		for _, v := range visits {
			if v.Source == e.Source {
				return v.ID, nil
			}
		}
		if p.After = next; next == "" {
			return "", nil
		}
	}
}

// DrawSheet is what is published of a draw, with the names of what was drawn.
func DrawSheet(ctx context.Context, tx *store.Tx, id string) (spotcheck.Sheet, error) {
	drawn, err := spotcheck.Drawn(ctx, tx, id)
	if err != nil {
		return spotcheck.Sheet{}, err
	}
	names := make(map[string]string, len(drawn))
	for _, a := range drawn {
		s, err := registry.Get(ctx, tx, a.Subject)
		if err != nil && !errors.Is(err, registry.ErrNotFound) {
			return spotcheck.Sheet{}, err
		}
		names[a.Subject] = s.Name
	}
	return spotcheck.MakeSheet(ctx, tx, id, names)
}
