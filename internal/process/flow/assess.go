package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/ref"
)

// Draft is a record for the law desk as far as the records held here fill it.
// What they do not tell is left empty and stands in Missing: nothing is assumed.
type Draft struct {
	Record  law.Case           `json:"record"`
	Basis   []assessment.Basis `json:"basis"` // where each value comes from
	Missing []string           `json:"missing"`
	After   int64              `json:"after"` // number of the newest assessment, 0 for none
}

// DraftAssessment fills a record from a visit, a lead or a case: the act, its day
// and place, the goods, the party's penalties, its permits and marks, and what
// is banned there.
func DraftAssessment(ctx context.Context, tx *store.Tx, holder ref.Ref) (Draft, error) {
	f, err := gather(ctx, tx, holder)
	return f.Draft, err
}

// KeepAssessment assesses what an officer put down about a holder and keeps it
// as the next version. The basis of a value he left as the records have it is
// kept with it; of others it says that he wrote them. After is the version he
// has seen; nil for whichever is the newest.
func KeepAssessment(ctx context.Context, tx *store.Tx, a assessment.Assessment, after *int64) (assessment.Assessment, error) {
	f, err := gather(ctx, tx, a.Holder)
	if err != nil {
		return assessment.Assessment{}, err
	}
	if a.Holder.Kind() == "case" { // its range and gates come from here, so its own unit makes it
		if _, err := casework.Mine(ctx, tx, a.Holder.ID()); err != nil {
			return assessment.Assessment{}, err
		}
	}
	a.Input.ID = string(a.Holder)
	if a.Output, err = (law.Desk{}).Assess(a.Input, calendar.Day(tx.Today())); err != nil {
		return assessment.Assessment{}, err
	}
	if a.Basis, err = restsOn(a.Input, f.Draft); err != nil {
		return assessment.Assessment{}, err
	}
	if after == nil {
		after = &f.After
	}
	return assessment.Make(ctx, tx, a, *after, store.Note{Region: f.Record.Region, Campaign: f.campaign})
}

// filling is a record being filled.
type filling struct {
	Draft
	ctx      context.Context
	tx       *store.Tx
	words    []string // title, facts: where an act may be named
	from     ref.Ref  // the record words come from
	campaign string
	subject  ref.Ref  // of the ledger, whose papers count
	name     string   // or the party's name as printed
	marks    []string // the party in all cases
	carried  []ref.Ref
}

func gather(ctx context.Context, tx *store.Tx, holder ref.Ref) (*filling, error) {
	f := &filling{ctx: ctx, tx: tx}
	f.Record.ID, f.Record.Items, f.Basis, f.Missing = string(holder), []law.Item{}, []assessment.Basis{}, []string{}
	read := map[string]func(string) error{"visit": f.visited, "lead": f.led, "case": f.filed}[holder.Kind()]
	if read == nil || !holder.Valid() {
		return f, assessment.ErrHolder
	}
	if err := read(holder.ID()); err != nil {
		return f, err
	}
	f.act()
	for _, step := range []func() error{f.history, f.papers, f.banned} {
		if err := step(); err != nil {
			return f, err
		}
	}
	f.lacking()
	last, err := assessment.Latest(ctx, tx, holder)
	if err != nil && !errors.Is(err, assessment.ErrNotFound) {
		return f, err
	}
	f.After = last.N
	return f, nil
}

// says notes what a value rests on.
func (f *filling) says(key, text string, from ref.Ref) {
	f.Basis = append(f.Basis, assessment.Basis{Key: key, Text: text, Ref: from})
}

// place sets where and when, as a record has them.
func (f *filling) place(day, region, campaign string, from ref.Ref) {
	f.Record.ActDate, f.Record.Region, f.campaign = calendar.Day(day), region, campaign
	f.says("region", "记录的地点", from)
}

func (f *filling) visited(id string) error {
	v, err := inspection.Get(f.ctx, f.tx, id)
	if err != nil {
		return err
	}
	f.place(v.Day, v.Region, v.Campaign, v.Ref())
	f.says("act_date", "检查当日", v.Ref())
	f.subject, f.from, f.words = ref.Of("subject", v.Subject), v.Ref(), []string{v.Text}
	l, err := lead.BySource(f.ctx, f.tx, v.Ref())
	if errors.Is(err, lead.ErrNotFound) {
		return nil
	}
	f.goods(l)
	f.words = append(f.words, l.Title, l.Facts)
	return err
}

func (f *filling) led(id string) error {
	l, err := lead.Get(f.ctx, f.tx, id)
	if err != nil {
		return err
	}
	of := lead.Ref(id)
	f.place(l.RaisedOn, l.Region, l.Campaign, of)
	if l.Source.Kind() == "visit" {
		f.says("act_date", "发现问题的检查当日", l.Source)
	} else {
		f.says("act_date", "线索登记日；行为发生在此前的，请改正", of)
	}
	f.subject, f.from, f.words = l.Subject, of, []string{l.Title, l.Facts, l.Finding}
	f.goods(l)
	return nil
}

// goods are named by a lead, without how many.
func (f *filling) goods(l lead.Lead) {
	for _, name := range l.Goods {
		f.item(law.Item{Name: name}, "线索所列物品", lead.Ref(l.ID))
	}
}

func (f *filling) item(it law.Item, text string, from ref.Ref) {
	f.says(key(len(f.Record.Items), ""), text, from)
	f.Record.Items, f.carried = append(f.Record.Items, it), append(f.carried, from)
}

func (f *filling) filed(id string) error {
	c, err := casework.Get(f.ctx, f.tx, id)
	if err != nil {
		return err
	}
	of := casework.Ref(id)
	if err := f.origin(c); err != nil {
		return err
	}
	f.campaign, f.Record.Region = c.Campaign, c.Region
	if f.Record.DecisionDate = calendar.Day(c.DecidedOn); c.DecidedOn != "" {
		f.says("decision_date", "作出决定之日", of)
	}
	f.from, f.words = of, []string{c.Title, c.Facts}
	if act := acts[c.Violation]; act != "" {
		f.Record.Act = act
		f.says("act", "立案时的违法行为 "+c.Violation, of)
	}
	if err := f.taken(c); err != nil {
		return err
	}
	return f.party(c)
}

// origin takes day and goods from what a case grew from.
func (f *filling) origin(c casework.Case) error {
	switch c.Origin.Kind() {
	case "lead":
		return f.led(c.Origin.ID())
	case "visit":
		return f.visited(c.Origin.ID())
	}
	f.place("", c.Region, c.Campaign, casework.Ref(c.ID))
	return nil
}

// taken are the things taken in a case; they stand in the place of what a lead
// said of them.
func (f *filling) taken(c casework.Case) error {
	xs, err := exhibit.Of(f.ctx, f.tx, c.ID)
	if err != nil {
		return err
	}
	xs = slices.DeleteFunc(xs, func(x exhibit.Exhibit) bool { return x.Withdrawn != "" })
	if slices.ContainsFunc(xs, func(x exhibit.Exhibit) bool { return x.Class != "tool" }) {
		f.Basis = slices.DeleteFunc(f.Basis, func(b assessment.Basis) bool { return b.Key == key(0, "") || b.Text == "线索所列物品" })
		f.Record.Items, f.carried = []law.Item{}, nil
	}
	for _, x := range xs {
		of := ref.Of("exhibit", x.ID)
		if x.Class == "tool" {
			f.Record.Tools = append(f.Record.Tools, x.Name)
			f.says("tools", "查获的工具 "+x.Name, of)
			continue
		}
		f.item(itemOf(x), "涉案物品清单", of)
		if f.Record.ActDate == "" {
			f.Record.ActDate = calendar.Day(x.SeizedOn)
			f.says("act_date", "物品被查获之日；行为发生在此前的，请改正", of)
		}
	}
	return nil
}

// party is the one party of a case; of several none is taken.
func (f *filling) party(c casework.Case) error {
	ps, err := casework.Parties(f.ctx, f.tx, c.ID)
	if err != nil {
		return err
	}
	ps = slices.DeleteFunc(ps, func(p casework.Party) bool { return p.Dropped != "" })
	if len(ps) > 1 {
		f.subject = ""
		f.Missing = append(f.Missing, "本案有多名当事人，请按一名当事人分别评估")
	}
	if len(ps) != 1 {
		return nil
	}
	p := ps[0]
	f.subject, f.name, f.marks = cmp.Or(p.Subject, f.subject), p.Name.Reveal(), []string{p.Mark}
	f.Record.Party = &law.Party{Kind: p.Kind}
	f.says("party.kind", "案件当事人", ref.Of("party", p.ID))
	return nil
}
