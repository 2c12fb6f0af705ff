package auth_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

// operator founds accounts from the command line.
var operator = store.Actor{ID: "cli:operator", Home: "360402"}

// world is a deployment with a clock of its own and people in it.
type world struct {
	*testing.T
	db    *store.DB
	guard *auth.Guard
	mu    sync.Mutex
	now   time.Time
}

// cheap is a policy tests can afford.
var cheap = auth.Policy{Memory: 64, Passes: 1, Floor: -1, Key: []byte("0123456789abcdef0123456789abcdef")}

func each(t *testing.T, p auth.Policy, fn func(w *world)) {
	t.Helper()
	storetest.Each(t, []store.Part{org.Part, auth.Part}, func(t *testing.T, db *store.DB) {
		w := &world{T: t, db: db, now: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)}
		db.Now = func() time.Time {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.now = w.now.Add(time.Microsecond)
			return w.now
		}
		var err error
		if w.guard, err = auth.New(db, p); err != nil {
			t.Fatal(err)
		}
		fn(w)
	})
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) act(by store.Actor, fn func(context.Context, *store.Tx) error) error {
	w.Helper()
	return w.db.Act(w.Context(), by, func(tx *store.Tx) error { return fn(w.Context(), tx) })
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// wants fails unless err is want.
func (w *world) wants(what string, err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Fatalf("%s: got %v, want %v", what, err, want)
	}
}

const chosen = "Lushan-2026 xue"

// officer is a person of a unit with an account and the password chosen.
type officer struct {
	person org.Person
	unit   org.Unit
	auth.Account
	login string
}

func (o officer) actor() store.Actor {
	return store.Actor{ID: "person:" + o.person.ID, Unit: o.unit.ID, Department: o.unit.Department, Home: "360402"}
}

// hire admits a person to a unit and opens an account called login.
func (w *world) hire(login, unit string) (o officer) {
	w.Helper()
	h, err := w.guard.Hash(w.Context(), "handed-out")
	w.must(err)
	w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
		a, err := org.Admit(ctx, tx, org.Arrival{Name: login, Unit: unit, Certificates: []org.Certificate{{Number: "9" + login, To: "2030-01-01"}}})
		if err != nil {
			return err
		}
		acc, err := auth.Open(ctx, tx, auth.Opening{Person: a.Person.ID, Login: login, Hash: h})
		o = officer{a.Person, a.Unit, acc, login}
		return err
	}))
	token, p, err := w.guard.SignIn(w.Context(), auth.Try{Login: login, Password: "handed-out"})
	w.must(err)
	if len(p.Due) != 1 || p.Due[0] != auth.DuePassword || p.Allows("desk.read", "360402") {
		w.Fatalf("a password handed out must be changed first: %+v", p)
	}
	token, err = w.guard.ChangePassword(w.Context(), token, "handed-out", chosen)
	w.must(err)
	w.must(w.guard.SignOut(w.Context(), token))
	return o
}

func (w *world) give(by store.Actor, g auth.Grant) (out auth.Grant, err error) {
	w.Helper()
	err = w.act(by, func(ctx context.Context, tx *store.Tx) (err error) { out, err = auth.Give(ctx, tx, g); return err })
	return out, err
}

func (w *world) signIn(login, password, code string) (auth.Token, error) {
	t, _, err := w.guard.SignIn(w.Context(), auth.Try{Login: login, Password: password, Code: code})
	return t, err
}
