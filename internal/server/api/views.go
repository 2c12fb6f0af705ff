package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/view"
	"example.org/zhiye/internal/platform/store"
)

// views registers the ways people like to look at a list.
func (s *server) views() {
	look(s, "/views", "list-views", "self.manage", func(ctx context.Context, tx *store.Tx, in *struct {
		List string `query:"list" required:"true" maxLength:"40" doc:"the list's name on its page"`
	}) (list[view.View], error) {
		vs, err := view.Saved(ctx, tx, in.List)
		return list[view.View]{Items: vs}, err
	})
	handle(s, op{method: http.MethodPost, path: "/views", id: "save-view", permission: "self.manage"},
		func(ctx context.Context, in *created[view.View]) (view.View, error) {
			return view.Save(ctx, s.DB, actor(ctx), in.Body.record)
		})
	handle(s, op{method: http.MethodDelete, path: "/views/{id}", id: "drop-view", permission: "self.manage"},
		func(ctx context.Context, in *byID) (none, error) {
			return none{}, view.Drop(ctx, s.DB, actor(ctx), in.ID)
		})
}
