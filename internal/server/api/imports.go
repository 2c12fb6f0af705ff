package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/server/jobs"

	"github.com/danielgtaylor/huma/v2"
)

// ErrNoFile is returned for an import of nothing.
var ErrNoFile = fault.New(fault.Invalid, "import.no_file", "没有选择文件，请至少选择一个台账文件")

// imports registers the import of ledgers.
func (s *server) imports() {
	handle(s, op{method: http.MethodPost, path: "/imports", id: "import-ledgers", permission: "registry.import", status: http.StatusAccepted, limit: 64 << 20}, s.importLedgers)
	handle(s, op{method: http.MethodPost, path: "/imports/{id}/undo", id: "undo-import", permission: "registry.import", status: http.StatusAccepted},
		func(ctx context.Context, in *byID) (queue.Job, error) { return s.ask(ctx, jobs.Undo(in.ID)) })
	look(s, "/imports", "list-imports", "registry.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (list[imported], error) {
		ms, err := registry.Imports(ctx, tx)
		out := list[imported]{}
		for _, m := range ms {
			out.Items = append(out.Items, imported{Import: m})
		}
		return out, err
	})
	look(s, "/imports/{id}", "read-import", "registry.read", func(ctx context.Context, tx *store.Tx, in *byID) (imported, error) {
		m, err := registry.GetImport(ctx, tx, in.ID)
		if err != nil || m.Report == "" {
			return imported{Import: m}, err
		}
		out := imported{Import: m, Report: new(flow.Brought)}
		return out, json.Unmarshal([]byte(m.Report), &out.Report.Report)
	})
	file(s, op{method: http.MethodGet, path: "/imports/{id}/errors.xlsx", id: "read-refused-rows", permission: "registry.import"},
		func(ctx context.Context, tx *store.Tx, in *byID) (download, error) {
			rows, err := registry.SetAsideBy(ctx, tx, in.ID)
			if err != nil {
				return download{}, err
			}
			var b bytes.Buffer
			err = flow.RefusedBook(&b, rows)
			return download{"未导入的行.xlsx", xlsxType, b.Bytes()}, err
		})
}

// imported is an import with its report told as data.
type imported struct {
	registry.Import
	Report *flow.Brought `json:"report,omitempty"`
}

// upload is a form with ledgers.
type upload struct {
	RawBody huma.MultipartFormFiles[struct {
		File   []huma.FormFile `form:"file" required:"true"`
		AsOf   string          `form:"as_of" required:"false" doc:"judges whether permits are valid; YYYY-MM-DD, today where empty"`
		DryRun bool            `form:"dry_run" required:"false" doc:"judge everything, write nothing"`
	}]
}

// importLedgers keeps the files and gives the reading of them to the queue. It
// answers when that is done, or soon.
func (s *server) importLedgers(ctx context.Context, in *upload) (queue.Job, error) {
	form := in.RawBody.Data()
	defer in.RawBody.Form.RemoveAll()
	if len(form.File) == 0 {
		return queue.Job{}, ErrNoFile
	}
	kept := make([]queue.File, len(form.File))
	for i, f := range form.File {
		defer f.Close()
		g, err := s.Spool.Put(actor(ctx).Home, f.File, f.Size)
		if err != nil {
			return queue.Job{}, err
		}
		kept[i] = queue.File{Name: f.Filename, Digest: string(g), Size: f.Size}
	}
	if form.AsOf == "" {
		err := s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) error { form.AsOf = tx.Today(); return nil })
		if err != nil {
			return queue.Job{}, err
		}
	}
	return s.ask(ctx, jobs.Import(kept, form.AsOf, form.DryRun))
}
