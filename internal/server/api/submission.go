package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/report"
)

// submissions registers tables as they were reported upward: handed in, looked
// through, returned for correction, received.
func (s *server) submissions() {
	look(s, "/campaigns/{campaign}/submissions", "list-submissions", "table.read", listSubmissions)
	look(s, "/submissions/{id}", "get-submission", "table.read", func(ctx context.Context, tx *store.Tx, in *byID) (submission.Submission, error) {
		return submission.Get(ctx, tx, in.ID)
	})
	handle(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/submissions", id: "submit-table", permission: "table.submit", status: 201}, s.submit)
	look(s, "/submissions/{id}/changes", "compare-submission", "table.read", s.changes)
	look(s, "/campaigns/{campaign}/returns", "list-returns", "table.read", func(ctx context.Context, tx *store.Tx, in *inCampaign) (list[desk.Row], error) {
		rows, err := desk.Returns(ctx, tx, in.Campaign)
		return list[desk.Row]{Items: rows}, err
	})
	act(s, op{method: http.MethodPost, path: "/submissions/{id}/return", id: "return-table", permission: "table.review"},
		func(ctx context.Context, tx *store.Tx, in *correction) (submission.Submission, error) {
			return flow.ReturnTable(ctx, tx, in.ID, in.Body.Text, in.Body.Marks...)
		})
	act(s, op{method: http.MethodPost, path: "/submissions/{id}/receive", id: "receive-table", permission: "table.review"},
		func(ctx context.Context, tx *store.Tx, in *byID) (submission.Submission, error) {
			return flow.ReceiveTable(ctx, tx, in.ID)
		})
}

// correction says why a table goes back, and which cells are meant.
type correction struct {
	ID   string `path:"id"`
	Body struct {
		Text  string            `json:"text" maxLength:"4000"`
		Marks []submission.Mark `json:"marks,omitempty" maxItems:"100"`
	}
}

// changes are the cells in which a submission differs from its round before.
func (s *server) changes(ctx context.Context, tx *store.Tx, in *byID) (list[report.Change], error) {
	items, err := report.Changes(ctx, tx, s.Tally.Set(), in.ID)
	return list[report.Change]{Items: items}, err
}

func listSubmissions(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	submission.Filter
	store.Page
}) (list[submission.Submission], error) {
	f := in.Filter
	f.Campaign = in.Campaign
	items, next, err := submission.List(ctx, tx, f, in.Page)
	return list[submission.Submission]{items, next}, err
}

type submitInput struct {
	Campaign string `path:"campaign"`
	Body     struct {
		From       string `json:"from" format:"date"`
		To         string `json:"to" format:"date"`
		Department string `json:"department,omitempty" doc:"empty for the joint table"`
		Nil        bool   `json:"nil,omitempty" doc:"零报告"`
		Remark     string `json:"remark,omitempty" maxLength:"4000" doc:"why a soft check does not hold"`
	}
}

// submit computes before its act, for figures are read after the journal was
// followed; sent twice it gives the first answer.
func (s *server) submit(ctx context.Context, in *submitInput) (out submission.Submission, err error) {
	b := in.Body
	frozen, err := flow.Freeze(ctx, s.Tally, actor(ctx).Home, flow.Period{Campaign: in.Campaign, From: b.From, To: b.To, Department: b.Department, Nil: b.Nil})
	if err != nil {
		return out, err
	}
	frozen.Remark = b.Remark
	do := once(op{id: "submit-table"}, func(ctx context.Context, tx *store.Tx, _ *submitInput) (submission.Submission, error) {
		return submission.Submit(ctx, tx, frozen)
	})
	err = s.DB.Act(ctx, actor(ctx), func(tx *store.Tx) (err error) {
		out, err = do(ctx, tx, in)
		return err
	})
	if err != nil || s.Signer == nil {
		return out, err
	}
	return out, journal.Checkpoint(ctx, s.DB, actor(ctx), s.Signer)
}
