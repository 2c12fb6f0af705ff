package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
)

// campaign registers campaigns and the records of running one.
func (s *server) campaign() {
	s.templates()
	look(s, "/campaigns", "list-campaigns", "campaign.read", func(ctx context.Context, tx *store.Tx, in *struct {
		campaign.Filter
		store.Page
	}) (list[campaign.Campaign], error) {
		cs, err := campaign.List(ctx, tx, in.Filter, in.Page)
		return list[campaign.Campaign]{Items: cs}, err
	})
	look(s, "/campaigns/{campaign}", "read-campaign", "campaign.read", func(ctx context.Context, tx *store.Tx, in *inCampaign) (campaign.Campaign, error) {
		return campaign.Get(ctx, tx, in.Campaign)
	})
	look(s, "/campaigns/{campaign}/deadlines", "list-deadlines", "campaign.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Campaign string `path:"campaign"`
		From     string `query:"from" required:"true"`
		To       string `query:"to" required:"true"`
	}) (list[campaign.Reminder], error) {
		c, err := campaign.Get(ctx, tx, in.Campaign)
		return list[campaign.Reminder]{Items: campaign.Counted(c.Schedule(in.From, in.To), tx.Today())}, err
	})
	act(s, op{method: http.MethodPost, path: "/campaigns", id: "prepare-campaign", permission: "campaign.manage", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct{ Body announced }) (campaign.Campaign, error) {
			return campaign.Prepare(ctx, tx, in.Body.campaign(in.Body.ID))
		})
	act(s, op{method: http.MethodPut, path: "/campaigns/{campaign}", id: "revise-campaign", permission: "campaign.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			Campaign string `path:"campaign"`
			Body     announced
		}) (campaign.Campaign, error) {
			return campaign.Revise(ctx, tx, in.Body.campaign(in.Campaign), in.Body.Version)
		})
	for verb, do := range map[string]func(context.Context, *store.Tx, string, int64) (campaign.Campaign, error){
		"publish": campaign.Publish, "close": campaign.Close,
	} {
		act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/" + verb, id: verb + "-campaign", permission: "campaign.manage"},
			func(ctx context.Context, tx *store.Tx, in *struct {
				Campaign string `path:"campaign"`
				Body     struct {
					Version int64 `json:"version"`
				}
			}) (campaign.Campaign, error) {
				return do(ctx, tx, in.Campaign, in.Body.Version)
			})
	}
	s.records()
}

// announced is a campaign as somebody drafts or revises it.
type announced struct {
	ID     string `json:"id,omitempty" doc:"of a new one: lower-case letters, digits, hyphens"`
	Title  string `json:"title"`
	Number string `json:"number,omitempty"`
	From   string `json:"from"`
	To     string `json:"to"`
	campaign.Terms
	Version int64 `json:"version,omitempty" doc:"the one that was edited"`
}

func (a announced) campaign(id string) campaign.Campaign {
	return campaign.Campaign{ID: id, Title: a.Title, Number: a.Number, From: a.From, To: a.To, Terms: a.Terms}
}

func (s *server) templates() {
	look(s, "/campaign-templates", "list-campaign-templates", "campaign.read", func(context.Context, *store.Tx, *struct{}) (map[string]string, error) {
		return campaign.Templates()
	})
	look(s, "/campaign-templates/{code}", "read-campaign-template", "campaign.read", func(_ context.Context, tx *store.Tx, in *struct {
		Code string `path:"code"`
		Year int    `query:"year" minimum:"2000" maximum:"2999" required:"true"`
	}) (campaign.Campaign, error) {
		return campaign.FromTemplate(in.Code, in.Year)
	})
}

// records registers meetings, documents, dispatches and supervisions.
func (s *server) records() {
	record[campaign.Meeting](s, "meeting")
	record[campaign.Document](s, "document")
	record[campaign.Dispatch](s, "dispatch")
	record[campaign.Supervision](s, "supervision")
	act(s, op{method: http.MethodPost, path: "/meetings/{id}/finish", id: "finish-follow-up", permission: "campaign.record"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64 `json:"version"`
				N       int   `json:"n" doc:"which follow-up, from 0"`
			}
		}) (campaign.Record[campaign.Meeting], error) {
			return campaign.Finish(ctx, tx, in.ID, in.Body.Version, in.Body.N)
		})
	act(s, op{method: http.MethodPost, path: "/documents/{id}/acknowledge", id: "acknowledge-document", permission: "campaign.read"},
		func(ctx context.Context, tx *store.Tx, in *byID) (campaign.Record[campaign.Document], error) {
			return campaign.Acknowledge(ctx, tx, in.ID)
		})
}

// record registers one noun of records; nouns are plural in paths.
func record[B campaign.Body](s *server, noun string) {
	plural := "/" + noun + "s"
	if noun == "dispatch" {
		plural = "/dispatches"
	}
	look(s, "/campaigns/{campaign}"+plural, "list-"+plural[1:], "campaign.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Campaign string `path:"campaign"`
		campaign.RecordFilter
		store.Page
	}) (list[campaign.Record[B]], error) {
		rs, next, err := campaign.Records[B](ctx, tx, in.Campaign, in.RecordFilter, in.Page)
		return list[campaign.Record[B]]{rs, next}, err
	})
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}" + plural, id: "record-" + noun, permission: "campaign.record", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			Campaign string `path:"campaign"`
			Body     struct {
				Day  string `json:"day"`
				Body B      `json:"body"`
			}
		}) (campaign.Record[B], error) {
			return campaign.Keep(ctx, tx, in.Campaign, in.Body.Day, in.Body.Body)
		})
	act(s, op{method: http.MethodPost, path: plural + "/{id}/withdraw", id: "withdraw-" + noun, permission: "campaign.record"},
		func(ctx context.Context, tx *store.Tx, in *edit) (campaign.Record[B], error) {
			return campaign.Withdraw[B](ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
}
