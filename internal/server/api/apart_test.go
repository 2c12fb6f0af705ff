package api_test

import (
	"net/http"
	"testing"
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

// TestWhereARequestComesFrom: a proxy on this machine is believed, a stranger's
// word is not; the auditor reads the address.
func TestWhereARequestComesFrom(t *testing.T) {
	for name, c := range map[string]struct{ peer, said, want string }{
		"directly":                      {"10.1.2.3:999", "", "10.1.2.3"},
		"a stranger says he is another": {"10.1.2.3:999", "10.9.9.9", "10.1.2.3"},
		"through our proxy":             {"127.0.0.1:999", "10.9.9.9", "10.9.9.9"},
		"with something forged before":  {"[::1]:999", "1.1.1.1, 10.9.9.8", "10.9.9.8"},
		"words":                         {"127.0.0.1:999", "nowhere", "127.0.0.1"},
	} {
		w := newWorld(t)
		auditor := w.as("audit_admin")
		b := (&browser{world: w, peer: c.peer}).with("X-Forwarded-For", c.said)
		b.do("POST", "/api/v1/session", m{"login": "nobody", "password": "x"}).wants(http.StatusUnauthorized)
		var list struct {
			Items []struct{ Address, Outcome string }
		}
		auditor.do("GET", prefix+"/attempts", nil).wants(http.StatusOK).into(&list)
		for _, a := range list.Items {
			if a.Outcome == "no_login" && a.Address != c.want {
				t.Errorf("%s: %s", name, a.Address)
			}
		}
		if len(list.Items) != 2 { // the auditor's own, and this one
			t.Errorf("%s: %+v", name, list.Items)
		}
	}
}
