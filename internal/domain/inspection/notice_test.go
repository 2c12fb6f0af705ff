package inspection_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

func TestNotice(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB) {
		county(t, db)
		issue := func(e inspection.Entry) (inspection.Notice, error) {
			return try(t, db, chen, func(tx *store.Tx) (inspection.Notice, error) {
				n, _, err := inspection.IssueNotice(t.Context(), tx, e)
				return n, err
			})
		}
		e := lawful()
		e.Day, e.Results = "2026-07-03", nil // it lies ahead
		n, err := issue(e)
		if err != nil || len(n.Code) != 16 || len(n.Names) != 2 {
			t.Fatalf("%+v, %v", n, err)
		}
		for _, x := range entries(t, db, ref.Of("notice", n.ID)) {
			if strings.Contains(strings.Join([]string{x.Facts["entity"].(string), x.Facts["item"].(string)}, " "), n.Code) {
				t.Error("the code is in the journal")
			}
		}
		office := e
		office.Organs = []string{"office"}
		if _, err := issue(office); !errors.Is(err, inspection.ErrOffice) {
			t.Errorf("the office announces itself: %v", err)
		}
		typed := strings.ToLower(n.Code[:4] + "-" + n.Code[4:8] + " " + n.Code[8:])
		if got := look(t, db, func(tx *store.Tx) (inspection.Notice, error) { return inspection.Show(t.Context(), tx, typed) }); got.ID != n.ID {
			t.Errorf("%s shows %+v", typed, got)
		}
		at(db, "2026-07-03")
		e.Results, e.Code = []string{"01"}, typed
		v := record(t, db, e)
		if got := look(t, db, func(tx *store.Tx) (inspection.Notice, error) { return inspection.Show(t.Context(), tx, n.Code) }); got.State != inspection.NoticeUsed || got.Visit != v.ID {
			t.Errorf("after the visit %+v", got)
		}
		other := e
		other.Day = "2026-07-02"
		if _, err := try(t, db, chen, func(tx *store.Tx) (any, error) {
			_, _, err := inspection.Record(t.Context(), tx, other)
			return nil, err
		}); !errors.Is(err, inspection.ErrNotice) {
			t.Errorf("one notice, two visits: %v", err)
		}
		if _, err := try(t, db, chen, func(tx *store.Tx) (any, error) {
			return inspection.Correct(t.Context(), tx, inspection.Change{ID: v.ID, Version: v.Version, Reason: "补充说明"}, v.Entry)
		}); err != nil {
			t.Errorf("a correction keeps its notice: %v", err)
		}
		err = db.Look(t.Context(), chen, func(tx *store.Tx) error {
			_, err := inspection.Show(t.Context(), tx, "0000000000000000")
			return err
		})
		if !errors.Is(err, inspection.ErrNoticeNotFound) {
			t.Errorf("a guess: %v", err)
		}
		m, err := issue(e)
		if err != nil {
			t.Fatal(err)
		}
		if m = act(t, db, chen, func(tx *store.Tx) (inspection.Notice, error) {
			return inspection.WithdrawNotice(t.Context(), tx, m.ID, m.Version, "改期")
		}); m.State != inspection.NoticeWithdrawn || m.Code == n.Code {
			t.Errorf("%+v", m)
		}
	})
}

func TestQR(t *testing.T) {
	n := inspection.Notice{Code: "0123456789ABCDEF"}
	if got, want := n.Content("https://zhiye.example.org/", "360402"), "https://zhiye.example.org/code/360402/0123456789ABCDEF"; got != want {
		t.Errorf("content %s", got)
	}
	b, err := inspection.QR(n.Content("", "360402"), 240)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx() != 240 {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
	if _, err := inspection.QR(strings.Repeat("x", 5000), 240); err == nil {
		t.Error("a novel fits on a stamp")
	}
}
