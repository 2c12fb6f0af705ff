package exhibit

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Disposal is how some or all of an exhibit left custody.
type Disposal struct {
	ID         string `json:"id"`
	Exhibit    string `json:"exhibit"`
	Way        string `json:"way"` // one of Ways
	Count      int64  `json:"count"`
	Grams      int64  `json:"grams"`
	Place      string `json:"place"`    // where it was released, or who received it
	Approver   string `json:"approver"` // who decided on it
	DisposedOn string `json:"disposed_on"`
	Withdrawn  string `json:"withdrawn,omitempty"`
}

// Ways are release (放生), rescue (移交收容救护), destroy (无害化处理),
// surrender (上缴), return (发还) and police (随案移交公安).
var Ways = []string{"release", "rescue", "destroy", "surrender", "return", "police"}

// What a person can do something about.
var (
	ErrWay      = fault.New(fault.Invalid, "exhibit.way", "处置方式不在目录内，请重新选择")
	ErrDead     = fault.New(fault.Invalid, "exhibit.dead", "只有活体可以放生或移交收容救护，请改选处置方式")
	ErrReceiver = fault.New(fault.Invalid, "exhibit.receiver", "处置地点（接收单位）或批准人为空，或批准人就是办案人员，请改正")
	ErrDisposal = fault.New(fault.NotFound, "exhibit.disposal", "没有这次处置，或已撤回，请核对")
)

// Dispose records that a part of an exhibit left custody; version is the
// exhibit's.
func Dispose(ctx context.Context, tx *store.Tx, f docket.File, version int64, d Disposal) (Disposal, error) {
	_, err := keep(ctx, tx, f, Exhibit{ID: d.Exhibit, Version: version}, func(x *Exhibit) (err error) {
		if err := d.check(*x); err != nil {
			return err
		}
		if !f.Apart(d.Approver) {
			return ErrReceiver
		}
		if d.DisposedOn, err = docket.Past(tx, d.DisposedOn); err != nil {
			return err
		}
		if d.DisposedOn < x.SeizedOn {
			return docket.ErrDay.With(d.DisposedOn)
		}
		d.ID, d.Withdrawn = tx.ID(), ""
		x.HeldCount, x.HeldGrams = x.HeldCount-d.Count, x.HeldGrams-d.Grams
		if err := insertDisposal(ctx, tx, d); err != nil {
			return err
		}
		if !x.Held() {
			if err := rest(ctx, tx, *x); err != nil {
				return err
			}
		}
		return f.Note(tx, "exhibit.disposed", Disposed{d.Way, d.Count, d.Grams, x.Class, x.ID, d.ID}, d.DisposedOn)
	})
	return d, err
}

func (d Disposal) check(x Exhibit) error {
	weighed := x.Class == "product_weight"
	switch {
	case !slices.Contains(Ways, d.Way):
		return ErrWay
	case (d.Way == "release" || d.Way == "rescue") && !x.Alive:
		return ErrDead
	case d.Count < 0 || d.Grams < 0 || weighed == (d.Count > 0) || weighed != (d.Grams > 0) || d.Count > x.HeldCount || d.Grams > x.HeldGrams:
		return ErrQuantity
	case strings.TrimSpace(d.Place) == "" || d.Approver == "":
		return ErrReceiver
	}
	return ErrLong.Over(200, d.Place)
}

// Undispose takes back a mistaken record of a disposal; it is held again.
func Undispose(ctx context.Context, tx *store.Tx, f docket.File, id, reason string) (Exhibit, error) {
	d, err := GetDisposal(ctx, tx, id)
	if err != nil {
		return Exhibit{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return Exhibit{}, ErrReason
	}
	x, err := Get(ctx, tx, d.Exhibit)
	if err != nil {
		return Exhibit{}, err
	}
	return keep(ctx, tx, f, x, func(x *Exhibit) error {
		if kind := clockOf[x.Measure]; kind != "" && !x.Held() {
			if err := docket.Again(ctx, tx, x.Case, x.ID, kind); err != nil {
				return err
			}
		}
		x.HeldCount, x.HeldGrams = x.HeldCount+d.Count, x.HeldGrams+d.Grams
		if _, err := tx.Exec(ctx, `UPDATE exhibit_disposal SET withdrawn = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, id, reason); err != nil {
			return wrap("taking a disposal back", err)
		}
		return f.TakeBack(ctx, tx, "exhibit.disposed", Disposed{}, docket.About("disposal", id))
	})
}

const disposalColumns = `id, exhibit, way, count, grams, place, approver, disposed_on, withdrawn`

// GetDisposal returns a standing disposal, or ErrDisposal.
func GetDisposal(ctx context.Context, tx *store.Tx, id string) (Disposal, error) {
	d, err := store.One(tx.Row(ctx, `SELECT `+disposalColumns+` FROM exhibit_disposal WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrDisposal, scanDisposal)
	if err == nil && d.Withdrawn != "" {
		return Disposal{}, ErrDisposal
	}
	return d, err
}

// Disposals are how an exhibit left custody, the withdrawn records too.
func Disposals(ctx context.Context, tx *store.Tx, exhibit string) ([]Disposal, error) {
	rs, err := tx.Query(ctx, `SELECT `+disposalColumns+` FROM exhibit_disposal WHERE home = $1 AND exhibit = $2 ORDER BY id`, tx.Actor.Home, exhibit)
	return store.Collect(rs, err, scanDisposal)
}

func insertDisposal(ctx context.Context, tx *store.Tx, d Disposal) error {
	_, err := tx.Exec(ctx, `INSERT INTO exhibit_disposal (home, `+disposalColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.Actor.Home, d.ID, d.Exhibit, d.Way, d.Count, d.Grams, d.Place, d.Approver, d.DisposedOn, d.Withdrawn)
	return wrap("disposing", err)
}

func scanDisposal(r store.Scanner) (d Disposal, err error) {
	err = r.Scan(&d.ID, &d.Exhibit, &d.Way, &d.Count, &d.Grams, &d.Place, &d.Approver, &d.DisposedOn, &d.Withdrawn)
	return d, err
}
