package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// transfer registers a case's way to the police. Who may take a step depends on
// the step: proposing, approving, sending and the answers of the other side are
// four permissions, and so four operations.
func (s *server) transfer() {
	look(s, "/transfers/{id}", "get-transfer", "transfer.read", getTransfer)
	act(s, op{method: http.MethodPost, path: "/cases/{id}/transfer", id: "form-transfer", permission: "transfer.propose", status: 201}, formTransfer)
	act(s, op{method: http.MethodPost, path: "/transfers/{id}/papers", id: "attach-paper", permission: "transfer.propose"}, attachPaper)
	for _, v := range []struct{ permission, steps string }{
		{"transfer.propose", "report drop appeal petition return"},
		{"transfer.approve", "approve reject"},
		{"transfer.send", "send recall receive relay hand"},
		{"transfer.answer", "file refuse uphold"},
	} {
		for _, do := range strings.Fields(v.steps) {
			act(s, op{method: http.MethodPost, path: "/transfers/{id}/" + do, id: do + "-transfer", permission: v.permission},
				func(ctx context.Context, tx *store.Tx, in *transferStep) (transfer.Transfer, error) {
					b := in.Body
					return flow.AdvanceTransfer(ctx, tx, in.ID, b.Version, transfer.Step{Do: do, At: b.At, Words: b.Words, To: b.To})
				})
		}
	}
}

type transferStep struct {
	ID   string `path:"id"`
	Body struct {
		Version int64     `json:"version"`
		At      time.Time `json:"at,omitzero" doc:"when it happened; now when left out"`
		Words   string    `json:"words,omitempty" doc:"number of the report, receipt or notice, or the reason"`
		To      string    `json:"to,omitempty" doc:"send, relay: the police organ"`
	}
}

// transferDossier is a transfer and what it still lacks.
type transferDossier struct {
	transfer.Transfer
	Missing []string `json:"missing"`
}

func getTransfer(ctx context.Context, tx *store.Tx, in *byID) (transferDossier, error) {
	t, err := transfer.Get(ctx, tx, in.ID)
	return transferDossier{t, t.Missing()}, err
}

func formTransfer(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Team []string  `json:"team"`
		At   time.Time `json:"at,omitzero"`
	}
}) (transfer.Transfer, error) {
	return flow.FormTransfer(ctx, tx, in.ID, in.Body.Team, in.Body.At)
}

func attachPaper(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                      `json:"version"`
		Paper   partial[transfer.Document] `json:"paper"`
	}
}) (transfer.Transfer, error) {
	return flow.AttachPaper(ctx, tx, in.ID, in.Body.Version, in.Body.Paper.record)
}
