package api

import (
	"context"
	"net/http"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
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
	s.procedures()
	s.referrals()
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
	Decisions []decision.Decision `json:"decisions"`
	Exhibits  []exhibit.Exhibit   `json:"exhibits"`
	Clocks    []clock             `json:"clocks"`
	Transfers []transfer.Transfer `json:"transfers"`
	Steps     []procedure.Step    `json:"steps"` // before the decision
}

// clock is a clock as it stands now.
type clock struct {
	docket.Clock
	Overdue bool `json:"overdue"`
	Paused  bool `json:"paused"`
}

func clocks(cs []docket.Clock, now time.Time) []clock {
	out := make([]clock, len(cs))
	for i, c := range cs {
		out[i] = clock{c, c.Overdue(now), c.Paused()}
	}
	return out
}

func asNow(tx *store.Tx, c docket.Clock) clock { return clocks([]docket.Clock{c}, tx.Now)[0] }

func getCase(ctx context.Context, tx *store.Tx, in *byID) (d caseDossier, err error) {
	if d.Case, err = casework.Get(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Parties, err = casework.Parties(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Decisions, err = decision.Of(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Exhibits, err = exhibit.Of(ctx, tx, in.ID); err != nil {
		return d, err
	}
	cs, err := docket.Clocks(ctx, tx, in.ID)
	if err != nil {
		return d, err
	}
	d.Clocks = clocks(cs, tx.Now)
	if d.Transfers, err = transfer.Of(ctx, tx, in.ID); err != nil {
		return d, err
	}
	d.Steps, err = procedure.Of(ctx, tx, in.ID)
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
	fs, err := flow.Obstacles(ctx, tx, in.ID, in.Outcome, in.Reason)
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
		Complex  bool     `json:"complex,omitempty" doc:"weigh: complicated or grave, to be reviewed and discussed"`
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
		return flow.InvestigateCase(ctx, tx, in.ID, in.Body.Version)
	})
	step("weigh", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Weigh(ctx, tx, in.ID, in.Body.Version, in.Body.Complex)
	})
	step("value", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return casework.Value(ctx, tx, in.ID, in.Body.Version, in.Body.ValueFen, in.Body.Basis)
	})
	step("execute", "case.handle", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return flow.ExecuteCase(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	step("close", "case.close", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return flow.CloseCase(ctx, tx, casework.Case{ID: in.ID, Version: in.Body.Version, Outcome: in.Body.Outcome, Reason: in.Body.Reason})
	})
	step("reopen", "case.decide", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return flow.ReopenCase(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
	})
	step("withdraw", "case.decide", func(ctx context.Context, tx *store.Tx, in *caseStep) (casework.Case, error) {
		return flow.WithdrawCase(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
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
			return flow.DropParty(ctx, tx, in.ID, in.Body.Text)
		})
	act(s, op{method: http.MethodPost, path: "/parties/{id}/blacklist", id: "blacklist-party", permission: "case.publish"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Undo bool `json:"undo,omitempty"`
			}
		}) (casework.Party, error) {
			return flow.Blacklist(ctx, tx, in.ID, in.Body.Undo)
		})
}

func (s *server) clocks() {
	look(s, "/clocks", "list-clocks", "case.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Days int `query:"days" minimum:"0" maximum:"90" default:"7" doc:"running out within so many days; late ones too"`
	}) (list[clock], error) {
		cs, err := docket.Running(ctx, tx, tx.Now.AddDate(0, 0, in.Days))
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
			c, err := flow.OnClock(ctx, tx, in.ID, func(f docket.File) (docket.Clock, error) {
				return docket.Stop(ctx, tx, f, in.ID, in.Body.From, in.Body.Reason)
			})
			return asNow(tx, c), err
		})
	act(s, op{method: http.MethodPost, path: "/clocks/{id}/resume", id: "resume-clock", permission: "case.handle"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				On string `json:"on" format:"date"`
			}
		}) (clock, error) {
			c, err := flow.OnClock(ctx, tx, in.ID, func(f docket.File) (docket.Clock, error) {
				return docket.Resume(ctx, tx, f, in.ID, in.Body.On)
			})
			return asNow(tx, c), err
		})
	act(s, op{method: http.MethodPost, path: "/clocks/{id}/extend", id: "extend-clock", permission: "case.decide"},
		func(ctx context.Context, tx *store.Tx, in *under[docket.Extension]) (clock, error) {
			c, err := flow.ExtendClock(ctx, tx, in.ID, in.Body.record)
			return asNow(tx, c), err
		})
}
