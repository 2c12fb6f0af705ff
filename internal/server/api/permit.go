package api

import (
	"context"
	"net/http"
	"strings"

	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// permit registers papers with their balances, marks, and what verifying found.
func (s *server) permit() {
	look(s, "/permits", "list-permits", "registry.read", listPermits)
	look(s, "/permits/covers", "covers-permit", "registry.read", coversPermit)
	look(s, "/permits/{id}", "get-permit", "registry.read", getPermit)
	act(s, op{method: http.MethodPost, path: "/permits", id: "register-permit", permission: "permit.edit", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[permit.Permit]) (permit.Permit, error) {
			return permit.Register(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/permits/{id}/correct", id: "correct-permit", permission: "permit.edit"},
		func(ctx context.Context, tx *store.Tx, in *replaced[permit.Permit]) (permit.Permit, error) {
			in.Body.record.ID = in.ID
			return permit.Amend(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/permits/{id}/revoke", id: "revoke-permit", permission: "permit.edit"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64  `json:"version"`
				Day     string `json:"day" doc:"first day on which it is no longer valid"`
				Reason  string `json:"reason"`
			}
		}) (permit.Permit, error) {
			return permit.Revoke(ctx, tx, in.ID, in.Body.Version, in.Body.Day, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/permits/{id}/move", id: "move-permit", permission: "permit.edit", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[permit.Movement]) (permit.Movement, error) {
			in.Body.record.Permit = in.ID
			return permit.Move(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/movements/{id}/withdraw", id: "withdraw-movement", permission: "permit.edit"},
		func(ctx context.Context, tx *store.Tx, in *because) (permit.Movement, error) {
			return permit.Unmove(ctx, tx, in.ID, in.Body.Reason)
		})
	verify := func(kind string) {
		act(s, op{method: http.MethodPost, path: "/" + kind + "s/{id}/verify", id: "verify-" + kind, permission: "permit.edit", status: 201},
			func(ctx context.Context, tx *store.Tx, in *under[permit.Verification]) (permit.Verification, error) {
				in.Body.record.About = ref.Of(kind, in.ID)
				return permit.Verify(ctx, tx, in.Body.record)
			})
	}
	verify("permit")
	verify("mark")
	s.marks()
}

// marks registers special marks.
func (s *server) marks() {
	look(s, "/marks", "list-marks", "registry.read", listMarks)
	look(s, "/marks/{id}", "get-mark", "registry.read", getMark)
	look(s, "/permits/{id}/marks", "list-permit-marks", "registry.read", func(ctx context.Context, tx *store.Tx, in *struct {
		ID string `path:"id"`
		store.Page
	}) (list[permit.Mark], error) {
		items, next, err := permit.Marks(ctx, tx, permit.MarkFilter{Permit: in.ID}, in.Page)
		return list[permit.Mark]{items, next}, err
	})
	act(s, op{method: http.MethodPost, path: "/permits/{id}/marks", id: "register-permit-mark", permission: "permit.edit", status: 201},
		func(ctx context.Context, tx *store.Tx, in *under[permit.Mark]) (permit.Mark, error) {
			in.Body.record.Permit = in.ID
			return permit.RegisterMark(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/marks", id: "register-mark", permission: "permit.edit", status: 201},
		func(ctx context.Context, tx *store.Tx, in *created[permit.Mark]) (permit.Mark, error) {
			return permit.RegisterMark(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/marks/{id}/bind", id: "bind-mark", permission: "permit.edit"},
		func(ctx context.Context, tx *store.Tx, in *replaced[permit.Mark]) (permit.Mark, error) {
			return permit.BindMark(ctx, tx, in.ID, in.Body.record.Version, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/marks/{id}/void", id: "void-mark", permission: "permit.edit"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version    int64  `json:"version"`
				Reason     string `json:"reason"`
				ReplacedBy string `json:"replaced_by,omitempty" doc:"id of the mark that takes its place"`
			}
		}) (permit.Mark, error) {
			return permit.VoidMark(ctx, tx, in.ID, in.Body.Version, in.Body.Reason, in.Body.ReplacedBy)
		})
}

func listPermits(ctx context.Context, tx *store.Tx, in *struct {
	permit.Filter
	store.Page
}) (list[permitShown], error) {
	ps, next, err := permit.List(ctx, tx, in.Filter, in.Page)
	if err != nil {
		return list[permitShown]{}, err
	}
	out := list[permitShown]{Next: next}
	for _, p := range ps {
		shown, err := showPermit(ctx, tx, p)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, shown)
	}
	return out, nil
}

// permitShown is a permit with what it is worth today and what is left.
type permitShown struct {
	permit.Permit
	Standing permit.Standing  `json:"standing" doc:"today"`
	Balances []permit.Balance `json:"balances" doc:"today, a row for each line"`
}

func showPermit(ctx context.Context, tx *store.Tx, p permit.Permit) (permitShown, error) {
	bs, err := permit.Balances(ctx, tx, p, tx.Today())
	return permitShown{p, p.On(tx.Today()), bs}, err
}

// permitDossier is a permit with everything that happened to it.
type permitDossier struct {
	Permit        permitShown           `json:"permit"`
	Movements     []permit.Movement     `json:"movements"`
	Marks         []permit.Mark         `json:"marks" doc:"the newest hundred"`
	Verifications []permit.Verification `json:"verifications"`
}

func getPermit(ctx context.Context, tx *store.Tx, in *byID) (d permitDossier, err error) {
	p, err := permit.Get(ctx, tx, in.ID)
	if err != nil {
		return d, err
	}
	if d.Permit, err = showPermit(ctx, tx, p); err != nil {
		return d, err
	}
	if d.Movements, err = permit.Movements(ctx, tx, in.ID); err != nil {
		return d, err
	}
	if d.Marks, _, err = permit.Marks(ctx, tx, permit.MarkFilter{Permit: in.ID}, store.Page{Limit: 100}); err != nil {
		return d, err
	}
	d.Verifications, err = permit.Verifications(ctx, tx, p.Ref())
	return d, err
}

// papers says whether somebody's papers cover a thing, for each purpose.
type papers struct {
	Permit     permit.Cover    `json:"permit"`
	Provenance permit.Cover    `json:"provenance"`
	Quarantine permit.Cover    `json:"quarantine"`
	Marking    *permit.Marking `json:"marking,omitempty"`
}

func coversPermit(ctx context.Context, tx *store.Tx, in *struct {
	Holder  ref.Ref `query:"holder" doc:"subject:…"`
	Name    string  `query:"name" doc:"of the holder, as printed"`
	Species string  `query:"species" required:"true"`
	Latin   string  `query:"latin"`
	Day     string  `query:"day" doc:"of the act; today when empty"`
	Qty     string  `query:"qty"`
	Unit    string  `query:"unit"`
	Origin  string  `query:"origin" doc:"wild, captive, unknown"`
	Act     string  `query:"act" doc:"of the law desk; sell when empty"`
	Mark    string  `query:"mark" doc:"number of the mark it carries"`
}) (out papers, err error) {
	if in.Day == "" {
		in.Day = tx.Today()
	}
	if in.Act == "" {
		in.Act = "sell"
	}
	for purpose, into := range map[permit.Purpose]*permit.Cover{
		permit.ForPermit: &out.Permit, permit.ForProvenance: &out.Provenance, permit.ForQuarantine: &out.Quarantine,
	} {
		if *into, err = permit.Covers(ctx, tx, permit.Query{Holder: in.Holder, Name: in.Name, Species: in.Species, Latin: in.Latin, Day: in.Day,
			Qty: in.Qty, Unit: in.Unit, Origin: in.Origin, Act: in.Act, Purpose: purpose}); err != nil {
			return out, err
		}
	}
	if strings.TrimSpace(in.Mark) == "" {
		return out, nil
	}
	m, err := permit.MarkOn(ctx, tx, in.Mark, in.Day)
	out.Marking = &m
	return out, err
}

func listMarks(ctx context.Context, tx *store.Tx, in *struct {
	permit.MarkFilter
	store.Page
}) (list[permit.Mark], error) {
	items, next, err := permit.Marks(ctx, tx, in.MarkFilter, in.Page)
	return list[permit.Mark]{items, next}, err
}

// markDossier is a mark with what verifying it found.
type markDossier struct {
	Mark          permit.Mark           `json:"mark"`
	Verifications []permit.Verification `json:"verifications"`
}

func getMark(ctx context.Context, tx *store.Tx, in *byID) (d markDossier, err error) {
	if d.Mark, err = permit.GetMark(ctx, tx, in.ID); err != nil {
		return d, err
	}
	d.Verifications, err = permit.Verifications(ctx, tx, d.Mark.Ref())
	return d, err
}
