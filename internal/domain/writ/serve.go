package writ

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/form"
)

// Serve records how an issued writ was served. Leaving it with who refuses it
// takes two officers, what happened, and a witness or a photo
// (民事诉讼法第八十九条).
func Serve(ctx context.Context, tx *store.Tx, id string, version int64, s Service) (Writ, error) {
	return change(ctx, tx, id, version, func(w *Writ, t form.Template) error {
		switch {
		case !t.Serve:
			return ErrNoService.With(t.Name)
		case w.State != Issued:
			return ErrState
		}
		s.By = slices.Compact(slices.Sorted(slices.Values(s.By)))
		if err := s.check(w.IssuedOn, tx.Today()); err != nil {
			return err
		}
		w.State, w.Service = Served, &s
		w.Files = append(slices.Clone(w.Files), s.Photos...)
		return w.note(tx, "writ.served", ServedFacts{w.ID, w.Template, s.Way, s.Refused}, s.On, 0)
	})
}

func (s Service) check(issued, today string) error {
	empty := func(text string) bool { return strings.TrimSpace(text) == "" }
	switch {
	case !slices.Contains(Ways, s.Way):
		return ErrWay.With(s.Way)
	case !calendar.Day(s.On).Valid() || s.On < issued || s.On > today:
		return ErrDay.With(s.On)
	case len(s.By) == 0 || slices.Contains(s.By, "") || s.Way == "left" && len(s.By) < 2:
		return ErrServer
	case s.Way == "direct" && (empty(s.Signer.Reveal()) || s.Refused):
		return ErrSigner
	case s.Way == "left" && (empty(s.Refusal) || empty(s.Witness.Reveal()) && len(s.Photos) == 0):
		return ErrWitness
	}
	return ErrLong.Over(500, s.Place.Reveal(), s.Signer.Reveal(), s.Relation, s.Refusal, s.Witness.Reveal())
}
