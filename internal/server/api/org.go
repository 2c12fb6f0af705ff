package api

import (
	"context"
	"net/http"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/region"
)

// org registers units, people, certificates, contacts and recusals.
func (s *server) org() {
	s.units()
	s.people()
	s.recusals()
	look(s, "/contacts", "list-contacts", "org.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Unit string `query:"unit"`
	}) (list[org.Contact], error) {
		cs, err := org.Contacts(ctx, tx, in.Unit)
		return list[org.Contact]{Items: cs}, err
	})
	look(s, "/contacts/{id}/phones", "read-contact-phones", "org.phone", func(ctx context.Context, tx *store.Tx, in *byID) (phones, error) {
		p, err := org.ContactPhones(ctx, tx, in.ID)
		return phones{p}, err
	})
	act(s, op{method: http.MethodPost, path: "/contacts", id: "name-contact", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			Body struct {
				Unit   string   `json:"unit"`
				Name   string   `json:"name"`
				Title  string   `json:"title,omitempty"`
				Phones []string `json:"phones,omitempty"`
				Role   string   `json:"role,omitempty" enum:",A,B"`
			}
		}) (org.Contact, error) {
			b := in.Body
			c, _, err := org.NameContact(ctx, tx, org.Contact{Unit: b.Unit, Name: b.Name, Title: b.Title, Phones: b.Phones, Role: b.Role})
			return c, err
		})
	act(s, op{method: http.MethodPost, path: "/contacts/{id}/dismiss", id: "dismiss-contact", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *byID) (org.Contact, error) {
			return org.DismissContact(ctx, tx, in.ID)
		})
}

// phones are whole phone numbers, for those who may call.
type phones struct {
	Phones []string `json:"phones"`
}

func (s *server) units() {
	look(s, "/units", "list-units", "org.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (list[org.Unit], error) {
		us, err := org.Units(ctx, tx)
		return list[org.Unit]{Items: us}, err
	})
	look(s, "/divisions", "list-divisions", "org.read", func(_ context.Context, tx *store.Tx, _ *struct{}) (list[division], error) {
		return list[division]{Items: townships(tx.Actor.Home)}, nil
	})
	look(s, "/names", "list-names", "org.read", func(ctx context.Context, tx *store.Tx, _ *struct{}) (map[string]string, error) {
		return org.Names(ctx, tx)
	})
	act(s, op{method: http.MethodPost, path: "/units", id: "open-unit", permission: "org.manage", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			Body struct {
				Kind       org.Kind `json:"kind"`
				Department string   `json:"department,omitempty"`
				Name       string   `json:"name"`
				Region     string   `json:"region,omitempty"`
				Parent     string   `json:"parent,omitempty"`
			}
		}) (org.Unit, error) {
			b := in.Body
			return org.OpenUnit(ctx, tx, org.Unit{Kind: b.Kind, Department: b.Department, Name: b.Name, Region: b.Region, Parent: b.Parent})
		})
	act(s, op{method: http.MethodPost, path: "/units/{id}/rename", id: "rename-unit", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64  `json:"version"`
				Name    string `json:"name"`
			}
		}) (org.Unit, error) {
			return org.RenameUnit(ctx, tx, in.ID, in.Body.Name, in.Body.Version)
		})
	act(s, op{method: http.MethodPost, path: "/units/{id}/close", id: "close-unit", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *edit) (org.Unit, error) {
			return org.CloseUnit(ctx, tx, in.ID, in.Body.Version)
		})
}

// division is a township of the home.
type division struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func townships(home string) []division {
	out := []division{}
	for _, d := range region.All().Townships(region.Code(home + "000000")) {
		out = append(out, division{string(d.Code), d.Name})
	}
	return out
}

func (s *server) people() {
	look(s, "/officers", "list-officers", "org.read", func(ctx context.Context, tx *store.Tx, in *struct {
		On string `query:"on" doc:"a day, YYYY-MM-DD; today where empty"`
	}) (list[org.Officer], error) {
		if in.On == "" {
			in.On = tx.Today()
		}
		os, err := org.Officers(ctx, tx, in.On)
		return list[org.Officer]{Items: os}, err
	})
	look(s, "/people", "list-people", "org.read", func(ctx context.Context, tx *store.Tx, in *struct {
		org.Filter
		store.Page
	}) (list[org.Person], error) {
		ps, next, err := org.People(ctx, tx, in.Filter, in.Page)
		return list[org.Person]{ps, next}, err
	})
	look(s, "/officers/{id}", "read-officer", "org.read", readPerson)
	look(s, "/officers/{id}/phones", "read-phones", "org.phone", func(ctx context.Context, tx *store.Tx, in *byID) (phones, error) {
		p, err := org.PhonesOf(ctx, tx, in.ID)
		return phones{p}, err
	})
	act(s, op{method: http.MethodPost, path: "/officers", id: "admit-officer", permission: "org.manage", status: http.StatusCreated}, admit)
	act(s, op{method: http.MethodPut, path: "/officers/{id}", id: "amend-officer", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64    `json:"version"`
				Name    string   `json:"name"`
				Phones  []string `json:"phones" doc:"whole numbers; all of them"`
			}
		}) (org.Person, error) {
			return org.Amend(ctx, tx, org.Person{ID: in.ID, Name: in.Body.Name, Phones: in.Body.Phones, Version: in.Body.Version})
		})
	act(s, op{method: http.MethodPost, path: "/officers/{id}/posts", id: "appoint", permission: "org.manage", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Unit  string `json:"unit"`
				Title string `json:"title,omitempty"`
				From  string `json:"from,omitempty" doc:"the first day; today where empty, 31 days ago at the earliest"`
			}
		}) (org.Post, error) {
			return org.AppointByHand(ctx, tx, org.Appointment{Person: in.ID, Unit: in.Body.Unit, Title: in.Body.Title, From: in.Body.From})
		})
	act(s, op{method: http.MethodPost, path: "/officers/{id}/leave", id: "leave-post", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Unit      string `json:"unit"`
				Day       string `json:"day" doc:"the first day no longer served"`
				Successor string `json:"successor,omitempty" doc:"the person who takes open work over"`
			}
		}) (flow.Left, error) {
			return flow.Leave(ctx, tx, in.ID, in.Body.Unit, in.Body.Day, in.Body.Successor)
		})
	act(s, op{method: http.MethodPost, path: "/officers/{id}/certificates", id: "certify", permission: "org.manage", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body certificate
		}) (org.Certificate, error) {
			c := in.Body.certificate()
			c.Person = in.ID
			out, _, err := org.CertifyByHand(ctx, tx, c)
			return out, err
		})
	act(s, op{method: http.MethodPost, path: "/certificates/{id}/revoke", id: "revoke-certificate", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *byID) (org.Certificate, error) {
			return org.Revoke(ctx, tx, in.ID)
		})
}

// person is a person with all posts, certificates and standing recusals.
type person struct {
	org.Person
	Posts        []org.Post        `json:"posts"`
	Certificates []org.Certificate `json:"certificates"`
	Recusals     []org.Recusal     `json:"recusals"`
}

func readPerson(ctx context.Context, tx *store.Tx, in *byID) (p person, err error) {
	if p.Person, err = org.GetPerson(ctx, tx, in.ID); err != nil {
		return p, err
	}
	if p.Posts, err = org.Service(ctx, tx, in.ID); err != nil {
		return p, err
	}
	if p.Certificates, err = org.Certificates(ctx, tx, in.ID); err != nil {
		return p, err
	}
	p.Recusals, err = org.Recusals(ctx, tx, in.ID)
	return p, err
}

// certificate is an enforcement certificate as somebody enters it.
type certificate struct {
	Number string   `json:"number"`
	Kind   string   `json:"kind,omitempty"`
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
	Items  []string `json:"items,omitempty"`
}

func (c certificate) certificate() org.Certificate {
	return org.Certificate{Number: c.Number, Kind: c.Kind, From: c.From, To: c.To, Items: c.Items}
}

func admit(ctx context.Context, tx *store.Tx, in *struct {
	Body struct {
		Name         string        `json:"name"`
		Unit         string        `json:"unit" doc:"its name; a unit nobody knows is opened"`
		Department   string        `json:"department,omitempty"`
		Region       string        `json:"region,omitempty"`
		Title        string        `json:"title,omitempty"`
		From         string        `json:"from,omitempty" doc:"the first day of the post; today where empty, 31 days ago at the earliest"`
		Phones       []string      `json:"phones,omitempty"`
		Certificates []certificate `json:"certificates,omitempty"`
	}
}) (org.Admission, error) {
	b := in.Body
	a := org.Arrival{Name: b.Name, Unit: b.Unit, Department: b.Department, Region: b.Region, Title: b.Title, From: b.From, Phones: b.Phones}
	for _, c := range b.Certificates {
		a.Certificates = append(a.Certificates, c.certificate())
	}
	return org.AdmitByHand(ctx, tx, a)
}

func (s *server) recusals() {
	look(s, "/recusals", "list-recusals", "org.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Person string `query:"person" doc:"whose; where empty, those whose words nobody has settled"`
	}) (list[org.Recusal], error) {
		if in.Person == "" {
			rs, err := org.Unsettled(ctx, tx)
			return list[org.Recusal]{Items: rs}, err
		}
		rs, err := org.Recusals(ctx, tx, in.Person)
		return list[org.Recusal]{Items: rs}, err
	})
	act(s, op{method: http.MethodPost, path: "/recusals", id: "declare-recusal", summary: "one's own; another's with org.manage", permission: "recusal.declare", status: http.StatusCreated},
		func(ctx context.Context, tx *store.Tx, in *struct {
			Body struct {
				Person  string `json:"person"`
				Subject string `json:"subject,omitempty"`
				Words   string `json:"words,omitempty"`
				Reason  string `json:"reason,omitempty"`
			}
		}) (org.Recusal, error) {
			b := in.Body
			if p := principal(ctx); b.Person != p.Account.Person {
				if err := p.May("org.manage", p.Home); err != nil {
					return org.Recusal{}, err
				}
			}
			r, _, err := org.Recuse(ctx, tx, org.Recusal{Person: b.Person, Subject: b.Subject, Words: b.Words, Reason: b.Reason})
			return r, err
		})
	act(s, op{method: http.MethodPost, path: "/recusals/{id}/settle", id: "settle-recusal", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Subject string `json:"subject"`
			}
		}) (org.Recusal, error) {
			return org.SettleRecusal(ctx, tx, in.ID, in.Body.Subject)
		})
	act(s, op{method: http.MethodPost, path: "/recusals/{id}/lift", id: "lift-recusal", permission: "org.manage"},
		func(ctx context.Context, tx *store.Tx, in *byID) (org.Recusal, error) {
			return org.LiftRecusal(ctx, tx, in.ID)
		})
}
