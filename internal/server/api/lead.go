package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// lead registers leads: every verb of their life, and their transfers.
func (s *server) lead() {
	look(s, "/leads", "list-leads", "lead.read", listLeads)
	look(s, "/leads/{id}", "get-lead", "lead.read", getLead)
	act(s, op{method: http.MethodPost, path: "/leads", id: "raise-lead", permission: "lead.raise", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[lead.Lead]) (lead.Lead, error) {
			return flow.RaiseLead(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPut, path: "/leads/{id}", id: "edit-lead", permission: "lead.take"},
		func(ctx context.Context, tx *store.Tx, in *replaced[lead.Lead]) (lead.Lead, error) {
			l := in.Body.record
			l.ID = in.ID
			return lead.Edit(ctx, tx, l)
		})
	act(s, op{method: http.MethodPost, path: "/leads/{id}/assign", id: "assign-lead", permission: "lead.assign"}, assignLead)
	act(s, op{method: http.MethodPost, path: "/leads/{id}/take", id: "take-lead", permission: "lead.take"},
		func(ctx context.Context, tx *store.Tx, in *edit) (lead.Lead, error) {
			return lead.Take(ctx, tx, in.ID, in.Body.Version)
		})
	s.leadReasons()
	act(s, op{method: http.MethodPost, path: "/leads/{id}/file", id: "file-lead", permission: "case.file", status: 201}, fileLead)
	s.leadTransfers()
}

// leadReasons registers the verbs that take a version and one text.
func (s *server) leadReasons() {
	for _, v := range []struct {
		name, permission string
		do               func(context.Context, *store.Tx, string, int64, string) (lead.Lead, error)
	}{
		{"verify", "lead.take", lead.Verify}, // the finding
		{"return", "lead.take", lead.Return},
		{"dismiss", "lead.dismiss", lead.Dismiss},
		{"reopen", "lead.dismiss", lead.Reopen},
		{"extend", "lead.take", flow.ExtendLead}, // who approved it
		{"merge", "lead.take", lead.Merge},       // into which lead
		{"withdraw", "lead.raise", lead.Withdraw},
	} {
		act(s, op{method: http.MethodPost, path: "/leads/{id}/" + v.name, id: v.name + "-lead", permission: v.permission},
			func(ctx context.Context, tx *store.Tx, in *leadStep) (lead.Lead, error) {
				return v.do(ctx, tx, in.ID, in.Body.Version, in.Body.said())
			})
	}
}

// leadStep is a step of a lead: only the text that the step asks for is read.
type leadStep struct {
	ID   string `path:"id"`
	Body leadStepBody
}

type leadStepBody struct {
	Version  int64  `json:"version"`
	Reason   string `json:"reason,omitempty" maxLength:"2000"`
	Finding  string `json:"finding,omitempty" maxLength:"4000" doc:"verify: what was found out"`
	Approver string `json:"approver,omitempty" doc:"extend: who approved it"`
	Into     string `json:"into,omitempty" doc:"merge: the lead it repeats"`
}

func (b *leadStepBody) said() string {
	for _, s := range []string{b.Reason, b.Finding, b.Approver, b.Into} {
		if s != "" {
			return s
		}
	}
	return ""
}

func listLeads(ctx context.Context, tx *store.Tx, in *struct {
	lead.Filter
	store.Page
}) (list[lead.Lead], error) {
	items, next, err := lead.List(ctx, tx, in.Filter, in.Page)
	return list[lead.Lead]{items, next}, err
}

// leadDossier is a lead with what may repeat it and where it was sent.
type leadDossier struct {
	Lead      lead.Lead       `json:"lead"`
	Twins     []lead.Lead     `json:"twins"`
	Transfers []lead.Transfer `json:"transfers"`
}

func getLead(ctx context.Context, tx *store.Tx, in *byID) (d leadDossier, err error) {
	if d.Lead, err = lead.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Twins, err = lead.Twins(ctx, tx, d.Lead); err != nil {
		return d, err
	}
	d.Transfers, err = lead.Transfers(ctx, tx, in.ID, "")
	return d, err
}

func assignLead(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Unit    string `json:"unit"`
		Officer string `json:"officer"`
		Reason  string `json:"reason"`
	}
}) (lead.Lead, error) {
	b := in.Body
	return lead.Assign(ctx, tx, lead.Lead{ID: in.ID, Version: b.Version, Unit: b.Unit, Officer: b.Officer}, b.Reason)
}

func fileLead(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version int64                  `json:"version"`
		Word    string                 `json:"word" doc:"what the unit prints before the number: 濂市监"`
		Case    partial[casework.Case] `json:"case"`
	}
}) (casework.Case, error) {
	return flow.FileCase(ctx, tx, in.ID, in.Body.Version, in.Body.Case.record, in.Body.Word)
}

func (s *server) leadTransfers() {
	look(s, "/lead-transfers", "list-lead-transfers", "lead.read", func(ctx context.Context, tx *store.Tx, in *struct {
		State string `query:"state" enum:"sent,received,answered,refused,recalled" default:"sent"`
	}) (list[lead.Transfer], error) {
		items, err := lead.Transfers(ctx, tx, "", in.State)
		return list[lead.Transfer]{Items: items}, err
	})
	act(s, op{method: http.MethodPost, path: "/leads/{id}/transfer", id: "transfer-lead", permission: "lead.transfer", status: 201},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version  int64                  `json:"version"`
				Transfer partial[lead.Transfer] `json:"transfer"`
			}
		}) (lead.Transfer, error) {
			return lead.TransferOut(ctx, tx, in.ID, in.Body.Version, in.Body.Transfer.record)
		})
	for _, v := range []struct {
		name, permission string
		do               func(context.Context, *store.Tx, string, string) (lead.Transfer, error)
	}{
		{"receive", "lead.receive", lead.Receive}, // the number of the receipt
		{"answer", "lead.receive", lead.Answer},
		{"refuse", "lead.receive", lead.Refuse},
		{"recall", "lead.transfer", lead.Recall},
	} {
		act(s, op{method: http.MethodPost, path: "/lead-transfers/{id}/" + v.name, id: v.name + "-lead-transfer", permission: v.permission},
			func(ctx context.Context, tx *store.Tx, in *textual) (lead.Transfer, error) {
				return v.do(ctx, tx, in.ID, in.Body.Text)
			})
	}
}

// textual is a step that takes one text: a receipt, an answer, a reason.
type textual struct {
	ID   string `path:"id"`
	Body struct {
		Text string `json:"text" maxLength:"4000"`
	}
}
