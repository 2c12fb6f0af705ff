package api

import (
	"context"
	"net/http"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/fault"
)

// casework registers cases with their parties, decisions and clocks.
func (s *server) casework() {
	look(s, "/cases", "list-cases", "case.read", listCases)
	look(s, "/cases/{id}", "get-case", "case.read", getCase)
	look(s, "/cases/{id}/obstacles", "case-obstacles", "case.read", obstacles)
	act(s, op{method: http.MethodPost, path: "/cases", id: "file-case", permission: "case.file", status: 201}, fileCase)
	act(s, op{method: http.MethodPut, path: "/cases/{id}", id: "edit-case", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *replaced[casework.Case]) (casework.Case, error) {
			c := in.Body.record
			c.ID = in.ID
			return casework.Edit(ctx, tx, c)
		})
	s.caseSteps()
	s.parties()
	s.decisions()
	s.clocks()
}

type casesInput struct {
	casework.Filter
	store.Page
}

func listCases(ctx context.Context, tx *store.Tx, in *casesInput) (list[casework.Case], error) {
	items, next, err := casework.List(ctx, tx, in.Filter, in.Page)
	return list[casework.Case]{items, next}, err
}

// caseDossier is a case with everything that hangs on it.
type caseDossier struct {
	Case      casework.Case       `json:"case"`
	Parties   []casework.Party    `json:"parties"`
	Decisions []casework.Decision `json:"decisions"`
	Exhibits  []casework.Exhibit  `json:"exhibits"`
	Clocks    []clock             `json:"clocks"`
	Transfers []casework.Transfer `json:"transfers"`
}

// clock is a clock as it stands now.
type clock struct {
	casework.Clock
	Overdue bool `json:"overdue"`
	Paused  bool `json:"paused"`
}

func clocks(cs []casework.Clock, now time.Time) []clock {
	out := make([]clock, len(cs))
	for i, c := range cs {
		out[i] = clock{c, c.Overdue(now), c.Paused()}
	}
	return out
}

func asNow(tx *store.Tx, c casework.Clock) clock { return clocks([]casework.Clock{c}, tx.Now)[0] }

func getCase(ctx context.Context, tx *store.Tx, in *byID) (d caseDossier, err error) {
	if d.Case, err = casework.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Parties, err = casework.Parties(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Decisions, err = casework.Decisions(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Exhibits, err = casework.Exhibits(ctx, tx, in.ID); err != nil {
		return d, err
	}
	cs, err := casework.Clocks(ctx, tx, in.ID)
	if err != nil {
		return d, err
	}
	d.Clocks = clocks(cs, tx.Now)
	d.Transfers, err = casework.Transfers(ctx, tx, in.ID)
	return d, err
}

// obstacle is one reason why a case cannot close.
type obstacle struct {
	Code   string `json:"code"`
	Text   string `json:"text"`
	Detail string `json:"detail,omitempty"`
}

func obstacles(ctx context.Context, tx *store.Tx, in *struct {
	ID      string `path:"id"`
	Outcome string `query:"outcome" enum:"penalty,none,terminated,referred,transferred" default:"penalty"`
	Reason  string `query:"reason"`
}) (list[obstacle], error) {
	c, err := casework.Get(ctx, tx, in.ID)
	if err != nil {
		return list[obstacle]{}, err
	}
	c.Outcome, c.Reason = in.Outcome, in.Reason
	fs, err := casework.Obstacles(ctx, tx, c)
	return list[obstacle]{Items: told(fs)}, err
}

func told(fs []*fault.Fault) []obstacle {
	out := make([]obstacle, len(fs))
	for i, f := range fs {
		out[i] = obstacle{f.Code, f.Text, f.Detail}
	}
	return out
}

func fileCase(ctx context.Context, tx *store.Tx, in *struct {
	Body struct {
		Word string                 `json:"word"`
		Case partial[casework.Case] `json:"case"`
	}
}) (casework.Case, error) {
	return flow.OpenCase(ctx, tx, in.Body.Case.record, in.Body.Word)
}

// caseStep is a step of a case; each reads what it asks for.
type caseStep struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64    `json:"version"`
		Reason   string   `json:"reason,omitempty" maxLength:"2000"`
		Officers []string `json:"officers,omitempty" doc:"assign"`
		ValueFen int64    `json:"value_fen,omitempty" doc:"value"`
		Basis    string   `json:"basis,omitempty" doc:"value"`
		Outcome  string   `json:"outcome,omitempty" doc:"close"`
		Undo     bool     `json:"undo,omitempty" doc:"expose: take a mistaken record back"`
	}
}

func (s *server) caseSteps() {
	step := func(name, permission string, do verb[caseStep, casework.Case]) {
		act(s, op{method: http.MethodPost, path: "/cases/{id}/" + name, id: name + "-case", permission: permission}, do)
	}
	step("assign", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return flow.AssignCase(ctx, tx, in.ID, in.Body.Version, in.Body.Officers)
	})
	step("investigate", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Investigate(ctx, tx, in.ID, in.Body.Version)
	})
	step("value", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Value(ctx, tx, in.ID, in.Body.Version, in.Body.ValueFen, in.Body.Basis)
	})
	step("execute", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Execute(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	step("close", "case.close", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Close(ctx, tx, in.ID, in.Body.Version, in.Body.Outcome, in.Body.Reason)
	})
	step("reopen", "case.decide", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Reopen(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	step("withdraw", "case.decide", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Withdraw(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	step("expose", "case.publish", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Expose(ctx, tx, in.ID, in.Body.Version, in.Body.Undo)
	})
}

func (s *server) parties() {
	act(s, op{method: http.MethodPost, path: "/cases/{id}/parties", id: "add-party", permission: "case.handle", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[casework.Party]) (casework.Party, error) {
			p := in.Body.record
			p.Case = in.ID
			return casework.AddParty(ctx, tx, p)
		})
	act(s, op{method: http.MethodPut, path: "/parties/{id}", id: "edit-party", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *replaced[casework.Party]) (casework.Party, error) {
			p := in.Body.record
			p.ID = in.ID
			return casework.EditParty(ctx, tx, p)
		})
	act(s, op{method: http.MethodPost, path: "/parties/{id}/drop", id: "drop-party", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *textual) (casework.Party, error) {
			return casework.DropParty(ctx, tx, in.ID, in.Body.Text)
		})
	act(s, op{method: http.MethodPost, path: "/parties/{id}/blacklist", id: "blacklist-party", permission: "case.publish"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Undo bool `json:"undo,omitempty"`
			}
		}) (casework.Party, error) {
			return casework.Blacklist(ctx, tx, in.ID, in.Body.Undo)
		})
}

func (s *server) decisions() {
	act(s, op{method: http.MethodPost, path: "/cases/{id}/decide", id: "decide-case", permission: "case.decide", status: 201},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version  int64                      `json:"version" doc:"of the case"`
				Decision partial[casework.Decision] `json:"decision"`
			}
		}) (casework.Decision, error) {
			d := in.Body.Decision.record
			d.Case = in.ID
			return casework.Decide(ctx, tx, in.Body.Version, d)
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/annul", id: "annul-decision", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *edit) (casework.Decision, error) {
			return casework.Annul(ctx, tx, in.Body.Version, in.ID, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/serve", id: "serve-decision", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				On string `json:"on" format:"date"`
			}
		}) (casework.Decision, error) {
			return casework.Serve(ctx, tx, in.ID, in.Body.On)
		})
	act(s, op{method: http.MethodPost, path: "/decisions/{id}/pay", id: "pay-decision", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				AmountFen int64 `json:"amount_fen" doc:"negative takes a mistaken payment back"`
			}
		}) (casework.Decision, error) {
			return casework.Pay(ctx, tx, in.ID, in.Body.AmountFen)
		})
	for name, do := range map[string]func(context.Context, *store.Tx, string) (casework.Decision, error){
		"publish": casework.Publish, "unpublish": casework.Unpublish,
	} {
		act(s, op{method: http.MethodPost, path: "/decisions/{id}/" + name, id: name + "-decision", permission: "case.publish"},
			func(ctx context.Context, tx *store.Tx, in *byID) (casework.Decision, error) {
				return do(ctx, tx, in.ID)
			})
	}
}

func (s *server) clocks() {
	look(s, "/clocks", "list-clocks", "case.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Days int `query:"days" minimum:"0" maximum:"90" default:"7" doc:"running out within so many days; late ones too"`
	}) (list[clock], error) {
		cs, err := casework.Running(ctx, tx, tx.Now.AddDate(0, 0, in.Days))
		return list[clock]{Items: clocks(cs, tx.Now)}, err
	})
	act(s, op{method: http.MethodPost, path: "/clocks/{id}/stop", id: "stop-clock", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				From   string `json:"from" format:"date"`
				Reason string `json:"reason"`
			}
		}) (clock, error) {
			c, err := casework.Stop(ctx, tx, in.ID, in.Body.From, in.Body.Reason)
			return asNow(tx, c), err
		})
	act(s, op{method: http.MethodPost, path: "/clocks/{id}/resume", id: "resume-clock", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				On string `json:"on" format:"date"`
			}
		}) (clock, error) {
			c, err := casework.Resume(ctx, tx, in.ID, in.Body.On)
			return asNow(tx, c), err
		})
	act(s, op{method: http.MethodPost, path: "/clocks/{id}/extend", id: "extend-clock", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *under[casework.Extension]) (clock, error) {
			c, err := casework.Extend(ctx, tx, in.ID, in.Body.record)
			return asNow(tx, c), err
		})
}
