package registry

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
)

// Filter narrows a list; empty fields do not.
type Filter struct {
	Venue  string `query:"venue" doc:"venue kind, such as market_agri"`
	Region string `query:"region" doc:"township, 12 digits"`
	State  string `query:"state" enum:"open,closed,merged" doc:"default open"`
	Grade  string `query:"grade" enum:"A,B,C,D"`
	Online string `query:"online" enum:"yes,no"`
	Import string `query:"import" doc:"made by this import"`
	Query  string `query:"q" doc:"words of name, address, code, phone; two Chinese characters suffice"`
	Sort   string `query:"sort" enum:"name,-name,updated,-updated" doc:"default name"`
}

// ErrAfter is returned for a page mark that no list has given.
var ErrAfter = fault.New(fault.Invalid, "registry.after", "翻页标记无效，请从第一页重新打开列表")

// order is a sort order; each has an index that begins with the home.
type order struct{ column, direction, compare string }

var orders = map[string]order{
	"":         {"name", "", ">"},
	"name":     {"name", "", ">"},
	"-name":    {"name", "DESC", "<"},
	"updated":  {"updated_at", "", ">"},
	"-updated": {"updated_at", "DESC", "<"},
}

// found is how many matches of a search a list shows.
const found = 200

// List returns a page of subjects and the mark of the next page, empty on the
// last. With a Query it returns the best matches only, without further pages.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) (subjects []Subject, next string, err error) {
	w, err := f.where(ctx, tx)
	if err != nil {
		return nil, "", err
	}
	return page(ctx, tx, w, f.Sort, p)
}

func (f Filter) where(ctx context.Context, tx *store.Tx) (*where, error) {
	w := &where{args: []any{tx.Actor.Home}, heading: cmp.Or(f.Region, f.Venue), words: f.Query != ""}
	if f.State == "" {
		f.State = string(Open)
	}
	w.equal("state", f.State)
	w.equal("venue", f.Venue)
	w.equal("region", f.Region)
	w.equal("grade", f.Grade)
	w.equal("import", f.Import)
	if f.Online != "" {
		w.add("online = ", flag(f.Online == "yes"))
	}
	if f.Query != "" {
		if err := w.search(ctx, tx, f.Query); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// where is a condition under construction.
type where struct {
	sql     strings.Builder // further conditions, each after an AND
	args    []any
	heading string // the narrowest of registry_listed that all it finds stand under
	words   bool   // it looks for words, and finds few
	none    bool
}

// from are the tables it is looked for in. Lists by name go along a heading, in
// this order of tables, and look at each subject that stands there by its
// present name.
func (w *where) from(listed bool) string {
	if !listed {
		return ` FROM registry_subject AS s WHERE s.home = $1` + w.sql.String()
	}
	return ` FROM registry_listed AS l CROSS JOIN registry_subject AS s
		WHERE l.home = $1 AND s.home = $1 AND s.id = l.subject AND s.name = l.title` + w.sql.String()
}

func (w *where) add(condition string, arg any) {
	w.args = append(w.args, arg)
	w.sql.WriteString(" AND " + condition + "$" + strconv.Itoa(len(w.args)))
}

func (w *where) equal(column, value string) {
	if value != "" {
		w.add(column+" = ", value)
	}
}

// search keeps the matches of a full-text query; a whole code is one too.
func (w *where) search(ctx context.Context, tx *store.Tx, query string) error {
	refs, err := search.Find(ctx, tx, "subject", query, found)
	if err != nil {
		return err
	}
	w.none = len(refs) == 0
	for i, r := range refs {
		w.args = append(w.args, r.ID())
		w.sql.WriteString([]string{", $", " AND id IN ($"}[flag(i == 0)] + strconv.Itoa(len(w.args)))
	}
	if !w.none {
		w.sql.WriteString(")")
	}
	return nil
}

func page(ctx context.Context, tx *store.Tx, w *where, sort string, p store.Page) ([]Subject, string, error) {
	out := []Subject{}
	o, ok := orders[sort]
	if !ok || w.none {
		return out, "", nil
	}
	if p.Limit <= 0 || p.Limit > 100 {
		p.Limit = 50
	}
	listed, id := o.column == "name" && !w.words, "id"
	if listed {
		w.add("l.heading = ", w.heading)
		o.column, id = "l.title", "l.subject"
	}
	if p.After != "" {
		value, last, ok := strings.Cut(p.After, "\t")
		if !ok {
			return nil, "", ErrAfter
		}
		w.after(o, id, value, last)
	}
	w.args = append(w.args, p.Limit+1)
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT `+columns+`%s ORDER BY %s %s, %s %s LIMIT $%d`,
		w.from(listed), o.column, o.direction, id, o.direction, len(w.args)), w.args...)
	if err != nil {
		return nil, "", fmt.Errorf("registry: listing: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scan(rows)
		if err != nil {
			return nil, "", fmt.Errorf("registry: listing: %w", err)
		}
		out = append(out, s)
	}
	if len(out) <= p.Limit {
		return out, "", rows.Err()
	}
	last := out[p.Limit-1]
	return out[:p.Limit], mark(o.column, last), rows.Err()
}

// after goes on behind the last row of the page before.
func (w *where) after(o order, id, value, last string) {
	var v any = value
	if o.column == "updated_at" {
		v, _ = strconv.ParseInt(value, 10, 64)
	}
	w.args = append(w.args, v, last)
	fmt.Fprintf(&w.sql, " AND (%s, %s) %s ($%d, $%d)", o.column, id, o.compare, len(w.args)-1, len(w.args))
}

func mark(column string, s Subject) string {
	if column == "updated_at" {
		return strconv.FormatInt(s.UpdatedAt.UnixMicro(), 10) + "\t" + s.ID
	}
	return s.Name + "\t" + s.ID
}

// Count says how many subjects a filter finds, at most limit+1.
func Count(ctx context.Context, tx *store.Tx, f Filter, limit int) (n int, err error) {
	w, err := f.where(ctx, tx)
	if err != nil || w.none {
		return 0, err
	}
	listed := w.heading != "" && !w.words
	if listed {
		w.add("l.heading = ", w.heading)
	}
	w.args = append(w.args, limit+1)
	err = tx.Row(ctx, fmt.Sprintf(`SELECT count(*) FROM (SELECT 1%s LIMIT $%d) AS found`, w.from(listed), len(w.args)), w.args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("registry: counting: %w", err)
	}
	return n, nil
}

// Sum returns the home's totals of subjects, permits to breed or use wild animals
// (licences for food and drugs are particulars) and batches; officers and
// contacts are counted by who keeps them.
func Sum(ctx context.Context, tx *store.Tx) (t ledger.Totals, pairs int, err error) {
	t.ByVenue = map[ledger.Venue]int{}
	rows, err := tx.Query(ctx, `SELECT venue, count(*) FROM registry_subject WHERE home = $1 AND state = 'open' GROUP BY venue`, tx.Actor.Home)
	if err != nil {
		return t, 0, fmt.Errorf("registry: adding up: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var v ledger.Venue
		var n int
		if err := rows.Scan(&v, &n); err != nil {
			return t, 0, fmt.Errorf("registry: adding up: %w", err)
		}
		t.ByVenue[v] = n
		if Online(v) {
			t.Online += n
		} else {
			t.Entities += n
		}
	}
	if err := rows.Err(); err != nil {
		return t, 0, fmt.Errorf("registry: adding up: %w", err)
	}
	err = tx.Row(ctx, `SELECT (SELECT count(*) FROM registry_permit WHERE home = $1 AND kind IN ('breeding', 'use')), (SELECT count(*) FROM registry_batch WHERE home = $1),
		(SELECT count(*) FROM registry_pair WHERE home = $1)`, tx.Actor.Home).Scan(&t.Permits, &t.LabelBatches, &pairs)
	if err != nil {
		return t, 0, fmt.Errorf("registry: adding up: %w", err)
	}
	return t, pairs, nil
}

// Batches lists the label batches of the home, for the numbers they span.
func Batches(ctx context.Context, tx *store.Tx) ([]ledger.LabelBatch, error) {
	rows, err := tx.Query(ctx, `SELECT number, owner, kind, first, last, count, taken FROM registry_batch WHERE home = $1 ORDER BY number`, tx.Actor.Home)
	if err != nil {
		return nil, fmt.Errorf("registry: listing batches: %w", err)
	}
	defer rows.Close()
	var out []ledger.LabelBatch
	for rows.Next() {
		b := ledger.LabelBatch{Holder: ledger.None}
		if err := rows.Scan(&b.Number, &b.Owner, &b.Kind, &b.First, &b.Last, &b.Count, &b.Taken); err != nil {
			return nil, fmt.Errorf("registry: listing batches: %w", err)
		}
		out = append(out, b)
	}
	return out, rows.Err()
}
