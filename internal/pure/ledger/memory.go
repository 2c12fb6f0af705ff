package ledger

import (
	"hash/maphash"
	"slices"

	"example.org/zhiye/internal/pure/uscc"
)

// Memory is an Index of this process: for dry runs, tests, and as the working
// copy a registry fills with what it holds. A million subjects take about
// 200 MB: keys are kept as 64-bit hashes (two of five million meet by chance
// once in a million imports), codes packed.
type Memory struct {
	seed   maphash.Seed
	hashes []uint64
	vals   []int32 // 0 free; >0 a handle+1; <0 a list
	used   int
	lists  [][]Handle
	kinds  []kind
	first  []int32 // per handle: its newest code+1
	codes  []packed
	totals Totals
}

type kind struct {
	noun  Noun
	venue Venue
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
	return &Memory{
		seed: maphash.MakeSeed(), hashes: make([]uint64, 1<<10), vals: make([]int32, 1<<10),
		totals: Totals{ByVenue: map[Venue]int{}},
	}
}

// Totals counts what the index holds.
func (m *Memory) Totals() Totals { return m.totals }

// Len is the number of records; handles are below it.
func (m *Memory) Len() int { return len(m.kinds) }

// Find appends the records that hold key.
func (m *Memory) Find(dst []Handle, key Key) ([]Handle, error) {
	v := m.vals[m.slot(m.hash(key))]
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
	m.kinds = append(m.kinds, kind{n, v})
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
	return Handle(len(m.kinds) - 1), nil
}

// Learn adds keys and codes to h.
func (m *Memory) Learn(h Handle, keys []Key, codes []uscc.Code) error {
	for _, k := range keys {
		m.put(m.hash(k), h)
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

func (m *Memory) hash(k Key) uint64 { return maphash.String(m.seed, string(k)) }

func (m *Memory) slot(h uint64) int {
	mask := len(m.vals) - 1
	i := int(h) & mask
	for m.vals[i] != 0 && m.hashes[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (m *Memory) put(hash uint64, h Handle) {
	i := m.slot(hash)
	switch v := m.vals[i]; {
	case v == 0:
		m.hashes[i], m.vals[i] = hash, int32(h)+1
		if m.used++; m.used*10 > len(m.vals)*7 {
			m.grow()
		}
	case v > 0 && Handle(v-1) != h:
		m.lists = append(m.lists, []Handle{Handle(v - 1), h})
		m.vals[i] = -int32(len(m.lists))
	case v < 0:
		l := &m.lists[-v-1]
		if len(*l) < listMax && !slices.Contains(*l, h) {
			*l = append(*l, h)
		}
	}
}

func (m *Memory) grow() {
	hashes, vals := m.hashes, m.vals
	m.hashes, m.vals = make([]uint64, 2*len(hashes)), make([]int32, 2*len(vals))
	for i, v := range vals {
		if v != 0 {
			j := m.slot(hashes[i])
			m.hashes[j], m.vals[j] = hashes[i], v
		}
	}
}
