package registry

import (
	"cmp"
	"context"
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

// Chunk is a run of rows made ready for the tables: all the thinking is done
// before an act begins, and an act only writes.
type Chunk struct {
	home, imp               string
	subjects, tags, permits [][]any
	species, batches, pairs [][]any
	keys                    [][]any
	finds                   finds
	listed                  listings
	found                   []search.Doc
	opened                  map[opening]int64
	read                    bool // it holds rows, were it only such that changed nothing
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
	c := &Chunk{home: tx.Actor.Home, imp: imp}
	if err := c.prepare(tx.ID, ix, rows, learned); err != nil {
		return err
	}
	return c.Store(ctx, tx)
}

// Prepare makes rows ready without a transaction, so that they can be stored
// while the next are read; see Take.
func Prepare(db *store.DB, home, imp string, ix *Index, rows []ledger.Row, learned Teaching) (*Chunk, error) {
	c := &Chunk{home: home, imp: imp}
	if err := c.prepare(db.ID, ix, rows, learned); err != nil {
		return nil, err
	}
	search.Cut(db, home, c.found)
	return c, nil
}

func (c *Chunk) prepare(newID func() string, ix *Index, rows []ledger.Row, learned Teaching) error {
	c.opened, c.read = map[opening]int64{}, len(rows)+len(learned) > 0
	for i := range rows {
		if err := c.row(newID, ix, &rows[i]); err != nil {
			return err
		}
	}
	c.teach(ix, learned)
	return nil
}

// Store writes the chunk.
func (c *Chunk) Store(ctx context.Context, tx *store.Tx) error {
	if err := c.write(ctx, tx); err != nil {
		return fmt.Errorf("registry: taking rows: %w", err)
	}
	return c.note(tx)
}

func (c *Chunk) row(newID func() string, ix *Index, r *ledger.Row) error {
	switch {
	case r.Batch != nil && r.Outcome == ledger.Created:
		b := r.Batch
		ix.Settle(r.Handle, ref.Of("batch", b.Number))
		c.batches = append(c.batches, []any{c.home, b.Number, b.Owner, ix.Ref(b.Holder).ID(), b.Kind, b.First, b.Last, b.Count, string(b.Taken), c.imp})
	case r.Subject != nil && r.Outcome == ledger.Created:
		id := ix.Ref(r.Handle).ID()
		if id == "" { // a second try of the same act finds the id of the first
			id = newID()
			ix.Settle(r.Handle, ref.Of("subject", id))
		}
		ord, _ := ix.place(r.Handle)
		if err := c.subject(id, ord, r.Subject); err != nil {
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

func (c *Chunk) subject(id string, ord int64, s *ledger.Subject) error {
	region := cmp.Or(s.TownCode, c.home+"000000")
	body, err := bodyOf(s)
	if err != nil {
		return err
	}
	c.subjects = append(c.subjects, []any{
		c.home, id, string(s.Venue), flag(Online(s.Venue)), s.Name, s.Address, region, best(s.Codes), s.Grade, body,
		string(Open), c.imp, ord, int64(1), int64(0), int64(0), // the times are those of the act
	})
	c.listed.add(id, s.Venue, region, s.Name)
	c.found = append(c.found, search.Doc{Ref: ref.Of("subject", id), Text: words(s)})
	c.opened[opening{s.Venue, region}]++
	return nil
}

// beside stores what a row says besides the subject itself: permits, species,
// the sheet and the form of name and address it used.
func (c *Chunk) beside(id string, s *ledger.Subject) {
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

func (c *Chunk) teach(ix *Index, learned Teaching) {
	for _, t := range learned {
		r := ix.Ref(t.handle)
		ord, m := ix.place(t.handle)
		c.learn(string(r), ord, m, t.keys, t.codes)
	}
}

var inserts = map[string]string{
	"subject": `INSERT INTO registry_subject (home, id, venue, online, name, address, region, code, grade, body, state, import, ord, version, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
	"key":     `INSERT INTO registry_key (home, ord, mark, ref, noun, venue, keys, codes, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (home, ord, mark) DO NOTHING`,
	"tag":     `INSERT INTO registry_tag (home, subject, tag, name, address, import) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (home, subject, tag, name, address) DO NOTHING`,
	"permit":  `INSERT INTO registry_permit (home, number, subject, kind, valid_from, valid_to, import) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (home, number) DO NOTHING`,
	"species": `INSERT INTO registry_species (home, subject, name, permit, raw, count, about, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (home, subject, name, permit, raw) DO NOTHING`,
	"batch":   `INSERT INTO registry_batch (home, number, owner, subject, kind, first, last, count, taken, import) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (home, number) DO NOTHING`,
	"pair":    `INSERT INTO registry_pair (home, a, b, kind, state, import) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (home, a, b) DO NOTHING`,
}

func (c *Chunk) write(ctx context.Context, tx *store.Tx) error {
	for _, s := range c.subjects {
		s[len(s)-2], s[len(s)-1] = tx.Now.UnixMicro(), tx.Now.UnixMicro()
	}
	for _, t := range []struct {
		name string
		rows [][]any
	}{
		{"subject", c.subjects}, {"key", c.keys}, {"tag", c.tags}, {"permit", c.permits},
		{"species", c.species}, {"batch", c.batches}, {"pair", c.pairs},
	} {
		if len(t.rows) == 0 {
			continue
		}
		if err := tx.Many(ctx, inserts[t.name], t.rows); err != nil {
			return fmt.Errorf("writing %s: %w", t.name, err)
		}
	}
	if err := c.finds.write(ctx, tx); err != nil {
		return err
	}
	if err := c.listed.write(c.home, func(rows [][]any) error { return tx.Many(ctx, list, rows) }); err != nil {
		return fmt.Errorf("listing: %w", err)
	}
	return search.Add(ctx, tx, c.found...)
}

// note notes what came into being; a chunk that at most added to old records
// notes that it was read.
func (c *Chunk) note(tx *store.Tx) error {
	if len(c.opened) == 0 && c.read {
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
