package registry

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/uscc"
)

// unit parts the keys and codes of a row; package ledger takes control
// characters out of what it reads.
const unit = "\x1f"

// hash is 64 bits of a text. Two texts of one hash cost a look, never a mistake.
func hash(text string) int64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return int64(h.Sum64())
}

func joinKeys(keys []ledger.Key) string {
	var b strings.Builder
	for i, k := range keys {
		if i > 0 {
			b.WriteString(unit)
		}
		b.WriteString(string(k))
	}
	return b.String()
}

func splitKeys(text string) []ledger.Key {
	if text == "" {
		return nil
	}
	parts := strings.Split(text, unit)
	keys := make([]ledger.Key, len(parts))
	for i, p := range parts {
		keys[i] = ledger.Key(p)
	}
	return keys
}

func joinCodes(codes []uscc.Code) string {
	parts := make([]string, len(codes))
	for i, c := range codes {
		parts[i] = string(c.Kind) + " " + c.Value
	}
	return strings.Join(parts, unit)
}

func splitCodes(text string) (codes []uscc.Code) {
	if text == "" {
		return nil
	}
	for _, p := range strings.Split(text, unit) {
		kind, value, _ := strings.Cut(p, " ")
		codes = append(codes, uscc.Code{Value: value, Kind: uscc.Kind(kind)})
	}
	return codes
}

// learn adds the rows by which a record is found again.
func (c *Chunk) learn(r string, ord int64, m made, keys []ledger.Key, codes []uscc.Code) {
	held, known := joinKeys(keys), joinCodes(codes)
	c.keys = append(c.keys, []any{c.home, ord, hash(held + unit + known), r, string(m.noun), string(m.venue), held, known, c.imp})
	for _, k := range keys {
		if !k.Hint() {
			c.finds = append(c.finds, [2]int64{hash(string(k)), ord})
		}
	}
}

// ByCode returns the subjects that hold a code, earliest first.
func ByCode(ctx context.Context, tx *store.Tx, code string) ([]string, error) {
	return holding(ctx, tx, ledger.CodeKey(code))
}

// CodesOf lists the codes a subject holds, whichever row named them.
func CodesOf(ctx context.Context, tx *store.Tx, id string) ([]uscc.Code, error) {
	rows, err := texts(tx.Query(ctx, `
		SELECT k.codes FROM registry_subject AS s JOIN registry_key AS k ON k.home = s.home AND k.ord = s.ord
		WHERE s.home = $1 AND s.id = $2 AND k.ref = $3 AND k.codes <> ''`, tx.Actor.Home, id, "subject:"+id))
	if err != nil {
		return nil, err
	}
	out := []uscc.Code{}
	for _, r := range rows {
		out = append(out, splitCodes(r)...)
	}
	slices.SortFunc(out, func(a, b uscc.Code) int { return strings.Compare(a.Value, b.Value) })
	return slices.Compact(out), nil
}

// ByKey returns the subject found by an identity key, or ErrNotFound. What is
// but a hint (ledger.Key.Hint) finds nothing.
func ByKey(ctx context.Context, tx *store.Tx, k ledger.Key) (string, error) {
	ids, err := holding(ctx, tx, k)
	if err == nil && len(ids) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// holding lists the subjects that hold a key, earliest first.
func holding(ctx context.Context, tx *store.Tx, key ledger.Key) ([]string, error) {
	rows, err := tx.Query(ctx, `
		SELECT k.ref, k.keys FROM registry_find AS f JOIN registry_key AS k ON k.home = f.home AND k.ord = f.ord
		WHERE f.home = $1 AND f.hash = $2 AND k.noun = 'subject' ORDER BY f.ord`, tx.Actor.Home, hash(string(key)))
	if err != nil {
		return nil, fmt.Errorf("registry: finding by key: %w", err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var r, keys string
		if err := rows.Scan(&r, &keys); err != nil {
			return nil, fmt.Errorf("registry: finding by key: %w", err)
		}
		id := strings.TrimPrefix(r, "subject:")
		if strings.Contains(unit+keys+unit, unit+string(key)+unit) && (len(out) == 0 || out[len(out)-1] != id) {
			out = append(out, id)
		}
	}
	return out, rows.Err()
}

func next(ctx context.Context, tx *store.Tx) (ord int64, err error) {
	err = tx.Row(ctx, `SELECT coalesce(max(ord), 0) + 1 FROM registry_key WHERE home = $1`, tx.Actor.Home).Scan(&ord)
	if err != nil {
		return 0, fmt.Errorf("registry: numbering: %w", err)
	}
	return ord, nil
}
