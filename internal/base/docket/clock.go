package docket

import (
	"context"
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
	ClockMeasure       = "measure"       // 当场强制措施补办批准
	ClockHearing       = "hearing"       // 当事人要求听证
	ClockArchive       = "archive"       // 简易程序案件归档备案
	ClockDemand        = "demand"        // 催告书送达后
	ClockCourt         = "court"         // 申请人民法院强制执行
)

// limits name the statutory limit behind each kind; how long it is says the
// edition in force when the clock began, and nobody lengthens it.
var limits = map[string]string{
	ClockDecision: "L11", ClockDelivery: "L16", ClockPayment: "L17", ClockPublication: "L21", ClockUnpublication: "L21c",
	ClockPreservation: "L12", ClockSeizure: "L13", ClockApproval: "L30", ClockSending: "L31", ClockRelay: "L32",
	ClockPolice: "L33", ClockHanding: "L35", ClockAppeal: "L34", ClockAnswer: "L34a", ClockPetition: "L34b",
	ClockMeasure: "L13h", ClockHearing: "L14", ClockArchive: "L22", ClockDemand: "L26", ClockCourt: "L25",
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
func Stop(ctx context.Context, tx *store.Tx, f File, id, from, reason string) (Clock, error) {
	return wind(ctx, tx, f, id, func(k *Clock) (string, string, error) {
		from, err := Past(tx, from)
		switch {
		case err != nil:
			return "", "", err
		case k.Paused() || !slices.Contains(Pausing, reason) || from < day(k.StartedAt):
			return "", "", ErrPause
		case len(k.Pauses) > 0 && from <= string(k.Pauses[len(k.Pauses)-1].To):
			return "", "", ErrPause
		}
		k.Pauses = append(k.Pauses, calendar.Pause{From: calendar.Day(from), Reason: reason})
		return "clock.paused", reason, nil
	})
}

// Resume lets a clock run again from a day, which counts; the days it stood
// still do not.
func Resume(ctx context.Context, tx *store.Tx, f File, id, on string) (Clock, error) {
	return wind(ctx, tx, f, id, func(k *Clock) (string, string, error) {
		on, err := Past(tx, on)
		if err != nil {
			return "", "", err
		}
		if !k.Paused() || on <= string(k.Pauses[len(k.Pauses)-1].From) {
			return "", "", ErrPause
		}
		k.Pauses[len(k.Pauses)-1].To = calendar.Day(on).Add(-1)
		return "clock.resumed", k.Pauses[len(k.Pauses)-1].Reason, nil
	})
}

// Hold lets the clock of a file's decision stand still from a day, when it runs;
// what stands still already goes on standing.
func Hold(ctx context.Context, tx *store.Tx, f File, from, reason string) error {
	k, err := deciding(ctx, tx, f)
	if err != nil || k.ID == "" || k.Paused() {
		return err
	}
	_, err = Stop(ctx, tx, f, k.ID, from, reason)
	return err
}

// Release lets it run again from a day, when it stands still for that reason.
func Release(ctx context.Context, tx *store.Tx, f File, on, reason string) error {
	k, err := deciding(ctx, tx, f)
	if err != nil || !k.Paused() || k.Pauses[len(k.Pauses)-1].Reason != reason {
		return err
	}
	if on > string(k.Pauses[len(k.Pauses)-1].From) {
		_, err = Resume(ctx, tx, f, k.ID, on)
		return err
	}
	_, err = wind(ctx, tx, f, k.ID, func(k *Clock) (string, string, error) { // over on its first day: it never stood still
		k.Pauses = k.Pauses[:len(k.Pauses)-1]
		return "clock.resumed", reason, nil
	})
	return err
}

// deciding is the running clock of a file's decision, or the zero Clock.
func deciding(ctx context.Context, tx *store.Tx, f File) (Clock, error) {
	ks, err := Clocks(ctx, tx, f.ID)
	for _, k := range ks {
		if k.Kind == ClockDecision && k.Subject == f.ID && k.DoneAt.IsZero() {
			return k, err
		}
	}
	return Clock{}, err
}

// Extend gives a clock more time: once thirty days by the head of the organ,
// then as collectively discussed (市场监督管理行政处罚程序规定第六十四条).
func Extend(ctx context.Context, tx *store.Tx, f File, id string, e Extension) (Clock, error) {
	return wind(ctx, tx, f, id, func(k *Clock) (string, string, error) {
		more := len(k.Extensions) > 0
		switch {
		case e.Approver == "" || !f.Apart(e.Approver) || e.Days <= 0:
			return "", "", ErrExtension
		case more && k.Kind != ClockDecision:
			return "", "", ErrRedLine
		case more && strings.TrimSpace(e.Record) == "":
			return "", "", ErrExtension
		}
		l, err := k.limit()
		if err != nil {
			return "", "", err
		}
		if !more && e.Days > l.Extension {
			return "", "", ErrExtension
		}
		k.Extensions = append(k.Extensions, e)
		return "clock.extended", "extension", nil
	})
}

// wind edits a running clock of the file that is no red line; edit returns the
// verb and its cause.
func wind(ctx context.Context, tx *store.Tx, f File, id string, edit func(*Clock) (verb, cause string, err error)) (Clock, error) {
	k, err := Get(ctx, tx, id)
	switch {
	case err != nil:
		return Clock{}, err
	case k.Case != f.ID || !k.DoneAt.IsZero():
		return Clock{}, ErrClock
	case !slices.Contains(elastic, k.Kind):
		return Clock{}, ErrRedLine
	}
	verb, cause, err := edit(&k)
	if err != nil {
		return Clock{}, err
	}
	if err := k.reckon(); err != nil {
		return Clock{}, err
	}
	if _, err := tx.Exec(ctx, `UPDATE docket_clock SET due_at = $3, last_day = $4, guessed = $5, pauses = $6, extensions = $7
		WHERE home = $1 AND id = $2`, tx.Actor.Home, id, store.Micro(k.DueAt), string(k.Last), store.Flag(k.Provisional), store.Pack(k.Pauses), store.Pack(k.Extensions)); err != nil {
		return Clock{}, wrap("winding a clock", err)
	}
	return k, f.Note(tx, verb, Timed{k.ID, k.Kind, cause}, "")
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
