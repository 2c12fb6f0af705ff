package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const prefix = "/api/v1/homes/" + home

// act is one request and what became of it.
type act struct {
	method, path string
	key          string
	kind         string // subject, lead, photo, edit
	body         []byte
	name         string // by which it is found again
	id           string // once acknowledged
	version      int64
}

// desk is one person at work: one act after the other, the next only when the
// last was acknowledged.
type desk struct {
	n      int
	made   int
	cookie *http.Cookie
	open   *act // sent, not acknowledged
	acked  []*act
	again  int
	mine   *act // the subject this desk edits, as last acknowledged
	wrong  error
	asked  string // the last job
}

func newDesk(n int, c *http.Cookie) *desk { return &desk{n: n, cookie: c} }

var client = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 32}}

// work sends acts until the program is gone.
func (d *desk) work(ctx context.Context, url string) {
	if !d.resend(ctx, url) {
		return
	}
	for ctx.Err() == nil && d.wrong == nil {
		d.open = d.next()
		if !d.send(ctx, url) {
			return
		}
	}
}

// resend sends what was not acknowledged again, under the same key.
func (d *desk) resend(ctx context.Context, url string) bool {
	if d.open == nil {
		return true
	}
	d.again++
	return d.send(ctx, url)
}

func (d *desk) next() *act {
	d.made++
	name := fmt.Sprintf("浸泡%d号第%d", d.n, d.made)
	a := &act{method: "POST", key: fmt.Sprintf("soak-%d-%d", d.n, d.made), name: name}
	var body any
	switch {
	case d.made%50 == 7:
		a.kind, a.path, a.body = "photo", "/photos", append([]byte("\x89PNG\r\n\x1a\n"), name...)
		sum := sha256.Sum256(a.body)
		a.name = hex.EncodeToString(sum[:])
		return a
	case d.made%4 == 1 || d.mine == nil:
		a.kind, a.path = "subject", "/subjects"
		body = map[string]any{"venue": "shop", "name": name, "address": "莲花镇" + name}
	case d.made%4 == 2:
		a.kind, a.method, a.path = "edit", "PUT", "/subjects/"+d.mine.id
		a.id, a.version = d.mine.id, d.mine.version+1
		body = map[string]any{"name": d.mine.name, "address": "莲花镇" + d.mine.name, "remark": name, "version": d.mine.version}
	default:
		a.kind, a.path = "lead", "/leads"
		body = map[string]any{"title": name, "source": fmt.Sprintf("own:%d-%d", d.n, d.made), "channel": "own", "facts": "巡查发现"}
	}
	a.body, _ = json.Marshal(body)
	return a
}

// send sends the open act and remembers an answer.
func (d *desk) send(ctx context.Context, url string) bool {
	a := d.open
	req, err := http.NewRequestWithContext(ctx, a.method, url+prefix+a.path, bytes.NewReader(a.body))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", map[bool]string{true: "application/octet-stream", false: "application/json"}[a.kind == "photo"])
	req.Header.Set("Idempotency-Key", a.key)
	req.AddCookie(d.cookie)
	res, err := client.Do(req)
	if err != nil {
		return false // the program is gone
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return false
	}
	if res.StatusCode/100 != 2 {
		d.wrong = fmt.Errorf("%s %s: %d %s", a.method, a.path, res.StatusCode, b)
		return false
	}
	var out struct {
		ID, Digest string
		Version    int64
	}
	if err := json.Unmarshal(b, &out); err != nil {
		return false
	}
	d.acknowledged(a, out.ID+out.Digest, out.Version)
	return true
}

func (d *desk) acknowledged(a *act, id string, version int64) {
	switch {
	case a.kind == "photo" && id != a.name:
		d.wrong = fmt.Errorf("a photo is kept as %s, not %s", id, a.name)
	case a.kind == "edit" && version != a.version:
		d.wrong = fmt.Errorf("an edit made version %d, not %d", version, a.version)
	case a.kind == "edit":
		d.mine = &act{id: a.id, name: d.mine.name, version: version}
	}
	a.id, a.version = id, version
	if a.kind == "subject" && d.mine == nil {
		d.mine = &act{id: id, name: a.name, version: version}
	}
	d.open = nil
	d.acked = append(d.acked, a)
}

// importing sends the ledger and, once it is in, takes it back, over and over;
// it reports whether the program died over one.
func (d *desk) importing(ctx context.Context, url, path string) bool {
	b, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, _ := w.CreateFormFile("file", filepath.Base(path))
	part.Write(b)
	w.WriteField("as_of", "2026-11-01")
	w.Close()
	for ctx.Err() == nil {
		in, ok := d.job(ctx, url, "/imports", w.FormDataContentType(), form.Bytes())
		if ok {
			_, ok = d.job(ctx, url, "/imports/"+strings.TrimPrefix(in.Result.Ref, "import:")+"/undo", "application/json", nil)
		}
		if !ok {
			return true
		}
	}
	return false
}

// job is work that the program does after it has answered.
type job struct {
	ID, State string
	Result    struct{ Ref string }
	Trouble   struct{ Code string }
}

// live reports whether something is still to come of the job.
func (j job) live() bool { return j.State == "waiting" || j.State == "running" }

// job asks for work and follows it to its end; false where the program died.
func (d *desk) job(ctx context.Context, url, path, kind string, body []byte) (j job, ok bool) {
	if ok = d.call(ctx, "POST", url+prefix+path, kind, body, &j); ok {
		d.asked = j.ID
	}
	for ok && j.live() {
		time.Sleep(20 * time.Millisecond)
		ok = d.call(ctx, "GET", url+prefix+"/jobs/"+j.ID, "", nil, &j)
	}
	if ok && j.State != "done" && j.Trouble.Code != "job.died" { // which is said after three deaths over one job
		d.wrong = fmt.Errorf("%s: the job %s is %s, %s", path, j.ID, j.State, j.Trouble.Code)
		return j, false
	}
	return j, ok
}

// resumed waits for the job the last end of the program interrupted: the next
// start goes on with it and finishes it.
func (d *desk) resumed(ctx context.Context, url string) error {
	if d.asked == "" {
		return nil
	}
	var j job
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if !d.call(ctx, "GET", url+prefix+"/jobs/"+d.asked, "", nil, &j) {
			return fmt.Errorf("the job %s: %w", d.asked, d.wrong)
		}
		if !j.live() {
			break
		}
	}
	if j.State != "done" && j.Trouble.Code != "job.died" {
		return fmt.Errorf("the job %s is %s, %s", d.asked, j.State, j.Trouble.Code)
	}
	return nil
}

func (d *desk) call(ctx context.Context, method, url, kind string, body []byte, into any) bool {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return false
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.AddCookie(d.cookie)
	res, err := client.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return false
	}
	if res.StatusCode/100 != 2 {
		d.wrong = fmt.Errorf("%s: %d %s", url, res.StatusCode, b)
		return false
	}
	return json.Unmarshal(b, into) == nil
}

// signIn signs in with the one-time password and sets another.
func signIn(ctx context.Context, url, login, password string) (c *http.Cookie, err error) {
	const own = "Lushan-2026 bu lao song"
	for _, step := range []struct {
		path string
		body map[string]string
	}{
		{"/api/v1/session", map[string]string{"login": login, "password": password}},
		{"/api/v1/session/password", map[string]string{"old": password, "new": own}},
	} {
		b, _ := json.Marshal(step.body)
		req, err := http.NewRequestWithContext(ctx, "POST", url+step.path, bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "application/json")
		if c != nil {
			req.AddCookie(c)
		}
		res, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		said, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode/100 != 2 {
			return nil, fmt.Errorf("%s: %d %s", step.path, res.StatusCode, said)
		}
		if set := res.Cookies(); len(set) > 0 {
			c = set[0]
		}
	}
	return c, nil
}
