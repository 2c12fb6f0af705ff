package main

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/report"
)

// TestUpgrade: data that an earlier program wrote opens in this one, with
// every figure as it was and nothing wrong.
func TestUpgrade(t *testing.T) {
	old, err := filepath.Glob("testdata/upgrade/*.json")
	if err != nil || len(old) == 0 {
		t.Fatal("no earlier data", err)
	}
	for _, told := range old {
		t.Run(strings.TrimSuffix(filepath.Base(told), ".json"), func(t *testing.T) { upgrade(t, told) })
	}
}

func upgrade(t *testing.T, told string) {
	dir := t.TempDir()
	unzip(t, strings.TrimSuffix(told, ".json")+".db.gz", filepath.Join(dir, "zhiye.db"))
	var want struct {
		Rows map[string][2]json.RawMessage
	}
	b, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	h, err := place{Data: dir}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	found, err := h.check(t.Context(), "360402")
	found = slices.DeleteFunc(found, func(f journal.Finding) bool { return f.Kind == "missing" }) // photos were not taken along
	if err != nil || len(found) > 0 {
		t.Errorf("after the upgrade: %v, %v", found, err)
	}
	kept(t, h)
	got := tableOf(t, h)
	for code, w := range want.Rows {
		if g := got[code]; string(g[0]) != string(w[0]) || string(g[1]) != string(w[1]) {
			t.Errorf("%s was %s, %s and is %s, %s", code, w[0], w[1], g[0], g[1])
		}
	}
}

// kept counts what moved to other tables.
func kept(t *testing.T, h *house) {
	t.Helper()
	if err := h.db.Look(t.Context(), store.Actor{ID: "job:test", Home: "360402"}, func(tx *store.Tx) error {
		for query, want := range map[string]int{
			`SELECT count(*) FROM decision WHERE home = $1 AND mark <> '' AND party_kind <> ''`: 9,
			`SELECT count(*) FROM exhibit WHERE home = $1`:                                      5,
			`SELECT count(*) FROM exhibit_disposal WHERE home = $1`:                             1,
			`SELECT count(*) FROM transfer WHERE home = $1`:                                     2,
			`SELECT count(*) FROM docket_clock WHERE home = $1`:                                 55,
		} {
			var got int
			if err := tx.Row(t.Context(), query, tx.Actor.Home).Scan(&got); err != nil {
				return err
			}
			if got != want {
				t.Errorf("%s: %d, want %d", query, got, want)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func unzip(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, z); err != nil {
		t.Fatal(err)
	}
}

// tableOf is every figure of June and July, as JSON.
func tableOf(t *testing.T, h *house) map[string][2]json.RawMessage {
	t.Helper()
	made, err := report.Make(t.Context(), h.tally, "360402", report.Asked{Campaign: "lianxi-2026", From: "2026-06-01", To: "2026-07-31"})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]json.RawMessage{}
	for _, r := range made.Rows {
		value, err := json.Marshal(r.Value)
		if err != nil {
			t.Fatal(err)
		}
		cumulative, err := json.Marshal(r.Cumulative)
		if err != nil {
			t.Fatal(err)
		}
		out[r.Code] = [2]json.RawMessage{value, cumulative}
	}
	return out
}
