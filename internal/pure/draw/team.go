package draw

import (
	"bytes"
	"fmt"
	"slices"
)

// roster knows who may be sent on the plan's date and how often each has been.
// Officers of one load stand together, because a pick compares lots only among
// the lowest load that has anyone eligible.
type roster struct {
	plan    Team
	order   []string         // organs, bytewise
	list    []Officer        // all officers; below they are indexes into it
	by      map[string]ranks // organ → its valid officers by load
	recused map[string][]int // object → officers
	place   []int            // officer → index among those of the same load
	lots    []Hash           // officer → lot for the object at hand,
	drawn   []int            // if drawn says so
	off     []int            // officer → object for which recused or taken
	now     int              // the object at hand, from 1
	lot     *lot
	few     []int // candidates, reused
}

// ranks are an organ's officers by load, lowest first, no rank empty.
type ranks []rank

type rank struct {
	load int
	who  []int
}

func newRoster(seed Hash, plan Plan, officers *Officers) *roster {
	n := officers.Len()
	r := &roster{
		plan: plan.Team, order: plan.Team.organs(), list: officers.list, lot: newLot(seed),
		by: map[string]ranks{}, recused: map[string][]int{},
		place: make([]int, n), lots: make([]Hash, n), drawn: make([]int, n), off: make([]int, n),
	}
	for i, o := range officers.list {
		if _, named := plan.Team.Organs[o.Organ]; !named || plan.Date < o.ValidFrom || plan.Date > o.ValidTo {
			continue
		}
		if r.by[o.Organ] == nil {
			r.by[o.Organ] = ranks{{}}
		}
		who := &r.by[o.Organ][0].who
		r.place[i] = len(*who)
		*who = append(*who, i)
		for _, object := range o.Recused {
			r.recused[object] = append(r.recused[object], i)
		}
	}
	return r
}

// assign makes a team for every ticket in order.
func assign(seed Hash, b Basis, tickets []ticket) ([]Drawn, error) {
	r, out := newRoster(seed, b.Plan, b.Officers), make([]Drawn, 0, len(tickets))
	for i := range tickets {
		w := b.Pool.rows[tickets[i].row]
		d := Drawn{Object: string(b.Pool.id(w)), Stratum: b.Pool.strata[w.stratum], Ticket: tickets[i].mac}
		var err error
		if d.Team, err = r.team(d.Object); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// team picks first what each organ owes, then fills up from all of them.
func (r *roster) team(object string) ([]string, error) {
	r.now++
	for _, i := range r.recused[object] {
		r.off[i] = r.now
	}
	var team []string
	pick := func(n int64, from []string) error {
		for range n {
			i, ok := r.pick(object, from)
			if !ok {
				return ErrNobody.With(fmt.Sprintf("对象 %s：已选 %d 人，%s 再无可派的人", object, len(team), listed(from)))
			}
			team = append(team, r.list[i].ID)
		}
		return nil
	}
	for i, organ := range r.order {
		if err := pick(r.plan.Organs[organ], r.order[i:i+1]); err != nil {
			return nil, err
		}
	}
	return team, pick(r.plan.Size-int64(len(team)), r.order)
}

// pick takes the eligible officer with the lowest load and then the lowest lot.
func (r *roster) pick(object string, organs []string) (int, bool) {
	best := -1
	for _, i := range r.candidates(organs) {
		if r.drawn[i] != r.now {
			r.lots[i], r.drawn[i] = *r.lot.officer(object, r.list[i].ID), r.now
		}
		if best < 0 || bytes.Compare(r.lots[i][:], r.lots[best][:]) < 0 {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	r.off[best] = r.now
	r.raise(best)
	return best, true
}

// candidates are the eligible officers of the lowest load that has any.
func (r *roster) candidates(organs []string) []int {
	few, load := r.few[:0], -1
	for _, organ := range organs {
		for _, k := range r.by[organ] {
			if load >= 0 && k.load > load {
				break
			}
			before := len(few)
			if few = r.eligible(few, k.who); len(few) == before {
				continue
			}
			if k.load < load {
				few = append(few[:0], few[before:]...)
			}
			load = k.load
			break
		}
	}
	r.few = few
	return few
}

func (r *roster) eligible(to, who []int) []int {
	for _, i := range who {
		if r.off[i] != r.now {
			to = append(to, i)
		}
	}
	return to
}

// raise moves an officer one load up.
func (r *roster) raise(officer int) {
	organ := r.list[officer].Organ
	ranks := r.by[organ]
	at := slices.IndexFunc(ranks, func(k rank) bool {
		p := r.place[officer]
		return p < len(k.who) && k.who[p] == officer
	})
	who, last := ranks[at].who, len(ranks[at].who)-1
	who[r.place[officer]] = who[last]
	r.place[who[last]] = r.place[officer]
	ranks[at].who = who[:last]
	load := ranks[at].load + 1
	if at+1 == len(ranks) || ranks[at+1].load > load {
		ranks = slices.Insert(ranks, at+1, rank{load: load})
	}
	r.place[officer] = len(ranks[at+1].who)
	ranks[at+1].who = append(ranks[at+1].who, officer)
	if last == 0 {
		ranks = slices.Delete(ranks, at, at+1)
	}
	r.by[organ] = ranks
}

func listed(organs []string) string {
	if len(organs) == 1 {
		return organs[0]
	}
	return fmt.Sprintf("%d 个机关", len(organs))
}
