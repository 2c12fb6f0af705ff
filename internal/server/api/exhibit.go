package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
)

// exhibit registers what was seized in a case, and how it left custody.
func (s *server) exhibit() {
	look(s, "/exhibits/{id}", "get-exhibit", "case.read", getExhibit)
	act(s, op{method: http.MethodPost, path: "/cases/{id}/exhibits", id: "seize-exhibit", permission: "case.handle", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[casework.Exhibit]) (casework.Exhibit, error) {
			x := in.Body.record
			x.Case = in.ID
			return casework.Seize(ctx, tx, x)
		})
	act(s, op{method: http.MethodPut, path: "/exhibits/{id}", id: "amend-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *replaced[casework.Exhibit]) (casework.Exhibit, error) {
			x := in.Body.record
			x.ID = in.ID
			return casework.Amend(ctx, tx, x)
		})
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/move", id: "move-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version   int64  `json:"version"`
				Custodian string `json:"custodian"`
				Place     string `json:"place"`
			}
		}) (casework.Exhibit, error) {
			return casework.Move(ctx, tx, in.ID, in.Body.Version, in.Body.Custodian, in.Body.Place)
		})
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/withdraw", id: "withdraw-exhibit", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *edit) (casework.Exhibit, error) {
			return casework.Unseize(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/exhibits/{id}/dispose", id: "dispose-exhibit", permission: "case.handle", status: 201}, dispose)
	act(s, op{method: http.MethodPost, path: "/disposals/{id}/withdraw", id: "withdraw-disposal", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *textual) (casework.Exhibit, error) {
			return casework.Undispose(ctx, tx, in.ID, in.Body.Text)
		})
}

// exhibitDossier is an exhibit and how it left custody.
type exhibitDossier struct {
	Exhibit   casework.Exhibit    `json:"exhibit"`
	Disposals []casework.Disposal `json:"disposals"`
}

func getExhibit(ctx context.Context, tx *store.Tx, in *byID) (d exhibitDossier, err error) {
	if d.Exhibit, err = casework.GetExhibit(ctx, tx, in.ID); err != nil {
		return d, err
	}
	d.Disposals, err = casework.Disposals(ctx, tx, in.ID)
	return d, err
}

func dispose(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64                      `json:"version" doc:"of the exhibit"`
		Disposal partial[casework.Disposal] `json:"disposal"`
	}
}) (casework.Disposal, error) {
	d := in.Body.Disposal.record
	d.Exhibit = in.ID
	return casework.Dispose(ctx, tx, in.Body.Version, d)
}
