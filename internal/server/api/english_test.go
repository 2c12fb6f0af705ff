package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestARefusalSpeaksEnglishToo: whoever refuses, a rule, the door or the reader
// of requests.
func TestARefusalSpeaksEnglishToo(t *testing.T) {
	w := newWorld(t)
	officer := w.as("county_officer")
	for name, a := range map[string]answer{
		"a rule":         officer.do("GET", prefix+"/leads/none", nil),
		"the door":       officer.do("GET", prefix+"/accounts", nil),
		"nobody":         (&browser{world: w}).do("GET", prefix+"/leads", nil),
		"what is no way": officer.do("GET", "/api/v1/nowhere", nil),
		"no body":        officer.do("POST", prefix+"/leads", []byte("{")),
		"another's page": officer.with("Sec-Fetch-Site", "cross-site").do("POST", prefix+"/leads", nil),
	} {
		if en := a.field("text_en"); a.Code < http.StatusBadRequest || !strings.HasSuffix(en, ".") || a.field("text") == "" {
			t.Errorf("%s: %d %s", name, a.Code, a.ResponseRecorder.Body)
		}
	}
}
