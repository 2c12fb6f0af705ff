package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ledger"
)

// keeperOf hires a draw keeper of a bureau, and gives the bureau two officers.
func (w *world) keeperOf(unit string, numbers ...string) *browser {
	w.Helper()
	login := "keeper." + numbers[0]
	w.act(home, func(tx *store.Tx) error {
		for _, n := range numbers {
			in, err := org.Admit(w.Context(), tx, org.Arrival{Name: "执法员" + n, Unit: unit, Certificates: []org.Certificate{{Number: n, To: "2029-12-31"}}})
			if err != nil {
				return err
			}
			w.units[unit] = in.Unit.ID
		}
		p, err := org.Enter(w.Context(), tx, "抽取员"+numbers[0], nil)
		if err != nil {
			return err
		}
		if _, err := org.Appoint(w.Context(), tx, org.Appointment{Person: p.ID, Unit: w.units[unit]}); err != nil {
			return err
		}
		a, err := auth.Open(w.Context(), tx, auth.Opening{Person: p.ID, Login: login, Hash: w.hash})
		if err != nil {
			return err
		}
		_, err = auth.Give(w.Context(), tx, auth.Grant{Account: a.ID, Role: "draw_keeper", Scope: auth.Here, Unit: w.units[unit]})
		return err
	})
	b := &browser{world: w}
	b.do("POST", "/api/v1/session", map[string]any{"login": login, "password": password}).wants(http.StatusOK)
	b.do("POST", "/api/v1/session/password", map[string]any{"old": password, "new": password + "!"}).wants(http.StatusOK)
	return b
}

// TestTwoBureausDraw: from the draft to the files, each share in a session of
// its own bureau.
func TestTwoBureausDraw(t *testing.T) {
	w := newWorld(t)
	market, forestry := w.keeperOf("市场监督管理局", "140001", "140002"), w.keeperOf("林业局", "150001", "150002")
	for _, name := range strings.Fields("鹿苑 蛙场 龟鳖园 竹鼠社") {
		w.act(home, func(tx *store.Tx) error {
			s := ledger.Subject{Venue: ledger.Breeding, Name: "濂溪" + name, Address: "高垅乡1号", TownCode: "360402201000"}
			_, err := registry.Add(w.Context(), tx, s, []ledger.Key{ledger.Key("na\t" + name)}, nil)
			return err
		})
	}
	terms := map[string]any{
		"title": "人工繁育场所联合抽查", "date": "2026-12-01",
		"strata": []any{map[string]any{"name": "人工繁育场所", "venue": "breeding", "quota": map[string]any{"rate": "0.5"}}},
		"team":   map[string]any{"size": 2, "organs": map[string]any{"market": 1, "forestry": 1}},
		"shares": []any{map[string]any{"unit": w.units["市场监督管理局"]}, map[string]any{"unit": w.units["林业局"]}},
	}
	at := prefix + "/draws/" + market.do("POST", prefix+"/draws", terms).wants(http.StatusCreated).field("id")
	market.do("GET", at+"/preview", nil).wants(http.StatusOK)
	market.do("POST", at+"/freeze", map[string]any{"version": 1}).wants(http.StatusOK)

	share := map[string][]byte{"市场监督管理局": []byte(strings.Repeat("m", 32)), "林业局": []byte(strings.Repeat("f", 32))}
	commit := func(b *browser, unit string) answer {
		sum := sha256.Sum256(share[unit])
		return b.do("POST", at+"/commit", map[string]any{"unit": w.units[unit], "commitment": hex.EncodeToString(sum[:])})
	}
	reveal := func(b *browser, unit string) answer {
		return b.do("POST", at+"/reveal", map[string]any{"unit": w.units[unit], "share": hex.EncodeToString(share[unit])})
	}
	commit(market, "市场监督管理局").wants(http.StatusOK)
	if a := commit(market, "林业局"); a.Code != http.StatusForbidden || a.code() != "draw.not_yours" {
		t.Errorf("one bureau commits for the other: %d %s", a.Code, a.Body)
	}
	if a := market.do("POST", at+"/announce", nil); a.code() != "draw.unready" {
		t.Errorf("announced too early: %s", a.Body)
	}
	if a := market.do("GET", at+"/sheet.html", nil); a.code() != "draw.state" {
		t.Errorf("published before it was announced: %s", a.Body)
	}
	commit(forestry, "林业局").wants(http.StatusOK)
	market.do("POST", at+"/announce", nil).wants(http.StatusOK)
	if a := reveal(market, "市场监督管理局").wants(http.StatusOK); strings.Contains(a.Body.String(), hex.EncodeToString(share["市场监督管理局"])) {
		t.Error("the first share is told to the world")
	}
	if state := reveal(forestry, "林业局").wants(http.StatusOK).field("state"); state != "drawn" {
		t.Fatalf("state %s", state)
	}
	for _, name := range []string{"pool.csv", "officers.csv", "plan.json", "announcement.json", "draw.json"} {
		market.do("GET", at+"/files/"+name, nil).wants(http.StatusOK)
	}
	if a := forestry.do("GET", at+"/verify", nil).wants(http.StatusOK); !strings.Contains(a.Body.String(), `"valid":true`) {
		t.Errorf("%s", a.Body)
	}
	page := market.do("GET", at+"/sheet.html", nil).wants(http.StatusOK)
	if !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") || !strings.Contains(page.Body.String(), "公示表") {
		t.Errorf("%v", page.Header())
	}
	if b := market.do("GET", at+"/sheet.xlsx", nil).wants(http.StatusOK).Body.Bytes(); string(b[:2]) != "PK" {
		t.Error("no workbook")
	}
	if body := market.do("GET", at+"/visits", nil).wants(http.StatusOK).Body.String(); strings.Count(body, `"ticket"`) != 2 {
		t.Errorf("%s", body)
	}
	w.redraw(market, at)
}

// redraw is asked for by a keeper and approved by a leader.
func (w *world) redraw(keeper *browser, at string) {
	w.Helper()
	next := prefix + "/draws/" + keeper.do("POST", at+"/redraw", map[string]any{"reason": "对象库漏录"}).wants(http.StatusCreated).field("id")
	keeper.do("POST", next+"/approve", nil).wants(http.StatusForbidden)
	if state := w.as("leader").do("POST", next+"/approve", nil).wants(http.StatusOK).field("state"); state != "drafted" {
		w.Errorf("approved, and %s", state)
	}
	if state := keeper.do("GET", at, nil).wants(http.StatusOK).field("state"); state != "redrawn" {
		w.Errorf("replaced, and %s", state)
	}
}
