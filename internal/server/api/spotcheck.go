package api

import (
	"bytes"
	"context"
	"net/http"
	"path"

	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/draw"
)

// spotcheck registers random draws, from the draft to what is published.
func (s *server) spotcheck() {
	look(s, "/draws", "list-draws", "draw.read", listDraws)
	look(s, "/draws/{id}", "get-draw", "draw.read", func(ctx context.Context, tx *store.Tx, in *byID) (spotcheck.Draw, error) {
		return spotcheck.Get(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/draws", id: "draft-draw", permission: "draw.announce", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[spotcheck.Draw]) (spotcheck.Draw, error) {
			return spotcheck.Draft(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPut, path: "/draws/{id}", id: "revise-draw", permission: "draw.announce"},
		func(ctx context.Context, tx *store.Tx, in *replaced[spotcheck.Draw]) (spotcheck.Draw, error) {
			d := in.Body.record
			d.ID = in.ID
			return spotcheck.Revise(ctx, tx, d)
		})
	look(s, "/draws/{id}/preview", "preview-draw", "draw.read", func(ctx context.Context, tx *store.Tx, in *byID) (spotcheck.Draw, error) {
		return flow.PreviewDraw(ctx, tx, in.ID)
	})
	s.shares()
	s.redraws()
	s.published()
}

// shares registers the steps of a draw from freezing to the last share.
func (s *server) shares() {
	act(s, op{method: http.MethodPost, path: "/draws/{id}/freeze", id: "freeze-draw", permission: "draw.announce"},
		func(ctx context.Context, tx *store.Tx, in *edit) (spotcheck.Draw, error) {
			return flow.FreezeDraw(ctx, tx, in.ID, in.Body.Version)
		})
	act(s, op{method: http.MethodPost, path: "/draws/{id}/commit", id: "commit-draw", permission: "draw.commit"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Unit       string `json:"unit"`
				Commitment string `json:"commitment" doc:"SHA-256 of the unit's 32-byte share, in hex"`
			}
		}) (spotcheck.Draw, error) {
			return spotcheck.Commit(ctx, tx, in.ID, in.Body.Unit, in.Body.Commitment)
		})
	act(s, op{method: http.MethodPost, path: "/draws/{id}/announce", id: "announce-draw", permission: "draw.announce"},
		func(ctx context.Context, tx *store.Tx, in *byID) (spotcheck.Draw, error) {
			return spotcheck.Announce(ctx, tx, in.ID)
		})
	act(s, op{method: http.MethodPost, path: "/draws/{id}/reveal", id: "reveal-draw", permission: "draw.reveal"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Unit  string `json:"unit"`
				Share string `json:"share" doc:"the 32 bytes the unit committed to, in hex"`
			}
		}) (spotcheck.Draw, error) {
			return spotcheck.Reveal(ctx, tx, in.ID, in.Body.Unit, in.Body.Share)
		})
}

// because names a draw and why something is done to it.
type because struct {
	ID   string `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"2000"`
	}
}

// redraws registers how a draw ends without a result, and how another takes
// the place of one.
func (s *server) redraws() {
	step := func(name, permission string, status int, do func(context.Context, *store.Tx, string, string) (spotcheck.Draw, error)) {
		act(s, op{method: http.MethodPost, path: "/draws/{id}/" + name, id: name + "-draw", permission: permission, status: status},
			func(ctx context.Context, tx *store.Tx, in *because) (spotcheck.Draw, error) {
				return do(ctx, tx, in.ID, in.Body.Reason)
			})
	}
	step("lapse", "draw.reveal", 0, spotcheck.Lapse)
	step("redraw", "draw.redraw", 201, spotcheck.Redraw)
	step("decline", "draw.approve", 0, spotcheck.Decline)
	act(s, op{method: http.MethodPost, path: "/draws/{id}/approve", id: "approve-draw", permission: "draw.approve"},
		func(ctx context.Context, tx *store.Tx, in *byID) (spotcheck.Draw, error) {
			return spotcheck.Approve(ctx, tx, in.ID)
		})
}

// published registers what comes of a draw.
func (s *server) published() {
	look(s, "/draws/{id}/visits", "list-drawn-visits", "draw.read", func(ctx context.Context, tx *store.Tx, in *byID) (list[flow.DrawnVisit], error) {
		items, err := flow.DrawnVisits(ctx, tx, in.ID)
		return list[flow.DrawnVisit]{Items: items}, err
	})
	look(s, "/draws/{id}/verify", "verify-draw", "draw.read", func(ctx context.Context, tx *store.Tx, in *byID) (verified, error) {
		found, err := spotcheck.Verify(ctx, tx, in.ID)
		return verified{len(found) == 0, found}, err
	})
	sheet := func(name, kind string, write func(spotcheck.Sheet, *bytes.Buffer) error) {
		file(s, op{method: http.MethodGet, path: "/draws/{id}/" + name, id: "get-draw-" + path.Ext(name)[1:], permission: "draw.read"},
			func(ctx context.Context, tx *store.Tx, in *byID) (download, error) {
				sheet, err := flow.DrawSheet(ctx, tx, in.ID)
				if err != nil {
					return download{}, err
				}
				var b bytes.Buffer
				err = write(sheet, &b)
				return download{"双随机抽查公示表" + path.Ext(name), kind, b.Bytes()}, err
			})
	}
	sheet("sheet.html", htmlType, func(s spotcheck.Sheet, b *bytes.Buffer) error { return s.HTML(b) })
	sheet("sheet.xlsx", xlsxType, func(s spotcheck.Sheet, b *bytes.Buffer) error { return s.XLSX(b) })
	file(s, op{method: http.MethodGet, path: "/draws/{id}/files/{name}", id: "get-draw-file", permission: "draw.read"}, drawFile)
}

// verified is a draw recomputed from its files.
type verified struct {
	Valid    bool           `json:"valid"`
	Findings []draw.Finding `json:"findings"`
}

func listDraws(ctx context.Context, tx *store.Tx, in *struct {
	spotcheck.Filter
	store.Page
}) (list[spotcheck.Draw], error) {
	items, next, err := spotcheck.List(ctx, tx, in.Filter, in.Page)
	return list[spotcheck.Draw]{items, next}, err
}

func drawFile(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Name string `path:"name" enum:"pool.csv,officers.csv,plan.json,announcement.json,draw.json"`
}) (download, error) {
	b, err := spotcheck.File(ctx, tx, in.ID, in.Name)
	kind := jsonType
	if path.Ext(in.Name) == ".csv" {
		kind = csvType
	}
	return download{in.Name, kind, b}, err
}
