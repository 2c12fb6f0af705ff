package registry

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/uscc"
)

// Index is a ledger.Index over what the home holds: it answers from memory,
// and remembers what a run of rows has taught it until the rows are stored.
type Index struct {
	ledger.Index
	refs   refs
	ords   int64   // the greatest ord stored
	loaded int     // handles below it were there before
	old    []int64 // by handle, their ords
	kinds  kinds   // by handle
	fresh  []taught
}

// made is as what a record came into being.
type made struct {
	noun  ledger.Noun
	venue ledger.Venue
}

// taught is what the index has learned and the database does not hold yet.
type taught struct {
	handle ledger.Handle
	keys   []ledger.Key
	codes  []uscc.Code
}

// Load fills memory, an empty index, with the home's records in the order of
// their creation.
func Load(ctx context.Context, tx *store.Tx, memory ledger.Index) (*Index, error) {
	ix := &Index{Index: memory}
	rows, err := tx.Query(ctx, `SELECT ord, ref, noun, venue, keys, codes FROM registry_key WHERE home = $1 ORDER BY ord, ref`, tx.Actor.Home)
	if err != nil {
		return nil, fmt.Errorf("registry: loading the index: %w", err)
	}
	defer rows.Close()
	for h := ledger.None; rows.Next(); {
		var ord int64
		var r ref.Ref
		var m made
		var keys, codes string
		if err := rows.Scan(&ord, &r, &m.noun, &m.venue, &keys, &codes); err != nil {
			return nil, fmt.Errorf("registry: loading the index: %w", err)
		}
		if ord > ix.ords || r != ix.refs.get(h) { // what was added by hand while an import ran may share an ord
			if h, err = memory.Create(m.noun, m.venue); err != nil {
				return nil, err
			}
			ix.refs.put(h, r)
			ix.kinds.add(m)
			ix.ords, ix.old = ord, append(ix.old, ord)
		}
		if err := memory.Learn(h, splitKeys(keys), splitCodes(codes)); err != nil {
			return nil, err
		}
	}
	ix.loaded = len(ix.old)
	return ix, rows.Err()
}

// Create opens a record; its id is given when its row is stored.
func (ix *Index) Create(n ledger.Noun, v ledger.Venue) (ledger.Handle, error) {
	h, err := ix.Index.Create(n, v)
	if err == nil {
		ix.refs.put(h, "")
		ix.kinds.add(made{n, v})
	}
	return h, err
}

// Learn adds keys and codes, and remembers those that are new.
func (ix *Index) Learn(h ledger.Handle, keys []ledger.Key, codes []uscc.Code) error {
	t := taught{handle: h}
	held, err := ix.Index.Codes(h)
	if err != nil {
		return err
	}
	for _, c := range codes {
		if !holds(held, c) {
			t.codes = append(t.codes, c)
		}
	}
	var found []ledger.Handle
	for _, k := range keys {
		if found, err = ix.Index.Find(found[:0], k); err != nil {
			return err
		}
		if !among(found, h) {
			t.keys = append(t.keys, k)
		}
	}
	if len(t.keys)+len(t.codes) > 0 {
		ix.fresh = append(ix.fresh, t)
	}
	return ix.Index.Learn(h, keys, codes)
}

func holds(held []uscc.Code, c uscc.Code) bool {
	for _, x := range held {
		if x.Value == c.Value {
			return true
		}
	}
	return false
}

func among(hs []ledger.Handle, h ledger.Handle) bool {
	for _, x := range hs {
		if x == h {
			return true
		}
	}
	return false
}

// Ref is the stored record of a handle; empty for one not stored yet.
func (ix *Index) Ref(h ledger.Handle) ref.Ref { return ix.refs.get(h) }

// Settle gives a created handle the record it became.
func (ix *Index) Settle(h ledger.Handle, r ref.Ref) { ix.refs.put(h, r) }

// place is a handle's ord in the home and what it was made as.
func (ix *Index) place(h ledger.Handle) (int64, made) {
	if int(h) >= ix.loaded {
		return ix.ords + 1 + int64(int(h)-ix.loaded), ix.kinds.at(h)
	}
	return ix.old[h], ix.kinds.at(h)
}

// Taught hands over what was learned since it was last asked.
func (ix *Index) Taught() Teaching {
	t := Teaching(ix.fresh)
	ix.fresh = nil
	return t
}

// Teaching is what a run of rows has taught an index.
type Teaching []taught
