// Package writ keeps writs (执法文书): their drafts, their numbers, what was
// issued, and how it was served.
//
//	draft ──issue──▶ issued ──serve──▶ served
//	  │                 └──────void──────┴──▶ void
//	  └─drop──▶ dropped
//
// A draft keeps only what somebody wrote; what records hold is read from them
// each time. Issuing fills everything in, draws the number and freezes the
// document: the same bytes ever after, whatever becomes of record and template,
// and their digest in the journal. What is issued is never changed; it is made
// void, with a reason, and keeps its number.
//
// It does not know what a writ says (pure/form), which record fills it
// (process/flow), nor how it is printed (pure/doc).
package writ

import (
	"embed"
	"encoding/json"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and verbs.
var Part = store.Part{Name: "writ", Schema: schema, Verbs: store.Verbs{
	"writ.drafted": Noted{}, "writ.edited": Noted{}, "writ.dropped": Noted{}, "writ.issued": IssuedFacts{}, "writ.voided": IssuedFacts{},
	"writ.served": ServedFacts{}, "letterhead.set": Headed{},
}}

// Ref names a writ in other packages.
func Ref(id string) ref.Ref { return ref.Of("writ", id) }

// State is where a writ stands.
type State string

// The states of a writ.
const (
	Draft   State = "draft"
	Issued  State = "issued"
	Served  State = "served"
	Voided  State = "void"
	Dropped State = "dropped"
)

// Writ is one writ. About is the record it is made from and File the case or
// visit in whose file it lies; they differ for a receipt, which is about a writ.
type Writ struct {
	ID         string      `json:"id"`
	Template   string      `json:"template"`
	Edition    int64       `json:"edition"`
	Name       string      `json:"name"`
	About      ref.Ref     `json:"about"`
	File       ref.Ref     `json:"file"`
	Party      string      `json:"party,omitempty"`
	State      State       `json:"state"`
	Unit       string      `json:"unit"`
	Department string      `json:"department"`
	Region     string      `json:"region"`
	Campaign   string      `json:"campaign,omitempty"`
	Number     string      `json:"number,omitempty"` // 濂市监罚告〔2026〕3号
	Written    form.Values `json:"-"`                // what somebody wrote
	Filled     form.Values `json:"-"`                // as issued
	Digest     string      `json:"digest,omitempty"` // SHA-256 of the document as issued
	Files      []string    `json:"files"`            // photos it shows and scans of it, "blob:…"
	IssuedOn   string      `json:"issued_on,omitempty"`
	IssuedBy   string      `json:"issued_by,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Service    *Service    `json:"service,omitempty"`
	Version    int64       `json:"version"`
	CreatedAt  time.Time   `json:"created_at"`
	UpdatedAt  time.Time   `json:"updated_at"`

	body string // the document as issued, as it was hashed
}

// Ref names the writ.
func (w Writ) Ref() ref.Ref { return Ref(w.ID) }

// Frozen reports whether the writ was issued, whatever became of it.
func (w Writ) Frozen() bool { return w.body != "" }

// Document is the document as it was issued; one that is void says so across
// its pages.
func (w Writ) Document() (d doc.Document, err error) {
	if err := json.Unmarshal([]byte(w.body), &d); err != nil {
		return d, wrap("reading a document", err)
	}
	if w.State == Voided {
		d.Over = "作废"
	}
	return d, nil
}

// Service is how a writ came to whom it was meant for (送达). Who refused it was
// left it before a witness, or before a camera.
// 《行政处罚法》第六十一条：依照《中华人民共和国民事诉讼法》的有关规定送达。
type Service struct {
	Way      string        `json:"way"` // one of Ways
	On       string        `json:"on"`
	Place    sealed.String `json:"place,omitzero"`
	Signer   sealed.String `json:"signer,omitzero"` // who received it
	Relation string        `json:"relation,omitempty"`
	Refused  bool          `json:"refused,omitempty"`
	Refusal  string        `json:"refusal,omitempty"` // what happened
	Witness  sealed.String `json:"witness,omitzero"`
	By       []string      `json:"by"` // "person:…"
	Photos   []string      `json:"photos,omitempty"`
}

// Ways are the ways of service: 直接、留置、委托、邮寄、电子、公告.
var Ways = []string{"direct", "left", "entrusted", "post", "electronic", "public"}

// The facts of the package's verbs; entries are noted about the record whose
// file the writ lies in. A number is no personal data, and proves the series.
type (
	Noted struct { // writ.drafted, writ.edited, writ.dropped
		Writ     string `json:"writ"`
		Template string `json:"template"`
	}
	IssuedFacts struct { // writ.issued, writ.voided
		Writ     string `json:"writ"`
		Template string `json:"template"`
		Edition  int64  `json:"edition"`
		Number   string `json:"number"`
		Digest   string `json:"digest"`
	}
	ServedFacts struct { // writ.served
		Writ     string `json:"writ"`
		Template string `json:"template"`
		Way      string `json:"way"`
		Refused  bool   `json:"refused"`
	}
	Headed struct { // letterhead.set
		Word string `json:"word"`
	}
)

// What a person can do something about.
var (
	ErrNotFound   = fault.New(fault.NotFound, "writ.not_found", "没有这份文书，请核对编号")
	ErrMoved      = fault.New(fault.Conflict, "writ.moved", "文书已被他人改动，请对照最新内容后重试")
	ErrState      = fault.New(fault.Conflict, "writ.state", "文书当前状态不允许这一步：已制发的不能修改，只能作废后重新制作")
	ErrNotYours   = fault.New(fault.Forbidden, "writ.not_yours", "文书由其他单位制作，请由制作单位办理")
	ErrAbout      = fault.New(fault.Invalid, "writ.about", "这种文书不能由所选的记录制作，请从对应的检查、案件或文书中制作")
	ErrParty      = fault.New(fault.Invalid, "writ.party", "这种文书须写明当事人，请选择案件中的当事人")
	ErrField      = fault.New(fault.Invalid, "writ.field", "填写的项目不在这种文书中，请刷新后重新填写")
	ErrLong       = fault.New(fault.Invalid, "writ.long", "填写的内容过长，请精简：单行 500 字以内，长文 20000 字以内，表格 200 行以内")
	ErrLacking    = fault.New(fault.Invalid, "writ.lacking", "文书有必填项目为空，不能制发，请补齐")
	ErrWord       = fault.New(fault.Invalid, "writ.word", "本单位还没有设置机关代字，不能编号，请先在文书抬头中设置")
	ErrNumber     = fault.New(fault.Conflict, "writ.number", "这个文号已经用在另一份文书上，请核对；要重新制作请先作废原文书")
	ErrHead       = fault.New(fault.Forbidden, "writ.head", "这种文书须经机关负责人批准，请由负责人签发")
	ErrReason     = fault.New(fault.Invalid, "writ.reason", "理由为空，请写明理由")
	ErrWay        = fault.New(fault.Invalid, "writ.way", "送达方式不在目录内，请在直接、留置、委托、邮寄、电子、公告中选择")
	ErrDay        = fault.New(fault.Invalid, "writ.day", "送达日期不对：不能早于制发日期，也不能晚于今天")
	ErrServer     = fault.New(fault.Invalid, "writ.server", "送达人为空，请填写；留置送达须两人以上")
	ErrSigner     = fault.New(fault.Invalid, "writ.signer", "直接送达须写明收件人，请填写；拒收的请选择留置送达")
	ErrWitness    = fault.New(fault.Invalid, "writ.witness", "留置送达须写明拒收的情况，并有见证人或者现场照片")
	ErrNoService  = fault.New(fault.Invalid, "writ.no_service", "这种文书不需要送达当事人")
	ErrLetterhead = fault.New(fault.Invalid, "writ.letterhead", "文书抬头不完整：机关代字为空，或文字超过 200 字，请改正")
)
