package api

import (
	"context"
	"net/http"
	"slices"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/pure/region"

	"github.com/danielgtaylor/huma/v2"
)

// session registers signing in and out: the only operations that ask for no
// permission, because they are how one comes by it.
func (s *server) session() {
	open(s, http.MethodPost, "", "sign-in", s.signIn)
	open(s, http.MethodGet, "", "who-am-i", s.whoAmI)
	open(s, http.MethodDelete, "", "sign-out", s.signOut)
	open(s, http.MethodPost, "/post", "use-post", s.usePost)
	open(s, http.MethodPost, "/password", "change-password", s.changePassword)
	open(s, http.MethodPost, "/totp", "enrol-factor", s.enrol)
	open(s, http.MethodPost, "/totp/confirm", "confirm-factor", s.confirm)
}

// open registers an operation of the session itself.
func open[I, O any](s *server, method, path, id string, do func(context.Context, *I) (*O, error)) {
	huma.Register(s.api, huma.Operation{
		OperationID: id, Method: method, Path: "/api/v1/session" + path, MaxBodyBytes: 64 << 10,
		Errors: []int{401, 422, 503}, Tags: []string{"session"},
	}, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		if err != nil {
			return nil, problem(ctx, err)
		}
		return out, nil
	})
}

// Bearer is the session cookie of a request.
type Bearer struct {
	Session string `cookie:"zhiye_session"`
}

func (b Bearer) token() auth.Token { return auth.Token(b.Session) }

// signedIn answers with who one is, and a cookie where the session is new.
type signedIn struct {
	Cookie http.Cookie `header:"Set-Cookie"`
	Body   sitting
}

// signed answers with who one is.
type signed struct{ Body sitting }

// sitting is who is signed in and what they may do in their own home, and once
// more in the words a page shows.
type sitting struct {
	auth.Principal
	Person     string   `json:"person"`
	HomeName   string   `json:"home_name"`
	Unit       string   `json:"unit"`
	UnitName   string   `json:"unit_name"`
	Department string   `json:"department"`
	Roles      []string `json:"roles"`
	MustChange bool     `json:"must_change"`
	TOTP       bool     `json:"totp" doc:"a second factor has been set up"`
}

func sit(p auth.Principal) sitting {
	s := sitting{
		Principal: p, Person: p.Account.Person, HomeName: region.All().Name(region.Code(p.Home + "000000")),
		Unit: p.Post.Unit, UnitName: p.Post.Name, Department: p.Post.Department,
		Roles: []string{}, MustChange: slices.Contains(p.Due, auth.DuePassword), TOTP: p.Factor,
	}
	for _, g := range p.Grants {
		s.Roles = append(s.Roles, g.Role)
	}
	return s
}

type signInInput struct {
	Bearer
	Body struct {
		Login    string `json:"login" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"1" maxLength:"256"`
		Code     string `json:"code,omitempty" maxLength:"32" doc:"second factor or recovery code, when asked for"`
	}
}

func (s *server) signIn(ctx context.Context, in *signInInput) (*signedIn, error) {
	t, p, err := s.Auth.SignIn(ctx, auth.Try{Login: in.Body.Login, Password: in.Body.Password, Code: in.Body.Code, Old: in.token(), Address: address(ctx)})
	if err != nil {
		return nil, err
	}
	return &signedIn{s.set(t), sit(p)}, nil
}

func (s *server) whoAmI(ctx context.Context, in *Bearer) (*signed, error) {
	p, err := s.Auth.Resolve(ctx, in.token())
	return &signed{sit(p)}, err
}

func (s *server) signOut(ctx context.Context, in *Bearer) (*struct {
	Cookie http.Cookie `header:"Set-Cookie"`
}, error) {
	err := s.Auth.SignOut(ctx, in.token())
	return &struct {
		Cookie http.Cookie `header:"Set-Cookie"`
	}{s.set("")}, err
}

func (s *server) usePost(ctx context.Context, in *struct {
	Bearer
	Body struct {
		Unit string `json:"unit"`
	}
}) (*signed, error) {
	p, err := s.Auth.UsePost(ctx, in.token(), in.Body.Unit)
	return &signed{sit(p)}, err
}

func (s *server) changePassword(ctx context.Context, in *struct {
	Bearer
	Body struct {
		Old string `json:"old" maxLength:"256"`
		New string `json:"new" maxLength:"256"`
	}
}) (*signedIn, error) {
	t, err := s.Auth.ChangePassword(ctx, in.token(), in.Body.Old, in.Body.New)
	if err != nil {
		return nil, err
	}
	p, err := s.Auth.Resolve(ctx, t)
	return &signedIn{s.set(t), sit(p)}, err
}

func (s *server) enrol(ctx context.Context, in *struct {
	Bearer
	Body struct {
		Password string `json:"password" maxLength:"256"`
	}
}) (*struct{ Body auth.Enrolment }, error) {
	e, err := s.Auth.Enrol(ctx, in.token(), in.Body.Password)
	return &struct{ Body auth.Enrolment }{e}, err
}

// codes are recovery codes, shown once.
type codes struct {
	Codes []string `json:"codes" nullable:"false"`
}

func (s *server) confirm(ctx context.Context, in *struct {
	Bearer
	Body struct {
		Code string `json:"code" maxLength:"16"`
	}
}) (*struct{ Body codes }, error) {
	c, err := s.Auth.ConfirmFactor(ctx, in.token(), in.Body.Code)
	return &struct{ Body codes }{codes{c}}, err
}
