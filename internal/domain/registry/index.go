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
	refs   []ref.Ref // by handle
	ords   int64     // the greatest ord stored
	loaded int       // handles below it were there before
	old    []placed  // by handle, those
	made   []made    // by handle − loaded, the others
	fresh  []taught
}

type made struct {
	noun  ledger.Noun
	venue ledger.Venue
}

// placed is a record that was there before.
type placed struct {
	made
	ord int64
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
	codes, err := allCodes(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT ord, ref, noun, venue, key FROM registry_key WHERE home = $1 ORDER BY ord`, tx.Actor.Home)
	if err != nil {
		return nil, fmt.Errorf("registry: loading the index: %w", err)
	}
	defer rows.Close()
	for h := ledger.None; rows.Next(); {
		var ord int64
		var r ref.Ref
		var noun ledger.Noun
		var venue ledger.Venue
		var key ledger.Key
		if err := rows.Scan(&ord, &r, &noun, &venue, &key); err != nil {
			return nil, fmt.Errorf("registry: loading the index: %w", err)
		}
		if ord > ix.ords {
			if h, err = memory.Create(noun, venue); err != nil {
				return nil, err
			}
			ix.refs, ix.ords = append(ix.refs, r), ord
			ix.old = append(ix.old, placed{made{noun, venue}, ord})
			if err := memory.Learn(h, nil, codes[r.ID()]); err != nil {
				return nil, err
			}
		}
		if err := memory.Learn(h, []ledger.Key{key}, nil); err != nil {
			return nil, err
		}
	}
	ix.loaded = len(ix.refs)
	return ix, rows.Err()
}

func allCodes(ctx context.Context, tx *store.Tx) (map[string][]uscc.Code, error) {
	rows, err := tx.Query(ctx, `SELECT subject, code, kind FROM registry_code WHERE home = $1`, tx.Actor.Home)
	if err != nil {
		return nil, fmt.Errorf("registry: loading codes: %w", err)
	}
	defer rows.Close()
	out := map[string][]uscc.Code{}
	for rows.Next() {
		var subject string
		var c uscc.Code
		if err := rows.Scan(&subject, &c.Value, &c.Kind); err != nil {
			return nil, fmt.Errorf("registry: loading codes: %w", err)
		}
		out[subject] = append(out[subject], c)
	}
	return out, rows.Err()
}

// Create opens a record; its id is given when its row is stored.
func (ix *Index) Create(n ledger.Noun, v ledger.Venue) (ledger.Handle, error) {
	h, err := ix.Index.Create(n, v)
	if err == nil {
		ix.refs, ix.made = append(ix.refs, ""), append(ix.made, made{n, v})
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
func (ix *Index) Ref(h ledger.Handle) ref.Ref {
	if h < 0 {
		return ""
	}
	return ix.refs[h]
}

// Settle gives a created handle the record it became.
func (ix *Index) Settle(h ledger.Handle, r ref.Ref) { ix.refs[h] = r }

// Taught hands over what was learned since it was last asked.
func (ix *Index) Taught() Teaching {
	t := Teaching(ix.fresh)
	ix.fresh = nil
	return t
}

// Teaching is what a run of rows has taught an index.
type Teaching []taught
