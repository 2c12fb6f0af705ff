package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"example.org/zhiye/internal/server/api"
)

// TestNobodyIsTwoAdministrators: what one account alone might try to become
// another, or to make officers and take them off a case.
func TestNobodyIsTwoAdministrators(t *testing.T) {
	w := newWorld(t)
	by := map[string]*browser{}
	for _, role := range []string{"system_admin", "security_admin", "audit_admin", "registrar", "county_officer"} {
		by[role] = w.as(role)
	}
	account := func(role string) string { return w.accs[role+"."+home].ID }
	person := func(role string) string { return w.accs[role+"."+home].Person }
	bureau := w.units[home+"市场监督管理局"]
	for _, s := range []struct {
		name, role, path string
		body             any
		status           int
		code             string
	}{
		{"resets the security administrator", "system_admin", "/accounts/" + account("security_admin") + "/reset", nil, http.StatusForbidden, "auth.operator"},
		{"resets the auditor", "system_admin", "/accounts/" + account("audit_admin") + "/reset", nil, http.StatusForbidden, "auth.operator"},
		{"resets an officer", "system_admin", "/accounts/" + account("county_officer") + "/reset", nil, http.StatusOK, ""},
		{"whose sessions are over", "county_officer", "/recusals", m{"person": person("county_officer"), "words": "亲戚"}, http.StatusUnauthorized, ""},
		{"invents an officer of last year", "registrar", "/officers", m{"name": "某某", "unit": "市场监督管理局", "from": "2025-01-01"}, http.StatusUnprocessableEntity, "org.backdated"},
		{"with a certificate that is over", "registrar", "/officers", m{"name": "某某", "unit": "市场监督管理局", "certificates": []m{{"number": "1", "to": "2025-01-01"}}}, http.StatusUnprocessableEntity, "org.expired"},
		{"sets a post back", "registrar", "/officers/" + person("registrar") + "/posts", m{"unit": bureau, "from": "2020-01-01"}, http.StatusUnprocessableEntity, "org.backdated"},
		{"an old certificate", "registrar", "/officers/" + person("registrar") + "/certificates", m{"number": "2", "to": "2025-01-01"}, http.StatusUnprocessableEntity, "org.expired"},
	} {
		a := by[s.role].do("POST", prefix+s.path, s.body).wants(s.status)
		if s.code != "" && a.code() != s.code {
			t.Errorf("%s: %s", s.name, a.Body)
		}
	}
}

// TestRecusalsAreOnesOwn: one declares for oneself; who looks after people does
// it for others, and settles and lifts.
func TestRecusalsAreOnesOwn(t *testing.T) {
	w := newWorld(t)
	officer, registrar := w.as("county_officer"), w.as("registrar")
	self, other := w.accs["county_officer."+home].Person, w.accs["registrar."+home].Person
	own := officer.do("POST", prefix+"/recusals", m{"person": self, "words": "妻兄的店"}).wants(http.StatusCreated).field("id")
	officer.do("POST", prefix+"/recusals", m{"person": other, "words": "妻兄的店"}).wants(http.StatusForbidden)
	officer.do("POST", prefix+"/recusals/"+own+"/settle", m{"subject": "s1"}).wants(http.StatusForbidden)
	officer.do("POST", prefix+"/recusals/"+own+"/lift", nil).wants(http.StatusForbidden)
	theirs := registrar.do("POST", prefix+"/recusals", m{"person": other, "words": "同学"}).wants(http.StatusCreated).field("id")
	if a := registrar.do("POST", prefix+"/recusals/"+theirs+"/lift", nil).wants(http.StatusForbidden); a.code() != "org.own_recusal" {
		t.Errorf("lifts his own: %s", a.Body)
	}
	registrar.do("POST", prefix+"/recusals", m{"person": self, "words": "堂弟"}).wants(http.StatusCreated)
	registrar.do("POST", prefix+"/recusals/"+own+"/settle", m{"subject": "s1"}).wants(http.StatusOK)
	registrar.do("POST", prefix+"/recusals/"+own+"/lift", nil).wants(http.StatusOK)
}

// TestWhereARequestComesFrom: a proxy that is trusted is believed, a stranger's
// word is not; the auditor and the log read the same address.
func TestWhereARequestComesFrom(t *testing.T) {
	w := newWorld(t)
	auditor := w.as("audit_admin")
	for name, c := range map[string]struct {
		peer string
		said []string
		want string
	}{
		"directly":                         {"10.1.2.3:999", nil, "10.1.2.3"},
		"a stranger says he is another":    {"10.1.2.3:999", []string{"10.9.9.9"}, "10.1.2.3"},
		"a stranger speaks for our proxy":  {"10.1.2.4:999", []string{"10.9.9.9, 10.8.0.7"}, "10.1.2.4"},
		"through our proxy":                {"127.0.0.1:999", []string{"10.9.9.9"}, "10.9.9.9"},
		"through one that is named":        {"10.8.0.7:999", []string{"10.9.9.7"}, "10.9.9.7"},
		"with something forged before":     {"[::1]:999", []string{"1.1.1.1, 10.9.9.8"}, "10.9.9.8"},
		"forged in a header of its own":    {"127.0.0.1:999", []string{"1.1.1.1", "10.9.9.6"}, "10.9.9.6"},
		"through two proxies":              {"127.0.0.1:999", []string{"10.9.9.5, 10.8.0.7"}, "10.9.9.5"},
		"through two, forged before":       {"127.0.0.1:999", []string{"127.0.0.1, 10.9.9.4, 10.8.0.7"}, "10.9.9.4"},
		"words":                            {"127.0.0.1:999", []string{"nowhere"}, "127.0.0.1"},
		"words before":                     {"10.8.0.9:999", []string{"10.9.9.3, nowhere"}, "10.8.0.9"},
		"with a port":                      {"127.0.0.1:999", []string{"10.9.9.2:4711"}, "10.9.9.2"},
		"IPv4 written as IPv6":             {"[::ffff:10.8.0.7]:999", []string{"10.9.9.1"}, "10.9.9.1"},
		"a proxy's own request":            {"10.8.0.8:999", nil, "10.8.0.8"},
		"what is no header but looks like": {"10.1.2.5:999", []string{""}, "10.1.2.5"},
	} {
		b := &browser{world: w, peer: c.peer, header: http.Header{"X-Forwarded-For": c.said}}
		b.do("POST", "/api/v1/session", m{"login": "nobody", "password": "x"})
		var list struct {
			Items []struct{ Address, Outcome string }
		}
		auditor.do("GET", prefix+"/attempts", nil).wants(http.StatusOK).into(&list)
		told := slices.ContainsFunc(list.Items, func(a struct{ Address, Outcome string }) bool { return a.Address == c.want && a.Outcome != "" })
		if !told {
			t.Errorf("%s: nobody came from %s: %+v", name, c.want, list.Items)
		}
		if !slices.ContainsFunc(w.seen, func(s api.Seen) bool { return s.Remote == c.want }) {
			t.Errorf("%s: the log knows nobody from %s", name, c.want)
		}
	}
}

// TestNotEveryoneBehindAProxyIsOne: who guesses a password is shut out, and not
// its owner, who comes through the same proxy; a stranger's header gives him no
// new address to guess from.
func TestNotEveryoneBehindAProxyIsOne(t *testing.T) {
	w := newWorld(t)
	w.as("case_handler")
	try := func(peer, said, password string) int {
		b := &browser{world: w, peer: peer, header: http.Header{"X-Forwarded-For": {said}}}
		return b.do("POST", "/api/v1/session", m{"login": "case_handler." + home, "password": password}).Code
	}
	right := password + "!"
	for range 12 {
		try("10.8.0.7:1", "10.9.9.9", "wrong")
	}
	if got := try("10.8.0.7:1", "10.9.9.9", right); got != http.StatusUnauthorized {
		t.Errorf("who guessed went on: %d", got)
	}
	if got := try("10.8.0.7:1", "10.9.9.10", right); got != http.StatusOK {
		t.Errorf("the officer, through the same proxy: %d", got)
	}
	for i := range 12 {
		try("10.66.0.1:1", fmt.Sprintf("10.9.1.%d", i), "wrong")
	}
	if got := try("10.66.0.1:1", "10.9.2.2", right); got != http.StatusUnauthorized {
		t.Errorf("who made up addresses went on: %d", got)
	}
}
