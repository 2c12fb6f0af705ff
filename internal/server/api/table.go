package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/report"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"

	"github.com/danielgtaylor/huma/v2"
)

// table registers the statistical table: read, opened, printed, reported on and
// submitted.
func (s *server) table() {
	handle(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/table", id: "get-table", permission: "table.read"}, s.getTable)
	files(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/table.xlsx", id: "print-table", permission: "report.export"}, s.tableBook)
	s.drills()
	look(s, "/campaigns/{campaign}/definitions", "list-definitions", "table.read", s.definitionsOf)
	look(s, "/definitions/{code}", "get-definition", "table.read", s.definition)
	s.stage()
	s.receiver()
	s.submissions()
}

// Asked names a table.
type Asked struct {
	Campaign   string `path:"campaign"`
	From       string `query:"from" doc:"inclusive day; the campaign's first when left out"`
	To         string `query:"to" doc:"inclusive day; the campaign's last when left out"`
	Department string `query:"department" doc:"market, forestry …; all when left out"`
	Region     string `query:"region" doc:"a township, 12 digits"`
}

func (a Asked) asked() report.Asked {
	return report.Asked{Campaign: a.Campaign, From: a.From, To: a.To, Department: a.Department, Region: a.Region}
}

func (s *server) getTable(ctx context.Context, in *Asked) (report.Table, error) {
	return report.Make(ctx, s.Tally, actor(ctx).Home, in.asked())
}

func (s *server) tableBook(ctx context.Context, in *Asked) (download, error) {
	t, err := report.Make(ctx, s.Tally, actor(ctx).Home, in.asked())
	if err != nil {
		return download{}, err
	}
	var form report.Form
	err = s.DB.Look(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		form, err = report.FormOf(ctx, tx, in.Campaign)
		return err
	})
	if err != nil {
		return download{}, err
	}
	var b bytes.Buffer
	err = report.Workbook(&b, t, form)
	return download{form.Campaign + "情况统计表 " + t.From + " 至 " + t.To + ".xlsx", xlsxType, b.Bytes()}, err
}

func (s *server) definitionsOf(ctx context.Context, tx *store.Tx, in *inCampaign) (list[indicator.Story], error) {
	c, err := campaign.Get(ctx, tx, in.Campaign)
	if err != nil {
		return list[indicator.Story]{}, err
	}
	set, err := s.Tally.Set().Under(c.Counting.Choices())
	if err != nil {
		return list[indicator.Story]{}, err
	}
	return list[indicator.Story]{Items: set.Stories()}, nil
}

func (s *server) definition(_ context.Context, _ *store.Tx, in *byCode) (indicator.Story, error) {
	story, ok := s.Tally.Set().Story(in.Code)
	if !ok {
		return story, report.ErrNoCell.With(in.Code)
	}
	return story, nil
}

func (s *server) sources() report.Sources { return report.Sources{DB: s.DB, Tally: s.Tally} }

// draft is a stage report being written, over its table.
type draft struct {
	Draft report.Draft `json:"draft"`
	Table report.Table `json:"table"`
}

// UpTo names a stage report.
type UpTo struct {
	Campaign string `path:"campaign"`
	Through  string `query:"through" doc:"last day reported; the campaign's last when left out"`
}

func (s *server) stage() {
	handle(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/stage", id: "begin-stage-report", permission: "table.read"},
		func(ctx context.Context, in *UpTo) (draft, error) {
			d, t, err := s.sources().Begin(ctx, actor(ctx), in.Campaign, in.Through)
			return draft{d, t}, err
		})
	files(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/stage.docx", id: "print-stage-report", permission: "report.export"},
		func(ctx context.Context, in *UpTo) (download, error) {
			d, t, err := s.sources().Begin(ctx, actor(ctx), in.Campaign, in.Through)
			if err != nil {
				return download{}, err
			}
			return s.stageFile(ctx, d, t)
		})
	files(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/stage.docx", id: "print-edited-stage-report", permission: "report.export"},
		func(ctx context.Context, in *struct {
			UpTo
			Body partial[report.Draft]
		}) (download, error) {
			t, err := report.Make(ctx, s.Tally, actor(ctx).Home, report.Asked{Campaign: in.Campaign, To: in.Through})
			if err != nil {
				return download{}, err
			}
			return s.stageFile(ctx, in.Body.record, t)
		})
}

func (s *server) stageFile(ctx context.Context, d report.Draft, t report.Table) (download, error) {
	b, _, err := s.sources().Finish(ctx, actor(ctx), d, t)
	return download{"阶段性工作开展情况 " + t.To + ".docx", docxType, b}, err
}

// receiverForm is a receiver's own workbook, and which of its cells show what.
type receiverForm struct {
	File     huma.FormFile `form:"file" required:"true"`
	Bindings string        `form:"bindings" required:"false" doc:"JSON: [{sheet, cell, code, column}]; proposed when left out"`
}

type receiverInput struct {
	Asked
	RawBody huma.MultipartFormFiles[receiverForm]
}

// ErrBindings is returned for bindings that cannot be read.
var ErrBindings = fault.New(fault.Invalid, "request.bindings", "单元格对应关系不是有效的列表，请重新选择")

func (s *server) receiver() {
	handle(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/receiver/suggest", id: "suggest-receiver", permission: "report.export", limit: 32 << 20},
		func(ctx context.Context, in *receiverInput) (list[report.Binding], error) {
			book, t, err := s.received(ctx, in)
			if err != nil {
				return list[report.Binding]{}, err
			}
			items, err := report.Suggest(in.RawBody.Data().File.Filename, book, t)
			return list[report.Binding]{Items: items}, err
		})
	files(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/receiver", id: "fill-receiver", permission: "report.export", limit: 32 << 20}, s.fillReceiver)
}

func (s *server) received(ctx context.Context, in *receiverInput) ([]byte, report.Table, error) {
	book, err := io.ReadAll(in.RawBody.Data().File)
	if err != nil {
		return nil, report.Table{}, err
	}
	t, err := report.Make(ctx, s.Tally, actor(ctx).Home, in.Asked.asked())
	return book, t, err
}

func (s *server) fillReceiver(ctx context.Context, in *receiverInput) (download, error) {
	book, t, err := s.received(ctx, in)
	if err != nil {
		return download{}, err
	}
	form := in.RawBody.Data()
	var bindings []report.Binding
	if form.Bindings == "" {
		bindings, err = report.Suggest(form.File.Filename, book, t)
	} else if json.Unmarshal([]byte(form.Bindings), &bindings) != nil {
		err = ErrBindings
	}
	if err != nil {
		return download{}, err
	}
	var b bytes.Buffer
	err = report.Receiver(&b, form.File.Filename, book, t, bindings)
	return download{form.File.Filename, xlsxType, b.Bytes()}, err
}
