package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.org/zhiye/internal/server/app"
)

func TestNoPathLeavesTheApp(t *testing.T) {
	for _, p := range []string{"/", "/ledger/abc", "/../app.go", "/..%2fapp.go", "/api/v1/nothing"} {
		w := httptest.NewRecorder()
		app.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, p, nil))
		if strings.Contains(w.Body.String(), "package app") {
			t.Errorf("%s serves source", p)
		}
		if strings.HasPrefix(p, "/api/") != (w.Code == http.StatusNotFound && strings.HasPrefix(w.Body.String(), "404")) {
			t.Errorf("%s answers %d %q", p, w.Code, w.Body.String())
		}
	}
}
