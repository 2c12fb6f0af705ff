// Package registry keeps the ledger (台账): every party the campaign watches,
// one record each, wherever it was first written down.
//
//	      ┌────Reopen────┐
//	      ▼              │
//	─▶ open ──Close──▶ closed
//	      └──Merge──▶ merged ──Unmerge──▶ open
//
// Identity follows ../shared's ledger rules as package ledger states them:
// registry remembers the keys by which a record is found again, and so
// importing a file a second time changes nothing. Likely twins are shown and
// decided by a person; a merge can be taken back.
//
// What was inspected, found or decided about a subject is not kept here; other
// packages refer to it as "subject:id".
package registry

import (
	"embed"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the registry's tables and the verbs it notes.
var Part = store.Part{Name: "registry", Schema: schema, Verbs: store.Verbs{
	"registry.opened":   Counted{},
	"registry.closed":   Counted{},
	"subject.corrected": Plain{},
	"pair.decided":      Decided{},
	"import.begun":      Plain{},
	"import.read":       Plain{},
	"import.done":       Imported{},
	"import.undone":     Plain{},
	"import.left":       Plain{},
	"coverage.frozen":   Frozen{},
}}

// Counted are the facts of subjects coming and going; an import notes one for
// every venue and township of a chunk.
type Counted struct {
	Count  int64  `json:"count"`
	Venue  string `json:"venue"`
	Online bool   `json:"online"`
}

// Plain are the facts of an act that has none to count.
type Plain struct{}

// Decided are the facts of a decision on a suspected pair.
type Decided struct {
	Decision string `json:"decision"` // different, merged, unmerged
	Kind     string `json:"kind"`
}

// Imported are the facts of a finished import.
type Imported struct {
	Files   []string `json:"files"` // SHA-256 of each
	Created int64    `json:"created"`
	Root    string   `json:"root"` // over the ids it made
}

// Frozen are the facts of a frozen denominator.
type Frozen struct {
	Count int64  `json:"count"`
	Root  string `json:"root"`
}

// State is where a subject stands.
type State string

// The states of a subject.
const (
	Open   State = "open"
	Closed State = "closed"
	Merged State = "merged"
)

// Subject is one party of the registry.
type Subject struct {
	ID     string `json:"id"`
	Region string `json:"region"` // 12 digits
	Code   string `json:"code"`   // the best one it holds
	ledger.Subject
	State     State     `json:"state"`
	Reason    string    `json:"reason,omitempty"`
	Into      string    `json:"into,omitempty"`
	Import    string    `json:"import,omitempty"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Ref names the subject for other packages.
func (s Subject) Ref() ref.Ref { return ref.Of("subject", s.ID) }

// Online reports a venue that is a shop or a platform on the net.
func Online(v ledger.Venue) bool { return v == ledger.OnlineShop || v == ledger.Platform }

// The faults of the registry.
var (
	ErrNotFound  = fault.New(fault.NotFound, "registry.not_found", "台账里没有这一户，可能已并入别户；请从台账列表重新进入")
	ErrName      = fault.New(fault.Invalid, "registry.name", "名称未填写；请填写字号或招牌名称")
	ErrAddress   = fault.New(fault.Invalid, "registry.address", "没有信用代码时须填写地址，否则无法再次找到这一户")
	ErrPhone     = fault.New(fault.Invalid, "registry.phone", "电话应为 11 位手机号，或带区号的座机号（如 0792-1234567），请核对")
	ErrVenue     = fault.New(fault.Invalid, "registry.venue", "场所类别不在列表中，请从列表选择")
	ErrReason    = fault.New(fault.Invalid, "registry.reason", "请说明理由，以便日后核对")
	ErrMoved     = fault.New(fault.Conflict, "registry.moved", "这一户刚被他人修改；请对照两个版本后再保存")
	ErrNotYours  = fault.New(fault.Forbidden, "registry.not_yours", "这一户不在本乡镇（街道）辖区内，请由所在乡镇（街道）或主管部门办理")
	ErrState     = fault.New(fault.Conflict, "registry.state", "这一户的状态已变化，请刷新后重试")
	ErrExists    = fault.New(fault.Conflict, "registry.exists", "台账里已有同名同址或同代码的一户；请打开它核对，不要重复新增")
	ErrPair      = fault.New(fault.NotFound, "registry.no_pair", "没有这一对疑似重复，可能已由他人处理；请刷新列表")
	ErrDecision  = fault.New(fault.Invalid, "registry.decision", "处理结果应为 different（不同）或 merged（合并）")
	ErrNoImport  = fault.New(fault.NotFound, "registry.no_import", "没有这次导入，请核对编号")
	ErrImport    = fault.New(fault.Conflict, "registry.import_state", "这次导入已撤销或尚未完成，不能再撤销")
	ErrRunning   = fault.New(fault.Conflict, "registry.import_running", "本辖区另一次导入正在进行；请等它结束（通常不到一分钟）后再导入，重复导入不会多出记录")
	ErrInUse     = fault.New(fault.Conflict, "registry.in_use", "这次导入新增的户已被检查、线索或案件引用，不能撤销；请改为逐户更正或关闭")
	ErrFrozen    = fault.New(fault.Conflict, "registry.frozen", "本次行动的底数已经固定，不能再次固定")
	ErrNoFrozen  = fault.New(fault.NotFound, "registry.not_frozen", "本次行动的底数尚未固定；请先在行动启动时固定台账底数")
	ErrNoOfficer = fault.New(fault.Conflict, "registry.officers", "人员名录的导入不能撤销；请在人员页办理离岗")
)
