package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// errHolderHidden is returned to who may not see what an assessment is about.
var errHolderHidden = fault.New(fault.Forbidden, "assessment.hidden", "您没有查看这条检查、线索或案件的权限，请联系承办单位")

// assessment registers what the law desk advised on a visit, a lead or a case.
func (s *server) assessment() {
	look(s, "/assessments", "list-assessments", "law.consult", func(ctx context.Context, tx *store.Tx, in *about) (list[keptAdvice], error) {
		if err := in.seen(ctx); err != nil {
			return list[keptAdvice]{}, err
		}
		as, err := assessment.Of(ctx, tx, in.Holder)
		if err != nil {
			return list[keptAdvice]{}, err
		}
		out := list[keptAdvice]{}
		for _, a := range as {
			k, err := shown(a)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, k)
		}
		return out, nil
	})
	look(s, "/assessments/draft", "draft-assessment", "law.consult", func(ctx context.Context, tx *store.Tx, in *about) (flow.Draft, error) {
		if err := in.seen(ctx); err != nil {
			return flow.Draft{}, err
		}
		return flow.DraftAssessment(ctx, tx, in.Holder)
	})
	look(s, "/assessments/{id}", "get-assessment", "law.consult", func(ctx context.Context, tx *store.Tx, in *byID) (keptAdvice, error) {
		a, err := assessment.Get(ctx, tx, in.ID)
		if err != nil {
			return keptAdvice{}, err
		}
		if err := (&about{a.Holder}).seen(ctx); err != nil {
			return keptAdvice{}, err
		}
		return shown(a)
	})
	act(s, op{method: http.MethodPost, path: "/assessments", id: "make-assessment", permission: "assessment.make", status: 201}, makeAssessment)
}

// about names what is assessed.
type about struct {
	Holder ref.Ref `query:"holder" required:"true" doc:"visit:…, lead:… or case:…"`
}

// seen refuses who may not see the holder.
func (a *about) seen(ctx context.Context) error {
	if !sight(ctx).Sees(a.Holder.Kind()) {
		return errHolderHidden
	}
	return nil
}

// keptAdvice is an assessment with the texts it rests on, and whether law or lists
// have changed since.
type keptAdvice struct {
	assessment.Assessment
	Advice advice `json:"advice"`
	Stale  bool   `json:"stale" doc:"made with another edition of the law data or the lists"`
}

func shown(a assessment.Assessment) (keptAdvice, error) {
	told, err := advised(a.Output)
	told.Review, told.Lists = a.Review, nil
	law, animal := assessment.Now()
	return keptAdvice{a, told, law != a.Editions.Law || animal != a.Editions.Animal}, err
}

func makeAssessment(ctx context.Context, tx *store.Tx, in *struct {
	Body struct {
		Holder ref.Ref `json:"holder" doc:"visit:…, lead:… or case:…"`
		Record facts   `json:"record"`
		Why    string  `json:"why,omitempty" doc:"why another one is made" maxLength:"2000"`
		After  *int64  `json:"after,omitempty" doc:"number of the version that was read; the newest when absent"`
	}
}) (keptAdvice, error) {
	b := in.Body
	if err := (&about{b.Holder}).seen(ctx); err != nil {
		return keptAdvice{}, err
	}
	c, err := b.Record.read()
	if err != nil {
		return keptAdvice{}, err
	}
	a, err := flow.KeepAssessment(ctx, tx, assessment.Assessment{Holder: b.Holder, Input: c, Why: b.Why}, b.After)
	if err != nil {
		return keptAdvice{}, err
	}
	return shown(a)
}
