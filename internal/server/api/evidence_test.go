package api_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
)

// TestEvidenceIsThere: a record may name only photos that were sent, whatever
// the field is called and however deep it lies.
func TestEvidenceIsThere(t *testing.T) {
	w := campaigning(t, storetest.SQLite(t, flow.Parts()...))
	s := w.staff("statistician", "county_officer", "coordinator")
	nowhere := "blob:" + strings.Repeat("0", 64)
	for path, body := range map[string]m{
		season + "/outreach":      {"kind": "leaflet", "title": "进市场宣传", "place": "莲花镇", "quantity": 3, "photos": []string{photo, nowhere}},
		season + "/paper-counts":  {"code": "G03", "quantity": 40, "place": "莲花镇", "document": "张贴登记表", "photo": "有照片"},
		season + "/online-checks": {"looks": []m{{"target": "x", "kind": "site", "evidence": []string{nowhere}}}},
		season + "/visits/grid":   {"rows": []m{{"photos": []string{strings.Repeat("0", 64)}}}},
		season + "/documents":     {"day": "2026-11-25", "body": m{"kind": "notice", "number": "1", "title": "通知", "to": []string{}, "file": nowhere}},
	} {
		who := "county_officer"
		for end, role := range map[string]string{"counts": "statistician", "outreach": "statistician", "documents": "coordinator"} {
			if strings.HasSuffix(path, end) {
				who = role
			}
		}
		if a := s[who].do("POST", path, body); a.Code != http.StatusUnprocessableEntity || a.code() != "photo.missing" {
			t.Errorf("%s: %d %s", path, a.Code, a.Body)
		}
	}
}
