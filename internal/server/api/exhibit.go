package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// exhibit registers what was seized in a case, and how it left custody.
func (s *server) exhibit() {
	look(s, "/exhibits/{id}", "get-exhibit", "case.read", getExhibit)
	act(s, op{method: http.MethodPost, path: "/cases/{id}/exhibits", id: "seize-exhibit", permission: "case.handle", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[exhibit.Exhibit]) (exhibit.Exhibit, error) {
			x := in.Body.record
			x.Case = in.ID
			return flow.SeizeExhibit(ctx, tx, x)
		})
	act(s, op{method: http.MethodPut, path: "/exhibits/{id}", id: "amend-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *replaced[exhibit.Exhibit]) (exhibit.Exhibit, error) {
			x := in.Body.record
			x.ID = in.ID
			return flow.KeepExhibit(ctx, tx, x, exhibit.Amend)
		})
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/move", id: "move-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version   int64  `json:"version"`
				Custodian string `json:"custodian"`
				Place     string `json:"place"`
			}
		}) (exhibit.Exhibit, error) {
			b := in.Body
			return flow.KeepExhibit(ctx, tx, exhibit.Exhibit{ID: in.ID, Version: b.Version, Custodian: b.Custodian, Place: b.Place}, exhibit.Move)
		})
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/withdraw", id: "withdraw-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *edit) (exhibit.Exhibit, error) {
			return flow.KeepExhibit(ctx, tx, exhibit.Exhibit{ID: in.ID, Version: in.Body.Version, Withdrawn: in.Body.Reason}, exhibit.Unseize)
		})
	for name, do := range map[string]flow.ExhibitVerb{"approve": exhibit.Approve, "turn": exhibit.Turn} {
		act(s, op{method: http.MethodPost, path: "/exhibits/{id}/" + name, id: name + "-exhibit", permission: "case.handle"},
			func(ctx context.Context, tx *store.Tx, in *measure) (exhibit.Exhibit, error) {
				b := in.Body
				return flow.MeasureExhibit(ctx, tx, exhibit.Exhibit{ID: in.ID, Version: b.Version, Measure: b.Measure, Approver: b.Approver, Paper: b.Paper}, do)
			})
	}
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/dispose", id: "dispose-exhibit", permission: "case.handle", status: 201}, dispose)
	act(s, op{method: http.MethodPost, path: "/disposals/{id}/withdraw", id: "withdraw-disposal", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *textual) (exhibit.Exhibit, error) {
			return flow.UndisposeExhibit(ctx, tx, in.ID, in.Body.Text)
		})
}

// measure is a decision on the measure an exhibit is held under.
type measure struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64  `json:"version"`
		Measure  string `json:"measure,omitempty" doc:"turn: seizure or confiscation"`
		Approver string `json:"approver" doc:"person:…, a head of the organ who does not handle the case"`
		Paper    string `json:"paper" doc:"number of the decision"`
	}
}

// exhibitDossier is an exhibit and how it left custody.
type exhibitDossier struct {
	Exhibit   exhibit.Exhibit    `json:"exhibit"`
	Disposals []exhibit.Disposal `json:"disposals"`
}

func getExhibit(ctx context.Context, tx *store.Tx, in *byID) (d exhibitDossier, err error) {
	if d.Exhibit, err = exhibit.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	d.Disposals, err = exhibit.Disposals(ctx, tx, in.ID)
	return d, err
}

func dispose(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64                     `json:"version" doc:"of the exhibit"`
		Disposal partial[exhibit.Disposal] `json:"disposal"`
	}
}) (exhibit.Disposal, error) {
	d := in.Body.Disposal.record
	d.Exhibit = in.ID
	return flow.DisposeExhibit(ctx, tx, in.Body.Version, d)
}
