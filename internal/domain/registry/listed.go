package registry

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/id"
	"example.org/zhiye/internal/pure/ledger"
)

// listings are subjects that wait to be put under the headings of lists by
// name. Names lie in one run of bytes, venues and regions are numbered: a
// hundred thousand subjects take 5 MB.
type listings struct {
	names []byte
	words []string // of headings; the first, "", is that of all
	rows  []listing
}

type listing struct {
	id            [16]byte
	end, size     uint32 // of its name
	venue, region uint16 // among the words
}

func (l *listings) add(subject string, v ledger.Venue, region, name string) {
	b, _ := id.Bytes(subject) // the store made it
	l.names = append(l.names, name...)
	l.rows = append(l.rows, listing{b, uint32(len(l.names)), uint32(len(name)), l.word(string(v)), l.word(region)})
}

func (l *listings) word(w string) uint16 {
	if l.words == nil {
		l.words = []string{""}
	}
	i := slices.Index(l.words, w)
	if i < 0 {
		i, l.words = len(l.words), append(l.words, w)
	}
	return uint16(i)
}

func (l *listings) name(r listing) []byte { return l.names[r.end-r.size : r.end] }

// take takes over what another holds.
func (l *listings) take(o *listings) {
	for _, r := range o.rows {
		r.end += uint32(len(l.names))
		r.venue, r.region = l.word(o.words[r.venue]), l.word(o.words[r.region])
		l.rows = append(l.rows, r)
	}
	l.names = append(l.names, o.names...)
	*o = listings{}
}

// sorted are the rows of the table, heading by heading in the order of titles.
func (l *listings) sorted() iter.Seq2[string, listing] {
	slices.SortFunc(l.rows, func(a, b listing) int {
		return cmp.Or(bytes.Compare(l.name(a), l.name(b)), bytes.Compare(a.id[:], b.id[:]))
	})
	return func(yield func(string, listing) bool) {
		for w, heading := range l.words {
			for _, r := range l.rows {
				if (w == 0 || int(r.venue) == w || int(r.region) == w) && !yield(heading, r) {
					return
				}
			}
		}
	}
}

const list = `INSERT INTO registry_listed (home, heading, title, subject) VALUES ($1, $2, $3, $4) ON CONFLICT (home, heading, title, subject) DO NOTHING`

// write puts them under their headings, as many rows a time as one act may take.
func (l *listings) write(home string, put func(rows [][]any) error) error {
	var rows [][]any
	for heading, r := range l.sorted() {
		rows = append(rows, []any{home, heading, string(l.name(r)), id.FromBytes(r.id)})
		if len(rows) == run {
			if err := put(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return put(rows)
}

// relist puts a subject under its headings after it has changed.
func relist(ctx context.Context, tx *store.Tx, was, is Subject) error {
	if was.Name == is.Name && was.Region == is.Region {
		return nil
	}
	if _, err := tx.Exec(ctx, `DELETE FROM registry_listed WHERE home = $1 AND heading IN ('', $2, $3) AND title = $4 AND subject = $5`,
		tx.Actor.Home, string(was.Venue), was.Region, was.Name, was.ID); err != nil {
		return fmt.Errorf("registry: relisting: %w", err)
	}
	var l listings
	l.add(is.ID, is.Venue, is.Region, is.Name)
	return l.write(tx.Actor.Home, func(rows [][]any) error { return tx.Many(ctx, list, rows) })
}

// span puts the subjects between the first and the last of them under their
// headings in one statement; others there are listed already. Few as they are,
// the database sorts and writes them faster than it takes them row by row.
func (l *listings) span(ctx context.Context, tx *store.Tx) error {
	if len(l.rows) == 0 {
		return nil
	}
	byID := func(a, b listing) int { return bytes.Compare(a.id[:], b.id[:]) }
	first, last := slices.MinFunc(l.rows, byID), slices.MaxFunc(l.rows, byID)
	_, err := tx.Exec(ctx, listAll+strings.ReplaceAll(headings, "import = $2", "id BETWEEN $2 AND $3")+listed,
		tx.Actor.Home, id.FromBytes(first.id), id.FromBytes(last.id))
	return err
}

// What goes around headings to write them.
const (
	listAll = `INSERT INTO registry_listed (home, heading, title, subject) SELECT home, heading, name, id FROM (`
	listed  = `) AS made WHERE true ORDER BY heading, name, id ON CONFLICT (home, heading, title, subject) DO NOTHING`
)

// headings are all rows that an import's subjects have in registry_listed.
const headings = `
	SELECT home, '' AS heading, name, id FROM registry_subject WHERE home = $1 AND import = $2
	UNION ALL SELECT home, venue, name, id FROM registry_subject WHERE home = $1 AND import = $2
	UNION ALL SELECT home, region, name, id FROM registry_subject WHERE home = $1 AND import = $2`

// Unlisted returns subjects that a list by name would not show, up to 100. What
// a running import has yet to list is not among them.
func Unlisted(ctx context.Context, tx *store.Tx) ([]string, error) {
	return texts(tx.Query(ctx, `
		SELECT s.id FROM registry_subject AS s
		WHERE s.home = $1 AND 3 > (
			SELECT count(*) FROM registry_listed AS l
			WHERE l.home = s.home AND l.heading IN ('', s.venue, s.region) AND l.title = s.name AND l.subject = s.id)
		AND NOT EXISTS (SELECT 1 FROM registry_import AS i WHERE i.home = s.home AND i.id = s.import AND i.state = 'running')
		ORDER BY s.id LIMIT 100`, tx.Actor.Home))
}
