// Package api serves the JSON API. A handler reads the request, performs one
// act or look and writes the answer; a decision made here is a decision in the
// wrong place.
//
// Every operation names the permission it asks for, and lives under a home.
// The door checks session, home and permission before the handler runs; an
// operation that names none cannot be registered. One file a capability.
package api

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/tally"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/mod/sumdb/note"
)

//go:embed schema/*.sql
var schema embed.FS

// Part keeps the answers to requests that may be sent twice.
var Part = store.Part{Name: "api", Schema: schema}

// Deps is what the API works with.
type Deps struct {
	DB     *store.DB
	Auth   *auth.Guard
	Tally  *tally.Tally
	Blobs  *blob.Disk
	Queue  *queue.Pool // works on the kinds of package jobs
	Spool  *blob.Disk  // files of jobs
	Signer note.Signer // signs the journal when a table is submitted; nil signs nothing
	Portal string      // address of the public pages, for QR codes; may be empty
	Secure bool        // cookies travel over TLS only
	Seen   func(Seen)  // hears of every request; nil hears nothing

	Room    Room           // for photos
	Proxies []netip.Prefix // peers whose X-Forwarded-For is believed; none for nobody
}

// New returns the API as a handler, and its description.
func New(d Deps) (http.Handler, *huma.OpenAPI) {
	mux := http.NewServeMux()
	cfg := huma.DefaultConfig("治野 zhiye", "1")
	cfg.DocsPath, cfg.SchemasPath, cfg.CreateHooks = "", "", nil // no links to a schema that is served to nobody
	cfg.OpenAPIPath = "/api/v1/openapi"
	cfg.Components.Schemas = describe(huma.NewMapRegistry("#/components/schemas/", named))
	s := &server{Deps: d, api: humago.New(mux, cfg)}
	for _, capability := range capabilities {
		capability(s)
	}
	mux.HandleFunc("/", nowhere)
	return originated(seen(guard(mux), d.Seen), d.Proxies), s.api.OpenAPI()
}

// capabilities register the operations, one function a file.
var capabilities = []func(*server){
	(*server).session,
	(*server).org,
	(*server).account,
	(*server).campaign,
	(*server).registry,
	(*server).imports,
	(*server).photo,
	(*server).desk, (*server).calendar,
	(*server).journal,
	(*server).inspection,
	(*server).plan,
	(*server).online,
	(*server).lead,
	(*server).casework,
	(*server).exhibit,
	(*server).transfer,
	(*server).outreach,
	(*server).table,
	(*server).spotcheck,
	(*server).jobs,
	(*server).writ,
	(*server).law,
	(*server).assessment,
	(*server).permit,
	(*server).zone,
	(*server).views,
}

type server struct {
	Deps
	api huma.API
}

// op describes an operation: what it is called and who may.
type op struct {
	method, path string
	id           string // "take-lead"
	summary      string
	permission   string
	status       int   // 0 for 200
	secret       bool  // the answer holds a secret: it is given once and kept nowhere
	limit        int64 // bytes of the body; 0 for 8 MiB
}

// verb is what a handler does inside its transaction.
type verb[I, O any] = func(ctx context.Context, tx *store.Tx, in *I) (O, error)

// act registers an operation that is one act of one home; sent twice under
// one Idempotency-Key it happens once.
func act[I, O any](s *server, o op, do verb[I, O]) {
	if !o.secret {
		do = once(o, do)
	}
	register(s, o, s.DB.Act, do)
}

// look registers an operation that reads.
func look[I, O any](s *server, path, id string, permission string, do verb[I, O]) {
	register(s, op{method: http.MethodGet, path: path, id: id, permission: permission}, s.DB.Look, do)
}

// transaction is an Act or a Look.
type transaction = func(context.Context, store.Actor, func(*store.Tx) error) error

func register[I, O any](s *server, o op, within transaction, do verb[I, O]) {
	handle(s, o, func(ctx context.Context, in *I) (out O, err error) {
		err = within(ctx, actor(ctx), func(tx *store.Tx) (err error) {
			out, err = do(ctx, tx, in)
			return err
		})
		return out, err
	})
}

// handle registers an operation that opens its transactions itself.
func handle[I, O any](s *server, o op, do func(context.Context, *I) (O, error)) {
	mustBeSeen(o, reflect.TypeFor[I]())
	huma.Register(s.api, s.replying(o, reflect.TypeFor[O]()), func(ctx context.Context, in *I) (*reply, error) {
		if err := s.proven(actor(ctx).Home, in); err != nil {
			return nil, problem(ctx, err)
		}
		body, err := do(ctx, in)
		if err != nil {
			return nil, problem(ctx, err)
		}
		fillLists(&body)
		return &reply{body}, nil
	})
}

// reply is what every operation answers with. Were it a type for each, huma
// would compile its fifteen kilobytes anew for every pair of input and reply.
type reply struct{ Body any }

// replying is the operation with its reply's schema, which reply hides.
func (s *server) replying(o op, body reflect.Type) huma.Operation {
	described := s.operation(o)
	status := cmp.Or(o.status, http.StatusOK)
	schema := s.api.OpenAPI().Components.Schemas.Schema(body, true, o.id+"-response")
	described.Responses = map[string]*huma.Response{strconv.Itoa(status): {
		Description: http.StatusText(status),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}}
	return described
}

// mustBeSeen panics for an input that embeds a struct whose name is not
// exported: huma passes over it without a word, and its fields stay empty.
func mustBeSeen(o op, in reflect.Type) {
	for i := range in.NumField() {
		if f := in.Field(i); f.Anonymous && !f.IsExported() {
			panic("api: " + o.id + " embeds " + f.Name + ", which is not seen")
		}
	}
}

// prefix stands before every path of a home.
const prefix = "/api/v1/homes/{home}"

// slow is how long a body may take to arrive: photos come over a telephone in a
// mountain township.
const slow = 2 * time.Minute

func (s *server) operation(o op) huma.Operation {
	if !slices.ContainsFunc(auth.Permissions(), func(p auth.Permission) bool { return p.Name == o.permission }) {
		panic("api: " + o.id + " names no permission that is listed") // a mistake of ours that no test run survives
	}
	if o.limit == 0 {
		o.limit = 1 << 20
	}
	return huma.Operation{
		OperationID: o.id, Method: o.method, Path: prefix + o.path, Summary: o.summary,
		Description:   "permission: " + o.permission,
		DefaultStatus: o.status, MaxBodyBytes: o.limit, BodyReadTimeout: slow,
		Middlewares: huma.Middlewares{s.door(o)},
		Parameters: []*huma.Param{{
			Name: "home", In: "path", Required: true, Description: "six-digit division code",
			Schema: &huma.Schema{Type: "string", Pattern: "^[0-9]{6}$"},
		}},
		Errors: []int{401, 403, 404, 409, 422},
	}
}
