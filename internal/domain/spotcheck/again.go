package spotcheck

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/fault"
)

// Why a draft would let somebody choose after all: by drawing until the result
// pleases, by listing exactly whom to visit, or by a name that a spreadsheet
// reads as a formula.
var (
	ErrRedraw  = fault.New(fault.Conflict, "draw.again", "同一专项行动、同一检查日期已冻结或公告过相同分层或相同对象的抽查，不能另行起草；请对原抽查申请重新抽取")
	ErrNear    = fault.New(fault.Conflict, "draw.near", "前后四周内已冻结或公告过含相同对象的抽查，且抽中对象尚未全部检查；请先完成那次检查，或对原抽查申请重新抽取")
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

// unchosen refuses a draft that repeats a draw which was frozen or announced for
// the same campaign and day, unless it takes that draw's place in the open.
func (d *Draw) unchosen(ctx context.Context, tx *store.Tx, objects []Object) error {
	earlier, err := d.others(ctx, tx, 0)
	if err != nil {
		return err
	}
	for _, e := range earlier {
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

// apart is how many days lie between two draws over the same objects where the
// first was not carried out: four weeks, so that a monthly draw is never held up.
const apart = 28

// unheeded refuses a draft over objects of another draw nearby in time that was
// frozen or announced and is not carried out: who does not like what came out
// asks for a redraw, and does not draw for the day after. Once every object drawn
// there has been visited, more may be drawn at once.
func (d *Draw) unheeded(ctx context.Context, tx *store.Tx, g Ground) error {
	near, err := d.others(ctx, tx, apart-1)
	if err != nil {
		return err
	}
	for _, e := range near {
		if g.Heeded[e.ID] || e.State == Redrawn && g.Heeded[e.RedrawnBy] {
			continue
		}
		again, err := overlaps(ctx, tx, e, g.Objects)
		if err != nil {
			return err
		}
		if again {
			return ErrNear.With(e.Title + " " + e.Date)
		}
	}
	return nil
}

// Near lists the drawn draws that stand in the way of one until they are carried
// out: of the same campaign, and less than four weeks away.
func Near(ctx context.Context, tx *store.Tx, d Draw) ([]Draw, error) {
	all, err := d.others(ctx, tx, apart-1)
	return slices.DeleteFunc(all, func(e Draw) bool { return e.DrawnAt.IsZero() }), err
}

// others are the draws of the campaign that were frozen or announced for a day
// at most days away, without those whose place d takes.
func (d *Draw) others(ctx context.Context, tx *store.Tx, days int) ([]Draw, error) {
	day := calendar.Day(d.Date)
	all, err := query(ctx, tx, `SELECT `+columns+` FROM spotcheck_draw
		WHERE home = $1 AND campaign = $2 AND date >= $3 AND date <= $4 AND id <> $5 AND (announced_at > 0 OR state = 'frozen') ORDER BY id DESC`,
		[]any{tx.Actor.Home, d.Campaign, string(day.Add(-days)), string(day.Add(days)), d.ID})
	if err != nil {
		return nil, err
	}
	replaced := map[string]bool{}
	for id := d.Redraws; id != ""; {
		e, err := Get(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		replaced[id], id = true, e.Redraws
	}
	return slices.DeleteFunc(all, func(e Draw) bool { return replaced[e.ID] }), nil
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
	return overlaps(ctx, tx, e, objects)
}

// overlaps reports whether one of the objects lies in the pool of a draw.
func overlaps(ctx context.Context, tx *store.Tx, e Draw, objects []Object) (bool, error) {
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
