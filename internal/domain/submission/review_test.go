package submission_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

// TestAReturnPointsAtCells: with what is wrong there, and until when it is
// corrected; what names no cell or no reason is refused.
func TestAReturnPointsAtCells(t *testing.T) {
	storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
		s, err := submit(t, db, table(t, db))
		if err != nil {
			t.Fatal(err)
		}
		back := func(marks ...submission.Mark) (out submission.Submission, err error) {
			err = db.Act(t.Context(), wu, func(tx *store.Tx) (err error) {
				out, err = submission.Return(t.Context(), tx, s.ID, "请核对", marks...)
				return err
			})
			return out, err
		}
		for name, m := range map[string]submission.Mark{
			"no indicator":   {Code: "共计", Reason: "logic"},
			"no such reason": {Code: "B01", Reason: "ugly"},
			"too long":       {Code: "B01", Reason: "other", Text: strings.Repeat("长", 501)},
		} {
			if _, err := back(m); !errors.Is(err, submission.ErrMark) {
				t.Errorf("%s: %v", name, err)
			}
		}
		marks := []submission.Mark{{Code: "B01", Reason: "logic", Text: "少于 B14"}, {Code: "D06", Reason: "evidence"}}
		got, err := back(marks...)
		if err != nil || got.State != "returned" || !slices.Equal(got.Marks, marks) {
			t.Fatalf("%+v, %v", got, err)
		}
		if err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			kept, err := submission.Get(t.Context(), tx, s.ID)
			if !slices.Equal(kept.Marks, marks) || kept.Due <= tx.Today() || kept.Due != got.Due {
				t.Errorf("kept as %+v", kept)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestWhatWasReceivedIsLocked: by another than who submitted it, once; it stands
// for its period, and is found as received and not as submitted.
func TestWhatWasReceivedIsLocked(t *testing.T) {
	storetest.Each(t, []store.Part{submission.Part}, func(t *testing.T, db *store.DB) {
		in := table(t, db)
		in.Remark = "跨期案件"
		s, err := submit(t, db, in)
		if err != nil {
			t.Fatal(err)
		}
		receive := func(by store.Actor) error {
			return db.Act(t.Context(), by, func(tx *store.Tx) error {
				got, err := submission.Receive(t.Context(), tx, s.ID)
				if err == nil && (got.State != "received" || got.Receiver != by.ID || got.ReceivedOn != tx.Today() || got.Remark != "跨期案件") {
					t.Errorf("received %+v", got)
				}
				return err
			})
		}
		if err := receive(li); !errors.Is(err, submission.ErrOwn) {
			t.Errorf("received by who submitted it: %v", err)
		}
		if err := receive(wu); err != nil {
			t.Fatal(err)
		}
		if err := receive(wu); !errors.Is(err, submission.ErrReceived) {
			t.Errorf("received twice: %v", err)
		}
		if err := db.Act(t.Context(), wu, func(tx *store.Tx) error {
			_, err := submission.Return(t.Context(), tx, s.ID, "又想退回")
			return err
		}); !errors.Is(err, submission.ErrReceived) {
			t.Errorf("returned after it was received: %v", err)
		}
		if _, err := submit(t, db, table(t, db)); !errors.Is(err, submission.ErrSubmitted) {
			t.Errorf("submitted again: %v", err)
		}
		if err := db.Look(t.Context(), li, func(tx *store.Tx) error {
			for state, want := range map[string]int{"received": 1, "submitted": 0, "returned": 0, "": 1} {
				found, _, err := submission.List(t.Context(), tx, submission.Filter{State: state}, store.Page{})
				if err != nil || len(found) != want {
					t.Errorf("%q: %d found, %v", state, len(found), err)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}
