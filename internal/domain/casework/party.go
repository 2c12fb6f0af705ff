package casework

import (
	"context"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

// Party is whom a case is against. Name, Paper and Address are personal data:
// they are sealed wherever they go, and stand in the table as they are, because
// the same party is found by its paper.
type Party struct {
	ID       string        `json:"id"`
	Case     string        `json:"case"`
	Kind     string        `json:"kind"` // person or org
	Mark     string        `json:"mark"` // the same for one party in all cases of the home; tells nothing about it
	Subject  ref.Ref       `json:"subject,omitempty"`
	Name     sealed.String `json:"name"`
	Paper    sealed.String `json:"paper"` // number of the identity card or the licence
	Address  sealed.String `json:"address"`
	ListedOn string        `json:"listed_on,omitempty"` // on the list of serious violators since
	Dropped  string        `json:"dropped,omitempty"`   // why it turned out to be none
}

// What a person can do something about.
var (
	ErrParty     = fault.New(fault.NotFound, "case.party", "案件里没有这个当事人，请核对")
	ErrPartyKind = fault.New(fault.Invalid, "case.party_kind", "当事人类别只能是个人或单位，请重新选择")
	ErrPartyName = fault.New(fault.Invalid, "case.party_name", "当事人名称为空，请填写")
	ErrPartyHeld = fault.New(fault.Conflict, "case.party_held", "当事人已有决定，不能移除；请先撤销决定")
)

// AddParty adds a party to a case. A party known by the same paper, or else by
// the same subject, from an earlier case gets the same mark.
func AddParty(ctx context.Context, tx *store.Tx, p Party) (Party, error) {
	c, err := open(ctx, tx, p.Case)
	if err != nil {
		return Party{}, err
	}
	if err := p.check(); err != nil {
		return Party{}, err
	}
	p.ID, p.ListedOn, p.Dropped = tx.ID(), "", ""
	if p.Mark, err = mark(ctx, tx, p); err != nil {
		return Party{}, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO casework_party (home, `+partyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.Actor.Home, p.ID, p.Case, p.Kind, p.Mark, string(p.Subject), p.Name.Reveal(), p.Paper.Reveal(), p.Address.Reveal(), "", ""); err != nil {
		return Party{}, wrap("adding a party", err)
	}
	return p, note(tx, c, "party.added", PartyFacts{p.Mark, p.Kind}, "")
}

func (p Party) check() error {
	if p.Kind != "person" && p.Kind != "org" {
		return ErrPartyKind
	}
	if strings.TrimSpace(p.Name.Reveal()) == "" {
		return ErrPartyName
	}
	return ErrLong.Over(200, p.Name.Reveal(), p.Paper.Reveal(), p.Address.Reveal())
}

// mark finds the mark a party already has, or makes one.
func mark(ctx context.Context, tx *store.Tx, p Party) (string, error) {
	for _, by := range []struct{ column, value string }{{"paper", p.Paper.Reveal()}, {"subject", string(p.Subject)}} {
		if by.value == "" {
			continue
		}
		rs, err := tx.Query(ctx, `SELECT mark FROM casework_party WHERE home = $1 AND `+by.column+` = $2 ORDER BY id LIMIT 1`, tx.Actor.Home, by.value)
		known, err := store.Collect(rs, err, word)
		if err != nil || len(known) > 0 {
			return strings.Join(known, ""), err
		}
	}
	return tx.ID(), nil
}

// EditParty corrects how a party is written; a sealed text left empty stays as
// it was. The mark stays.
func EditParty(ctx context.Context, tx *store.Tx, in Party) (Party, error) {
	p, c, err := party(ctx, tx, in.ID)
	if err != nil {
		return Party{}, err
	}
	p.Kind, p.Subject = in.Kind, in.Subject
	for _, f := range []struct{ old, new *sealed.String }{{&p.Name, &in.Name}, {&p.Paper, &in.Paper}, {&p.Address, &in.Address}} {
		if !f.new.IsZero() {
			*f.old = *f.new
		}
	}
	if err := p.check(); err != nil {
		return Party{}, err
	}
	return p, saveParty(ctx, tx, c, p, "party.edited")
}

// DropParty takes a party out that turned out to be none; not one about whom a
// decision stands.
func DropParty(ctx context.Context, tx *store.Tx, id, reason string, decided bool) (Party, error) {
	p, c, err := party(ctx, tx, id)
	if err != nil {
		return Party{}, err
	}
	if p.Dropped = strings.TrimSpace(reason); p.Dropped == "" {
		return Party{}, ErrReason
	}
	if decided {
		return Party{}, ErrPartyHeld
	}
	return p, saveParty(ctx, tx, c, p, "party.dropped")
}

// party is a standing party and its open case.
func party(ctx context.Context, tx *store.Tx, id string) (Party, Case, error) {
	p, err := GetParty(ctx, tx, id)
	if err != nil {
		return Party{}, Case{}, err
	}
	if p.Dropped != "" {
		return Party{}, Case{}, ErrParty
	}
	c, err := open(ctx, tx, p.Case)
	return p, c, err
}

// open is a case of the actor's unit that has not ended.
func open(ctx context.Context, tx *store.Tx, id string) (Case, error) {
	c, err := Mine(ctx, tx, id)
	if err == nil && c.Ended() {
		return Case{}, ErrState.With(string(c.State))
	}
	return c, err
}

// GetParty returns a party, a dropped one too, or ErrParty.
func GetParty(ctx context.Context, tx *store.Tx, id string) (Party, error) {
	return store.One(tx.Row(ctx, `SELECT `+partyColumns+` FROM casework_party WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrParty, scanParty)
}

// Parties are the parties of a case, the dropped ones too.
func Parties(ctx context.Context, tx *store.Tx, id string) ([]Party, error) {
	rs, err := tx.Query(ctx, `SELECT `+partyColumns+` FROM casework_party WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, id)
	return store.Collect(rs, err, scanParty)
}

const partyColumns = `id, file, kind, mark, subject, name, paper, address, listed_on, dropped`

func saveParty(ctx context.Context, tx *store.Tx, c Case, p Party, verb string) error {
	if _, err := tx.Exec(ctx, `UPDATE casework_party SET kind = $3, subject = $4, name = $5, paper = $6, address = $7, listed_on = $8, dropped = $9
		WHERE home = $1 AND id = $2`, tx.Actor.Home, p.ID, p.Kind, string(p.Subject), p.Name.Reveal(), p.Paper.Reveal(), p.Address.Reveal(), p.ListedOn, p.Dropped); err != nil {
		return wrap("writing a party", err)
	}
	if verb == "credit.listed" {
		return note(tx, c, verb, Listed{p.Mark}, p.ListedOn)
	}
	return note(tx, c, verb, PartyFacts{p.Mark, p.Kind}, "")
}

func scanParty(r store.Scanner) (p Party, err error) {
	var name, paper, address string
	err = r.Scan(&p.ID, &p.Case, &p.Kind, &p.Mark, &p.Subject, &name, &paper, &address, &p.ListedOn, &p.Dropped)
	p.Name, p.Paper, p.Address = sealed.New(name), sealed.New(paper), sealed.New(address)
	return p, err
}
