package api

import (
	"context"
	"mime"
	"reflect"
	"strings"

	"example.org/zhiye/internal/platform/store"

	"github.com/danielgtaylor/huma/v2"
)

// download is a file as the browser gets it.
type download struct {
	name  string
	kind  string // content type
	bytes []byte
}

// The content types of what is downloaded.
const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	htmlType = "text/html; charset=utf-8"
	pngType  = "image/png"
	csvType  = "text/csv; charset=utf-8"
	jsonType = "application/json"
)

// file registers an operation that reads and answers with a file.
func file[I any](s *server, o op, do verb[I, download]) {
	files(s, o, func(ctx context.Context, in *I) (d download, err error) {
		err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
			d, err = do(ctx, tx, in)
			return err
		})
		return d, err
	})
}

// files registers an operation that answers with a file and opens its
// transactions itself.
func files[I any](s *server, o op, do func(context.Context, *I) (download, error)) {
	type out struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Policy      string `header:"Content-Security-Policy"`
		Body        []byte
	}
	mustBeSeen(o, reflect.TypeFor[I]())
	described := s.operation(o)
	described.Responses = map[string]*huma.Response{"200": {
		Description: "the file",
		Content:     map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
	huma.Register(s.api, described, func(ctx context.Context, in *I) (*out, error) {
		d, err := do(ctx, in)
		if err != nil {
			return nil, problem(ctx, err)
		}
		return &out{d.kind, d.disposition(), d.policy(), d.bytes}, nil
	})
}

// disposition lets pages and pictures be shown and everything else be saved.
func (d download) disposition() string {
	how := "attachment"
	if d.page() || strings.HasPrefix(d.kind, "image/") {
		how = "inline"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": d.name})
}

// policy lets a page have its own style and nothing that runs.
func (d download) policy() string {
	if d.page() {
		return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-modals allow-same-origin"
	}
	return "default-src 'none'; frame-ancestors 'none'; sandbox"
}

func (d download) page() bool { return strings.HasPrefix(d.kind, "text/html") }

// raw is a body that is taken as it comes.
type raw struct {
	RawBody []byte `contentType:"application/octet-stream"`
}
