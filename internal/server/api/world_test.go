package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/server/api"
	"example.org/zhiye/internal/server/jobs"

	"github.com/danielgtaylor/huma/v2"
)

var update = flag.Bool("update", false, "write the golden files anew")

// home is Lianxi; above it lies the city, which may look into it.
const (
	home   = "360402"
	city   = "360400"
	prefix = "/api/v1/homes/" + home
)

// world is a deployment with somebody for every role.
type world struct {
	*testing.T
	db      *store.DB
	guard   *auth.Guard
	handler http.Handler
	doc     *huma.OpenAPI
	units   map[string]string // by name
	accs    map[string]auth.Account
	hash    auth.Hash
	hands   *queue.Pool                // who works on jobs, once they are working
	pool    func(many int) *queue.Pool // others who work on the same jobs
	seeing  sync.Mutex
	seen    []api.Seen
}

// working has jobs done from here on. It reads the clock of the database, which
// may not be moved any more.
func (w *world) working() *world {
	w.Helper()
	w.must(w.hands.Start(w.Context()))
	w.Cleanup(func() { w.stop(w.hands) })
	return w
}

// stop lets a pool end what it does.
func (w *world) stop(p *queue.Pool) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := p.Stop(ctx); err != nil {
		w.Error(err)
	}
}

// proxies are believed: this machine, and one beyond it.
var proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("10.8.0.0/24")}

// cheap is a policy tests can afford; nobody may have a short password there.
var cheap = auth.Policy{Memory: 64, Passes: 1, Floor: -1, Key: []byte("0123456789abcdef0123456789abcdef")}

const password = "Lushan-2026 xue"

func newWorld(t *testing.T) *world {
	t.Helper()
	return worldOn(t, storetest.SQLite(t, append(flow.Parts(), api.Part)...))
}

func worldOn(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := &world{T: t, db: db, units: map[string]string{}, accs: map[string]auth.Account{}}
	db.Now = func() time.Time { return time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC) }
	var err error
	w.guard, err = auth.New(db, cheap)
	w.must(err)
	w.hash, err = w.guard.Hash(t.Context(), password)
	w.must(err)
	blobs, err := blob.Open(t.TempDir())
	w.must(err)
	_, err = blobs.Put(home, strings.NewReader(picture), 100)
	w.must(err)
	b, err := data.Files.ReadFile("indicator/default.yaml")
	w.must(err)
	facts, err := journal.Describe(db.Verbs())
	w.must(err)
	set, err := indicator.Load(b, facts)
	w.must(err)
	spool, err := blob.Open(t.TempDir())
	w.must(err)
	figures := tally.New(db, set)
	w.pool = func(many int) *queue.Pool {
		return queue.New(db, "test", many, jobs.Works(jobs.Deps{DB: db, Auth: w.guard, Tally: figures, Spool: spool}))
	}
	pool := w.pool(2)
	w.hands = pool
	w.handler, w.doc = api.New(api.Deps{DB: db, Auth: w.guard, Tally: figures, Blobs: blobs, Queue: pool, Spool: spool, Seen: w.note, Proxies: proxies, Room: api.Room{Day: 64 << 20, Home: 100 << 20}})
	return w
}

func (w *world) note(s api.Seen) {
	w.seeing.Lock()
	defer w.seeing.Unlock()
	w.seen = append(w.seen, s)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) act(at string, fn func(tx *store.Tx) error) {
	w.Helper()
	w.must(w.db.Act(w.Context(), store.Actor{ID: "cli:operator", Home: at}, fn))
}

// unitOf is the kind of unit a role of the trade rests on.
func unitOf(role auth.Role) org.Unit {
	switch {
	case role.Administers():
		return org.Unit{Kind: org.Bureau, Department: "market", Name: "市场监督管理局"}
	case role.Kinds[0] == org.Township:
		return org.Unit{Kind: org.Township, Name: "莲花镇"}
	case role.Kinds[0] == org.Coordination:
		return org.Unit{Kind: org.Coordination, Name: "联席会议办公室"}
	case role.Kinds[0] == org.Department:
		return org.Unit{Kind: org.Department, Department: "police", Name: "公安局"}
	}
	return org.Unit{Kind: org.Bureau, Department: "market", Name: "市场监督管理局"}
}

// hire gives a home somebody with a role, and signs the person in.
func (w *world) hire(at string, role auth.Role, scope auth.Scope) *browser {
	w.Helper()
	login := role.Code + "." + at
	w.act(at, func(tx *store.Tx) error {
		u := unitOf(role)
		known, err := org.UnitNamed(w.Context(), tx, u.Name)
		if err != nil {
			if known, err = org.OpenUnit(w.Context(), tx, u); err != nil {
				return err
			}
		}
		w.units[at+u.Name] = known.ID
		p, err := org.Enter(w.Context(), tx, role.Text, nil)
		if err != nil {
			return err
		}
		if _, err := org.Appoint(w.Context(), tx, org.Appointment{Person: p.ID, Unit: known.ID}); err != nil {
			return err
		}
		a, err := auth.Open(w.Context(), tx, auth.Opening{Person: p.ID, Login: login, Hash: w.hash})
		if err != nil {
			return err
		}
		w.accs[login] = a
		g := auth.Grant{Account: a.ID, Role: role.Code, Scope: scope}
		if !role.Administers() {
			g.Unit = known.ID
		}
		_, err = auth.Give(w.Context(), tx, g)
		return err
	})
	b := &browser{world: w}
	b.do("POST", "/api/v1/session", map[string]any{"login": login, "password": password}).wants(http.StatusOK)
	b.do("POST", "/api/v1/session/password", map[string]any{"old": password, "new": password + "!"}).wants(http.StatusOK)
	return b
}

func (w *world) role(code string) auth.Role {
	w.Helper()
	r, ok := auth.RoleOf(code)
	if !ok {
		w.Fatalf("no role %s", code)
	}
	return r
}

// as hires somebody with a role of the home.
func (w *world) as(role string) *browser {
	w.Helper()
	return w.hire(home, w.role(role), auth.Here)
}

// browser is somebody's browser.
type browser struct {
	*world
	cookie *http.Cookie
	header http.Header // of the next request only
	peer   string      // where it comes from; empty for anywhere
}

// with sets a header of the next request.
func (b *browser) with(name, value string) *browser {
	next := *b
	next.header = http.Header{name: {value}}
	return &next
}

type answer struct {
	*browser
	*httptest.ResponseRecorder
	what string
}

func (b *browser) do(method, path string, body any) answer {
	b.Helper()
	var r io.Reader
	kind := "application/json"
	switch body := body.(type) {
	case nil:
	case []byte:
		r, kind = bytes.NewReader(body), "application/octet-stream"
	case form:
		r, kind = body.reader, body.kind
	default:
		j, err := json.Marshal(body)
		b.must(err)
		r = bytes.NewReader(j)
	}
	req := httptest.NewRequest(method, path, r)
	if r != nil {
		req.Header.Set("Content-Type", kind)
	}
	if strings.HasSuffix(path, "/jobs/events") { // a stream, which goes on while jobs live
		ctx, cancel := context.WithTimeout(req.Context(), 2*time.Second)
		defer cancel()
		req = req.WithContext(ctx)
	}
	if b.peer != "" {
		req.RemoteAddr = b.peer
	}
	for name, v := range b.header {
		req.Header[name] = v
	}
	if b.cookie != nil {
		req.AddCookie(b.cookie)
	}
	a := answer{b, httptest.NewRecorder(), method + " " + path}
	b.handler.ServeHTTP(a.ResponseRecorder, req)
	for _, c := range a.Result().Cookies() {
		b.cookie = c
	}
	return a
}

// form is a multipart form.
type form struct {
	reader io.Reader
	kind   string
}

func (a answer) wants(status int) answer {
	a.Helper()
	if a.Code != status {
		a.Fatalf("%s: got %d, want %d: %s", a.what, a.Code, status, a.ResponseRecorder.Body)
	}
	return a
}

// code is the code of a problem.
func (a answer) code() string {
	var p struct{ Code string }
	json.Unmarshal(a.ResponseRecorder.Body.Bytes(), &p)
	return p.Code
}

func (a answer) into(v any) {
	a.Helper()
	a.must(json.Unmarshal(a.ResponseRecorder.Body.Bytes(), v))
}

// field is one field of the answer as text.
func (a answer) field(name string) string {
	a.Helper()
	var m map[string]any
	a.into(&m)
	s, _ := m[name].(string)
	return s
}

// golden compares got with a file under testdata.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the difference and run with -update if it is meant: %s", path, difference(string(want), string(got)))
	}
}

// difference is the first line that differs.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "was " + a[i] + " and is " + b[i]
		}
	}
	return "one is longer"
}
