package org

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// Post is a person's service in a unit: from From to the day before Until.
type Post struct {
	ID         string `json:"id"`
	Person     string `json:"person"`
	Unit       string `json:"unit"`
	Title      string `json:"title,omitempty"`
	From       string `json:"from,omitempty"`  // empty: the records do not say since when
	Until      string `json:"until,omitempty"` // the first day no longer; empty while held
	Name       string `json:"name"`            // of the unit
	Kind       Kind   `json:"kind"`            // of the unit
	Department string `json:"department"`      // of the unit
	Region     string `json:"region"`          // of the unit
}

// On reports whether the post is held on a day.
func (p Post) On(day string) bool { return p.From <= day && (p.Until == "" || day < p.Until) }

const postColumns = `o.id, o.person, o.unit, o.title, o.from_day, o.until_day, u.name, u.kind, u.department, u.region
	FROM org_post o JOIN org_unit u ON u.home = o.home AND u.id = o.unit`

func scanPost(row scanner) (p Post, err error) {
	err = row.Scan(&p.ID, &p.Person, &p.Unit, &p.Title, &p.From, &p.Until, &p.Name, &p.Kind, &p.Department, &p.Region)
	return p, err
}

// Appointment is a person's coming into a unit.
type Appointment struct {
	Person string `json:"person"`
	Unit   string `json:"unit"`
	Title  string `json:"title,omitempty"`
	From   string `json:"from,omitempty"` // a day, or empty where nobody knows
}

// Appoint gives a person a post. One may serve in several units, in both
// bureaus too, but once in each.
func Appoint(ctx context.Context, tx *store.Tx, a Appointment) (Post, error) {
	if a.From != "" && !isDay(a.From) {
		return Post{}, ErrDay
	}
	if _, err := GetPerson(ctx, tx, a.Person); err != nil {
		return Post{}, err
	}
	u, err := GetUnit(ctx, tx, a.Unit)
	if err != nil {
		return Post{}, err
	}
	if u.ClosedOn != "" {
		return Post{}, ErrNotFound.With(u.Name)
	}
	p := Post{tx.ID(), a.Person, a.Unit, a.Title, a.From, "", u.Name, u.Kind, u.Department, u.Region}
	var id string
	err = tx.Row(ctx, `
		INSERT INTO org_post (home, id, person, unit, title, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, '')
		ON CONFLICT (home, person, unit) WHERE until_day = '' DO NOTHING RETURNING id`,
		tx.Actor.Home, p.ID, p.Person, p.Unit, p.Title, p.From).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Post{}, ErrPosted.With(u.Name)
	}
	if err != nil {
		return Post{}, wrap("appointing", err)
	}
	return p, notePost(tx, "person.appointed", p, a.From)
}

// Departure is what remains after a post ends.
type Departure struct {
	Post Post `json:"post"`
	Last bool `json:"last"` // no post is left: the account ends too
}

// Leave ends a post: day is the first one the person no longer serves. Rights
// that rest on the post end with it; open work is handed over by the caller,
// in the same act.
func Leave(ctx context.Context, tx *store.Tx, who, unit, day string) (Departure, error) {
	if day == "" {
		day = tx.Today()
	}
	posts, err := held(ctx, tx, who)
	if err != nil {
		return Departure{}, err
	}
	for _, p := range posts {
		if p.Unit != unit {
			continue
		}
		if !isDay(day) || day < p.From {
			return Departure{}, ErrDay
		}
		p.Until = day
		if err := done(ctx, tx, "leaving", `UPDATE org_post SET until_day = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, p.ID, day); err != nil {
			return Departure{}, err
		}
		return Departure{Post: p, Last: len(posts) == 1}, notePost(tx, "person.left", p, day)
	}
	return Departure{}, ErrNotPosted
}

// Posts lists the posts a person holds on a day, oldest first.
func Posts(ctx context.Context, tx *store.Tx, who, day string) ([]Post, error) {
	return all(ctx, tx, scanPost, `SELECT `+postColumns+`
		WHERE o.home = $1 AND o.person = $2 AND o.from_day <= $3 AND (o.until_day = '' OR $3 < o.until_day) ORDER BY o.id`,
		tx.Actor.Home, who, day)
}

// Service lists every post a person ever held, oldest first.
func Service(ctx context.Context, tx *store.Tx, who string) ([]Post, error) {
	return all(ctx, tx, scanPost, `SELECT `+postColumns+` WHERE o.home = $1 AND o.person = $2 ORDER BY o.id`, tx.Actor.Home, who)
}

// held are the posts without an end yet.
func held(ctx context.Context, tx *store.Tx, who string) ([]Post, error) {
	return all(ctx, tx, scanPost, `SELECT `+postColumns+` WHERE o.home = $1 AND o.person = $2 AND o.until_day = '' ORDER BY o.id`, tx.Actor.Home, who)
}

func notePost(tx *store.Tx, verb string, p Post, day string) error {
	return tx.Note(store.Note{Verb: verb, Subject: person(p.Person), Day: day, Region: p.Region,
		Facts: PostFacts{Unit: p.Unit, Department: p.Department}})
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
