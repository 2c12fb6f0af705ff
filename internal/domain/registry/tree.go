package registry

import (
	"encoding/base64"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the RFC 6962 tree over ids in order, so that a list can be proved
// later. It keeps the roots of its complete subtrees only, largest first.
type tree struct {
	n    int64
	edge []tlog.Hash
}

func (t *tree) add(id string) {
	h := tlog.RecordHash([]byte(id))
	for n := t.n; n&1 == 1; n >>= 1 {
		h = tlog.NodeHash(t.edge[len(t.edge)-1], h)
		t.edge = t.edge[:len(t.edge)-1]
	}
	t.edge = append(t.edge, h)
	t.n++
}

func (t *tree) root() string {
	h, _ := tlog.TreeHash(0, nil)
	for i := len(t.edge) - 1; i >= 0; i-- {
		if i == len(t.edge)-1 {
			h = t.edge[i]
		} else {
			h = tlog.NodeHash(t.edge[i], h)
		}
	}
	return base64.StdEncoding.EncodeToString(h[:])
}

// root is the root over a list of ids.
func root(ids []string) string {
	var t tree
	for _, id := range ids {
		t.add(id)
	}
	return t.root()
}
