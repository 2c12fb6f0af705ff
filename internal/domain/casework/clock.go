package casework

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// Clock is one statutory period of a case. It is kept when it is done: that a
// step was late can never be edited away.
type Clock struct {
	ID          string           `json:"id"`
	Case        string           `json:"case"`
	Subject     string           `json:"subject"` // the decision, exhibit or transfer it runs for; the case's own id otherwise
	Kind        string           `json:"kind"`
	StartedAt   time.Time        `json:"started_at"`
	DueAt       time.Time        `json:"due_at,omitzero"`       // the first moment that is late; none while it stands still
	Last        calendar.Day     `json:"last,omitempty"`        // the last day in time
	Provisional bool             `json:"provisional,omitempty"` // counted in a year whose holidays are not known
	Pauses      []calendar.Pause `json:"pauses"`                // what does not count (中止、扣除期间)
	Extensions  []Extension      `json:"extensions"`
	DoneAt      time.Time        `json:"done_at,omitzero"`
}

// Extension is more time that somebody approved.
type Extension struct {
	Days     int    `json:"days"`
	Approver string `json:"approver"`
	Record   string `json:"record,omitempty"` // minutes of the collective discussion, from the second on
}

// Paused reports whether the clock stands still.
func (c Clock) Paused() bool { return len(c.Pauses) > 0 && c.Pauses[len(c.Pauses)-1].To == "" }

// Overdue reports whether the time ran out by now, or had when it was done.
func (c Clock) Overdue(now time.Time) bool {
	if !c.DoneAt.IsZero() {
		now = c.DoneAt
	} else if c.Paused() {
		return false
	}
	return !now.Before(c.DueAt)
}

// The kinds of clocks, named for what is to be done in time.
const (
	ClockDecision      = "decision"      // 立案至处理决定
	ClockDelivery      = "delivery"      // 送达
	ClockPayment       = "payment"       // 缴款
	ClockPublication   = "publication"   // 处罚信息公示
	ClockUnpublication = "unpublication" // 撤下公示
	ClockPreservation  = "preservation"  // 先行登记保存
	ClockSeizure       = "seizure"       // 查封扣押
	ClockApproval      = "approval"      // 正职负责人决定是否移送
	ClockSending       = "sending"       // 批准后移送
	ClockRelay         = "relay"         // 公安转送有管辖权的机关
	ClockPolice        = "police"        // 公安决定是否立案
	ClockHanding       = "handing"       // 移交物品材料
	ClockAppeal        = "appeal"        // 提请复议
	ClockAnswer        = "answer"        // 公安复议答复
	ClockPetition      = "petition"      // 建议立案监督
)

// limits name the statutory limit behind each kind; how long it is says the
// edition in force when the clock began, and nobody lengthens it.
var limits = map[string]string{
	ClockDecision: "L11", ClockDelivery: "L16", ClockPayment: "L17", ClockPublication: "L21", ClockUnpublication: "L21c",
	ClockPreservation: "L12", ClockSeizure: "L13", ClockApproval: "L30", ClockSending: "L31", ClockRelay: "L32",
	ClockPolice: "L33", ClockHanding: "L35", ClockAppeal: "L34", ClockAnswer: "L34a", ClockPetition: "L34b",
}

// elastic kinds may stand still and be extended (行政处罚法第六十条, 行政强制法
// 第二十五条); the others are red lines.
var elastic = []string{ClockDecision, ClockSeizure}

// Pausing are the reasons for which a period may stand still: testing,
// inspection, quarantine, appraisal, recognition by the right holder, hearing,
// public notice, suspension.
var Pausing = []string{"testing", "inspection", "quarantine", "appraisal", "recognition", "hearing", "notice", "suspension"}

// What a person can do something about.
var (
	ErrClock     = fault.New(fault.NotFound, "clock.not_found", "没有这个期限，或已了结，请刷新后查看")
	ErrRedLine   = fault.New(fault.Forbidden, "clock.red_line", "这是法定红线期限，不能中止或延长")
	ErrPause     = fault.New(fault.Invalid, "clock.pause", "中止事由或日期不符，请选择检测、检验、检疫、鉴定、辨认、听证、公告或中止，并核对日期")
	ErrExtension = fault.New(fault.Invalid, "clock.extension", "延长未经批准或天数不符：首次须负责人批准三十日，再延长须集体讨论记录")
)

// Stop lets a clock stand still from a day, for one of the lawful reasons.
func Stop(ctx context.Context, tx *store.Tx, id, from, reason string) (Clock, error) {
	return wind(ctx, tx, id, func(c Case, k *Clock) (Timed, string, error) {
		from, err := pastDay(tx, from)
		switch {
		case err != nil:
			return Timed{}, "", err
		case k.Paused() || !slices.Contains(Pausing, reason) || from < day(k.StartedAt):
			return Timed{}, "", ErrPause
		case len(k.Pauses) > 0 && from <= string(k.Pauses[len(k.Pauses)-1].To):
			return Timed{}, "", ErrPause
		}
		k.Pauses = append(k.Pauses, calendar.Pause{From: calendar.Day(from), Reason: reason})
		return Timed{k.ID, k.Kind, reason}, "clock.paused", nil
	})
}

// Resume lets a clock run again from a day, which counts; the days it stood
// still do not.
func Resume(ctx context.Context, tx *store.Tx, id, on string) (Clock, error) {
	return wind(ctx, tx, id, func(c Case, k *Clock) (Timed, string, error) {
		on, err := pastDay(tx, on)
		if err != nil {
			return Timed{}, "", err
		}
		if !k.Paused() || on <= string(k.Pauses[len(k.Pauses)-1].From) {
			return Timed{}, "", ErrPause
		}
		k.Pauses[len(k.Pauses)-1].To = calendar.Day(on).Add(-1)
		return Timed{k.ID, k.Kind, k.Pauses[len(k.Pauses)-1].Reason}, "clock.resumed", nil
	})
}

// Extend gives a clock more time: once thirty days by the head of the organ,
// then as collectively discussed (市场监督管理行政处罚程序规定第六十四条).
func Extend(ctx context.Context, tx *store.Tx, id string, e Extension) (Clock, error) {
	return wind(ctx, tx, id, func(c Case, k *Clock) (Timed, string, error) {
		more := len(k.Extensions) > 0
		switch {
		case e.Approver == "" || slices.Contains(c.Officers, e.Approver) || e.Days <= 0:
			return Timed{}, "", ErrExtension
		case more && k.Kind != ClockDecision:
			return Timed{}, "", ErrRedLine
		case more && strings.TrimSpace(e.Record) == "":
			return Timed{}, "", ErrExtension
		}
		if l, err := k.limit(); err != nil || !more && e.Days > l.Extension {
			return Timed{}, "", fallback(err, ErrExtension)
		}
		k.Extensions = append(k.Extensions, e)
		return Timed{k.ID, k.Kind, "extension"}, "clock.extended", nil
	})
}

// wind edits a running clock of the actor's unit that is no red line.
func wind(ctx context.Context, tx *store.Tx, id string, edit func(Case, *Clock) (Timed, string, error)) (Clock, error) {
	k, err := found(scanClock(tx.Row(ctx, `SELECT `+clockColumns+` FROM casework_clock WHERE home = $1 AND id = $2`, tx.Actor.Home, id)))(ErrClock)
	if err != nil {
		return Clock{}, err
	}
	c, err := mine(ctx, tx, k.Case)
	switch {
	case err != nil:
		return Clock{}, err
	case !k.DoneAt.IsZero():
		return Clock{}, ErrClock
	case !slices.Contains(elastic, k.Kind):
		return Clock{}, ErrRedLine
	}
	facts, verb, err := edit(c, &k)
	if err != nil {
		return Clock{}, err
	}
	if err := k.reckon(); err != nil {
		return Clock{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE casework_clock SET due_at = $3, last_day = $4, guessed = $5, pauses = $6, extensions = $7
		WHERE home = $1 AND id = $2`, tx.Actor.Home, id, micro(k.DueAt), string(k.Last), flag(k.Provisional), pack(k.Pauses), pack(k.Extensions)); err != nil {
		return Clock{}, wrap("winding a clock", err)
	}
	return k, note(tx, c, verb, facts, "")
}

// limit is the edition of the limit that was in force when the clock began.
func (c Clock) limit() (calendar.Limit, error) {
	return calendar.LimitOn(limits[c.Kind], calendar.DayOf(c.StartedAt))
}

// reckon counts when the clock runs out.
func (c *Clock) reckon() error {
	l, err := c.limit()
	if err != nil {
		return err
	}
	period := l.Period()
	for _, e := range c.Extensions {
		period.Number += e.Days
	}
	d := calendar.National().Due(period, c.StartedAt, c.Pauses...)
	c.DueAt, c.Last, c.Provisional = d.At, d.Last, d.Provisional
	return nil
}

// start sets a clock running.
func start(ctx context.Context, tx *store.Tx, file, subject, kind string, at time.Time) error {
	k := Clock{ID: tx.ID(), Case: file, Subject: subject, Kind: kind, StartedAt: at.UTC(), Pauses: []calendar.Pause{}, Extensions: []Extension{}}
	if err := k.reckon(); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO casework_clock (home, `+clockColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.Actor.Home, k.ID, k.Case, k.Subject, k.Kind, k.StartedAt.UnixMicro(), micro(k.DueAt), string(k.Last), flag(k.Provisional),
		pack(k.Pauses), pack(k.Extensions), 0)
	return wrap("starting a clock", err)
}

// finishAt stops what runs for a subject, and says whether it was late.
func finishAt(ctx context.Context, tx *store.Tx, file, subject string, at time.Time) (late bool, err error) {
	rs, err := tx.Query(ctx, `SELECT `+clockColumns+` FROM casework_clock WHERE home = $1 AND file = $2 AND subject = $3 AND done_at = 0`,
		tx.Actor.Home, file, subject)
	ks, err := collect(rs, err, scanClock)
	if err != nil {
		return false, err
	}
	for _, k := range ks {
		late = late || k.Overdue(at)
	}
	_, err = tx.Exec(ctx, `UPDATE casework_clock SET done_at = $4 WHERE home = $1 AND file = $2 AND subject = $3 AND done_at = 0`,
		tx.Actor.Home, file, subject, at.UnixMicro())
	return late, wrap("stopping a clock", err)
}

func finish(ctx context.Context, tx *store.Tx, file, subject string) error {
	_, err := finishAt(ctx, tx, file, subject, tx.Now)
	return err
}

// finishAll stops every clock of a case.
func finishAll(ctx context.Context, tx *store.Tx, file string) error {
	_, err := tx.Exec(ctx, `UPDATE casework_clock SET done_at = $3 WHERE home = $1 AND file = $2 AND done_at = 0`, tx.Actor.Home, file, tx.Now.UnixMicro())
	return wrap("stopping clocks", err)
}

// again lets the clock of the decision run on as if it had never been done.
func again(ctx context.Context, tx *store.Tx, file string) error {
	_, err := tx.Exec(ctx, `UPDATE casework_clock SET done_at = 0 WHERE home = $1 AND file = $2 AND subject = $2 AND kind = 'decision'`, tx.Actor.Home, file)
	return wrap("restarting a clock", err)
}

const clockColumns = `id, file, subject, kind, started_at, due_at, last_day, guessed, pauses, extensions, done_at`

// Clocks are all clocks of a case, the oldest first.
func Clocks(ctx context.Context, tx *store.Tx, id string) ([]Clock, error) {
	rs, err := tx.Query(ctx, `SELECT `+clockColumns+` FROM casework_clock WHERE home = $1 AND file = $2 ORDER BY id`, tx.Actor.Home, id)
	return collect(rs, err, scanClock)
}

// Running are the clocks of the home that run out by a moment, the most urgent
// first, at most 100; those that stand still are left out.
func Running(ctx context.Context, tx *store.Tx, by time.Time) ([]Clock, error) {
	rs, err := tx.Query(ctx, `SELECT `+clockColumns+` FROM casework_clock WHERE home = $1 AND done_at = 0 AND due_at > 0 AND due_at <= $2
		ORDER BY due_at, id LIMIT 100`, tx.Actor.Home, by.UnixMicro())
	return collect(rs, err, scanClock)
}

func scanClock(r row) (k Clock, err error) {
	var started, due, guessed, done int64
	var pauses, extensions string
	if err = r.Scan(&k.ID, &k.Case, &k.Subject, &k.Kind, &started, &due, &k.Last, &guessed, &pauses, &extensions, &done); err != nil {
		return k, err
	}
	k.StartedAt, k.DueAt, k.DoneAt, k.Provisional = moment(started), moment(due), moment(done), guessed == 1
	return k, errors.Join(json.Unmarshal([]byte(pauses), &k.Pauses), json.Unmarshal([]byte(extensions), &k.Extensions))
}

// day is the Beijing day of a moment.
func day(t time.Time) string { return string(calendar.DayOf(t)) }

// midnight is the moment a day begins.
func midnight(day string) time.Time { return calendar.Day(day).Start() }
