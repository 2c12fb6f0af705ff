package store_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

// TestAnIndexMadeForAQuestionIsUsed checks that SQLite does not read a home
// from end to end because its key begins with the home.
func TestAnIndexMadeForAQuestionIsUsed(t *testing.T) {
	part := store.Part{Name: "stall", Schema: fstest.MapFS{"schema/20261125000001_stall.sql": {Data: []byte(`-- +goose Up
CREATE TABLE stall (
  home  TEXT NOT NULL,
  id    TEXT NOT NULL,
  owner TEXT NOT NULL,
  goods TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX stall_owner ON stall (home, owner);
`)}}}
	db := storetest.SQLite(t, part)
	for question, index := range map[string]string{
		`SELECT goods FROM stall WHERE home = 'a' AND owner = 'b' ORDER BY id DESC LIMIT 50`: "stall_owner",
		`SELECT goods FROM stall WHERE home = 'a' AND id > 'b' ORDER BY id LIMIT 50`:         "PRIMARY KEY (home=? AND id>?)",
	} {
		err := db.Look(t.Context(), store.Actor{Home: "a"}, func(tx *store.Tx) error {
			var a, b, c int
			var plan string
			err := tx.Row(t.Context(), "EXPLAIN QUERY PLAN "+question).Scan(&a, &b, &c, &plan)
			if !strings.Contains(plan, index) {
				t.Errorf("%s: %s, not %s", question, plan, index)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
