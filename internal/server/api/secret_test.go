package api_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
	lianxi "example.org/zhiye/test/world"
)

// made is the demonstration county behind the API.
func made(t *testing.T) *realm {
	t.Helper()
	w := &realm{world: newWorld(t)}
	blobs, err := blob.Open(t.TempDir())
	w.must(err)
	_, err = lianxi.Make(t.Context(), w.db, blobs, w.guard, nil)
	w.must(err)
	return w
}

type realm struct{ *world }

// texts reads the first column of a query over the county.
func (w *realm) texts(query string) (out []string) {
	w.Helper()
	w.must(w.db.Look(w.Context(), store.Actor{Home: home}, func(tx *store.Tx) error {
		rows, err := tx.Query(w.Context(), query, home)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				return err
			}
			if s != "" {
				out = append(out, s)
			}
		}
		return rows.Err()
	}))
	return out
}

// nouns are the tables whose records have addresses, and an id of each.
var nouns = map[string]string{
	"subjects": `SELECT id FROM registry_subject WHERE home = $1 LIMIT 2`, "leads": `SELECT id FROM lead WHERE home = $1 LIMIT 2`,
	"cases": `SELECT id FROM casework_case WHERE home = $1 LIMIT 2`, "visits": `SELECT id FROM inspection_visit WHERE home = $1 LIMIT 2`,
	"imports": `SELECT id FROM registry_import WHERE home = $1 LIMIT 2`, "outreach": `SELECT id FROM outreach WHERE home = $1 LIMIT 2`,
	"transfers": `SELECT id FROM transfer WHERE home = $1 LIMIT 2`, "draws": `SELECT id FROM spotcheck_draw WHERE home = $1 LIMIT 2`,
	"plans": `SELECT id FROM inspection_plan WHERE home = $1 LIMIT 2`, "accounts": `SELECT id FROM auth_account WHERE home = $1 LIMIT 2`,
	"decisions": `SELECT id FROM decision WHERE home = $1 LIMIT 2`, "exhibits": `SELECT id FROM exhibit WHERE home = $1 LIMIT 2`,
	"parties":  `SELECT id FROM casework_party WHERE home = $1 LIMIT 2`,
	"officers": `SELECT id FROM org_person WHERE home = $1 LIMIT 2`,
}

// Whoever works in another county asks for every record of this one, under
// the own county's address and under this one's, and gets none.
func TestNobodyReadsAnotherHomesRecords(t *testing.T) {
	w := made(t)
	ids := map[string][]string{}
	for noun, query := range nouns {
		if ids[noun] = w.texts(query); len(ids[noun]) == 0 {
			t.Errorf("the county has no %s", noun)
		}
	}
	const other = "360403"
	var staff []*browser
	for _, r := range auth.Roles() {
		staff = append(staff, w.hire(other, r, auth.Here))
	}
	tried := 0
	for _, o := range operations(w.doc) {
		if o.ofSession() || o.Method != http.MethodGet || !strings.Contains(o.Path, "{") {
			continue
		}
		noun, _, _ := strings.Cut(strings.TrimPrefix(o.Path, "/api/v1/homes/{home}/"), "/")
		for _, id := range append(ids[noun], lianxi.Campaign) {
			path := strings.NewReplacer("{id}", id, "{campaign}", lianxi.Campaign, "{code}", "B01").Replace(o.Path)
			for _, b := range staff {
				tried++
				query := "?from=2026-06-01&to=2026-11-15&through=2026-11-15&code=B01"
				own := b.do("GET", strings.Replace(path, "{home}", other, 1)+query, nil)
				theirs := b.do("GET", strings.Replace(path, "{home}", home, 1)+query, nil)
				if theirs.Code != http.StatusForbidden {
					t.Errorf("%s of the other county answers %d", o.Path, theirs.Code)
				}
				if own.Code >= 500 {
					t.Errorf("%s: %d %s", path, own.Code, own.Body)
				}
				w.holds(t, o.Path, own, ids, id)
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d questions were asked", tried)
	}
}

// holds fails the test when an answer tells a record of the county; the id
// that was asked for may be repeated in a refusal.
func (w *realm) holds(t *testing.T, path string, a answer, ids map[string][]string, asked string) {
	t.Helper()
	if a.Code == http.StatusNotFound || a.Code == http.StatusForbidden {
		return
	}
	for noun, some := range ids {
		for _, id := range some {
			if strings.Contains(a.Body.String(), id) && !(id == asked && a.Code >= 400) {
				t.Errorf("%s tells %s %s: %d %.200s", path, noun, id, a.Code, a.Body)
			}
		}
	}
}

// Names and numbers of people are planted all over the county; the journal,
// the log and whoever has no business with them never see one.
func TestPeopleAreToldToWhoMayKnow(t *testing.T) {
	w := made(t)
	phones := w.split(`SELECT phones FROM org_person WHERE home = $1 UNION SELECT phones FROM org_contact WHERE home = $1`)
	people := w.texts(`SELECT name FROM org_person WHERE home = $1 UNION SELECT name FROM org_contact WHERE home = $1`)
	parties := w.texts(`SELECT name FROM casework_party AS p WHERE home = $1 AND NOT EXISTS (SELECT 1 FROM registry_subject AS s WHERE s.home = p.home AND s.name = p.name)`) // a shop's name is on its door
	if len(phones) < 5 || len(people) < 5 || len(parties) == 0 {
		t.Fatalf("%d phones, %d people, %d parties", len(phones), len(people), len(parties))
	}
	for _, body := range w.texts(`SELECT body FROM journal_entry WHERE home = $1`) {
		for _, s := range slices.Concat(phones, people, parties) {
			if len([]rune(s)) > 1 && strings.Contains(body, s) {
				t.Fatalf("the journal tells %q: %s", s, body)
			}
		}
	}
	var logs bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(old)
	for _, r := range auth.Roles() {
		b := w.hire(home, r, auth.Here)
		for _, a := range b.everything(w) {
			for _, s := range phones {
				if !r.Allows("org.phone") && strings.Contains(a.Body.String(), s) && !strings.Contains(a.what, "/subjects") {
					t.Errorf("%s reads a telephone number in %s", r.Code, a.what)
					break
				}
			}
			for _, s := range parties {
				if !r.Allows("case.read") && strings.Contains(a.Body.String(), s) && !strings.Contains(a.what, "/subjects") {
					t.Errorf("%s reads the name of a party in %s", r.Code, a.what)
					break
				}
			}
		}
	}
	for _, s := range slices.Concat(phones, parties, []string{password}) {
		if strings.Contains(logs.String(), s) {
			t.Errorf("the log tells %q", s)
		}
	}
	for line := range strings.Lines(logs.String()) {
		if !strings.HasPrefix(line, "time=") {
			t.Errorf("a line of the log begins %.80q", line)
		}
	}
}

func (w *realm) split(query string) (out []string) {
	for _, s := range w.texts(query) {
		out = append(out, strings.Fields(s)...)
	}
	return out
}

// everything asks every operation that reads, with records that are there.
func (b *browser) everything(w *realm) (out []answer) {
	for _, o := range operations(w.doc) {
		if o.ofSession() || o.Method != http.MethodGet {
			continue
		}
		noun, _, _ := strings.Cut(strings.TrimPrefix(o.Path, "/api/v1/homes/{home}/"), "/")
		id := lianxi.Campaign
		if query, ok := nouns[noun]; ok {
			if ids := w.texts(query); len(ids) > 0 {
				id = ids[0]
			}
		}
		path := strings.NewReplacer("{home}", home, "{id}", id, "{campaign}", lianxi.Campaign, "{code}", "B01").Replace(o.Path)
		a := b.do("GET", path+"?from=2026-06-01&to=2026-11-15&through=2026-11-15&code=B01&year=2026&on=2026-11-01%0d%0alevel=ERROR", nil)
		if a.Code >= 500 {
			b.Errorf("GET %s: %d %s", path, a.Code, a.Body)
		}
		out = append(out, a)
	}
	return out
}
