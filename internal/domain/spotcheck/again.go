package spotcheck

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/fault"
)

// Why a draft would let somebody choose after all: by drawing until the result
// pleases, by listing exactly whom to visit, or by a name that a spreadsheet
// reads as a formula.
var (
	ErrRedraw  = fault.New(fault.Conflict, "draw.again", "同一专项行动、同一检查日期已公告过相同分层或相同对象的抽查，不能另行起草；请对原抽查申请重新抽取")
	ErrChoice  = fault.New(fault.Invalid, "draw.choice", "名单分层没有抽取余地：抽取数应少于名单对象数；确需全部检查的，请把比例设为 1 并公开")
	ErrStratum = fault.New(fault.Invalid, "draw.stratum", "分层名称不能以 = + - @ 开头，不能含换行等控制字符，且不超过 200 字，请修改")
)

// longest is how many characters a name may have.
const longest = 200

// named reports whether a stratum's name is one that a table can show.
func (s Stratum) named() bool {
	return !strings.ContainsRune("=+-@", []rune(s.Name + " ")[0]) && !strings.ContainsFunc(s.Name, unicode.IsControl) && len([]rune(s.Name)) <= longest
}

// chooses reports whether of size objects that somebody listed some are left
// out, or all are visited openly.
func (s Stratum) chooses(size int64) bool {
	return len(s.Subjects) == 0 || size == 0 || s.Quota.Count == nil && s.Quota.Rate == "1" || take(s.Quota, size) < size
}

// unchosen refuses a draft that repeats a draw which was announced for the same
// campaign and day, unless it takes that draw's place in the open.
func (d *Draw) unchosen(ctx context.Context, tx *store.Tx, objects []Object) error {
	earlier, err := query(ctx, tx, `SELECT `+columns+` FROM spotcheck_draw
		WHERE home = $1 AND campaign = $2 AND date = $3 AND id <> $4 AND announced_at > 0 ORDER BY id DESC`,
		[]any{tx.Actor.Home, d.Campaign, d.Date, d.ID})
	if err != nil {
		return err
	}
	replaced := d.Redraws
	for _, e := range earlier { // newest first, so that the way back is met in order
		if e.ID == replaced {
			replaced = e.Redraws
			continue
		}
		again, err := d.repeats(ctx, tx, e, objects)
		if err != nil {
			return err
		}
		if again {
			return ErrRedraw.With(e.Title)
		}
	}
	return nil
}

// repeats reports whether the draft shares a stratum's name or an object with
// an earlier draw.
func (d *Draw) repeats(ctx context.Context, tx *store.Tx, e Draw, objects []Object) (bool, error) {
	for _, s := range d.Strata {
		if slices.ContainsFunc(e.Strata, func(o Stratum) bool { return o.Name == s.Name }) {
			return true, nil
		}
		for _, subject := range s.Subjects {
			objects = append(objects, Object{Subject: subject})
		}
	}
	b, err := readFile(ctx, tx, e.ID, PoolFile)
	if err != nil {
		return false, err
	}
	pool, err := draw.ParsePool(bytes.NewReader(b))
	if err != nil {
		return false, wrap("reading a pool", err)
	}
	in := map[string]bool{}
	for id := range pool.All() {
		in[id] = true
	}
	return slices.ContainsFunc(objects, func(o Object) bool { return in[o.Subject] }), nil
}
