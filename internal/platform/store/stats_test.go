package store_test

import (
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

// The planner must not take the home for a search: all rows may be of one.
func TestAnIndexIsPreferredToTheHome(t *testing.T) {
	db := storetest.SQLite(t, drawer, journal.Part) // PostgreSQL counts for itself
	err := db.Look(t.Context(), li, func(tx *store.Tx) error {
		var a, b, c int
		var plan string
		if err := tx.Row(t.Context(), `EXPLAIN QUERY PLAN SELECT body, at FROM journal_entry WHERE home = $1 AND subject = $2`, li.Home, "x").
			Scan(&a, &b, &c, &plan); err != nil {
			return err
		}
		if !strings.Contains(plan, "journal_entry_subject (home=? AND subject=?)") {
			t.Error(plan)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
