package flow

import (
	"context"
	"slices"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/uscc"
)

// AddSubject opens a subject that somebody enters by hand, under the keys that
// an import would find it by. Codes are as written; what is none is passed over.
func AddSubject(ctx context.Context, tx *store.Tx, s ledger.Subject, codes string) (registry.Subject, error) {
	f, err := newFinder(tx.Actor.Home)
	if err != nil {
		return registry.Subject{}, err
	}
	f.complete(&s, codes)
	keys := f.place.SubjectKeys(&s)
	identity := keys
	if !registry.Online(s.Venue) { // the others only resemble: a name alone, a telephone
		forms := f.place.FormKeys(s.Name, s.Address)
		identity = slices.DeleteFunc(slices.Clone(keys), func(k ledger.Key) bool { return !slices.Contains(forms, k) })
	}
	return registry.Add(ctx, tx, s, identity, keys)
}

// CorrectSubject changes what is written of a subject.
func CorrectSubject(ctx context.Context, tx *store.Tx, id string, version int64, s ledger.Subject, codes string) (registry.Subject, error) {
	f, err := newFinder(tx.Actor.Home)
	if err != nil {
		return registry.Subject{}, err
	}
	f.complete(&s, codes)
	return registry.Correct(ctx, tx, id, version, s)
}

// complete adds to a subject what follows from its words.
func (f finder) complete(s *ledger.Subject, codes string) {
	s.Name, s.Address = ledger.Clean(s.Name), ledger.Clean(s.Address)
	s.NName, s.NAddress = ledger.NormName(s.Name), f.place.NormAddress(s.Address)
	s.Codes, _ = uscc.Parse(codes)
	s.Runner = ledger.None
	if s.TownCode != "" {
		s.Town = region.All().Name(region.Code(s.TownCode))
	}
}
