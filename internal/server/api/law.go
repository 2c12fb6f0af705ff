package api

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/species"

	"github.com/danielgtaylor/huma/v2"
)

// law registers the law desk, which reads and keeps nothing.
func (s *server) law() {
	register(s, op{method: http.MethodPost, path: "/law/assess", id: "assess-law", permission: "law.consult"}, s.DB.Look, assess)
	look(s, "/law/articles", "get-law-article", "law.consult", func(_ context.Context, _ *store.Tx, in *struct {
		Ref string `query:"ref" required:"true" maxLength:"100" doc:"LAW:ART or LAW:ART.PARA"`
	}) (law.Text, error) {
		return law.Article(in.Ref)
	})
	look(s, "/law/violations", "list-violations", "law.consult", func(context.Context, *store.Tx, *struct{}) (list[provision], error) {
		return list[provision]{Items: provisions()}, nil
	})
	look(s, "/law/species", "find-species", "law.consult", findSpecies)
	look(s, "/law/lists", "list-species-lists", "law.consult", func(context.Context, *store.Tx, *struct{}) (list[species.List], error) {
		return list[species.List]{Items: species.Lists()}, nil
	})
	look(s, "/law/doubts", "list-law-doubts", "law.consult", func(context.Context, *store.Tx, *struct{}) (list[law.Doubt], error) {
		return list[law.Doubt]{Items: law.Doubts()}, nil
	})
}

// facts is a record as the contract has it. The law desk reads it, because it
// says what is wrong in words a person understands, and so any object is let in.
type facts struct{ raw json.RawMessage }

// UnmarshalJSON keeps the record as it came.
func (f *facts) UnmarshalJSON(b []byte) error { return f.raw.UnmarshalJSON(b) }

// MarshalJSON writes it, for the digest of a request.
func (f facts) MarshalJSON() ([]byte, error) { return f.raw.MarshalJSON() }

// Schema is an object of any keys.
func (facts) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "a record of the law desk (LawCase); id may be absent"}
}

// read is the record; one without an id, as a page has none, gets a dash.
func (f facts) read() (law.Case, error) {
	c, err := law.Read(f.raw)
	c.ID = cmp.Or(c.ID, "-")
	return c, err
}

// advice is an assessment with the texts it rests on.
type advice struct {
	Assessment law.Assessment  `json:"assessment"`
	Review     []string        `json:"review" doc:"why 法制审核 or 集体讨论 is due"`
	Labels     []provisionName `json:"labels" doc:"what the violations are called, in their order"`
	Articles   []law.Text      `json:"articles"`
	Lists      []species.List  `json:"lists"`
}

// provisionName is what a violation is called.
type provisionName struct {
	Code  string `json:"code"`
	Sub   string `json:"sub,omitempty"`
	Label string `json:"label"`
}

func assess(_ context.Context, tx *store.Tx, in *struct{ Body facts }) (advice, error) {
	c, err := in.Body.read()
	if err != nil {
		return advice{}, err
	}
	out, err := law.Assess(c, calendar.Day(tx.Today()))
	if err != nil {
		return advice{}, err
	}
	return advised(out)
}

// advised opens every article an assessment names.
func advised(out law.Assessment) (a advice, err error) {
	a.Assessment, a.Review, a.Lists = out, out.Review, species.Lists()
	var refs []string
	for _, v := range out.Violations {
		refs = append(refs, v.Refs()...)
		a.Labels = append(a.Labels, provisionName{v.Code, v.Sub, v.Label})
	}
	refs = append(refs, out.Criminal.Articles...)
	for i, r := range refs {
		if slices.Contains(refs[:i], r) {
			continue
		}
		t, err := law.Article(r)
		if err != nil {
			return a, err
		}
		a.Articles = append(a.Articles, t)
	}
	return a, nil
}

// provision is a violation of the catalogue, with its editions.
type provision struct {
	Code     string          `json:"code"`
	Sub      string          `json:"sub,omitempty"`
	Title    string          `json:"title"`
	Editions []law.Provision `json:"editions"`
	Assessed bool            `json:"assessed"`
}

func provisions() (out []provision) {
	for _, p := range law.Catalogue() {
		i := slices.IndexFunc(out, func(o provision) bool { return o.Code == p.Code && o.Sub == p.Sub })
		if i < 0 {
			i, out = len(out), append(out, provision{Code: p.Code, Sub: p.Sub, Title: p.Label})
		}
		out[i].Editions, out[i].Assessed = append(out[i].Editions, p), out[i].Assessed || p.Assessed
	}
	return out
}

// animals is what a name may mean.
type animals struct {
	Sure       bool     `json:"sure"`
	Part       string   `json:"part"`
	Candidates []animal `json:"candidates"`
	Nearest    []string `json:"nearest"`
	Warnings   []string `json:"warnings"`
}

// animal is one of them, with its card.
type animal struct {
	Name      string            `json:"name"`
	Latin     string            `json:"latin"`
	Class     species.Class     `json:"class"`
	ClassText string            `json:"class_text"`
	Authority species.Authority `json:"authority"`
	WildOnly  bool              `json:"wild_only"`
	List      string            `json:"list"`
	Matched   string            `json:"matched"`
	Kind      string            `json:"kind"`
	Card      card              `json:"card"`
}

// card is what an officer needs of an animal at a stall.
type card struct {
	species.Card
	LookAt []string `json:"look_at" doc:"animals it is taken for, in words"`
}

func findSpecies(_ context.Context, tx *store.Tx, in *struct {
	Q       string `query:"q" required:"true" maxLength:"200"`
	Latin   string `query:"latin" maxLength:"200"`
	Day     string `query:"day" doc:"of the act; today when empty"`
	Captive bool   `query:"captive"`
}) (animals, error) {
	if in.Day == "" {
		in.Day = tx.Today()
	}
	if !calendar.Day(in.Day).Valid() {
		return animals{}, law.ErrCase.With("day：“" + in.Day + "”不是日期，请按年-月-日填写")
	}
	found := species.Find(species.Query{Name: in.Q, Latin: in.Latin, Day: in.Day, Captive: in.Captive})
	out := animals{Sure: found.Sure, Part: found.Part, Nearest: found.Nearest, Warnings: found.Warnings}
	for _, c := range found.Candidates {
		out.Candidates = append(out.Candidates, animalOf(c))
	}
	return out, nil
}

func animalOf(c species.Candidate) animal {
	k := card{Card: species.CardOf(c.Entry)}
	for _, a := range k.Alike {
		k.LookAt = append(k.LookAt, "与"+a.Name+"（"+a.Text+"）区分")
	}
	return animal{Name: k.Name, Latin: k.Latin, Class: c.Entry.Class, ClassText: k.Class, Authority: c.Entry.Authority, WildOnly: c.Entry.WildOnly,
		List: c.Entry.List, Matched: c.Matched, Kind: c.Kind, Card: k}
}
