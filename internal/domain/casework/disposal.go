package casework

import (
	"context"
	"slices"
	"strings"

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
	ErrReceiver = fault.New(fault.Invalid, "exhibit.receiver", "处置地点（接收单位）或批准人为空，请填写")
	ErrDisposal = fault.New(fault.NotFound, "exhibit.disposal", "没有这次处置，或已撤回，请核对")
)

// Dispose records that a part of an exhibit left custody.
func Dispose(ctx context.Context, tx *store.Tx, version int64, d Disposal) (Disposal, error) {
	x, err := keep(ctx, tx, d.Exhibit, version, func(c Case, x *Exhibit) (err error) {
		if err := d.check(*x); err != nil {
			return err
		}
		if d.DisposedOn, err = pastDay(tx, d.DisposedOn); err != nil || d.DisposedOn < x.SeizedOn {
			return fallback(err, ErrDay.With(d.DisposedOn))
		}
		d.ID, d.Withdrawn = tx.ID(), ""
		x.HeldCount, x.HeldGrams = x.HeldCount-d.Count, x.HeldGrams-d.Grams
		if _, err := tx.Exec(ctx, `INSERT INTO casework_disposal (home, `+disposalColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			tx.Actor.Home, d.ID, d.Exhibit, d.Way, d.Count, d.Grams, d.Place, d.Approver, d.DisposedOn, d.Withdrawn); err != nil {
			return wrap("disposing", err)
		}
		return note(tx, c, "exhibit.disposed", Disposed{d.Way, d.Count, d.Grams, x.Class, x.ID, d.ID}, d.DisposedOn)
	})
	if err == nil && !x.Held() {
		err = finish(ctx, tx, x.Case, x.ID)
	}
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
func Undispose(ctx context.Context, tx *store.Tx, id, reason string) (Exhibit, error) {
	d, err := found(scanDisposal(tx.Row(ctx, `SELECT `+disposalColumns+` FROM casework_disposal WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrDisposal)
	if err != nil {
		return Exhibit{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return Exhibit{}, ErrReason
	}
	x, err := GetExhibit(ctx, tx, d.Exhibit)
	if err != nil || d.Withdrawn != "" {
		return Exhibit{}, fallback(err, ErrDisposal)
	}
	return keep(ctx, tx, x.ID, x.Version, func(c Case, x *Exhibit) error {
		x.HeldCount, x.HeldGrams = x.HeldCount+d.Count, x.HeldGrams+d.Grams
		if _, err := tx.Exec(ctx, `UPDATE casework_disposal SET withdrawn = $3 WHERE home = $1 AND id = $2`, tx.Actor.Home, id, reason); err != nil {
			return wrap("taking a disposal back", err)
		}
		return takeBack(ctx, tx, c, "exhibit.disposed", about("disposal", id))
	})
}

const disposalColumns = `id, exhibit, way, count, grams, place, approver, disposed_on, withdrawn`

// Disposals are how an exhibit left custody, the withdrawn records too.
func Disposals(ctx context.Context, tx *store.Tx, exhibit string) ([]Disposal, error) {
	rs, err := tx.Query(ctx, `SELECT `+disposalColumns+` FROM casework_disposal WHERE home = $1 AND exhibit = $2 ORDER BY id`, tx.Actor.Home, exhibit)
	return collect(rs, err, scanDisposal)
}

func scanDisposal(r row) (d Disposal, err error) {
	err = r.Scan(&d.ID, &d.Exhibit, &d.Way, &d.Count, &d.Grams, &d.Place, &d.Approver, &d.DisposedOn, &d.Withdrawn)
	return d, err
}
