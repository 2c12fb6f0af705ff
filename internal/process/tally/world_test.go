package tally_test

import (
	"reflect"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/process/tally"
	"example.org/zhiye/internal/pure/indicator"
	"example.org/zhiye/internal/pure/ref"
)

const (
	home     = "360402"
	shili    = "360402001000" // two townships
	wuli     = "360402002000"
	campaign = "lianxi-2026"
)

var chen = store.Actor{ID: "person:chen", Unit: "market", Department: "market", Home: home}

// tb is what both a test and a property's trial are.
type tb interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// each runs fn on both databases with the real template.
func each(t *testing.T, fn func(t *testing.T, db *store.DB, tal *tally.Tally)) {
	t.Helper()
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) { fn(t, db, tally.New(db, template(t, db, nil))) })
}

// template is the template that came with the program, with words replaced.
func template(t *testing.T, db *store.DB, change *strings.Replacer) *indicator.Set {
	t.Helper()
	b, err := data.Files.ReadFile("indicator/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		b = []byte(change.Replace(string(b)))
	}
	facts, err := journal.Describe(db.Verbs())
	if err != nil {
		t.Fatal(err)
	}
	set, err := indicator.Load(b, facts)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// note notes one entry in an act of its own and returns its number.
func note(t tb, db *store.DB, by store.Actor, n store.Note) (seq int64) {
	t.Helper()
	err := db.Act(context(t), by, func(tx *store.Tx) error { return tx.Note(n) })
	if err != nil {
		t.Fatal(err)
	}
	err = db.Look(context(t), by, func(tx *store.Tx) error {
		p, err := journal.At(context(t), tx)
		seq = p.Seq
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

// visit is a note of a visit to a subject on a day; change may say more.
func visit(subject, day string, change ...func(*store.Note, *inspection.Recorded)) store.Note {
	f := inspection.Recorded{
		Entity: subject, Venue: "catering", Origin: "plan", Organs: []string{"market"}, Officers: []string{"person:a", "person:b"},
		OfficerDays: []string{"person:a/" + day + "/", "person:b/" + day + "/"}, Results: []string{"01"},
	}
	n := store.Note{Verb: "visit.recorded", Subject: ref.Of("visit", subject+day), Day: day, Region: shili, Campaign: campaign, Departments: []string{"market"}}
	for _, c := range change {
		c(&n, &f)
	}
	n.Facts = f
	return n
}

// back takes an entry back.
func back(n store.Note, seq int64) store.Note {
	n.Reverses = seq
	return n
}

// days is a window over the whole campaign, or the one named.
func days(fromTo ...string) tally.Query {
	q := tally.Query{Campaign: campaign, First: "2026-06-01", From: "2026-06-01", To: "2026-12-29"}
	if len(fromTo) == 2 {
		q.From, q.To = fromTo[0], fromTo[1]
	}
	return q
}

func read(t tb, tal *tally.Tally, by store.Actor, q tally.Query) tally.Figures {
	t.Helper()
	f, err := tal.Read(context(t), by.Home, q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// flat are the fields of a facts struct by their JSON names, as they are.
func flat(facts any) map[string]any {
	v := reflect.ValueOf(facts)
	out := map[string]any{}
	for i := range v.NumField() {
		out[v.Type().Field(i).Tag.Get("json")] = v.Field(i).Interface()
	}
	return out
}
