package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/uscc"
)

// chunk is the work of one run of rows: what goes into each table.
type chunk struct {
	home, imp                      string
	now                            int64
	subjects, codes, tags, permits [][]any
	species, batches, pairs, keys  [][]any
	found                          []search.Doc
	opened                         map[opening]int64
}

// opening is what subjects that come into being together have in common.
type opening struct {
	venue  ledger.Venue
	region string
}

// Take stores accepted rows of an import and what they taught the index. Rows
// about officers and contacts are somebody else's; their keys are kept here.
// New subjects are noted by venue and township.
func Take(ctx context.Context, tx *store.Tx, imp string, ix *Index, rows []ledger.Row, learned Teaching) error {
	c := &chunk{home: tx.Actor.Home, imp: imp, now: tx.Now.UnixMicro(), opened: map[opening]int64{}}
	for i := range rows {
		if err := c.row(tx, ix, &rows[i]); err != nil {
			return err
		}
	}
	c.teach(ix, learned)
	if err := c.write(ctx, tx); err != nil {
		return fmt.Errorf("registry: taking rows: %w", err)
	}
	return c.note(tx, len(rows)+len(learned) > 0)
}

func (c *chunk) row(tx *store.Tx, ix *Index, r *ledger.Row) error {
	switch {
	case r.Batch != nil && r.Outcome == ledger.Created:
		b := r.Batch
		ix.Settle(r.Handle, ref.Of("batch", b.Number))
		c.batches = append(c.batches, []any{c.home, b.Number, b.Owner, ix.Ref(b.Holder).ID(), b.Kind, b.First, b.Last, b.Count, string(b.Taken), c.imp})
	case r.Subject != nil && r.Outcome == ledger.Created:
		id := ix.Ref(r.Handle).ID()
		if id == "" { // a second try of the same act finds the id of the first
			id = tx.ID()
			ix.Settle(r.Handle, ref.Of("subject", id))
		}
		if err := c.subject(id, r.Subject); err != nil {
			return err
		}
		c.beside(id, r.Subject)
	case r.Subject != nil:
		c.beside(ix.Ref(r.Handle).ID(), r.Subject)
	}
	for _, p := range r.Pairs {
		c.pairs = append(c.pairs, []any{c.home, ix.Ref(p.A).ID(), ix.Ref(p.B).ID(), string(p.Kind), "open", c.imp})
	}
	return nil
}

func (c *chunk) subject(id string, s *ledger.Subject) error {
	region := cmp.Or(s.TownCode, c.home+"000000")
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	c.subjects = append(c.subjects, []any{
		c.home, id, string(s.Venue), flag(Online(s.Venue)), s.Name, s.Address, region, best(s.Codes), s.Grade, string(body),
		string(Open), c.imp, int64(1), c.now, c.now,
	})
	c.found = append(c.found, search.Doc{Ref: ref.Of("subject", id), Text: words(s)})
	c.opened[opening{s.Venue, region}]++
	return nil
}

// beside stores what a row says besides the subject itself: permits, species,
// the sheet and the form of name and address it used.
func (c *chunk) beside(id string, s *ledger.Subject) {
	for _, tag := range s.Tags {
		c.tags = append(c.tags, []any{c.home, id, tag, s.Name, s.Address, c.imp})
	}
	for _, p := range s.Permits {
		c.permits = append(c.permits, []any{c.home, p.Number, id, p.Kind, string(p.From), string(p.To), c.imp})
	}
	for _, x := range s.Species {
		c.species = append(c.species, []any{c.home, id, x.Name, x.Permit, x.Raw, x.Count, flag(x.About), c.imp})
	}
}

func (c *chunk) teach(ix *Index, learned Teaching) {
	for _, t := range learned {
		r := ix.Ref(t.handle)
		ord, m := ix.place(t.handle)
		for _, k := range t.keys {
			c.keys = append(c.keys, []any{c.home, string(k), string(r), ord, string(m.noun), string(m.venue), c.imp})
		}
		for _, code := range t.codes {
			if r.Kind() == "subject" {
				c.codes = append(c.codes, []any{c.home, r.ID(), code.Value, string(code.Kind), c.imp})
			}
		}
	}
}

// place is a handle's ord in the home and what it was made as.
func (ix *Index) place(h ledger.Handle) (int64, made) {
	if int(h) >= ix.loaded {
		return ix.ords + 1 + int64(int(h)-ix.loaded), ix.made[int(h)-ix.loaded]
	}
	return ix.old[h].ord, ix.old[h].made
}

var inserts = map[string]string{
	"subject": `INSERT INTO registry_subject (home, id, venue, online, name, address, region, code, grade, body, state, import, version, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
	"code":    `INSERT INTO registry_code (home, subject, code, kind, import) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (home, subject, code) DO NOTHING`,
	"key":     `INSERT INTO registry_key (home, key, ref, ord, noun, venue, import) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (home, key, ref) DO NOTHING`,
	"tag":     `INSERT INTO registry_tag (home, subject, tag, name, address, import) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (home, subject, tag, name, address) DO NOTHING`,
	"permit":  `INSERT INTO registry_permit (home, number, subject, kind, valid_from, valid_to, import) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (home, number) DO NOTHING`,
	"species": `INSERT INTO registry_species (home, subject, name, permit, raw, count, about, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (home, subject, name, permit, raw) DO NOTHING`,
	"batch":   `INSERT INTO registry_batch (home, number, owner, subject, kind, first, last, count, taken, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (home, number) DO NOTHING`,
	"pair":    `INSERT INTO registry_pair (home, a, b, kind, state, import) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (home, a, b) DO NOTHING`,
}

func (c *chunk) write(ctx context.Context, tx *store.Tx) error {
	for _, t := range []struct {
		name string
		rows [][]any
	}{
		{"subject", c.subjects}, {"key", c.keys}, {"code", c.codes}, {"tag", c.tags}, {"permit", c.permits},
		{"species", c.species}, {"batch", c.batches}, {"pair", c.pairs},
	} {
		if len(t.rows) == 0 {
			continue
		}
		if err := tx.Many(ctx, inserts[t.name], t.rows); err != nil {
			return fmt.Errorf("writing %s: %w", t.name, err)
		}
	}
	return search.Put(ctx, tx, c.found...)
}

// note notes what came into being; a chunk that at most added to old records
// notes that it was read.
func (c *chunk) note(tx *store.Tx, any bool) error {
	if len(c.opened) == 0 && any {
		return tx.Note(store.Note{Verb: "import.read", Subject: ref.Of("import", c.imp), Facts: Plain{}})
	}
	for _, o := range slices.SortedFunc(maps.Keys(c.opened), func(a, b opening) int {
		return cmp.Or(strings.Compare(string(a.venue), string(b.venue)), strings.Compare(a.region, b.region))
	}) {
		if err := tx.Note(store.Note{
			Verb: "registry.opened", Subject: ref.Of("import", c.imp), Region: o.region,
			Facts: Counted{c.opened[o], string(o.venue), Online(o.venue)},
		}); err != nil {
			return err
		}
	}
	return nil
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// best is the code a subject is shown with: a correct one before a mistyped
// one before an old registration number.
func best(codes []uscc.Code) string {
	for _, kind := range []uscc.Kind{uscc.Strong, uscc.Weak, uscc.Old} {
		for _, c := range codes {
			if c.Kind == kind {
				return c.Value
			}
		}
	}
	return ""
}

// words are what a subject is found by.
func words(s *ledger.Subject) string {
	lines := []string{s.Name, s.Address, s.Operator, s.Organiser, s.ShopID}
	for _, c := range s.Codes {
		lines = append(lines, c.Value)
	}
	return strings.Join(append(lines, s.Phones...), "\n")
}
