package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
)

// decisions registers what is decided in cases and what comes of it.
func (s *server) decisions() {
	look(s, "/decisions/{id}", "get-decision", "case.read", getDecision)
	look(s, "/decisions/{id}/publication", "preview-publication", "case.read", func(ctx context.Context, tx *store.Tx, in *byID) (decision.Publication, error) {
		return flow.PreviewPublication(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/cases/{id}/decide", id: "decide-case", permission: "case.decide", status: 201},
		func(ctx context.Context, tx *store.Tx, in *deciding) (decision.Decision, error) {
			return flow.DecideCase(ctx, tx, in.Body.Version, in.decision())
		})
	act(s, op{method: http.MethodPost, path: "/cases/{id}/decide-summary", id: "decide-case-summary", permission: "case.handle", status: 201}, decideSummary)
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/annul", id: "annul-decision", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *edit) (decision.Decision, error) {
			return flow.AnnulDecision(ctx, tx, in.Body.Version, in.ID, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/serve", id: "serve-decision", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				On string `json:"on" format:"date"`
			}
		}) (decision.Decision, error) {
			return flow.OnDecision(ctx, tx, in.ID, "", func(f docket.File) (decision.Decision, error) {
				return decision.Serve(ctx, tx, f, in.ID, in.Body.On)
			})
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/pay", id: "pay-decision", permission: "case.handle"}, payDecision)
	s.publications()
	s.enforcement()
	s.remedies()
}

type deciding struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64                      `json:"version" doc:"of the case"`
		Decision partial[decision.Decision] `json:"decision"`
	}
}

func (in *deciding) decision() decision.Decision {
	d := in.Body.Decision.record
	d.Case = in.ID
	return d
}

// decisionDossier is a decision with its money and everything that followed.
type decisionDossier struct {
	Decision     decision.Decision      `json:"decision"`
	Account      decision.Account       `json:"account"`
	Steps        []decision.Step        `json:"steps"`
	Remedies     []decision.Remedy      `json:"remedies"`
	Publications []decision.Publication `json:"publications"`
}

func getDecision(ctx context.Context, tx *store.Tx, in *struct {
	ID string `path:"id"`
	On string `query:"on" format:"date" doc:"the account at the end of this day; today when left out"`
}) (d decisionDossier, err error) {
	if d.Decision, err = decision.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	on := in.On
	if on == "" {
		on = tx.Today()
	}
	if d.Account, err = decision.AccountOn(ctx, tx, in.ID, on); err != nil {
		return d, err
	}
	if d.Steps, err = decision.Steps(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Remedies, err = decision.Remedies(ctx, tx, in.ID); err != nil {
		return d, err
	}
	d.Publications, err = decision.Publications(ctx, tx, in.ID)
	return d, err
}

func decideSummary(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		Version   int64                      `json:"version" doc:"of the case"`
		Decision  partial[decision.Decision] `json:"decision"`
		Statement string                     `json:"statement" enum:"made,waived" doc:"what the party did when told of facts, reasons, grounds and rights"`
		Words     string                     `json:"words,omitempty" doc:"what the party said"`
		Answer    string                     `json:"answer,omitempty" doc:"what was made of it"`
	}
}) (decision.Decision, error) {
	d := in.Body.Decision.record
	d.Case = in.ID
	return flow.DecideSummary(ctx, tx, in.Body.Version, d, procedure.Step{Result: in.Body.Statement, Words: in.Body.Words, Answer: in.Body.Answer})
}

func payDecision(ctx context.Context, tx *store.Tx, in *struct {
	ID   string `path:"id"`
	Body struct {
		AmountFen int64  `json:"amount_fen" doc:"negative takes a mistaken payment back"`
		PaidOn    string `json:"paid_on,omitempty" format:"date" doc:"today when left out"`
		Receipt   string `json:"receipt,omitempty" maxLength:"200"`
		OnSpot    bool   `json:"on_spot,omitempty" doc:"collected by the officers"`
		Reason    string `json:"reason,omitempty" maxLength:"2000" doc:"on the spot, above a hundred yuan: why"`
	}
}) (decision.Decision, error) {
	b := in.Body
	return flow.OnDecision(ctx, tx, in.ID, "", func(f docket.File) (decision.Decision, error) {
		return decision.Pay(ctx, tx, f, in.ID, decision.Payment{Fen: b.AmountFen, PaidOn: b.PaidOn, Receipt: b.Receipt, OnSpot: b.OnSpot}, b.Reason)
	})
}

func (s *server) publications() {
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/publish", id: "publish-decision", permission: "case.publish"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body *struct {
				Title string `json:"title,omitempty"`
				Text  string `json:"text,omitempty" doc:"instead of the text redacted by rule"`
			}
		}) (decision.Decision, error) {
			var p decision.Publication
			if in.Body != nil {
				p.Title, p.Text = in.Body.Title, in.Body.Text
			}
			return flow.PublishDecision(ctx, tx, in.ID, p)
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/unpublish", id: "unpublish-decision", permission: "case.publish"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body *struct {
				Reason string `json:"reason,omitempty" maxLength:"2000" doc:"said in public; of an annulled decision why it was annulled"`
			}
		}) (decision.Decision, error) {
			reason := ""
			if in.Body != nil {
				reason = in.Body.Reason
			}
			return flow.UnpublishDecision(ctx, tx, in.ID, reason)
		})
}

// enforcement registers the steps by which a decision is carried out. Who
// approves a plan or signs an application is looked up.
func (s *server) enforcement() {
	for name, do := range map[string]func(context.Context, *store.Tx, docket.File, string, decision.Step) (decision.Step, error){
		"plan": decision.Plan, "demand": decision.Demand, "apply": decision.Apply, "rule": decision.Rule, "archive": decision.Archive,
	} {
		act(s, op{method: http.MethodPost, path: "/decisions/{id}/" + name, id: name + "-decision", permission: "case.handle", status: 201},
			func(ctx context.Context, tx *store.Tx, in *under[decision.Step]) (decision.Step, error) {
				step := in.Body.record
				return flow.OnDecision(ctx, tx, in.ID, step.Approver, func(f docket.File) (decision.Step, error) {
					return do(ctx, tx, f, in.ID, step)
				})
			})
	}
}

func (s *server) remedies() {
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/contest", id: "contest-decision", permission: "case.handle", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[decision.Remedy]) (decision.Remedy, error) {
			r := in.Body.record
			r.Decision = in.ID
			return flow.OnDecision(ctx, tx, in.ID, "", func(f docket.File) (decision.Remedy, error) {
				return decision.Contest(ctx, tx, f, r)
			})
		})
	act(s, op{method: http.MethodPost, path: "/remedies/{id}/end", id: "end-remedy", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *under[decision.Remedy]) (decision.Remedy, error) {
			r := in.Body.record
			r.ID = in.ID
			return flow.EndRemedy(ctx, tx, r)
		})
}
