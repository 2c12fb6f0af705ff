package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/blob"
	county "example.org/zhiye/test/world"

	"github.com/danielgtaylor/huma/v2"
)

// TestAnswersAreAsDescribed reads everything a made county has and holds each
// answer against the description the front ends are generated from.
func TestAnswersAreAsDescribed(t *testing.T) {
	w := newWorld(t)
	blobs, err := blob.Open(t.TempDir())
	w.must(err)
	clock := w.db.Now
	made, err := county.Make(t.Context(), w.db, blobs, w.guard, nil)
	w.must(err)
	w.db.Now = clock
	var readers []*browser
	for _, s := range made.Slips {
		if s.Login != "lianxi" && s.Login != "audit_admin" {
			continue
		}
		b := &browser{world: w}
		b.do("POST", "/api/v1/session", map[string]any{"login": s.Login, "password": s.Password}).wants(http.StatusOK)
		b.do("POST", "/api/v1/session/password", map[string]any{"old": s.Password, "new": password}).wants(http.StatusOK)
		readers = append(readers, b)
	}
	checked, unread := 0, []string{}
	for _, o := range operations(w.doc) {
		if o.Method != http.MethodGet || o.ofSession() {
			continue
		}
		read := false
		for _, b := range readers {
			path, ok := b.filled(o)
			if !ok {
				continue
			}
			a := b.do("GET", path, nil)
			if a.Code == http.StatusForbidden || slices.Contains(without, o.Path) {
				continue
			}
			if a.Code != http.StatusOK {
				t.Errorf("%s: %d %.300s", path, a.Code, a.Body)
			} else {
				checkAnswer(t, w, o, a)
			}
			read = true
			break
		}
		if read {
			checked++
		} else {
			unread = append(unread, o.Path)
		}
	}
	t.Logf("%d answers read; nothing to read for %v", checked, unread)
	if checked < 50 {
		t.Errorf("only %d answers read", checked)
	}
}

// without are what the made county has no record for: it has issued no notice
// of a visit to come, and its draw is over.
var without = []string{
	"/api/v1/homes/{home}/notices/{code}", "/api/v1/homes/{home}/notices/{code}/qr.png", "/api/v1/homes/{home}/visits/{id}/notice.png",
	"/api/v1/homes/{home}/draws/{id}/preview",
}

// queries are what operations ask for besides the path.
var queries = map[string]string{
	"from": "2026-05-18", "to": "2026-11-25", "through": "2026-11-25", "q": "花鸟", "year": "2027", "code": "B01", "list": "ledger",
}

// asks are what single operations ask for; of a lead is added what is assessed.
var asks = map[string]string{
	"/law/articles": "ref=野生动物保护法2022:52.1", "/law/species": "day=2026-11-25", "/permits/covers": "species=梅花鹿&qty=1&unit=头", "/zones/at": "region=360402&day=2026-12-01",
}

// filled is the path of an operation with real records in it.
func (b *browser) filled(o operation) (string, bool) {
	path := strings.NewReplacer("{home}", home, "{campaign}", county.Campaign).Replace(o.Path)
	if before, after, ok := strings.Cut(path, "/{"); ok {
		name, rest, _ := strings.Cut(after, "}")
		id := map[string]string{"code": "B01", "name": "draw.json"}[name]
		if strings.Contains(path, "campaign-templates") {
			id = "wildlife"
		}
		if id == "" {
			if id = b.first(before); id == "" {
				return "", false
			}
		}
		path = before + "/" + id + rest
		path = strings.Replace(path, "{name}", "announcement.json", 1)
	}
	var asked []string
	for _, p := range o.Parameters {
		if v := queries[p.Name]; p.In == "query" && v != "" {
			asked = append(asked, p.Name+"="+v)
		}
	}
	if more := asks[strings.TrimPrefix(path, prefix)]; more != "" {
		asked = append(asked, more)
	}
	if strings.HasSuffix(path, "/assessments") || strings.HasSuffix(path, "/assessments/draft") {
		asked = append(asked, "holder=lead:"+b.first(prefix+"/leads"))
	}
	if strings.HasSuffix(path, "/missing") {
		asked = append(asked, "party="+b.part(strings.TrimSuffix(path, "/missing"), "parties"))
	}
	return path + "?" + strings.Join(asked, "&"), true
}

// parts are records that are listed with their case only.
var parts = []string{"decisions", "parties", "exhibits", "transfers"}

// part is the id of the first of the parts of a case.
func (b *browser) part(path, noun string) string {
	var dossier map[string]json.RawMessage
	var records []struct{ ID string }
	a := b.do("GET", path, nil)
	if a.Code != http.StatusOK || json.Unmarshal(a.Body.Bytes(), &dossier) != nil || json.Unmarshal(dossier[noun], &records) != nil || len(records) == 0 {
		return ""
	}
	return records[0].ID
}

// listed are lists whose records live under another path.
var listed = map[string]string{
	"/visits": "/campaigns/" + county.Campaign + "/visits", "/outreach": "/campaigns/" + county.Campaign + "/outreach",
	"/plans": "/campaigns/" + county.Campaign + "/plans", "/submissions": "/campaigns/" + county.Campaign + "/submissions",
	"/contacts": "/contacts", "/officers": "/people",
}

// first is the id of the first record of a list.
func (b *browser) first(path string) string {
	tail := strings.TrimPrefix(path, prefix)
	if noun := strings.TrimPrefix(tail, "/"); slices.Contains(parts, noun) {
		var cases struct{ Items []struct{ ID string } }
		if a := b.do("GET", prefix+"/cases", nil); a.Code == http.StatusOK {
			a.into(&cases)
		}
		for _, c := range cases.Items {
			if id := b.part(prefix+"/cases/"+c.ID, noun); id != "" {
				return id
			}
		}
		return ""
	}
	if at := listed[tail]; at != "" {
		path = prefix + at
	}
	a := b.do("GET", path, nil)
	var page struct{ Items []struct{ ID string } }
	if a.Code != http.StatusOK || json.Unmarshal(a.Body.Bytes(), &page) != nil || len(page.Items) == 0 {
		return ""
	}
	return page.Items[0].ID
}

func checkAnswer(t *testing.T, w *world, o operation, a answer) {
	t.Helper()
	media := o.Responses["200"].Content["application/json"]
	if media == nil || media.Schema == nil {
		if a.Header().Get("Content-Disposition") == "" && a.Header().Get("Content-Type") != "text/event-stream" {
			t.Errorf("%s is neither described nor a file", o.Path)
		}
		return
	}
	var v any
	w.must(json.Unmarshal(a.Body.Bytes(), &v))
	result := &huma.ValidateResult{}
	huma.Validate(w.doc.Components.Schemas, media.Schema, huma.NewPathBuffer([]byte(""), 0), huma.ModeReadFromServer, v, result)
	var wrong []string
	for _, e := range result.Errors {
		wrong = append(wrong, e.Error()[:min(200, len(e.Error()))])
	}
	slices.Sort(wrong)
	if wrong = slices.Compact(wrong); len(wrong) > 0 {
		t.Errorf("%s: %d things are not as described, such as %s", o.Path, len(wrong), strings.Join(wrong[:min(3, len(wrong))], "; "))
	}
}
