package ledger

import (
	"hash/maphash"
	"math/bits"
	"slices"

	"example.org/zhiye/internal/pure/uscc"
)

// Memory is an Index of this process: for dry runs, tests, and as the working
// copy a registry fills with what it holds. A million subjects take about
// 150 MB: keys are kept as 64-bit hashes (two of five million meet by chance
// once in a million imports), codes packed.
type Memory struct {
	seed   maphash.Seed
	shards [64]shard
	lists  [][]Handle
	first  []int32 // per handle: its newest code+1
	codes  []packed
	totals Totals
}

type packed struct {
	value [18]byte
	size  uint8
	kind  byte // first letter of the Kind
	next  int32
}

// listMax bounds how many records one key may name; more of one name than this are not told apart.
const listMax = 1 << 14

// NewMemory returns an empty index.
func NewMemory() *Memory {
	m := &Memory{seed: maphash.MakeSeed(), totals: Totals{ByVenue: map[Venue]int{}}}
	for i := range m.shards {
		m.shards[i].resize(32)
	}
	return m
}

// Totals counts what the index holds.
func (m *Memory) Totals() Totals { return m.totals }

// Len is the number of records; handles are below it.
func (m *Memory) Len() int { return len(m.first) }

// Find appends the records that hold key.
func (m *Memory) Find(dst []Handle, key Key) ([]Handle, error) {
	h := maphash.String(m.seed, string(key))
	s := m.shard(h)
	v := s.vals[s.slot(h)]
	switch {
	case v > 0:
		dst = append(dst, Handle(v-1))
	case v < 0:
		n := len(dst)
		dst = append(dst, m.lists[-v-1]...)
		slices.Sort(dst[n:])
	}
	return dst, nil
}

// Codes returns the codes of h.
func (m *Memory) Codes(h Handle) ([]uscc.Code, error) {
	var out []uscc.Code
	for i := m.first[h]; i != 0; i = m.codes[i-1].next {
		p := &m.codes[i-1]
		kind := uscc.Strong
		switch p.kind {
		case 'w':
			kind = uscc.Weak
		case 'o':
			kind = uscc.Old
		}
		out = append(out, uscc.Code{Value: string(p.value[:p.size]), Kind: kind})
	}
	return out, nil
}

// Create opens a record.
func (m *Memory) Create(n Noun, v Venue) (Handle, error) {
	m.first = append(m.first, 0)
	switch n {
	case AboutSubject:
		m.totals.ByVenue[v]++
		if v == OnlineShop || v == Platform {
			m.totals.Online++
		} else {
			m.totals.Entities++
		}
	case AboutPermit:
		m.totals.Permits++
	case AboutBatch:
		m.totals.LabelBatches++
	case AboutOfficer:
		m.totals.Officers++
	case AboutContact:
		m.totals.Contacts++
	}
	return Handle(len(m.first) - 1), nil
}

// Learn adds keys and codes to h.
func (m *Memory) Learn(h Handle, keys []Key, codes []uscc.Code) error {
	for _, k := range keys {
		m.put(maphash.String(m.seed, string(k)), h)
	}
	held, err := m.Codes(h)
	if err != nil {
		return err
	}
	for _, c := range codes {
		if slices.Contains(held, c) {
			continue
		}
		p := packed{size: uint8(min(len(c.Value), 18)), kind: c.Kind[0], next: m.first[h]}
		copy(p.value[:], c.Value)
		m.codes = append(m.codes, p)
		m.first[h] = int32(len(m.codes))
	}
	return nil
}

func (m *Memory) put(hash uint64, h Handle) {
	s := m.shard(hash)
	i := s.slot(hash)
	switch v := s.vals[i]; {
	case v == 0:
		s.hashes[i], s.vals[i] = hash, int32(h)+1
		if s.used++; s.used*4 > len(s.vals)*3 {
			s.resize(len(s.vals)*5/4 + 1)
		}
	case v > 0 && Handle(v-1) != h:
		m.lists = append(m.lists, []Handle{Handle(v - 1), h})
		s.vals[i] = -int32(len(m.lists))
	case v < 0:
		l := &m.lists[-v-1]
		if len(*l) < listMax && !slices.Contains(*l, h) {
			*l = append(*l, h)
		}
	}
}

func (m *Memory) shard(hash uint64) *shard { return &m.shards[hash%uint64(len(m.shards))] }

// shard is a part of the table; parts grow one by one and by a quarter, so that
// growing never needs the double.
type shard struct {
	hashes []uint64
	vals   []int32 // 0 free; >0 a handle+1; <0 a list
	used   int
}

// slot is where hash stands, or the free place where it would.
func (s *shard) slot(hash uint64) int {
	at, _ := bits.Mul64(hash, uint64(len(s.vals)))
	i := int(at)
	for s.vals[i] != 0 && s.hashes[i] != hash {
		if i++; i == len(s.vals) {
			i = 0
		}
	}
	return i
}

func (s *shard) resize(n int) {
	hashes, vals := s.hashes, s.vals
	s.hashes, s.vals = make([]uint64, n), make([]int32, n)
	for i, v := range vals {
		if v != 0 {
			j := s.slot(hashes[i])
			s.hashes[j], s.vals[j] = hashes[i], v
		}
	}
}

// hashes is a set of them, as small as it can be.
type hashes struct {
	parts [64]part
	zero  bool
}

// part is open addressed; 0 is a free place.
type part struct {
	of   []uint64
	used int
}

// add puts h into the set and says whether it was not there.
func (s *hashes) add(h uint64) bool {
	if h == 0 {
		fresh := !s.zero
		s.zero = true
		return fresh
	}
	p := &s.parts[h%uint64(len(s.parts))]
	if (p.used+1)*4 > len(p.of)*3 {
		old := p.of
		p.of = make([]uint64, len(old)*5/4+8)
		for _, o := range old {
			if o != 0 {
				p.of[p.slot(o)] = o
			}
		}
	}
	i := p.slot(h)
	if p.of[i] == h {
		return false
	}
	p.of[i] = h
	p.used++
	return true
}

// slot is where h stands, or the free place where it would.
func (p *part) slot(h uint64) int {
	at, _ := bits.Mul64(h, uint64(len(p.of)))
	i := int(at)
	for p.of[i] != 0 && p.of[i] != h {
		if i++; i == len(p.of) {
			i = 0
		}
	}
	return i
}
