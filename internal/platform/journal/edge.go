package journal

import (
	"bytes"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// edge is the right edge of a tree: the hashes of its complete subtrees,
// largest first, one for every bit set in the number of leaves.
type edge []tlog.Hash

func parseEdge(raw []byte, leaves int64) (edge, error) {
	if len(raw) != tlog.HashSize*bits.OnesCount64(uint64(leaves)) {
		return nil, fmt.Errorf("journal: the edge of %d leaves is %d bytes long", leaves, len(raw))
	}
	e := make(edge, len(raw)/tlog.HashSize, len(raw)/tlog.HashSize+4)
	for i := range e {
		copy(e[i][:], raw[i*tlog.HashSize:])
	}
	return e, nil
}

// push adds the leaf of body behind n leaves and returns its hash.
func (e *edge) push(body []byte, n int64) []byte {
	leaf := tlog.RecordHash(body)
	e.add(leaf, n)
	return leaf[:]
}

func (e *edge) add(leaf tlog.Hash, n int64) {
	h := leaf
	for ; n&1 == 1; n >>= 1 { // every trailing one is a subtree now complete
		h = tlog.NodeHash((*e)[len(*e)-1], h)
		*e = (*e)[:len(*e)-1]
	}
	*e = append(*e, h)
}

// root is the RFC 6962 tree hash.
func (e edge) root() tlog.Hash {
	if len(e) == 0 {
		h, _ := tlog.TreeHash(0, nil)
		return h
	}
	r := e[len(e)-1]
	for i := len(e) - 2; i >= 0; i-- {
		r = tlog.NodeHash(e[i], r)
	}
	return r
}

func (e edge) bytes() []byte {
	var b bytes.Buffer
	for _, h := range e {
		b.Write(h[:])
	}
	return b.Bytes()
}
