package auth

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
)

// Slip is what is printed and handed to a person: the password is shown here
// and nowhere again. Refused says why no account was opened.
type Slip struct {
	Person   string `json:"person"`
	Name     string `json:"name"`
	Login    string `json:"login"`
	Password string `json:"password,omitempty"`
	Refused  string `json:"refused,omitempty"`
}

// slipsPerAct keeps an act short.
const slipsPerAct = 100

// OpenAll opens an account for every officer who has none, under the login
// SuggestLogin finds, with a password for once each. Running it again opens
// only what is missing.
func (g *Guard) OpenAll(ctx context.Context, by store.Actor, officers []org.Officer) ([]Slip, error) {
	slips := make([]Slip, len(officers))
	if err := g.db.Look(ctx, by, func(tx *store.Tx) (err error) {
		for i, o := range officers {
			if slips[i], err = slipFor(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	hashes, err := g.handOut(ctx, slips)
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(slips); from += slipsPerAct {
		to := min(from+slipsPerAct, len(slips))
		if err := g.openSome(ctx, by, slips[from:to], hashes[from:to]); err != nil {
			return nil, err
		}
	}
	return slips, nil
}

// slipFor prepares one person's slip.
func slipFor(ctx context.Context, tx *store.Tx, o org.Officer) (Slip, error) {
	s := Slip{Person: o.Person.ID, Name: o.Person.Name}
	a, err := AccountOf(ctx, tx, o.Person.ID)
	if err == nil {
		s.Login, s.Refused = a.Login, ErrTwin.Text
		return s, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return s, err
	}
	s.Login, err = SuggestLogin(ctx, tx, o)
	return s, err
}

// SuggestLogin is a login nobody has yet: the certificate number, else the
// first phone, else the end of the person's id.
func SuggestLogin(ctx context.Context, tx *store.Tx, o org.Officer) (string, error) {
	var wishes []string
	for _, c := range o.Certificates {
		wishes = append(wishes, c.Number)
	}
	phones, err := org.PhonesOf(ctx, tx, o.Person.ID)
	if err != nil {
		return "", err
	}
	wishes = append(wishes, phones...)
	wishes = append(wishes, "u"+o.Person.ID[max(0, len(o.Person.ID)-9):], "u"+o.Person.ID)
	for _, w := range wishes {
		login, err := loginForm(w)
		if err != nil {
			continue
		}
		if _, err := credentialOf(ctx, tx, login); errors.Is(err, ErrNotFound) {
			return login, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", ErrLogin
}

// handOut makes a password and its hash for every slip that is not refused.
func (g *Guard) handOut(ctx context.Context, slips []Slip) ([]Hash, error) {
	hashes, errs := make([]Hash, len(slips)), make([]error, len(slips))
	var wait sync.WaitGroup
	for i := range slips {
		if slips[i].Refused != "" {
			continue
		}
		slips[i].Password = OneTimePassword()
		wait.Go(func() { hashes[i], errs[i] = g.Hash(ctx, slips[i].Password) })
	}
	wait.Wait()
	return hashes, errors.Join(errs...)
}

// errNone gives up an act that opened nothing.
var errNone = errors.New("auth: nothing was opened")

// openSome opens the accounts of some slips in one act. A login or a person
// that was taken meanwhile is written on the slip.
func (g *Guard) openSome(ctx context.Context, by store.Actor, slips []Slip, hashes []Hash) error {
	var became []Slip
	err := g.db.Act(ctx, by, func(tx *store.Tx) error {
		became = slices.Clone(slips)
		none := true
		for i, s := range became {
			if s.Refused != "" {
				continue
			}
			_, err := Open(ctx, tx, Opening{Person: s.Person, Login: s.Login, Hash: hashes[i]})
			switch {
			case errors.Is(err, ErrLogin):
				became[i].Password, became[i].Refused = "", ErrLogin.Text
			case errors.Is(err, ErrTwin):
				became[i].Password, became[i].Refused = "", ErrTwin.Text
			case err != nil:
				return err
			default:
				none = false
			}
		}
		if none {
			return errNone
		}
		return nil
	})
	if err != nil && !errors.Is(err, errNone) {
		return err
	}
	copy(slips, became)
	return nil
}

// String keeps the password of a slip out of logs.
func (s Slip) String() string { return strings.TrimSpace(s.Person + " " + s.Login + " " + s.Refused) }
