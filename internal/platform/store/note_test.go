package store_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

type sheetful struct {
	Count    int64    `json:"count"`
	Document string   `json:"document"`
	Targets  []string `json:"targets"`
}

// TestTheJournalTakesNothingThatCannotBeRight: what is noted stays and is
// summed for years.
func TestTheJournalTakesNothingThatCannotBeRight(t *testing.T) {
	part := store.Part{Name: "count", Verbs: store.Verbs{"count.made": sheetful{}}}
	storetest.Each(t, []store.Part{part}, func(t *testing.T, db *store.DB) {
		for name, c := range map[string]struct {
			note store.Note
			err  error
		}{
			"a paper count":           {store.Note{Facts: sheetful{Count: 120, Document: "濂市监字〔2026〕12号"}}, nil},
			"of a township":           {store.Note{Region: "360402001000", Facts: sheetful{}}, nil},
			"the largest int64":       {store.Note{Facts: sheetful{Count: 1<<63 - 1}}, store.ErrAmount},
			"the smallest int64":      {store.Note{Facts: sheetful{Count: -1 << 63}}, store.ErrAmount},
			"another county":          {store.Note{Region: "360403001000", Facts: sheetful{}}, store.ErrRegion},
			"nowhere":                 {store.Note{Region: "999999999999", Facts: sheetful{}}, store.ErrRegion},
			"no region at all":        {store.Note{Region: "360402", Facts: sheetful{}}, store.ErrRegion},
			"no day":                  {store.Note{Day: "2026-02-30", Facts: sheetful{}}, store.ErrDay},
			"a phone":                 {store.Note{Facts: sheetful{Document: "王五 13812345678"}}, store.ErrPersonal},
			"an identity card":        {store.Note{Facts: sheetful{Targets: []string{"36040219900101124X"}}}, store.ErrPersonal},
			"an id that has digits":   {store.Note{Facts: sheetful{Document: "person:0035413812345678k01ww4xyz"}}, nil},
			"a book for a number":     {store.Note{Facts: sheetful{Document: strings.Repeat("号", 81)}}, store.ErrLength},
			"more than a list can be": {store.Note{Facts: sheetful{Targets: make([]string, 5001)}}, store.ErrLength},
		} {
			t.Run(name, func(t *testing.T) {
				c.note.Verb, c.note.Subject = "count.made", "count:1"
				err := db.Act(t.Context(), li, func(tx *store.Tx) error { return tx.Note(c.note) })
				if !errors.Is(err, c.err) {
					t.Errorf("got %v, want %v", err, c.err)
				}
			})
		}
	})
}
