package report

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/region"
)

// FormOf is what the printed table of a campaign says besides its figures: the
// actor's unit reports, the actor fills in, today.
func FormOf(ctx context.Context, tx *store.Tx, id string) (Form, error) {
	c, err := campaign.Get(ctx, tx, id)
	if err != nil {
		return Form{}, err
	}
	f := Form{Campaign: c.Title, Unit: division(tx.Actor.Home).Name, Date: tx.Today()}
	u, err := org.GetUnit(ctx, tx, tx.Actor.Unit)
	if err == nil {
		f.Unit = fullName(f.Unit, u.Name)
	} else if !errors.Is(err, org.ErrNotFound) {
		return f, err
	}
	who, isPerson := strings.CutPrefix(tx.Actor.ID, "person:")
	if !isPerson {
		return f, nil
	}
	p, err := org.GetPerson(ctx, tx, who)
	if err != nil && !errors.Is(err, org.ErrNotFound) {
		return f, err
	}
	f.Filler = p.Name
	return f, nil
}

// FactsOf are the words of a campaign's stage report that are not figures: the
// leading organs sign, and it goes to their counterparts one level up. An
// officer may change all of them in the draft.
func FactsOf(ctx context.Context, tx *store.Tx, id, through string) (Facts, error) {
	c, err := campaign.Get(ctx, tx, id)
	if err != nil {
		return Facts{}, err
	}
	here := division(tx.Actor.Home)
	above := division(region.Code(tx.Actor.Home + "000000").Parent().Home())
	f := Facts{Region: here.Name, Campaign: strings.TrimPrefix(c.Title, here.Name), Since: c.From, Through: cmp.Or(through, c.To)}
	if c.Number != "" {
		f.Basis = c.Number + "文件"
	}
	var to []string
	for _, o := range c.Organs {
		if o.Role == campaign.Lead {
			f.Signers = append(f.Signers, fullName(here.Name, o.Name))
			to = append(to, fullName(above.Name, strings.TrimPrefix(o.Name, here.Name)))
		}
	}
	f.To = strings.Join(to, "、")
	return f, nil
}

func division(home string) region.Division {
	d, _ := region.All().Find(region.Code(home + "000000"))
	return d
}

// fullName is a unit's name with its division's before it, once.
func fullName(place, unit string) string {
	if strings.HasPrefix(unit, place) {
		return unit
	}
	return place + unit
}

// Begin computes the table of a stage report, from the campaign's first day to
// the last day reported, and the first draft over it.
func (s Sources) Begin(ctx context.Context, by store.Actor, id, through string) (Draft, Table, error) {
	table, err := Make(ctx, s.Tally, by.Home, Asked{Campaign: id, To: through})
	if err != nil {
		return Draft{}, Table{}, err
	}
	var facts Facts
	err = s.DB.Look(ctx, by, func(tx *store.Tx) (err error) {
		facts, err = FactsOf(ctx, tx, id, table.To)
		return err
	})
	if err != nil {
		return Draft{}, table, err
	}
	template, err := StageTemplate()
	if err != nil {
		return Draft{}, table, err
	}
	draft, err := template.Write(table, facts)
	return draft, table, err
}

// Finish sets a draft as a document over the table as it is now; see Stage.
func (s Sources) Finish(ctx context.Context, by store.Actor, d Draft, table Table) ([]byte, []Figure, error) {
	var form Form
	err := s.DB.Look(ctx, by, func(tx *store.Tx) (err error) {
		form, err = FormOf(ctx, tx, table.Campaign)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return Stage(d, table, form)
}
