package api

import (
	"context"
	"net/http"
	"strings"

	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/typeface"
)

const pdfType = "application/pdf"

// writ registers writs: from template to draft, issue, service and paper.
func (s *server) writ() {
	look(s, "/writs/templates", "list-writ-templates", "case.read", func(context.Context, *store.Tx, *struct{}) (list[form.Template], error) {
		return list[form.Template]{Items: form.All()}, nil
	})
	look(s, "/writs", "list-writs", "case.read", listWrits)
	look(s, "/writs/{id}", "get-writ", "case.read", func(ctx context.Context, tx *store.Tx, in *byID) (flow.Sheet, error) {
		return flow.ShowWrit(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/writs", id: "draft-writ", permission: "case.handle", status: 201}, draftWrit)
	act(s, op{method: http.MethodPut, path: "/writs/{id}", id: "write-writ", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64       `json:"version"`
				Values  form.Values `json:"values"`
			}
		}) (flow.Sheet, error) {
			return flow.WriteWrit(ctx, tx, in.ID, in.Body.Version, in.Body.Values)
		})
	// Who handles a case issues its writs; those of the head, the head signs, who handles none.
	for route, permission := range map[string]string{"issue": "case.handle", "sign": "case.decide"} {
		act(s, op{method: http.MethodPost, path: "/writs/{id}/" + route, id: route + "-writ", permission: permission},
			func(ctx context.Context, tx *store.Tx, in *edit) (flow.Sheet, error) {
				return flow.IssueWrit(ctx, tx, in.ID, in.Body.Version)
			})
	}
	act(s, op{method: http.MethodPost, path: "/writs/{id}/drop", id: "drop-writ", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *edit) (writ.Writ, error) {
			return writ.Drop(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/writs/{id}/void", id: "void-writ", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *edit) (writ.Writ, error) {
			return writ.Void(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/writs/{id}/serve", id: "serve-writ", permission: "case.handle"}, serveWrit)
	s.letterhead()
	s.writPapers()
}

// letterhead registers what a unit's writs have in common.
func (s *server) letterhead() {
	look(s, "/letterhead", "get-letterhead", "case.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (writ.Letterhead, error) {
		return writ.LetterheadOf(ctx, tx, tx.Actor.Unit)
	})
	act(s, op{method: http.MethodPut, path: "/letterhead", id: "set-letterhead", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *struct{ Body partial[writ.Letterhead] }) (writ.Letterhead, error) {
			in.Body.record.Unit = tx.Actor.Unit
			return writ.SetLetterhead(ctx, tx, in.Body.record)
		})
}

// errPapers is returned to who reads of a case but has no part in it.
var errPapers = fault.New(fault.Forbidden, "writ.papers", "文书和案卷载有当事人的身份信息，只有办案、审核、决定人员可以打印，请联系承办单位")

// unsealed refuses whose work is not with cases: what a page shows them as ●●●
// is printed in full.
func unsealed(ctx context.Context) error {
	p, home := principal(ctx), actor(ctx).Home
	for _, permission := range []string{"case.handle", "case.review", "case.decide"} {
		if p.Allows(permission, home) {
			return nil
		}
	}
	return errPapers
}

// writPapers registers what is printed.
func (s *server) writPapers() {
	files(s, op{method: http.MethodGet, path: "/writs/{id}/docx", id: "print-writ-docx", permission: "case.read"},
		func(ctx context.Context, in *byID) (download, error) {
			sheet, d, album, err := s.pressed(ctx, in.ID)
			return download{sheet.Writ.Name + ".docx", docxType, doc.Illustrated(d, album)}, err
		})
	files(s, op{method: http.MethodGet, path: "/writs/{id}/pdf", id: "print-writ-pdf", permission: "case.read"},
		func(ctx context.Context, in *byID) (download, error) {
			sheet, d, album, err := s.pressed(ctx, in.ID)
			if err != nil {
				return download{}, err
			}
			face, err := typeface.Serif()
			if err != nil {
				return download{}, err
			}
			return download{sheet.Writ.Name + ".pdf", pdfType, doc.PDF(face, album, d).File}, nil
		})
	files(s, op{method: http.MethodGet, path: "/cases/{id}/file.pdf", id: "bind-case-file", permission: "case.read"}, s.bindCase)
}

func listWrits(ctx context.Context, tx *store.Tx, in *struct {
	writ.Filter
	store.Page
}) (list[writ.Writ], error) {
	items, next, err := writ.List(ctx, tx, in.Filter, in.Page)
	return list[writ.Writ]{items, next}, err
}

func draftWrit(ctx context.Context, tx *store.Tx, in *struct {
	Body struct {
		Template string      `json:"template"`
		About    ref.Ref     `json:"about" doc:"case:…, visit:… or writ:…"`
		Party    string      `json:"party,omitempty"`
		Written  form.Values `json:"written,omitempty"`
	}
}) (flow.Sheet, error) {
	return flow.DraftWrit(ctx, tx, writ.Writ{Template: in.Body.Template, About: in.Body.About, Party: in.Body.Party, Written: in.Body.Written})
}

func serveWrit(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                 `json:"version"`
		Service partial[writ.Service] `json:"service"`
	}
}) (flow.Sheet, error) {
	return flow.ServeWrit(ctx, tx, in.ID, in.Body.Version, in.Body.Service.record)
}

// pressed is a writ's document with the pictures it shows.
func (s *server) pressed(ctx context.Context, id string) (sheet flow.Sheet, d doc.Document, album doc.Album, err error) {
	if err := unsealed(ctx); err != nil {
		return sheet, d, nil, err
	}
	err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		if sheet, err = flow.ShowWrit(ctx, tx, id); err == nil {
			d, err = sheet.Document()
		}
		return err
	})
	if err != nil {
		return sheet, d, nil, err
	}
	var photos []ref.Ref
	for _, p := range d.Pictures() {
		photos = append(photos, ref.Ref(p))
	}
	return sheet, d, s.album(actor(ctx).Home, photos), nil
}

// album develops photos; one that is gone or no picture is left out, and its
// place says so.
func (s *server) album(home string, photos []ref.Ref) doc.Album {
	album := doc.Album{}
	for _, p := range photos {
		b, err := s.Blobs.Get(home, blob.Digest(strings.TrimPrefix(string(p), "blob:")))
		if err != nil {
			continue
		}
		if b, err = doc.Develop(b); err == nil {
			album[string(p)] = b
		}
	}
	return album
}

func (s *server) bindCase(ctx context.Context, in *byID) (download, error) {
	if err := unsealed(ctx); err != nil {
		return download{}, err
	}
	var b desk.Binding
	err := s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		b, err = desk.Bind(ctx, tx, in.ID)
		return err
	})
	if err != nil {
		return download{}, err
	}
	face, err := typeface.Serif()
	if err != nil {
		return download{}, err
	}
	return download{"案卷.pdf", pdfType, b.Press(face, s.album(actor(ctx).Home, b.Photos()))}, nil
}
