package spotcheck

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

// File returns the exact bytes of one of FileNames, or ErrNoFile while the
// draw has not come that far.
func File(ctx context.Context, tx *store.Tx, id, name string) ([]byte, error) {
	if _, err := Get(ctx, tx, id); err != nil {
		return nil, err
	}
	return readFile(ctx, tx, id, name)
}

// Verify recomputes the draw from its files, as anyone can who has them, and
// lists what does not hold.
func Verify(ctx context.Context, tx *store.Tx, id string) ([]draw.Finding, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if d.Result == "" {
		return nil, ErrUnverified
	}
	b, err := basis(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	e := draw.Evidence{Pool: b.Pool, Officers: b.Officers}
	if e.Announcement, err = readFile(ctx, tx, id, AnnouncementFile); err != nil {
		return nil, err
	}
	if e.Draw, err = readFile(ctx, tx, id, DrawFile); err != nil {
		return nil, err
	}
	found, err := draw.Verify(e)
	return append([]draw.Finding{}, found...), err
}

// Assignment is an object that was drawn and who goes there.
type Assignment struct {
	Place   int64    `json:"place"` // from 1, in order of ticket
	Subject string   `json:"subject"`
	Stratum string   `json:"stratum"`
	Ticket  string   `json:"ticket"`
	Team    []Member `json:"team"`
}

// Member is an officer of a team.
type Member struct {
	Person string `json:"person"` // "person:…"
	Unit   string `json:"unit"`
	Tail   string `json:"tail"`  // last four of the certificate's number
	Alias  string `json:"alias"` // how the files call the person
}

// Drawn lists what a draw came to, in order of ticket; nothing before it ran.
func Drawn(ctx context.Context, tx *store.Tx, id string) ([]Assignment, error) {
	if _, err := Get(ctx, tx, id); err != nil {
		return nil, err
	}
	who, err := members(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT place, subject, stratum, ticket, team FROM spotcheck_assignment
		WHERE home = $1 AND draw = $2 ORDER BY place`, tx.Actor.Home, id)
	if err != nil {
		return nil, wrap("reading teams", err)
	}
	defer rows.Close()
	out := []Assignment{}
	for rows.Next() {
		var a Assignment
		var team string
		var aliases []string
		if err := rows.Scan(&a.Place, &a.Subject, &a.Stratum, &a.Ticket, &team); err != nil {
			return nil, wrap("reading teams", err)
		}
		if err := json.Unmarshal([]byte(team), &aliases); err != nil {
			return nil, wrap("reading teams", err)
		}
		for _, alias := range aliases {
			a.Team = append(a.Team, who[alias])
		}
		out = append(out, a)
	}
	return out, wrap("reading teams", rows.Err())
}

// members are the officers of a draw by alias.
func members(ctx context.Context, tx *store.Tx, id string) (map[string]Member, error) {
	rows, err := tx.Query(ctx, `SELECT alias, person, unit, tail FROM spotcheck_officer WHERE home = $1 AND draw = $2`, tx.Actor.Home, id)
	if err != nil {
		return nil, wrap("reading officers", err)
	}
	defer rows.Close()
	out := map[string]Member{}
	for rows.Next() {
		var m Member
		if err := rows.Scan(&m.Alias, &m.Person, &m.Unit, &m.Tail); err != nil {
			return nil, wrap("reading officers", err)
		}
		m.Person = "person:" + m.Person
		out[m.Alias] = m
	}
	return out, wrap("reading officers", rows.Err())
}

// keep stores what was frozen.
func (i *ice) keep(ctx context.Context, tx *store.Tx, id string) error {
	for _, f := range []struct {
		name string
		body []byte
	}{{PoolFile, i.pool}, {OfficersFile, i.officers}, {PlanFile, i.plan}} {
		if err := writeFile(ctx, tx, id, f.name, f.body); err != nil {
			return err
		}
	}
	rows := make([][]any, len(i.aliases))
	for n, a := range i.aliases {
		rows[n] = []any{tx.Actor.Home, id, a.alias, a.person, a.unit, a.tail}
	}
	return wrap("keeping officers", tx.Many(ctx, `INSERT INTO spotcheck_officer (home, draw, alias, person, unit, tail)
		VALUES ($1, $2, $3, $4, $5, $6)`, rows))
}

// assign stores who goes where, so that worklists can ask by subject.
func assign(ctx context.Context, tx *store.Tx, id string, drawn []draw.Drawn) error {
	rows := make([][]any, len(drawn))
	for i, d := range drawn {
		team, err := json.Marshal(d.Team)
		if err != nil {
			return wrap("packing a team", err)
		}
		rows[i] = []any{tx.Actor.Home, id, int64(i + 1), d.Object, d.Stratum, d.Ticket.String(), string(team)}
	}
	return wrap("keeping teams", tx.Many(ctx, `INSERT INTO spotcheck_assignment (home, draw, place, subject, stratum, ticket, team)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, rows))
}

// basis reads back what was frozen, from the bytes that are published.
func basis(ctx context.Context, tx *store.Tx, id string) (b draw.Basis, err error) {
	raw := map[string][]byte{}
	for _, name := range []string{PoolFile, OfficersFile, PlanFile} {
		if raw[name], err = readFile(ctx, tx, id, name); err != nil {
			return b, err
		}
	}
	if b.Plan, err = draw.ParsePlan(raw[PlanFile]); err != nil {
		return b, err
	}
	if b.Pool, err = draw.ParsePool(bytes.NewReader(raw[PoolFile])); err != nil {
		return b, err
	}
	b.Officers, err = draw.ParseOfficers(bytes.NewReader(raw[OfficersFile]))
	return b, err
}

// A file is written once: what was published is never another.
func writeFile(ctx context.Context, tx *store.Tx, id, name string, body []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO spotcheck_file (home, draw, name, body) VALUES ($1, $2, $3, $4)`, tx.Actor.Home, id, name, string(body))
	return wrap("keeping "+name, err)
}

func readFile(ctx context.Context, tx *store.Tx, id, name string) ([]byte, error) {
	var body string
	err := tx.Row(ctx, `SELECT body FROM spotcheck_file WHERE home = $1 AND draw = $2 AND name = $3`, tx.Actor.Home, id, name).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoFile.With(name)
	}
	return []byte(body), wrap("reading "+name, err)
}
