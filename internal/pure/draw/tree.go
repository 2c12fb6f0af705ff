package draw

import "crypto/sha256"

// tree hashes leaves as RFC 6962 §2.1 does, one after another; it holds one
// hash per bit of their number.
type tree struct {
	n     uint64
	whole []Hash // roots of the complete subtrees so far, largest first
	node  [1 + 2*sha256.Size]byte
}

// add appends a leaf given with its prefix byte 0.
func (t *tree) add(prefixed []byte) {
	h := Hash(sha256.Sum256(prefixed))
	for n := t.n; n&1 == 1; n >>= 1 {
		h = t.join(t.whole[len(t.whole)-1], h)
		t.whole = t.whole[:len(t.whole)-1]
	}
	t.whole = append(t.whole, h)
	t.n++
}

// root is the tree hash; of no leaf, the hash of nothing.
func (t *tree) root() Hash {
	if t.n == 0 {
		return sha256.Sum256(nil)
	}
	h := t.whole[len(t.whole)-1]
	for i := len(t.whole) - 2; i >= 0; i-- {
		h = t.join(t.whole[i], h)
	}
	return h
}

func (t *tree) join(left, right Hash) Hash {
	t.node[0] = 1
	copy(t.node[1:], left[:])
	copy(t.node[1+len(left):], right[:])
	return sha256.Sum256(t.node[:])
}
