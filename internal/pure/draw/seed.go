package draw

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"hash"
	"maps"
	"slices"
)

// Commitment is what a unit publishes of its share: SHA-256(share).
func Commitment(share Hash) Hash { return sha256.Sum256(share[:]) }

func commit(shares map[string]Hash) map[string]Hash {
	c := make(map[string]Hash, len(shares))
	for unit, s := range shares {
		c[unit] = Commitment(s)
	}
	return c
}

// checkUnits demands two units or more and no hash twice: who copies another's
// commitment has no share of its own.
func checkUnits(by map[string]Hash) error {
	if len(by) < 2 {
		return ErrShares.With(fmt.Sprintf("至少要两个单位，实有 %d 个", len(by)))
	}
	seen := map[Hash]string{}
	for _, unit := range slices.Sorted(maps.Keys(by)) {
		if why := badName(unit); why != "" {
			return ErrShares.With(fmt.Sprintf("单位 %q %s", unit, why))
		}
		if other, twice := seen[by[unit]]; twice {
			return ErrShares.With(other + " 与 " + unit + " 相同，各单位应各自产生")
		}
		seen[by[unit]] = unit
	}
	return nil
}

// seed hashes everything that was fixed and then the shares, in bytewise order
// of their units.
func seed(h Head, shares map[string]Hash) Hash {
	s := sha256.New()
	s.Write([]byte(Version + "\n"))
	for _, fixed := range []Hash{h.PoolRoot, h.PlanDigest, h.OfficersRoot} {
		s.Write(fixed[:])
	}
	for _, unit := range slices.Sorted(maps.Keys(shares)) {
		share := shares[unit]
		s.Write(share[:])
	}
	return Hash(s.Sum(nil))
}

// lot is HMAC-SHA256 under the seed; it allocates nothing per message.
type lot struct {
	mac hash.Hash
	msg []byte
	out Hash
}

func newLot(seed Hash) *lot { return &lot{mac: hmac.New(sha256.New, seed[:])} }

func (l *lot) draw() *Hash {
	l.mac.Reset()
	l.mac.Write(l.msg)
	l.mac.Sum(l.out[:0])
	return &l.out
}

// object is the ticket of an object, valid until the next call.
func (l *lot) object(id []byte) *Hash {
	l.msg = append(append(l.msg[:0], "object\n"...), id...)
	return l.draw()
}

// officer is the lot of an officer for an object, valid until the next call.
func (l *lot) officer(object, officer string) *Hash {
	l.msg = append(append(l.msg[:0], "officer\n"...), object...)
	l.msg = append(append(l.msg, '\n'), officer...)
	return l.draw()
}
