package journal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// run is how many entries one Look of a check reads.
const run = 1000

// Finding is what a check found wrong: the first of its kind.
type Finding struct {
	Kind    string  `json:"kind"` // number, hash, column, tree, checkpoint
	Home    string  `json:"home"`
	Seq     int64   `json:"seq"`
	Text    string  `json:"text"`
	Subject ref.Ref `json:"subject,omitempty"` // the record, where it is one
	Count   int     `json:"count"`             // how many of the kind there are
}

// Check reads a home's journal from the first entry and returns the first
// fault of each kind: gaps in the numbers, bodies that are not what was
// hashed, columns that differ from their body, a head or a checkpoint that is
// not the root of the entries. It shares nothing with appending but the hash.
// Checkpoints kept elsewhere, as Last returned them, must hold too and still be
// in the table: who rewrites the database cannot rewrite those.
func Check(ctx context.Context, db *store.DB, home string, v note.Verifier, elsewhere ...string) ([]Finding, error) {
	c := checker{home: home, found: map[string]Finding{}, roots: map[int64]tlog.Hash{}}
	by := store.Actor{ID: "job:check", Home: home}
	marks, err := c.marks(ctx, db, by, v)
	if err != nil {
		return nil, err
	}
	for _, signed := range elsewhere {
		c.kept(signed, marks, v)
	}
	for more := true; more; {
		err := db.Look(ctx, by, func(tx *store.Tx) (err error) {
			more, err = c.read(ctx, tx)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if err := db.Look(ctx, by, func(tx *store.Tx) error { return c.head(ctx, tx) }); err != nil {
		return nil, err
	}
	for _, seq := range slices.Sorted(maps.Keys(marks)) {
		root := marks[seq]
		if have, ok := c.roots[seq]; !ok || have != root {
			c.fault("checkpoint", seq, "检查点的根与日志不符：日志在此之前被改动或截短过")
		}
	}
	return c.list(), nil
}

type checker struct {
	home  string
	seq   int64 // of the last entry read
	count int64 // of entries read; behind seq where some are missing
	edge  edge
	found map[string]Finding
	roots map[int64]tlog.Hash // wanted at checkpoints
}

func (c *checker) fault(kind string, seq int64, text string) {
	f, known := c.found[kind]
	if !known {
		f = Finding{Kind: kind, Home: c.home, Seq: seq, Text: text}
	}
	f.Count++
	c.found[kind] = f
}

func (c *checker) list() (out []Finding) {
	for _, k := range []string{"number", "hash", "column", "tree", "checkpoint"} {
		if f, ok := c.found[k]; ok {
			out = append(out, f)
		}
	}
	return out
}

// read checks one run of entries and says whether there may be more.
func (c *checker) read(ctx context.Context, tx *store.Tx) (bool, error) {
	rows, err := tx.Query(ctx, `
		SELECT seq, at, actor, verb, subject, day, reverses, hash, body FROM journal_entry
		WHERE home = $1 AND seq > $2 ORDER BY seq LIMIT $3`, c.home, c.seq, run)
	if err != nil {
		return false, fmt.Errorf("journal: checking: %w", err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var e Entry
		var at int64
		var hash []byte
		var body string
		if err := rows.Scan(&e.Seq, &at, &e.By, &e.Verb, &e.Subject, &e.Day, &e.Reverses, &hash, &body); err != nil {
			return false, fmt.Errorf("journal: checking: %w", err)
		}
		c.entry(e, at, hash, body)
	}
	return n == run, rows.Err()
}

func (c *checker) entry(e Entry, at int64, hash []byte, body string) {
	if e.Seq != c.seq+1 {
		c.fault("number", c.seq+1, "日志编号在此中断")
	}
	leaf := tlog.RecordHash([]byte(body))
	if !bytes.Equal(leaf[:], hash) {
		c.fault("hash", e.Seq, "日志内容与当时的摘要不符：内容被改动过")
	}
	b, err := Parse(body)
	if err != nil || b.Home != c.home || b.Seq != e.Seq || b.At.UnixMicro() != at || b.By != e.By || b.Verb != e.Verb ||
		b.Subject != e.Subject || b.Day != e.Day || b.Reverses != e.Reverses {
		c.fault("column", e.Seq, "日志的索引列与内容不符")
	}
	c.edge.add(leaf, c.count)
	c.count++
	c.seq = e.Seq
	if _, wanted := c.roots[c.seq]; wanted {
		c.roots[c.seq] = c.edge.root()
	}
}

// head compares the head row with what the entries add up to.
func (c *checker) head(ctx context.Context, tx *store.Tx) error {
	var seq int64
	var raw []byte
	err := tx.Row(ctx, `SELECT seq, edge FROM journal_head WHERE home = $1`, c.home).Scan(&seq, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("journal: checking the head: %w", err)
	}
	if seq < c.seq || seq == c.seq && !bytes.Equal(raw, c.edge.bytes()) {
		c.fault("tree", seq, "日志的根与各条内容不符")
	}
	if seq > c.seq { // entries may have come since; the last of them must be there
		last := int64(0)
		if err := tx.Row(ctx, `SELECT coalesce(max(seq), 0) FROM journal_entry WHERE home = $1`, c.home).Scan(&last); err != nil {
			return fmt.Errorf("journal: checking the head: %w", err)
		}
		if last != seq {
			c.fault("number", last+1, "日志末尾缺失")
		}
	}
	return nil
}

// kept wants the root of a checkpoint that was kept beside the database.
func (c *checker) kept(signed string, marks map[int64]tlog.Hash, v note.Verifier) {
	p, err := openCheckpoint(signed, c.home, v)
	if err != nil {
		c.fault("checkpoint", 0, "数据库之外留存的检查点签名无效")
		return
	}
	h, _ := base64.StdEncoding.DecodeString(p.Root)
	if root, known := marks[p.Seq]; !known || root != tlog.Hash(h) {
		c.fault("checkpoint", p.Seq, "数据库之外留存的检查点在库里没有：检查点被删除或替换过，或数据库是更早的备份")
	}
	marks[p.Seq], c.roots[p.Seq] = tlog.Hash(h), tlog.Hash{}
}

// marks reads the checkpoints whose signature holds and wants their roots.
func (c *checker) marks(ctx context.Context, db *store.DB, by store.Actor, v note.Verifier) (map[int64]tlog.Hash, error) {
	out := map[int64]tlog.Hash{}
	return out, db.Look(ctx, by, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT seq, note FROM journal_checkpoint WHERE home = $1 ORDER BY seq`, c.home)
		if err != nil {
			return fmt.Errorf("journal: checking checkpoints: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			var seq int64
			var signed string
			if err := rows.Scan(&seq, &signed); err != nil {
				return fmt.Errorf("journal: checking checkpoints: %w", err)
			}
			p, err := openCheckpoint(signed, c.home, v)
			if err != nil || p.Seq != seq {
				c.fault("checkpoint", seq, "检查点的签名无效")
				continue
			}
			h, _ := base64.StdEncoding.DecodeString(p.Root)
			out[seq], c.roots[seq] = tlog.Hash(h), tlog.Hash{}
		}
		return rows.Err()
	})
}
