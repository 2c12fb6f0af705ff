package api_test

import (
	"net/http"
	"testing"
)

func TestAViewIsSavedSharedAndDropped(t *testing.T) {
	w := newWorld(t)
	b, colleague, elsewhere := w.as("registrar"), w.as("county_officer"), w.as("township_officer")
	id := b.do("POST", prefix+"/views", m{"list": "ledger", "name": "C级", "shared": true, "query": m{"grade": "C"}, "columns": m{"hidden": []string{"code"}}}).wants(http.StatusOK).field("id")
	type view struct {
		ID, Name string
		Mine     bool
		Query    map[string]string
	}
	seen := func(b *browser) []view {
		var page struct{ Items []view }
		b.do("GET", prefix+"/views?list=ledger", nil).wants(http.StatusOK).into(&page)
		return page.Items
	}
	if vs := seen(b); len(vs) != 1 || vs[0].ID != id || !vs[0].Mine || vs[0].Query["grade"] != "C" {
		t.Errorf("mine %+v", vs)
	}
	if vs := seen(colleague); len(vs) != 1 || vs[0].Mine {
		t.Errorf("a colleague's %+v", vs)
	}
	if vs := seen(elsewhere); len(vs) != 0 {
		t.Errorf("another unit's %+v", vs)
	}
	colleague.do("DELETE", prefix+"/views/"+id, nil).wants(http.StatusNotFound)
	b.do("DELETE", prefix+"/views/"+id, nil).wants(http.StatusOK)
	b.do("GET", prefix+"/views", nil).wants(http.StatusUnprocessableEntity)
}
