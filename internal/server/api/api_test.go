package api_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"
)

func TestTheDescriptionIsAgreedUpon(t *testing.T) {
	w := newWorld(t)
	b, err := json.MarshalIndent(w.doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/openapi.golden.json", append(b, '\n'))
	seen := map[string]string{}
	for _, o := range operations(w.doc) {
		if o.OperationID == "" || seen[o.OperationID] != "" {
			t.Errorf("%s and %s are both called %q", o.Path, seen[o.OperationID], o.OperationID)
		}
		seen[o.OperationID] = o.Path
	}
}

var stall = map[string]any{"venue": "shop", "name": "莲花山货行", "address": "莲花镇农贸街12号", "codes": "91360402MA35XXXX0X"}

func TestAnActSentTwiceHappensOnce(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db)
		b := w.as("registrar")
		first := b.with("Idempotency-Key", "k1").do("POST", prefix+"/subjects", stall).wants(http.StatusCreated)
		again := b.with("Idempotency-Key", "k1").do("POST", prefix+"/subjects", stall).wants(http.StatusCreated)
		if first.field("id") == "" || first.Body.String() != again.Body.String() {
			t.Errorf("the second answer differs: %s and %s", first.Body, again.Body)
		}
		var page struct{ Count int }
		b.do("GET", prefix+"/subjects", nil).wants(http.StatusOK).into(&page)
		if page.Count != 1 {
			t.Errorf("%d subjects", page.Count)
		}
		other := map[string]any{"venue": "shop", "name": "别家", "address": "莲花镇1号"}
		if a := b.with("Idempotency-Key", "k1").do("POST", prefix+"/subjects", other); a.Code != http.StatusConflict || a.code() != "request.key_reused" {
			t.Errorf("one key for two requests: %d %s", a.Code, a.Body)
		}
		if a := b.do("POST", prefix+"/subjects", stall); a.Code != http.StatusConflict || a.code() != "registry.exists" {
			t.Errorf("without a key the rule of the ledger holds: %d %s", a.Code, a.Body)
		}
		c := w.as("county_officer") // a key is its sender's own
		if a := c.with("Idempotency-Key", "k1").do("POST", prefix+"/subjects", other); a.Code != http.StatusCreated {
			t.Errorf("another's key: %d %s", a.Code, a.Body)
		}
	})
}

func TestAConflictCarriesTheOthersText(t *testing.T) {
	w := newWorld(t)
	b := w.as("registrar")
	id := b.do("POST", prefix+"/subjects", stall).wants(http.StatusCreated).field("id")
	edit := map[string]any{"version": 1, "name": "莲花山货总行", "address": "莲花镇农贸街12号"}
	b.do("PUT", prefix+"/subjects/"+id, edit).wants(http.StatusOK)
	edit["name"] = "莲花土特产"
	a := b.do("PUT", prefix+"/subjects/"+id, edit).wants(http.StatusConflict)
	var p struct {
		Code, Text string
		Theirs     struct {
			Name    string
			Version int64
		}
	}
	a.into(&p)
	if p.Code != "registry.moved" || p.Text == "" || p.Theirs.Name != "莲花山货总行" || p.Theirs.Version != 2 {
		t.Errorf("got %s", a.Body)
	}
	if kind := a.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("a problem comes as %s", kind)
	}
}

func TestOtherSitesArePushedAway(t *testing.T) {
	w := newWorld(t)
	b := w.as("registrar")
	for name, c := range map[string]struct {
		method, header, value string
		status                int
	}{
		"a page of another site posts":    {"POST", "Origin", "https://evil.example", http.StatusForbidden},
		"a page of another site posts, 2": {"POST", "Sec-Fetch-Site", "cross-site", http.StatusForbidden},
		"our own page posts":              {"POST", "Sec-Fetch-Site", "same-origin", http.StatusCreated},
		"a reading without an origin":     {"GET", "X-None", "", http.StatusOK},
		"a reading from elsewhere":        {"GET", "Origin", "https://evil.example", http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			var body any
			if c.method == "POST" {
				body = stall
			}
			if a := b.with(c.header, c.value).do(c.method, prefix+"/subjects", body); a.Code != c.status {
				t.Errorf("got %d, want %d: %s", a.Code, c.status, a.Body)
			}
		})
	}
	a := b.do("GET", prefix+"/subjects", nil)
	if a.Header().Get("Access-Control-Allow-Origin") != "" || a.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", a.Header())
	}
}

func TestTheSessionCookie(t *testing.T) {
	w := newWorld(t)
	b := w.as("registrar")
	if c := b.cookie; c.Name != "zhiye_session" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie %v", c)
	}
	var me struct {
		Home, Unit string
		HomeName   string `json:"home_name"`
		Roles      []string
		MustChange bool `json:"must_change"`
	}
	b.do("GET", "/api/v1/session", nil).wants(http.StatusOK).into(&me)
	if me.Home != home || me.HomeName != "濂溪区" || len(me.Roles) != 1 || me.MustChange || me.Unit == "" {
		t.Errorf("who am I: %+v", me)
	}
	old := *b.cookie
	b.do("DELETE", "/api/v1/session", nil).wants(http.StatusNoContent)
	if b.cookie.MaxAge >= 0 || b.cookie.Value != "" {
		t.Errorf("the cookie stays: %v", b.cookie)
	}
	b.cookie = &old
	b.do("GET", "/api/v1/session", nil).wants(http.StatusUnauthorized)
}

// TestNoSecretIsLoggedOrKept looks for passwords and tokens in everything that
// is written: logs, kept answers, refusals.
func TestNoSecretIsLoggedOrKept(t *testing.T) {
	var logs bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(old)
	w := newWorld(t)
	admin, officer := w.as("system_admin"), w.as("county_officer")
	id := w.accs["county_officer."+home].ID
	once := admin.with("Idempotency-Key", "once").do("POST", prefix+"/accounts/"+id+"/reset", nil).wants(http.StatusOK).field("password")
	if again := admin.with("Idempotency-Key", "once").do("POST", prefix+"/accounts/"+id+"/reset", nil).wants(http.StatusOK).field("password"); once == "" || again == once {
		t.Errorf("a password handed out was kept: %q, %q", once, again)
	}
	long := strings.Repeat("geheim", 60)
	refused := officer.do("POST", "/api/v1/session", map[string]any{"login": "x", "password": long}).wants(http.StatusUnprocessableEntity)
	if strings.Contains(refused.Body.String(), "geheim") {
		t.Errorf("a refusal repeats the password: %s", refused.Body)
	}
	var kept int
	w.must(w.db.Look(t.Context(), store.Actor{Home: home}, func(tx *store.Tx) error {
		return tx.Row(t.Context(), `SELECT count(*) FROM api_answer WHERE home = $1`, home).Scan(&kept)
	}))
	if kept != 0 {
		t.Errorf("%d answers kept", kept)
	}
	for _, secret := range []string{password, once, officer.cookie.Value, admin.cookie.Value, "geheim"} {
		if secret != "" && strings.Contains(logs.String(), secret) {
			t.Errorf("the log tells a secret: %s", logs.String())
		}
	}
}

func TestOurMistakesAreToldToTheOperatorOnly(t *testing.T) {
	w := newWorld(t)
	b := w.as("registrar")
	var logs bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logs, nil)))
	defer slog.SetDefault(old)
	w.act(home, func(tx *store.Tx) error { // a record no version of ours can have written
		if _, err := tx.Exec(t.Context(), `INSERT INTO registry_subject (home, id, venue, online, name, address, region, code, grade, body, state, version, created_at, updated_at)
			VALUES ($1, 'broken', 'shop', 0, '甲', '', '', '', '', 'no json', 'open', 1, 0, 0)`, home); err != nil {
			return err
		}
		return tx.Note(store.Note{Verb: "import.read", Subject: "import:x", Facts: facts(w, "import.read")})
	})
	var p struct{ Code, Text, Detail, Trace string }
	b.do("GET", prefix+"/subjects/broken", nil).wants(http.StatusInternalServerError).into(&p)
	if p.Code != "internal" || p.Trace == "" || p.Detail != "" {
		t.Errorf("told %+v", p)
	}
	if !strings.Contains(logs.String(), p.Trace) || !strings.Contains(logs.String(), "broken") {
		t.Errorf("logged %q", logs.String())
	}
}

func facts(w *world, verb string) any { return w.db.Verbs()[verb] }

func TestALedgerIsImportedInTheBrowser(t *testing.T) {
	w := newWorld(t).working()
	b := w.as("registrar")
	const name = "林业局-野生动物经营利用及繁育台账.xlsx"
	file, err := os.ReadFile("../../../test/world/lianxi/" + name)
	w.must(err)
	ledgers := func(dry string) form {
		var f bytes.Buffer
		m := multipart.NewWriter(&f)
		part, err := m.CreateFormFile("file", name)
		w.must(err)
		part.Write(file)
		m.WriteField("as_of", "2026-11-01")
		m.WriteField("dry_run", dry)
		w.must(m.Close())
		return form{&f, m.FormDataContentType()}
	}
	judged := b.settled(b.do("POST", prefix+"/imports", ledgers("true")))
	var report struct {
		Import string
		Totals struct{ Entities, Permits int }
		Files  []struct{ File string }
	}
	b.do("GET", prefix+"/jobs/"+judged.ID+"/result", nil).wants(http.StatusOK).into(&report)
	if report.Import != "" || report.Totals.Entities != 0 || len(report.Files) != 1 || judged.Result.Counts["created"] == 0 || judged.Result.Ref != "" {
		t.Errorf("a dry run made %+v, %+v", report, judged.Result)
	}
	imported := b.settled(b.do("POST", prefix+"/imports", ledgers("false")))
	id := imported.Result.Ref.ID()
	var record struct {
		State  string
		Report struct {
			Totals struct{ Entities, Permits int }
		}
	}
	b.do("GET", prefix+"/imports/"+id, nil).wants(http.StatusOK).into(&record)
	if record.State != "done" || record.Report.Totals.Entities == 0 || record.Report.Totals.Permits == 0 || imported.Total < imported.Done || imported.Done == 0 {
		t.Errorf("imported %+v by %+v", record, imported)
	}
	a := b.do("GET", prefix+"/imports/"+id+"/errors.xlsx", nil)
	if a.Code == http.StatusOK && (!bytes.HasPrefix(a.Body.Bytes(), []byte("PK")) || !strings.Contains(a.Header().Get("Content-Disposition"), "attachment")) {
		t.Errorf("the workbook of refused rows: %v", a.Header())
	}
	b.settled(b.do("POST", prefix+"/imports/"+id+"/undo", nil))
	var page struct{ Count int }
	b.do("GET", prefix+"/subjects", nil).wants(http.StatusOK).into(&page)
	if page.Count != 0 {
		t.Errorf("%d subjects stay", page.Count)
	}
}

func TestPhotosAreKeptByWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	b := w.as("county_officer")
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 64)...)
	digest := b.do("POST", prefix+"/photos", png).wants(http.StatusCreated).field("digest")
	a := b.do("GET", prefix+"/photos/"+digest, nil).wants(http.StatusOK)
	if !bytes.Equal(a.Body.Bytes(), png) || a.Header().Get("Content-Type") != "image/png" {
		t.Errorf("read %v", a.Header())
	}
	if a := b.do("POST", prefix+"/photos", []byte("<svg onload=alert(1)>")); a.Code != http.StatusUnprocessableEntity || a.code() != "photo.kind" {
		t.Errorf("a picture that runs was kept: %d %s", a.Code, a.Body)
	}
	if a := b.do("POST", prefix+"/photos", append(png, make([]byte, 20<<20)...)); a.Code != http.StatusRequestEntityTooLarge || a.code() != "request.too_large" {
		t.Errorf("too large: %d %s", a.Code, a.Body)
	}
}

func TestWhatIsNotThereIsSaidInChinese(t *testing.T) {
	w := newWorld(t)
	a := httptest.NewRecorder()
	w.handler.ServeHTTP(a, httptest.NewRequest("GET", "/api/v1/nothing", nil))
	if a.Code != http.StatusNotFound || !strings.Contains(a.Body.String(), "没有这个地址") {
		t.Errorf("%d %s", a.Code, a.Body)
	}
}
