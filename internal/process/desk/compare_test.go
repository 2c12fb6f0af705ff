package desk_test

import (
	"errors"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/test/world"
)

// meddlings are what somebody might do to records behind the program's back,
// and the kind of disagreement that shows it.
var meddlings = map[string]struct{ kind, statement string }{
	"nothing":                       {"", ""},
	"a visit on another day":        {"visit", `UPDATE inspection_visit SET day = '2026-01-01' WHERE id = (SELECT min(id) FROM inspection_visit WHERE state = 'recorded')`},
	"a problem that was found":      {"visit", `UPDATE inspection_visit SET problem = 1 - problem WHERE id = (SELECT max(id) FROM inspection_visit WHERE state = 'recorded')`},
	"a visit of somebody else":      {"visit", `UPDATE inspection_visit SET subject = 'other' WHERE id = (SELECT max(id) FROM inspection_visit WHERE state = 'recorded')`},
	"a visit is gone":               {"visit", `DELETE FROM inspection_visit WHERE id = (SELECT max(id) FROM inspection_visit WHERE state = 'recorded')`},
	"a visit withdrawn by hand":     {"visit", `UPDATE inspection_visit SET state = 'withdrawn' WHERE id = (SELECT max(id) FROM inspection_visit WHERE state = 'recorded')`},
	"the announcement of a draw":    {"draw", `UPDATE spotcheck_file SET body = body || ' ' WHERE name = 'announcement.json'`},
	"the result of a draw":          {"draw", `UPDATE spotcheck_file SET body = replace(body, '1', '2') WHERE name = 'draw.json'`},
	"a plan that was published":     {"draw", `UPDATE spotcheck_file SET body = replace(body, '2026', '2027') WHERE name = 'plan.json'`},
	"who was in the pool":           {"draw", `UPDATE spotcheck_file SET body = replace(body, '1', '2') WHERE name = 'pool.csv'`},
	"a file of a draw is gone":      {"draw", `DELETE FROM spotcheck_file WHERE name = 'draw.json'`},
	"somebody more to be inspected": {"coverage", `INSERT INTO registry_covered (home, campaign, subject) SELECT home, campaign, 'other' FROM registry_coverage`},
	"a list and its root":           {"coverage", `UPDATE registry_coverage SET root = 'x', count = count - 1`},
	"the frozen list is gone":       {"coverage", `DELETE FROM registry_coverage`},
	"a role nobody has given":       {"grant", `INSERT INTO auth_grant (home, id, account, role, unit, scope, given_at, given_by, ended_at) SELECT home, 'x', account, 'security_admin', '', 'home', 1, 'x', 0 FROM auth_grant ORDER BY id LIMIT 1`},
	"a role becomes another":        {"grant", `UPDATE auth_grant SET role = 'security_admin' WHERE id = (SELECT min(id) FROM auth_grant)`},
	"a shop no list shows":          {"list", `DELETE FROM registry_listed WHERE heading = '' AND title = (SELECT min(name) FROM registry_subject)`},
	"a shop under another name":     {"list", `UPDATE registry_subject SET name = '改名店' WHERE id = (SELECT min(id) FROM registry_subject)`},
	"a role is gone":                {"grant", `DELETE FROM auth_grant WHERE id = (SELECT min(id) FROM auth_grant)`},
}

var errUndo = errors.New("undone")

// compared meddles with a county, and takes it back.
func compared(t *testing.T, db *store.DB) {
	for name, c := range meddlings {
		t.Run(name, func(t *testing.T) {
			err := db.Keep(t.Context(), store.Actor{ID: "job:check", Home: world.Home}, func(tx *store.Tx) error {
				if c.statement != "" {
					res, err := tx.Exec(t.Context(), c.statement)
					if err != nil {
						return err
					}
					if n, _ := res.RowsAffected(); n == 0 {
						t.Error("nothing was meddled with")
					}
				}
				found, err := desk.Compare(t.Context(), tx)
				if err != nil {
					return err
				}
				if (c.kind != "") != (len(found) > 0) {
					t.Errorf("found %v, want %q", found, c.kind)
				}
				for _, d := range found {
					if d.Kind != c.kind || d.Text == "" || !d.Subject.Valid() {
						t.Errorf("found %+v, want %q", d, c.kind)
					}
				}
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				t.Fatal(err)
			}
		})
	}
}
