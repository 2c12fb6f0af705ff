package inspection

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// MaxRows is how many entries one act takes.
const MaxRows = 500

// ErrTwin is returned when a correction would make two visits one.
var ErrTwin = fault.New(fault.Conflict, "inspection.twin", "已有同一对象、日期、机关、人员和事项的检查记录，请核对是否重复")

// RowResult is what became of an entry.
type RowResult struct {
	Row      int       `json:"row"`
	Visit    string    `json:"visit,omitempty"`
	State    string    `json:"state"` // recorded, known (it was there already) or refused
	Refused  Refusals  `json:"refused,omitempty"`
	Warnings []Warning `json:"warnings,omitempty"`
}

// The outcomes of an entry.
const (
	RowRecorded = "recorded"
	RowKnown    = "known"
	RowRefused  = "refused"
)

// Record records one visit. What the gate refuses comes back as Refusals, an
// error whose chain holds the faults; recording a visit twice returns the first.
func Record(ctx context.Context, tx *store.Tx, e Entry) (Visit, []Warning, error) {
	rs, err := RecordMany(ctx, tx, []Entry{e})
	if err != nil {
		return Visit{}, nil, err
	}
	if rs[0].State == RowRefused {
		return Visit{}, nil, rs[0].Refused
	}
	v, err := Get(ctx, tx, rs[0].Visit)
	return v, rs[0].Warnings, err
}

// RecordMany records the entries that pass the gate and tells for every other
// which cells are wrong. At most MaxRows entries an act. An entry of the same
// subject, day, organs, officers and item as one that was ever recorded
// changes nothing.
func RecordMany(ctx context.Context, tx *store.Tx, entries []Entry) ([]RowResult, error) {
	if len(entries) > MaxRows {
		return nil, ErrTooMany.With("最多 500 行")
	}
	b := newBook()
	out := make([]RowResult, len(entries))
	var visits []Visit
	for i, e := range entries {
		r, v, err := b.enter(ctx, tx, e)
		if err != nil {
			return nil, err
		}
		out[i] = r
		if r.State == RowRecorded {
			visits = append(visits, v)
		}
	}
	if len(visits) == 0 {
		return out, nil
	}
	return out, b.write(ctx, tx, visits)
}

// enter judges one entry and finds out whether it is known.
func (b *book) enter(ctx context.Context, tx *store.Tx, e Entry) (RowResult, Visit, error) {
	g, err := b.ground(ctx, tx, e)
	if err != nil {
		return RowResult{}, Visit{}, err
	}
	v, refused := Judge(e, g)
	r := RowResult{Row: e.Row, State: RowRefused, Refused: refused}
	if len(refused) > 0 {
		return r, v, nil
	}
	if r.Visit, err = b.known(ctx, tx, v); err != nil || r.Visit != "" {
		r.State = RowKnown
		return r, v, err
	}
	v.ID, v.Version, v.CreatedAt = tx.ID(), 1, tx.Now
	complete(tx, &v, g.Campaign)
	r.State, r.Visit = RowRecorded, v.ID
	b.marks[v.mark()] = v.ID
	if v.Code != "" {
		b.notices[v.Code] = Notice{} // used up by this one
	}
	r.Warnings, err = b.weigh(ctx, tx, v, g)
	return r, v, err
}

// complete fills in what follows from the act itself.
func complete(tx *store.Tx, v *Visit, c campaign.Campaign) {
	v.Row, v.State, v.Unit, v.By, v.UpdatedAt = 0, Standing, tx.Actor.Unit, tx.Actor.ID, tx.Now
	if v.Action == "" && len(v.Organs) > 1 { // what the same organs do together on one day is one action
		v.Action = v.Day + " " + strings.Join(v.Organs, "+")
	}
	v.OfficerDays = officerDays(*v, c)
}

// officerDays are the keys of 人次 as the campaign counts them.
func officerDays(v Visit, c campaign.Campaign) []string {
	occasion := v.Action
	if c.Counting.PersonCount == campaign.PerVisit {
		occasion = string(v.Ref())
	}
	out := make([]string, len(v.Officers))
	for i, o := range v.Officers {
		out[i] = o + "/" + v.Day + "/" + occasion
	}
	return out
}

// mark is the visit's identity.
func (v Visit) mark() string {
	return digest(v.Campaign, v.Subject, v.Day, strings.Join(v.Organs, "\x01"), strings.Join(v.Officers, "\x01"), v.Item)
}

// book is what one act has read and will write.
type book struct {
	campaigns map[string]campaign.Campaign
	plans     map[string]Plan
	officers  map[string]Officer
	notices   map[string]Notice
	marks     map[string]string
	counts    map[string]int64 // planned visits of a subject, year and item
}

func newBook() *book {
	return &book{map[string]campaign.Campaign{}, map[string]Plan{}, map[string]Officer{}, map[string]Notice{}, map[string]string{}, map[string]int64{}}
}

// once answers from what was read before.
func once[V any](m map[string]V, key string, read func() (V, error)) (V, error) {
	if v, ok := m[key]; ok {
		return v, nil
	}
	v, err := read()
	if err == nil {
		m[key] = v
	}
	return v, err
}

// ground reads what the gate looks at.
func (b *book) ground(ctx context.Context, tx *store.Tx, e Entry) (g Ground, err error) {
	g.Today, g.Home, g.Officers = tx.Today(), tx.Actor.Home, b.officers
	g.Campaign, err = once(b.campaigns, e.Campaign, func() (campaign.Campaign, error) {
		c, err := campaign.Get(ctx, tx, e.Campaign)
		if errors.Is(err, campaign.ErrNotFound) {
			return campaign.Campaign{}, nil
		}
		return c, err
	})
	if err != nil {
		return g, err
	}
	if key := strings.TrimSpace(e.Plan); key != "" {
		g.Plan, err = once(b.plans, e.Campaign+"\x00"+key, func() (Plan, error) { return planOf(ctx, tx, e.Campaign, key) })
		if err != nil {
			return g, err
		}
	}
	if code := fold(e.Code); code != "" {
		if g.Notice, err = once(b.notices, code, func() (Notice, error) { return noticeOf(ctx, tx, code) }); err != nil {
			return g, err
		}
	}
	for _, key := range e.Officers {
		key = strings.TrimSpace(key)
		if _, err := once(b.officers, key, func() (Officer, error) { return officer(ctx, tx, key) }); err != nil {
			return g, err
		}
	}
	return g, nil
}

// known returns the id of the visit that has, or ever had, the same identity.
func (b *book) known(ctx context.Context, tx *store.Tx, v Visit) (string, error) {
	mark := v.mark()
	if id := b.marks[mark]; id != "" {
		return id, nil
	}
	var id string
	err := tx.Row(ctx, `SELECT visit FROM inspection_mark WHERE home = $1 AND mark = $2`, tx.Actor.Home, mark).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", wrap("looking for the visit", err)
	}
	return id, nil
}

// write stores new visits and notes them.
func (b *book) write(ctx context.Context, tx *store.Tx, visits []Visit) error {
	home := tx.Actor.Home
	rows, marks := make([][]any, len(visits)), make([][]any, len(visits))
	for i, v := range visits {
		rows[i], marks[i] = v.row(home), []any{home, v.mark(), v.ID}
	}
	if err := tx.Many(ctx, insertVisit, rows); err != nil {
		return wrap("recording visits", err)
	}
	if err := tx.Many(ctx, insertMark, marks); err != nil {
		return wrap("marking visits", err)
	}
	as := actions{}
	for _, v := range visits {
		if err := v.note(tx); err != nil {
			return err
		}
		as.count(v, 1)
		if err := useNotice(ctx, tx, v); err != nil {
			return err
		}
	}
	return as.settle(ctx, tx)
}

const insertMark = `
	INSERT INTO inspection_mark (home, mark, visit) VALUES ($1, $2, $3)
	ON CONFLICT (home, mark) DO NOTHING`

// Change says which visit is changed, in which version, and why.
type Change struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	Reason  string `json:"reason"`
}

// Correct replaces what a visit says: its entry is reversed and noted anew,
// the former text kept. A withdrawn visit stands again. Only the unit that
// recorded it and the organs that made it may.
func Correct(ctx context.Context, tx *store.Tx, c Change, e Entry) (Visit, error) {
	old, err := c.visit(ctx, tx)
	if err == nil {
		err = old.own(tx)
	}
	if err != nil {
		return Visit{}, err
	}
	return correct(ctx, tx, c, old, e)
}

func correct(ctx context.Context, tx *store.Tx, c Change, old Visit, e Entry) (Visit, error) {
	b := newBook()
	g, err := b.ground(ctx, tx, e)
	if err != nil {
		return Visit{}, err
	}
	if g.Notice.Visit == c.ID {
		g.Notice.State = NoticeIssued // it was used for this very visit
	}
	v, refused := Judge(e, g)
	if len(refused) > 0 {
		return Visit{}, refused
	}
	v.ID, v.Version, v.CreatedAt, v.Reason = c.ID, c.Version+1, old.CreatedAt, strings.TrimSpace(c.Reason)
	complete(tx, &v, g.Campaign)
	v.Unit, v.By = old.Unit, old.By
	twin, err := b.known(ctx, tx, v)
	if err != nil {
		return Visit{}, err
	}
	if twin != "" && twin != c.ID {
		return Visit{}, ErrTwin.With(twin)
	}
	return v, replace(ctx, tx, old, v)
}

// Withdraw takes a visit back; its figures are negated.
func Withdraw(ctx context.Context, tx *store.Tx, c Change) (Visit, error) {
	old, err := c.visit(ctx, tx)
	if err == nil {
		err = old.own(tx)
	}
	if err != nil {
		return Visit{}, err
	}
	if old.State != Standing {
		return Visit{}, ErrWithdrawn
	}
	v := old
	v.State, v.Reason, v.Version, v.UpdatedAt = Withdrawn, strings.TrimSpace(c.Reason), c.Version+1, tx.Now
	return v, replace(ctx, tx, old, v)
}

// Join adds a second organ to a visit, with its officers, what they saw and
// their photos: one visit, two departments. The second organ may do so itself.
func Join(ctx context.Context, tx *store.Tx, c Change, with Entry) (Visit, error) {
	c.Reason = "联合检查：" + strings.Join(with.Organs, "、")
	old, err := c.visit(ctx, tx)
	if err != nil {
		return Visit{}, err
	}
	if old.State != Standing {
		return Visit{}, ErrWithdrawn
	}
	if err := old.joinable(ctx, tx, with.Organs); err != nil {
		return Visit{}, err
	}
	e := old.Entry
	e.Drawn = true // so it was when it was recorded
	e.Organs, e.Officers = slices.Concat(e.Organs, with.Organs), slices.Concat(e.Officers, with.Officers)
	e.Photos, e.Results = slices.Concat(e.Photos, with.Photos), seen(old, with.Results)
	if with.Action != "" && e.Action == "" {
		e.Action = with.Action
	}
	e.Text = strings.TrimSpace(e.Text + "\n" + strings.TrimSpace(with.Text))
	return correct(ctx, tx, c, old, e)
}

// joinable lets those who may change the visit add any organ, and every other
// unit add itself.
func (v Visit) joinable(ctx context.Context, tx *store.Tx, organs []string) error {
	if v.own(tx) == nil {
		return nil
	}
	c, err := campaign.Get(ctx, tx, v.Campaign)
	if err != nil {
		return err
	}
	for _, key := range organs {
		if o, ok := c.Organ(key); ok && o.Unit != tx.Actor.Unit {
			return ErrNotYours
		}
	}
	if len(organs) == 0 {
		return ErrNotYours
	}
	return nil
}

// own lets the unit that recorded the visit change it, and its organs.
func (v Visit) own(tx *store.Tx) error {
	if slices.Contains(v.Organs, tx.Actor.Unit) {
		return nil
	}
	return own(tx, v.Unit)
}

// seen is what two organs saw together: a problem goes beyond none.
func seen(old Visit, results []string) []string {
	_, problem, wrong := settle(results)
	switch {
	case len(results) == 0 || wrong == nil && !problem && old.Problem:
		return old.Results
	case !old.Problem:
		return results
	}
	return slices.Concat(old.Results, results)
}

// visit reads the visit as it was when the change was decided.
func (c Change) visit(ctx context.Context, tx *store.Tx) (Visit, error) {
	if strings.TrimSpace(c.Reason) == "" {
		return Visit{}, ErrReason
	}
	if err := short(nil, c.Reason, ""); err != nil {
		return Visit{}, err
	}
	v, err := Get(ctx, tx, c.ID)
	if err == nil && v.Version != c.Version {
		return Visit{}, ErrMoved.Against(v)
	}
	return v, err
}

// replace stores v over old, keeps old, and notes the difference.
func replace(ctx context.Context, tx *store.Tx, old, v Visit) error {
	home := tx.Actor.Home
	if _, err := tx.Exec(ctx, `
		INSERT INTO inspection_past (home, visit, version, at, actor, reason, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		home, old.ID, old.Version, tx.Now.UnixMicro(), tx.Actor.ID, v.Reason, pack(old)); err != nil {
		return wrap("keeping the former text", err)
	}
	if _, err := tx.Exec(ctx, putVisit, v.row(home)...); err != nil {
		return wrap("replacing a visit", err)
	}
	if _, err := tx.Exec(ctx, insertMark, home, v.mark(), v.ID); err != nil {
		return wrap("marking a visit", err)
	}
	as := actions{}
	if old.State == Standing {
		if err := reverse(ctx, tx, old.Ref(), "visit.recorded", old.Campaign, old.facts()); err != nil {
			return err
		}
		as.count(old, -1)
	}
	if v.State != Standing {
		note := store.Note{Verb: "visit.withdrawn", Subject: v.Ref(), Day: v.Day, Region: v.Region, Campaign: v.Campaign, Departments: v.Departments, Facts: Taken{v.Subject}}
		if err := tx.Note(note); err != nil {
			return err
		}
		return as.settle(ctx, tx)
	}
	if err := v.note(tx); err != nil {
		return err
	}
	as.count(v, 1)
	if err := useNotice(ctx, tx, v); err != nil {
		return err
	}
	return as.settle(ctx, tx)
}
