// Package submission keeps what was reported upward: tables frozen as they were
// submitted, and the few counts that have only a paper behind them (汇总登记).
//
//	submitted ──Return───▶ returned, then Submit again as the next round
//	    └──────Receive──▶ received: locked
//	count: registered ──Withdraw──▶ withdrawn
//
// A submission is one row: the cells packed, the definitions' version, the
// journal position they are exact at. It is never rewritten; what changes later
// is an adjustment line, which process/tally computes. A nil return (零报告) is a
// submission; a missing one is not nil.
package submission

import (
	"embed"
	"encoding/json"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "submission", Schema: schema, Verbs: store.Verbs{
	"count.registered": Counted{}, "count.withdrawn": Counted{},
	"table.submitted": Frozen{}, "table.returned": Frozen{}, "table.received": Frozen{},
}}

// Counted is noted for a paper count.
type Counted struct {
	Code     string `json:"code"` // indicator
	Quantity int64  `json:"quantity"`
	Document string `json:"document"`
}

// Frozen is noted when a table is submitted or returned.
type Frozen struct {
	From        string `json:"from"`
	To          string `json:"to"`
	Department  string `json:"department"`
	Round       int64  `json:"round"`
	Definitions string `json:"definitions"`
	Seq         int64  `json:"seq"`
	Root        string `json:"root"`
	Digest      string `json:"digest"` // SHA-256 of the cells, hex
	Nil         bool   `json:"nil"`
}

// Ref names a submission in other packages.
func Ref(id string) ref.Ref { return ref.Of("submission", id) }

// Submission is a table as it was reported.
type Submission struct {
	ID          string          `json:"id"`
	Campaign    string          `json:"campaign"`
	From        string          `json:"from"`       // first day
	To          string          `json:"to"`         // last day
	Department  string          `json:"department"` // "*" for the home's joint table
	Round       int64           `json:"round"`
	Cells       json.RawMessage `json:"cells"`
	Definitions string          `json:"definitions"`
	Seq         int64           `json:"seq"`
	Root        string          `json:"root"`
	Nil         bool            `json:"nil"`
	State       string          `json:"state"` // submitted, returned or received
	Reason      string          `json:"reason,omitempty"`
	Remark      string          `json:"remark,omitempty"` // why a soft check does not hold
	Marks       []Mark          `json:"marks,omitempty"`  // the cells that want correction
	Due         string          `json:"due,omitempty"`    // until when it is corrected
	Receiver    string          `json:"receiver,omitempty"`
	ReceivedOn  string          `json:"received_on,omitempty"`
	Author      string          `json:"author"`
	Unit        string          `json:"unit"`
	SubmittedAt time.Time       `json:"submitted_at"`
}

// Count is a number that has only a paper behind it; its cell shows it apart.
type Count struct {
	ID         string    `json:"id"`
	Code       string    `json:"code"` // indicator, a sum
	Quantity   int64     `json:"quantity"`
	Place      string    `json:"place"`
	Document   string    `json:"document"` // number or title of the paper
	Photo      string    `json:"photo"`    // "blob:…" of the paper
	Author     string    `json:"author"`
	Unit       string    `json:"unit"`
	Department string    `json:"department"`
	Region     string    `json:"region"`
	Campaign   string    `json:"campaign"`
	CountedOn  string    `json:"counted_on"`
	Withdrawn  string    `json:"withdrawn,omitempty"`
	CreatedAt  time.Time `json:"created_at"`
}

// What a person can do something about.
var (
	ErrNotFound  = fault.New(fault.NotFound, "submission.not_found", "没有这份报表，请核对编号")
	ErrSubmitted = fault.New(fault.Conflict, "submission.submitted", "本期报表已报送，要改请上级退回后再报；之后的变动将列为调整数")
	ErrUnit      = fault.New(fault.Forbidden, "submission.unit", "本单位不能报送这张表：部门表由本部门报送，汇总表由有部门的主管单位报送")
	ErrAbove     = fault.New(fault.Forbidden, "submission.above", "报表由专项行动办公室、牵头单位或报送单位的上级退回，请报请其办理")
	ErrOwn       = fault.New(fault.Forbidden, "submission.own", "本人报送的报表不能由本人退回，请由审核人员办理")
	ErrReturned  = fault.New(fault.Conflict, "submission.returned", "报表已退回，不能重复退回")
	ErrReceived  = fault.New(fault.Conflict, "submission.received", "报表已接收并锁定，不能再退回；之后的变动列为调整数")
	ErrMark      = fault.New(fault.Invalid, "submission.mark", "退回的单元格写得不对：指标代码如 B05，原因从列表选，说明 500 字以内，最多 100 处")
	ErrPeriod    = fault.New(fault.Invalid, "submission.period", "报告期起止日期不对，请按年-月-日填写且止不早于起")
	ErrCells     = fault.New(fault.Invalid, "submission.cells", "报表内容、口径版本或日志位置缺失，请重新汇总后报送")
	ErrPosition  = fault.New(fault.Conflict, "submission.position", "报表汇总的日志位置晚于现有日志，请重新汇总后报送")
	ErrReason    = fault.New(fault.Invalid, "submission.reason", "理由为空，请写明理由")
	ErrCount     = fault.New(fault.NotFound, "count.not_found", "没有这条汇总登记，或已撤回，请核对")
	ErrLong      = fault.New(fault.Invalid, "submission.long", "文字过长，请精简：地点和文书名称 200 字以内，理由 2000 字以内")
	ErrCode      = fault.New(fault.Invalid, "count.code", "指标代码为空，请选择指标")
	ErrQuantity  = fault.New(fault.Invalid, "count.quantity", "数量须大于零，请改正；登记错误请撤回原登记")
	ErrDocument  = fault.New(fault.Invalid, "count.document", "地点、来源文书或照片缺失，请补齐")
	ErrDay       = fault.New(fault.Invalid, "count.day", "日期不是有效的年-月-日或晚于今天，请改正")
	ErrNotYours  = fault.New(fault.Forbidden, "count.not_yours", "登记由其他单位作出，请由登记单位撤回")
)
