package org

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Person is somebody who serves, or served, in a unit. Phones are masked
// (138****1234) wherever a person is read; PhonesOf gives them whole to those
// who may call.
type Person struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Phones  []string `json:"phones,omitempty"`
	Version int64    `json:"version"`
}

// Ref is how notes, actors and other packages name the person: "person:<id>".
func (p Person) Ref() string { return string(person(p.ID)) }

func scanPerson(row scanner) (p Person, err error) {
	var phones string
	err = row.Scan(&p.ID, &p.Name, &phones, &p.Version)
	p.Phones = strings.Fields(phones)
	for i, n := range p.Phones {
		p.Phones[i] = Masked(n)
	}
	return p, err
}

// Masked hides the middle of a phone number.
func Masked(phone string) string {
	if len(phone) < 8 {
		return strings.Repeat("*", len(phone))
	}
	return phone[:3] + "****" + phone[len(phone)-4:]
}

// Enter registers a person without a post yet.
func Enter(ctx context.Context, tx *store.Tx, name string, phones []string) (Person, error) {
	p := Person{ID: tx.ID(), Name: tidy(name), Version: 1}
	if p.Name == "" {
		return Person{}, ErrName
	}
	if err := done(ctx, tx, "entering a person", `INSERT INTO org_person (home, id, name, phones, version) VALUES ($1, $2, $3, $4, 1)`,
		tx.Actor.Home, p.ID, p.Name, joined(phones)); err != nil {
		return Person{}, err
	}
	if err := tx.Note(store.Note{Verb: "person.entered", Subject: person(p.ID), Facts: PersonFacts{Fields: []string{}}}); err != nil {
		return Person{}, err
	}
	return GetPerson(ctx, tx, p.ID)
}

// Amend corrects a person's name and phones; p carries the version read.
func Amend(ctx context.Context, tx *store.Tx, p Person) (Person, error) {
	old, err := GetPerson(ctx, tx, p.ID)
	if err != nil {
		return Person{}, err
	}
	if old.Version != p.Version {
		return Person{}, ErrMoved.Against(old)
	}
	if p.Name = tidy(p.Name); p.Name == "" {
		return Person{}, ErrName
	}
	fields := []string{"phones"}
	if p.Name != old.Name {
		fields = []string{"name", "phones"}
	}
	if err := done(ctx, tx, "amending a person", `UPDATE org_person SET name = $3, phones = $4, version = version + 1 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, p.ID, p.Name, joined(p.Phones)); err != nil {
		return Person{}, err
	}
	if err := tx.Note(store.Note{Verb: "person.amended", Subject: person(p.ID), Facts: PersonFacts{Fields: fields}}); err != nil {
		return Person{}, err
	}
	return GetPerson(ctx, tx, p.ID)
}

// GetPerson returns a person, or ErrNotFound.
func GetPerson(ctx context.Context, tx *store.Tx, id string) (Person, error) {
	return one(tx.Row(ctx, `SELECT id, name, phones, version FROM org_person WHERE home = $1 AND id = $2`, tx.Actor.Home, id),
		scanPerson, ErrNotFound)
}

// PhonesOf returns a person's phones whole.
func PhonesOf(ctx context.Context, tx *store.Tx, id string) ([]string, error) {
	return one(tx.Row(ctx, `SELECT phones FROM org_person WHERE home = $1 AND id = $2`, tx.Actor.Home, id),
		func(row scanner) ([]string, error) {
			var s string
			err := row.Scan(&s)
			return strings.Fields(s), err
		}, ErrNotFound)
}

// Names tells people and units of the home by their ids, for whoever shows
// ids to a person.
func Names(ctx context.Context, tx *store.Tx) (map[string]string, error) {
	pairs, err := all(ctx, tx, func(row scanner) (p [2]string, err error) { return p, row.Scan(&p[0], &p[1]) },
		`SELECT id, name FROM org_person WHERE home = $1 UNION ALL SELECT id, name FROM org_unit WHERE home = $1`, tx.Actor.Home)
	out := make(map[string]string, len(pairs))
	for _, p := range pairs {
		out[p[0]] = p[1]
	}
	return out, err
}

// Filter narrows a list of people.
type Filter struct {
	Unit string `json:"unit,omitempty" query:"unit"` // who hold a post there today
	Name string `json:"name,omitempty" query:"name"` // beginning of the name
}

// People lists people in the order they were entered; next is empty at the end.
func People(ctx context.Context, tx *store.Tx, f Filter, page store.Page) (people []Person, next string, err error) {
	query := `SELECT p.id, p.name, p.phones, p.version FROM org_person p WHERE p.home = $1 AND p.id > $2 AND substr(p.name, 1, length($3)) = $3`
	args := []any{tx.Actor.Home, page.After, tidy(f.Name), page.Size() + 1}
	if f.Unit != "" {
		query += ` AND EXISTS (SELECT 1 FROM org_post o WHERE o.home = p.home AND o.person = p.id AND o.unit = $5 AND o.until_day = '')`
		args = append(args, f.Unit)
	}
	people, err = all(ctx, tx, scanPerson, query+` ORDER BY p.id LIMIT $4`, args...)
	if err == nil && len(people) > page.Size() {
		people = people[:page.Size()]
		next = people[len(people)-1].ID
	}
	return people, next, err
}

// joined stores phones: each once, in the order given.
func joined(phones []string) string {
	var out []string
	for _, p := range phones {
		if p = tidy(p); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}
