package draw

import (
	"cmp"
	"encoding/binary"
	"io"
	"iter"
	"slices"
)

// Pool is the frozen list of objects that may be drawn, each in one stratum.
// It is made for ten million: the ids lie one after another in one slice.
type Pool struct {
	text   []byte // the ids
	rows   []row  // sorted by id, which is the order of the leaves
	strata []string
	size   []int // rows by stratum
	number map[string]uint32
	root   Hash
}

// row is an object: where its id lies, and in which stratum.
type row struct {
	key     uint64 // eight bytes of the id, while sorting
	at      uint64
	stratum uint32
	len     uint8
}

// ParsePool reads pool.csv, heading id,stratum.
func ParsePool(r io.Reader) (*Pool, error) {
	in, err := readLines(r, "id,stratum")
	if err != nil {
		return nil, listFault(ErrPool, err)
	}
	p := &Pool{number: map[string]uint32{}}
	for {
		more, err := in.next()
		if err != nil {
			return nil, listFault(ErrPool, err)
		}
		if !more {
			return p.freeze()
		}
		if why := p.add(in.cells[0], in.cells[1]); why != "" {
			return nil, listFault(ErrPool, in.wrong(why))
		}
	}
}

// NewPool freezes objects given as pairs of id and stratum.
func NewPool(objects iter.Seq2[string, string]) (*Pool, error) {
	p := &Pool{number: map[string]uint32{}}
	for id, stratum := range objects {
		if why := p.add([]byte(id), []byte(stratum)); why != "" {
			return nil, ErrPool.With(id + " " + why)
		}
	}
	return p.freeze()
}

// Len is how many objects there are.
func (p *Pool) Len() int { return len(p.rows) }

// Root is the RFC 6962 tree hash over the leaves "id TAB stratum", sorted.
func (p *Pool) Root() Hash { return p.root }

// All yields id and stratum of every object, sorted by id.
func (p *Pool) All() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, w := range p.rows {
			if !yield(string(p.id(w)), p.strata[w.stratum]) {
				return
			}
		}
	}
}

// add appends an object, or says what is wrong with it.
func (p *Pool) add(id, stratum []byte) string {
	if why := badName(string(id)); why != "" {
		return "id " + why
	}
	n, known := p.number[string(stratum)]
	if !known {
		if why := badName(string(stratum)); why != "" {
			return "stratum " + why
		}
		n = uint32(len(p.strata))
		p.number[string(stratum)] = n
		p.strata, p.size = append(p.strata, string(stratum)), append(p.size, 0)
	}
	p.size[n]++
	p.rows = append(p.rows, row{at: uint64(len(p.text)), stratum: n, len: uint8(len(id))})
	p.text = append(p.text, id...)
	return ""
}

func (p *Pool) id(w row) []byte { return p.text[w.at : w.at+uint64(w.len)] }

// freeze sorts the objects, finds doubles, computes the root, and lays the ids
// in order, so that the draw reads them as they lie.
func (p *Pool) freeze() (*Pool, error) {
	if err := p.sort(p.rows, p.prefix()); err != nil {
		return nil, err
	}
	text := make([]byte, 0, len(p.text))
	for i, w := range p.rows {
		p.rows[i].at, text = uint64(len(text)), append(text, p.id(w)...)
	}
	p.text = text
	var t tree
	var leaf []byte
	for _, w := range p.rows {
		leaf = append(append(append(leaf[:0], 0), p.id(w)...), '\t')
		t.add(append(leaf, p.strata[w.stratum]...))
	}
	p.root = t.root()
	return p, nil
}

// prefix is how many bytes all ids begin with alike.
func (p *Pool) prefix() int {
	if len(p.rows) == 0 {
		return 0
	}
	same := p.id(p.rows[0])
	for _, w := range p.rows {
		id := p.id(w)
		same = same[:min(len(same), len(id))]
		for i := range same {
			if same[i] != id[i] {
				same = same[:i]
				break
			}
		}
	}
	return len(same)
}

// sort orders rows whose ids agree up to depth. It compares eight bytes at a
// time as numbers held in the rows, so that the ids themselves are read once
// per eight bytes and not once per comparison.
func (p *Pool) sort(rows []row, depth int) error {
	for i := range rows {
		rows[i].key = window(p.id(rows[i]), depth)
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	for len(rows) > 1 {
		n := 1
		for n < len(rows) && rows[n].key == rows[0].key {
			n++
		}
		if n > 1 && rows[0].key&0xff == 0 { // both ids have ended
			return ErrPool.With("id “" + string(p.id(rows[0])) + "” 出现不止一次")
		}
		if n > 1 {
			if err := p.sort(rows[:n], depth+8); err != nil {
				return err
			}
		}
		rows = rows[n:]
	}
	return nil
}

// window is eight bytes of an id as a number that orders as they do. No id
// holds the byte 0, so a window that ends in it has the end of the id.
func window(id []byte, depth int) uint64 {
	var b [8]byte
	copy(b[:], id[min(depth, len(id)):])
	return binary.BigEndian.Uint64(b[:])
}
