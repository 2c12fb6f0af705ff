package flow

import (
	"context"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// RaiseFromVisit makes what a visit found a lead: party, place and campaign are
// the visit's. One visit makes one lead, however often the button is pressed.
func RaiseFromVisit(ctx context.Context, tx *store.Tx, visit, title, facts string, goods []string) (lead.Lead, error) {
	v, err := inspection.Get(ctx, tx, visit)
	if err != nil {
		return lead.Lead{}, err
	}
	channel := "visit"
	if v.Origin == "draw" {
		channel = "draw"
	}
	return lead.Raise(ctx, tx, lead.Lead{
		Source: v.Ref(), Channel: channel, Title: title, Facts: facts, Goods: goods,
		Subject: ref.Of("subject", v.Subject), Region: v.Region, Campaign: v.Campaign, RaisedOn: v.Day,
	})
}
