package casework

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Exhibit is something seized in a case, counted in the unit of its class:
// animals in 只 头 尾 条, products in 件 or grams, tools in 件. What is not
// disposed of yet is held by a custodian at a place.
type Exhibit struct {
	ID         string   `json:"id"`
	Case       string   `json:"case"`
	Class      string   `json:"class"` // animal, product_count, product_weight, tool
	Name       string   `json:"name"`
	Measure    string   `json:"measure"` // preservation (先行登记保存), seizure (查封扣押), confiscation, surrender (主动上交)
	Unit       string   `json:"unit"`
	Count      int64    `json:"count"`
	Grams      int64    `json:"grams"`
	HeldCount  int64    `json:"held_count"`
	HeldGrams  int64    `json:"held_grams"`
	Protection string   `json:"protection"` // national1, national2, sanyou, local, other; empty for tools
	Alive      bool     `json:"alive"`
	Custodian  string   `json:"custodian"` // "person:…"
	Place      string   `json:"place"`
	Photos     []string `json:"photos"` // "blob:…"
	SeizedOn   string   `json:"seized_on"`
	Withdrawn  string   `json:"withdrawn,omitempty"`
	Version    int64    `json:"version"`
}

// Held reports whether some of it is still to be disposed of.
func (x Exhibit) Held() bool { return x.Withdrawn == "" && (x.HeldCount > 0 || x.HeldGrams > 0) }

// units are the words each class is counted in; the first is the default.
var units = map[string][]string{
	"animal": {"只", "头", "尾", "条", "匹", "枚"}, "product_count": {"件", "个", "张", "枚", "根", "对", "块"},
	"product_weight": {"克"}, "tool": {"件", "个", "张", "台", "支", "把"},
}

// What a person can do something about.
var (
	ErrExhibit    = fault.New(fault.NotFound, "exhibit.not_found", "没有这件涉案物品，请核对编号")
	ErrClass      = fault.New(fault.Invalid, "exhibit.class", "物品类别或计量单位不符，请在活体（死体）、计件制品、计重制品、工具中选择")
	ErrQuantity   = fault.New(fault.Invalid, "exhibit.quantity", "数量须大于零且与类别一致（计重填克，其余填数），处置数不得超过在库数")
	ErrProtection = fault.New(fault.Invalid, "exhibit.protection", "保护级别缺失，请选择一级、二级、三有、地方或其他")
	ErrCustody    = fault.New(fault.Invalid, "exhibit.custody", "保管人或存放地点为空，请填写")
	ErrMeasure    = fault.New(fault.Invalid, "exhibit.measure", "取得方式不在目录内，请在登记保存、查封扣押、没收、上交中选择")
	ErrGone       = fault.New(fault.Conflict, "exhibit.gone", "物品已有处置记录，不能再这样改动，请先撤回处置")
)

// Seize records an exhibit. Registered preservation asks for a decision within
// seven working days (行政处罚法第五十六条), a seizure lasts thirty days
// (行政强制法第二十五条).
func Seize(ctx context.Context, tx *store.Tx, x Exhibit) (Exhibit, error) {
	c, err := open(ctx, tx, x.Case)
	if err != nil {
		return Exhibit{}, err
	}
	if x.Unit == "" && len(units[x.Class]) > 0 {
		x.Unit = units[x.Class][0]
	}
	if err := x.check(); err != nil {
		return Exhibit{}, err
	}
	if x.SeizedOn, err = pastDay(tx, x.SeizedOn); err != nil {
		return Exhibit{}, err
	}
	x.ID, x.HeldCount, x.HeldGrams, x.Withdrawn, x.Version = tx.ID(), x.Count, x.Grams, "", 1
	if _, err := tx.Exec(ctx, `INSERT INTO casework_exhibit (home, `+exhibitColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		tx.Actor.Home, x.ID, x.Case, x.Class, x.Name, x.Measure, x.Unit, x.Count, x.Grams, x.HeldCount, x.HeldGrams, x.Protection,
		flag(x.Alive), x.Custodian, x.Place, pack(x.Photos), x.SeizedOn, x.Withdrawn, x.Version); err != nil {
		return Exhibit{}, wrap("seizing", err)
	}
	if kind := map[string]string{"preservation": ClockPreservation, "seizure": ClockSeizure}[x.Measure]; kind != "" {
		if err := start(ctx, tx, c.ID, x.ID, kind, midnight(x.SeizedOn)); err != nil {
			return Exhibit{}, err
		}
	}
	return x, note(tx, c, "exhibit.seized", x.seized(), x.SeizedOn)
}

func (x Exhibit) seized() Seized {
	return Seized{x.Class, x.Count, x.Grams, x.Protection, x.Alive, x.ID}
}

func (x Exhibit) check() error {
	weighed := x.Class == "product_weight"
	switch {
	case strings.TrimSpace(x.Name) == "" || !slices.Contains(units[x.Class], x.Unit) || x.Alive && x.Class != "animal":
		return ErrClass
	case weighed && (x.Grams <= 0 || x.Count != 0), !weighed && (x.Count <= 0 || x.Grams != 0):
		return ErrQuantity
	case x.Class != "tool" && !slices.Contains([]string{"national1", "national2", "sanyou", "local", "other"}, x.Protection):
		return ErrProtection
	case x.Custodian == "" || strings.TrimSpace(x.Place) == "":
		return ErrCustody
	case !slices.Contains([]string{"preservation", "seizure", "confiscation", "surrender"}, x.Measure):
		return ErrMeasure
	}
	return ErrLong.Over(200, x.Name, x.Place)
}

// Amend corrects a record of an exhibit that nothing was disposed of yet; the
// earlier entry is reversed and the right one noted on the same day.
func Amend(ctx context.Context, tx *store.Tx, in Exhibit) (Exhibit, error) {
	return keep(ctx, tx, in.ID, in.Version, func(c Case, x *Exhibit) error {
		if x.HeldCount != x.Count || x.HeldGrams != x.Grams {
			return ErrGone
		}
		was := x.seized()
		x.Class, x.Name, x.Unit, x.Protection, x.Alive = in.Class, in.Name, in.Unit, in.Protection, in.Alive
		x.Count, x.Grams, x.HeldCount, x.HeldGrams = in.Count, in.Grams, in.Count, in.Grams
		if err := x.check(); err != nil {
			return err
		}
		if x.seized() == was {
			return note(tx, c, "exhibit.amended", Edited{[]string{x.ID}}, "")
		}
		if err := takeBack(ctx, tx, c, "exhibit.seized", about("exhibit", x.ID)); err != nil {
			return err
		}
		return note(tx, c, "exhibit.seized", x.seized(), x.SeizedOn)
	})
}

// Unseize takes back the record of an exhibit that was none.
func Unseize(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Exhibit, error) {
	return keep(ctx, tx, id, version, func(c Case, x *Exhibit) error {
		if x.HeldCount != x.Count || x.HeldGrams != x.Grams {
			return ErrGone
		}
		if x.Withdrawn = strings.TrimSpace(reason); x.Withdrawn == "" {
			return ErrReason
		}
		if err := finish(ctx, tx, c.ID, id); err != nil {
			return err
		}
		return takeBack(ctx, tx, c, "exhibit.seized", about("exhibit", id))
	})
}

// Move hands an exhibit to another custodian or place; the journal is its
// chain of custody.
func Move(ctx context.Context, tx *store.Tx, id string, version int64, custodian, place string) (Exhibit, error) {
	return keep(ctx, tx, id, version, func(c Case, x *Exhibit) error {
		x.Custodian, x.Place = custodian, place
		if err := x.check(); err != nil {
			return err
		}
		return note(tx, c, "exhibit.moved", Custody{x.ID, x.Custodian}, "")
	})
}

// keep edits an exhibit of an open case of the actor's unit.
func keep(ctx context.Context, tx *store.Tx, id string, version int64, edit func(Case, *Exhibit) error) (Exhibit, error) {
	x, err := GetExhibit(ctx, tx, id)
	if err != nil {
		return Exhibit{}, err
	}
	c, err := open(ctx, tx, x.Case)
	if err != nil {
		return Exhibit{}, err
	}
	if x.Version != version {
		return Exhibit{}, ErrMoved.Against(x)
	}
	if x.Withdrawn != "" {
		return Exhibit{}, ErrExhibit
	}
	if err := edit(c, &x); err != nil {
		return Exhibit{}, err
	}
	err = tx.Row(ctx, `UPDATE casework_exhibit SET class = $4, name = $5, unit = $6, count = $7, grams = $8, held_count = $9, held_grams = $10,
		protection = $11, alive = $12, custodian = $13, place = $14, withdrawn = $15, version = version + 1
		WHERE home = $1 AND id = $2 AND version = $3 RETURNING version`,
		tx.Actor.Home, id, version, x.Class, x.Name, x.Unit, x.Count, x.Grams, x.HeldCount, x.HeldGrams, x.Protection, flag(x.Alive),
		x.Custodian, x.Place, x.Withdrawn).Scan(&x.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return Exhibit{}, ErrMoved
	}
	return x, wrap("keeping an exhibit", err)
}

const exhibitColumns = `id, file, class, name, measure, unit, count, grams, held_count, held_grams, protection, alive,
	custodian, place, photos, seized_on, withdrawn, version`

// GetExhibit returns an exhibit, or ErrExhibit.
func GetExhibit(ctx context.Context, tx *store.Tx, id string) (Exhibit, error) {
	return found(scanExhibit(tx.Row(ctx, `SELECT `+exhibitColumns+` FROM casework_exhibit WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrExhibit)
}

// Exhibits are the exhibits of a case, the withdrawn ones too.
func Exhibits(ctx context.Context, tx *store.Tx, id string) ([]Exhibit, error) {
	rs, err := tx.Query(ctx, `SELECT `+exhibitColumns+` FROM casework_exhibit WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, id)
	return collect(rs, err, scanExhibit)
}

func heldExhibits(ctx context.Context, tx *store.Tx, id string) ([]Exhibit, error) {
	xs, err := Exhibits(ctx, tx, id)
	return slices.DeleteFunc(xs, func(x Exhibit) bool { return !x.Held() }), err
}

func scanExhibit(r row) (x Exhibit, err error) {
	var alive int64
	var photos string
	if err = r.Scan(&x.ID, &x.Case, &x.Class, &x.Name, &x.Measure, &x.Unit, &x.Count, &x.Grams, &x.HeldCount, &x.HeldGrams, &x.Protection,
		&alive, &x.Custodian, &x.Place, &photos, &x.SeizedOn, &x.Withdrawn, &x.Version); err != nil {
		return x, err
	}
	x.Alive = alive == 1
	return x, json.Unmarshal([]byte(photos), &x.Photos)
}
