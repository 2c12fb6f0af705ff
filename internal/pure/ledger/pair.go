package ledger

import (
	"slices"

	"example.org/zhiye/internal/pure/uscc"
)

// pairsMax bounds how many twins one row may bring to light: a ledger of one
// name at one address is a mistake, not a million of pairs.
const pairsMax = 50

// twins looks for suspected pairs among the keys a subject has just gained; keys
// it held before were judged then. Twins are shown and never merged.
func (im *Importer) twins(h Handle, s *Subject, fresh []Key) ([]Pair, error) {
	if s.Venue.Market() || s.Venue == OnlineShop {
		return nil, nil
	}
	mine, err := im.index.Codes(h)
	if err != nil {
		return nil, err
	}
	form := keyForm(s.NName, s.NAddress)
	same, err := im.find(form)
	if err != nil {
		return nil, err
	}
	same = slices.Clone(same)
	var out []Pair
	for _, k := range fresh {
		kind := pairKind(k)
		if kind == "" {
			continue
		}
		others, err := im.find(k)
		if err != nil {
			return nil, err
		}
		for _, o := range slices.Clone(others) {
			if o == h || kind == P3 && s.NAddress != "" && slices.Contains(same, o) {
				continue
			}
			theirs, err := im.index.Codes(o)
			if err != nil {
				return nil, err
			}
			if kind == P1 && !uscc.Conflict(mine, theirs) || kind == P3 && hasStrong(mine) && hasStrong(theirs) {
				continue
			}
			out = addPair(out, Pair{A: min(h, o), B: max(h, o), Kind: kind})
			if len(out) >= pairsMax {
				return im.unseen(out), nil
			}
		}
	}
	return im.unseen(out), nil
}

// pairKind is what sharing a key suggests.
func pairKind(k Key) PairKind {
	switch k[0] {
	case 'f':
		return P1
	case 'k':
		return P2
	case 'p':
		return P3
	}
	return ""
}

// addPair keeps one pair of two subjects, of the first kind that applies.
func addPair(pairs []Pair, p Pair) []Pair {
	for i := range pairs {
		if pairs[i].A == p.A && pairs[i].B == p.B {
			pairs[i].Kind = min(pairs[i].Kind, p.Kind)
			return pairs
		}
	}
	return append(pairs, p)
}

// unseen drops the pairs this import has shown already.
func (im *Importer) unseen(pairs []Pair) []Pair {
	return slices.DeleteFunc(pairs, func(p Pair) bool {
		k := [2]Handle{p.A, p.B}
		if im.pairs[k] {
			return true
		}
		im.pairs[k] = true
		return false
	})
}
