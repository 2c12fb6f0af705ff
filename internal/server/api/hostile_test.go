package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"
)

// bodies are what nobody's browser sends.
func bodies() map[string][]byte {
	deep := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	keys := make([]string, 100_000)
	for i := range keys {
		keys[i] = fmt.Sprintf(`"k%d":1`, i)
	}
	return map[string][]byte{
		"no JSON":               []byte("name=shop"),
		"half":                  []byte(`{"name":"甲`),
		"nothing":               {},
		"null":                  []byte("null"),
		"a list":                []byte(`[]`),
		"a number":              []byte(`1e999`),
		"deep":                  []byte(deep),
		"deep in a field":       []byte(`{"name":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}"),
		"many keys":             []byte("{" + strings.Join(keys, ",") + "}"),
		"an unknown field":      []byte(`{"name":"甲","address":"乙","venue":"shop","home":"360403"}`),
		"ours to set":           []byte(`{"id":"mine","version":99,"state":"closed","created_at":"2020-01-01T00:00:00Z"}`),
		"a key in other case":   []byte(`{"Name":"甲","NAME":"乙"}`),
		"a number out of range": []byte(`{"version":1e999,"quantity":99999999999999999999}`),
		"a fraction":            []byte(`{"version":1.5,"quantity":-0.1}`),
		"wrong kinds":           []byte(`{"name":{},"title":[1],"version":"1","photos":"x","body":[]}`),
		"no UTF-8":              []byte("{\"name\":\"\xff\xfe\"}"),
		"a byte order mark":     []byte("\ufeff{}"),
		"a lone surrogate":      []byte(`{"name":"\ud800","title":"\udfff"}`),
		"NUL":                   []byte(`{"name":"a\u0000b","title":"a\u0000b","reason":"\u0000","text":"\u0000","version":1}`),
		"very long":             []byte(`{"name":"` + strings.Repeat("长", 1<<20) + `","title":"` + strings.Repeat("长", 1<<20) + `"}`),
	}
}

// Every operation that writes is sent every body by somebody who may: none is
// our mistake, none takes long, and none is taken for good that is not.
func TestHostileBodies(t *testing.T) {
	w := newWorld(t)
	var staff []*browser
	for _, r := range auth.Roles() {
		staff = append(staff, w.hire(home, r, auth.Here))
	}
	began := time.Now()
	all, n := bodies(), 0
	for _, o := range operations(w.doc) {
		if o.ofSession() || o.Method == http.MethodGet {
			continue
		}
		n++
		i := slices.IndexFunc(staff, func(b *browser) bool { return opens(b, o, home) })
		if i < 0 {
			t.Errorf("nobody may %s %s", o.Method, o.Path)
			continue
		}
		for name, body := range all {
			if len(body) > 10_000 && n%16 != 0 { // the large ones for some
				continue
			}
			a := staff[i].with("Content-Type", "application/json").do(o.Method, o.in(home), body)
			if a.Code >= 500 {
				t.Errorf("%s to %s %s: %d %.300s", name, o.Method, o.Path, a.Code, a.Body)
			}
			if a.Code >= 400 && (a.code() == "" || !strings.Contains(a.Body.String(), `"text":"`)) {
				t.Errorf("%s to %s %s is refused without words: %d %.300s", name, o.Method, o.Path, a.Code, a.Body)
			}
			if a.Body.Len() > 64<<10 {
				t.Errorf("%s to %s %s is answered with %d bytes", name, o.Method, o.Path, a.Body.Len())
			}
		}
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %v", took)
	}
	if a := staff[0].do("GET", "/api/v1/session", nil); a.Code != http.StatusOK {
		t.Errorf("afterwards: %d", a.Code)
	}
}

// What is well-formed and unfit for a database or a screen is refused in words
// or kept as it was, on both databases alike.
func TestHostileText(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db)
		b := w.as("county_officer")
		for name, text := range map[string]string{
			"NUL": "莲花\x00货行", "lines": "莲花\r\nlevel=ERROR msg=forged", "formula": `=cmd|' /C calc'!A0`, "wide formula": "＝1+1",
			"turned round": "莲花\u202egnp.exe", "joined": "莲\u200d花", "four bytes": "𠮷野家", "rare": "䶮\ue000", "zalgo": "莲" + strings.Repeat("\u0301", 200),
			"twins": "caf\u00e9 cafe\u0301", "emoji": "🐼🦊", "SQL": `'; DROP TABLE lead; --`, "LIKE": `%_\%`, "FTS": `"NEAR(a b)* OR -`, "markup": `<script>alert(1)</script>`,
			"non-character": "\uffff\ufffe", "spaces": " \u3000莲花\u00a0 ", "separators": "a\u2028b\u2029c", "escape": "\x1b[31m红",
		} {
			for _, c := range []struct{ path, field, body string }{
				{"/subjects", "name", `{"venue":"shop","name":%s,"address":"莲花镇1号"}`},
				{"/leads", "title", `{"source":"media:1","channel":"media","title":%s}`},
			} {
				j, _ := json.Marshal(text)
				body := fmt.Sprintf(c.body, j)
				body = strings.Replace(body, "media:1", "media:"+strings.ReplaceAll(name, " ", "-"), 1)
				a := b.with("Content-Type", "application/json").do("POST", prefix+c.path, []byte(body))
				switch {
				case a.Code >= 500:
					t.Errorf("%s as %s: %d %s", name, c.field, a.Code, a.Body)
				case a.Code < 300:
					b.do("GET", prefix+c.path+"/"+a.field("id"), nil).wants(http.StatusOK)
					if s := a.field(c.field); s != text && s != strings.TrimSpace(text) && c.field == "title" || s == "" || strings.Contains(s, "\x00") {
						t.Errorf("%s as %s was %q and is kept as %q", name, c.field, text, s)
					}
				case a.code() == "":
					t.Errorf("%s as %s is refused without words: %d %s", name, c.field, a.Code, a.Body)
				}
			}
			for _, query := range []string{"/subjects?words=", "/subjects?name=", "/leads?after=", "/subjects?after=", "/search?q=", "/journal?subject="} {
				if a := b.do("GET", prefix+query+escaped(text), nil); a.Code >= 500 {
					t.Errorf("%s in %s: %d %s", name, query, a.Code, a.Body)
				}
			}
		}
		for _, query := range []string{"limit=1000000000", "limit=-1", "limit=x", "after=-1", "limit=99999999999999999999"} {
			if a := b.do("GET", prefix+"/subjects?"+query, nil); a.Code >= 500 {
				t.Errorf("%s: %d %s", query, a.Code, a.Body)
			}
		}
	})
}

func escaped(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02x", c)
	}
	return b.String()
}

func TestBodiesOfAnotherKindOrSize(t *testing.T) {
	w := newWorld(t)
	b := w.as("registrar")
	good, _ := json.Marshal(stall)
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "text/xml", "multipart/form-data", "application/yaml", "image/png"} {
		if a := b.with("Content-Type", kind).do("POST", prefix+"/subjects", good); a.Code < 400 || a.Code >= 500 {
			t.Errorf("%s: %d %s", kind, a.Code, a.Body)
		}
	}
	huge := append(append([]byte(`{"name":"`), bytes.Repeat([]byte("a"), 9<<20)...), `"}`...)
	if a := b.with("Content-Type", "application/json").do("POST", prefix+"/subjects", huge); a.Code < 400 || a.Code >= 500 {
		t.Errorf("9 MB: %d %.200s", a.Code, a.Body)
	}
	for _, picture := range []string{"<svg onload=alert(1)>", "GIF89a<script>", "%PDF-1.4", "MZ", ""} {
		if a := b.do("POST", prefix+"/photos", []byte(picture)); a.Code < 400 || a.Code >= 500 {
			t.Errorf("%q is taken for a photo: %d", picture, a.Code)
		}
	}
}

func TestPathsThatLeadOutside(t *testing.T) {
	w := newWorld(t)
	b := w.as("county_officer")
	for _, id := range []string{
		"..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2fzhiye.db", "..%5c..%5cx", "%c0%ae%c0%ae", "%00", "CON", strings.Repeat("a", 4000), "..", ".", "%e2%80%ae",
		strings.Repeat("0", 63) + "%2f", strings.ToUpper(strings.Repeat("a", 64)),
	} {
		for _, noun := range []string{"photos", "subjects", "leads", "cases", "draws", "imports", "visits"} {
			if a := b.do("GET", prefix+"/"+noun+"/"+id, nil); a.Code == http.StatusOK && a.Header().Get("Content-Type") != "application/json" || a.Code >= 500 {
				t.Errorf("%s/%s: %d %.200s", noun, id, a.Code, a.Body)
			}
		}
	}
}

func TestASessionEnds(t *testing.T) {
	w := newWorld(t)
	b := w.as("county_officer")
	b.do("GET", prefix+"/subjects", nil).wants(http.StatusOK)
	now := w.db.Now()
	w.db.Now = func() time.Time { return now.Add(31 * 24 * time.Hour) }
	b.do("GET", prefix+"/subjects", nil).wants(http.StatusUnauthorized)
	w.db.Now = func() time.Time { return now }
	other := *b.cookie
	other.Value = other.Value[:len(other.Value)-1] + "x"
	forged := &browser{world: w, cookie: &other}
	forged.do("GET", prefix+"/subjects", nil).wants(http.StatusUnauthorized)
}

// A sheet that comes back holds what was written in it as text: no cell of it
// is a formula, however it was disguised.
func TestAFormulaComesBackAsText(t *testing.T) {
	w := newWorld(t).working()
	b := w.as("registrar")
	var body bytes.Buffer
	f := multipart.NewWriter(&body)
	part, err := f.CreateFormFile("file", "台账.csv")
	w.must(err)
	part.Write([]byte("单位名称,统一社会信用代码,地址,所属乡镇,类别,备注\n"))
	for _, cell := range []string{`=cmd|' /C calc'!A0`, `+1+1`, `-2+3`, `@SUM(1)`, "\t=1+1", `＝1+1`, `=HYPERLINK("http://evil.example","x")`} {
		fmt.Fprintf(part, "\"%s\",,,,,\"%s\"\n", strings.ReplaceAll(cell, `"`, `""`), strings.ReplaceAll(cell, `"`, `""`)) // no code, no address: refused
	}
	w.must(f.Close())
	id := b.settled(b.do("POST", prefix+"/imports", form{&body, f.FormDataContentType()})).Result.Ref.ID()
	book := b.do("GET", prefix+"/imports/"+id+"/errors.xlsx", nil).wants(http.StatusOK)
	z, err := zip.NewReader(bytes.NewReader(book.Body.Bytes()), int64(book.Body.Len()))
	w.must(err)
	found := false
	for _, e := range z.File {
		r, err := e.Open()
		w.must(err)
		xml, err := io.ReadAll(r)
		w.must(err)
		if bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<f ")) || bytes.Contains(xml, []byte("<hyperlink")) {
			t.Errorf("%s holds a formula: %.300s", e.Name, xml)
		}
		found = found || bytes.Contains(xml, []byte("/C calc"))
	}
	if !found {
		t.Error("the refused rows are not in the workbook")
	}
	if k := book.Header().Get("Content-Disposition"); !strings.HasPrefix(k, "attachment") {
		t.Errorf("it is shown, not saved: %s", k)
	}
}
