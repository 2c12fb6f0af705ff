package zone

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/geo"
	"example.org/zhiye/internal/pure/region"
)

// Query asks about a place on a day: a point, a division, or better both.
type Query struct {
	Point   *geo.Point
	Region  string // 6, 9 or 12 digits; the home as a whole when empty
	Day     string // of the act
	Field   string // hunt or fish; both when empty
	Species string // as people write it; empty asks for any animal
	Latin   string
}

// Status is what is known of a place and a day.
type Status string

// The three answers; there is no fourth.
const (
	Banned    Status = "banned"    // a notice bans it
	Undecided Status = "undecided" // a notice may; Undecided says what is missing
	NoneHeld  Status = "none_held" // no notice was entered that does
)

// Hit is a zone that a place and a day lie in, and the notice it rests on.
type Hit struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Field  string   `json:"field"`
	Bans   []Ban    `json:"bans"`
	Tools  []string `json:"tools,omitempty"`
	Season Season   `json:"season"`
	By     string   `json:"by"` // point or division
	Notice Notice   `json:"notice"`
}

// Open is a zone that what was asked does not decide.
type Open struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Missing string `json:"missing"` // what would decide it, in words
}

// Answer is what the notices held say of a place on a day. Area and Period are
// true or absent: that no notice is held proves nothing.
type Answer struct {
	Status    Status   `json:"status"`
	Area      bool     `json:"area,omitempty"`
	Period    bool     `json:"period,omitempty"`
	Tools     []string `json:"tools"` // banned here by notices, beside those of the law
	Hits      []Hit    `json:"hits"`
	Undecided []Open   `json:"undecided"`
	Text      string   `json:"text"`
}

// At says what the zones of the home ban at a place on a day. A boundary belongs
// to its zone.
func At(ctx context.Context, tx *store.Tx, q Query) (Answer, error) {
	if !calendar.Day(q.Day).Valid() {
		return Answer{}, ErrDay.With(q.Day)
	}
	where, err := q.where(tx.Actor.Home)
	if err != nil {
		return Answer{}, err
	}
	out := Answer{Tools: []string{}, Hits: []Hit{}, Undecided: []Open{}}
	x := find(q.Species, q.Latin, q.Day)
	drawn, err := polygons(ctx, tx, q)
	if err != nil {
		return Answer{}, err
	}
	for _, z := range drawn {
		in, err := q.within(z)
		if err != nil {
			return Answer{}, err
		}
		out.add(z, in, q, x)
	}
	whole, err := divisions(ctx, tx, where, q.Day)
	if err != nil {
		return Answer{}, err
	}
	for _, z := range whole {
		in := open
		if slices.ContainsFunc(z.Divisions, func(d string) bool { return region.Code(d).Contains(where) }) {
			in = yes
		}
		out.add(z, in, q, x)
	}
	out.conclude(q.Day)
	return out, nil
}

func (q Query) where(home string) (region.Code, error) {
	own := region.Code(home + "000000")
	if q.Region == "" {
		return own, nil
	}
	c, err := region.Parse(q.Region)
	if err == nil && !own.Contains(c) {
		return "", ErrDivision.With(q.Region)
	}
	return c, err
}

func (q Query) within(z Zone) (answer, error) {
	if q.Point == nil {
		return open, nil
	}
	var a geo.Area
	if err := json.Unmarshal(z.Area, &a); err != nil {
		return no, wrap("reading an area", err)
	}
	if a.Contains(*q.Point) {
		return yes, nil
	}
	return no, nil
}

// add takes a zone that is in force on the day into the answer: in says whether
// the place lies in it.
func (out *Answer) add(z Zone, in answer, q Query, x animal) {
	season, on := z.season(q.Day)
	if in == no || !on || q.Field != "" && q.Field != z.Field {
		return
	}
	covers := z.covers(x)
	by := "division"
	if len(z.Area) > 0 {
		by = "point"
	}
	switch {
	case covers == no:
	case in == open && by == "point":
		out.Undecided = append(out.Undecided, Open{z.ID, z.Title, "范围是画出的边界，须给出发生地的经纬度"})
	case in == open:
		out.Undecided = append(out.Undecided, Open{z.ID, z.Title, "范围只是本地区的一部分，须写明发生地的乡镇（街道）"})
	case covers == open && !x.named:
		out.Undecided = append(out.Undecided, Open{z.ID, z.Title, "只保护部分物种，须写明物种"})
	case covers == open:
		out.Undecided = append(out.Undecided, Open{z.ID, z.Title, "只保护部分物种，而该物种的名称或保护级别尚未确定"})
	default:
		out.Hits = append(out.Hits, Hit{z.ID, z.Title, z.Field, z.Bans, z.Tools, season, by, z.Notice})
	}
}

func (out *Answer) conclude(day string) {
	var by []string
	for _, h := range out.Hits {
		area, period := slices.Contains(h.Bans, Area), slices.Contains(h.Bans, Period)
		out.Area, out.Period = out.Area || area, out.Period || period
		for _, t := range h.Tools {
			if !slices.Contains(out.Tools, t) {
				out.Tools = append(out.Tools, t)
			}
		}
		if area || period {
			by = append(by, fmt.Sprintf("《%s》（%s%s）", h.Title, h.Notice.Issuer, h.Notice.Number))
		}
	}
	switch {
	case len(by) > 0:
		out.Status, out.Text = Banned, day+" 该处属禁止范围，依据："+strings.Join(by, "、")
	case len(out.Undecided) > 0:
		out.Status, out.Text = Undecided, fmt.Sprintf("有 %d 份通告可能适用，现有信息不足以判断", len(out.Undecided))
	default:
		out.Status, out.Text = NoneHeld, "本系统未录入适用于该处该日的禁猎（渔）通告；不等于允许，请向主管部门核实"
	}
}

// polygons are the drawn zones in force on a day that a point may lie in; all of
// them where none is given.
func polygons(ctx context.Context, tx *store.Tx, q Query) ([]Zone, error) {
	const from = `SELECT body FROM zone WHERE home = $1 AND shape = 'polygon' AND state IN ('in_force', 'repealed') AND first_day <= $2 AND last_day >= $2`
	if q.Point == nil {
		return collect(tx.Query(ctx, from+` ORDER BY id LIMIT 100`, tx.Actor.Home, q.Day))
	}
	return collect(tx.Query(ctx, from+` AND west <= $3 AND east >= $3 AND south <= $4 AND north >= $4 ORDER BY id`,
		tx.Actor.Home, q.Day, q.Point.Lon, q.Point.Lat))
}

// divisions are the zones in force on a day that name a division, one above it,
// or one that lies in it.
func divisions(ctx context.Context, tx *store.Tx, where region.Code, day string) ([]Zone, error) {
	args := []any{tx.Actor.Home, day, where.Prefix() + "%"}
	named := []string{"code LIKE $3"}
	for c := where.Parent(); c != ""; c = c.Parent() {
		args = append(args, string(c))
		named = append(named, fmt.Sprintf("code = $%d", len(args)))
	}
	return collect(tx.Query(ctx, `SELECT body FROM zone WHERE home = $1 AND shape = 'division' AND state IN ('in_force', 'repealed')
		AND first_day <= $2 AND last_day >= $2 AND id IN (SELECT zone FROM zone_division WHERE home = $1 AND (`+strings.Join(named, " OR ")+`)) ORDER BY id`, args...))
}
