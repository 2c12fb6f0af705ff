package draw

import (
	"bytes"
	"cmp"
	"slices"
)

// ticket is an object's place in the order of the draw.
type ticket struct {
	mac Hash
	row uint32 // in the pool
}

func (t *ticket) compare(o *ticket) int {
	if c := bytes.Compare(t.mac[:], o.mac[:]); c != 0 {
		return c
	}
	return cmp.Compare(t.row, o.row)
}

// draw returns the lowest tickets of every stratum, lowest first.
func (p *Pool) draw(seed Hash, plan Plan) []ticket {
	kept := make([]lowest, len(p.strata))
	for i, s := range p.strata {
		kept[i].n = plan.Strata[s].of(p.size[i])
	}
	lot := newLot(seed)
	for i, w := range p.rows {
		if k := &kept[w.stratum]; k.n > 0 {
			k.add(lot.object(p.id(w)), uint32(i))
		}
	}
	var all []ticket
	for i := range kept {
		all = append(all, kept[i].cut()...)
	}
	order(all)
	return all
}

// lowest keeps the n lowest of any number of tickets in room for 2n.
type lowest struct {
	n       int
	tickets []ticket
	limit   Hash // nothing above it can be among the n
	full    bool
}

func (l *lowest) add(mac *Hash, row uint32) {
	if l.full && bytes.Compare(mac[:], l.limit[:]) > 0 {
		return
	}
	l.tickets = append(l.tickets, ticket{*mac, row})
	if len(l.tickets) >= 2*l.n+64 {
		l.tickets = l.cut()
		l.limit, l.full = l.tickets[l.n-1].mac, true
	}
}

// cut is the n lowest so far, sorted.
func (l *lowest) cut() []ticket {
	order(l.tickets)
	return l.tickets[:min(l.n, len(l.tickets))]
}

func order(t []ticket) {
	slices.SortFunc(t, func(a, b ticket) int { return a.compare(&b) })
}
