package ledger

import (
	"slices"

	"example.org/zhiye/internal/pure/uscc"
)

// Keys by which a record is found again. Their first letter keeps the kinds apart.
func keyCode(c uscc.Code) Key         { return Key("c|" + c.Value) }
func keyForm(n, a string) Key         { return Key("f|" + n + "|" + a) }
func keyMarket(n, a string) Key       { return Key("m|" + n + "|" + a) }
func keyName(n string) Key            { return Key("n|" + n) }
func keyBare(bare string) Key         { return Key("b|" + bare) }
func keyCore(a, core string) Key      { return Key("k|" + a + "|" + core) }
func keyPhone(n, phone string) Key    { return Key("p|" + n + "|" + phone) }
func keyShop(platform, id string) Key { return Key("s|" + platform + "|" + id) }
func keyURL(url string) Key           { return Key("u|" + url) }
func keyBatch(number string) Key      { return Key("l|" + number) }
func keyPermit(number string) Key     { return Key("w|" + number) }
func keyCert(number string) Key       { return Key("e|" + number) }
func keyOfficer(name, unit string) Key {
	return Key("o|" + name + "|" + unit)
}
func keyContact(town, name string) Key { return Key("t|" + town + "|" + name) }

// met is what identity decided about a row.
type met struct {
	handle   Handle
	outcome  Outcome
	newName  bool // the name was not known of this subject
	newForm  bool
	newCodes []uscc.Code
	pairs    []Pair
}

// SubjectKeys are the keys a subject is found by. A registry that fills a Memory
// from its tables teaches these for every form it keeps of a subject.
func (p *Place) SubjectKeys(s *Subject) []Key {
	n, a := s.NName, s.NAddress
	if s.Venue.Market() {
		return []Key{keyMarket(n, a), keyName(n)}
	}
	if s.Venue == OnlineShop {
		if keys := shopKeys(s); len(keys) > 0 {
			return keys
		}
		return []Key{keyMarket(n, a)} // known by name only, and never a physical one
	}
	keys := []Key{keyName(n)}
	for _, c := range s.Codes {
		keys = append(keys, keyCode(c))
	}
	if a != "" {
		keys = append(keys, keyForm(n, a))
		if core := p.core(n); core != "" {
			keys = append(keys, keyCore(a, core))
		}
	}
	if bare := p.trimNames(n); bare != n {
		keys = append(keys, keyBare(bare))
	}
	for _, phone := range s.Phones {
		keys = append(keys, keyPhone(n, phone))
	}
	return keys
}

// identify finds the subject a row speaks of, or opens a new one (README §3).
func (im *Importer) identify(s *Subject) (met, error) {
	keys := im.place.SubjectKeys(s)
	var m met
	var err error
	switch {
	case s.Venue.Market():
		m, err = im.byKey(s, keys[0], MergedNA)
	case s.Venue == OnlineShop:
		m, err = im.byKey(s, keys[0], Merged)
	default:
		m, err = im.physical(s)
	}
	if err != nil {
		return m, err
	}
	fresh, err := im.fresh(m, keys)
	if err != nil || len(fresh) == 0 && len(m.newCodes) == 0 {
		return m, err
	}
	m.newName = slices.Contains(fresh, keyName(s.NName))
	m.newForm = slices.Contains(fresh, keyForm(s.NName, s.NAddress)) || m.newName
	if err := im.index.Learn(m.handle, fresh, m.newCodes); err != nil {
		return m, err
	}
	m.pairs, err = im.twins(m.handle, s, fresh)
	return m, err
}

// fresh are the keys the record does not hold yet.
func (im *Importer) fresh(m met, keys []Key) ([]Key, error) {
	if m.outcome == Created {
		return keys, nil
	}
	var out []Key
	for _, k := range keys {
		held, err := im.find(k)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(held, m.handle) {
			out = append(out, k)
		}
	}
	return out, nil
}

// byKey is the identity of markets and online shops: one key decides.
func (im *Importer) byKey(s *Subject, k Key, outcome Outcome) (met, error) {
	held, err := im.find(k)
	if err != nil {
		return met{}, err
	}
	if len(held) > 0 {
		return met{handle: held[0], outcome: outcome}, nil
	}
	h, err := im.index.Create(AboutSubject, s.Venue)
	return met{handle: h, outcome: Created}, err
}

func (im *Importer) physical(s *Subject) (met, error) {
	for _, c := range s.Codes {
		held, err := im.find(keyCode(c))
		if err != nil {
			return met{}, err
		}
		if len(held) > 0 {
			return im.joined(met{handle: held[0], outcome: MergedCode}, s)
		}
	}
	if s.NAddress != "" {
		held, err := im.find(keyForm(s.NName, s.NAddress))
		if err != nil {
			return met{}, err
		}
		for _, h := range slices.Clone(held) {
			codes, err := im.index.Codes(h)
			if err != nil {
				return met{}, err
			}
			if !uscc.Conflict(s.Codes, codes) {
				return im.joined(met{handle: h, outcome: MergedNA}, s)
			}
		}
	}
	h, err := im.index.Create(AboutSubject, s.Venue)
	return met{handle: h, outcome: Created, newCodes: s.Codes}, err
}

func (im *Importer) joined(m met, s *Subject) (met, error) {
	codes, err := im.index.Codes(m.handle)
	for _, c := range s.Codes {
		if !slices.Contains(codes, c) {
			m.newCodes = append(m.newCodes, c)
		}
	}
	return m, err
}

// find asks the index; the answer lives until the next find.
func (im *Importer) find(k Key) ([]Handle, error) {
	var err error
	im.found, err = im.index.Find(im.found[:0], k)
	return im.found, err
}

// named finds the subjects a free text calls by name, with or without own place names in front.
func (im *Importer) named(name string) (Handle, error) {
	n := NormName(name)
	bare := im.place.trimNames(n)
	for _, k := range []Key{keyName(n), keyBare(bare), keyName(bare)} {
		held, err := im.find(k)
		if err != nil || len(held) > 0 {
			return first(held), err
		}
	}
	return None, nil
}

func first(hs []Handle) Handle {
	if len(hs) == 0 {
		return None
	}
	return hs[0]
}
