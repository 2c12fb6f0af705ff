package api_test

import (
	"bytes"
	"net/http"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"
)

// TestNobodyFillsTheDisk: an officer sends so much in a day, a home so much in
// all; the same photo sent again takes nothing.
func TestNobodyFillsTheDisk(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := worldOn(t, db)
		one, other := w.as("county_officer"), w.as("case_handler")
		n := byte(0)
		send := func(b *browser) answer {
			n++
			return b.do("POST", prefix+"/photos", append([]byte("\x89PNG\r\n\x1a\n"+string(rune('a'+n))), bytes.Repeat([]byte{n}, 16<<20-1000)...))
		}
		for range 4 {
			send(one).wants(http.StatusCreated)
		}
		if a := send(one).wants(http.StatusConflict); a.code() != "photo.room_today" {
			t.Errorf("the fifth: %s", a.code())
		}
		n = 0
		send(one).wants(http.StatusCreated)
		n = 10
		send(other).wants(http.StatusCreated)
		send(other).wants(http.StatusCreated)
		if a := send(other).wants(http.StatusConflict); a.code() != "photo.room" {
			t.Errorf("more than the home may have: %s", a.code())
		}
	})
}
