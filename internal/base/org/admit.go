package org

import (
	"context"
	"errors"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Arrival is a line of an officers' list.
type Arrival struct {
	Name         string
	Unit         string // its name; opened where nobody has yet
	Department   string // of a unit that must be opened and whose name tells none
	Region       string // likewise, 12 digits, or empty for the home
	Title        string
	From         string // first day of the post, or empty where the list does not say
	Phones       []string
	Certificates []Certificate
	Recusals     []Recusal // subject or words
}

// Admission is what became of an arrival.
type Admission struct {
	Person     Person `json:"person"`
	Unit       Unit   `json:"unit"`
	Created    bool   `json:"created"`     // a person nobody knew
	UnitOpened bool   `json:"unit_opened"` // a unit nobody knew
	Appointed  bool   `json:"appointed"`   // a post new to the person
	Certified  int    `json:"certified"`   // certificates granted or renewed
	Recused    int    `json:"recused"`     // recusals new to the person
}

// Changed reports whether anything was written.
func (a Admission) Changed() bool {
	return a.Created || a.UnitOpened || a.Appointed || a.Certified+a.Recused > 0
}

// Admit takes a line of an officers' list in. Any equal certificate number is
// the same person; a line without one is whoever bears that name in that unit.
// A list admitted twice changes nothing the second time.
func Admit(ctx context.Context, tx *store.Tx, a Arrival) (out Admission, err error) {
	if out.Unit, out.UnitOpened, err = unitFor(ctx, tx, a); err != nil {
		return Admission{}, err
	}
	out.Person, err = known(ctx, tx, a, out.Unit.ID)
	if errors.Is(err, ErrNotFound) {
		out.Created = true
		out.Person, err = Enter(ctx, tx, a.Name, a.Phones)
	}
	if err != nil {
		return Admission{}, err
	}
	if out.Appointed, err = placed(ctx, tx, Appointment{Person: out.Person.ID, Unit: out.Unit.ID, Title: a.Title, From: a.From}); err != nil {
		return Admission{}, err
	}
	for _, c := range a.Certificates {
		if out.Certified, err = certified(ctx, tx, out.Person.ID, c, out.Certified); err != nil {
			return Admission{}, err
		}
	}
	for _, r := range a.Recusals {
		r.Person = out.Person.ID
		_, again, err := Recuse(ctx, tx, r)
		if err != nil {
			return Admission{}, err
		}
		if !again {
			out.Recused++
		}
	}
	return out, nil
}

// unitFor finds the unit a line names, or opens it.
func unitFor(ctx context.Context, tx *store.Tx, a Arrival) (Unit, bool, error) {
	u, err := UnitNamed(ctx, tx, a.Unit)
	if !errors.Is(err, ErrNotFound) {
		return u, false, err
	}
	u = Unit{Kind: Office, Department: DepartmentOf(a.Unit), Name: a.Unit, Region: a.Region}
	if name := tidy(a.Unit); u.Department == "" && (strings.HasSuffix(name, "镇") || strings.HasSuffix(name, "乡") || strings.HasSuffix(name, "街道") || strings.HasSuffix(name, "街道办事处")) {
		u.Kind = Township
	} else if u.Department == "" {
		u.Department = a.Department
	}
	u, err = OpenUnit(ctx, tx, u)
	return u, true, err
}

// known finds the person a line speaks of, or ErrNotFound.
func known(ctx context.Context, tx *store.Tx, a Arrival, unit string) (Person, error) {
	numbered := false
	for _, c := range a.Certificates {
		if tidy(c.Number) == "" {
			continue
		}
		numbered = true
		p, err := PersonCertified(ctx, tx, c.Number)
		if !errors.Is(err, ErrNotFound) {
			return p, err
		}
	}
	if numbered {
		return Person{}, ErrNotFound
	}
	return one(tx.Row(ctx, `
		SELECT p.id, p.name, p.phones, p.version FROM org_person p JOIN org_post o ON o.home = p.home AND o.person = p.id
		WHERE p.home = $1 AND p.name = $2 AND o.unit = $3 ORDER BY p.id LIMIT 1`,
		tx.Actor.Home, tidy(a.Name), unit), scanPerson, ErrNotFound)
}

// placed gives a person the post a list says, unless it was held before: an
// old list does not bring back who has left.
func placed(ctx context.Context, tx *store.Tx, a Appointment) (bool, error) {
	posts, err := Service(ctx, tx, a.Person)
	if err != nil {
		return false, err
	}
	for _, p := range posts {
		if p.Unit == a.Unit {
			return false, nil
		}
	}
	_, err = Appoint(ctx, tx, a)
	return err == nil, err
}

// certified registers one certificate of a line and counts what changed. A
// further number of a known person that is somebody else's stays theirs.
func certified(ctx context.Context, tx *store.Tx, who string, c Certificate, n int) (int, error) {
	if tidy(c.Number) == "" {
		return n, nil
	}
	old, err := certificateNumbered(ctx, tx, tidy(c.Number))
	isNew := errors.Is(err, ErrNotFound)
	if err != nil && !isNew || err == nil && old.Person != who {
		return n, wrap("admitting", err)
	}
	c.Person, c.Items = who, union(nil, c.Items)
	_, renewed, err := Certify(ctx, tx, c)
	if isNew && err == nil || renewed {
		n++
	}
	return n, err
}
