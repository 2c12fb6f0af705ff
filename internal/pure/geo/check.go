package geo

import (
	"cmp"
	"fmt"
	"slices"
)

// check says what is wrong with an area whose rings are closed.
func (a Area) check() error {
	points := 0
	for _, poly := range a {
		for _, r := range poly {
			points += len(r)
		}
	}
	if points > most {
		return ErrMany.With(fmt.Sprintf("%d 个", points))
	}
	if a.swapped() {
		return ErrSwapped
	}
	for i, poly := range a {
		if err := poly.check(i + 1); err != nil {
			return err
		}
	}
	return nil
}

// swapped says that the area lies outside the country, and inside once longitude
// and latitude change places.
func (a Area) swapped() bool {
	b := a.Box()
	out := !china.Has(Point{b.West, b.South}) && !china.Has(Point{b.East, b.North})
	return out && china.Has(Point{b.South, b.West}) && china.Has(Point{b.North, b.East})
}

func (poly Polygon) check(number int) error {
	if a, b, crossed := poly.crossing(); crossed {
		lon, lat := a.from.Degrees()
		where := fmt.Sprintf("第 %d 个面第 %d 圈第 %d 点", number, a.ring+1, a.at+1)
		if a.ring != b.ring {
			where += fmt.Sprintf("，与第 %d 圈第 %d 点", b.ring+1, b.at+1)
		}
		return ErrCrossed.With(fmt.Sprintf("%s附近（%.5f, %.5f）", where, lon, lat))
	}
	for i, hole := range poly[1:] {
		for _, p := range hole {
			if in, on := poly[0].contains(p); !in && !on {
				return ErrHole.With(fmt.Sprintf("第 %d 个面第 %d 圈", number, i+2))
			}
		}
	}
	return nil
}

// edge is a piece of boundary from a point to the one after it.
type edge struct {
	from, to Point
	ring, at int
	box      Box
}

// crossing finds two edges that cross or lie on each other. Touching in a point
// is no crossing: two lobes may meet in one. Edges are walked from west to east,
// so that only those above each other are compared.
func (poly Polygon) crossing() (a, b edge, crossed bool) {
	var edges []edge
	for i, r := range poly {
		for k, p := range r {
			q := r[(k+1)%len(r)]
			edges = append(edges, edge{p, q, i, k, box(p, q)})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.box.West, b.box.West) })
	for i, a := range edges {
		for _, b := range edges[i+1:] {
			if b.box.West > a.box.East {
				break
			}
			if a.box.South <= b.box.North && b.box.South <= a.box.North && a.crosses(b) {
				return a, b, true
			}
		}
	}
	return a, b, false
}

func (a edge) crosses(b edge) bool {
	p, q := side(a.from, a.to, b.from), side(a.from, a.to, b.to)
	if p == 0 && q == 0 { // in one line: they share more than a point, or do not
		return overlap(a, b)
	}
	return p*q < 0 && side(b.from, b.to, a.from)*side(b.from, b.to, a.to) < 0
}

// overlap says that two edges in one line have more than a point in common.
func overlap(a, b edge) bool {
	west, east := max(a.box.West, b.box.West), min(a.box.East, b.box.East)
	south, north := max(a.box.South, b.box.South), min(a.box.North, b.box.North)
	return west <= east && south <= north && (west < east || south < north)
}
