package registry

import (
	"example.org/zhiye/internal/pure/id"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

// refs are the records of handles: a subject's in its sixteen bytes, so that a
// million of them stay small, and the few others as they are.
type refs struct {
	subjects [][16]byte
	others   map[ledger.Handle]ref.Ref
}

func (rs *refs) put(h ledger.Handle, r ref.Ref) {
	for int(h) >= len(rs.subjects) {
		rs.subjects = append(rs.subjects, [16]byte{})
	}
	if r == "" {
		return
	}
	if b, ok := id.Bytes(r.ID()); ok && r.Kind() == "subject" {
		rs.subjects[h] = b
		return
	}
	if rs.others == nil {
		rs.others = map[ledger.Handle]ref.Ref{}
	}
	rs.others[h] = r
}

func (rs *refs) get(h ledger.Handle) ref.Ref {
	if h < 0 {
		return ""
	}
	if b := rs.subjects[h]; b != [16]byte{} {
		return ref.Of("subject", id.FromBytes(b))
	}
	return rs.others[h]
}

// kinds are what records were made as, a byte each.
type kinds struct {
	known []made
	of    []uint8
}

func (ks *kinds) add(m made) {
	for i, k := range ks.known {
		if k == m {
			ks.of = append(ks.of, uint8(i))
			return
		}
	}
	ks.known = append(ks.known, m) // nouns and venues are few
	ks.of = append(ks.of, uint8(len(ks.known)-1))
}

func (ks *kinds) at(h ledger.Handle) made { return ks.known[ks.of[h]] }
