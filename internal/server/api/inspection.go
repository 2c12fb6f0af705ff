package api

import (
	"context"
	"errors"
	"net/http"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/fault"

	"github.com/danielgtaylor/huma/v2"
)

// inspection registers visits, what was ordered on them, signs taken down and
// notices.
func (s *server) inspection() {
	look(s, "/campaigns/{campaign}/visits", "list-visits", "visit.read", listVisits)
	look(s, "/visits/{id}", "get-visit", "visit.read", getVisit)
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/visits", id: "record-visit", permission: "visit.record", status: 201}, recordVisit)
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/visits/grid", id: "record-visits", permission: "visit.record"}, recordVisits)
	handle(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/visits/import", id: "import-visits", permission: "visit.import", limit: 64 << 20}, s.importVisits)
	act(s, op{method: http.MethodPut, path: "/visits/{id}", id: "correct-visit", permission: "visit.correct"}, correctVisit)
	act(s, op{method: http.MethodPost, path: "/visits/{id}/join", id: "join-visit", permission: "visit.record"}, joinVisit)
	act(s, op{method: http.MethodPost, path: "/visits/{id}/withdraw", id: "withdraw-visit", permission: "visit.correct"}, withdrawVisit)
	act(s, op{method: http.MethodPost, path: "/visits/{id}/lead", id: "raise-lead-from-visit", permission: "lead.raise", status: 201}, raiseFromVisit)
	look(s, "/results", "list-results", "visit.read", listResults)
	look(s, "/campaigns/{campaign}/items", "list-items", "campaign.read", listItems)
	s.orders()
	s.signage()
	s.notices()
}

type visitsInput struct {
	Campaign string `path:"campaign"`
	inspection.Filter
	store.Page
}

func listVisits(ctx context.Context, tx *store.Tx, in *visitsInput) (list[inspection.Visit], error) {
	f := in.Filter
	f.Campaign = in.Campaign
	items, next, err := inspection.List(ctx, tx, f, in.Page)
	return list[inspection.Visit]{items, next}, err
}

// visitDossier is a visit with what it said before and what came of it.
type visitDossier struct {
	Visit   inspection.Visit     `json:"visit"`
	Past    []inspection.Visit   `json:"past"`
	Orders  []inspection.Order   `json:"orders"`
	Signage []inspection.Signage `json:"signage"`
	Lead    *lead.Lead           `json:"lead,omitempty"`
}

func getVisit(ctx context.Context, tx *store.Tx, in *byID) (d visitDossier, err error) {
	if d.Visit, err = inspection.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Past, err = inspection.Past(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Orders, _, err = inspection.Orders(ctx, tx, inspection.OrderFilter{Visit: in.ID}, store.Page{Limit: 100}); err != nil {
		return d, err
	}
	if d.Signage, _, err = inspection.Signages(ctx, tx, in.ID, store.Page{Limit: 100}); err != nil {
		return d, err
	}
	l, err := lead.BySource(ctx, tx, d.Visit.Ref())
	if errors.Is(err, lead.ErrNotFound) {
		return d, nil
	}
	d.Lead = &l
	return d, err
}

// recorded is a visit or notice that passed the gate, and what to mind.
type recorded[T any] struct {
	Record   T                    `json:"record"`
	Warnings []inspection.Warning `json:"warnings"`
}

func recordVisit(ctx context.Context, tx *store.Tx, in *within[inspection.Entry]) (recorded[inspection.Visit], error) {
	e := in.Body.record
	e.Campaign = in.Campaign
	v, warnings, err := flow.RecordVisit(ctx, tx, e)
	return recorded[inspection.Visit]{v, warnings}, fieldwise(err)
}

// fieldwise lets a refusal of the gate carry every field that is wrong.
func fieldwise(err error) error {
	if rs, ok := errors.AsType[inspection.Refusals](err); ok {
		return fault.Of(err).Against(rs)
	}
	return err
}

// rows are the entries of a grid, or what became of each.
type rows[T any] struct {
	Rows []T `json:"rows"`
}

func recordVisits(ctx context.Context, tx *store.Tx, in *struct {
	Campaign string `path:"campaign"`
	Body     rows[partial[inspection.Entry]]
}) (rows[inspection.RowResult], error) {
	entries := make([]inspection.Entry, len(in.Body.Rows))
	for i, r := range in.Body.Rows {
		entries[i] = r.record
		entries[i].Campaign = in.Campaign
		if entries[i].Row == 0 {
			entries[i].Row = i + 1
		}
	}
	results, err := flow.RecordVisits(ctx, tx, entries)
	return rows[inspection.RowResult]{results}, err
}

// sheets are files as they come from a form.
type sheets struct {
	Files []huma.FormFile `form:"file" required:"true"`
}

type visitSheets struct {
	Campaign string `path:"campaign"`
	RawBody  huma.MultipartFormFiles[sheets]
}

func (s *server) importVisits(ctx context.Context, in *visitSheets) (flow.VisitsBrought, error) {
	var files []flow.File
	for _, f := range in.RawBody.Data().Files {
		files = append(files, flow.File{Name: f.Filename, Bytes: f, Size: f.Size})
	}
	return flow.ImportVisits(ctx, s.DB, actor(ctx), flow.VisitImport{Campaign: in.Campaign}, files)
}

func correctVisit(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                     `json:"version"`
		Reason  string                    `json:"reason"`
		Entry   partial[inspection.Entry] `json:"entry"`
	}
}) (inspection.Visit, error) {
	v, err := flow.CorrectVisit(ctx, tx, inspection.Change{ID: in.ID, Version: in.Body.Version, Reason: in.Body.Reason}, in.Body.Entry.record)
	return v, fieldwise(err)
}

func joinVisit(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                     `json:"version"`
		Reason  string                    `json:"reason,omitempty"`
		Entry   partial[inspection.Entry] `json:"entry"`
	}
}) (inspection.Visit, error) {
	v, err := inspection.Join(ctx, tx, inspection.Change{ID: in.ID, Version: in.Body.Version, Reason: in.Body.Reason}, in.Body.Entry.record)
	return v, fieldwise(err)
}

func withdrawVisit(ctx context.Context, tx *store.Tx, in *edit) (inspection.Visit, error) {
	return inspection.Withdraw(ctx, tx, inspection.Change{ID: in.ID, Version: in.Body.Version, Reason: in.Body.Reason})
}

func raiseFromVisit(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Title string   `json:"title"`
		Facts string   `json:"facts,omitempty"`
		Goods []string `json:"goods,omitempty"`
	}
}) (lead.Lead, error) {
	return flow.RaiseFromVisit(ctx, tx, in.ID, in.Body.Title, in.Body.Facts, in.Body.Goods)
}

func listResults(context.Context, *store.Tx, *struct{}) (list[inspection.Result], error) {
	return list[inspection.Result]{Items: inspection.Results}, nil
}

type inCampaign struct {
	Campaign string `path:"campaign"`
}

func listItems(ctx context.Context, tx *store.Tx, in *inCampaign) (list[campaign.Item], error) {
	c, err := campaign.Get(ctx, tx, in.Campaign)
	return list[campaign.Item]{Items: c.Items}, err
}

func (s *server) orders() {
	look(s, "/rectifications", "list-rectifications", "visit.read", listOrders)
	look(s, "/rectifications/{id}", "get-rectification", "visit.read", func(ctx context.Context, tx *store.Tx, in *byID) (inspection.Order, error) {
		return inspection.GetOrder(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/rectifications", id: "order-rectification", permission: "visit.record", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[inspection.Order]) (inspection.Order, error) {
			return inspection.PlaceOrder(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/rectifications/{id}/recheck", id: "recheck-rectification", permission: "visit.record"}, recheck)
	act(s, op{method: http.MethodPost, path: "/rectifications/{id}/withdraw", id: "withdraw-rectification", permission: "visit.correct"},
		func(ctx context.Context, tx *store.Tx, in *edit) (inspection.Order, error) {
			return inspection.WithdrawOrder(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
}

type ordersInput struct {
	inspection.OrderFilter
	store.Page
}

func listOrders(ctx context.Context, tx *store.Tx, in *ordersInput) (list[inspection.Order], error) {
	items, next, err := inspection.Orders(ctx, tx, in.OrderFilter, in.Page)
	return list[inspection.Order]{items, next}, err
}

func recheck(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                       `json:"version"`
		Recheck partial[inspection.Recheck] `json:"recheck"`
	}
}) (inspection.Order, error) {
	return inspection.LookAgain(ctx, tx, in.ID, in.Body.Version, in.Body.Recheck.record)
}

func (s *server) signage() {
	look(s, "/signage", "list-signage", "visit.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Visit string `query:"visit"`
		store.Page
	}) (list[inspection.Signage], error) {
		items, next, err := inspection.Signages(ctx, tx, in.Visit, in.Page)
		return list[inspection.Signage]{items, next}, err
	})
	act(s, op{method: http.MethodPost, path: "/signage", id: "clear-signage", permission: "visit.record", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[inspection.Signage]) (inspection.Signage, error) {
			return inspection.ClearSignage(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/signage/{id}/withdraw", id: "withdraw-signage", permission: "visit.correct"},
		func(ctx context.Context, tx *store.Tx, in *edit) (inspection.Signage, error) {
			return inspection.WithdrawSignage(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
}

func (s *server) notices() {
	act(s, op{method: http.MethodPost, path: "/campaigns/{campaign}/notices", id: "issue-notice", permission: "visit.record", status: 201}, issueNotice)
	look(s, "/notices/{code}", "show-notice", "visit.read", showNotice)
	file(s, op{method: http.MethodGet, path: "/notices/{code}/qr.png", id: "notice-qr", permission: "visit.read"}, s.noticeQR)
	file(s, op{method: http.MethodGet, path: "/visits/{id}/notice.png", id: "visit-qr", permission: "visit.read"}, s.visitQR)
	act(s, op{method: http.MethodPost, path: "/notices/{id}/withdraw", id: "withdraw-notice", permission: "visit.record"},
		func(ctx context.Context, tx *store.Tx, in *edit) (inspection.Notice, error) {
			return inspection.WithdrawNotice(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
}

func issueNotice(ctx context.Context, tx *store.Tx, in *within[inspection.Entry]) (recorded[inspection.Notice], error) {
	e := in.Body.record
	e.Campaign = in.Campaign
	n, warnings, err := flow.IssueNotice(ctx, tx, e)
	return recorded[inspection.Notice]{n, warnings}, fieldwise(err)
}

type byCode struct {
	Code string `path:"code"`
}

func showNotice(ctx context.Context, tx *store.Tx, in *byCode) (inspection.Notice, error) {
	return inspection.Show(ctx, tx, in.Code)
}

// pixels is the width of a QR that a telephone reads from a door.
const pixels = 480

func (s *server) noticeQR(ctx context.Context, tx *store.Tx, in *byCode) (download, error) {
	n, err := inspection.Show(ctx, tx, in.Code)
	if err != nil {
		return download{}, err
	}
	png, err := inspection.QR(n.Content(s.Portal, tx.Actor.Home), pixels)
	return download{n.Code + ".png", pngType, png}, err
}

func (s *server) visitQR(ctx context.Context, tx *store.Tx, in *byID) (download, error) {
	v, err := inspection.Get(ctx, tx, in.ID)
	if err != nil {
		return download{}, err
	}
	return s.noticeQR(ctx, tx, &byCode{v.Code})
}
