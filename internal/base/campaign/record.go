package campaign

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Record is a meeting, a document, a dispatch or a supervision of a campaign.
// It is withdrawn, never deleted: the withdrawal takes its figures back.
//
//	standing ──Withdraw──▶ withdrawn
type Record[B Body] struct {
	ID        string    `json:"id"`
	Campaign  string    `json:"campaign"`
	Day       string    `json:"day"`
	Unit      string    `json:"unit"` // who recorded it
	By        string    `json:"by"`
	Body      B         `json:"body"`
	Waiting   int64     `json:"waiting"` // follow-ups not done, receipts not given
	State     string    `json:"state"`   // standing or withdrawn
	Reason    string    `json:"reason,omitempty"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
}

// Body is what a record says, one type per noun.
type Body interface {
	Noun() string // meeting, document, dispatch, supervision
	check() error
	waiting() int64
	facts() any
}

// verbs are what a standing record notes.
var verbs = map[string]string{
	"meeting": "meeting.held", "document": "document.issued", "dispatch": "dispatch.recorded", "supervision": "supervision.recorded",
}

// The states of a record.
const (
	Standing  = "standing"
	Withdrawn = "withdrawn"
)

// Faults of a record.
var (
	ErrRecord      = fault.New(fault.NotFound, "campaign.record", "记录不存在，请核对编号")
	ErrRecordMoved = fault.New(fault.Conflict, "campaign.record_moved", "记录已被他人修改，请对照后重新保存")
	ErrWithdrawn   = fault.New(fault.Conflict, "campaign.withdrawn", "记录已撤回，不能再修改")
	ErrNotYours    = fault.New(fault.Forbidden, "campaign.not_yours", "记录由其他单位登记，请由登记单位撤回")
	ErrLong        = fault.New(fault.Invalid, "campaign.long", "文字过长，请精简：标题、文号和地点 200 字以内，理由 2000 字以内，内容 20000 字以内")
	ErrReason      = fault.New(fault.Invalid, "campaign.reason", "撤回须说明理由，请填写")
	ErrFuture      = fault.New(fault.Invalid, "campaign.future", "日期晚于今天，请改为实际发生的日期")
	ErrKind        = fault.New(fault.Invalid, "campaign.kind", "类别不正确，请从列表中选择")
	ErrQuantity    = fault.New(fault.Invalid, "campaign.quantity", "数量不能为负数，且至少填写一项，请修改")
	ErrAddressee   = fault.New(fault.Forbidden, "campaign.addressee", "文件未发给本单位，无需签收")
	ErrNotSteering = fault.New(fault.Forbidden, "campaign.not_steering", "议定事项由登记会议的单位、专项行动办公室或牵头单位销号，请报请其办理")
	ErrFollowUp    = fault.New(fault.NotFound, "campaign.followup", "会议没有这一条议定事项，或已办结")
)

// Keep records a body of a day for an open campaign.
func Keep[B Body](ctx context.Context, tx *store.Tx, campaign, day string, b B) (Record[B], error) {
	if day > tx.Today() {
		return Record[B]{}, ErrFuture.With(day)
	}
	if !isDay(day) {
		return Record[B]{}, ErrDay.With(day)
	}
	if _, err := Open(ctx, tx, campaign, day); err != nil {
		return Record[B]{}, err
	}
	if err := b.check(); err != nil {
		return Record[B]{}, err
	}
	r := Record[B]{
		ID: tx.ID(), Campaign: campaign, Day: day, Unit: tx.Actor.Unit, By: tx.Actor.ID,
		Body: b, Waiting: b.waiting(), State: Standing, Version: 1, CreatedAt: tx.Now,
	}
	if err := insertRecord(ctx, tx, r); err != nil {
		return Record[B]{}, err
	}
	return r, tx.Note(store.Note{Verb: verbs[b.Noun()], Subject: r.subject(), Day: day, Campaign: campaign, Facts: b.facts()})
}

// Withdraw takes a record of the actor's unit back with a reason; its figures are negated on the
// day they counted for.
func Withdraw[B Body](ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Record[B], error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Record[B]{}, ErrReason
	}
	if err := ErrLong.Over(2000, reason); err != nil {
		return Record[B]{}, err
	}
	r, err := change(ctx, tx, id, version, func(r *Record[B]) error {
		if r.Unit != tx.Actor.Unit {
			return ErrNotYours
		}
		r.State, r.Reason, r.Waiting = Withdrawn, reason, 0
		return nil
	})
	if err != nil {
		return Record[B]{}, err
	}
	verb := verbs[r.Body.Noun()]
	es, err := journal.Of(ctx, tx, r.subject())
	if err != nil {
		return Record[B]{}, err
	}
	for _, e := range es {
		if e.Verb == verb && e.Reverses == 0 {
			return r, tx.Note(store.Note{
				Verb: verb, Subject: e.Subject, Day: e.Day, Region: e.Region, Campaign: e.Campaign,
				Departments: e.Departments, Facts: r.Body.facts(), Reverses: e.Seq,
			})
		}
	}
	return Record[B]{}, wrap("withdrawing", ErrRecord.With(id))
}

func (r Record[B]) subject() ref.Ref { return ref.Of(r.Body.Noun(), r.ID) }

// change reads a standing record at version, lets fn alter it and stores it.
func change[B Body](ctx context.Context, tx *store.Tx, id string, version int64, fn func(*Record[B]) error) (Record[B], error) {
	r, err := GetRecord[B](ctx, tx, id)
	if err != nil {
		return Record[B]{}, err
	}
	if r.State != Standing {
		return Record[B]{}, ErrWithdrawn
	}
	if r.Version != version {
		return Record[B]{}, ErrRecordMoved.Against(r)
	}
	if err := fn(&r); err != nil {
		return Record[B]{}, err
	}
	r.Version++
	body, err := json.Marshal(r.Body)
	if err != nil {
		return Record[B]{}, wrap("encoding", err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE campaign_record SET body = $3, waiting = $4, state = $5, reason = $6, version = $7 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, string(body), r.Waiting, r.State, r.Reason, r.Version)
	return r, wrap("updating", err)
}
