package journal_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	part = store.Part{Name: "said", Verbs: store.Verbs{"word.said": said{}}}
)

type said struct {
	Word  string   `json:"word"`
	Times int64    `json:"times"`
	Loud  bool     `json:"loud"`
	To    []string `json:"to"`
}

func say(ctx context.Context, db *store.DB, f said) error {
	return db.Act(ctx, li, func(tx *store.Tx) error {
		return tx.Note(store.Note{Verb: "word.said", Subject: "word:1", Day: "2026-06-01", Campaign: "lianxi-2026", Facts: f})
	})
}

func TestWhatWasNotedIsRead(t *testing.T) {
	storetest.Each(t, []store.Part{part}, func(t *testing.T, db *store.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			f := said{
				rapid.StringN(0, 60, 240).Draw(rt, "word"), rapid.Int64Range(-1e12, 1e12).Draw(rt, "times"),
				rapid.Bool().Draw(rt, "loud"), rapid.SliceOfN(rapid.StringN(0, 60, 240), 0, 3).Draw(rt, "to"),
			}
			if strings.Contains(f.Word+strings.Join(f.To, ""), "\x00") {
				rt.Skip("PostgreSQL keeps no NUL in text")
			}
			if err := say(t.Context(), db, f); err != nil {
				rt.Fatal(err)
			}
			e := last(t, db)
			if e.Facts["word"] != f.Word || e.Facts["times"] != f.Times || e.Facts["loud"] != f.Loud || fmt.Sprint(e.Facts["to"]) != fmt.Sprint(f.To) {
				rt.Fatalf("noted %+v, read %v", f, e.Facts)
			}
		})
		if found, err := journal.Check(t.Context(), db, li.Home, nil); err != nil || len(found) > 0 {
			t.Errorf("check found %v, %v", found, err)
		}
	})
}

func last(t *testing.T, db *store.DB) (e journal.Entry) {
	t.Helper()
	err := db.Look(t.Context(), li, func(tx *store.Tx) error {
		p, err := journal.At(t.Context(), tx)
		if err != nil {
			return err
		}
		e, err = journal.Get(t.Context(), tx, p.Seq)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// tampering is what somebody with the database's password might do.
var tampering = map[string]struct{ stmt, kind string }{
	"a word changed":          {`UPDATE journal_entry SET body = replace(body, 'w3', 'wx') WHERE seq = 3`, "hash"},
	"an entry taken out":      {`DELETE FROM journal_entry WHERE seq = 4`, "number"},
	"the last entry cut off":  {`DELETE FROM journal_entry WHERE seq = 9`, "number"},
	"the day moved":           {`UPDATE journal_entry SET day = '2026-06-02' WHERE seq = 2`, "column"},
	"the head set back":       {`UPDATE journal_head SET seq = 8`, "tree"},
	"a checkpoint re-written": {`UPDATE journal_checkpoint SET note = replace(note, 'zhiye/360402', 'zhiye/360403')`, "checkpoint"},
}

func TestTamperingIsFound(t *testing.T) {
	for name, c := range tampering {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, []store.Part{part}, func(t *testing.T, db *store.DB) {
				v := write(t, db, 9)
				if found, err := journal.Check(t.Context(), db, li.Home, v); err != nil || len(found) > 0 {
					t.Fatalf("before: %v, %v", found, err)
				}
				if err := db.Keep(t.Context(), li, func(tx *store.Tx) error { _, err := tx.Exec(t.Context(), c.stmt); return err }); err != nil {
					t.Fatal(err)
				}
				found, err := journal.Check(t.Context(), db, li.Home, v)
				if err != nil || len(found) == 0 || found[0].Kind != c.kind {
					t.Errorf("found %v, %v; want %s", found, err, c.kind)
				}
			})
		})
	}
}

// write notes n entries with a checkpoint behind them.
func write(t *testing.T, db *store.DB, n int) note.Verifier {
	t.Helper()
	for i := range n {
		if err := say(t.Context(), db, said{Word: fmt.Sprintf("w%d", i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	private, public, err := journal.NewKey("lianxi")
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	if err := journal.Checkpoint(t.Context(), db, li, s); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAForgedJournalFailsItsCheckpoint rewrites history consistently, hashes
// and head included; only the signed root can tell.
func TestAForgedJournalFailsItsCheckpoint(t *testing.T) {
	storetest.Each(t, []store.Part{part}, func(t *testing.T, db *store.DB) {
		v := write(t, db, 5)
		for _, stmt := range []string{`DELETE FROM journal_entry`, `DELETE FROM journal_head`} {
			if err := db.Keep(t.Context(), li, func(tx *store.Tx) error { _, err := tx.Exec(t.Context(), stmt); return err }); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 5 {
			if err := say(t.Context(), db, said{Word: fmt.Sprintf("forged %d", i)}); err != nil {
				t.Fatal(err)
			}
		}
		found, err := journal.Check(t.Context(), db, li.Home, v)
		if err != nil || len(found) != 1 || found[0].Kind != "checkpoint" {
			t.Errorf("found %v, %v", found, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(`{"act":"a","at":1,"by":"b","campaign":"","day":"2026-01-01","departments":["market"],"facts":{"a":[],"b":true,"c":-1,"d":"\n"},"home":"360402","region":"360402000000","reverses":0,"seq":1,"subject":"x:1","unit":"u","verb":"v.w"}`)
	f.Fuzz(func(t *testing.T, body string) {
		e, err := journal.Parse(body)
		if err != nil {
			return
		}
		again, err := journal.Parse(body)
		if err != nil || !reflect.DeepEqual(e, again) {
			t.Fatalf("one body, two entries: %v and %v (%v)", e, again, err)
		}
	})
}
