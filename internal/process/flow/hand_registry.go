package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/uscc"
)

// AddSubject opens a subject that somebody enters by hand, under the keys that
// an import would find it by. Codes are as written; what is none is passed over.
// A township adds to its own ground, which it need not name.
func AddSubject(ctx context.Context, tx *store.Tx, s ledger.Subject, codes string) (registry.Subject, error) {
	f, err := newFinder(tx.Actor.Home)
	if err != nil {
		return registry.Subject{}, err
	}
	if s.TownCode, err = groundFor(ctx, tx, s.TownCode); err != nil {
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

// CorrectSubject changes what is written of a subject of the actor's ground.
func CorrectSubject(ctx context.Context, tx *store.Tx, id string, version int64, s ledger.Subject, codes string) (registry.Subject, error) {
	f, err := newFinder(tx.Actor.Home)
	if err != nil {
		return registry.Subject{}, err
	}
	f.complete(&s, codes)
	if err := ground(ctx, tx, id, s.TownCode); err != nil {
		return registry.Subject{}, err
	}
	return registry.Correct(ctx, tx, id, version, s)
}

// CloseSubject ends a subject of the actor's ground that has gone.
func CloseSubject(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (registry.Subject, error) {
	if err := ground(ctx, tx, id, ""); err != nil {
		return registry.Subject{}, err
	}
	return registry.Close(ctx, tx, id, version, reason)
}

// ReopenSubject takes a closed subject of the actor's ground up again.
func ReopenSubject(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (registry.Subject, error) {
	if err := ground(ctx, tx, id, ""); err != nil {
		return registry.Subject{}, err
	}
	return registry.Reopen(ctx, tx, id, version, reason)
}

// ground lets a township act on its own subjects only, and not move one
// elsewhere; every other unit's ground is the whole home.
func ground(ctx context.Context, tx *store.Tx, id, to string) error {
	own, err := ownGround(ctx, tx)
	if err != nil || own == "" {
		return err
	}
	s, err := registry.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if s.Region != own || to != "" && to != own {
		return registry.ErrNotYours
	}
	return nil
}

// groundFor is where the actor may put a new subject: a township nowhere but on
// its own ground.
func groundFor(ctx context.Context, tx *store.Tx, town string) (string, error) {
	own, err := ownGround(ctx, tx)
	if err == nil && own != "" && town != "" && town != own {
		err = registry.ErrNotYours
	}
	return cmp.Or(town, own), err
}

// ownGround is the region that the actor's unit keeps to; empty where it is the
// whole home. A township's code that ends in zeros stands for the home.
func ownGround(ctx context.Context, tx *store.Tx) (string, error) {
	u, err := org.GetUnit(ctx, tx, tx.Actor.Unit)
	if errors.Is(err, org.ErrNotFound) { // a job, not a unit's officer
		return "", nil
	}
	if err != nil || u.Kind != org.Township || strings.HasSuffix(u.Region, "000000") {
		return "", err
	}
	return u.Region, nil
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
