package inspection

import (
	"context"
	"errors"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
)

// Officer is a person as the gate sees him: everything that holds or ever held,
// for it asks about the day of the visit.
type Officer struct {
	Person       string // "person:…"; empty when nobody is found
	Certificates []org.Certificate
	Posts        []org.Post
	Recused      []string // subjects to keep away from
}

// officer finds a person by "person:…" or by certificate number; nobody is the
// zero Officer.
func officer(ctx context.Context, tx *store.Tx, key string) (Officer, error) {
	p, err := named(ctx, tx, key)
	if errors.Is(err, org.ErrNotFound) {
		return Officer{}, nil
	}
	if err != nil {
		return Officer{}, err
	}
	o := Officer{Person: "person:" + p.ID}
	if o.Certificates, err = org.Certificates(ctx, tx, p.ID); err != nil {
		return Officer{}, err
	}
	if o.Posts, err = org.Service(ctx, tx, p.ID); err != nil {
		return Officer{}, err
	}
	rs, err := org.Recusals(ctx, tx, p.ID)
	for _, r := range rs {
		if r.Subject != "" {
			o.Recused = append(o.Recused, r.Subject)
		}
	}
	return o, err
}

func named(ctx context.Context, tx *store.Tx, key string) (org.Person, error) {
	if id, ok := strings.CutPrefix(key, "person:"); ok {
		return org.GetPerson(ctx, tx, id)
	}
	p, err := org.PersonCertified(ctx, tx, key)
	if digits := strings.TrimFunc(key, func(r rune) bool { return r < '0' || r > '9' }); errors.Is(err, org.ErrNotFound) && digits != key && digits != "" {
		return org.PersonCertified(ctx, tx, digits) // the ledger keeps 赣D040211 without its letters
	}
	return p, err
}
