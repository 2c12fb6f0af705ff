// Package permit keeps permits and filings (许可证、备案), special marks
// (专用标识) and what came of verifying them (查验结果).
//
//	permit  standing ──Revoke──▶ revoked       (valid, expired: a question of the day)
//	mark    issued ──Bind──▶ bound ──Void──▶ voided, perhaps replaced by another
//	           └───────────Void───────────────▶
//
// A number is text: no form of it is assumed, and none is refused. A permit has
// a balance for each species: what it opened with, and what came in and went
// out, each with its day and source. A mark belongs to one specimen or lot.
// What a verification found is kept as it was found.
//
// Covers answers for a holder, a species, a day and a quantity with the record
// it rests on; "none" means that no record is held here, not that there is none.
//
// What a ledger file says of permits and label batches stays with package
// registry, whose import can be taken back; a record here is what somebody read
// from the paper, and may be opened from such a line.
package permit

import (
	"embed"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/species"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "permit", Schema: schema, Verbs: store.Verbs{
	"permit.registered": Registered{}, "permit.amended": Registered{}, "permit.revoked": Registered{},
	"permit.moved": Moved{}, "permit.unmoved": Moved{},
	"mark.registered": Marked{}, "mark.bound": Marked{}, "mark.voided": Marked{},
	"permit.verified": Verified{},
}}

// Registered are the facts of a permit that came, was corrected or revoked.
type Registered struct {
	Kind    string   `json:"kind"`
	Origin  string   `json:"origin"`
	Classes []string `json:"classes"`
}

// Moved are the facts of a change of balance; Micro counts millionths of Unit.
type Moved struct {
	Kind  string `json:"kind"`
	Way   string `json:"way"`
	Unit  string `json:"unit"`
	Micro int64  `json:"micro"`
	Short bool   `json:"short"` // more went out than was left
}

// Marked are the facts of what happens to a mark.
type Marked struct {
	Kind  string `json:"kind"`
	State string `json:"state"`
}

// Verified are the facts of a verification.
type Verified struct {
	About  string `json:"about"` // permit or mark
	Way    string `json:"way"`
	Result string `json:"result"`
}

// Permit is a permit, filing, approval or certificate, as its paper says.
type Permit struct {
	ID        string    `json:"id"`
	Kind      Kind      `json:"kind"`
	Number    string    `json:"number"` // as printed
	Issuer    string    `json:"issuer"`
	Holder    ref.Ref   `json:"holder,omitempty"` // "subject:…" where the ledger has the holder
	Name      string    `json:"holder_name"`      // as printed
	Origin    string    `json:"origin,omitempty"` // wild or captive, where it is for one only
	Lines     []Line    `json:"species"`          // at least one
	IssuedOn  string    `json:"issued_on"`        // YYYY-MM-DD, may be empty
	From      string    `json:"from"`             // first day
	To        string    `json:"to"`               // last day; empty where none is printed
	RevokedOn string    `json:"revoked_on"`       // first day no longer valid
	Reason    string    `json:"reason,omitempty"` // of revocation
	Photos    []string  `json:"photos"`           // of the paper
	Source    ref.Ref   `json:"source,omitempty"` // where it was seen: a visit, a document
	Remark    string    `json:"remark,omitempty"` //
	Unit      string    `json:"unit"`             // that registered it
	Version   int64     `json:"version"`          //
	CreatedAt time.Time `json:"created_at"`       //
	UpdatedAt time.Time `json:"updated_at"`       //
}

// Line is a species a permit is for. Name is what the paper says; Entry, Latin
// and Class are what the lists of the permit's first day make of it, and are
// read again, for his day, by who asks about another.
type Line struct {
	Name  string        `json:"name"`
	Latin string        `json:"latin,omitempty"`
	Class species.Class `json:"class" required:"false"`
	Entry string        `json:"entry,omitempty"`
	Unit  string        `json:"unit,omitempty"` // 只 头 尾 条 枚 件 kg g
	Qty   string        `json:"qty,omitempty"`  // opening quantity, a plain decimal; empty where none is printed
}

// Ref names the permit in other packages.
func (p Permit) Ref() ref.Ref { return ref.Of("permit", p.ID) }

// What a person can do something about.
var (
	ErrNotFound = fault.New(fault.NotFound, "permit.not_found", "没有这份证件，请核对编号")
	ErrMoved    = fault.New(fault.Conflict, "permit.moved", "记录已被他人改动，请对照最新内容后重试")
	ErrNotYours = fault.New(fault.Forbidden, "permit.not_yours", "证件由其他单位登记，请由登记单位更正")
	ErrExists   = fault.New(fault.Conflict, "permit.exists", "同一机关、同一种类、同一编号的证件已登记，请打开核对，不要重复登记")
	ErrKind     = fault.New(fault.Invalid, "permit.kind", "证件种类不在目录内，请从列表选择")
	ErrNumber   = fault.New(fault.Invalid, "permit.number", "证件编号或发证机关为空，请照原件填写")
	ErrHolder   = fault.New(fault.Invalid, "permit.holder", "持证人为空，请从台账选择，或照原件填写名称")
	ErrSpecies  = fault.New(fault.Invalid, "permit.species", "证载物种为空，请照原件逐种填写")
	ErrQuantity = fault.New(fault.Invalid, "permit.quantity", "数量不正确，请填写大于零的数（最多六位小数）和单位")
	ErrOrigin   = fault.New(fault.Invalid, "permit.origin", "来源只能是野外（wild）或人工繁育（captive），不确定请留空")
	ErrDay      = fault.New(fault.Invalid, "permit.day", "日期不正确，或止日早于起日，请按年-月-日改正")
	ErrLong     = fault.New(fault.Invalid, "permit.long", "文字过长或条目过多，请精简：编号和名称 200 字以内，说明 2000 字以内，物种 200 种以内")
	ErrReason   = fault.New(fault.Invalid, "permit.reason", "理由为空，请写明理由")
	ErrRevoked  = fault.New(fault.Conflict, "permit.revoked", "证件已撤销、吊销或注销，不能再改动")
	ErrLine     = fault.New(fault.Invalid, "permit.line", "证件上没有这一项物种，请重新选择")
	ErrWay      = fault.New(fault.Invalid, "permit.way", "变动方向只能是增加（in）或减少（out），并须写明来源记录或事由")
	ErrShort    = fault.New(fault.Conflict, "permit.short", "减少后余额将低于零；请核对数量，确属超出的须写明情况（over）后再登记")
	ErrMovement = fault.New(fault.NotFound, "permit.movement", "没有这笔数量变动，或已撤回，请核对")
)
