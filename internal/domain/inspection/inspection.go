// Package inspection keeps inspections (检查): the plans they stand on, the
// visits, what was ordered to be put right, signs taken down, notices with
// their act codes, and checks made online.
//
//	plan    draft ──Review──▶ reviewed ──Approve──▶ approved ──Publish──▶ published ──End──▶ ended
//	           ◀──────Return──────┘─────────────────────┘
//	visit   recorded ──Withdraw──▶ withdrawn ──Correct──▶ recorded
//	           └──Correct, Join──▶ recorded (the former text is kept)
//	order   open ──Recheck──▶ done, or open again with a new day
//	notice  issued ──(its visit)──▶ used
//
// The gate (gate.go) is where the law of inspecting enterprises stands: 国办发
// 〔2024〕54号. A visit that does not pass is not recorded; the yearly cap only
// warns, because a lawful exemption may exceed it.
//
// The package does not know the ledger (a visit names a subject and copies its
// venue and region), nor what follows: leads and cases are made by flow. It
// does not decide who may record; auth does.
package inspection

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "inspection", Schema: schema, Verbs: store.Verbs{
	"plan.drafted":          Planned{},
	"plan.revised":          Planned{},
	"plan.reviewed":         Planned{},
	"plan.approved":         Planned{},
	"plan.published":        Planned{},
	"plan.lodged":           Planned{},
	"plan.returned":         Planned{},
	"plan.ended":            Planned{},
	"visit.recorded":        Recorded{},
	"visit.withdrawn":       Taken{},
	"action.joined":         Joined{},
	"rectification.ordered": Ordered{},
	"rectification.checked": Rechecked{},
	"signage.cleared":       Cleared{},
	"online.checked":        Online{},
	"notice.issued":         Noticed{},
	"notice.withdrawn":      Noticed{},
}}

// Faults that every noun of the package shares.
var (
	ErrNotFound  = fault.New(fault.NotFound, "inspection.not_found", "检查记录不存在，请核对编号")
	ErrMoved     = fault.New(fault.Conflict, "inspection.moved", "记录已被他人修改，请对照后重新保存")
	ErrState     = fault.New(fault.Conflict, "inspection.state", "记录当前状态不允许此操作，请刷新后查看状态")
	ErrWithdrawn = fault.New(fault.Conflict, "inspection.withdrawn", "记录已撤回，不能再操作；如确有其事，请更正后恢复")
	ErrReason    = fault.New(fault.Invalid, "inspection.reason", "须说明理由，请填写")
	ErrWords     = fault.New(fault.Invalid, "inspection.words", "文字过长，请精简：标题、名称和编号 200 字以内，理由 2000 字以内，内容 20000 字以内")
	ErrTooMany   = fault.New(fault.Invalid, "inspection.too_many", "一次提交的行数过多，请分批提交")
	ErrNotYours  = fault.New(fault.Forbidden, "inspection.not_yours", "记录由其他单位作出，请由登记单位或实施检查的机关改动")
	ErrQuantity  = fault.New(fault.Invalid, "inspection.quantity", "数量须大于零，请修改")
)

// own refuses to let a unit change what another one recorded.
func own(tx *store.Tx, unit string) error {
	if unit != tx.Actor.Unit {
		return ErrNotYours
	}
	return nil
}

// ownOf is own for what was recorded on a visit (or on none, ""): the organs of
// the visit may change it, too.
func ownOf(ctx context.Context, tx *store.Tx, unit, visit string) error {
	err := own(tx, unit)
	if err == nil || visit == "" {
		return err
	}
	v, err := Get(ctx, tx, visit)
	if err != nil {
		return err
	}
	return v.own(tx)
}

// short refuses texts that nobody reads: names, a reason, what was seen.
func short(names []string, reason, text string) error {
	return cmp.Or(ErrWords.Over(200, names...), ErrWords.Over(2000, reason), ErrWords.Over(20_000, text))
}

// standing is the subject's last entry of a verb that nothing has taken back.
func standing(ctx context.Context, tx *store.Tx, subject ref.Ref, verb, campaign string) (journal.Entry, error) {
	es, err := journal.Of(ctx, tx, subject)
	if err != nil {
		return journal.Entry{}, err
	}
	var last journal.Entry
	for _, e := range es {
		switch {
		case e.Verb != verb || e.Campaign != campaign:
		case e.Reverses == 0:
			last = e
		case e.Reverses == last.Seq:
			last = journal.Entry{}
		}
	}
	if last.Seq == 0 {
		return last, fmt.Errorf("inspection: no standing %s of %s", verb, subject)
	}
	return last, nil
}

// reverse takes back the subject's standing entry of a verb; facts are what it
// was noted with.
func reverse(ctx context.Context, tx *store.Tx, subject ref.Ref, verb, campaign string, facts any) error {
	e, err := standing(ctx, tx, subject, verb, campaign)
	if err != nil {
		return err
	}
	return tx.Note(store.Note{
		Verb: verb, Subject: subject, Day: e.Day, Region: e.Region, Campaign: e.Campaign,
		Departments: e.Departments, Facts: facts, Reverses: e.Seq,
	})
}

// find reads the body of one row into a record; no row is the fault missing.
func find[T any](row *sql.Row, missing error) (T, error) {
	v, err := unpack[T](row)
	if errors.Is(err, sql.ErrNoRows) {
		return v, missing
	}
	return v, wrap("reading", err)
}

func unpack[T any](row interface{ Scan(...any) error }) (v T, err error) {
	var body string
	if err = row.Scan(&body); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(body), &v)
}

// page reads the bodies of a query that asked for one row too many, and tells
// the key of the next page; empty when this was the last.
func page[T any](rows *sql.Rows, err error, size int, key func(T) string) ([]T, string, error) {
	if err != nil {
		return nil, "", wrap("listing", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := unpack[T](rows)
		if err != nil {
			return nil, "", wrap("listing", err)
		}
		out = append(out, v)
	}
	if len(out) > size {
		return out[:size], key(out[size-1]), wrap("listing", rows.Err())
	}
	return out, "", wrap("listing", rows.Err())
}

// where joins the conditions whose value is not empty; each holds one $ for it.
type where struct {
	text strings.Builder
	args []any
}

func in(home string) *where {
	w := &where{args: []any{home}}
	w.text.WriteString("home = $1")
	return w
}

func (w *where) and(cond, value string) *where {
	if value != "" {
		w.args = append(w.args, value)
		fmt.Fprintf(&w.text, " AND "+cond, len(w.args))
	}
	return w
}

// tail orders newest first and asks for one row more than the page.
func (w *where) tail(p store.Page) string {
	return fmt.Sprintf(" ORDER BY id DESC LIMIT %d", p.Size()+1)
}

func pack(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // records are plain data
		panic(err)
	}
	return string(b)
}

// digest is a short fingerprint of texts in their order.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("inspection: %s: %w", doing, err)
}
