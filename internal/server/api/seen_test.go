package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestTheLogSaysWhoAskedForWhat: and never what was typed, sent or answered.
func TestTheLogSaysWhoAskedForWhat(t *testing.T) {
	w := newWorld(t)
	officer := w.as("county_officer")
	w.seen = nil
	officer.do("GET", prefix+"/leads?state=raised&q=王某某", nil).wants(http.StatusOK)
	officer.do("GET", prefix+"/leads/13999990000", nil).wants(http.StatusNotFound)
	(&browser{world: w}).do("GET", prefix+"/leads", nil).wants(http.StatusUnauthorized)
	if len(w.seen) != 3 {
		t.Fatalf("saw %+v", w.seen)
	}
	list, gone, nobody := w.seen[0], w.seen[1], w.seen[2]
	if !strings.HasPrefix(list.Who, "person:") || list.Home != home || list.Status != http.StatusOK || list.Method != "GET" || list.Bytes == 0 || list.Took <= 0 || list.Trace == "" {
		t.Errorf("the list: %+v", list)
	}
	if !strings.HasSuffix(list.Route, "/homes/{home}/leads") || gone.Status != http.StatusNotFound || !strings.HasSuffix(gone.Route, "/leads/{id}") {
		t.Errorf("routes: %q, %d %q", list.Route, gone.Status, gone.Route)
	}
	if nobody.Who != "" || nobody.Status != http.StatusUnauthorized {
		t.Errorf("nobody: %+v", nobody)
	}
	for _, said := range []string{"王某某", "13999990000", officer.cookie.Value} {
		if strings.Contains(fmt.Sprintf("%+v", w.seen), said) {
			t.Errorf("the log repeats %q", said)
		}
	}
}
