package flow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/uscc"
)

// RecordVisit records one visit. What the entry says of the visited party, its
// name, venue kind and township, is taken from the ledger: nobody types it.
func RecordVisit(ctx context.Context, tx *store.Tx, e inspection.Entry) (inspection.Visit, []inspection.Warning, error) {
	filled, err := fill(ctx, tx, []inspection.Entry{e})
	if err != nil {
		return inspection.Visit{}, nil, err
	}
	return inspection.Record(ctx, tx, filled[0])
}

// RecordVisits records those of a grid that pass the gate, and says of every
// other which cells are wrong.
func RecordVisits(ctx context.Context, tx *store.Tx, entries []inspection.Entry) ([]inspection.RowResult, error) {
	filled, err := fill(ctx, tx, entries)
	if err != nil {
		return nil, err
	}
	return inspection.RecordMany(ctx, tx, filled)
}

// CorrectVisit replaces what a visit says; the party may be another one.
func CorrectVisit(ctx context.Context, tx *store.Tx, c inspection.Change, e inspection.Entry) (inspection.Visit, error) {
	filled, err := fill(ctx, tx, []inspection.Entry{e})
	if err != nil {
		return inspection.Visit{}, err
	}
	return inspection.Correct(ctx, tx, c, filled[0])
}

// IssueNotice issues the notice of a visit to a party of the ledger.
func IssueNotice(ctx context.Context, tx *store.Tx, e inspection.Entry) (inspection.Notice, []inspection.Warning, error) {
	filled, err := fill(ctx, tx, []inspection.Entry{e})
	if err != nil {
		return inspection.Notice{}, nil, err
	}
	return inspection.IssueNotice(ctx, tx, filled[0])
}

// fill writes into entries what the ledger says of their parties. A party that
// is not in it is left out, for the gate to refuse.
func fill(ctx context.Context, tx *store.Tx, entries []inspection.Entry) ([]inspection.Entry, error) {
	out := slices.Clone(entries)
	known, draws := map[string]registry.Subject{}, map[string][]string{}
	for i := range out {
		e := &out[i]
		id := strings.TrimPrefix(e.Subject, "subject:")
		s, ok := known[id]
		if !ok && id != "" {
			var err error
			if s, err = standing(ctx, tx, id); err != nil && !errors.Is(err, registry.ErrNotFound) {
				return nil, err
			}
			known[id] = s
		}
		e.Subject = s.ID
		var err error
		if e.Drawn, err = drawnBy(ctx, tx, draws, *e); err != nil {
			return nil, err
		}
		if s.ID != "" {
			e.Title, e.Venue, e.Region, e.Online = s.Name, string(s.Venue), s.Region, registry.Online(s.Venue)
		}
	}
	return out, nil
}

// drawnBy reports whether the draw that an entry names as its source drew its
// subject; draws keeps what was read.
func drawnBy(ctx context.Context, tx *store.Tx, draws map[string][]string, e inspection.Entry) (bool, error) {
	source := ref.Ref(strings.TrimSpace(e.Source))
	if e.Origin != "draw" || source.Kind() != "draw" {
		return false, nil
	}
	subjects, ok := draws[source.ID()]
	if !ok {
		drawn, err := spotcheck.Drawn(ctx, tx, source.ID())
		if err != nil && !errors.Is(err, spotcheck.ErrNotFound) {
			return false, err
		}
		for _, a := range drawn {
			s, err := standing(ctx, tx, a.Subject)
			if err != nil {
				return false, err
			}
			subjects = append(subjects, s.ID)
		}
		draws[source.ID()] = subjects
	}
	return slices.Contains(subjects, e.Subject), nil
}

// standing is the subject of an id, or the one it was merged into.
func standing(ctx context.Context, tx *store.Tx, id string) (registry.Subject, error) {
	s, err := registry.Get(ctx, tx, id)
	for range 10 { // a merge into a merged subject is possible, a circle is not
		if err != nil || s.State != registry.Merged {
			break
		}
		s, err = registry.Get(ctx, tx, s.Into)
	}
	return s, err
}

// finder finds the parties that rows name, by code or by name and address.
type finder struct{ place *ledger.Place }

func newFinder(home string) (finder, error) {
	around, ok := region.All().Around(region.Code(home + "000000"))
	if !ok {
		return finder{}, ErrPlace.With(home)
	}
	return finder{ledger.NewPlace(around)}, nil
}

// find is the id of the party a line names; "" where the ledger has none.
func (f finder) find(ctx context.Context, tx *store.Tx, l inspection.Line) (string, error) {
	codes, _ := uscc.Parse(l.USCC)
	for _, c := range codes {
		ids, err := registry.ByCode(ctx, tx, c.Value)
		if err != nil || len(ids) > 0 {
			return f.named(ctx, tx, ids, l.Name, err)
		}
	}
	for _, k := range f.place.FormKeys(l.Name, l.Address) {
		id, err := registry.ByKey(ctx, tx, k)
		if !errors.Is(err, registry.ErrNotFound) {
			return id, err
		}
	}
	return "", nil
}

// named is the one of several holders of a code that bears the name, or else
// the earliest.
func (f finder) named(ctx context.Context, tx *store.Tx, ids []string, name string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		if len(ids) == 1 {
			break
		}
		s, err := registry.Get(ctx, tx, id)
		if err != nil {
			return "", err
		}
		if ledger.NormName(s.Name) == ledger.NormName(name) {
			return id, nil
		}
	}
	return ids[0], nil
}
