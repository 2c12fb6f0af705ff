package api

import (
	"context"
	"net/http"
	"regexp"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"

	"github.com/danielgtaylor/huma/v2"
)

// cookie carries the session. __Host- would bind it to TLS, which a county's
// inner network may not have.
const cookie = "zhiye_session"

type whoKey struct{}

// who is the principal of a request and the home it is about.
type who struct {
	principal auth.Principal
	actor     store.Actor
}

// actor is who acts, in the home of the path.
func actor(ctx context.Context) store.Actor {
	w, _ := ctx.Value(whoKey{}).(who)
	return w.actor
}

func principal(ctx context.Context) auth.Principal {
	w, _ := ctx.Value(whoKey{}).(who)
	return w.principal
}

// door lets through who has a session and the permission in the path's home.
func (s *server) door(o op) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		p, err := s.Auth.Resolve(c.Context(), token(c))
		if err == nil {
			remember(c.Context(), func(s *Seen) { s.Who, s.Home = p.Actor().ID, c.Param("home") })
			err = mayEnter(p, o, c.Param("home"))
		}
		if err != nil {
			refuse(c, err)
			return
		}
		a := p.Actor()
		a.Home = c.Param("home")
		next(huma.WithValue(c, whoKey{}, who{p, a}))
	}
}

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

// mayEnter is nil for who may use an operation in a home. Nobody writes in
// another home than the own one, whatever the permission: one act, one home.
func mayEnter(p auth.Principal, o op, home string) error {
	if !sixDigits.MatchString(home) || o.method != http.MethodGet && home != p.Home {
		return auth.ErrMay.With(home)
	}
	return p.May(o.permission, home)
}

func token(c huma.Context) auth.Token {
	k, err := huma.ReadCookie(c, cookie)
	if err != nil {
		return ""
	}
	return auth.Token(k.Value)
}

// refuse answers before a handler has run.
func refuse(c huma.Context, err error) {
	p := problem(c.Context(), err).(*Problem)
	c.SetHeader("Content-Type", "application/problem+json")
	c.SetStatus(p.Status)
	writeJSON(c.BodyWriter(), p)
}

// set puts a session into the browser, or takes it out when t is empty.
func (s *server) set(t auth.Token) http.Cookie {
	k := http.Cookie{Name: cookie, Value: string(t), Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	if t == "" {
		k.MaxAge = -1
	}
	return k
}
