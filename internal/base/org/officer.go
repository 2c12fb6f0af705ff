package org

import (
	"context"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

// Officer is a person as an enforcer on a given day: the posts and
// certificates that hold on it, and whom to keep away from. One person is one
// officer, however many posts there are.
type Officer struct {
	Person       Person        `json:"person"`
	Posts        []Post        `json:"posts"`        // on the day, of units that inspect
	Certificates []Certificate `json:"certificates"` // certifying on the day
	Recused      []string      `json:"recused"`      // subjects, sorted
	Unsettled    int           `json:"unsettled"`    // recusals whose words nobody has settled yet
}

// Certified reports whether the officer may inspect on the day asked for.
func (o Officer) Certified() bool { return len(o.Posts) > 0 && len(o.Certificates) > 0 }

// Departments are the departments the officer can act for, sorted.
func (o Officer) Departments() []string {
	var out []string
	for _, p := range o.Posts {
		if p.Department != "" {
			out = append(out, p.Department)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Valid is the span of the officer's certificate that ends last; since ever is
// 0001-01-01.
func (o Officer) Valid() (from, to string) {
	for _, c := range o.Certificates {
		if c.To > to {
			from, to = c.From, c.To
		}
	}
	if from == "" && to != "" {
		from = "0001-01-01"
	}
	return from, to
}

// May says whether the officer may inspect a subject on the day asked for:
// nil, or the fault that stands against it.
func (o Officer) May(subject string) error {
	switch {
	case len(o.Posts) == 0:
		return ErrNotPosted.With(o.Person.Name)
	case len(o.Certificates) == 0:
		return ErrCertificate.With(o.Person.Name)
	case slices.Contains(o.Recused, subject):
		return ErrInterest.With(o.Person.Name)
	}
	return nil
}

// Officers lists everybody who on a day holds a post in a unit that inspects,
// certified or not, in the order they were entered; a home has hundreds, and
// a draw wants them all.
func Officers(ctx context.Context, tx *store.Tx, day string) ([]Officer, error) {
	return officers(ctx, tx, day, "")
}

// CertifiedOn returns one person as an officer of that day. A person whose
// only posts are in units that may not inspect gets ErrCoordinates, one
// without a post ErrNotPosted, one without a valid certificate ErrCertificate.
func CertifiedOn(ctx context.Context, tx *store.Tx, who, day string) (Officer, error) {
	os, err := officers(ctx, tx, day, who)
	if err != nil {
		return Officer{}, err
	}
	if len(os) == 1 {
		return os[0], os[0].May("")
	}
	p, err := GetPerson(ctx, tx, who)
	if err != nil {
		return Officer{}, err
	}
	posts, err := Posts(ctx, tx, who, day)
	if err != nil {
		return Officer{}, err
	}
	if len(posts) > 0 {
		return Officer{Person: p}, ErrCoordinates.With(p.Name)
	}
	return Officer{Person: p}, ErrNotPosted.With(p.Name)
}

// officers gathers people, posts, certificates and recusals in four reads.
func officers(ctx context.Context, tx *store.Tx, day, who string) ([]Officer, error) {
	posts, err := all(ctx, tx, scanPost, `SELECT `+postColumns+`
		WHERE o.home = $1 AND ($3 = '' OR o.person = $3) AND o.from_day <= $2 AND (o.until_day = '' OR $2 < o.until_day) ORDER BY o.person, o.id`,
		tx.Actor.Home, day, who)
	if err != nil {
		return nil, err
	}
	people, err := all(ctx, tx, scanPerson, `SELECT id, name, phones, version FROM org_person
		WHERE home = $1 AND ($2 = '' OR id = $2) ORDER BY id`, tx.Actor.Home, who)
	if err != nil {
		return nil, err
	}
	certificates, err := all(ctx, tx, scanCertificate, `SELECT `+certificateColumns+` FROM org_certificate
		WHERE home = $1 AND ($2 = '' OR person = $2) ORDER BY id`, tx.Actor.Home, who)
	if err != nil {
		return nil, err
	}
	recusals, err := all(ctx, tx, scanRecusal, `SELECT `+recusalColumns+` FROM org_recusal
		WHERE home = $1 AND ($2 = '' OR person = $2) AND lifted_at = 0 ORDER BY subject`, tx.Actor.Home, who)
	if err != nil {
		return nil, err
	}
	return gather(day, people, posts, certificates, recusals), nil
}

func gather(day string, people []Person, posts []Post, certificates []Certificate, recusals []Recusal) []Officer {
	at := map[string]*Officer{}
	for _, p := range people {
		at[p.ID] = &Officer{Person: p, Posts: []Post{}, Certificates: []Certificate{}, Recused: []string{}}
	}
	for _, p := range posts {
		if o := at[p.Person]; p.Kind.Inspects() {
			o.Posts = append(o.Posts, p)
		}
	}
	for _, c := range certificates {
		if o := at[c.Person]; c.On(day) {
			o.Certificates = append(o.Certificates, c)
		}
	}
	for _, r := range recusals {
		o := at[r.Person]
		if r.Subject == "" {
			o.Unsettled++
		} else if !slices.Contains(o.Recused, r.Subject) {
			o.Recused = append(o.Recused, r.Subject)
		}
	}
	out := []Officer{}
	for _, p := range people {
		if o := at[p.ID]; len(o.Posts) > 0 {
			out = append(out, *o)
		}
	}
	return out
}
