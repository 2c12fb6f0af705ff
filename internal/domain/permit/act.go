package permit

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// Register keeps a permit as its paper says, and opens the balance of every line
// that states a quantity. A second one with its number, kind and issuer is
// refused with the first.
func Register(ctx context.Context, tx *store.Tx, p Permit) (Permit, error) {
	if err := p.settle(); err != nil {
		return Permit{}, err
	}
	p.ID, p.Unit, p.RevokedOn, p.Reason, p.Version, p.CreatedAt, p.UpdatedAt = tx.ID(), tx.Actor.Unit, "", "", 1, tx.Now, tx.Now
	if fresh, err := insert(ctx, tx, p); err != nil {
		return Permit{}, err
	} else if !fresh {
		old, err := ByNumber(ctx, tx, p.Kind, p.Issuer, p.Number)
		return Permit{}, cmp.Or(err, error(ErrExists.Against(old)))
	}
	if err := note(tx, p, "permit.registered"); err != nil {
		return Permit{}, err
	}
	for i, l := range p.Lines {
		if l.Qty == "" {
			continue
		}
		if _, err := move(ctx, tx, p, Movement{Line: i + 1, Day: p.From, Way: "open", Qty: l.Qty, Source: p.Ref()}); err != nil {
			return Permit{}, err
		}
	}
	return p, nil
}

// Amend corrects how the paper was read; species and their opening quantities
// stay, because movements rest on them: a wrong line is corrected by movements,
// a wrong paper is revoked and registered anew.
func Amend(ctx context.Context, tx *store.Tx, in Permit) (Permit, error) {
	return change(ctx, tx, in.ID, in.Version, "permit.amended", func(p *Permit) error {
		p.Holder, p.Name, p.Origin, p.IssuedOn, p.From, p.To = in.Holder, in.Name, in.Origin, in.IssuedOn, in.From, in.To
		p.Photos, p.Source, p.Remark = in.Photos, in.Source, in.Remark
		return p.settle()
	})
}

// Revoke records that a permit is valid no more from a day on.
func Revoke(ctx context.Context, tx *store.Tx, id string, version int64, day, reason string) (Permit, error) {
	return change(ctx, tx, id, version, "permit.revoked", func(p *Permit) error {
		if p.Reason = strings.TrimSpace(reason); p.Reason == "" {
			return ErrReason
		}
		p.RevokedOn = day
		if day == "" {
			return ErrDay
		}
		return cmp.Or(days(day), ErrLong.Over(2000, reason))
	})
}

func change(ctx context.Context, tx *store.Tx, id string, version int64, verb string, edit func(*Permit) error) (Permit, error) {
	p, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Permit{}, err
	case p.Unit != tx.Actor.Unit:
		return Permit{}, ErrNotYours
	case p.RevokedOn != "":
		return Permit{}, ErrRevoked.With(p.RevokedOn)
	case p.Version != version:
		return Permit{}, ErrMoved.Against(p)
	}
	if err := edit(&p); err != nil {
		return Permit{}, err
	}
	p.Version, p.UpdatedAt = p.Version+1, tx.Now
	if err := update(ctx, tx, p); err != nil {
		return Permit{}, err
	}
	return p, note(tx, p, verb)
}

// settle checks a permit and brings it into the form that is kept.
func (p *Permit) settle() error {
	p.Number, p.Issuer, p.Name = strings.TrimSpace(p.Number), strings.TrimSpace(p.Issuer), strings.TrimSpace(p.Name)
	if p.From == "" {
		p.From = p.IssuedOn
	}
	switch {
	case !p.Kind.valid():
		return ErrKind.With(string(p.Kind))
	case key(p.Number) == "" || p.Issuer == "":
		return ErrNumber
	case p.Holder != "" && p.Holder.Kind() != "subject" || p.Holder == "" && p.Name == "":
		return ErrHolder
	case !slices.Contains([]string{"", "wild", "captive"}, p.Origin):
		return ErrOrigin
	case len(p.Lines) == 0:
		return ErrSpecies
	case len(p.Lines) > 200:
		return ErrLong
	case p.From == "" || p.To != "" && p.To < p.From:
		return ErrDay.With(p.From + " 至 " + p.To)
	}
	for i := range p.Lines {
		if err := p.Lines[i].settle(p.From, p.origin()); err != nil {
			return err
		}
	}
	return cmp.Or(days(p.IssuedOn, p.From, p.To), ErrLong.Over(200, p.Number, p.Issuer, p.Name, string(p.Source)), ErrLong.Over(2000, p.Remark))
}

// origin is the source of the animals the permit is about, "" where it may be any.
func (p Permit) origin() string { return cmp.Or(p.Origin, p.Kind.origin()) }

// units are those of the assessment (contracts/law.md).
var units = []string{"只", "头", "尾", "条", "枚", "件", "kg", "g"}

func (l *Line) settle(day, origin string) error {
	if l.Name = strings.TrimSpace(l.Name); l.Name == "" {
		return ErrSpecies
	}
	if l.Qty != "" || l.Unit != "" {
		if _, err := valuation.ParseQuantity(l.Qty); err != nil && l.Qty != "" || !slices.Contains(units, l.Unit) {
			return ErrQuantity.With(l.Name + " " + l.Qty + l.Unit)
		}
	}
	q := species.Query{Name: l.Name, Latin: l.Latin, Day: day, Captive: origin == "captive"}
	k := species.Classify(species.Find(q), q)
	l.Class, l.Entry = k.Class, k.Species
	if l.Latin == "" {
		l.Latin = k.Latin
	}
	return ErrLong.Over(200, l.Name, l.Latin)
}

// key is a number as it is compared; the ledger finds permits by the same form.
func key(s string) string { return strings.ToUpper(ledger.S(s)) }

func note(tx *store.Tx, p Permit, verb string) error {
	f := Registered{Kind: string(p.Kind), Origin: p.origin(), Classes: []string{}}
	for _, l := range p.Lines {
		if !slices.Contains(f.Classes, string(l.Class)) {
			f.Classes = append(f.Classes, string(l.Class))
		}
	}
	slices.Sort(f.Classes)
	return tx.Note(store.Note{Verb: verb, Subject: ref.Of("permit", p.ID), Facts: f})
}
