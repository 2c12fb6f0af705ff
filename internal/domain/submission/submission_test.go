package submission_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"
)

var (
	li = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	wu = store.Actor{ID: "person:wu", Unit: "unit:west", Department: "forestry", Home: "360402"}
)

// table is the table of May as tally would freeze it now.
func table(t *testing.T, db *store.DB) submission.Submission {
	t.Helper()
	var at journal.Position
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) { at, err = journal.At(t.Context(), tx); return err }); err != nil {
		t.Fatal(err)
	}
	return submission.Submission{Campaign: "spring", From: "2026-04-30", To: "2026-05-29", Department: "market",
		Cells: json.RawMessage(`{"B01":3}`), Definitions: "2026.1", Seq: at.Seq, Root: at.Root}
}

func submit(t *testing.T, db *store.DB, s submission.Submission) (out submission.Submission, err error) {
	err = db.Act(t.Context(), li, func(tx *store.Tx) (err error) { out, err = submission.Submit(t.Context(), tx, s); return err })
	return out, err
}

func TestWhatIsFrozen(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*submission.Submission)
		want  error
	}{
		"as tally froze it":     {func(*submission.Submission) {}, nil},
		"a nil return":          {func(s *submission.Submission) { s.Nil, s.Cells = true, json.RawMessage(`{}`) }, nil},
		"ends before it begins": {func(s *submission.Submission) { s.To = "2026-04-29" }, submission.ErrPeriod},
		"no campaign":           {func(s *submission.Submission) { s.Campaign = "" }, submission.ErrPeriod},
		"no cells":              {func(s *submission.Submission) { s.Cells = nil }, submission.ErrCells},
		"no definitions":        {func(s *submission.Submission) { s.Definitions = "" }, submission.ErrCells},
		"beyond the journal":    {func(s *submission.Submission) { s.Seq += 1 }, submission.ErrPosition},
		"of another journal":    {func(s *submission.Submission) { s.Root = "AAAA" }, submission.ErrPosition},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
				s := table(t, db)
				c.spoil(&s)
				got, err := submit(t, db, s)
				if !errors.Is(err, c.want) {
					t.Fatalf("got %v, want %v", err, c.want)
				}
				if err == nil && (got.State != "submitted" || got.Round != 1 || got.Nil != s.Nil) {
					t.Errorf("frozen as %+v", got)
				}
			})
		})
	}
}

func TestARoundAfterReturn(t *testing.T) {
	storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
		first, err := submit(t, db, table(t, db))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := submit(t, db, table(t, db)); !errors.Is(err, submission.ErrSubmitted) {
			t.Errorf("submitted twice: %v", err)
		}
		if m := missing(t, db); !slices.Equal(m, []string{"forestry"}) {
			t.Errorf("missing %v, want forestry", m)
		}
		back := func(tx *store.Tx) error {
			_, err := submission.Return(t.Context(), tx, first.ID, "漏报莲花镇")
			return err
		}
		if err := db.Act(t.Context(), li, back); !errors.Is(err, submission.ErrOwn) {
			t.Errorf("returned by who submitted it: %v", err)
		}
		if err := db.Act(t.Context(), wu, back); err != nil {
			t.Fatal(err)
		}
		if m := missing(t, db); len(m) != 2 {
			t.Errorf("a returned table is not missing: %v", m)
		}
		again := table(t, db)
		again.Cells = json.RawMessage(`{"B01":4}`)
		second, err := submit(t, db, again)
		if err != nil || second.Round != 2 {
			t.Fatalf("second round %d, %v", second.Round, err)
		}
		if err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			old, err := submission.Get(t.Context(), tx, first.ID)
			if string(old.Cells) != `{"B01":3}` {
				t.Errorf("the returned table was rewritten: %s", old.Cells)
			}
			ss, _, err2 := submission.List(t.Context(), tx, submission.Filter{State: "submitted"}, store.Page{})
			if len(ss) != 1 || ss[0].ID != second.ID {
				t.Errorf("listed %v", ss)
			}
			return errors.Join(err, err2)
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func missing(t *testing.T, db *store.DB) (out []string) {
	t.Helper()
	if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) {
		out, err = submission.Missing(t.Context(), tx, submission.Submission{Campaign: "spring", From: "2026-04-30", To: "2026-05-29"}, []string{"market", "forestry"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAPaperCount(t *testing.T) {
	storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
		good := submission.Count{Code: "G02", Quantity: 500, Place: "莲花镇", Document: "莲政宣〔2026〕3号", Photo: "blob:1", Campaign: "spring", CountedOn: "2026-05-02"}
		for want, spoil := range map[error]func(*submission.Count){
			submission.ErrCode:     func(c *submission.Count) { c.Code = "" },
			submission.ErrLong:     func(c *submission.Count) { c.Document = strings.Repeat("长", 201) },
			submission.ErrQuantity: func(c *submission.Count) { c.Quantity = -500 },
			submission.ErrDocument: func(c *submission.Count) { c.Photo = "" },
			submission.ErrDay:      func(c *submission.Count) { c.CountedOn = "5月2日" },
		} {
			c := good
			spoil(&c)
			if err := db.Act(t.Context(), li, func(tx *store.Tx) error { _, err := submission.Register(t.Context(), tx, c); return err }); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		var c submission.Count
		if err := db.Act(t.Context(), li, func(tx *store.Tx) (err error) { c, err = submission.Register(t.Context(), tx, good); return err }); err != nil {
			t.Fatal(err)
		}
		withdraw := func(by store.Actor, reason string) error {
			return db.Act(t.Context(), by, func(tx *store.Tx) error { _, err := submission.Withdraw(t.Context(), tx, c.ID, reason); return err })
		}
		for _, s := range []struct {
			by     store.Actor
			reason string
			want   error
		}{{wu, "重复", submission.ErrNotYours}, {li, "", submission.ErrReason}, {li, "重复", nil}, {li, "重复", submission.ErrCount}} {
			if err := withdraw(s.by, s.reason); !errors.Is(err, s.want) {
				t.Errorf("%s withdraws: got %v, want %v", s.by.ID, err, s.want)
			}
		}
		var es []journal.Entry
		if err := db.Look(t.Context(), li, func(tx *store.Tx) (err error) {
			es, err = journal.Of(t.Context(), tx, ref.Of("count", c.ID))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if len(es) != 2 || es[1].Reverses != es[0].Seq || es[1].Day != "2026-05-02" || es[0].Facts["quantity"] != int64(500) {
			t.Errorf("the withdrawal does not reverse the count on its day: %+v", es)
		}
	})
}

func TestWhoSubmits(t *testing.T) {
	town := store.Actor{ID: "person:du", Unit: "unit:town", Home: "360402"}
	for name, c := range map[string]struct {
		by         store.Actor
		department string
		want       error
	}{
		"a township, the joint table":      {town, "*", submission.ErrUnit},
		"a township, no department's":      {town, "", submission.ErrPeriod},
		"a bureau, the joint table":        {li, "*", nil},
		"a bureau, its own table":          {li, "market", nil},
		"a bureau, another's table":        {wu, "market", submission.ErrUnit},
		"a township, a department's table": {town, "market", submission.ErrUnit},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
				s := table(t, db)
				s.Department = c.department
				err := db.Act(t.Context(), c.by, func(tx *store.Tx) error { _, err := submission.Submit(t.Context(), tx, s); return err })
				if !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
			})
		})
	}
}
