package registry

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

var venues = map[ledger.Venue]bool{
	ledger.MarketAgri: true, ledger.MarketBird: true, ledger.MarketAntique: true, ledger.MarketHerb: true, ledger.Mall: true,
	ledger.Shop: true, ledger.Catering: true, ledger.Food: true, ledger.Pharmacy: true, ledger.Vet: true, ledger.Pet: true,
	ledger.Breeding: true, ledger.Toolshop: true, ledger.Logistics: true, ledger.OnlineShop: true, ledger.Platform: true, ledger.Other: true,
}

func check(s *ledger.Subject) error {
	s.Name, s.Address = strings.TrimSpace(s.Name), strings.TrimSpace(s.Address)
	switch {
	case s.Name == "":
		return ErrName
	case !venues[s.Venue]:
		return ErrVenue
	case s.Address == "" && len(s.Codes) == 0 && !Online(s.Venue):
		return ErrAddress
	case slices.ContainsFunc(s.Phones, func(p string) bool { return !phone.MatchString(p) }):
		return ErrPhone
	}
	return nil
}

// phone is what an import takes for one: a mobile number, or one with its area.
var phone = regexp.MustCompile(`^(1[0-9]{10}|0[0-9]{9,11}|0[0-9]{2,3}-[0-9]{7,8})$`)

// Add opens a subject by hand. Its codes and the identity keys, as package
// ledger builds them, make it what it is: a subject that has one already is
// returned with the refusal. Further keys only help to find likely twins.
func Add(ctx context.Context, tx *store.Tx, s ledger.Subject, identity, further []ledger.Key) (Subject, error) {
	if err := check(&s); err != nil {
		return Subject{}, err
	}
	if known, err := sameAs(ctx, tx, &s, identity); err != nil {
		return Subject{}, err
	} else if known != "" {
		theirs, err := Get(ctx, tx, known)
		if err != nil {
			return Subject{}, err
		}
		return Subject{}, ErrExists.Against(theirs)
	}
	keys := slices.Concat(identity, further)
	slices.Sort(keys)
	keys = slices.Compact(keys)
	c := &Chunk{home: tx.Actor.Home, opened: map[opening]int64{}}
	ord, err := next(ctx, tx)
	if err != nil {
		return Subject{}, err
	}
	id := tx.ID()
	if err := c.subject(id, ord, &s); err != nil {
		return Subject{}, err
	}
	c.beside(id, &s)
	c.learn("subject:"+id, ord, made{ledger.AboutSubject, s.Venue}, keys, s.Codes)
	if err := c.write(ctx, tx); err != nil {
		return Subject{}, err
	}
	opened, err := Get(ctx, tx, id)
	if err != nil {
		return Subject{}, err
	}
	return opened, opened.count(tx, "registry.opened")
}

// sameAs is the subject that holds one of the codes or identity keys, or "".
func sameAs(ctx context.Context, tx *store.Tx, s *ledger.Subject, identity []ledger.Key) (string, error) {
	for _, code := range s.Codes {
		if ids, err := ByCode(ctx, tx, code.Value); err != nil || len(ids) > 0 {
			return append(ids, "")[0], err
		}
	}
	for _, k := range identity {
		if ids, err := holding(ctx, tx, k); err != nil || len(ids) > 0 {
			return append(ids, "")[0], err
		}
	}
	return "", nil
}

// count notes that the subject came or went.
func (s Subject) count(tx *store.Tx, verb string) error {
	return tx.Note(store.Note{Verb: verb, Subject: s.Ref(), Region: s.Region, Facts: Counted{1, string(s.Venue), Online(s.Venue)}})
}

// Correct changes what is written of a subject. The venue is fixed where the
// subject was first created: figures of inspections stand on it.
func Correct(ctx context.Context, tx *store.Tx, id string, version int64, to ledger.Subject) (Subject, error) {
	s, err := current(ctx, tx, id, version)
	if err != nil {
		return Subject{}, err
	}
	if s.State != Open {
		return Subject{}, ErrState
	}
	to.Venue, to.Tags, to.Permits, to.Species = s.Venue, s.Tags, s.Permits, s.Species
	if len(to.Codes) == 0 {
		to.Codes = s.Subject.Codes
	}
	if err := check(&to); err != nil {
		return Subject{}, err
	}
	was := s
	if to.TownCode != "" {
		s.Region = to.TownCode
	}
	s.Subject = to
	if err := update(ctx, tx, &s); err != nil {
		return Subject{}, err
	}
	if err := relist(ctx, tx, was, s); err != nil {
		return Subject{}, err
	}
	return s, tx.Note(store.Note{Verb: "subject.corrected", Subject: s.Ref(), Region: s.Region, Facts: Plain{}})
}

// Close ends a subject that has gone: it stays, and counts no more.
func Close(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Subject, error) {
	return move(ctx, tx, id, version, reason, turn{Open, Closed, "registry.closed"})
}

// Reopen takes a closed subject up again.
func Reopen(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Subject, error) {
	return move(ctx, tx, id, version, reason, turn{Closed, Open, "registry.opened"})
}

// turn is a change of state and what it is noted as.
type turn struct {
	from, to State
	verb     string
}

func move(ctx context.Context, tx *store.Tx, id string, version int64, reason string, t turn) (Subject, error) {
	s, err := current(ctx, tx, id, version)
	if err != nil {
		return Subject{}, err
	}
	if s.State != t.from {
		return Subject{}, ErrState
	}
	if s.Reason = strings.TrimSpace(reason); s.Reason == "" {
		return Subject{}, ErrReason
	}
	s.State = t.to
	if err := update(ctx, tx, &s); err != nil {
		return Subject{}, err
	}
	return s, s.count(tx, t.verb)
}

// current returns the subject if nobody has changed it since version.
func current(ctx context.Context, tx *store.Tx, id string, version int64) (Subject, error) {
	s, err := Get(ctx, tx, id)
	if err == nil && s.Version != version {
		err = ErrMoved.Against(s)
	}
	return s, err
}

// Pair is two subjects that may be one.
type Pair struct {
	A      Subject `json:"a"` // the earlier
	B      Subject `json:"b"`
	Kind   string  `json:"kind"`
	State  string  `json:"state"` // open, different, merged
	Reason string  `json:"reason,omitempty"`
}

// Decide settles a suspected pair: different, or merged (b goes into a).
func Decide(ctx context.Context, tx *store.Tx, a, b, decision, reason string) error {
	p, err := pair(ctx, tx, a, b)
	if err != nil {
		return err
	}
	if p.State == "merged" {
		return ErrState
	}
	switch decision {
	case "different":
	case "merged":
		if err := p.merge(ctx, tx, reason); err != nil {
			return err
		}
	default:
		return ErrDecision
	}
	return p.decided(ctx, tx, decision, decision, reason)
}

func (p Pair) merge(ctx context.Context, tx *store.Tx, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return ErrReason
	}
	if p.A.State != Open || p.B.State != Open {
		return ErrState
	}
	p.B.State, p.B.Into, p.B.Reason = Merged, p.A.ID, reason
	if err := update(ctx, tx, &p.B); err != nil {
		return err
	}
	return p.B.count(tx, "registry.closed")
}

// Unmerge takes a merge back; both stand again as before.
func Unmerge(ctx context.Context, tx *store.Tx, a, b, reason string) error {
	p, err := pair(ctx, tx, a, b)
	if err != nil {
		return err
	}
	if p.State != "merged" || p.B.State != Merged {
		return ErrState
	}
	if strings.TrimSpace(reason) == "" {
		return ErrReason
	}
	p.B.State, p.B.Into, p.B.Reason = Open, "", reason
	if err := update(ctx, tx, &p.B); err != nil {
		return err
	}
	if err := p.B.count(tx, "registry.opened"); err != nil {
		return err
	}
	return p.decided(ctx, tx, "open", "unmerged", reason)
}

func (p Pair) decided(ctx context.Context, tx *store.Tx, state, decision, reason string) error {
	if _, err := tx.Exec(ctx, `UPDATE registry_pair SET state = $4, reason = $5, decided_by = $6, decided_at = $7 WHERE home = $1 AND a = $2 AND b = $3`,
		tx.Actor.Home, p.A.ID, p.B.ID, state, reason, tx.Actor.ID, tx.Now.UnixMicro()); err != nil {
		return err
	}
	return tx.Note(store.Note{Verb: "pair.decided", Subject: ref.Of("pair", p.A.ID+"+"+p.B.ID), Facts: Decided{decision, p.Kind}})
}
